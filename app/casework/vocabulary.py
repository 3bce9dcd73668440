"""Code lists: what a code is called, what it means, and when it may be used."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from app.errors import VocabularyError

COLUMNS = ("code", "label", "guidance", "valid_from", "valid_to", "order")
"""Columns that every list begins with; columns after these are the list's own."""

MOVE_COLUMNS = ("from_code", "to_code", "needs", "guidance")
"""Columns of the list of legal moves between statuses."""

_CODE = re.compile(r"[A-Z0-9_]+")
_NO_EXTRAS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One code of a list.

    Attributes:
        code: What is stored: capital letters, digits and underscores; never reused.
        label: What is shown.
        guidance: When to use it, one line.
        valid_from: First day on which it may be chosen; None for always.
        valid_to: Last day on which it may be chosen; None for as long as one likes.
        order: Place in the list, small numbers first.
        extras: The list's own columns, by name, as text.
    """

    code: str
    label: str
    guidance: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    order: int = 0
    extras: Mapping[str, str] = field(default_factory=lambda: _NO_EXTRAS)

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise VocabularyError(
                f"“{self.code}” is no code.",
                remedy="Use capital letters, digits and underscores.",
            )
        if not self.label.strip():
            raise VocabularyError(f"The code {self.code} has no label.")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise VocabularyError(f"The code {self.code} ends before it begins.")

    def is_valid(self, day: date) -> bool:
        """Return whether the code may be chosen on ``day``."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def value(self, column: str) -> str:
        """Return the text in one of the list's own columns; empty if it has none."""
        return self.extras.get(column, "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A code list.

    Attributes:
        name: Name of the list, such as ``hold_reason``.
        terms: Its codes in the order of the list, including those no longer valid.
    """

    name: str
    terms: tuple[Term, ...]
    _by_code: dict[str, Term] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {term.code: term for term in self.terms})
        for term in self.terms:
            if self._by_code[term.code] is not term:
                raise VocabularyError(f"The list {self.name} has {term.code} twice.")

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order of the list."""
        return tuple(term.code for term in self.terms)

    def term(self, code: str) -> Term:
        """Return the term of a code.

        Raises:
            VocabularyError: The list has no such code.
        """
        if code not in self._by_code:
            raise VocabularyError(
                f"The list {self.name} has no code “{code}”.",
                remedy="Choose a code of the list or add this one to it.",
            )
        return self._by_code[code]

    def label(self, code: str) -> str:
        """Return what to show for a code; a code not in the list is shown as it is."""
        term = self._by_code.get(code)
        return term.label if term else code

    def valid_on(self, day: date) -> tuple[Term, ...]:
        """Return the terms that may be chosen on ``day``, in the order of the list."""
        return tuple(term for term in self.terms if term.is_valid(day))


@dataclass(frozen=True, slots=True)
class StatusMove:
    """One legal move of a request.

    Attributes:
        from_code: Code of the status it leaves.
        to_code: Code of the status it enters.
        needs: What must be there for the move, in words; several split by semicolons.
        guidance: What the move means, one line.
    """

    from_code: str
    to_code: str
    needs: str
    guidance: str


def parse_vocabulary(name: str, text: str) -> Vocabulary:
    """Return the list that the text of a CSV file holds, put in its order.

    Raises:
        VocabularyError: What is wrong, with the line of the file.
    """
    lines = _lines(name, text, COLUMNS)
    terms = [_term(name, number, row) for number, row in lines]
    return Vocabulary(name, tuple(sorted(terms, key=lambda term: term.order)))


def parse_moves(text: str) -> tuple[StatusMove, ...]:
    """Return the legal moves that the text of a CSV file holds.

    Raises:
        VocabularyError: What is wrong, with the line of the file.
    """
    lines = _lines("status_moves", text, MOVE_COLUMNS)
    return tuple(StatusMove(**row) for _, row in lines)


def _lines(
    name: str, text: str, columns: Sequence[str]
) -> list[tuple[int, dict[str, str]]]:
    """Return each row by column name with the line it ends on."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    try:
        head = next(reader, [])
        _check_head(name, head, columns)
        rows = [(reader.line_num, row) for row in reader if row]
    except csv.Error as error:
        raise VocabularyError(
            f"Line {reader.line_num} of the list {name} cannot be read.",
            remedy="Check its quotation marks.",
            detail=str(error),
        ) from error
    return [(number, _row(name, number, head, row)) for number, row in rows]


def _check_head(name: str, head: Sequence[str], columns: Sequence[str]) -> None:
    if tuple(head[: len(columns)]) != tuple(columns):
        raise VocabularyError(
            f"The list {name} does not begin with the columns it needs.",
            remedy=f"The first line must begin with: {','.join(columns)}.",
        )
    if len(set(head)) != len(head):
        raise VocabularyError(f"The list {name} has two columns of the same name.")


def _row(
    name: str, number: int, head: Sequence[str], row: Sequence[str]
) -> dict[str, str]:
    if len(row) != len(head):
        raise VocabularyError(
            f"Line {number} of the list {name} has {len(row)} cells"
            f" instead of {len(head)}."
        )
    return {column: cell.strip() for column, cell in zip(head, row, strict=True)}


def _term(name: str, number: int, row: Mapping[str, str]) -> Term:
    extras = {column: cell for column, cell in row.items() if column not in COLUMNS}
    try:
        return Term(
            code=row["code"],
            label=row["label"],
            guidance=row["guidance"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
            order=int(row["order"]),
            extras=MappingProxyType(extras),
        )
    except VocabularyError as error:
        raise VocabularyError(
            f"Line {number} of the list {name}: {error.message}", remedy=error.remedy
        ) from error
    except ValueError as error:
        raise VocabularyError(
            f"Line {number} of the list {name} has a day or an order that is none.",
            remedy="Write days as 2026-03-31 and the order as a whole number.",
            detail=str(error),
        ) from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
