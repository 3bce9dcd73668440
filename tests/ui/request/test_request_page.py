from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from app.casework.exhibit import ExhibitState
from app.casework.request import Status
from app.conduct.amend import amend
from app.conduct.exhibit import amend_exhibit
from app.store.case import case_of
from app.store.verify import verify
from tests.ui.request.conftest import ABOUT, NOON, TODAY, feb
from ui.controls.form import day_field
from ui.request.history import HistoryTab
from ui.request.overview import OverviewTab
from ui.request.tables import ExaminationsTab, ExhibitsTab, HoldsTab, NotesTab
from ui.request.timeline import TimelineTab


def case_now(page):
    return case_of(page.session.store, page.uid)


def saved(qtbot, page):
    with qtbot.waitSignal(page.written):
        page.form.save_button.click()
    qtbot.waitUntil(lambda: not page.session._is_reading)


def set_day(field, day):
    field.setDate(day_field(day).date())


def choose(box, value):
    box.setCurrentIndex(box.findData(value))


def cells(view):
    return view.lines.texts()


def test_the_head_says_how_the_request_stands(page):
    head = page.head
    assert head.title.text() == "DF-100"
    assert (head.status.text(), head.priority.text()) == ("In progress", "P3 Standard")
    assert head.values["Age"].text() == "56 days"
    assert head.values["Target"].text() == "15 Apr 2026"
    assert head.values["First target"].text() == "28 Feb 2026"
    assert head.values["Examiner"].text() == "Bob Sample"
    assert head.next_button.text() == "To review…"


def test_a_target_that_was_passed_says_by_how_many_days(page, unit, case):
    amend(unit, case, {"target_on": feb(28)}, on=TODAY, **ABOUT)
    page.refresh()
    assert page.head.values["Target"].text() == "28 Feb 2026, 31 over"


def test_tabs_are_built_when_they_are_looked_at(page):
    assert list(page.board.built) == [0]
    page.tabs.setCurrentIndex(3)
    assert list(page.board.built) == [0, 3]


def test_facts_of_the_enquiry_are_changed_as_news(page, qtbot):
    page.ask("enquiry")
    page.form.fields["requester"].editor.setText("Team B")
    choose(page.form.fields["online_abuse"].editor, "yes")
    saved(qtbot, page)
    request = case_now(page).request
    assert (request.requester, request.online_abuse) == ("Team B", True)
    assert request.offence == "GROOM"
    assert not verify(page.session.store).fault


def test_what_was_not_changed_is_said_and_nothing_written(page):
    version = page.sight.request.version
    page.ask("scope")
    page.form.save_button.click()
    assert page.form.problems()[0].startswith("Nothing was changed.")
    page.form.reject()
    assert case_now(page).request.version == version


@pytest.mark.parametrize("typed", ["-1", "two", "1.5", "1e9"])
def test_a_count_that_cannot_be_is_refused_beside_its_field(page, typed):
    page.ask("scope")
    page.form.fields["exhibits_agreed"].editor.setText(typed)
    page.form.save_button.click()
    assert "number" in page.form._problems["exhibits_agreed"].text()
    page.form.reject()


def test_a_correction_keeps_what_was_known(page, qtbot):
    page.ask("correct")
    form = page.form
    choose(form.what, "division")
    form.field.editor.setText("S")
    set_day(form.on, feb(1))
    choose(form.reason, "X_TYPED")
    saved(qtbot, page)
    assert case_now(page).request.division == "S"
    history = page.board.tab(HistoryTab)
    said = [row[1] for row in cells(history.events)]
    assert "Corrected: Division: N to S (Typing error)" in said


def test_the_day_of_a_move_is_corrected_and_the_old_one_struck_through(page, qtbot):
    history = page.board.tab(HistoryTab)
    rows = cells(history.events)
    place = next(at for at, row in enumerate(rows) if row[1].startswith("On hold"))
    history.events.setCurrentIndex(history.events.lines.index(place, 0))
    history.redate_button.click()
    set_day(page.form.on, feb(11))
    choose(page.form.reason, "X_TYPED")
    saved(qtbot, page)
    holds = page.board.tab(HoldsTab)
    assert cells(holds.view)[0][2:] == ("11 Feb 2026", "16 Feb 2026", "5")
    page.board.tab(HistoryTab)
    lines = history.events.lines
    struck = [
        lines.line(at) for at in range(lines.rowCount()) if lines.line(at).is_struck
    ]
    assert [line.cells[1] for line in struck] == ["On hold: Prosecutor instruction"]
    assert struck[0].cells[5].startswith("corrected 31 Mar 2026")


