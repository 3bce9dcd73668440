"""Publishes whole generations: copied, checked, read back, and only then claimed.

The claim is a record whose name holds the next number, made by exclusive create: two
who go on from the same generation cannot both have it. Who comes second, because it
slept while somebody took the pen over, publishes nothing and keeps its own copy.
"""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from app.errors import AppError, StoreError
from app.keeping.private_file import digest_of_file
from app.progress import Progress, no_progress
from app.sharing.generation import (
    Commit,
    blocks,
    newest_commit,
    numbers,
    read_commit,
    record_name,
    unreachable,
)
from app.sharing.working import Working
from app.store import Store
from app.store.branch import head_at
from app.store.copy import Copied, copy_store, sync_folder
from app.store.engine import PLAIN, key_file
from app.store.lock import Owner
from app.store.pen_file import account, computer

KEPT = 20
"""Generations that always stay in the folder."""
KEPT_FOR = timedelta(days=7)
RECORDS_KEPT = 2000
"""Records that stay when their generations are gone: they bar old numbers."""
LEFT_AFTER = timedelta(hours=1)
"""How long a part file must be watched unchanged until it is swept away."""


class Overtaken(AppError):  # noqa: N818 - reads as a statement where it is raised
    """Somebody else published from where this copy goes on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What publishing came to.

    Attributes:
        working: The note as it is now.
        commit: The new generation; None when there was nothing to publish.
    """

    working: Working
    commit: Commit | None


def publish(
    store: Store,
    working: Working,
    *,
    at: datetime,
    pen: Owner | None = None,
    progress: Progress = no_progress,
) -> Published:
    """Publish what is in ``store`` as the next generation.

    Args:
        store: A connection to the working copy, or to a store that is to be shared.
        working: The note of the working copy.
        pen: The pen of the folder, which must still be ours when the number is claimed.
        at: The present moment, with time zone.
        progress: Told pages copied.

    Raises:
        Overtaken: Somebody else has published since; nothing was published.
        PenTaken: Somebody else has the pen; nothing was published.
        StoreError: The folder cannot be reached, or what was written came out wrong.
        OutputError: There is no room for the copy on this computer.
    """
    folder = working.folder
    working = _own_claim(store, working)
    _refuse_overtaken(working, numbers(folder))
    local = working.place / f"publishing-{secrets.token_hex(4)}.db"
    copied = copy_store(store, local, progress=progress)
    try:
        if copied.head == working.head:
            return Published(working=working, commit=None)
        commit = _commit(store, working, copied, at)
        _send(local, folder / commit.file, copied.digest)
        if commit.key_sha256 and store.path is not None:
            _send(key_file(store.path), key_file(folder / commit.file), "")
        if pen is not None:
            _prove(pen, folder, commit)
        _claim(folder, commit)
        _refuse_overtaken(replace(working, seen=commit.number), numbers(folder))
    except OSError as error:
        raise unreachable(folder, error) from error
    finally:
        local.unlink(missing_ok=True)
    after = working.going_on(commit, seen=commit.number)
    after.save()
    return Published(working=after, commit=commit)


def thin(folder: Path, *, at: datetime) -> tuple[str, ...]:
    """Take old generations out of a shared folder; return the names of what went.

    The last 20 stay, and all of the last seven days. Nothing goes when the newest is
    not there to be read.
    """
    found, newest = numbers(folder), newest_commit(folder)
    if newest is None or not (folder / newest.file).is_file():
        return ()
    gone: list[str] = []
    for number in found[KEPT:]:
        commit = read_commit(folder, number)
        if commit is None:
            continue
        moment = commit.moment
        if moment is not None and at - moment < KEPT_FOR:
            continue
        names = [commit.file, key_file(Path(commit.file)).name]
        if newest.number - number >= RECORDS_KEPT:
            names.append(record_name(number))
        gone += [name for name in names if _drop(folder / name)]
    return tuple(gone)


def sweep(
    folder: Path, seen: Mapping[str, tuple[int, datetime]], *, at: datetime
) -> dict[str, tuple[int, datetime]]:
    """Take part files away that somebody left behind, watched by our own clock.

    Args:
        folder: The shared folder.
        seen: What an earlier call returned: size and since when it was that size.
        at: The present moment.

    Returns:
        The part files that are there still.
    """
    there: dict[str, tuple[int, datetime]] = {}
    for path in sorted(folder.glob("*.part")):
        with suppress(OSError):
            size = path.stat().st_size
            known = seen.get(path.name, (-1, at))
            since = known[1] if known[0] == size else at
            if at - since < LEFT_AFTER:
                there[path.name] = size, since
            else:
                path.unlink()
    return there


