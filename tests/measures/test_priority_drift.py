from datetime import date, datetime

import numpy as np
import pytest

from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.measures.period import Period
from app.measures.priority_drift import (
    drift,
    longest_gap,
    month_periods,
    priority_at,
    priority_on_acceptance,
    quarter_periods,
    starving,
)
from app.rules.priority_past import PriorityPast
from tests.measures.histories import S, ledger_of, on, request

AS_AT = on("2026-03-31")
MARCH = Period(on("2026-03-01"), AS_AT)


def past_of(*given):
    """Priorities given: row of the request from 1, day, 1 to 4."""
    records, days, places = zip(*given, strict=True)
    return PriorityPast(
        record=np.array(records),
        moment=np.array([midday(on(day)) for day in days]),
        priority=np.array(places, dtype=np.int8),
    )


def accepted(day, *moves, **facts):
    return request((S.ACCEPTED, on(day)), *moves, **facts)


def test_the_priority_on_acceptance_is_that_of_the_end_of_the_day_or_the_next():
    ledger = ledger_of(
        accepted("2026-03-02"), accepted("2026-03-02"), accepted("2026-03-02")
    )
    past = past_of(
        *[(1, "2026-03-01", 4), (1, "2026-03-02", 3), (1, "2026-03-03", 1)],
        (2, "2026-03-05", 2),
    )
    assert priority_on_acceptance(ledger, past).tolist() == [3, 2, 0]


def test_shares_are_of_those_whose_priority_is_known():
    ledger = ledger_of(*[accepted("2026-03-02") for _ in range(5)])
    past = past_of(*[(row, "2026-03-02", min(row, 3)) for row in range(1, 5)])
    found = drift(ledger, past, [MARCH], AS_AT)
    assert found.shares.tolist() == [[25, 25, 50, 0]]
    assert (found.accepted.tolist(), found.known.tolist()) == ([5], [4])
    assert [one.value for one in found.figures] == [25, 25, 50, 0]
    assert str(found.figures[0].coverage) == "4 of 5 records (80%)"


def test_only_later_rises_of_outstanding_requests_are_upgrades():
    ledger = ledger_of(
        accepted("2026-02-02"),  # raised once, then lowered
        accepted("2026-03-10"),  # raised on the day of acceptance alone
        accepted("2026-02-02", (S.ALLOCATED, on("2026-02-03")),
                 (S.IN_PROGRESS, on("2026-02-04")), (S.REVIEW, on("2026-02-05")),
                 (S.READY, on("2026-02-06")), (S.ISSUED, on("2026-02-07"))),
        accepted("2026-02-02"),
    )  # fmt: skip
    past = past_of(
        *[(1, "2026-02-02", 4), (1, "2026-03-03", 2), (1, "2026-03-04", 3)],
        *[(2, "2026-03-09", 4), (2, "2026-03-10", 1)],
        *[(3, "2026-02-02", 4), (3, "2026-03-05", 1)],
        *[(4, "2026-02-02", 3)],
    )
    found = drift(ledger, past, [MARCH], AS_AT)
    assert found.upgrades.tolist() == [1]
    assert found.rate.value == pytest.approx(100 / 3)


def test_periods_without_an_acceptance_have_no_share():
    found = drift(ledger_of(accepted("2026-01-05")), past_of((1, "2026-01-05", 2)),
                  month_periods(AS_AT, 3), AS_AT)  # fmt: skip
    assert found.shares[0].tolist() == [0, 100, 0, 0]
    assert np.isnan(found.shares[2]).all()
    assert found.figures[0].value is None


def test_months_and_quarters_end_with_the_day():
    day = on("2026-02-11")
    assert month_periods(day, 2) == (
        Period(on("2026-01-01"), on("2026-01-31")),
        Period(on("2026-02-01"), day),
    )
    assert quarter_periods(day, 2) == (
        Period(on("2025-10-01"), on("2025-12-31")),
        Period(on("2026-01-01"), day),
    )


def test_requests_beyond_a_multiple_of_their_target_starve():
    ledger = ledger_of(
        accepted("2025-11-01", received=on("2025-11-30")),  # 121 days
        accepted("2025-11-01", received=on("2025-12-01")),  # 120 days
        accepted("2025-11-01"),
        accepted("2025-11-01", received=on("2025-01-01")),
    )
    past = past_of(*[(row, "2025-11-01", 3) for row in (1, 2, 3)], (4, "2025-11-01", 4))
    found = starving(ledger, past, Priority.STANDARD, target=60, times=2.0, as_at=AS_AT)
    assert (found.value, found.rows.tolist()) == (1, [0])
    assert (found.coverage.used, found.coverage.scope) == (2, 3)


def test_the_longest_gap_is_between_starts_of_the_class():
    def started(day):
        moves = ((S.ALLOCATED, on(day)), (S.IN_PROGRESS, on(day)))
        return accepted("2025-02-01", *moves)

    ledger = ledger_of(started("2025-06-01"), started("2025-12-01"),
                       started("2025-09-01"), started("2026-03-01"))  # fmt: skip
    past = past_of(*[(row, "2025-02-01", 4) for row in (1, 2)],
                   (3, "2025-02-01", 1), (4, "2025-02-01", 4))  # fmt: skip
    found = longest_gap(ledger, past, Priority.ROUTINE, AS_AT)
    assert (found.value, found.unit) == (183, "days")
    assert longest_gap(ledger, past, Priority.STANDARD, AS_AT).value is None


def test_nothing_at_all_has_no_figures():
    empty = PriorityPast(record=np.zeros(0, np.int64), moment=np.zeros(0, np.int64),
                         priority=np.zeros(0, np.int8))  # fmt: skip
    found = drift(ledger_of(), empty, month_periods(AS_AT, 2), AS_AT)
    assert found.rate.value is None
    assert priority_at(ledger_of(), empty, midday(AS_AT)).tolist() == []


def test_what_was_undone_was_never_given(store):
    from datetime import UTC

    from app.conduct.amend import undo
    from app.conduct.priority import rank
    from app.store.event import write
    from app.store.ledger import build_ledger
    from app.store.priority_past import read_priority_past
    from app.store.request import add_request

    at = datetime(2026, 3, 31, 12, tzinfo=UTC)
    with write(store, who="t", why="", kind="add", at=at) as operation:
        uid = add_request(
            operation,
            Request(uid="", reference="DF-1", status=Status.ACCEPTED,
                    priority=Priority.ROUTINE),
            effective_at=midday(date(2026, 3, 2)),
        )  # fmt: skip
    by = {"who": "t", "at": at, "on": date(2026, 3, 5)}
    operation = rank(store, uid, {"F_LIFE": "yes"}, **by)
    ledger = build_ledger(store)
    found = drift(ledger, read_priority_past(store), [MARCH], AS_AT)
    assert (found.upgrades.tolist(), found.shares.tolist()) == ([1], [[0, 0, 0, 100]])
    undo(store, operation, who="t", at=at)
    after = read_priority_past(store)
    assert after.priority.tolist() == [4]
    assert drift(ledger, after, [MARCH], AS_AT).upgrades.tolist() == [0]
