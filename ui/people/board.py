"""What the page of people shows, in values; and how it is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.capacity.by_week import CapacityByWeek
from app.capacity.standing import (
    PersonStanding,
    SkillStanding,
    skill_standings,
    standings,
)
from app.measures.figure import Figure
from app.workforce.absence import Absence, Abstraction
from app.workforce.team import Team
from ui.charts.view import ChartView
from ui.controls.button import Choice, button
from ui.controls.card import GAP, Card
from ui.controls.rows import Rows, RowsView
from ui.people.chart import gross_to_net, weekly_chart
from ui.people.lists import (
    Words,
    absence_columns,
    abstraction_columns,
    cover_columns,
    people_columns,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What is shown.

    Attributes:
        team: Everyone.
        past_and_ahead: Hours of the weeks of the chart, those past too.
        ahead: Hours of the week of the day and the weeks after it.
        weeks: Weeks of work by skill (M09); empty until the records are read.
        words: What codes and uids are called.
        shows_left: Whether those who have left are shown too.
    """

    team: Team
    past_and_ahead: CapacityByWeek
    ahead: CapacityByWeek
    weeks: Mapping[str, Figure]
    words: Words
    shows_left: bool

    def people(self) -> list[PersonStanding]:
        """Return the people to list."""
        every = standings(self.team, self.ahead, self.words.as_at)
        return [one for one in every if self.shows_left or not has_left(one, self.day)]

    @property
    def day(self) -> date:
        """The day at which everything is shown."""
        return self.words.as_at

    def absences(self) -> list[Absence]:
        """Return the absences under way and to come."""
        return [item for item in self.team.absences if item.last_on >= self.day]

    def abstractions(self) -> list[Abstraction]:
        """Return the other work under way and to come, of people still in post."""
        day = self.day
        gone = {
            person.uid
            for person in self.team.people
            if person.ends_on is not None and person.ends_on < day
        }
        return [
            item
            for item in self.team.abstractions
            if (item.valid_to is None or item.valid_to >= day)
            and item.person not in gone
        ]


def has_left(one: PersonStanding, day: date) -> bool:
    """Return whether a person was no longer in post on ``day``."""
    return one.person.ends_on is not None and one.person.ends_on < day


