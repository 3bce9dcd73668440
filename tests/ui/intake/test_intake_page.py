from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from app.casework.exhibit import ExhibitState
from app.casework.proceeding import Proceeding
from app.casework.request import Status
from app.rules.gate import Decision, Verdict
from app.store import open_store
from app.store.case import case_of
from app.store.draft import read_drafts
from app.store.norm import read_norms
from app.store.request import find_request
from tests.ui.intake.conftest import TODAY, open_page
from ui.controls.proceeding_dialog import ProceedingDialog
from ui.intake.gate_words import DOT
from ui.intake.norms_dialog import NormsDialog
from ui.intake.page import GATE, NEW
from ui.intake.spec import SPECS
from ui.printing.preview import PreviewDialog

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(qtbot, key, modifier=NONE):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def write(qtbot, text):
    """Type into what has the focus, then go on with Tab."""
    for letter in text:
        qtbot.keyClicks(QApplication.focusWidget(), letter)
    press(qtbot, K.Key_Tab)


def fill(page, **texts):
    usual = {
        "requester": "Team 9",
        "division": "DIV_B",
        "offence": "FRAUD",
        "legal_basis": "L_WARRANT",
        "summary": "Recover the ledgers.",
    }
    for name, text in (usual | texts).items():
        page.form.fields[name].set_text(text)
        page.form.fields[name].edited.emit(name)


def test_a_request_is_typed_in_by_keyboard_alone_and_stands_at_the_gate(page, qtbot):
    page.form.setFocus()
    press(qtbot, K.Key_Tab)  # the number suggested is taken
    for text in ("CR/77-26", "Larch Heron", "Team 9", "Northern", "war"):
        write(qtbot, text)
    for text in ("groom", "", "petition_b"[:4], "hi", "y"):
        write(qtbot, text)
    press(qtbot, K.Key_Tab)  # past the button for the accused
    write(qtbot, "Recover chats of March.")
    write(qtbot, "")
    for text in ("1/3/26", "", "28/3/26", "1 Jun 2026"):
        write(qtbot, text)
    assert page.form.grid.hasFocus()
    for text in ("PQ/1", "sm", "s"):
        write(qtbot, text)
    page.submit_button.setFocus()
    press(qtbot, K.Key_Return)
    assert page.new.summary() == ""
    request = find_request(page.session.store, "DF-9")
    assert (request.status, request.offence) == (Status.SUBMITTED, "GROOM")
    assert (request.online_abuse, request.victim_device) == (True, True)
    assert (request.division, request.risk_band) == ("Northern", "HIGH")
    assert request.received_on == date(2026, 3, 28)
    assert request.prosecutor_on == date(2026, 6, 1)
    (exhibit,) = case_of(page.session.store, request.uid).exhibits
    assert (exhibit.reference, exhibit.type) == ("PQ/1", "PHONE_SMART")
    assert (exhibit.owner_role, exhibit.state) == ("SUSPECT", ExhibitState.RECEIVED)
    assert page.tabs.currentIndex() == GATE
    assert page.gate.list.current().reference == "DF-9"


def test_tab_goes_through_the_form_in_its_order(page, qtbot):
    page.form.setFocus()
    seen = []
    for _ in SPECS:
        seen += [name for name, one in page.form.fields.items()
                 if one.control is QApplication.focusWidget()]  # fmt: skip
        press(qtbot, K.Key_Tab)
        if page.form.add_accused.hasFocus():
            press(qtbot, K.Key_Tab)
    assert seen == [*SPECS]
    assert page.form.grid.hasFocus()


def test_the_next_free_number_and_today_are_suggested(page):
    assert page.form.fields["reference"].text() == "DF-9"
    assert page.form.fields["submitted_on"].text() == "31 Mar 2026"


def test_the_category_sets_the_flag_where_it_says_so_and_it_can_be_changed(page):
    flag = page.form.fields["online_abuse"]
    fill(page, offence="IIOC")
    assert flag.text() == "yes"
    flag.set_text("no")
    fill(page, offence="CSE")
    assert flag.text() == "no"  # the category leaves it open
    page.form.fields["offence"].entered.emit("offence")
    assert "Child coerced" in page.new.side.guidance()


def test_the_risk_band_is_said_to_be_recorded_and_never_computed(page):
    page.form.fields["risk_band"].entered.emit("risk_band")
    assert "recorded as supplied, never computed" in page.new.side.guidance()


def test_what_is_missing_stands_beside_its_field_and_once_in_all(page):
    page.submit()
    assert page.form.fields["requester"].problem().startswith("Say who asks")
    assert page.new.summary().startswith("5 things to put right. First: Say who asks")
    assert page.form.fields["requester"].control.hasFocus()
    assert find_request(page.session.store, "DF-9") is None


