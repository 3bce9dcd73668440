"""The heads of the queues of many replications at once, as keys that are compared.

A key is one 64-bit number of level, arrival, number and queue, so that one minimum
finds both the least and whose it is. Keys are compared without sign, so that -1, which
is all ones, is the largest: a bar laid over a key is -1 or nothing.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.simulation.model import (
    FOREVER,
    NOBODY,
    Block,
    Bools,
    Floats,
    Ints,
    Rule,
    Starts,
)
from app.simulation.order import arrival_ticks, fixed_scores

QUEUE_BITS, IDENT_BITS, TICK_BITS, LEVEL_BITS = 8, 18, 32, 4
LEVEL_SHIFT = QUEUE_BITS + IDENT_BITS + TICK_BITS
NO_KEY = np.array([-1]).view(np.float64)[0]
NONE = np.uint64(0xFFFF_FFFF_FFFF_FFFF)

EFFORT, AVAILABLE, KEY, SCORE = 0, 1, 2, 3
START, FINISH, SERVER = 0, 1, 2

Keys = NDArray[np.uint64]


def fits(block: Block) -> bool:
    """Tell whether levels and numbers fit into keys."""
    levels, idents = block.queues.priority, block.items.ident
    return (
        block.queues.count <= 1 << QUEUE_BITS
        and levels.min() >= 0
        and int(levels.max()) < 1 << LEVEL_BITS
        and idents.min() >= 0
        and int(idents.max()) < 1 << IDENT_BITS
    )


class Heads:
    """The first item of each queue that has not started.

    A row of an item holds its hours, and when the item behind it can be started, with
    that one's key and score: all that is needed when the item is taken lies side by
    side. What became of it then takes their place. That is what makes many items quick.

    Attributes:
        place: Rows of the heads (queues x replications).
        available: When each can be started; ``FOREVER`` where a queue is empty.
        key: Keys of each, the largest where a queue is empty.
        score: Scores under rules that have them: what stays of them; None under others.
    """

    def __init__(self, block: Block) -> None:
        items, queues = block.items, block.queues.count
        self._begun, self._ends = items.offsets[:-1], items.offsets[1:]
        self._shape = block.replications, queues
        unscored = block.discipline.rule in {Rule.PRIORITY, Rule.FAIR_SHARE}
        self._rows = np.empty((items.count, SCORE if unscored else SCORE + 1))
        self._rows[:, EFFORT] = self._effort = items.effort
        self.place = self._of_heads(self._begun)
        self._alive, self._last = np.arange(block.replications), self.place.copy()
        self.available = self._lay(AVAILABLE, items.available, FOREVER)
        key = _keys(block).view(np.float64)
        self.key = self._lay(KEY, key, NO_KEY).view(np.int64)
        self.score: Floats | None = None
        if not unscored:
            ageing = block.discipline.rule is Rule.AGEING
            scores = items.arrival if ageing else fixed_scores(block)
            self.score = self._lay(SCORE, scores, FOREVER)

    def _of_heads(self, values: NDArray[Any]) -> NDArray[Any]:
        return values.reshape(self._shape).T.copy(order="C")

    def _lay(self, column: int, values: Floats, closing: float) -> Floats:
        """Lay values into the rows before theirs, and return those of the heads."""
        full = self._ends > self._begun
        self._rows[:-1, column] = values[1:]
        self._rows[self._ends[full] - 1, column] = closing
        heads = np.full(len(full), closing)
        heads[full] = values[self._begun[full]]
        return self._of_heads(heads)

    def drop(self, kept: Bools) -> None:
        """Leave replications that are over."""
        self._last[:, self._alive[~kept]] = self.place[:, ~kept]
        self._alive = self._alive[kept]
        self.place = self.place.compress(kept, axis=1)
        self.available = self.available.compress(kept, axis=1)
        self.key = self.key.compress(kept, axis=1)
        if self.score is not None:
            self.score = self.score.compress(kept, axis=1)

    def late(self, now: Floats) -> Ints:
        """Return -1 for heads that cannot be started yet, else 0."""
        late: Ints = (now - self.available).view(np.int64) >> 63
        return late

    def efforts(self, queues: Ints) -> Floats:
        """Return the hours of the heads of some queues; of empty queues anything."""
        return self._effort.take(self.place.take(queues, axis=0), mode="clip")

    def take(self, queue: Ints, here: Ints) -> tuple[Ints, Floats]:
        """Return rows of the heads of queues, and go on to the next."""
        cell = queue * self.place.shape[1] + here
        row = self.place.reshape(-1).take(cell)
        known = self._rows.take(row, axis=0)
        self.place.reshape(-1)[cell] = row + 1
        self.available.reshape(-1)[cell] = known[:, AVAILABLE]
        self.key.reshape(-1)[cell] = known.view(np.int64)[:, KEY]
        if self.score is not None:
            self.score.reshape(-1)[cell] = known[:, SCORE]
        return row, known

    def record(
        self, row: Ints, known: Floats, start: Floats, finish: Floats, server: Ints
    ) -> None:
        """Put what became of items in their rows.

        Args:
            row: The rows.
            known: What stood there, to be written over.
            start: When they started.
            finish: When they are done.
            server: By whom.
        """
        known[:, START], known[:, FINISH], known[:, SERVER] = start, finish, server
        self._rows[row] = known

    def starts(self) -> Starts:
        """Return what became of all items, when all is over."""
        begun = self._last.T.ravel()
        left = self._ends - begun
        rows = np.repeat(begun - np.cumsum(left) + left, left) + np.arange(left.sum())
        self._rows[rows, START] = self._rows[rows, FINISH] = FOREVER
        self._rows[rows, SERVER] = NOBODY
        return Starts(
            server=self._rows[:, SERVER].astype(np.int16),
            start=self._rows[:, START].copy(),
            finish=self._rows[:, FINISH].copy(),
        )


def _keys(block: Block) -> Ints:
    """Return the keys of all items."""
    sizes = np.diff(block.items.offsets)
    queue = np.arange(len(sizes)) % block.queues.count
    low = queue
    if block.discipline.rule is Rule.PRIORITY:
        low = queue | (block.queues.priority[queue] << LEVEL_SHIFT)
    key = arrival_ticks(block.items.arrival)
    key <<= IDENT_BITS
    key |= block.items.ident
    key <<= QUEUE_BITS
    key |= np.repeat(low, sizes)
    return key


def queue_of_key(keys: Keys) -> Ints:
    """Return the queues whose keys these are."""
    return (keys & np.uint64((1 << QUEUE_BITS) - 1)).astype(np.int64)
