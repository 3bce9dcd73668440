from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox

from app.casework.vocabulary import Term, Vocabulary
from app.conduct.gate import decide
from app.errors import InvalidRequest
from app.rules.gate import AgreedExhibit, Verdict
from app.store.case import case_of
from app.store.norm import read_norms
from app.store.vocabulary import vocabularies
from tests.gates import ABOUT, acceptance, decision, submit
from ui.intake.gate_panel import GatePanel, GateSight

Key = Qt.Key


def sight_of(store, uid, **more):
    usual = {"deciders": ("Deputy", "Gatekeeper 1"), "today": date(2026, 6, 30)}
    return GateSight(
        case=case_of(store, uid),
        norms=read_norms(store),
        **{"words": vocabularies(store), **usual, **more},
    )


@pytest.fixture
def panel(qtbot):
    panel = GatePanel()
    qtbot.addWidget(panel)
    panel.resize(700, 640)
    panel.show()
    return panel


@pytest.fixture
def shown(panel, store):
    """The panel on a submitted request of three exhibits."""
    uid = submit(store, legal_basis="L_WARRANT")
    panel.show_sight(sight_of(store, uid))
    return panel


def narrow(panel, qtbot):
    """Leave the stick out and agree to the laptop at level 2, by keys alone."""
    qtbot.keyClick(panel.view, Key.Key_Down)
    qtbot.keyClick(panel.view, Key.Key_2)
    qtbot.keyClick(panel.view, Key.Key_Down)
    qtbot.keyClick(panel.view, Key.Key_Space)


def cells(panel, row):
    model = panel.view.model()
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_all_is_agreed_to_begin_with(shown):
    assert cells(shown, 1) == [
        *("A2", "Laptop", "Level 3", "42.0", "Level 3", "42.0", "Computer full")
    ]
    assert shown.sum.text().startswith("Asked 55.3 h")
    assert shown.avoided.text() == ""
    assert shown.decide_button.text() == "Accept 3 exhibits"


def test_the_division_is_called_by_its_name(panel, store):
    uid = submit(store, division="DIV_BRACK")
    words, term = vocabularies(store), Term(code="DIV_BRACK", label="Brackenshaw")
    listed = Vocabulary(name="requesting_division", terms=(term,))
    panel.show_sight(sight_of(store, uid, words={**words, listed.name: listed}))
    assert panel.facts.text().startswith("Brackenshaw")


def test_hours_avoided_follow_the_keys(shown, qtbot):
    narrow(shown, qtbot)
    assert cells(shown, 1)[4:6] == ["Level 2", "16.0"]
    assert cells(shown, 2)[4:6] == ["Left out", ""]
    assert shown.avoided.text() == "27.8 h avoided"
    assert shown.decide_button.text() == "Accept 2 of 3 exhibits"


def test_reasons_are_asked_for_once_less_is_agreed(shown, qtbot):
    assert not shown.form.reasons.isVisibleTo(shown)
    narrow(shown, qtbot)
    assert shown.form.reasons.isVisibleTo(shown)


def test_a_reason_to_leave_out_is_not_said_as_one_to_accept(shown, store, qtbot):
    narrow(shown, qtbot)
    shown.form.reasons.chips()[1].click()
    shown.form.by.setEditText("Deputy")
    uid = shown._sight.case.request.uid
    decide(store, uid, shown.decision(), **ABOUT)
    shown.show_sight(sight_of(store, uid))
    assert "by Deputy, the rest left out: Not necessary." in shown.state.text()


def test_a_missing_reason_takes_the_keys_to_the_first_one(shown, qtbot):
    narrow(shown, qtbot)
    shown.show_error(InvalidRequest("Less is agreed: that needs a reason."))
    first, *_ = shown.form.reasons.chips()
    assert shown.focusWidget() is first
    qtbot.keyClick(first, Key.Key_Space)
    assert len(shown.form.reasons.chosen()) == 1


