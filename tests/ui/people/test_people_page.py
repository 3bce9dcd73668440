from datetime import date

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.store.event import write
from app.store.person import add_skill
from app.store.team import read_team
from app.workforce.examiner import SkillHeld
from ui.controls.rows import Column, Rows
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


def test_everyone_in_post_is_listed_with_hours(page):
    words = page.board.people.words(0)
    assert words[:3] == ["Examiner 1", "Examiner", "35.0 h, 1.00 FTE"]
    assert words[5] == "27.5 h"  # Good Friday is in the week


def test_the_sentence_says_how_many_hours_there_are(page):
    assert page.header.sentence().startswith("1 person, 1 examining (1.0 FTE);")


def test_a_person_is_added_from_the_keyboard_alone(page, qtbot):
    press(qtbot, Qt.Key.Key_P, ALT)
    qtbot.waitUntil(lambda: page.form is not None and page.form.name.hasFocus())
    qtbot.keyClicks(QApplication.focusWidget(), "Examiner 2")
    with qtbot.waitSignal(page.changed):
        press(qtbot, Qt.Key.Key_Return)
    settled(qtbot, page)
    team = read_team(page.session.store)
    assert [person.name for person in team.people] == ["Examiner 1", "Examiner 2"]
    assert [pattern.weekly_hours for pattern in team.patterns] == [35.0, 35.0]
    assert page.board.people.rowCount() == 2


def test_what_is_wrong_stands_beside_its_field(page, qtbot):
    page.add_person()
    form = page.form
    form.save_button.click()
    assert form.problems() == ["A person needs a name or an alias to show."]
    form.name.setText("Examiner 1")
    form.save_button.click()
    assert form.problems()[0].startswith("Somebody called Examiner 1 is in post")
    assert form.isVisible()
    form.reject()
    assert page.form is None


@pytest.mark.parametrize("typed", ["25", "-1", "seven", "1e400"])
def test_hours_that_cannot_be_are_refused(page, typed):
    page.add_person()
    page.form.name.setText("Examiner 2")
    page.form.hours.days[0].edit.setText(typed)
    page.form.save_button.click()
    assert "is not a number of hours" in page.form.problems()[0]
    page.form.reject()


def test_a_week_without_hours_is_refused(page):
    page.add_person()
    page.form.name.setText("Examiner 2")
    for day in page.form.hours.days:
        day.set_number(0)
    page.form.save_button.click()
    assert page.form.problems() == ["Nobody works no hours. Give hours for a day."]
    page.form.reject()


def test_the_form_says_what_the_hours_come_to(page):
    page.add_person()
    page.form.hours.days[4].edit.setText("3,5")
    assert page.form.hours.total.text() == "31.50 h a week, 0.90 FTE"
    page.form.reject()


def test_other_hours_hold_from_today_and_end_the_former_ones(page, qtbot):
    page.change_person()
    page.form.hours.days[4].set_number(0)
    with qtbot.waitSignal(page.changed):
        page.form.save_button.click()
    settled(qtbot, page)
    before, after = read_team(page.session.store).patterns
    assert (before.valid_to, after.valid_from) == (date(2026, 3, 30), TODAY)
    assert after.weekly_hours == 28.0


def test_a_skill_is_ticked_with_a_level_and_a_day(page, qtbot):
    page.change_person()
    grid = page.form.skills.model_of_skills
    checked = Qt.CheckState.Checked
    grid.setData(grid.index(5, 0), checked, Qt.ItemDataRole.CheckStateRole)
    grid.setData(grid.index(5, 1), "exp")
    grid.setData(grid.index(5, 2), "30 Apr 2026")
    with qtbot.waitSignal(page.changed):
        page.form.save_button.click()
    settled(qtbot, page)
    skill = read_team(page.session.store).skills[0]
    assert (skill.skill, skill.level) == ("SK_WIN", 2)
    assert skill.valid_to == date(2026, 4, 30)
    assert page.board.people.words(0)[3] == "Windows analysis lapses 30 Apr 2026"


