"""What comes in and goes out: arrivals, completions, clearance, net flow (M10 to M13).

A request is accepted when it first enters the outstanding backlog (B3); by the legal
moves that is the status "accepted", and in an imported history without that day the
first status after it. It is issued when it first enters "issued". Reopening and
addenda are not counted again here; the bridge (M07) has them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from app.casework.ledger import Ledger
from app.casework.request import Status
from app.casework.working_time import (
    day_number,
    end_of_day,
    local_day,
    local_days,
    monday_of,
    weeks_between,
)
from app.measures.backlog import Backlog
from app.measures.definition import MEASURES, figure, sentence_of
from app.measures.figure import Coverage, Figure
from app.measures.series import Weekly
from app.measures.stays import Moments, Rows, first_entry
from app.measures.work import effort_estimates

Values = NDArray[np.float64]

MOVING = 13
"""Weeks over which net flow is summed (M13)."""

RANGE_TO_DEVIATION = 1.128
"""Mean moving range of two, over the standard deviation (the constant d2)."""

LIMIT = 3.0
"""Standard deviations from the mean to a control limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetFlow:
    """Accepted less issued, summed over 13 weeks, and how far it wanders by chance.

    Weekly net flow is treated as single values with moving range (XmR): the standard
    deviation of a week is the mean moving range over 1.128, that of a sum of 13 weeks
    is sqrt(13) times that. Limits lie three of these from 13 times the mean week. Mean
    and range are taken over the whole weeks of the series; with fewer than two there
    are no limits.

    Attributes:
        sums: Of each week, the sum of the 13 weeks that end with it; NaN where the
            history is not that long or the week is not over.
        centre: 13 times the mean weekly net flow; NaN without limits.
        lower: Lower control limit.
        upper: Upper control limit.
    """

    sums: Weekly
    centre: float
    lower: float
    upper: float

    @property
    def latest(self) -> Figure:
        """The sum that ends with the last whole week."""
        known = self.sums.values[~np.isnan(self.sums.values)]
        return figure(
            "M13",
            float(known[-1]) if len(known) else None,
            as_at=self.sums.as_at,
            coverage=self.sums.coverage,
            note=self.sums.note,
        )


def acceptances(ledger: Ledger) -> Moments:
    """Return when each request was first accepted; ``FOREVER`` if it was not."""
    return first_entry(ledger, Backlog.B3.statuses)


def issues(ledger: Ledger) -> Moments:
    """Return when the result of each request was first issued; ``FOREVER`` if not."""
    return first_entry(ledger, (Status.ISSUED,))


def submissions(ledger: Ledger) -> Moments:
    """Return when each request was first submitted; ``FOREVER`` if it was not."""
    return first_entry(ledger, (Status.SUBMITTED,))


def rows_between(moments: Moments, first: date, last: date) -> Rows:
    """Return the requests whose moment lies on the days from ``first`` to ``last``."""
    start, end = end_of_day(first - timedelta(days=1)), end_of_day(last)
    return np.flatnonzero((start < moments) & (moments <= end)).astype(np.int32)


def accepted_in(ledger: Ledger, first: date, as_at: date) -> Figure:
    """Return the requests accepted from ``first`` to ``as_at`` (M10)."""
    return _counted("M10", rows_between(acceptances(ledger), first, as_at), as_at)


def issued_in(ledger: Ledger, first: date, as_at: date) -> Figure:
    """Return the requests issued from ``first`` to ``as_at`` (M11)."""
    return _counted("M11", rows_between(issues(ledger), first, as_at), as_at)


def clearance_rate(ledger: Ledger, first: date, as_at: date) -> Figure:
    """Return issued in % of accepted from ``first`` to ``as_at`` (M12).

    The value is None when nothing was accepted.
    """
    accepted = rows_between(acceptances(ledger), first, as_at)
    issued = rows_between(issues(ledger), first, as_at)
    rows = np.union1d(accepted, issued)
    return figure(
        "M12",
        100 * len(issued) / len(accepted) if len(accepted) else None,
        as_at=as_at,
        coverage=Coverage(used=len(rows), scope=len(rows)),
        rows=rows,
        note=f"{len(issued):,} issued, {len(accepted):,} accepted from {first}.",
    )


def arrivals(ledger: Ledger, first: date, as_at: date) -> Weekly:
    """Return the requests accepted in each week from that of ``first`` (M10)."""
    return _by_week("M10", acceptances(ledger), first, as_at)


def submitted(ledger: Ledger, first: date, as_at: date) -> Weekly:
    """Return the requests submitted in each week from that of ``first`` (M10)."""
    sentence = "Requests submitted for the first time."
    return _by_week(
        "M10", submissions(ledger), first, as_at, label="Submitted", sentence=sentence
    )