@pytest.mark.parametrize(
    ("texts", "name", "words"),
    [
        ({"reference": "DF-2026-0007"}, "reference", "There is a request DF-2026-0007"),
        ({"reference": "D\0F"}, "reference", "holds a character that cannot be kept"),
        ({"submitted_on": "29 Feb 2026"}, "submitted_on", "is no day"),
        ({"submitted_on": "1 Apr 2026"}, "submitted_on", "in the future"),
        ({"offence_on": "31/3/26", "submitted_on": "30/3/26"}, "submitted_on",
         "before the offence of 31 Mar 2026"),
        ({"summary": "x" * 100_000}, "summary", "at most 10,000"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_beside_its_field(page, texts, name, words):
    fill(page, **texts)
    page.submit()
    problems = [page.form.fields[name].problem(), *page.form.problems()]
    assert any(words in problem for problem in problems)
    assert page.session.store.value("SELECT count(*) FROM request") == 9


def test_requests_that_may_be_the_same_are_shown_and_opened(page, qtbot):
    fill(page, case_reference="cr 1234/26")
    page.form.grid.rows.paste("ab1\tSmartphone", 0, 0)
    side = page.new.side
    qtbot.waitUntil(lambda: side.alike.count() == 1, timeout=10_000)
    assert "DF-2026-0007 (submitted, 2 Mar 2026)" in side.alike.item(0).text()
    assert "the same exhibit of the same case" in side.alike.item(0).text()
    with qtbot.waitSignal(page.request_wanted) as told:
        side.open_button.click()
    assert case_of(page.session.store, told.args[0]).request.reference == "DF-2026-0007"


def test_a_name_or_a_passcode_is_warned_of_and_stops_nothing(page):
    fill(page, summary="Recover chats.\nThe phone's pin is 5566.")
    page.new.look_at_texts()
    assert "line 2: “pin is 5566” looks like a passcode" in page.new.side.warning()
    page.submit()
    assert find_request(page.session.store, "DF-9") is not None


def test_an_accused_in_the_list_has_the_days_that_were_given(page):
    one = Proceeding(request="", accused="A1", petition_on=date(2026, 11, 2))
    page.form.put_accused(one)
    words = f"A1{DOT}first appearance on petition 2 Nov 2026"
    assert page.form.accused.item(0).text() == words


def test_accused_are_submitted_with_the_request(page):
    fill(page)
    page.form.put_accused(Proceeding(request="", accused="A1", custody="INDICTED"))
    assert page.form.accused.item(0).text() == f"A1{DOT}Indicted"
    page.submit()
    uid = find_request(page.session.store, "DF-9").uid
    assert [one.accused for one in case_of(page.session.store, uid).proceedings] == [
        "A1"
    ]


# ---- Drafts ----------------------------------------------------------------


def test_a_draft_is_saved_a_moment_after_the_last_key(page, qtbot):
    fill(page)
    qtbot.waitUntil(lambda: page.new.saved.text().startswith("Draft saved"))
    (draft,) = read_drafts(page.session.store)
    assert draft.content["fields"]["requester"] == "Team 9"


def test_a_draft_keeps_no_serial_number_but_its_hash(page):
    page.form.grid.rows.paste("AB/2\tSmartphone\t\t\t\t\t35-209900", 0, 0)
    page.hide()
    (draft,) = read_drafts(page.session.store)
    assert draft.content["exhibits"][0][6].startswith("sha256:")
    assert "209900" not in str(draft.content)


def test_a_half_typed_draft_survives_another_page_and_is_offered_after_a_crash(
    page, qtbot, unit_path
):
    fill(page, summary="Recover the led")
    page.form.put_accused(Proceeding(request="", accused="A1"))
    page.hide()
    page.refresh()
    assert page.form.fields["summary"].text() == "Recover the led"
    page.session.stop_work()
    QThreadPool.globalInstance().waitForDone()
    page.session.store.close()
    store = open_store(unit_path)
    again = open_page(qtbot, store)
    again.tabs.setCurrentIndex(NEW)
    assert again.form.fields["summary"].text() == ""
    words = again.new.drafts.words()
    assert words.startswith("Draft of ")
    assert "found (DF-9): continue or discard it." in words
    again.new.drafts.go_on.click()
    assert again.form.fields["summary"].text() == "Recover the led"
    assert [one.accused for one in again.form.proceedings] == ["A1"]
    assert not again.new.drafts.isVisible()
    again.submit()
    assert read_drafts(store) == []
    again.session.stop_work()
    QThreadPool.globalInstance().waitForDone()
    store.close()


def test_several_drafts_are_kept_and_one_is_discarded(page):
    fill(page, requester="Team 1")
    page._another.click()
    assert page.form.fields["requester"].text() == ""
    fill(page, requester="Team 2")
    page._another.click()
    assert page.new.drafts.words() == "2 drafts found: continue or discard one."
    page.new.drafts.discard.click()
    assert len(read_drafts(page.session.store)) == 1


def test_bringing_the_page_up_to_date_is_no_edit(page):
    page.submit()
    said = page.new.summary()
    page.refresh()
    assert page.new.summary() == said
    assert not page._is_dirty


def test_a_form_emptied_again_leaves_no_draft(page):
    fill(page)
    page.hide()
    page.show()
    fill(page, **dict.fromkeys(page.form.fields, ""))
    page.form.fields["reference"].set_text("DF-9")
    page.form.fields["submitted_on"].set_text("31 Mar 2026")
    page.hide()
    assert read_drafts(page.session.store) == []


def test_nothing_can_be_typed_into_a_store_open_for_reading(qtbot, unit, unit_path):
    unit.close()
    store = open_store(unit_path, read_only=True)
    page = open_page(qtbot, store)
    page.tabs.setCurrentIndex(NEW)
    assert "open for reading only" in page.new.closed_words()
    assert not page.form.isEnabled()
    assert not page.submit_button.isEnabled()
    page.session.stop_work()
    QThreadPool.globalInstance().waitForDone()
    store.close()


# ---- The gate --------------------------------------------------------------


def test_what_waits_is_listed_with_its_days(page):
    page.tabs.setCurrentIndex(GATE)
    lines = page.gate.list.lines
    QAbstractItemModelTester(lines)
    shown = [lines.index(0, column).data() for column in range(lines.columnCount())]
    assert shown == [
        *("DF-2026-0007", "Submitted", "29 d", "Fraud and economic crime", "1")
    ]
    assert page._header.sentence() == (
        "1 waits for a decision, the longest for 29 days."
    )
    assert page.tabs.tabText(GATE) == "At the ga&te 1"


def test_enter_opens_the_page_of_a_request(page, qtbot):
    page.tabs.setCurrentIndex(GATE)
    page.gate.list.setFocus()
    with qtbot.waitSignal(page.request_wanted):
        press(qtbot, K.Key_Return)


def test_a_request_is_taken_up_and_what_was_changed_meanwhile_is_told(page, qtbot):
    row = page.gate.list.current()
    with qtbot.waitSignal(page.toast_wanted) as told:
        page.gate.panel.take_up_wanted.emit(row.uid, 1)
    assert told.args[0] == "DF-2026-0007 taken up"
    page.gate.panel.take_up_wanted.emit(row.uid, 1)
    assert case_of(page.session.store, row.uid).request.status is Status.ASSESSING


# ---- Room and order --------------------------------------------------------


def test_the_form_fits_the_smallest_window_and_has_few_controls(page, qtbot):
    page.resize(1194, 640)
    inside = page.form.widget()
    assert inside.minimumSizeHint().width() <= page.form.viewport().width()
    kinds = (QAbstractButton, QLineEdit, QComboBox, QPlainTextEdit, QTableView)
    shown = {
        one
        for kind in kinds
        for one in page.findChildren(kind)
        if one.isVisible() and not isinstance(one.parent(), QComboBox)
    }
    assert len(shown) < 60
    for field in page.form.fields.values():
        end = field.mapTo(inside, QPoint(field.width(), 0)).x()
        assert end <= inside.width()
        assert field.label.width() >= field.label.sizeHint().width()
    assert isinstance(page, QWidget)


def test_a_request_just_decided_stays_in_sight_with_what_follows(page, qtbot):
    row = page.gate.list.current()
    decision = Decision(
        verdict=Verdict.RETURN, on=TODAY, by="Gatekeeper", reasons=("R_SCOPE",)
    )
    page.gate.panel.decided.emit(row.uid, 1, decision)
    status = case_of(page.session.store, row.uid).request.status
    assert status is Status.RETURNED, page.gate.panel.problem.text()
    page.gate.panel.notice_wanted.emit(row.uid)
    preview = page.findChild(PreviewDialog)
    assert "DF-2026-0007" in preview.windowTitle() + str(preview.report)
    preview.close()


def test_after_acceptance_the_keys_are_at_what_follows(page, qtbot):
    page.tabs.setCurrentIndex(GATE)
    page.gate.panel.form.by.setEditText("Gatekeeper")
    page.gate.panel.form.words.setFocus()
    press(qtbot, K.Key_Return, CTRL)
    assert page.gate.panel.priority_button.hasFocus()


def test_a_request_just_submitted_is_shown_in_place_of_the_one_just_decided(page):
    page.gate.panel.form.by.setEditText("Gatekeeper")
    page.gate.panel.decide_button.click()
    assert "Accepted" in page.gate.panel.title.text(), page.gate.panel.problem.text()
    fill(page)
    page.submit()
    reference = page.gate.list.current().reference
    assert page.gate.panel.title.text().startswith(reference)


def test_norms_are_opened_and_changed(page, qtbot):
    page.gate.panel.norms_wanted.emit()
    dialog = page.findChild(NormsDialog)
    norm = read_norms(page.session.store)[0]
    with qtbot.waitSignal(page.toast_wanted) as told:
        dialog.save_wanted.emit((replace(norm, median=0.5, p80=None, mean=None),))
    assert told.args[0] == "Norms changed"
    assert read_norms(page.session.store)[0].median == 0.5
    dialog.close()


def test_the_form_for_an_accused_gives_one_to_the_request(page, qtbot):
    page.form.add_accused.click()
    dialog = page.findChild(ProceedingDialog)
    dialog.save_button.click()
    assert [one.accused for one in page.form.proceedings] == ["A1"]
    page.form.accused.setCurrentRow(0)
    page.form.accused.setFocus()
    press(qtbot, K.Key_Delete)
    assert page.form.proceedings == []
