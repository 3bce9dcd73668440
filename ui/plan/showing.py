"""What the room shows of the scenarios that were run: charts, sentences, rows."""

from collections.abc import Mapping
from datetime import timedelta

from app.casework.working_time import day_words, monday_of
from app.measures.backlog import Backlog, weekly_backlog
from app.reports.chart import Chart
from app.reports.facts import Facts
from app.reports.plan_charts import (
    Counted,
    Past,
    Sight,
    backlog_fan,
    misses_chart,
    use_chart,
    waits_chart,
    within_chart,
)
from app.reports.plan_table import (
    COST_HEAD,
    Beside,
    Row,
    cost_rows,
    side_head,
    side_rows,
)
from app.reports.plan_words import (
    backlog_words,
    cost_words,
    expected_words,
    hours_words,
    misses_words,
    use_words,
    waits_words,
    within_words,
)
from app.scenario.outcome import Outcome
from ui.plan.portfolio import Entry, Portfolio
from ui.plan.result_view import Shown, View

PAST = 52
"""Weeks of the recorded backlog before the fan."""
LINES = 3
"""Other scenarios whose middle is drawn behind the chosen one."""
COUNTED = {View.REQUESTS: Counted.REQUESTS, View.HOURS: Counted.HOURS}


def past_of(facts: Facts) -> Past:
    """Return the backlog of the weeks before the plan."""
    first = monday_of(facts.as_at) - timedelta(weeks=PAST)
    found = weekly_backlog(facts.ledger, Backlog.B3, first, facts.as_at)
    return Past(mondays=found.mondays, values=tuple(map(float, found.values)))


def shown_of(
    portfolio: Portfolio,
    sentences: Mapping[View, str],
    sight: Sight,
    names: Mapping[str, str],
) -> Shown | None:
    """Return what is shown of the scenario in sight; None before it was run.

    Args:
        portfolio: The scenarios.
        sentences: What each view says.
        sight: How far is looked, and the backlog before.
        names: Names of skills, by code.
    """
    entry = portfolio.present
    if (outcome := entry.outcome) is None:
        return None
    base = None if entry.is_base else portfolio.base.outcome
    charts: dict[View, Chart] = {
        view: backlog_fan(
            outcome,
            beside(portfolio),
            Sight(
                counted=counted,
                weeks=sight.weeks,
                past=sight.past,
                sentence=sentences.get(view, ""),
            ),
            is_base=base is None,
        )
        for view, counted in COUNTED.items()
    }
    charts[View.WAITS] = waits_chart(outcome, sentences.get(View.WAITS, ""))
    charts[View.WITHIN] = within_chart(outcome, base, sentences.get(View.WITHIN, ""))
    charts[View.SKILLS] = use_chart(outcome, names, sentences.get(View.SKILLS, ""))
    missed = misses_chart(outcome, base, sentences.get(View.MISSES, ""))
    if missed is not None:
        charts[View.MISSES] = missed
    every = [one.outcome for one in portfolio.known() if one.outcome is not None]
    return Shown(
        charts=charts,
        words=sentences,
        expected=outcome.expected,
        cost_head=COST_HEAD,
        cost_rows=cost_rows(every),
    )


def beside(portfolio: Portfolio) -> list[Outcome]:
    """Return what is drawn behind the scenario in sight, the base first."""
    present = portfolio.present
    others = [one for one in portfolio.known() if one is not present]
    return [one.outcome for one in others[: LINES + 1] if one.outcome is not None]


def side_by_side(
    portfolio: Portfolio, week: int, level: int
) -> tuple[Row, tuple[Row, ...], int]:
    """Return heads and rows of the comparison, and the place of the one in sight."""
    known = portfolio.known()
    outcomes = [one.outcome for one in known if one.outcome is not None]
    found = Beside(
        week=week,
        level=level,
        differences={
            one.scenario.name: one.difference
            for one in known
            if one.difference is not None
        },
    )
    place = known.index(portfolio.present) if portfolio.present in known else -1
    rows = tuple(
        row if one.is_known else (f"{row[0]} (before the last change)", *row[1:])
        for one, row in zip(known, side_rows(outcomes, found), strict=True)
    )
    return side_head(outcomes, found), rows, place


def head_words(portfolio: Portfolio) -> str:
    """Return the sentence of scope and date for the head of the page."""
    base = portfolio.base.outcome
    if base is None:
        return "Reckoning what comes if nothing changes…"
    count = len(portfolio.entries)
    scenarios = "The base" if count == 1 else f"The base and {count - 1} more"
    return (
        f"{scenarios}; {base.replications:,} runs each from the queue of"
        f" {day_words(base.as_at)}."
    )


def entry_words(entry: Entry) -> str:
    """Return what is said of a scenario under its name."""
    if entry.is_base:
        return (
            "The unit as it is recorded and planned: nothing is changed. Add a scenario"
            " to move a lever."
        )
    if entry.stored is None:
        return "Not kept"
    return f"Changed from the base; kept on {day_words(entry.stored.updated_on)}."


def old_answer(entry: Entry) -> str:
    """Return what was known of a scenario when it was last run, in a sentence."""
    stored = entry.stored
    result = stored.result if stored is not None else None
    if stored is None or result is None:
        return ""
    return f"On {day_words(stored.as_at)}: {result.sentence}"


def sentences_of(entry: Entry, week: int, names: Mapping[str, str]) -> dict[View, str]:
    """Return what each view says, read aloud; nothing before the scenario was run."""
    if (outcome := entry.outcome) is None:
        return {}
    found = {
        View.REQUESTS: backlog_words(outcome, week),
        View.HOURS: hours_words(outcome, week),
        View.WAITS: waits_words(outcome),
        View.WITHIN: within_words(outcome),
        View.MISSES: misses_words(outcome),
        View.EACH: expected_words(outcome),
        View.SKILLS: use_words(outcome, dict(names)),
        View.COST: cost_words(outcome),
    }
    if entry.is_known:
        return found
    return {view: f"Before the last change: {words}" for view, words in found.items()}


def assumptions_of(entry: Entry, base: Entry) -> tuple[list[str], list[str]]:
    """Return what an answer rests on, and what of it the base does not share."""
    outcome = entry.outcome
    if outcome is None:
        return [], []
    shared = base.outcome.notes if base.outcome is not None else outcome.notes
    own = [note for note in outcome.notes if note not in shared]
    return [*outcome.assumptions, *outcome.notes], own


def is_same(facts: Facts, before: Facts | None) -> bool:
    """Tell whether facts come of one reading of the store and are of one day."""
    if before is None:
        return False
    return facts.team is before.team and facts.as_at == before.as_at