class Board(QSplitter):
    """The list of people above; hours, absences, other work and cover below."""

    change_wanted = Signal()
    absence_wanted = Signal()
    absence_removed = Signal(object)  # the Absence
    abstraction_wanted = Signal()
    abstraction_removed = Signal(object)  # the Abstraction

    def __init__(self, words: Words) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.people: Rows[PersonStanding] = Rows(people_columns(words))
        self.absences: Rows[Absence] = Rows(absence_columns(words))
        self.abstractions: Rows[Abstraction] = Rows(abstraction_columns(words))
        self.cover: Rows[SkillStanding] = Rows(cover_columns(words, {}))
        self.people_view = RowsView(self.people, "People")
        self.absence_view = RowsView(self.absences, "Absences")
        self.abstraction_view = RowsView(self.abstractions, "Other work")
        self.cover_view = RowsView(self.cover, "Skill cover")
        self.week_chart, self.net_chart = ChartView(), ChartView()
        self.choice = Choice(("By week", "Gross to net"), "Which chart")
        self._charts = QStackedWidget()
        self.tabs = QTabWidget()
        self._build()
        self.people_view.activated.connect(self.change_wanted)

    def _build(self) -> None:
        self.setHandleWidth(GAP)
        self.setChildrenCollapsible(False)
        for chart in (self.week_chart, self.net_chart):
            self._charts.addWidget(chart)
        self.choice.chosen.connect(self._charts.setCurrentIndex)
        hours, top = Card(), QHBoxLayout()
        top.addStretch(1)
        top.addWidget(self.choice)
        hours.body.addLayout(top)
        hours.body.addWidget(self._charts, 1)
        self.tabs.addTab(self._absence_tab(), "Abse&nces")
        self.tabs.addTab(self._abstraction_tab(), "&Other work")
        self.tabs.addTab(_tab(self.cover_view), "S&kill cover")
        lower = QSplitter(Qt.Orientation.Horizontal)
        lower.setHandleWidth(GAP)
        lower.setChildrenCollapsible(False)
        lower.addWidget(hours)
        lower.addWidget(self.tabs)
        lower.setSizes([560, 600])
        self.addWidget(self.people_view)
        self.addWidget(lower)
        self.setSizes([276, 334])
        self.setStretchFactor(0, 1)

    def _absence_tab(self) -> QWidget:
        self.add_absence = button("Add a&bsence…", "plus")
        self.remove_absence = button("&Remove", "bin")
        self.add_absence.clicked.connect(self.absence_wanted)
        self.remove_absence.clicked.connect(self._remove_absence)
        return _tab(self.absence_view, self.add_absence, self.remove_absence)

    def _abstraction_tab(self) -> QWidget:
        self.add_abstraction = button("Add other &work…", "plus")
        self.remove_abstraction = button("Re&move", "bin")
        self.add_abstraction.clicked.connect(self.abstraction_wanted)
        self.remove_abstraction.clicked.connect(self._remove_abstraction)
        return _tab(
            self.abstraction_view, self.add_abstraction, self.remove_abstraction
        )

    def show_sight(self, sight: Sight) -> None:
        """Show people, hours and lists; the chosen person stays chosen."""
        chosen, words = self.chosen_uid(), sight.words
        self.people.show_values(sight.people(), people_columns(words))
        self.absences.show_values(sight.absences(), absence_columns(words))
        self.abstractions.show_values(sight.abstractions(), abstraction_columns(words))
        cover = skill_standings(list(words.skills), sight.ahead)
        self.cover.show_values(by_need(cover), cover_columns(words, sight.weeks))
        for view in (self.people_view, self.absence_view):
            view.fit()
        self.abstraction_view.fit()
        self.cover_view.fit()
        self.choose(chosen)
        self.week_chart.show_chart(weekly_chart(sight.past_and_ahead, sight.day))
        self.net_chart.show_chart(gross_to_net(sight.ahead))

    def chosen_uid(self) -> str:
        """Return the uid of the chosen person; empty if none is chosen."""
        one = self.people_view.chosen()
        return one.person.uid if one else ""

    def choose(self, uid: str) -> None:
        """Choose a person, the first one if there is no such person."""
        found = [one.person.uid for one in self.people.values()]
        if found:
            self.people_view.selectRow(found.index(uid) if uid in found else 0)

    def allow(self, is_allowed: bool) -> None:
        """Let the buttons of the lists be pressed, or not in a read-only store."""
        for one in (
            self.add_absence,
            self.remove_absence,
            self.add_abstraction,
            self.remove_abstraction,
        ):
            one.setEnabled(is_allowed)

    @Slot()
    def _remove_absence(self) -> None:
        if (one := self.absence_view.chosen()) is not None:
            self.absence_removed.emit(one)

    @Slot()
    def _remove_abstraction(self) -> None:
        if (one := self.abstraction_view.chosen()) is not None:
            self.abstraction_removed.emit(one)


def by_need(cover: tuple[SkillStanding, ...]) -> list[SkillStanding]:
    """Return skills with the weakest cover first, those that nobody holds last."""
    return sorted(cover, key=lambda one: (one.people == 0, one.people, one.least))


def _tab(view: QWidget, *buttons: QWidget) -> QWidget:
    tab = QWidget()
    layout = QVBoxLayout(tab)
    layout.setContentsMargins(0, 8, 0, 0)
    layout.addWidget(view, 1)
    if buttons:
        row = QHBoxLayout()
        for one in buttons:
            row.addWidget(one)
        row.addStretch(1)
        layout.addLayout(row)
    return tab
