"""Tables of choices and of rows keep Qt's rules and say what they show."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox

from ui.data.choice_table import EDIT, ChoiceTable, ChoiceView, Line
from ui.data.row_table import SPOKEN, RowTable, RowView

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
CHOICES = (("", "not in the file"), ("a", "Column A"), ("b", "Column B"))


def lines(chosen=""):
    return [
        Line(key="one", cells=("Reference", 7), choices=CHOICES, chosen=chosen),
        Line(key="two", cells=("Received", 9), choices=CHOICES[:1]),
    ]


def test_table_of_choices_keeps_qts_rules_for_models(qtbot):
    table = ChoiceTable(("Field", "Rows", "Column", "Note"), 2)
    QAbstractItemModelTester(table, FATAL)
    table.show_lines(lines())
    table.show_lines(lines("a"))
    table.show_lines([])


def test_a_choice_is_told_once_and_only_if_it_is_one_of_the_choices(qtbot):
    table = ChoiceTable(("Field", "Rows", "Column", "Note"), 2)
    table.show_lines(lines())
    told = []
    table.chosen.connect(lambda key, code: told.append((key, code)))
    index = table.index(0, 2)
    assert table.setData(index, "b", EDIT)
    assert table.setData(index, "b", EDIT)
    assert not table.setData(index, "c", EDIT)
    assert told == [("one", "b")]


def test_where_there_is_one_choice_nothing_can_be_chosen(qtbot):
    table = ChoiceTable(("Field", "Rows", "Column", "Note"), 2)
    table.show_lines(lines())
    editable = Qt.ItemFlag.ItemIsEditable
    assert table.flags(table.index(0, 2)) & editable
    assert not table.flags(table.index(1, 2)) & editable


def test_enter_opens_the_choice_of_the_line_and_takes_it(qtbot):
    table = ChoiceTable(("Field", "Rows", "Column", "Note"), 2)
    table.show_lines(lines())
    view = ChoiceView(table, "Columns")
    qtbot.addWidget(view)
    with qtbot.waitExposed(view):
        view.show()
    view.selectRow(0)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    field = view.findChild(QComboBox)
    qtbot.keyClick(field.view(), Qt.Key.Key_Down)
    with qtbot.waitSignal(table.chosen) as told:
        qtbot.keyClick(field.view(), Qt.Key.Key_Return)
    assert told.args == ["one", "a"]


def test_a_line_is_read_out_whole(qtbot):
    table = ChoiceTable(("Field", "Rows", "Column", "Note"), 2)
    table.show_lines(lines("a"))
    assert table.index(0, 0).data(SPOKEN) == "Reference, 7, Column A"


def test_table_of_rows_keeps_qts_rules_for_models(qtbot):
    table = RowTable(("Line", "Cell"))
    QAbstractItemModelTester(table, FATAL)
    table.show_rows([(10, "b"), (9, "a")])
    table.sort(0)
    table.show_rows([])


def test_numbers_sort_as_numbers_and_the_order_is_kept(qtbot):
    table = RowTable(("Line", "Cell"))
    table.show_rows([(10, "b"), (9, "C")])
    table.sort(0)
    assert table.row_at(0) == (9, "C")
    table.show_rows([(12, "a"), (11, "d")])
    assert table.row_at(0) == (11, "d")


def test_selected_rows_are_copied_with_tabs(qtbot):
    table = RowTable(("Line", "Cell"))
    view = RowView(table, "Rows")
    qtbot.addWidget(view)
    table.show_rows([(9, "=1+1"), (10, "b")])
    view.selectRow(0)
    assert view.selected_text() == "9\t'=1+1"
