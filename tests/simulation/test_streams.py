"""Streams: the same item has the same draws in every scenario and block."""

from dataclasses import replace

import numpy as np
import pytest

from app.simulation.engine import simulate
from benchmarks.simulation_streams import (
    Demand,
    Effort,
    Purpose,
    Sickness,
    Streams,
    items_for,
    present,
)
from tests.simulation.units import block, demand

COLUMNS = ("arrival", "available", "effort", "due", "ident", "seeded")


def as_rows(items):
    """Items of one replication by number."""
    return {
        int(number): tuple(getattr(items, name)[at] for name in COLUMNS)
        for at, number in enumerate(items.ident)
    }


def test_draws_do_not_depend_on_what_was_drawn_before():
    one, other = Streams(9), Streams(9)
    one.at(3, 4, Purpose.EFFORT).random(5)
    one.at(7, 1, Purpose.HOLD).standard_normal(3)
    first = one.at(3, 4, Purpose.EFFORT).random(5)
    assert first.tolist() == other.at(3, 4, Purpose.EFFORT).random(5).tolist()
    assert first.tolist() != other.at(4, 4, Purpose.EFFORT).random(5).tolist()
    assert first.tolist() != Streams(10).at(3, 4, Purpose.EFFORT).random(5).tolist()


def test_blocks_of_items_are_parts_of_the_whole():
    whole, part = items_for(demand(), 0, 6), items_for(demand(), 4, 2)
    rows = slice(int(whole.offsets[4 * 12]), None)
    for name in COLUMNS:
        assert getattr(whole, name)[rows].tobytes() == getattr(part, name).tobytes()


@pytest.mark.parametrize(("low", "high"), [(0.6, 0.9), (0.9, 1.0), (1.0, 1.4), (1, 2)])
def test_more_demand_only_adds_items(low, high):
    fewer = as_rows(items_for(demand(factor=low), 2, 1))
    more = as_rows(items_for(demand(factor=high), 2, 1))
    assert len(fewer) < len(more)
    assert all(more[number] == row for number, row in fewer.items())


def test_demand_multiplies_the_mean_of_arrivals():
    def arrived(factor):
        return (~items_for(demand(factor=factor), 0, 20).seeded).sum()

    assert arrived(0.7) == pytest.approx(0.7 * arrived(1.0), rel=0.01)
    assert arrived(2.5) == pytest.approx(2.5 * arrived(1.0), rel=0.01)


def test_items_arrive_on_open_days_of_their_weeks_as_often_as_the_paths_say():
    own = demand(held=0)
    items = items_for(own, 3, 1)
    new = items.arrival[~items.seeded]
    assert (new % 7 < 5).all()
    counts = np.bincount((new / 7).astype(int), minlength=60)
    assert counts.tolist() == sum(each.paths[3] for each in own.classes).tolist()
    share = np.sort(new % 7 / 5)
    ideal = (np.arange(len(share)) + 0.5) / len(share)
    assert np.abs(share - ideal).max() < 2 / np.sqrt(len(share))


def test_a_closed_week_takes_its_items_on_any_day():
    own = replace(demand(), open_days=np.arange(420) >= 7)
    assert (items_for(own, 0, 1).arrival < 7).sum() > 400


def test_hours_have_the_mean_and_spread_that_were_asked_for():
    own = demand(waiting=0)
    hours = items_for(own, 0, 40).effort
    assert hours.mean() == pytest.approx(own.classes[0].effort.mean, rel=0.02)
    assert hours.std() / hours.mean() == pytest.approx(1.2, rel=0.05)


def test_observed_hours_replace_the_lognormal_and_factors_multiply_them():
    own = demand(waiting=0)
    seen = tuple(float(hour) for hour in range(1, 41))
    classes = tuple(
        replace(each, effort=Effort(observed=seen, factor=0.5)) for each in own.classes
    )
    hours = items_for(replace(own, classes=classes), 0, 4).effort
    assert hours.min() >= 0.5
    assert hours.max() <= 20
    assert hours.mean() == pytest.approx(20.5 / 2, rel=0.03)


def test_no_classes_and_nothing_waiting_make_no_items():
    empty = Demand(seed=1, queues=3, open_days=np.ones(7, bool), classes=())
    items = items_for(empty, 0, 4)
    assert items.count == 0
    assert len(items.offsets) == 13


def test_unplanned_absence_has_its_share_and_keeps_when_others_join():
    people = tuple(Sickness(number=at, chance=0.1, days=2) for at in range(5))
    found = present(people, 3, (0, 50), 364)
    assert 1 - found.mean() == pytest.approx(0.1 * 2 / 7, rel=0.1)
    alone = present(people[3:4], 3, (20, 5), 364)
    assert np.array_equal(alone[:, 0], found[20:25, 3])


def test_common_random_numbers_make_differences_forty_times_less_uncertain():
    def backlog(**changes):
        run = block(0, 60, held=0.0, **changes)
        starts, items = simulate(run), run.items
        waiting = (items.arrival <= 364) & (starts.start > 364)
        run_of = np.repeat(np.arange(60), np.diff(items.offsets[:: run.queues.count]))
        return np.bincount(run_of, weights=waiting, minlength=60)

    base, more = backlog(), backlog(more=1)
    other = backlog(more=1, seed=2)
    # Independent draws: the same paths but other replications of them.
    apart = (base - np.roll(other, 17)).var(ddof=1)
    together = (base - more).var(ddof=1)
    assert (base - more).mean() > 0
    assert apart / together >= 40
