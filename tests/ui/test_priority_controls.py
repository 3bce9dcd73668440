from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.casework.request import Priority
from app.casework.vocabulary import parse_vocabulary
from app.resource import RESOURCES
from app.rules.policy import default_policy
from app.rules.priority import Override, score_of
from ui.controls.factor_form import FactorForm
from ui.controls.score_list import ScoreList

FACTORS = parse_vocabulary(
    "priority_factor",
    (RESOURCES / "vocabulary" / "priority_factor.csv").read_text("utf-8"),
)
POLICY = default_policy(FACTORS, date(2026, 3, 31))


@pytest.fixture
def scores(qtbot):
    made = ScoreList()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def form(qtbot):
    made = FactorForm(POLICY, FACTORS)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_score_is_told_line_by_line(scores):
    scores.show_score(score_of(POLICY, {"F_CHILD": "access", "F_AGE": "31_to_90"}))
    assert scores.text() == (
        "Child at risk access: 15; Age of request 31 to 90 days: 2; total 17."
        " 17 points lead to P3 Standard (P1 from 40, P2 from 24, P3 from 10)."
        " 2 of 14 factors known, under policy 1."
        " Not known: Risk to life; Suspect risk band; Custody status;"
        " Days to governing limit; Offence seriousness; Evidential importance;"
        " Victim device held; Vulnerability of victim; Repeat or linked suspect;"
        " Position of trust; Media interest; Urgency declared by requester."
    )


def test_an_override_is_shown_with_reason_and_last_day(scores):
    override = Override(
        priority=Priority.URGENT, reason="Court or prosecutor", until=date(2026, 4, 14)
    )
    scores.show_score(score_of(POLICY, {}), override)
    assert "Set to P2 Urgent until 14 Apr 2026: court or prosecutor." in scores.text()
    scores.show_score(score_of(POLICY, {}))
    assert "Set to" not in scores.text()


def test_points_that_changed_since_the_ranking_are_told(scores):
    score = score_of(POLICY, {"F_TRUST": "yes"})
    scores.show_score(score, recorded=5.0)
    assert "It had 5 points when it was ranked" in scores.text()
    scores.show_score(score, recorded=8.0)
    assert "when it was ranked" not in scores.text()


def test_a_score_is_drawn_in_whatever_room_there_is(scores):
    scores.show_score(score_of(POLICY, dict.fromkeys(POLICY.factors, "yes")))
    for width in (150, 300, 900):
        scores.resize(width, 400)
        assert not scores.grab().isNull()


def test_factors_are_judged_by_keyboard(form, qtbot):
    life = form.choices["F_LIFE"].buttons()[0]
    life.setFocus()
    with qtbot.waitSignal(form.changed):
        QTest.keyClick(life, Qt.Key.Key_Right)
    QTest.keyClick(form.choices["F_LIFE"].buttons()[1], Qt.Key.Key_Right)
    assert form.values() == {"F_LIFE": "yes"}
    assert form.score().priority is Priority.IMMEDIATE
    assert "40 points lead to P1" in form.score_list.text()


def test_the_form_shows_what_was_judged_and_adds_the_facts(form):
    judged = {"F_TRUST": "yes", "F_EVIDENCE": "sole"}
    form.show_values(judged, {"F_CUSTODY": "custody"})
    assert form.values() == judged
    assert form.score().total == 8 + 10 + 12
    form.show_values({}, {})
    assert (form.values(), form.score().total) == ({}, 0)


def test_only_what_is_judged_is_asked_and_each_has_its_guidance(form):
    assert "F_SUSPECT" not in form.choices
    assert len(form.choices) == 8
    button = form.choices["F_MEDIA"].buttons()[0]
    assert button.toolTip() == "Recorded so that it is seen; carries no points."
