"""A list of codes to choose from: typing finds a code by any of its words."""

from collections.abc import Sequence

from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)


class CodeBox(QComboBox):
    """A list to type into, that shows cut words as cut and lets the wheel scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typed, self._since = "", QElapsedTimer()
        self._since.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        style, whole = QStyle.ComplexControl.CC_ComboBox, self.style()
        painter.drawComplexControl(style, option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        room = whole.subControlRect(style, option, part, self).width() - 4
        mode = Qt.TextElideMode.ElideRight
        text = self.fontMetrics().elidedText(self.currentText(), mode, room)
        option.currentText = text
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find what is typed at the beginning of a label, or else of its words."""
        plain = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        is_text = bool(event.text()) and event.text().isprintable()
        is_begun = bool(self._typed) and not self._since.hasExpired(_pause())
        is_search = is_text and not event.modifiers() & ~plain
        if is_text and not is_search:
            event.ignore()  # Alt and a letter is for the form: Qt would search with it
            return
        if self.isEditable() or not is_search or not (is_begun or event.text().strip()):
            super().keyPressEvent(event)
            return
        self._typed = (self._typed if is_begun else "") + event.text().casefold()
        self._since.start()
        texts = [self.itemText(place) for place in range(self.count())]
        place = place_of(self._typed, texts, self.currentIndex())
        if place is not None:
            self.setCurrentIndex(place)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def place_of(typed: str, texts: Sequence[str], current: int) -> int | None:
    """Return the place of the text that begins with what was typed, or has such a word.

    The same letter again goes on to the next one.
    """
    if len(typed) > 1 and len(set(typed)) == 1:
        typed, current = typed[0], current + 1
    plain = [text.casefold() for text in texts]
    places = [place % len(texts) for place in range(current, current + len(texts))]
    for place in places:
        if plain[place].startswith(typed):
            return place
    return next((place for place in places if f" {typed}" in plain[place]), None)


def _pause() -> int:
    """Return after how many milliseconds typing begins anew."""
    return max(QApplication.keyboardInputInterval(), 1000)
