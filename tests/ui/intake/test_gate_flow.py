"""The gate on its page: a decision from the first key to the history."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.casework.request import Status
from app.conduct.intake import submit
from app.store.case import case_of
from app.store.request import find_request
from app.store.verify import verify
from tests.ui.intake.conftest import NOON, THERE, TODAY
from ui.intake.gate_outcomes import GateOutcomesDialog
from ui.intake.page import GATE

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def gate(page):
    page.tabs.setCurrentIndex(GATE)
    page.refresh()
    return page.gate.panel


def request_of(page):
    return find_request(page.session.store, THERE.reference)


def test_a_request_is_accepted_by_keys_alone(page, gate, qtbot):
    gate.form.by.setFocus()
    qtbot.keyClicks(gate.form.by.lineEdit(), "Deputy")
    qtbot.keyClick(gate.form.by.lineEdit(), Key.Key_Return, CONTROL)
    case = case_of(page.session.store, request_of(page).uid)
    assert case.request.status is Status.ACCEPTED
    assert (case.request.decided_by, case.request.decided_on) == ("Deputy", TODAY)
    assert [one.type for one in case.examinations] == ["MOB_L1", "REPORT"]
    assert case.request.priority is None
    assert gate.priority_button.isVisibleTo(page)
    assert verify(page.session.store).is_sound


def test_a_decision_without_its_person_is_told_and_nothing_written(page, gate):
    gate.form.verdict.buttons()[2].click()
    gate.form.reasons.choose(("J_DUP",))
    gate.decide_button.click()
    assert "person who took it" in gate.problem.text()
    assert gate.decision().reasons == ("J_DUP",)
    assert request_of(page).status is Status.SUBMITTED


def test_a_change_from_another_window_is_told_and_what_was_typed_stays(page, gate):
    from app.conduct.gate import take_up

    gate.form.by.setEditText("Deputy")
    gate.form.words.setPlainText("Typed here.")
    uid = request_of(page).uid
    take_up(page.session.store, uid, on=TODAY, who="other", at=NOON)
    gate.decide_button.click()
    assert "another window" in gate.problem.text()
    assert gate.form.words.toPlainText() == "Typed here."
    page.refresh()
    gate.decide_button.click()
    assert request_of(page).status is Status.ACCEPTED


def test_what_the_gate_did_is_opened_and_leads_to_its_requests(page, gate, qtbot):
    older = replace(THERE, reference="DF-2026-0008", summary="Other")
    submit(page.session.store, older, who="test", at=NOON, on=TODAY)
    gate.outcomes_link.click()
    dialog = page.findChild(GateOutcomesDialog)
    with qtbot.waitSignal(page.rows_wanted) as heard:
        dialog.figures.activated.emit(dialog.figures.model().index(6, 0))
    assert heard.args[1] == "Waiting for a decision"


def test_after_a_decision_a_click_shows_the_request_that_is_left(page, gate, qtbot):
    other = replace(THERE, reference="DF-2026-0008", summary="Other")
    submit(page.session.store, other, who="test", at=NOON, on=TODAY)
    page.refresh()
    gate.form.by.setEditText("Deputy")
    gate.decide_button.click()
    assert gate.priority_button.isVisibleTo(page)
    inside = page.gate.list.visualRect(page.gate.list.currentIndex()).center()
    qtbot.mouseClick(page.gate.list.viewport(), Qt.MouseButton.LeftButton, pos=inside)
    assert gate.title.text().startswith("DF-2026-0008")
    assert gate.decide_button.isVisibleTo(page)
