"""The access keys of Safety: each leads to one place, whichever tab is looked at."""

from collections import Counter

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.ui.conftest import TODAY
from ui.look import refresh_look
from ui.protect_dialog import ProtectDialog
from ui.safety.page import SafetyPage
from ui.session import Session

OF_THE_WINDOW = list("fevgha")
"""The menus, and the day as at which everything is shown."""


@pytest.fixture
def page(qtbot, unit):
    refresh_look()
    session = Session(unit, today=lambda: TODAY)
    page = SafetyPage(session)
    qtbot.addWidget(page)
    yield page
    page.stop_work()
    session.stop_work()
    QThreadPool.globalInstance().waitForDone()


def keys_of(*texts):
    return [text[text.index("&") + 1].casefold() for text in texts if "&" in text]


def twice(keys):
    return [key for key, count in Counter(keys).items() if count > 1]


@pytest.mark.parametrize("place", range(5))
def test_no_key_of_a_tab_is_taken_by_another_place(page, place):
    tab = page.every_tab()[place]
    titles = [page.tabs.tabText(number) for number in range(page.tabs.count())]
    said = {one.text() for one in tab.findChildren(QAbstractButton)}
    labels = {one.text() for one in tab.findChildren(QLabel) if one.buddy()}
    keys = keys_of(*titles, *said, *labels)
    allowed = ["p"] if tab is page.sharing else []  # one of the two is shown
    assert [key for key in twice(OF_THE_WINDOW + keys) if key not in allowed] == []


def test_the_steps_to_a_protected_store_have_a_key_each_and_a_plain_title(page, qtbot):
    groups = [f"AAAA{number:X}" for number in range(13)]
    dialog = ProtectDialog(page, "&Protect the store", groups, asks_new=True)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "Protect the store"
    labels = [one.text() for one in dialog.findChildren(QLabel) if one.buddy()]
    keys = keys_of(*labels, dialog.go_on.text(), dialog.back.text())
    assert len(keys) == 4
    assert twice(keys) == []
