"""How much of the calendar is in sight, from when on, and whose days."""

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.reports.chart import day_text
from ui.calendar.content import COUNTED, EVERYONE, WITH_LEFT, Words
from ui.calendar.frame import ZOOMS
from ui.calendar.paint_edges import MONTHS
from ui.controls.button import Choice, button
from ui.controls.code_box import CodeBox

STEPS = ("A year back", "A year on")


class Bar(QWidget):
    """Zoom at the left, then the year, then whom to show."""

    zoom_wanted = Signal(int)  # days that shall fill the width
    year_wanted = Signal(int)  # years to go on, or back if below 0
    as_at_wanted = Signal()
    shown_wanted = Signal(str)  # whom to show

    def __init__(self) -> None:
        super().__init__()
        self.zoom = Choice(("Year", "Quarter", "Month"), "How much is in sight")
        self.zoom.setToolTip("Also + and -, or Ctrl and the wheel, in the calendar")
        self.back, self.on = button("", "left"), button("", "right")
        self.as_at = button("G&o to the day")
        self.sight = QLabel()
        self.shown = CodeBox()
        self.shown.setAccessibleName("Show")
        self.shown.setMinimumContentsLength(22)
        label = QLabel("&Show")
        label.setBuddy(self.shown)
        for one, name in zip((self.back, self.on), STEPS, strict=True):
            one.setText("")
            one.setAccessibleName(name)
            one.setToolTip(name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.zoom, self.back, self.on, self.as_at, self.sight):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(label)
        layout.addWidget(self.shown)
        self.zoom.chosen.connect(self._tell_zoom)
        self.back.clicked.connect(lambda: self.year_wanted.emit(-1))
        self.on.clicked.connect(lambda: self.year_wanted.emit(1))
        self.as_at.clicked.connect(self.as_at_wanted)
        self.shown.currentIndexChanged.connect(self._tell_shown)

    def show_words(self, words: Words, skills: list[str]) -> None:
        """Offer whom to show: everyone, those counted, the holders of a skill."""
        terms = [
            (EVERYONE, "Everyone in post"),
            (COUNTED, "Those whose hours are counted"),
            (WITH_LEFT, "Also those who left"),
            *((code, f"Skill: {words.skills.get(code, code)}") for code in skills),
        ]
        self.as_at.setText(f"G&o to {day_text(words.as_at)}")
        now = [
            (self.shown.itemData(place), self.shown.itemText(place))
            for place in range(self.shown.count())
        ]
        if now != terms:
            taken = self.shown.currentData()
            self.shown.blockSignals(True)
            self.shown.clear()
            for code, text in terms:
                self.shown.addItem(text, code)
            self.shown.setCurrentIndex(max(self.shown.findData(taken), 0))
            self.shown.blockSignals(False)

    def show_zoom(self, days: int) -> None:
        """Say how much is in sight."""
        self.zoom.choose(ZOOMS.index(days))

    def show_sight(self, first: date, last: date) -> None:
        """Say which months are in sight."""
        begin, end = month_text(first), month_text(last)
        self.sight.setText(begin if begin == end else f"{begin} to {end}")

    @Slot(int)
    def _tell_zoom(self, place: int) -> None:
        self.zoom_wanted.emit(ZOOMS[place])

    @Slot()
    def _tell_shown(self) -> None:
        self.shown_wanted.emit(self.shown.currentData() or EVERYONE)


def month_text(day: date) -> str:
    """Return a month as it stands beside the year buttons."""
    return f"{MONTHS[day.month - 1][:3]} {day.year}"
