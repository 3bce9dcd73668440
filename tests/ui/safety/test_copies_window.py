"""The window keeps copies by itself, says how old they are, and goes back to one."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QMessageBox

from app.keeping.listing import list_copies
from app.keeping.make import keep_copy
from app.keeping.state import KeepingState, words_of
from app.store import reading
from app.store.safety_act import last_safety_act
from app.store.setting import change_settings, read_settings
from tests.ui.conftest import NOON
from ui.main_window import MainWindow


@pytest.fixture
def window(qapp, qtbot, unit_path):
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open(unit_path)
    ready(qtbot, window)
    yield window
    window.close()
    QThreadPool.globalInstance().waitForDone()


def ready(qtbot, window):
    """Wait until a window has read its store and looked at its copies."""
    qtbot.waitUntil(lambda: window.workspace is not None)
    session = window.workspace.session
    qtbot.waitUntil(lambda: session.facts is not None)
    qtbot.waitUntil(lambda: window._copies.state is not None)
    still(qtbot, window)


def still(qtbot, window):
    qtbot.waitUntil(lambda: not window._copies._is_busy)


def change(qtbot, window, over_age=45):
    session = window.workspace.session
    settings = replace(read_settings(session.store), over_age=over_age)
    with qtbot.waitSignal(session.changed):
        change_settings(session.store, settings, who="A. Jones", at=session.now())
        session.refresh()


def status(window):
    return window._status.copies


def keep(qtbot, window):
    before = len(list_copies(window.workspace.session.path))
    window._copies.keep()
    still(qtbot, window)
    return len(list_copies(window.workspace.session.path)) - before


def test_the_status_bar_says_that_there_is_no_copy_and_leads_there(qtbot, window):
    assert status(window).text() == "No verified copy yet"
    assert status(window).property("tone") == "watch"
    status(window).click()
    assert window.workspace.room == "safety"
    page = window.workspace.page()
    assert page.present() is page.copies


def test_a_copy_is_made_soon_after_opening_if_there_is_none(qtbot, window, unit_path):
    window._copies._first.timeout.emit()
    still(qtbot, window)
    (copy,) = list_copies(unit_path)
    assert copy.is_verified
    assert status(window).text() == "Last verified copy just now, 1 place"
    assert status(window).property("tone") == "plain"


def test_ten_minutes_after_a_change_a_copy_is_due_and_then_made(qtbot, window):
    assert keep(qtbot, window) == 1
    due = window._copies._due
    assert not due.isActive()
    change(qtbot, window)
    assert due.isActive()
    assert due.interval() == 10 * 60_000
    due.timeout.emit()
    still(qtbot, window)
    assert len(list_copies(window.workspace.session.path)) == 2
    assert not due.isActive()


def test_reading_again_what_has_not_changed_makes_no_copy_due(qtbot, window):
    keep(qtbot, window)
    session = window.workspace.session
    with qtbot.waitSignal(session.changed):
        session.refresh()
    assert not window._copies._due.isActive()
    assert keep(qtbot, window) == 0


def test_on_closing_what_was_changed_is_copied(qtbot, window, unit_path):
    keep(qtbot, window)
    change(qtbot, window)
    window.close_store()
    QThreadPool.globalInstance().waitForDone()
    newest, _ = list_copies(unit_path)
    assert newest.note.reason == "close"
    assert newest.is_verified
    assert not status(window).isVisible()


def test_on_closing_what_was_only_looked_at_nothing_is_copied(qtbot, window, unit_path):
    window.close_store()
    QThreadPool.globalInstance().waitForDone()
    assert list_copies(unit_path) == ()


def test_a_store_that_fails_its_check_is_said_to_and_work_goes_on(
    qtbot, window, unit_path
):
    import sqlite3
    from contextlib import closing

    keep(qtbot, window)
    with closing(sqlite3.connect(unit_path)) as connection:
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE event SET effective_at = effective_at + 1")
        connection.commit()
    change(qtbot, window)
    window._copies.keep()
    still(qtbot, window)
    assert "failed a check" in status(window).text()
    assert status(window).property("tone") == "bad"
    window._copies.look()
    still(qtbot, window)
    assert status(window).text() == "No copies are made: the store failed a check"


def test_going_back_closes_the_store_and_opens_the_restored_one(
    qtbot, window, unit_path
):
    keep(qtbot, window)
    change(qtbot, window, over_age=45)
    window.go("safety/copies")
    page = window.workspace.page()
    copy = list_copies(unit_path)[0].path
    old = window.workspace
    page.desks[0].go_back(copy, "a trial")
    qtbot.waitUntil(lambda: window.workspace not in (None, old), timeout=20_000)
    ready(qtbot, window)
    assert window.workspace.room == "safety"
    assert window.workspace.session.settings.over_age == 30
    assert "kept as unit before restore" in window._status.currentMessage()
    act = last_safety_act(window.workspace.session.store, "restore")
    assert act.source == copy.name
    assert not window.workspace.session.read_only


def test_a_copy_that_cannot_be_gone_back_to_is_told_and_the_store_opens_again(
    qtbot, window, unit_path
):
    keep(qtbot, window)
    copy = list_copies(unit_path)[0].path
    copy.write_bytes(b"rubbish")
    window.go("safety/copies")
    old = window.workspace
    window.workspace.page().desks[0].go_back(copy, "a trial")
    qtbot.waitUntil(lambda: window.workspace not in (None, old), timeout=20_000)
    ready(qtbot, window)
    boxes = window.findChildren(QMessageBox)
    assert any("not a Headroom store" in box.text() for box in boxes)
    assert not [*unit_path.parent.glob("*before restore*")]


def test_a_rehearsal_comes_by_itself_when_nothing_was_changed_for_a_while(
    qtbot, window
):
    keep(qtbot, window)
    session = window.workspace.session
    for _ in range(5):
        window._copies._minute.timeout.emit()
    still(qtbot, window)
    assert last_safety_act(session.store, "drill").detail["passed"]
    assert "restored into memory" in window._status.currentMessage()
    qtbot.waitUntil(lambda: not session._is_reading)


def test_before_an_upgrade_a_proved_copy_is_kept(qapp, qtbot, tmp_path):
    import gzip
    from pathlib import Path

    stores = Path(__file__).parents[2] / "stores"
    path = tmp_path / "old.db"
    path.write_bytes(gzip.decompress((stores / "schema_18.db.gz").read_bytes()))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.open(path)
    ready(qtbot, window)
    copies = list_copies(path)
    assert "before-upgrade" in copies[-1].path.name
    assert copies[-1].is_verified
    window.close()
    QThreadPool.globalInstance().waitForDone()


def test_a_store_open_for_reading_is_never_copied_by_itself(qtbot, unit_path):
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window._opening.open_for_reading(unit_path)
    ready(qtbot, window)
    window._copies._first.timeout.emit()
    window._copies.keep()
    still(qtbot, window)
    window.close()
    QThreadPool.globalInstance().waitForDone()
    assert list_copies(unit_path) == ()


def said(**known):
    return words_of(KeepingState(**known), NOON)


@pytest.mark.parametrize(
    ("known", "words", "tone"),
    [
        ({}, "No verified copy yet", "watch"),
        (
            {"proved_at": NOON - timedelta(minutes=4), "places": 2},
            "Last verified copy 4 min ago, 2 places",
            "plain",
        ),
        (
            {"proved_at": NOON - timedelta(hours=23, minutes=59), "places": 1},
            "Last verified copy 23 h ago, 1 place",
            "plain",
        ),
        (
            {"proved_at": NOON - timedelta(days=1), "places": 2},
            "Last verified copy 24 h ago, 2 places",
            "watch",
        ),
        (
            {"proved_at": NOON - timedelta(days=3), "places": 2},
            "Last verified copy 3 days ago, 2 places",
            "watch",
        ),
        (
            {"proved_at": NOON, "places": 1, "has_second": True},
            "Last verified copy just now, 1 place: the second is away",
            "watch",
        ),
        (
            {"damage": "x"},
            "No copies are made: the store failed a check",
            "bad",
        ),
    ],
)
def test_the_line_says_how_old_and_turns_amber_after_a_day(known, words, tone):
    assert said(**known) == (words, tone)


def test_a_copy_made_elsewhere_is_seen_when_a_page_says_so(qtbot, window, unit_path):
    with reading(unit_path) as store:
        keep_copy(store, reason="asked", at=window.workspace.session.now())
    window.workspace.session.copies_changed.emit()
    still(qtbot, window)
    assert status(window).text() == "Last verified copy just now, 1 place"
