"""Two windows on one store: one has the pen, the other follows."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QMessageBox, QPushButton

from app.sharing.generation import numbers
from app.sharing.opening import prepare_pen, prepare_reading
from app.sharing.publish import publish
from app.sharing.watch import Watch
from app.store import open_store
from app.store.lock import holder_of
from app.store.setting import change_settings, read_settings
from tests.ui.conftest import NOON
from ui import share_opening
from ui.main_window import MainWindow


@pytest.fixture
def homes(monkeypatch, tmp_path):
    """Keep what is this computer's own in a folder of the test."""
    monkeypatch.setattr(share_opening, "home", lambda: tmp_path / "home")
    return tmp_path / "home", tmp_path / "other"


@pytest.fixture
def windows(qapp, qtbot, homes):
    made = []

    def window():
        one = MainWindow()
        qtbot.addWidget(one)
        one.resize(1366, 768)
        one.show()
        made.append(one)
        return one

    yield window
    for one in made:
        one.close_store()
    QThreadPool.globalInstance().waitForDone()


def read(window, qtbot):
    """Wait until a window has read its store."""
    qtbot.waitUntil(lambda: window.workspace is not None)
    session = window.workspace.session
    qtbot.waitUntil(lambda: session.facts is not None)
    return session


def reader(windows, path, qtbot):
    window = windows()
    window._opening.open_for_reading(path)
    read(window, qtbot)
    return window


def strip(window):
    return window.workspace.pen_strip


def rename(session, unit):
    change_settings(
        session.store, replace(session.settings, unit=unit), who="test", at=NOON
    )
    session.refresh()


def box(window):
    return window.findChildren(QMessageBox)[-1]


def test_a_second_window_says_who_has_the_pen_and_follows(windows, unit_path, qtbot):
    first = windows()
    first.open(unit_path)
    read(first, qtbot)
    second = reader(windows, unit_path, qtbot)
    assert strip(first).isHidden()
    assert "has the pen since" in strip(second).words.text()
    assert "and was active" in strip(second).words.text()
    rename(first.workspace.session, "Renamed unit")
    session = second.workspace.session
    with qtbot.waitSignal(session.changed):
        session.sharing.look()
    assert session.settings.unit == "Renamed unit"


def test_the_pen_is_offered_when_it_is_free_and_taken(windows, unit_path, qtbot):
    first = windows()
    first.open(unit_path)
    read(first, qtbot)
    second = reader(windows, unit_path, qtbot)
    assert strip(second).take.text() == "Ask again"
    strip(second).take.click()
    assert "has the pen" in box(second).text()
    first.close_store()
    second.workspace.session.sharing.look()
    assert strip(second).take.text() == "Take the pen"
    strip(second).take.click()
    assert not second.workspace.session.read_only
    assert strip(second).isHidden()


def test_the_pen_is_given_back_and_the_view_stays(windows, unit_path, qtbot):
    window = windows()
    window.open(unit_path)
    read(window, qtbot)
    window.go("queue")
    window.actions_by_name["give_pen"].trigger()
    assert window.workspace.session.read_only
    assert window.workspace.room == "queue"
    assert holder_of(unit_path) is None
    read(window, qtbot)


def test_who_has_the_pen_or_has_it_not_is_told_so_by_the_menu(
    windows, unit_path, qtbot
):
    writer = windows()
    writer.open(unit_path)
    read(writer, qtbot)
    writer.actions_by_name["take_pen"].trigger()
    assert "has the pen already" in box(writer).text()
    looker = reader(windows, unit_path, qtbot)
    looker.actions_by_name["give_pen"].trigger()
    assert "does not have the pen" in box(looker).text()


