"""A request with a past, in a store on disk, and its page."""

from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QThreadPool

from app.casework.examination import Examination
from app.casework.exhibit import Exhibit, ExhibitState
from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.conduct.amend import retarget
from app.conduct.examine import add_examination
from app.conduct.exhibit import add_exhibit
from app.store.event import write
from app.store.person import add_person, add_skill
from app.store.request import add_request, move_request
from app.workforce.examiner import Person, SkillHeld
from ui.request.page import RequestPage
from ui.session import Session

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
FEBRUARY = date(2026, 2, 1)
ABOUT = {"who": "test", "at": NOON}
COURSE = (
    (2, Status.ASSESSING, None),
    (3, Status.ACCEPTED, None),
    (5, Status.ALLOCATED, None),
    (6, Status.IN_PROGRESS, None),
    (9, Status.ON_HOLD, "H_COPFS"),
    (16, Status.IN_PROGRESS, "E_ANSWERED"),
)
"""What became of the request in February: day, status, reason."""


def feb(day):
    return FEBRUARY + timedelta(days=day - 1)


@pytest.fixture
def case(unit):
    """A request in progress that was held once, with a phone and its card."""
    request = Request(
        uid="",
        reference="DF-100",
        status=Status.SUBMITTED,
        priority=Priority.STANDARD,
        offence="GROOM",
        division="N",
        examination_type="MOB_L1",
        summary="Which messages were sent in January?",
        submitted_on=feb(1),
        received_on=feb(3),
        target_on=feb(28),
        original_target_on=feb(28),
    )
    with write(unit, why="", kind="test", **ABOUT) as operation:
        uid = add_request(operation, request, effective_at=midday(feb(1)))
        for name in ("Ann Other", "Bob Sample"):
            somebody = Person(uid="", name=name, starts_on=feb(1))
            person = add_person(operation, somebody)
            held = SkillHeld(
                uid="", person=person, skill="SK_MOB1", level=2, valid_from=feb(1)
            )
            add_skill(operation, held)
        for day, status, reason in COURSE:
            facts = {"examiner": person} if status is Status.ALLOCATED else {}
            move_request(
                operation,
                uid,
                status,
                effective_at=midday(feb(day)),
                reason=reason,
                facts=facts,
            )
    phone = Exhibit(
        uid="",
        request=uid,
        reference="A-1",
        type="PHONE_SMART",
        state=ExhibitState.STORED,
        received_on=feb(3),
        is_agreed=True,
    )
    add_exhibit(unit, phone, on=feb(3), **ABOUT)
    work = Examination(uid="", request=uid, type="MOB_L1", effort_estimated=6.0)
    add_examination(unit, work, on=feb(3), **ABOUT)
    later = date(2026, 4, 15)
    retarget(unit, uid, later, reason="T_SCOPE", on=feb(20), **ABOUT)
    return uid


@pytest.fixture
def page(qtbot, unit, case):
    session = Session(unit, today=lambda: TODAY)
    session.now = lambda: NOON
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = RequestPage(session)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.show_request(case)
    yield page
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()
