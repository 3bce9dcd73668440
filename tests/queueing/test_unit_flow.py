"""What comes, goes and waits, by hand from small histories."""

from datetime import timedelta

import numpy as np
import pytest

from app.casework.working_time import day_number
from app.queueing.estimates import estimates_held
from app.queueing.need import need_of
from app.queueing.records import identity_of, records_agree
from app.queueing.unit_flow import open_list, unit_flow, within_target
from app.queueing.unit_stay import stays
from app.queueing.unit_wait import expected_waits
from tests.measures.histories import DAY, S, ledger_of, on, request

SUNDAY = on("2024-03-31")
TARGETS = (1, 14, 60, 120)
ALL_TARGETS = (*TARGETS, 120)


def accepted(day, issued=None, **facts):
    moves = [(S.ACCEPTED, day)]
    if issued is not None:
        moves.append((S.ISSUED, issued))
    return request(*moves, **facts)


def four_weeks():
    """P1 of 4 h every Monday, P3 of 20 h and of 40 h every other; one issued."""
    monday = SUNDAY - 27 * DAY
    found = [
        accepted(monday + timedelta(weeks=week), priority=1, effort=4.0)
        for week in range(4)
    ]
    found += [
        accepted(monday + timedelta(weeks=week), priority=3, effort=hours)
        for week in (0, 2)
        for hours in (20.0, 40.0)
    ]
    done = accepted(SUNDAY - 60 * DAY, SUNDAY - 5 * DAY, priority=2, effort=10.0)
    return ledger_of(refused(SUNDAY - 60 * DAY), *found, done)


def refused(day):
    """What ended at once: records are complete from its day."""
    return request((S.SUBMITTED, day), (S.REJECTED, day))


def test_a_flow_by_hand():
    flow = unit_flow(four_weeks(), SUNDAY, 4)
    p1, p2, p3, p4, _ = flow.classes
    assert flow.weeks == 4
    assert p1.accepted.counts.tolist() == [1, 1, 1, 1]
    assert p3.accepted.hours.tolist() == [60, 0, 60, 0]
    assert (p3.accepted.weekly, p3.accepted.weekly_hours) == (1, 30)
    assert p3.accepted.dispersion == pytest.approx(4 / 3)  # of 2, 0, 2, 0
    assert p1.accepted.dispersion == 0
    assert p3.accepted.variation == pytest.approx(np.std([20, 40, 20, 40], ddof=1) / 30)
    assert p2.issued.counts.tolist() == [0, 0, 0, 1]
    assert p2.accepted.dispersion == 1  # nothing came, so nothing is known
    assert p4.accepted.load.hours == 0
    assert flow.whole.accepted.weekly_hours == 34


def test_weeks_before_the_history_are_not_taken_for_weeks_without_demand():
    ledger = ledger_of(accepted(SUNDAY - 10 * DAY, effort=5.0))
    flow = unit_flow(ledger, SUNDAY, 26)
    assert (flow.weeks, flow.asked) == (2, 26)
    assert flow.whole.accepted.weekly == 0.5
    assert flow.classes[-1].label == "Not decided"
    assert flow.classes[-1].accepted.weekly == 0.5


def test_records_of_only_what_is_open_are_no_history():
    open_only = [accepted(SUNDAY - n * n * DAY, effort=5.0) for n in range(1, 20)]
    assert unit_flow(ledger_of(*open_only), SUNDAY, 26).weeks == 0
    ended = accepted(SUNDAY - 60 * DAY, SUNDAY - 55 * DAY, effort=5.0)
    flow = unit_flow(ledger_of(*open_only, ended), SUNDAY, 26)
    assert flow.weeks == 8
    assert len(flow.whole.accepted.rows) == 7  # of the last 56 days


def test_without_history_or_in_its_first_week_there_are_no_weeks():
    for ledger in (ledger_of(), ledger_of(accepted(SUNDAY + DAY))):
        flow = unit_flow(ledger, SUNDAY, 13)
        assert flow.weeks == 0
        assert flow.whole.accepted.weekly == 0
        need = need_of(flow, ALL_TARGETS)
        assert need.hours == need.size == need.chance == 0
        assert need.sustaining is None
        assert need.sustaining_hours is None
        assert expected_waits(flow, 100, 3) == ()


def test_a_history_that_ended_a_year_ago_has_weeks_without_demand():
    ledger = ledger_of(accepted(SUNDAY - 400 * DAY, SUNDAY - 390 * DAY, effort=3.0))
    flow = unit_flow(ledger, SUNDAY, 26)
    assert flow.weeks == 26
    assert flow.whole.accepted.weekly == 0


def test_what_demand_asks_for_by_hand():
    """P1 4 h within 1 day, P3 30 h within 60 days, of 4 weeks."""
    need = need_of(unit_flow(four_weeks(), SUNDAY, 4), ALL_TARGETS)
    assert (need.requests, need.hours) == (2, 34)
    assert need.size == pytest.approx((1 * 1 + 1 * 60) / 7 / 4)
    assert need.size_hours == pytest.approx((4 * 1 + 30 * 60) / 7 / 4)
    assert need.target == pytest.approx((4 * 1 + 30 * 60) / 34 / 7)
    variance = 30 * 30 * (np.var([20, 40, 20, 40], ddof=1) / 900 + 4 / 3)
    assert need.chance == pytest.approx(2 * np.sqrt(variance / 4))
    assert need.sustaining_hours > 34
    assert need.sustaining > 2


