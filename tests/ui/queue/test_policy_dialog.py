from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QWidget

from app.casework.request import Priority, Request, Status
from app.casework.vocabulary import parse_vocabulary
from app.casework.working_time import midday
from app.errors import PolicyError, StoreError
from app.reports.priority_board import (
    PolicyBoard,
    board_in_background,
    read_priority_board,
)
from app.resource import RESOURCES
from app.rules.policy import default_policy
from app.store import reading
from app.store.event import write
from app.store.ledger import build_ledger
from app.store.request import add_request
from app.store.setting import Settings
from app.store.unit import create_unit
from ui.controls.text_table import TextRows
from ui.queue.policy_dialog import DRIFT, EARLIER, EFFECT, POINTS, PolicyDialog

TODAY = date(2026, 3, 31)
FACTORS = parse_vocabulary(
    "priority_factor",
    (RESOURCES / "vocabulary" / "priority_factor.csv").read_text("utf-8"),
)
POLICY = default_policy(FACTORS, TODAY)


def request(reference, factors, priority=Priority.ROUTINE):
    return Request(
        uid=reference,
        reference=reference,
        status=Status.ACCEPTED,
        priority=priority,
        factors=factors,
    )


@pytest.fixture
def board():
    return PolicyBoard(
        policies=(POLICY,),
        factors=FACTORS,
        requests=(
            request("DF-1", {"F_TRUST": "yes"}),
            request("DF-2", {"F_SERIOUS": "most_serious"}, Priority.STANDARD),
            request("DF-3", {}, Priority.URGENT),
        ),
        days_to_limit={},
        as_at=TODAY,
    )


@pytest.fixture
def dialog(qtbot, board):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PolicyDialog(parent, board)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    yield made
    parent.close()


def type_into(dialog, name, text):
    field = dialog.points.fields[name]
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_changed_points_are_adopted(dialog, qtbot):
    type_into(dialog, "F_TRUST/yes", "30")
    type_into(dialog, "P1", "50")
    QTest.keyClicks(dialog.points.note, "Reviewed with the prosecutor")
    with qtbot.waitSignal(dialog.wanted) as wanted:
        QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    policy = wanted.args[0]
    assert policy.factors["F_TRUST"] == {"no": 0, "yes": 30}
    assert (policy.thresholds, policy.note) == (
        (50, 24, 10),
        "Reviewed with the prosecutor",
    )


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("F_TRUST/yes", "-3", "Position of trust, yes: -3 is negative."),
        ("F_TRUST/yes", " ", "Position of trust, yes: a number is missing."),
        ("F_LIFE/yes", "lots", "Risk to life, yes: “lots” is no number."),
        ("F_LIFE/yes", "1000", "Risk to life, yes: 1000 is too many."),
        ("P2", "40", "The threshold of P1 is not above the one of P2."),
        ("ageing", "x", "Times its target: “x” is no number."),
    ],
)
def test_a_policy_that_cannot_be_is_told_where_it_is_typed(dialog, qtbot, name, text,
                                                           words):  # fmt: skip
    type_into(dialog, name, text)
    assert dialog.points.problem.text().startswith(words)
    with qtbot.assertNotEmitted(dialog.wanted):
        dialog.save_button.click()
    marked = [key for key, field in dialog.points.fields.items()
              if field.property("wrong") == "true"]  # fmt: skip
    assert marked == ["P1" if name == "P2" else name]
    type_into(dialog, name, "20")
    assert dialog.points.problem.text() == ""


def test_a_comma_is_as_good_as_a_point(dialog):
    type_into(dialog, "F_TRUST/yes", "8,5")
    assert dialog.value().factors["F_TRUST"]["yes"] == 8.5


def test_what_never_carries_points_cannot_be_typed(dialog):
    assert dialog.points.fields["F_MEDIA/yes"].isReadOnly()
    assert dialog.points.fields["F_DECLARED/without_reason"].isReadOnly()


def test_the_effect_is_shown_before_it_is_adopted(dialog):
    type_into(dialog, "F_TRUST/yes", "30")
    dialog.tabs.setCurrentIndex(EFFECT)
    effect = dialog.effect
    assert effect.sentence.text().startswith("1 of 3 open requests change")
    assert effect.changes.text_rows.rows == [
        ("DF-1", "P4 to P2", "this policy", "-", "30", "3 to 1", "+2")
    ]
    assert effect.counts.text_rows.rows[1] == ("P2 Urgent", "1", "1", "2", "+1")
    assert "Not scored, as nobody judged a factor: DF-3." in effect.kept.text()


