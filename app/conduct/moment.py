"""When something known by its day took effect, and what no day may be."""

from collections.abc import Sequence
from datetime import date, datetime

from app.casework.history import Entry, holding
from app.casework.working_time import LOCAL, day_words, local_day, midday
from app.errors import InvalidRequest


def moment_on(entries: Sequence[Entry], day: date) -> int:
    """Return midday of ``day``, or the moment of what last happened on it if later."""
    same = [
        entry.effective_at
        for entry in holding(entries)
        if local_day(entry.effective_at) == day
    ]
    return max([midday(day), *same])


def today_of(at: datetime) -> date:
    """Return the day on which something is recorded."""
    return at.astimezone(LOCAL).date()


def refuse_future(what: str, day: date, at: datetime) -> None:
    """Refuse a day after the one of recording.

    Args:
        what: What lies on the day, as the beginning of a sentence.
        day: The day.
        at: Moment of recording.

    Raises:
        InvalidRequest: The day is still to come.
    """
    if day > today_of(at):
        raise InvalidRequest(
            f"{what} cannot be on {day_words(day)}, a day to come.",
            remedy="Give today or an earlier day.",
        )
