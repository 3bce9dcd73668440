from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox

from app.staffing.absence import add_absences
from app.store.event import write
from app.store.person import add_skill, change_person, read_people
from app.store.setting import change_settings
from app.store.team import read_team
from app.workforce.absence import Absence
from app.workforce.examiner import LEVELS, SkillHeld
from ui.controls.rows import Column, Rows
from ui.people.board import EXAMINING, IN_POST, JOINING, LEFT, WARNED
from ui.people.page import PeoplePage
from ui.session import Session

TODAY = date(2026, 3, 31)
ALT = Qt.KeyboardModifier.AltModifier


def press(qtbot, keys, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), keys, modifier)


@pytest.fixture
def page(qtbot, unit):
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
    page.activateWindow()
    page.board.people_view.setFocus()
    yield page
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


def settled(qtbot, page):
    qtbot.waitUntil(lambda: not page.session._is_reading)


def saved(qtbot, page):
    """Press the button of the form that is open, and wait until all is read again."""
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.opened.save_button.click()
    settled(qtbot, page)
    return told.args[0]


def act(page, function, *given, **named):
    with write(
        page.session.store, who="t", why="", kind="t", at=page.session.now()
    ) as operation:
        return function(operation, *given, **named)


def column(page, title):
    titles = [one.title for one in page.board.people.columns]
    place = titles.index(title)
    return [
        page.board.people.words(row)[place]
        for row in range(page.board.people.rowCount())
    ]


def uid_of(page):
    return page.board.people.values()[0].person.uid


def change(page):
    page.change_person(uid_of(page))
    return page.opened


# ---- The list -----------------------------------------------------------------------


def test_everyone_in_post_is_listed_with_hours(page):
    words = page.board.people.words(0)
    assert words[:4] == ["Examiner 1", "Examiner", "none", "35.0 h, 1.00 FTE"]
    assert column(page, "Week") == ["Mon to Fri 7"]
    assert column(page, "Warnings") == ["none"]


def test_the_sentence_says_how_many_hours_there_are(page):
    assert page.header.sentence().startswith("1 person, 1 examining (1.0 FTE);")


def test_chips_let_in_those_in_post_those_joining_and_those_who_left(page, qtbot):
    for name, first, last in (
        ("Gone", date(2024, 1, 1), date(2025, 1, 1)),
        ("Coming", date(2026, 6, 1), None),
    ):
        page.add_person()
        page.opened.name.setText(name)
        page.opened.starts.setDate(first)
        page.opened.ends.box.setChecked(last is not None)
        page.opened.ends.edit.setDate(last or first)
        saved(qtbot, page)
    chips = page.board.chips
    for name in (JOINING, LEFT):
        chips[name].setChecked(False)
    assert column(page, "Alias") == ["Examiner 1"]
    chips[LEFT].click()
    assert column(page, "Alias") == ["Examiner 1", "Gone"]
    chips[IN_POST].click()
    chips[LEFT].click()
    chips[JOINING].click()
    assert column(page, "Alias") == ["Coming"]
    chips[JOINING].click()
    assert column(page, "Alias") == ["Coming", "Examiner 1", "Gone"]
    assert [chips[name].text() for name in (IN_POST, JOINING, LEFT)] == [
        *("In post 1", "Joining 1", "Left 1"),
    ]


def test_typing_narrows_the_list_down_by_any_word(page, qtbot):
    page.add_person()
    page.opened.name.setText("Manager 7")
    role = page.opened.role
    role.setCurrentIndex(role.findData("MANAGER"))
    saved(qtbot, page)
    page.activateWindow()
    page.go_find()
    qtbot.waitUntil(page.board.words.hasFocus)
    qtbot.keyClicks(page.board.words, "manag")
    assert column(page, "Alias") == ["Manager 7"]
    qtbot.keyClicks(page.board.words, " nobody")
    assert page.board.people.rowCount() == 0
    assert page.board.nobody.isVisible()


