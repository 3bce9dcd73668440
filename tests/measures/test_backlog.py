"""Backlog by status set: by hand, by pencil count, and by SQL."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.casework.working_time import end_of_day, midday
from app.measures.backlog import (
    Backlog,
    backlog_at,
    data_backlog,
    exhibits_at,
    exhibits_waiting_at,
    open_exhibits,
    open_requests,
    waiting_at,
    weekly_backlog,
    weekly_exhibits,
)
from app.store import create_store
from app.store.event import Step, write
from app.store.ledger import build_ledger, extend_ledger
from tests.measures.histories import (
    DAY,
    START,
    S,
    ledger_of,
    ledgers,
    naive_open,
    on,
    request,
)

# 1 waits for assessment from 4 March. 2 comes back for information from 8 March.
# 3 is accepted on 5 March, started on 12 March, issued on 2 April.
# 4 is accepted on 6 March, put on hold on 7 March, withdrawn on 20 March.
SMALL = ledger_of(
    request((S.SUBMITTED, on("2024-03-04"))),
    request(
        (S.SUBMITTED, on("2024-03-04")),
        (S.ASSESSING, on("2024-03-06")),
        (S.RETURNED, on("2024-03-08")),
    ),
    request(
        (S.SUBMITTED, on("2024-03-01")),
        (S.ACCEPTED, on("2024-03-05")),
        (S.IN_PROGRESS, on("2024-03-12")),
        (S.REVIEW, on("2024-03-30")),
        (S.ISSUED, on("2024-04-02")),
        exhibits=((on("2024-03-20"), 64.0), (None, 500.0), (None, np.nan)),
    ),
    request(
        (S.ACCEPTED, on("2024-03-06")),
        (S.ON_HOLD, on("2024-03-07")),
        (S.WITHDRAWN, on("2024-03-20")),
        exhibits=((None, 8.0),),
    ),
)


@pytest.mark.parametrize(
    ("day", "b1", "returned", "b2", "b3"),
    [
        ("2024-02-29", 0, 0, 0, 0),
        ("2024-03-01", 1, 0, 0, 0),
        ("2024-03-04", 3, 0, 0, 0),
        ("2024-03-06", 2, 0, 2, 2),
        ("2024-03-07", 2, 0, 1, 2),
        ("2024-03-08", 1, 1, 1, 2),
        ("2024-03-12", 1, 1, 0, 2),
        ("2024-03-20", 1, 1, 0, 1),
        ("2024-04-02", 1, 1, 0, 0),
    ],
)
def test_each_definition_counts_its_statuses_at_the_end_of_the_day(
    day, b1, returned, b2, b3
):
    counts = [open_requests(SMALL, each, on(day)).value for each in Backlog]
    assert counts == [b1, returned, b2, b3]


def test_a_figure_says_what_it_counts_and_which_requests_these_are():
    figure = open_requests(SMALL, Backlog.B3, on("2024-03-10"))
    assert (figure.measure, figure.unit) == ("M01", "requests")
    assert figure.label == "Outstanding (B3)"
    assert "result not issued" in figure.definition
    assert figure.rows.tolist() == [2, 3]
    assert figure.as_at == on("2024-03-10")


def test_an_exhibit_is_open_until_it_is_finished_or_its_request_leaves():
    days = ["2024-03-04", "2024-03-10", "2024-03-19", "2024-03-20", "2024-04-02"]
    found = [open_exhibits(SMALL, on(day)).value for day in days]
    assert found == [0, 4, 4, 2, 0]
    moments = np.array([end_of_day(on(day)) for day in days])
    assert exhibits_at(SMALL, moments).tolist() == found


def test_exhibits_known_only_by_their_number_are_counted_and_said():
    counted = ledger_of(
        request((S.ACCEPTED, on("2024-03-06")), counted=3),
        request((S.ACCEPTED, on("2024-03-06")), exhibits=((None, 1.0),), counted=9),
    )
    found = open_exhibits(counted, on("2024-03-06"))
    assert (found.value, str(found.coverage)) == (4, "all 2 records")
    assert found.note == "3 of them are known only by the number on their request."
    moments = np.array([end_of_day(on("2024-03-06"))])
    assert exhibits_at(counted, moments).tolist() == [4]


def test_a_request_without_exhibits_is_in_scope_of_the_exhibits_and_not_used():
    bare = ledger_of(
        request((S.ACCEPTED, on("2024-03-06"))),
        request((S.ACCEPTED, on("2024-03-06")), exhibits=((None, 1.0),)),
    )
    assert str(open_exhibits(bare, on("2024-03-06")).coverage).startswith("1 of 2")


def test_gigabytes_are_summed_as_far_as_they_are_known():
    figure = data_backlog(SMALL, on("2024-03-10"))
    assert figure.value == 64 + 500 + 8
    assert (figure.coverage.used, figure.coverage.scope) == (3, 4)


def test_gigabytes_of_which_none_is_known_are_no_number():
    unknown = ledger_of(
        request((S.ACCEPTED, on("2024-03-06")), exhibits=((None, np.nan),))
    )
    assert data_backlog(unknown, on("2024-03-06")).value is None
    assert data_backlog(unknown, on("2024-03-05")).value == 0


def test_what_happens_after_the_day_never_counts():
    later = ledger_of(
        request((S.ACCEPTED, on("2024-03-05")), (S.ISSUED, on("2030-01-01"))),
        request((S.ACCEPTED, on("2030-01-01"))),
    )
    assert open_requests(later, Backlog.B3, on("2024-03-05")).value == 1


def test_an_empty_history_has_no_backlog():
    empty = ledger_of()
    assert open_requests(empty, Backlog.B3, on("2024-03-05")).value == 0
    assert open_exhibits(empty, on("2024-03-05")).value == 0
    assert weekly_backlog(empty, Backlog.B1, START, START + DAY).values.tolist() == [0]


@pytest.mark.parametrize("day", ["2024-03-31", "2024-10-27", "2024-02-29"])
def test_the_day_ends_at_local_midnight_when_clocks_change_and_in_leap_years(day):
    last = end_of_day(on(day))
    ledger = ledger_of(request((S.ACCEPTED, last)), request((S.ACCEPTED, last + 1)))
    assert open_requests(ledger, Backlog.B3, on(day)).value == 1
    assert open_requests(ledger, Backlog.B3, on(day) + DAY).value == 2


def test_a_request_that_comes_and_goes_on_one_day_never_waits():
    day = on("2024-03-05")
    ledger = ledger_of(request((S.ACCEPTED, day), (S.WITHDRAWN, day)))
    around = np.array([midday(day) + second for second in (-1, 0, 1)])
    assert backlog_at(ledger, Backlog.B3, around).tolist() == [0, 0, 0]


@given(ledgers(), st.integers(0, 600))
def test_backlog_and_its_rows_agree_with_a_pencil_count(found, days):
    ledger, histories = found
    moment = midday(START + days * DAY)
    for definition in Backlog:
        count = naive_open(histories, definition.statuses, moment)
        assert backlog_at(ledger, definition, np.array([moment])) == count
        assert len(waiting_at(ledger, definition, moment)) == count


@settings(max_examples=25)
@given(ledgers(size=20))
def test_a_year_of_weeks_agrees_with_a_day_by_day_count(found):
    ledger, histories = found
    first, as_at = on("2024-01-01"), on("2024-12-29")
    series = weekly_backlog(ledger, Backlog.B3, first, as_at)
    daily = [
        naive_open(histories, Backlog.B3.statuses, end_of_day(first + n * DAY))
        for n in range(52 * 7)
    ]
    assert len(series.values) == 52
    assert series.values.tolist() == daily[6::7]
    assert not series.is_partial


@given(ledgers(), st.data())
def test_weekly_exhibits_agree_with_the_rows_of_each_week(found, data):
    _, histories = found
    finished = st.none() | st.integers(0, 600).map(lambda days: START + days * DAY)
    ledger = ledger_of(
        *(
            request(
                *moves,
                exhibits=tuple((data.draw(finished), 1.0) for _ in range(len(moves))),
            )
            for moves in histories
        )
    )
    series = weekly_exhibits(ledger, START, START + 200 * DAY)
    ends = [monday + timedelta(days=6) for monday in series.mondays]
    days = [min(end, START + 200 * DAY) for end in ends]
    counts = [len(exhibits_waiting_at(ledger, end_of_day(day))) for day in days]
    assert series.values.tolist() == counts


def test_the_last_week_is_taken_at_the_day_where_it_is_not_over():
    series = weekly_backlog(SMALL, Backlog.B3, on("2024-03-06"), on("2024-03-19"))
    assert series.mondays == (on("2024-03-04"), on("2024-03-11"), on("2024-03-18"))
    assert series.values.tolist() == [2, 2, 2]
    assert series.is_partial


# ---- A real store, counted a second time in SQL. ------------------------------------
COUNT = """
    SELECT count(*) FROM request WHERE (
        SELECT status FROM event
         WHERE subject = 'request' AND record = request.id AND status IS NOT NULL
           AND effective_at <= :moment
      ORDER BY effective_at DESC, id DESC LIMIT 1)
    IN (SELECT value FROM json_each(:statuses))
