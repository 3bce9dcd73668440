"""Before and after an event: the change of level and slope of a weekly series (M37).

How to call: ``intervention(values, first_after)`` with the values of whole weeks one
after the other (NaN where there is none) and the position of the first week after the
event; ``why_not(values, first_after)`` says in words why there is no answer. Words for
a manager and charts are in ``app.reports.before_after``.

A straight line through the weeks before and another through those after; that the
first would have gone on is the assumption, and no series can prove it.
"""

from dataclasses import dataclass

import numpy as np

from app.forecast.robust_errors import (
    Fit,
    Values,
    covariance,
    fitted,
    plain_covariance,
    student_95,
)

LEAST = 8
"""Weeks with a value that are needed on either side of the event."""

SHORT = 26
"""Weeks on either side below which the answer is called a first impression."""

_NOTHING = 1e-9
"""Share of the size of the values below which a change is rounding."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change with its 95 % interval.

    Attributes:
        value: The change.
        lower: Lower end of the interval.
        upper: Upper end of the interval.
    """

    value: float
    lower: float
    upper: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out no change at all."""
        return self.lower > 0 or self.upper < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """What changed at an event, in the unit of the series.

    Attributes:
        before: Weeks with a value before it.
        after: Weeks with a value after it.
        gaps: Weeks in between and on both sides without a value.
        level: Step between the lines in the first week after.
        slope: How much more the second line rises in a week.
        mean: Mean difference to the line of before, over the weeks after.
        latest: Difference to the line of before in the last week.
        line: The two lines, by week.
        expected: The line of before, by week, going on after the event.
    """

    before: int
    after: int
    gaps: int
    level: Change
    slope: Change
    mean: Change
    latest: Change
    line: Values
    expected: Values

    @property
    def is_short(self) -> bool:
        """Whether either side is too short for more than a first impression."""
        return min(self.before, self.after) < SHORT


def why_not(values: Values, first_after: int) -> str:
    """Return why nothing can be said of an event, in words; empty if it can."""
    known = ~np.isnan(values)
    place = min(max(first_after, 0), len(values))
    sides = {"before": int(known[:place].sum()), "after": int(known[place:].sum())}
    for side, weeks in sides.items():
        if weeks < LEAST:
            are = "is 1 week" if weeks == 1 else f"are {weeks or 'no'} weeks"
            return (
                f"There {are} with a value {side} the event; at least"
                f" {LEAST} are needed on either side."
            )
    return ""


def intervention(
    values: Values, first_after: int, *, lag: int | None = None
) -> Intervention | None:
    """Return what changed at an event; None if there are too few weeks for it.

    The intervals are the wider of those that allow for weeks that resemble those
    before them (Newey and West) and those that do not: on few weeks the former come
    out too narrow.

    Args:
        values: Of each week, its value; NaN where there is none or where the week is
            neither before nor after.
        first_after: Position of the first week after the event.
        lag: Weeks that resemble each other; by the number of weeks if None.
    """
    if why_not(values, first_after):
        return None
    columns = lines(len(values), first_after)
    fit = fitted(columns, values)
    known = ~np.isnan(values)
    since = columns[:, 2:].copy()
    behind = known & (since[:, 0] > 0)
    changes = [
        _change(fit, np.concatenate((np.zeros(2), part)), values, lag)
        for part in (
            np.array([1.0, 0.0]),
            np.array([0.0, 1.0]),
            since[behind].mean(axis=0),
            since[-1],
        )
    ]
    level, slope, mean, latest = changes
    return Intervention(
        before=int(known[:first_after].sum()),
        after=int(behind.sum()),
        gaps=int((~known).sum()),
        level=level,
        slope=slope,
        mean=mean,
        latest=latest,
        line=columns @ fit.coefficients,
        expected=columns[:, :2] @ fit.coefficients[:2],
    )


def lines(weeks: int, first_after: int) -> Values:
    """Return the columns of two lines: level, slope, step, and change of slope.

    Weeks are counted from the first week after the event, so that the step is the one
    there.
    """
    time = np.arange(weeks, dtype=np.float64) - first_after
    is_after = (time >= 0).astype(np.float64)
    return np.column_stack((np.ones(weeks), time, is_after, time * is_after))


def _change(fit: Fit, weights: Values, values: Values, lag: int | None) -> Change:
    """Return a sum of coefficients with its interval."""
    value = float(weights @ fit.coefficients)
    variances = [
        float(weights @ each @ weights)
        for each in (covariance(fit, lag), plain_covariance(fit))
    ]
    reach = student_95(fit.freedom) * float(np.sqrt(max(*variances, 0.0)))
    least = _NOTHING * float(np.nanmax(np.abs(values)))
    if abs(value) <= least and reach <= least:
        return Change(value=0.0, lower=0.0, upper=0.0)
    return Change(value=value, lower=value - reach, upper=value + reach)