def let_others_read(path: Path) -> None:
    """Let whoever may read a shared folder read one file of it."""
    with suppress(OSError):
        path.chmod(0o600 | path.parent.stat().st_mode & 0o066)


def _own_claim(store: Store, working: Working) -> Working:
    """Go on from a generation of our own that was published and not noted any more.

    The program died just then, or the share reported an error after all was done.
    """
    commit = newest_commit(working.folder)
    if commit is None or commit.number <= working.seen:
        return working
    is_ours = head_at(store, commit.sequence) == bytes.fromhex(commit.head)
    return working.going_on(commit, seen=commit.number) if is_ours else working


def _refuse_overtaken(working: Working, found: list[int]) -> None:
    if found and found[0] > working.seen:
        raise Overtaken(
            "Somebody else took the pen over and has published since.",
            remedy="Your changes are kept aside on this computer; they can be merged.",
            detail=f"{found[0]} > {working.seen}",
        )


def _commit(store: Store, working: Working, copied: Copied, at: datetime) -> Commit:
    number = working.seen + 1
    key = key_file(store.path) if store.path is not None else None
    is_locked = key is not None and store.engine is not PLAIN and key.is_file()
    return Commit(
        number=number,
        file=f"generation-{number:06d}-{secrets.token_hex(8)}.db",
        sha256=copied.digest,
        size=copied.size,
        key_sha256=digest_of_file(key) if key is not None and is_locked else "",
        sequence=copied.sequence,
        head=copied.head,
        who=account(),
        host=computer(),
        when=at.astimezone(UTC).isoformat(timespec="seconds"),
        previous=working.number,
        share=working.share or secrets.token_hex(8),
    )


def _prove(pen: Owner, folder: Path, commit: Commit) -> None:
    """Refuse to claim a number while the pen is not known to be ours."""
    try:
        pen.prove()
    except StoreError:
        _drop(folder / commit.file)
        _drop(key_file(folder / commit.file))
        raise


def _send(source: Path, target: Path, expected: str) -> None:
    """Copy a file to the share; it has its name only when it reads back the same."""
    part = target.with_name(f"{target.name}.part")
    digest = sha256()
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as copy, source.open("rb") as file:
            for block in blocks(file):
                digest.update(block)
                copy.write(block)
            copy.flush()
            os.fsync(copy.fileno())
        if digest_of_file(part) != digest.hexdigest() or (
            expected and digest.hexdigest() != expected
        ):
            raise _unlike(target)
        let_others_read(part)
        part.rename(target)
    finally:
        _drop(part)
    sync_folder(target.parent)


def _unlike(target: Path) -> StoreError:
    return StoreError(
        "What was written to the shared folder was read back differently; nothing was"
        " published.",
        remedy="Try again; if it happens again, have the network drive looked at.",
        detail=str(target),
    )


def _claim(folder: Path, commit: Commit) -> None:
    """Give the number of a generation to it, if nobody else has it."""
    target = folder / record_name(commit.number)
    part = folder / f"{target.name}.{secrets.token_hex(8)}.part"
    try:
        _write_new(part, commit.content())
        _name(part, target, commit.content())
    except FileExistsError as error:
        _drop(folder / commit.file)
        _drop(key_file(folder / commit.file))
        raise Overtaken(
            "Somebody else took the pen over and has published since.",
            remedy="Your changes are kept aside on this computer; they can be merged.",
            detail=str(target),
        ) from error
    finally:
        _drop(part)
    sync_folder(folder)


def _name(part: Path, target: Path, content: bytes) -> None:
    """Give a record its name; only one can have it.

    By a hard link, so that it is there whole from the first moment; where the share
    knows none, by exclusive create, and readers pass it over until it is whole.
    """
    try:
        os.link(part, target)
    except FileExistsError:
        if not _holds(target, content):  # said of our own by a share that asked twice
            raise
    except (OSError, NotImplementedError):
        _write_new(target, content)


def _holds(path: Path, content: bytes) -> bool:
    with suppress(OSError):
        return path.read_bytes() == content
    return False


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    let_others_read(path)


def _drop(path: Path) -> bool:
    with suppress(OSError):
        path.unlink()
        return True
    return False
