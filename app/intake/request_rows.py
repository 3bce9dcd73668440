"""Rows of a file of requests to requests with their history."""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.casework.request import Priority, Request, Status
from app.errors import InvalidRequest
from app.intake.cells import Cells, Context
from app.intake.check import Checked, Problem, Verdict, sort_rows
from app.intake.fields import field_named
from app.intake.mapping import Mapping, check_mapping
from app.intake.steps import Course, StatusStep, contradictions, course
from app.progress import Progress, no_progress
from app.spreadsheet.table import Table

_FACTS = (
    *("division", "requester", "offence", "online_abuse", "custody"),
    *("examination_type", "target_on", "prosecutor_on", "exhibits_requested"),
    *("exhibits_agreed", "effort_estimated", "summary"),
)
_MOST_OF_A_TYPE = 1_000  # exhibits of one type in a row; more is a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedRequest:
    """A request as a row tells of it, ready to be taken in.

    Attributes:
        line: The row's line in the file.
        request: Its facts; it has no uid yet.
        steps: The statuses it entered and on which day, oldest first.
        exhibits: Number of exhibits of each type that the row counts, by code.
        examiner: Name of the examiner as the file has it; empty if none.
    """

    line: int
    request: Request
    steps: tuple[StatusStep, ...]
    exhibits: ReadOnly[str, int]
    examiner: str = ""


def check_requests(
    table: Table,
    mapping: Mapping,
    context: Context,
    *,
    stored: ReadOnly[str, Request],
    progress: Progress = no_progress,
) -> Checked[CheckedRequest]:
    """Return where each row of the file would end; writes nothing.

    Args:
        table: The file.
        mapping: Its columns and words.
        context: Code lists and the day of the import.
        stored: Requests of the store by reference, at least those of the file.
        progress: Told every so many rows.

    Raises:
        ImportFileError: A needed column is missing, or a column of dates is undecided.
    """
    check_mapping(mapping, table.columns)
    rows = _Rows(table, mapping, context)

    told = {*mapping.columns, "status"}
    differ = Differ("requests", tuple(name for name in _COMPARED if name in told))

    def compare(item: CheckedRequest) -> Sequence[str] | None:
        before = stored.get(item.request.reference)
        return None if before is None else differ.between(item.request, before)

    checked = sort_rows(table, rows.judge, compare, progress)
    return replace(checked, formats=rows.cells.formats)


class _Rows:
    """The rows of one file, judged one at a time."""

    def __init__(self, table: Table, mapping: Mapping, context: Context) -> None:
        self._table = table
        self.cells = Cells(table, mapping, context)
        self._counts = tuple(mapping.counts)

    def judge(self, place: int) -> Verdict[CheckedRequest]:
        """Return what the row amounts to by itself."""
        row = self.cells.row(place)
        problems = self.cells.problems(place)
        if not any(problem.rejects for problem in problems):
            problems += self._senseless(place, row)
        item = None
        if not any(problem.rejects for problem in problems):
            item = self._item(place, row, problems)
        key = row.get("reference") or ""
        return Verdict(key, item, problems)

    def _senseless(self, place: int, row: dict[str, Any]) -> list[Problem]:
        """Return what is wrong with the row as a whole though its cells are fine."""
        problems = []
        if not row.get("reference"):
            problems.append(self.cells.problem(place, "reference", "is missing"))
        for name, why in contradictions(row):
            problems.append(self.cells.problem(place, name, why))
        for code in self._counts:
            if (row[f"count/{code}"] or 0) > _MOST_OF_A_TYPE:
                why = f"is more than {_MOST_OF_A_TYPE:,}, which is taken for a mistake"
                problems.append(self.cells.problem(place, f"count/{code}", why))
        return problems

    def _item(
        self, place: int, row: dict[str, Any], problems: list[Problem]
    ) -> CheckedRequest | None:
        told = Status(row["status"]) if row.get("status") else None
        found = course(row, told)
        if isinstance(found, str):
            is_told = told is not None and "status" in found
            name = "status" if is_told else "received_on"
            problems.append(self.cells.problem(place, name, found))
            return None
        exhibits = {
            code: count for code in self._counts if (count := row[f"count/{code}"])
        }
        try:
            request = _request(row, found, exhibits)
        except InvalidRequest as error:
            problems.append(self.cells.problem(place, "reference", error.message))
            return None
        return CheckedRequest(
            line=self._table.lines[place],
            request=request,
            steps=found.steps,
            exhibits=exhibits,
            examiner=row.get("examiner") or "",
        )


def _request(row: dict[str, Any], found: Course, exhibits: dict[str, int]) -> Request:
    facts: dict[str, Any] = {name: row.get(name) for name in _FACTS}
    if facts["exhibits_requested"] is None and exhibits:
        facts["exhibits_requested"] = sum(exhibits.values())
    facts["original_target_on"] = facts["target_on"]
    facts.update(found.days)
    is_held = found.status is Status.ON_HOLD
    return Request(
        uid="",
        reference=row["reference"],
        status=found.status,
        priority=Priority(row["priority"]) if row.get("priority") else None,
        effort_spent=row.get("effort_spent") or 0.0,
        hold_reason=row.get("hold_reason") if is_held else None,
        **facts,
    )


_COMPARED = (
    *("status", "priority", *_FACTS, "effort_spent", "hold_reason"),
    *("submitted_on", "accepted_on", "received_on", "allocated_on", "started_on"),
    *("completed_on", "issued_on", "closed_on"),
)


@dataclass(frozen=True, slots=True)
class Differ:
    """Says in words where a file says other than the store.

    Attributes:
        kind: What the file holds, ``requests`` or ``exhibits``.
        names: The facts compared; those that the file leaves empty say nothing.
    """

    kind: str
    names: tuple[str, ...]

    def between(self, new: object, old: object) -> list[str]:
        """Return a sentence for each fact that differs."""
        pairs = [(name, getattr(new, name), getattr(old, name)) for name in self.names]
        return [
            f"{field_named(self.kind, name).label}: {_shown(told)} in the file,"
            f" {_shown(kept)} in the store"
            for name, told, kept in pairs
            if told not in (None, 0.0) and told != kept
        ]


def _shown(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    return f"{value:%d %b %Y}" if isinstance(value, date) else f"'{str(value)[:60]}'"
