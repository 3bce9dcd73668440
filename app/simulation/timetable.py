"""Productive hours of servers as tables in which many moments are looked up at once.

``Timetable`` is what ``reference.Curve`` is, for arrays: the same sums in the same
order, so that the moments agree to the last bit.
"""

import numpy as np
from numpy.typing import NDArray

from app.simulation.model import FOREVER, Floats, Ints

BEYOND = 1e18
"""Hours that nobody works."""

FINE = 4
"""Steps of the table of guesses for each productive day."""

MANY = 1_000
"""Rows from which tables are made smaller at some cost of time."""


class Timetable:
    """Hours of each row, a server or a server in a replication.

    A row's productive days are listed; a table over even steps of hours says from which
    of them on to look for a sum of hours.
    """

    __slots__ = (
        *("days", "dtype", "first", "found", "lines", "next_day"),
        *("scale", "steps", "width", "worked"),
    )

    def __init__(self, worked: Floats) -> None:
        rows = worked.reshape(-1, worked.shape[-1])
        count, self.days = len(rows), rows.shape[1] - 1
        self.width = self.days + 2
        padded = np.full((count, self.width), BEYOND)
        padded[:, :-1] = rows
        self.worked = padded.ravel()
        on = rows[:, 1:] > rows[:, :-1]
        self.lines = int(on.sum(axis=1).max(initial=0)) + 2
        self.dtype = np.int64 if count < MANY else np.int32
        self.steps = self.lines * (FINE if count < MANY else 1)
        self.found = self._productive_days(on)
        self.next_day = self._next_days(on)
        self._guess(rows, on)

    def _productive_days(self, on: NDArray[np.bool_]) -> Ints:
        found = np.full((len(on), self.lines), self.days, self.dtype)
        row, day = np.nonzero(on)
        found[row, (np.cumsum(on, axis=1) - 1)[row, day]] = day
        return found.ravel()

    def _next_days(self, on: NDArray[np.bool_]) -> NDArray[np.float32]:
        """Return of each row and day the first productive day, not before it."""
        days = np.full((len(on), self.width), FOREVER, np.float32)
        days[:, : self.days][on] = np.nonzero(on)[1]
        return np.minimum.accumulate(days[:, ::-1], axis=1)[:, ::-1].ravel()

    def _guess(self, rows: Floats, on: NDArray[np.bool_]) -> None:
        total = rows[:, -1]
        self.scale = np.divide(
            self.steps - 1, total, out=np.zeros(len(rows)), where=total > 0
        )
        row, day = np.nonzero(on)
        step = self._step(rows[row, day + 1], row)
        counts = np.zeros((len(rows), self.steps + 1), np.int32)
        np.add.at(counts, (row, step + 1), 1)
        self.first = np.cumsum(counts, axis=1, dtype=self.dtype)[:, :-1].ravel()

    def _step(self, hours: Floats, rows: Ints) -> Ints:
        step = (hours * self.scale.take(rows)).astype(np.int64)
        return np.minimum(step, self.steps - 1)

    def _line(self, rows: Ints, hours: Floats) -> tuple[Ints, Ints, Floats]:
        """Return place and day in which sums of hours are reached, and its last sum."""
        begin = rows * self.width + 1
        step = rows * self.steps + self._step(hours, rows)
        line: Ints = np.add(self.first.take(step), rows * self.lines)
        while True:
            day = self.found.take(line)
            high = self.worked.take(begin + day)
            late = high < hours
            if not np.logical_or.reduce(late):
                return line, day, high
            line += late

    def reached(self, rows: Ints, hours: Floats) -> tuple[Floats, Floats]:
        """Return when sums of hours are reached, and from when they are passed."""
        line, day, high = self._line(rows, hours)
        low = self.worked.take(rows * self.width + day)
        finish = day + (hours - low) / (high - low)
        over = day == self.days
        if np.logical_or.reduce(over):
            finish[over] = FOREVER
        even = high == hours
        if not np.logical_or.reduce(even):
            return finish, finish
        free = finish.copy()
        after = self.found.take(line[even] + 1).astype(np.float64)
        after[after == self.days] = FOREVER
        free[even] = after
        return finish, free

    def at(self, rows: Ints, moments: Floats) -> Floats:
        """Return the hours worked up to moments."""
        day = np.minimum(moments, self.days).astype(np.int64)
        begin = rows * self.width + day
        low, high = self.worked.take(begin), self.worked.take(begin + 1)
        inside: Floats = low + (moments - day) * (high - low)
        return np.where(day >= self.days, low, inside)

    def resumed(self, rows: Ints, moments: Floats) -> tuple[Floats, Floats]:
        """Return first productive moments, not before given ones, and hours by then."""
        day = np.minimum(moments, self.days).astype(np.int64)
        begin = rows * self.width + day
        low = self.worked.take(begin)
        hours = low + (moments - day) * (self.worked.take(begin + 1) - low)
        return np.maximum(moments, self.next_day.take(begin)), hours
