"""The key to the calendar: what each colour and shape is; a press lets it stand out."""

from collections.abc import Set

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.capacity.day_grid import Ground, Mark
from ui.calendar.canvas import Canvas
from ui.calendar.marks import paint_mark
from ui.calendar.paint_days import paint_ground
from ui.controls.button import Chip
from ui.controls.wrap import WrapRow
from ui.style import present_look

MARKS = (
    (Mark.LEAVE, "Leave", "A whole block. Keys: L leave, F time off in lieu or flexi"),
    (Mark.SICKNESS, "Sickness", "Three bars, short or long. Key: S"),
    (
        Mark.OTHER_ABSENCE,
        "Other absence",
        "A frame. Keys: M parental or carer, U career break, X secondment",
    ),
    (
        Mark.PART,
        "Part of the day",
        "The lower half: hours of a day, or P phased return, R restricted duties",
    ),
    (
        Mark.OTHER_WORK,
        "Other work",
        "The upper half. Keys: T training, C court, O on-site triage; F1 has all",
    ),
)
GROUNDS = (
    (Ground.HOLIDAY, "Public holiday (H)"),
    (Ground.REST, "Not rostered"),
    (Ground.OUT, "Not in post"),
)
WIDE, TALL = 18, 16
"""Size of a sign at 100 % text, in pixels."""


class Sign(QIconEngine):
    """Draws what is in the calendar, in the colours of the moment."""

    def __init__(self, sign: Mark | Ground) -> None:
        super().__init__()
        self._sign = sign

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        del mode, state
        canvas = Canvas(painter, present_look())
        area = rect.adjusted(1, 1, -1, -1)
        if isinstance(self._sign, Mark):
            paint_mark(canvas, area, self._sign)
        else:
            paint_ground(canvas, area, self._sign)
            painter.setPen(canvas.colour("edge"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return Sign(self._sign)


class Legend(WrapRow):
    """Signs with their words; those of absences can be pressed."""

    sought = Signal(object)  # the marks that shall stand out; none of them for all

    def __init__(self) -> None:
        super().__init__(6)
        self.setAccessibleName("Key: press to let a kind stand out")
        self.chips: dict[Mark, Chip] = {}
        for mark, text, tip in MARKS:
            chip = Chip(f" {text}")
            chip.setIcon(QIcon(Sign(mark)))
            chip.setIconSize(self._size())
            chip.setAccessibleName(text)
            chip.setToolTip(f"{tip}.\nPress to let it stand out.")
            chip.toggled.connect(self._tell)
            self.chips[mark] = chip
            self.add(chip)
        self._labels: list[tuple[QLabel, Ground, QHBoxLayout]] = []
        for ground, text in GROUNDS:
            self.add(self._label(ground, text))

    def marks(self) -> Set[Mark]:
        """Return the marks that shall stand out."""
        return {mark for mark, chip in self.chips.items() if chip.isChecked()}

    def _size(self) -> QSize:
        look = present_look()
        return QSize(look.pixels(WIDE), look.pixels(TALL))

    def _label(self, ground: Ground, text: str) -> QWidget:
        part, sign, words = QWidget(), QLabel(), QLabel(text)
        sign.setPixmap(QIcon(Sign(ground)).pixmap(self._size()))
        words.setObjectName("caption")
        layout = QHBoxLayout(part)
        layout.setContentsMargins(6, 0, 4, 0)
        layout.setSpacing(5)
        layout.addWidget(sign)
        layout.addWidget(words)
        self._labels.append((sign, ground, layout))
        return part

    def draw_again(self) -> None:
        """Draw the signs in the colours of the moment."""
        for sign, ground, _ in self._labels:
            sign.setPixmap(QIcon(Sign(ground)).pixmap(self._size()))
        for chip in self.chips.values():
            chip.setIconSize(self._size())
        self._align()
        self.arrange()

    def _align(self) -> None:
        """Let the words stand as high as those of the chips."""
        tall = next(iter(self.chips.values())).sizeHint().height()
        for _, _, layout in self._labels:
            layout.setContentsMargins(6, 0, 4, 0)
            above = (tall - layout.sizeHint().height()) // 2
            layout.setContentsMargins(6, above, 4, above)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._align()
        self.arrange()

    @Slot()
    def _tell(self) -> None:
        self.sought.emit(self.marks())
