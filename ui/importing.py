"""What the import and the Data page have done in a job's thread.

Each function returns the work for a ``Job``: it runs in another thread with a
connection of its own, so it is given values and touches no widget.
"""

from collections.abc import Callable
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.casework.vocabulary import Vocabulary
from app.intake.absence_calendar import CALENDAR
from app.intake.cells import Context
from app.intake.importer import (
    CheckedFile,
    ImportResult,
    check_table,
    import_table,
    undo_import,
)
from app.intake.mapping import ABSENCES, REQUESTS, Mapping, guess_mapping
from app.intake.rejected import write_rejected
from app.intake.request_rows import CheckedRequest
from app.intake.source import (
    context_of,
    kind_of,
    prepared,
    proposed_mapping,
    read_file,
)
from app.keeping.make import keep_before
from app.progress import Progress
from app.reports.chart import TimeChart
from app.spreadsheet.table import Reading, Table
from app.store.coverage import Filled, filled_fields
from app.store.imports import PastImport, import_of
from ui.import_preview import preview_chart
from ui.import_questions import Questions, questions
from ui.store_work import reading_work, writing_work

if TYPE_CHECKING:
    from app.store import Store
    from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a file before the user has said anything.

    Attributes:
        table: The file; a calendar with columns for person and kind.
        kind: What it holds, ``requests``, ``exhibits`` or ``absences``.
        mapping: Its columns, guessed or as kept from an earlier file of its source.
        is_saved: Whether they were kept.
        before: A sentence if the same file was brought in before; else empty.
        types: The types of exhibits.
        whole: Code and words of each choice that may hold for every row of the file,
            by field.
    """

    table: Table
    kind: str
    mapping: Mapping
    is_saved: bool
    before: str
    types: Vocabulary
    whole: ReadOnly[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a check of a file found.

    Attributes:
        checked: Where each row would end.
        chart: The backlog that would follow; None for a file of anything but requests.
    """

    checked: CheckedFile
    chart: TimeChart | None


def read(
    session: "Session", path: Path, reading: Reading
) -> Callable[[Progress], Table]:
    """Read a file to rows of text."""
    return partial(_read, session.today, path, reading)


def learn(
    session: "Session", table: Table, kind: str | None
) -> Callable[[Progress], Known]:
    """Find out what a file holds and which columns; ``kind`` is the user's word."""
    return reading_work(session, partial(_learn, session, table, kind))


def ask(
    session: "Session", table: Table, mapping: Mapping
) -> Callable[[Progress], Questions]:
    """Find out what must be asked about the words and dates of a file."""
    return reading_work(session, partial(_ask, session, table, mapping))


def check(
    session: "Session", table: Table, mapping: Mapping
) -> Callable[[Progress], Found]:
    """Check every row of a file without writing."""
    return reading_work(session, partial(_check, session, table, mapping))


def bring_in(
    session: "Session", table: Table, mapping: Mapping, checked: CheckedFile
) -> Callable[[Progress], ImportResult]:
    """Bring in what was checked, in one operation."""
    return writing_work(session, partial(_bring_in, session, table, mapping, checked))


def undo(session: "Session", uid: str) -> Callable[[Progress], PastImport]:
    """Take an import back."""
    return writing_work(session, partial(_undo, session, uid))


def save_rejected(
    session: "Session", uid: str, path: Path
) -> Callable[[Progress], int]:
    """Write the rejected rows of an import to a file; the work gives their number."""
    return reading_work(session, partial(_save_rejected, uid, path))


def count_fields(session: "Session") -> Callable[[Progress], list[Filled]]:
    """Count for each field how many records hold it."""
    return reading_work(session, _count_fields)


def _read(as_at: date, path: Path, reading: Reading, progress: Progress) -> Table:
    return read_file(path, as_at=as_at, reading=reading, progress=progress)


def _learn(
    session: "Session",
    table: Table,
    kind: str | None,
    store: "Store",
    progress: Progress,
) -> Known:
    progress(0, 1)
    is_calendar = table.origin.kind == CALENDAR
    wanted = ABSENCES if is_calendar else kind or kind_of(table)
    table = prepared(store, table, session.today)
    context = context_of(store, wanted, session.today)
    mapping = proposed_mapping(store, table, wanted)
    guess = guess_mapping(table.columns, context.dictionary, kind=wanted)
    return Known(
        table=table,
        kind=wanted,
        mapping=mapping,
        is_saved=mapping != guess,
        before=_before(import_of(store, table.origin.sha256, wanted)),
        types=context.vocabularies["exhibit_type"],
        whole=_whole(context) if wanted == ABSENCES else {},
    )


def _whole(context: Context) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the people and kinds that may be chosen for a whole file."""
    lists = {"person": "person", "kind": "absence_kind"}
    return {
        name: tuple(
            (term.code, term.label) for term in context.vocabularies[list_].terms
        )
        for name, list_ in lists.items()
    }


def _before(past: PastImport | None) -> str:
    if past is None:
        return ""
    return (
        f"This same file was already imported on {past.recorded_at[:10]} as {past.name}"
        f" by {past.who}: importing it again would add nothing. Undo that import first"
        " to bring it in another way."
    )


def _ask(
    session: "Session",
    table: Table,
    mapping: Mapping,
    store: "Store",
    progress: Progress,
) -> Questions:
    context = context_of(store, mapping.kind, session.today)
    return questions(table, mapping, context, progress)


def _check(
    session: "Session",
    table: Table,
    mapping: Mapping,
    store: "Store",
    progress: Progress,
) -> Found:
    as_at = session.today
    checked = check_table(store, table, mapping, as_at=as_at, progress=progress)
    requests = [item for item in checked.items if isinstance(item, CheckedRequest)]
    is_requests = mapping.kind == REQUESTS
    return Found(
        checked=checked, chart=preview_chart(requests, as_at) if is_requests else None
    )


def _bring_in(
    session: "Session",
    table: Table,
    mapping: Mapping,
    checked: CheckedFile,
    store: "Store",
    progress: Progress,
) -> ImportResult:
    keep_before(store, "import", session.now())
    return import_table(
        store,
        table,
        mapping,
        checked,
        who=session.who,
        at=session.now(),
        progress=progress,
    )


def _undo(
    session: "Session", uid: str, store: "Store", progress: Progress
) -> PastImport:
    progress(0, 1)
    return undo_import(store, uid, who=session.who, at=session.now())


def _save_rejected(uid: str, path: Path, store: "Store", progress: Progress) -> int:
    progress(0, 1)
    return write_rejected(store, uid, path)


def _count_fields(store: "Store", progress: Progress) -> list[Filled]:
    progress(0, 1)
    return filled_fields(store)
