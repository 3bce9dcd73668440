from datetime import date

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel

from app.store.team import read_team
from ui.people.page import PeoplePage
from ui.people.post_tab import ENDED, FUNDED, VACANT
from ui.session import Session

TODAY = date(2026, 3, 31)


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
    page.tabs.setCurrentWidget(page.posts)
    yield page
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


def saved(qtbot, page):
    """Press the button of the form that is open, and wait until all is read again."""
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.opened.save_button.click()
    qtbot.waitUntil(lambda: not page.session._is_reading)
    return told.args


def add(qtbot, page, label, **days):
    page.posts.add_wanted.emit()
    page.opened.label.setText(label)
    if "begins" in days:
        page.opened.begins.setDate(days["begins"])
    saved(qtbot, page)


def words(page):
    return [page.posts.posts.words(row) for row in range(page.posts.posts.rowCount())]


def cells(page, title):
    place = [one.title for one in page.posts.posts.columns].index(title)
    return [row[place] for row in words(page)]


def assign(qtbot, page, post):
    team = read_team(page.session.store)
    uid = next(one.uid for one in team.posts if one.label == post)
    page.assign_post(team.people[0].uid, uid)
    return saved(qtbot, page)


def test_without_posts_the_tab_says_what_belongs_here(page):
    assert page.posts.empty.isVisible()
    page.posts.empty.wanted.emit()
    assert page.opened is not None
    page.opened.reject()


def test_a_post_is_added_and_is_vacant(page, qtbot):
    add(qtbot, page, "P1")
    assert cells(page, "Post") == ["P1"]
    assert cells(page, "Held by") == ["nobody"]
    assert cells(page, "Vacant") == ["35.0 h, 1.00 FTE"]
    assert page.header.sentence() == (
        "1 post funded (1.0 FTE), 1 person in post (1.0 FTE);"
        " 1.0 FTE (35.0 h a week) vacant; at 31 Mar 2026."
    )


def test_somebody_without_a_post_is_listed_until_assigned(page, qtbot):
    add(qtbot, page, "P1")
    assert page.posts.free.words(0) == ["Examiner 1", "Examiner", "35.0 h, 1.00 FTE"]
    told, undo = assign(qtbot, page, "P1")
    assert told == "Examiner 1 assigned to P1"
    assert cells(page, "Held by") == ["Examiner 1"]
    assert cells(page, "Vacant") == ["filled"]
    assert page.posts.free.rowCount() == 0
    undo()
    qtbot.waitUntil(lambda: not page.session._is_reading)
    assert cells(page, "Held by") == ["nobody"]


def test_a_post_that_is_not_funded_on_the_day_is_refused_in_the_form(page, qtbot):
    add(qtbot, page, "P1", begins=date(2026, 12, 1))
    team = read_team(page.session.store)
    page.assign_post(team.people[0].uid, team.posts[0].uid)
    page.opened.save_button.click()
    assert "P1 is not funded on 31 Mar" in page.opened._problems["begins"].text()
    page.opened.reject()


def test_chips_show_posts_funded_vacant_or_ended(page, qtbot):
    add(qtbot, page, "P1")
    add(qtbot, page, "P2", begins=date(2026, 12, 1))
    assign(qtbot, page, "P1")
    chips = page.posts.chips
    assert [chips[name].text() for name in (FUNDED, VACANT, ENDED)] == [
        *("Funded 1", "Vacant 0", "Not funded 1"),
    ]
    assert cells(page, "Post") == ["P1"]
    chips[FUNDED].click()
    assert cells(page, "Post") == ["P1", "P2"]


def test_the_vacant_posts_alone_are_one_press_away(page, qtbot):
    add(qtbot, page, "P1")
    add(qtbot, page, "P2")
    assign(qtbot, page, "P1")
    page.posts.chips[VACANT].click()
    assert cells(page, "Post") == ["P2"]


