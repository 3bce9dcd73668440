"""Rows of a file of exhibits to exhibits of requests that are in the store."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.casework.exhibit import DONE_STATES, Exhibit, ExhibitState
from app.casework.request import Request
from app.intake.cells import Cells, Context
from app.intake.check import Checked, Problem, Verdict, sort_rows
from app.intake.mapping import Mapping, check_mapping
from app.intake.request_rows import Differ
from app.progress import Progress, no_progress
from app.spreadsheet.table import Table

ExhibitKey = tuple[str, str]
"""Reference of the request and label of the exhibit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedExhibit:
    """An exhibit as a row tells of it, ready to be taken in.

    Attributes:
        line: The row's line in the file.
        key: Reference of its request and its own label.
        exhibit: Its facts; it has no uid yet.
    """

    line: int
    key: ExhibitKey
    exhibit: Exhibit


def check_exhibits(
    table: Table,
    mapping: Mapping,
    context: Context,
    *,
    requests: ReadOnly[str, Request],
    stored: ReadOnly[ExhibitKey, Exhibit],
    progress: Progress = no_progress,
) -> Checked[CheckedExhibit]:
    """Return where each row of the file would end; writes nothing.

    Args:
        table: The file.
        mapping: Its columns and words.
        context: Code lists and the day of the import.
        requests: Requests of the store by reference, at least those of the file.
        stored: Exhibits of those requests.
        progress: Told every so many rows.

    Raises:
        ImportFileError: A needed column is missing, or a column of dates is undecided.
    """
    check_mapping(mapping, table.columns)
    cells = Cells(table, mapping, context)
    differ = Differ("exhibits", _COMPARED)

    def judge(place: int) -> Verdict[CheckedExhibit]:
        row, problems = cells.row(place), cells.problems(place)
        problems += _senseless(cells, place, row, requests)
        item = None
        if not any(problem.rejects for problem in problems):
            key = row["request"], row["reference"]
            exhibit = _exhibit(row, requests[row["request"]])
            item = CheckedExhibit(line=table.lines[place], key=key, exhibit=exhibit)
        key_text = f"{row.get('request') or ''} / {row.get('reference') or ''}"
        return Verdict(key_text.strip(" /"), item, problems)

    def compare(item: CheckedExhibit) -> Sequence[str] | None:
        before = stored.get(item.key)
        return None if before is None else differ.between(item.exhibit, before)

    checked = sort_rows(table, judge, compare, progress)
    return replace(checked, formats=cells.formats)


_COMPARED = (
    *("type", "state", "owner_role", "access", "size", "received_on", "finished_on"),
)


def _senseless(
    cells: Cells, place: int, row: dict[str, Any], requests: ReadOnly[str, Request]
) -> list[Problem]:
    """Return what is wrong with the row as a whole."""
    wrong = []
    found = {problem.column for problem in cells.problems(place)}
    for name in ("request", "reference", "type"):
        problem = cells.problem(place, name, "is missing")
        if not row.get(name) and problem.column not in found:
            wrong.append(problem)
    if row.get("request") and row["request"] not in requests:
        why = "is no request in the store; import the requests first"
        wrong.append(cells.problem(place, "request", why))
    received, finished = row.get("received_on"), row.get("finished_on")
    if received and finished and finished < received:
        why = f"Finished on {finished:%d %b %Y}, before it was received"
        wrong.append(cells.problem(place, "finished_on", why))
    return wrong


def _exhibit(row: dict[str, Any], request: Request) -> Exhibit:
    received, finished = row.get("received_on"), row.get("finished_on")
    return Exhibit(
        uid="",
        request=request.uid,
        reference=row["reference"],
        type=row["type"],
        state=_state(row, request),
        owner_role=row.get("owner_role"),
        access=row.get("access"),
        size=row.get("size"),
        received_on=received or request.received_on,
        finished_on=finished or _finished(_state(row, request), request),
    )


def _state(row: dict[str, Any], request: Request) -> ExhibitState:
    """Return the state told, or the one that follows from the days."""
    if row.get("state"):
        return ExhibitState(row["state"])
    if row.get("finished_on") or request.issued_on:
        return ExhibitState.EXAMINED
    is_here = row.get("received_on") or request.received_on
    return ExhibitState.RECEIVED if is_here else ExhibitState.EXPECTED


def _finished(state: ExhibitState, request: Request) -> Any:
    if state not in DONE_STATES:
        return None
    return request.completed_on or request.issued_on or request.closed_on
