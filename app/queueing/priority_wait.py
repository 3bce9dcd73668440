"""Mean waits by priority in the long run: strict priority, ageing, one server or more.

How to call: classes in the order of urgency, the most urgent first; every function
gives one mean wait for each class, None for a class that is never caught up with.
Service once begun is not interrupted. Rates and times in one unit.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from app.queueing.erlang import erlang_c

Waits = tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One class of what arrives at a single server.

    Attributes:
        arrivals: Arrivals, by the unit of time (a Poisson stream).
        service: Mean service time.
        variation: Coefficient of variation of the service time.
    """

    arrivals: float
    service: float
    variation: float = 1.0

    @property
    def load(self) -> float:
        """Share of the server's time that this class asks for."""
        return self.arrivals * self.service

    @property
    def residual(self) -> float:
        """Mean time left of a service that an arrival finds going on."""
        return self.service * (1 + self.variation**2) / 2


def wait_of_one_stream(stream: Stream) -> float | None:
    """Return the mean wait first come, first served (Pollaczek and Khinchine).

    None if the server cannot keep up.
    """
    return _over(stream.load * stream.residual, 1 - stream.load)


def waits_by_priority(arrivals: Sequence[float], service: float, servers: int) -> Waits:
    """Return the mean wait of each class before servers alike (Cobham, M/M/c).

    Where all classes together are too much, those above the one that is never caught
    up with still have a wait: the servers are then always busy.

    Args:
        arrivals: Of each class, arrivals by the unit of time.
        service: What one server completes, by the same unit.
        servers: Number of servers.
    """
    whole = servers * service
    if servers < 1 or service <= 0:
        return (None,) * len(arrivals)
    busy = erlang_c(math.fsum(arrivals) / service, servers)
    first = (1.0 if busy is None else busy) / whole
    return _by_cobham(first, [each / whole for each in arrivals])


def waits_at_one_server(streams: Sequence[Stream]) -> Waits:
    """Return the mean wait of each class at one server (Cobham, M/G/1).

    A class that is never caught up with takes all the time that those above it leave,
    and those below it get none.
    """
    return _by_cobham(_found_going_on(streams), [each.load for each in streams])


def waits_with_ageing(streams: Sequence[Stream], ageing: Sequence[float]) -> Waits:
    """Return the mean wait of each class if priority grows while waiting (Kleinrock).

    All None if the server cannot keep up, for then every class waits ever longer.

    Args:
        streams: The classes, in any order.
        ageing: Of each class, by how much its priority grows in a unit of time; above
            zero.
    """
    loads = [each.load for each in streams]
    total = math.fsum(loads)
    if total >= 1 or any(not rate > 0 for rate in ageing):
        return (None,) * len(streams)
    shared = math.fsum(each.load * each.residual for each in streams) / (1 - total)
    waits = [0.0] * len(streams)
    for each in sorted(range(len(streams)), key=lambda place: ageing[place]):
        own = ageing[each]
        below = math.fsum(
            loads[other] * waits[other] * (1 - rate / own)
            for other, rate in enumerate(ageing)
            if rate < own
        )
        above = math.fsum(
            loads[other] * (1 - own / rate)
            for other, rate in enumerate(ageing)
            if rate > own
        )
        waits[each] = (shared - below) / (1 - above)
    return tuple(waits)


def conserved(loads: Sequence[float], waits: Sequence[float]) -> float:
    """Return the sum of load times wait over classes.

    It is the same for every order of service that leaves no server idle, does not
    interrupt and does not look at effort: who is served sooner is served sooner than
    somebody.
    """
    return math.fsum(load * wait for load, wait in zip(loads, waits, strict=True))


def conserved_at_one_server(streams: Sequence[Stream]) -> float | None:
    """Return what ``conserved`` must be at one server; None if it cannot keep up."""
    total = math.fsum(each.load for each in streams)
    going_on = math.fsum(each.load * each.residual for each in streams)
    return _over(total * going_on, 1 - total)


def _by_cobham(going_on: float, loads: Sequence[float]) -> Waits:
    reached = [0.0, *accumulate(loads)]
    return tuple(
        _over(going_on, (1 - before) * (1 - up_to)) if up_to < 1 else None
        for before, up_to in pairwise(reached)
    )


def _found_going_on(streams: Sequence[Stream]) -> float:
    """Return the mean time left of what the server is at when somebody arrives."""
    left, found = 1.0, 0.0
    for each in streams:
        share = min(each.load, left)
        found += share * each.residual
        left -= share
    return found


def _over(above: float, below: float) -> float | None:
    return above / below if below > 0 else None
