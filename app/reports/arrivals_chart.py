"""What arrived by week, month or quarter: as a chart, as a table, in a sentence."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.casework.outlook import ChangePoint
from app.casework.working_time import day_words
from app.measures.arrivals import ALL, NOT_RECORDED, Arrivals, Unit, weeks_back
from app.measures.period import Period, months
from app.measures.year import quarters
from app.reports.chart import (
    Kind,
    Marker,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
)
from app.reports.chart import Period as ChartPeriod
from app.reports.wording import NONE, counted

SHOWN: Mapping[ChartPeriod, int] = {
    ChartPeriod.WEEK: 53,
    ChartPeriod.MONTH: 36,
    ChartPeriod.QUARTER: 20,
}
"""How many weeks, months or quarters are shown at most."""

YEAR = timedelta(days=365)
_OF: Mapping[Unit, str] = {Unit.REQUESTS: "Requests", Unit.HOURS: "Examiner hours"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was asked for and what was agreed, over periods one after the other.

    Attributes:
        asked: What was submitted.
        agreed: What was accepted.
        length: Weeks, months or quarters.
        periods: The periods, oldest first; the last may not be over.
        labels: What the codes of the groups are called.
    """

    asked: Arrivals
    agreed: Arrivals
    length: ChartPeriod
    periods: tuple[Period, ...]
    labels: Mapping[str, str]

    @property
    def as_at(self) -> date:
        """Day at the end of which it holds."""
        return self.agreed.as_at

    def label(self, group: str) -> str:
        """Return what a group is called."""
        if group == NOT_RECORDED:
            return "Not recorded"
        return self.labels.get(group, group) if group != ALL else "All"

    def values(self, arrivals: Arrivals, group: str = ALL) -> NDArray[np.float64]:
        """Return what arrived in a group by period."""
        sums = arrivals.sums(self.periods)
        found: NDArray[np.float64] = (
            sums.sum(axis=0) if group == ALL else sums[arrivals.groups.index(group)]
        )
        return found

    def groups(self) -> tuple[str, ...]:
        """Return the groups in which something was agreed, the largest first."""
        totals = self.agreed.sums(self.periods).sum(axis=1)
        order = np.argsort(-totals[:-1], kind="stable").tolist()
        places = [*order, len(totals) - 1]
        return tuple(self.agreed.groups[at] for at in places if totals[at] > 0)

    def is_over(self, period: Period) -> bool:
        """Return whether a period was over at the end of the as-at day."""
        return whole(period, self.length).last <= self.as_at


def course_of(
    asked: Arrivals,
    agreed: Arrivals,
    length: ChartPeriod,
    labels: Mapping[str, str],
) -> Course:
    """Return the course of what arrived, over as many periods as there are records."""
    as_at = agreed.as_at
    if length is ChartPeriod.WEEK:
        every = weeks_back(as_at, SHOWN[length])
    else:
        back = as_at - SHOWN[length] * (31 if length is ChartPeriod.MONTH else 92) * DAY
        cut = months if length is ChartPeriod.MONTH else quarters
        every = [Period(one.first, min(one.last, as_at)) for one in cut(back, as_at)][
            -SHOWN[length] :
        ]
    first = agreed.complete.first
    shown = [one for one in every if first is None or one.last >= first]
    return Course(
        asked=asked,
        agreed=agreed,
        length=length,
        periods=tuple(shown or every[-1:]),
        labels=labels,
    )


DAY = timedelta(days=1)


def whole(period: Period, length: ChartPeriod) -> Period:
    """Return a period with the days that were cut off."""
    if length is ChartPeriod.WEEK:
        return Period(period.first, period.first + 6 * DAY)
    cut = months if length is ChartPeriod.MONTH else quarters
    return cut(period.first, period.first)[0]


def arrivals_chart(
    course: Course, group: str = ALL, changes: Sequence[ChangePoint] = ()
) -> TimeChart:
    """Return what was asked for and agreed, by period.

    Periods that are not over or not complete are left open.
    """
    unit, name = _OF[course.agreed.unit], course.label(group)
    of = "" if group == ALL else f": {name}"
    agreed = _known(course, course.agreed, group)
    first, last = course.periods[0].first, course.as_at
    return TimeChart(
        title=f"Asked for and agreed{of}",
        unit=f"{unit} a {course.length}",
        days=tuple(period.first for period in course.periods),
        series=(
            Series(name="Agreed", kind=Kind.BARS, role=Role.RECEIVED, values=agreed),
            Series(
                name="Asked for",
                kind=Kind.LINE,
                role=Role.BACKLOG,
                values=_known(course, course.asked, group),
            ),
        ),
        description=arrivals_sentence(course, group),
        period=course.length,
        markers=tuple(
            Marker(day=one.day, text=one.words)
            for one in changes
            if first <= one.day <= last
        ),
        coverage=_imputed(course, group),
    )


