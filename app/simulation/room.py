"""What limits of exposure and equipment leave room for, over replications at once."""

import numpy as np

from app.simulation.heads import Heads
from app.simulation.model import DAYS, FOREVER, Block, Bools, Floats, Ints
from app.simulation.reference import ROUNDING
from app.simulation.timetable import Timetable


def has_limits(block: Block) -> bool:
    """Tell whether anything limits starts by week."""
    flagged = block.queues.flagged.any()
    exposure = flagged and (block.servers.flagged_limit < FOREVER).any()
    return bool(exposure or (block.queues.equipment >= 0).any())


class Room:
    """Hours of flagged work by server, and use of equipment, in the present week.

    Arrays are servers or classes x replications still going on.
    """

    def __init__(self, block: Block, order: Ints) -> None:
        self.queues = block.queues
        self.limit = block.servers.flagged_limit[order]
        self.provider = np.array([bool(block.servers.slots[e]) for e in order])
        self.exposed = bool(block.queues.flagged.any() and (self.limit < FOREVER).any())
        self.using = np.flatnonzero(block.queues.equipment >= 0)
        self.kinds = self.queues.equipment.take(self.using)
        self.equipment = block.equipment.limits
        self.most = self.equipment.max(axis=1, initial=0.0).take(self.kinds)[:, None]
        self.per_start = self.queues.per_start.take(self.using)[:, None]
        self.per_hour = self.queues.per_hour.take(self.using)[:, None]
        count, classes = block.replications, len(self.equipment)
        self.flagged = np.zeros((len(order), count))
        self.flagged_week = np.zeros((len(order), count), np.int64)
        self.used = np.zeros((classes, count))
        self.used_week = np.zeros((classes, count), np.int64)

    def drop(self, kept: Bools) -> None:
        """Leave replications that are over."""
        for name in ("flagged", "flagged_week", "used", "used_week"):
            setattr(self, name, getattr(self, name).compress(kept, axis=1))

    def full(self, server: Ints, now: Floats, heads: Heads) -> Ints:
        """Return -1 for heads for which there is no room, else 0 (queues x here).

        Args:
            server: Of each replication who is free.
            now: When.
            heads: Of the queues.
        """
        week = np.floor(now / DAYS).astype(np.int64)
        if self.exposed:
            barred = self._exposed(server, week)
        else:
            barred = np.zeros((self.queues.count, len(now)), np.int64)
        if len(self.using):
            effort = heads.efforts(self.using)
            none = self._taken(week, effort) & ~self.provider.take(server)
            barred[self.using] |= -none.astype(np.int64)
        return barred

    def _exposed(self, server: Ints, week: Ints) -> Ints:
        """Return -1 for queues of flagged work where the server's hours are spent."""
        here = np.arange(len(week))
        current = self.flagged_week[server, here] >= week
        hours = np.where(current, self.flagged[server, here], 0.0)
        over = hours >= self.limit[server]
        return np.where(self.queues.flagged[:, None] & over, -1, 0)

    def _taken(self, week: Ints, effort: Floats) -> Bools:
        """Tell whether a week's limit is too far used for items (queues x here)."""
        last = self.equipment.shape[1] - 1
        limit = self.equipment.take(np.minimum(week, last), axis=1, mode="clip")
        limit = limit.take(self.kinds, axis=0)
        used = np.where(self.used_week >= week, self.used, 0.0).take(self.kinds, axis=0)
        amount = self.per_start + self.per_hour * effort
        alone = (used <= 0) & (limit > 0) & (amount > self.most)
        over: Bools = (used + amount > limit + ROUNDING) & ~alone
        return over

    def book(
        self, server: Ints, queue: Ints, now: Floats, here: Ints, effort: Floats
    ) -> None:
        """Book what items take of equipment in the week of their start."""
        kind = self.queues.equipment.take(queue)
        uses = np.flatnonzero((kind >= 0) & ~self.provider[server])
        if not len(uses):
            return
        kind, queue, here = kind[uses], queue[uses], here[uses]
        week = np.floor(now[uses] / DAYS).astype(np.int64)
        per_start = self.queues.per_start.take(queue)
        amount = per_start + self.queues.per_hour.take(queue) * effort[uses]
        later = week > self.used_week[kind, here]
        self.used[kind, here] = np.where(later, 0.0, self.used[kind, here]) + amount
        self.used_week[kind, here] = np.maximum(week, self.used_week[kind, here])

    def expose(
        self,
        times: tuple[Timetable, Ints],
        server: Ints,
        here: Ints,
        span: tuple[Floats, Floats, Floats],
    ) -> None:
        """Book hours of flagged work in the week in which they end.

        Args:
            times: The hours in which flagged work goes on, and the servers' rows.
            server: Who works.
            here: In which replications.
            span: Start, finish and hours of the work.
        """
        now, finish, effort = span
        begun = np.floor(now / DAYS).astype(np.int64)
        ended = np.floor(finish / DAYS).astype(np.int64)
        kept = np.where(
            begun > self.flagged_week[server, here], 0.0, self.flagged[server, here]
        )
        table, rows = times
        monday: Floats = ended.astype(np.float64) * DAYS
        late: Floats = table.at(rows, finish) - table.at(rows, monday)
        self.flagged[server, here] = np.where(begun == ended, kept + effort, late)
        self.flagged_week[server, here] = ended
