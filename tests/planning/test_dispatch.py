"""Equipment bounds when work can begin, and what delays it is said."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.capacity.bounds import NO_BOUNDS, bounds_by_week
from app.casework.request import Status
from app.planning.claim import Needs
from app.planning.dispatch import NO_CLAIMS, first_weeks
from app.planning.queue import rank_queue
from app.workforce.equipment import Equipment, LimitUnit
from tests.planning.queues import MONDAY, SKILL_OF, capacity, guide, request

LONG_AGO = MONDAY - timedelta(days=900)


def piece(label="Bench", **facts):
    usual = {
        "uid": label,
        "kind": "Q_BENCH",
        "weekly_limit": 10,
        "types": ("MOB_L2",),
        "valid_from": LONG_AGO,
    }
    return Equipment(label=label, **{**usual, **facts})


def ranked(rows, hours, *pieces, after=None):
    bounds = bounds_by_week(pieces, (), hours.mondays, after)
    return rank_queue(rows, guide(), hours, bounds)


def weeks(rows):
    first = MONDAY
    return [
        None if row.starts_in is None else (row.starts_in - first).days // 7
        for row in rows
    ]


def many(count, **facts):
    return [request(number, **facts) for number in range(1, count + 1)]


PLENTY = capacity([100] * 4, SK_MOB2=[100] * 4, SK_GRADE=[100] * 4)


def test_in_a_week_whose_bench_time_is_spent_no_work_begins_that_needs_it():
    assert weeks(ranked(many(3), PLENTY)) == [0, 0, 0]
    assert weeks(ranked(many(3), PLENTY, piece())) == [0, 1, 2]


def test_what_delays_a_start_is_said_with_the_week_in_which_it_can_begin():
    first, second = ranked(many(2), PLENTY, piece())
    assert first.lacks == ""
    assert second.lacks == "Bench spent until w/c 9 Nov"
    assert second.reason.endswith("Bench spent until w/c 9 Nov")


def test_where_the_limit_is_spent_in_every_week_that_is_said():
    last = ranked(many(6), PLENTY, piece())[-1]
    assert last.starts_in is None
    assert last.lacks == "Bench spent in every week looked at"


def test_a_licence_that_lapses_is_told_with_its_last_day():
    lapsing = piece("Licence", valid_to=MONDAY + timedelta(days=6))
    _, second = ranked(many(2), PLENTY, lapsing)
    assert second.starts_in is None
    assert second.lacks == "Licence spent, and in use only until 8 Nov 2026"


def test_work_that_needs_no_equipment_goes_on_in_the_weeks_that_are_left():
    rows = [*many(3), request(4, examination_type="GRADE")]
    assert weeks(ranked(rows, PLENTY, piece())) == [0, 1, 2, 0]


def test_hours_that_people_do_not_have_are_not_said_to_be_those_of_a_bench():
    scarce = capacity([100] * 4, SK_MOB2=[10] * 4)
    rows = ranked(many(3), scarce, piece(weekly_limit=50))
    assert weeks(rows) == [0, 1, 2]
    assert [row.lacks for row in rows] == ["", "", ""]


def test_pieces_of_one_kind_stand_for_one_another():
    rows = ranked(many(4), PLENTY, piece("A"), piece("B"))
    assert weeks(rows) == [0, 0, 1, 1]
    assert rows[-1].lacks == "A and B spent until w/c 9 Nov"


def test_pieces_of_two_kinds_are_both_needed():
    rows = ranked(many(2), PLENTY, piece(weekly_limit=20), piece("Rig", kind="Q_RIG"))
    assert weeks(rows) == [0, 1]
    assert rows[1].lacks.startswith("Rig spent")


def test_a_piece_that_is_shared_by_two_groups_is_used_only_once():
    shared = piece("A", types=("MOB_L2", "GRADE"))
    rows = [*many(2), request(3, examination_type="GRADE")]
    found = ranked(rows, PLENTY, shared, piece("B"))
    assert weeks(found) == [0, 0, 1]


def test_items_are_the_exhibits_of_the_request():
    kiosk = piece("Kiosk", unit=LimitUnit.ITEMS, weekly_limit=4)
    assert weeks(ranked(many(4, exhibits=2), PLENTY, kiosk)) == [0, 0, 1, 1]
    assert weeks(ranked(many(3), PLENTY, kiosk)) == [0, 0, 0]


def test_items_are_the_open_examinations_where_they_are_known():
    kiosk = piece("Kiosk", unit=LimitUnit.ITEMS, weekly_limit=4)
    work = (("MOB_L2", 5.0), ("MOB_L2", 5.0), ("GRADE", 5.0))
    assert weeks(ranked(many(4, work=work, exhibits=9), PLENTY, kiosk)) == [0, 0, 1, 1]


def test_only_the_hours_of_the_types_that_need_it_are_taken_of_a_bench():
    work = (("MOB_L2", 2.5), ("REPORT", 7.5))
    assert weeks(ranked(many(6, work=work), PLENTY, piece())) == [0, 0, 0, 0, 1, 1]


def test_work_with_a_provider_on_hold_or_in_review_takes_no_equipment():
    idle = (Status.EXTERNAL, Status.ON_HOLD, Status.REVIEW)
    rows = [request(n, status=status) for n, status in enumerate(idle, start=1)]
    found = ranked([*rows, request(9)], PLENTY, piece())
    assert next(row for row in found if row.waiting.id == 9).lacks == ""


def test_work_in_hand_takes_of_it_and_is_never_said_to_wait():
    rows = [request(n, status=Status.IN_PROGRESS) for n in (1, 2)]
    found = ranked([*rows, request(3)], PLENTY, piece())
    assert [row.lacks for row in found[:2]] == ["", ""]
    assert found[2].lacks == "Bench spent until w/c 16 Nov"


def test_of_the_present_week_only_the_days_to_come_are_there():
    after = MONDAY + timedelta(days=6)
    assert weeks(ranked(many(1), PLENTY, piece(), after=after)) == [1]


def test_work_without_hours_left_claims_nothing():
    row = request(1, effort_spent=10.0)
    needs = Needs(bounds_by_week([piece()], (), [MONDAY]), SKILL_OF)
    assert needs.claims(row, (("SK_MOB2", 0.0),)) == NO_CLAIMS


def test_work_of_a_type_without_a_skill_can_need_equipment_too():
    row = request(1, examination_type="ODD")
    needs = Needs(bounds_by_week([piece(types=("ODD",))], (), [MONDAY]), SKILL_OF)
    assert needs.claims(row, (("", 10.0),)) == {"": {(0,): 1.0}}


HOURS = st.lists(st.floats(0, 60), min_size=6, max_size=6)


@given(
    unit=HOURS,
    skill=HOURS,
    limit=st.floats(0.5, 60),
    wanted=st.lists(st.floats(0.5, 40), max_size=8),
)
def test_a_limit_never_lets_work_begin_earlier(unit, skill, limit, wanted):
    hours = capacity(unit, SK=skill)
    bounds = bounds_by_week([piece(weekly_limit=limit)], (), hours.mondays)
    demands = [[("SK", one)] for one in wanted]
    free = first_weeks([(one, NO_CLAIMS) for one in demands], hours, NO_BOUNDS)
    bound = first_weeks([(one, {"SK": {(0,): 1.0}}) for one in demands], hours, bounds)
    for one, other in zip(free.weeks, bound.weeks, strict=True):
        assert other is None or (one is not None and one <= other)


@given(unit=HOURS, skill=HOURS, wanted=st.lists(st.floats(0.5, 40), max_size=8))
def test_a_limit_that_nobody_reaches_changes_nothing(unit, skill, wanted):
    hours = capacity(unit, SK=skill)
    bounds = bounds_by_week([piece(weekly_limit=168)], (), hours.mondays)
    demands = [[("SK", one)] for one in wanted]
    free = first_weeks([(one, NO_CLAIMS) for one in demands], hours)
    bound = first_weeks([(one, {"SK": {(0,): 1.0}}) for one in demands], hours, bounds)
    assert free.weeks == bound.weeks
    assert bound.lacked == {}


@pytest.mark.parametrize("limit", [5, 15, 25])
def test_in_no_week_more_is_begun_than_the_limit_allows(limit):
    rows = ranked(many(12), capacity([100] * 40, SK_MOB2=[100] * 40),
                  piece(weekly_limit=limit))  # fmt: skip
    last = max(week for week in weeks(rows) if week is not None)
    assert last * limit <= 12 * 10
    assert (last + 1) * limit >= 11 * 10
