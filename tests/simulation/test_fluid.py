"""The preview against the exact engine (V15)."""

import numpy as np
import pytest

from app.simulation.building import servers_of
from app.simulation.engine import simulate
from app.simulation.fluid import inflow_of, preview
from app.simulation.model import Block, queues_of
from app.simulation.streams import Class, Demand, Effort, Waiting, items_for

WEEKS, EXAMINERS, RUNS, BACKLOG = 104, 16, 100, 500
WEEKLY = EXAMINERS * 37.0
SHARES = (0.2, 0.3, 0.5)


def pool(load):
    """Three priorities, sixteen examiners who can do everything, a backlog."""
    draw = np.random.default_rng(3)
    mean = WEEKLY / 60
    classes = tuple(
        Class(
            number=at,
            queue=at,
            paths=draw.negative_binomial(8, 8 / (8 + 60 * share * load), (RUNS, WEEKS)),
            demand=np.ones(WEEKS),
            effort=Effort(mean=mean, variation=1.2),
        )
        for at, share in enumerate(SHARES)
    )
    arrival = -np.arange(BACKLOG, 0, -1) / 5.0
    waiting = Waiting(
        queue=draw.choice(3, BACKLOG, p=SHARES),
        arrival=arrival,
        available=arrival,
        effort=np.full(BACKLOG, mean),
        spread=1.2,
        due=np.full(BACKLOG, 1e9),
        statutory=np.zeros(BACKLOG, bool),
    )
    working = np.arange(WEEKS * 7) % 7 < 5
    demand = Demand(
        seed=5, queues=3, open_days=working, classes=classes, waiting=waiting
    )
    hours = np.tile(7.4 * working, (EXAMINERS, 1))
    return Block(
        replications=RUNS,
        horizon=WEEKS * 7.0,
        queues=queues_of([0, 1, 2]),
        items=items_for(demand, 0, RUNS),
        servers=servers_of(np.ones((EXAMINERS, 3)), hours),
    )


def exact(block, week):
    start, came = simulate(block).start, block.items.available
    waiting = (came <= 7 * week) & (start > 7 * week)
    ends = block.items.offsets.reshape(-1)[3::3]
    return np.add.reduceat(waiting, np.concatenate([[0], ends[:-1]]))


@pytest.mark.parametrize("load", [0.9, 1.03, 1.15])
def test_the_preview_is_near_the_exact_backlog(load):
    block = pool(load)
    capacity = block.servers.worked[0].sum(axis=0)
    found = preview(inflow_of(block), capacity, EXAMINERS)
    total = found.items.sum(axis=0)
    for week in (26, 52, 104):
        true = exact(block, week)
        mine = total[:, week - 1]
        assert abs(mine.mean() - true.mean()) <= max(0.02 * true.mean(), 6), week
        assert np.corrcoef(mine, true)[0, 1] > 0.97


def test_without_capacity_everything_waits():
    block = pool(0.9)
    inflow = inflow_of(block)
    found = preview(inflow, np.zeros(WEEKS * 7 + 1), 0)
    ends = np.arange(7, WEEKS * 7 + 1, 7)
    assert np.allclose(found.items, inflow.items[:, :, ends])
    assert np.allclose(found.hours, inflow.hours[:, :, ends])


def test_with_capacity_for_everything_little_waits_and_no_number_is_below_nothing():
    block = pool(0.9)
    found = preview(inflow_of(block), np.arange(WEEKS * 7 + 1) * 1e4, EXAMINERS)
    assert found.items.min() >= 0
    assert found.hours[:, :, 10:].max() <= 1e-6
