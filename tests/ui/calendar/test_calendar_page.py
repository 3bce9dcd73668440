from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel

from app.store.team import read_team
from tests.ui.calendar.places import area_of
from ui.calendar.content import COUNTED

KEY = Qt.Key


def absences(page, name):
    team = read_team(page.session.store)
    uid = next(one.uid for one in team.people if one.name == name)
    return [one for one in team.absences if one.person == uid]


def saved(page):
    """Save the form that is open."""
    page.opened.save_button.click()


def test_days_are_added_from_the_keyboard_alone_and_undone(page, view, people):
    view.go_to(date(2026, 4, 7), people["Examiner 1"])
    QTest.keyClick(view, KEY.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(view, "t")
    form = page.opened
    assert (form.kind.currentText(), form.person.currentText()) == (
        "Training and CPD",
        "Examiner 1",
    )
    QTest.keyClick(form, KEY.Key_Return)
    added = absences(page, "Examiner 1")
    assert [(one.kind, one.first_on, one.last_on) for one in added] == [
        ("B_TRAIN", date(2026, 4, 7), date(2026, 4, 8))
    ]
    assert "Training and CPD, 7 to 8 Apr 2026" in view.accessibleDescription()
    assert page.session.undo() == "Training and CPD of Examiner 1 added"
    assert absences(page, "Examiner 1") == []


def test_the_last_kind_is_proposed_again(page, view, people):
    view.go_to(date(2026, 4, 7), people["Examiner 1"])
    QTest.keyClicks(view, "c")
    saved(page)
    view.go_to(date(2026, 4, 20), people["Examiner 1"])
    QTest.keyClick(view, KEY.Key_Return)
    assert page.opened.kind.currentData() == "B_COURT"
    page.opened.reject()


def test_a_phased_return_is_not_proposed_again(page, view, people):
    view.go_to(date(2026, 4, 7), people["Examiner 1"])
    QTest.keyClicks(view, "p")
    saved(page)
    view.go_to(date(2026, 8, 20), people["Examiner 1"])
    QTest.keyClick(view, KEY.Key_Return)
    assert page.opened.kind.currentData() == "A_LEAVE"
    page.opened.reject()


def test_days_are_added_by_dragging(page, view, people):
    view.show_zoom(92)
    view.go_to(date(2026, 4, 8), people["Examiner 1"])
    button, port = Qt.MouseButton.LeftButton, view.viewport()
    start = area_of(view, people["Examiner 1"], date(2026, 4, 20)).center()
    end = area_of(view, people["Examiner 1"], date(2026, 4, 24)).center()
    QTest.mousePress(port, button, pos=start)
    QTest.mouseMove(port, QPoint(start.x() + 20, start.y()))
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, button, pos=end)
    saved(page)
    added = absences(page, "Examiner 1")[0]
    assert (added.kind, added.days) == ("A_LEAVE", 5)


def test_two_away_on_one_skill_are_warned_of_before_saving(page, view, people):
    view.go_to(date(2026, 4, 15), people["Examiner 1"])
    QTest.keyClicks(view, "l")
    form = page.opened
    assert form.warnings.text() == (
        "Mobile level 3: nobody is there of 2 holders, 15 Apr 2026;"
        " also away: Examiner 2."
    )
    assert form.warnings.isVisible()
    form.kind.setCurrentIndex(form.kind.findData("A_RESTRICT"))
    assert not form.warnings.isVisible()
    form.kind.setCurrentIndex(form.kind.findData("A_LEAVE"))
    saved(page)  # it forbids nothing
    assert len(absences(page, "Examiner 1")) == 1


def test_overlapping_days_are_refused_and_nothing_is_written(page, people):
    day = date(2026, 4, 15)
    page.add_absence(people["Examiner 2"], day, day, "A_SICK_S")
    assert page.opened.warnings.text().startswith("Away already 13 to 17 Apr 2026")
    saved(page)
    assert "is away already" in page.opened.problems()[0]
    assert len(absences(page, "Examiner 2")) == 2
    page.opened.reject()


def test_days_outside_the_time_in_post_are_refused(page, people):
    page.add_absence(
        people["Examiner 1"], date(2019, 12, 30), date(2020, 1, 8), "A_LEAVE"
    )
    saved(page)
    assert "is in post from 6 Jan 2020 only" in page.opened.problems()[0]
    assert absences(page, "Examiner 1") == []
    page.opened.reject()


