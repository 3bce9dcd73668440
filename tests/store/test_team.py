from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.errors import CapacityError, ChangedMeanwhile
from app.store import absence as absences
from app.store import person as people
from app.store.event import write
from app.store.setting import Settings, change_settings
from app.store.team import public_holidays, read_team
from app.store.verify import verify
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld, WorkingPattern, full_time_pattern

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
START, TODAY = date(2026, 1, 5), date(2026, 3, 31)


def act(store, function, *given, **named):
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        return function(operation, *given, **named)


def add(store, name="Examiner 1", **facts):
    person = Person(uid="", name=name, **{"starts_on": START, **facts})
    return act(store, people.add_person, person)


def leave(person, first, last, **facts):
    return Absence(
        **{"kind": "A_LEAVE", **facts}, person=person, first_on=first, last_on=last
    )


def test_a_person_comes_back_as_entered(store):
    uid = add(store, " Examiner 1 ", role="GATEKEEPER", site="LAB", ends_on=TODAY)
    assert read_team(store).people == (
        Person(
            uid=uid,
            name="Examiner 1",
            role="GATEKEEPER",
            site="LAB",
            starts_on=START,
            ends_on=TODAY,
        ),
    )


def test_the_team_has_the_settings_of_the_unit(store):
    change_settings(
        store, Settings(full_time=36.0, sickness_allowance=0.05), who="t", at=NOON
    )
    team = read_team(store)
    assert (team.full_time, team.sickness_allowance) == (36.0, 0.05)
    assert team.roles == {"EXAMINER"}
    assert date(2026, 11, 30) in team.holidays  # Saint Andrew's day


def test_a_region_without_a_calendar_is_refused():
    with pytest.raises(CapacityError, match="no calendar"):
        public_holidays("atlantis")


def test_two_people_of_one_name_at_one_time_are_refused(store):
    add(store)
    with pytest.raises(CapacityError, match="Somebody called EXAMINER 1"):
        add(store, "EXAMINER 1")
    assert len(read_team(store).people) == 1


def test_a_name_is_free_again_when_its_person_has_left(store):
    add(store, ends_on=date(2026, 2, 1))
    add(store, starts_on=date(2026, 3, 1))
    assert len(read_team(store).people) == 2


def test_a_person_is_changed_from_the_version_that_was_read(store):
    add(store)
    person = read_team(store).people[0]
    act(store, people.change_person, replace(person, site="B"), on=TODAY)
    assert read_team(store).people[0].site == "B"
    with pytest.raises(ChangedMeanwhile):
        act(store, people.change_person, replace(person, site="C"), on=TODAY)


def test_nothing_is_written_when_nothing_was_changed(store):
    add(store)
    person = read_team(store).people[0]
    act(store, people.change_person, person, on=TODAY)
    assert read_team(store).people[0].version == 1


def test_new_hours_end_the_former_ones_on_the_day_before(store):
    uid = add(store)
    act(store, people.set_pattern, full_time_pattern(uid, START))
    june = full_time_pattern(uid, date(2026, 6, 1), weekly_hours=20)
    act(store, people.set_pattern, june)
    first, second = read_team(store).patterns
    assert (first.valid_to, second.valid_to) == (date(2026, 5, 31), None)
    assert second.weekly_hours == 20


def test_hours_from_the_same_day_are_put_right(store):
    uid = add(store)
    for hours in (35, 28):
        pattern = full_time_pattern(uid, START, weekly_hours=hours)
        act(store, people.set_pattern, pattern)
    assert [pattern.weekly_hours for pattern in read_team(store).patterns] == [28]


def test_hours_that_run_into_later_ones_are_refused(store):
    uid = add(store)
    act(store, people.set_pattern, full_time_pattern(uid, date(2026, 6, 1)))
    with pytest.raises(CapacityError, match="two working patterns"):
        act(store, people.set_pattern, full_time_pattern(uid, START))
    assert len(read_team(store).patterns) == 1


def test_a_skill_is_added_changed_and_taken_away(store):
    uid = add(store)
    skill = SkillHeld(person=uid, skill="SK_WIN", level=2, valid_from=START)
    act(store, people.add_skill, skill)
    held = read_team(store).skills[0]
    assert (held.skill, held.level, held.valid_to) == ("SK_WIN", 2, None)
    act(store, people.change_skill, replace(held, valid_to=TODAY), on=TODAY)
    assert read_team(store).skills[0].valid_to == TODAY
    act(store, people.remove_skill, held.uid, on=TODAY)
    assert read_team(store).skills == ()


def test_somebody_in_training_is_not_taken_for_competent(store):
    skill = SkillHeld(person=add(store), skill="SK_WIN", level=0, valid_from=START)
    act(store, people.add_skill, skill)
    assert read_team(store).skills[0].level == 0


