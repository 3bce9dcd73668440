"""Scenarios in a real store: kept, changed, taken away, taken back, verified."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.conduct.amend import undo
from app.errors import ChangedMeanwhile, ScenarioError
from app.scenario.levers import Joins, Rejects, Serves
from app.scenario.scenario import Scenario
from app.scenario.stored import Summary, to_store
from app.staffing.scenario import add_scenario, change_scenario, remove_scenario
from app.store.scenario import read_scenario, read_scenarios
from app.store.verify import verify

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY, LATER = date(2026, 3, 31), date(2027, 3, 31)
WHO = {"on": TODAY, "who": "test", "at": NOON}
TWO_MORE = Scenario(
    name="Two more",
    levers=(Joins(fte=2, skills=("SK_WIN",), first_on=date(2026, 6, 1)),),
)


def kept(scenario=TWO_MORE, **more):
    given = {"seed": 7, "replications": 1000, "as_at": TODAY, "fingerprint": "abc"}
    return to_store(scenario, on=TODAY, **(given | more))


def test_a_scenario_comes_back_as_it_was_kept(store):
    summary = Summary(digest="d1", sentence="Fine.", open_requests=(1.0, 2.0, 3.0))
    add_scenario(store, kept(summary=summary), **WHO)
    (found,) = read_scenarios(store)
    assert found.scenario == TWO_MORE
    assert found.content.encode() == TWO_MORE.content
    assert found.result == summary
    assert (found.seed, found.as_at, found.created_on) == (7, TODAY, TODAY)


def test_a_change_keeps_the_day_of_making_and_what_was_before_can_be_brought_back(
    store,
):
    add_scenario(store, kept(), **WHO)
    (first,) = read_scenarios(store)
    other = Scenario(name="Two more", levers=(*TWO_MORE.levers, Serves()))
    changed = to_store(
        other,
        seed=8,
        replications=300,
        as_at=LATER,
        fingerprint="new",
        on=LATER,
        known=first,
    )
    operation = change_scenario(store, changed, **WHO)
    found = read_scenario(store, first.uid)
    assert found.scenario == other
    assert (found.created_on, found.updated_on) == (TODAY, LATER)
    undo(store, operation, who="test", at=NOON)
    assert read_scenario(store, first.uid).scenario == TWO_MORE


def test_a_scenario_taken_away_is_gone_and_the_store_still_verifies(store):
    add_scenario(store, kept(), **WHO)
    (found,) = read_scenarios(store)
    remove_scenario(store, found, **WHO)
    assert read_scenarios(store) == ()
    assert verify(store).is_sound


def test_two_scenarios_of_one_name_are_refused(store):
    add_scenario(store, kept(), **WHO)
    twice = Scenario(name="two MORE")
    with pytest.raises(ScenarioError, match="already"):
        add_scenario(store, kept(twice), **WHO)
    assert len(read_scenarios(store)) == 1


def test_a_change_from_an_old_version_is_refused(store):
    add_scenario(store, kept(), **WHO)
    (first,) = read_scenarios(store)
    less = Scenario(
        name="Two more", levers=(Rejects(share=0.1, first_on=date(2026, 6, 1)),)
    )
    again = to_store(
        less,
        seed=7,
        replications=10,
        as_at=TODAY,
        fingerprint="x",
        on=TODAY,
        known=first,
    )
    change_scenario(store, again, **WHO)
    with pytest.raises(ChangedMeanwhile):
        change_scenario(store, replace(again, seed=9), **WHO)


def test_a_row_cannot_be_written_outside_an_operation(store):
    add_scenario(store, kept(), **WHO)
    with pytest.raises(sqlite3.IntegrityError):
        store.execute("UPDATE scenario SET seed = 9", {})


def test_data_changed_since_are_said():
    one = kept()
    assert one.changed_words("abc") == ""
    assert "have changed since 31 Mar 2026" in one.changed_words("other")
    assert "run it again" in one.changed_words("other")
