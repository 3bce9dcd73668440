"""A field for a day that takes dates as they are typed, and has a calendar."""

import re
from datetime import date

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTime, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QValidator
from PySide6.QtWidgets import QAbstractSpinBox, QDateEdit, QToolTip, QWidget

from app.reports.chart import day_text

ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
FORMAT = "d MMM yyyy"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun",
           "jul", "aug", "sep", "oct", "nov", "dec")  # fmt: skip
_PARTED = re.compile(r"(\d{1,2})[ /.-]+(\d{1,2}|[a-z]{3,9})[ /.-]+(\d{4}|\d{2})")
_RUN_ON = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


def typed_day(text: str) -> date | None:
    """Return the day that was typed, day first; None if it is none.

    ``21 Nov 2026``, ``21/11/2026``, ``21.11.26`` and ``21112026`` are the same day.
    """
    plain = text.strip().lower()
    found = _RUN_ON.fullmatch(plain) or _PARTED.fullmatch(plain)
    if found is None:
        return None
    day, month, year = found.groups()
    number = int(month) if month.isdigit() else _month(month)
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), number, int(day))
    except ValueError:
        return None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3]) + 1 if word[:3] in _MONTHS else 0


class DayField(QDateEdit):
    """A date that is typed as a whole: Qt's own goes by parts and drops digits."""

    refused = Signal(str)  # what was typed is no day: the sentence that is shown

    def __init__(self, day: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLocale(ENGLISH)
        self.setDisplayFormat(FORMAT)
        self.setCalendarPopup(True)
        self.setKeyboardTracking(False)
        # Qt follows the cursor from part to part and would put the old text back
        # when a selection that ends at the beginning is typed over.
        self.lineEdit().cursorPositionChanged.disconnect()
        if day is not None:
            self.setDate(QDate(day.year, day.month, day.day))

    def validate(self, text: str, position: int) -> tuple[QValidator.State, str, int]:
        """Take any day within the limits; anything else may still become one."""
        day = self._day(text)
        state = QValidator.State
        good = day is not None and self._may_be(day)
        return (state.Acceptable if good else state.Intermediate), text, position

    def _check_typed(self) -> None:
        """Say so when what was typed is no day: the one before comes back."""
        text = self.lineEdit().text().strip()
        day = self._day(text)
        if day is not None and self._may_be(day):
            return
        kept = self.textFromDateTime(self.dateTime())
        why = "is no day" if day is None else "is a day that cannot be chosen here"
        sentence = f"“{text}” {why}; {kept} was kept."
        self.refused.emit(sentence)
        QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), sentence, self)

    def _may_be(self, day: QDate) -> bool:
        return bool(self.minimumDate() <= day <= self.maximumDate())

    def dateTimeFromText(self, text: str) -> QDateTime:
        """Return the day that stands in the field."""
        return QDateTime(self._day(text) or self.date(), QTime(0, 0))

    def textFromDateTime(self, moment: QDateTime) -> str:
        """Return a day as it is written everywhere else: 30 Sep, not Qt's 30 Sept."""
        day = moment.date()
        return day_text(date(day.year(), day.month(), day.day()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave typing to the line, not to the parts of a date."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._check_typed()
        if event.text().isprintable() and event.text():
            QAbstractSpinBox.keyPressEvent(self, event)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, go_on: bool) -> bool:
        """Leave the field with Tab: Qt's own goes to the next part of the date."""
        return QAbstractSpinBox.focusNextPrevChild(self, go_on)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select the whole, so that typing takes its place."""
        super().focusInEvent(event)
        self.lineEdit().selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say what of the typed text is not taken."""
        self._check_typed()
        super().focusOutEvent(event)

    @staticmethod
    def _day(text: str) -> QDate | None:
        day = typed_day(text)
        return QDate(day.year, day.month, day.day) if day else None
