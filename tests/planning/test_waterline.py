"""The row at which the hours of a week have been spent."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.casework.request import Status
from app.planning.queue import UNIT, capacity_ahead, rank_queue, waterlines
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team
from tests.planning.queues import MONDAY, capacity, guide, request


def ten(**facts):
    """Return ten requests of ten hours each, in order."""
    return rank_queue([request(number, **facts) for number in range(1, 11)], guide())


def test_the_line_is_drawn_under_the_row_that_takes_the_last_hour():
    unit, mobile = waterlines(ten(), capacity([35], SK_MOB2=[20]), MONDAY)
    assert (unit.skill, unit.rows, unit.hours) == (UNIT, 10, 35)
    assert (mobile.skill, mobile.rows, mobile.hours) == ("SK_MOB2", 2, 20)
    unit, mobile = waterlines(ten(), capacity([35], SK_MOB2=[80]), MONDAY)
    assert (unit.rows, unit.is_spent) == (4, True)
    assert (mobile.rows, mobile.is_spent) == (8, True)


def test_hours_are_counted_up_to_the_end_of_the_week_chosen():
    hours = capacity([20, 20, 20], SK_MOB2=[20, 20, 20])
    ends = [MONDAY + timedelta(days=days) for days in (0, 6, 7, 20)]
    assert [waterlines(ten(), hours, day)[0].rows for day in ends] == [2, 2, 4, 6]


def test_the_line_moves_as_the_rows_are_narrowed():
    hours = capacity([20], SK_MOB2=[20])
    assert waterlines(ten()[5:], hours, MONDAY)[0].rows == 2
    assert waterlines(ten()[9:], hours, MONDAY)[0].is_spent is False
    empty = waterlines([], hours, MONDAY)
    assert [(line.rows, line.is_spent) for line in empty] == [(0, False)]


def test_what_cannot_start_lies_above_the_line_and_takes_nothing():
    rows = [request(1, status=Status.ON_HOLD), request(2, expected=1), request(3)]
    ranked = rank_queue([*rows, request(4)], guide())
    unit = waterlines(ranked, capacity([10], SK_MOB2=[10]), MONDAY)[0]
    assert (unit.rows, unit.blocked, unit.hours_above) == (3, (0, 1), 10)


def test_work_for_a_skill_whose_hours_are_spent_leaves_the_unit_to_the_next():
    rows = [request(number, examination_type="MOB_L3") for number in (1, 2, 3)]
    ranked = rank_queue([*rows, *(request(number) for number in (4, 5))], guide())
    hours = capacity([20], SK_MOB2=[20], SK_MOB3=[10])
    unit, mobile, advanced = waterlines(ranked, hours, MONDAY)
    assert unit.rows == 4
    assert unit.skill_spent == (1, 2)
    assert (advanced.skill, advanced.rows) == ("SK_MOB3", 1)
    assert (mobile.rows, mobile.is_spent) == (5, False)


def test_a_skill_that_nobody_has_holds_its_line_at_the_first_row():
    ranked = ten(examination_type="MOB_L3")
    unit, advanced = waterlines(ranked, capacity([50]), MONDAY)
    assert (advanced.rows, advanced.hours) == (0, 0)
    assert unit.skill_spent == tuple(range(10))


@given(
    hours=st.lists(st.floats(0, 60), min_size=1, max_size=12),
    unit=st.floats(0, 200),
    more=st.floats(1, 3),
)
def test_more_capacity_never_moves_the_line_up(hours, unit, more):
    rows = [request(n, effort_estimated=h) for n, h in enumerate(hours, start=1)]
    ranked = rank_queue(rows, guide())

    def line(of_unit, of_skill):
        return waterlines(ranked, capacity([of_unit], SK_MOB2=[of_skill]), MONDAY)

    before, after = line(unit, unit / 2), line(unit * more, unit / 2 * more)
    assert all(one.rows <= other.rows for one, other in zip(before, after, strict=True))
    assert line(unit, unit / 2)[0].rows <= line(unit * more, unit / 2)[0].rows


@given(first=st.integers(0, 9), week=st.integers(0, 2))
def test_the_line_of_some_rows_is_never_above_that_of_more_of_them(first, week):
    hours, day = capacity([25] * 3, SK_MOB2=[25] * 3), MONDAY + timedelta(weeks=week)
    whole, part = ten(), ten()[first:]
    assert waterlines(part, hours, day)[0].rows <= waterlines(whole, hours, day)[0].rows


def test_days_gone_by_have_no_hours_left():
    person = Person(uid="p1", name="Examiner 01", starts_on=date(2020, 1, 6))
    skill = SkillHeld(person="p1", skill="SK_MOB2", valid_from=date(2020, 1, 6))
    pattern = full_time_pattern("p1", date(2020, 1, 6))
    team = Team(people=(person,), patterns=(pattern,), skills=(skill,))
    whole = capacity_ahead(team, MONDAY - timedelta(days=1), 3)
    assert list(whole.net) == [0, 35, 35]  # the Sunday is over
    after_tuesday = capacity_ahead(team, MONDAY + timedelta(days=1), 2)
    assert list(after_tuesday.net) == [21, 35]
    assert list(after_tuesday.skills["SK_MOB2"].net) == [21, 35]
    left = Team(people=(Person(**{**_facts(person), "ends_on": MONDAY}),))
    assert capacity_ahead(left, MONDAY, 2).net.sum() == 0


def _facts(person):
    return {name: getattr(person, name) for name in person.__slots__}
