from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox

from app.casework.request import Priority, Status
from app.conduct.amend import amend
from app.store import partner
from app.store.case import case_of
from app.store.request import read_request
from ui.printing.preview import PreviewDialog
from ui.queue.column import COLUMNS, Field
from ui.queue.filter_bar import EVERY, UNIT
from ui.queue.sieve import Group
from ui.queue.table import CARRIED, QueueTable

PLACE = {column.field: place for place, column in enumerate(COLUMNS)}
TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
CONTROL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def references(page):
    return [row.waiting.reference for row in page.table.rows]


def choose(page, qtbot, *wanted):
    uids = [
        row.waiting.uid for row in page.table.rows if row.waiting.reference in wanted
    ]
    with qtbot.waitSignal(page.choice_changed):
        page.view.select_uids(uids, uids[0])
    return uids


def request(page, uid):
    return read_request(page.session.store, uid)


def person(page, name):
    return next(one.key for one in page.side.people.items() if one.title == name)


def spoken(page, reference):
    row = references(page).index(reference)
    role = Qt.ItemDataRole.AccessibleTextRole
    return page.table.data(page.table.index(row, 0), role)


def test_requests_stand_in_order_of_service(page):
    assert references(page) == ["Q-1", "Q-2", "Q-3", "Q-4", "Q-5", "Q-7", "Q-6"]
    assert [row.rank for row in page.table.rows] == list(range(1, 8))


def test_a_row_is_told_whole_to_those_who_hear_it(page):
    words = spoken(page, "Q-1")
    assert "Q-1, 1 Immediate" in words
    assert "waited 3 days; target 1, 2 over" in words
    assert "Not allocated" in words
    assert "10.0 hours left" in words
    assert words.endswith("start this week, above the line")


