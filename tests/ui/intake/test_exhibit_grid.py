import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from app.store.vocabulary import shipped_vocabularies
from ui.controls.code_box import place_of
from ui.intake.exhibit_grid import ExhibitGrid
from ui.intake.exhibit_rows import KEPT
from ui.intake.reading import read_form, read_size
from ui.intake.spec import COLUMNS

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
WORDS = {each.name: each for each in shipped_vocabularies()}
SALT = "salt"


@pytest.fixture
def grid(qtbot):
    grid = ExhibitGrid()
    qtbot.addWidget(grid)
    QAbstractItemModelTester(grid.rows)
    grid.rows.offer({name: each.terms for name, each in WORDS.items()})
    with qtbot.waitExposed(grid):
        grid.show()
    grid.activateWindow()
    grid.setFocus()
    return grid


def press(qtbot, key, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget(), key, modifier)


def cells(grid):
    return [row[:3] for row in grid.rows.rows()]


def read(grid):
    return read_form({}, grid.rows.rows(), (), words=WORDS, salt=SALT)


def test_cells_are_typed_and_enter_goes_on(grid, qtbot):
    for column, text in enumerate(("AB/1", "Tab", "Vi")):
        for letter in text:  # the first one opens the cell
            qtbot.keyClicks(QApplication.focusWidget(), letter)
        press(qtbot, K.Key_Return)
        qtbot.waitUntil(lambda at=column + 1: grid.currentIndex().column() == at)
    assert cells(grid) == [["AB/1", "TABLET", "VICTIM"]]


def test_ctrl_enter_begins_a_row_and_delete_removes_it(grid, qtbot):
    grid.rows.paste("AB/1\tTablet", 0, 0)
    press(qtbot, K.Key_Return, CTRL)
    assert (grid.currentIndex().row(), grid.rows.rowCount()) == (1, 2)
    press(qtbot, K.Key_Delete)
    assert cells(grid) == [["AB/1", "TABLET", ""]]
    press(qtbot, K.Key_Delete, CTRL)
    assert cells(grid) == [["", "", ""]]


def test_delete_empties_a_cell_and_leaves_its_row(grid, qtbot):
    grid.rows.paste("AB/1\tTablet", 0, 0)
    grid.go_to(0, 1)
    press(qtbot, K.Key_Delete)
    assert cells(grid) == [["AB/1", "", ""]]
    grid.selectRow(0)
    press(qtbot, K.Key_Delete)
    assert cells(grid) == [["", "", ""]]


def test_ctrl_enter_in_a_cell_keeps_it_and_begins_a_row(grid, qtbot):
    for key in ("A", "B"):
        qtbot.keyClicks(QApplication.focusWidget(), key)
    press(qtbot, K.Key_Return, CTRL)
    assert cells(grid) == [["AB", "", ""], ["", "", ""]]
    assert grid.currentIndex().row() == 1


@pytest.mark.parametrize(
    ("typed", "current", "place"),
    [
        ("level 2", 0, 2),
        ("l", 0, 1),
        ("ll", 1, 2),
        ("pet", 0, 3),
        ("cust", 0, 3),
        ("x", 0, None),
    ],
)
def test_a_label_is_found_by_its_first_letters_or_those_of_its_words(
    typed, current, place
):
    texts = ["Choose…", "Level 1", "Level 2", "Custody, petition"]
    assert place_of(typed, texts, current) == place


def test_tab_at_the_end_of_a_row_begins_another_and_leaves_a_blank_one(grid, qtbot):
    grid.rows.paste("AB/1\tTablet", 0, 0)
    grid.go_to(0, len(COLUMNS) - 1)
    press(qtbot, K.Key_Tab)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (1, 0)
    assert not grid._step(1)


def test_rows_are_pasted_from_a_spreadsheet(grid, qtbot):
    text = (
        "AB/1\tsmartphone\tsuspect or accused\tOPEN\t64\r\nAB/2\tlaptop\t\t\t1 TB\r\n"
    )
    QApplication.clipboard().setText(text)
    press(qtbot, K.Key_V, CTRL)
    first, second = read(grid).intake.exhibits
    assert (first.type, first.owner_role, first.size) == ("PHONE_SMART", "SUSPECT", 64)
    assert (second.type, second.size) == ("LAPTOP", 1000)


def test_a_row_too_wide_is_cut_and_what_is_not_in_a_list_is_told(grid):
    grid.rows.paste("\t".join(["AB/1", "Teapot", *["x"] * 40]), 0, 0)
    said = [fault.message for fault in read(grid).faults]
    assert said[0] == "Exhibit 1: “Teapot” is not in the list of types."
    assert any("“x” is no size" in message for message in said)


@pytest.mark.parametrize(
    ("text", "size"),
    [("64", 64), ("1,5 TB", 1500), ("500 MB", 0.5), ("2 000", 2000), ("big", None),
     ("1.2.3", None), ("", None), ("-1", None)],
)  # fmt: skip
def test_sizes_are_read_in_gigabytes(text, size):
    assert read_size(text) == size


def test_an_identifier_kept_as_a_hash_stays_until_another_is_typed(grid):
    grid.rows.paste("AB/1\tTablet\t\t\t\t\t3520 99", 0, 0)
    kept = grid.rows.kept_rows(SALT)
    before = read(grid).intake.exhibits[0].identifier
    grid.rows.show_rows(kept)
    assert grid.rows.index(0, 6).data() == KEPT
    assert read(grid).intake.exhibits[0].identifier == before
    grid.rows.setData(grid.rows.index(0, 6), "")
    assert read(grid).intake.exhibits[0].identifier == before
    grid.rows.setData(grid.rows.index(0, 6), "777")
    assert read(grid).intake.exhibits[0].identifier != before
