from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.controls.day_field import DayField, typed_day
from ui.people.skill_grid import read_day

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "text", ["21 Nov 2026", "21 november 26", "21/11/2026", "21.11.26", "21112026"]
)
def test_a_day_may_be_typed_in_any_of_the_usual_ways(text):
    assert typed_day(text) == DAY


@pytest.mark.parametrize("text", ["", "31/02/2026", "1112026", "12 Nox 2026", "soon"])
def test_what_is_no_day_is_none(text):
    assert typed_day(text) is None


@pytest.fixture
def field(qtbot):
    made = DayField(DAY)
    qtbot.addWidget(made)
    made.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("typed", ["31102025", "31/10/2025", "31 oct 2025"])
def test_typing_takes_the_place_of_the_whole_day(field, typed):
    field.lineEdit().selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.date() == QDate(2025, 10, 31)
    assert field.text() == "31 Oct 2025"


@pytest.mark.parametrize(
    "keys",
    [
        [(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)],
        [
            (Qt.Key.Key_End, Qt.KeyboardModifier.NoModifier),
            (Qt.Key.Key_Home, Qt.KeyboardModifier.ShiftModifier),
        ],
    ],
)
def test_a_day_selected_by_keys_is_typed_over(field, keys):
    for key, modifier in keys:
        QTest.keyClick(field, key, modifier)
    QTest.keyClicks(field, "31/10/2025")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.date() == QDate(2025, 10, 31)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab])
def test_tab_takes_what_was_typed_and_leaves_the_day(qtbot, key):
    window = QWidget()
    layout = QVBoxLayout(window)
    before, field, after = QLineEdit(), DayField(DAY), QLineEdit()
    for part in (before, field, after):
        layout.addWidget(part)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    QTest.keyClicks(field, "7/10/2026")
    QTest.keyClick(field, key)
    assert (after if key == Qt.Key.Key_Tab else before).hasFocus()
    assert field.text() == "7 Oct 2026"


def test_up_and_down_go_by_days(field):
    QTest.keyClick(field, Qt.Key.Key_End)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert field.text() == "22 Nov 2026"
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert field.text() == "21 Nov 2026"


def test_a_day_in_september_is_written_as_elsewhere(field):
    field.setDate(QDate(2026, 9, 30))
    assert field.text() == "30 Sep 2026"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31/02/2026", "“31/02/2026” is no day; 21 Nov 2026 was kept."),
        ("22/11/2026", "“22/11/2026” is a day that cannot be chosen here"),
        ("soon", "“soon” is no day"),
    ],
)
def test_what_is_no_day_that_may_be_chosen_is_refused_and_said(
    field, qtbot, typed, why
):
    field.setMaximumDate(QDate(2026, 11, 21))
    field.lineEdit().selectAll()
    QTest.keyClicks(field, typed)
    with qtbot.waitSignal(field.refused) as refused:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert refused.args[0].startswith(why)
    assert field.text() == "21 Nov 2026"


@pytest.mark.parametrize("text", ["21/11/2026", "21 Nov 2026", "2026-11-21"])
def test_the_last_day_of_a_skill_is_typed_in_the_same_ways(text):
    assert read_day(text, "Mobile level 1") == DAY
