"""A unit of three examiners and seven open requests, and the page of its queue."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool

from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.store import Store, open_store
from app.store.event import Operation, write
from app.store.person import add_person, add_skill, set_pattern
from app.store.request import add_request, move_request
from app.store.setting import Settings
from app.store.unit import create_unit
from app.workforce.examiner import EXAMINER, Person, SkillHeld, full_time_pattern
from ui.queue.page import QueuePage
from ui.session import Session

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
SKILLS = {"Ash": ("SK_MOB1", "SK_WIN"), "Birch": ("SK_MOB1",), "Cedar": ()}
REQUESTS = (
    ("Q-1", Priority.IMMEDIATE, "MOB_L1", 3, 10.0),
    ("Q-2", Priority.URGENT, "MOB_L1", 20, 20.0),
    ("Q-3", Priority.URGENT, "COMP_FULL", 10, 30.0),
    ("Q-4", Priority.STANDARD, "COMP_FULL", 40, 80.0),
    ("Q-5", Priority.STANDARD, "CRYPTO", 30, 10.0),
    ("Q-6", Priority.ROUTINE, "MOB_L1", 60, 12.0),
    ("Q-7", Priority.ROUTINE, "MOB_L1", 90, 70.0),
)
"""Reference, priority, type, days since acceptance, hours; Q-2 is held, Q-6 given."""


def _people(operation: Operation) -> dict[str, str]:
    uids, since = {}, date(2020, 1, 6)
    for name, skills in SKILLS.items():
        person = Person(uid="", name=name, role=EXAMINER, starts_on=since)
        uid = uids[name] = add_person(operation, person)
        set_pattern(operation, full_time_pattern(uid, since))
        for skill in skills:
            add_skill(operation, SkillHeld(person=uid, skill=skill, valid_from=since))
    return uids


def _requests(operation: Operation, people: dict[str, str]) -> None:
    targets = {Priority.IMMEDIATE: 1, Priority.URGENT: 14, Priority.STANDARD: 60}
    for reference, priority, kind, age, hours in REQUESTS:
        day = TODAY - timedelta(days=age)
        request = Request(
            uid="",
            reference=reference,
            status=Status.ACCEPTED,
            priority=priority,
            examination_type=kind,
            received_on=day,
            accepted_on=day,
            target_on=day + timedelta(days=targets.get(priority, 120)),
            original_target_on=day + timedelta(days=targets.get(priority, 120)),
            effort_estimated=hours,
        )
        uid = add_request(operation, request, effective_at=midday(day))
        later = midday(TODAY - timedelta(days=1))
        if reference == "Q-2":
            move_request(
                operation, uid, Status.ON_HOLD, effective_at=later, reason="H_INFO"
            )
        if reference == "Q-6":
            given = {"examiner": people["Birch"]}
            move_request(
                operation, uid, Status.ALLOCATED, effective_at=later, facts=given
            )


@pytest.fixture
def queue_path(tmp_path: Path) -> Path:
    """The file of the unit."""
    path = tmp_path / "queue.db"
    store = create_unit(path, Settings(unit="Test unit"), who="test", at=NOON)
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        _requests(operation, _people(operation))
    store.close()
    return path


def shown_page(qtbot, store: Store, session: Session) -> QueuePage:
    """Return the page with all that it shows, refreshed as the window does it."""
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = QueuePage(session)
    session.changed.connect(page.refresh)
    session.as_at_changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1194, 640)
    with qtbot.waitExposed(page):
        page.show()
    with qtbot.waitSignal(page.choice_changed):
        page.refresh()
    page.activateWindow()
    page.view.setFocus()
    return page


@pytest.fixture
def page(qtbot, queue_path) -> Iterator[QueuePage]:
    """The page of the queue on the unit."""
    store = open_store(queue_path)
    session = Session(store, today=lambda: TODAY)
    session.now = lambda: NOON
    yield shown_page(qtbot, store, session)
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()
    store.close()


@pytest.fixture
def read_only_page(qtbot, queue_path) -> Iterator[QueuePage]:
    """The same where nothing can be written."""
    store = open_store(queue_path, read_only=True)
    session = Session(store, today=lambda: TODAY)
    yield shown_page(qtbot, store, session)
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()
    store.close()
