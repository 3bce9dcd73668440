"""From the story to the store: every fact written in the operation of its recording.

A fact takes effect on its day and is recorded some days later, as people do: with a
median of one day and a tail of weeks. There is one operation for each day on which
something was recorded, so that the figures of any past day can also be had as they
were known then. Facts of one request are recorded in the order in which they happened.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

import numpy as np

from app.casework.working_time import DAY_SECONDS, day_number
from app.demo.profile import DAYS, START
from app.progress import Progress
from app.store import Store
from app.store.event import Operation, batch, write

WHO = "Demo story"

BEFORE = -3
"""Day on which the store is made: the Friday before the history begins."""

Key = tuple[str | int, ...]
"""What the story calls a record."""

_START_NUMBER = day_number(START)


@dataclass(slots=True, eq=False)
class Fact:
    """One thing to record.

    Attributes:
        day: Day on which it took effect.
        subject: Table of the record.
        changes: Its columns; all of them when it is new.
        key: What the story calls the record; None if it never speaks of it again.
        status: Status or state entered, if any.
        reason: Why, where there is a reason.
        is_new: Whether the record is new.
        links: Columns that hold uids, with what the story calls the records.
        uid: The record's own name, for one that has one.
        effective_at: Moment of the day, seconds since 1970 UTC.
    """

    day: int
    subject: str
    changes: dict[str, Any]
    key: Key | None = None
    status: str | None = None
    reason: str | None = None
    is_new: bool = False
    links: tuple[tuple[str, Key], ...] = ()
    uid: str | None = None
    effective_at: int = 0


def moment(day: int, place: int = 0) -> int:
    """Return a moment of the working day: nine o'clock UTC and ten minutes a place.

    After forty places the rest of the day is shared out by tens of seconds.
    """
    later = 600 * min(place, 40) + 10 * max(place - 40, 0)
    return (_START_NUMBER + day) * DAY_SECONDS + 9 * 3600 + later


def evening(day: int) -> datetime:
    """Return the moment of recording on a day of the story."""
    return datetime.combine(START + timedelta(days=day), time(20, 30), UTC)


def iso(day: int) -> str:
    """Return a day of the story as it is stored."""
    return (START + timedelta(days=day)).isoformat()


class Journal:
    """Facts by the day on which they are recorded."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._days: dict[int, list[Fact]] = {}
        self._lags = _lags(rng)

    def add(self, facts: Sequence[Fact], *, from_day: int = -10_000) -> int:
        """Add the facts of one request, oldest first.

        Args:
            facts: What happened, in order.
            from_day: First day on which any of it can be recorded.

        Returns:
            The day on which the first of them is recorded.
        """
        recorded, day, place = from_day, -10_000, 0
        first: int | None = None
        for fact in facts:
            place = place + 1 if fact.day == day else 0
            if fact.day != day:
                recorded = max(recorded, fact.day + next(self._lags))
            day = fact.day
            fact.effective_at = moment(day, place)
            first = recorded if first is None else first
            self._days.setdefault(_desk_day(recorded), []).append(fact)
        return from_day if first is None else first

    def add_on(self, recorded: int, fact: Fact) -> None:
        """Add a fact that is recorded on a known day."""
        fact.effective_at = moment(fact.day)
        self._days.setdefault(_desk_day(recorded), []).append(fact)

    def write(self, store: Store, progress: Progress) -> None:
        """Write everything, one operation for each day of recording."""
        uids: dict[Key | None, str] = {}
        days = sorted(self._days)
        with batch(store):
            for place, day in enumerate(days):
                words = {"who": WHO, "why": "", "kind": "demo entry"}
                with write(store, at=evening(day), **words) as operation:
                    _write_day(operation, self._days[day], uids)
                progress(place + 1, len(days))


def _desk_day(day: int) -> int:
    """Return ``day`` or the Monday after it; nothing is recorded after the history."""
    return min(day + max(0, 7 - day % 7) if day % 7 > 4 else day, DAYS - 1)


def _write_day(
    operation: Operation, facts: Sequence[Fact], uids: dict[Key | None, str]
) -> None:
    """Write what is new first: it is stored at once, and changes need it there."""
    for fact in sorted(facts, key=lambda fact: not fact.is_new):
        changes = fact.changes
        for column, key in fact.links:
            changes[column] = uids[key]
        if fact.is_new:
            uids[fact.key] = operation.register(
                fact.subject,
                changes,
                effective_at=fact.effective_at,
                uid=fact.uid,
                status=fact.status,
                reason=fact.reason,
            )
            continue
        operation.change(
            fact.subject,
            uids[fact.key],
            changes,
            effective_at=fact.effective_at,
            status=fact.status,
            reason=fact.reason,
        )


def _lags(rng: np.random.Generator) -> Iterator[int]:
    """Yield days from a fact to its recording: median one, an eighth over a week."""
    steps = np.array([0, 1, 2, 3, 4, 6, 9, 14, 25])
    shares = np.array([0.53, 0.26, 0.09, 0.03, 0.01, 0.01, 0.035, 0.025, 0.01])
    while True:
        yield from rng.choice(steps, size=20_000, p=shares).tolist()