def test_a_correction_to_a_day_before_the_move_it_follows_is_refused(page):
    number = next(
        one.number for one in page.sight.case.entries if one.reason == "H_COPFS"
    )
    page.ask("correct", number)
    set_day(page.form.on, feb(4))
    page.form.save_button.click()
    assert page.form.problems()[0].startswith("A correction needs a reason.")
    choose(page.form.reason, "X_TYPED")
    page.form.save_button.click()
    assert "not between the moves before and after it" in page.form.problems()[0]
    page.form.reject()


def test_every_target_is_listed_with_its_reason(page, qtbot):
    page.ask("target")
    set_day(page.form.day, date(2026, 5, 1))
    choose(page.form.reason, "T_PRIORITY")
    saved(qtbot, page)
    rows = cells(page.board.tab(HistoryTab).targets)
    assert [row[2:4] for row in rows] == [
        ("1 May 2026", "Priority changed"),
        ("15 Apr 2026", "Scope changed"),
        ("28 Feb 2026", "first target"),
    ]
    assert page.head.values["First target"].text() == "28 Feb 2026"


def test_the_facts_of_a_day_stand_beside_those_of_now(page):
    known = page.board.tab(HistoryTab).known
    set_day(known.was, feb(10))
    rows = {row[0]: row[1:] for row in cells(known.view)}
    assert rows["Status"] == ("On hold", "In progress")
    assert rows["Target"] == ("28 Feb 2026", "15 Apr 2026")
    set_day(known.known, feb(20))
    assert known.said.text() == "It was not there yet, or nobody had recorded it."


def test_the_last_step_is_taken_back_and_can_be_done_again(page, qtbot):
    with qtbot.waitSignal(page.written):
        page.undo_last()
    qtbot.waitUntil(lambda: not page.session._is_reading)
    assert case_now(page).request.target_on == feb(28)
    with qtbot.waitSignal(page.written):
        page.undo_last()
    qtbot.waitUntil(lambda: not page.session._is_reading)
    assert case_now(page).request.target_on == date(2026, 4, 15)
    assert not verify(page.session.store).fault
    again, undone, *_ = cells(page.board.tab(HistoryTab).events)
    assert again[1].startswith("Done again: Target")
    assert undone[5].startswith("undone ")


def test_what_was_done_to_many_at_once_is_not_undone_from_one(page, unit, case, qtbot):
    from app.conduct.amend import amend_many
    from app.store.request import find_request

    other = find_request(unit, "DF-1").uid
    amend_many(unit, [case, other], {"division": "W"}, on=TODAY, **ABOUT)
    page.refresh()
    assert not page.head.undo_button.isEnabled()


def test_the_page_offers_every_move_that_is_legal(page):
    page.change_status()
    offered = {page.form.status.itemData(at) for at in range(page.form.status.count())}
    assert offered - {""} == {
        Status.REVIEW,
        Status.ON_HOLD,
        Status.EXTERNAL,
        Status.ACCEPTED,
        Status.WITHDRAWN,
    }
    page.form.reject()


def test_a_move_is_made_from_the_page(page, qtbot):
    page.move_on(Status.EXTERNAL)
    page.form.provider.setText("Provider 1")
    saved(qtbot, page)
    assert case_now(page).request.status is Status.EXTERNAL
    assert page.head.status.text() == "With external provider"


def test_a_reviewer_who_is_the_examiner_is_refused_in_the_form(page, qtbot, unit, case):
    page.move_on(Status.EXTERNAL)
    page.form.provider.setText("Provider 1")
    saved(qtbot, page)
    page.move_on(Status.REVIEW)
    saved(qtbot, page)
    page.move_on(Status.READY)
    choose(page.form.reviewer, case_now(page).request.examiner)
    page.form.save_button.click()
    assert "examined DF-100 and cannot review it" in " ".join(page.form.problems())
    assert case_now(page).request.status is Status.REVIEW
    page.form.reject()


