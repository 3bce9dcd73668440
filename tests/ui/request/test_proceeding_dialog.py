from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.casework.proceeding import Proceeding, next_accused
from app.store.proceeding import shipped_rules
from ui.controls.proceeding_dialog import ProceedingDialog

SCOTLAND = shipped_rules("scotland")
TODAY = date(2026, 10, 15)
CUSTODY = [("PETITION_CUSTODY", "Custody, petition"), ("PETITION_BAIL", "Bail")]
KNOWN = Proceeding(
    uid="p1",
    version=4,
    request="r",
    accused="A1",
    custody="PETITION_CUSTODY",
    petition_on=date(2026, 6, 1),
    full_committal_on=date(2026, 6, 9),
    met=("OLD_RULE", "SOLEMN_80"),
)


@pytest.fixture
def dialog(qtbot):
    """Make a form for what is known; it is shown on a window of its own."""
    window = QWidget()
    qtbot.addWidget(window)

    def make(proceeding=KNOWN):
        made = ProceedingDialog(window, proceeding, SCOTLAND, CUSTODY, TODAY)
        made.show()
        return made

    return make


def saved(dialog, qtbot):
    with qtbot.waitSignal(dialog.wanted) as wanted:
        qtbot.keyClick(dialog.accused, Qt.Key.Key_Return)
    return wanted.args[0]


def test_what_is_known_comes_back_as_it_was(dialog, qtbot):
    assert saved(dialog(), qtbot) == KNOWN


def test_the_access_key_of_a_day_leads_to_it(dialog, qtbot):
    made = dialog()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    qtbot.keyClick(made, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    assert made.days["committal_on"].box.hasFocus()


def test_a_new_accused_is_typed_by_keyboard(dialog, qtbot):
    made = dialog(Proceeding(request="r", accused=next_accused([KNOWN])))
    qtbot.keyClicks(made.charge, "Charge 2")
    made.custody.setFocus()
    qtbot.keyClicks(made.custody, "Bail")
    petition = made.days["petition_on"]
    qtbot.keyClick(petition.box, Qt.Key.Key_Space)
    petition.edit.lineEdit().selectAll()
    qtbot.keyClicks(petition.edit, "30112025")
    petition.edit.interpretText()
    assert saved(made, qtbot) == Proceeding(
        request="r",
        accused="A2",
        charge="Charge 2",
        custody="PETITION_BAIL",
        petition_on=date(2025, 11, 30),
    )


def test_what_would_govern_is_said_while_it_is_typed(dialog, qtbot):
    made = dialog()
    assert (
        "Governs: Trial begun, accused in custody, 27 Oct 2026" in made.follows.text()
    )
    qtbot.keyClick(made.days["ended_on"].box, Qt.Key.Key_Space)
    assert "No limit runs" in made.follows.text()
    assert "Planning aid, not legal advice." in made.follows.text()


def test_steps_are_those_of_the_limits_that_run(dialog, qtbot):
    made = dialog()
    shown = {rule for rule, box in made.steps.boxes.items() if not box.isHidden()}
    assert shown == {
        "SOLEMN_80",
        "SOLEMN_110",
        "SOLEMN_140",
        "SOLEMN_11M",
        "SOLEMN_12M",
    }
    qtbot.keyClick(made.steps.boxes["SOLEMN_110"], Qt.Key.Key_Space)
    assert saved(made, qtbot).met == ("OLD_RULE", "SOLEMN_110", "SOLEMN_80")


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"accused": "x"}, "accused", "needs a reference"),
        ({"full_committal_on": KNOWN.petition_on - timedelta(days=1)},
         "full_committal_on", "comes before the first appearance on petition"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_its_field(dialog, qtbot, change, place, words):
    made = dialog(replace(KNOWN, full_committal_on=None))
    if place == "accused":
        made.accused.clear()
    else:
        day = change[place]
        made.days[place].box.setChecked(True)
        made.days[place].edit.setDate(day)
    qtbot.keyClick(made.charge, Qt.Key.Key_Return)
    assert words in made.problems()[0]
    assert made._problems[place].text() == made.problems()[0]
    assert made.isVisible()


def test_every_field_has_a_name_for_a_screen_reader(dialog):
    made = dialog()
    for day in made.days.values():
        assert day.box.accessibleName()
        assert day.edit.accessibleName().startswith("Day of ")
