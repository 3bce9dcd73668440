from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.conduct.amend import undo
from app.errors import CapacityError, ChangedMeanwhile
from app.staffing.absence import add_absences
from app.staffing.person import PersonEntry, add_person, change_person, remove_person
from app.staffing.post import add_post
from app.store.person import read_person
from app.store.team import read_team
from app.store.verify import verify
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, WorkingPattern, full_time_pattern
from app.workforce.pattern import with_change
from app.workforce.post import Post

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
START, TODAY, DECEMBER = date(2026, 1, 5), date(2026, 3, 31), date(2026, 12, 1)
WHO = {"on": TODAY, "who": "test", "at": NOON}
SHORT = (7.0,) * 4 + (0.0, 0.0, 0.0)


def skill(code="SK_WIN", **facts):
    return SkillHeld(person="", skill=code, **{"valid_from": START, **facts})


def entry(name="Examiner 1", **facts):
    person = Person(uid="", name=name, starts_on=START)
    usual = {"patterns": (full_time_pattern("", START),), "skills": (skill(),)}
    return PersonEntry(person=person, **{**usual, **facts})


def seen(store, **facts):
    """The only person as a form shows the person, with some facts changed."""
    team = read_team(store)
    parts = (*team.patterns, *team.skills)
    usual = {
        "person": team.people[0],
        "patterns": team.patterns,
        "skills": team.skills,
        "seen": {one.uid for one in parts},
    }
    return PersonEntry(**{**usual, **facts})


def operations(store):
    return store.value("SELECT count(*) FROM operation")


def test_a_person_with_hours_skills_and_post_is_one_operation(store):
    add_post(store, Post(label="P1", valid_from=START), **WHO)
    post, before = read_team(store).posts[0].uid, operations(store)
    add_person(store, entry(sets_post=True, post=post, post_from=START), **WHO)
    team = read_team(store)
    assert operations(store) == before + 1
    assert team.patterns[0].person == team.skills[0].person == team.people[0].uid
    assert (team.postings[0].post, team.postings[0].valid_from) == (post, START)
    assert verify(store).fault == ""


def test_adding_a_person_is_undone_as_a_whole_and_done_again(store):
    add_post(store, Post(label="P1", valid_from=START), **WHO)
    post = read_team(store).posts[0].uid
    done = add_person(store, entry(sets_post=True, post=post), **WHO)
    full = read_team(store)
    back = undo(store, done, who="test", at=NOON)
    assert read_team(store).people == ()
    undo(store, back, who="test", at=NOON)
    again = read_team(store)
    assert [one.uid for one in again.people] == [one.uid for one in full.people]
    assert len(again.patterns) == len(again.skills) == len(again.postings) == 1
    assert verify(store).fault == ""


def test_part_time_from_december_leaves_the_hours_until_then(store):
    add_person(store, entry(), **WHO)
    new = WorkingPattern(person="", valid_from=DECEMBER, hours=SHORT)
    patterns = with_change(read_team(store).patterns, new)
    done = change_person(store, seen(store, patterns=patterns), **WHO)
    before, after = read_team(store).patterns
    assert (before.weekly_hours, before.valid_to) == (35.0, date(2026, 11, 30))
    assert (after.weekly_hours, after.valid_from) == (28.0, DECEMBER)
    undo(store, done, who="test", at=NOON)
    assert [one.valid_to for one in read_team(store).patterns] == [None]
    assert verify(store).fault == ""


def test_a_pattern_entered_in_error_is_taken_away(store):
    add_person(store, entry(), **WHO)
    new = WorkingPattern(person="", valid_from=DECEMBER, hours=SHORT)
    patterns = with_change(read_team(store).patterns, new)
    change_person(store, seen(store, patterns=patterns), **WHO)
    first = replace(read_team(store).patterns[0], valid_to=None)
    change_person(store, seen(store, patterns=(first,)), **WHO)
    assert [one.valid_to for one in read_team(store).patterns] == [None]


def test_two_patterns_on_one_day_are_refused_and_nothing_is_changed(store):
    add_person(store, entry(), **WHO)
    twice = (*read_team(store).patterns, full_time_pattern("", TODAY))
    with pytest.raises(CapacityError, match="Examiner 1 has two working patterns"):
        change_person(store, seen(store, patterns=twice), **WHO)
    assert len(read_team(store).patterns) == 1


def test_skills_are_added_changed_and_taken_away_in_one_act(store):
    add_person(store, entry(skills=(skill(), skill("SK_MAC"))), **WHO)
    kept = next(one for one in read_team(store).skills if one.skill == "SK_WIN")
    skills = (replace(kept, level=3, evidence="Certificate 7"), skill("SK_MOB1"))
    change_person(store, seen(store, skills=skills), **WHO)
    found = {one.skill: one for one in read_team(store).skills}
    assert {*found} == {"SK_WIN", "SK_MOB1"}
    assert (found["SK_WIN"].level, found["SK_WIN"].evidence) == (3, "Certificate 7")


def test_a_skill_that_the_form_did_not_show_stays(store):
    add_person(store, entry(skills=(skill(), skill("SK_MAC"))), **WHO)
    win = tuple(one for one in read_team(store).skills if one.skill == "SK_WIN")
    change_person(store, seen(store, skills=win, seen={win[0].uid}), **WHO)
    assert len(read_team(store).skills) == 2


def test_a_skill_given_twice_is_refused(store):
    with pytest.raises(CapacityError, match="twice"):
        add_person(store, entry(skills=(skill(), skill())), **WHO)
    assert read_team(store).people == ()


def test_a_change_from_an_old_version_is_refused_with_all_its_parts(store):
    add_person(store, entry(), **WHO)
    old = seen(store)
    change_person(store, seen(store, person=replace(old.person, site="LAB")), **WHO)
    late = replace(old, person=replace(old.person, site="OTHER"), skills=())
    with pytest.raises(ChangedMeanwhile):
        change_person(store, late, **WHO)
    assert len(read_team(store).skills) == 1


def test_somebody_entered_in_error_is_deleted_and_put_back(store):
    add_person(store, entry(), **WHO)
    person = read_team(store).people[0]
    done = remove_person(store, person, **WHO)
    assert read_team(store) == replace(
        read_team(store), people=(), patterns=(), skills=()
    )
    undo(store, done, who="test", at=NOON)
    team = read_team(store)
    assert team.people[0].uid == person.uid
    assert len(team.patterns) == len(team.skills) == 1


def test_somebody_with_a_history_is_not_deleted_but_closed(store):
    add_person(store, entry(), **WHO)
    person = read_team(store).people[0]
    leave = Absence(person=person.uid, kind="A_LEAVE", first_on=TODAY, last_on=TODAY)
    add_absences(store, [leave], **WHO)
    with pytest.raises(CapacityError, match="has a history here and cannot be deleted"):
        remove_person(store, person, **WHO)
    change_person(store, seen(store, person=replace(person, ends_on=TODAY)), **WHO)
    assert read_person(store, person.uid).ends_on == TODAY


def test_a_post_that_is_not_funded_on_the_day_is_not_held(store):
    add_post(store, Post(label="P1", valid_from=DECEMBER), **WHO)
    post = read_team(store).posts[0].uid
    with pytest.raises(CapacityError, match="P1 is not funded on 31 Mar"):
        add_person(store, entry(sets_post=True, post=post), **WHO)
    assert read_team(store).people == ()
