"""The page of capacity over the small unit, with leave, other work and welfare time."""

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QThreadPool

from app.store import Store
from app.store.absence import add_absence, add_abstraction
from app.store.event import write
from app.store.person import add_skill
from app.store.team import read_team
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import SkillHeld
from tests.ui.conftest import NOON, TODAY
from ui.capacity.page import CapacityPage
from ui.session import Session
from ui.style import Look, apply_look

START = date(2020, 1, 6)


def give_time(store: Store) -> None:
    """Give the one examiner leave, sickness, other work and a skill."""
    (person,) = read_team(store).people
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        for kind, first, last in (
            ("A_LEAVE", date(2026, 4, 13), date(2026, 4, 17)),
            ("A_SICK_S", date(2026, 3, 16), date(2026, 3, 17)),
            ("B_COURT", date(2026, 4, 22), date(2026, 4, 22)),
        ):
            absence = Absence(
                person=person.uid, kind=kind, first_on=first, last_on=last
            )
            add_absence(operation, absence)
        for item in (
            Abstraction(kind="B_QA", valid_from=START, share=0.1),
            Abstraction(kind="B_WELF", valid_from=START, weekly_hours=1.0),
        ):
            add_abstraction(operation, item)
        skill = SkillHeld(person=person.uid, skill="SK_MOB3", valid_from=START)
        add_skill(operation, skill)


@pytest.fixture
def page(qapp, qtbot, unit) -> Iterator[CapacityPage]:
    """The page, read and in sight."""
    apply_look(qapp, Look())
    give_time(unit)
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    made = CapacityPage(session)
    qtbot.addWidget(made)
    made.resize(1194, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    yield made
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()
