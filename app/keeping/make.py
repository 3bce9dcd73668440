"""Make a copy: taken, checked in full, noted, put in the second place, others thinned.

Only what passed every check takes part in thinning, and while a store is marked as
damaged nothing is thinned: no bad copy ever replaces a good one.
"""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from app.errors import AppError, DamagedStore, OutputError, StoreError
from app.keeping.copy_note import (
    IN_NAME,
    CopyNote,
    note_file,
    printable,
    write_note,
)
from app.keeping.examine import Question, examine
from app.keeping.headline import day_of
from app.keeping.listing import (
    BESIDE,
    SECOND,
    copies_in,
    list_copies,
    newest_verified,
)
from app.keeping.place import Places, make_folder, places_of
from app.keeping.private_file import copy_private
from app.keeping.thinning import kept
from app.progress import Progress, no_progress
from app.store import Store
from app.store.branch import head_at, last_sequence
from app.store.chain import last_head
from app.store.copy import Copied, copy_key, copy_store
from app.store.copy_name import CopyName
from app.store.engine import key_file
from app.store.marker import damage_of, mark_damaged, unmark_damaged
from app.store.space import refuse_without_space
from app.store.upgrade import version_of

UPGRADE = "upgrade"
"""Reason of a copy made before a store is brought up to date."""

