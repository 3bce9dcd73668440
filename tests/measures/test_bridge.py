"""The backlog bridge reconciles to zero whatever happened."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import AppError
from app.measures.backlog import Backlog, open_requests
from app.measures.bridge import backlog_bridge
from tests.measures.histories import DAY, START, S, ledger_of, ledgers, on, request

JANUARY, FEBRUARY, MARCH = on("2024-01-31"), on("2024-02-29"), on("2024-03-31")


def bridge_of(*requests, first=JANUARY, last=FEBRUARY):
    return backlog_bridge(ledger_of(*requests), first, last)


def values(bridge):
    return [
        int(each.value)
        for each in (bridge.opening, *bridge.entries, *bridge.exits, bridge.closing)
    ]


def test_a_month_worked_by_hand():
    """2 open, 3 accepted, 1 reopened; 1 issued, 1 withdrawn, 1 rejected, 1 back: 2."""
    accepted_in_january = (S.ACCEPTED, on("2024-01-10"))
    bridge = bridge_of(
        request(accepted_in_january, (S.ISSUED, on("2024-02-05"))),
        request(accepted_in_january, (S.WITHDRAWN, on("2024-02-06"))),
        request((S.SUBMITTED, JANUARY), (S.ACCEPTED, on("2024-02-01"))),
        request((S.ACCEPTED, on("2024-02-02")), (S.REJECTED, on("2024-02-29"))),
        request((S.ACCEPTED, on("2024-02-02")), (S.ASSESSING, on("2024-02-03"))),
        request(
            accepted_in_january,
            (S.ISSUED, on("2024-01-20")),
            (S.IN_PROGRESS, on("2024-02-10")),
        ),
        request(accepted_in_january, (S.ISSUED, JANUARY), (S.CLOSED, FEBRUARY)),
    )
    assert values(bridge) == [2, 3, 1, 1, 1, 1, 1, 0, 2]
    assert bridge.reconciles


def test_an_addendum_counts_as_reopened_and_as_issued_again():
    addendum = request(
        (S.ACCEPTED, on("2024-01-02")),
        (S.ISSUED, on("2024-02-02")),
        (S.IN_PROGRESS, on("2024-02-12")),
        (S.ISSUED, on("2024-02-22")),
    )
    bridge = bridge_of(addendum)
    assert bridge.opening.value == 1
    assert bridge.reopened.value == 1
    assert bridge.issued.value == 2
    assert bridge.issued.rows.tolist() == [0, 0]
    assert bridge.closing.value == 0
    assert bridge.reconciles


def test_a_request_reopened_after_closure_or_scoped_anew_is_not_accepted_twice():
    bridge = bridge_of(
        request(
            (S.ACCEPTED, on("2024-01-02")),
            (S.ISSUED, on("2024-01-12")),
            (S.CLOSED, on("2024-01-13")),
            (S.ASSESSING, on("2024-02-01")),
            (S.ACCEPTED, on("2024-02-03")),
        ),
        request(
            (S.ACCEPTED, on("2024-02-01")),
            (S.ASSESSING, on("2024-02-02")),
            (S.ACCEPTED, on("2024-02-03")),
        ),
    )
    assert values(bridge) == [0, 1, 2, 0, 0, 0, 1, 0, 2]


def test_the_first_day_belongs_to_the_opening_and_the_last_to_the_bridge():
    on_first = request((S.ACCEPTED, JANUARY))
    on_last = request((S.ACCEPTED, FEBRUARY))
    after = request((S.ACCEPTED, on("2024-03-01")))
    bridge = bridge_of(on_first, on_last, after)
    assert values(bridge) == [1, 1, 0, 0, 0, 0, 0, 0, 2]


def test_a_bridge_over_no_days_is_all_opening():
    bridge = bridge_of(request((S.ACCEPTED, JANUARY)), last=JANUARY)
    assert values(bridge) == [1, 0, 0, 0, 0, 0, 0, 0, 1]


def test_a_bridge_that_ends_before_it_begins_is_refused():
    with pytest.raises(AppError, match="ends before it begins"):
        bridge_of(first=FEBRUARY, last=JANUARY)


@given(ledgers(), st.integers(0, 500), st.integers(0, 500))
def test_every_legal_history_reconciles_to_zero(found, start, length):
    ledger, _ = found
    first, last = START + start * DAY, START + (start + length) * DAY
    bridge = backlog_bridge(ledger, first, last)
    assert bridge.difference == 0
    assert bridge.reconciles
    assert bridge.closing.value == open_requests(ledger, Backlog.B3, last).value


@given(ledgers())
def test_the_months_of_a_quarter_add_up_to_the_quarter(found):
    ledger, _ = found
    ends = [on("2023-12-31"), JANUARY, FEBRUARY, MARCH]
    quarter = values(backlog_bridge(ledger, ends[0], ends[-1]))
    months = [values(backlog_bridge(ledger, *pair)) for pair in pairwise(ends)]
    assert [sum(column) for column in zip(*months, strict=True)][1:-1] == quarter[1:-1]


def naive_bridge(histories, first, last):
    """Walk through every history move by move and class each crossing."""
    inside = Backlog.B3.statuses
    counts = dict.fromkeys(("accepted", "reopened"), 0)
    counts |= dict.fromkeys(
        (S.ISSUED, S.WITHDRAWN, S.REJECTED, S.ASSESSING, S.CLOSED), 0
    )
    for moves in histories:
        been, before = False, None
        for status, day in moves:
            if status in inside and before not in inside:
                counts["reopened" if been else "accepted"] += first < day <= last
                been = True
            if status not in inside and before in inside:
                counts[status] += first < day <= last
            before = status
    return list(counts.values())


@given(ledgers(), st.integers(0, 300), st.integers(0, 300))
def test_every_crossing_is_classed_as_a_walk_through_the_history_does(
    found, start, length
):
    ledger, histories = found
    first, last = START + start * DAY, START + (start + length) * DAY
    bridge = backlog_bridge(ledger, first, last)
    assert values(bridge)[1:-1] == naive_bridge(histories, first, last)
