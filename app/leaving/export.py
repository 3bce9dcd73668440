"""Everything in a store as plain files: whole in its place, or not there at all."""

import shutil
import tempfile
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from app import __version__
from app.errors import OutputError
from app.leaving import history
from app.leaving.folder import Folder
from app.leaving.packing import pack
from app.leaving.read_me import About, read_me
from app.leaving.tables import Explained
from app.leaving.wellbeing import MARK, TABLES
from app.leaving.words import Words, known_words
from app.progress import Progress, no_progress
from app.store import Store, reading
from app.store.chain import last_head
from app.store.copy import copy_store, sync_folder
from app.store.engine import forget_engine, open_with
from app.store.plain import HISTORY, PLAIN_TABLES, schema_text, size_of
from app.store.setting import read_settings

FORMAT = 1
"""Number of the form of these files; another means that they are written otherwise."""

MANIFEST = "manifest.json"
ZIP = ".zip"
_EVERY = 1_000
_PACKED = 0.3  # of the way that packing takes

Rows = Generator[Sequence[Any], None, None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written.

    Attributes:
        path: The folder or the ZIP file.
        files: How many files.
        records: Rows of the tables of present records.
        events: Events of the history, those included of which only the digest is.
        left_out: Of these, how many.
        size: Bytes of all files, unpacked.
        sequence: Number of the last operation.
        head: Head of the chain after it, hexadecimal.
    """

    path: Path
    files: int
    records: int
    events: int
    left_out: int
    size: int
    sequence: int
    head: str


def export_all(
    store: Store,
    target: Path,
    *,
    with_wellbeing: bool = False,
    progress: Progress = no_progress,
) -> Exported:
    """Write everything in ``store`` to a new folder, or to a ZIP file.

    It is written from a copy of one state, so that the store can be worked with
    meanwhile. The same state gives the same bytes. What was at ``target`` before stays
    until all is written, and a folder is never written into.

    Args:
        store: What to export.
        target: A name that ends in ``.zip``, or the name of a folder to make.
        with_wellbeing: Whether what is about people's wellbeing goes out too.
        progress: Told of each step; may raise Cancelled.

    Raises:
        OutputError: It cannot be written there.
        StoreError: The store could not be copied whole.
        Cancelled: ``progress`` asked to stop; nothing is left behind.
    """
    place = target.absolute()
    is_zip = place.suffix.casefold() == ZIP
    _refuse_taken(place, is_zip=is_zip)
    try:
        work = Path(tempfile.mkdtemp(prefix=".headroom-", dir=place.parent))
        try:
            with _copied(store, work / "state.db", progress) as copy:
                done = _Written(copy, work / "plain", with_wellbeing, progress)
                exported = done.write(place, most=1 - _PACKED * is_zip)
            if is_zip:
                done.pack(work / "packed", place.stem)
                (work / "packed").replace(place)
            else:
                (work / "plain").rename(place)
            sync_folder(place.parent)
        finally:
            shutil.rmtree(work, ignore_errors=True)
    except OSError as error:
        raise _unwritable(place, error) from error
    return exported


def _refuse_taken(place: Path, *, is_zip: bool) -> None:
    if place.is_dir() or (place.exists() and not is_zip):
        raise OutputError(
            f"There is something called {place.name} already; it was left as it is.",
            remedy="Choose another name, or another folder.",
            detail=str(place),
        )


def _unwritable(place: Path, error: OSError) -> OutputError:
    is_gone = not place.parent.is_dir()
    why = "its folder does not exist" if is_gone else (error.strerror or "refused")
    return OutputError(
        f"{place.name} could not be written: {why.lower()}.",
        remedy="Choose a folder that exists, has space and may be written.",
        detail=f"{place}: {error}",
    )


@contextmanager
def _copied(store: Store, place: Path, progress: Progress) -> Iterator[Store]:
    """Open a copy of one state of the store; a copy under its own key if it has one."""

    def tell(_done: int, _total: int) -> None:
        progress(0, 1)  # only so that a wish to stop is heard

    copy_store(store, place, progress=tell)
    open_with(place, store.engine)
    try:
        with reading(place) as copy:
            yield copy
    finally:
        forget_engine(place)
        with suppress(OSError):
            place.unlink()


class _Written:
    """One export in the making."""

    def __init__(
        self, store: Store, root: Path, with_wellbeing: bool, progress: Progress
    ) -> None:
        self._store, self._with_wellbeing = store, with_wellbeing
        root.mkdir(mode=0o700)
        self._folder, self._progress = Folder(root), progress
        self._done, self._left_out, self._most = 0, 0, 1.0
        self._tables = [
            table for table in PLAIN_TABLES if with_wellbeing or table not in TABLES
        ]
        names = (*self._tables, *HISTORY, *HISTORY)  # the history is written twice
        self._total = sum(size_of(store, name) for name in names)

    def write(self, place: Path, *, most: float) -> Exported:
        """Write every file; ``most`` is the share of the way that this takes."""
        self._most = most
        words = known_words()
        heads = self._write_tables(words)
        self._write_history()
        self._folder.text("schema.sql", schema_text(self._store))
        rows = {f.path: f.rows for f in self._folder.files if f.rows is not None}
        about = About(
            unit=read_settings(self._store).unit,
            version=__version__,
            sequence=size_of(self._store, "operations"),
            head=last_head(self._store).hex(),
            with_wellbeing=self._with_wellbeing,
            left_out=self._left_out,
            rows=rows,
            heads=heads,
        )
        self._folder.text("README.txt", read_me(about, words))
        self._folder.text(MANIFEST, self._manifest(about))
        return Exported(
            path=place,
            files=len(self._folder.files),
            records=sum(rows[path] for path in heads),
            events=rows["history/events.csv"],
            left_out=self._left_out,
            size=sum(file.size for file in self._folder.files),
            sequence=about.sequence,
            head=about.head,
        )

    def pack(self, part: Path, name: str) -> None:
        """Write the files to a ZIP file."""
        self._done, self._total = 0, sum(f.size for f in self._folder.files) >> 20
        begin = self._most

        def step() -> None:
            self._done += 1
            share = begin + (1 - begin) * self._done / max(self._total, 1)
            self._progress(int(10_000 * min(share, 1.0)), 10_000)

        pack(self._folder.root, self._folder.files, part, name, step)

    def _write_tables(self, words: Words) -> dict[str, list[str]]:
        told = Explained(self._store, words, self._with_wellbeing)
        heads: dict[str, list[str]] = {}
        for table in self._tables:
            path = f"tables/{table}.csv"
            heads[path] = told.head(table)
            with closing(self._counted(told.rows(table))) as rows:
                self._folder.table(path, heads[path], rows)
        return heads

    def _write_history(self) -> None:
        store = self._store
        self._csv("history/operations", history.OPERATIONS, history.operations(store))
        self._lines("history/operations", history.OPERATIONS, history.operations(store))
        self._csv("history/events", history.EVENTS, self._noted(self._events()))
        self._lines("history/events", history.EVENTS, self._events())
        self._csv("imports/rows", history.ROWS, history.import_rows(store))
        self._lines("imports/rows", history.ROWS, history.import_rows(store))

    def _events(self) -> Rows:
        return history.events(self._store, with_wellbeing=self._with_wellbeing)

    def _noted(self, events: Rows) -> Rows:
        for event in events:
            self._left_out += event[-1] == MARK
            yield event

    def _csv(self, path: str, columns: dict[str, str], rows: Rows) -> None:
        with closing(self._counted(rows)) as counted:
            self._folder.table(f"{path}.csv", list(columns), counted)

    def _lines(self, path: str, columns: dict[str, str], rows: Rows) -> None:
        names = tuple(columns)
        with closing(self._counted(rows)) as counted:
            objects = (history.as_object(names, row) for row in counted)
            self._folder.lines(f"{path}.jsonl", objects)

    def _counted(self, rows: Rows) -> Rows:
        """Yield rows and tell how far we are; both are closed before the store is."""
        with closing(rows):
            for row in rows:
                if self._done % _EVERY == 0:
                    share = self._most * self._done / max(self._total, 1)
                    self._progress(int(10_000 * min(share, 1.0)), 10_000)
                self._done += 1
                yield row

    def _manifest(self, about: About) -> str:
        """Return the list of the files: no clock and no computer is in it."""
        facts = {
            "format": FORMAT,
            "program": f"Headroom {about.version}",
            "schema": self._store.value("PRAGMA user_version"),
            "unit": about.unit,
            "operations": about.sequence,
            "head": about.head,
            "wellbeing": "included" if about.with_wellbeing else "left out",
            "events_left_out": about.left_out,
            "files": [
                {"path": f.path, "sha256": f.digest, "bytes": f.size, "rows": f.rows}
                for f in self._folder.files
            ],
        }
        return orjson.dumps(facts, option=orjson.OPT_INDENT_2).decode() + "\n"
