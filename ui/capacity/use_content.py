"""Utilisation as values: a chart by week with its two lines, and a table."""

from app.capacity.utilisation import (
    GROWTH,
    LONG_QUEUE,
    UtilisationByWeek,
    utilisation_words,
)
from app.reports.chart import (
    Kind,
    Level,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
)
from app.reports.demand_chart import coverage_note

HEAD = ("Week from", "Arriving h", "Net h", "Week %", "13 weeks %")


def use_chart(found: UtilisationByWeek) -> TimeChart:
    """Return utilisation by week and its 13-week mean."""
    return TimeChart(
        title="Utilisation by week",
        unit="Arriving effort in % of net casework hours",
        days=found.weekly.mondays,
        series=(
            Series(name="Week", kind=Kind.BARS, role=Role.DEMAND,
                   values=tuple(map(float, found.weekly.values))),
            Series(name="Mean of 13 weeks", kind=Kind.LINE, role=Role.COMPLETED,
                   values=tuple(map(float, found.means))),
        ),
        description=utilisation_words(found),
        levels=(
            Level(value=GROWTH, text=f"{GROWTH:.0f}% growth"),
            Level(value=LONG_QUEUE, text=f"{LONG_QUEUE:.0f}% long queue"),
        ),
        coverage=coverage_note(found.weekly),
    )  # fmt: skip


def use_rows(found: UtilisationByWeek) -> list[tuple[str, ...]]:
    """Return the table, the last week first."""
    columns = found.arriving, found.net, found.weekly.values, found.means
    rows = [
        (day_text(monday), *(number_text(float(value)) for value in values))
        for monday, *values in zip(found.weekly.mondays, *columns, strict=True)
    ]
    return rows[::-1]