def test_a_skill_that_lapses_soon_is_a_warning(page):
    skill = SkillHeld(
        person=uid_of(page),
        skill="SK_MAC",
        valid_from=date(2025, 1, 1),
        valid_to=date(2026, 4, 30),
    )
    act(page, add_skill, skill)
    page.refresh()
    page.board.chips[WARNED].click()
    assert column(page, "Warnings") == ["Apple analysis lapses 30 Apr 2026"]


def test_the_panel_tells_all_about_the_chosen_person(page):
    uid = uid_of(page)
    phased = Absence(
        person=uid, kind="A_PHASED", first_on=TODAY, last_on=TODAY, share_kept=0.4
    )
    court = Absence(person=uid, kind="B_COURT", first_on=TODAY, last_on=TODAY)
    with_who = {"on": TODAY, "who": "t", "at": page.session.now()}
    add_absences(page.session.store, [phased, court], **with_who)
    page.refresh()
    texts = page.board.detail.texts()
    assert texts[0] == "Examiner 1"
    assert "Absences now and ahead: 1" in texts
    assert "now, keeps 40% of the hours" in texts
    assert "Phased return" in page.board.detail.accessibleDescription()


def test_the_calendar_is_one_press_away(page, qtbot):
    with qtbot.waitSignal(page.room_wanted) as told:
        page.board.detail.calendar.click()
    assert told.args == ["calendar"]


def test_an_empty_unit_offers_to_add_somebody(qtbot, store):
    page = PeoplePage(Session(store, today=lambda: TODAY))
    qtbot.addWidget(page)
    page.refresh()
    page.board.empty.wanted.emit()
    assert page.opened is not None
    page.opened.reject()


def test_a_tab_out_of_sight_is_brought_up_to_date_when_looked_at(page):
    assert page.posts.sight is None
    page.tabs.setCurrentWidget(page.posts)
    assert page.posts.sight is not None
    assert page.posts.add_button.isVisible()
    assert not page.board.add_button.isVisible()


# ---- The form -----------------------------------------------------------------------


def test_a_person_is_added_from_the_keyboard_alone_and_undone(page, qtbot):
    press(qtbot, Qt.Key.Key_R, ALT)
    qtbot.waitUntil(lambda: page.opened is not None and page.opened.name.hasFocus())
    qtbot.keyClicks(QApplication.focusWidget(), "Examiner 2")
    with qtbot.waitSignal(page.toast_wanted) as told:
        press(qtbot, Qt.Key.Key_Return)
    settled(qtbot, page)
    team = read_team(page.session.store)
    assert [person.name for person in team.people] == ["Examiner 1", "Examiner 2"]
    assert [pattern.weekly_hours for pattern in team.patterns] == [35.0, 35.0]
    assert page.board.people_view.chosen().person.name == "Examiner 2"
    assert page.focusWidget() is page.board.people_view
    words, undo = told.args
    assert words == "Examiner 2 added"
    undo()
    settled(qtbot, page)
    assert len(read_team(page.session.store).people) == 1


def test_what_is_wrong_stands_beside_its_field(page):
    page.add_person()
    form = page.opened
    form.save_button.click()
    assert form.problems() == ["A person needs a name or an alias to show."]
    form.name.setText("Examiner 1")
    form.save_button.click()
    assert form.problems()[0].startswith("Somebody called Examiner 1 is in post")
    assert form._problems["name"].isVisible()
    form.reject()
    assert page.opened is None


def test_an_end_before_the_start_stands_beside_the_end(page):
    form = change(page)
    form.ends.box.setChecked(True)
    form.ends.edit.setDate(date(2019, 1, 1))
    form.save_button.click()
    said = form._problems["ends"].text()
    assert said.startswith("The time in post of Examiner 1 ends on")
    assert "before the beginning" in said
    form.reject()


