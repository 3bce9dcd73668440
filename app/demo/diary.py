"""The days on which the people of the demo unit can be booked for something."""

from collections.abc import Iterable, Sequence

from app.demo.absences import Away, holidays
from app.demo.staff import Member


class Diary:
    """Who is there on which day, while more is being booked."""

    def __init__(self, members: Sequence[Member], away: Iterable[Away]) -> None:
        """Open the diary of ``members`` with what is booked already."""
        self.members = members
        self._closed = holidays()
        self._taken: set[tuple[int, int]] = set()
        self.booked: list[Away] = []
        for item in away:
            self.book(item)

    def book(self, item: Away) -> None:
        """Write something in; nothing else is then put on its days."""
        self.booked.append(item)
        if item.share_kept is None:
            days = range(item.first, item.last + 1)
            self._taken |= {(item.person, day) for day in days}

    def is_free(self, person: int, first: int, last: int) -> bool:
        """Return whether a person is at work on all of some days, with nothing on."""
        member = self.members[person]
        return all(
            member.hours_on(day) > 0
            and day not in self._closed
            and (person, day) not in self._taken
            for day in range(first, last + 1)
        )

    def first_free(self, person: int, day: int, days: int = 1) -> int | None:
        """Return the first of ``days`` free days together, from ``day``; or None."""
        for first in range(day, day + 28):
            if self.is_free(person, first, first + days - 1):
                return first
        return None
