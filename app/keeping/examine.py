"""A copy examined: everything checked, and its headline measures.

A large one is examined by a process of its own: in a thread of the window it would
take memory as large as the store, and hold up the window for moments that are felt.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from app.errors import StoreError
from app.keeping.check import check_opened, engine_of_copy, opened_copy
from app.keeping.headline import headline_figures
from app.progress import Progress, no_progress
from app.store import reading
from app.store.chain import last_head
from app.store.engine import PLAIN

CHECK_COPY = "--check-copy"
"""The hidden argument by which the frozen program becomes the examining process."""

APART = 32_000_000
"""Bytes from which a copy is examined by a process of its own."""

_PAUSE = 0.05  # seconds between two looks at the user's wish
_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about a copy.

    Attributes:
        copy: The copy.
        of: The store that it is of.
        end: Sequence and head where its history must end; None where nobody knows.
        as_at: Day at whose end measures are wanted; None for no measures.
        is_new: Whether the store is read too: measures are then those of the store, as
            long as it has not moved on.
    """

    copy: Path
    of: Path
    end: tuple[int, str] | None = None
    as_at: date | None = None
    is_new: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was found.

    Attributes:
        sequence: Number of the last operation in the copy.
        head: Head of its chain, hexadecimal.
        fault: The first thing that is wrong, a sentence; empty when all is well.
        figures: Headline measures by name; none where not asked, or not sound.
    """

    sequence: int
    head: str
    fault: str = ""
    figures: Mapping[str, float | None] = field(default_factory=dict)


def examine(question: Question, progress: Progress = no_progress) -> Examined:
    """Check a copy in full and compute its measures.

    Raises:
        StoreError: It cannot be read.
        Cancelled: ``progress`` asked to stop.
    """
    copy = question.copy
    is_plain = engine_of_copy(copy, of=question.of) is PLAIN  # keys stay with us
    if is_plain and copy.is_file() and copy.stat().st_size >= APART:
        return _examine_apart(question, progress)
    return examine_here(question, progress)


def examine_here(question: Question, progress: Progress = no_progress) -> Examined:
    """Do the same in this process.

    Raises:
        StoreError: It cannot be read.
    """
    with opened_copy(question.copy, of=question.of) as opened:
        checked = check_opened(opened, question.end, progress)
        found: Mapping[str, float | None] = {}
        if question.as_at is not None and checked.is_sound:
            known = _of_store(question, checked.head) if question.is_new else None
            found = known or headline_figures(opened, question.as_at)
    return Examined(
        sequence=checked.sequence,
        head=checked.head,
        fault=checked.fault,
        figures=found,
    )


def to_json(question: Question) -> bytes:
    """Return a question as a line for the examining process."""
    about = asdict(question) | {"copy": str(question.copy), "of": str(question.of)}
    about["as_at"] = question.as_at.isoformat() if question.as_at else None
    return json.dumps(about).encode() + b"\n"  # names may be of any bytes


def from_json(line: bytes) -> Question:
    """Return the question that a line asks."""
    about: dict[str, Any] = json.loads(line)
    end, as_at = about["end"], about["as_at"]
    return Question(
        copy=Path(about["copy"]),
        of=Path(about["of"]),
        end=None if end is None else (int(end[0]), str(end[1])),
        as_at=None if as_at is None else date.fromisoformat(as_at),
        is_new=bool(about["is_new"]),
    )


def _of_store(question: Question, head: str) -> Mapping[str, float | None] | None:
    """Return the measures of the store itself; None once it has moved on."""
    if question.as_at is None:
        return None
    with reading(question.of) as store:
        found = headline_figures(store, question.as_at)
        return found if last_head(store).hex() == head else None


def _examine_apart(question: Question, progress: Progress) -> Examined:
    child = subprocess.Popen(  # noqa: S603 - our own program, no shell
        _command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    with child:
        try:
            if child.stdin is not None:
                with suppress(OSError):  # it may be dead already: then nothing answers
                    child.stdin.write(to_json(question))
                    child.stdin.close()
            while child.poll() is None:
                progress(0, 1)
                time.sleep(_PAUSE)
        except BaseException:
            child.kill()
            raise
        answer = child.stdout.read() if child.stdout is not None else b""
    return _answer(answer, child.returncode)


def _answer(answer: bytes, status: int) -> Examined:
    try:
        found: dict[str, Any] = orjson.loads(answer)
    except orjson.JSONDecodeError as error:
        raise StoreError(
            "The check of the copy ended before it was done.",
            remedy="Close other programs to make room in memory, then try again.",
            detail=f"exit status {status}",
        ) from error
    if "refused" in found:
        raise StoreError(str(found["refused"]), detail="in a process of its own")
    return Examined(**found)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, CHECK_COPY]
    return [sys.executable, "-m", "app.keeping.child"]
