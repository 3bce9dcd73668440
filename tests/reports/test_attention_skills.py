from datetime import date, timedelta

from app.reports.attention_skills import lapses
from app.workforce.examiner import Person, SkillHeld
from app.workforce.team import Team
from tests.reports.summaries import facts

TODAY, START = date(2026, 10, 31), date(2026, 1, 5)


def person(uid, **more):
    return Person(uid=uid, name=uid.upper(), **{"starts_on": START, **more})


def held(who, days, skill="SK_WIN", **more):
    until = TODAY + timedelta(days=days)
    return SkillHeld(person=who, skill=skill, valid_from=START, valid_to=until, **more)


def lines(*skills, people=("a", "b")):
    made = tuple(one if isinstance(one, Person) else person(one) for one in people)
    found = facts(team=Team(people=made, skills=skills), as_at=TODAY)
    return list(lapses(found))


def test_a_skill_that_lapses_within_ninety_days_is_told_with_whose_it_is():
    (line,) = lines(held("a", 90))
    assert line.title == "1 skill lapses within 90 days"
    assert line.detail.endswith("of A lapses 29 Jan 2027")
    assert line.room == "people"


def test_nothing_is_told_of_skills_that_last():
    assert lines(held("a", 91)) == []


def test_lapsed_and_lapsing_are_counted_apart_and_the_first_named_first():
    (line,) = lines(held("a", 10), held("b", -5), held("b", 20, "SK_MAC"))
    assert line.title == "1 skill has lapsed, 2 lapse within 90 days"
    assert line.detail.startswith("Windows analysis of B lapsed 26 Oct 2026; ")


def test_more_than_three_are_counted():
    skills = [held("a", day, f"SK_{day}") for day in range(1, 6)]
    (line,) = lines(*skills)
    assert line.detail.endswith(" and 2 more")


def test_those_who_have_left_or_not_begun_do_not_count():
    gone = person("a", ends_on=TODAY - timedelta(days=1))
    coming = person("b", starts_on=TODAY + timedelta(days=1))
    assert lines(held("a", 5), held("b", 5), people=(gone, coming)) == []


def test_a_skill_renewed_under_another_record_is_not_told():
    assert lines(held("a", -5), held("a", 400)) == []


def test_somebody_in_training_has_nothing_to_lapse():
    assert lines(held("a", 5, level=0)) == []
