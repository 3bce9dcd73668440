"""The Data page on a store in a file."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QMessageBox

from app.casework.request import Status
from app.intake.check import Bin
from app.intake.importer import import_file
from app.store.chain import fingerprint
from app.store.event import write
from app.store.imports import past_imports
from app.store.request import find_request, move_request
from ui.drop import dropped_file
from ui.last_check import SOUND, CheckFound, keep_found

NOW = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def imported(session, messy):
    """The messy file, brought in."""
    day = date(2026, 3, 31)
    return import_file(session.store, messy, as_at=day, who="test", at=NOW)


@pytest.fixture
def page(session, qtbot):
    """The page, refreshed."""
    from ui.data.page import DataPage

    page = DataPage(session)
    qtbot.addWidget(page)
    page.refresh()
    return page


def finished(page, qtbot):
    qtbot.waitUntil(lambda: not page.is_busy, timeout=30_000)


def test_a_store_without_imports_offers_the_first(page, qtbot):
    page.empty_state.wanted.emit()
    wizard = page.open_wizard()
    with qtbot.waitSignal(wizard.finished):
        wizard.reject()
    finished(page, qtbot)


def test_an_import_is_listed_with_its_bins(imported, page, qtbot):
    line = page.imports.line()
    assert line.counts == {
        Bin.TAKEN: 3, Bin.DUPLICATE: 1, Bin.REJECTED: 3, Bin.BLANK: 2,
    }  # fmt: skip
    assert line.cells()[0] == "requests.csv"
    finished(page, qtbot)


def test_rejected_rows_are_shown_first_with_reasons_and_cells(imported, page, qtbot):
    table = page.details.table
    shown = [str(table.index(0, column).data()) for column in range(5)]
    assert shown[:2] == ["5", "DF-3"]
    assert "is a date that does not exist" in shown[2]
    assert shown[3:] == ["DF-3", "29/02/2025"]
    finished(page, qtbot)


def test_an_import_can_be_undone(imported, page, qtbot, session):
    with qtbot.waitSignal(page.toast_wanted, timeout=30_000):
        page.undo(page.imports.line())
    finished(page, qtbot)
    assert find_request(session.store, "DF-1") is None
    assert page.imports.line().is_undone
    assert past_imports(session.store)[0].undone_by


def test_an_import_that_was_worked_on_is_not_undone(imported, page, qtbot, session):
    moved = find_request(session.store, "DF-2")
    with write(
        session.store, who="t", why="", kind="move request", at=NOW
    ) as operation:
        at = int(NOW.timestamp())
        move_request(operation, moved.uid, Status.REVIEW, effective_at=at)
    before = fingerprint(session.store)
    page.undo(page.imports.line())
    finished(page, qtbot)
    box = page.findChild(QMessageBox)
    assert "cannot be taken back: 1 of its records" in box.text()
    assert fingerprint(session.store) == before


def test_rejected_rows_come_out_are_put_right_and_come_back(
    imported, page, qtbot, session, tmp_path
):
    path = tmp_path / "rejected.csv"
    with qtbot.waitSignal(page.toast_wanted, timeout=30_000):
        page.save_rejected(imported.uid, str(path))
    finished(page, qtbot)
    text = path.read_text("utf-8-sig")
    assert text.splitlines()[0].startswith("Ref,Received,Accepted")
    path.write_text(text.replace("29/02/2025", "28/02/2025"), "utf-8-sig")
    again = import_file(
        session.store, path, as_at=date(2026, 3, 31), who="test", at=NOW
    )
    assert again.counts[Bin.TAKEN] == 1
    assert find_request(session.store, "DF-3").received_on == date(2025, 2, 28)


def test_a_place_that_cannot_be_written_gets_a_sentence(
    imported, page, qtbot, tmp_path
):
    page.save_rejected(imported.uid, str(tmp_path / "nowhere" / "rejected.csv"))
    finished(page, qtbot)
    assert "cannot be written there" in page.findChild(QMessageBox).text()


def test_the_share_of_records_that_hold_a_field_is_shown(imported, page, qtbot):
    finished(page, qtbot)
    said = [label.text() for label in page.shares.findChildren(QLabel)]
    assert "Share of 3 requests and 3 exhibits in the store that hold a field." in said
    assert "66%" in said  # priority, of three requests


def test_a_file_dropped_on_the_page_opens_the_import(page, qtbot, messy):
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(messy))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    assert dropped_file(event) == messy
    page.dropEvent(event)
    wizard = page.open_wizard()
    qtbot.waitUntil(lambda: not wizard.is_busy, timeout=30_000)
    assert wizard.file.path == messy
    wizard.reject()
    finished(page, qtbot)


def test_a_store_open_for_reading_cannot_be_imported_into(session, qtbot):
    from app.store import open_store
    from ui.data.page import DataPage
    from ui.session import Session

    store = open_store(session.store.path, read_only=True)
    page = DataPage(Session(store, today=lambda: date(2026, 3, 31)))
    qtbot.addWidget(page)
    page.refresh()
    finished(page, qtbot)
    assert not page.may_import
    store.close()


def test_the_last_check_is_told_and_leads_to_safety(page, qtbot, session):
    assert page.check.verdict() == "Not checked yet on this computer."
    found = CheckFound(is_sound=True, verdict=SOUND, about="Checked today.")
    keep_found(session.path, found)
    page.refresh()
    finished(page, qtbot)
    assert page.check.verdict() == "Sound: the history and the records agree."
    with qtbot.waitSignal(page.room_wanted) as asked:
        page.check.look_wanted.emit()
    assert asked.args == ["safety/check and history"]


def test_the_file_that_came_in_last_is_looked_at(
    imported, page, qtbot, session, tmp_path
):
    assert page.imports.line().uid == imported.uid
    later = tmp_path / "later.csv"
    later.write_text("Reference,Received\nL-1,30/03/2026\n", "utf-8")
    day = date(2026, 3, 31)
    second = import_file(session.store, later, as_at=day, who="test", at=NOW)
    page._take_import(None)
    assert page.imports.line().uid == second.uid
    finished(page, qtbot)
