"""The parts of the room by themselves: list, result, comparison, need, portfolio."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from app.reports.plan_charts import Sight
from app.scenario.goal import Requirement
from app.scenario.levers import Joins
from app.scenario.scenario import Scenario
from app.scenario.stored import Summary, to_store
from tests.reports.test_need_table import ENOUGH, GOAL, SHORT, found
from tests.ui.plan.outcomes import AS_AT, difference, outcome
from ui.plan.compare_card import CompareCard
from ui.plan.need_tab import NeedTab
from ui.plan.portfolio import BASE_KEY, Portfolio
from ui.plan.result_view import ResultView, View
from ui.plan.scenario_list import Item, NameForm, ScenarioList
from ui.plan.showing import head_words, shown_of, side_by_side

PLAN = Scenario(name="Plan")
WORDS = {view: f"Sentence of {view.name}." for view in View}


def kept(name, fingerprint="abc", *, is_run=True, uid=""):
    made = to_store(
        Scenario(name=name),
        seed=7,
        replications=4,
        as_at=AS_AT,
        fingerprint=fingerprint,
        on=AS_AT,
        summary=Summary(digest="d") if is_run else None,
    )
    return replace(made, uid=uid or name.casefold())


@pytest.fixture
def portfolio():
    """The base and one scenario, both run."""
    made = Portfolio()
    made.learn("abc")
    made.take([kept("Plan", uid="plan")])
    base = made.base
    base.outcome = outcome()
    entry = made.find("plan")
    entry.outcome = outcome(entry.scenario, -1.0)
    entry.difference = difference(entry.outcome, base.outcome)
    made.chosen = "plan"
    return made


# ---- Portfolio --------------------------------------------------------------------


def test_the_base_is_run_first_then_the_one_in_sight(portfolio):
    portfolio.take([kept("A"), kept("B"), kept("Plan", uid="plan")])
    portfolio.base.outcome = None
    portfolio.chosen = "b"
    assert [one.key for one in portfolio.due()] == [BASE_KEY, "b", "a"]


def test_a_scenario_on_other_data_waits_to_be_run_again(portfolio):
    portfolio.learn("other")
    entry = portfolio.present
    assert entry.is_old
    assert "data have changed" in entry.item.words
    assert "run it again" in portfolio.old_words()
    assert [one.key for one in portfolio.due()] == [BASE_KEY]
    portfolio.learn("abc")
    assert not entry.is_old
    assert portfolio.old_words() == ""


def test_a_scenario_that_was_never_run_is_not_old():
    made = Portfolio()
    made.take([kept("Plan", "other", is_run=False)])
    made.learn("abc")
    assert [one.key for one in made.due()] == [BASE_KEY, "plan"]


def test_what_is_known_stays_known_while_nothing_changes(portfolio):
    before = portfolio.present.outcome
    portfolio.learn("abc")
    portfolio.take([kept("Plan", uid="plan")])
    assert portfolio.present.outcome is before
    portfolio.take([])
    assert portfolio.chosen == BASE_KEY


def test_a_change_from_elsewhere_takes_the_place_of_a_draft(portfolio):
    entry = portfolio.present
    entry.scenario = replace(entry.scenario, note="moved here")
    portfolio.take([kept("Plan", uid="plan")])
    assert portfolio.present.scenario.note == "moved here"
    other = to_store(
        Scenario(name="Plan", note="there"), seed=7, replications=4, as_at=AS_AT,
        fingerprint="abc", on=AS_AT,
    )  # fmt: skip
    portfolio.take([replace(other, uid="plan")])
    assert portfolio.present.scenario.note == "there"
    assert portfolio.present.is_due


def test_runs_are_paired_by_the_seed_of_the_first_scenario(portfolio):
    assert portfolio.seed == 7


def test_a_scenario_that_cannot_be_read_says_so():
    made = Portfolio()
    made.take([replace(kept("Plan"), content="{}")])
    assert "cannot be run" in made.entries[1].item.words
    assert "no scenario that can be read" in made.entries[1].problem


def test_a_new_name_is_one_that_is_free(portfolio):
    assert portfolio.free_name("plan") == "plan (2)"
    assert portfolio.free_name("Other") == "Other"


# ---- Scenarios at the left ----------------------------------------------------------

ITEMS = (Item(key=BASE_KEY, name="Base", is_base=True), Item(key="plan", name="Plan"))


@pytest.fixture
def names(qapp, qtbot):
    made = ScenarioList()
    qtbot.addWidget(made)
    made.show_items(ITEMS, "plan")
    return made


def test_the_base_can_be_copied_and_no_more(names):
    names.choose(BASE_KEY)
    assert names.copy_button.isEnabled()
    assert not names.rename_button.isEnabled()
    assert not names.remove_button.isEnabled()


def test_keys_rename_and_remove(names, qtbot):
    with qtbot.waitSignal(names.rename_wanted) as told:
        qtbot.keyClick(names.view, Qt.Key.Key_F2)
    assert told.args == ["plan"]
    with qtbot.waitSignal(names.remove_wanted):
        qtbot.keyClick(names.view, Qt.Key.Key_Delete)


def test_a_store_open_for_reading_only_lets_nothing_change(names, qtbot):
    names.allow(is_allowed=False)
    with qtbot.assertNotEmitted(names.remove_wanted):
        qtbot.keyClick(names.view, Qt.Key.Key_Delete)
    assert not names.copy_button.isEnabled()


def test_a_scenario_without_a_name_is_refused(qapp, qtbot, names):
    form = NameForm(names, "Add a scenario", "  ", "&Add")
    form.save_button.click()
    assert "needs a name" in form._problems["name"].text()


# ---- What comes of one ---------------------------------------------------------------


@pytest.fixture
def result(qapp, qtbot, portfolio):
    made = ResultView()
    qtbot.addWidget(made)
    made.resize(820, 420)
    made.show_result(shown_of(portfolio, WORDS, Sight(), {}))
    with qtbot.waitExposed(made):
        made.show()
    return made


def look_at(result, view):
    result.views.buttons()[view].click()


@pytest.mark.parametrize("view", View)
def test_each_view_has_its_sentence_which_is_copied_with_the_numbers(result, view):
    look_at(result, view)
    assert result.sentence.text() == WORDS[view]
    result.copy_button.click()
    text = QGuiApplication.clipboard().text()
    assert text.startswith(WORDS[view])
    assert "\t" in text


def test_a_row_of_the_open_requests_opens_its_request(result, qtbot):
    look_at(result, View.EACH)
    index = result.each.model().index(1, 0)
    with qtbot.waitSignal(result.request_wanted) as told:
        result.each.activated.emit(index)
    assert told.args == ["uid-2"]
    cells = [result.each.model().index(1, column).data() for column in range(6)]
    assert cells == [
        *("DF-2", "P2", "2 May 2026", "beyond the plan"),
        *("20 May 2026, target", "35%"),
    ]


def test_without_limit_dates_a_sentence_takes_the_place_of_the_chart(result, portfolio):
    entry = portfolio.present
    none = replace(entry.outcome.misses, months=())
    entry.outcome = replace(entry.outcome, misses=none)
    result.show_result(shown_of(portfolio, WORDS, Sight(), {}))
    look_at(result, View.MISSES)
    assert result.sentence.text() == WORDS[View.MISSES]
    assert result.stack.currentWidget() is result.empty


def test_progress_is_shown_and_can_be_cancelled(result, qtbot):
    result.show_progress(30, "Plan")
    assert result.progress.value() == 30
    with qtbot.waitSignal(result.cancel_wanted):
        result.cancel_button.click()
    result.show_progress(None)
    assert not result.progress.isVisible()


def test_before_a_run_there_is_a_reason_and_nothing_to_copy(result):
    result.show_nothing("It is being calculated.")
    assert not result.copy_button.isEnabled()


# ---- Side by side --------------------------------------------------------------------


@pytest.fixture
def compare(qapp, qtbot, portfolio):
    made = CompareCard()
    qtbot.addWidget(made)
    made.show_level(448)
    made.show_rows(*side_by_side(portfolio, 51, 448))
    return made


def test_a_row_chooses_its_scenario(compare, qtbot):
    assert compare.view.currentIndex().row() == 1
    with qtbot.waitSignal(compare.chosen) as told:
        compare.view.selectRow(0)
    assert told.args == [0]


def test_the_target_is_typed_or_stepped(compare, qtbot):
    with qtbot.waitSignal(compare.level_chosen) as told:
        qtbot.keyClick(compare.level, Qt.Key.Key_Down)
    assert told.args == [438]
    compare.level.selectAll()
    qtbot.keyClicks(compare.level, "1,200")
    with qtbot.waitSignal(compare.level_chosen) as told:
        qtbot.keyClick(compare.level, Qt.Key.Key_Return)
    assert told.args == [1200]


@pytest.mark.parametrize("typed", ["-3", "2,5", "many", "1e12"])
def test_a_target_that_cannot_be_is_said_beside_it(compare, qtbot, typed):
    compare.level.selectAll()
    qtbot.keyClicks(compare.level, typed)
    with qtbot.assertNotEmitted(compare.level_chosen):
        qtbot.keyClick(compare.level, Qt.Key.Key_Return)
    assert "whole number" in compare.problem.text()


def test_the_table_is_copied_with_its_heads(compare):
    compare.copy_button.click()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].startswith("Scenario\tOpen 4 Apr 2027")
    assert len(lines) == 3


def test_the_head_says_how_many_runs_from_which_day(portfolio):
    assert head_words(portfolio) == (
        "The base and 1 more; 4 runs each from the queue of 31 Mar 2026."
    )


# ---- What do we need -----------------------------------------------------------------


@pytest.fixture
def need(qapp, qtbot, ground):
    made = NeedTab()
    qtbot.addWidget(made)
    made.form.show_ground(ground)
    return made


def ask(need):
    asked = []
    need.wanted.connect(lambda goal, means: asked.append((goal, means)))
    need.form.find_button.click()
    return asked


def test_the_goal_begins_with_the_target_of_standard_requests(need, ground):
    ((goal, means),) = ask(need)
    assert [(one.priority, one.days, one.share) for one in goal.waits] == [
        ("P3", 60.0, 0.8)
    ]
    assert (goal.backlog, goal.certainty) == (None, 0.8)
    assert means.profiles[0].skills == ground.profile
    assert means.outsourcing_from == means.demand_from == ground.first_on


def test_prices_and_a_backlog_are_taken_as_typed(need):
    form = need.form
    form.backlog.setText("200")
    form.fte_cost.setText("52,000")
    form.item_cost.setText("900")
    form.demand.setChecked(False)
    ((goal, means),) = ask(need)
    assert goal.backlog == 200
    assert (means.fte_cost, means.item_cost) == (52_000, 900)
    assert means.demand_from is None


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("certainty", "100", "Give from 50 to 99 %"),
        ("certainty", "", "The certainty is not given"),
        ("backlog", "some", "is no number"),
        ("backlog", "1,5", "Half a request"),
        ("backlog", "-4", "The backlog"),
        ("fte_cost", "much", "The price of an examiner"),
    ],
)
def test_a_goal_that_cannot_be_is_said_in_the_form(need, name, typed, said):
    getattr(need.form, name).setText(typed)
    assert ask(need) == []
    assert said in need.form.problem.text()


def test_nothing_asked_for_and_no_means_are_said(need):
    need.form.days["P3"].setText("")
    assert ask(need) == []
    assert "Nothing is asked for" in need.form.problem.text()
    need.form.days["P3"].setText("60")
    for box in (need.form.people, need.form.outside, need.form.demand):
        box.setChecked(False)
    assert ask(need) == []
    assert "No means is ticked" in need.form.problem.text()


def test_a_day_before_the_plan_is_refused(need, ground):
    need.form.by.setDate(date(2020, 1, 1))
    assert ask(need) == []
    assert "before the plan begins" in need.form.problem.text()


def test_an_answer_becomes_a_scenario_by_one_click(need, qtbot, ground):
    lever = Joins(fte=2.5, skills=ground.profile, first_on=ground.first_on)
    way = replace(ENOUGH, levers=(lever,))
    need.show_answer(found(way, SHORT))
    assert need.answer.text() == "Said."
    with qtbot.waitSignal(need.scenario_wanted) as told:
        need.make_button.click()
    assert told.args == [way]
    need.table.selectRow(0)
    assert not need.make_button.isEnabled()


def test_a_goal_that_nothing_reaches_has_its_sentence(need):
    none = Requirement(
        goal=GOAL, certainty=0.0, later=0.0, ways=(), combinations=(),
        sentence="Nothing that was looked at reaches it.",
    )  # fmt: skip
    need.show_answer(none)
    assert need.answer.text().startswith("Nothing")
    assert len(need.rows()) == 1
    need.copy_button.click()
    assert QGuiApplication.clipboard().text().startswith("Nothing that was looked at")


def test_a_search_shows_how_far_it_is(need, qtbot):
    need.show_progress(40)
    assert not need.form.find_button.isEnabled()
    with qtbot.waitSignal(need.cancel_wanted):
        need.cancel_button.click()
    need.show_progress(None)
    assert need.form.find_button.isEnabled()