def completions(ledger: Ledger, first: date, as_at: date) -> Weekly:
    """Return the requests issued in each week from that of ``first`` (M11)."""
    return _by_week("M11", issues(ledger), first, as_at)


def arriving_effort(ledger: Ledger, first: date, as_at: date) -> Weekly:
    """Return the effort of the requests accepted in each week, in hours (M10).

    Missing estimates are imputed as in the work in queue (M08).
    """
    moments = acceptances(ledger)
    return _effort_by_week("M10", "Effort arriving", ledger, moments, first, as_at)


def issued_effort(ledger: Ledger, first: date, as_at: date) -> Weekly:
    """Return the effort of the requests issued in each week, in hours (M11).

    It is the effort estimated, imputed as in the work in queue (M08), so that it
    compares with the effort that arrives.
    """
    moments = issues(ledger)
    return _effort_by_week("M11", "Effort issued", ledger, moments, first, as_at)


def net_flow(ledger: Ledger, first: date, as_at: date) -> NetFlow:
    """Return the 13-week net flow of each week from that of ``first`` (M13)."""
    earlier = monday_of(first) - timedelta(weeks=MOVING - 1)
    came, went = arrivals(ledger, earlier, as_at), completions(ledger, earlier, as_at)
    weekly = np.where(_is_known(ledger, came), came.values - went.values, np.nan)
    sums = sliding_window_view(weekly, MOVING).sum(axis=1)
    centre, spread = _limits(weekly[MOVING - 1 :])
    used = came.coverage.used + went.coverage.used
    series = Weekly(
        measure="M13",
        label=MEASURES["M13"].label,
        unit="requests",
        definition=sentence_of("M13"),
        as_at=as_at,
        mondays=came.mondays[MOVING - 1 :],
        values=sums,
        coverage=Coverage(used=used, scope=used),
    )
    return NetFlow(
        sums=series, centre=centre, lower=centre - spread, upper=centre + spread
    )


def _limits(weekly: Values) -> tuple[float, float]:
    """Return the mean of a sum of 13 weeks, and how far its control limits lie."""
    known = weekly[~np.isnan(weekly)]
    if len(known) < 2:
        return math.nan, math.nan
    deviation = float(np.abs(np.diff(known)).mean()) / RANGE_TO_DEVIATION
    return MOVING * float(known.mean()), LIMIT * deviation * math.sqrt(MOVING)


def _is_known(ledger: Ledger, series: Weekly) -> NDArray[np.bool_]:
    """Of each week, whether the history had begun by its end and the week is over."""
    sundays = np.array([day_number(day) + 6 for day in series.mondays])
    if not len(ledger.entered):
        return np.zeros(len(sundays), dtype=bool)
    began = day_number(local_day(int(ledger.entered.min())))
    over: NDArray[np.bool_] = sundays <= day_number(series.as_at)
    return over & (began <= sundays)


def _counted(code: str, rows: Rows, as_at: date) -> Figure:
    coverage = Coverage(used=len(rows), scope=len(rows))
    return figure(code, len(rows), as_at=as_at, coverage=coverage, rows=rows)


def _by_week(
    code: str,
    moments: Moments,
    first: date,
    as_at: date,
    *,
    label: str = "",
    sentence: str = "",
) -> Weekly:
    mondays = weeks_between(first, as_at)
    rows = rows_between(moments, mondays[0], as_at)
    return Weekly(
        measure=code,
        label=label or MEASURES[code].label,
        unit="requests",
        definition=sentence or sentence_of(code),
        as_at=as_at,
        mondays=tuple(mondays),
        values=_summed(moments[rows], np.ones(len(rows)), mondays),
        coverage=Coverage(used=len(rows), scope=len(rows)),
    )


def _effort_by_week(
    code: str, label: str, ledger: Ledger, moments: Moments, first: date, as_at: date
) -> Weekly:
    mondays = weeks_between(first, as_at)
    rows = rows_between(moments, mondays[0], as_at)
    estimates = effort_estimates(ledger, as_at)
    return Weekly(
        measure=code,
        label=label,
        unit="h",
        definition=(
            f"Estimated examiner hours of: {sentence_of(code).lower()[:-1]}; a request"
            " without an estimate is given the median of its examination type."
        ),
        as_at=as_at,
        mondays=tuple(mondays),
        values=_summed(moments[rows], np.nan_to_num(estimates.hours[rows]), mondays),
        coverage=estimates.coverage(rows),
        note=estimates.note(rows),
    )


def _summed(moments: Moments, weights: Values, mondays: Sequence[date]) -> Values:
    """Return the sum of the weights of the moments in each week."""
    week = (local_days(moments) - day_number(mondays[0])) // 7
    counts = np.bincount(week, weights=weights, minlength=len(mondays))
    return counts.astype(np.float64)
