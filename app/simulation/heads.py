"""The heads of the queues of many replications at once, as keys that are compared.

A key is one 64-bit number of level, arrival, number and queue, so that one minimum
finds both the least and whose it is. Keys are compared without sign, so that -1, which
is all ones, is the largest: a bar laid over a key is -1 or nothing.
"""

import numpy as np
from numpy.typing import NDArray

from app.simulation.model import FOREVER, Block, Bools, Floats, Ints, Rule
from app.simulation.order import LATEST, arrival_ticks, fixed_scores

QUEUE_BITS, IDENT_BITS, TICK_BITS, LEVEL_BITS = 8, 16, 34, 4
NO_KEY = np.int64(-1)
NONE = np.uint64(0xFFFF_FFFF_FFFF_FFFF)

Keys = NDArray[np.uint64]


def fits(block: Block) -> bool:
    """Tell whether levels, numbers and moments fit into keys."""
    levels, idents = block.queues.priority, block.items.ident
    return (
        block.queues.count <= 1 << QUEUE_BITS
        and levels.min() >= 0
        and int(levels.max()) < 1 << LEVEL_BITS
        and idents.min() >= 0
        and int(idents.max()) < 1 << IDENT_BITS
        and block.horizon < LATEST
    )


class Heads:
    """The first item of each queue that has not started.

    Items are laid out with a closing row behind each queue, which never comes.

    Attributes:
        place: Rows of the heads (queues x replications).
        available: When each can be started.
        key: Keys of each.
        score: Scores under rules whose scores stay; None under others.
    """

    def __init__(self, block: Block) -> None:
        items, self.queues = block.items, block.queues.count
        segments = len(items.offsets) - 1
        segment = np.repeat(np.arange(segments), np.diff(items.offsets))
        self._rows = np.arange(items.count) + segment
        self._total = items.count + segments
        self._available = self._laid(items.available, FOREVER)
        key = (arrival_ticks(items.arrival) << IDENT_BITS) | items.ident
        key = (key << QUEUE_BITS) | (segment % self.queues)
        self._scores: Floats | None = None
        rule = block.discipline.rule
        if rule is Rule.PRIORITY:
            level = fixed_scores(block).astype(np.int64)
            key |= level << (QUEUE_BITS + IDENT_BITS + TICK_BITS)
        elif rule not in {Rule.AGEING, Rule.FAIR_SHARE}:
            self._scores = self._laid(fixed_scores(block), FOREVER)
        self._keys = np.full(self._total, NO_KEY)
        self._keys[self._rows] = key
        arrivals = rule is Rule.AGEING
        self._arrival = self._laid(items.arrival, FOREVER) if arrivals else None
        del self._rows
        begun = items.offsets[:-1] + np.arange(segments)
        self.place = np.ascontiguousarray(begun.reshape(-1, self.queues).T)
        self.available = self._available[self.place]
        self.key = self._keys[self.place]
        self.score = None if self._scores is None else self._scores[self.place]
        self.replication(np.arange(block.replications))

    def _laid(self, values: Floats, closing: float) -> Floats:
        laid = np.full(self._total, closing)
        laid[self._rows] = values
        return laid

    def replication(self, alive: Ints) -> None:
        """Take down which replications the columns are."""
        self._before = alive * self.queues

    def drop(self, kept: Bools, alive: Ints) -> None:
        """Leave replications that are over."""
        self.place = self.place.compress(kept, axis=1)
        self.available = self.available.compress(kept, axis=1)
        self.key = self.key.compress(kept, axis=1)
        if self.score is not None:
            self.score = self.score.compress(kept, axis=1)
        self.replication(alive)

    @property
    def arrival(self) -> Floats:
        """Return arrivals of the heads; for ``AGEING`` alone."""
        if self._arrival is None:
            raise ValueError("arrivals of heads are kept for ageing alone")
        return self._arrival[self.place]

    @property
    def items(self) -> Ints:
        """Return the places of the heads among the items."""
        items: Ints = self.place - self._before - np.arange(self.queues)[:, None]
        return items

    def late(self, now: Floats) -> Ints:
        """Return -1 for heads that cannot be started yet, else 0."""
        late: Ints = (now - self.available).view(np.int64) >> 63
        return late

    def take(self, queue: Ints, here: Ints) -> Ints:
        """Return which items the heads of queues are, and go on to the next."""
        cell = queue * self.place.shape[1] + here
        row = self.place.ravel().take(cell)
        item: Ints = row - self._before.take(here) - queue
        row = row + 1
        self.place.ravel()[cell] = row
        self.available.ravel()[cell] = self._available.take(row)
        self.key.ravel()[cell] = self._keys.take(row)
        if self.score is not None and self._scores is not None:
            self.score.ravel()[cell] = self._scores.take(row)
        return item


def queue_of_key(keys: Keys) -> Ints:
    """Return the queues whose keys these are."""
    return (keys & np.uint64((1 << QUEUE_BITS) - 1)).astype(np.int64)
