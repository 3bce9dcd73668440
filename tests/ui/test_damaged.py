"""What the window does when a store turns out to be damaged."""

import shutil
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QMessageBox

from app.errors import DamagedStore
from app.store import open_store, reading
from app.store.marker import damage_of
from app.store.safety_act import last_safety_act
from app.store.verify import verify
from tests.faults.varied_store import make_varied
from ui.damaged_dialog import DamagedDialog
from ui.main_window import MainWindow
from ui.style import Look, apply_look

PAGE = 4096
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    folder = tmp_path_factory.mktemp("damaged")
    return make_varied(folder / "unit.db", requests=20, changes=24)


@pytest.fixture
def window(qapp, qtbot):
    apply_look(qapp, Look())
    made = MainWindow()
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close_store()
    QThreadPool.globalInstance().waitForDone()


def damaged(whole, tmp_path, place=0, piece=b"\x99" * PAGE):
    path = tmp_path / "unit.db"
    shutil.copyfile(whole, path)
    with path.open("r+b") as file:
        file.seek(place)
        file.write(piece)
    return path


def dialog_of(window):
    return window.findChild(DamagedDialog)


def test_a_damaged_head_is_told_and_the_store_is_marked(window, whole, tmp_path):
    path = damaged(whole, tmp_path)
    content = path.read_bytes()
    window.open(path)
    dialog = dialog_of(window)
    assert dialog.title.text() == "The store failed a check"
    assert "unit.db stays as it is" in dialog.kept.text()
    assert dialog.copy_button.isHidden()  # there is no copy
    assert damage_of(path) is not None
    dialog.close_button.click()
    assert path.read_bytes() == content


def test_damage_that_shows_only_when_the_records_are_read_leads_to_the_same_ways(
    window, whole, tmp_path, qtbot
):
    path = damaged(whole, tmp_path)
    shutil.copyfile(whole, path)
    with reading(path) as store:
        root = store.value("SELECT rootpage FROM sqlite_schema WHERE name = 'request'")
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(b"\x99" * PAGE)
    window.open(path)
    qtbot.waitUntil(lambda: dialog_of(window) is not None, timeout=20_000)
    assert "damaged" in dialog_of(window).found.text()
    assert not dialog_of(window).salvage_button.isHidden()
    assert damage_of(path) is not None


def test_damage_that_stops_the_check_leads_to_the_same_ways(window, whole, tmp_path):
    path = tmp_path / "unit.db"
    shutil.copyfile(whole, path)
    window.open(path)
    fault = DamagedStore("The store is damaged or was cut short.")
    window.workspace.background_check.job.failed.emit(fault)
    assert "cut short" in dialog_of(window).found.text()


def test_a_spreadsheet_is_still_no_store_and_nothing_is_marked(window, tmp_path):
    path = tmp_path / "list.db"
    path.write_bytes(b"Reference,Received\n" * 900)
    window.open(path)
    assert dialog_of(window) is None
    assert damage_of(path) is None
    assert "not a Headroom store" in window.findChild(QMessageBox).text()


def test_salvage_reports_what_came_back_and_opens_it(window, whole, tmp_path, qtbot):
    path = damaged(whole, tmp_path)
    content = path.read_bytes()
    window.open(path)
    dialog = dialog_of(window)
    with qtbot.waitSignal(window._opening.damaged.job.finished):
        dialog.salvage_button.click()
    rows = dialog.table.text_rows.rows
    assert ("Requests", "20", "0", "0") in [tuple(row) for row in rows]
    assert "all of them are proven" in dialog.found.text()
    assert path.read_bytes() == content
    kept = tmp_path / damage_of(path).kept_as
    assert "damaged" in kept.name
    assert kept.read_bytes() == content
    with qtbot.waitSignal(window._opening.opened):
        dialog.open_button.click()
    assert window.workspace.session.path == tmp_path / "unit-salvaged.db"


def test_the_verified_copy_takes_the_place_of_a_damaged_store(
    window, whole, tmp_path, qtbot
):
    from app.keeping.make import keep_copy

    path = tmp_path / "unit.db"
    shutil.copyfile(whole, path)
    store = open_store(path)
    keep_copy(store, reason="asked", at=NOW)
    store.close()
    with path.open("r+b") as file:
        file.write(b"\x99" * PAGE)
    window.open(path)
    dialog = dialog_of(window)
    assert "verified copy" in dialog.copy.text()
    with qtbot.waitSignal(window._opening.opened, timeout=20_000):
        dialog.copy_button.click()
    assert window.workspace.session.path == path
    assert damage_of(path) is None
    window.close_store()
    with reading(path) as store:
        assert verify(store).is_sound
        assert last_safety_act(store, "restore") is not None


def test_what_a_check_finds_later_leads_to_the_same_ways(window, whole, tmp_path):
    path = tmp_path / "unit.db"
    shutil.copyfile(whole, path)
    window.open(path)
    check = window.workspace.background_check
    check.mend_wanted.emit(path, "The request DF-1 was changed outside the history.")
    assert "outside the history" in dialog_of(window).found.text()
