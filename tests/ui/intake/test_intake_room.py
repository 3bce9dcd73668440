from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QTabBar, QWidget

from ui.help import help_text
from ui.intake.page import GATE, NEW
from ui.main_window import MainWindow
from ui.style import Look, apply_look


@pytest.fixture
def opened(qapp, qtbot, unit_with_one, unit_path: Path):
    unit_with_one.close()
    apply_look(qapp, Look())
    window = MainWindow()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.open(unit_path)
    session = window.workspace.session
    if session.facts is None:
        qtbot.waitSignal(session.ready).wait()
    window.workspace.go("intake")
    yield window
    window.close_store()
    QThreadPool.globalInstance().waitForDone()


def letters(window):
    words = [action.text() for action in window.menuBar().actions()]
    for one in window.findChildren(QWidget):
        if isinstance(one, QTabBar) and one.isVisible():
            words += [one.tabText(place) for place in range(one.count())]
        elif isinstance(one, QAbstractButton | QLabel) and one.isVisible():
            words += [one.text()] if not isinstance(one, QLabel) or one.buddy() else []
    return sorted(filter(None, (QKeySequence.mnemonic(w).toString() for w in words)))


@pytest.mark.parametrize("tab", [GATE, NEW])
def test_no_letter_with_alt_means_two_things(opened, tab):
    page = opened.workspace.page()
    page.tabs.setCurrentIndex(tab)
    page.form.fields["requester"].set_text("Team 1")
    page._note_edit()
    page._another.click()  # so that the bar of drafts is there
    found = letters(opened)
    assert found == sorted(set(found))


@pytest.mark.parametrize("tab", [GATE, NEW])
def test_each_tab_has_one_primary_button(opened, tab):
    opened.workspace.page().tabs.setCurrentIndex(tab)
    found = [
        one.text()
        for one in opened.workspace.findChildren(QAbstractButton)
        if one.property("primary") == "true" and one.isVisible()
    ]
    assert len(found) == 1


def test_the_rail_counts_what_waits_and_help_is_there(opened, qtbot):
    button = opened.workspace.rail._buttons["intake"]
    assert (button.count.text(), button.isChecked()) == ("1", True)
    assert help_text("intake").startswith("# Intake")
