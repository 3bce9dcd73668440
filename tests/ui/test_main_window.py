import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QThreadPool
from PySide6.QtGui import QAccessible, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QTabBar,
    QTableView,
    QWidget,
)

from app.store.setting import Settings
from app.store.unit import create_unit
from tests.ui.conftest import NOON
from ui import settings
from ui.__main__ import has_display, main
from ui.charts.view import ChartView
from ui.command_palette import CommandPalette
from ui.commands import plain_text
from ui.create_dialog import CreateDialog
from ui.help import TOPICS, HelpDialog, help_text
from ui.main_window import MainWindow
from ui.opening import DEMO
from ui.rooms import ROOMS
from ui.style import Look, apply_look
from ui.unit_dialog import UnitDialog


@pytest.fixture
def window(qapp, qtbot):
    apply_look(qapp, Look())
    made = MainWindow()
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    made.close_store()
    QThreadPool.globalInstance().waitForDone()
    settings.set_theme("system")


@pytest.fixture
def opened(window, unit_path, qtbot):
    window.open(unit_path)
    session = window.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    return window


def message(window) -> QMessageBox:
    return window.findChild(QMessageBox)


def test_first_start_offers_four_ways_to_begin(window):
    texts = {b.accessibleName() for b in window.start.findChildren(QPushButton)}
    assert {
        "Import a spreadsheet",
        "Try the demonstration unit",
        "Create an empty store",
        "Open a store",
    } <= texts


def test_store_opens_on_today_with_its_marking(opened):
    labels = [label.text() for label in opened.findChildren(QLabel, "strip")]
    assert opened.workspace.room == "today"
    assert labels == ["OFFICIAL-SENSITIVE"]
    assert "Test unit" in opened.windowTitle()


def test_path_without_a_store_is_said_and_nothing_is_made(window, tmp_path):
    window.open(tmp_path / "mistyped.db")
    assert "mistyped.db" in message(window).text()
    assert list(tmp_path.iterdir()) == []
    assert window.workspace is None


def test_file_that_is_no_store_is_refused(window, tmp_path):
    other = tmp_path / "letter.db"
    other.write_text("Dear all")
    window.open(other)
    assert message(window).text()
    assert window.workspace is None
    assert other.read_text() == "Dear all"


def test_store_in_use_is_offered_for_reading(window, unit, unit_path, qtbot):
    window.open(unit_path)
    read = next(b for b in message(window).buttons() if "reading" in b.text())
    read.click()
    assert window.workspace.session.read_only


def test_status_bar_counts_requests(opened, qtbot):
    texts = [label.text() for label in opened.statusBar().findChildren(QLabel)]
    assert "8 open, 8 in all" in texts
    assert "unit.db" in texts


def test_past_day_is_shown_by_a_banner_and_today_takes_it_away(opened):
    banner = opened.workspace._banner
    opened.workspace.session.set_as_at(date(2026, 2, 28))
    assert banner.isVisible()
    assert "28 Feb 2026" in banner.findChild(QLabel).text()
    opened.actions_by_name["as_at_today"].trigger()
    assert not banner.isVisible()


def test_closing_the_store_leads_back_to_the_start_page(opened, unit_path):
    opened.close_store()
    assert opened.workspace is None
    assert opened.start.isVisible()
    assert settings.recent_stores()[0] == unit_path


def test_commands_for_a_store_rest_while_none_is_open(window):
    assert not window.actions_by_name["print"].isEnabled()
    assert window.actions_by_name["open"].isEnabled()


def test_every_command_has_words_and_a_sentence(window):
    for name, action in window.actions_by_name.items():
        assert plain_text(action), name
        assert action.statusTip(), name


