from datetime import date

import pytest

from app.capacity.conflict import (
    conflicts_ahead,
    conflicts_of,
    engaged_on,
    overlaps_of,
)
from app.casework.working_time import Holidays
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, WorkingPattern, full_time_pattern
from app.workforce.team import Team

START = date(2020, 1, 6)


def on(number):
    """Return a day of November 2026; the second is a Monday."""
    return date(2026, 11, number)


def away(who, first, last, **facts):
    named = {"kind": "A_LEAVE", **facts}
    return Absence(person=who, first_on=on(first), last_on=on(last), **named)


def holds(who, skill="SK_MOB3", **facts):
    return SkillHeld(**{"person": who, "skill": skill, "valid_from": START, **facts})


def team(names, *absences, skills=None, **facts):
    people = tuple(Person(uid=one, name=one, starts_on=START) for one in names)
    patterns = tuple(full_time_pattern(one, START) for one in names)
    return Team(
        **{
            "people": people,
            "patterns": patterns,
            "skills": tuple(map(holds, names)) if skills is None else skills,
            "absences": absences,
            **facts,
        }
    )


def shown(found):
    return [
        (one.skill, one.first_on.day, one.last_on.day, one.there, one.holders, one.away)
        for one in found
    ]


def test_one_of_three_away_leaves_enough():
    assert conflicts_of(team("abc"), [away("a", 2, 6)]) == ()


def test_two_of_three_away_together_leave_one_and_the_other_is_named():
    found = conflicts_of(team("abc", away("b", 4, 5)), [away("a", 2, 6)])
    assert shown(found) == [("SK_MOB3", 4, 5, 1, 3, ("a", "b"))]


def test_people_away_one_after_the_other_are_not_away_together():
    (one,) = conflicts_ahead(team("ab", away("a", 2, 2), away("b", 3, 3)), on(2), 1)
    assert (one.first_on, one.last_on, one.away) == (on(2), on(3), ("a", "b"))
    assert one.together == 1
    (both,) = conflicts_of(team("abc", away("b", 4, 5)), [away("a", 2, 6)])
    assert both.together == 2


def test_the_only_holder_away_leaves_nobody():
    found = conflicts_of(team("ab", skills=(holds("a"),)), [away("a", 2, 3)])
    assert shown(found) == [("SK_MOB3", 2, 3, 0, 1, ("a",))]


def test_days_on_which_fewer_are_left_are_told_apart():
    found = conflicts_of(team("ab", away("b", 4, 4)), [away("a", 3, 5)])
    assert [(one.first_on.day, one.last_on.day, one.there) for one in found] == [
        (3, 3, 1),
        (4, 4, 0),
        (5, 5, 1),
    ]


def test_a_weekend_neither_counts_nor_breaks_a_conflict():
    found = conflicts_of(team("ab"), [away("a", 6, 9)])
    assert shown(found) == [("SK_MOB3", 6, 9, 1, 2, ("a",))]


def test_days_off_alone_are_no_conflict():
    holidays = Holidays("test", frozenset({on(9)}))
    found = conflicts_of(team("ab", holidays=holidays), [away("a", 7, 9)])
    assert found == ()


def test_a_day_that_a_part_timer_does_not_work_counts_as_not_there():
    hours = (7.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    patterns = (
        full_time_pattern("a", START),
        full_time_pattern("b", START),
        WorkingPattern(person="c", valid_from=START, hours=hours),
    )
    found = conflicts_of(team("abc", patterns=patterns), [away("a", 2, 3)])
    assert shown(found) == [("SK_MOB3", 3, 3, 1, 3, ("a",))]


def test_parts_of_days_and_other_skills_lead_to_nothing():
    skills = (holds("a", "SK_WIN"), holds("b"))
    assert conflicts_of(team("ab", skills=skills), [away("c", 2, 3)]) == ()
    part = away("a", 2, 3, hours_per_day=2.0)
    assert conflicts_of(team("ab"), [part]) == ()


def test_a_skill_in_training_or_lapsed_is_not_missed():
    skills = (
        holds("a", level=0),
        holds("a", "SK_WIN", valid_to=on(1)),
        holds("b"),
        holds("b", "SK_WIN"),
    )
    assert conflicts_of(team("ab", skills=skills), [away("a", 2, 3)]) == ()


def test_whole_days_of_other_work_count_as_away():
    found = conflicts_of(team("ab"), [away("a", 5, 5, kind="B_COURT")])
    assert shown(found) == [("SK_MOB3", 5, 5, 1, 2, ("a",))]


def test_a_changed_absence_does_not_count_twice():
    stored = away("a", 2, 6, uid="one")
    unit = team("ab", stored)
    found = conflicts_of(unit, [away("a", 5, 6, uid="one")], instead_of="one")
    assert shown(found) == [("SK_MOB3", 5, 6, 1, 2, ("a",))]


def test_conflicts_ahead_begin_on_the_day_and_come_in_order():
    unit = team("ab", away("a", 2, 6), away("b", 10, 11))
    found = conflicts_ahead(unit, on(4))
    assert shown(found) == [
        ("SK_MOB3", 4, 6, 1, 2, ("a",)),
        ("SK_MOB3", 10, 11, 1, 2, ("b",)),
    ]
    assert shown(conflicts_ahead(unit, on(4), weeks=1)) == [
        *shown(found[:1]),
        ("SK_MOB3", 10, 10, 1, 2, ("b",)),
    ]


def test_a_skill_that_only_one_holds_is_no_conflict_while_that_one_is_there():
    assert conflicts_ahead(team("a"), on(2)) == ()


def test_nobody_in_the_team_has_no_conflicts():
    assert conflicts_ahead(Team(people=()), on(2)) == ()
    assert conflicts_of(Team(people=()), [away("a", 2, 3)]) == ()
    assert conflicts_of(team("a"), []) == ()


@pytest.mark.parametrize(
    ("first", "last", "overlaps"), [(1, 1, 0), (1, 2, 1), (6, 9, 1), (7, 9, 0)]
)
def test_whole_days_of_one_person_may_not_overlap(first, last, overlaps):
    unit = team("ab", away("a", 2, 6, uid="one"))
    assert len(overlaps_of(unit, [away("a", first, last)])) == overlaps


def test_parts_of_days_others_and_the_absence_itself_do_not_overlap():
    unit = team("ab", away("a", 2, 6, uid="one"))
    assert overlaps_of(unit, [away("a", 2, 6, hours_per_day=2.0)]) == ()
    assert overlaps_of(unit, [away("b", 2, 6)]) == ()
    assert overlaps_of(unit, [away("a", 3, 9)], instead_of="one") == ()


def test_leave_over_hours_in_court_is_told_and_over_somebody_elses_is_not():
    court = away("a", 4, 4, kind="B_COURT", hours_per_day=3.0)
    theirs = away("b", 4, 4, kind="B_COURT", hours_per_day=3.0)
    unit = team("ab", court, theirs, away("a", 5, 5, hours_per_day=2.0))
    assert engaged_on(unit, [away("a", 2, 6)]) == (court,)
    assert engaged_on(unit, [away("a", 5, 6)]) == ()
    assert engaged_on(unit, [away("a", 4, 4, hours_per_day=1.0)]) == ()
