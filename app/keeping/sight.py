"""All that is known of the copies of a store at once: for the page that shows them."""

from dataclasses import dataclass
from pathlib import Path

from app.keeping.listing import Copy, list_copies
from app.keeping.place import Places, is_same_disk, places_of
from app.keeping.state import KeepingState, state_of
from app.store import Store
from app.store.branch import head_at, last_sequence
from app.store.safety_act import SafetyAct, last_safety_act


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The copies of a store and what was done with them.

    Attributes:
        state: The whole in short.
        places: Where copies lie.
        is_same_disk: Whether both places are on one disk.
        copies: The copies in both places, the newest first.
        behind: Of each copy by its path, how many changes of the store it lacks; not
            of one that is no part of the store's history.
        drill: The last rehearsal that the history has; None for none.
        restore: The last restore that the history has; None for none.
    """

    state: KeepingState
    places: Places
    is_same_disk: bool
    copies: tuple[Copy, ...]
    behind: dict[Path, int]
    drill: SafetyAct | None
    restore: SafetyAct | None


def read_kept(store: Store) -> Kept:
    """Return all that is known of the copies of a store."""
    path = store.path or Path()
    copies, places = list_copies(path), places_of(path)
    last = last_sequence(store)
    return Kept(
        state=state_of(store),
        places=places,
        is_same_disk=is_same_disk(places),
        copies=copies,
        behind={one.path: last - one.sequence for one in copies if _is_of(store, one)},
        drill=last_safety_act(store, "drill"),
        restore=last_safety_act(store, "restore"),
    )


def _is_of(store: Store, copy: Copy) -> bool:
    """Return whether a copy is a part of the store's history, by what is noted."""
    head = head_at(store, copy.sequence)
    return copy.note is not None and head is not None and head.hex() == copy.note.head
