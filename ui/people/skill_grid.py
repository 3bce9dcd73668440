"""The skills of a person: ticked, with level, days and evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.casework.working_time import day_words
from app.errors import CapacityError
from app.reports.chart import day_text
from app.workforce.examiner import HIGHEST_LEVEL, LEVELS, SkillHeld
from ui.controls.code_box import CodeBox
from ui.controls.day_field import typed_day
from ui.style import present_look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole
Flag = Qt.ItemFlag
HEAD = ("Skill", "Level", "From", "Current until", "Evidence")
LEVEL, SINCE, UNTIL, EVIDENCE = 1, 2, 3, 4


@dataclass(slots=True)
class Line:
    """One skill of the list, as it is being edited."""

    code: str
    label: str
    held: SkillHeld | None
    is_ticked: bool
    level: int
    since: str
    until: str
    evidence: str


class SkillLines(QAbstractTableModel):
    """The skills to tick; a level is a number or its name, a day may be empty."""

    def __init__(
        self, terms: Sequence[tuple[str, str]], held: Sequence[SkillHeld]
    ) -> None:
        super().__init__()
        by_code = {item.skill: item for item in held}
        self.lines = [_line(code, label, by_code.get(code)) for code, label in terms]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(HEAD)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> str | None:
        across = orientation == Qt.Orientation.Horizontal
        return HEAD[section] if across and role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        line, column = self.lines[index.row()], index.column()
        if role == Role.CheckStateRole and column == 0:
            checked = Qt.CheckState.Checked
            return checked if line.is_ticked else Qt.CheckState.Unchecked
        if role in (Role.DisplayRole, Role.EditRole):
            if column == 0 or not line.is_ticked:
                return line.label if column == 0 else ""
            level = LEVELS[line.level]
            return ("", level, line.since, line.until, line.evidence)[column]
        if role == Role.ToolTipRole and column in (0, EVIDENCE):
            return self.data(index)
        return None

    def flags(self, index: Index) -> Flag:
        if not index.isValid():
            return Flag.NoItemFlags
        usual = Flag.ItemIsEnabled | Flag.ItemIsSelectable
        if index.column() == 0:
            return usual | Flag.ItemIsUserCheckable
        is_ticked = self.lines[index.row()].is_ticked
        return usual | Flag.ItemIsEditable if is_ticked else usual

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        line, column = self.lines[index.row()], index.column()
        text = str(value).strip()
        if role == Role.CheckStateRole and column == 0:
            line.is_ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        elif role != Role.EditRole or column == 0:
            return False
        elif column == LEVEL:
            line.level = level_of(text, line.level)
        elif column == SINCE:
            line.since = text
        elif column == UNTIL:
            line.until = text
        else:
            line.evidence = text
        first = self.index(index.row(), 0)
        self.dataChanged.emit(first, self.index(index.row(), len(HEAD) - 1))
        return True


class LevelChoice(QStyledItemDelegate):
    """Edits a level by choosing it from the list of levels."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        del option, index
        box = CodeBox(parent)
        box.setProperty("cell", "true")
        box.addItems(LEVELS)
        box.setAccessibleName("Level")
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CodeBox):
            editor.setCurrentText(str(index.data()))

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, CodeBox):
            model.setData(index, editor.currentText())


class SkillGrid(QTableView):
    """Shows the skills; Space ticks one, F2 edits its level, days or evidence."""

    def __init__(
        self, terms: Sequence[tuple[str, str]], held: Sequence[SkillHeld]
    ) -> None:
        super().__init__()
        self.model_of_skills = SkillLines(terms, held)
        self.setModel(self.model_of_skills)
        self._levels = LevelChoice(self)
        self.setItemDelegateForColumn(LEVEL, self._levels)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        self.verticalHeader().hide()
        look = present_look()
        self.verticalHeader().setDefaultSectionSize(look.row_height)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        heading.setSectionResizeMode(EVIDENCE, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 160), (LEVEL, 124), (SINCE, 98), (UNTIL, 100)):
            self.setColumnWidth(column, look.pixels(width))
        self.setMinimumHeight(look.row_height * 5)
        self.setToolTip("Space ticks a skill; F2 edits its level, days or evidence.")

    def shown(self) -> tuple[SkillHeld, ...]:
        """Return the skills held before that stand in the list."""
        lines = self.model_of_skills.lines
        return tuple(line.held for line in lines if line.held is not None)

    def held(self, person: str, begin: date) -> tuple[SkillHeld, ...]:
        """Return the skills that are ticked; one without a first day holds from one.

        Args:
            person: Uid of the person.
            begin: That day.

        Raises:
            CapacityError: A day is none, or a skill expires before it begins.
        """
        return tuple(
            _held(line, person, begin)
            for line in self.model_of_skills.lines
            if line.is_ticked
        )


def _line(code: str, label: str, held: SkillHeld | None) -> Line:
    if held is None:
        return Line(code, label, None, False, 1, "", "", "")
    until = day_text(held.valid_to) if held.valid_to else ""
    since = day_text(held.valid_from)
    return Line(code, label, held, True, held.level, since, until, held.evidence)


def _held(line: Line, person: str, begin: date) -> SkillHeld:
    before = line.held
    since = read_day(line.since, line.label) or begin
    until = read_day(line.until, line.label)
    if until is not None and until < since:
        raise CapacityError(
            f"The skill {line.label} expires on {day_words(until)} before it begins"
            f" on {day_words(since)}.",
            remedy="Correct one of the two days.",
        )
    return SkillHeld(
        uid=before.uid if before else "",
        version=before.version if before else 1,
        person=person,
        skill=line.code,
        level=line.level,
        valid_from=since,
        valid_to=until,
        evidence=line.evidence,
    )


def level_of(text: str, otherwise: int) -> int:
    """Return the level that a text names, by number or by its first letters."""
    text = text.strip().casefold()
    if text.isdigit():
        return min(int(text[:2]), HIGHEST_LEVEL)
    for level, name in enumerate(LEVELS):
        if text and name.casefold().startswith(text):
            return level
    return otherwise


def read_day(text: str, label: str) -> date | None:
    """Return the day that "31 Mar 2027", "31/03/2027" or "2027-03-31" names.

    Raises:
        CapacityError: It names none.
    """
    if not text:
        return None
    day = typed_day(text)
    if day is not None:
        return day
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CapacityError(
            f"“{text}” is no day of a skill ({label}).",
            remedy="Write it as 31 Mar 2027.",
        ) from error
