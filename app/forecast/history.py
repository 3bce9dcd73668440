"""The past of one series of weekly counts, as the manager trusts it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.errors import AppError

WEEK = timedelta(days=7)

LONGEST = 1_040
"""Weeks kept of a longer history, the latest ones: twenty years."""

MOST = 1_000_000
"""Arrivals in one week at most."""

Counts = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Counts of the weeks one after the other, the last of them over.

    Attributes:
        mondays: The weeks by their Mondays, without a hole.
        counts: Of each week, how many arrived; in a gap 0, whatever was given.
        gaps: Mondays of weeks whose record is not complete.
        change_points: Mondays from which the user says that the level is a new one.
    """

    mondays: tuple[date, ...]
    counts: Counts
    gaps: frozenset[date] = frozenset()
    change_points: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        counts = np.asarray(self.counts)
        if len(counts) != len(self.mondays):
            raise AppError(
                f"There are {len(self.mondays)} weeks and {len(counts)} counts.",
                remedy="Give one count for each week.",
            )
        for at, monday in enumerate(self.mondays):
            if monday.weekday() or monday != self.mondays[0] + at * WEEK:
                raise AppError(
                    f"The week of {monday} does not follow the one before it.",
                    remedy="Give the Mondays of weeks one after the other; mark "
                    "a week without a record as a gap.",
                )
        known = counts[self.used]
        if not np.all((known >= 0) & (known <= MOST)):
            raise AppError(
                f"A week has a count that is not a number from 0 to {MOST:,}.",
                remedy="Correct the count, or mark the week as a gap.",
            )
        kept = np.where(self.used, counts, 0).astype(np.int64)
        object.__setattr__(self, "counts", kept)

    @property
    def weeks(self) -> int:
        """Number of weeks, gaps included."""
        return len(self.mondays)

    @property
    def used(self) -> Flags:
        """Of each week, whether its count is used."""
        return np.array(
            [monday not in self.gaps for monday in self.mondays], dtype=bool
        )

    @property
    def resets(self) -> tuple[int, ...]:
        """Places of the weeks from which the level is new, in order."""
        first = self.mondays[0] if self.mondays else date.min
        places = {-((first - day).days // 7) for day in self.change_points}
        return tuple(sorted(at for at in places if 0 < at < self.weeks))

    @property
    def next_monday(self) -> date:
        """The Monday after the last week."""
        return self.mondays[-1] + WEEK

    def until(self, weeks: int) -> "History":
        """Return the first ``weeks`` weeks: what was known after them."""
        return self._part(0, weeks)

    def latest(self, weeks: int) -> "History":
        """Return the last ``weeks`` weeks, or all when there are fewer."""
        return self._part(max(0, self.weeks - weeks), self.weeks)

    def _part(self, first: int, end: int) -> "History":
        return History(
            mondays=self.mondays[first:end],
            counts=self.counts[first:end],
            gaps=self.gaps,
            change_points=self.change_points,
        )
