"""Rows of a file of absences to absences of people of the unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.casework.working_time import day_words
from app.errors import CapacityError, ImportFileError
from app.intake.absence_days import place_among
from app.intake.absence_people import Staff
from app.intake.cells import Cells, Context
from app.intake.check import Checked, Problem, Verdict, sort_rows
from app.intake.mapping import Mapping, check_mapping
from app.progress import Progress, no_progress
from app.spreadsheet.table import Table, is_blank
from app.workforce.absence import PART_KINDS, Absence
from app.workforce.examiner import Person

_AWAY = "says that nobody is away"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedAbsence:
    """An absence as a row tells of it, ready to be taken in.

    Attributes:
        line: The row's line in the file.
        place: The row's place among the rows, from 0; several may share a line.
        absence: Its facts; it has no uid yet.
    """

    line: int
    place: int
    absence: Absence


def check_absences(
    table: Table,
    mapping: Mapping,
    context: Context,
    *,
    progress: Progress = no_progress,
) -> Checked[CheckedAbsence]:
    """Return where each row of the file would end; writes nothing.

    The same person, kind and days are there already: a duplicate. A whole day of a
    person who is away on it, by the store or by an earlier row: rejected.

    Args:
        table: The file.
        mapping: Its columns and words.
        context: Code lists, the people with their absences, the day of the import.
        progress: Told every so many rows.

    Raises:
        ImportFileError: A needed column is missing, or a column of dates is undecided,
            or the unit has no people yet.
    """
    check_mapping(mapping, table.columns)
    if not context.staff.people:
        raise ImportFileError(
            "Nobody is entered in this unit yet, so no absence can be taken in.",
            remedy="Add the people on the page People first, then import again.",
        )
    rows = _Rows(table, mapping, context)
    judged = [
        Verdict("", None, ()) if is_blank(row) else rows.judge(place)
        for place, row in enumerate(table.rows)
    ]
    absences = [each.item.absence if each.item else None for each in judged]
    keys = [each.key for each in judged]
    found = place_among(absences, keys, table.lines, context.staff.absences)
    for place, (column, why) in found.clashes.items():
        problem = rows.cells.problem(place, column, why)
        old = judged[place]
        judged[place] = Verdict(old.key, None, [*old.problems, problem])

    def compare(item: CheckedAbsence) -> Sequence[str] | None:
        return found.known.get(item.place)

    checked = sort_rows(table, judged.__getitem__, compare, progress, keys_say_all=True)
    return replace(checked, formats=rows.cells.formats)


class _Rows:
    """The rows of one file, judged one at a time and each by itself."""

    def __init__(self, table: Table, mapping: Mapping, context: Context) -> None:
        self._table = table
        self._staff: Staff = context.staff
        self._kinds = context.vocabularies["absence_kind"]
        self.cells = Cells(table, mapping, context)

    def judge(self, place: int) -> Verdict[CheckedAbsence]:
        """Return what the row amounts to by itself."""
        row, problems = self.cells.row(place), self.cells.problems(place)
        if row.get("first_on") is None and row.get("fault"):
            line, why = self._table.lines[place], row["fault"]
            fault = Problem(line=line, column="", value="", message=why)
            return Verdict("", None, [fault])
        problems += self._lacking(place, row, problems)
        if any(problem.rejects for problem in problems):
            return Verdict("", None, problems)
        person = self._staff.people[row["person"]]
        facts = self._days(place, row, person)
        if isinstance(facts, Problem):
            return Verdict("", None, [*problems, facts])
        try:
            absence = Absence(
                person=person.uid,
                kind=row["kind"],
                share_kept=row.get("share"),
                note=row.get("note") or "",
                **facts,
            )
        except CapacityError as error:
            problem = self.cells.problem(place, _at_fault(row), error.message)
            return Verdict("", None, [*problems, problem])
        item = CheckedAbsence(
            line=self._table.lines[place], place=place, absence=absence
        )
        return Verdict(self._key(absence, person, row), item, problems)

    def _lacking(
        self, place: int, row: dict[str, Any], problems: list[Problem]
    ) -> list[Problem]:
        """Return what the row lacks, beyond what is wrong with single cells."""
        told = {problem.column for problem in problems}
        lacking = []
        if row.get("shown_as") is False:
            lacking.append(self.cells.problem(place, "shown_as", _AWAY))
        for name, why in (
            ("person", "is missing; name one, or choose one for the whole file"),
            ("kind", "is missing"),
            ("first_on", "is missing"),
        ):
            problem = self.cells.problem(place, name, why)
            if not row.get(name) and problem.column not in told:
                lacking.append(problem)
        return lacking

    def _days(
        self, place: int, row: dict[str, Any], person: Person
    ) -> dict[str, Any] | Problem:
        """Return the days and hours of the row, or why they cannot be."""
        first, hours = row["first_on"], row.get("hours")
        if hours is not None and not 0 < hours <= 24:
            why = "cannot be the hours of one day; leave it empty for whole days"
            return self.cells.problem(place, "hours", why)
        found = self._span(row, person)
        if isinstance(found, str):
            return self.cells.problem(place, "days", found)
        last, part = found
        if last < first:
            why = f"is before the first day, {day_words(first)}"
            return self.cells.problem(place, "last_on", why)
        if not (person.is_in_post(first) and person.is_in_post(last)):
            return self.cells.problem(place, "first_on", _not_in_post(person))
        return {
            "first_on": first,
            "last_on": last,
            "hours_per_day": part if hours is None else hours,
        }

    def _span(
        self, row: dict[str, Any], person: Person
    ) -> tuple[date, float | None] | str:
        """Return the last day, and the hours where only a part of a day is meant."""
        first, last, days = row["first_on"], row.get("last_on"), row.get("days")
        is_one = last in (None, first)
        if days is None or (not is_one and days >= 1):
            return last or first, None
        if 0 < days < 1 and is_one:
            hours = self._staff.hours_on(person.uid, first)
            if not hours:
                return f"is a part of {day_words(first)}, which is no working day"
            return first, round(days * hours, 2)
        if not days.is_integer() or days < 1:
            return "is no number of days; give a part of a day a row of its own"
        if last is not None:
            return last, None
        found = self._staff.last_of(person.uid, first, int(days))
        return (found, None) if found else "leads to no last day; give the last day"

    def _key(self, absence: Absence, person: Person, row: dict[str, Any]) -> str:
        """Return what two rows that say the same have in common, to be read too."""
        days = day_words(absence.first_on)
        if absence.last_on != absence.first_on:
            days += f" to {day_words(absence.last_on)}"
        key = f"{person.shown}, {self._kinds.label(absence.kind)}, {days}"
        if absence.hours_per_day is not None:
            clock = f" from {row['starts_at']}" if row.get("starts_at") else ""
            key += f", {absence.hours_per_day:g} h a day{clock}"
        if absence.share_kept is not None:
            key += f", {absence.share_kept:.0%} kept"
        return key


def _at_fault(row: dict[str, Any]) -> str:
    """Return the field that contradicts the kind of the row."""
    is_part = row["kind"] in PART_KINDS
    return "share" if is_part or row.get("share") is not None else "hours"


def _not_in_post(person: Person) -> str:
    until = f" to {day_words(person.ends_on)}" if person.ends_on else ""
    return (
        f"is outside the time in post of {person.shown}:"
        f" from {day_words(person.starts_on)}{until}"
    )