def test_a_move_before_the_last_one_is_refused_in_the_form(page):
    page.move_on(Status.EXTERNAL)
    page.form.provider.setText("Provider 1")
    set_day(page.form.on, feb(15))
    page.form.save_button.click()
    assert "before it became in progress" in " ".join(page.form.problems())
    page.form.reject()


def test_an_exhibit_is_added_inside_another_and_moved(page, qtbot):
    tab = page.board.tab(ExhibitsTab)
    tab.add_button.click()
    form, phone = page.form, page.sight.case.exhibits[0]
    form.reference.setText("A-1.1")
    choose(form.type, "SIM")
    choose(form.parent_of, phone.uid)
    saved(qtbot, page)
    assert [row[0] for row in cells(tab.view)] == ["A-1", "A-1.1"]
    assert tab.view.lines.line(1).indent == 1
    tab.view.setCurrentIndex(tab.view.lines.index(1, 0))
    tab.move_button.click()
    choose(page.form.state, ExhibitState.RECEIVED.value)
    page.form.location.setText("Shelf 3")
    saved(qtbot, page)
    assert cells(tab.view)[1][4:6] == ("Received", "Shelf 3")
    said = [row[1] for row in cells(tab.custody)]
    assert said[0].startswith("Received, ")
    assert said[1] == "Recorded as expected"


def test_an_exhibit_reference_that_is_there_is_refused_in_the_form(page):
    page.ask("exhibit")
    page.form.reference.setText("a-1")
    page.form.save_button.click()
    assert "an exhibit a-1 on this request already" in page.form.problems()[0]
    page.form.reject()


def test_hours_are_logged_on_a_piece_of_work(page, qtbot):
    tab = page.board.tab(ExaminationsTab)
    tab.hours_button.click()
    page.form.hours.setText("2,5")
    saved(qtbot, page)
    assert cells(tab.view)[0][3:5] == ("6.0", "2.5")
    assert cells(tab.log)[0][0:3] == ("31 Mar 2026", "Bob Sample", "2.5")
    assert case_now(page).request.effort_spent == 2.5


def test_work_is_finished_from_the_page(page, qtbot):
    tab = page.board.tab(ExaminationsTab)
    tab.finish_button.click()
    saved(qtbot, page)
    assert case_now(page).examinations[0].done_on == TODAY
    assert not tab.finish_button.isEnabled()


def test_holds_say_who_had_to_act_and_for_how_long(page):
    tab = page.board.tab(HoldsTab)
    assert cells(tab.view) == [
        (
            "Prosecutor instruction",
            "the prosecutor",
            "9 Feb 2026",
            "16 Feb 2026",
            "7",
        )
    ]
    assert tab.said.text() == "1 hold, 7 days: the prosecutor 7 days."


def test_a_note_of_100_000_characters_is_kept_and_drawn(page, qtbot):
    tab = page.board.tab(NotesTab)
    tab.add_button.click()
    page.form.text.setPlainText("<b>é&</b> " * 10_000)
    saved(qtbot, page)
    assert len(case_now(page).notes[0].text) == 99_999
    assert len(tab.view.lines.data(tab.view.lines.index(0, 1))) <= 400


def test_a_note_that_looks_like_a_name_is_warned_of_and_kept(page, qtbot):
    page.ask("note")
    page.form.text.setPlainText("Spoke to DC Smith; the passcode is 123456.")
    assert "looks like" in page.form.warning.text()
    saved(qtbot, page)
    assert case_now(page).notes[0].text.startswith("Spoke to")


def test_the_timeline_draws_every_stay_with_its_days(page):
    tab = page.board.tab(TimelineTab)
    said = tab.strip.accessibleDescription()
    assert "On hold from 9 Feb 2026, 7 days" in said
    assert "First target 28 Feb 2026" in said
    assert tab.strip.grab().width() > 0
    assert cells(tab.view)[0][4] == "43"


