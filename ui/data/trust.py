"""Can the figures be trusted: what the last check found, how full the fields are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QWidget,
)

from ui.controls.button import link
from ui.controls.card import Card
from ui.controls.label import caption, set_tone
from ui.last_check import CheckFound
from ui.style import present_look

ENOUGH, POOR = 95, 70
"""Per cent of records from which a field is well filled, and below which poorly."""


class CheckLine(Card):
    """Says in one line what the last check found; the check itself is under Safety."""

    look_wanted = Signal()

    def __init__(self) -> None:
        self._look = link("&Check and history")
        super().__init__("History check", corner=self._look)
        self._look.clicked.connect(self.look_wanted)
        self._verdict = QLabel("Not checked yet on this computer.")
        self._verdict.setWordWrap(True)
        self._verdict.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(self._verdict)

    def show_found(self, found: CheckFound) -> None:
        """Show what the last check found, and when in the tip."""
        self._verdict.setText(found.verdict)
        self._verdict.setToolTip(found.about)
        set_tone(self._verdict, "good" if found.is_sound else "bad")

    def verdict(self) -> str:
        """Return what the last check found, as it is shown."""
        return self._verdict.text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How many records hold a field.

    Attributes:
        label: Name of the field.
        filled: Records that hold it.
        total: Records in all.
    """

    label: str
    filled: int
    total: int

    @property
    def percent(self) -> int:
        """The share in per cent, rounded down, so that 100 means every record."""
        return 100 * self.filled // self.total if self.total else 0


class SharesCard(Card):
    """Shows the share of records that hold each field, as a bar with its number."""

    def __init__(self) -> None:
        super().__init__("How complete the records are")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(self._grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName("Share of records that hold each field")
        self._said = caption("No records yet.")
        self.body.addWidget(self._said)
        self.body.addWidget(area, 1)

    def show_shares(self, shares: Sequence[Share], sentence: str) -> None:
        """Show the shares under a sentence that says of what."""
        self._said.setText(sentence)
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        for row, share in enumerate(shares):
            value = QLabel(f"{share.percent}%")
            value.setToolTip(f"{share.filled:,} of {share.total:,}")
            value.setAlignment(
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            )
            set_tone(value, _tone(share.percent))
            self._grid.addWidget(QLabel(share.label), row, 0)
            self._grid.addWidget(_Bar(share), row, 1)
            self._grid.addWidget(value, row, 2)
        self._grid.setRowStretch(len(shares), 1)


def _tone(percent: int) -> str:
    return "good" if percent >= ENOUGH else "bad" if percent < POOR else "watch"


class _Bar(QWidget):
    """A bar as long as the share."""

    def __init__(self, share: Share) -> None:
        super().__init__()
        self._percent = share.percent
        self.setAccessibleName(f"{share.label}: {share.percent} per cent")

    def sizeHint(self) -> QSize:
        return QSize(60, present_look().pixels(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = present_look().tokens
        height = present_look().pixels(8)
        area = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(tokens.hairline))
        painter.setBrush(QColor(tokens.canvas))
        painter.drawRoundedRect(area, 4, 4)
        area.setWidth(area.width() * self._percent / 100)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.received))
        painter.drawRoundedRect(area, 4, 4)
        painter.end()