"""
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)


def fill(store, histories, start=0):
    with write(store, who="a test", why="", kind="import", at=AT) as operation:
        for number, moves in enumerate(histories, start=start):
            (status, day), *later = moves
            uid = operation.register(
                "request",
                {"reference": f"R{number}", "status": status, "effort_spent": 0.0},
                effective_at=midday(day),
                status=status,
                steps=[
                    Step(effective_at=midday(d), changes={"status": s}, status=s)
                    for s, d in later
                ],
            )
            operation.register(
                "exhibit",
                {
                    "request": uid,
                    "reference": "E1",
                    "type": "PHONE",
                    "state": "STORED",
                    "size": 1.5 * number if number % 2 else None,
                },
                effective_at=midday(day),
            )


def sql_count(store, definition, day):
    words = "[" + ",".join(f'"{status}"' for status in definition.statuses) + "]"
    return store.value(COUNT, {"moment": end_of_day(day), "statuses": words})


@pytest.fixture
def histories():
    found = np.random.default_rng(7)
    kinds = [
        [S.SUBMITTED, S.ASSESSING, S.ACCEPTED, S.ALLOCATED, S.IN_PROGRESS, S.REVIEW],
        [S.SUBMITTED, S.ASSESSING, S.RETURNED, S.SUBMITTED],
        [S.SUBMITTED, S.ASSESSING, S.ACCEPTED, S.ON_HOLD, S.ACCEPTED, S.WITHDRAWN],
        [S.ACCEPTED, S.ALLOCATED, S.IN_PROGRESS, S.REVIEW, S.READY, S.ISSUED],
        [S.ACCEPTED, S.ISSUED, S.IN_PROGRESS, S.REVIEW],
    ]
    made = []
    for number in range(60):
        statuses = kinds[number % len(kinds)]
        days = np.cumsum(found.integers(0, 30, len(statuses)))
        made.append(
            [(s, START + int(d) * DAY) for s, d in zip(statuses, days, strict=True)]
        )
    return made


def test_a_real_store_counted_in_sql_gives_the_same_backlog(histories):
    store = create_store(":memory:")
    fill(store, histories)
    ledger = build_ledger(store)
    for days in range(0, 200, 9):
        day = START + days * DAY
        for definition in Backlog:
            expected = sql_count(store, definition, day)
            assert open_requests(ledger, definition, day).value == expected
    store.close()


def test_stays_of_a_request_lie_together_in_order_after_the_ledger_is_extended(
    histories,
):
    store = create_store(":memory:")
    fill(store, histories[:40])
    ledger = build_ledger(store)
    with write(store, who="a test", why="", kind="move", at=AT) as operation:
        uid = store.value("SELECT uid FROM request WHERE id = 3")
        change = {"status": S.CLOSED.value}
        day = midday(date(2025, 6, 1))
        operation.change("request", uid, change, effective_at=day, status="CLOSED")
    fill(store, histories[40:], start=40)
    ledger = extend_ledger(ledger, store)
    same = ledger.request[1:] == ledger.request[:-1]
    assert (ledger.entered[1:][same] >= ledger.entered[:-1][same]).all()
    assert np.count_nonzero(~same) + 1 == ledger.requests
    figure = data_backlog(ledger, on("2024-02-01"))
    assert figure == data_backlog(build_ledger(store), on("2024-02-01"))
    assert figure.value > 0
    store.close()


def test_a_request_counts_from_the_moment_of_entry_until_that_of_leaving():
    entry, leaving = midday(on("2024-03-05")), midday(on("2024-04-02"))
    moments = (entry - 1, entry, leaving - 1, leaving)
    there = [2 in waiting_at(SMALL, Backlog.B3, moment) for moment in moments]
    assert there == [False, True, True, False]
    start = midday(on("2024-03-12"))
    assert 2 not in waiting_at(SMALL, Backlog.B2, start)


def test_a_weekly_backlog_says_which_it_is_and_where_it_stands():
    last = on("2024-03-20")
    series = weekly_backlog(SMALL, Backlog.B3, on("2024-03-04"), last)
    assert (series.measure, series.unit) == ("M01", "requests")
    assert series.label == "Outstanding (B3)"
    assert "B3" in series.definition
    assert series.coverage.used == series.coverage.scope == series.values[-1]
    open_ones = weekly_exhibits(SMALL, on("2024-03-04"), last)
    assert (open_ones.measure, open_ones.unit) == ("M02", "exhibits")
    assert open_ones.label == "Open exhibits (B3d)"
    assert "xhibit" in open_ones.definition
    assert open_ones.coverage.used == open_ones.values[-1]


def test_open_exhibits_have_their_day_and_the_requests_behind_them():
    figure = open_exhibits(SMALL, on("2024-03-10"))
    assert figure.as_at == on("2024-03-10")
    assert figure.rows.tolist() == [2, 3]
    assert figure.value == 4
