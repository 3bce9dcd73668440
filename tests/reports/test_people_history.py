from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.conduct.amend import undo
from app.reports.people_history import PeopleNames, history_lines
from app.staffing.absence import add_absences, remove_absences
from app.staffing.person import PersonEntry, add_person, change_person
from app.staffing.post import add_post, assign_post
from app.store.people_past import past_of_person, past_of_post
from app.store.team import read_team
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.post import Post, Posting

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
START, TODAY = date(2026, 1, 5), date(2026, 3, 31)
WHO = {"on": TODAY, "who": "manager", "at": NOON}
LABELS = {
    "staff_role": {"EXAMINER": "Examiner"},
    "skill": {"SK_WIN": "Windows analysis"},
    "absence_kind": {"A_LEAVE": "Annual leave"},
}


@pytest.fixture
def person(store):
    """The uid of a person with hours and a skill."""
    one = Person(uid="", name="Real Name", alias="Examiner 1", starts_on=START)
    skill = SkillHeld(person="", skill="SK_WIN", valid_from=START)
    pattern = full_time_pattern("", START)
    add_person(
        store, PersonEntry(person=one, patterns=(pattern,), skills=(skill,)), **WHO
    )
    return read_team(store).people[0].uid


def lines(store, uid, *, shows_names=True):
    team = read_team(store)
    names = PeopleNames(
        labels=LABELS,
        people=team.names,
        posts={post.uid: post.label for post in team.posts},
        shows_names=shows_names,
    )
    past = past_of_post if uid in names.posts else past_of_person
    return history_lines(past(store, uid), names)


def change(store, **facts):
    team = read_team(store)
    skills = tuple(replace(one, **facts.pop("skill", {})) for one in team.skills)
    one = replace(team.people[0], **facts)
    entry = PersonEntry(person=one, patterns=team.patterns, skills=skills)
    return change_person(store, entry, **WHO)


def test_what_was_entered_is_told_in_words_the_last_first(store, person):
    assert [one.what for one in lines(store, person)] == [
        "Skill Windows analysis (competent) entered",
        "Hours from 5 Jan 2026 (35 a week: Mon to Fri 7) entered",
        "Person (Examiner, in post from 5 Jan 2026) entered",
    ]


def test_a_line_says_when_it_took_effect_when_recorded_and_by_whom(store, person):
    first = lines(store, person)[-1]
    assert (first.on, first.recorded) == (START, "31 Mar 2026 12:00 UTC")
    assert (first.who, first.why, first.became) == ("manager", "add person", "")


def test_a_change_says_what_was_and_what_is(store, person):
    change(store, skill={"level": 3, "valid_to": date(2027, 1, 5)})
    assert lines(store, person)[0].what == (
        "Skill Windows analysis (leading, until 5 Jan 2027): Level: Competent to"
        " Leading; Until: none to 5 Jan 2027"
    )


def test_a_change_undone_is_told_with_its_undoing(store, person):
    undo(store, change(store, ends_on=TODAY), who="deputy", at=NOON)
    back, done = lines(store, person)[:2]
    assert back.what.startswith("Undone: Person (Examiner")
    assert "In post until: none to 31 Mar 2026" in done.what
    assert done.became == "undone 31 Mar 2026 12:00 UTC by deputy"


def test_an_absence_taken_away_and_put_back_is_told_three_times(store, person):
    days = {"first_on": TODAY, "last_on": TODAY + timedelta(days=1)}
    add_absences(store, [Absence(person=person, kind="A_LEAVE", **days)], **WHO)
    done = remove_absences(store, read_team(store).absences, **WHO)
    undo(store, done, who="manager", at=NOON)
    assert [one.what for one in lines(store, person)[:3]] == [
        "Put back: Annual leave, 31 Mar 2026 to 1 Apr 2026",
        "Annual leave, 31 Mar 2026 to 1 Apr 2026 taken away",
        "Annual leave, 31 Mar 2026 to 1 Apr 2026 entered",
    ]


def test_an_absence_added_and_undone_says_so_of_both(store, person):
    leave = Absence(person=person, kind="A_LEAVE", first_on=TODAY, last_on=TODAY)
    done = add_absences(store, [leave], **WHO)
    undo(store, done, who="manager", at=NOON)
    back, first = lines(store, person)[:2]
    assert back.what == "Undone: Annual leave, 31 Mar 2026 entered"
    assert first.became.startswith("undone")


def test_a_unit_that_shows_aliases_tells_no_name(store, person):
    change(store, name="Other Name", account="name.other")
    told = lines(store, person, shows_names=False)
    assert "Name changed" in told[0].what
    assert not [one for one in told if "Real" in one.what or "ther" in one.what]
    assert "Name: Real Name to Other Name" in lines(store, person)[0].what


def test_the_note_of_an_absence_and_the_account_are_never_quoted(store, person):
    leave = Absence(
        person=person, kind="A_LEAVE", first_on=TODAY, last_on=TODAY, note="Private"
    )
    add_absences(store, [leave], **WHO)
    change(store, account="examiner.one")
    every = " ".join(one.what for one in lines(store, person))
    assert "Private" not in every
    assert "examiner.one" not in every


def test_who_held_a_post_is_told_of_the_post_and_of_the_person(store, person):
    add_post(store, Post(label="P1", valid_from=START), **WHO)
    post = read_team(store).posts[0].uid
    assign_post(store, Posting(person=person, post=post, valid_from=TODAY), **WHO)
    words = "Post P1 held by Examiner 1 from 31 Mar 2026 entered"
    assert lines(store, person)[0].what == words
    assert [one.what for one in lines(store, post)] == [words, "Post P1 entered"]
