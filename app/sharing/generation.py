"""What a shared folder holds: numbered records, and the whole copies they stand for.

A reader trusts nothing that it did not check: a listing or a file may be an old one
that the system still remembered. Names are never used twice, and size and SHA-256 are
compared with the record, so an old or half-written file is never taken for another.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.errors import LockedStore, StoreError
from app.progress import Progress, no_progress
from app.store import reading
from app.store.branch import last_sequence
from app.store.chain import last_head
from app.store.engine import engine_of, forget_engine, key_file, open_with

_RECORD = re.compile(r"commit-(\d{6,9})\.json")
_FILE = re.compile(r"generation-(\d{6,9})-[0-9a-f]{16}\.db")
_DIGEST = re.compile(r"[0-9a-f]{64}|")
_LARGEST_RECORD = 16_384
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Commit:
    """A generation: one whole state of the store, and what it must look like.

    Attributes:
        number: Number of the generation; each is given once.
        file: Name of its file in the folder.
        sha256: Digest of the file, hexadecimal.
        size: Bytes of the file.
        key_sha256: Digest of its key file; empty for a store that is not protected.
        sequence: Number of its last operation.
        head: Head of its chain, hexadecimal.
        who: Account that published it.
        host: Computer on which it was published.
        when: ISO moment by the clock there, with time zone.
        previous: Number of the generation that it goes on from; 0 for none.
        share: Identity of the shared store, the same in all its generations.
    """

    number: int
    file: str
    sha256: str
    size: int
    key_sha256: str
    sequence: int
    head: str
    who: str
    host: str
    when: str
    previous: int
    share: str

    @property
    def moment(self) -> datetime | None:
        """When it was published, by the clock of who did."""
        with suppress(ValueError):
            found = datetime.fromisoformat(self.when)
            return found if found.tzinfo is not None else None
        return None

    def content(self) -> bytes:
        """Return it as it is written."""
        return json.dumps(asdict(self), indent=1).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The newest whole generation, copied to this computer.

    Attributes:
        commit: Its record.
        path: The copy.
        highest: The highest number in the folder, whether whole or not.
        passed: A sentence for each higher one that was not whole.
    """

    commit: Commit
    path: Path
    highest: int
    passed: tuple[str, ...]


def record_name(number: int) -> str:
    """Return the name of the record of a generation."""
    return f"commit-{number:06d}.json"


def numbers(folder: Path) -> list[int]:
    """Return the numbers of the generations in a folder, the highest first.

    Raises:
        StoreError: The folder cannot be reached.
    """
    try:
        names = [path.name for path in folder.iterdir()]
    except OSError as error:
        raise unreachable(folder, error) from error
    found = (_RECORD.fullmatch(name) for name in names)
    return sorted((int(match[1]) for match in found if match), reverse=True)


def read_commit(folder: Path, number: int) -> Commit | None:
    """Return the record of a generation; None if it cannot be read or is not one."""
    place = folder / record_name(number)
    try:
        if not place.is_file():  # a pipe would let a reader wait for ever
            return None
        with place.open("rb") as file:
            content = json.loads(file.read(_LARGEST_RECORD))
        commit = Commit(**content)
    except (OSError, ValueError, TypeError, RecursionError):
        return None
    return commit if _is_record(commit, number) else None


def newest_commit(folder: Path) -> Commit | None:
    """Return the highest record that can be read; its file was not looked at."""
    found = (read_commit(folder, number) for number in numbers(folder))
    return next((commit for commit in found if commit is not None), None)


