"""A unit of three examiners and a gatekeeper, and its calendar."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QThreadPool

from app.store.absence import add_absence
from app.store.event import write
from app.store.person import add_person, add_skill, set_pattern
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from ui import style
from ui.calendar.page import CalendarPage
from ui.session import Session

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
START = date(2020, 1, 6)
ABSENCES = (
    ("Examiner 2", "A_LEAVE", date(2026, 4, 13), date(2026, 4, 17), {}),
    ("Examiner 2", "A_SICK_S", date(2026, 3, 23), date(2026, 3, 24), {}),
    (
        "Examiner 3",
        "A_PHASED",
        date(2026, 4, 6),
        date(2026, 4, 26),
        {"share_kept": 0.5},
    ),
    ("Examiner 3", "B_COURT", date(2026, 4, 29), date(2026, 4, 30), {}),
    ("Examiner 3", "A_MAT", date(2026, 6, 1), date(2026, 12, 31), {}),
)


@pytest.fixture
def people(unit):
    """Three examiners, two of whom hold a skill, and a gatekeeper: uids by name."""
    known = {"Examiner 1": unit.value("SELECT uid FROM person")}
    with write(unit, who="test", why="", kind="add", at=NOON) as operation:
        for name, role in (
            ("Examiner 2", "EXAMINER"),
            ("Examiner 3", "EXAMINER"),
            ("Gatekeeper 1", "GATEKEEPER"),
        ):
            person = Person(uid="", name=name, role=role, starts_on=START)
            known[name] = add_person(operation, person)
            set_pattern(operation, full_time_pattern(known[name], START))
        for name in ("Examiner 1", "Examiner 2"):
            held = SkillHeld(person=known[name], skill="SK_MOB3", valid_from=START)
            add_skill(operation, held)
        for name, kind, first, last, facts in ABSENCES:
            absence = Absence(
                person=known[name], kind=kind, first_on=first, last_on=last, **facts
            )
            add_absence(operation, absence)
    return known


@pytest.fixture
def page(qtbot, unit, people):
    """The page, in sight, with the keys in its calendar."""
    style.apply_look(style.QApplication.instance(), style.Look())
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = CalendarPage(session)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    page.activateWindow()
    page.board.view.setFocus()
    yield page
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()
    style.QApplication.instance().setStyleSheet("")


@pytest.fixture
def view(page):
    """The calendar of the page."""
    return page.board.view