def arrivals_table(
    course: Course,
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return one row for each period, newest first: asked for, agreed, each group."""
    groups = course.groups() if len(course.agreed.groups) > 2 else ()
    columns = [
        course.values(course.asked),
        course.values(course.agreed),
        *(course.values(course.agreed, group) for group in groups),
    ]
    head = (
        "Week from"
        if course.length is ChartPeriod.WEEK
        else course.length.capitalize(),
        *("Asked for", "Agreed", "Agreed of asked"),
        *(course.label(group) for group in groups),
    )
    rows = []
    for place in range(len(course.periods) - 1, -1, -1):
        asked, agreed, *parts = (float(column[place]) for column in columns)
        share = f"{number_text(100 * agreed / asked)}%" if asked else NONE
        cells = (number_text(value) for value in parts)
        name = _period_text(course, course.periods[place])
        rows.append((name, number_text(asked), number_text(agreed), share, *cells))
    return head, rows


def arrivals_sentence(course: Course, group: str = ALL) -> str:
    """Say what was asked for and agreed in the last year, and how it wanders."""
    complete, as_at = course.agreed.complete, course.as_at
    if complete.first is None:
        if complete.is_open:
            return "What arrived cannot be told: only what is open is recorded."
        return "Nothing that arrived is recorded."
    span = Period(max(as_at - YEAR + DAY, complete.first), as_at)
    asked = _sum(course.asked, span, group)
    agreed = _sum(course.agreed, span, group)
    noun = "request" if course.agreed.unit is Unit.REQUESTS else "examiner hour"
    who = "" if group == ALL else f" of {course.label(group)}"
    said = (
        f"From {day_words(span.first)} to {day_words(span.last)},"
        f" {counted(asked, noun)}{who} {_were(asked)} asked for and"
        f" {number_text(agreed)} agreed{_weekly(course, span, group)}."
    )
    return f"{said} {caution(course.agreed)}".rstrip()


def caution(arrivals: Arrivals) -> str:
    """Say from when on records are complete, and where they are not."""
    complete = arrivals.complete
    if complete.first is None:
        return ""
    if complete.last < arrivals.as_at:
        return f"Nothing is recorded after {day_words(complete.last)}."
    if complete.gaps:
        gap = complete.gaps[-1]
        return (
            f"Records have a gap from {day_words(gap.first)} to {day_words(gap.last)}."
        )
    return f"Records are taken to be complete from {day_words(complete.first)}."


def _weekly(course: Course, span: Period, group: str) -> str:
    """Say how many came in a week, and in most weeks, as far as weeks are whole."""
    weeks = [one for one in weeks_back(course.as_at, 53) if one.days == 7]
    weeks = [one for one in weeks if span.first <= one.first]
    known = [one for one in weeks if not course.agreed.complete.why_not(one)]
    if len(known) < 8:
        return ""
    counts = [_sum(course.agreed, week, group) for week in known]
    low, middle, high = np.percentile(counts, [10, 50, 90]).tolist()
    return (
        f", {number_text(middle)} in a middling week and from {number_text(low)} to"
        f" {number_text(high)} in 8 weeks of 10"
    )


def _sum(arrivals: Arrivals, period: Period, group: str) -> float:
    return float(arrivals.weights[arrivals.within(period, group)].sum())


def _were(count: float) -> str:
    return "was" if round(count) == 1 else "were"


def _known(course: Course, arrivals: Arrivals, group: str) -> tuple[float, ...]:
    values = course.values(arrivals, group).tolist()
    complete = course.agreed.complete
    return tuple(
        value if course.is_over(period) and not complete.why_not(period) else math.nan
        for value, period in zip(values, course.periods, strict=True)
    )


def _period_text(course: Course, period: Period) -> str:
    text = day_text(period.first, course.length)
    if not course.is_over(period):
        return f"{text} (to {day_text(period.last)})"
    why_not = course.agreed.complete.why_not(period)
    return f"{text} (not complete)" if why_not else text


def _imputed(course: Course, group: str) -> str:
    """Say how many of the estimates behind what is shown are imputed."""
    shown = Period(course.periods[0].first, course.as_at)
    own = course.agreed.is_own[course.agreed.within(shown, group)]
    if own.all():
        return ""
    return f"{number_text(100 * float((~own).mean()))}% of the estimates imputed"
