"""The levers of one scenario, in groups that open and close."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.icon import icon
from ui.controls.label import ElidedLabel, caption
from ui.controls.scrolled import scrolled
from ui.plan.lever_lines import AddLine
from ui.plan.lever_row import LeverRow


class LeverGroup(QWidget):
    """A heading that opens and closes the rows below it, and counts what is changed."""

    def __init__(self, title: str, rows: Sequence[QWidget], *, is_open: bool) -> None:
        super().__init__()
        self._title = title
        self.rows = tuple(rows)
        self.head = QPushButton(title)
        self.head.setObjectName("group_head")
        self.head.setCheckable(True)
        self.head.setChecked(is_open)
        self.head.setAutoDefault(False)
        self.content = QWidget()
        inside = QVBoxLayout(self.content)
        inside.setContentsMargins(2, 0, 2, 6)
        inside.setSpacing(2)
        for row in rows:
            inside.addWidget(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.content)
        self._inside, self._lines = inside, list[QWidget]()
        self.head.toggled.connect(self._open)
        self._open(is_open)

    @Slot(bool)
    def _open(self, is_open: bool) -> None:
        self.content.setVisible(is_open)
        self.head.setIcon(icon("opened" if is_open else "right"))

    @property
    def lines(self) -> tuple[QWidget, ...]:
        """The lines of levers that no slider moves."""
        return tuple(self._lines)

    def show_lines(self, lines: Sequence[QWidget]) -> None:
        """Replace the lines; they stand above what adds one."""
        for old in self._lines:
            self._inside.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines = list(lines)
        is_added = bool(self.rows) and isinstance(self.rows[-1], AddLine)
        place = len(self.rows) - is_added
        for offset, line in enumerate(self._lines):
            self._inside.insertWidget(place + offset, line)

    def count(self) -> None:
        """Say in the heading how many levers stand elsewhere than in the base."""
        every = (*self.rows, *self._lines)
        changed = sum(bool(getattr(row, "is_changed", False)) for row in every)
        self.head.setText(
            f"{self._title}: {changed} changed" if changed else self._title
        )
        if bool(self.head.property("moved")) != bool(changed):
            self.head.setProperty("moved", bool(changed))
            self.head.style().unpolish(self.head)
            self.head.style().polish(self.head)


class LeverPanel(Card):
    """Shows what the chosen scenario changes; says which lever was moved."""

    moved = Signal(str, float)  # a preview is wanted
    settled = Signal(str, float)  # the full answer is wanted
    reset_wanted = Signal()  # every lever back to the base

    def __init__(self) -> None:
        super().__init__()
        self.title = ElidedLabel()
        self.title.setObjectName("card_title")
        self.words = caption()
        self.reset_button = button("Reset all")
        self.reset_button.setProperty("slim", "true")
        self.reset_button.setToolTip("Put every lever back to the base")
        self.reset_button.clicked.connect(self.reset_wanted)
        self.general = QLabel()
        self.general.setObjectName("problem")
        self.general.setWordWrap(True)
        self.general.hide()
        self._paper = QWidget()
        self._paper.setObjectName("scrolled")
        self._column = QVBoxLayout(self._paper)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(2)
        self.groups: dict[str, LeverGroup] = {}
        for part in (self.title, self.words, self.general):
            self.body.addWidget(part)
        self.body.addWidget(scrolled(self._paper), 1)
        self.body.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_head(self, title: str, words: str, *, can_reset: bool) -> None:
        """Say which scenario it is and what it rests on."""
        self.title.setText(title)
        self.words.setText(words)
        self.reset_button.setEnabled(can_reset)

    def show_groups(self, groups: Sequence[LeverGroup]) -> None:
        """Replace every group."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.groups = {group.head.text(): group for group in groups}
        for group in groups:
            self._column.addWidget(group)
            for row in group.rows:
                if isinstance(row, LeverRow):
                    row.moved.connect(self.moved)
                    row.settled.connect(self.settled)
        self._column.addStretch(1)

    def row(self, key: str) -> LeverRow | None:
        """Return the row of a lever."""
        every = (row for group in self.groups.values() for row in group.rows)
        return next(
            (r for r in every if isinstance(r, LeverRow) and r.key == key), None
        )

    def count(self) -> None:
        """Say in every heading how many levers are changed."""
        for group in self.groups.values():
            group.count()

    def show_problem(self, key: str, text: str) -> None:
        """Say what is wrong at its lever, or above all of them for no lever."""
        for group in self.groups.values():
            for row in (*group.rows, *group.lines):
                place = getattr(row, "key", None)
                if place is not None and (shown := getattr(row, "show_problem", None)):
                    shown(text if place == key else "")
                    if place == key and text:
                        group.head.setChecked(True)
        is_general = bool(text) and not self.holds(key)
        self.general.setText(text if is_general else "")
        self.general.setVisible(is_general)

    def holds(self, key: str) -> bool:
        """Tell whether there is a row of that name."""
        return any(
            getattr(row, "key", None) == key
            for group in self.groups.values()
            for row in (*group.rows, *group.lines)
        )
