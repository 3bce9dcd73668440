"""Tables of what comes of scenarios: side by side, and what each costs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.reports.chart import day_text, number_text, signed_text
from app.reports.plan_charts import share_words
from app.scenario.outcome import EVERY, Cost, Difference, Outcome

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What scenarios are set side by side for.

    Attributes:
        week: Place of the week at whose end they are compared.
        level: Open requests that are asked for at most; the chance of it is told.
        differences: Each scenario less the base, by its name; none for the base.
    """

    week: int
    level: int
    differences: Mapping[str, Difference]


def side_head(outcomes: Sequence[Outcome], beside: Beside) -> Row:
    """Return the heads of the columns of ``side_rows``."""
    day = "at the end"
    if outcomes:
        weeks = outcomes[0].weeks
        day = day_text(weeks[min(beside.week, len(weeks) - 1)])
    return (
        "Scenario",
        f"Open {day} (80%)",
        "To base (95%)",
        "Half take",
        "In target",
        "Missed",
        f"{beside.level:,} or fewer",
        "Hours open",
        "Cost",
    )


def side_rows(outcomes: Sequence[Outcome], beside: Beside) -> tuple[Row, ...]:
    """Return a row for each scenario, in the order given."""
    return tuple(_side_row(one, beside) for one in outcomes)


def _side_row(outcome: Outcome, beside: Beside) -> Row:
    week = min(beside.week, len(outcome.weeks) - 1)
    fan, hours = outcome.open_requests[EVERY], outcome.open_hours[EVERY]
    waits = outcome.waits[0]
    low, high = (number_text(float(fan.at(one)[week])) for one in (10, 90))
    chance = chance_of(outcome, week, beside.level)
    return (
        outcome.scenario.name,
        f"{number_text(float(fan.at(50)[week]))} ({low} to {high})",
        _against(beside.differences.get(outcome.scenario.name), week),
        "too few" if waits.median is None else f"{number_text(waits.median)} d",
        share_words(waits.within),
        number_text(outcome.misses.total, 1),
        share_words(chance),
        number_text(float(hours.at(50)[week])),
        cost_words(outcome.cost),
    )


def chance_of(outcome: Outcome, week: int, level: int) -> float | None:
    """Return the share of runs with at most ``level`` open at the end of a week."""
    runs = outcome.paths.open_requests[:, min(week, len(outcome.weeks) - 1)]
    return float((runs <= level).mean()) if len(runs) else None


def _against(difference: Difference | None, week: int) -> str:
    if difference is None:
        return "\N{EN DASH}"
    place = min(week, len(difference.weeks) - 1)
    mean, low, high = (
        signed_text(float(one[place]))
        for one in (
            difference.requests,
            difference.requests_low,
            difference.requests_high,
        )
    )
    return f"{mean} ({low} to {high})"


def cost_words(cost: Cost) -> str:
    """Return what a scenario costs beyond the base, in money or else in hours."""
    extra = cost.overtime + cost.training
    told = [] if cost.money is None else [f"£{number_text(cost.money)}"]
    told += [f"{number_text(extra)} h"] if extra >= 0.5 else []
    return ", ".join(told) or "none priced"


COST_HEAD: Row = (
    "Scenario",
    "Hours there",
    "Hours booked",
    "Overtime",
    "Training, induction",
    "Sent outside",
    "Money",
    "Without a price",
)


def cost_rows(outcomes: Sequence[Outcome]) -> tuple[Row, ...]:
    """Return what each scenario costs, in hours and as far as entered in money."""
    return tuple(_cost_row(one.scenario.name, one.cost) for one in outcomes)


def _cost_row(name: str, cost: Cost) -> Row:
    every = (cost.productive, cost.hours, cost.overtime, cost.training, cost.sent)
    money = "none entered" if cost.money is None else f"£{number_text(cost.money)}"
    return (name, *map(number_text, every), money, ", ".join(cost.unknown) or "none")
