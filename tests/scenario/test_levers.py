"""Levers and scenarios: what they refuse, in which words, and their round trip."""

from datetime import date
from math import inf, nan

import pytest

from app.casework.request import Priority
from app.errors import ScenarioError
from app.scenario.levers import (
    AddsEquipment,
    ChangesEffort,
    Departs,
    Discipline,
    Diverts,
    Grows,
    Joins,
    LimitsExposure,
    Outsources,
    Overtime,
    PlannedOperation,
    ReducesScope,
    Rejects,
    Serves,
    SetsShare,
    TakesLeave,
    Trains,
)
from app.scenario.scenario import Scenario, scenario_of

DAY, EVE = date(2026, 11, 2), date(2026, 11, 1)
EVERY_LEVER = (
    Joins(fte=2, skills=("SK_WIN", "SK_MOB"), first_on=DAY, induction_weeks=8),
    Departs(person="p1", on=DAY),
    Trains(person="p1", skill="SK_MOB", first_on=DAY, weeks=6, weekly_hours=7),
    TakesLeave(person="p1", first_on=DAY, last_on=DAY),
    Overtime(weekly_hours=4, first_on=DAY, hour_cost=30),
    SetsShare(kind="B_ADMIN", share=0.05, first_on=DAY),
    Outsources(monthly_items=8, types=("WIN",), first_on=DAY, item_cost=400),
    AddsEquipment(label="Bench", weekly_hours=35, types=("MOB",), first_on=DAY),
    Diverts(types=("MOB",), share=0.12, first_on=DAY),
    Rejects(priorities=(Priority.ROUTINE,), share=0.15, first_on=DAY),
    ReducesScope(share=0.2, first_on=DAY),
    ChangesEffort(types=("MOB",), factor=0.5, yearly=0.03, first_on=DAY),
    Grows(step=0.1, yearly=0.05, first_on=DAY),
    PlannedOperation(
        label="Campaign",
        requests=40,
        priority=Priority.URGENT,
        examination_type="MOB",
        first_on=DAY,
        last_on=DAY,
    ),
    Serves(discipline=Discipline.AGEING, waits_out=2),
    LimitsExposure(weekly_hours=6),
)


def test_every_lever_comes_back_from_its_json_with_the_same_bytes():
    scenario = Scenario(
        name="All of it", levers=EVERY_LEVER, targets=(1, 14, 60, 120), note="x"
    )
    again = scenario_of(scenario.content)
    assert again == scenario
    assert again.content == scenario.content


def test_the_same_scenario_has_the_same_bytes_however_numbers_were_written():
    whole = Scenario(name="A", levers=(Joins(fte=2, skills=("S",), first_on=DAY),))
    broken = Scenario(name="A", levers=(Joins(fte=2.0, skills=("S",), first_on=DAY),))
    assert whole.content == broken.content


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Joins(fte=0, skills=("S",), first_on=DAY), "0 FTE cannot"),
        (lambda: Joins(fte=nan, skills=("S",), first_on=DAY), "no number"),
        (lambda: Joins(fte=1, skills=(), first_on=DAY), "at least one skill"),
        (
            lambda: Joins(fte=1, skills=("S",), first_on=DAY, last_on=EVE),
            "ends on 1 Nov 2026 before it begins",
        ),
        (lambda: Trains(person="p", skill="", first_on=DAY), "at least one skill"),
        (lambda: TakesLeave(person="p", first_on=DAY, last_on=EVE), "before it begins"),
        (lambda: Overtime(weekly_hours=90, first_on=DAY), "90 hours"),
        (lambda: SetsShare(kind="B_QA", share=1.2, first_on=DAY), "120%"),
        (lambda: Outsources(monthly_items=0, first_on=DAY), "0 requests a month"),
        (lambda: Rejects(share=-0.1, first_on=DAY), "-10%"),
        (lambda: Diverts(share=inf, first_on=DAY), "No number"),
        (lambda: Grows(step=100, first_on=DAY), "10,000 % more"),
        (lambda: Grows(yearly=100, first_on=DAY), "10,000 %"),
        (lambda: ChangesEffort(factor=0, first_on=DAY), "0 times"),
        (lambda: LimitsExposure(weekly_hours=-1), "-1 hours"),
        (lambda: Scenario(name="  "), "needs a name"),
        (lambda: Scenario(name="A", weeks=0), "0 weeks"),
        (lambda: Scenario(name="A", targets=(1, 2)), "2 service targets"),
        (lambda: Scenario(name="A", targets=(1, 2, 3, 0)), "target of P4"),
        (lambda: Scenario(name="A", levers=(Serves(), Serves())), "two levers"),
    ],
)
def test_what_cannot_be_is_refused_in_words_with_a_remedy(make, words):
    with pytest.raises(ScenarioError, match=words) as refusal:
        make()
    assert refusal.value.remedy


@pytest.mark.parametrize(
    "content",
    [
        *(b"", b"{}", b"[]", b'{"format": 1}', b"nonsense"),
        b'{"format":1,"name":3,"levers":[],"targets":null,"weeks":104,"note":""}',
        b'{"format":1,"name":"A","levers":[{"lever":"Flies"}],"targets":null,'
        b'"weeks":104,"note":""}',
        b'{"format":1,"name":"A","levers":[{"lever":"Grows","first_on":"soon"}],'
        b'"targets":null,"weeks":104,"note":""}',
    ],
)
def test_content_that_is_no_scenario_is_refused(content):
    with pytest.raises(ScenarioError, match="no scenario"):
        scenario_of(content)


def test_a_scenario_of_a_later_version_says_so():
    later = Scenario(name="A").content.replace(b'"format":1', b'"format":2')
    with pytest.raises(ScenarioError, match="later version"):
        scenario_of(later)
