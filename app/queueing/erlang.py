"""Waits at several servers alike: Erlang's formulas and what follows from them.

How to call: ``servers_alike(arrivals, service, servers)`` gives all of them at once,
None where the servers cannot keep up. Rates in one unit (such as by week); times come
out in it. A queue served first come, first served; arrivals a Poisson stream; service
times exponential. ``with_variation`` stretches a wait for other spreads.
"""

import math
from dataclasses import dataclass

from app.queueing.balance import ratio


@dataclass(frozen=True, slots=True, kw_only=True)
class ServersAlike:
    """The long run of a queue before several servers alike (M/M/c).

    Attributes:
        arrivals: Arrivals, by the unit of time.
        service: What one server completes, by the unit of time.
        servers: Number of servers.
        chance_of_waiting: Share of arrivals that find all servers busy (Erlang C).
    """

    arrivals: float
    service: float
    servers: int
    chance_of_waiting: float

    @property
    def intensity(self) -> float:
        """Share of time that a server is busy."""
        return self.arrivals / (self.servers * self.service)

    @property
    def spare(self) -> float:
        """What the servers could do beyond what arrives, by the unit of time."""
        return self.servers * self.service - self.arrivals

    @property
    def wait(self) -> float:
        """Mean time before service begins, over all arrivals."""
        return self.chance_of_waiting / self.spare

    @property
    def wait_of_those_who_wait(self) -> float:
        """Mean time before service begins, over those that find no server free."""
        return 1 / self.spare

    @property
    def stay(self) -> float:
        """Mean time to the end of service."""
        return self.wait + 1 / self.service

    @property
    def waiting(self) -> float:
        """Mean number before service."""
        return self.arrivals * self.wait

    @property
    def present(self) -> float:
        """Mean number before and in service."""
        return self.arrivals * self.stay

    def share_over(self, wait: float) -> float:
        """Return the share of arrivals that wait longer than ``wait``."""
        return self.chance_of_waiting * math.exp(-self.spare * wait)


def erlang_b(load: float, servers: int) -> float:
    """Return the share turned away if nobody may wait.

    Args:
        load: Arrivals over what one server completes in the same time.
        servers: Number of servers.
    """
    blocked = 1.0
    for each in range(1, servers + 1):
        blocked = load * blocked / (each + load * blocked)
    return blocked


def erlang_c(load: float, servers: int) -> float | None:
    """Return the share that waits; None if the servers cannot keep up.

    Args:
        load: Arrivals over what one server completes in the same time.
        servers: Number of servers.
    """
    if servers < 1 or not 0 <= load < servers:
        return None
    blocked = erlang_b(load, servers)
    return blocked / (1 - load / servers * (1 - blocked))


def servers_alike(arrivals: float, service: float, servers: int) -> ServersAlike | None:
    """Return the long run of a queue before servers alike; None if it has none.

    Args:
        arrivals: Arrivals, by the unit of time.
        service: What one server completes, by the same unit.
        servers: Number of servers.
    """
    load = ratio(arrivals, service)
    chance = None if load is None else erlang_c(load, servers)
    if chance is None:
        return None
    return ServersAlike(
        arrivals=arrivals, service=service, servers=servers, chance_of_waiting=chance
    )


def with_variation(wait: float, arrivals: float, service: float) -> float:
    """Return a wait stretched for how arrivals and service vary (Allen, Cunneen).

    Exact where both are exponential, otherwise a plausible value and no more.

    Args:
        wait: Mean wait if both were exponential.
        arrivals: Coefficient of variation of the gaps between arrivals.
        service: Coefficient of variation of the service times.
    """
    return wait * (arrivals**2 + service**2) / 2
