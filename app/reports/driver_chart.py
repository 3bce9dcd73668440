"""A driver series beside what arrived: two charts, a table, a sentence."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.casework.outlook import QUARTER, DriverValue, ExtraUnit
from app.casework.working_time import day_words
from app.measures.arrivals import ALL, By, arrivals_of
from app.measures.driver import AgainstDriver, against_driver
from app.reports.chart import (
    Kind,
    Period,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
)
from app.reports.comparison_table import percent_text
from app.reports.facts import Facts
from app.reports.wording import cell, counted

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
LENGTHS: Mapping[int, Period] = {QUARTER: Period.QUARTER, 1: Period.MONTH}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Arrivals that a driver series can be shown beside.

    Attributes:
        by: By what they are told apart.
        group: Code of the group; empty for everything.
        label: What they are called.
    """

    by: By
    group: str
    label: str


def besides(facts: Facts) -> tuple[Beside, ...]:
    """Return what a series can be shown beside: all, online abuse, each offence."""
    labels = facts.names("offence_category")
    return (
        Beside(by=By.ALL, group=ALL, label="All requests"),
        Beside(by=By.ABUSE, group="yes", label="Online child sexual abuse"),
        *(
            Beside(by=By.OFFENCE, group=code, label=labels.get(code, code))
            for code in facts.ledger.codes.offence
        ),
    )


def named_after(name: str, every: Sequence[Beside]) -> int:
    """Return the place of the arrivals whose name is in that of a series, else 0."""
    for place, one in enumerate(every):
        if one.label.casefold() in name.casefold():
            return place
    return 0


def beside_driver(facts: Facts, name: str, one: Beside) -> AgainstDriver:
    """Return a driver series beside what arrived of one sort."""
    arrivals = arrivals_of(facts.ledger, facts.as_at, by=one.by)
    return against_driver(arrivals, facts.outlook.series(name), one.group)


def noun_of(one: Beside) -> str:
    """Return what arrives, within a sentence."""
    return "requests" if one.group == ALL else f"requests ({one.label})"


def amount_words(amount: float, unit: ExtraUnit) -> str:
    """Return what an operation brings, such as ``1 request`` or ``2.5 exhibits``."""
    decimals = 0 if amount == round(amount) else 1
    noun = unit.removesuffix("s") if amount == 1 else unit
    return f"{number_text(amount, decimals)} {noun}"


def latest_words(found: AgainstDriver) -> str:
    """Return the latest ratio and of which time it is; empty where there is none."""
    if found.latest.value is None:
        return ""
    times = {12: "the last year", 1: "a month"}
    time = times.get(found.months, f"{found.months} months")
    return f"{number_text(found.latest.value, 1)} in {time}"


def length_of(values: Sequence[DriverValue]) -> Period:
    """Return whether a series has months or quarters."""
    return LENGTHS[values[0].months] if values else Period.QUARTER


def recorded_chart(found: AgainstDriver, length: Period) -> TimeChart:
    """Return what was recorded, by month or quarter."""
    return TimeChart(
        title="Recorded, as published",
        unit=f"{found.name}, a {length}",
        days=tuple(row.period.first for row in found.rows),
        series=(
            Series(
                name=found.name,
                kind=Kind.BARS,
                role=Role.NEUTRAL,
                values=tuple(row.value for row in found.rows),
            ),
        ),
        description=driver_sentence(found, "requests"),
        period=length,
    )


def beside_chart(found: AgainstDriver, length: Period, what: str) -> TimeChart:
    """Return what arrived beside it in the unit, by month or quarter."""
    return TimeChart(
        title="Agreed in the unit",
        unit=f"{what}, a {length}",
        days=tuple(row.period.first for row in found.rows),
        series=(
            Series(
                name=what,
                kind=Kind.BARS,
                role=Role.RECEIVED,
                values=tuple(
                    math.nan if row.arrived is None else row.arrived
                    for row in found.rows
                ),
            ),
        ),
        description=driver_sentence(found, what.lower()),
        period=length,
    )


def driver_table(found: AgainstDriver, length: Period) -> Table:
    """Return one row for each month or quarter, newest first."""
    head = (
        length.capitalize(),
        *("Recorded", "On the year", "Agreed", "Per 100"),
    )
    rows: list[tuple[str, ...]] = [
        (
            day_text(row.period.first, length),
            number_text(row.value),
            percent_text(row.change),
            cell(row.arrived),
            cell(row.ratio, 1),
        )
        for row in reversed(found.rows)
    ]
    return head, rows


def driver_sentence(found: AgainstDriver, what: str) -> str:
    """Say how many requests came per 100 recorded, of which time, and how it moved."""
    value = found.latest.value
    if not found.rows:
        return f"No value of {found.name or 'a driver series'} is of the past."
    if found.until is None:
        return (
            f"{found.name} has values for"
            f" {counted(len(found.rows), found.period_noun)}, and the unit complete"
            " records of none."
        )
    if value is None:
        return f"{found.name}: nothing was recorded, so there is no ratio."
    ratios = [row.ratio for row in found.rows if row.ratio is not None]
    months = f"{found.months} months" if found.months > 1 else "month"
    span = f"in the {months} to {day_words(found.until)}"
    said = (
        f"For every 100 of “{found.name}” {number_text(value, 1)} {what} were agreed"
        f" {span}"
    )
    if len(ratios) > 1:
        said = (
            f"{said}; taken singly, {found.period_noun}s had between"
            f" {number_text(min(ratios), 1)} and {number_text(max(ratios), 1)}"
        )
    return f"{said}. It assumes that both count the same time and the same area."
