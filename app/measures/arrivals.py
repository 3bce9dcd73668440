"""What arrived, when, and of which kind: the columns that demand is told from.

A request is asked for when it is first submitted and agreed when it is first accepted
(M10). Its division, offence category, examination type and priority are those that it
has now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import Ledger
from app.casework.request import Status
from app.casework.working_time import day_number, day_of, end_of_day, local_days
from app.measures.definition import sentence_of
from app.measures.figure import Coverage
from app.measures.flow import acceptances, submissions
from app.measures.period import Period
from app.measures.stays import Moments, Rows, first_entry
from app.measures.work import effort_estimates

Values = NDArray[np.float64]
Days = NDArray[np.int64]

ALL, NOT_RECORDED = "", "?"
"""Code of everything together, and of what has no code."""

LATE_END = 31
"""Days after the first arrival within which something ends, where records are whole."""

EMPTY_ARRIVALS, EMPTY_DAYS = 3, 27
"""Days before the first arrival count as empty by chance while fewer than so many would
have been usual in them (one time in twenty), and no more days than that."""

GAP_WEEKS, GAP_ARRIVALS = 4, 8
"""A time without arrivals is a gap if it is so many weeks long and if so many would
have been usual in it: by chance alone that is one time in three thousand."""


class Stage(StrEnum):
    """When a request counts as having arrived."""

    AGREED = "agreed"  # first accepted (M10)
    ASKED = "asked for"  # first submitted


ARRIVED: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.AGREED: "requests accepted for the first time",
        Stage.ASKED: "requests submitted for the first time",
    }
)
"""What is counted at each stage, within a sentence."""


class Unit(StrEnum):
    """In what arrivals are counted."""

    REQUESTS = "requests"
    HOURS = "h"


class By(StrEnum):
    """By what arrivals are told apart."""

    ALL = "all"
    DIVISION = "division"
    OFFENCE = "offence"
    TYPE = "examination type"
    PRIORITY = "priority"
    ABUSE = "online child sexual abuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """From when on records are complete, and where they are not.

    Attributes:
        first: Day from which they are; None where nothing ever arrived.
        last: Day to which they are: the as-at day, or that of the last arrival where a
            gap comes after it.
        gaps: Times without arrivals that cannot be chance.
        empty: Days before the first that may have been empty by chance.
        is_open: Whether nothing has ever ended: what had ended before is not in them.
    """

    first: date | None
    last: date
    gaps: tuple[Period, ...] = ()
    empty: int = 0
    is_open: bool = False

    def why_not(self, period: Period) -> str:
        """Return why a period is not complete; empty if it is."""
        if self.first is None:
            why = "only what is open is recorded"
            return why if self.is_open else "nothing is recorded"
        if period.first < self.first - timedelta(days=self.empty):
            return "before complete records"
        if any(gap.first <= period.last and period.first <= gap.last
               for gap in self.gaps):  # fmt: skip
            return "records have a gap"
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """Everything that arrived by the end of a day, in columns of equal length.

    Attributes:
        stage: When a request counts as having arrived.
        unit: Requests or hours.
        by: By what the groups are told apart.
        as_at: Day at the end of which it holds.
        rows: Row numbers of the requests in the ledger.
        days: Of each, the number of the local day on which it arrived.
        weights: Of each, 1 or its hours.
        group: Of each, the position of its group.
        groups: Codes of the groups, what is not recorded last.
        is_own: Of each, whether its weight is known and not imputed.
        complete: From when on records are complete.
        note: Anything that the reader must know of the weights.
    """

    stage: Stage
    unit: Unit
    by: By
    as_at: date
    rows: Rows
    days: Days
    weights: Values
    group: NDArray[np.int64]
    groups: tuple[str, ...]
    is_own: NDArray[np.bool_]
    complete: Complete
    note: str = ""

    @property
    def measure(self) -> str:
        """Identity of the measure."""
        if self.unit is Unit.HOURS:
            return "M10H"
        return "M10" if self.stage is Stage.AGREED else "M10R"

    @property
    def label(self) -> str:
        """What the arrivals are called."""
        name = "Accepted" if self.stage is Stage.AGREED else "Asked for"
        return f"{name}, hours" if self.unit is Unit.HOURS else name

    @property
    def arrived(self) -> str:
        """What is counted, within a sentence."""
        words = ARRIVED[self.stage]
        return words if self.unit is Unit.REQUESTS else f"hours of {words}"

    @property
    def definition(self) -> str:
        """What is counted, in a sentence."""
        return sentence_of(self.measure, arrived=ARRIVED[self.stage])

    def within(self, period: Period, group: str = ALL) -> NDArray[np.bool_]:
        """Return, of each arrival, whether it lies in a period and a group."""
        first, last = day_number(period.first), day_number(period.last)
        inside: NDArray[np.bool_] = (first <= self.days) & (self.days <= last)
        if group != ALL:
            inside &= self.group == self.groups.index(group)
        return inside

    def coverage(self, inside: NDArray[np.bool_]) -> Coverage:
        """Return how many of some arrivals have a weight of their own."""
        return Coverage(used=int(self.is_own[inside].sum()), scope=int(inside.sum()))

    def sums(self, periods: Sequence[Period]) -> Values:
        """Return the sums by group (rows) and period (columns).

        Args:
            periods: Periods that do not overlap, rising.
        """
        firsts = np.array([day_number(period.first) for period in periods])
        lasts = np.array([day_number(period.last) for period in periods])
        place = np.searchsorted(firsts, self.days, side="right") - 1
        inside = (place >= 0) & (self.days <= lasts[np.maximum(place, 0)])
        cell = self.group[inside] * len(periods) + place[inside]
        size = len(self.groups) * len(periods)
        found = np.bincount(cell, weights=self.weights[inside], minlength=size)
        return found.astype(np.float64).reshape(len(self.groups), len(periods))


def arrivals_of(
    ledger: Ledger,
    as_at: date,
    *,
    stage: Stage = Stage.AGREED,
    unit: Unit = Unit.REQUESTS,
    by: By = By.ALL,
) -> Arrivals:
    """Return everything that arrived by the end of ``as_at``."""
    moments = acceptances(ledger) if stage is Stage.AGREED else submissions(ledger)
    rows = np.flatnonzero(moments <= end_of_day(as_at)).astype(np.int32)
    days = local_days(moments[rows])
    weights, is_own, note = np.ones(len(rows)), np.ones(len(rows), dtype=bool), ""
    if unit is Unit.HOURS:
        estimates = effort_estimates(ledger, as_at)
        weights = np.nan_to_num(estimates.hours[rows])
        is_own, note = ~estimates.is_imputed[rows], estimates.note(rows)
    codes, positions = _grouped(ledger, by)
    return Arrivals(
        stage=stage,
        unit=unit,
        by=by,
        as_at=as_at,
        rows=rows,
        days=days,
        weights=weights,
        group=positions[rows],
        groups=(*codes, NOT_RECORDED),
        is_own=is_own,
        complete=complete_days(days, ends_of(ledger), as_at),
        note=note,
    )


def complete_days(days: Days, ended: Days, as_at: date) -> Complete:
    """Return from when on records are complete.

    Records that begin with what was open on a day hold the older of it as well, and
    nothing that ended before: it looks as if little had arrived then. So where for more
    than a month after the first arrival nothing ended, they are taken to be complete
    from the day on which something first did; not at all where nothing ever did.

    Args:
        days: Numbers of the days on which something arrived.
        ended: Numbers of the days on which something first ended.
        as_at: Day at the end of which records are looked at.
    """
    if not len(days):
        return Complete(first=None, last=as_at)
    began = int(days.min())
    first = whole_from(began, int(ended.min()) if len(ended) else None, as_at)
    if first is None:
        return Complete(first=None, last=as_at, is_open=True)
    usual = len(days) / (day_number(as_at) - began + 1)
    empty = _empty(usual) if first == began else 0
    gaps = _gaps(days[days >= first], first, day_number(as_at))
    is_over = bool(gaps) and gaps[-1].last == as_at
    last = gaps[-1].before if is_over else as_at
    return Complete(first=day_of(first), last=last, gaps=gaps, empty=empty)


def whole_from(began: int, first_end: int | None, as_at: date) -> int | None:
    """Return the day from which records that began on a day are complete.

    Args:
        began: Number of the day of the first record.
        first_end: Number of the day on which something first ended; None if nothing
            ever did.
        as_at: Day at the end of which records are looked at.
    """
    today = day_number(as_at)
    end = first_end if first_end is not None and first_end <= today else None
    if (today if end is None else end) - began <= LATE_END:
        return began
    return end


def _empty(usual: float) -> int:
    """Return how many days may be empty by chance where so many arrive in one."""
    return min(int(EMPTY_ARRIVALS / usual), EMPTY_DAYS)


def _gaps(days: Days, first: int, last: int) -> tuple[Period, ...]:
    """Return the times without arrivals that cannot be chance."""
    usual = len(days) / (last - first + 1)  # a day
    edges = [first - 1, *np.unique(days).tolist(), last + 1]
    found = []
    for before, after in pairwise(edges):
        free = after - before - 1
        if free >= 7 * GAP_WEEKS and free * usual >= GAP_ARRIVALS:
            found.append(Period(day_of(before + 1), day_of(after - 1)))
    return tuple(found)


def ends_of(ledger: Ledger) -> Days:
    """Return the numbers of the days on which requests first ended or were issued."""
    over = (Status.ISSUED, Status.CLOSED, Status.REJECTED, Status.WITHDRAWN)
    moments: Moments = first_entry(ledger, over)
    return local_days(moments[moments < np.iinfo(np.int64).max])


def _grouped(ledger: Ledger, by: By) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """Return the codes of the groups, and the position of the group of each request.

    What is not recorded has the position after the last code.
    """
    if by is By.ALL:
        return ("all",), np.zeros(ledger.requests, dtype=np.int64)
    codes: tuple[str, ...]
    if by is By.PRIORITY:
        codes = ("P1", "P2", "P3", "P4")
        found = ledger.priority.astype(np.int64) - 1
    elif by is By.ABUSE:
        codes = ("no", "yes")
        found = ledger.online_abuse.astype(np.int64)
    else:
        codes, column = {
            By.DIVISION: (ledger.codes.division, ledger.division),
            By.OFFENCE: (ledger.codes.offence, ledger.offence),
            By.TYPE: (ledger.codes.examination_type, ledger.examination_type),
        }[by]
        found = column.astype(np.int64)
    return codes, np.where(found < 0, len(codes), found)


def weeks_back(as_at: date, count: int) -> list[Period]:
    """Return the ``count`` weeks that end with that of ``as_at``, cut off there."""
    monday = as_at - timedelta(days=as_at.weekday())
    firsts = [monday - timedelta(weeks=back) for back in range(count - 1, -1, -1)]
    return [Period(first, min(first + timedelta(days=6), as_at)) for first in firsts]