def test_the_decision_has_all_that_was_filled_in(shown, qtbot):
    narrow(shown, qtbot)
    chip = shown.form.reasons.findChildren(type(shown.decide_button))[1]
    qtbot.keyClick(chip, Key.Key_Space)
    shown.form.by.setEditText("Deputy")
    shown.form.words.setPlainText("Enough for the charge.")
    with qtbot.waitSignal(shown.decided) as heard:
        qtbot.keyClick(
            shown.form.words, Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    uid, version, made = heard.args
    case = shown._sight.case
    assert (uid, version) == (case.request.uid, case.request.version)
    assert (made.verdict, made.by, made.reasons) == (
        *(Verdict.ACCEPT, "Deputy"),
        ("J_NOTNEC",),
    )
    levels = ((True, "2"), (True, "2"), (False, "1"))
    assert made.scope == tuple(
        AgreedExhibit(uid=one.uid, is_agreed=yes, level=level)
        for one, (yes, level) in zip(case.exhibits, levels, strict=True)
    )


def test_what_the_panel_decides_can_be_recorded(shown, store, qtbot):
    shown.form.by.setEditText("Deputy")
    with qtbot.waitSignal(shown.decided) as heard:
        shown.decide_button.click()
    uid, version, made = heard.args
    decide(store, uid, made, version=version, **ABOUT)
    shown.tell_decided()
    shown.show_sight(sight_of(store, uid))
    assert shown.priority_button.isVisibleTo(shown)
    assert not shown.decide_button.isVisibleTo(shown)
    assert "Accepted on 30 Jun 2026 by Deputy. 3 of 3 exhibits" in shown.state.text()


@pytest.mark.parametrize(
    ("place", "verdict", "words"),
    [
        (1, Verdict.RETURN, "Return to the requester"),
        (2, Verdict.REJECT, "Reject the request"),
        (3, Verdict.DIVERT, "Divert to the kiosk"),
    ],
)
def test_each_verdict_says_what_it_does(shown, place, verdict, words):
    shown.form.verdict.buttons()[place].click()
    assert shown.decide_button.text() == words
    assert shown.decision().verdict is verdict


def test_reasons_of_the_list_of_each_verdict_are_offered(shown):
    shown.form.verdict.buttons()[1].click()
    shown.form.reasons.choose(("R_LEGAL", "R_SCOPE"))
    assert shown.decision().reasons == ("R_LEGAL", "R_SCOPE")
    assert "Legal basis or consent" in shown.form.reasons.guidance.text()
    shown.form.verdict.buttons()[2].click()
    assert shown.decision().reasons == ()
    shown.form.verdict.buttons()[3].click()
    assert not shown.form.reasons.isVisibleTo(shown)


def test_an_error_is_said_and_what_was_typed_stays(shown):
    shown.form.words.setPlainText("Typed.")
    shown.show_error(InvalidRequest("A decision needs the person who took it."))
    assert "person who took it" in shown.problem.text()
    assert shown.problem.isVisibleTo(shown)
    assert shown.form.words.toPlainText() == "Typed."


def test_showing_the_same_request_again_keeps_what_was_filled_in(shown, store, qtbot):
    narrow(shown, qtbot)
    shown.form.words.setPlainText("Typed.")
    shown.show_sight(sight_of(store, shown._sight.case.request.uid))
    assert shown.avoided.text() == "27.8 h avoided"
    assert shown.form.words.toPlainText() == "Typed."


def test_another_request_begins_afresh(shown, store, qtbot):
    narrow(shown, qtbot)
    shown.form.words.setPlainText("Typed.")
    shown.show_sight(sight_of(store, submit(store, "DF-2")))
    assert shown.form.words.toPlainText() == ""
    assert shown.avoided.text() == ""


def test_warnings_say_what_is_missing(panel, store):
    bare = submit(
        store, summary=" ", exhibits=[("1", "PHONE_SMART", "1")], legal_basis=None
    )
    panel.show_sight(sight_of(store, bare, duplicates=("DF-9",)))
    assert panel.warnings.text().splitlines() == [
        "No legal basis is recorded.",
        "The question to be answered is not stated.",
        "Phones at level 1 only: no frontline triage is recorded.",
        "Looks like DF-9.",
    ]


def test_more_asked_for_than_listed_is_warned_of(panel, store):
    uid = submit(store, legal_basis="L_WARRANT", exhibits_requested=5)
    panel.show_sight(sight_of(store, uid))
    assert panel.warnings.text() == "5 exhibits asked for, but only 3 listed."


def test_counted_exhibits_are_agreed_by_number(panel, store):
    uid = submit(store, exhibits=(), exhibits_requested=4, examination_type="MOB_L2")
    panel.show_sight(sight_of(store, uid))
    assert panel.sum.text().startswith("Asked 31.0 h")
    panel.count.count.setValue(2)
    assert panel.avoided.text() == "13.0 h avoided"
    assert panel.decision().exhibits == 2


def test_a_returned_request_can_be_answered_and_lapses_only_when_it_may(
    panel, store, qtbot
):
    uid = submit(store)
    decide(store, uid, decision(Verdict.RETURN, reasons=("R_LEGAL",)), **ABOUT)
    panel.show_sight(sight_of(store, uid))
    assert "Legal basis missing. It may be answered until 1 Jul" in panel.state.text()
    assert not panel.lapse_button.isEnabled()
    assert panel.notice_button.isVisibleTo(panel)
    panel.form.words.setPlainText("Warrant sent.")
    with qtbot.waitSignal(panel.reply_wanted) as heard:
        panel.reply_button.click()
    assert heard.args[2] == "Warrant sent."
    panel.show_sight(sight_of(store, uid, today=date(2026, 7, 2)))
    assert panel.lapse_button.isEnabled()


def test_a_store_for_reading_only_offers_no_decision(panel, store):
    panel.show_sight(sight_of(store, submit(store), is_read_only=True))
    assert not panel.decide_button.isVisibleTo(panel)
    assert not panel.form.isVisibleTo(panel)


def test_the_only_decider_is_chosen_already(panel, store):
    panel.show_sight(sight_of(store, submit(store), deciders=("Gatekeeper 1",)))
    assert panel.decision().by == "Gatekeeper 1"


def test_a_level_is_chosen_from_a_list_too(shown, qtbot):
    index = shown.table.index(0, 4)
    shown.view.setCurrentIndex(index)
    shown.view.edit(index)
    box = shown.view.findChild(QComboBox)
    assert [box.itemText(place) for place in range(4)] == [
        *("Frontline", "Level 1", "Level 2", "Level 3")
    ]
    box.setCurrentIndex(1)
    shown.view.itemDelegate().setModelData(box, shown.table, index)
    assert cells(shown, 0)[4:6] == ["Level 1", "3.6"]


def test_no_request_chosen_disables_the_panel(shown):
    shown.show_sight(None)
    assert not shown.isEnabled()
    assert shown.table.rowCount() == 0


def test_the_table_keeps_qts_rules_for_models(shown):
    QAbstractItemModelTester(
        shown.table, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    accepted = shown.table.index(0, 0)
    assert shown.table.setData(
        accepted, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole
    )


def test_a_decided_scope_is_shown_as_it_was_agreed(panel, store):
    uid = submit(store)
    agreed = acceptance(store, uid, {"A1": "1"}, reasons=("J_NOTNEC",))
    decide(store, uid, agreed, **ABOUT)
    panel.show_sight(sight_of(store, uid))
    assert [cells(panel, row)[4] for row in range(3)] == [
        *("Level 1", "Left out", "Left out")
    ]
    assert "46.7 h avoided" in panel.state.text()
