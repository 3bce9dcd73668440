"""The levers of a scenario: what is moved, typed, added, refused."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QSlider

from app.casework.request import Priority
from app.scenario.levers import (
    ChangesEffort,
    Departs,
    Discipline,
    Diverts,
    Grows,
    Joins,
    LimitsExposure,
    Outsources,
    Overtime,
    PlannedOperation,
    ReducesScope,
    Rejects,
    Serves,
    SetsShare,
    TakesLeave,
    Trains,
)
from app.scenario.scenario import BASE, Scenario
from ui.plan.dials import GROUPS
from ui.plan.lever_board import ASSUMED, OFFERED, LeverBoard
from ui.plan.lever_form import LeverForm
from ui.plan.lever_row import typed_number
from ui.plan.lever_words import TITLES, lever_words

PLAN = Scenario(name="Plan")


class Shown(LeverBoard):
    """A board that takes what it tells, as the page does, and keeps all of it."""

    def __init__(self, ground):
        super().__init__()
        self.ground, self.said, self.drafts, self.forms = ground, [], [], []
        self.changed.connect(self.take)
        self.drafted.connect(self.drafts.append)
        self.form_wanted.connect(lambda form, take: self.forms.append((form, take)))

    def take(self, scenario):
        self.said.append(scenario)
        self.show_scenario(scenario, self.ground, can_change=True)

    @property
    def levers(self):
        return self.said[-1].levers

    def type(self, qtbot, key, text):
        row = self.row(key)
        row.box.selectAll()
        qtbot.keyClicks(row.box, text)
        qtbot.keyClick(row.box, Qt.Key.Key_Return)
        return row


@pytest.fixture
def board(qapp, qtbot, ground):
    made = Shown(ground)
    qtbot.addWidget(made)
    made.resize(320, 600)
    made.show_scenario(PLAN, ground, can_change=True)
    with qtbot.waitExposed(made):
        made.show()
    for group in made.groups.values():
        group.head.setChecked(True)
    return made


# ---- Sliders and numbers ----------------------------------------------------------


def test_a_number_typed_makes_the_lever_from_the_first_day_of_the_plan(
    board, qtbot, ground
):
    board.type(qtbot, "fte", "20")
    (lever,) = board.levers
    assert lever == Joins(fte=1.4, skills=ground.profile, first_on=ground.first_on)
    assert board.row("fte").note.text() == "Base 18.6, from 6 Apr 2026"


def test_dragging_asks_for_a_preview_and_letting_go_for_the_answer(board):
    slider = board.row("overtime").slider
    slider.setSliderDown(True)
    slider.setSliderPosition(4)
    assert board.said == []
    assert board.drafts[-1].levers[0].weekly_hours == 2.0
    slider.setSliderDown(False)
    assert board.levers == board.drafts[-1].levers


def test_keys_move_a_slider_by_a_step_and_that_settles_it(board, qtbot):
    qtbot.keyClick(board.row("yearly").slider, Qt.Key.Key_Right)
    assert board.levers == (Grows(yearly=0.01, first_on=board.ground.first_on),)
    qtbot.keyClick(board.row("step").box, Qt.Key.Key_Up)
    assert board.levers[0].step == 0.01
    assert board.levers[0].yearly == 0.01


@pytest.mark.parametrize(
    ("key", "typed", "kind", "fact", "value"),
    [
        ("overtime", "1,5", Overtime, "weekly_hours", 1.5),
        ("share/B_COURT", "8", SetsShare, "share", 0.08),
        ("diverted", "10", Diverts, "share", 0.1),
        ("rejected", "15", Rejects, "share", 0.15),
        ("reduced", "20 %", ReducesScope, "share", 0.2),
        ("effort", "50", ChangesEffort, "factor", 0.5),
        ("effort_growth", "3", ChangesEffort, "yearly", 0.03),
        ("outside", "12", Outsources, "monthly_items", 12),
        ("exposure", "10", LimitsExposure, "weekly_hours", 10),
    ],
)
def test_each_slider_moves_its_lever_and_reset_takes_it_away(
    board, qtbot, key, typed, kind, fact, value
):
    row = board.type(qtbot, key, typed)
    (lever,) = board.levers
    assert isinstance(lever, kind)
    assert getattr(lever, fact) == pytest.approx(value)
    row = board.row(key)
    assert row.is_changed
    row.reset_button.click()
    assert board.levers == ()
    assert not board.row(key).is_changed


def test_a_target_of_service_is_moved_and_comes_back(board, qtbot):
    board.type(qtbot, "target/3", "45")
    assert board.said[-1].targets == (1.0, 14.0, 45.0, 120.0)
    board.type(qtbot, "target/3", "60")
    assert board.said[-1].targets is None


def test_only_changed_levers_stand_out_and_groups_count_them(board, qtbot):
    board.type(qtbot, "overtime", "2")
    assert board.row("overtime").name.property("moved") is True
    assert board.row("fte").name.property("moved") is False
    heads = [group.head.text() for group in board.groups.values()]
    assert heads == ["People", "Time: 1 changed", *GROUPS[2:], ASSUMED]


def test_the_slider_keeps_dates_and_skills_that_a_form_gave(board, qtbot, ground):
    late = Joins(fte=1.0, skills=("SK_WIN",), first_on=date(2026, 9, 1))
    board.take(Scenario(name="Plan", levers=(late,)))
    assert board.row("fte").value == pytest.approx(19.6)
    board.type(qtbot, "fte", "21,1")
    (lever,) = board.levers
    assert (lever.fte, lever.skills, lever.first_on) == (
        2.5,
        ("SK_WIN",),
        late.first_on,
    )


def test_the_base_cannot_be_moved(board, qtbot, ground):
    board.show_scenario(BASE, ground, can_change=False)
    assert not board.row("fte").slider.isEnabled()
    assert not board.reset_button.isEnabled()


def test_reset_all_puts_every_lever_back(board, qtbot):
    board.type(qtbot, "overtime", "2")
    board.type(qtbot, "target/1", "2")
    board.reset_button.click()
    assert board.said[-1] == PLAN


def test_another_order_of_service_is_a_lever(board):
    place = list(Discipline).index(Discipline.FAIR)
    board.order.box.setCurrentIndex(place)
    board.order.box.activated.emit(place)
    assert board.levers == (Serves(discipline=Discipline.FAIR),)
    board.order.box.activated.emit(0)
    assert board.levers == ()


def test_how_long_a_request_may_wait_goes_with_the_order(board, qtbot):
    board.type(qtbot, "waits_out", "3")
    assert board.levers == (Serves(waits_out=3.0),)
    place = list(Discipline).index(Discipline.DUE)
    board.order.box.activated.emit(place)
    assert board.levers == (Serves(discipline=Discipline.DUE, waits_out=3.0),)
    board.type(qtbot, "waits_out", "2")
    board.order.box.activated.emit(0)
    assert board.levers == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("10,000 %", 10_000),
        ("1,5", 1.5),
        ("\N{MINUS SIGN}3", -3),
        ("1,234.5", 1234.5),
        ("nan", None),
        ("inf", None),
        ("1e300", None),
        ("ten", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_people_write_it(text, value):
    assert typed_number(text) == value


# ---- What is refused ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "typed", "said"),
    [
        ("yearly", "10,000 %", "Growth of demand a year: 10,000 %"),
        ("fte", "3", "fewer are a matter of who leaves"),
        ("fte", "9000", "Give from 0.05 to 200 FTE"),
        ("overtime", "200", "Overtime"),
        ("share/B_TRAIN", "140", "Give from 0% to 100%"),
        ("rejected", "-5", "Rejection at the gate"),
        ("effort", "0", "Effort"),
        ("target/2", "0", "The target of P2"),
        ("outside", "-1", "requests a month"),
        ("yearly", "many", "is no number"),
    ],
)
def test_what_cannot_be_is_said_at_its_lever_and_changes_nothing(
    board, qtbot, key, typed, said
):
    row = board.type(qtbot, key, typed)
    assert said in row.problem.text()
    assert row.problem.isVisibleTo(board)
    assert board.said == []
    board.type(qtbot, key, f"{row._control.usual:g}")
    assert row.problem.text() == ""


def test_why_a_scenario_cannot_be_run_is_told_where_it_was_moved_last(board, qtbot):
    board.type(qtbot, "overtime", "2")
    board.tell_problem("Nobody is left.")
    assert board.row("overtime").problem.text() == "Nobody is left."
    board.last_moved = ""
    board.tell_problem("Nobody is left.")
    assert board.general.text() == "Nobody is left."
    assert board.row("overtime").problem.text() == ""


# ---- Forms --------------------------------------------------------------------------


def add(board, kind):
    board._add(kind)
    return board.forms[-1]


def save(form, take):
    form.wanted.connect(lambda lever: take(form, lever))
    form.save_button.click()


@pytest.mark.parametrize("kind", [kind for kinds in OFFERED.values() for kind in kinds])
def test_each_kind_that_is_offered_can_be_added_as_it_opens(board, kind):
    form, take = add(board, kind)
    if "label" in form.facts:
        form.facts["label"].setText("Bench")
    if kind.__name__ == "AddsEquipment":
        form.facts["types"].tick("MOB_L3")
    save(form, take)
    (lever,) = board.levers
    assert isinstance(lever, kind)
    assert lever_words(lever, board.ground)


def test_a_lever_that_concerns_a_part_is_a_line_to_change_and_to_remove(board):
    board.take(
        Scenario(name="Plan", levers=(Departs(person="p1", on=date(2026, 9, 1)),))
    )
    (line,) = board.groups["People"].lines
    assert line.words.text() == "Examiner 1 leaves on 1 Sep 2026"
    line.change_button.click()
    form, take = board.forms[-1]
    form.facts["person"].setCurrentIndex(1)
    save(form, take)
    assert board.levers == (Departs(person="p2", on=date(2026, 9, 1)),)
    board.groups["People"].lines[0].remove_button.click()
    assert board.levers == ()


def test_details_of_a_slider_open_its_form(board, qtbot):
    board.type(qtbot, "diverted", "10")
    board.row("diverted").details_button.click()
    form, take = board.forms[-1]
    form.facts["types"].tick("MOB_L3")
    save(form, take)
    assert board.levers == (
        Diverts(types=("MOB_L3",), share=0.1, first_on=board.ground.first_on),
    )
    assert not board.row("diverted").is_changed
    (line,) = board.groups["Demand"].lines
    assert line.words.text().startswith("Kiosks take 10% (Mobile level 3)")


def test_an_end_before_the_start_is_said_beside_it(board):
    form, take = add(board, TakesLeave)
    first, last = form.facts["first_on"], form.facts["last_on"]
    last.setDate(first.date().addDays(-3))
    save(form, take)
    assert "before it begins" in " ".join(form.problems())
    assert board.said == []


def test_people_without_a_skill_are_refused_in_the_form(board):
    form, take = add(board, Joins)
    form.facts["skills"].tick()
    save(form, take)
    assert "at least one skill" in " ".join(form.problems())
    assert form._problems["skills"].text()


def test_a_number_that_is_none_is_said_beside_its_field(board):
    form, take = add(board, PlannedOperation)
    form.facts["label"].setText("Operation A")
    form.facts["requests"].edit.setText("some")
    save(form, take)
    assert "is no number" in form._problems["requests"].text()
    form.facts["requests"].edit.setText("2,5")
    save(form, take)
    assert "whole number" in form._problems["requests"].text()


def test_the_same_lever_twice_is_said_in_the_form_which_stays_open(board):
    for _ in range(2):
        form, take = add(board, Trains)
        save(form, take)
    assert "twice" in " ".join(form.problems())
    assert len(board.said) == 1


def test_an_operation_keeps_its_priority_and_type(board):
    form, take = add(board, PlannedOperation)
    form.facts["label"].setText("Operation A")
    form.facts["priority"].setCurrentIndex(1)
    save(form, take)
    (lever,) = board.levers
    assert (lever.priority, lever.examination_type) == (Priority("P2"), "MOB_L3")
    assert lever_words(lever, board.ground).startswith("Operation A: 20 P2 requests")


def test_every_kind_of_lever_has_a_title_and_a_form(board, ground):
    for kind in TITLES:
        assert LeverForm(board, kind, ground).windowTitle() == TITLES[kind]


# ---- For everybody ------------------------------------------------------------------


def test_every_control_has_a_name_for_screen_readers(board, qtbot):
    board.type(qtbot, "overtime", "2")
    for kind in (QSlider, QLineEdit, QAbstractButton):
        for widget in board.findChildren(kind):
            if widget.objectName() != "qt_spinbox_lineedit":
                assert widget.accessibleName() or getattr(widget, "text", str)()


def test_what_is_assumed_is_read_under_the_levers_and_a_caution_at_its_lever(
    board, qtbot
):
    board.type(qtbot, "overtime", "2")
    board.show_assumptions(["Leave is allowed for.", "Nobody is current."], ["Nobody."])
    assert board.assumed.text() == "Leave is allowed for.\nNobody is current."
    assert board.row("overtime").problem.text() == "Nobody."


def test_what_is_read_meanwhile_does_not_move_a_slider_that_is_held(board, qtbot):
    row = board.row("overtime")
    row.slider.setSliderDown(True)
    row.slider.setSliderPosition(6)
    board.show_scenario(PLAN, board.ground, can_change=True)
    assert row.value == 3.0
    row.slider.setSliderDown(False)
    assert board.levers[0].weekly_hours == 3.0


def test_what_is_read_meanwhile_does_not_take_away_what_is_typed(board, qtbot):
    row = board.row("overtime")
    row.box.selectAll()
    qtbot.keyClicks(row.box, "4")
    board.show_scenario(PLAN, board.ground, can_change=True)
    assert row.box.text() == "4"
    qtbot.keyClick(row.box, Qt.Key.Key_Return)
    assert board.levers[0].weekly_hours == 4.0
