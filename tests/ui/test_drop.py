"""Files that are dropped on the window before a store is open."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from app.store import open_store
from ui.data.wizard import ImportWizard
from ui.main_window import MainWindow
from ui.session import Session
from ui.start.page import StartPage


def dropping(*paths):
    """Return the event of files being let go, and the content it needs alive."""
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        content,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    return event, content


@pytest.fixture
def start(qtbot):
    page = StartPage()
    qtbot.addWidget(page)
    return page


def test_a_spreadsheet_dropped_on_the_start_page_is_to_be_imported(
    start, qtbot, tmp_path
):
    path = tmp_path / "requests.csv"
    path.write_text("Ref,Received\n", "utf-8")
    event, _content = dropping(path)
    with qtbot.waitSignal(start.file_dropped) as told:
        start.dropEvent(event)
    assert told.args == [path]


def test_a_store_dropped_on_the_start_page_is_to_be_opened(start, qtbot, unit_path):
    event, _content = dropping(unit_path)
    with qtbot.waitSignal(start.store_chosen) as told:
        start.dropEvent(event)
    assert told.args == [unit_path]


def test_two_files_at_once_are_not_taken(start, qtbot, unit_path, tmp_path):
    event, _content = dropping(unit_path, tmp_path / "other.csv")
    with qtbot.assertNotEmitted(start.store_chosen):
        start.dropEvent(event)


def test_the_dropped_file_is_in_the_import_when_the_store_is_there(
    qtbot, unit_path, tmp_path
):
    path = tmp_path / "requests.csv"
    path.write_text("Ref,Received\nDF-9,2026-01-05\n", "utf-8")
    window = MainWindow()
    qtbot.addWidget(window)
    window.start.file_dropped.emit(path)
    session = Session(open_store(unit_path))
    window.show_store(session, "import")
    wizard = window.findChild(ImportWizard)
    assert wizard.file.path == path
    qtbot.waitUntil(lambda: not wizard.is_busy, timeout=30_000)
    wizard.reject()
    window.close()
