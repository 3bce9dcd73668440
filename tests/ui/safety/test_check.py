import sqlite3
from datetime import date

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QMessageBox

from app.reports.head_words import head_of
from app.reports.report import Report
from app.store import open_store
from app.store.anchor import read_anchors, record_anchor
from app.store.chain import fingerprint
from app.store.event import write
from app.store.marker import damage_of
from app.store.request import find_request
from app.store.verify import verify
from tests.ui.conftest import NOON, TODAY
from ui.last_check import SOUND, last_found
from ui.look import refresh_look
from ui.printing.printed import PRINTED
from ui.safety.check_desk import CheckDesk
from ui.safety.erase_desk import EraseDesk
from ui.safety.page import SafetyPage
from ui.session import Session
from ui.workspace import Workspace

DOCUMENT = "Capacity summary, March 2026"


@pytest.fixture
def session(unit):
    refresh_look()
    made = Session(unit, today=lambda: TODAY)
    yield made
    made.stop_work()
    QThreadPool.globalInstance().waitForDone()


@pytest.fixture
def page(session, qtbot):
    with qtbot.waitSignal(session.ready, timeout=20_000):
        session.refresh()
    made = SafetyPage(session)
    qtbot.addWidget(made)
    made.resize(1194, 690)
    with qtbot.waitExposed(made):
        made.show()
    made.refresh()
    with qtbot.waitSignal(desk(made).looker.finished, timeout=20_000):
        made.tabs.setCurrentWidget(made.check)
    yield made
    made.stop_work()


def desk(page, kind=CheckDesk):
    return next(one for one in page.desks if isinstance(one, kind))


def checked(page, qtbot):
    with qtbot.waitSignal(desk(page).job.finished, timeout=30_000):
        page.check.check_button.click()


def compare(page, typed):
    page.check.typed.setText(typed)
    page.check.compare_button.click()
    return page.check.answer.text()


def spoil(path):
    other = sqlite3.connect(path)
    found = other.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    for (name,) in found.fetchall():
        other.execute(f"DROP TRIGGER {name}")
    other.execute("UPDATE request SET priority = 'P1' WHERE reference = 'DF-1'")
    other.commit()
    other.close()


def report(session, printed):
    return Report(
        kind="capacity-summary",
        title="Capacity summary",
        unit="Test unit",
        organisation="",
        period="March 2026",
        comparison="",
        as_at=TODAY,
        marking="OFFICIAL",
        handling="",
        store=session.name,
        fingerprint=printed,
        made_at=NOON,
        made_by="test",
        sections=(),
    )


def test_a_check_tells_what_each_step_found(page, qtbot, session):
    checked(page, qtbot)
    tab = page.check
    assert tab.verdict.text() == SOUND
    rows = tab.steps.text_rows.rows
    assert {row[1] for row in rows} == {"Sound"}
    assert len(rows) == 7
    assert last_found(session.path).is_sound
    assert fingerprint(session.store) in tab.about.text()
    assert page.check.sentence() == SOUND


def test_a_check_that_fails_names_the_step_and_marks_the_file(page, qtbot, session):
    spoil(session.path)
    checked(page, qtbot)
    rows = page.check.steps.text_rows.rows
    results = [row[1] for row in rows]
    assert results == ["Sound", "Sound", "Wrong", *["Not come to"] * 4]
    assert "DF-1 was changed outside the history" in page.check.verdict.text()
    assert "DF-1" in damage_of(session.path).found


def test_a_check_can_be_stopped(page, qtbot):
    page.check.check_button.click()
    page.check.stop_button.click()
    qtbot.waitUntil(page.check.check_button.isEnabled, timeout=30_000)


def test_a_printed_head_is_compared_in_characters_and_in_words(page, session):
    printed = fingerprint(session.store)
    assert "matches: everything up to" in compare(page, printed)
    assert "matches" in compare(page, head_of(printed).words.upper())
    assert "does not match" in compare(page, "1-0123456789abcdef")
    assert "16 characters" in compare(page, "1-0123")
    assert "begins with a number" in compare(page, "")


