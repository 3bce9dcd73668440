"""The list of what was salvaged and is to be checked, on the tab Check."""

import pytest
from PySide6.QtCore import QItemSelectionModel, QThreadPool

from app.salvage.marks import count_marks, read_marks
from app.store.event import write
from tests.ui.conftest import NOON, TODAY
from ui.look import refresh_look
from ui.safety.page import SafetyPage
from ui.session import Session

DOUBT = "Its history is lost: only what was so at last was read."


@pytest.fixture
def session(unit, qtbot):
    refresh_look()
    made = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(made.ready, timeout=20_000):
        made.refresh()
    yield made
    made.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def marked(session):
    store = session.store
    requests = [tuple(row) for row in store.query("SELECT uid, reference FROM request")]
    with write(store, who="test", why="", kind="salvage", at=NOON) as operation:
        for uid, _ in requests:
            mark = {"subject": "request", "record": uid, "source": "rows"}
            mark["detail"] = DOUBT
            operation.register("salvaged", mark, effective_at=0)
    return requests


@pytest.fixture
def page(session, qtbot):
    made = SafetyPage(session)
    qtbot.addWidget(made)
    return made


def listed(page):
    return next(desk.list for desk in page.desks if hasattr(desk, "list"))


def test_without_marks_there_is_no_list(page):
    page.check.wanted.emit()
    assert listed(page).isHidden()


def test_what_is_marked_as_checked_leaves_the_list_as_one_step(page, session, marked):
    page.check.wanted.emit()
    shown = listed(page)
    assert [mark.name for mark in read_marks(session.store)] == [
        reference for _, reference in marked
    ]
    assert not shown.button.isEnabled()
    model = shown.table.model()
    rows = QItemSelectionModel.SelectionFlag.Rows
    select = QItemSelectionModel.SelectionFlag.Select | rows
    shown.table.selectionModel().select(model.index(0, 0), select)
    assert shown.button.isEnabled()
    shown.button.click()
    assert count_marks(session.store) == len(marked) - 1
    assert session.store.value(
        "SELECT kind FROM operation ORDER BY id DESC LIMIT 1"
    ) == ("check salvaged")


def test_which_record_it_is_stands_first_and_nothing_lies_out_of_sight(
    page, qtbot, marked
):
    page.resize(1194, 690)
    page.tabs.setCurrentWidget(page.check)
    with qtbot.waitExposed(page):
        page.show()
    page.check.wanted.emit()
    table = listed(page).table
    assert table.text_rows.head[:2] == ("Record", "Which")
    assert table.text_rows.rows[0][:2] == ("Requests", marked[0][1])
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.columnViewportPosition(3) < table.viewport().width()