def test_the_effect_of_what_cannot_be_says_why(dialog):
    type_into(dialog, "F_TRUST/yes", "-1")
    dialog.tabs.setCurrentIndex(EFFECT)
    assert "Position of trust" in dialog.effect.sentence.text()
    assert list(dialog.effect.changes.text_rows.rows) == []


def test_what_the_store_refuses_is_told_beside_the_points(dialog):
    dialog.tabs.setCurrentIndex(EFFECT)
    dialog.show_error(PolicyError("Somebody adopted another.", place="P3"))
    assert dialog.tabs.currentIndex() == POINTS
    assert dialog.points.problem.text() == "Somebody adopted another."
    assert dialog.points.fields["P3"].property("wrong") == "true"


def test_the_drift_is_asked_for_once_when_it_is_looked_at(dialog, qtbot, store):
    at = datetime(2026, 3, 31, 12, tzinfo=UTC)
    with write(store, who="t", why="", kind="add", at=at) as operation:
        one = replace(request("DF-1", {}), received_on=date(2025, 6, 1))
        add_request(operation, one, effective_at=midday(date(2026, 3, 2)))
    with qtbot.waitSignal(dialog.drift_wanted):
        dialog.tabs.setCurrentIndex(DRIFT)
    found = read_priority_board(store, build_ledger(store), Settings(), TODAY, 2.0)
    dialog.show_drift(found)
    drift = dialog.drift
    assert drift.table.text_rows.rows[0] == (
        *("Mar 2026", "1", "1", "0%", "0%", "0%", "100%", "0", "0.0"),
    )
    assert drift.starvation.text_rows.rows[2][:2] == (
        "P4 open longer than 2 times its target",
        "1 request",
    )
    drift.span.buttons()[1].click()
    assert drift.table.text_rows.rows[0][0] == "Jan to Mar 2026"
    assert drift.chart.chart.category_head == "Quarter"
    with qtbot.assertNotEmitted(dialog.drift_wanted):
        dialog.tabs.setCurrentIndex(EARLIER)
        dialog.tabs.setCurrentIndex(DRIFT)


def test_the_drift_is_read_in_the_background(dialog, qtbot, tmp_path):
    at = datetime(2026, 3, 31, 12, tzinfo=UTC)
    made = create_unit(tmp_path / "unit.db", Settings(), who="t", at=at)
    ledger = build_ledger(made)

    def work(progress):
        with reading(tmp_path / "unit.db") as own:
            return board_in_background(ledger, Settings(), TODAY, own, progress)

    dialog.read_drift(work)
    qtbot.waitUntil(lambda: dialog.drift.table.text_rows.rowCount() > 0)
    made.close()


def test_a_history_that_cannot_be_read_is_told(dialog, qtbot):
    def work(progress):
        raise StoreError("The history cannot be read.")

    dialog.read_drift(work)
    said = dialog.drift.words
    qtbot.waitUntil(lambda: said.text() == "The history cannot be read.")


def test_policies_so_far_are_listed_the_one_in_force_first(qtbot, board):
    second = replace(POLICY, number=2, thresholds=(50, 30, 20), note="Too many P1")
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PolicyDialog(parent, replace(board, policies=(POLICY, second)))
    assert dialog.earlier.text_rows.rows == [
        ("2, in force", "31 Mar 2026", "50, 30, 20", "Too many P1"),
        ("1", "31 Mar 2026", "40, 24, 10", "As shipped"),
    ]


def test_a_policy_cannot_be_adopted_where_nothing_may_be_written(qtbot, board):
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = PolicyDialog(parent, board, can_adopt=False)
    assert not dialog.save_button.isEnabled()


def test_a_text_table_keeps_the_rules_of_qt(qtbot):
    rows = TextRows()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(rows, mode)
    rows.show_rows(("Name", "Number"), [("a", "1"), ("b", "2")], numbers_from=1)
    rows.show_rows(("Name",), [], numbers_from=1)