@pytest.mark.parametrize("typed", ["25", "-1", "seven", "1e400"])
def test_hours_that_cannot_be_are_refused(page, typed):
    form = change(page)
    form.hours.week.days[0].edit.setText(typed)
    form.save_button.click()
    assert "is not a number of hours" in form._problems["hours"].text()
    form.reject()


def test_a_week_without_hours_is_refused(page):
    form = change(page)
    for day in form.hours.week.days:
        day.set_number(0)
    form.save_button.click()
    assert form.problems() == ["Nobody works no hours. Give hours for a day."]
    form.reject()


def test_the_form_says_what_the_hours_come_to(page):
    page.add_person()
    page.opened.hours.week.days[4].edit.setText("3,5")
    assert page.opened.hours.week.total.text() == "31.50 h a week, 0.90 FTE"
    page.opened.reject()


def test_other_hours_hold_from_today_and_end_the_former_ones(page, qtbot):
    change(page).hours.week.days[4].set_number(0)
    assert saved(qtbot, page) == "Examiner 1 changed"
    before, after = read_team(page.session.store).patterns
    assert (before.valid_to, after.valid_from) == (date(2026, 3, 30), TODAY)
    assert after.weekly_hours == 28.0


def test_part_time_from_a_day_to_come_leaves_the_hours_until_then(page, qtbot):
    form = change(page)
    form.hours.week.days[4].set_number(0)
    form.hours.from_day.setDate(date(2026, 12, 1))
    rows = form.hours.rows
    assert [rows.words(row)[:3] for row in range(2)] == [
        ["6 Jan 2020", "30 Nov 2026", "Mon to Fri 7"],
        ["1 Dec 2026", "open", "Mon to Thu 7"],
    ]
    saved(qtbot, page)
    before, after = read_team(page.session.store).patterns
    assert (before.weekly_hours, before.valid_to) == (35.0, date(2026, 11, 30))
    assert (after.weekly_hours, after.valid_from) == (28.0, date(2026, 12, 1))


def test_the_past_is_put_right_when_its_day_is_given(page, qtbot):
    form = change(page)
    form.hours.week.days[4].set_number(0)
    form.hours.from_day.setDate(date(2020, 1, 6))
    saved(qtbot, page)
    (only,) = read_team(page.session.store).patterns
    assert (only.weekly_hours, only.valid_from) == (28.0, date(2020, 1, 6))


def test_a_pattern_to_come_is_taken_away_again(page, qtbot):
    form = change(page)
    form.hours.week.days[4].set_number(0)
    form.hours.from_day.setDate(date(2026, 12, 1))
    saved(qtbot, page)
    form = change(page)
    form.hours.view.selectRow(1)
    form.hours.remove.click()
    saved(qtbot, page)
    (only,) = read_team(page.session.store).patterns
    assert (only.weekly_hours, only.valid_to) == (35.0, None)


def tick(form, **cells):
    grid = form.skills.model_of_skills
    row = next(n for n, line in enumerate(grid.lines) if line.code == "SK_WIN")
    checked = Qt.CheckState.Checked
    grid.setData(grid.index(row, 0), checked, Qt.ItemDataRole.CheckStateRole)
    for place, name in enumerate(("level", "since", "until", "evidence"), start=1):
        if name in cells:
            grid.setData(grid.index(row, place), cells[name])


def test_a_skill_is_ticked_with_a_level_days_and_evidence(page, qtbot):
    form = change(page)
    tick(form, level="exp", since="1/4/2025", until="30 Apr 2026", evidence="Paper 7")
    saved(qtbot, page)
    skill = read_team(page.session.store).skills[0]
    assert (skill.skill, skill.level, skill.evidence) == ("SK_WIN", 2, "Paper 7")
    assert (skill.valid_from, skill.valid_to) == (
        date(2025, 4, 1),
        date(2026, 4, 30),
    )
    assert column(page, "Skills") == ["Windows analysis lapses 30 Apr 2026"]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"until": "29 Feb 2025"}, "“29 Feb 2025” is no day of a skill"),
        ({"since": "soon"}, "“soon” is no day of a skill"),
        (
            {"since": "1 May 2026", "until": "30 Apr 2026"},
            "expires on 30 Apr 2026 before it begins on 1 May 2026",
        ),
    ],
)
def test_days_of_a_skill_that_cannot_be_are_refused(page, cells, words):
    form = change(page)
    tick(form, **cells)
    form.save_button.click()
    assert words in form._problems["skills"].text()
    assert read_team(page.session.store).skills == ()
    form.reject()


