"""Gets a shared store ready on this computer: to work on, or to look at."""

import re
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from app.errors import StoreError, StoreInUse
from app.progress import Progress, no_progress
from app.sharing.generation import Commit, Fetched, fetch, newest_commit, numbers
from app.sharing.publish import let_others_read, publish
from app.sharing.working import Working, unpublished, working_at
from app.store import Store, reading
from app.store.branch import head_at
from app.store.engine import (
    engine_of,
    forget_engine,
    key_file,
    open_with,
    refuse_locked,
)
from app.store.half_done import journal_of, take_back_half_done
from app.store.lock import (
    Holder,
    Owner,
    claim,
    hand_over,
    holder_of,
    take_over,
)
from app.store.pen_file import account


@dataclass(frozen=True, slots=True, kw_only=True)
class WithPen:
    """A working copy that is ready to be opened for writing.

    Attributes:
        working: The copy.
        pen: The pen of the shared folder, which is ours.
        branch: Where changes were kept aside that could not go on; None if none were.
        passed: A sentence for each generation that was passed over.
    """

    working: Working
    pen: Owner
    branch: Path | None = None
    passed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A copy of a generation that is ready to be looked at.

    Attributes:
        working: What is known of the shared store on this computer.
        commit: The generation.
        path: The copy.
        passed: A sentence for each generation that was passed over.
    """

    working: Working
    commit: Commit
    path: Path
    passed: tuple[str, ...] = ()


def share_store(
    store: Store,
    folder: Path,
    home: Path,
    *,
    at: datetime,
    progress: Progress = no_progress,
) -> WithPen:
    """Publish a store as the first generation of a folder and take the pen there.

    The store itself is not touched; from now on the work is done in the folder's copy.

    Raises:
        StoreError: A store is shared there already, or nothing can be written there.
    """
    if numbers(folder):
        raise StoreError(
            f"A store is shared in the folder {folder.name} already.",
            remedy="Open it from there, or choose an empty folder.",
            detail=str(folder),
        )
    working = working_at(home, folder)
    working = Working(place=working.place, folder=working.folder)
    _make_folders(working)
    pen = take_pen(working)
    try:
        if store.path is not None and key_file(store.path).is_file():
            open_with(working.store, store.engine)
        after = publish(store, working, at=at, progress=progress).working
        _fetch(after, after.store, progress)
    except BaseException:
        pen.release()
        raise
    return WithPen(working=after, pen=pen)


def take_pen(working: Working, stale: Holder | None = None) -> Owner:
    """Take the pen of a shared folder.

    Args:
        working: The working copy.
        stale: Who has it and does not move any more, when it is taken over.

    Raises:
        StoreInUse: Somebody else has it.
        ReadOnlyStore: Nothing can be written in the folder.
    """
    pen = claim(working.pen) if stale is None else take_over(working.pen, stale)
    let_others_read(pen.path)
    return pen


def prepare_pen(
    folder: Path,
    home: Path,
    *,
    at: datetime,
    stale: Holder | None = None,
    progress: Progress = no_progress,
) -> WithPen:
    """Take the pen of a shared folder and bring the working copy up to date.

    A working copy with changes that were never published goes on where nobody else has
    published since; else it is kept aside as a branch.

    Raises:
        StoreInUse: Somebody else has the pen.
        StoreError: Nothing whole is shared there, or the folder cannot be reached.
    """
    working = working_at(home, folder)
    _make_folders(working)
    if working.store.is_file():
        refuse_locked(working.store, engine_of(working.store))
    pen = take_pen(working, stale)
    try:
        _take_copy(working, stale)
        return _brought_up(working, pen, at, progress)
    except BaseException:
        pen.release()
        raise


def prepare_reading(
    folder: Path, home: Path, *, above: int = 0, progress: Progress = no_progress
) -> ToRead | None:
    """Copy the newest whole generation of a shared folder, to be looked at.

    Args:
        folder: The shared folder.
        home: Where the user's data of this program lie.
        above: Only a newer one than this is wanted.
        progress: Told bytes.

    Returns:
        None when there is no newer one.

    Raises:
        StoreError: Nothing whole is shared there, or the folder cannot be reached.
    """
    working = working_at(home, folder)
    _make_folders(working)
    newest = newest_commit(folder)
    if above and (newest is None or newest.number <= above):
        return None
    target = working.copy_of(newest.number if newest else 0)
    if above:  # opened as the one before it
        _open_alike(working.copy_of(above), target)
    else:
        _open_alike(working.store, target)
    found = fetch(folder, target, above=above, progress=progress)
    if found is None and above:
        return None
    if found is None:
        raise nothing_whole(folder)
    path = working.copy_of(found.commit.number)
    if path != target:
        _open_alike(target, path)
        _rename(target, path)
        forget_engine(target)
    if not working.share:
        replace(working, share=found.commit.share).save()
    return ToRead(working=working, commit=found.commit, path=path, passed=found.passed)


def drop_copies(working: Working, *, but: Path | None = None) -> None:
    """Take away copies that were only looked at."""
    for path in working.reading.glob("*"):
        is_kept = but is not None and path.name in (but.name, key_file(but).name)
        if not is_kept:
            with suppress(OSError):  # another window looks at it
                path.unlink()


def keep_aside(working: Working, *, at: datetime) -> Path | None:
    """Keep the working copy aside as a branch; its name says what it is.

    Returns:
        Where it is; None when there is no working copy.
    """
    if not working.store.is_file():
        return None
    take_back_half_done(working.store)
    stamp = at.astimezone().strftime("%Y-%m-%d %H%M%S")
    name = (
        f"{working.name} - changes of {_in_name(account())} after generation"
        f" {working.number:06d} kept {stamp}.db"
    )
    working.branches.mkdir(mode=0o700, exist_ok=True)
    target = working.branches / name
    _open_alike(working.store, target)
    _rename(working.store, target)
    return target


def _in_name(words: str) -> str:
    """Return words as a file can be named everywhere: a domain may have a backslash."""
    return re.sub(r"[^\w.-]+", "_", words)[:40]


def branches_of(working: Working) -> tuple[Path, ...]:
    """Return the copies that were kept aside, the oldest first."""
    return tuple(sorted(working.branches.glob("*.db")))


def nothing_whole(folder: Path) -> StoreError:
    """Return the sentence for a folder in which no whole generation is."""
    return StoreError(
        f"No whole store is shared in the folder {folder.name}.",
        remedy="Check that it is the right folder; a store is shared with File > Share"
        " this store.",
        detail=str(folder),
    )


def _take_copy(working: Working, stale: Holder | None) -> None:
    """Refuse a working copy that a window of this computer still has open.

    Where the pen was taken over from that very window, so is the copy.
    """
    found = holder_of(working.store)
    if found is None or found.is_gone:
        return
    is_same = stale is not None and stale.is_here and stale.process == found.process
    if not is_same:
        raise StoreInUse(
            "Another window of this computer still has the copy of the shared store"
            " open.",
            remedy="Close that window, then try again.",
            detail=str(working.store),
        )
    hand_over(take_over(working.store, found))


def _brought_up(
    working: Working, pen: Owner, at: datetime, progress: Progress
) -> WithPen:
    newest, branch = newest_commit(working.folder), None
    if newest is None and not working.number:
        raise nothing_whole(working.folder)
    if newest is not None and working.share not in ("", newest.share):
        branch = keep_aside(working, at=at)  # of a store that was shared there before
        working = Working(place=working.place, folder=working.folder)
    highest = max(numbers(working.folder), default=0)
    working = replace(working, seen=max(working.seen, highest))
    if working.store.is_file():
        take_back_half_done(working.store)
        working = _with_own(working, newest)
        if newest is None or newest.number <= working.number:
            return WithPen(working=working, pen=pen)
        if _has_unpublished(working):
            branch = keep_aside(working, at=at)
    found = _fetch(working, working.store, progress)
    after = working.going_on(found.commit, seen=found.highest)
    after.save()
    return WithPen(working=after, pen=pen, branch=branch, passed=found.passed)


def _with_own(working: Working, newest: Commit | None) -> Working:
    """Count a generation that was published from here and not noted any more."""
    if newest is None or newest.number <= working.number:
        return working
    with suppress(StoreError), reading(working.store) as store:
        if head_at(store, newest.sequence) == bytes.fromhex(newest.head):
            return working.going_on(newest, seen=newest.number)
    return working


def _has_unpublished(working: Working) -> bool:
    """Return whether a working copy may hold what is published nowhere."""
    try:
        with reading(working.store) as store:
            return unpublished(store, working) > 0
    except StoreError:
        return True  # it cannot be told, so it is kept


def _fetch(working: Working, target: Path, progress: Progress) -> Fetched:
    found = fetch(working.folder, target, progress=progress)
    if found is None:
        raise nothing_whole(working.folder)
    return found


def _make_folders(working: Working) -> None:
    for folder in (working.place.parent, working.place, working.reading):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def _open_alike(known: Path, other: Path) -> None:
    """Open ``other`` as ``known`` is opened: with the same key."""
    open_with(other, engine_of(known))


def _rename(source: Path, target: Path) -> None:
    if key_file(source).is_file():
        key_file(source).replace(key_file(target))
    with suppress(FileNotFoundError):  # of a window that sleeps in the middle of one
        journal_of(source).replace(journal_of(target))
    source.replace(target)
