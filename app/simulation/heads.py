"""The heads of the queues of many replications at once, as keys that are compared.

A key is one 64-bit number of level, arrival, number and queue, so that one minimum
finds both the least and whose it is. Keys are compared without sign, so that -1, which
is all ones, is the largest: a bar laid over a key is -1 or nothing.
"""

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

AVAILABLE, KEY, EFFORT, SCORE = 0, 1, 2, 3
START, FINISH, SERVER = 0, 1, 2
CLOSING = FOREVER, NO_KEY, 0.0, FOREVER

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

    Items are laid out in rows of availability, key, hours and score, with a closing row
    behind each queue, which never comes. What an item needs lies side by side, and
    what became of it takes its place: that is what makes many items quick.

    Attributes:
        place: Rows of the heads (queues x replications).
        available: When each can be started.
        key: Keys of each.
        effort: Hours of each.
        score: Scores under rules whose scores stay; None under others.
    """

    def __init__(self, block: Block) -> None:
        items, self.queues = block.items, block.queues.count
        sizes = np.diff(items.offsets)
        segment = np.arange(len(sizes))
        self._at = np.arange(items.count) + np.repeat(segment, sizes)
        self._ends = items.offsets[1:] + segment
        self._lay(block, sizes)
        begun = items.offsets[:-1] + segment
        self.place = np.ascontiguousarray(begun.reshape(-1, self.queues).T)
        self._alive, self._last = np.arange(block.replications), self.place.copy()
        heads = self._rows[self.place]
        self.available = np.ascontiguousarray(heads[:, :, AVAILABLE])
        self.key = np.ascontiguousarray(heads[:, :, KEY]).view(np.int64)
        self.effort = np.ascontiguousarray(heads[:, :, EFFORT])
        self.score: Floats | None = None
        if heads.shape[2] > SCORE:
            self.score = np.ascontiguousarray(heads[:, :, SCORE])

    def _lay(self, block: Block, sizes: Ints) -> None:
        """Lay out the rows."""
        items, rule = block.items, block.discipline.rule
        unscored = rule is Rule.PRIORITY or rule is Rule.FAIR_SHARE
        columns = SCORE if unscored else SCORE + 1
        rows = np.empty((items.count + len(sizes), columns))
        rows[self._ends] = CLOSING[:columns]
        queue = np.arange(len(sizes)) % self.queues
        low = queue
        if rule is Rule.PRIORITY:
            low = queue | (block.queues.priority[queue] << LEVEL_SHIFT)
        key = arrival_ticks(items.arrival)
        key <<= IDENT_BITS
        key |= items.ident
        key <<= QUEUE_BITS
        key |= np.repeat(low, sizes)
        rows[self._at, AVAILABLE] = items.available
        rows.view(np.int64)[self._at, KEY] = key
        rows[self._at, EFFORT] = items.effort
        if not unscored:
            ageing = rule is Rule.AGEING
            rows[self._at, SCORE] = items.arrival if ageing else fixed_scores(block)
        self._rows = rows

    def drop(self, kept: Bools) -> None:
        """Leave replications that are over."""
        self._last[:, self._alive[~kept]] = self.place[:, ~kept]
        self._alive = self._alive[kept]
        self.place = self.place.compress(kept, axis=1)
        self.available = self.available.compress(kept, axis=1)
        self.key = self.key.compress(kept, axis=1)
        self.effort = self.effort.compress(kept, axis=1)
        if self.score is not None:
            self.score = self.score.compress(kept, axis=1)

    def late(self, now: Floats) -> Ints:
        """Return -1 for heads that cannot be started yet, else 0."""
        late: Ints = (now - self.available).view(np.int64) >> 63
        return late

    def take(self, queue: Ints, here: Ints) -> tuple[Ints, Floats]:
        """Return rows and hours of the heads of queues, and go on to the next."""
        cell = queue * self.place.shape[1] + here
        row = self.place.ravel().take(cell)
        effort = self.effort.ravel().take(cell)
        after = row + 1
        known = self._rows.take(after, axis=0)
        self.place.ravel()[cell] = after
        self.available.ravel()[cell] = known[:, AVAILABLE]
        self.key.ravel()[cell] = known.view(np.int64)[:, KEY]
        self.effort.ravel()[cell] = known[:, EFFORT]
        if self.score is not None:
            self.score.ravel()[cell] = known[:, SCORE]
        return row, effort

    def record(self, row: Ints, start: Floats, finish: Floats, server: Ints) -> None:
        """Put what became of items in their rows."""
        done = np.empty((len(row), self._rows.shape[1]))
        done[:, START], done[:, FINISH], done[:, SERVER] = start, finish, server
        self._rows[row] = done

    def starts(self) -> Starts:
        """Return what became of all items, in their order, when all is over."""
        begun = self._last.T.ravel()
        left = self._ends - begun
        rows = np.repeat(begun - np.cumsum(left) + left, left) + np.arange(left.sum())
        self._rows[rows, START] = self._rows[rows, FINISH] = FOREVER
        self._rows[rows, SERVER] = NOBODY
        return Starts(
            server=self._rows[:, SERVER][self._at].astype(np.int16),
            start=self._rows[:, START][self._at],
            finish=self._rows[:, FINISH][self._at],
        )


def queue_of_key(keys: Keys) -> Ints:
    """Return the queues whose keys these are."""
    return (keys & np.uint64((1 << QUEUE_BITS) - 1)).astype(np.int64)
