"""Items of the models, drawn so that they do not depend on the order of use.

Every stream is counter-based and keyed by the study's seed, the replication, the class
and the purpose; inside it draws are taken by number of item, week after week. So the
same item has the same draws in every scenario, in whatever block its replication is
played, and raising a multiplier of demand only ever adds items to the same others.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.random import Generator, Philox

from app.simulation.building import in_order
from app.simulation.model import FOREVER, Bools, Floats, Ints, Items

LAYERS = 1024
"""Copies of the arrivals that demand may be multiplied to."""


class Purpose(IntEnum):
    """What a stream is for."""

    GAPS = 0
    EFFORT = 1
    HOLD = 2
    MARK = 3
    ABSENCE = 4
    FACTOR = 5


class Streams:
    """The streams of one study; one generator is put to the place of each in turn."""

    __slots__ = ("_bits", "_state", "generator", "seed")

    def __init__(self, seed: int) -> None:
        self.seed = seed % 2**64
        self._bits = Philox(key=np.array([self.seed, 0], np.uint64))
        self._state = self._bits.state
        self.generator = Generator(self._bits)

    def at(self, replication: int, number: int, purpose: Purpose) -> Generator:
        """Return the generator at the beginning of a stream.

        Args:
            replication: Number in the study, below 2^28.
            number: Of the class, or of the examiner, below 2^28.
            purpose: What is drawn.
        """
        place = ((replication << 28) | number) << 8 | purpose
        self._state["state"]["key"][:] = self.seed, place
        self._state["state"]["counter"][:] = 0
        self._state["buffer_pos"], self._state["has_uint32"] = 4, 0
        self._bits.state = self._state
        return self.generator


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """Hours that an item of a class takes.

    Attributes:
        mean: Of a lognormal, hours.
        variation: Its coefficient of variation.
        observed: Hours of completed items in order of size, which replace that; empty
            where there are too few.
        factor: What the hours are multiplied by in this scenario.
    """

    mean: float = 0.0
    variation: float = 0.0
    observed: tuple[float, ...] = ()
    factor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """How often items of a class wait for something, and for how long.

    Attributes:
        share: Of the items, 0 to 1.
        days: Mean of an exponential delay.
    """

    share: float = 0.0
    days: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Class:
    """Items to come of one kind, which all wait in the same queue.

    Attributes:
        number: What tells it from other classes in every scenario, below 2^18.
        queue: Its queue.
        paths: Counts of arrivals (paths x weeks); a replication takes one path.
        demand: What they are multiplied by, by week, not below nothing.
        effort: Hours of each.
        hold: Delays before they can be started.
        target: Days from arrival to the due date; ``FOREVER`` for none.
        statutory: Whether the law sets that date.
    """

    number: int
    queue: int
    paths: Ints
    demand: Floats
    effort: Effort
    hold: Hold = Hold()
    target: float = FOREVER
    statutory: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits at the start, the same items in each replication.

    Attributes:
        queue: Of each its queue.
        arrival: Days, below nothing.
        available: Days; nothing or less where it can be started.
        effort: Hours expected.
        spread: Coefficient of variation of the hours that it takes in the end.
        due: Days; ``FOREVER`` for none.
        statutory: Whether the law sets that date.
    """

    queue: Ints
    arrival: Floats
    available: Floats
    effort: Floats
    spread: float
    due: Floats
    statutory: Bools


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """All that is drawn for a study.

    Attributes:
        seed: Of the study.
        queues: How many there are.
        open_days: Of each day whether items arrive on it; a week without any such day
            counts as open throughout.
        classes: What arrives.
        waiting: What is there at the start; None for nothing.
    """

    seed: int
    queues: int
    open_days: Bools
    classes: tuple[Class, ...]
    waiting: Waiting | None = None


@dataclass(slots=True)
class _Part:
    """Items of one class in one replication."""

    queue: Ints
    arrival: Floats
    available: Floats
    effort: Floats
    due: Floats
    statutory: Bools
    seeded: Bools
    ident: Ints

    def __len__(self) -> int:
        return len(self.ident)

    def only(self, kept: Bools) -> "_Part":
        """Return some of the items."""
        return _Part(*(getattr(self, name)[kept] for name in _Part.__slots__))


def items_for(demand: Demand, first: int, replications: int) -> Items:
    """Return the items of some replications of a study.

    Args:
        demand: What is drawn.
        first: Number of the first replication in the study.
        replications: How many.
    """
    streams, opening = Streams(demand.seed), _openings(demand.open_days)
    parts, runs = [_part(np.zeros(0), np.zeros(0), 0, 0)], [0]
    for place in range(replications):
        own = [*_replication(demand, streams, first + place, opening)]
        # In order of queues, so that there is little left to put in order.
        parts += sorted(own, key=lambda part: int(part.queue[0]) if len(part) else 0)
        runs += [place] * len(own)
    run = np.repeat(np.array(runs, np.int64), [len(part) for part in parts])
    columns = {
        name: np.concatenate([getattr(part, name) for part in parts])
        for name in _Part.__slots__
    }
    del parts
    shape = replications, demand.queues
    return in_order(shape, run, columns.pop("queue"), columns)


def _replication(
    demand: Demand, streams: Streams, run: int, opening: tuple[Ints, Ints]
) -> Iterator[_Part]:
    waiting, begin = demand.waiting, 0
    if waiting is not None:
        begin = len(waiting.arrival)
        known = _seeded(waiting, streams, run)
        for queue in np.unique(waiting.queue).tolist():
            yield known.only(waiting.queue == queue)
    layers = max((_layers(one) for one in demand.classes), default=0)
    for layer in range(layers):
        for one in demand.classes:
            weeks = len(one.demand)
            counts = one.paths[run % len(one.paths), :weeks]
            if layer < _layers(one):
                yield _arrived(one, streams, (run, layer, begin), opening)
            begin += int(counts.sum())


