"""A source's column names to ours: guessed, edited by the user, kept by source."""

import hashlib
import re
from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.errors import ImportFileError
from app.intake.dates import DateFormat
from app.intake.fields import FIELDS
from app.intake.words import Dictionary, plain
from app.spreadsheet.table import column_letter

REQUESTS, EXHIBITS, ABSENCES = "requests", "exhibits", "absences"
ANY_COLUMN = "*"
"""In ``Mapping.dates``: the answer for every column of dates that is undecided."""

ADDED_COLUMNS = ("Line", "Problem")
"""Columns that our file of rejected rows adds; they make no other source of it."""

_IDLE = frozenset(
    (
        "the",
        "of",
        "by",
        "in",
        "at",
        "to",
        "a",
        "for",
        "unit",
        "dfu",
        "is",
        "no",
        "number",
    )
)
_NEAR = 0.5  # more than this share of the words of a column name must be known
_TECHNICAL = frozenset(("exam", "examination", "technically", "work"))
"""Words of a column name by which "completed" is the end of technical work alone."""

_BRACKETS = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """How one source's columns and words become ours.

    Attributes:
        kind: What the file holds: ``requests``, ``exhibits`` or ``absences``.
        columns: Column name for each of our fields that the file has.
        counts: Column name for the number of exhibits of each type, by code.
        values: Our code for each text of a coded column, by field; texts as ``plain``
            gives them, an empty code for "leave empty".
        dates: The user's answer where a column of dates was undecided, by field.
        mixed: Fields of which the user accepts that rows whose date is written
            otherwise are rejected; for this file only, never saved.
        fixed: Our code for every row of a coded field for which the file has no
            column, such as whose calendar it is; for this file only, never saved.
    """

    kind: str = REQUESTS
    columns: ReadOnly[str, str] = field(default_factory=dict)
    counts: ReadOnly[str, str] = field(default_factory=dict)
    values: ReadOnly[str, ReadOnly[str, str]] = field(default_factory=dict)
    dates: ReadOnly[str, DateFormat] = field(default_factory=dict)
    mixed: frozenset[str] = frozenset()
    fixed: ReadOnly[str, str] = field(default_factory=dict)

    def tells(self, name: str) -> bool:
        """Return whether the file tells a field, by a column or for all its rows."""
        return name in self.columns or name in self.fixed

    def with_column(self, name: str, column: str | None) -> "Mapping":
        """Return the mapping with ``column`` for a field, taken from any other."""
        columns = {key: c for key, c in self.columns.items() if c != column}
        counts = {key: c for key, c in self.counts.items() if c != column}
        columns.pop(name, None)
        if column is not None:
            columns[name] = column
        fixed = {key: code for key, code in self.fixed.items() if key != name}
        return replace(self, columns=columns, counts=counts, fixed=fixed)

    def with_fixed(self, name: str, code: str) -> "Mapping":
        """Return the mapping with one code for a field in every row of the file."""
        columns = {key: c for key, c in self.columns.items() if key != name}
        return replace(self, columns=columns, fixed={**self.fixed, name: code})

    def with_count(self, code: str, column: str | None) -> "Mapping":
        """Return the mapping with ``column`` for the exhibits of one type."""
        columns = {key: c for key, c in self.columns.items() if c != column}
        counts = {key: c for key, c in self.counts.items() if c != column}
        counts.pop(code, None)
        if column is not None:
            counts[code] = column
        return replace(self, columns=columns, counts=counts)

    def with_value(self, name: str, text: str, code: str) -> "Mapping":
        """Return the mapping with the user's code for a text of a coded column."""
        texts = {**self.values.get(name, {}), plain(text): code}
        return replace(self, values={**self.values, name: texts})

    def with_date(
        self, name: str, form: DateFormat, *, accept_mixed: bool = False
    ) -> "Mapping":
        """Return the mapping with the user's answer on a column of dates."""
        mixed = self.mixed | {name} if accept_mixed else self.mixed
        return replace(self, dates={**self.dates, name: form}, mixed=mixed)


def beyond_heading(columns: Sequence[str]) -> list[int]:
    """Return the columns that our file of rejected rows added for cells too many.

    They had no heading in the original file; a row that still fills one would lose
    what stands there.
    """
    if not set(ADDED_COLUMNS) <= set(columns):
        return []
    return [
        place
        for place, name in enumerate(columns)
        if name == f"Column {column_letter(place)}"
    ]


def fingerprint(columns: Sequence[str]) -> str:
    """Return what a source is known by: a digest of its column names, in any order.

    What our own file of rejected rows added to them does not count.
    """
    added = {plain(name) for name in ADDED_COLUMNS}
    added |= {plain(columns[place]) for place in beyond_heading(columns)}
    names = sorted({plain(column) for column in columns} - added)
    return hashlib.sha256("\n".join(names).encode()).hexdigest()[:32]


