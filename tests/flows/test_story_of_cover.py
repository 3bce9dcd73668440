"""The only holder of a skill goes on leave: Today warns, the matrix shows it.

By the acts of the program alone, from the day on which two hold the skill.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.capacity.by_week import capacity_by_week, coming_weeks
from app.capacity.cover import Need, cover_matrix
from app.capacity.what_if import IsAway, effect_of
from app.conduct.amend import undo
from app.conduct.gate import decide, take_up
from app.conduct.intake import submit
from app.reports.attention import attention
from app.reports.facts import read_facts
from app.reports.report import Tone
from app.rules.gate import AgreedExhibit, Decision, Verdict
from app.rules.intake import ExhibitAsked, Intake
from app.staffing.absence import add_absences
from app.staffing.person import PersonEntry, add_person, change_person
from app.store.case import case_of
from app.store.setting import Settings
from app.store.team import read_team
from app.store.unit import create_unit
from app.store.verify import verify
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern

SKILL = "SK_MOB3"
BEGUN = date(2020, 1, 6)
ASKED, DECIDED = date(2026, 3, 2), date(2026, 3, 4)
BEFORE = date(2026, 3, 8)
"""A Sunday: two hold the skill."""

LEFT = date(2026, 3, 31)
"""Last day of one of the two."""

KNOWN = date(2026, 4, 5)
"""A Sunday: the other has booked the leave."""

AWAY, BACK = date(2026, 5, 4), date(2026, 8, 30)
"""First and last day of the leave."""

WEEKS = 8


def about(day):
    return {
        "who": "story",
        "at": datetime(day.year, day.month, day.day, 15, tzinfo=UTC),
    }


def act_on(day):
    return {"on": day, **about(day)}


@pytest.fixture
def store(tmp_path):
    store = create_unit(tmp_path / "unit.db", Settings(), **about(ASKED))
    yield store
    store.close()


def entry(name, *codes):
    skills = tuple(
        SkillHeld(person="", skill=code, valid_from=BEGUN, level=2) for code in codes
    )
    return PersonEntry(
        person=Person(uid="", name=name, starts_on=BEGUN),
        patterns=(full_time_pattern("", BEGUN),),
        skills=skills,
    )


def uid_of(store, name):
    return next(one.uid for one in read_team(store).people if one.name == name)


def ask_for_advanced_work(store):
    """Submit a request that needs the skill and accept it."""
    phone = ExhibitAsked(
        reference="A1",
        type="PHONE_SMART",
        level="3",
        received_on=ASKED,
        owner_role="SUSPECT",
        access="LOCKED",
    )
    form = Intake(
        reference="DF-2026-0001",
        case_reference="AB123/26",
        division="DIV_A",
        requester="Team 4",
        offence=store.value("SELECT code FROM term WHERE list = 'offence_category'"),
        online_abuse=False,
        custody=store.value("SELECT code FROM term WHERE list = 'custody_status'"),
        legal_basis=store.value("SELECT code FROM term WHERE list = 'legal_basis'"),
        summary="Messages of May with the complainer.",
        victim_device=False,
        submitted_on=ASKED,
        exhibits=(phone,),
    )
    uid, _ = submit(store, form, on=ASKED, **about(ASKED))
    take_up(store, uid, on=DECIDED, **about(DECIDED))
    exhibit = case_of(store, uid).exhibits[0].uid
    scope = (AgreedExhibit(uid=exhibit, is_agreed=True, level="3"),)
    decision = Decision(
        verdict=Verdict.ACCEPT, on=DECIDED, by="Gatekeeper", scope=scope
    )
    decide(store, uid, decision, **about(DECIDED))


@pytest.fixture
def two(store):
    """Two hold the skill, a third does not, and a request needs it."""
    for name in ("Wren", "Heron"):
        add_person(store, entry(name, SKILL, "SK_MOB1"), **act_on(ASKED))
    add_person(store, entry("Dipper", "SK_MOB1"), **act_on(ASKED))
    ask_for_advanced_work(store)
    return store


def heron_leaves(store):
    team = read_team(store)
    heron = next(one for one in team.people if one.name == "Heron")
    leaves = PersonEntry(
        person=replace(heron, ends_on=LEFT),
        patterns=tuple(one for one in team.patterns if one.person == heron.uid),
        skills=tuple(one for one in team.skills if one.person == heron.uid),
    )
    change_person(store, leaves, **act_on(BEFORE))


def wren_goes_on_leave(store):
    leave = Absence(
        person=uid_of(store, "Wren"), kind="A_MAT", first_on=AWAY, last_on=BACK
    )
    return add_absences(store, (leave,), **act_on(LEFT))


@pytest.fixture
def one(two):
    """One of the two has left; the other has booked a long leave."""
    heron_leaves(two)
    wren_goes_on_leave(two)
    return two


def warning(store, day):
    """What Today says first about the skill; None if it says nothing of it."""
    lines = attention(read_facts(store, day))
    told = [one for one in lines if "Mobile level 3" in f"{one.title} {one.detail}"]
    return told[0] if told else None


def net_hours(store, day):
    """Net hours of the skill in each of the weeks after a day."""
    capacity = capacity_by_week(read_team(store), coming_weeks(day, WEEKS), day)
    return capacity.skills[SKILL].net


def cover(store, day):
    return cover_matrix(read_team(store), [SKILL], day).skills[0]


def test_while_two_are_there_nothing_is_said(two):
    assert warning(two, BEFORE) is None
    assert len(cover(two, BEFORE).now) == 2
    assert cover(two, BEFORE).need is Need.ENOUGH
    assert net_hours(two, BEFORE).sum() > 400


def test_when_one_has_left_it_rests_on_one(two):
    heron_leaves(two)
    told = warning(two, KNOWN)
    assert told.title.startswith("One skill rests on one person")
    assert cover(two, KNOWN).now == (uid_of(two, "Wren"),)
    assert cover(two, KNOWN).need is Need.ONE


def test_leave_that_is_booked_is_told_weeks_ahead_by_name_of_the_skill(one):
    told = warning(one, KNOWN)
    title = "Mobile level 3: nobody from 4 May 2026: Wren is away to 30 Aug 2026"
    assert told.title == title
    assert told.tone is Tone.BAD
    assert told.detail.startswith("1 open request needs it, ")
    assert told.room == "people/cover"


def test_from_the_first_day_of_the_leave_nobody_is_left(one):
    told = warning(one, AWAY)
    assert told.title == "Mobile level 3 has nobody: Wren is away to 30 Aug 2026"
    assert told.detail.startswith("since 4 May 2026; 1 open request needs it, ")
    row = cover(one, AWAY)
    assert (row.now, row.away) == ((), (uid_of(one, "Wren"),))
    assert row.need is Need.NOBODY
    assert (row.figure.value, row.least) == (0, 0)


def test_net_hours_of_the_skill_drop_to_nothing_and_those_of_others_stay(one):
    weeks = coming_weeks(KNOWN, WEEKS)
    skills = capacity_by_week(read_team(one), weeks, KNOWN).skills
    away = weeks.index(AWAY)
    assert skills[SKILL].net[:away].min() > 20
    assert not skills[SKILL].net[away:].any()
    assert skills["SK_MOB1"].net[away:].min() > 20  # Dipper's


def test_what_was_supposed_before_is_what_came_to_be(two):
    heron_leaves(two)
    weeks = (BACK - AWAY + timedelta(days=1)) // timedelta(weeks=1)
    change = IsAway(person=uid_of(two, "Wren"), first_on=AWAY, weeks=weeks)
    told = effect_of(read_team(two), change, KNOWN, WEEKS).skills[SKILL]
    assert told.hours.before == pytest.approx(net_hours(two, KNOWN).sum())
    wren_goes_on_leave(two)
    assert told.hours.after == pytest.approx(net_hours(two, KNOWN).sum())
    assert (told.cover_before, told.cover_after) == (1, 0)


def test_leave_taken_back_is_as_if_it_had_never_been(two):
    heron_leaves(two)
    before, hours = warning(two, KNOWN), net_hours(two, KNOWN).tolist()
    operation = wren_goes_on_leave(two)
    assert warning(two, KNOWN) != before
    undo(two, operation, **about(KNOWN))
    assert warning(two, KNOWN) == before
    assert net_hours(two, KNOWN).tolist() == hours
    assert verify(two).is_sound
