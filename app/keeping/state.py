"""What is known of the copies of a store, in short: for one line of the window."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.keeping.listing import Copy, list_copies, newest_verified
from app.keeping.make import is_changed, keep_copy
from app.keeping.place import places_of
from app.progress import Progress, no_progress
from app.store import Store
from app.store.chain import last_head
from app.store.marker import damage_of

OLD = timedelta(days=1)
"""Age from which the newest verified copy is pointed at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepingState:
    """What is known of the copies of a store.

    Attributes:
        proved_at: When the newest verified copy was made or passed its check again;
            None while there is none.
        fingerprint: Sequence and short head of the newest verified copy; empty if none.
        places: In how many places it lies.
        has_second: Whether a second place was chosen.
        is_changed: Whether the store holds what that copy lacks.
        missing: Why the second place has no copy of it, a sentence; else empty.
        damage: What a check of the store found wrong, a sentence; else empty.
    """

    proved_at: datetime | None = None
    fingerprint: str = ""
    places: int = 0
    has_second: bool = False
    is_changed: bool = False
    missing: str = ""
    damage: str = ""

    def is_due(self, now: datetime) -> bool:
        """Return whether a copy is needed though nobody has worked ten minutes yet."""
        is_old = self.proved_at is None or now - self.proved_at >= OLD
        return not self.damage and (self.is_changed or is_old)


def state_of(store: Store, missing: str = "") -> KeepingState:
    """Return what is known of the copies of a store.

    Args:
        store: The store, or a reading connection to it.
        missing: What was said of the second place when the last copy was made.
    """
    path = store.path or Path()
    copies, damage = list_copies(path), damage_of(path)
    newest = newest_verified(copies, last_head(store).hex())
    same = [one for one in copies if newest and one.path.name == newest.path.name]
    return KeepingState(
        proved_at=_proved_at(newest),
        fingerprint=_fingerprint(newest),
        places=len(same),
        has_second=places_of(path).second is not None,
        is_changed=is_changed(store),
        missing=missing,
        damage="" if damage is None else damage.found,
    )


def keep_if_needed(
    store: Store, *, reason: str, at: datetime, progress: Progress = no_progress
) -> KeepingState:
    """Make a copy if the newest one lacks something or is old; return what is known.

    While the store is marked as damaged none is made by itself.

    Raises:
        AppError: No copy could be made, or the store did not pass its checks.
    """
    state = state_of(store)
    if store.path is None or not state.is_due(at):
        return state
    made = keep_copy(store, reason=reason, at=at, progress=progress)
    return state_of(store, made.missing)


def words_of(state: KeepingState, now: datetime) -> tuple[str, str]:
    """Return the line of the status bar, and its tone: plain, watch or bad."""
    if state.damage:
        return "No copies are made: the store failed a check", "bad"
    if state.proved_at is None:
        return "No verified copy yet", "watch"
    age = now - state.proved_at
    count = "1 place" if state.places == 1 else f"{state.places} places"
    words = f"Last verified copy {age_words(age)}, {count}"
    if state.has_second and state.places == 1:
        return f"{words}: the second is away", "watch"
    return words, "watch" if age >= OLD else "plain"


def age_words(age: timedelta) -> str:
    """Return how long ago something was, in whole minutes, hours or days."""
    minutes = int(age.total_seconds() // 60)
    if minutes < -1:
        return "by a clock ahead of this one"
    if minutes < 1:
        return "just now"
    if minutes < 90:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // 1440} days ago"


def _proved_at(copy: Copy | None) -> datetime | None:
    if copy is None or copy.note is None:
        return None
    return copy.note.verified_at


def _fingerprint(copy: Copy | None) -> str:
    if copy is None or copy.note is None:
        return ""
    return f"{copy.note.sequence}-{copy.note.head[:16]}"
