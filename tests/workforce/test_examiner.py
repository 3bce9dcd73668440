"""People, patterns and skills: what cannot be is refused when it is made."""

from datetime import date

import pytest

from app.errors import CapacityError
from app.workforce.examiner import (
    Person,
    SkillHeld,
    WorkingPattern,
    add_pattern,
    full_time_pattern,
)

JANUARY, MARCH = date(2026, 1, 5), date(2026, 3, 31)


def test_a_person_is_in_post_from_the_first_day_to_the_last() -> None:
    person = Person(uid="p", name="Alder", starts_on=JANUARY, ends_on=MARCH)
    assert not person.is_in_post(date(2026, 1, 4))
    assert person.is_in_post(JANUARY)
    assert person.is_in_post(MARCH)
    assert not person.is_in_post(date(2026, 4, 1))


def test_a_person_without_an_end_stays_in_post() -> None:
    person = Person(uid="p", name="Alder", starts_on=JANUARY)
    assert person.is_in_post(date(2099, 1, 1))


def test_a_person_cannot_leave_before_starting() -> None:
    with pytest.raises(CapacityError, match="Alder ends on 5 Jan 2026 before"):
        Person(uid="p", name="Alder", starts_on=MARCH, ends_on=JANUARY)


@pytest.mark.parametrize(("name", "role"), [(" ", "EXAMINER"), ("Alder", "")])
def test_a_person_needs_a_name_and_a_role(name: str, role: str) -> None:
    with pytest.raises(CapacityError, match="needs a"):
        Person(uid="p", name=name, role=role, starts_on=JANUARY)


def test_a_compressed_part_time_week_is_exact() -> None:
    hours = (9.5, 0.0, 9.5, 0.0, 2.0, 0.0, 0.0)
    pattern = WorkingPattern(person="p", valid_from=JANUARY, hours=hours)
    assert pattern.weekly_hours == 21
    assert pattern.full_time_equivalent() == 0.6
    assert pattern.full_time_equivalent(42) == 0.5


def test_full_time_is_spread_over_five_days() -> None:
    pattern = full_time_pattern("p", JANUARY)
    assert pattern.hours == (7, 7, 7, 7, 7, 0, 0)
    assert pattern.full_time_equivalent() == 1


@pytest.mark.parametrize(
    ("hours", "sentence"),
    [
        ((7.0,) * 5, "has 5 days instead of seven"),
        ((25.0,) + (0.0,) * 6, "a day of 25 hours"),
        ((-1.0,) + (0.0,) * 6, "a day of -1 hours"),
        ((float("nan"),) + (0.0,) * 6, "a day of nan hours"),
    ],
)
def test_an_impossible_pattern_is_refused(
    hours: tuple[float, ...], sentence: str
) -> None:
    with pytest.raises(CapacityError, match=sentence):
        WorkingPattern(person="p", valid_from=JANUARY, hours=hours)


def test_a_pattern_cannot_end_before_it_begins() -> None:
    with pytest.raises(CapacityError, match="A working pattern ends on"):
        WorkingPattern(person="p", valid_from=MARCH, valid_to=JANUARY, hours=(5.0,) * 7)


def test_a_skill_is_current_until_its_last_day() -> None:
    held = SkillHeld(person="p", skill="SK_MOB3", valid_from=JANUARY, valid_to=MARCH)
    assert held.is_current(MARCH)
    assert not held.is_current(date(2026, 4, 1))


def test_a_skill_in_training_is_not_current() -> None:
    held = SkillHeld(person="p", skill="SK_MOB3", level=0, valid_from=JANUARY)
    assert not held.is_current(MARCH)


@pytest.mark.parametrize(("skill", "level"), [("SK_MOB1", 4), ("SK_MOB1", -1), ("", 1)])
def test_an_impossible_skill_is_refused(skill: str, level: int) -> None:
    with pytest.raises(CapacityError):
        SkillHeld(person="p", skill=skill, level=level, valid_from=JANUARY)


def test_a_new_pattern_ends_the_one_without_an_end_on_the_day_before() -> None:
    full = full_time_pattern("p", JANUARY)
    part = full_time_pattern("p", MARCH, weekly_hours=21)
    before, after = add_pattern([full], part)
    assert before.valid_to == date(2026, 3, 30)
    assert after == part


def test_a_new_pattern_leaves_those_of_other_people_alone() -> None:
    other = full_time_pattern("q", JANUARY)
    assert other in add_pattern([other], full_time_pattern("p", MARCH))


def test_a_new_pattern_within_another_is_refused() -> None:
    full = full_time_pattern("p", MARCH)
    with pytest.raises(CapacityError, match="two working patterns on 31 Mar 2026"):
        add_pattern([full], full_time_pattern("p", JANUARY))