def _layers(one: Class) -> int:
    return min(int(np.ceil(one.demand.max(initial=0.0))), LAYERS)


def _seeded(waiting: Waiting, streams: Streams, run: int) -> _Part:
    count, spread = len(waiting.arrival), np.log1p(waiting.spread**2)
    drawn = streams.at(run, 0, Purpose.FACTOR).standard_normal(count)
    return _Part(
        queue=waiting.queue,
        arrival=waiting.arrival,
        available=np.maximum(waiting.available, waiting.arrival),
        effort=waiting.effort * np.exp(np.sqrt(spread) * drawn - spread / 2),
        due=waiting.due,
        statutory=waiting.statutory,
        seeded=np.ones(count, np.bool_),
        ident=np.arange(count),
    )


def _arrived(
    one: Class,
    streams: Streams,
    which: tuple[int, int, int],
    opening: tuple[Ints, Ints],
) -> _Part:
    """Return what demand keeps of one layer of copies of a class's arrivals."""
    run, layer, begin = which
    number = one.number * LAYERS + layer
    counts = one.paths[run % len(one.paths), : len(one.demand)]
    total = int(counts.sum())
    arrival = _moments(streams.at(run, number, Purpose.GAPS), counts, opening)
    effort = _hours(one.effort, streams.at(run, number, Purpose.EFFORT), total)
    part = _part(arrival, effort, one.queue, begin)
    if one.hold.share > 0:
        drawn = streams.at(run, number, Purpose.HOLD).random((total, 2))
        delay = -one.hold.days * np.log1p(-drawn[:, 1])
        part.available = arrival + np.where(drawn[:, 0] < one.hold.share, delay, 0.0)
    if one.target < FOREVER:
        part.due = arrival + one.target
        part.statutory = np.full(total, one.statutory)
    wanted = np.repeat(one.demand, counts) - layer
    if (wanted < 1).any():
        part = part.only(streams.at(run, number, Purpose.MARK).random(total) < wanted)
    return part


def _part(arrival: Floats, effort: Floats, queue: int, begin: int) -> _Part:
    count = len(arrival)
    return _Part(
        queue=np.full(count, queue, np.int64),
        arrival=arrival,
        available=arrival,
        effort=effort,
        due=np.full(count, FOREVER),
        statutory=np.zeros(count, np.bool_),
        seeded=np.zeros(count, np.bool_),
        ident=np.arange(begin, begin + count),
    )


def _openings(open_days: Bools) -> tuple[Ints, Ints]:
    """Return the first open day of each week in a list, and the list."""
    weeks = -(-len(open_days) // 7)
    padded = np.zeros(weeks * 7, np.bool_)
    padded[: len(open_days)] = open_days
    by_week = padded.reshape(weeks, 7)
    by_week[~by_week.any(axis=1)] = True
    begin = np.concatenate([[0], np.cumsum(by_week.sum(axis=1))]).astype(np.int64)
    return begin, np.flatnonzero(by_week.ravel())


def _moments(draw: Generator, counts: Ints, opening: tuple[Ints, Ints]) -> Floats:
    """Return when items arrive, uniform over the open days of their weeks, in order.

    So many gaps as items and one more, each exponential, divided by their sum, part a
    week as sorted uniform numbers do.
    """
    begin, days = opening
    gaps = np.cumsum(draw.standard_exponential(int(counts.sum()) + len(counts)))
    last = np.cumsum(counts + 1) - 1
    end = gaps[last]
    before = np.concatenate([[0.0], end[:-1]])
    inner = np.ones(len(gaps), np.bool_)
    inner[last] = False
    week = np.repeat(np.arange(len(counts)), counts)
    share = (gaps[inner] - before[week]) / (end - before)[week]
    place = np.minimum(share, 1 - 1e-12) * np.diff(begin)[week]
    whole = place.astype(np.int64)
    moments: Floats = days[begin[week] + whole] + (place - whole)
    return moments


def _hours(effort: Effort, draw: Generator, count: int) -> Floats:
    if effort.observed:
        values = np.array(effort.observed)
        place = draw.random(count) * (len(values) - 1)
        inside: Floats = np.interp(place, np.arange(len(values)), values)
        return effort.factor * inside
    if effort.mean <= 0:
        return np.zeros(count)
    spread = np.log1p(effort.variation**2)
    drawn = np.sqrt(spread) * draw.standard_normal(count) - spread / 2
    hours: Floats = effort.factor * effort.mean * np.exp(drawn)
    return hours


@dataclass(frozen=True, slots=True, kw_only=True)
class Sickness:
    """Absence of an examiner that nobody planned.

    Attributes:
        number: What tells the examiner from others in every scenario, below 2^28.
        chance: Of falling ill in a week, 0 to 1.
        days: How long each time lasts, calendar days.
    """

    number: int
    chance: float
    days: int


def present(
    people: tuple[Sickness, ...], seed: int, which: tuple[int, int], days: int
) -> Bools:
    """Return on which days people are not ill (replications x people x days).

    Args:
        people: How often and how long each is.
        seed: Of the study.
        which: Number of the first replication, and how many.
        days: How many.
    """
    first, count = which
    streams, weeks = Streams(seed), -(-days // 7)
    result = np.ones((count, len(people), days), np.bool_)
    for run in range(count):
        for place, one in enumerate(people):
            draw = streams.at(first + run, one.number, Purpose.ABSENCE)
            marks = draw.random((weeks, 2))
            for week in np.flatnonzero(marks[:, 0] < one.chance).tolist():
                day = 7 * week + int(7 * marks[week, 1])
                result[run, place, day : day + one.days] = False
    return result
