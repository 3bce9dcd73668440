"""Columns put in order for a run: items from rows, servers from hours by day."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from app.simulation.model import FOREVER, Floats, Ints, Items, Servers


def items_of(
    shape: tuple[int, int],
    *,
    replication: ArrayLike,
    queue: ArrayLike,
    arrival: ArrayLike,
    effort: ArrayLike,
    available: ArrayLike | None = None,
    due: ArrayLike | None = None,
    statutory: ArrayLike | None = None,
    seeded: ArrayLike | None = None,
    ident: ArrayLike | None = None,
) -> Items:
    """Return items in order of replication, queue, availability, arrival and number.

    Args:
        shape: How many replications and queues there are.
        replication: Of each item the place of its replication in the block.
        queue: Of each its queue.
        arrival: Days.
        effort: Hours.
        available: Days; at arrival by default.
        due: Days; ``FOREVER`` by default.
        statutory: None is, by default.
        seeded: What arrived before the start, by default.
        ident: Numbers; counted in each replication by default.
    """
    came = np.asarray(arrival, np.float64)
    count = len(came)
    run, line = np.asarray(replication, np.int64), np.asarray(queue, np.int64)
    free = came if available is None else np.maximum(np.asarray(available), came)
    number = counted(run) if ident is None else np.asarray(ident, np.int64)
    known = came < 0 if seeded is None else np.asarray(seeded, np.bool_)
    columns: dict[str, NDArray[Any]] = {
        "arrival": came,
        "available": free,
        "effort": np.asarray(effort, np.float64),
        "due": _column(due, FOREVER, count),
        "statutory": _column(statutory, 0.0, count) > 0,
        "seeded": known,
        "ident": number,
    }
    return in_order(shape, run, line, columns)


def in_order(
    shape: tuple[int, int], run: Ints, queue: Ints, columns: dict[str, NDArray[Any]]
) -> Items:
    """Return items in order of replication, queue, availability, arrival and number.

    Args:
        shape: How many replications and queues there are.
        run: Of each item the place of its replication in the block.
        queue: Of each its queue.
        columns: The columns of ``Items``.
    """
    place = run * shape[1] + queue
    inside = np.bincount(place, minlength=shape[0] * shape[1])
    if (place[1:] < place[:-1]).any():
        # Often only whole runs of items stand in a wrong place, which costs little.
        order = np.argsort(place, kind="stable")
        place = place[order]
        columns = {name: column[order] for name, column in columns.items()}
    free, came, ident = (columns[name] for name in ("available", "arrival", "ident"))
    if not _is_in_order(place, free, came, ident):
        order = np.lexsort((ident, came, free, place))
        columns = {name: column[order] for name, column in columns.items()}
    offsets = np.concatenate([[0], np.cumsum(inside)]).astype(np.int64)
    return Items(offsets=offsets, **columns)


def _is_in_order(*keys: NDArray[Any]) -> bool:
    """Tell whether rows rise, the first key deciding before the next."""
    later = np.zeros(max(len(keys[0]) - 1, 0), np.bool_)
    for key in keys:
        if (~later & (key[1:] < key[:-1])).any():
            return False
        later |= key[1:] > key[:-1]
    return True


def counted(replication: Ints) -> Ints:
    """Return the number of each item in its replication, from nothing on."""
    order = np.argsort(replication, kind="stable")
    begun = np.searchsorted(replication[order], replication[order])
    number = np.empty(len(replication), np.int64)
    number[order] = np.arange(len(replication)) - begun
    return number


def _column(values: ArrayLike | None, default: float, count: int) -> Floats:
    if values is None:
        return np.full(count, default)
    return np.asarray(values, np.float64)


def queue_of(items: Items, queues: int) -> Ints:
    """Return the queue of each item."""
    lines = np.arange(len(items.offsets) - 1) % max(queues, 1)
    return np.repeat(lines, np.diff(items.offsets))


def servers_of(
    may_serve: ArrayLike,
    hours: ArrayLike,
    *,
    names: tuple[str, ...] = (),
    exposed_hours: ArrayLike | None = None,
    flagged_limit: Sequence[float] | None = None,
    ready: ArrayLike | None = None,
    rank: Sequence[int] | None = None,
    skills: Sequence[int] | None = None,
    slots: Sequence[Sequence[float]] | None = None,
    lead: Sequence[float] | None = None,
) -> Servers:
    """Return servers from their productive hours of each day.

    Args:
        may_serve: Servers x queues.
        hours: Servers x days, or replications x servers x days; not below nothing.
        names: Of the servers.
        exposed_hours: The same for flagged work; cut to the productive hours.
        flagged_limit: Hours a week; none by default.
        ready: When free; at the start by default.
        rank: All alike by default.
        skills: How many queues each may serve, by default.
        slots: Days of each provider; none by default.
        lead: Days; none by default.
    """
    may = np.asarray(may_serve, np.bool_)
    count = may.shape[0]
    by_day = _by_replication(hours)
    flagged: Floats | None = None
    if exposed_hours is not None:
        flagged = summed(np.minimum(_by_replication(exposed_hours), by_day))
    free = np.zeros((1, count)) if ready is None else np.atleast_2d(np.asarray(ready))
    return Servers(
        names=names or tuple(f"server {e + 1}" for e in range(count)),
        may_serve=may,
        worked=summed(by_day),
        exposed=flagged,
        flagged_limit=np.array(flagged_limit or [FOREVER] * count, np.float64),
        ready=free.astype(np.float64),
        skills=np.array(skills or may.sum(axis=1), np.int64),
        rank=np.array(rank or [0] * count, np.int64),
        slots=tuple(tuple(map(float, days)) for days in slots or [()] * count),
        lead=np.array(lead or [0.0] * count, np.float64),
    )


def summed(hours: Floats) -> Floats:
    """Return hours from the start to each midnight, of hours by day."""
    zero: Floats = np.zeros((*hours.shape[:-1], 1))
    return np.concatenate([zero, np.cumsum(hours, axis=-1)], axis=-1)


def _by_replication(hours: ArrayLike) -> Floats:
    by_day = np.asarray(hours, np.float64)
    return by_day if by_day.ndim == 3 else by_day[None]


def eligible(servers: Servers) -> NDArray[np.int64]:
    """Return the places of the servers in the order in which equals are taken."""
    order: Ints = np.lexsort((np.arange(servers.count), servers.rank, servers.skills))
    return order