def test_an_open_list_by_hand():
    ledger = ledger_of(
        accepted(SUNDAY - 40 * DAY, priority=2, received=SUNDAY - 30 * DAY, effort=8.0),
        accepted(SUNDAY - 40 * DAY, received=SUNDAY + DAY, effort=2.0),
        accepted(SUNDAY - 40 * DAY, SUNDAY - DAY, priority=1),
    )
    found = open_list(ledger, SUNDAY, TARGETS)
    assert found.rows.tolist() == [0, 1]
    assert found.place.tolist() == [1, 4]
    assert found.targets.tolist() == [14, 120]
    assert found.ages[0] == 30
    assert np.isnan(found.ages[1])
    assert found.hours_left == 10


def test_hours_that_nothing_tells_are_not_known_rather_than_none():
    assert open_list(ledger_of(accepted(SUNDAY)), SUNDAY, TARGETS).hours_left is None
    assert open_list(ledger_of(), SUNDAY, TARGETS).hours_left == 0


def test_in_time_is_by_the_first_target_day_or_else_by_the_days_of_the_priority():
    ledger = ledger_of(
        accepted(SUNDAY, priority=2, received=SUNDAY - 15 * DAY),
        accepted(SUNDAY, priority=2, received=SUNDAY - 14 * DAY),
        accepted(SUNDAY, priority=2, received=SUNDAY - 90 * DAY, target=SUNDAY),
        accepted(SUNDAY, priority=2),
    )
    rows = np.arange(4, dtype=np.int32)
    days = np.full(4, day_number(SUNDAY))
    in_time, known = within_target(ledger, rows, days, TARGETS)
    assert in_time.tolist() == [False, True, True, False]
    assert known.tolist() == [True, True, True, False]


def test_waits_rise_with_priority_and_a_class_beyond_capacity_has_none():
    flow = unit_flow(four_weeks(), SUNDAY, 4)
    urgent, standard = expected_waits(flow, 40, 2)
    assert (urgent.label, standard.label) == ("P1", "P3")
    assert 0 < urgent.wait < standard.wait
    assert urgent.stay == pytest.approx(urgent.wait + 4 / 20)
    urgent, standard = expected_waits(flow, 30, 2)
    assert urgent.wait > 0
    assert (standard.wait, standard.stay) == (None, None)


def test_without_people_or_hours_no_class_has_a_wait():
    flow = unit_flow(four_weeks(), SUNDAY, 4)
    for hours, people in ((0, 0), (0, 3), (10, 0)):
        assert [each.wait for each in expected_waits(flow, hours, people)] == [None] * 2


def test_records_agree_with_the_stays_in_them():
    steady = ledger_of(
        *(
            accepted(SUNDAY - days * DAY, SUNDAY - (days - 30) * DAY)
            for days in range(31, 500, 2)
        )
    )
    found = records_agree(steady, SUNDAY)
    assert found.present == pytest.approx(15, rel=0.05)
    assert not found.is_warning
    assert identity_of(steady, SUNDAY).holds


def test_records_of_which_most_were_never_closed_are_a_warning():
    late = ledger_of(
        *(
            accepted(
                SUNDAY - days * DAY, None if days % 4 else SUNDAY - (days - 5) * DAY
            )
            for days in range(30, 500)
        )
    )
    assert records_agree(late, SUNDAY).is_warning
    assert identity_of(late, SUNDAY).holds
    assert records_agree(ledger_of(), SUNDAY).gap is None


def test_effort_is_held_against_estimates_where_both_are_known():
    day = SUNDAY - 10 * DAY
    ledger = ledger_of(
        accepted(day - DAY, day, effort=10.0, work=[(day, 12.0)], spent=12.0),
        accepted(day - DAY, day, work=[(day, 5.0)], spent=5.0),
        accepted(day - DAY, day, effort=10.0),
    )
    found = estimates_held(ledger, SUNDAY)
    assert found.ratio == pytest.approx(1.2)
    assert (found.coverage.used, found.coverage.scope) == (1, 3)
    assert estimates_held(ledger_of(), SUNDAY).ratio is None


def test_stays_count_what_is_open_and_what_left_without_a_result():
    ten, twenty = SUNDAY - 10 * DAY, SUNDAY - 20 * DAY
    ledger = ledger_of(
        accepted(twenty, ten, received=twenty, priority=2),
        accepted(twenty, received=twenty, priority=2),
        request((S.ACCEPTED, twenty), (S.WITHDRAWN, ten), received=twenty, priority=3),
        accepted(SUNDAY - 999 * DAY, received=SUNDAY - 999 * DAY),
        accepted(twenty),
        accepted(twenty, SUNDAY + DAY, received=twenty, priority=1),
    )
    found = stays(ledger, SUNDAY)
    assert found.rows.tolist() == [0, 1, 2, 5]
    assert found.days.tolist() == [10, 20, 10, 20]
    assert found.is_issued.tolist() == [True, False, False, False]
    assert found.of(1).quantile(0.5) == 10
    assert found.of(1).quantile(0.9) is None
    assert found.of().counted == 4
    assert stays(ledger_of(), SUNDAY).of().quantile(0.5) is None