def test_no_shortcut_is_given_twice(window):
    keys = Counter(
        key.toString()
        for action in window.actions_by_name.values()
        for key in action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_access_keys_are_unique_in_each_menu(window):
    for menu in [window.menuBar(), *(a.menu() for a in window.menuBar().actions())]:
        texts = [a.text() for a in menu.actions() if not a.isSeparator()]
        letters = [text[text.index("&") + 1].lower() for text in texts]
        assert len(letters) == len(set(letters)), texts


def test_palette_runs_the_command_that_is_typed(opened, qtbot):
    palette = CommandPalette(opened, list(opened.actions_by_name.values()))
    qtbot.addWidget(palette)
    palette._field.setText("high contrast")
    palette.run()
    assert settings.theme() == "contrast"


def test_rail_shows_icons_alone_in_a_narrow_window(opened, qtbot):
    opened.resize(1000, 700)
    qtbot.waitUntil(lambda: opened.workspace.rail.width() < 100)
    opened.resize(1366, 768)
    qtbot.waitUntil(lambda: opened.workspace.rail.width() > 150)


def test_without_a_display_one_sentence_is_said(monkeypatch, capsys):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert main([]) == 2
    said = capsys.readouterr().err
    assert "no display" in said
    assert said.count("\n") == 1


def test_display_is_known_by_its_variables():
    assert not has_display("linux", {})
    assert has_display("linux", {"WAYLAND_DISPLAY": "wayland-0"})
    assert has_display("win32", os.environ)


def test_import_leads_to_the_wizard_of_the_data_page(opened):
    opened.actions_by_name["import"].trigger()
    assert opened.workspace.room == "data"


def test_new_store_is_created_as_the_dialog_was_told(window, tmp_path):
    window.actions_by_name["create"].trigger()
    dialog = window.findChild(CreateDialog)
    dialog._unit.setText("Northern unit")
    dialog._path.setText(str(tmp_path / "new.db"))
    dialog.accept()
    session = window.workspace.session
    assert session.settings.unit == "Northern unit"
    assert session.settings.marking == "OFFICIAL-SENSITIVE"
    assert (tmp_path / "new.db").is_file()


def test_return_creates_the_store_and_does_not_cancel(qtbot, tmp_path):
    dialog = CreateDialog()
    qtbot.addWidget(dialog)
    dialog._path.setText(str(tmp_path / "new.db"))
    dialog.show()
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog._region, Qt.Key.Key_Return)


def test_return_saves_the_settings_of_the_unit(opened, qtbot):
    opened.actions_by_name["unit"].trigger()
    dialog = opened.findChild(UnitDialog)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog._region, Qt.Key.Key_Return)


def test_an_empty_page_has_one_primary_button(opened, qtbot):
    for room in ("today", "register", "people", "data", "reports"):
        opened.workspace.go(room)
        found = [
            one
            for one in opened.workspace.findChildren(QAbstractButton)
            if one.property("primary") == "true" and one.isVisible()
        ]
        assert len(found) <= 1, room


def test_a_page_chosen_in_the_rail_takes_the_keys(opened):
    opened.workspace.rail._buttons["register"].setFocus()
    opened.workspace.go("register")
    page = opened.workspace.page()
    assert page.isAncestorOf(opened.workspace.focusWidget())


def test_keys_go_on_in_the_page_gone_to_and_not_on_its_first_button(opened):
    opened.workspace.go("people")
    people = opened.workspace.page()
    people.board.words.setFocus()
    opened.workspace.go("reports")
    opened.workspace.go("capacity")
    page = opened.workspace.page()
    assert opened.workspace.focusWidget() is page.tabs.tabBar()
    opened.workspace.go("people")
    assert opened.workspace.focusWidget() is people.board.words


def letters(opened) -> list[str]:
    """The keys that work with Alt on the page in sight, those of the menus too."""
    words = [action.text() for action in opened.menuBar().actions()]
    for one in opened.findChildren(QWidget):
        if isinstance(one, QTabBar) and one.isVisible():
            words += [one.tabText(place) for place in range(one.count())]
        elif isinstance(one, QAbstractButton | QLabel) and one.isVisible():
            words += [one.text()] if not isinstance(one, QLabel) or one.buddy() else []
    keys = [QKeySequence.mnemonic(text).toString() for text in words]
    return sorted(key for key in keys if key)


