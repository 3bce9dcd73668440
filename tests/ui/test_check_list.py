"""Lists to tick, and names to choose or type."""

from PySide6.QtCore import Qt

from ui.controls.check_list import CheckList
from ui.controls.name_box import NameBox

TERMS = [("A", "First"), ("B", "Second"), ("C", "Third")]


def test_space_ticks_a_code_and_the_codes_come_in_the_order_shown(qapp, qtbot):
    made = CheckList(TERMS, ("C",))
    qtbot.addWidget(made)
    made.show()
    made.setCurrentRow(0)
    with qtbot.waitSignal(made.ticked):
        qtbot.keyClick(made, Qt.Key.Key_Space)
    assert made.codes() == ("A", "C")


def test_a_code_that_is_not_offered_any_more_is_kept(qapp, qtbot):
    made = CheckList(TERMS, ("OLD", "B"))
    qtbot.addWidget(made)
    assert set(made.codes()) == {"OLD", "B"}
    made.tick("A")
    assert made.codes() == ("A",)


def test_names_are_found_by_any_part_and_any_text_is_taken(qapp, qtbot):
    made = NameBox(["Provider A", "Somebody"], "Who")
    qtbot.addWidget(made)
    assert made.text() == ""
    with qtbot.waitSignal(made.textChanged):
        qtbot.keyClicks(made.lineEdit(), "BODY")
    completer = made.completer()
    completer.setCompletionPrefix("BODY")
    assert completer.currentCompletion() == "Somebody"
    assert made.text() == "BODY"
