"""The copies that there are, in both places, and what is known of each."""

import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.keeping.copy_note import REASONS, CopyNote, read_note
from app.keeping.place import Places, places_of
from app.keeping.thinning import Candidate
from app.store.copy_name import read_name

BESIDE, SECOND = "beside the store", "second place"
"""What the places are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """One copy in one place.

    Attributes:
        path: The file.
        place: ``BESIDE`` or ``SECOND``.
        made_at: When it was made, by its name, UTC.
        sequence: Number of the last operation in it, by its name.
        reason: Why it was made, a key of ``REASONS``; ``asked`` where nobody knows.
        size: Bytes of the file.
        note: What is known of it; None for nothing.
    """

    path: Path
    place: str
    made_at: datetime
    sequence: int
    reason: str
    size: int
    note: CopyNote | None

    @property
    def is_verified(self) -> bool:
        """Whether it passed every check when it was last checked."""
        return (
            self.note is not None
            and self.note.verified_at is not None
            and not self.note.fault
            and self.note.size == self.size
        )

    @property
    def candidate(self) -> Candidate:
        """What thinning asks of it."""
        return Candidate(
            name=self.path.name,
            moment=self.made_at,
            is_verified=self.is_verified,
            is_bound=self.reason == "upgrade",
        )


def list_copies(store: Path) -> tuple[Copy, ...]:
    """Return the copies of the store at ``store`` in both places, the newest first.

    A place that cannot be reached has none.
    """
    places = places_of(store)
    found = [*copies_in(store, places, BESIDE), *copies_in(store, places, SECOND)]
    return tuple(sorted(found, key=_newest, reverse=True))


def copies_in(store: Path, places: Places, place: str) -> list[Copy]:
    """Return the copies of a store in one of its places, in no order."""
    folder = places.beside if place == BESIDE else places.second
    try:
        files = sorted(folder.iterdir()) if folder is not None else []
    except OSError:
        return []
    found = (_copy(path, store.stem, place) for path in files)
    return [one for one in found if one is not None]


def newest_verified(copies: tuple[Copy, ...], head: str = "") -> Copy | None:
    """Return the newest copy that passed every check; None if there is none.

    Args:
        copies: The copies, the newest first.
        head: Head of the store's chain, hexadecimal: a copy of just that state comes
            before those that a wrong clock has dated later.
    """
    verified = [one for one in copies if one.is_verified]
    same = (one for one in verified if one.note is not None and one.note.head == head)
    return next(same, next(iter(verified), None))


def _newest(copy: Copy) -> tuple[datetime, int, bool]:
    return copy.made_at, copy.sequence, copy.place == BESIDE


def _copy(path: Path, stem: str, place: str) -> Copy | None:
    name = read_name(path.name)
    if name is None or name.stem != stem:
        return None
    try:
        size = path.stat().st_size
    except OSError:
        return None
    note = read_note(path)
    said = re.sub(r"^before-|-\d+$", "", name.reason)
    reason = said or (note.reason if note is not None else "asked")
    return Copy(
        path=path,
        place=place,
        made_at=name.moment,
        sequence=name.sequence,
        reason=reason if reason in REASONS else "asked",
        size=size,
        note=note,
    )