def test_enter_opens_what_is_there_and_it_is_changed(page, view, people):
    view.go_to(date(2026, 4, 15), people["Examiner 2"])
    QTest.keyClick(view, KEY.Key_Return)
    form = page.opened
    assert not form.person.isEnabled()
    form.last.setDate(form.last.date().addDays(-1))
    form.note.setText("Moved")
    saved(page)
    changed = absences(page, "Examiner 2")[-1]
    assert (changed.last_on, changed.note) == (date(2026, 4, 16), "Moved")


def test_del_takes_away_and_undo_puts_back(page, view, people):
    view.go_to(date(2026, 4, 15), people["Examiner 2"])
    QTest.keyClick(view, KEY.Key_Delete)
    assert len(absences(page, "Examiner 2")) == 1
    page.session.undo()
    assert len(absences(page, "Examiner 2")) == 2


def test_a_phased_return_is_several_absences_at_once(page, people):
    day = date(2026, 4, 6)
    page.add_absence(people["Examiner 1"], day, day, "A_PHASED")
    saved(page)
    steps = absences(page, "Examiner 1")
    assert [(one.first_on, one.last_on, one.share_kept) for one in steps] == [
        (date(2026, 4, 6), date(2026, 4, 19), 0.4),
        (date(2026, 4, 20), date(2026, 5, 3), 0.6),
        (date(2026, 5, 4), date(2026, 5, 17), 0.8),
    ]
    page.session.undo()
    assert absences(page, "Examiner 1") == []


def test_conflicts_ahead_are_counted_and_lead_to_the_calendar(page, view, people):
    board = page.board
    place = board.indexOf(board.conflicts)
    assert board.tabText(place) == "&Conflicts ahead (1)"
    assert board.conflicts.rows.words(0) == [
        "13 to 17 Apr 2026",
        "Mobile level 3",
        "Only 1 of 2 holders is there",
        "Examiner 2",
    ]
    board.setCurrentIndex(place)
    board.conflicts.open_chosen()
    assert board.currentIndex() == 0
    assert board.shown == "SK_MOB3"
    assert [line.text for line in view.content.lines] == [
        "Examiner (2)",
        "Examiner 1",
        "Examiner 2",
    ]
    uid, first, _ = view.chosen()
    assert (uid, first) == (people["Examiner 2"], date(2026, 4, 13))


def test_the_cover_of_a_skill_stands_under_its_holders(page, view):
    bar = page.board.bar
    bar.shown.setCurrentIndex(bar.shown.findData("SK_MOB3"))
    content = view.content
    column = content.grid.column(date(2026, 4, 14))
    assert (int(content.counts[column]), int(content.scope[column])) == (1, 2)
    assert bool(content.is_thin[column])
    assert not content.is_thin[content.grid.column(date(2026, 4, 20))]
    assert not content.is_thin[content.grid.column(date(2026, 4, 19))]  # a Sunday


def test_only_those_who_are_counted_can_be_shown(page, view):
    bar = page.board.bar
    bar.shown.setCurrentIndex(bar.shown.findData(COUNTED))
    assert "Gatekeeper 1" not in [line.text for line in view.content.lines]


def test_absences_are_listed_ahead_all_or_of_one_person(page, people):
    board = page.board
    who = [board.absences.rows.words(row)[0] for row in range(4)]
    assert who == ["Examiner 3", "Examiner 2", "Examiner 3", "Examiner 3"]
    board.past.click()
    assert board.absences.rows.rowCount() == 5
    board.person.setCurrentIndex(board.person.findData(people["Examiner 2"]))
    assert board.absences.rows.rowCount() == 2
    assert board.absences.said.text() == "2 of 5"


def test_regular_other_work_is_added_changed_and_removed(page, people):
    page.add_other_work()
    form = page.opened
    form.person.setCurrentIndex(form.person.findData(people["Examiner 1"]))
    form.amount.buttons()[1].click()
    form.share.edit.setText("101")
    saved(page)
    assert "“101” is not a share of the hours that can be." in form.problems()[0]
    form.share.edit.setText("12,5")
    saved(page)
    rows = page.board.other_work.rows
    assert rows.words(0)[0] == "Examiner 1"
    assert rows.words(0)[2] == "12.5% of the hours left"
    page.change_other_work(rows.value_at(0))
    page.opened.amount.buttons()[0].click()
    page.opened.hours.set_number(4)
    saved(page)
    assert rows.words(0)[2] == "4.0 h a week"
    page.remove_other_work(rows.value_at(0))
    assert rows.rowCount() == 0