def test_a_day_that_is_none_is_refused(page):
    page.change_person()
    grid = page.form.skills.model_of_skills
    checked = Qt.CheckState.Checked
    grid.setData(grid.index(5, 0), checked, Qt.ItemDataRole.CheckStateRole)
    grid.setData(grid.index(5, 2), "29 Feb 2025")
    page.form.save_button.click()
    assert "“29 Feb 2025” is no day of a skill" in page.form.problems()[0]
    page.form.reject()


def test_an_absence_is_added_shown_and_undone(page, qtbot):
    page.add_absence()
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.form.save_button.click()
    assert page.board.absences.words(0)[:3] == [
        "Examiner 1",
        "31 Mar 2026",
        "Annual leave",
    ]
    settled(qtbot, page)
    text, undo = told.args
    assert text == "Absence of Examiner 1 added"
    undo()
    settled(qtbot, page)
    assert page.board.absences.rowCount() == 0


def test_an_absence_that_overlaps_is_refused_in_the_form(page, qtbot):
    page.add_absence()
    page.form.save_button.click()
    settled(qtbot, page)
    page.add_absence()
    page.form.save_button.click()
    assert "is away already from 31 Mar 2026" in page.form.problems()[0]
    page.form.reject()


def test_an_absence_is_taken_away_and_put_back(page, qtbot):
    page.add_absence()
    page.form.save_button.click()
    settled(qtbot, page)
    page.board.absence_view.selectRow(0)
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.board.remove_absence.click()
    settled(qtbot, page)
    assert read_team(page.session.store).absences == ()
    told.args[1]()
    settled(qtbot, page)
    assert len(read_team(page.session.store).absences) == 1


def test_a_phased_return_asks_for_the_share_kept(page, qtbot):
    page.add_absence()
    form = page.form
    form.kind.setCurrentIndex(form.kind.findData("A_PHASED"))
    assert form.share.isVisible()
    assert not form.extent.isVisible()
    form.share.set_number(40)
    form.save_button.click()
    settled(qtbot, page)
    assert page.board.absences.words(0)[3] == "keeps 40% of the hours"


def test_other_work_of_everyone_takes_a_share(page, qtbot):
    page.add_abstraction()
    page.form.amount.buttons()[1].click()
    page.form.share.set_number(20)
    page.form.save_button.click()
    settled(qtbot, page)
    assert page.board.abstractions.words(0)[::2] == [
        "Everyone",
        "20.0% of the hours left",
    ]


def test_one_holder_of_a_skill_is_called_what_it_is(page, qtbot):
    store, team = page.session.store, page.team
    skill = SkillHeld(
        person=team.people[0].uid, skill="SK_MAC", valid_from=date(2026, 1, 1)
    )
    with write(store, who="t", why="", kind="t", at=page.session.now()) as operation:
        add_skill(operation, skill)
    page.refresh()
    assert page.board.cover.words(0)[:2] == [
        "Apple analysis",
        "1: single point of failure",
    ]


def test_both_charts_tell_the_same_hours(page):
    week = page.board.week_chart.chart
    steps = page.board.net_chart.chart.steps
    ahead = week.series[0].values[13:]
    assert steps[-1].amount == pytest.approx(sum(ahead) / len(ahead))


def test_an_empty_unit_offers_to_add_somebody(qtbot, store):
    page = PeoplePage(Session(store, today=lambda: TODAY))
    qtbot.addWidget(page)
    page.refresh()
    page._empty.wanted.emit()
    assert page.form is not None
    page.form.reject()


def test_the_lists_keep_qts_rules_for_models(qtbot):
    rows = Rows((Column(title="A", show=str), Column(title="B", show=str)))
    QAbstractItemModelTester(rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows.show_values([1, 2, 3])
    rows.show_values([])


def test_the_skills_keep_qts_rules_for_models(page):
    page.add_person()
    grid = page.form.skills.model_of_skills
    QAbstractItemModelTester(grid, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.form.reject()
