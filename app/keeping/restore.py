"""Go back to a copy, as a change like any other: nothing is lost, all of it is told.

The restored store is made beside the store, with the record of the restore in it, and
then takes its name in one step: whenever the program dies, there is either the store
as it was or the restored one. The store as it was is kept aside, byte for byte.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.errors import InvalidRequest, OutputError, StoreError
from app.keeping.check import (
    check_opened,
    digest_fault,
    end_of,
    engine_of_copy,
    opened_copy,
    refuse_unsound,
)
from app.keeping.copy_note import read_note
from app.keeping.difference import Difference, compare_opened
from app.keeping.private_file import copy_private
from app.progress import Progress, no_progress
from app.store import open_store
from app.store.copy import copy_store, sync_folder
from app.store.engine import engine_of, forget_engine, key_file, open_with
from app.store.event import write
from app.store.half_done import journal_of, take_back_half_done
from app.store.lock import claim
from app.store.marker import unmark_damaged
from app.store.safety_act import SafetyAct, add_safety_act
from app.store.space import refuse_without_space

MOST = 1000
"""How many of the operations left behind are named in the record; all are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """What a restore came to.

    Attributes:
        copy: The copy that took the place of the store.
        aside: The store as it was, kept unchanged; None where there was none.
        difference: How the two differed.
        operation: Uid of the operation that records it.
    """

    copy: Path
    aside: Path | None
    difference: Difference
    operation: str

    @property
    def sentence(self) -> str:
        """What was done, for the user."""
        kept = (
            f" The store as it was is kept as {self.aside.name}." if self.aside else ""
        )
        return f"Gone back to {self.copy.name}.{kept}"


def restore(
    store: Path,
    copy: Path,
    *,
    who: str,
    why: str,
    at: datetime,
    progress: Progress = no_progress,
) -> Restored:
    """Put a copy in the place of the store at ``store``, which no window has open.

    Args:
        store: The store.
        copy: The copy; it is checked in full first and stays where it is.
        who: Who does it.
        why: Why; may not be empty.
        at: The present moment, with time zone.
        progress: Told how far it is; may stop it before anything is put in place.

    Raises:
        DamagedStore: The copy did not pass its check.
        StoreInUse: A window has the store open for writing.
        AppError: It could not be done; the store is as it was.
    """
    if not why.strip():
        raise InvalidRequest(
            "A reason is needed.", remedy="Say in a few words why the copy is taken."
        )
    store = store.absolute()
    owner = claim(store)
    try:
        return _restore(store, copy, who=who, why=why, at=at, progress=progress)
    finally:
        owner.release()


def _restore(
    store: Path, copy: Path, *, who: str, why: str, at: datetime, progress: Progress
) -> Restored:
    _refuse_other_protection(store, copy)
    note = read_note(copy)
    with opened_copy(copy, of=store) as opened, _part_of(store) as part:
        checked = check_opened(opened, end_of(note), progress)
        refuse_unsound(copy, digest_fault(copy, note) or checked.fault)
        refuse_without_space(store.parent, _size(store, copy))
        with _kept_aside(store, at) as aside:
            take_back_half_done(store)
            difference = compare_opened(store, opened)
            if copy_store(opened, part).head != checked.head:
                raise StoreError("The restored store did not come out as the copy.")
            about = {"copy": copy.name, "aside": aside.name if aside else ""}
            operation = _record(part, about, difference, who=who, why=why, at=at)
            _put_in_place(part, store, aside)
    with suppress(OSError):
        unmark_damaged(store)
    return Restored(copy=copy, aside=aside, difference=difference, operation=operation)


@contextmanager
def _part_of(store: Path) -> Iterator[Path]:
    """Name the file in which the restored store is made; drop it if it is left."""
    part = store.with_name(f"{store.name}.restoring")
    _drop(part)
    open_with(part, engine_of(store))
    try:
        yield part
    finally:
        forget_engine(part)
        _drop(part)


def _record(
    part: Path,
    about: Mapping[str, str],
    difference: Difference,
    *,
    who: str,
    why: str,
    at: datetime,
) -> str:
    """Write the restore into the store that is about to take the name."""
    act = SafetyAct(
        kind="restore",
        source=about["copy"],
        outcome=f"Restored from {about['copy']}. {difference.sentence}",
        detail=_detail(about, difference),
        done_on=at.date(),
    )
    restored = open_store(part)
    try:
        with write(restored, who=who, why=why, kind="restore", at=at) as operation:
            add_safety_act(operation, act)
        return operation.uid
    finally:
        restored.close()


def _detail(about: Mapping[str, str], difference: Difference) -> dict[str, Any]:
    now = difference.now
    return {
        **about,
        "copy_sequence": difference.copy.sequence,
        "copy_head": difference.copy.head,
        "aside_sequence": now.sequence if now else None,
        "aside_head": now.head if now else None,
        "common_sequence": difference.common,
        "left_behind": len(difference.lost),
        "operations": [
            {
                "uid": one.uid,
                "at": one.recorded_at.isoformat(),
                "who": one.who,
                "kind": one.kind,
                "why": one.why,
            }
            for one in difference.lost[-MOST:]
        ],
    }


@contextmanager
def _kept_aside(store: Path, at: datetime) -> Iterator[Path | None]:
    """Copy the store as it is to another name, with a journal if a program died in it.

    Where the block fails the store keeps its name, so the copy goes again.
    """
    if not store.is_file():
        yield None
        return
    aside = _aside(store, at)
    parts = (key_file, journal_of)
    try:
        for part in parts:
            if part(store).is_file():
                copy_private(part(store), part(aside))
        copy_private(store, aside)
        yield aside
    except BaseException:
        for path in (aside, *(part(aside) for part in parts)):
            with suppress(OSError):
                path.unlink(missing_ok=True)
        raise


def _put_in_place(part: Path, store: Path, aside: Path | None) -> None:
    journal = journal_of(store)
    is_left = aside is not None and journal.exists()
    try:
        journal.unlink(missing_ok=True)  # it must not be played into another
        part.replace(store)
    except OSError as error:
        if aside is not None and is_left:
            copy_private(journal_of(aside), journal)
        raise OutputError(
            f"The restored store cannot be put in the place of {store.name}.",
            remedy="Close other programs that have the file open, then try again.",
            detail=f"{store}: {error}",
        ) from error
    with suppress(OSError):  # it is there: nothing may be taken back any more
        sync_folder(store.parent)


def _refuse_other_protection(store: Path, copy: Path) -> None:
    """Refuse a copy under another key: two files cannot take two names in one step."""
    if not store.is_file():
        return
    mine, other = engine_of(store), engine_of_copy(copy, of=store)
    if mine is not other:
        raise StoreError(
            "The copy is from before the store was protected, or after: it cannot take"
            " its place.",
            remedy="Give the file of the copy another name and open it as a store.",
            detail=f"{copy}: {other.name}, {store}: {mine.name}",
        )


def _aside(store: Path, at: datetime) -> Path:
    """Return a name that no file has for the store as it was."""
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    name, count = f"{store.stem} before restore {stamp}", 1
    while (place := store.with_name(f"{name}{store.suffix}")).exists():
        count += 1
        name = f"{store.stem} before restore {stamp} ({count})"
    return place


def _size(store: Path, copy: Path) -> int:
    sizes = [path.stat().st_size for path in (store, copy) if path.is_file()]
    return max(sizes, default=0)


def _drop(part: Path) -> None:
    """Take away the restored store that did not get its name, and all beside it."""
    with suppress(OSError):
        for path in part.parent.iterdir():
            if path.name.startswith(part.name):
                path.unlink(missing_ok=True)
