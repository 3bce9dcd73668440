import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtWidgets import QApplication

from app.store.request import find_request
from ui.command_palette import CommandPalette
from ui.main_window import MainWindow


@pytest.fixture
def opened(qtbot, unit_path):
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    window.open(unit_path)
    qtbot.waitUntil(lambda: window.workspace is not None)
    qtbot.waitUntil(lambda: window.workspace.session.ledger is not None)
    yield window
    window.close()
    QThreadPool.globalInstance().waitForDone()


def register_of(opened, qtbot):
    opened.workspace.go("register")
    page = opened.workspace.page()
    qtbot.waitUntil(lambda: bool(page.table.ids))
    return page


def test_enter_opens_a_request_and_escape_leads_back_to_the_same_row(opened, qtbot):
    opened.activateWindow()
    qtbot.waitUntil(opened.isActiveWindow)
    register = register_of(opened, qtbot)
    chosen = register.table.ids[2]
    register.view.select_ids([chosen], chosen)
    register.view.setFocus()
    qtbot.keyClick(register.view, Qt.Key.Key_Return)
    workspace = opened.workspace
    assert workspace.room == "request"
    assert workspace.page().head.title.text().startswith("DF-")
    assert workspace.page().isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert workspace.room == "register"
    qtbot.waitUntil(lambda: register.view.current_id() == chosen)


def test_a_request_is_opened_by_its_reference_from_the_palette(opened, qtbot):
    opened.workspace.go("today")
    palette = CommandPalette(opened, list(opened.actions_by_name.values()))
    qtbot.addWidget(palette)
    palette.reference_wanted.connect(opened.workspace.open_reference)
    palette._field.setText("df-3")
    palette.run()
    uid = find_request(opened.workspace.session.store, "DF-3").uid
    assert opened.workspace.page().uid == uid


def test_a_reference_that_is_none_is_said(opened):
    opened.workspace.go("today")
    opened.workspace.open_reference("DF-999")
    assert opened.workspace.room == "today"
    assert opened.workspace._toast._text.text() == "There is no request DF-999."


def test_the_page_of_one_request_is_in_no_rail_and_has_no_key(opened):
    assert "request" not in opened.workspace.rail._buttons
    assert "go_request" not in opened.actions_by_name