def test_nobody_is_moved_from_a_post_without_being_chosen(page, qtbot):
    add(qtbot, page, "P1")
    add(qtbot, page, "P2")
    page.posts.assign_button.click()
    assert page.opened.person.currentText() == "Examiner 1"  # who holds none
    page.opened.reject()
    assign(qtbot, page, "P1")
    page.posts.assign_button.click()
    page.opened.save_button.click()
    assert page.opened.problems() == ["Nobody is chosen. Choose a person."]
    page.opened.reject()


def test_the_form_of_a_person_says_which_posts_are_vacant(page, qtbot):
    add(qtbot, page, "P1")
    add(qtbot, page, "P2")
    assign(qtbot, page, "P1")
    page.add_person()
    form = page.opened
    offered = [form.post.itemText(row) for row in range(form.post.count())]
    assert offered == ["No post", "P1", "P2 (35.0 h vacant)"]
    form.reject()


@pytest.mark.parametrize(
    ("label", "hours", "place", "said"),
    [
        ("", "35", "label", "A post needs a title or a number."),
        ("P2", "0", "hours", "P2 has 0 hours a week."),
        ("P2", "169", "hours", "“169” is not a number of hours"),
        ("P1", "35", "label", "There is a post called P1 already."),
    ],
)
def test_a_post_that_cannot_be_is_refused(page, qtbot, label, hours, place, said):
    add(qtbot, page, "P1")
    page.add_post()
    form = page.opened
    form.label.setText(label)
    form.hours.edit.setText(hours)
    form.save_button.click()
    assert said in form._problems[place].text()
    assert len(read_team(page.session.store).posts) == 1
    form.reject()


def test_an_end_before_the_beginning_is_refused(page):
    page.add_post()
    form = page.opened
    form.label.setText("P1")
    form.ends.box.setChecked(True)
    form.ends.edit.setDate(date(2020, 1, 1))
    form.save_button.click()
    assert "before the beginning" in form._problems["ends"].text()
    form.reject()


def test_a_post_that_was_held_is_offered_a_last_day(page, qtbot):
    add(qtbot, page, "P1")
    assign(qtbot, page, "P1")
    page.change_post(page.posts.chosen_uid())
    page.opened.delete_button.click()
    assert "Somebody holds this post" in page.opened._problems["ends"].text()
    assert page.opened.ends.day() == TODAY
    saved(qtbot, page)
    assert read_team(page.session.store).posts[0].valid_to == TODAY


def test_a_post_entered_in_error_is_deleted_and_put_back(page, qtbot):
    add(qtbot, page, "P1")
    page.change_post(page.posts.chosen_uid())
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.opened.delete_button.click()
    qtbot.waitUntil(lambda: not page.session._is_reading)
    assert read_team(page.session.store).posts == ()
    told.args[1]()
    assert len(read_team(page.session.store).posts) == 1


def test_a_post_is_chosen_in_the_form_of_a_person(page, qtbot):
    add(qtbot, page, "P1")
    page.change_person(read_team(page.session.store).people[0].uid)
    form = page.opened
    form.post.setCurrentIndex(form.post.findText("P1 (35.0 h vacant)"))
    saved(qtbot, page)
    assert read_team(page.session.store).postings[0].valid_from == TODAY


def test_the_history_of_a_post_tells_who_held_it(page, qtbot):
    add(qtbot, page, "P1")
    assign(qtbot, page, "P1")
    page.posts.history_button.click()
    assert page.history.windowTitle() == "History of P1"
    assert [line.what for line in page.history.events.values()] == [
        "Post P1 held by Examiner 1 from 31 Mar 2026 entered",
        "Post P1 entered",
    ]
    page.history.reject()


def test_a_post_to_be_held_later_is_told_of_the_person(page, qtbot):
    add(qtbot, page, "P1")
    team = read_team(page.session.store)
    page.assign_post(team.people[0].uid, team.posts[0].uid)
    page.opened.begins.setDate(date(2026, 5, 4))
    saved(qtbot, page)
    page.tabs.setCurrentWidget(page.board)
    said = [label.text() for label in page.board.detail.findChildren(QLabel)]
    assert "P1 from 4 May 2026" in said
