"""The engines against other simulators, item by item."""

import csv

import numpy as np
import pytest

from app.simulation.building import items_of, servers_of
from app.simulation.engine import simulate
from app.simulation.model import FOREVER, Block, queues_of
from app.simulation.reference import simulate_plainly
from tests.simulation.traces import VECTORS, cases, column, rows

ENGINES = pytest.mark.parametrize("play", [simulate, simulate_plainly])
FIFO = "ciw_traces_priority_fifo.csv"
SHIFTS = "ciw_traces_schedule_resume.csv"


def block_of(found, *, daily, unit=1.0):
    """A trace as a block; ``unit`` is how long a day of ours lasts in the trace."""
    queue = column(found, "priority_class").astype(int)
    queues, servers = int(queue.max()) + 1, int(found[0]["servers"])
    return Block(
        replications=1,
        horizon=float(len(daily)),
        queues=queues_of(list(range(queues))),
        items=items_of(
            (1, queues),
            replication=np.zeros(len(found), int),
            queue=queue,
            arrival=column(found, "arrival") / unit,
            effort=column(found, "service") / unit,
            ident=np.arange(len(found)),
        ),
        servers=servers_of(
            np.ones((servers, queues)), np.tile(np.asarray(daily), (servers, 1))
        ),
    )


def largest_difference(block, starts, found, unit):
    ours = np.stack([starts.start, starts.finish])[:, np.argsort(block.items.ident)]
    theirs = np.stack([column(found, "start"), column(found, "end")])
    return np.abs(ours * unit - theirs).max()


@ENGINES
@pytest.mark.parametrize("case", cases(FIFO))
def test_starts_are_those_of_ciw_with_priorities(case, play):
    found = rows(FIFO, case)
    days = int(column(found, "end").max()) + 2
    block = block_of(found, daily=np.ones(days))
    assert largest_difference(block, play(block), found, 1.0) < 1e-6


@ENGINES
@pytest.mark.parametrize("case", cases(SHIFTS))
def test_starts_are_those_of_ciw_with_working_time(case, play):
    found = rows(SHIFTS, case)
    shift, period = float(found[0]["shift_on"]), float(found[0]["period"])
    days = int(column(found, "end").max() / shift) + 2
    daily = np.arange(days) % (period / shift) < 1
    block = block_of(found, daily=daily, unit=shift)
    assert largest_difference(block, play(block), found, shift) < 1e-6


def unit_of_simpy():
    found = rows("simpy_skills_items.csv")
    with (VECTORS / "simpy_skills_hours.csv").open(encoding="utf-8") as file:
        people = list(csv.reader(file))[1:]
    kinds = sorted({(int(row["priority"]), row["skill"]) for row in found})
    place = {kind: at for at, kind in enumerate(kinds)}
    held = [set(row[1].split()) for row in people]
    hours = np.array([[float(value) for value in row[2:]] for row in people])
    return found, Block(
        replications=1,
        horizon=float(hours.shape[1]),
        queues=queues_of([priority for priority, _ in kinds]),
        items=items_of(
            (1, len(kinds)),
            replication=np.zeros(len(found), int),
            queue=[place[int(row["priority"]), row["skill"]] for row in found],
            arrival=column(found, "arrival"),
            effort=column(found, "hours"),
            ident=np.arange(len(found)),
        ),
        servers=servers_of(
            [[skill in own for _, skill in kinds] for own in held],
            hours,
            skills=[len(own) for own in held],
        ),
    )


@ENGINES
def test_examiners_starts_and_finishes_are_those_of_simpy(play):
    found, block = unit_of_simpy()
    starts, order = play(block), np.argsort(block.items.ident)
    known = [at for at, row in enumerate(found) if row["examiner"]]
    theirs = [found[at] for at in known]
    ours = order[known]
    assert len(known) >= 330
    assert np.array_equal(starts.server[ours], column(theirs, "examiner").astype(int))
    assert np.abs(starts.start[ours] - column(theirs, "start")).max() < 1e-6
    assert np.abs(starts.finish[ours] - column(theirs, "finish")).max() < 1e-6
    others = np.setdiff1d(order, ours)
    assert (starts.finish[others] == FOREVER).all()
