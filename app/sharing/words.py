"""What is said of the pen and of the copy in sight."""

from datetime import datetime

from app.sharing.generation import Commit
from app.store.pen_file import Holder

FREE = "Nobody has the pen."


def pen_words(
    found: Holder | None, *, now: datetime, silent: float | None = None
) -> str:
    """Return who has the pen, since when, and how long ago they were active.

    Args:
        found: What the owner file says; None when there is none.
        now: The present moment, with time zone.
        silent: Seconds for which it was watched without a beat; None if it was not
            watched. The times of another computer are not set against ``now``.
    """
    if found is None:
        return FREE
    since = f" since {clock(found.since, now)}" if found.since else ""
    seconds = silent
    if found.is_here and found.beat_at is not None:
        seconds = max((now - found.beat_at).total_seconds(), 0.0)
    active = "" if seconds is None else f" and was active {ago(seconds)}"
    return f"{found.name} has the pen{since}{active}."


def copy_words(commit: Commit, *, now: datetime) -> str:
    """Return which copy is being looked at."""
    return (
        f"You are looking at the copy of {clock(commit.moment, now)}"
        f" (generation {commit.number:,})."
    )


def clock(moment: datetime | None, now: datetime) -> str:
    """Return a moment as the wall clock shows it, with the day if it is another."""
    if moment is None:
        return "an unknown time"
    local = moment.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return f"{local.day} {local:%b %Y %H:%M}"


def ago(seconds: float) -> str:
    """Return how long ago something was, in round words."""
    if seconds < 90:
        return f"{seconds:.0f} s ago"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min ago"
    return f"{seconds / 3600:.0f} h ago"


def changes(count: int) -> str:
    """Return a number of changes in words."""
    return "1 change" if count == 1 else f"{count:,} changes"
