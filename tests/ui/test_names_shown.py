"""Names or aliases: what the unit has settled is shown everywhere, and nothing else."""

from dataclasses import replace

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QThreadPool,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QWidget,
)

from app.reports.facts import read_facts
from app.reports.history_words import Names
from app.reports.request_sheet import SheetFrame, request_sheet
from app.store import open_store
from app.store.case import case_of
from app.store.event import write
from app.store.person import change_person, read_people
from app.store.setting import change_settings, read_settings
from tests.ui.conftest import NOON, TODAY
from ui.main_window import MainWindow
from ui.unit_dialog import UnitDialog

NAME, ALIAS = "Ann Archer", "Examiner Blue"
ROOMS = ("today", "register", "queue", "people", "calendar", "capacity")


@pytest.fixture
def aliased_path(unit_path):
    """A unit whose examiner has a name and an alias, and has a request in hand."""
    store = open_store(unit_path)
    person = read_people(store)[0]
    request = store.value("SELECT uid FROM request WHERE reference = 'DF-1'")
    with write(store, who="t", why="", kind="t", at=NOON) as operation:
        named = replace(person, name=NAME, alias=ALIAS)
        change_person(operation, named, on=TODAY)
        operation.change(
            "request",
            request,
            {"examiner": person.uid, "status": "ALLOCATED"},
            effective_at=int(NOON.timestamp()),
            status="ALLOCATED",
        )
    store.close()
    return unit_path


@pytest.fixture
def window(qtbot, aliased_path):
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open(aliased_path)
    session = window.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    yield window
    window.close_store()
    QThreadPool.globalInstance().waitForDone()


def texts(page):
    """All that is in sight on a page: labels, buttons, lists to choose from, tables."""
    for one in filter(QWidget.isVisible, page.findChildren(QWidget)):
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        elif isinstance(one, QComboBox):
            yield from (one.itemText(place) for place in range(one.count()))
        elif isinstance(one, QAbstractItemView):
            yield from cells(one.model())


def cells(model):
    root = QModelIndex()
    for row in range(model.rowCount(root) if model else 0):
        is_list = isinstance(model, QAbstractListModel)  # hides how many columns it has
        for column in range(1 if is_list else model.columnCount(root)):
            yield str(model.index(row, column).data() or "")


def deliver():
    """Let threads answer, and what they answered be shown, until nobody asks more."""
    for _ in range(4):
        QThreadPool.globalInstance().waitForDone()
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def said(window, room):
    window.go(room)
    page = window.workspace.page()
    deliver()
    return " | ".join(texts(page))


def test_the_setting_decides_on_every_page_and_changing_it_is_seen_at_once(
    window, qtbot
):
    before = {room: said(window, room) for room in ROOMS}
    assert not [room for room in ROOMS if NAME in before[room]]
    assert {room for room in ROOMS if ALIAS in before[room]} >= {"register", "people"}
    window.actions_by_name["unit"].trigger()
    dialog = window.findChild(UnitDialog)
    dialog._names.setChecked(True)
    with qtbot.waitSignal(window.workspace.session.changed):
        dialog.accept()
    for room in ROOMS:
        is_named = ALIAS in before[room]
        qtbot.waitUntil(lambda room=room: ALIAS not in said(window, room))
        qtbot.waitUntil(
            lambda room=room, is_named=is_named: (
                (NAME in said(window, room)) == is_named
            )
        )


def test_settings_of_the_unit_are_undone_as_anything_else(window, qtbot):
    session = window.workspace.session
    window.actions_by_name["unit"].trigger()
    dialog = window.findChild(UnitDialog)
    dialog._names.setChecked(True)
    with qtbot.waitSignal(session.changed):
        dialog.accept()
    assert session.settings.shows_names
    with qtbot.waitSignal(session.changed):
        assert session.undo() == "Settings of the unit changed"
    assert not session.settings.shows_names


def test_the_page_of_a_request_shows_what_is_settled(window, qtbot):
    store = window.workspace.session.store
    uid = store.value("SELECT uid FROM request WHERE reference = 'DF-1'")
    window.workspace.open_request(uid)
    QThreadPool.globalInstance().waitForDone()
    qtbot.waitUntil(lambda: ALIAS in " ".join(texts(window.workspace.page())))
    assert NAME not in " ".join(texts(window.workspace.page()))


@pytest.mark.parametrize(("shows_names", "shown"), [(True, NAME), (False, ALIAS)])
def test_a_print_shows_what_is_settled(aliased_path, shows_names, shown):
    store = open_store(aliased_path)
    settings = replace(read_settings(store), shows_names=shows_names)
    change_settings(store, settings, who="t", at=NOON)
    facts = read_facts(store, TODAY)
    frame = SheetFrame(
        settings=facts.settings,
        store="unit.db",
        fingerprint=facts.fingerprint,
        made_at=NOON,
        made_by="test",
        as_at=TODAY,
    )
    uid = store.value("SELECT uid FROM request WHERE reference = 'DF-1'")
    names = Names(people=facts.team.names)
    sheet = request_sheet(case_of(store, uid), frame=frame, names=names, sides={})
    store.close()
    assert shown in repr(sheet.sections)
    assert ({NAME, ALIAS} - {shown}).pop() not in repr(sheet.sections)
