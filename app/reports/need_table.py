"""What it takes to reach a goal, as rows of a table."""

from math import floor

from app.reports.chart import number_text
from app.reports.plan_charts import share_words
from app.scenario.goal import BEYOND, Requirement, Way

Row = tuple[str, ...]


def need_head() -> Row:
    """Return the heads of the columns of ``need_rows``."""
    return (
        "Means",
        "Enough?",
        "Certainty",
        "One step less",
        f"{BEYOND} weeks later",
        "Holds?",
        "Cost to the day",
        "Hours a week",
    )


def need_ways(found: Requirement) -> tuple[Way, ...]:
    """Return the ways in the order of the rows: alone, then combined."""
    return (*found.ways, *found.combinations)


def need_rows(found: Requirement) -> tuple[Row, ...]:
    """Return a row for nothing added, and one for each way."""
    nothing: Row = (
        "Nothing added",
        "yes" if found.certainty >= found.goal.certainty else "no",
        share_words(found.certainty),
        "\N{EN DASH}",
        share_words(found.later),
        "yes" if (found.later or 0.0) >= found.goal.certainty else "no",
        "£0",
        "0",
    )
    return (nothing, *(_row(way) for way in need_ways(found)))


def _row(way: Way) -> Row:
    words = way.words
    if not way.reaches:
        words = f"{words} (the most looked at)"
    if not way.is_monotone:
        words = f"{words}; near it, more was once worse"
    return (
        words,
        "yes" if way.reaches else "no",
        share_words(way.certainty),
        "\N{EN DASH}" if way.below is None else f"{floor(100 * way.below + 1e-9)}%",
        "not looked at" if way.later is None else share_words(way.later),
        "yes" if way.holds else "no",
        "no price" if way.cost is None else f"£{number_text(way.cost)}",
        number_text(way.effort, 1),
    )
