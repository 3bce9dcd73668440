"""A branch is looked at first and then brought in."""

import shutil

import pytest
from PySide6.QtCore import QThreadPool

from app.store import open_store
from app.store.setting import change_settings, read_settings
from tests.ui.conftest import NOON
from ui.pen_state import PenState
from ui.safety.page import SafetyPage
from ui.safety.sharing_desk import SharingDesk
from ui.session import Session
from ui.sharing import Sharing


@pytest.fixture
def page(qtbot, unit, unit_path, tmp_path):
    session = Session(unit)
    sharing = session.sharing = Sharing(session, tmp_path / "home")
    made = SafetyPage(session)
    qtbot.addWidget(made)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    made.resize(1200, 700)
    made.show()
    made.tabs.setCurrentWidget(made.sharing)
    made.refresh()
    yield made
    session.stop_work()
    sharing.stop()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def branch(unit, unit_path, tmp_path):
    from dataclasses import replace

    copy = tmp_path / "branch.db"
    shutil.copyfile(unit_path, copy)
    store = open_store(copy)
    settings = replace(read_settings(store), organisation="Of the branch")
    change_settings(store, settings, who="j.smith", at=NOON)
    store.close()
    return copy


def desk_of(page):
    return next(desk for desk in page.desks if isinstance(desk, SharingDesk))


def test_the_tab_says_that_this_window_has_the_pen(page):
    page.session.sharing.beat()
    assert "has the pen since" in page.header.findChild(object, "page_sentence").text()


def test_a_branch_is_shown_and_brought_in_once(page, branch, qtbot):
    desk = desk_of(page)
    with qtbot.waitSignal(desk._job.finished):
        desk.preview(branch)
    dialog = page.opened
    assert dialog.windowTitle() == "Bring in changes kept aside"
    rows = dialog.table.text_rows.rows
    assert [row[0] for row in rows] == ["Brought in"]
    with qtbot.waitSignal(page.session.changed):
        dialog.save_button.click()
    assert page.session.settings.organisation == "Of the branch"
    with qtbot.waitSignal(desk._job.finished):
        desk.preview(branch)
    assert not page.opened.save_button.isEnabled()
    page.opened.reject()


def test_a_way_is_handed_to_the_window(page, qtbot):
    with qtbot.waitSignal(page.session.sharing.wanted) as told:
        page.sharing.give.click()
    assert told.args == ["give"]


def test_without_a_window_the_tab_says_what_the_store_says(page):
    page.session.sharing = None
    desk_of(page).refresh()
    assert page.sharing.pen.statement.text() == "This window has the pen"
    assert PenState().unpublished_words == "Everything is published."
