"""The simulator where everybody can do everything at one steady rate.

Then who is idle need not be asked: the next start is at the first moment at which both
a server is free and an item is there, by the server that comes first of those free.
"""

import numpy as np

from app.simulation.building import eligible
from app.simulation.heads import Heads, queue_of_key
from app.simulation.lockstep import MOST_SERVERS, SPARE, packed
from app.simulation.model import (
    FOREVER,
    Block,
    Bools,
    Floats,
    Ints,
    Rule,
    Starts,
)
from app.simulation.room import has_limits

ALIKE = 1e-12
"""Share by which the hours of days may differ from one another by rounding."""


def is_single_skill(block: Block) -> bool:
    """Tell whether this way gives what the reference gives."""
    servers = block.servers
    if block.discipline.rule is not Rule.PRIORITY or has_limits(block):
        return False
    if any(servers.slots) or not servers.may_serve.all():
        return False
    if servers.exposed is not None and block.queues.flagged.any():
        return False
    daily = np.diff(servers.worked, axis=-1)
    steady = daily.size and float(np.ptp(daily)) <= ALIKE * float(daily.max())
    return bool(steady and daily.max() > 0 and daily.shape[-1] >= block.horizon)


class SingleSkill:
    """A block being played."""

    def __init__(self, block: Block) -> None:
        self.block = block
        self.order = eligible(block.servers)
        self.heads = Heads(block)
        worked = block.servers.worked
        self.days = worked.shape[-1] - 1
        self.day_of = self.days / float(worked[0, 0, -1])
        servers = block.servers.count
        ready = np.maximum(block.servers.ready[:, self.order], 0.0).T
        self.free = np.broadcast_to(ready, (servers, block.replications)).copy()
        self.server = np.arange(servers)[:, None]
        self.free_key = packed(self.free, self.server)
        self._index(block.replications)

    def _index(self, count: int) -> None:
        self.count, self.here = count, np.arange(count)

    def play(self) -> Starts:
        """Go on until every replication is at its horizon."""
        while self.count:
            first = np.minimum.reduce(self.heads.available)
            keys = np.maximum(self.free_key, packed(first, self.server))
            server = np.minimum.reduce(keys) & (MOST_SERVERS - 1)
            free = self.free.ravel().take(server * self.count + self.here)
            now = np.maximum(free, first)
            if np.maximum.reduce(now) < self.block.horizon:
                self.begin(server, now, self.here, slice(None))
                continue
            going = now < self.block.horizon
            if int(going.sum()) * SPARE > self.count * (SPARE - 1):
                here = np.flatnonzero(going)
                self.begin(server[here], now[here], here, here)
            else:
                self.drop(going)
        return self.heads.starts()

    def drop(self, kept: Bools) -> None:
        """Leave replications that are over."""
        self.free = self.free.compress(kept, axis=1)
        self.free_key = self.free_key.compress(kept, axis=1)
        self._index(self.free.shape[1])
        self.heads.drop(kept)

    def begin(
        self, server: Ints, now: Floats, here: Ints, columns: slice | Ints
    ) -> None:
        """Start the best heads.

        Args:
            server: Who starts.
            now: When.
            here: In which columns.
            columns: The same; all of them as a slice.
        """
        late = (now - self.heads.available[:, columns]).view(np.int64) >> 63
        keys = (self.heads.key[:, columns] | late).view(np.uint64)
        row, effort = self.heads.take(queue_of_key(np.minimum.reduce(keys)), here)
        finish = now + effort * self.day_of
        if np.maximum.reduce(finish) > self.days:
            finish[finish > self.days] = FOREVER
        at = server * self.count + here
        self.free.ravel()[at] = finish
        self.free_key.ravel()[at] = packed(finish, server)
        self.heads.record(row, now, finish, self.order.take(server))
