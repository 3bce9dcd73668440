"""Arrivals, completions, clearance and net flow by week."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given

from app.casework.working_time import end_of_day
from app.measures.backlog import Backlog
from app.measures.flow import (
    accepted_in,
    arrivals,
    arriving_effort,
    clearance_rate,
    completions,
    issued_effort,
    issued_in,
    net_flow,
    submitted,
)
from tests.measures.histories import DAY, START, S, ledger_of, ledgers, on, request

WEEK = timedelta(weeks=1)
MONDAY = on("2024-01-01")

# Accepted: 2 in the week of 1 January, 1 in that of 8 January, none after.
# Issued for the first time: 1 in the week of 8 January, 1 in that of 15 January.
SMALL = ledger_of(
    request(
        (S.SUBMITTED, on("2023-12-31")),
        (S.ACCEPTED, on("2024-01-01")),
        (S.ISSUED, on("2024-01-14")),
        (S.IN_PROGRESS, on("2024-01-16")),
        (S.ISSUED, on("2024-01-17")),
        type="MOB",
        effort=10,
    ),
    request(
        (S.SUBMITTED, on("2024-01-07")),
        (S.ACCEPTED, on("2024-01-07")),
        (S.ASSESSING, on("2024-01-09")),
        (S.ACCEPTED, on("2024-01-10")),
        type="MOB",
    ),
    request(
        (S.SUBMITTED, on("2024-01-08")),
        (S.ACCEPTED, on("2024-01-09")),
        (S.ISSUED, on("2024-01-15")),
        type="PC",
        effort=4,
    ),
    request((S.SUBMITTED, on("2024-01-08")), (S.REJECTED, on("2024-01-09"))),
)


def test_first_entries_are_counted_in_the_week_of_their_day():
    last = on("2024-01-17")
    assert arrivals(SMALL, MONDAY, last).values.tolist() == [2, 1, 0]
    assert completions(SMALL, MONDAY, last).values.tolist() == [0, 1, 1]
    assert submitted(SMALL, MONDAY, last).values.tolist() == [1, 2, 0]
    assert submitted(SMALL, on("2023-12-25"), last).values.tolist() == [1, 1, 2, 0]


def test_a_week_asked_for_in_its_middle_is_given_whole():
    series = arrivals(SMALL, on("2024-01-05"), on("2024-01-10"))
    assert series.mondays == (MONDAY, MONDAY + WEEK)
    assert series.values.tolist() == [2, 1]
    assert series.is_partial


def test_what_happens_after_the_day_is_not_counted():
    assert arrivals(SMALL, MONDAY, on("2024-01-08")).values.tolist() == [2, 0]
    assert issued_in(SMALL, MONDAY, on("2024-01-13")).value == 0


def test_effort_arrives_in_the_week_of_acceptance_with_medians_where_it_is_missing():
    series = arriving_effort(SMALL, MONDAY, on("2024-01-21"))
    assert series.values.tolist() == [10 + 10, 4, 0]
    assert (series.coverage.used, series.coverage.scope) == (2, 3)
    assert series.note.startswith("1 of 3 requests (33%) have no estimate")
    assert series.unit == "h"
    assert issued_effort(SMALL, MONDAY, on("2024-01-21")).values.tolist() == [0, 10, 4]


def test_clearance_is_issued_in_per_cent_of_accepted():
    figure = clearance_rate(SMALL, MONDAY, on("2024-01-14"))
    assert figure.value == pytest.approx(100 * 1 / 3)
    assert figure.note == "1 issued, 3 accepted from 2024-01-01."
    assert clearance_rate(SMALL, on("2024-01-15"), on("2024-01-21")).value is None
    assert accepted_in(SMALL, on("2024-01-07"), on("2024-01-09")).value == 2


def test_a_reopened_request_is_neither_accepted_nor_issued_again():
    assert accepted_in(SMALL, on("2024-01-10"), on("2024-02-01")).value == 0
    assert issued_in(SMALL, on("2024-01-17"), on("2024-02-01")).value == 0


def test_weeks_begin_at_local_midnight_in_summer_time():
    last = end_of_day(on("2024-07-07"))  # Sunday; Monday begins at 23:00 UTC
    ledger = ledger_of(request((S.ACCEPTED, last)), request((S.ACCEPTED, last + 1)))
    found = arrivals(ledger, on("2024-07-01"), on("2024-07-14"))
    assert found.values.tolist() == [1, 1]


def flow(accepted, issued):
    """A ledger with so many requests accepted and issued in each week from MONDAY."""
    requests = []
    for week, (came, went) in enumerate(zip(accepted, issued, strict=True)):
        day = MONDAY + week * WEEK
        requests += [request((S.ACCEPTED, day))] * came
        requests += [request((S.SUBMITTED, MONDAY), (S.ISSUED, day))] * went
    return ledger_of(*requests)


def test_net_flow_sums_thirteen_whole_weeks():
    accepted, issued = [3] * 20, [2] * 20
    ledger = flow(accepted, issued)
    found = net_flow(ledger, MONDAY, MONDAY + 20 * WEEK)
    assert np.isnan(found.sums.values[:12]).all()
    assert found.sums.values[12:20].tolist() == [13] * 8
    assert np.isnan(found.sums.values[20])  # its Sunday is still to come
    assert found.latest.value == 13
    assert (found.lower, found.centre, found.upper) == (13, 13, 13)


def test_control_limits_come_from_the_mean_moving_range():
    """Net 0, 2, 0, 2 ...: mean 1, range 2; so 13, and 3 deviations of 13 weeks."""
    ledger = flow([1, 3] * 13, [1] * 26)
    found = net_flow(ledger, MONDAY, MONDAY + 26 * WEEK - DAY)
    spread = 3 * 2 / 1.128 * math.sqrt(13)
    assert found.centre == pytest.approx(13)
    assert found.upper == pytest.approx(13 + spread)
    assert found.lower == pytest.approx(13 - spread)


def test_a_history_too_short_has_no_net_flow_and_no_limits():
    found = net_flow(flow([1], [0]), MONDAY, MONDAY + 6 * DAY)
    assert found.latest.value is None
    assert math.isnan(found.centre)
    assert math.isnan(net_flow(ledger_of(), MONDAY, MONDAY).upper)


@given(ledgers())
def test_weekly_counts_agree_with_a_walk_through_the_histories(found):
    ledger, histories = found
    last = date(2024, 12, 29)
    accepted, issued = [0] * 54, [0] * 54
    for moves in histories:
        for counts, statuses in (
            (accepted, Backlog.B3.statuses),
            (issued, (S.ISSUED,)),
        ):
            days = [day for status, day in moves if status in statuses]
            if days and days[0] <= last:
                counts[(days[0] - START).days // 7] += 1
    assert arrivals(ledger, START, last).values.tolist() == accepted
    assert completions(ledger, START, last).values.tolist() == issued
    assert accepted_in(ledger, START, last).value == sum(accepted)


def test_every_series_says_what_it_counts_in_what_and_of_how_many():
    ledger = ledger_of(
        request((S.SUBMITTED, on("2024-03-04")), (S.ACCEPTED, on("2024-03-05"))),
        request((S.ACCEPTED, on("2024-03-06")), (S.ISSUED, on("2024-03-13"))),
    )
    first, last = on("2024-03-04"), on("2024-03-17")
    told = {
        arrivals: ("M10", "Accepted", "requests", [2, 0], 2),
        completions: ("M11", "Issued", "requests", [0, 1], 1),
        submitted: ("M10", "Submitted", "requests", [1, 0], 1),
    }
    for series_of, (code, label, unit, values, used) in told.items():
        series = series_of(ledger, first, last)
        assert (series.measure, series.label, series.unit) == (code, label, unit)
        assert series.values.tolist() == values
        assert (series.coverage.used, series.as_at) == (used, last)
        assert series.definition.endswith(".")
    flow = net_flow(ledger, first, last)
    assert (flow.sums.measure, flow.sums.unit) == ("M13", "requests")
    assert flow.sums.coverage.used == 3


def test_effort_by_week_says_what_it_is_of_and_of_how_many():
    ledger = ledger_of(
        request((S.ACCEPTED, on("2024-03-06")), effort=4.0),
        request((S.ACCEPTED, on("2024-03-06")), effort=6.0),
    )
    first, last = on("2024-03-04"), on("2024-03-10")
    series = arriving_effort(ledger, first, last)
    assert (series.measure, series.label) == ("M10", "Effort arriving")
    assert series.definition.startswith("Estimated examiner hours of: requests")
    assert series.definition.endswith("the median of its examination type.")
    assert (series.as_at, series.mondays) == (last, (first,))
    assert series.coverage.scope == 2
    assert series.values.tolist() == [10.0]
    said = submitted(ledger, first, last).definition
    assert said == "Requests submitted for the first time."


def test_counts_and_the_clearance_rate_have_their_day_their_rows_and_their_note():
    ledger = ledger_of(
        request((S.ACCEPTED, on("2024-03-05"))),
        request((S.ACCEPTED, on("2024-03-06")), (S.ISSUED, on("2024-03-13"))),
    )
    first, last = on("2024-03-04"), on("2024-03-17")
    rate = clearance_rate(ledger, first, last)
    assert rate.note == "1 issued, 2 accepted from 2024-03-04."
    assert (rate.as_at, rate.rows.tolist()) == (last, [0, 1])
    assert (rate.coverage.used, rate.coverage.scope) == (2, 2)
    counted = accepted_in(ledger, first, last)
    assert (counted.as_at, counted.rows.tolist()) == (last, [0, 1])
    assert (counted.coverage.used, counted.coverage.scope) == (2, 2)