def test_a_holiday_is_added_taken_out_and_put_back(page):
    board, day = page.board, date(2026, 7, 20)
    page.add_holiday()
    page.opened.day.setDate(
        page.opened.day.date().fromString("2026-07-20", "yyyy-MM-dd")
    )
    saved(page)
    assert page.opened.problems() == [
        "A public holiday needs a name. Say what it is called."
    ]
    page.opened.name.setText("Fair Monday")
    saved(page)
    assert day in read_team(page.session.store).holidays
    names = [row.name for row in board.holidays.rows.values()]
    board.holidays.view.selectRow(names.index("Good Friday"))
    page.switch_holiday()
    good_friday = date(2026, 4, 3)
    assert good_friday not in read_team(page.session.store).holidays
    row = board.holidays.rows.value_at(names.index("Good Friday"))
    assert row.state == "Taken out: the unit works on it"
    assert board.switch_holiday.text() == " P&ut back"
    page.switch_holiday()
    assert good_friday in read_team(page.session.store).holidays


def test_a_day_that_is_a_holiday_already_is_refused(page):
    page.add_holiday()
    form = page.opened
    form.day.setDate(form.day.date().fromString("2026-04-03", "yyyy-MM-dd"))
    form.name.setText("Good Friday again")
    saved(page)
    assert "is a public holiday already" in form.problems()[0]
    form.reject()


def test_holidays_of_the_other_region_can_be_looked_at_alone(page):
    board = page.board
    board.region.setCurrentIndex(board.region.findData("england_and_wales"))
    names = [row.name for row in board.holidays.rows.values()]
    assert "Easter Monday" in names
    assert "St Andrew's Day" not in names
    assert board.add_holiday.isHidden()
    page.switch_holiday()
    assert page.opened is None
    years = {row.day.year for row in board.holidays.rows.values()}
    assert years == {2026, 2027, 2028, 2029}


def test_the_import_is_asked_for(page, qtbot):
    with qtbot.waitSignal(page.room_wanted) as told:
        page.import_button.click()
    assert told.args == ["import/absences"]


def test_the_sentence_says_who_is_away_and_how_many_conflicts(page):
    assert page.header.sentence() == (
        "0 people are away on a day of work in the week from Tue 31 Mar 2026;"
        " 1 conflict with cover of a skill in the next 26 weeks."
    )


def test_a_store_that_is_only_read_takes_nothing(page, view, people, monkeypatch):
    monkeypatch.setattr(type(page.session), "read_only", property(lambda _: True))
    page.refresh()
    assert not page.add_button.isEnabled()
    view.go_to(date(2026, 4, 15), people["Examiner 2"])
    for key in (KEY.Key_Return, KEY.Key_Delete, KEY.Key_L):
        QTest.keyClick(view, key)
    assert page.opened is None
    assert len(absences(page, "Examiner 2")) == 2


@pytest.mark.parametrize("kind", ["A_LEAVE", "B_COURT"])
def test_an_end_before_the_start_is_refused(page, people, kind):
    day = date(2026, 4, 22)
    page.add_absence(people["Examiner 1"], day, day, kind)
    page.opened.last.setDate(page.opened.last.date().addDays(-1))
    saved(page)
    assert "ends on 21 Apr 2026 before the beginning" in page.opened.problems()[0]
    assert absences(page, "Examiner 1") == []
    page.opened.reject()


@pytest.mark.parametrize("tab", range(5))
def test_no_two_things_in_sight_answer_to_the_same_access_key(page, tab):
    board = page.board
    board.setCurrentIndex(tab)
    texts = [board.tabText(place) for place in range(board.count())]
    said = page.findChildren(QAbstractButton) + page.findChildren(QLabel)
    texts += [one.text() for one in said if one.isVisible()]
    keys = [text[text.index("&") + 1].upper() for text in texts if "&" in text]
    assert sorted(keys) == sorted({*keys})
    assert not {*keys} & {*"FEVGHT"}  # the menus, and the day of the window