def test_the_later_of_two_windows_is_told_and_loses_nothing(page, unit, case, qtbot):
    page.ask("enquiry")
    page.form.fields["requester"].editor.setText("Team B")
    there = {"who": "somebody else", "at": NOON}
    amend(unit, case, {"requester": "Team C"}, on=TODAY, **there)
    page.form.save_button.click()
    said = page.form.problems()[0]
    assert "There: Requester: none to Team C." in said
    assert page.form.fields["requester"].editor.text() == "Team B"
    assert case_now(page).request.requester == "Team C"
    saved(qtbot, page)
    assert case_now(page).request.requester == "Team B"


def test_an_exhibit_changed_in_two_windows_is_told_too(page, unit, qtbot):
    phone = page.sight.case.exhibits[0]
    page.ask("exhibit", phone)
    page.form.size_of.setText("64")
    amend_exhibit(unit, phone.uid, {"access": "OPEN"}, on=TODAY, **ABOUT)
    page.form.save_button.click()
    assert "exhibit A-1, access: none to" in page.form.problems()[0]
    saved(qtbot, page)
    exhibit = case_now(page).exhibits[0]
    assert (exhibit.size, exhibit.access) == (64.0, "OPEN")


def test_a_row_that_is_shown_has_no_empty_place_for_a_problem(page):
    page.ask("exhibit")
    assert all(one.isHidden() for one in page.form._problems.values())
    page.form.reject()


def test_what_can_be_done_goes_under_the_reference_where_both_do_not_fit(page):
    head = page.head
    head.resize(1600, 100)
    assert head.title.parent() is head
    head.layout().activate()
    beside = head.next_button.y()
    head.resize(700, 140)
    head.layout().activate()
    assert head.next_button.y() > beside


def test_a_priority_against_the_points_is_set_and_ended(page, qtbot):
    page.ask("override")
    choose(page.form.priority, "P2")
    page.form.save_button.click()
    assert page.form.problems()[0].startswith("An override needs a reason.")
    choose(page.form.reason, "O_COURT")
    page.form.words.setText("Asked for by the court")
    saved(qtbot, page)
    assert page.head.priority.text() == "P2 Urgent, set by hand"
    tab = page.board.tab(OverviewTab)
    assert tab.override_button.text() == "End override"
    tab.override_button.click()
    qtbot.waitUntil(lambda: not page.session._is_reading)
    assert page.head.priority.text() == "P3 Standard"


def test_a_request_is_ranked_from_the_page(page, qtbot):
    page.ask("rank")
    factors = page.form.factors
    assert page.form.focusWidget() in next(iter(factors.choices.values())).buttons()
    next(iter(factors.choices.values())).buttons()[1].click()
    saved(qtbot, page)
    assert case_now(page).request.policy == 1
    assert page.sight.score is not None


def test_an_accused_is_added_from_the_page(page, qtbot):
    page.ask("accused")
    page.form.accused.setText("A1")
    saved(qtbot, page)
    assert [one.accused for one in page.sight.case.proceedings] == ["A1"]
    page.ask("remove accused", page.sight.case.proceedings[0])
    qtbot.waitUntil(lambda: not page.session._is_reading)
    assert case_now(page).proceedings == ()


def test_escape_leads_back(page, qtbot):
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.tabs.tabBar().setFocus()
    with qtbot.waitSignal(page.back_wanted):
        qtbot.keyClick(QApplication.focusWidget() or page, Qt.Key.Key_Escape)


def test_a_request_that_is_gone_leaves_an_empty_page(page):
    page.uid = "gone"
    page.refresh()
    assert page.sight is None
    assert page._stack.currentWidget() is page._empty


def test_the_sheet_holds_the_request_and_prints(page):
    report = page.sheet()
    titles = [table.title for table in report.tables()]
    assert titles[:4] == ["Facts", "Days", "Scope", "Exhibits"]
    page.print_page()
    dialog = page.findChild(QDialog)
    assert dialog.windowTitle() == "Print Request, DF-100"
    dialog.reject()


def test_nothing_can_be_changed_in_a_store_open_for_reading(page):
    from dataclasses import replace

    page.board.show_sight(replace(page.sight, can_write=False), last_step="x")
    head = page.head
    for made in (head.next_button, head.move_button, head.undo_button):
        assert not made.isEnabled()
