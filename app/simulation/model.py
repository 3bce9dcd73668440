"""What a run of the simulator is given, and what it gives back, as columns.

Time is in days from the Monday 00:00 of the start week; work is in hours. Of ``R``
replications, ``K`` queues, ``E`` servers and ``D`` days:

* an item waits in one queue; a queue is served in order of availability, or in the
  order of the discipline where that looks at due dates, effort or weights;
* a server is an examiner, or a provider that takes an item on each of its dates;
* nothing is interrupted once it has started.

Whatever has not happened has the moment ``FOREVER``, never NaN and never infinity.
"""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

FOREVER = 1.0e9
"""A moment that never comes, in days; also a limit that never binds, in hours."""

LATEST = 8191.0
"""Days either way beyond which moments are all alike to comparisons: 22 years."""

NOBODY = -1
"""The server of an item that has not started."""

DAYS = 7.0
"""Days in a week, the period of limits of equipment and of exposure."""

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Rule(StrEnum):
    """By what the next item is chosen among the heads of the queues."""

    PRIORITY = "priority"
    """Priority, then first in."""
    DUE = "due"
    """Earliest due date."""
    AGEING = "ageing"
    """The most waiting so far, at the rate of its queue."""
    FAIR_SHARE = "fair share"
    """Priority, then the division with the fewest hours served for its share."""
    SHORTEST = "shortest"
    """Least effort."""
    STATUTORY = "statutory"
    """What has a statutory date, by that date; then priority and first in."""
    WEIGHTED = "weighted"
    """Least sum of weighted terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a unit of each term adds to the score; the least score is served first.

    Attributes:
        priority: For each level of priority.
        arrival: For each day of the moment of arrival.
        due: For each day of the due moment (an item without one counts as due ten
            years after the start).
        effort: For each hour of effort.
        statutory: For an item with a statutory date.
    """

    priority: float = 0.0
    arrival: float = 0.0
    due: float = 0.0
    effort: float = 0.0
    statutory: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Discipline:
    """How the next item is chosen.

    Attributes:
        rule: The rule; ties go to the earlier arrival, then to the lower id.
        rates: Of each queue how fast it ages, for ``AGEING``.
        shares: Of each division its share of the hours, more than nothing, for
            ``FAIR_SHARE``.
        weights: For ``WEIGHTED``.
    """

    rule: Rule = Rule.PRIORITY
    rates: tuple[float, ...] = ()
    shares: tuple[float, ...] = ()
    weights: Weights = field(default_factory=Weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queues:
    """The queues, one for each priority, skill set, division and exposure flag.

    Attributes:
        names: What people call each.
        priority: Level, 0 to 15; the lowest is the most urgent.
        division: Place of the division in ``Discipline.shares``.
        flagged: Whether the work exposes the examiner.
        equipment: Place of the class of equipment in ``Equipment``; -1 for none.
        per_start: What a start takes of that class, in its unit.
        per_hour: What an hour of effort takes of it more.
    """

    names: tuple[str, ...]
    priority: Ints
    division: Ints
    flagged: Bools
    equipment: Ints
    per_start: Floats
    per_hour: Floats

    @property
    def count(self) -> int:
        """Return how many queues there are."""
        return len(self.names)


def queues_of(
    priority: list[int],
    *,
    names: tuple[str, ...] = (),
    division: list[int] | None = None,
    flagged: list[bool] | None = None,
    equipment: list[int] | None = None,
    per_start: list[float] | None = None,
    per_hour: list[float] | None = None,
) -> Queues:
    """Return queues from lists; what is left out is none, and one for ``per_start``."""
    count = len(priority)
    return Queues(
        names=names or tuple(f"queue {k + 1}" for k in range(count)),
        priority=np.array(priority, np.int64),
        division=np.array(division or [0] * count, np.int64),
        flagged=np.array(flagged or [False] * count, np.bool_),
        equipment=np.array(equipment or [-1] * count, np.int64),
        per_start=np.array(per_start or [1.0] * count, np.float64),
        per_hour=np.array(per_hour or [0.0] * count, np.float64),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """What is waiting and what arrives, in order of replication, queue, availability.

    Make them with ``items_of``, which puts them in order, or in order to begin with.

    Attributes:
        offsets: Of replication ``r`` and queue ``k`` the items stand from
            ``offsets[r * K + k]`` to before ``offsets[r * K + k + 1]``.
        arrival: When each arrived; below nothing for what was open at the start.
        available: When it can be started, at or after arrival (end of a hold).
        effort: Hours of examination.
        due: When it must be finished; ``FOREVER`` where there is no such date.
        statutory: Whether the law sets that date.
        seeded: Whether it was open at the start.
        ident: Its number in its replication: the same item has the same number in
            each replication and scenario. Below 262,144 for the fast engine.
    """

    offsets: Ints
    arrival: Floats
    available: Floats
    effort: Floats
    due: Floats
    statutory: Bools
    seeded: Bools
    ident: Ints

    @property
    def count(self) -> int:
        """Return how many items there are over all replications."""
        return len(self.arrival)


@dataclass(frozen=True, slots=True, kw_only=True)
class Servers:
    """Examiners, and providers as servers that take an item on each of their dates.

    Attributes:
        names: What people call each.
        may_serve: Of each server and queue, whether it may (E x K).
        worked: Productive hours from the start to each midnight, from nothing on,
            never falling (1 or R, E, D + 1); straight between midnights.
        exposed: The same, no more than that, for flagged work; None where flagged work
            goes on like any other.
        flagged_limit: Hours of flagged work booked in a week from which no other such
            item is started by this server in that week; ``FOREVER`` for none.
        ready: When each is free, after its work in hand (1 or R, E).
        skills: How many skills each has; fewer go first where two are free at once.
        rank: Then the lower rank.
        slots: Of each server the days on which it takes one item, in order; empty for
            an examiner.
        lead: Days from such a day to the item's return.
    """

    names: tuple[str, ...]
    may_serve: Bools
    worked: Floats
    exposed: Floats | None
    flagged_limit: Floats
    ready: Floats
    skills: Ints
    rank: Ints
    slots: tuple[tuple[float, ...], ...]
    lead: Floats

    @property
    def count(self) -> int:
        """Return how many servers there are."""
        return len(self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Equipment:
    """What there is of each class of equipment in each week.

    A start that would take more than is left waits for the next week with room. One
    that takes more than any week has begins in a week in which nobody took anything.
    Providers use none.

    Attributes:
        names: Of the classes.
        limits: Of each class and week (classes x weeks), in the unit of the class; the
            last week stands for all after it.
    """

    names: tuple[str, ...] = ()
    limits: Floats = field(default_factory=lambda: np.zeros((0, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Some replications of one scenario: all that an engine needs.

    Attributes:
        first: Number of the first replication in the whole study.
        replications: How many there are.
        horizon: Days, less than ``LATEST``; nothing starts at or after it.
        queues: The queues.
        items: The items of all these replications.
        servers: Who serves.
        equipment: What limits starts by week.
        discipline: How the next item is chosen.
    """

    first: int = 0
    replications: int
    horizon: float
    queues: Queues
    items: Items
    servers: Servers
    equipment: Equipment = field(default_factory=Equipment)
    discipline: Discipline = field(default_factory=Discipline)

    def __post_init__(self) -> None:
        if not 0 <= self.horizon < LATEST:
            raise ValueError(f"the horizon is {self.horizon} days, at most {LATEST}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts:
    """What became of each item, in the order of ``Items``.

    Attributes:
        server: Place of its server; ``NOBODY`` where it has not started.
        start: When it started, or ``FOREVER``.
        finish: When it was done, or ``FOREVER`` where that is after the last day of
            the server's hours.
    """

    server: NDArray[np.int16]
    start: Floats
    finish: Floats


def not_started(count: int) -> Starts:
    """Return the columns of items none of which has started."""
    return Starts(
        server=np.full(count, NOBODY, np.int16),
        start=np.full(count, FOREVER),
        finish=np.full(count, FOREVER),
    )
