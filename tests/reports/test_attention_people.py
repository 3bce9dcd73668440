"""What Today says about people, their skills and hours, and what they work with."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.casework.vocabulary import Term, Vocabulary
from app.reports.attention import attention
from app.reports.report import Tone
from app.workforce.absence import Absence
from app.workforce.equipment import Equipment, Provider
from app.workforce.examiner import SkillHeld
from app.workforce.post import Post, Posting
from tests.reports.test_today import AS_AT, accepted, facts

START = date(2020, 1, 6)
DAY = timedelta(days=1)
SKILL, TYPE = "SK_MOB3", "MOB_L3"
WORDS = {
    "skill": Vocabulary(
        name="skill", terms=(Term(code=SKILL, label="Mobile level 3", order=1),)
    ),
    "examination_type": Vocabulary(
        name="examination_type",
        terms=(Term(code=TYPE, label="Advanced", order=1, extras={"skill": SKILL}),),
    ),
}


def unit(*holders, absences=(), people=5, requests=None, **team):
    """Five people of whom some hold the skill, and two requests that need it."""
    asked = [accepted(3, type=TYPE, effort=12.0)] * 2
    found = facts(*(asked if requests is None else requests), people=people)
    skills = tuple(
        SkillHeld(person=uid, skill=SKILL, valid_from=START, **more)
        for uid, more in holders
    )
    made = replace(found.team, skills=skills, absences=tuple(absences), **team)
    return replace(found, team=made, words=WORDS)


def away(person, first, days):
    last = first + (days - 1) * DAY
    return Absence(person=person, kind="A_MAT", first_on=first, last_on=last)


def line(found, words, **more):
    return next((one for one in attention(found, **more) if words in one.title), None)


LEAVE = away("p0", AS_AT - 5 * DAY, 120)


def test_skill_whose_only_holder_is_away_is_told_with_who_when_and_what_waits():
    told = line(unit(("p0", {}), absences=[LEAVE]), "has nobody")
    assert told.title == "Mobile level 3 has nobody: p0 is away to 21 Jul 2026"
    since = "since 24 Mar 2026; 2 open requests need it, 24 h; nobody in training"
    assert told.detail == since
    assert (told.tone, told.room) == (Tone.BAD, "people/cover")


def test_leave_to_come_is_told_ahead_and_who_is_in_training_is_named():
    leave = away("p0", AS_AT + 15 * DAY, 120)
    told = line(unit(("p0", {}), ("p1", {"level": 0}), absences=[leave]), "nobody")
    assert told.title.startswith("Mobile level 3: nobody from 13 Apr 2026: p0 is away")
    assert told.detail.endswith("p1 in training")


def test_skill_that_lapses_with_nobody_else_is_told():
    held = ("p0", {"valid_to": AS_AT - DAY})
    told = line(unit(held), "has nobody")
    assert told.title.endswith("that of p0 has lapsed")


def test_with_a_second_holder_it_rests_on_one_and_is_no_loss():
    found = unit(("p0", {}), ("p1", {}), absences=[LEAVE])
    assert line(found, "nobody") is None
    thin = line(found, "rests on one person")
    assert (thin.detail, thin.tone) == ("Mobile level 3", Tone.WATCH)


def test_skill_that_no_open_request_needs_is_no_alarm():
    found = unit(("p0", {}), absences=[LEAVE], requests=[accepted(3)])
    assert line(found, "nobody") is None


def test_two_away_together_on_one_skill_are_told_and_lead_to_the_calendar():
    both = [away("p0", AS_AT + 8 * DAY, 5), away("p1", AS_AT + 9 * DAY, 5)]
    told = line(unit(("p0", {}), ("p1", {}), absences=both), "away together")
    assert told.title == "People away together leave Mobile level 3 to one or none"
    assert told.room == "calendar"
    assert line(unit(("p0", {}), ("p1", {}), absences=both[:1]), "together") is None


def test_vacant_posts_are_told_with_the_hours_that_they_would_give():
    posts = [Post(uid=f"e{n}", label=f"EX-{n}", valid_from=START) for n in range(6)]
    held = [Posting(person=f"p{n}", post=f"e{n}", valid_from=START) for n in range(5)]
    told = line(unit(posts=tuple(posts), postings=tuple(held)), "vacant")
    assert told.title == "1.0 of 6.0 funded full-time posts are vacant"
    assert told.detail == "nobody in EX-5; about 35 net hours a week"
    assert told.room == "people/posts"


def test_unit_without_posts_has_no_vacancies():
    assert line(unit(), "vacant") is None


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (1, "Fewer than 5 welfare contacts are overdue"),
        (4, "Fewer than 5 welfare contacts are overdue"),
        (5, "5 welfare contacts are overdue"),
    ],
)
def test_welfare_contacts_are_a_number_without_names_and_no_small_one(count, title):
    told = line(unit(), "welfare", overdue=count)
    assert (told.title, told.room) == (title, "wellbeing")
    assert not any(name in told.detail for name in ("p0", "p1", "p2"))
    assert line(unit(), "welfare") is None


def weekly(effort):
    return [accepted(7 * n + 3, effort=effort) for n in range(13)]


@pytest.mark.parametrize(
    ("effort", "tone", "more"),
    [(160.0, Tone.WATCH, "above 85%"), (100.0, None, ""), (174.0, Tone.WATCH, "85%")],
)
def test_demand_above_85_percent_of_capacity_is_told(effort, tone, more):
    told = line(unit(requests=weekly(effort)), "of net capacity in 13 weeks")
    if tone is None:
        assert told is None
        return
    assert told.tone is tone
    assert more in told.detail
    assert told.room == "capacity"


def test_demand_over_all_capacity_is_told_with_its_share():
    told = line(unit(requests=weekly(210.0)), "Capacity below demand")
    assert told.title == "Capacity below demand in 8 of the next 8 weeks"
    assert told.detail.endswith("120% used in 13 weeks, over 100%")


def licence(last, **more):
    return Equipment(
        label="Licence",
        kind="Q_LICENCE",
        weekly_limit=30,
        types=(TYPE,),
        valid_from=START,
        valid_to=last,
        **more,
    )


def test_licence_and_agreement_that_end_soon_are_told_first_the_first():
    provider = Provider(
        name="Provider A",
        types=(TYPE,),
        monthly_items=5,
        valid_from=START,
        valid_to=AS_AT + 20 * DAY,
    )
    found = replace(
        unit(), equipment=(licence(AS_AT + 60 * DAY),), providers=(provider,)
    )
    titles = [one.title for one in attention(found) if "last day" in one.title]
    assert titles == [
        "Provider A: last day 18 Apr 2026, in 20 days",
        "Licence: last day 28 May 2026, in 60 days",
    ]
    assert line(found, "Licence").detail == "needed for Advanced"


@pytest.mark.parametrize("days", [-1, 91, None])
def test_licence_that_has_ended_or_ends_far_ahead_is_not_told(days):
    last = None if days is None else AS_AT + days * DAY
    assert line(replace(unit(), equipment=(licence(last),)), "last day") is None


def test_loss_of_a_skill_stands_before_what_is_merely_old():
    found = unit(
        ("p0", {}),
        absences=[LEAVE],
        requests=[accepted(300, type=TYPE, target=AS_AT - DAY)],
    )
    titles = [one.title for one in attention(found)]
    assert titles[0].startswith("Mobile level 3 has nobody")
