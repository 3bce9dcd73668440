"""Gross to net: every hour is somewhere, none is taken twice, and the domain's year."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.capacity.by_week import (
    CapacityByWeek,
    capacity_by_week,
    coming_weeks,
    mean_weekly_net,
    weekly_net,
)
from app.capacity.deductions import SICKNESS_ALLOWANCE
from app.casework.working_time import Holidays, weeks_between
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import (
    Person,
    SkillHeld,
    WorkingPattern,
    full_time_pattern,
)
from app.workforce.team import Team

MONDAY = date(2026, 1, 5)
BEFORE, LATER = date(2025, 1, 1), date(2099, 1, 1)
WEEKS = weeks_between(MONDAY, date(2026, 3, 1))
EARLY_START = date(2020, 1, 1)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def person(uid: str = "a", **facts: Any) -> Person:
    return Person(**{"uid": uid, "name": uid, "starts_on": EARLY_START, **facts})


def away(first: int, last: int, kind: str = "A_LEAVE", **facts: Any) -> Absence:
    facts = {"person": "a", **facts}
    return Absence(kind=kind, first_on=day(first), last_on=day(last), **facts)


def other_work(kind: str = "B_QA", **facts: Any) -> Abstraction:
    return Abstraction(**{"kind": kind, "valid_from": EARLY_START, **facts})


def team(*people: Person, weekly_hours: float = 35, **facts: Any) -> Team:
    everyone = people or (person(),)
    patterns = tuple(
        full_time_pattern(one.uid, EARLY_START, weekly_hours=weekly_hours)
        for one in everyone
    )
    return Team(**{"people": everyone, "patterns": patterns, **facts})


def capacity(
    those: Team, weeks: Sequence[date] = WEEKS, as_at: date = LATER
) -> CapacityByWeek:
    return capacity_by_week(those, weeks, as_at)


def test_a_year_of_the_domain_reference_goes_from_1825_to_1419_to_1107_hours() -> None:
    year = date(2026, 1, 5)  # 364 days follow, all rostered 5 h: 35 h a week
    everyday = WorkingPattern(person="a", valid_from=EARLY_START, hours=(5.0,) * 7)
    start, end = year, year + timedelta(days=364)
    someone = person(starts_on=start, ends_on=end)
    gone = [
        away(0, 258, hours_per_day=1.0),  # leave and holidays: 37 days of 7 h
        away(260, 315, "A_SICK_S", hours_per_day=1.0),  # sickness: 8 days of 7 h
    ]
    days = 365 / 7
    kinds = [
        other_work("B_TRAIN", weekly_hours=10 * 7 / days),
        other_work("B_COURT", weekly_hours=3 * 7 / days),
        other_work("B_QA", share=0.08),
        other_work("B_ADMIN", share=0.08),
        other_work("B_SCENE", share=0.06),
    ]
    those = Team(
        people=(someone,),
        patterns=(everyday,),
        absences=tuple(gone),
        abstractions=tuple(kinds),
    )
    found = capacity(those, weeks_between(start, end))
    shares = [found.deductions[kind].sum() for kind in ("B_QA", "B_ADMIN", "B_SCENE")]
    assert found.gross.sum() == pytest.approx(1825)
    assert found.net.sum() + sum(shares) == pytest.approx(1419)
    assert round(found.net.sum()) == 1107
    assert found.net.sum() / found.gross.sum() == pytest.approx(0.61, abs=0.005)


def test_gross_is_contracted_hours_of_people_in_post_full_and_part_time() -> None:
    patterns = (
        full_time_pattern("a", EARLY_START),
        full_time_pattern("b", EARLY_START, weekly_hours=21),
    )
    found = capacity(Team(people=(person("a"), person("b")), patterns=patterns))
    assert list(found.gross) == [56.0] * 8
    assert found.full_time_equivalents[0] == pytest.approx(1.6)
    assert found.net_by_person[:, 0] == pytest.approx([35, 21])


def test_people_count_nothing_before_they_start_and_after_they_end() -> None:
    someone = person(starts_on=day(7 + 2), ends_on=day(14 + 1))  # Wed to Tue
    found = capacity(team(someone))
    assert list(found.gross[:4]) == [0, 21, 14, 0]
    assert list(found.headcount[:4]) == [0, 1, 1, 0]


def test_someone_with_no_pattern_is_in_post_without_hours() -> None:
    found = capacity(Team(people=(person(),)))
    assert found.headcount[0] == 1
    assert found.gross.sum() == 0


def test_a_change_of_pattern_within_a_week_counts_from_its_day() -> None:
    patterns = (
        WorkingPattern(
            person="a",
            valid_from=EARLY_START,
            valid_to=day(1),
            hours=(7, 7, 7, 7, 7, 0, 0),
        ),
        WorkingPattern(person="a", valid_from=day(2), hours=(10, 10, 10, 5, 0, 0, 0)),
    )
    found = capacity(Team(people=(person(),), patterns=patterns))
    assert list(found.gross[:2]) == [7 + 7 + 10 + 5, 35]


def test_only_casework_roles_count() -> None:
    found = capacity(team(person("a"), person("b", role="MANAGER")))
    assert found.people == ("a",)
    assert found.gross[0] == 35


def test_a_public_holiday_takes_the_hours_rostered_on_it() -> None:
    holidays = Holidays("here", frozenset({day(0), day(5)}))  # Monday and Saturday
    found = capacity(team(holidays=holidays))
    assert found.deductions["A_PH"][0] == 7
    assert found.net[0] == 28


def test_leave_over_a_public_holiday_is_not_taken_off_twice() -> None:
    holidays = Holidays("here", frozenset({day(0)}))
    found = capacity(team(holidays=holidays, absences=(away(0, 4),)))
    assert found.deductions["A_PH"][0] == 7
    assert found.deductions["A_LEAVE"][0] == 28
    assert found.net[0] == 0


def test_overlapping_absences_are_not_taken_off_twice() -> None:
    absences = (away(0, 4), away(2, 8), away(1, 2, "A_SICK_S"))
    found = capacity(team(absences=absences))
    assert found.deductions["A_SICK_S"][0] == 14
    assert found.deductions["A_LEAVE"][0] == 21
    assert found.deductions["A_LEAVE"][1] == 14
    assert list(found.net[:2]) == [0, 21]


def test_hours_away_come_off_each_rostered_day_and_never_more_than_it_has() -> None:
    absences = (
        away(0, 6, "A_TOIL", hours_per_day=2.5),
        away(0, 0, hours_per_day=6.0),
    )
    found = capacity(team(absences=absences))
    assert found.deductions["A_LEAVE"][0] == 6
    assert found.deductions["A_TOIL"][0] == 1 + 4 * 2.5
    assert found.net[0] == 35 - 17


def test_a_phased_return_keeps_its_share() -> None:
    found = capacity(team(absences=(away(0, 6, "A_PHASED", share_kept=0.6),)))
    assert found.deductions["A_PHASED"][0] == pytest.approx(14)
    assert found.net[0] == pytest.approx(21)


def test_absences_of_somebody_else_and_outside_the_weeks_take_nothing() -> None:
    absences = (away(0, 4, person="x"), away(-30, -1), away(56, 90))
    assert list(capacity(team(absences=absences)).net) == [35.0] * 8


def test_an_absence_that_reaches_beyond_the_weeks_takes_all_of_them() -> None:
    found = capacity(team(absences=(away(-400, 400, "A_SICK_L"),)))
    assert found.net.sum() == 0
    assert found.deductions["A_SICK_L"].sum() == found.gross.sum()


def test_the_sickness_allowance_comes_off_days_to_come_only() -> None:
    found = capacity(team(sickness_allowance=0.1), as_at=day(7 + 2))  # a Wednesday
    assert found.deductions[SICKNESS_ALLOWANCE][:3] == pytest.approx([0, 1.4, 3.5])


def test_the_sickness_allowance_is_of_the_hours_that_are_left() -> None:
    absences = (away(0, 1),)
    found = capacity(team(absences=absences, sickness_allowance=0.1), as_at=BEFORE)
    assert found.deductions[SICKNESS_ALLOWANCE][0] == pytest.approx(2.1)


def test_hours_of_other_work_come_off_before_shares() -> None:
    kinds = (
        other_work("B_TRAIN", weekly_hours=5.0),
        other_work("B_QA", share=0.1),
        other_work("B_ADMIN", share=0.2, person="a"),
    )
    found = capacity(team(abstractions=kinds))
    assert found.deductions["B_TRAIN"][0] == pytest.approx(5)
    assert found.deductions["B_QA"][0] == pytest.approx(3)
    assert found.deductions["B_ADMIN"][0] == pytest.approx(6)
    assert found.net[0] == pytest.approx(21)


def test_other_work_of_everyone_comes_off_each_and_of_one_off_that_one() -> None:
    kinds = (
        other_work("B_WELF", weekly_hours=1.0),
        other_work("B_COURT", weekly_hours=4.0, person="b"),
        other_work("B_QA", weekly_hours=9.0, person="x"),
    )
    found = capacity(team(person("a"), person("b"), abstractions=kinds))
    assert found.net_by_person[:, 0] == pytest.approx([34, 30])
    assert "B_QA" not in found.deductions


def test_other_work_counts_on_the_days_on_which_it_holds() -> None:
    last = day(7 + 1)  # until the Tuesday of the second week
    kinds = (
        other_work("B_TRAIN", weekly_hours=7.0, valid_to=last),
        other_work("B_QA", share=0.5, valid_to=last),
    )
    found = capacity(team(abstractions=kinds))
    assert found.deductions["B_TRAIN"][:3] == pytest.approx([7, 2, 0])
    assert found.deductions["B_QA"][:3] == pytest.approx([14, 0.5 * 33 * 2 / 5, 0])


def test_other_work_cannot_take_more_than_there_is() -> None:
    kinds = (
        other_work("B_TRAIN", weekly_hours=30.0),
        other_work("B_COURT", weekly_hours=10.0),
    )
    found = capacity(team(abstractions=kinds))
    assert found.net[0] == pytest.approx(0)
    assert found.deductions["B_TRAIN"][0] == pytest.approx(35 * 3 / 4)


def test_shares_above_the_whole_take_the_whole_in_proportion() -> None:
    kinds = (other_work("B_QA", share=0.9), other_work("B_ADMIN", share=0.6))
    found = capacity(team(abstractions=kinds))
    assert found.net[0] == pytest.approx(0)
    assert found.deductions["B_QA"][0] == pytest.approx(21)


def test_a_week_away_leaves_no_hours_to_take_other_work_from() -> None:
    kinds = (
        other_work("B_QA", share=0.1),
        other_work("B_TRAIN", weekly_hours=2.0),
    )
    found = capacity(team(absences=(away(0, 6),), abstractions=kinds))
    assert found.deductions["B_QA"][0] == 0
    assert found.deductions["B_TRAIN"][0] == 0


def test_the_groups_hold_all_that_is_deducted() -> None:
    kinds = (other_work("B_QA", share=0.1), other_work("B_LOCAL", weekly_hours=3.0))
    found = capacity(team(absences=(away(0, 1),), abstractions=kinds))
    groups = found.grouped
    assert groups["Other"][0] == pytest.approx(3)
    assert groups["Leave"][0] == 14
    assert np.sum(list(groups.values()), axis=0) + found.net == pytest.approx(
        found.gross
    )


def test_a_skill_counts_the_hours_while_it_is_current() -> None:
    skills = (
        SkillHeld(person="a", skill="SK_MOB3", valid_from=BEFORE, valid_to=day(7 + 1)),
        SkillHeld(person="b", skill="SK_MOB3", valid_from=day(7), valid_to=day(20)),
        SkillHeld(person="b", skill="SK_MOB3", level=0, valid_from=BEFORE),
    )
    found = capacity(team(person("a"), person("b"), skills=skills)).skills["SK_MOB3"]
    assert list(found.net[:4]) == [35, 14 + 35, 35, 0]
    assert list(found.cover[:4]) == [1, 2, 1, 0]


def test_the_only_holder_of_a_skill_on_long_leave_leaves_it_without_cover() -> None:
    skills = (SkillHeld(person="a", skill="SK_MOB3", valid_from=BEFORE),)
    absences = (away(7, 20, "A_MAT"),)
    those = team(person("a"), person("b"), skills=skills, absences=absences)
    found = capacity(those).skills["SK_MOB3"]
    assert list(found.holders[:4]) == [1, 1, 1, 1]
    assert list(found.cover[:4]) == [1, 0, 0, 1]


def test_a_renewed_skill_does_not_count_its_holder_twice() -> None:
    skills = (
        SkillHeld(person="a", skill="SK_WIN", valid_from=BEFORE, valid_to=day(10)),
        SkillHeld(person="a", skill="SK_WIN", valid_from=day(3)),
    )
    found = capacity(team(skills=skills)).skills["SK_WIN"]
    assert list(found.net) == [35.0] * 8
    assert list(found.cover) == [1] * 8


def test_a_holder_whose_hours_all_go_to_other_work_is_no_cover() -> None:
    skills = (SkillHeld(person="a", skill="SK_WIN", valid_from=BEFORE),)
    kinds = (other_work("B_QA", share=0.9), other_work("B_ADMIN", share=0.8))
    found = capacity(team(skills=skills, abstractions=kinds)).skills["SK_WIN"]
    assert list(found.holders) == [1] * 8
    assert list(found.cover) == [0] * 8


def test_a_team_of_nobody_has_no_hours() -> None:
    found = capacity(Team(people=(), abstractions=(other_work(share=0.5),)))
    assert found.net.sum() == 0
    assert found.headcount.sum() == 0


@pytest.mark.parametrize(
    "weeks",
    [[], [date(2026, 1, 6)], [MONDAY, date(2026, 1, 19)], [MONDAY, MONDAY]],
)
def test_weeks_that_are_not_whole_or_not_in_a_row_are_a_fault(
    weeks: list[date],
) -> None:
    with pytest.raises(ValueError, match="a span"):
        capacity(team(), weeks)


def test_the_coming_weeks_begin_after_the_week_of_the_day() -> None:
    weeks = coming_weeks(date(2026, 3, 29))  # a Sunday
    assert weeks[0] == date(2026, 3, 30)
    assert len(weeks) == 13
    assert coming_weeks(date(2026, 3, 30), 1) == [date(2026, 4, 6)]


def test_the_mean_of_the_coming_weeks_is_that_of_their_hours() -> None:
    those = team(absences=(away(7, 13),), sickness_allowance=0.02)
    as_at = day(2)
    expected = weekly_net(those, coming_weeks(as_at), as_at).mean()
    assert mean_weekly_net(those, as_at) == pytest.approx(expected)
    assert expected == pytest.approx(35 * 0.98 * 12 / 13)


HOURS = st.sampled_from([0.0, 3.5, 7.0, 7.4, 10.0])
SHARES = st.floats(0, 1)
UIDS = st.sampled_from("abc")
NUMBERS = st.integers(-20, 70)


@st.composite
def spans(draw: st.DrawFn) -> tuple[int, int]:
    first = draw(NUMBERS)
    return first, first + draw(st.integers(0, 40))


@st.composite
def absences(draw: st.DrawFn) -> Absence:
    first, last = draw(spans())
    kinds = ["A_LEAVE", "A_SICK_S", "A_PHASED", "A_NEW", "B_QA", "B_TRAIN"]
    kind = draw(st.sampled_from(kinds))
    facts: dict[str, Any] = {"person": draw(UIDS)}
    if kind == "A_PHASED":
        facts["share_kept"] = draw(SHARES)
    elif draw(st.booleans()):
        facts["hours_per_day"] = draw(st.floats(0.5, 12))
    return away(first, last, kind, **facts)


@st.composite
def abstractions(draw: st.DrawFn) -> Abstraction:
    first, last = draw(spans())
    facts: dict[str, Any] = {"weekly_hours": draw(st.floats(0.5, 60))}
    if draw(st.booleans()):
        facts = {"share": draw(SHARES)}
    kind = draw(st.sampled_from(["B_QA", "B_TRAIN", "B_ADMIN"]))
    who = draw(st.one_of(st.none(), UIDS))
    dates = {"valid_from": day(first), "valid_to": day(last)}
    return other_work(kind, person=who, **dates, **facts)


@st.composite
def teams(draw: st.DrawFn) -> Team:
    people = []
    for uid in "abc":
        first, last = draw(spans())
        people.append(person(uid, starts_on=day(first), ends_on=day(last)))
    patterns = [
        WorkingPattern(
            person=uid, valid_from=EARLY_START, hours=draw(st.tuples(*[HOURS] * 7))
        )
        for uid in "abc"
    ]
    free = draw(st.frozensets(st.integers(0, 60), max_size=5))
    return Team(
        people=tuple(people),
        patterns=tuple(patterns),
        absences=tuple(draw(st.lists(absences(), max_size=6))),
        abstractions=tuple(draw(st.lists(abstractions(), max_size=6))),
        holidays=Holidays("here", frozenset(map(day, free))),
        sickness_allowance=draw(SHARES),
    )


@settings(deadline=None)
@given(teams(), NUMBERS)
def test_gross_less_deductions_is_net_for_each_person_and_week(
    those: Team, as_at: int
) -> None:
    found = capacity(those, as_at=day(as_at))
    deducted = np.sum(list(found.deductions.values()), axis=0)
    assert found.gross - deducted == pytest.approx(found.net, abs=1e-9)
    taken = np.sum(list(found.taken_by_person.values()), axis=0)
    left = found.gross_by_person - taken
    assert left == pytest.approx(found.net_by_person, abs=1e-9)
    assert all((hours >= 0).all() for hours in found.taken_by_person.values())
    assert (found.net_by_person >= 0).all()
    assert (found.net_by_day >= 0).all()


@settings(deadline=None)
@given(teams())
def test_hours_away_are_those_counted_day_by_day(those: Team) -> None:
    plain = Team(
        people=those.people,
        patterns=those.patterns,
        absences=those.absences,
        holidays=those.holidays,
    )
    counted = sum(
        _present(plain, one, day(n)) for one in plain.people for n in range(56)
    )
    assert capacity(plain).net.sum() == pytest.approx(counted)


def _present(those: Team, one: Person, today: date) -> float:
    """Hours of one person on one day, reckoned the slow way."""
    if not one.is_in_post(today) or today in those.holidays:
        return 0.0
    pattern = next(item for item in those.patterns if item.person == one.uid)
    hours = pattern.hours[today.weekday()]
    fixed = fraction = parts = 0.0
    for absence in those.absences:
        if absence.person != one.uid:
            continue
        if not absence.first_on <= today <= absence.last_on:
            continue
        if absence.share_kept is not None:
            parts += 1 - absence.share_kept
        elif absence.hours_per_day is None:
            fraction = 1.0
        else:
            fixed += absence.hours_per_day
    gone = fraction * hours + fixed + min(parts, 1.0) * hours
    return max(hours - gone, 0.0)
