"""Which item goes first, said once for both engines.

Each item or head of a queue has one number, its score, and the least goes first. Ties
go to the earlier arrival, in ticks, then to the lower number. Moments when servers are
free are compared in ticks too, so that what differs by rounding alone counts as a tie.
"""

import numpy as np

from app.simulation.building import queue_of
from app.simulation.model import LATEST, Block, Floats, Ints, Rule

IN_TURN = frozenset({Rule.PRIORITY, Rule.AGEING, Rule.FAIR_SHARE})
"""Rules under which each queue is served in order of availability."""

ARRIVAL_TICKS = 2.0**18
"""Ticks in a day in which arrivals are compared: one is a third of a second."""

FREE_TICKS = 2.0**40
"""Ticks in a day in which moments of servers are compared: one is a tenth of a us."""

LEVEL = 1e8
"""What a level of priority counts under fair share: more than any hours served."""

NO_DATE = 3650.0
"""Days at which an item without a due date counts as due among weighted terms."""

_FAR = 1e5


def arrival_ticks(arrival: Floats) -> Ints:
    """Return arrivals in whole ticks, from nothing on."""
    days = arrival + LATEST
    if days.size and not 0 <= days.min() <= days.max() <= 2 * LATEST:
        np.clip(days, 0.0, 2 * LATEST, out=days)
    days *= ARRIVAL_TICKS
    return days.astype(np.int64)


def fixed_scores(block: Block) -> Floats:
    """Return the score of each item; nothing for rules whose scores move."""
    items, weights = block.items, block.discipline.weights
    priority = block.queues.priority.astype(np.float64)
    level: Floats = priority[queue_of(items, block.queues.count)]
    match block.discipline.rule:
        case Rule.PRIORITY:
            return level
        case Rule.DUE:
            return items.due
        case Rule.SHORTEST:
            return items.effort
        case Rule.STATUTORY:
            dated = np.clip(items.due, -_FAR, _FAR) - 2 * _FAR
            return np.where(items.statutory, dated, level)
        case Rule.WEIGHTED:
            return (
                weights.priority * level
                + weights.arrival * items.arrival
                + weights.due * np.minimum(items.due, NO_DATE)
                + weights.effort * items.effort
                + weights.statutory * items.statutory
            )
        case _:
            return np.zeros(items.count)
