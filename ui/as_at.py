"""The day as at which everything is shown: a picker, and a banner for a past day."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.reports.chart import day_text
from ui.controls.button import link
from ui.controls.day_field import DayField


class AsAtPicker(QWidget):
    """Lets the user choose the as-at day; the calendar opens with Alt+Down."""

    chosen = Signal(object)  # the date

    def __init__(self, today: date) -> None:
        super().__init__()
        label = QLabel("As &at")
        label.setObjectName("caption")
        self._field = DayField()
        self._field.setProperty("slim", "true")
        self._field.setToolTip("Show everything as it stood at the end of this day")
        self._field.setAccessibleName("As-at day")
        self._button = QPushButton("Today")
        self._button.setToolTip("Show everything as at today")
        self._button.setAutoDefault(False)
        self._button.setProperty("slim", "true")
        label.setBuddy(self._field)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(6)
        for widget in (label, self._field, self._button):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self._today = today
        self.show_day(today, today)
        self._field.dateChanged.connect(self._tell)
        self._button.clicked.connect(self._tell_today)

    def show_day(self, day: date, today: date) -> None:
        """Show a day; later ones than today cannot be chosen."""
        self._today = today
        blocked = self._field.blockSignals(True)
        self._field.setMaximumDate(_qdate(today))
        self._field.setDate(_qdate(day))
        self._field.blockSignals(blocked)
        self._button.setEnabled(day != today)

    def go(self) -> None:
        """Put the cursor into the field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(QDate)
    def _tell(self, day: QDate) -> None:
        self.chosen.emit(date(day.year(), day.month(), day.day()))

    @Slot()
    def _tell_today(self) -> None:
        self.chosen.emit(self._today)


class PastBanner(QWidget):
    """Says that a past day is shown, so that nobody takes it for the present."""

    today_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("past_banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = QLabel()
        back = link("Go back to today")
        back.setProperty("slim", "true")
        back.clicked.connect(self.today_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 1, 18, 1)
        layout.addStretch(1)
        layout.addWidget(self._text)
        layout.addWidget(back)
        layout.addStretch(1)
        self.hide()

    def show_day(self, day: date, today: date, last: date | None = None) -> None:
        """Show the banner for a past day, hide it for today.

        Args:
            day: The day shown.
            today: The present day.
            last: The day on which the history of the store ended, if it did.
        """
        said = f"As at {day_text(day)}: everything is shown as it stood on that day."
        if day == last:
            said = f"As at {day_text(day)}, the last day of this store's history."
        self._text.setText(said)
        self.setVisible(day < today)


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
