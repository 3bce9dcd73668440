"""A folder of new private files, each with its digest and number of rows."""

import csv
import io
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

import orjson

from app.leaving.cell import Value, cell_of

MARK = b"\xef\xbb\xbf"
"""By which spreadsheet programs see that a file is UTF-8."""

_SYSTEM = getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One file that was written.

    Attributes:
        path: Its name within the export, with ``/`` between folders.
        size: Bytes.
        digest: SHA-256, hexadecimal.
        rows: Rows of a table under its heading; None for a text.
    """

    path: str
    size: int
    digest: str
    rows: int | None


@dataclass(slots=True)
class Folder:
    """Where an export is put together.

    Attributes:
        root: The folder.
        files: What was written, in order.
    """

    root: Path
    files: list[Written] = field(default_factory=list)

    def text(self, path: str, text: str) -> None:
        """Write a text, as UTF-8."""
        with self._open(path) as file:
            file.write(text.encode())
            self._note(path, file, None)

    def table(
        self, path: str, head: Sequence[str], rows: Iterable[Sequence[Value]]
    ) -> None:
        """Write a table as CSV."""
        with self._open(path) as file:
            file.write(MARK)
            text = io.StringIO(newline="")
            writer = csv.writer(text)
            writer.writerow(head)
            count = 0
            for count, row in enumerate(rows, start=1):  # noqa: B007 - the last one
                writer.writerow(map(cell_of, row))
                if text.tell() > 1 << 20:
                    _empty(text, file)
            _empty(text, file)
            self._note(path, file, count)

    def lines(self, path: str, lines: Iterable[dict[str, Any]]) -> None:
        """Write one JSON object on each line."""
        with self._open(path) as file:
            count = 0
            for count, line in enumerate(lines, start=1):  # noqa: B007 - the last one
                file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
            self._note(path, file, count)

    @contextmanager
    def _open(self, path: str) -> Iterator["_Digested"]:
        place = self.root / path
        place.parent.mkdir(mode=0o700, exist_ok=True)
        flags = os.O_CREAT | os.O_EXCL | os.O_WRONLY | _SYSTEM
        with os.fdopen(os.open(place, flags, 0o600), "wb") as stream:
            yield _Digested(stream)
            stream.flush()
            os.fsync(stream.fileno())

    def _note(self, path: str, file: "_Digested", rows: int | None) -> None:
        digest = file.digest.hexdigest()
        self.files.append(Written(path=path, size=file.size, digest=digest, rows=rows))


class _Digested:
    """A stream that keeps the digest of what went into it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = sha256()
        self.size = 0

    def write(self, content: bytes) -> None:
        """Write bytes."""
        self._stream.write(content)
        self.digest.update(content)
        self.size += len(content)


def _empty(text: io.StringIO, file: _Digested) -> None:
    file.write(text.getvalue().encode())
    text.seek(0)
    text.truncate()
