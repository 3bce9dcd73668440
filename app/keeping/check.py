"""A copy checked in full: the file, its digest, its chain, its history, its present."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.errors import DamagedStore
from app.keeping.copy_note import CopyNote
from app.keeping.private_file import digest_of_file
from app.progress import Progress
from app.store import Store
from app.store.branch import last_sequence
from app.store.chain import last_head
from app.store.engine import (
    PLAIN,
    PLAIN_HEADER,
    Engine,
    engine_of,
    forget_engine,
    open_with,
)
from app.store.in_memory import in_memory
from app.store.verify import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check of a copy found.

    Attributes:
        sequence: Number of the last operation in it.
        head: Head of its chain, hexadecimal.
        fault: The first thing that is wrong, a sentence; empty when all is well.
    """

    sequence: int
    head: str
    fault: str = ""

    @property
    def is_sound(self) -> bool:
        """Whether nothing wrong was found."""
        return not self.fault


@contextmanager
def opened_copy(copy: Path, *, of: Path) -> Iterator[Store]:
    """Load a copy into memory for the block, by the engine of the store it is of.

    Raises:
        StoreError: It cannot be read.
    """
    open_with(copy, engine_of_copy(copy, of=of))
    try:
        store = in_memory(copy)
        try:
            yield store
        finally:
            store.close()
    finally:
        forget_engine(copy)


def engine_of_copy(copy: Path, *, of: Path) -> Engine:
    """Return what reads a copy: a copy from before a store was protected is plain."""
    try:
        with copy.open("rb") as file:
            is_plain = file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except OSError:
        return PLAIN
    return PLAIN if is_plain else engine_of(of)


def check_opened(
    store: Store, end: tuple[int, str] | None, progress: Progress
) -> Checked:
    """Check what was loaded of a copy; its chain must end where it is said to."""
    verdict = verify(store, progress)
    found = last_sequence(store), last_head(store).hex()
    fault = verdict.fault
    if not fault and end is not None and found != end:
        fault = "The history of the copy does not end where it did when it was made."
    return Checked(sequence=found[0], head=found[1], fault=fault)


def end_of(note: CopyNote | None) -> tuple[int, str] | None:
    """Return where the history of a copy must end, by what is noted of it."""
    return None if note is None else (note.sequence, note.head)


def refuse_unsound(copy: Path, fault: str) -> None:
    """Refuse to go on with a copy that did not pass.

    Raises:
        DamagedStore: Something is wrong with it.
    """
    if fault:
        raise DamagedStore(
            f"The copy {copy.name} did not pass its check: {fault}",
            remedy="Choose another copy; this one was left as it is.",
            detail=str(copy),
        )


def digest_fault(copy: Path, note: CopyNote | None) -> str:
    """Return what speaks against the bytes of a copy; empty if nothing is known."""
    if note is None:
        return ""
    try:
        is_same = digest_of_file(copy) == note.sha256
    except OSError:
        return "The copy cannot be read."
    return (
        "" if is_same else "The file of the copy is not what it was when it was made."
    )
