"""How the room is laid out: the calendar in one tab, the lists in others."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.capacity.conflict import Conflict
from app.workforce.absence import Absence, Abstraction
from ui.calendar.bar import Bar
from ui.calendar.content import EVERYONE, Content, Words
from ui.calendar.holidays import REGIONS, HolidayRow
from ui.calendar.legend import Legend
from ui.calendar.list_tab import ListTab
from ui.calendar.lists import (
    absence_columns,
    abstraction_columns,
    conflict_columns,
    holiday_columns,
)
from ui.calendar.year_view import YearView
from ui.controls.button import Chip, button
from ui.controls.code_box import CodeBox
from ui.controls.label import ElidedLabel

ANYBODY = ""


class Board(QTabWidget):
    """The tabs of the room."""

    shown_wanted = Signal(str)  # whom to show in the calendar
    filtered = Signal()  # another filter of the list of absences
    region_wanted = Signal(str)  # the region whose holidays are looked at

    def __init__(self) -> None:
        super().__init__()
        self.bar, self.legend, self.view = Bar(), Legend(), YearView()
        self.status = ElidedLabel()
        self.status.setObjectName("caption")
        self.person, self.region = CodeBox(), CodeBox()
        self.past = Chip("Also those over")
        self.absences: ListTab[Absence] = ListTab("Absences", self.person, self.past)
        self.other_work: ListTab[Abstraction] = ListTab("Regular other work")
        self.holidays: ListTab[HolidayRow] = ListTab("Public holidays", self.region)
        self.conflicts: ListTab[Conflict] = ListTab("Conflicts ahead")
        self._build()
        self._connect()

    def _build(self) -> None:
        self.person.setAccessibleName("Whose absences")
        self.person.setMinimumContentsLength(20)
        self.region.setAccessibleName("Region")
        for code, label in REGIONS.items():
            self.region.addItem(label, code)
        self.absences.offer_usual("Add absence…")
        self.other_work.offer_usual("Add other &work…")
        self.add_holiday = self.holidays.offer("Add a local holida&y…", "plus")
        self.switch_holiday = self.holidays.offer("Take &out", "bin")
        show = button("&Show in the calendar", "calendar")
        show.clicked.connect(self.conflicts.open_chosen)
        self.conflicts.buttons.insertWidget(0, show)
        self.addTab(self._calendar_tab(), "Ca&lendar")
        self.addTab(self.absences, "A&bsences")
        self.addTab(self.other_work, "Regular other wor&k")
        self.addTab(self.holidays, "&Public holidays")
        self.addTab(self.conflicts, "&Conflicts ahead")
        self.setDocumentMode(True)

    def _calendar_tab(self) -> QWidget:
        tab = QWidget()
        layout = QVBoxLayout(tab)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.bar)
        layout.addWidget(self.legend)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.status)
        tab.setFocusProxy(self.view)
        return tab

    def _connect(self) -> None:
        self.bar.zoom_wanted.connect(self.view.show_zoom)
        self.bar.year_wanted.connect(self._step_year)
        self.bar.as_at_wanted.connect(self._show_as_at)
        self.bar.shown_wanted.connect(self.shown_wanted)
        self.legend.sought.connect(self.view.seek)
        self.view.zoom_changed.connect(self.bar.show_zoom)
        self.view.sight_moved.connect(self._say_sight)
        self.view.cursor_moved.connect(self.status.setText)
        self.conflicts.opened.connect(self._show_conflict)
        self.past.toggled.connect(self.filtered)
        self.person.currentIndexChanged.connect(self.filtered)
        self.region.currentIndexChanged.connect(self._tell_region)
        self.holidays.view.selectionModel().currentRowChanged.connect(self._name_switch)

    # ---- Showing --------------------------------------------------------------------

    def show_content(self, content: Content) -> None:
        """Show the calendar; what was in sight stays."""
        held = [code for code in content.words.skills if code in content.held]
        self.bar.show_words(content.words, held)
        self._offer_people(content.words)
        self.view.show_content(content)
        self._say_sight()

    def _offer_people(self, words: Words) -> None:
        if [*words.people] == [
            self.person.itemData(place) for place in range(1, self.person.count())
        ]:
            return
        taken = self.person.currentData()
        self.person.blockSignals(True)
        self.person.clear()
        self.person.addItem("Everyone", ANYBODY)
        for uid, name in words.people.items():
            self.person.addItem(name, uid)
        self.person.setCurrentIndex(max(self.person.findData(taken), 0))
        self.person.blockSignals(False)

    def show_absences(self, every: tuple[Absence, ...], words: Words) -> None:
        """List absences ahead and under way, or all, as the filters say."""
        uid, day = self.person.currentData() or ANYBODY, words.as_at
        found = [
            one
            for one in every
            if (not uid or one.person == uid)
            and (self.past.isChecked() or one.last_on >= day)
        ]
        self.past.show_count(sum(one.last_on < day for one in every))
        said = f"{len(found):,} of {len(every):,}"
        self.absences.show_values(found, absence_columns(words), said)

    def show_other_work(self, found: list[Abstraction], words: Words) -> None:
        """List the regular other work."""
        columns = abstraction_columns(words)
        said = "Every week, until further notice or a last day. Days of their own,"
        said += " such as a day in court, stand in the calendar and count instead."
        self.other_work.show_values(found, columns, said)

    def show_conflicts(self, found: list[Conflict], words: Words, weeks: int) -> None:
        """List the conflicts ahead, and count them in the tab."""
        said = f"Days of the next {weeks} weeks on which absences leave a skill with"
        said += " one person or nobody. Enter shows them in the calendar."
        self.conflicts.show_values(found, conflict_columns(words), said)
        self.setTabText(
            self.indexOf(self.conflicts), f"&Conflicts ahead ({len(found)})"
        )

    def show_holidays(self, rows: list[HolidayRow], *, is_own: bool) -> None:
        """List public holidays; those of another region cannot be changed."""
        years = "" if not rows else f"{rows[0].day.year} to {rows[-1].day.year}"
        self.holidays.show_values(rows, holiday_columns(), years)
        self.add_holiday.setVisible(is_own)
        self.switch_holiday.setVisible(is_own)
        self._name_switch()

    def allow(self, is_allowed: bool) -> None:
        """Let things be changed, or not in a store that is only read."""
        for tab in (self.absences, self.other_work, self.holidays):
            tab.allow(is_allowed)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.legend.draw_again()

    # ---- Moving ---------------------------------------------------------------------

    @Slot()
    def _say_sight(self) -> None:
        first, last = self.view.days_in_sight()
        if first is not None and last is not None:
            self.bar.show_sight(first, last)

    @Slot(int)
    def _step_year(self, years: int) -> None:
        """Go to the first of January before or after what is in sight."""
        first, _ = self.view.days_in_sight()
        content = self.view.content
        if first is None or content is None:
            return
        is_begun = (first.month, first.day) != (1, 1)
        year = first.year + (years if years > 0 or not is_begun else 0)
        self.view.show_from(content.grid.column(date(year, 1, 1)))

    @Slot()
    def _show_as_at(self) -> None:
        content = self.view.content
        if content is not None:
            day = content.words.as_at
            self.view.show_from(content.grid.column(day - timedelta(days=14)))
            self.view.go_to(day)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object)
    def _show_conflict(self, conflict: Conflict) -> None:
        """Show the days of a conflict among the holders of its skill."""
        self.setCurrentIndex(0)
        self.bar.shown.setCurrentIndex(self.bar.shown.findData(conflict.skill))
        self.view.go_to(conflict.first_on, conflict.away[0] if conflict.away else "")
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _tell_region(self) -> None:
        self.region_wanted.emit(self.region.currentData())

    @Slot()
    def _name_switch(self) -> None:
        """Say what the button does to the holiday that is chosen."""
        row = self.holidays.view.chosen()
        is_free = row is None or row.is_free
        self.switch_holiday.setText(" Take &out" if is_free else " P&ut back")

    @property
    def shown(self) -> str:
        """Whom the calendar shows."""
        return self.bar.shown.currentData() or EVERYONE
