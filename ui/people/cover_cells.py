"""The cells of the matrix as a model: skills down, people across."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.capacity.cover import CoverMatrix, Member, SkillCover
from app.capacity.holding import Currency, Holding
from app.measures.figure import Figure
from ui.people.cover_words import SkillLine, cell_words, member_words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole

SIGNS = {Currency.LAPSED: "\u00d7", Currency.TRAINING: "T", Currency.LATER: "+"}
"""What stands in a cell in place of the level."""


class CoverCells(QAbstractTableModel):
    """A cell is what one person holds of one skill."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix: CoverMatrix | None = None
        self.lines: tuple[SkillLine, ...] = ()
        self.members: tuple[Member, ...] = ()
        self._only: dict[str, tuple[str, ...]] = {}

    def show_matrix(self, matrix: CoverMatrix, lines: Sequence[SkillLine]) -> None:
        """Replace every cell; ``lines`` are the skills from the top."""
        self.beginResetModel()
        self.matrix, self.lines = matrix, tuple(lines)
        shown = {line.cover.skill for line in lines}
        some = [
            one
            for one in matrix.members
            if one.is_counted or not shown.isdisjoint(one.holdings)
        ]
        self.members = tuple(sorted(some, key=lambda one: not one.is_counted))
        labels = {line.cover.skill: line.label for line in lines}
        self._only = {
            one.person.uid: tuple(
                labels[code] for code in matrix.only(one.person.uid) if code in labels
            )
            for one in self.members
        }
        self.endResetModel()

    def member(self, column: int) -> Member:
        """Return the person of a column."""
        return self.members[column]

    def line(self, row: int) -> SkillLine:
        """Return the skill of a row."""
        return self.lines[row]

    def place_of_need(self) -> tuple[int, int]:
        """Return the cell of whoever the neediest skill rests on, or is away from it.

        The first cell where there is no such person.
        """
        places = {one.person.uid: at for at, one in enumerate(self.members)}
        for row, line in enumerate(self.lines):
            some = line.cover.now or line.cover.away
            if len(some) == 1 and some[0] in places:
                return row, places[some[0]]
        return 0, 0

    def holding(self, row: int, column: int) -> Holding | None:
        """Return what the person of a column holds of the skill of a row."""
        return self.members[column].holdings.get(self.lines[row].cover.skill)

    def is_only(self, row: int, column: int) -> bool:
        """Return whether a skill rests on the person of a column alone."""
        return self.lines[row].cover.now == (self.members[column].person.uid,)

    def only(self, column: int) -> tuple[str, ...]:
        """Return labels of the skills that rest on the person of a column."""
        return self._only[self.members[column].person.uid]

    def words(self, row: int, column: int) -> str:
        """Return a cell in words."""
        if self.matrix is None:
            return ""
        line, member = self.lines[row], self.members[column]
        said = cell_words(member, line.cover.skill, line.label, self.matrix.as_at)
        return f"{said}, the only one there" if self.is_only(row, column) else said

    def sign(self, row: int, column: int) -> str:
        """Return what stands in a cell: the level, or a sign of how it stands."""
        holding = self.holding(row, column)
        if holding is None:
            return ""
        return SIGNS.get(holding.currency, str(holding.held.level))

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return the whole matrix as text: heads, then rows."""
        head = ["Skill", *(one.person.shown for one in self.members)]
        rows = [
            [line.label, *(self._held(row, column) for column in self._columns())]
            for row, line in enumerate(self.lines)
        ]
        return head, rows

    def _columns(self) -> range:
        return range(len(self.members))

    def _held(self, row: int, column: int) -> str:
        holding = self.holding(row, column)
        if holding is None:
            return ""
        return f"{holding.held.level} {holding.currency.value}"

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.members)

    def data(self, index: Index, role: int = Role.DisplayRole) -> str | int | None:
        if role == Role.DisplayRole:
            return self.sign(index.row(), index.column())
        if role in (Role.ToolTipRole, Role.AccessibleTextRole):
            return self.words(index.row(), index.column())
        if role == Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | None:
        if orientation == Qt.Orientation.Vertical:
            is_name = role == Role.DisplayRole
            return self.lines[section].label if is_name else None
        if role == Role.DisplayRole:
            return self.members[section].person.shown
        if role in (Role.ToolTipRole, Role.AccessibleTextRole) and self.matrix:
            member = self.members[section]
            return member_words(member, self.only(section), self.matrix.as_at)
        return None


def skill_lines(
    skills: Sequence[SkillCover],
    labels: Mapping[str, str],
    names: Mapping[str, str],
    work: Mapping[str, Figure],
) -> list[SkillLine]:
    """Return the rows of skills.

    Args:
        skills: The skills from the top.
        labels: What skills are called.
        names: Names or aliases of people, by uid.
        work: Weeks of work by code of the skill (M09).
    """
    return [
        SkillLine(
            cover=one,
            label=labels.get(one.skill, one.skill),
            names=names,
            work=work.get(one.skill),
        )
        for one in skills
    ]