def test_after_a_check_the_present_head_is_the_one_that_was_checked(
    page, qtbot, session
):
    with write(session.store, who="t", why="", kind="late", at=NOON) as operation:
        uid = find_request(session.store, "DF-1").uid
        operation.change("request", uid, {"summary": "x"}, effective_at=1)
    with qtbot.waitSignal(desk(page).looker.finished, timeout=30_000):
        page.check.check_button.click()
    assert page.check.present.text() == f"Now: {fingerprint(session.store)}"


def test_a_head_is_named_in_the_answer_as_it_is_printed(page, session):
    sequence, short = fingerprint(session.store).split("-")
    assert compare(page, f"{int(sequence):,}-{short}").startswith(f"{sequence}-{short}")


def test_what_was_compared_is_forgotten_when_something_else_is_typed(page, qtbot):
    compare(page, "1-0123")
    assert page.check.answer.isVisibleTo(page.check)
    qtbot.keyClicks(page.check.typed, "4")
    assert not page.check.answer.isVisibleTo(page.check)


def test_the_heads_that_were_printed_are_listed_with_the_file(page, qtbot, session):
    sequence, short = fingerprint(session.store).split("-")
    record_anchor(
        session.store,
        int(sequence),
        short,
        DOCUMENT,
        on=date(2026, 3, 31),
        who="test",
        at=NOON,
    )
    with qtbot.waitSignal(desk(page).looker.finished, timeout=20_000):
        desk(page).refresh()
    assert page.check.heads.text_rows.rows == [
        (
            "31 Mar 2026",
            "Matches",
            f"{sequence}-{short}",
            "Capacity summary, March 2026",
        )
    ]
    assert "secure delete on" in page.check.facts.text()
    assert "journal mode truncate" in page.check.facts.text()


def test_a_clock_that_went_backwards_is_noted(page, qtbot, session):
    early = NOON.replace(year=2020)
    with write(session.store, who="t", why="", kind="late", at=early) as operation:
        uid = find_request(session.store, "DF-1").uid
        operation.change("request", uid, {"summary": "x"}, effective_at=1)
    with qtbot.waitSignal(desk(page).looker.finished, timeout=20_000):
        desk(page).refresh()
    assert "clock of the computer went backwards once" in page.check.notes.text()


# ---- Prints --------------------------------------------------------------------------


@pytest.fixture
def workspace(session, qtbot):
    made = Workspace(session)
    qtbot.addWidget(made)
    yield made
    made.stop_work()


def test_what_was_printed_is_noted_and_is_no_step_of_undo(workspace, session):
    printed = fingerprint(session.store)
    PRINTED.done.emit(report(session, printed))
    (anchor,) = read_anchors(session.store)
    assert f"{anchor.sequence}-{anchor.head[:16]}" == printed
    assert anchor.document == DOCUMENT
    assert session.steps.last == ""
    assert verify(session.store).is_sound


def test_after_a_print_every_page_reads_what_was_noted(workspace, session, qtbot):
    with qtbot.waitSignal(session.ready):
        session.refresh()
    with qtbot.waitSignal(session.changed):
        PRINTED.done.emit(report(session, fingerprint(session.store)))


def test_a_print_of_another_store_is_not_noted(workspace, session):
    made = report(session, fingerprint(session.store))
    object.__setattr__(made, "store", "another.db")
    PRINTED.done.emit(made)
    assert read_anchors(session.store) == []


def test_a_print_from_a_store_open_for_reading_is_not_noted(unit_path, qtbot):
    store = open_store(unit_path, read_only=True)
    session = Session(store, today=lambda: TODAY)
    made = Workspace(session)
    qtbot.addWidget(made)
    PRINTED.done.emit(report(session, fingerprint(store)))
    assert read_anchors(store) == []
    made.stop_work()
    store.close()