_PART = re.compile(r".*\.(part|part-journal)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came of making a copy.

    Attributes:
        path: The copy beside the store.
        note: What is known of it.
        places: In how many places it lies, 1 or 2.
        missing: Why it does not lie in the second place, a sentence; empty if it does
            or none was chosen.
    """

    path: Path
    note: CopyNote
    places: int
    missing: str = ""


def is_changed(store: Store) -> bool:
    """Return whether every verified copy lacks something that the store holds."""
    if store.path is None or last_sequence(store) == 0:
        return False
    copies = list_copies(store.path)
    newest, head = newest_verified(copies, last_head(store).hex()), last_head(store)
    return newest is None or newest.note is None or newest.note.head != head.hex()


def keep_copy(
    store: Store,
    *,
    reason: str,
    at: datetime,
    progress: Progress = no_progress,
) -> Made:
    """Make a copy of a store that passed every check, in both places.

    That the second place cannot be reached is told, not fatal.

    Args:
        store: The store, or a reading connection to it.
        reason: Why, a key of ``copy_note.REASONS``.
        at: The present moment, with time zone.
        progress: Told how far it is; may stop it before the copy is kept.

    Raises:
        DamagedStore: The store does not pass its checks; it is marked beside it.
        AppError: No copy could be made; those that there are stay.
    """
    if store.path is None:
        raise StoreError("A store in memory has no copies.")
    places, marked = places_of(store.path), damage_of(store.path)
    make_folder(places.beside)
    _sweep(places.beside, at)
    refuse_without_space(places.beside, store.path.stat().st_size)
    copied = copy_store(store, _free_name(store, places, reason, at), progress=progress)
    try:
        copy_key(store, copied.path)
        note = _checked(store, copied, reason, at, progress)
    except DamagedStore:
        raise
    except BaseException:
        _remove(copied.path)
        raise
    if marked is not None and damage_of(store.path) == marked:
        unmark_damaged(store.path)  # what was read after that passed every check
    missing = _mirror(copied.path, note, places, at)
    thin(store.path, at)
    count = 1 if places.second is None or missing else 2
    return Made(path=copied.path, note=note, places=count, missing=missing)


def keep_before(store: Store, reason: str, at: datetime) -> Made | None:
    """Make a copy before something large is done, unless there is one or no need.

    Args:
        store: The store, or a reading connection to it.
        reason: What is about to be done, a key of ``copy_note.REASONS``.
        at: The present moment, with time zone.

    Raises:
        AppError: No copy could be made, so it must not be done.
    """
    if store.path is None or last_sequence(store) <= 1 or not is_changed(store):
        return None
    return keep_copy(store, reason=reason, at=at)


def keep_before_upgrade(at: datetime) -> Callable[[Store], object]:
    """Return what ``open_store`` calls before it brings a store up to date.

    The copy is brought up to date in memory and checked there in full: an upgrade that
    would fail or lose something never begins.
    """
    return partial(keep_copy, reason=UPGRADE, at=at)


def thin(store: Path, at: datetime) -> tuple[Path, ...]:
    """Take away the copies that need not stay; return which.

    While the store is marked as damaged all stay.
    """
    if damage_of(store) is not None:
        return ()
    places, gone = places_of(store), []
    for place in (BESIDE, SECOND):
        copies = copies_in(store, places, place)
        stay = kept([one.candidate for one in copies], at.astimezone())
        for one in copies:
            if one.path.name not in stay:
                _remove(one.path)
                gone.append(one.path)
    return tuple(gone)


def _free_name(store: Store, places: Places, reason: str, at: datetime) -> Path:
    """Return a name that no copy has: one is never put in the place of another."""
    path = store.path or Path()
    said = f"before-{reason}" if reason in IN_NAME else ""
    if reason == UPGRADE:
        said = f"{said}-{version_of(store.connection)}"
    moment, sequence = at.astimezone(UTC), last_sequence(store)
    while True:
        name = CopyName(
            stem=path.stem, moment=moment, sequence=sequence, reason=said
        ).text
        if not any(_is_there(folder / name) for folder in places.all):
            return places.beside / name
        moment += timedelta(seconds=1)


def _is_there(place: Path) -> bool:
    try:
        return os.path.lexists(place)
    except (OSError, ValueError):  # nothing can have that name
        return False


def _checked(
    store: Store, copied: Copied, reason: str, at: datetime, progress: Progress
) -> CopyNote:
    """Check a copy that was just taken and keep beside it what is known of it."""
    path = store.path or Path()
    note = CopyNote(
        store=printable(path.name),
        made_at=at.astimezone(UTC),
        reason=reason,
        sequence=copied.sequence,
        head=copied.head,
        sha256=copied.digest,
        size=copied.size,
        as_at=day_of(store, at.astimezone()),
    )
    _refuse_other_head(store, copied)
    question = Question(
        copy=copied.path,
        of=path,
        end=(note.sequence, note.head),
        as_at=note.as_at,
        is_new=reason != UPGRADE,  # of an earlier version nothing can be computed
    )
    found = examine(question, progress)
    if found.fault:
        _note_damage(path, copied.path, replace(note, fault=found.fault), at)
    note = replace(note, figures=found.figures, verified_at=at.astimezone(UTC))
    write_note(copied.path, note)
    return note


def _refuse_other_head(store: Store, copied: Copied) -> None:
    """Refuse a copy whose chain is not that of the store up to where it ends."""
    head = head_at(store, copied.sequence)
    if head is None or head.hex() != copied.head:
        raise StoreError(
            "The copy does not end where the store did; it was thrown away.",
            remedy="Check the store, then try again.",
        )


def _note_damage(store: Path, copy: Path, note: CopyNote, at: datetime) -> None:
    with suppress(OutputError):
        write_note(copy, note)
    with suppress(OutputError):  # what is wrong must be told all the same
        mark_damaged(store, note.fault, at=at)
    raise DamagedStore(
        f"{store.name} failed a check: {note.fault}",
        remedy="Its good copies are kept. Go back to one of them under Safety, Copies.",
        detail=str(copy),
    )


def _mirror(copy: Path, note: CopyNote, places: Places, at: datetime) -> str:
    """Put a copy in the second place; return why not, empty if it is there."""
    if places.second is None:
        return ""
    try:
        if not places.second.parent.is_dir():
            return f"The second place cannot be reached: {places.second.parent}."
        make_folder(places.second)
        _sweep(places.second, at)
        refuse_without_space(places.second, note.size)
        target = places.second / copy.name
        key = key_file(copy)
        if key.is_file():
            copy_private(key, key_file(target))
        if copy_private(copy, target) != note.sha256:
            _remove(target)
            return "The copy in the second place did not come out whole."
        write_note(target, note)
    except (AppError, OSError) as error:
        return f"No copy in the second place: {error}"
    return ""


def _sweep(folder: Path, at: datetime) -> None:
    """Take away what a program that died while it copied has left.

    What is younger than an hour may be the copy that another window is making.
    """
    oldest = at.timestamp() - 3600
    with suppress(OSError):
        for path in folder.iterdir():
            if _PART.fullmatch(path.name) and path.stat().st_mtime < oldest:
                path.unlink(missing_ok=True)


def _remove(copy: Path) -> None:
    """Take a copy away, its file first: what is left then is no copy any more."""
    for path in (copy, note_file(copy), key_file(copy)):
        with suppress(OSError):
            path.unlink(missing_ok=True)
