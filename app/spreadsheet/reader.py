"""Read a CSV, XLSX or iCalendar file to rows of text, in a process of its own."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

import orjson

from app.errors import ImportFileError
from app.progress import Progress, no_progress
from app.spreadsheet.table import Limits, Origin, Reading, Row, Table

READ_FILE = "--read-file"
"""The hidden argument by which the frozen program becomes the reading process."""

_PAUSE = 0.05  # seconds between two looks at the clock and at the user's wish
_LONGEST_ANSWER = 2_000_000_000  # bytes
_END = b'{"end":true}\n'
_ROOT = Path(__file__).parents[2]
_DEFAULT = Limits()
_PLAIN = Reading()

Lines = SimpleQueue[bytes | None]


def child_command() -> list[str]:
    """Return the command of the reading process, from source or frozen.

    The frozen program calls ``app.spreadsheet.child.main`` when ``READ_FILE`` is its
    only argument.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_FILE]
    return [sys.executable, "-m", "app.spreadsheet.child"]


def read_table(
    path: Path,
    *,
    reading: Reading = _PLAIN,
    limits: Limits = _DEFAULT,
    until: date = date.max,
    progress: Progress = no_progress,
) -> Table:
    """Return the table in the file at ``path``.

    The file is parsed by a child process with a ceiling on memory and on time; this
    process sees only the answer. A user who cancels stops the child at once.

    Args:
        path: The file.
        reading: What the user decided about the reading.
        limits: What the file may weigh, and what the reading may cost.
        until: Last day to which events of a calendar that repeat are written out.
        progress: Told of each step; may raise Cancelled.

    Raises:
        ImportFileError: The file cannot be used; one sentence says why.
        Cancelled: ``progress`` raised it.
    """
    _check_size(path, limits)
    order = {
        "path": str(path.absolute()),
        "reading": asdict(reading),
        "limits": asdict(limits),
        "until": until.isoformat(),
    }
    with _child(orjson.dumps(order)) as (child, lines):
        steps = _Steps(progress)
        answer = _answers(child, lines, limits=limits, look_up=steps.again)
        return _assembled(path.name, _judged(answer), steps)


def _check_size(path: Path, limits: Limits) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb"):
            pass
    except OSError as error:
        raise ImportFileError(
            f"The file {path.name} cannot be opened.",
            remedy="Check that it is there, that it may be read, and that no other"
            " program keeps it locked.",
            detail=str(error),
        ) from error
    if size > limits.size:
        raise ImportFileError(
            f"The file is {size / 1e6:,.0f} MB; the most that is taken is"
            f" {limits.size / 1e6:,.0f} MB.",
            remedy="Split it, for example by year.",
        )


@contextmanager
def _child(order: bytes) -> Iterator[tuple[subprocess.Popen[bytes], Lines]]:
    child = subprocess.Popen(  # noqa: S603 - our own program, no shell
        child_command(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    streams = [stream for stream in (child.stdin, child.stdout, child.stderr) if stream]
    lines: Lines = SimpleQueue()
    follower = threading.Thread(target=_follow, args=(streams[1], lines), daemon=True)
    follower.start()
    try:
        _send(streams[0], order)
        yield child, lines
    finally:
        child.kill()
        child.wait()
        follower.join()
        for stream in streams[1:]:
            stream.close()


def _send(stream: IO[bytes], order: bytes) -> None:
    try:
        stream.write(order + b"\n")
        stream.close()
    except OSError:
        return  # the child is gone already; its silence is noticed by the reader


def _follow(stream: IO[bytes], lines: Lines) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)


def _answers(
    child: subprocess.Popen[bytes],
    lines: Lines,
    *,
    limits: Limits,
    look_up: Callable[[], None],
) -> Iterator[bytes]:
    """Yield the lines of the answer as they come, until the last one."""
    end = time.monotonic() + limits.seconds
    size = 0
    while (line := _next(lines, end, look_up)) is not None:
        size += len(line)
        if size > _LONGEST_ANSWER:
            break
        yield line
        if line == _END:
            return
    child.wait()
    raise _lost(child)


def _next(lines: Lines, end: float, look_up: Callable[[], None]) -> bytes | None:
    while time.monotonic() < end:
        try:
            return lines.get(timeout=_PAUSE)
        except Empty:
            look_up()
    raise ImportFileError(
        "The file takes too long to read, and reading was stopped.",
        remedy="Save it as CSV, or split it, and import that.",
    )


def _raise_refusal(answer: dict[str, Any]) -> None:
    if "refused" in answer:
        words = [answer.get(name, "") for name in ("refused", "remedy", "detail")]
        message, remedy, detail = map(str, words)
        raise ImportFileError(message, remedy=remedy, detail=detail)
    if "memory" in answer:
        raise _too_much_memory("")


def _lost(child: subprocess.Popen[bytes]) -> ImportFileError:
    said = child.stderr.read(4_000).decode("utf-8", "replace") if child.stderr else ""
    return _too_much_memory(f"exit status {child.returncode}; {said}")


def _too_much_memory(detail: str) -> ImportFileError:
    return ImportFileError(
        "The file could not be read: it is damaged, or needs more memory than a file"
        " may take.",
        remedy="Save it as CSV in the spreadsheet program and import that.",
        detail=detail,
    )


class _Steps:
    """Where the reading stands; repeated while we wait, so that a cancel is heard."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._now = (0, 1)

    def report(self, done: int, total: int) -> None:
        """Report a step forward."""
        self._now = done, total
        self.again()

    def again(self) -> None:
        """Report where we stand once more; raises Cancelled if the user wishes."""
        self._progress(*self._now)


def table_of(
    name: str, lines: Iterator[bytes], progress: Progress = no_progress
) -> Table:
    """Return the table that the lines of an answer hold.

    The process that answers has read a hostile file, so its answer is judged too.

    Args:
        name: Name of the file.
        lines: The answer, line by line, without its length being known.
        progress: Told of each step; may raise Cancelled.

    Raises:
        ImportFileError: The answer is a refusal, breaks off, or makes no sense.
    """
    return _assembled(name, _judged(lines), _Steps(progress))


def _judged(lines: Iterator[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the lines of an answer until its end; a refusal is raised."""
    for line in lines:
        answer = _loaded(line)
        _raise_refusal(answer)
        if "end" in answer:
            return
        yield answer
    raise _too_much_memory("the answer breaks off")


def _loaded(line: bytes) -> dict[str, Any]:
    try:
        answer = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise _too_much_memory(f"no JSON: {error}") from error
    if not isinstance(answer, dict):
        raise _too_much_memory("no object")
    return answer


def _assembled(name: str, answers: Iterator[dict[str, Any]], steps: _Steps) -> Table:
    try:
        return _put_together(name, answers, steps)
    except (StopIteration, KeyError, TypeError, ValueError) as error:
        raise _too_much_memory(f"answer makes no sense: {error!r}") from error


def _put_together(name: str, answers: Iterator[dict[str, Any]], steps: _Steps) -> Table:
    head = next(answers)
    rows: list[Row] = []
    lines: list[int] = []
    for answer in answers:
        rows += answer["rows"]
        lines += answer["lines"]
        steps.report(min(len(rows), head["total"]), head["total"])
    origin = head["origin"]
    return Table(
        name=name,
        origin=Origin(
            **origin
            | {"sample": tuple(origin["sample"]), "sheets": tuple(origin["sheets"])}
        ),
        columns=tuple(head["columns"]),
        header_line=head["header_line"],
        rows=rows,
        lines=lines,
        titles=tuple((line, text) for line, text in head["titles"]),
        blank_lines=tuple(head["blank_lines"]),
    )