def test_an_absence_is_added_and_taken_away(store):
    uid = add(store)
    one = act(store, absences.add_absence, leave(uid, TODAY, TODAY, hours_per_day=3.5))
    assert read_team(store).absences[0].hours_per_day == 3.5
    act(store, absences.remove_absence, one, on=TODAY)
    assert read_team(store).absences == ()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 1), date(2026, 3, 10)),
        (date(2026, 3, 14), date(2026, 3, 20)),
        (date(2026, 3, 11), date(2026, 3, 12)),
        (date(2026, 2, 1), date(2026, 4, 1)),
    ],
)
def test_whole_days_may_not_be_absent_twice(store, first, last):
    uid = add(store)
    first_one = leave(uid, date(2026, 3, 10), date(2026, 3, 14))
    act(store, absences.add_absence, first_one)
    with pytest.raises(CapacityError, match="from 10 Mar 2026 to 14 Mar 2026"):
        act(store, absences.add_absence, leave(uid, first, last))
    assert len(read_team(store).absences) == 1


def test_days_within_a_long_absence_are_refused_whatever_lies_between(store):
    uid = add(store)
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        for first, last in ((1, 30), (2, 3)):  # as an early store allowed
            held = leave(uid, date(2026, 3, first), date(2026, 3, last))
            row = absences.absence_row(held)
            operation.register("absence", row, effective_at=0)
    with pytest.raises(CapacityError, match="from 1 Mar 2026 to 30 Mar 2026"):
        act(store, absences.add_absences, [leave(uid, date(2026, 3, 10), TODAY)])
    act(store, absences.add_absences, [leave(uid, TODAY, TODAY)])
    assert len(read_team(store).absences) == 3


def test_part_days_and_other_people_may_overlap(store):
    one, two = add(store), add(store, "Examiner 2")
    phased = leave(one, START, TODAY, kind="A_PHASED", share_kept=0.5)
    for absence in (phased, leave(one, TODAY, TODAY), leave(two, TODAY, TODAY)):
        act(store, absences.add_absence, absence)
    assert len(read_team(store).absences) == 3


def test_an_absence_outside_the_time_in_post_is_refused(store):
    uid = add(store)
    early = leave(uid, date(2025, 1, 1), date(2025, 1, 2))
    with pytest.raises(CapacityError, match="is in post from 5 Jan 2026 only"):
        act(store, absences.add_absence, early)


def test_other_work_of_one_or_of_everyone_is_kept(store):
    uid = add(store)
    hours = Abstraction(person=uid, kind="B_QA", valid_from=START, weekly_hours=2.5)
    share = Abstraction(kind="B_ADMIN", valid_from=START, valid_to=TODAY, share=0.1)
    one = act(store, absences.add_abstraction, hours)
    act(store, absences.add_abstraction, share)
    team = read_team(store)
    assert [item.weekly_hours for item in team.abstractions] == [2.5, None]
    assert [item.person for item in team.abstractions] == [uid, None]
    act(store, absences.remove_abstraction, one, on=TODAY)
    assert [item.share for item in read_team(store).abstractions] == [0.1]


def test_a_post_ends_but_not_before_it_began(store):
    uid = add(store)
    act(store, people.end_post, uid, TODAY)
    assert read_team(store).people[0].ends_on == TODAY
    with pytest.raises(CapacityError, match="cannot leave"):
        act(store, people.end_post, uid, date(2025, 1, 1))


def test_somebody_who_is_not_there_cannot_be_read(store):
    with pytest.raises(CapacityError, match="no such person"):
        people.read_person(store, "nobody")


def test_a_person_with_hours_and_skills_is_added_in_one_operation(store):
    with write(store, who="test", why="", kind="add person", at=NOON) as operation:
        uid = people.add_person(
            operation, Person(uid="", name="Examiner 1", starts_on=START)
        )
        pattern = WorkingPattern(person=uid, valid_from=START, hours=(7.0,) * 7)
        people.set_pattern(operation, pattern)
        absences.add_absence(operation, leave(uid, TODAY, TODAY))
    team = read_team(store)
    assert (len(team.patterns), len(team.absences)) == (1, 1)


def test_every_change_of_people_can_be_replayed(store):
    uid = add(store)
    act(store, people.set_pattern, full_time_pattern(uid, START))
    act(store, people.set_pattern, full_time_pattern(uid, TODAY, weekly_hours=20))
    skill = SkillHeld(person=uid, skill="SK_WIN", level=2, valid_from=START)
    act(store, people.add_skill, skill)
    held = read_team(store).skills[0]
    act(store, people.change_skill, replace(held, level=1), on=TODAY)
    act(store, people.end_post, uid, date(2026, 12, 31))
    assert verify(store).fault == ""
