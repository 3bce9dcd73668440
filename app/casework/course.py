"""The course of one request: its stays, its holds, its targets, from its history."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.history import Entry, Row, as_it_was, holding, known_by
from app.casework.request import Status
from app.casework.working_time import end_of_day, local_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A stay of the request in one status.

    Attributes:
        status: The status.
        reason: Code of why it was entered, where there is one.
        entered_on: The day on which it was entered.
        left_on: The day on which it was left; None while it lasts.
        number: Number of the event by which it was entered.
    """

    status: Status
    reason: str | None
    entered_on: date
    left_on: date | None
    number: int

    def days(self, as_at: date) -> int:
        """Return days from entering to leaving, or to ``as_at`` while it lasts."""
        last = as_at if self.left_on is None else min(self.left_on, as_at)
        return max((last - self.entered_on).days, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetSet:
    """A target that was set.

    Attributes:
        day: The target; None if it was taken away.
        before: The target that it took the place of; None for the first.
        since: The day from which it held.
        entry: The event that set it.
    """

    day: date | None
    before: date | None
    since: date
    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An event with what became of it.

    Attributes:
        entry: The event.
        gone_by: The event that took its place; None while it holds.
    """

    entry: Entry
    gone_by: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact that is another on two sides.

    Attributes:
        name: Column of the fact.
        then: What it was, as stored.
        now: What it is, as stored.
    """

    name: str
    then: Any
    now: Any

    @property
    def is_other(self) -> bool:
        """Whether the two sides differ."""
        return bool(self.then != self.now)


def stays_of(entries: Sequence[Entry]) -> tuple[Stay, ...]:
    """Return the stays of a request in its statuses, the first first."""
    moves = [entry for entry in holding(entries) if entry.status]
    days = [local_day(entry.effective_at) for entry in moves]
    left: list[date | None] = [*days[1:], None]
    return tuple(
        Stay(
            status=Status(str(entry.status)),
            reason=entry.reason,
            entered_on=day,
            left_on=end,
            number=entry.number,
        )
        for entry, day, end in zip(moves, days, left, strict=True)
    )


def holds_of(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """Return the stays on hold."""
    return tuple(stay for stay in stays if stay.status is Status.ON_HOLD)


def days_by_side(
    holds: Iterable[Stay], sides: Mapping[str, str], as_at: date
) -> dict[str, int]:
    """Return days on hold by the side that had to act.

    Args:
        holds: Stays on hold.
        sides: The side of each hold reason; a reason without one counts as unit.
        as_at: Day to which an open hold is counted.
    """
    found: dict[str, int] = {}
    for hold in holds:
        side = sides.get(hold.reason or "", "unit")
        found[side] = found.get(side, 0) + hold.days(as_at)
    return found


def targets_of(entries: Sequence[Entry]) -> tuple[TargetSet, ...]:
    """Return the targets in the order in which they were set, the first one too."""
    found: list[TargetSet] = []
    for entry in holding(entries):
        if "target_on" not in entry.facts:
            continue
        text = entry.facts["target_on"]
        day = date.fromisoformat(text) if text else None
        before = found[-1].day if found else None
        if day != before:
            since = local_day(entry.effective_at)
            found.append(TargetSet(day=day, before=before, since=since, entry=entry))
    return tuple(found)


def told(entries: Iterable[Entry]) -> tuple[Told, ...]:
    """Return every event with what took its place, the last recorded first."""
    every = sorted(entries, key=lambda entry: entry.number, reverse=True)
    by_gone = {entry.corrects: entry for entry in every if entry.corrects is not None}
    return tuple(Told(entry=one, gone_by=by_gone.get(one.number)) for one in every)


def known_on(
    entries: Sequence[Entry], was: date, stamp: str, now: date
) -> tuple[Difference, ...]:
    """Return the facts at the end of ``was``, as known by ``stamp``, beside now's.

    Facts that are empty on both sides are left out.
    """
    then: Row = as_it_was(known_by(entries, stamp), end_of_day(was))
    present: Row = as_it_was(entries, end_of_day(now))
    return tuple(
        Difference(name=name, then=then.get(name), now=present.get(name))
        for name in dict.fromkeys((*present, *then))
        if name != "version" and (then.get(name), present.get(name)) != (None, None)
    )
