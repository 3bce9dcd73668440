"""A preview while a slider is dragged: work flows, people are one pool of hours.

Each level of priority takes what the more urgent ones leave. An item starts when the
hours served at its level pass the hours ahead of it. What is in hand counts as waiting
in this picture, and is taken off at the end. It is a preview for a pool in which
everybody can do everything, never for scenarios that skills limit.
"""

from dataclasses import dataclass

import numpy as np

from app.simulation.building import queue_of, replication_of
from app.simulation.model import Block, Floats, Ints

APART = 1e6
"""Hours by which rows are told apart in one sorted list; no row has as many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflow:
    """What has come in by each midnight, by level of priority, most urgent first.

    Attributes:
        levels: The levels.
        hours: Hours (levels x replications x days + 1).
        items: Items, likewise.
    """

    levels: tuple[int, ...]
    hours: Floats
    items: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What waits at the ends of weeks, by level and replication.

    Attributes:
        hours: Hours waiting or in hand (levels x replications x weeks).
        items: Items waiting (likewise).
    """

    hours: Floats
    items: Floats


def inflow_of(block: Block) -> Inflow:
    """Return what comes in; made once, and used for each position of a slider."""
    days, runs = int(np.ceil(block.horizon)), block.replications
    levels, rank = np.unique(block.queues.priority, return_inverse=True)
    level = rank[queue_of(block.items, block.queues.count)]
    run = replication_of(block.items, block.queues.count)
    knot = np.ceil(np.clip(block.items.available, 0.0, days + 1.0)).astype(np.int64)
    inside = knot <= days
    cell = ((level * runs + run) * (days + 1) + knot)[inside]
    shape, size = (len(levels), runs, days + 1), len(levels) * runs * (days + 1)
    hours = np.bincount(cell, weights=block.items.effort[inside], minlength=size)
    items = np.bincount(cell, minlength=size).astype(np.float64)
    return Inflow(
        levels=tuple(levels.tolist()),
        hours=np.cumsum(hours.reshape(shape), axis=2),
        items=np.cumsum(items.reshape(shape), axis=2),
    )


def preview(inflow: Inflow, capacity: Floats, in_hand: float) -> Preview:
    """Return what waits at the end of each whole week.

    Args:
        inflow: What comes in.
        capacity: Hours of everybody from the start to each midnight (days + 1).
        in_hand: How many items can be in hand at once: examiners.
    """
    days = inflow.hours.shape[2] - 1
    ends = np.arange(7, days + 1, 7)
    before = np.zeros((inflow.hours.shape[1], len(ends) + 1))
    together = np.zeros(inflow.hours.shape[1:])
    hours, served = [], []
    for arrived in inflow.hours:
        together += arrived
        waiting = _waiting(together, capacity, ends)
        passed = np.concatenate([np.zeros((len(waiting), 1)), together[:, ends]], 1)
        passed[:, 1:] -= waiting
        served.append(np.maximum(passed - before, 0.0))
        hours.append(np.maximum(arrived[:, ends] - served[-1][:, 1:], 0.0))
        before = passed
    done = np.stack(served)
    waiting_items = np.stack(
        [
            _items(inflow, level, done[level, :, 1:], ends)
            for level in range(len(inflow.levels))
        ]
    )
    flow = np.diff(done, axis=2)
    share = flow / np.maximum(flow.sum(axis=0), 1e-9)
    items = np.maximum(waiting_items - in_hand * share, 0.0)
    return Preview(hours=np.stack(hours), items=items)


def _waiting(together: Floats, capacity: Floats, ends: Ints) -> Floats:
    """Return hours that wait at the ends of weeks: what came less what was served."""
    excess = together - capacity[: together.shape[1]]
    # What stood at midnight had no hours before: the low point counts before arrivals.
    low = np.minimum.accumulate(
        np.minimum(together[:, :-1] - capacity[1 : together.shape[1]], 0.0), axis=1
    )
    waiting: Floats = excess[:, ends] - low[:, ends - 1]
    return np.maximum(waiting, 0.0)


def _items(inflow: Inflow, level: int, served: Floats, ends: Ints) -> Floats:
    """Return items of a level that wait at the ends of weeks."""
    hours, items = inflow.hours[level], inflow.items[level]
    rows, knots = hours.shape
    place = np.arange(rows)[:, None]
    flat = (hours + place * APART).ravel()
    knot = np.searchsorted(flat, (served + place * APART).ravel(), side="left")
    knot = np.clip(knot.reshape(served.shape) - place * knots, 0, knots - 1)
    before = np.maximum(knot - 1, 0)
    low = np.where(knot > 0, hours[place, before], 0.0)
    high = hours[place, knot]
    share = np.divide(
        served - low, high - low, out=np.ones_like(served), where=high > low
    )
    fewer = np.where(knot > 0, items[place, before], 0.0)
    started = fewer + np.clip(share, 0.0, 1.0) * (items[place, knot] - fewer)
    waiting: Floats = items[:, ends] - started
    return waiting
