"""Tables that keep some rows in sight: what has no room is scrolled to."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QTableView, QWidget

LEAST_ROWS = 4
"""Rows of a table that are always in sight."""


def scrolled(content: QWidget) -> QScrollArea:
    """Return an area in which a widget is as high as it must be, at least."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area


def keep_rows(views: Iterable[QTableView], rows: int = LEAST_ROWS) -> None:
    """Let tables never become lower than some rows; again when text changes size."""
    for view in views:
        line = view.verticalHeader().defaultSectionSize()
        head = view.horizontalHeader().sizeHint().height()
        bar = view.horizontalScrollBar().sizeHint().height()
        view.setMinimumHeight(head + rows * line + bar + 2 * view.frameWidth())
