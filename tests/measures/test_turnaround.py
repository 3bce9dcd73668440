"""Gross turnaround of what was issued in a period."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.measures.turnaround import (
    turnaround,
    turnaround_by_priority,
    turnaround_by_type,
)
from tests.measures.histories import DAY, S, ledger_of, on, request

FIRST, LAST = on("2024-03-01"), on("2024-03-31")


def issued(day, taken, **facts):
    received = None if taken is None else day - taken * DAY
    return request(
        (S.ACCEPTED, FIRST - 500 * DAY), (S.ISSUED, day), received=received, **facts
    )


def values(found):
    return [figure.value for figure in found.figures]


def test_median_percentiles_and_longest_worked_by_hand():
    """Of 10, 20, ... 110 days: the 6th, the 9th and the 10th in order, and the last."""
    ledger = ledger_of(*(issued(LAST, days) for days in range(110, 0, -10)))
    found = turnaround(ledger, FIRST, LAST)
    assert values(found) == [60, 90, 100, 110]
    assert found.longest.rows.tolist() == [0]
    assert found.p80.label == "Turnaround, 80th percentile"
    assert "80th percentile value" in found.p80.definition


def test_only_first_issues_within_the_period_count():
    before, after = issued(FIRST - DAY, 5), issued(LAST + DAY, 5)
    addendum = request(
        (S.ACCEPTED, FIRST - 90 * DAY),
        (S.ISSUED, FIRST - DAY),
        (S.IN_PROGRESS, FIRST),
        (S.ISSUED, LAST),
        received=FIRST - 60 * DAY,
    )
    found = turnaround(ledger_of(before, after, addendum), FIRST, LAST)
    assert values(found) == [None] * 4
    assert found.median.coverage.scope == 0


def test_requests_never_received_or_received_after_the_issue_cannot_be_used():
    ledger = ledger_of(issued(LAST, None), issued(LAST, -3), issued(LAST, 0))
    found = turnaround(ledger, FIRST, LAST)
    assert values(found) == [0, 0, 0, 0]
    assert str(found.median.coverage).startswith("1 of 3")


def test_turnaround_by_priority_and_by_type():
    ledger = ledger_of(
        issued(LAST, 3, priority=1, type="MOB"),
        issued(LAST, 9, priority=1, type="PC"),
        issued(LAST, 40),
    )
    by_priority = turnaround_by_priority(ledger, FIRST, LAST)
    medians = {label: found.median.value for label, found in by_priority.items()}
    assert medians == {"P1": 6, "P2": None, "P3": None, "P4": None, "Not decided": 40}
    by_type = turnaround_by_type(ledger, FIRST, LAST)
    medians = {code: found.median.value for code, found in by_type.items()}
    assert medians == {"MOB": 3, "PC": 9, "Not recorded": 40}
    assert by_type["PC"].median.label == "Turnaround, PC, median"


def test_days_are_counted_by_the_calendar_over_leap_day_and_clock_change():
    ledger = ledger_of(issued(LAST, (LAST - on("2024-02-28")).days))
    assert turnaround(ledger, FIRST, LAST).median.value == 32


@given(st.lists(st.integers(0, 900), min_size=1, max_size=30))
def test_turnaround_agrees_with_percentiles_by_hand(found):
    ledger = ledger_of(*(issued(LAST, days) for days in found))
    ranks = np.array([0.5, 0.8, 0.9, 1.0]) * (len(found) - 1)
    expected = np.interp(ranks, range(len(found)), sorted(found))
    assert values(turnaround(ledger, FIRST, LAST)) == pytest.approx(expected.tolist())


def test_each_figure_of_turnaround_says_which_it_is():
    found = turnaround(ledger_of(issued(LAST, 5)), FIRST, LAST)
    names = ["median", "80th percentile", "90th percentile", "longest"]
    assert [figure.label for figure in found.figures] == [
        f"Turnaround, {name}" for name in names
    ]
    for figure, name in zip(found.figures, names, strict=True):
        assert name.split()[0] in figure.definition
        assert figure.unit == "days"


def test_each_priority_and_type_is_named_and_of_its_own_requests():
    ledger = ledger_of(
        issued(LAST, 3, priority=2, type="MOB"), issued(LAST, 9, priority=3, type="MOB")
    )
    by_priority = turnaround_by_priority(ledger, FIRST, LAST)
    assert by_priority["P2"].median.label == "Turnaround, P2, median"
    assert by_priority["P2"].median.rows.tolist() == [0]
    assert by_priority["P3"].median.coverage.scope == 1
    assert by_priority["P3"].median.as_at == LAST
    by_type = turnaround_by_type(ledger, FIRST, LAST)
    assert by_type["MOB"].median.label == "Turnaround, MOB, median"
    assert by_type["MOB"].median.rows.tolist() == [0, 1]