def test_no_letter_with_alt_means_two_things_on_a_page(opened):
    for room in ("today", "register", "people", "data", "reports"):
        opened.workspace.go(room)
        found = letters(opened)
        assert found == sorted(set(found)), room


def test_dialog_never_creates_over_a_file(qtbot, tmp_path):
    (tmp_path / "there.db").write_text("mine")
    dialog = CreateDialog()
    qtbot.addWidget(dialog)
    dialog._path.setText(str(tmp_path / "there.db"))
    assert "there already" in dialog.problem()
    assert not dialog._create.isEnabled()


NAMED = (QAbstractButton, QLineEdit, QComboBox, QTableView, QAbstractSpinBox, ChartView)
PARTS = (QLineEdit, QComboBox, QAbstractSpinBox, QTableView)


def said_name(widget) -> str:
    """What a screen reader says a control is called."""
    if isinstance(widget.parent(), PARTS):
        return "Qt's own part of a control"
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("room", [room.name for room in ROOMS])
def test_every_room_opens_and_its_controls_are_named(opened, qtbot, room):
    opened.go(room)
    assert opened.workspace.room == room
    silent = [
        (type(widget).__name__, widget.objectName())
        for kind in NAMED
        for widget in opened.workspace.page().findChildren(kind)
        if widget.isVisible() and not said_name(widget)
    ]
    assert silent == []


def test_settings_of_the_unit_are_saved_with_their_history(opened, qtbot):
    session = opened.workspace.session
    opened.actions_by_name["unit"].trigger()
    dialog = opened.findChild(UnitDialog)
    dialog._marking.setCurrentText("SECRET")
    dialog._over_age.setValue(60)
    dialog._preparation.setValue(35)
    with qtbot.waitSignal(session.changed):
        dialog.accept()
    assert session.settings.marking == "SECRET"
    assert session.facts.settings.over_age == 60
    assert session.facts.settings.preparation == 35
    assert opened.findChild(QLabel, "strip").text() == "SECRET"


def test_unit_without_a_name_is_refused_and_nothing_changes(opened):
    opened.actions_by_name["unit"].trigger()
    dialog = opened.findChild(UnitDialog)
    dialog._unit.setText(" ")
    dialog.accept()
    assert message(opened).text() == "The unit needs a name."
    assert opened.workspace.session.settings.unit == "Test unit"


def test_help_opens_at_the_page_in_sight(opened):
    opened.actions_by_name["help"].trigger()
    dialog = opened.findChild(HelpDialog)
    assert "what needs me now" in dialog._text.toPlainText()


def test_every_topic_of_help_has_its_text():
    for name, _ in TOPICS:
        assert help_text(name).startswith("# ")


def test_rooms_are_got_ready_before_anybody_goes_there(opened, qtbot):
    opened.workspace._idle.setInterval(0)
    opened.workspace._prepare_later()
    names = {room.name for room in ROOMS}
    qtbot.waitUntil(lambda: set(opened.workspace._pages) == names, timeout=20_000)
    assert opened.workspace.room == "today"


def test_making_the_demonstration_can_be_cancelled_and_leaves_nothing(window, qtbot):
    location = QStandardPaths.StandardLocation.AppLocalDataLocation
    place = Path(QStandardPaths.writableLocation(location)) / DEMO
    place.unlink(missing_ok=True)
    window.actions_by_name["demo"].trigger()
    assert window.start._cancel.isVisible()
    with qtbot.waitSignal(window._opening.finished, timeout=60_000):
        window.start._cancel.click()
    assert window.workspace is None
    assert not place.exists()
    assert not window.start._cancel.isVisible()


def test_store_whose_history_ended_opens_at_its_last_day(window, tmp_path):
    last = date(2026, 3, 31)
    path = tmp_path / "ended.db"
    create_unit(path, Settings(as_at=last), who="test", at=NOON).close()
    window.open(path)
    assert window.workspace.session.as_at == last
    assert window._picker._field.date().toPython() == last
    assert "last day of this store" in window.workspace._banner.findChild(QLabel).text()
