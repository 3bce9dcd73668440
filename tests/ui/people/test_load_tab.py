from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.store.case import case_of
from app.store.event import write
from app.store.person import add_person, add_skill, set_pattern
from app.store.request import add_request, move_request, read_request
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from ui import settings
from ui.look import refresh_look
from ui.people.page import PeoplePage
from ui.session import Session

TODAY = date(2026, 3, 31)
SINCE = date(2020, 1, 6)
ALLOCATED = date(2026, 3, 2)


@pytest.fixture
def work(unit):
    """Ash holds six requests that are not begun, Birch and Cedar none."""
    people, requests = {}, []
    with write(unit, who="t", why="", kind="t", at=Session(unit).now()) as operation:
        for name in ("Cedar", "Birch", "Ash"):
            person = Person(uid="", name=name, starts_on=SINCE)
            uid = people[name] = add_person(operation, person)
            set_pattern(operation, full_time_pattern(uid, SINCE))
            held = SkillHeld(person=uid, skill="SK_MOB1", valid_from=SINCE)
            add_skill(operation, held)
        for number in range(6):
            request = Request(
                uid="", reference=f"W-{number}", status=Status.ACCEPTED,
                priority=Priority.STANDARD, examination_type="MOB_L1",
                received_on=ALLOCATED, accepted_on=ALLOCATED, effort_estimated=35.0,
            )  # fmt: skip
            at = midday(ALLOCATED)
            uid = add_request(operation, request, effective_at=at)
            facts = {"examiner": people["Ash"]}
            move_request(
                operation, uid, Status.ALLOCATED, effective_at=at + 60, facts=facts
            )
            requests.append(uid)
    return people, requests


@pytest.fixture
def page(qtbot, unit, work):
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    page = PeoplePage(session)
    session.changed.connect(page.refresh)
    qtbot.addWidget(page)
    page.resize(1194, 700)
    with qtbot.waitExposed(page):
        page.show()
    page.refresh()
    page.tabs.setCurrentWidget(page.load)
    page.activateWindow()
    yield page
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def tab(page):
    return page.load


def shown(tab):
    return {words[0]: words[1:] for words in map(tab.people.words, range(4))}


def titles(tab):
    return [column.title for column in tab.people.columns]


def examiners(page, work):
    people, requests = work
    names = {uid: name for name, uid in people.items()}
    store = page.session.store
    return [names[read_request(store, uid).examiner] for uid in requests]


def test_people_stand_by_name_with_what_they_have_in_hand(tab):
    assert [*shown(tab)] == ["Ash", "Birch", "Cedar", "Examiner 1"]
    assert shown(tab)["Ash"] == ["6", "210", "6.5 weeks", "32.2", "w/c 18 May"]
    assert shown(tab)["Birch"][:3] == ["0", "0", "0.0 weeks"]


def test_the_head_says_how_evenly_it_lies(page):
    assert page.header.sentence() == (
        "4 people examining; 1.6 weeks of work for the unit as a whole; from 0.0 to"
        " 6.5 weeks a person, typically 2.8 weeks from the whole. At 31 Mar 2026."
    )


def test_one_click_shows_what_all_moves_would_change(tab):
    tab.preview_button.click()
    assert "With the moves ticked" in titles(tab)
    assert {"Open then", "Hours then"} <= set(titles(tab))
    after = titles(tab).index("With the moves ticked") - 1
    assert shown(tab)["Ash"][after] == "2.2 weeks (\u22124.3)"
    assert shown(tab)["Birch"][after] == "2.2 weeks (+2.2)"
    assert shown(tab)["Examiner 1"][after] == "0.0 weeks, as now"
    assert tab.balance.text().startswith(
        "With 4 moves: from 0.0\u20136.5 to 0.0\u20132.2"
    )
    tab.preview_button.click()
    assert "With the moves ticked" not in titles(tab)


def test_a_move_is_ticked_by_space_and_previewed_alone(qtbot, tab):
    tab.moves_view.setFocus()
    tab.moves_view.setCurrentIndex(tab.moves.index(0, 0))
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert len(tab.moves.chosen()) == 1
    assert tab.balance.text().startswith("With 1 move:")
    assert shown(tab)["Ash"][0] == "5"