def test_a_pen_that_is_silent_is_taken_over_after_asking(windows, unit_path, qtbot):
    first = windows()
    first.open(unit_path)
    frozen = read(first, qtbot)
    second = reader(windows, unit_path, qtbot)
    sharing = second.workspace.session.sharing
    holder = sharing.holder
    sharing.watch = Watch(token=holder.token, beat=holder.beat, at=0.0, silent=95.0)
    sharing.changed.emit()
    assert not strip(second).take_over.isHidden()
    strip(second).take_over.click()
    assert "no sign of life for 95 s" in box(second).text()
    yes = next(b for b in box(second).findChildren(QPushButton) if "over" in b.text())
    yes.click()
    session = second.workspace.session
    assert not session.read_only
    assert session.store.value("SELECT kind FROM safety_act") == "takeover"
    frozen.sharing.beat()
    assert first.workspace.session.read_only
    assert "took the pen over" in box(first).text()
    read(first, qtbot)
    read(second, qtbot)


def test_a_store_is_shared_and_another_computer_reads_it(
    windows, unit_path, qtbot, tmp_path, homes
):
    folder = tmp_path / "DFU"
    folder.mkdir()
    window = windows()
    window.open(unit_path)
    read(window, qtbot)
    window._shares.share_in(folder)
    qtbot.waitUntil(lambda: window.workspace.session.path != unit_path)
    session = read(window, qtbot)
    assert session.sharing.state().generation == 1
    rename(session, "Renamed unit")
    with qtbot.waitSignal(session.sharing._sender.finished):
        session.sharing.publish()
    qtbot.waitUntil(lambda: session.sharing.state().generation == 2)
    assert session.sharing.state().unpublished == 0
    assert prepare_reading(folder, homes[1]).commit.number == 2
    rename(session, "Renamed again")
    window.close_store()
    assert numbers(folder) == [3, 2, 1]
    assert holder_of(folder / "pen") is None


def test_a_reader_of_a_shared_store_takes_up_new_generations(
    windows, unit_path, qtbot, tmp_path, monkeypatch, homes
):
    folder = tmp_path / "DFU"
    folder.mkdir()
    first = windows()
    first.open(unit_path)
    read(first, qtbot)
    first._shares.share_in(folder)
    qtbot.waitUntil(lambda: first.workspace.session.path != unit_path)
    writer = read(first, qtbot)
    monkeypatch.setattr(share_opening, "home", lambda: homes[1])
    second = windows()
    second._shares.open(folder)
    session = read(second, qtbot)
    assert session.read_only
    assert "(generation 1)" in strip(second).words.text()
    rename(writer, "Renamed unit")
    with qtbot.waitSignal(writer.sharing._sender.finished):
        writer.sharing.publish()
    session.sharing.look()
    qtbot.waitUntil(lambda: "(generation 2)" in strip(second).words.text())
    qtbot.waitUntil(lambda: session.settings.unit == "Renamed unit")


def test_who_was_taken_over_keeps_its_branch_and_reads(
    windows, unit_path, qtbot, tmp_path, homes
):
    folder = tmp_path / "DFU"
    folder.mkdir()
    window = windows()
    window.open(unit_path)
    read(window, qtbot)
    window._shares.share_in(folder)
    qtbot.waitUntil(lambda: window.workspace.session.path != unit_path)
    session = read(window, qtbot)
    rename(session, "Mine")
    stale = holder_of(folder / "pen")
    other = prepare_pen(folder, homes[1], at=NOON, stale=stale)
    store = open_store(other.working.store)
    theirs = replace(read_settings(store), organisation="Theirs")
    change_settings(store, theirs, who="test", at=NOON)
    publish(store, other.working, at=NOON)
    store.close()
    session.sharing.beat()
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)))
    assert "took the pen over" in box(window).text()
    assert "changes of" in box(window).informativeText()
    session = read(window, qtbot)
    assert session.read_only
    assert session.settings.organisation == "Theirs"
    assert len(session.sharing.state().branches) == 1
    other.pen.release()
    window.actions_by_name["take_pen"].trigger()
    qtbot.waitUntil(lambda: not window.workspace.session.read_only)
    read(window, qtbot)