def test_the_account_says_what_it_is_for_and_is_kept(page, qtbot):
    form = change(page)
    assert "own record" in form.account.toolTip()
    form.account.setText("examiner.one")
    saved(qtbot, page)
    assert read_people(page.session.store)[0].account == "examiner.one"


def test_an_account_of_two_people_is_refused(page, qtbot):
    change(page).account.setText("shared")
    saved(qtbot, page)
    page.add_person()
    form = page.opened
    form.name.setText("Examiner 2")
    form.account.setText("SHARED")
    form.save_button.click()
    assert "is that of Examiner 1" in form._problems["account"].text()
    assert len(read_people(page.session.store)) == 1
    form.reject()


def test_somebody_entered_in_error_is_deleted_and_put_back(page, qtbot):
    page.add_person()
    page.opened.name.setText("Wrong")
    saved(qtbot, page)
    page.change_person(page.board.chosen_uid())
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.opened.delete_button.click()
    settled(qtbot, page)
    assert len(read_people(page.session.store)) == 1
    assert page.opened is None
    told.args[1]()
    settled(qtbot, page)
    assert [one.name for one in read_people(page.session.store)] == [
        *("Examiner 1", "Wrong"),
    ]


def test_somebody_with_a_history_is_refused_and_offered_a_last_day(page, qtbot):
    leave = Absence(person=uid_of(page), kind="A_LEAVE", first_on=TODAY, last_on=TODAY)
    who = {"on": TODAY, "who": "t", "at": page.session.now()}
    add_absences(page.session.store, [leave], **who)
    form = change(page)
    form.delete_button.click()
    assert "has a history here and cannot be deleted" in form._problems["ends"].text()
    assert form.isVisible()
    assert form.ends.day() == TODAY
    saved(qtbot, page)
    assert read_people(page.session.store)[0].ends_on == TODAY


def test_a_store_open_for_reading_only_offers_no_change(page):
    page._sight = replace(page._sight, can_write=False)
    page._stale.add(page.board)
    page._show_tab()
    assert not page.board.add_button.isEnabled()
    assert not page.board.change_button.isEnabled()
    page.change_person(uid_of(page))
    assert page.opened is None


# ---- Names and aliases --------------------------------------------------------------


def test_the_form_says_what_everyone_else_will_see(page):
    form = change(page)
    assert "without one everyone sees “Examiner 1”" in form.alias_hint.text()
    form.alias.setText("Blue 7")
    assert form.alias_hint.text().endswith("everyone sees this and not the name.")
    form.reject()


def test_people_are_shown_and_sorted_by_what_the_unit_has_settled(page, qtbot):
    store = page.session.store
    page.add_person()
    page.opened.name.setText("Able")
    page.opened.alias.setText("Zulu")
    saved(qtbot, page)
    assert column(page, "Alias") == ["Examiner 1", "Zulu"]
    named = replace(page.session.settings, shows_names=True)
    change_settings(store, named, who="t", at=page.session.now())
    with qtbot.waitSignal(page.session.changed):
        page.session.refresh()
    assert column(page, "Name") == ["Able", "Examiner 1"]


# ---- History ------------------------------------------------------------------------


def test_the_history_of_a_person_opens(page):
    page.board.detail.history.click()
    assert page.history.windowTitle() == "History of Examiner 1"
    whats = [line.what for line in page.history.events.values()]
    assert whats[-1].startswith("Person (Examiner, in post from 6 Jan 2020)")
    assert "shown in its own room" in page.history.said.text()
    page.history.reject()


