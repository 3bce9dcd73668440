"""The simulator in plain Python, one replication after the other: what is right.

The fast engine must give the same starts. The rule, over and over: the server that is
free first takes the best head of the queues that it may serve; where there is none, it
waits for the earliest moment at which there can be one.
"""

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from math import floor

import numpy as np

from app.simulation.building import eligible
from app.simulation.model import (
    DAYS,
    FOREVER,
    LATEST,
    Block,
    Rule,
    Starts,
    not_started,
)
from app.simulation.order import (
    FREE_TICKS,
    IN_TURN,
    LEVEL,
    arrival_ticks,
    fixed_scores,
)

ROUNDING = 1e-9
"""By how much a sum may pass a limit of equipment."""


class Curve:
    """Productive hours of one server from the start, straight between midnights."""

    __slots__ = ("days", "worked")

    def __init__(self, worked: list[float]) -> None:
        self.worked = worked
        self.days = len(worked) - 1

    def at(self, moment: float) -> float:
        """Return the hours worked up to a moment."""
        day = int(moment)
        if day >= self.days:
            return self.worked[-1]
        low, high = self.worked[day], self.worked[day + 1]
        return low + (moment - day) * (high - low)

    def reached(self, hours: float) -> float:
        """Return the first moment at which so many hours, above none, are worked."""
        return self._between(bisect_left(self.worked, hours), hours)

    def passed(self, hours: float) -> float:
        """Return the first moment from which more than so many hours are worked."""
        return self._between(bisect_right(self.worked, hours), hours)

    def resumed(self, moment: float) -> float:
        """Return the first productive moment, not before a given one."""
        day = int(moment)
        if day >= self.days:
            return FOREVER
        if self.worked[day + 1] > self.worked[day]:
            return moment
        return self.passed(self.worked[day])

    def _between(self, knot: int, hours: float) -> float:
        if knot > self.days:
            return FOREVER
        low, high = self.worked[max(knot, 1) - 1], self.worked[max(knot, 1)]
        return max(knot, 1) - 1 + (hours - low) / (high - low)


def simulate_plainly(block: Block) -> Starts:
    """Return what becomes of each item, by the plain rule."""
    starts = not_started(block.items.count)
    ticks = arrival_ticks(block.items.arrival)
    scores = fixed_scores(block)
    for place in range(block.replications):
        Replication(block, place, ticks.tolist(), scores.tolist(), starts).play()
    return starts


