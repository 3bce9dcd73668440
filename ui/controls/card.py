"""Cards: the white areas on which a page shows its parts, and rows of them."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.style import present_look

PADDING, GAP, MARGIN = 14, 12, 18
"""Inside a card, between cards, and round a page, in pixels."""
INDENT = 3
"""Room that a chart keeps round itself for the ring of focus, in pixels."""


class Card(QFrame):
    """A white area with a thin edge; add widgets to ``body``."""

    def __init__(
        self,
        title: str = "",
        *,
        corner: QWidget | None = None,
        holds_chart: bool = False,
    ) -> None:
        """Make a card.

        Args:
            title: The heading; empty for none.
            corner: What stands at the right of the heading.
            holds_chart: Whether a chart fills it, whose ring of focus needs room;
                the heading then lines up with what the chart writes.
        """
        super().__init__()
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.StyledPanel)  # without a style sheet too
        self.body = QVBoxLayout(self)
        indent = INDENT if holds_chart else 0
        self.body.setContentsMargins(PADDING - indent, 8, PADDING - indent, 8)
        self.body.setSpacing(4)
        self.heading = QLabel(title)
        self.heading.setObjectName("card_title")
        self.heading.setContentsMargins(indent, 0, 0, 0)
        self.heading.setVisible(bool(title))
        if title or corner is not None:
            top = QHBoxLayout()
            top.addWidget(self.heading, 1)
            if corner is not None:
                top.addWidget(corner, 0, Qt.AlignmentFlag.AlignVCenter)
            self.body.addLayout(top)


class CardRow(QWidget):
    """Cards of equal width, as many beside one another as have room."""

    def __init__(self, least_width: int) -> None:
        """Make an empty row.

        Args:
            least_width: Least width of a card at 100 % text, in pixels.
        """
        super().__init__()
        self._least = least_width
        self._cards: list[QWidget] = []
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def add(self, card: QWidget) -> None:
        """Add a card at the end."""
        self._cards.append(card)
        self._columns = 0
        self._arrange(self.width())

    def columns_for(self, width: int) -> int:
        """Return how many cards stand side by side at a width; rows are even."""
        room = max(1, (width + GAP) // (present_look().pixels(self._least) + GAP))
        rows = -(-len(self._cards) // room)
        return -(-len(self._cards) // max(rows, 1)) or 1

    def minimumSizeHint(self) -> QSize:
        least = min(present_look().pixels(self._least), 400)
        return QSize(least, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._arrange(self.width())

    def _arrange(self, width: int) -> None:
        columns = self.columns_for(width)
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for position, card in enumerate(self._cards):
            self._grid.addWidget(card, position // columns, position % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
