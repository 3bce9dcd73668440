"""The order of service, and why each request stands where it does."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.casework.request import Priority, Status
from app.planning.queue import STAGE_OF, Obstacle, Stage, rank_queue
from tests.planning.queues import MONDAY, capacity, guide, references, request

DAY = timedelta(days=1)


def test_classes_are_served_one_after_the_other_and_undecided_ones_last():
    rows = [request(1, priority=None), request(2, priority=Priority.ROUTINE)]
    rows += [request(3, priority=Priority.IMMEDIATE), request(4)]
    assert references(rank_queue(rows, guide())) == [3, 4, 2, 1]


def test_within_a_class_more_points_go_first_then_the_older_then_the_reference():
    rows = [
        request(1, score=12.0),
        request(2, score=20.0),
        request(3, received_on=MONDAY - 30 * DAY, score=12.0),
        request(4, score=12.0),
        request(5),
    ]
    assert references(rank_queue(rows, guide())) == [2, 3, 1, 4, 5]


def test_what_must_start_within_the_week_goes_before_points_the_earliest_first():
    rows = [request(1, score=30.0), request(2), request(3), request(4)]
    safe = {2: MONDAY + 7 * DAY, 3: MONDAY - DAY, 4: MONDAY + 8 * DAY}
    ranked = rank_queue(rows, guide(safe_starts=safe))
    assert references(ranked) == [3, 2, 1, 4]
    assert [row.must_start for row in ranked] == [True, True, False, False]
    assert [row.is_past_safe_start for row in ranked] == [True, False, False, False]


def test_what_somebody_has_begun_need_not_be_started():
    rows = [
        request(1, status=Status.IN_PROGRESS, started_on=MONDAY - DAY),
        request(2, status=Status.ON_HOLD, started_on=MONDAY - DAY),
        request(3, status=Status.ON_HOLD),
        request(4, started_on=MONDAY - DAY),  # begun and handed back
    ]
    ranked = rank_queue(rows, guide(safe_starts=dict.fromkeys(range(5), MONDAY)))
    assert {row.waiting.id for row in ranked if row.must_start} == {3, 4}


def test_work_in_hand_goes_before_what_is_to_start_in_the_same_class():
    rows = [
        request(1, score=90.0),
        request(2, status=Status.IN_PROGRESS),
        request(3, priority=Priority.URGENT),
    ]
    assert references(rank_queue(rows, guide())) == [3, 2, 1]


def test_nothing_that_waits_is_raised_to_interrupt_other_work():
    urgent = request(1, priority=Priority.URGENT, received_on=MONDAY - 2000 * DAY)
    row = rank_queue([urgent], guide())[0]
    assert row.served_as is Priority.URGENT
    assert not row.is_raised


def test_a_request_that_waited_more_than_twice_its_target_is_served_one_class_higher():
    long = {"received_on": MONDAY - 121 * DAY, "original_target_on": MONDAY - 61 * DAY}
    row = rank_queue([request(1, **long)], guide())[0]
    assert row.served_as is Priority.URGENT
    assert row.priority is Priority.STANDARD
    assert "waited 2.0 times its target, so served as P2" in row.reason
    at_twice = {**long, "received_on": MONDAY - 120 * DAY}
    at_twice["original_target_on"] = MONDAY - 60 * DAY
    assert not rank_queue([request(1, **at_twice)], guide())[0].is_raised
    assert not rank_queue([request(1, **long)], guide(starvation=0))[0].is_raised


def test_a_reopened_request_waits_from_its_reopening():
    long = {"received_on": MONDAY - 400 * DAY, "reopened_on": MONDAY - 3 * DAY}
    row = rank_queue([request(1, **long)], guide())[0]
    assert not row.is_raised
    assert row.days_waiting == 400


def test_an_override_ends_with_its_last_day():
    facts = {"priority": Priority.URGENT, "scored_priority": Priority.STANDARD}
    facts["override_reason"] = "O_COURT"
    holds = request(1, override_until=MONDAY, **facts)
    over = request(2, override_until=MONDAY - DAY, **facts)
    first, second = rank_queue([over, holds], guide())
    assert first.waiting.id == 1
    assert "P2 by decision until 2 Nov 2026" in first.reason
    assert second.priority is Priority.STANDARD
    assert "by decision" not in second.reason


def test_the_reason_says_class_points_and_date():
    row = rank_queue(
        [request(1, score=58.0, priority=Priority.URGENT)],
        guide(safe_starts={1: MONDAY + DAY}),
    )[0]
    assert row.reason == "P2, 58 points; latest safe start is 3 Nov 2026"


def test_each_obstacle_is_named():
    rows = [
        request(1, status=Status.ON_HOLD, hold_reason="H_INFO", stage_on=MONDAY - DAY),
        request(2, examination_type="MOB_L3"),
        request(3, arrived=2, expected=1),
        request(4),
    ]
    found = rank_queue(rows, guide(current=frozenset({"SK_MOB2"})))
    assert [row.obstacle for row in found] == [
        Obstacle.HOLD,
        Obstacle.SKILL,
        Obstacle.EXHIBIT,
        None,
    ]
    assert [row.obstacle_words for row in found] == [
        "On hold since 1 Nov 2026: Question",
        "Nobody in post is current in Advanced mobile",
        "1 of 3 exhibits not here yet",
        "",
    ]
    assert [row.can_start for row in found] == [False, False, False, True]


def test_hours_left_are_shared_among_the_skills_as_the_open_work_is():
    work = (("MOB_L2", 6.0), ("GRADE", 2.0), ("REPORT", 2.0))
    one = request(1, work=work, needs=("MOB_L2",), effort_spent=5.0)
    row = rank_queue([one], guide())[0]
    assert row.hours == 5.0
    assert row.skills == (("SK_MOB2", 4.0), ("SK_GRADE", 1.0))
    assert row.needs == ("SK_MOB2",)


def test_without_an_estimate_the_hours_are_those_of_its_type_and_it_is_said():
    bare = request(1, effort_estimated=None, effort_spent=3.0)
    assert rank_queue([bare], guide())[0].hours is None
    row = rank_queue([bare], guide(typical={1: 8.0}))[0]
    assert (row.hours, row.is_imputed) == (5.0, True)


def test_a_start_is_expected_in_the_first_week_with_hours_left():
    rows = [request(number) for number in (1, 2, 3)]
    hours = capacity([15, 15], SK_MOB2=[15, 15])
    ranked = rank_queue(rows, guide(), hours)
    assert [row.start_words for row in ranked] == [
        "this week",
        "this week",
        "w/c 9 Nov",
    ]


def test_a_start_waits_for_the_main_skill_while_others_go_ahead():
    rows = [request(1, examination_type="MOB_L3"), request(2)]
    hours = capacity([20, 20], SK_MOB2=[20, 20], SK_MOB3=[0, 20])
    ranked = rank_queue(rows, guide(), hours)
    assert [row.start_words for row in ranked] == ["w/c 9 Nov", "this week"]


def test_what_nobody_has_hours_for_is_not_in_sight_and_holds_have_no_week():
    rows = [request(1, examination_type="MOB_L3"), request(2, status=Status.ON_HOLD)]
    ranked = rank_queue(rows, guide(), capacity([20, 20], SK_MOB2=[20, 20]))
    assert {row.start_words for row in ranked} == {"not in sight", "after the hold"}


def test_an_empty_queue_is_an_empty_list():
    assert rank_queue([], guide(), capacity([10])) == ()


waiting = st.builds(
    request,
    number=st.integers(1, 10**6),
    status=st.sampled_from(list(STAGE_OF)),
    priority=st.sampled_from([*Priority, None]),
    score=st.none() | st.floats(0, 100),
    received_on=st.none() | st.dates(MONDAY - 900 * DAY, MONDAY),
    started_on=st.none() | st.just(MONDAY),
)
queues = st.lists(waiting, max_size=25, unique_by=lambda row: row.id)


@given(rows=queues, chance=st.randoms(use_true_random=False))
def test_the_order_is_total_whatever_order_they_were_read_in(rows, chance):
    shuffled = list(rows)
    chance.shuffle(shuffled)
    one, other = rank_queue(rows, guide()), rank_queue(shuffled, guide())
    assert references(one) == references(other)
    assert [row.rank for row in one] == list(range(1, len(rows) + 1))


@given(rows=queues, kept=st.integers(0, 2))
def test_a_part_of_the_queue_keeps_its_order(rows, kept):
    some = [row for row in rows if row.id % 3 == kept]
    whole = [one for one in references(rank_queue(rows, guide())) if one % 3 == kept]
    assert references(rank_queue(some, guide())) == whole


@given(rows=queues)
def test_only_what_can_be_worked_on_is_given_a_week(rows):
    ranked = rank_queue(rows, guide(), capacity([30] * 3, SK_MOB2=[30] * 3))
    for row in ranked:
        if row.starts_in is not None:
            assert row.takes_hours
            assert row.stage in (Stage.IN_HAND, Stage.TO_START)