def fetch(
    folder: Path,
    target: Path,
    *,
    above: int = 0,
    progress: Progress = no_progress,
) -> Fetched | None:
    """Copy the highest generation that is whole to ``target``, checked.

    Args:
        folder: The shared folder.
        target: Where to; what is there stays until the copy proved good. It is opened
            as ``app.store.engine`` knows for this path.
        above: Only a generation with a higher number is wanted.
        progress: Told bytes.

    Returns:
        None when there is no whole one above that number.

    Raises:
        StoreError: The folder cannot be reached.
        Cancelled: ``progress`` asked to stop.
    """
    found, passed = numbers(folder), list[str]()
    for number in found:
        if number <= above:
            break
        commit = read_commit(folder, number)
        wrong = "its record cannot be read"
        if commit is not None:
            wrong = _copy(folder, commit, target, progress)
        if commit is not None and not wrong:
            return Fetched(
                commit=commit, path=target, highest=found[0], passed=tuple(passed)
            )
        passed.append(f"Generation {number:,} was passed over: {wrong}.")
    return None


def unreachable(folder: Path, error: OSError) -> StoreError:
    """Return the sentence for a shared folder that cannot be read or written."""
    return StoreError(
        f"The shared folder {folder.name} cannot be reached.",
        remedy="Check the network and your rights there, then try again. What you"
        " saved is on this computer.",
        detail=f"{folder}: {error}",
    )


def blocks(file: Any) -> Iterator[bytes]:
    """Yield the blocks of an open file."""
    while block := file.read(_BLOCK):
        yield block


def _is_record(commit: Commit, number: int) -> bool:
    types = {"int": int, "str": str}
    for field in fields(commit):
        kind = types[getattr(field.type, "__name__", str(field.type))]
        if type(getattr(commit, field.name)) is not kind:
            return False
    name = _FILE.fullmatch(commit.file)
    is_digest = all(
        _DIGEST.fullmatch(text) for text in (commit.sha256, commit.head)
    ) and bool(commit.sha256)
    return bool(name and int(name[1]) == commit.number == number and is_digest)


def _copy(folder: Path, commit: Commit, target: Path, progress: Progress) -> str:
    """Copy a generation, checked; return what is wrong with it, or nothing."""
    part = target.with_name(f"{target.name}.part")
    try:
        wrong = _copy_file(folder, commit, part, progress)
        wrong = wrong or _other_store(part, target, commit)
        wrong = wrong or _take_key(folder, commit, target)
        if not wrong:
            part.replace(target)
    except OSError as error:
        wrong = f"it cannot be read ({type(error).__name__})"
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return wrong


def _copy_file(folder: Path, commit: Commit, part: Path, progress: Progress) -> str:
    if not (folder / commit.file).is_file():
        return "its file is not there"
    digest, size = sha256(), 0
    handle = os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with (
        os.fdopen(handle, "wb") as copy,
        (folder / commit.file).open("rb") as file,
    ):
        for block in blocks(file):
            size += len(block)
            if size > commit.size:
                return "its file is larger than its record says"
            digest.update(block)
            copy.write(block)
            progress(size, commit.size)
        copy.flush()
        os.fsync(copy.fileno())
    if size != commit.size or digest.hexdigest() != commit.sha256:
        return "its file is not the one of its record"
    return ""


def _take_key(folder: Path, commit: Commit, target: Path) -> str:
    if not commit.key_sha256:
        return ""
    shared = key_file(folder / commit.file)
    content = shared.read_bytes()
    if sha256(content).hexdigest() != commit.key_sha256:
        return "its key file is not the one of its record"
    own = key_file(target)
    new = own.with_name(f"{own.name}.part")
    handle = os.open(new, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        os.fsync(file.fileno())
    new.replace(own)
    return ""


def _other_store(part: Path, target: Path, commit: Commit) -> str:
    """Say what is wrong with what a file holds, before it takes another's place."""
    open_with(part, engine_of(target))
    try:
        with reading(part) as store:
            is_same = last_head(store).hex() == commit.head
            is_same = is_same and last_sequence(store) == commit.sequence
    except LockedStore:
        return ""  # its bytes are right; what is in it shows once the key is given
    except StoreError as error:
        return "" if "earlier version" in error.message else "it is no whole store"
    finally:
        forget_engine(part)
    return "" if is_same else "its history is not the one of its record"
