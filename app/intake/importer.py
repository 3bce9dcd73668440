"""Bring a file into the store: read, check, add; the result in one value."""

import hashlib
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.errors import ImportFileError
from app.intake.absence_rows import CheckedAbsence, check_absences
from app.intake.adding import add_items
from app.intake.cells import refuse_unknown
from app.intake.check import Bin, Checked, Problem, nothing_collected
from app.intake.exhibit_rows import CheckedExhibit, check_exhibits
from app.intake.mapping import (
    ABSENCES,
    REQUESTS,
    Mapping,
    to_json,
)
from app.intake.request_rows import CheckedRequest, check_requests
from app.intake.source import (
    KINDS,
    context_of,
    kind_of,
    prepared,
    proposed_mapping,
    read_file,
    source_of,
)
from app.progress import Progress, no_progress
from app.spreadsheet.table import Reading, Table
from app.store import Store
from app.store.bulk import adding
from app.store.event import write
from app.store.imports import (
    ImportedRow,
    PastImport,
    add_import,
    add_rows,
    changed_since,
    exhibits_by_label,
    import_of,
    keep_mapping,
    mark_undone,
    past_import,
    people_by_name,
    records_of,
    requests_by_reference,
)
from app.store.vocabulary import vocabularies

CheckedFile = (
    Checked[CheckedRequest] | Checked[CheckedExhibit] | Checked[CheckedAbsence]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """What an import did, or would do.

    Attributes:
        name: Name of the file, without its folder.
        kind: What it holds, ``requests``, ``exhibits`` or ``absences``.
        rows: Rows of the file but the heading; the sum of ``counts``.
        counts: How many rows ended in each bin.
        different: How many of the duplicates differ from what the store holds.
        problems: All that is wrong, in order of lines.
        left_empty: For each column, how many cells were not understood.
        unknown_examiners: Rows whose examiner is nobody on the People page.
        uid: The import in the store; empty if nothing was written.
        before: The import of the same file that stands already, if there is one.
    """

    name: str
    kind: str
    rows: int
    counts: ReadOnly[Bin, int]
    different: int = 0
    problems: Sequence[Problem] = ()
    left_empty: ReadOnly[str, int] = field(default_factory=dict)
    unknown_examiners: int = 0
    uid: str = ""
    before: PastImport | None = None

    @property
    def sentence(self) -> str:
        """Return what happened, in a sentence that accounts for every row."""
        if self.before is not None:
            day = date.fromisoformat(self.before.recorded_at[:10])
            return (
                f"{self.name} was already imported on {day:%d %B %Y}"
                f" by {self.before.who}; nothing was added."
            )
        counts = ", ".join(f"{self.counts[each]:,} {each.value}" for each in Bin)
        return f"{self.rows:,} rows: {counts}."


def check_table(
    store: Store,
    table: Table,
    mapping: Mapping,
    *,
    as_at: date,
    progress: Progress = no_progress,
) -> CheckedFile:
    """Return where each row of a file would end; writes nothing.

    Raises:
        ImportFileError: A needed column is missing, or a column of dates is undecided.
    """
    with nothing_collected():
        return _checked(store, table, mapping, as_at, progress)


def _checked(
    store: Store, table: Table, mapping: Mapping, as_at: date, progress: Progress
) -> CheckedFile:
    if mapping.kind not in KINDS:
        raise ImportFileError(
            f"The mapping is for '{mapping.kind}', which cannot be imported.",
            remedy=f"Write {', '.join(KINDS[:-1])} or {ABSENCES} as its kind.",
        )
    context = context_of(store, mapping.kind, as_at)
    refuse_unknown(mapping, context.vocabularies)
    if mapping.kind == ABSENCES:
        return check_absences(table, mapping, context, progress=progress)
    name = "reference" if mapping.kind == REQUESTS else "request"
    column = mapping.columns.get(name)
    references = set(table.column(column)) if column in table.columns else set()
    requests = requests_by_reference(store, {text.strip() for text in references})
    if mapping.kind == REQUESTS:
        return check_requests(
            table, mapping, context, stored=requests, progress=progress
        )
    return check_exhibits(
        table,
        mapping,
        context,
        requests=requests,
        stored=exhibits_by_label(store, requests),
        progress=progress,
    )


def import_table(
    store: Store,
    table: Table,
    mapping: Mapping,
    checked: CheckedFile,
    *,
    who: str,
    at: datetime,
    progress: Progress = no_progress,
) -> ImportResult:
    """Write what was checked, in one operation that ``undo_import`` takes back.

    Everything or nothing: when it fails or is cancelled the store is as it was. The
    same file a second time adds nothing.

    Args:
        store: Where to write.
        table: The file.
        mapping: The mapping that it was checked by; kept for its source.
        checked: What ``check_table`` gave.
        who: Who imports it.
        at: The moment, with time zone.
        progress: Told every so many rows; may raise Cancelled.
    """
    before = import_of(store, table.origin.sha256, mapping.kind)
    if before is not None:
        return _again(table.name, mapping.kind, before)
    result = outcome_of(store, table, mapping, checked)
    moment = int(at.timestamp())
    with (
        nothing_collected(),
        write(
            store, who=who, why=f"import of {table.name}", kind="import", at=at
        ) as op,
    ):
        with adding(store, len(checked.items) if mapping.kind == REQUESTS else 0):
            add_items(
                op,
                checked.items,
                people=people_by_name(store),
                labels=_exhibit_labels(store),
                progress=progress,
            )
        uid = add_import(op, _facts(table, mapping, result), effective_at=moment)
        add_rows(op, uid, _rows(checked))
        source, kept = source_of(table, mapping.kind), _remembered(mapping, checked)
        keep_mapping(op, source, kept, effective_at=moment)
        progress(1, 1)
    return replace(result, uid=uid)  # nothing is read that could fail once it is saved


def outcome_of(
    store: Store, table: Table, mapping: Mapping, checked: CheckedFile
) -> ImportResult:
    """Return what an import of a checked file would do."""
    people = people_by_name(store)
    unknown = sum(
        1
        for item in checked.items
        if isinstance(item, CheckedRequest)
        and item.examiner
        and item.examiner.casefold() not in people
    )
    return ImportResult(
        name=table.name,
        kind=mapping.kind,
        rows=checked.rows,
        counts=checked.counts,
        different=checked.different,
        problems=checked.problems,
        left_empty=checked.left_empty(),
        unknown_examiners=unknown,
    )


def import_file(
    store: Store,
    path: Path,
    *,
    as_at: date,
    who: str,
    at: datetime,
    kind: str | None = None,
    mapping: Mapping | None = None,
    reading: Reading | None = None,
    progress: Progress = no_progress,
) -> ImportResult:
    """Read, check and add a file, by the mapping kept for its source or guessed.

    Args:
        store: Where to write.
        path: The file.
        as_at: The day of the import; what has happened cannot be later.
        who: Who imports it.
        at: The moment, with time zone.
        kind: What the file holds; None to tell by its columns.
        mapping: Its columns and words; None for those kept or guessed.
        reading: What the user decided about the reading.
        progress: Told of each step; may raise Cancelled.

    Raises:
        ImportFileError: The file cannot be used; nothing was written.
        Cancelled: ``progress`` raised it; nothing was written.
    """
    wanted = mapping.kind if mapping else kind
    digest = _digest(path)
    for each in (wanted,) if wanted else KINDS:
        if before := import_of(store, digest, each):
            return _again(path.name, each, before)
    table = read_file(path, as_at=as_at, reading=reading, progress=progress)
    table = prepared(store, table, as_at)
    mapping = mapping or proposed_mapping(store, table, wanted or kind_of(table))
    checked = check_table(store, table, mapping, as_at=as_at, progress=progress)
    return import_table(
        store, table, mapping, checked, who=who, at=at, progress=progress
    )


def undo_import(store: Store, uid: str, *, who: str, at: datetime) -> PastImport:
    """Take an import back: what it added is removed, its rows and history stay.

    Raises:
        ImportFileError: It was taken back before, or what it added was changed or
            added to since.
    """
    past = past_import(store, uid)
    if past is None or past.undone_by is not None:
        raise ImportFileError("This import was taken back before; nothing was changed.")
    if count := changed_since(store, past.operation):
        raise ImportFileError(
            f"The import of {past.name} cannot be taken back: {count:,} of its records"
            " were changed or added to since.",
            remedy="Take later imports back first; single changes stay.",
        )
    moment = int(at.timestamp())
    why = f"undo the import of {past.name}"
    with write(store, who=who, why=why, kind="undo import", at=at) as operation:
        for subject, record in records_of(store, past.operation):
            operation.remove(subject, record, effective_at=moment)
        mark_undone(operation, uid, effective_at=moment)
    return past


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""  # the reader says what is wrong with it


def _again(name: str, kind: str, before: PastImport) -> ImportResult:
    counts = dict.fromkeys(Bin, 0) | {Bin.DUPLICATE: before.rows}
    return ImportResult(
        name=name, kind=kind, rows=before.rows, counts=counts, before=before
    )


def _remembered(mapping: Mapping, checked: CheckedFile) -> dict[str, Any]:
    """Return what is kept of the mapping: how days were written is not asked again."""
    dates = {**mapping.dates, **checked.formats}
    return to_json(replace(mapping, dates=dates, fixed={}))


def _facts(table: Table, mapping: Mapping, result: ImportResult) -> dict[str, Any]:
    return {
        "name": table.name,
        "sha256": table.origin.sha256,
        "kind": mapping.kind,
        "source": source_of(table, mapping.kind),
        "columns": list(table.columns),
        "mapping": to_json(mapping),
        "rows": result.rows,
        **{each.value: count for each, count in result.counts.items()},
    }


def _exhibit_labels(store: Store) -> dict[str, str]:
    terms = vocabularies(store)["exhibit_type"].terms
    return {term.code: term.label for term in terms}


def _rows(checked: CheckedFile) -> Iterator[ImportedRow]:
    for outcome in checked.outcomes:
        yield ImportedRow(
            line=outcome.line,
            bin=outcome.bin.value,
            reference=outcome.reference,
            reasons=outcome.reasons,
            cells=tuple(outcome.cells),
        )
