from dataclasses import replace
from datetime import UTC, date, datetime

from app.conduct.amend import undo
from app.staffing.absence import add_absences, add_abstraction, remove_absences
from app.staffing.person import PersonEntry, add_person, change_person, remove_person
from app.staffing.post import add_post, assign_post
from app.store import welfare
from app.store.event import write
from app.store.people_past import past_of_person, past_of_post
from app.store.team import read_team
from app.wellbeing.record import Exposure
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.post import Post, Posting

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
START, TODAY = date(2026, 1, 5), date(2026, 3, 31)
WHO = {"on": TODAY, "who": "test", "at": NOON}


def add(store, name="Examiner 1"):
    person = Person(uid="", name=name, starts_on=START)
    entry = PersonEntry(
        person=person,
        patterns=(full_time_pattern("", START),),
        skills=(SkillHeld(person="", skill="SK_WIN", valid_from=START),),
    )
    add_person(store, entry, **WHO)
    people = read_team(store).people
    return next(one.uid for one in people if one.name == name)


def kinds(past):
    return [(one.subject, one.entry.kind) for one in past]


def test_every_record_of_a_person_is_told_and_of_nobody_else(store):
    uid, other = add(store), add(store, "Examiner 2")
    add_post(store, Post(label="P1", valid_from=START), **WHO)
    post = read_team(store).posts[0].uid
    assign_post(store, Posting(person=uid, post=post, valid_from=START), **WHO)
    work = Abstraction(person=uid, kind="B_COURT", valid_from=START, share=0.1)
    add_abstraction(store, work, **WHO)
    leave = Absence(person=uid, kind="A_LEAVE", first_on=TODAY, last_on=TODAY)
    add_absences(store, [leave], **WHO)
    assert sorted(one.subject for one in past_of_person(store, uid)) == [
        *("absence", "abstraction", "pattern", "person", "posting", "skill"),
    ]
    assert sorted(one.subject for one in past_of_person(store, other)) == [
        *("pattern", "person", "skill"),
    ]
    assert kinds(past_of_post(store, post)) == [
        ("post", "registered"),
        ("posting", "registered"),
    ]


def test_a_record_taken_away_is_told_with_its_removal(store):
    uid = add(store)
    leave = Absence(person=uid, kind="A_LEAVE", first_on=TODAY, last_on=TODAY)
    add_absences(store, [leave], **WHO)
    done = remove_absences(store, read_team(store).absences, **WHO)
    undo(store, done, who="test", at=NOON)
    told = [one for one in past_of_person(store, uid) if one.subject == "absence"]
    assert [one.entry.kind for one in told] == ["registered", "removed", "registered"]


def test_a_change_that_names_nobody_is_told_of_its_person(store):
    uid = add(store)
    team = read_team(store)
    skills = tuple(replace(one, level=3) for one in team.skills)
    entry = PersonEntry(person=team.people[0], patterns=team.patterns, skills=skills)
    change_person(store, entry, **WHO)
    last = past_of_person(store, uid)[-1]
    assert (last.subject, last.entry.after["level"]) == ("skill", 3)


def test_the_past_of_somebody_deleted_can_still_be_read(store):
    uid = add(store)
    remove_person(store, read_team(store).people[0], **WHO)
    told = past_of_person(store, uid)
    assert [one.entry.kind for one in told].count("removed") == 3


def test_nothing_of_wellbeing_is_told(store):
    uid = add(store)
    before = past_of_person(store, uid)
    with write(store, who="t", why="", kind="t", at=NOON) as operation:
        exposure = Exposure(person=uid, done_on=TODAY, hours=2.0)
        welfare.add_exposure(operation, exposure)
    assert past_of_person(store, uid) == before
