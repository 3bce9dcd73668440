"""The simulator in lock step: one start in each replication at once.

What the reference does for one replication is done here for all that are still going
on, one step of the same rule after the other. Arrays are queues x replications or
servers x replications.
"""

import numpy as np

from app.simulation.building import eligible
from app.simulation.heads import EFFORT, NONE, Heads, Keys, queue_of_key
from app.simulation.model import (
    DAYS,
    FOREVER,
    LATEST,
    Block,
    Bools,
    Floats,
    Ints,
    Rule,
    Starts,
)
from app.simulation.order import FREE_TICKS, LEVEL
from app.simulation.room import Room, has_limits
from app.simulation.timetable import Timetable

SERVER_BITS = 9
MOST_SERVERS = 1 << SERVER_BITS

SPARE = 32
"""Of so many replications one may be over before the arrays are made smaller."""

OVER = -1e12
"""The moment at which a replication that is over looks for something to start."""


def packed(moments: Floats, servers: Ints) -> Ints:
    """Return keys that order servers by moment, equals by place."""
    ticks = (np.minimum(moments, LATEST) * FREE_TICKS).astype(np.int64)
    keys: Ints = (ticks << SERVER_BITS) | servers
    return keys


class Lockstep:
    """A block being played."""

    def __init__(self, block: Block) -> None:
        self.block, self.rule = block, block.discipline.rule
        self.order = eligible(block.servers)
        self.room = Room(block, self.order) if has_limits(block) else None
        self.heads = Heads(block)
        divisions = max(len(block.discipline.shares), 1)
        self.served = np.zeros((divisions, block.replications))
        self._read_hours()
        self._read_servers()
        self._read_slots()
        self._index(np.arange(block.replications))

    def _read_hours(self) -> None:
        servers = self.block.servers
        self.own = len(servers.worked) > 1
        self.times = Timetable(servers.worked[:, self.order])
        self.exposed, self.own_exposed = self.times, self.own
        flagged = bool(self.block.queues.flagged.any())
        if flagged and servers.exposed is not None:
            self.exposed = Timetable(servers.exposed[:, self.order])
            self.own_exposed = len(servers.exposed) > 1
        limited = self.room is not None or self.exposed is not self.times
        self.watched = flagged and limited

    def _read_servers(self) -> None:
        servers, count = self.block.servers, self.block.replications
        may = np.ascontiguousarray(servers.may_serve[self.order].T)
        self.barred = np.where(may, 0, -1)
        self.never = np.where(may, 0.0, FOREVER)
        ready = np.maximum(servers.ready[:, self.order], 0.0)
        self.free = np.broadcast_to(ready.T, (servers.count, count)).copy()
        self.worked = np.zeros((servers.count, count))
        self.free_key = np.zeros((servers.count, count), np.int64)

    def _read_slots(self) -> None:
        days = [self.block.servers.slots[place] for place in self.order.tolist()]
        self.provider = np.array([bool(each) for each in days])
        self.outside = bool(self.provider.any())
        self.slots = np.full((len(days), max(map(len, days)) + 1), FOREVER)
        for place, each in enumerate(days):
            self.slots[place, : len(each)] = each
        self.slot = np.zeros((len(days), self.block.replications), np.int64)

    def _index(self, alive: Ints) -> None:
        """Take down the places of the replications that are still going on."""
        self.alive, self.count = alive, len(alive)
        self.here = np.arange(self.count)
        self.before = alive * self.block.servers.count

    def rows(self, server: Ints, here: Ints, *, own: bool) -> Ints:
        """Return the rows of servers in a table of hours."""
        return self.before.take(here) + server if own else server

    def play(self) -> Starts:
        """Go on until every replication is at its horizon."""
        for server in range(self.block.servers.count):
            ready = self.free[server].copy()
            self.wait(np.full(self.count, server), self.here, ready)
        while self.count:
            server = np.minimum.reduce(self.free_key) & (MOST_SERVERS - 1)
            now = self.free.reshape(-1).take(server * self.count + self.here)
            if np.maximum.reduce(now) >= self.block.horizon:
                over = now >= self.block.horizon
                if int(over.sum()) * SPARE >= self.count:
                    self.drop(~over)
                    continue
                now[over] = OVER
            self.step(server, now)
        return self.heads.starts()

    def drop(self, kept: Bools) -> None:
        """Leave replications that are over."""
        for name in ("slot", "free", "worked", "free_key", "served"):
            setattr(self, name, getattr(self, name).compress(kept, axis=1))
        self._index(self.alive[kept])
        self.heads.drop(kept)
        if self.room is not None:
            self.room.drop(kept)

    def step(self, server: Ints, now: Floats) -> None:
        """Start what the servers find; let those wait who find nothing."""
        barred = self.barred.take(server, axis=1)
        barred |= self.heads.late(now)
        if self.room is not None:
            barred |= self.room.full(server, now, self.heads)
        best = self.best(barred, now)
        queue, none = queue_of_key(best), best == NONE
        if not np.logical_or.reduce(none):
            self.begin(server, queue, now, self.here)
            return
        busy = (~none).nonzero()[0]
        if len(busy):
            self.begin(server.take(busy), queue.take(busy), now.take(busy), busy)
        idle = (none & (now >= 0)).nonzero()[0]
        if len(idle):
            who = server.take(idle)
            self.wait(who, idle, self.chance(who, now.take(idle), idle))

    def best(self, barred: Ints, now: Floats) -> Keys:
        """Return the least keys of heads that are not barred."""
        keys = self.heads.key | barred
        if self.rule is not Rule.PRIORITY:
            scores = np.where(barred < 0, np.inf, self.scores(now))
            keys |= -(scores != scores.min(axis=0)).astype(np.int64)
        least: Keys = np.minimum.reduce(keys.view(np.uint64))
        return least

    def scores(self, now: Floats) -> Floats:
        """Return the scores of the heads at this moment."""
        discipline, queues = self.block.discipline, self.block.queues
        if self.heads.score is not None:
            if self.rule is not Rule.AGEING:
                return self.heads.score
            rates: Floats = np.array(discipline.rates)[:, None]
            return -rates * (now - self.heads.score)
        share = self.served / np.array(discipline.shares)[:, None]
        levels = queues.priority.astype(np.float64)[:, None] * LEVEL
        scores: Floats = levels + share[queues.division]
        return scores

    def chance(self, server: Ints, now: Floats, here: Ints) -> Floats:
        """Return the earliest later moments at which servers can find something."""
        moments = self.heads.available.take(here, axis=1)
        if self.room is not None:
            next_week = (np.floor(now / DAYS) + 1) * DAYS
            moments = np.where(moments > now, moments, next_week)
        np.maximum(moments, self.never.take(server, axis=1), out=moments)
        earliest: Floats = np.minimum.reduce(moments)
        return earliest

    def wait(self, server: Ints, here: Ints, until: Floats) -> None:
        """Make servers free at their first moments of work, not before given ones."""
        rows = self.rows(server, here, own=self.own)
        free, worked = self.times.resumed(rows, until)
        at = server * self.count + here
        self.worked.reshape(-1)[at] = worked
        if self.outside:
            free = free.copy()
            for place in np.flatnonzero(self.provider[server]).tolist():
                days = self.slots[server[place]]
                slot = int(np.searchsorted(days[:-1], until[place]))
                self.slot[server[place], here[place]] = slot
                free[place] = days[slot]
        self.free.reshape(-1)[at] = free
        self.free_key.reshape(-1)[at] = packed(free, server)

    def begin(self, server: Ints, queue: Ints, now: Floats, here: Ints) -> None:
        """Start the heads of queues."""
        row, known = self.heads.take(queue, here)
        effort = known[:, EFFORT].copy()
        if self.room is not None:
            self.room.book(server, queue, now, here, effort)
        finish = self.work(server, effort, now, here)
        if self.watched:
            self.work_flagged(server, queue, here, (now, finish, effort))
        if self.outside:
            self.send(server, here, now, finish)
        self.heads.record(row, known, now, finish, self.order.take(server))
        if self.rule is Rule.FAIR_SHARE:
            self.served[self.block.queues.division.take(queue), here] += effort

    def work(self, server: Ints, effort: Floats, now: Floats, here: Ints) -> Floats:
        """Occupy servers with hours and return when those are done."""
        at = server * self.count + here
        rows = self.rows(server, here, own=self.own)
        hours = self.worked.reshape(-1).take(at) + effort
        finish, free = self.times.reached(rows, hours)
        self.worked.reshape(-1)[at] = hours
        self.free.reshape(-1)[at] = free
        self.free_key.reshape(-1)[at] = packed(free, server)
        return np.maximum(finish, now)

    def work_flagged(
        self, server: Ints, queue: Ints, here: Ints, span: tuple[Floats, ...]
    ) -> None:
        """Mend in place when flagged work ends, and book its hours."""
        flagged = self.block.queues.flagged.take(queue) & ~self.provider.take(server)
        some = np.flatnonzero(flagged)
        if not len(some):
            return
        who, where = server[some], here[some]
        rows = self.rows(who, where, own=self.own_exposed)
        begun, finish, effort = span[0][some], span[1][some], span[2][some]
        if self.exposed is not self.times:
            hours = self.exposed.at(rows, begun) + effort
            finish = np.maximum(self.exposed.reached(rows, hours)[0], begun)
            span[1][some] = finish
            self.wait(who, where, finish)
        if self.room is not None:
            known = begun, finish, effort
            self.room.expose((self.exposed, rows), who, where, known)

    def send(self, server: Ints, here: Ints, now: Floats, finish: Floats) -> None:
        """Mend in place when items come back from providers."""
        sent = np.flatnonzero(self.provider.take(server))
        if not len(sent):
            return
        who, where = server[sent], here[sent]
        finish[sent] = now[sent] + self.block.servers.lead[self.order[who]]
        self.slot[who, where] += 1
        free = self.slots[who, self.slot[who, where]]
        self.free[who, where] = free
        self.free_key[who, where] = packed(free, who)