def test_a_change_undone_says_so_in_the_history(page, qtbot):
    person = read_people(page.session.store)[0]
    change(page).site.setText("LAB")
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.opened.save_button.click()
    settled(qtbot, page)
    told.args[1]()
    settled(qtbot, page)
    page.show_person_history(person.uid)
    words = page.history.events.words(1)
    assert "Site: none to LAB" in words[1]
    assert words[5].startswith("undone")
    page.history.reject()


# ---- Models -------------------------------------------------------------------------


def test_the_lists_keep_qts_rules_for_models(qtbot):
    rows = Rows((Column(title="A", show=str), Column(title="B", show=str)))
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.show_values([1, 2, 3])
    rows.show_values([])


def test_the_skills_keep_qts_rules_for_models(page):
    page.add_person()
    grid = page.opened.skills.model_of_skills
    QAbstractItemModelTester(grid, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.opened.reject()


def test_the_name_in_a_change_elsewhere_is_seen(page):
    person = read_people(page.session.store)[0]
    act(page, change_person, replace(person, name="Examiner 9"), on=TODAY)
    page.refresh()
    assert column(page, "Alias") == ["Examiner 9"]


def test_what_was_wrong_is_no_longer_said_once_something_is_typed(page, qtbot):
    page.add_person()
    form = page.opened
    form.hours.week.days[0].edit.setText("25")
    form.save_button.click()
    assert form.problems()
    qtbot.keyClicks(form.hours.week.days[1].edit, "6")
    assert form.problems() == []
    form.reject()


def test_the_access_key_of_the_hours_leads_to_monday(page, qtbot):
    form = change(page)
    qtbot.waitUntil(form.name.hasFocus)
    press(qtbot, Qt.Key.Key_H, ALT)
    assert QApplication.focusWidget() is form.hours.week.days[0].edit
    form.reject()


def test_somebody_who_joins_later_is_shown_once_added(page, qtbot):
    page.add_person()
    page.opened.name.setText("Examiner 2")
    page.opened.starts.setDate(date(2026, 4, 20))
    saved(qtbot, page)
    assert page.board.people_view.chosen().person.name == "Examiner 2"
    assert page.board.chips[JOINING].isChecked()


def test_the_hours_ahead_count_those_who_join(page, qtbot):
    page.add_person()
    page.opened.name.setText("Examiner 2")
    page.opened.starts.setDate(date(2026, 4, 20))
    saved(qtbot, page)
    ahead = sum(one.net_ahead for one in page._sight.people)
    assert len({one.net_ahead for one in page._sight.people}) == 2
    assert f"{ahead:,.0f} over the next 13 weeks" in page.header.sentence()


def test_examining_counts_those_whom_the_chips_of_state_let_in(page, qtbot):
    page.add_person()
    page.opened.name.setText("Examiner 2")
    page.opened.starts.setDate(date(2026, 4, 20))
    saved(qtbot, page)
    chips = page.board.chips
    chips[JOINING].setChecked(False)
    assert chips[EXAMINING].text().endswith(" 1")
    chips[JOINING].setChecked(True)
    assert chips[EXAMINING].text().endswith(" 2")


def test_the_level_of_a_skill_is_chosen_from_the_levels(page, qtbot):
    form = change(page)
    tick(form, level="comp")
    grid = form.skills
    row = next(
        n for n, line in enumerate(grid.model_of_skills.lines) if line.code == "SK_WIN"
    )
    grid.setFocus()
    grid.setCurrentIndex(grid.model_of_skills.index(row, 1))
    qtbot.keyClick(grid, Qt.Key.Key_F2)
    box = grid.findChild(QComboBox)
    assert [box.itemText(n) for n in range(box.count())] == list(LEVELS)
    assert box.currentText() == "Competent"
    box.setCurrentText("Leading")
    grid.commitData(box)
    assert grid.model_of_skills.lines[row].level == 3
    form.reject()
