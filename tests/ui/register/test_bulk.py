from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt, QThreadPool

from app.casework.request import Status
from app.store import open_store
from app.store.request import find_request
from app.store.setting import change_settings, read_settings
from app.store.verify import verify
from ui.register.page import RegisterPage
from ui.session import Session

TODAY = date(2026, 3, 31)
EVENTS = """
    SELECT count(DISTINCT event.operation) AS operations, count(*) AS events FROM event
      JOIN operation ON operation.id = event.operation WHERE operation.kind = :kind
"""


def shown(qtbot, store):
    session = Session(store, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = RegisterPage(session)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    page.show()
    with qtbot.waitSignal(page.shown):
        page.refresh()
    return page


def put_away(page):
    page.hide()
    page.stop_work()
    page.session.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def page(qtbot, unit):
    page = shown(qtbot, unit)
    yield page
    put_away(page)


def select_all(qtbot, page):
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyRelease(page.view, Qt.Key.Key_Control)  # else Qt holds it down for all
    qtbot.waitUntil(lambda: page.bulk.acts["hold"].isEnabled())
    qtbot.waitUntil(lambda: "With 8" in page.bulk.button.text())


def choose(field, code):
    field.setCurrentIndex(field.findData(code))


def statuses(page):
    return [row[0] for row in page.session.store.query("SELECT status FROM request")]


def hold(qtbot, page):
    select_all(qtbot, page)
    page.bulk.acts["hold"].trigger()
    choose(page.bulk.form.reason, "H_COPFS")
    with qtbot.waitSignal(page.session.changed):
        qtbot.keyClick(page.bulk.form, Qt.Key.Key_Return)


def test_many_are_held_at_once_each_with_its_own_event(qtbot, page):
    hold(qtbot, page)
    assert statuses(page) == ["ON_HOLD"] * 8
    found = page.session.store.one(EVENTS, {"kind": "move request"})
    assert (found["operations"], found["events"]) == (1, 8)
    assert page.bulk.form is None
    assert verify(page.session.store).is_sound


def test_the_whole_is_undone_in_one_step(qtbot, page):
    hold(qtbot, page)
    with qtbot.waitSignal(page.session.changed):
        page.session.undo()
    assert statuses(page) == ["ACCEPTED"] * 8
    assert verify(page.session.store).is_sound


def test_those_that_refuse_are_left_and_the_others_go_only_when_wanted(qtbot, page):
    from app.conduct.move import make_move
    from app.rules.move import Move

    store, session = page.session.store, page.session
    uid = find_request(store, "DF-3").uid
    move = Move(status=Status.EXTERNAL, on=TODAY, provider="Elsewhere")
    make_move(store, uid, move, who="t", at=session.now())
    select_all(qtbot, page)
    page.bulk.acts["hold"].trigger()
    choose(page.bulk.form.reason, "H_COPFS")
    assert page.bulk.form.preview.text() == "7 of 8 can be moved; 1 cannot:"
    assert set(statuses(page)) == {"ACCEPTED", "EXTERNAL"}
    with qtbot.waitSignal(session.changed):
        page.bulk.form.save_button.click()
    assert sorted(statuses(page)) == ["EXTERNAL", *["ON_HOLD"] * 7]


def test_who_refuses_only_when_it_is_saved_is_named_too(qtbot, page):
    """Another window issued one of them while the form was open."""
    from app.conduct.move import make_move
    from app.rules.move import Move
    from ui.controls.refused import RefusedDialog

    store, session = page.session.store, page.session
    select_all(qtbot, page)
    page.bulk.acts["hold"].trigger()
    choose(page.bulk.form.reason, "H_COPFS")
    move = Move(status=Status.WITHDRAWN, on=TODAY, reason="WITHDRAWN_OFFICER")
    uid = find_request(store, "DF-3").uid
    make_move(store, uid, move, who="t", at=session.now())
    page.bulk.form.save_button.click()
    assert statuses(page).count("ACCEPTED") == 7
    (refused,) = page.findChildren(RefusedDialog)
    assert refused.refusals()[0].startswith("DF-3: A request that is withdrawn")
    with qtbot.waitSignal(session.changed):
        refused.go_button.click()
    assert statuses(page).count("ON_HOLD") == 7


def test_the_division_of_many_is_changed_with_one_reason(qtbot, page):
    select_all(qtbot, page)
    page.bulk.acts["facts"].trigger()
    form = page.bulk.form
    form.division.setEditText("DIV_A")
    form.save_button.click()
    assert form.problems() == ["A reason in words is needed. Say why, for the history."]
    form.words.setText("Stations were merged.")
    with qtbot.waitSignal(page.session.changed):
        form.save_button.click()
    rows = page.session.store.query("SELECT division FROM request")
    assert {row[0] for row in rows} == {"DIV_A"}
    found = page.session.store.one(EVENTS, {"kind": "amend request"})
    assert (found["operations"], found["events"]) == (1, 8)


def test_in_a_store_whose_history_has_ended_a_change_is_of_its_last_day(qtbot, unit):
    last = TODAY - timedelta(days=1)
    ended = replace(read_settings(unit), as_at=last)
    change_settings(unit, ended, who="test", at=datetime(2026, 3, 31, tzinfo=UTC))
    page = shown(qtbot, unit)
    select_all(qtbot, page)
    page.bulk.acts["hold"].trigger()
    assert page.bulk.form.on.date().toPython() == last
    put_away(page)


@pytest.fixture
def reader(unit_path):
    store = open_store(unit_path, read_only=True)
    yield store
    store.close()


def test_nothing_can_be_changed_in_a_store_open_for_reading(qtbot, reader):
    page = shown(qtbot, reader)
    qtbot.waitUntil(lambda: page.bulk.button.isEnabled())
    for action in page.bulk.acts.values():
        assert not action.isEnabled()
        assert action.toolTip() == "The store is open for reading only."
    assert page.bulk.export.isEnabled()
    put_away(page)


def test_nothing_is_offered_before_the_first_rows_are_there(qtbot, reader):
    page = RegisterPage(Session(reader, today=lambda: TODAY))
    qtbot.addWidget(page)
    actions = [*page.bulk.acts.values(), page.bulk.open, page.bulk.export]
    assert not any(action.isEnabled() for action in actions)
    assert not page.bulk.button.isEnabled()


def test_only_the_rows_selected_are_exported(qtbot, page, tmp_path):
    page.export(tmp_path / "some.csv", page.view.selected_ids(1))
    lines = (tmp_path / "some.csv").read_text("utf-8-sig").splitlines()
    assert len([line for line in lines if line.startswith("DF-")]) == 1
