"""Queues in which items overtake one another, parted into queues in which none does.

Under a rule that looks at due dates, effort or weights, what came later may go first,
and the best item of a queue is not its first. Each queue is parted into as few chains
as possible, in each of which later items are never better than earlier ones. The best
of the chains' heads is then the best of the queue, and the fast engine can play it.
"""

from dataclasses import dataclass, replace

import numpy as np

from app.simulation.building import queue_of
from app.simulation.heads import IDENT_BITS, QUEUE_BITS
from app.simulation.model import Block, Bools, Floats, Ints, Items, Queues
from app.simulation.order import arrival_ticks, fixed_scores

MOST_CHAINS = 24
"""Chains of one queue beyond which playing it plainly is no slower."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parted:
    """A block whose queues are chains.

    Attributes:
        block: The block.
        order: Of each of its items the place in the block that was parted.
    """

    block: Block
    order: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """Items in the order in which they can be started, queue by queue.

    Attributes:
        order: Their places in the block.
        score: Their scores.
        tie: What decides among equal scores.
        queue: Their queues.
    """

    order: Ints
    score: Floats
    tie: Ints
    queue: Ints


def split(block: Block) -> Parted | None:
    """Return a block parted into chains; None where it would be too many.

    Equipment is asked for the best item of a queue alone, not for each chain, so that
    a block with limits of equipment is not parted.
    """
    if (block.queues.equipment >= 0).any():
        return None
    line = _line_of(block)
    chain = _chains(block, line)
    if chain is None:
        return None
    used = np.zeros(block.queues.count, np.int64)
    np.maximum.at(used, line.queue, chain + 1)
    if used.sum() > 1 << QUEUE_BITS:
        return None
    return _parted(block, line, chain, used)


def _line_of(block: Block) -> _Line:
    """Return items by availability; what waits at the start is available alike."""
    items, queues = block.items, block.queues.count
    score, queue = fixed_scores(block), queue_of(items, queues)
    tie = (arrival_ticks(items.arrival) << IDENT_BITS) | items.ident
    sizes = np.diff(items.offsets)
    segment = np.repeat(np.arange(len(sizes)), sizes)
    free = np.maximum(items.available, 0.0)
    order = np.lexsort((tie, score, free, segment))
    return _Line(order=order, score=score[order], tie=tie[order], queue=queue[order])


def _chains(block: Block, line: _Line) -> Ints | None:
    """Return the chain of each item in line, the fewest that will do, or None.

    Each goes behind the last of a chain that is not worse than it, to the worst such.
    """
    sizes, begun = np.diff(block.items.offsets), block.items.offsets[:-1]
    score = np.full((len(sizes), MOST_CHAINS), -np.inf)
    tie = np.full((len(sizes), MOST_CHAINS), np.iinfo(np.int64).min)
    chain = np.zeros(block.items.count, np.int64)
    for place in range(int(sizes.max(initial=0))):
        some = np.flatnonzero(sizes > place)
        rows = begun[some] + place
        fits = _fit(score[some], tie[some], line, rows)
        if not fits.any(axis=1).all():
            return None
        # Tails of chains fall from the first to the last, so that the first that fits
        # is the worst that does.
        chosen = fits.argmax(axis=1)
        chain[rows] = chosen
        score[some, chosen], tie[some, chosen] = line.score[rows], line.tie[rows]
    return chain


def _fit(score: Floats, tie: Ints, line: _Line, rows: Ints) -> Bools:
    mine = line.score[rows, None]
    alike = (score == mine) & (tie <= line.tie[rows, None])
    fits: Bools = (score < mine) | alike
    return fits


def _parted(block: Block, line: _Line, chain: Ints, used: Ints) -> Parted:
    origin = np.repeat(np.arange(block.queues.count), used)
    begin = np.cumsum(used) - used
    sizes = np.diff(block.items.offsets)
    run = np.repeat(np.arange(len(sizes)) // block.queues.count, sizes)
    segment = run * len(origin) + begin[line.queue] + chain
    inner = np.argsort(segment, kind="stable")
    counts = np.bincount(segment, minlength=block.replications * len(origin))
    order = line.order[inner]
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    servers = replace(block.servers, may_serve=block.servers.may_serve[:, origin])
    return Parted(
        block=replace(
            block,
            queues=_queues(block.queues, origin),
            items=_items(block.items, order, offsets),
            servers=servers,
        ),
        order=order,
    )


def _queues(queues: Queues, origin: Ints) -> Queues:
    return Queues(
        names=tuple(queues.names[place] for place in origin.tolist()),
        priority=queues.priority[origin],
        division=queues.division[origin],
        flagged=queues.flagged[origin],
        equipment=queues.equipment[origin],
        per_start=queues.per_start[origin],
        per_hour=queues.per_hour[origin],
    )


def _items(items: Items, order: Ints, offsets: Ints) -> Items:
    return Items(
        offsets=offsets,
        arrival=items.arrival[order],
        available=items.available[order],
        effort=items.effort[order],
        due=items.due[order],
        statutory=items.statutory[order],
        seeded=items.seeded[order],
        ident=items.ident[order],
    )