class Replication:
    """One replication being played."""

    def __init__(
        self,
        block: Block,
        place: int,
        ticks: list[int],
        scores: list[float],
        starts: Starts,
    ) -> None:
        self.block, self.starts = block, starts
        self.ticks, self.scores = ticks, scores
        self._read_items(place)
        self._read_servers(place)
        classes = len(block.equipment.names)
        self.used, self.used_week = [0.0] * classes, [0] * classes
        self.served = [0.0] * max(len(block.discipline.shares), 1)

    def _read_items(self, place: int) -> None:
        block, count = self.block, self.block.queues.count
        offsets = block.items.offsets[place * count : (place + 1) * count + 1].tolist()
        self.next, self.end = offsets[:-1], offsets[1:]
        self.arrival = block.items.arrival
        self.available = block.items.available
        self.waiting: list[list[tuple[float, int, int, int]]] = [[] for _ in self.next]

    def _read_servers(self, place: int) -> None:
        servers = self.block.servers
        self.order = eligible(servers).tolist()
        row = place if len(servers.worked) > 1 else 0
        self.curves = [Curve(line) for line in servers.worked[row].tolist()]
        self.exposed = self.curves
        if servers.exposed is not None:
            row = place if len(servers.exposed) > 1 else 0
            self.exposed = [Curve(line) for line in servers.exposed[row].tolist()]
        row = place if len(servers.ready) > 1 else 0
        self.slot = [0] * servers.count
        self.flagged, self.flagged_week = [0.0] * servers.count, [0] * servers.count
        self.serves = [np.flatnonzero(line).tolist() for line in servers.may_serve]
        self.free = [FOREVER] * servers.count
        self.worked = [0.0] * servers.count
        for server, ready in enumerate(servers.ready[row].tolist()):
            self.wait(server, max(ready, 0.0))

    def play(self) -> None:
        """Start items until no server is free before the horizon."""
        while self.order:
            server = min(self.order, key=self.moment)
            now = self.free[server]
            if now >= self.block.horizon:
                return
            heads = [
                (*self.score(queue, now), queue)
                for queue in self.serves[server]
                if self.has_head(queue, now) and self.has_room(server, queue, now)
            ]
            if heads:
                *_, queue = min(heads)
                self.begin(server, queue, now)
            else:
                self.wait(server, self.chance(server, now))

    def moment(self, server: int) -> int:
        """Return when a server is free, in ticks; the first of equals is taken."""
        return int(min(self.free[server], LATEST) * FREE_TICKS)

    def has_head(self, queue: int, now: float) -> bool:
        """Tell whether something can be started, and put it in order."""
        if self.block.discipline.rule in IN_TURN:
            item = self.next[queue]
            return item < self.end[queue] and bool(self.available[item] <= now)
        while self.next[queue] < self.end[queue]:
            item = self.next[queue]
            if self.available[item] > now:
                break
            ident = int(self.block.items.ident[item])
            entry = (self.scores[item], self.ticks[item], ident, item)
            heappush(self.waiting[queue], entry)
            self.next[queue] += 1
        return bool(self.waiting[queue])

    def head(self, queue: int) -> int:
        """Return the item that goes first in a queue that has a head."""
        waiting = self.waiting[queue]
        return waiting[0][-1] if waiting else self.next[queue]

    def score(self, queue: int, now: float) -> tuple[float, int, int]:
        """Return what orders the head of a queue among the others."""
        item, discipline = self.head(queue), self.block.discipline
        score = self.scores[item]
        if discipline.rule is Rule.AGEING:
            score = -discipline.rates[queue] * (now - float(self.arrival[item]))
        elif discipline.rule is Rule.FAIR_SHARE:
            division = int(self.block.queues.division[queue])
            level = float(self.block.queues.priority[queue])
            share = discipline.shares[division]
            score = level * LEVEL + self.served[division] / share
        return score, self.ticks[item], int(self.block.items.ident[item])

    def has_room(self, server: int, queue: int, now: float) -> bool:
        """Tell whether exposure and equipment leave room for the head of a queue."""
        week = floor(now / DAYS)
        if self.block.queues.flagged[queue]:
            hours = self.flagged[server] if self.flagged_week[server] >= week else 0.0
            if hours >= self.block.servers.flagged_limit[server]:
                return False
        kind = int(self.block.queues.equipment[queue])
        if kind < 0 or self.block.servers.slots[server]:
            return True
        used = self.used[kind] if self.used_week[kind] >= week else 0.0
        amount, limits = self.amount(queue), self.block.equipment.limits[kind]
        limit = float(limits[min(week, len(limits) - 1)])
        alone = used <= 0 < limit and amount > float(limits.max())
        return used + amount <= limit + ROUNDING or alone

    def amount(self, queue: int) -> float:
        """Return what the head of a queue takes of its class of equipment."""
        queues, effort = self.block.queues, self.block.items.effort[self.head(queue)]
        return float(queues.per_start[queue] + queues.per_hour[queue] * effort)

    def chance(self, server: int, now: float) -> float:
        """Return the earliest later moment at which a server can find something."""
        next_week = (floor(now / DAYS) + 1) * DAYS
        found = FOREVER
        for queue in self.serves[server]:
            item = self.next[queue]
            held_back = self.has_head(queue, now)
            if held_back:
                found = min(found, next_week)
            if item < self.end[queue] and self.available[item] > now:
                found = min(found, float(self.available[item]))
        return found

    def wait(self, server: int, until: float) -> None:
        """Make a server free at its first moment of work, not before a given one."""
        days = self.block.servers.slots[server]
        if days:
            self.slot[server] = bisect_left(days, until)
            self.free[server] = (*days, FOREVER)[self.slot[server]]
            return
        self.free[server] = self.curves[server].resumed(until)
        self.worked[server] = self.curves[server].at(self.free[server])

    def begin(self, server: int, queue: int, now: float) -> None:
        """Start the head of a queue."""
        item = self.head(queue)
        effort = float(self.block.items.effort[item])
        self.take_room(server, queue, now)
        finish = self.work(server, effort, now, bool(self.block.queues.flagged[queue]))
        self.starts.server[item] = server
        self.starts.start[item], self.starts.finish[item] = now, finish
        if self.block.discipline.rule is Rule.FAIR_SHARE:
            self.served[int(self.block.queues.division[queue])] += effort
        if self.waiting[queue]:
            heappop(self.waiting[queue])
        else:
            self.next[queue] += 1

    def take_room(self, server: int, queue: int, now: float) -> None:
        """Book what the head of a queue takes of equipment in this week."""
        kind, week = int(self.block.queues.equipment[queue]), floor(now / DAYS)
        if kind < 0 or self.block.servers.slots[server]:
            return
        if week > self.used_week[kind]:
            self.used[kind], self.used_week[kind] = 0.0, week
        self.used[kind] += self.amount(queue)

    def work(self, server: int, effort: float, now: float, flagged: bool) -> float:
        """Occupy a server with so many hours and return when they are done."""
        days = self.block.servers.slots[server]
        if days:
            self.slot[server] += 1
            self.free[server] = (*days, FOREVER)[self.slot[server]]
            return now + float(self.block.servers.lead[server])
        curve = self.curves[server]
        spent = self.exposed[server] if flagged else curve
        begun = self.worked[server] if spent is curve else spent.at(now)
        finish = spent.reached(begun + effort)
        if flagged:
            self.expose(server, effort, now, finish)
        if spent is curve:
            self.worked[server] += effort
            self.free[server] = curve.passed(self.worked[server])
        else:
            self.wait(server, finish)
        return finish

    def expose(self, server: int, effort: float, now: float, finish: float) -> None:
        """Book hours of flagged work in the week in which they end."""
        begun, ended = floor(now / DAYS), floor(finish / DAYS)
        if begun == ended:
            if begun > self.flagged_week[server]:
                self.flagged[server] = 0.0
            self.flagged[server] += effort
        else:
            curve = self.exposed[server]
            self.flagged[server] = curve.at(finish) - curve.at(ended * DAYS)
        self.flagged_week[server] = ended
