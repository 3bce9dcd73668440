"""What scenarios are reckoned from, of stores that hold little or nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.errors import ScenarioError
from app.reports.facts import read_facts
from app.reports.simulation_facts import situation_of
from app.scenario.run import run
from app.scenario.scenario import BASE
from app.scenario.study import study_of
from app.staffing.person import PersonEntry, add_person
from app.workforce.examiner import Person, full_time_pattern

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
LONG_AGO, TODAY = date(2020, 1, 6), date(2026, 3, 31)
SHORT = replace(BASE, weeks=8)


def outcome(store):
    situation = situation_of(store, read_facts(store, TODAY))
    study = study_of(situation, seed=1, weeks=8, paths=4)
    return run(study, SHORT, replications=4)


def test_a_store_without_anybody_cannot_be_planned_with_and_says_why(store):
    situation = situation_of(store, read_facts(store, TODAY))
    assert (situation.open_rows, situation.donors.count) == ((), 0)
    assert situation.past.arrivals == {}
    with pytest.raises(ScenarioError, match="Nobody has any hours") as refusal:
        outcome(store)
    assert "let somebody join" in refusal.value.remedy


def test_a_store_with_people_and_no_requests_has_an_outcome_of_nothing(store):
    person = Person(uid="", name="Examiner 1", starts_on=LONG_AGO)
    add_person(
        store,
        PersonEntry(person=person, patterns=(full_time_pattern("", LONG_AGO),)),
        on=TODAY,
        who="test",
        at=NOON,
    )
    found = outcome(store)
    assert found.open_requests[""].mean.tolist() == [0.0] * 8
    assert found.cost.productive > 0
    assert any("no history of arrivals" in note for note in found.notes)
