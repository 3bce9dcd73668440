from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.casework.proceeding import Proceeding
from app.rules.clock import NO_RULES, limits_of
from app.store.proceeding import shipped_rules
from ui.controls.clock_words import left_words, tone_of
from ui.request.clock_list import NOTHING, ClockList, LimitLine

SCOTLAND = shipped_rules("scotland")
DAY = date(2026, 10, 15)
CUSTODY = Proceeding(
    uid="1",
    request="r",
    accused="A1",
    charge="Charge 1",
    custody="PETITION_CUSTODY",
    petition_on=date(2026, 6, 1),
    committal_on=date(2026, 6, 1),
    full_committal_on=date(2026, 6, 9),
    met=("SOLEMN_80",),
)
GIVEN = Proceeding(
    uid="2",
    request="r",
    accused="A2",
    custody="PETITION_BAIL",
    petition_on=date(2025, 11, 28),
    limit_on=date(2026, 12, 18),
    limit_source="Letter of 2 Oct 2026",
)


@pytest.fixture
def clocks(qtbot):
    made = ClockList()
    qtbot.addWidget(made)
    made.resize(420, 700)
    made.show()
    return made


def texts(clocks):
    return [label.text() for label in clocks.findChildren(QLabel)]


def test_every_limit_is_shown_with_day_time_left_source_and_state(clocks):
    clocks.show_clocks([CUSTODY, GIVEN], SCOTLAND, DAY)
    first = clocks.lines()[0]
    assert first.startswith("Governs. Trial begun, accused in custody. A1, Charge 1.")
    act = "Verified. Criminal Procedure (Amendment) (Scotland) Act 2004"
    for words in ("27 Oct 2026", "12 days left", "140 days from full committal", act):
        assert words in first
    assert len(clocks.lines()) == 9
    assert sum(line.startswith("Governs") for line in clocks.lines()) == 1


def test_what_was_given_is_marked_and_what_it_replaces_is_set_aside(clocks):
    clocks.show_clocks([GIVEN], SCOTLAND, DAY)
    lines = clocks.lines()
    assert "Day given by the prosecutor. A2. 18 Dec 2026. 64 days left" in lines[0]
    assert "Source: Letter of 2 Oct 2026" in lines[0]
    assert all("set aside" in line for line in lines[1:])
    assert "given" in texts(clocks)


def test_the_words_stand_over_the_list(clocks):
    clocks.show_clocks([CUSTODY], SCOTLAND, DAY)
    assert "Planning aid, not legal advice." in texts(clocks)
    for line in clocks.findChildren(LimitLine):
        assert "Planning aid, not legal advice." in line.toolTip()


def test_an_example_set_says_so(clocks):
    clocks.show_clocks([CUSTODY], shipped_rules("england_and_wales"), DAY)
    assert any("example: check them before use" in text for text in texts(clocks))


def test_only_one_list_is_left_after_showing_another(clocks):
    clocks.show_clocks([CUSTODY], SCOTLAND, DAY)
    clocks.show_clocks([GIVEN], SCOTLAND, DAY)
    clocks.show_limits(limits_of(GIVEN, SCOTLAND), SCOTLAND, DAY)
    assert len(clocks.lines()) == 3


def test_without_anything_it_says_so(clocks):
    clocks.show_clocks([], NO_RULES, DAY)
    assert NOTHING in texts(clocks)


def test_buttons_ask_for_the_accused_by_keyboard(clocks, qtbot):
    clocks.show_clocks([CUSTODY], SCOTLAND, DAY, None, {"PETITION_CUSTODY": "Custody"})
    assert "A1, Charge 1, Custody" in texts(clocks)
    buttons = {b.accessibleName(): b for b in clocks.findChildren(QPushButton)}
    for name, signal, value in (
        ("Edit A1", clocks.accused_wanted, CUSTODY),
        ("Remove A1", clocks.removal_wanted, CUSTODY),
        ("Add an accused", clocks.accused_wanted, None),
    ):
        with qtbot.waitSignal(signal) as wanted:
            qtbot.keyClick(buttons[name], Qt.Key.Key_Space)
        assert wanted.args == [value]


def test_a_store_for_reading_only_offers_no_change(clocks):
    clocks.set_editable(False)
    clocks.show_clocks([CUSTODY], SCOTLAND, DAY)
    assert not any(b.isEnabled() for b in clocks.findChildren(QPushButton))


@pytest.mark.parametrize(
    ("day", "words", "tone"),
    [
        ("2026-10-26", "1 day left", "bad"),
        ("2026-10-27", "today is the last day", "bad"),
        ("2026-10-28", "passed 1 day ago", "bad"),
        ("2026-10-12", "15 days left", "watch"),
        ("2026-09-01", "56 days left", ""),
    ],
)
def test_time_left_is_said_in_words_with_its_tone(day, words, tone):
    limit = next(
        one
        for one in limits_of(CUSTODY, SCOTLAND)
        if one.rule and one.rule.id == "SOLEMN_140"
    )
    on = date.fromisoformat(day)
    assert (left_words(limit, on), tone_of(limit, on)) == (words, tone)
