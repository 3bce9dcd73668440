"""What people hold, what grows old in their hands, what is on hold (M54, M55, M58)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, NO_CODE, NO_DAY, Ledger
from app.casework.request import POSITION, Status
from app.casework.working_time import day_number, end_of_day, local_days
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.moment import statuses_at
from app.measures.stays import Rows, entry_since_opened, first_entry

OLD = 85
"""Percentile of the days of a type above which work in hand is old (M55)."""

ENOUGH = 10
"""Completed requests of a type from which its own percentile is taken."""

SIDES = ("requester", "prosecutor", "external", "technical", "unit")
"""Sides of a hold: those outside the unit first, because they are chased."""

NO_REASON = ""
"""Code of a hold without a reason on record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a person has in hand, and the hours to do it (M54).

    Attributes:
        person: Uid.
        requests: Open requests allocated to the person, a count.
        hours: Examiner hours left on them.
        fortnight: Net hours of the two weeks ahead.
        weekly: Mean net hours a week of the thirteen weeks ahead.
        next_free: Monday of the week in which the work in hand is done; None when
            that is not within the weeks looked at.
    """

    person: str
    requests: int = 0
    hours: float = 0.0
    fortnight: float = 0.0
    weekly: float = 0.0
    next_free: date | None = None

    @property
    def free(self) -> float:
        """Net hours of the two weeks ahead that the work in hand leaves."""
        return max(self.fortnight - self.hours, 0.0)

    @property
    def weeks(self) -> float | None:
        """Weeks that the work in hand takes; None without hours to do it in."""
        return self.hours / self.weekly if self.weekly > 0 else None


def loads(
    held: Iterable[tuple[str, float]],
    net: Mapping[str, NDArray[np.float64]],
    mondays: Sequence[date],
) -> dict[str, Load]:
    """Return the load of each person by uid (M54).

    Args:
        held: Each open request in somebody's hands: the uid of the person and the
            hours left on it.
        net: Net hours of each person by week, from the week of the day on; hours of
            days gone by are not among them.
        mondays: Those weeks.
    """
    count: dict[str, int] = {}
    hours: dict[str, float] = {}
    for person, left in held:
        count[person] = count.get(person, 0) + 1
        hours[person] = hours.get(person, 0.0) + left
    return {
        person: Load(
            person=person,
            requests=count.get(person, 0),
            hours=hours.get(person, 0.0),
            fortnight=float(weeks[1:3].sum()),
            weekly=float(weeks[1:14].mean()) if len(weeks) > 1 else 0.0,
            next_free=_next_free(weeks, hours.get(person, 0.0), mondays),
        )
        for person, weeks in net.items()
    }


def _next_free(
    net: NDArray[np.float64], hours: float, mondays: Sequence[date]
) -> date | None:
    done = np.flatnonzero((np.cumsum(net) > hours) & (net > 0))
    return mondays[int(done[0])] if len(done) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ageing:
    """Work in hand that has taken longer than most of its type (M55).

    Attributes:
        figure: How many, with their rows.
        days: Of each row, the days since work began.
        usual: Of each row, the days in which 85 of 100 of its type were issued.
    """

    figure: Figure
    days: NDArray[np.int64]
    usual: NDArray[np.float64]


def ageing_work(ledger: Ledger, as_at: date) -> Ageing:
    """Return the work in hand that is older than the 85th percentile of its type (M55).

    Work that was asked for again after a result is as old as that. A type with fewer
    than ``ENOUGH`` requests issued by ``as_at`` goes by all types.
    """
    working = (Status.IN_PROGRESS,)
    first = local_days_of(first_entry(ledger, working))
    begun = local_days_of(entry_since_opened(ledger, working, end_of_day(as_at)))
    status = statuses_at(ledger, end_of_day(as_at))
    rows = np.flatnonzero(status == POSITION[Status.IN_PROGRESS]).astype(np.int32)
    usual = _usual_days(ledger, first, as_at)[rows]
    days = day_number(as_at) - begun[rows]
    known = ~np.isnan(usual)
    old = known & (days > np.nan_to_num(usual))
    return Ageing(
        figure=figure(
            "M55",
            int(old.sum()),
            as_at=as_at,
            coverage=Coverage(used=int(known.sum()), scope=len(rows)),
            rows=rows[old],
        ),
        days=days[old],
        usual=usual[old],
    )


def local_days_of(moments: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the day numbers of moments; ``NO_DAY`` for those that never came."""
    came = moments != FOREVER
    return np.where(came, local_days(np.where(came, moments, 0)), NO_DAY)


