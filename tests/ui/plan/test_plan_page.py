"""The page Plan over a small unit: scenarios kept, run, compared, refused."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from threading import Event

import pytest
from PySide6.QtCore import Qt, QThreadPool

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.reports.plan_charts import PREVIEW
from app.scenario.goal import Goal, Requirement
from app.scenario.levers import Departs, Joins, Overtime
from app.scenario.scenario import Scenario
from app.store.event import write
from app.store.person import add_skill
from app.store.request import add_request
from app.store.scenario import read_scenarios
from app.store.team import read_team
from app.workforce.examiner import SkillHeld
from tests.reports.test_need_table import ENOUGH
from tests.ui.conftest import NOON, TODAY
from ui.plan.page import PlanPage
from ui.plan.portfolio import BASE_KEY
from ui.plan.result_view import View
from ui.session import Session

RUNS = 6


def give_skill(store):
    (person,) = read_team(store).people
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        skill = SkillHeld(
            person=person.uid, skill="SK_MOB3", valid_from=date(2020, 1, 6)
        )
        add_skill(operation, skill)


def ask_for(store, code):
    """Let an open request ask for an examination type."""
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        request = Request(
            uid="",
            reference="DF-99",
            status=Status.ACCEPTED,
            examination_type=code,
            accepted_on=TODAY - timedelta(weeks=3),
            effort_estimated=20.0,
        )
        at = midday(TODAY - timedelta(weeks=3))
        add_request(operation, request, effective_at=at)


@pytest.fixture
def page(qapp, qtbot, unit) -> Iterator[PlanPage]:
    """The page, read, in sight, the base run."""
    give_skill(unit)
    session = Session(unit, today=lambda: TODAY)
    with qtbot.waitSignal(session.ready):
        session.refresh()
    made = PlanPage(session, RUNS)
    session.changed.connect(made.refresh)
    qtbot.addWidget(made)
    made.resize(1194, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    settle(made, qtbot)
    yield made
    made.stop_work()
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


def settle(page, qtbot):
    """Wait until nothing is due and nothing runs."""
    qtbot.waitUntil(
        lambda: page.runner.is_idle and not [*page.portfolio.due()], timeout=60_000
    )


def add(page, qtbot, name):
    page.add_button.click()
    page.opened.name.setText(name)
    page.opened.save_button.click()
    settle(page, qtbot)


def move(page, qtbot, key, text):
    row = page.what_if.board.row(key)
    row.box.selectAll()
    qtbot.keyClicks(row.box, text)
    qtbot.keyClick(row.box, Qt.Key.Key_Return)
    settle(page, qtbot)


def names(page):
    view = page.what_if.names.view
    return [view.item(place).text() for place in range(view.count())]


def side(page):
    return page.what_if.compare.view.text_rows.rows


def kept(page):
    return read_scenarios(page.session.store)


def test_the_base_is_run_at_once_and_cannot_be_moved(page):
    assert names(page) == ["Base"]
    assert page.portfolio.base.is_known
    assert not page.what_if.board.row("overtime").slider.isEnabled()
    assert side(page)[0][0] == "Base"
    assert page.what_if.result.chart.chart.title == "Open requests"


def test_a_scenario_is_added_moved_and_kept_with_what_came_of_it(page, qtbot):
    add(page, qtbot, "Overtime")
    assert names(page) == ["Base", "Overtime"]
    move(page, qtbot, "overtime", "3")
    (stored,) = kept(page)
    (lever,) = stored.scenario.levers
    assert isinstance(lever, Overtime)
    assert stored.fingerprint == page.runner.ready.fingerprint
    assert stored.replications == RUNS
    assert stored.result is not None
    assert [row[0] for row in side(page)] == ["Base", "Overtime"]
    assert "(" in side(page)[1][2]


def test_a_lever_that_was_moved_is_undone_like_any_change(page, qtbot):
    add(page, qtbot, "Overtime")
    move(page, qtbot, "overtime", "3")
    page.session.undo()
    assert kept(page)[0].scenario.levers == ()
    qtbot.waitUntil(lambda: page.what_if.board.row("overtime").value == 0)
    settle(page, qtbot)
    assert page.portfolio.present.is_known


def test_a_newer_change_cancels_the_older_run(page, qtbot):
    add(page, qtbot, "Overtime")
    page.change(Scenario(name="Overtime", note="first"))
    page.change(Scenario(name="Overtime", note="second"))
    settle(page, qtbot)
    assert page.portfolio.present.outcome.scenario.note == "second"
    assert kept(page)[0].scenario.note == "second"


def test_a_copy_begins_as_the_one_it_was_made_of(page, qtbot):
    add(page, qtbot, "Overtime")
    move(page, qtbot, "overtime", "3")
    page.what_if.names.copy_button.click()
    assert page.opened.name.text() == "Overtime, copy"
    page.opened.save_button.click()
    settle(page, qtbot)
    first, second = kept(page)
    assert first.scenario.levers == second.scenario.levers
    assert page.portfolio.present.scenario.name == "Overtime, copy"


def test_a_name_that_is_taken_is_refused_in_the_form(page, qtbot):
    add(page, qtbot, "Plan A")
    page.add_button.click()
    page.opened.name.setText("plan a")
    page.opened.save_button.click()
    assert "called plan a already" in " ".join(page.opened.problems())
    assert len(kept(page)) == 1


def test_a_scenario_is_renamed_without_being_run_again(page, qtbot):
    add(page, qtbot, "Plan A")
    outcome = page.portfolio.present.outcome
    page.what_if.names.rename_button.click()
    page.opened.name.setText("Plan B")
    page.opened.save_button.click()
    assert page.portfolio.present.is_known
    assert page.portfolio.present.outcome.paths is outcome.paths
    assert kept(page)[0].name == "Plan B"


def test_a_scenario_is_removed_and_comes_back(page, qtbot):
    add(page, qtbot, "Plan A")
    page.what_if.names.remove_button.click()
    qtbot.waitUntil(lambda: names(page) == ["Base"])
    assert page.portfolio.chosen == BASE_KEY
    page.session.undo()
    qtbot.waitUntil(lambda: names(page) == ["Base", "Plan A"])


def test_choosing_a_row_of_the_comparison_chooses_the_scenario(page, qtbot):
    add(page, qtbot, "Plan A")
    page.what_if.compare.view.selectRow(0)
    assert page.portfolio.chosen == BASE_KEY
    assert page.what_if.names.present().is_base


def test_how_far_is_looked_changes_chart_and_table(page):
    result = page.what_if.result
    result.horizon.buttons()[0].click()
    assert len([day for day in result.chart.chart.days if day > TODAY]) == 26
    head = page.what_if.compare.view.text_rows.head
    assert head[1] == "Open 4 Oct 2026 (80%)"


def test_a_request_opens_from_its_expected_completion(page, qtbot):
    result = page.what_if.result
    result.views.buttons()[View.EACH].click()
    with qtbot.waitSignal(page.request_wanted) as told:
        result.each.activated.emit(result.each.model().index(0, 0))
    assert told.args == [page.portfolio.base.outcome.expected[0].uid]


# ---- What cannot be ------------------------------------------------------------------


def test_a_scenario_without_people_is_said_at_its_lever_and_not_kept(page, qtbot):
    add(page, qtbot, "Nobody")
    (uid,) = page._ground.people
    before = kept(page)
    board = page.what_if.board
    board._add(Departs)
    page.opened.facts["person"].setCurrentIndex(0)
    page.opened.facts["on"].setDate(page.opened.facts["on"].date().addDays(-14))
    page.opened.save_button.click()
    settle(page, qtbot)
    assert page.portfolio.present.problem
    (line,) = board.groups["People"].lines
    assert line.problem.text() == page.portfolio.present.problem
    assert kept(page) == before
    assert "cannot be run" in names(page)[1]
    line.remove_button.click()
    settle(page, qtbot)
    assert page.portfolio.present.problem == ""
    assert uid


def test_a_skill_that_nobody_has_any_more_is_said_at_the_lever(page, qtbot):
    store = page.session.store
    before = page.portfolio.fingerprint
    ask_for(store, "MOB_L3")
    page.session.refresh()
    qtbot.waitUntil(lambda: page.portfolio.fingerprint != before, timeout=60_000)
    add(page, qtbot, "Without")
    ground = page._ground
    come = Joins(fte=1.0, skills=("SK_WIN",), first_on=ground.first_on)
    gone_on = ground.first_on - timedelta(weeks=1)
    leave = Departs(person=next(iter(ground.people)), on=gone_on)
    page.change(Scenario(name="Without", levers=(come, leave)))
    settle(page, qtbot)
    assert "Nobody is current in Mobile level 3" in page.what_if.board.general.text()
    assert "Mobile level 3" in page.what_if.board.assumed.text()


def test_growth_that_cannot_be_is_said_at_its_lever(page, qtbot):
    add(page, qtbot, "Growth")
    before = kept(page)
    move(page, qtbot, "yearly", "10,000 %")
    assert "10,000 %" in page.what_if.board.row("yearly").problem.text()
    assert kept(page) == before


def test_data_that_have_changed_are_said_and_run_again_on_wish(page, qtbot):
    for name in ("Plan A", "Plan B"):
        add(page, qtbot, name)
        move(page, qtbot, "overtime", "3")
    old = kept(page)[0].fingerprint
    (person,) = read_team(page.session.store).people
    skill = SkillHeld(
        person=person.uid, skill="SK_WIN", valid_from=TODAY - timedelta(days=9)
    )
    with write(page.session.store, who="t", why="", kind="add", at=NOON) as operation:
        add_skill(operation, skill)
    page.session.refresh()
    qtbot.waitUntil(lambda: page.portfolio.fingerprint != old, timeout=60_000)
    settle(page, qtbot)
    what_if = page.what_if
    assert what_if.banner.isVisibleTo(page)
    assert "have changed since" in what_if.banner.words.text()
    assert "data have changed" in names(page)[1]
    assert [row[0] for row in side(page)] == ["Base"]
    what_if.banner.run_button.click()
    settle(page, qtbot)
    assert not what_if.banner.isVisibleTo(page)
    assert old not in {stored.fingerprint for stored in kept(page)}
    assert [row[0] for row in side(page)] == ["Base", "Plan A", "Plan B"]


@contextmanager
def held_back():
    """Let no job begin before the block ends: it cannot be done before it is asked."""
    pool, gate = QThreadPool.globalInstance(), Event()
    for _ in range(pool.maxThreadCount()):
        pool.start(gate.wait)
    try:
        yield
    finally:
        gate.set()


def test_a_cancelled_run_says_so_and_runs_when_it_is_asked_for(page, qtbot):
    add(page, qtbot, "Plan A")
    entry = page.portfolio.present
    with held_back():
        page.change(Scenario(name="Plan A", note="again"))
        assert not page.runner.is_idle
        page.what_if.result.cancel_button.click()
    settle(page, qtbot)
    assert "cancelled" in entry.problem
    assert page.what_if.banner.isVisibleTo(page)
    page.what_if.banner.run_button.click()
    settle(page, qtbot)
    assert entry.is_known
    assert kept(page)[0].scenario.note == "again"


def test_a_cancelled_run_leaves_the_older_answer_marked_as_older(page, qtbot):
    add(page, qtbot, "Plan A")
    with held_back():
        page.change(Scenario(name="Plan A", note="again"))
        page.runner.cancel()
    settle(page, qtbot)
    assert names(page)[1] == "Plan A (cancelled)"
    assert side(page)[1][0] == "Plan A (before the last change)"
    assert page.what_if.result.sentence.text().startswith("Before the last change")
    page._rename(page.portfolio.present, "Plan B")
    assert not page.portfolio.present.is_known
    assert not kept(page)[0].summary


def test_what_was_changed_and_not_run_yet_is_kept_on_closing(page, qtbot):
    add(page, qtbot, "Plan A")
    page.change(Scenario(name="Plan A", note="again"))
    page.stop_work()
    assert kept(page)[0].scenario.note == "again"
    assert not kept(page)[0].summary  # it has an answer when it has been run


def test_dragging_shows_a_preview_and_letting_go_the_answer(page, qtbot):
    add(page, qtbot, "Plan A")
    slider = page.what_if.board.row("overtime").slider
    chart = page.what_if.result.chart
    slider.setSliderDown(True)
    with qtbot.waitSignal(page.sketcher.sketched):
        slider.setSliderPosition(8)
    assert chart.chart.coverage.startswith(PREVIEW)
    assert page.what_if.result.sentence.text().startswith(PREVIEW)
    slider.setSliderDown(False)
    settle(page, qtbot)
    assert PREVIEW not in chart.chart.coverage
    assert kept(page)[0].scenario.levers[0].weekly_hours == 4.0


def test_a_slider_that_comes_back_shows_the_answer_again(page, qtbot):
    add(page, qtbot, "Plan A")
    slider = page.what_if.board.row("overtime").slider
    slider.setSliderDown(True)
    with qtbot.waitSignal(page.sketcher.sketched):
        slider.setSliderPosition(8)
    slider.setSliderPosition(0)
    slider.setSliderDown(False)
    settle(page, qtbot)
    assert PREVIEW not in page.what_if.result.chart.chart.coverage


# ---- Answers become scenarios --------------------------------------------------------


def test_a_way_becomes_a_scenario_which_is_run(page, qtbot):
    ground = page._ground
    lever = Joins(fte=1.0, skills=ground.profile, first_on=ground.first_on)
    page.tabs.setCurrentWidget(page.need)
    page.add_way(replace(ENOUGH, levers=(lever,)))
    settle(page, qtbot)
    assert page.present() is page.what_if
    assert page.portfolio.present.scenario.levers == (lever,)
    assert page.portfolio.present.is_known
    assert kept(page)[0].name == "2.5 FTE of Examiner"


def test_what_is_needed_is_found_and_told(page, qtbot):
    page.tabs.setCurrentWidget(page.need)
    form = page.need.form
    form.backlog.setText("7")
    form.days["P3"].setText("")
    with qtbot.waitSignal(page.searcher.done, timeout=60_000):
        form.find_button.click()
    assert page.need.answer.text()
    assert page.need.rows()[0][0] == "Nothing added"


def test_the_way_that_is_enough_is_the_one_chosen(page):
    short = replace(ENOUGH, words="Less", reaches=False, holds=False)
    page.need.show_answer(
        Requirement(
            goal=Goal(by=TODAY + timedelta(weeks=30), backlog=7),
            certainty=0.1,
            later=None,
            ways=(short,),
            combinations=(ENOUGH,),
            sentence="Said.",
        )
    )
    assert page.need.way() is ENOUGH


def test_the_focus_stays_in_the_room_while_it_searches(page):
    page.tabs.setCurrentWidget(page.need)
    page.activateWindow()
    page.need.form.find_button.setFocus()
    page.need.show_progress(0)
    assert page.focusWidget() is page.need.cancel_button
    page.need.show_progress(None)
    assert page.focusWidget() is page.need.form.find_button


def test_a_goal_too_far_away_is_said_in_the_form(page, qtbot):
    page.tabs.setCurrentWidget(page.need)
    form = page.need.form
    form.by.setDate(TODAY + timedelta(days=3650))
    with qtbot.waitSignal(page.searcher.done, timeout=60_000):
        form.find_button.click()
    assert "years away" in form.problem.text()
