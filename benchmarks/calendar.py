"""The year calendar of 60 people, beside the same days as a table of Qt's own.

The peer is a ``QTableView`` whose model answers with a colour and a letter for each
day, with rows and columns of the same size; it draws no head of months, no shapes and
no counts. Both are scrolled by the same steps. Run in a process of its own; prints
milliseconds as JSON.
"""

import json
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTableView

from app.capacity.by_week import capacity_by_week
from app.capacity.day_grid import DayGrid, Ground, day_grid
from app.casework.working_time import weeks_between
from app.store.team import public_holidays
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team
from ui import style
from ui.calendar.content import Words, content_of
from ui.calendar.letters import letter_of
from ui.calendar.year_view import YearView

PEOPLE, FIRST, LAST = 60, date(2022, 1, 1), date(2027, 12, 31)
AS_AT = date(2026, 11, 1)
SIZE = (1650, 900)
STEPS = 80
KINDS = ("A_LEAVE", "A_LEAVE", "A_SICK_S", "B_COURT", "B_TRAIN", "A_TOIL")
ROLE = Qt.ItemDataRole


def unit() -> Team:
    """Return 60 people with some forty absences a year and head."""
    chance, began = Random(1), date(2018, 1, 1)  # noqa: S311 - no secret
    people = tuple(
        Person(uid=f"{number:02}", name=f"Examiner {number:02}", starts_on=began)
        for number in range(PEOPLE)
    )
    absences = []
    for person in people:
        day = FIRST
        while day < LAST:
            day += timedelta(days=chance.randint(3, 15))
            last = day + timedelta(days=chance.randint(0, 4))
            kind = chance.choice(KINDS)
            absences.append(
                Absence(person=person.uid, kind=kind, first_on=day, last_on=last)
            )
            day = last + timedelta(days=1)
    return Team(
        people=people,
        patterns=tuple(full_time_pattern(one.uid, began) for one in people),
        skills=tuple(
            SkillHeld(person=one.uid, skill=f"SK_{place % 12}", valid_from=began)
            for place, one in enumerate(people)
        ),
        absences=tuple(absences),
        holidays=public_holidays("scotland"),
    )


class DayModel(QAbstractTableModel):
    """The same days as items: a colour and a letter each."""

    def __init__(self, grid: DayGrid) -> None:
        super().__init__()
        tokens = style.present_look().tokens
        self._letters = [[""] * grid.days for _ in grid.people]
        shades = {
            Ground.WORK: "surface",
            Ground.REST: "rest",
            Ground.HOLIDAY: "holiday",
        }
        plain = {
            ground: QBrush(QColor(getattr(tokens, shades.get(ground, "canvas"))))
            for ground in Ground
        }
        self._brushes = [[plain[Ground(one)] for one in row] for row in grid.ground]
        for row, runs in enumerate(grid.runs):
            for run in runs:
                brush = QBrush(QColor(tokens.days[run.mark]))
                for column in range(run.first, run.last + 1):
                    self._brushes[row][column] = brush
                    self._letters[row][column] = letter_of(run.absence)

    def rowCount(self, _parent: QModelIndex | None = None) -> int:
        """Return how many people there are."""
        return len(self._brushes)

    def columnCount(self, _parent: QModelIndex | None = None) -> int:
        """Return how many days there are."""
        return len(self._brushes[0])

    def data(self, index: QModelIndex, role: int = ROLE.DisplayRole) -> object:
        """Return the letter or the colour of a day."""
        if role == ROLE.DisplayRole:
            return self._letters[index.row()][index.column()]
        if role == ROLE.BackgroundRole:
            return self._brushes[index.row()][index.column()]
        return None


def table(grid: DayGrid, row: int, cell: int) -> QTableView:
    """Return the peer, ready to be shown."""
    made = QTableView()
    made.setModel(DayModel(grid))
    made.horizontalHeader().setMinimumSectionSize(1)
    made.horizontalHeader().setDefaultSectionSize(cell)
    made.verticalHeader().setDefaultSectionSize(row)
    made.horizontalHeader().hide()
    made.setShowGrid(False)
    for mode in (made.setHorizontalScrollMode, made.setVerticalScrollMode):
        mode(QTableView.ScrollMode.ScrollPerPixel)
    return made


def timed(work: Callable[[], object]) -> float:
    """Return how long something takes, in milliseconds."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def scrolled(view: QAbstractScrollArea, start: int, step: int) -> list[float]:
    """Return how long each step of scrolling across and down takes, with its paint."""
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    across.setValue(start)
    view.viewport().repaint()
    times = []
    for number in range(STEPS):
        bar = down if number % 4 == 3 else across

        def go(bar: object = bar) -> None:
            bar.setValue(bar.value() + step)  # type: ignore[attr-defined]
            view.viewport().repaint()

        times.append(timed(go))
    return times


def main() -> dict[str, float]:
    """Return what was measured, in milliseconds."""
    application = QApplication.instance() or QApplication([])
    style.load_fonts()
    style.apply_look(application, style.Look())
    team, weeks = unit(), weeks_between(FIRST, LAST)
    view = YearView()
    view.resize(*SIZE)
    view.show()
    application.processEvents()

    def draw() -> None:
        grid = day_grid(team, FIRST, LAST)
        words = Words(as_at=AS_AT, people=team.names)
        capacity = capacity_by_week(team, weeks, AS_AT)
        view.show_content(content_of(team, grid, capacity, words, ""))
        view.viewport().repaint()

    found = {"drawn": timed(draw)}
    frame = view.frame_now()
    start, step = view.horizontalScrollBar().value(), round(frame.cell * 7)
    steps = scrolled(view, start, step)
    grid = day_grid(team, FIRST, LAST)
    peer = table(grid, frame.row, max(round(frame.cell), 1))
    peer.resize(*SIZE)
    peer.show()
    found["peer_drawn"] = timed(application.processEvents)
    theirs = scrolled(peer, start, step)
    return found | {
        "step_median": statistics.median(steps),
        "step_worst": max(steps),
        "peer_step_median": statistics.median(theirs),
        "peer_step_worst": max(theirs),
    }


if __name__ == "__main__":
    print(json.dumps(main()))
