"""The subset of skills that is short, against all subsets gone through by hand."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.capacity.bottleneck import (
    MOST,
    Lender,
    bottleneck,
    bottleneck_words,
    lenders,
    singly,
)
from app.capacity.by_week import capacity_by_week
from app.casework.working_time import weeks_between
from app.workforce.examiner import SkillHeld
from tests.capacity.test_capacity import EARLY_START, MONDAY, day, person, team

SKILLS = ("A", "B", "C", "D")
NAMES = {"A": "Mobile level 3", "B": "Chip", "C": "Windows"}
HOURS = st.floats(0.5, 200)
NEED = st.frozensets(st.sampled_from(SKILLS), max_size=3)
ASKED = st.dictionaries(NEED, HOURS, max_size=6)


def lender(name, skills, hours):
    return Lender(person=name, skills=frozenset(skills), hours=hours)


THERE = st.lists(st.tuples(NEED, HOURS), max_size=5).map(
    lambda every: [lender(str(n), *one) for n, one in enumerate(every)]
)


def brute_force(asked, there):
    """Go through every subset of every skill held, and the unit, one by one."""
    held = set().union(*(one.skills for one in there))
    can = {need: hours for need, hours in asked.items() if need <= held}
    subsets = [
        frozenset(some)
        for size in range(1, len(held) + 1)
        for some in combinations(sorted(held), size)
    ]
    ratios = {}
    for subset in subsets:
        wanted = sum(hours for need, hours in can.items() if need and need <= subset)
        hours = sum(one.hours for one in there if one.skills & subset)
        if hours and wanted:
            ratios[subset] = wanted / hours
    if there and can:
        ratios[frozenset()] = sum(can.values()) / sum(one.hours for one in there)
    return ratios


@given(asked=ASKED, there=THERE)
def test_no_subset_has_a_larger_ratio_by_going_through_all(asked, there):
    found, ratios = bottleneck(asked, there).worst, brute_force(asked, there)
    if not ratios:
        assert found is None
        return
    most = max(ratios.values())
    assert found.ratio == pytest.approx(most)
    assert ratios[frozenset(found.skills)] == pytest.approx(most)
    alike = [
        some for some, ratio in ratios.items() if some and ratio > most * (1 - 1e-7)
    ]
    if found.skills:
        assert len(found.skills) <= min(map(len, alike)) or not alike


@given(asked=ASKED, there=THERE)
def test_work_that_nobody_can_do_is_told_apart(asked, there):
    held = frozenset().union(*(one.skills for one in there))
    found = bottleneck(asked, there)
    lost = {need: hours for need, hours in asked.items() if not need <= held}
    assert found.lost == pytest.approx(sum(lost.values()))
    assert set(found.uncovered) == set().union(*lost) - held


@given(asked=ASKED, there=THERE, more=HOURS)
def test_more_work_never_eases_it_and_more_hours_never_worsen_it(asked, there, more):
    before = bottleneck(asked, there).worst
    assume(before is not None)
    held = frozenset().union(*(one.skills for one in there))
    need = next(need for need in asked if need <= held)
    harder = bottleneck({**asked, need: asked[need] + more}, there).worst
    easier = bottleneck(asked, [*there, lender("new", before.skills, more)]).worst
    assert harder.ratio >= before.ratio * (1 - 1e-9)
    assert easier.ratio <= before.ratio * (1 + 1e-9)


@given(there=THERE, asked=ASKED, times=st.floats(0.1, 10))
def test_the_bottleneck_does_not_depend_on_the_unit_of_work(there, asked, times):
    one = bottleneck(asked, there).worst
    other = bottleneck(
        {need: times * each for need, each in asked.items()}, there
    ).worst
    assert (one is None) == (other is None)
    if one is not None:
        assert other.ratio == pytest.approx(times * one.ratio)


def test_two_skills_of_the_same_people_are_short_though_each_has_room():
    there = [lender("p", "AB", 20), lender("q", "AB", 20), lender("r", "C", 100)]
    found = bottleneck(singly({"A": 31, "B": 30, "C": 20}), there)
    assert found.worst.skills == ("A", "B")
    assert (found.worst.asked, found.worst.there, found.worst.people) == (61, 40, 2)
    said = bottleneck_words(found, NAMES)
    assert said == (
        "Mobile level 3 with Chip: 61 h a week asked of 40 h that 2 people can give"
        " (152%)."
    )


def test_of_subsets_with_one_ratio_the_smallest_is_told():
    there = [lender("p", "A", 10), lender("q", "B", 10)]
    found = bottleneck(singly({"A": 12, "B": 12}), there)
    assert found.worst.skills == ("A",)


def test_work_that_any_examiner_can_do_counts_in_the_unit_alone():
    there = [lender("p", "A", 10), lender("q", "", 10)]
    found = bottleneck(singly({"A": 5, "": 30}), there)
    assert found.worst.skills == ()
    assert found.worst.ratio == pytest.approx(35 / 20)
    assert bottleneck_words(found, NAMES).startswith("All skills together: 35 h")


def test_a_skill_of_nobody_is_said_in_words_and_has_no_ratio():
    found = bottleneck(singly({"A": 60, "C": 5}), [lender("p", "C", 10)])
    assert found.uncovered == ("A",)
    assert found.worst.skills == ("C",)
    said = bottleneck_words(found, NAMES)
    assert said.startswith("Mobile level 3: 60 h a week asked, and nobody has hours")
    assert not {"inf", "nan"} & set(said.lower().split())


@pytest.mark.parametrize("there", [[], [lender("p", "A", 0.0)]])
def test_without_any_hours_nothing_is_divided(there):
    found = bottleneck(singly({"A": 10}), there)
    assert (found.worst, found.unit, found.uncovered) == (None, None, ("A",))
    assert "nobody has hours" in bottleneck_words(found, NAMES)


def test_without_work_there_is_no_bottleneck():
    found = bottleneck({}, [lender("p", "A", 10)])
    assert found.worst is None
    assert "No work arrived" in bottleneck_words(found, NAMES)


def test_more_skills_than_can_be_gone_through_leave_the_least_asked_out():
    codes = [f"S{n:02}" for n in range(MOST + 2)]
    there = [lender(code, [code], 10.0) for code in codes]
    found = bottleneck(singly({code: n + 1.0 for n, code in enumerate(codes)}), there)
    assert found.left_out == ("S00", "S01")
    assert found.worst.skills == (codes[-1],)


def test_the_hours_of_a_person_are_lent_once_to_all_skills():
    both = [SkillHeld(person="a", skill=one, valid_from=EARLY_START) for one in "AB"]
    weeks = weeks_between(MONDAY, MONDAY)
    (one,) = lenders(capacity_by_week(team(skills=tuple(both)), weeks, MONDAY))
    assert one.skills == {"A", "B"}
    assert one.hours == pytest.approx(35)


def test_hours_after_a_skill_lapses_go_to_the_others_only():
    held = (
        SkillHeld(person="a", skill="A", valid_from=EARLY_START, valid_to=day(2)),
        SkillHeld(person="a", skill="B", valid_from=EARLY_START),
    )
    weeks = weeks_between(MONDAY, MONDAY)
    there = lenders(capacity_by_week(team(skills=held), weeks, MONDAY))
    found = {one.skills: round(one.hours, 2) for one in there}
    assert found == {frozenset("AB"): 21.0, frozenset("B"): 14.0}


def test_a_person_without_skills_lends_to_the_unit():
    weeks = weeks_between(MONDAY, MONDAY)
    (one,) = lenders(capacity_by_week(team(person()), weeks, MONDAY))
    assert one.skills == frozenset()
