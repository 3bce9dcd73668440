"""The lines that need attention, each with its button."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.controls.button import button
from ui.controls.icon import paint_icon
from ui.controls.label import ElidedLabel, caption
from ui.style import present_look

if TYPE_CHECKING:
    from app.reports.attention_line import Attention

SIGNS = {"date": "warning", "age": "clock", "people": "people", "records": "data"}
ICON = 20


class Sign(QWidget):
    """The sign of a line, in the colour of its tone."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name, self._ink = name, tone if tone != "plain" else "muted"
        side = present_look().pixels(ICON)
        self.setFixedSize(QSize(side, side))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, QRectF(self.rect()), self._name, self._ink)
        painter.end()


class AttentionList(QScrollArea):
    """Shows the lines; ``wanted`` says which line's button was pressed."""

    wanted = Signal(object)  # the Attention
    cut = Signal(bool)  # whether there are more lines than there is room for

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Expanding)

    def show_lines(self, lines: Sequence["Attention"]) -> None:
        """Show lines in place of those before."""
        inside = QWidget()
        inside.setObjectName("scrolled")
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 4, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(lines):
            self._add(grid, row, line)
        if not lines:
            grid.addWidget(caption("Nothing needs attention."), 0, 1)
        grid.setRowStretch(max(len(lines), 1), 1)
        self.setWidget(inside)
        self.count = len(lines)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        inside = self.widget()
        if inside is not None:
            needed = inside.minimumSizeHint().height()
            self.cut.emit(needed > self.viewport().height())

    def _add(self, grid: QGridLayout, row: int, line: "Attention") -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        title, detail = ElidedLabel(line.title), ElidedLabel(line.detail)
        title.setObjectName("line_title")
        detail.setObjectName("caption")
        words.addWidget(title)
        words.addWidget(detail)
        go = button(line.action)
        go.setAccessibleName(f"{line.action}: {line.title}")
        go.setAccessibleDescription(line.detail)
        go.setProperty("slim", "true")
        go.setMinimumWidth(present_look().pixels(72))
        go.clicked.connect(partial(self.wanted.emit, line))
        grid.addWidget(Sign(SIGNS[line.subject], line.tone), row, 0)
        grid.addLayout(words, row, 1)
        grid.addWidget(go, row, 2)

    def titles(self) -> list[str]:
        """Return what the lines say, from the top."""
        labels = self.findChildren(QLabel, "line_title")
        return [label.text() for label in labels]