def test_nothing_is_noted_once_the_store_is_closed(workspace, session):
    made = report(session, fingerprint(session.store))
    workspace.stop_work()
    PRINTED.done.emit(made)
    assert read_anchors(session.store) == []


# ---- In the background ---------------------------------------------------------------


def test_the_check_in_the_background_is_silent_when_all_is_well(
    workspace, qtbot, session
):
    with qtbot.waitSignal(workspace.background_check.checked, timeout=30_000) as told:
        workspace.background_check.start()
    assert told.args[0].is_sound
    assert workspace.findChild(QMessageBox) is None
    assert last_found(session.path).is_sound


def test_the_check_in_the_background_tells_loudly_what_is_wrong(
    workspace, qtbot, session
):
    spoil(session.path)
    with qtbot.waitSignal(workspace.background_check.checked, timeout=30_000):
        workspace.background_check.start()
    box = workspace.findChild(QMessageBox)
    assert "The store failed a check. The request DF-1" in box.text()
    assert "Copies" in box.informativeText()
    assert damage_of(session.path) is not None
    with qtbot.waitSignal(workspace.background_check.room_wanted) as asked:
        box.buttons()[0].click()
    assert asked.args == ["safety/check and history"]


# ---- Erasure -------------------------------------------------------------------------


@pytest.fixture
def dialog(page, session):
    uid = find_request(session.store, "DF-1").uid
    with write(session.store, who="t", why="", kind="x", at=NOON) as operation:
        facts = {"summary": "Phone of a witness"}
        operation.change("request", uid, facts, effective_at=int(NOON.timestamp()))
    page.check.erase_button.click()
    return desk(page, EraseDesk).dialog


def test_where_a_value_stands_is_shown_before_it_can_be_erased(dialog):
    assert not dialog.save_button.isEnabled()
    dialog.reference.setText("DF-1")
    dialog.look_button.click()
    assert dialog.places.text_rows.rows == [
        ("request: summary", "1"),
        ("request: summary, in the history", "1"),
    ]
    assert dialog.save_button.isEnabled()
    dialog.everywhere.click()
    assert not dialog.save_button.isEnabled()


@pytest.mark.parametrize(
    ("reference", "said"),
    [("", "Name the request"), ("DF-99", "no request DF-99"), ("DF-2", "Nothing was")],
)
def test_what_cannot_be_erased_is_said_in_the_dialog(dialog, reference, said):
    dialog.reference.setText(reference)
    dialog.look_button.click()
    assert said in " ".join(dialog.problems())


def test_without_a_basis_nothing_is_erased(dialog, session):
    dialog.reference.setText("DF-1")
    dialog.look_button.click()
    dialog.save_button.click()
    assert "basis" in " ".join(dialog.problems())
    assert find_request(session.store, "DF-1").summary == "Phone of a witness"


def test_a_value_is_erased_and_it_is_told_what_came_of_it(dialog, page, qtbot, session):
    dialog.reference.setText("DF-1")
    dialog.basis.setText("Decision 12")
    dialog.look_button.click()
    with qtbot.waitSignal(desk(page, EraseDesk).job.finished, timeout=30_000):
        dialog.save_button.click()
    assert find_request(session.store, "DF-1").summary.startswith("[erased ")
    assert "Erased at 2 places" in page.findChild(QMessageBox).text()
    assert verify(session.store).is_sound


def test_a_text_is_erased_wherever_it_stands(dialog, page, qtbot, session):
    dialog.field.setCurrentIndex(dialog.field.count() - 1)
    dialog.text.setText("a witness")
    dialog.basis.setText("Decision 12")
    dialog.look_button.click()
    with qtbot.waitSignal(desk(page, EraseDesk).job.finished, timeout=30_000):
        dialog.save_button.click()
    assert find_request(session.store, "DF-1").summary.startswith("Phone of [erased ")
