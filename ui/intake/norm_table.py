"""Norms of effort as rows to edit, and those that own hours make, to tick."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from app.casework.plain_text import plain_number
from app.casework.vocabulary import Vocabulary
from app.errors import AppError, InvalidRequest
from app.measures.effort import Proposal
from app.reports.chart import number_text, signed_text
from app.rules.effort import Norm

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
Flag = Qt.ItemFlag
Words = Mapping[str, Vocabulary]

TYPED = "typed"
"""The source of a norm that somebody typed."""

NUMBERS = ("median", "mean", "p80")
FIRST = 3
"""The first column with a number of ``NUMBERS``."""

NORM_HEAD = (
    *("Examination", "Level", "Device", "Median h", "Mean h", "P80 h"),
    "From",
)
OWN_HEAD = (
    *("Examination, level, device", "Finished", "Median h", "P80 h"),
    *("Not begun", "Queue h"),
)
ARROW = "\N{RIGHTWARDS ARROW}"


@dataclass(slots=True, kw_only=True)
class NormRow:
    """One norm as it is being edited.

    Attributes:
        norm: The norm as it was read; of a new row, the one it began from.
        texts: What stands in the cells of ``NUMBERS``.
        problem: What is wrong with it; empty if nothing.
        is_new: Whether the store has no norm of this class yet.
    """

    norm: Norm
    texts: list[str]
    problem: str = ""
    is_new: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether it differs from what was read."""
        return self.is_new or self.texts != _texts(self.norm)

    def value(self) -> Norm:
        """Return the norm that was typed.

        Raises:
            InvalidRequest: It cannot be.
        """
        numbers = dict(zip(NUMBERS, map(_number, self.texts), strict=True))
        median = numbers["median"]
        if median is None:
            raise InvalidRequest("A norm needs its median.", remedy="Give hours.")
        return Norm(
            type=self.norm.type,
            level=self.norm.level,
            device=self.norm.device,
            median=median,
            mean=numbers["mean"],
            p80=numbers["p80"],
            source=TYPED,
            version=self.norm.version,
        )


class NormTable(QAbstractTableModel):
    """The norms; the numbers can be typed, what is wrong is said in the row."""

    edited = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.rows: list[NormRow] = []
        self.is_fixed = False

    def show_norms(self, norms: Sequence[Norm]) -> None:
        """Replace every row."""
        self.beginResetModel()
        self.rows = [NormRow(norm=norm, texts=_texts(norm)) for norm in norms]
        self.endResetModel()

    def add(self, norm: Norm) -> int:
        """Add a row for a class that has no norm yet; return its number.

        Raises:
            InvalidRequest: There is one.
        """
        for row in self.rows:
            if row.norm.uid == norm.uid:
                raise InvalidRequest(
                    "There is a norm of that class already.", remedy="Change that one."
                )
        place = len(self.rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self.rows.append(NormRow(norm=norm, texts=_texts(norm), is_new=True))
        self.endInsertRows()
        self.edited.emit()
        return place

    def changed(self) -> Iterator[NormRow]:
        """Yield the rows that differ from what was read."""
        return (row for row in self.rows if row.is_changed)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(NORM_HEAD)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return _side(_is_number(section))
        return NORM_HEAD[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            return self._cell(row, column)
        if role == Role.TextAlignmentRole:
            return _side(_is_number(column))
        return None

    def flags(self, index: Index) -> Flag:
        if not index.isValid():
            return Flag.NoItemFlags
        usual = Flag.ItemIsEnabled | Flag.ItemIsSelectable
        may = _is_number(index.column()) and not self.is_fixed
        return usual | Flag.ItemIsEditable if may else usual

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.EditRole or not _is_number(index.column()):
            return False
        row = self.rows[index.row()]
        row.texts[index.column() - FIRST] = plain_number(str(value))
        row.problem = _problem(row)
        last = self.index(index.row(), len(NORM_HEAD) - 1)
        self.dataChanged.emit(self.index(index.row(), 0), last)
        self.edited.emit()
        return True

    def _cell(self, row: NormRow, column: int) -> str:
        norm = row.norm
        if _is_number(column):
            return row.texts[column - FIRST]
        return {
            0: label(self._words, "examination_type", norm.type),
            1: norm.level or "Any",
            2: label(self._words, "exhibit_type", norm.device) or "Any",
            6: row.problem or (TYPED if row.is_changed else source_text(norm)),
        }[column]


class OwnTable(QAbstractTableModel):
    """What own hours make, each to be ticked for adoption."""

    edited = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.rows: list[Proposal] = []
        self.ticked: set[str] = set()

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Replace every row; all are ticked."""
        self.beginResetModel()
        self.rows = list(proposals)
        self.ticked = {row.new.uid for row in proposals}
        self.endResetModel()

    def chosen(self) -> list[Proposal]:
        """Return what is ticked."""
        return [row for row in self.rows if row.new.uid in self.ticked]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(OWN_HEAD)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return _side(section > 0)
        return OWN_HEAD[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._cell(row, column)
        if role == Role.CheckStateRole and column == 0:
            is_on = row.new.uid in self.ticked
            return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked
        if role == Role.TextAlignmentRole:
            return _side(column > 0)
        return None

    def flags(self, index: Index) -> Flag:
        if not index.isValid():
            return Flag.NoItemFlags
        usual = Flag.ItemIsEnabled | Flag.ItemIsSelectable
        return usual | Flag.ItemIsUserCheckable if index.column() == 0 else usual

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or index.column() != 0:
            return False
        uid = self.rows[index.row()].new.uid
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.ticked.add(uid)
        else:
            self.ticked.discard(uid)
        self.dataChanged.emit(index, index)
        self.edited.emit()
        return True

    def _cell(self, row: Proposal, column: int) -> str:
        old, new = row.old, row.new
        return (
            class_text(self._words, new),
            f"{new.completions:,}",
            _change(old.median if old else None, new.median),
            _change(old.high if old else None, new.high),
            f"{row.waiting:,}",
            signed_text(row.effect, 1),
        )[column]


def class_text(words: Words, norm: Norm) -> str:
    """Return the class of a norm in words."""
    parts = (
        label(words, "examination_type", norm.type),
        f"level {norm.level}" if norm.level else "",
        label(words, "exhibit_type", norm.device),
    )
    return ", ".join(part for part in parts if part)


def label(words: Words, name: str, code: str) -> str:
    """Return what a code is called; empty for none."""
    return words[name].label(code) if code and name in words else code


def source_text(norm: Norm) -> str:
    """Return where a norm comes from, in words."""
    more = f", {norm.completions:,} finished" if norm.completions else ""
    return f"{norm.source}{more}"


def _texts(norm: Norm) -> list[str]:
    return [
        "" if (value := getattr(norm, name)) is None else f"{value:g}"
        for name in NUMBERS
    ]


def _number(text: str) -> float | None:
    if not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise InvalidRequest(
            f"“{text[:30]}” is not a number of hours.", remedy="Type hours as 3.5."
        ) from error


def _problem(row: NormRow) -> str:
    try:
        row.value()
    except AppError as error:
        return error.message
    return ""


def _change(old: float | None, new: float) -> str:
    before = "none" if old is None else number_text(old, 1)
    return f"{before} {ARROW} {number_text(new, 1)}"


def _is_number(column: int) -> bool:
    return FIRST <= column < FIRST + len(NUMBERS)


def _side(is_right: bool) -> int:
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    return int((side | Qt.AlignmentFlag.AlignVCenter).value)