def test_the_reason_for_a_rank_stands_in_the_row_and_in_its_tip(page):
    tip = page.table.data(page.table.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert f"Why here: {page.table.rows[0].reason}" in tip
    assert page.table.cell(0, PLACE[Field.REASON]) == page.table.rows[0].reason


def test_the_model_keeps_the_rules_of_models(page):
    QAbstractItemModelTester(page.table)
    assert page.table.rowCount() == 7


# ---- The line ----------------------------------------------------------------------


def test_the_line_stands_above_the_row_at_which_the_hours_of_the_week_end(page):
    unit = page.lines[0]
    assert unit.is_spent
    assert page.table.end_of_hours() == unit.rows
    line = next(one for one in page.table.lines[unit.rows] if one.is_whole)
    assert line.text.endswith("h end here")
    tall = page.view.rowHeight(unit.rows)
    assert tall > page.view.rowHeight(0) or unit.rows == 0


def test_a_later_week_moves_the_line_down(page):
    before = page.lines[0].rows
    page.bar.week.setValue(2)
    assert page.lines[0].rows > before


def test_with_weeks_enough_no_line_is_drawn_and_the_sentence_says_so(page):
    page.bar.week.setValue(12)
    assert page.table.end_of_hours() is None
    assert "are enough for all" in page.header.sentence()


def test_the_line_moves_as_rows_are_filtered(page):
    before = page.lines[0].hours_in_all
    page.bar.choose(Group.OVER)
    assert page.lines[0].hours_in_all < before


def test_each_skill_has_a_line_of_its_own_unless_the_unit_alone_is_asked(page):
    assert {line.skill for line in page.lines} > {UNIT, "SK_MOB1"}
    page.bar.line.setCurrentIndex(page.bar.line.findData(UNIT))
    assert [line.skill for line in page.lines] == [UNIT]
    page.bar.line.setCurrentIndex(page.bar.line.findData("SK_MOB1"))
    assert [line.skill for line in page.lines] == [UNIT, "SK_MOB1"]
    page.bar.line.setCurrentIndex(page.bar.line.findData(EVERY))
    assert len(page.lines) > 2


def test_what_is_above_the_line_and_cannot_start_says_why(page):
    page.bar.week.setValue(12)
    held, unskilled = (
        next(row for row in page.table.rows if row.waiting.reference == name)
        for name in ("Q-2", "Q-5")
    )
    assert {held.waiting.uid, unskilled.waiting.uid} == page.table.blocked
    assert "On hold since 30 Mar 2026: Question to officer" in page.table.data(
        page.table.index(references(page).index("Q-2"), 0), Qt.ItemDataRole.ToolTipRole
    )
    assert "Nobody in post is current in Cryptocurrency" in spoken(page, "Q-5")


def test_the_sentence_says_how_many_rows_it_is_about(page):
    page.bar.choose(Group.HELD)
    assert page.header.sentence() == (
        "1 of 7 open requests in order of service: none of them takes hours now."
    )


# ---- Narrowing ---------------------------------------------------------------------


def test_chips_count_what_they_would_leave(page):
    assert page.bar.chips[Group.ALL].text() == "All 7"
    assert page.bar.chips[Group.HELD].text() == "On hold 1"
    assert page.bar.chips[Group.BLOCKED].text() == "Cannot start 2"
    page.bar.choose(Group.HELD)
    assert references(page) == ["Q-2"]


def test_a_skill_narrows_rows_and_counts(page):
    page.bar.skill.setCurrentIndex(page.bar.skill.findData("SK_CRYPTO"))
    assert references(page) == ["Q-5"]
    assert page.bar.chips[Group.ALL].text() == "All 1"


def test_what_is_typed_narrows_and_escape_clears_it(page, qtbot):
    page.go_find()
    qtbot.keyClicks(page.bar.field, "birch")
    qtbot.keyClick(page.bar.field, Qt.Key.Key_Return)
    assert references(page) == ["Q-6"]
    qtbot.keyClick(page.bar.field, Qt.Key.Key_Escape)
    assert len(references(page)) == 7


def test_when_nothing_fits_that_is_said(page):
    page.bar.field.setText("nothing like it")
    page.bar.field.returnPressed.emit()
    assert references(page) == []
    assert not page.view.isVisible()


def test_what_is_selected_stays_selected_when_the_page_is_refreshed(page, qtbot):
    uids = choose(page, qtbot, "Q-3", "Q-4")
    page.refresh()
    assert page.view.selected_uids() == uids
    assert page.view.current_uid() == uids[0]


# ---- People ------------------------------------------------------------------------


def test_people_stand_with_what_speaks_for_and_against_them(page, qtbot):
    choose(page, qtbot, "Q-3")
    people = page.side.people.items()
    assert people[0].title == "Ash"
    assert not people[0].is_dimmed
    against = {one.title: one.words for one in people if one.is_dimmed}
    assert against["Cedar"] == "no Windows analysis"
    birch = next(one for one in people if one.title == "Birch")
    assert birch.note.startswith("1 in hand, 12.0 h")


def test_control_return_allocates_to_the_first_who_may(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-3")
    with qtbot.waitSignal(page.session.changed):
        qtbot.keyClick(page.view, Qt.Key.Key_Return, CONTROL)
    found = request(page, uid)
    assert found.status is Status.ALLOCATED
    assert found.examiner == person(page, "Ash")
    assert page.session.steps.last == "1 request allocated to Ash"


def test_the_cursor_stays_in_its_place_when_its_row_leaves_what_is_shown(page, qtbot):
    page.bar.choose(Group.FREE)
    choose(page, qtbot, "Q-3")
    place = page.view.currentIndex().row()
    assert place > 0
    with qtbot.waitSignal(page.choice_changed):
        page.allocate_to_first()
    assert "Q-3" not in references(page)
    assert page.view.currentIndex().row() == place
    assert page.view.selected_rows() == [place]


def test_home_and_end_go_to_the_first_and_the_last_row(page, qtbot):
    choose(page, qtbot, "Q-3")
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert page.current().waiting.reference == "Q-6"
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert page.current().waiting.reference == "Q-1"


def test_undo_takes_an_allocation_back(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-3")
    with qtbot.waitSignal(page.session.changed):
        page.allocate_to_first()
    with qtbot.waitSignal(page.session.changed):
        page.session.undo()
    assert request(page, uid).status is Status.ACCEPTED


def test_return_on_a_person_allocates_many_at_once(page, qtbot):
    uids = choose(page, qtbot, "Q-1", "Q-7")
    people = page.side.people
    people.setFocus()
    row = [one.title for one in people.items()].index("Birch")
    people.setCurrentIndex(people.model().index(row, 0))
    with qtbot.waitSignal(page.session.changed):
        qtbot.keyClick(people, Qt.Key.Key_Return)
    assert {request(page, uid).examiner for uid in uids} == {person(page, "Birch")}


def test_rows_dropped_on_a_person_are_allocated_to_that_person(page, qtbot):
    uids = choose(page, qtbot, "Q-3", "Q-4")
    people = page.side.people
    row = [one.title for one in people.items()].index("Ash")
    middle = people.visualRect(people.model().index(row, 0)).center()
    rows = [page.table.index(line, 0) for line in page.view.selected_rows()]
    carried = page.table.mimeData(rows)
    about = (Qt.DropAction.CopyAction, carried, Qt.MouseButton.LeftButton, NONE)
    people.dragEnterEvent(QDragEnterEvent(middle, *about))
    with qtbot.waitSignal(page.session.changed):
        people.dropEvent(QDropEvent(QPointF(middle), *about))
    assert {request(page, uid).examiner for uid in uids} == {person(page, "Ash")}


def test_something_else_that_is_dragged_is_not_taken(page, qtbot):
    choose(page, qtbot, "Q-3")
    other = QMimeData()
    other.setText("something")
    event = QDragEnterEvent(
        QPoint(20, 20), Qt.DropAction.CopyAction, other, Qt.MouseButton.LeftButton, NONE
    )
    page.side.people.dragEnterEvent(event)
    assert not event.isAccepted()
    assert CARRIED in QueueTable().mimeTypes()


def test_a_refusal_names_which_and_why_and_writes_nothing(page, qtbot):
    uids = choose(page, qtbot, "Q-1", "Q-3", "Q-2")
    page.allocate_selected(person(page, "Birch"))
    refusals = page.form.refusals()
    assert len(refusals) == 2
    assert any(
        line.startswith(
            "Q-3: Birch does not hold a current skill in: Windows analysis."
        )
        for line in refusals
    )
    assert any(line.startswith("Q-2: A request that is on hold") for line in refusals)
    assert all(request(page, uid).examiner is None for uid in uids)
    page.form.reject()


def test_the_others_go_on_when_the_user_says_so(page, qtbot):
    uids = choose(page, qtbot, "Q-1", "Q-3")
    page.allocate_selected(person(page, "Birch"))
    assert page.form.go_button.text() == "&Go on with the other request"
    with qtbot.waitSignal(page.session.changed):
        page.form.go_button.click()
    given = {uid for uid in uids if request(page, uid).examiner}
    assert len(given) == 1


def test_nobody_who_lacks_the_skill_gets_what_is_allocated_to_the_first(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-5")
    page.allocate_to_first()
    (box,) = page.findChildren(QMessageBox)
    assert box.text() == "Nobody can take what is selected."
    assert request(page, uid).examiner is None
    box.close()


# ---- Handing back ------------------------------------------------------------------


def test_work_in_hand_is_handed_back_with_a_reason_and_given_to_another(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-6")
    page.allocate_selected(person(page, "Ash"))
    form = page.form
    assert form.examiner.currentText() == "Ash"
    form.save_button.click()
    assert form.problems() == ["Choose why the work is handed back."]
    form.reason.setCurrentIndex(form.reason.findData("G_LOAD"))
    with qtbot.waitSignal(page.session.changed):
        form.save_button.click()
    found = request(page, uid)
    assert (found.status, found.examiner) == (Status.ALLOCATED, person(page, "Ash"))
    moves = [one for one in case_of(page.session.store, uid).entries if one.status]
    assert [one.status for one in moves[-2:]] == ["ACCEPTED", "ALLOCATED"]
    assert moves[-2].reason == "G_LOAD"


def test_a_re_allocation_is_undone_as_one_step(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-6")
    page.hand_back()
    form = page.form
    form.reason.setCurrentIndex(1)
    form.examiner.setCurrentIndex(form.examiner.findText("Ash"))
    with qtbot.waitSignal(page.session.changed):
        form.save_button.click()
    with qtbot.waitSignal(page.session.changed):
        page.session.undo()
    found = request(page, uid)
    assert found.status is Status.ALLOCATED
    assert page.table.sight.person(found.examiner) == "Birch"


def test_work_is_handed_back_to_the_queue(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-6")
    qtbot.keyClick(page.view, Qt.Key.Key_F4)
    page.form.reason.setCurrentIndex(1)
    with qtbot.waitSignal(page.session.changed):
        page.form.save_button.click()
    assert request(page, uid).status is Status.ACCEPTED
    assert request(page, uid).examiner is None


def test_what_a_person_has_already_is_not_handed_back_to_the_same_person(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-6")
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.allocate_selected(person(page, "Birch"))
    assert told.args == ["Birch has 1 request already", None]
    assert request(page, uid).status is Status.ALLOCATED


# ---- Priority ----------------------------------------------------------------------


def test_a_change_from_another_window_is_told_and_what_was_typed_stays(
    page, qtbot, queue_path
):
    (uid,) = choose(page, qtbot, "Q-7")
    page.override()
    form = page.form
    form.reason.setCurrentIndex(form.reason.findData("O_COURT"))
    form.words.setText("Trial brought forward")
    about = {"on": TODAY, "who": "another", "at": NOON}
    with closing(partner(page.session.store)) as other:
        amend(other, uid, {"summary": "Changed elsewhere"}, **about)
    form.save_button.click()
    assert form.problems()[0].startswith("This record was changed from another window")
    assert form.words.text() == "Trial brought forward"
    assert request(page, uid).summary == "Changed elsewhere"
    form.reject()


def test_an_override_needs_a_reason_and_a_day_to_come(page, qtbot):
    choose(page, qtbot, "Q-7")
    qtbot.keyClick(page.view, Qt.Key.Key_F7)
    form = page.form
    form.save_button.click()
    assert form.problems() == ["Choose why the priority is another."]
    form.reason.setCurrentIndex(form.reason.findData("O_COURT"))
    form.until.setDate(date(2026, 3, 30))
    form.save_button.click()
    assert form.problems()[0].startswith("The last day of an override cannot be over")
    form.reject()


def test_an_override_is_marked_and_moves_the_request_up(page, qtbot):
    uids = choose(page, qtbot, "Q-7", "Q-4")
    page.override()
    form = page.form
    form.priority.setCurrentIndex(form.priority.findData("P1"))
    form.reason.setCurrentIndex(form.reason.findData("O_COURT"))
    with qtbot.waitSignal(page.session.changed):
        form.save_button.click()
    page.refresh()
    assert {request(page, uid).priority for uid in uids} == {Priority.IMMEDIATE}
    assert set(references(page)[:3]) == {"Q-1", "Q-7", "Q-4"}
    assert "1 Immediate, by decision" in spoken(page, "Q-7")
    with qtbot.waitSignal(page.session.changed):
        page.end_override()
    assert {request(page, uid).override_reason for uid in uids} == {None}


# ---- The panel ---------------------------------------------------------------------


def test_the_request_tab_says_why_it_stands_there(page, qtbot):
    page.side.setCurrentWidget(page.side.request)
    choose(page, qtbot, "Q-2")
    words = [one.text() for one in page.side.request.widget().findChildren(QLabel)]
    assert "Q-2" in words
    assert any("in the queue: P2" in line for line in words)
    assert "On hold since 30 Mar 2026: Question to officer" in words


def test_holds_stand_under_the_side_that_they_wait_for(page):
    page.side.setCurrentWidget(page.side.holds_tab)
    items = page.side.holds.items()
    assert [one.title for one in items] == ["With the requester", "Q-2"]
    assert items[1].aside == "1 day"


def test_a_chase_is_noted_on_the_request(page, qtbot):
    page.side.setCurrentWidget(page.side.holds_tab)
    uid = page.side.holds.items()[1].key
    page.chase(uid)
    assert page.form.text.toPlainText() == "Chased: Question to officer. "
    with qtbot.waitSignal(page.session.changed):
        page.form.save_button.click()
    notes = case_of(page.session.store, uid).notes
    assert [one.text for one in notes] == ["Chased: Question to officer."]


def test_an_entry_of_a_list_leads_to_its_row_even_when_it_is_filtered_out(page, qtbot):
    page.bar.choose(Group.FREE)
    assert "Q-2" not in references(page)
    page.side.setCurrentWidget(page.side.holds_tab)
    page.side.holds.wanted.emit(page.side.holds.items()[1].key)
    assert page.current().waiting.reference == "Q-2"


def test_return_and_a_double_click_ask_for_the_page_of_the_request(page, qtbot):
    (uid,) = choose(page, qtbot, "Q-3")
    with qtbot.waitSignal(page.request_wanted) as asked:
        qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert asked.args == [uid]


# ---- When nothing may be changed ---------------------------------------------------


def test_nothing_can_be_changed_where_the_store_is_read_only(read_only_page):
    actions = read_only_page.actions_shown
    assert not actions.give.isEnabled()
    assert not actions.action("hold_wanted").isEnabled()
    assert actions.action("export_wanted").isEnabled()
    assert actions.give.toolTip() == "The store is open for reading only."


def test_on_a_past_day_the_queue_is_still_that_of_the_present(page, qtbot):
    with qtbot.waitSignal(page.choice_changed):
        page.session.set_as_at(date(2026, 1, 31))
    assert len(references(page)) == 7
    assert page.header.sentence().endswith("Shown as it is on 31 Mar 2026.")
    assert not page.actions_shown.give.isEnabled()
    assert "go back to today" in page.actions_shown.give.toolTip()


# ---- Out of the program ------------------------------------------------------------


def test_selected_rows_are_copied_with_their_headings(page, qtbot):
    assert page.current().waiting.reference == "Q-1"
    page.copy_selected()
    head, row = QApplication.clipboard().text().split("\n")
    assert head.split("\t")[:3] == ["Rank", "Priority", "Reference"]
    assert row.split("\t")[:3] == ["1", "1 Immediate", "Q-1"]


def test_what_is_shown_is_exported_with_its_marking(page, tmp_path):
    path = tmp_path / "queue.csv"
    page.export(path)
    lines = path.read_text("utf-8-sig").splitlines()
    assert lines[0] == page.session.settings.marking
    assert len(lines) == 2 + 7


def test_columns_that_do_not_fit_make_room_and_none_is_cut(page):
    page.resize(1194, 640)
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.view.isColumnHidden(PLACE[Field.REASON])
    page.view.toggle_column(PLACE[Field.REASON])
    assert not page.view.isColumnHidden(PLACE[Field.REASON])


@pytest.mark.parametrize("days", [0, 7])
def test_weeks_are_named_by_how_far_they_are(page, days):
    page.bar.week.setValue(days // 7)
    words = page.bar.week.text()
    end = date(2026, 4, 5) + timedelta(days=days)
    name = "This week" if days == 0 else "Next week"
    assert words == f"{name}, to {end.day} Apr"


# ---- Forms of others, paper --------------------------------------------------------


def test_requests_are_put_on_hold_once_with_one_reason(page, qtbot):
    uids = choose(page, qtbot, "Q-3", "Q-4")
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    form = page.form
    form.reason.setCurrentIndex(form.reason.findData("H_TOOL"))
    with qtbot.waitSignal(page.session.changed):
        form.save_button.click()
    found = [request(page, uid) for uid in uids]
    assert {one.status for one in found} == {Status.ON_HOLD}
    assert {one.hold_reason for one in found} == {"H_TOOL"}
    assert page.session.steps.last == "2 requests now on hold"


def test_of_many_only_those_move_that_may(page, qtbot):
    uids = choose(page, qtbot, "Q-2", "Q-3")
    page.hold()
    assert [one for one, _ in page.form.refusals] == ["Q-2"]
    page.form.reason.setCurrentIndex(1)
    with qtbot.waitSignal(page.session.changed):
        page.form.save_button.click()
    assert {request(page, uid).status for uid in uids} == {Status.ON_HOLD}


def test_the_list_prints_as_it_is_shown(page, tmp_path):
    page.bar.choose(Group.OVER)
    page.print_page()
    (preview,) = page.findChildren(PreviewDialog)
    assert preview.isVisible()
    preview.close()
    page.bar.choose(Group.ALL)
    assert page.view_words == "All open requests"


def test_the_policy_opens_and_adopting_it_says_how_to_apply_it(page, qtbot):
    page.open_policy()
    form = page.form
    assert "Priority policy 1" in form.windowTitle()
    with (
        qtbot.waitSignal(page.toast_wanted) as told,
        qtbot.waitSignal(page.session.changed),
    ):
        form.wanted.emit(replace(form.value(), thresholds=(45.0, 24.0, 10.0)))
    assert told.args[0] == "Policy 2 adopted; Re-rank (F9) applies it"


def test_ranking_anew_without_factors_says_that_there_are_none(page, qtbot):
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.re_rank()
    assert told.args[0] == "Nothing to rank: no factors are recorded"
