"""What is done with a shared store in the thread of a job."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import ReadOnlyStore, StoreError, StoreInUse
from app.progress import Progress
from app.sharing.generation import Commit, newest_commit
from app.sharing.opening import (
    ToRead,
    WithPen,
    keep_aside,
    nothing_whole,
    prepare_pen,
    prepare_reading,
    share_store,
)
from app.sharing.publish import Published, publish, sweep, thin
from app.sharing.working import Working
from app.store import Store, open_store, partner, reading
from app.store.lock import Holder, Owner, holder_of
from app.store.merge import Plan, merge, plan_merge
from app.store.pen_file import account

Parts = dict[str, tuple[int, datetime]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a shared folder showed.

    Attributes:
        holder: Who has the pen; None if nobody.
        newest: The newest record; None if there is none.
        fetched: A newer generation than the one in sight, ready to be looked at.
    """

    holder: Holder | None
    newest: Commit | None
    fetched: ToRead | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What publishing came to, and the part files that somebody left behind."""

    published: Published
    parts: Parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallen:
    """What is there after the pen was lost.

    Attributes:
        branch: Where own changes are kept aside; None if there were none.
        reading: The newest generation.
    """

    branch: Path | None
    reading: ToRead | None


def share(path: Path, folder: Path, home: Path, progress: Progress) -> WithPen:
    """Share the store at ``path``."""
    with reading(path) as store:
        return share_store(store, folder, home, at=now(), progress=progress)


def open_folder(folder: Path, home: Path, progress: Progress) -> WithPen | ToRead:
    """Get a shared store ready: with the pen if it is free, else to be looked at."""
    try:
        return prepare_pen(folder, home, at=now(), progress=progress)
    except (StoreInUse, ReadOnlyStore):
        return to_read(folder, home, progress)


def to_read(folder: Path, home: Path, progress: Progress) -> ToRead:
    """Get a shared store ready to be looked at."""
    found = prepare_reading(folder, home, progress=progress)
    if found is None:
        raise nothing_whole(folder)
    return found


def take(folder: Path, home: Path, stale: Holder | None, progress: Progress) -> WithPen:
    """Get a shared store ready with the pen."""
    return prepare_pen(folder, home, at=now(), stale=stale, progress=progress)


def look(working: Working, shown: int, home: Path, progress: Progress) -> Look:
    """Look who has the pen, and fetch what is newer than the generation shown.

    Args:
        working: The shared store.
        shown: Number of the generation in sight; 0 not to fetch.
        home: Where the user's data of this program lie.
        progress: Told bytes.
    """
    holder, newest = holder_of(working.pen), newest_commit(working.folder)
    fetched = None
    if shown and newest is not None and newest.number > shown:
        fetched = prepare_reading(working.folder, home, above=shown, progress=progress)
    return Look(holder=holder, newest=newest, fetched=fetched)


def send(
    path: Path, working: Working, pen: Owner, parts: Parts, progress: Progress
) -> Sent:
    """Publish what is not published, and tidy the shared folder."""
    moment = now()
    with reading(path) as store:
        published = publish(store, working, at=moment, pen=pen, progress=progress)
    thin(working.folder, at=moment)
    return Sent(published=published, parts=sweep(working.folder, parts, at=moment))


def fall_back(
    working: Working, home: Path, has_own: bool, _progress: Progress
) -> Fallen:
    """Keep own changes aside after the pen was lost, and fetch what is published."""
    branch = keep_aside(working, at=now()) if has_own else None
    return Fallen(branch=branch, reading=prepare_reading(working.folder, home))


def plan(path: Path, branch: Path, progress: Progress) -> Plan:
    """Find out what bringing in a branch would do."""
    make_readable(branch)
    with reading(path) as store, reading(branch) as other:
        return plan_merge(store, other, at=now(), progress=progress)


def bring_in(store: Store, found: Plan, source: str, progress: Progress) -> int:
    """Bring a branch in through a connection of its own."""
    progress(0, 1)
    own = partner(store)
    try:
        return merge(own, found, source=source, who=account(), at=now())
    finally:
        own.close()


def make_readable(path: Path) -> None:
    """Bring a copy of an earlier version up to date, so that it can be read."""
    try:
        open_store(path, read_only=True).close()
    except StoreError as error:
        if "earlier version" not in error.message:
            raise
        open_store(path).close()


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)
