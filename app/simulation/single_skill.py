"""The simulator where everybody can do everything at one steady rate, level by level.

Then who is idle need not be asked: the next start is at the first moment at which both
a server is free and an item is there, by the server that comes first of those free.
"""

import numpy as np

from app.simulation.building import eligible
from app.simulation.lockstep import MOST_SERVERS, SPARE, packed
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
from app.simulation.room import has_limits

WORK, NEXT = 0, 1
START, FINISH, SERVER = 0, 1, 2

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
    if len(set(block.queues.priority.tolist())) < block.queues.count:
        return False
    daily = np.diff(servers.worked, axis=-1)
    steady = daily.size and float(np.ptp(daily)) <= ALIKE * float(daily.max())
    return bool(steady and daily.max() > 0 and daily.shape[-1] >= block.horizon)


class SingleSkill:
    """A block being played.

    A row of an item holds its days of work and when the item behind it can be started;
    what became of it takes their place.
    """

    def __init__(self, block: Block) -> None:
        self.block = block
        self.order = eligible(block.servers)
        worked = block.servers.worked
        self.days = worked.shape[-1] - 1
        self._read_items(self.days / float(worked[0, 0, -1]))
        servers = block.servers.count
        ready = np.maximum(block.servers.ready[:, self.order], 0.0).T
        self.free = np.broadcast_to(ready, (servers, block.replications)).copy()
        self.server = np.arange(servers)[:, None]
        self.free_key = packed(self.free, self.server)
        self._index(np.arange(block.replications))

    def _read_items(self, day_of_hour: float) -> None:
        items, queues = self.block.items, self.block.queues.count
        by_level = np.argsort(self.block.queues.priority)
        begun, ends = items.offsets[:-1], items.offsets[1:]
        full = ends > begun
        self.rows = np.empty((items.count, 3))
        np.multiply(items.effort, day_of_hour, out=self.rows[:, WORK])
        self.rows[:-1, NEXT] = items.available[1:]
        self.rows[ends[full] - 1, NEXT] = FOREVER
        heads = np.full(len(full), FOREVER)
        heads[full] = items.available[begun[full]]
        self.available = heads.reshape(-1, queues).T[by_level].copy(order="C")
        self.place = begun.reshape(-1, queues).T[by_level].copy(order="C")
        self.ends = ends.reshape(-1, queues).T[by_level]
        self.last = self.place.copy()

    def _index(self, alive: Ints) -> None:
        self.alive, self.count = alive, len(alive)
        self.here = np.arange(self.count)

    def play(self) -> Starts:
        """Go on until every replication is at its horizon."""
        while self.count:
            first = np.minimum.reduce(self.available)
            server = np.minimum.reduce(self.free_key) & (MOST_SERVERS - 1)
            now = self.free.reshape(-1).take(server * self.count + self.here)
            idle = (first > now).nonzero()[0]
            if len(idle):
                self.wake(idle, first, server, now)
            if np.maximum.reduce(now) < self.block.horizon:
                self.begin(server, now, self.here, self.available)
                continue
            going = now < self.block.horizon
            if int(going.sum()) * SPARE > self.count * (SPARE - 1):
                here = np.flatnonzero(going)
                self.begin(server[here], now[here], here, self.available[:, here])
            else:
                self.drop(going)
        return self.starts()

    def wake(self, idle: Ints, first: Floats, server: Ints, now: Floats) -> None:
        """Put right, where somebody is idle, who starts and when.

        Of those who are free by the time something can be started, the first in order
        starts it, not who has been free for longest.
        """
        moment = first.take(idle)
        keys = packed(moment, self.server)
        np.maximum(keys, self.free_key.take(idle, axis=1), out=keys)
        chosen = np.minimum.reduce(keys) & (MOST_SERVERS - 1)
        free = self.free.reshape(-1).take(chosen * self.count + idle)
        server[idle], now[idle] = chosen, np.maximum(free, moment)

    def drop(self, kept: Bools) -> None:
        """Leave replications that are over."""
        self.last[:, self.alive[~kept]] = self.place[:, ~kept]
        self.free = self.free.compress(kept, axis=1)
        self.free_key = self.free_key.compress(kept, axis=1)
        self.place = self.place.compress(kept, axis=1)
        self.available = self.available.compress(kept, axis=1)
        self._index(self.alive[kept])

    def begin(self, server: Ints, now: Floats, here: Ints, available: Floats) -> None:
        """Start the most urgent heads that are there.

        Args:
            server: Who starts.
            now: When.
            here: In which columns.
            available: When the heads of these columns can be started.
        """
        late = available[0] > now
        level = late.astype(np.int64)
        for heads in available[1:-1]:
            late = late & (heads > now)
            level += late
        cell = level * self.count + here if len(available) > 1 else here
        row = self.place.reshape(-1).take(cell)
        known = self.rows.take(row, axis=0)
        self.place.reshape(-1)[cell] = row + 1
        self.available.reshape(-1)[cell] = known[:, NEXT]
        finish = now + known[:, WORK]
        at = server * self.count + here
        self.free.reshape(-1)[at] = finish
        self.free_key.reshape(-1)[at] = packed(finish, server)
        known[:, START], known[:, FINISH], known[:, SERVER] = now, finish, server
        self.rows[row] = known

    def starts(self) -> Starts:
        """Return what became of all items, when all is over."""
        begun, server = self.last, self.rows[:, SERVER]
        for first, end in zip(begun.ravel().tolist(), self.ends.ravel(), strict=True):
            self.rows[first:end] = FOREVER, FOREVER, NOBODY
        known = np.append(self.order, NOBODY)
        start, finish = self.rows[:, START].copy(), self.rows[:, FINISH].copy()
        finish[finish > self.days] = FOREVER
        return Starts(
            server=known.astype(np.int16).take(server.astype(np.int64)),
            start=start,
            finish=finish,
        )