def _usual_days(
    ledger: Ledger, begun: NDArray[np.int64], as_at: date
) -> NDArray[np.float64]:
    """Return of each request the days in which most of its type were issued."""
    issued = (ledger.issued != NO_DAY) & (ledger.issued <= day_number(as_at))
    done = np.flatnonzero(issued & (begun != NO_DAY))
    took = ledger.issued[done] - begun[done]
    done, took = done[took >= 0], took[took >= 0]
    usual = np.full(ledger.requests, np.nan)
    if len(took):
        usual[:] = np.percentile(took, OLD)
    for place in range(len(ledger.codes.examination_type)):
        own = took[ledger.examination_type[done] == place]
        if len(own) >= ENOUGH:
            usual[ledger.examination_type == place] = np.percentile(own, OLD)
    return usual


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldLine:
    """Requests on hold for one reason.

    Attributes:
        reason: Code of the reason; ``NO_REASON`` if none is recorded.
        side: Who it waits for, one of ``SIDES``.
        figure: How many, with their rows, the longest held first.
        days: Of each row, the days on hold.
    """

    reason: str
    side: str
    figure: Figure
    days: NDArray[np.int64]

    @property
    def median(self) -> float:
        """Half of them have been on hold for no longer, in days."""
        return float(np.median(self.days))

    @property
    def longest(self) -> int:
        """The most days that any of them has been on hold."""
        return int(self.days.max())


def holds(
    ledger: Ledger, as_at: date, side_of: Mapping[str, str]
) -> tuple[HoldLine, ...]:
    """Return the requests on hold by reason (M58), by side and then by their number.

    Args:
        ledger: The history.
        as_at: Day at the end of which they are on hold.
        side_of: Side of each reason; one that is not there is the unit's.
    """
    moment = end_of_day(as_at)
    there = (ledger.entered <= moment) & (moment < ledger.left)
    held = np.flatnonzero(there & (ledger.status == POSITION[Status.ON_HOLD]))
    days = day_number(as_at) - local_days(ledger.entered[held])
    reasons = ledger.hold_reason[held]
    lines = [
        _hold_line(ledger, as_at, held[same], days[same], side_of)
        for place in np.unique(reasons)
        for same in [reasons == place]
    ]
    return tuple(
        sorted(
            lines, key=lambda line: (_place(line.side), -len(line.days), line.reason)
        )
    )


def _hold_line(
    ledger: Ledger,
    as_at: date,
    stays: NDArray[np.int64],
    days: NDArray[np.int64],
    side_of: Mapping[str, str],
) -> HoldLine:
    place = int(ledger.hold_reason[stays[0]])
    reason = NO_REASON if place == NO_CODE else ledger.codes.hold_reason[place]
    order = np.argsort(-days, kind="stable")
    rows: Rows = ledger.request[stays[order]]
    return HoldLine(
        reason=reason,
        side=side_of.get(reason, "unit"),
        figure=figure(
            "M58",
            len(rows),
            as_at=as_at,
            coverage=Coverage(used=len(rows) if reason else 0, scope=len(rows)),
            rows=rows,
            label=reason,
        ),
        days=days[order],
    )


def _place(side: str) -> int:
    return SIDES.index(side) if side in SIDES else len(SIDES)


def held_share(ledger: Ledger, first: date, as_at: date) -> Figure:
    """Return the share of the days of turnaround that were spent on hold (M58).

    Of the requests issued from ``first`` to ``as_at``: days on hold between receipt
    and issue over all the days between the two, in %.
    """
    issued = (ledger.issued >= day_number(first)) & (ledger.issued <= day_number(as_at))
    usable = issued & (ledger.received != NO_DAY) & (ledger.received <= ledger.issued)
    rows = np.flatnonzero(usable).astype(np.int32)
    total = float((ledger.issued[rows] - ledger.received[rows]).sum())
    stays = np.flatnonzero(
        (ledger.status == POSITION[Status.ON_HOLD]) & usable[ledger.request]
    )
    of = ledger.request[stays]
    begin = np.maximum(local_days(ledger.entered[stays]), ledger.received[of])
    left = np.where(ledger.left[stays] == FOREVER, 0, ledger.left[stays])
    ends = np.where(left == 0, ledger.issued[of], local_days(left))
    days = float(np.maximum(np.minimum(ends, ledger.issued[of]) - begin, 0).sum())
    return figure(
        "M58",
        100 * days / total if total else None,
        as_at=as_at,
        coverage=Coverage(used=len(rows), scope=int(issued.sum())),
        rows=rows,
        label="Share of turnaround on hold",
        unit="%",
    )
