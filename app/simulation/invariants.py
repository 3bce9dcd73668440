"""What must hold after every run, whatever was simulated.

Whoever simulates calls ``check_run``. What costs little is checked of every
replication; what needs items in order of time, of some of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from app.simulation.building import queue_of
from app.simulation.model import FOREVER, NOBODY, Block, Bools, Floats, Ints, Starts
from app.simulation.order import IN_TURN
from app.simulation.room import has_limits

SAMPLE = 4
"""Replications of a block that are looked at closely."""

MOMENT = 1e-7
"""Days within which moments are the same."""

HOURS = 1e-5
"""Hours within which sums of hours are the same."""


class BrokenRunError(Exception):
    """A run cannot be right: a fault of the simulator, which no user can mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One replication: what was asked, and what became of it.

    Attributes:
        block: All that the engine was given.
        place: Which replication of the block.
        queue: Of each item its queue.
        available: When it could be started.
        effort: Its hours.
        server: Who started it, or ``NOBODY``.
        start: When.
        finish: When it was done.
    """

    block: Block
    place: int
    queue: Ints
    available: Floats
    effort: Floats
    server: Ints
    start: Floats
    finish: Floats


def check_run(block: Block, starts: Starts, sample: int = SAMPLE) -> None:
    """Stop with words if what became of items cannot be right.

    Args:
        block: What was simulated.
        starts: What became of it.
        sample: How many replications are looked at closely, evenly spread.

    Raises:
        BrokenRunError: The first thing that is wrong.
    """
    _check_conservation(block, starts)
    _check_rights(block, starts)
    _check_turns(block, starts)
    chosen = np.linspace(0, block.replications - 1, min(sample, block.replications))
    for place in np.unique(chosen.astype(np.int64)).tolist():
        run = _run(block, starts, place)
        _check_equipment(run)
        check_size(run)
        for server in range(block.servers.count):
            _check_server(run, server)


def _demand(wrong: Bools, words: str) -> None:
    """Stop if anything is wrong."""
    count = int(np.count_nonzero(wrong))
    if count:
        first = int(np.flatnonzero(wrong.ravel())[0])
        raise BrokenRunError(
            f"{words} ({count} of {wrong.size}, the first is {first})."
        )


def _check_conservation(block: Block, starts: Starts) -> None:
    """Every item is waiting, in hand or finished, and only one of these."""
    sizes = {len(starts.server), len(starts.start), len(starts.finish)}
    if sizes != {block.items.count}:
        raise BrokenRunError("Items were lost or came from nowhere.")
    begun = starts.server != NOBODY
    known = np.isfinite(starts.start) & np.isfinite(starts.finish)
    _demand(~known, "A moment is not a number")
    _demand(begun != (starts.start < FOREVER), "Some item waits and is in hand at once")
    _demand(~begun & (starts.finish < FOREVER), "An item finished and never started")
    late = begun & (starts.start >= block.horizon)
    _demand(late, "An item started after the horizon")
    _demand(
        begun & (starts.finish < starts.start), "An item finished before it started"
    )


def _check_rights(block: Block, starts: Starts) -> None:
    """Nothing starts before it can, nor by somebody without the skill."""
    begun = np.flatnonzero(starts.server != NOBODY)
    start, free = starts.start[begun], block.items.available[begun]
    _demand(start < free - MOMENT, "An item started before it was available")
    server = starts.server[begun].astype(np.int64)
    if len(begun) and not 0 <= server.min() <= server.max() < block.servers.count:
        raise BrokenRunError("An item was started by somebody who is not there.")
    queue = queue_of(block.items, block.queues.count)[begun]
    allowed = block.servers.may_serve[server, queue]
    _demand(~allowed, "An item was started by somebody who may not")


def _check_turns(block: Block, starts: Starts) -> None:
    """In a queue that is served in turn nobody overtakes."""
    if block.discipline.rule not in IN_TURN or block.items.count < 2:
        return
    falls = np.diff(starts.start) < -MOMENT
    borders = block.items.offsets[1:-1]
    inside = borders[(borders > 0) & (borders < block.items.count)]
    falls[inside - 1] = False
    _demand(falls, "An item overtook another in its queue")


def _run(block: Block, starts: Starts, place: int) -> Run:
    count = block.queues.count
    offsets = block.items.offsets[place * count : (place + 1) * count + 1]
    rows = slice(int(offsets[0]), int(offsets[-1]))
    return Run(
        block=block,
        place=place,
        queue=np.repeat(np.arange(count), np.diff(offsets)),
        available=block.items.available[rows],
        effort=block.items.effort[rows],
        server=starts.server[rows].astype(np.int64),
        start=starts.start[rows],
        finish=starts.finish[rows],
    )


def check_size(run: Run) -> None:
    """The area under the number of waiting items is the sum of their waits."""
    horizon = run.block.horizon
    came = np.clip(run.available, 0.0, horizon)
    left = np.clip(run.start, came, horizon)
    moments = np.concatenate([came, left])
    steps = np.concatenate([np.ones(len(came)), -np.ones(len(left))])
    order = np.argsort(moments, kind="stable")
    size = np.cumsum(steps[order])
    area = float((size[:-1] * np.diff(moments[order])).sum())
    waits = float((left - came).sum())
    if abs(area - waits) > 1e-9 * max(waits, 1.0) * max(len(came), 1) ** 0.5:
        raise BrokenRunError(f"Little's identity fails: {area} and {waits} item days.")


def _check_equipment(run: Run) -> None:
    """No week takes more of a class of equipment than it has."""
    block, queues = run.block, run.block.queues
    outside = np.array([bool(days) for days in block.servers.slots], np.bool_)
    own = run.server != NOBODY
    own[own] = ~outside[run.server[own]]
    for kind, limits in enumerate(block.equipment.limits):
        rows = np.flatnonzero(own & (queues.equipment[run.queue] == kind))
        queue, week = run.queue[rows], (run.start[rows] / 7).astype(np.int64)
        amount = queues.per_start[queue] + queues.per_hour[queue] * run.effort[rows]
        used = np.bincount(week, weights=amount)
        alone = np.bincount(week) == 1
        limit = limits[np.minimum(np.arange(len(used)), len(limits) - 1)]
        over = (used > limit + HOURS) & ~(alone & (limit > 0))
        _demand(over, f"Equipment {block.equipment.names[kind]} was used too much")


def _check_server(run: Run, server: int) -> None:
    """One server does one thing at a time, at work, and is not idle without need."""
    rows = np.flatnonzero(run.server == server)
    rows = rows[np.lexsort((run.finish[rows], run.start[rows]))]
    start, finish = run.start[rows], run.finish[rows]
    name, servers = run.block.servers.names[server], run.block.servers
    days = servers.slots[server]
    if days:
        taken, slots = np.unique(start, return_counts=True), np.array(days)
        sizes = [int((slots == day).sum()) for day in taken[0].tolist()]
        _demand(taken[1] > np.array(sizes, np.int64), f"{name} took too many items")
        return
    _demand(start[1:] < finish[:-1] - MOMENT, f"{name} did two things at once")
    ready = servers.ready[run.place if len(servers.ready) > 1 else 0, server]
    _demand(start < ready - MOMENT, f"{name} started before being free")
    for words, wrong in _hours(run, rows, server):
        _demand(wrong, f"{name} {words}")


def _hours(run: Run, rows: Ints, server: int) -> Iterator[tuple[str, Bools]]:
    """Yield what may be wrong with hours, and where it is."""
    servers = run.block.servers
    worked = servers.worked[run.place if len(servers.worked) > 1 else 0, server]
    start, finish = run.start[rows], np.minimum(run.finish[rows], FOREVER)
    begun, ended = _at(worked, start), _at(worked, finish)
    done = run.finish[rows] < FOREVER
    booked = run.effort[rows] > ended - begun + HOURS
    yield "booked more hours than were worked", done & booked
    if has_limits(run.block):
        return
    ready = servers.ready[run.place if len(servers.ready) > 1 else 0, server]
    began = max(float(ready), 0.0)
    edge = np.concatenate([[began], finish])
    idle = np.concatenate([[0.0], np.cumsum(begun - _at(worked, edge[:-1]))])
    eligible = np.flatnonzero(servers.may_serve[server][run.queue])
    came = np.clip(run.available[eligible], began, run.block.horizon)
    left = np.clip(run.start[eligible], came, run.block.horizon)
    lost = [_idle(moment, (edge, start, idle), worked) for moment in (came, left)]
    yield "was idle while something waited", lost[1] - lost[0] > HOURS


def _at(worked: Floats, moments: Floats) -> Floats:
    hours: Floats = np.interp(moments, np.arange(len(worked)), worked)
    return hours


def _idle(
    moments: Floats, spans: tuple[Floats, Floats, Floats], worked: Floats
) -> Floats:
    """Return hours that a server was idle at work, from the start to moments."""
    edge, start, idle = spans
    place = np.searchsorted(start, moments, side="right")
    # After the place-th start: busy until its finish, then idle until the next.
    extra = _at(worked, moments) - _at(worked, edge[place])
    found: Floats = idle[place] + np.maximum(extra, 0.0)
    return found
