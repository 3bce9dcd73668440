"""From arrivals to a history that is forecast, and from plans to additions."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from app.casework.outlook import ChangePoint, DriverValue, ExtraUnit, OperationPlan
from app.casework.request import Status
from app.forecast.demand import additions_of, driver_of, history_of, mean_exhibits
from app.measures.arrivals import arrivals_of
from tests.measures.histories import ledger_of, request

S = Status
MONDAY = date(2026, 1, 5)


def arrivals(days, as_at):
    moves = [((S.ACCEPTED, day), (S.WITHDRAWN, day)) for day in days]
    return arrivals_of(ledger_of(*(request(*one) for one in moves)), as_at)


def every_day(first, last):
    return [first + timedelta(days=at) for at in range((last - first).days + 1)]


def test_a_history_has_the_whole_weeks_of_complete_records():
    days = every_day(date(2025, 12, 31), date(2026, 2, 4))
    found = history_of(arrivals(days, date(2026, 2, 4)))
    assert found.mondays[0] == MONDAY
    assert found.mondays[-1] == date(2026, 1, 26)
    assert found.counts.tolist() == [7, 7, 7, 7]


def test_a_week_that_is_over_on_its_sunday_counts():
    days = every_day(MONDAY, date(2026, 1, 18))
    found = history_of(arrivals(days, date(2026, 1, 18)))
    assert found.counts.tolist() == [7, 7]


def test_weeks_of_a_gap_are_marked_and_a_record_that_ended_is_not_prolonged():
    days = every_day(MONDAY, date(2026, 3, 1)) + every_day(
        date(2026, 4, 6), date(2026, 5, 3)
    )
    found = history_of(arrivals(days, date(2026, 8, 2)))
    assert found.mondays[-1] == date(2026, 4, 27)
    assert len(found.gaps) == 5
    assert min(found.gaps) == date(2026, 3, 2)


def test_nothing_and_a_part_of_a_week_are_no_history():
    assert history_of(arrivals([], MONDAY)).weeks == 0
    assert history_of(arrivals([MONDAY], date(2026, 1, 8))).weeks == 0


def test_change_points_within_the_history_are_passed_on_by_their_week():
    days = every_day(MONDAY, date(2026, 3, 1))
    changes = [
        ChangePoint(day=day, words="x")
        for day in (date(2025, 6, 1), date(2026, 2, 4), date(2026, 9, 1))
    ]
    found = history_of(arrivals(days, date(2026, 3, 1)), changes)
    assert found.change_points == (date(2026, 2, 2),)


def test_an_operation_becomes_an_addition_in_requests():
    plan = OperationPlan(name="Alder", first_on=MONDAY, weeks=2, extra=9.0)
    (one,) = additions_of([plan], 3.0)
    assert (one.first, one.last, one.requests) == (MONDAY, date(2026, 1, 18), 18.0)
    devices = replace(plan, unit=ExtraUnit.EXHIBITS)
    assert additions_of([devices], 3.0)[0].requests == 6.0
    assert additions_of([devices], 0.0)[0].requests == 18.0


def test_a_series_by_quarter_without_a_zero_can_be_tried():
    value = DriverValue(name="Images", first_on=date(2026, 1, 1), value=5.0)
    found = driver_of([value])
    assert found is not None
    assert found.values == (5.0,)
    assert driver_of([]) is None
    assert driver_of([replace(value, value=0.0)]) is None
    assert driver_of([replace(value, months=1)]) is None


def test_exhibits_of_a_request_are_counted_where_they_are_known():
    assert mean_exhibits(np.array([0, 2, 4], dtype=np.int32)) == 3.0
    assert mean_exhibits(np.zeros(0, dtype=np.int32)) == 1.0