def test_each_move_says_why(tab):
    assert "For Birch: current in Mobile level 1" in tab.detail.text()
    assert "Ash 6.5 \u2192 5.4 weeks of work" in tab.detail.text()
    role = Qt.ItemDataRole.AccessibleTextRole
    assert tab.moves.index(0, 0).data(role) == tab.detail.text()


def test_nothing_is_carried_out_before_it_is_ticked(page, tab, work):
    assert not tab.carry_button.isEnabled()
    tab.preview_button.click()
    assert tab.carry_button.isEnabled()
    assert examiners(page, work) == ["Ash"] * 6


def test_ticked_moves_are_one_operation_that_can_be_undone(qtbot, page, tab, work):
    store = page.session.store
    before = store.value("SELECT count(*) FROM operation")
    tab.reason.setCurrentIndex(tab.reason.findData("G_SKILL"))
    tab.preview_button.click()
    with qtbot.waitSignal(page.toast_wanted) as told:
        tab.carry_button.click()
    assert told.args[0] == "4 requests re-allocated"
    assert store.value("SELECT count(*) FROM operation") == before + 1
    assert sorted(examiners(page, work)) == [
        *("Ash", "Ash", "Birch", "Birch", "Cedar", "Cedar"),
    ]
    moved = [uid for uid in work[1] if read_request(store, uid).version > 2]
    reasons = {one.reason for one in case_of(store, moved[0]).entries}
    assert "G_SKILL" in reasons
    qtbot.waitUntil(lambda: tab.moves.moves == ())
    told.args[1]()
    assert examiners(page, work) == ["Ash"] * 6


def test_after_it_no_move_is_left_and_that_is_said(qtbot, page, tab):
    tab.preview_button.click()
    tab.carry_button.click()
    qtbot.waitUntil(lambda: tab.moves.moves == ())
    assert tab.offered.text().startswith("No move of work")
    assert not tab.preview_button.isEnabled()
    assert not tab.carry_button.isEnabled()


def test_what_is_refused_meanwhile_is_told_and_nothing_is_written(
    qtbot, page, tab, work, monkeypatch
):
    told = []
    monkeypatch.setattr(
        "ui.people.page.show_error", lambda _page, error: told.append(error)
    )
    page.move_work({work[1][0]: work[0]["Birch"], work[1][1]: "nobody"}, "G_LOAD", "x")
    assert len(told) == 1
    assert told[0].remedy is not None
    assert examiners(page, work) == ["Ash"] * 6


def test_a_person_opens_their_requests(qtbot, page, tab):
    tab.people_view.setFocus()
    tab.people_view.selectRow(0)
    with qtbot.waitSignal(page.rows_wanted) as wanted:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    rows, title = wanted.args
    assert title == "In hand of Ash"
    ids = page.session.ledger.ids[rows]
    found = page.session.store.connection.execute(
        "SELECT count(*) FROM request WHERE reference LIKE 'W-%' AND id IN"
        f" ({','.join(map(str, ids.tolist()))})"
    ).fetchone()
    assert found[0] == len(rows) == 6


def test_a_store_for_reading_only_can_be_looked_at(tab):
    tab.show_sight(replace(tab.sight, can_write=False))
    tab.preview_button.click()
    assert not tab.carry_button.isEnabled()
    assert tab.carry_button.toolTip() == "This store is open for reading only"


def test_until_the_queue_is_read_it_says_so(tab, monkeypatch):
    monkeypatch.setattr(tab, "_read_queue", lambda: None)
    tab.show_sight(tab.sight)
    assert tab.empty.isVisibleTo(tab)
    assert tab.sentence(tab.sight) == "Reading the queue…"


def test_without_examiners_it_says_what_belongs_here(tab):
    team = replace(tab.sight.team, people=())
    tab.show_sight(replace(tab.sight, team=team, people=()))
    assert tab.empty._title.text() == "Nobody examines yet"


def test_the_model_of_the_moves_is_sound(tab):
    QAbstractItemModelTester(tab.moves)
    tab.preview_button.click()
    tab.show_sight(tab.sight)


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_it_is_drawn_in_every_theme_and_large_text(page, tab, theme):
    settings.set_theme(theme)
    settings.set_text_factor(1.5)
    refresh_look()
    try:
        tab.preview_button.click()
        assert not page.grab().isNull()
    finally:
        settings.set_theme("system")
        settings.set_text_factor(1.0)
        refresh_look()
