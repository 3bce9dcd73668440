from datetime import date

import pytest

from app.capacity.day_grid import Ground, Mark, day_grid, holders_by_day
from app.casework.working_time import Holidays
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, WorkingPattern, full_time_pattern
from app.workforce.team import Team

START, MONDAY = date(2026, 1, 5), date(2026, 11, 2)


def person(uid, **facts):
    return Person(**{"uid": uid, "name": uid, "starts_on": START, **facts})


def away(who, first, last, kind="A_LEAVE", **facts):
    first_on, last_on = date(2026, 11, first), date(2026, 11, last)
    return Absence(person=who, kind=kind, first_on=first_on, last_on=last_on, **facts)


def team(*people, **facts):
    patterns = [full_time_pattern(one.uid, START) for one in people]
    return Team(people=people, **{"patterns": tuple(patterns), **facts})


def grid_of(found):
    return day_grid(found, MONDAY, date(2026, 11, 29))


def words(grid, row=0):
    return [Ground(one).name for one in grid.ground[row, :7].tolist()]


def test_a_day_is_worked_free_a_holiday_or_outside_the_time_in_post():
    holidays = Holidays("test", frozenset({date(2026, 11, 4)}))
    one = person("a", starts_on=date(2026, 11, 3))
    grid = grid_of(team(one, holidays=holidays))
    assert words(grid) == ["OUT", "WORK", "HOLIDAY", "WORK", "WORK", "REST", "REST"]


def test_days_of_part_time_are_not_rostered():
    hours = (7.0, 7.0, 0.0, 7.0, 0.0, 0.0, 0.0)
    pattern = WorkingPattern(person="a", valid_from=START, hours=hours)
    grid = grid_of(team(person("a"), patterns=(pattern,)))
    assert words(grid) == ["WORK", "WORK", "REST", "WORK", "REST", "REST", "REST"]


def test_people_whose_hours_are_not_counted_have_days_too():
    grid = grid_of(team(person("a", role="GATEKEEPER")))
    assert words(grid)[:5] == ["WORK"] * 5


@pytest.mark.parametrize(
    ("kind", "facts", "mark"),
    [
        ("A_LEAVE", {}, Mark.LEAVE),
        ("A_TOIL", {}, Mark.LEAVE),
        ("A_SICK_L", {}, Mark.SICKNESS),
        ("A_MAT", {}, Mark.OTHER_ABSENCE),
        ("A_OWN", {}, Mark.OTHER_ABSENCE),
        ("A_LEAVE", {"hours_per_day": 3.5}, Mark.PART),
        ("A_PHASED", {"share_kept": 0.5}, Mark.PART),
        ("B_COURT", {}, Mark.OTHER_WORK),
        ("B_COURT", {"hours_per_day": 2.0}, Mark.OTHER_WORK),
    ],
)
def test_each_absence_is_of_one_mark(kind, facts, mark):
    found = team(person("a"), absences=(away("a", 3, 4, kind, **facts),))
    run = grid_of(found).run_at(0, 1)
    assert run.mark is mark


def test_only_whole_days_of_work_count_as_away():
    absences = (away("a", 6, 9), away("a", 10, 10, hours_per_day=3.5))
    grid = grid_of(team(person("a"), absences=absences))
    assert [column for column in range(28) if grid.away[0, column]] == [4, 7]


def test_a_whole_day_shows_before_a_part_of_it():
    phased = away("a", 2, 20, "A_PHASED", share_kept=0.5)
    leave = away("a", 5, 6)
    grid = grid_of(team(person("a"), absences=(leave, phased)))
    assert grid.absences_on(0, 3) == [leave, phased]
    assert grid.run_at(0, 0).absence == phased
    assert grid.run_at(0, 20) is None


def test_an_absence_is_cut_to_the_days_of_the_grid():
    first, last = date(2026, 1, 12), date(2027, 3, 1)
    long = Absence(person="a", kind="A_MAT", first_on=first, last_on=last)
    grid = grid_of(team(person("a"), absences=(long, away("b", 3, 4))))
    assert [(run.first, run.last) for run in grid.runs[0]] == [(0, 27)]


def test_absences_of_nobody_in_the_team_and_of_other_days_are_passed_over():
    first, last = date(2026, 1, 12), date(2026, 1, 13)
    old = Absence(person="a", kind="A_LEAVE", first_on=first, last_on=last)
    grid = grid_of(team(person("a"), absences=(old, away("b", 3, 4))))
    assert grid.runs == ((),)


def test_a_holder_counts_while_in_post_current_and_out_of_training():
    skills = (
        SkillHeld(
            person="a",
            skill="SK_WIN",
            valid_from=date(2026, 11, 4),
            valid_to=date(2026, 11, 6),
        ),
        SkillHeld(person="b", skill="SK_WIN", level=0, valid_from=START),
        SkillHeld(person="gone", skill="SK_WIN", valid_from=START),
    )
    found = team(person("a", ends_on=date(2026, 11, 5)), person("b"), skills=skills)
    held = holders_by_day(found, grid_of(found))["SK_WIN"]
    assert [tuple(map(int, cell)) for cell in zip(*held.nonzero(), strict=True)] == [
        (0, 2),
        (0, 3),
    ]


def test_columns_and_days_are_the_same_both_ways():
    grid = grid_of(team(person("a")))
    assert (grid.first, grid.days) == (MONDAY, 28)
    assert grid.day(grid.column(date(2026, 11, 11))) == date(2026, 11, 11)