def to_json(mapping: Mapping) -> dict[str, Any]:
    """Return what is saved of a mapping, made of plain values."""
    fixed = {"fixed": dict(mapping.fixed)} if mapping.fixed else {}
    return {
        **fixed,
        "kind": mapping.kind,
        "columns": dict(mapping.columns),
        "counts": dict(mapping.counts),
        "values": {name: dict(texts) for name, texts in mapping.values.items()},
        "dates": {name: form.value for name, form in mapping.dates.items()},
    }


def from_json(saved: ReadOnly[str, Any]) -> Mapping:
    """Return the mapping that ``to_json`` gave.

    Raises:
        ImportFileError: It is not one.
    """
    try:
        return Mapping(
            kind=saved["kind"],
            columns=dict(saved["columns"]),
            counts=dict(saved.get("counts", {})),
            values={name: dict(texts) for name, texts in saved["values"].items()},
            dates={name: DateFormat(form) for name, form in saved["dates"].items()},
            mixed=frozenset(saved.get("mixed", ())),  # in a mapping written by hand
            fixed=dict(saved.get("fixed", {})),  # likewise
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ImportFileError(
            "The mapping of columns cannot be read.",
            remedy="Leave it out: the columns are then guessed again.",
            detail=repr(error),
        ) from error


def guess_mapping(
    columns: Sequence[str], dictionary: Dictionary, *, kind: str = REQUESTS
) -> Mapping:
    """Return the likeliest mapping; no column goes to two fields, no field to two.

    Names that are known exactly go first, then those that share most of their words;
    what stays in doubt is left to the user.
    """
    wanted = [(False, name, names) for name, names in dictionary.fields.items()]
    wanted += [(True, code, names) for code, names in dictionary.counts.items()]
    scores = [
        (-score, place, order, is_count, name, column)
        for order, (is_count, name, names) in enumerate(wanted)
        for place, column in enumerate(columns)
        if (score := max((_likeness(column, known) for known in names), default=0.0))
    ]
    found: dict[tuple[bool, str], str] = {}
    for _, _, _, is_count, name, column in sorted(scores):
        if (is_count, name) not in found and column not in found.values():
            found[is_count, name] = column
    columns_of = {name: c for (is_count, name), c in found.items() if not is_count}
    return Mapping(
        kind=kind,
        columns=_with_an_end(columns_of) if kind == REQUESTS else columns_of,
        counts={name: c for (is_count, name), c in found.items() if is_count},
    )


def _with_an_end(columns: dict[str, str]) -> dict[str, str]:
    """Take a lone "Date completed" for the day of issue.

    A unit that writes down no other end means by it that the request was done with;
    taken for the end of technical work, no request of the file would ever leave the
    backlog.
    """
    column = columns.get("completed_on")
    has_end = "issued_on" in columns or "closed_on" in columns
    if column is None or has_end or _TECHNICAL & set(plain(column).split()):
        return columns
    rest = {name: c for name, c in columns.items() if name != "completed_on"}
    return {**rest, "issued_on": column}


def _likeness(column: str, known: str) -> float:
    """Return 2 for the same name, less for one that has more words, 0 for another."""
    ours, theirs = plain(known), plain(column)
    if ours == theirs:
        return 2.0
    is_within = set(ours.split()) <= set(theirs.split())
    few, many = set(ours.split()) - _IDLE, set(theirs.split()) - _IDLE
    share = len(few) / len(many) if few and is_within else 0.0
    if share < 1.0 and ours == plain(_BRACKETS.sub("", column)):
        return 0.9
    return share if share > _NEAR else 0.0


def check_mapping(mapping: Mapping, columns: Sequence[str]) -> None:
    """Refuse a mapping that the file cannot be read by.

    Raises:
        ImportFileError: A needed field has no column, or a column is not there, or
            one is used twice.
    """
    missing = [
        f"'{wanted.label}'"
        for wanted in FIELDS[mapping.kind]
        if wanted.is_needed and not mapping.tells(wanted.name)
    ]
    if missing:
        raise ImportFileError(
            f"The file has no column for {' and '.join(missing)}.",
            remedy="Say which column holds it, or add it to the file.",
        )
    used = [*mapping.columns.values(), *mapping.counts.values()]
    for column in used:
        if column not in columns:
            raise ImportFileError(f"The file has no column called '{column}'.")
        if used.count(column) > 1:
            raise ImportFileError(f"Column '{column}' is used for two fields.")


def unused(mapping: Mapping, columns: Sequence[str]) -> list[str]:
    """Return the columns of the file that the mapping leaves out."""
    used = {*mapping.columns.values(), *mapping.counts.values()}
    return [column for column in columns if column not in used]
