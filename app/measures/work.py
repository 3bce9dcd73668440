"""How many hours wait, and how many weeks of capacity that is (M08, M09)."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import Ledger
from app.casework.working_time import end_of_day
from app.measures.backlog import Backlog, waiting_at
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.stays import Rows

NO_TYPE = "Not recorded"
"""Key of the requests whose examination type is not known."""

Hours = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class EffortEstimates:
    """The effort of every request, imputed where it was not estimated.

    Attributes:
        hours: Of each request, estimated or imputed examiner hours; NaN when nothing
            was estimated by which it could be imputed.
        is_imputed: Of each request, whether it had no estimate of its own.
    """

    hours: Hours
    is_imputed: NDArray[np.bool_]

    def coverage(self, rows: Rows) -> Coverage:
        """Return how many of ``rows`` have an estimate of their own."""
        imputed = int(self.is_imputed[rows].sum())
        return Coverage(used=len(rows) - imputed, scope=len(rows))

    def note(self, rows: Rows) -> str:
        """Return the share of ``rows`` imputed, in words; empty where none is."""
        imputed = int(self.is_imputed[rows].sum())
        if not imputed:
            return ""
        share = f"{imputed:,} of {len(rows):,} requests ({imputed / len(rows):.0%})"
        if np.isnan(self.hours[rows]).any():
            return f"{share} have no estimate, and none can be imputed."
        return f"{share} have no estimate and are given the median of their type."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Queue:
    """The requests that wait, with the hours left on each request of the ledger."""

    as_at: date
    definition: Backlog
    rows: Rows
    estimates: EffortEstimates
    left: Hours


def effort_estimates(ledger: Ledger, as_at: date) -> EffortEstimates:
    """Return the effort of every request, as far as requests known by ``as_at`` tell.

    A missing estimate is the median of the estimates of the same examination type; if
    there is none, the median of all. Only requests that were recorded as having begun
    by the end of ``as_at`` lend their estimates; these are as they are now.
    """
    missing = np.isnan(ledger.effort)
    lends = _known_by(ledger, end_of_day(as_at)) & ~missing
    hours = ledger.effort.copy()
    if lends.any():
        hours[missing] = np.median(ledger.effort[lends])
    for place in range(len(ledger.codes.examination_type)):
        same = ledger.examination_type == place
        if (same & lends).any():
            hours[same & missing] = np.median(ledger.effort[same & lends])
    return EffortEstimates(hours=hours, is_imputed=missing)


def hours_logged(ledger: Ledger, as_at: date) -> Hours:
    """Return the examiner hours logged on each request by the end of ``as_at``.

    Hours that are recorded without a day of their own count from the day of the last
    change of status.
    """
    moment = end_of_day(as_at)
    dated = _summed(ledger, ledger.work_at <= moment)
    all_dated = _summed(ledger, np.ones(len(ledger.work_at), dtype=bool))
    undated = np.maximum(ledger.spent - all_dated, 0)
    last_change = np.zeros(ledger.requests, dtype=np.int64)
    ends = np.append(ledger.request[1:] != ledger.request[:-1], True)
    ends = ends[: len(ledger.request)]  # the last stay of each request
    last_change[ledger.request[ends]] = ledger.entered[ends]
    return dated + np.where(last_change <= moment, undated, 0.0)


def remaining_effort(ledger: Ledger, as_at: date) -> Hours:
    """Return the hours left on each request at the end of ``as_at``, never below 0.

    NaN where there is no estimate and none can be imputed.
    """
    return _left(effort_estimates(ledger, as_at), ledger, as_at)


def work_in_queue(
    ledger: Ledger, as_at: date, *, definition: Backlog = Backlog.B3
) -> Figure:
    """Return the hours that wait at the end of ``as_at`` (M08, B5).

    The outstanding backlog (B3) holds the requests that await their start (B2) too.
    Coverage is of requests with an estimate of their own.
    """
    queue = _queue(ledger, as_at, definition)
    return _work(queue, queue.rows)


def work_by_type(ledger: Ledger, as_at: date) -> dict[str, Figure]:
    """Return the work in queue (M08) by code of the examination type."""
    queue = _queue(ledger, as_at, Backlog.B3)
    names = _type_names(ledger)
    types = ledger.examination_type[queue.rows]
    return {
        names[place]: _work(queue, queue.rows[types == place], names[place])
        for place in np.unique(types).tolist()
    }


def weeks_of_work(ledger: Ledger, as_at: date, weekly_net: float) -> Figure:
    """Return the weeks that the work in queue would take (M09).

    Args:
        ledger: The history.
        as_at: Day at the end of which the queue is taken.
        weekly_net: Mean net capacity of the next 13 weeks, in hours a week.

    The value is None when there is no capacity.
    """
    return _weeks(work_in_queue(ledger, as_at), weekly_net, "all examination types")


def _weeks(work: Figure, weekly_net: float, skill: str) -> Figure:
    possible = work.value is not None and weekly_net > 0
    weeks = (work.value or 0.0) / weekly_net if possible else None
    capacity = f"Net capacity {weekly_net:,.1f} h a week."
    return figure(
        "M09",
        weeks,
        as_at=work.as_at,
        coverage=work.coverage,
        rows=work.rows,
        note=f"{capacity} {work.note}".rstrip(),
        skill=skill,
    )


def _queue(ledger: Ledger, as_at: date, definition: Backlog) -> _Queue:
    return _Queue(
        as_at=as_at,
        definition=definition,
        rows=waiting_at(ledger, definition, end_of_day(as_at)),
        estimates=(estimates := effort_estimates(ledger, as_at)),
        left=_left(estimates, ledger, as_at),
    )


def _left(estimates: EffortEstimates, ledger: Ledger, as_at: date) -> Hours:
    return np.maximum(estimates.hours - hours_logged(ledger, as_at), 0.0)


def _work(queue: _Queue, rows: Rows, label: str = "") -> Figure:
    hours = queue.left[rows]
    return figure(
        "M08",
        None if np.isnan(hours).any() else float(hours.sum()),
        as_at=queue.as_at,
        coverage=queue.estimates.coverage(rows),
        rows=rows,
        label=label,
        note=queue.estimates.note(rows),
        backlog=queue.definition,
    )


def _type_names(ledger: Ledger) -> tuple[str, ...]:
    """Return the codes by position; the position of "not known" is the last."""
    return (*ledger.codes.examination_type, NO_TYPE)


def _known_by(ledger: Ledger, moment: int) -> NDArray[np.bool_]:
    known = np.zeros(ledger.requests, dtype=bool)
    known[ledger.request[ledger.entered <= moment]] = True
    return known


def _summed(ledger: Ledger, chosen: NDArray[np.bool_]) -> Hours:
    """Return the hours of the chosen entries of the work log by request."""
    return np.bincount(
        ledger.work_request[chosen],
        weights=ledger.work_hours[chosen],
        minlength=ledger.requests,
    ).astype(np.float64)
