from datetime import UTC, date, datetime

import pytest
from PySide6.QtGui import QAction

from app.casework.request import Request, Status
from app.conduct.amend import amend
from app.errors import InvalidRequest
from app.store.event import write
from app.store.request import add_request, read_request
from ui.session import Session
from ui.steps import Steps, name_steps

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
ABOUT = {"who": "test", "at": NOW}


@pytest.fixture
def uid(store):
    request = Request(uid="", reference="DF-1", status=Status.SUBMITTED)
    with write(store, why="", kind="test", **ABOUT) as operation:
        return add_request(operation, request, effective_at=0)


def change(store, uid, division):
    day = date(2026, 6, 29)
    return amend(store, uid, {"division": division}, on=day, **ABOUT)


def test_steps_are_undone_from_the_last_and_done_again(store, uid):
    steps = Steps()
    for division in ("NORTH", "SOUTH"):
        steps.remember(f"now {division}", change(store, uid, division))
    told = [steps.undo(store, **ABOUT) for _ in range(2)]
    assert told == ["now SOUTH", "now NORTH"]
    assert read_request(store, uid).division is None
    told = [steps.redo(store, **ABOUT) for _ in range(2)]
    assert told == ["now NORTH", "now SOUTH"]
    assert read_request(store, uid).division == "SOUTH"
    with pytest.raises(InvalidRequest, match="nothing to undo or do again"):
        steps.redo(store, **ABOUT)


def test_a_new_step_forgets_what_was_undone(store, uid):
    steps = Steps()
    steps.remember("first", change(store, uid, "NORTH"))
    steps.undo(store, **ABOUT)
    steps.remember("second", change(store, uid, "SOUTH"))
    assert (steps.last, steps.next) == ("second", "")


def test_a_step_that_cannot_be_undone_stays_on_the_pile(store, uid):
    steps = Steps()
    steps.remember("first", change(store, uid, "NORTH"))
    change(store, uid, "SOUTH")
    with pytest.raises(InvalidRequest, match="cannot be undone"):
        steps.undo(store, **ABOUT)
    assert steps.last == "first"


def test_the_menu_names_what_would_be_undone(qapp):
    undo, redo = QAction("Undo"), QAction("Redo")
    steps = Steps()
    name_steps(steps, undo, redo)
    assert not undo.isEnabled()
    steps.remember("P&Q moved", "uid")
    name_steps(steps, undo, redo)
    assert (undo.text(), undo.isEnabled()) == ("&Undo: P&&Q moved", True)


def test_what_changed_nothing_is_no_step(qtbot, store, uid):
    session = Session(store)
    done = change(store, uid, "NORTH")
    assert session.remember("now NORTH", done)
    with write(store, why="", kind="nothing", **ABOUT) as operation:
        pass
    assert not session.remember("nothing new", operation.uid)
    assert session.steps.last == "now NORTH"
