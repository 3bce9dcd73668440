"""A block of replications of one scenario, as the simulator takes it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.scenario.arriving import Arriving, arriving
from app.scenario.frame import Frame
from app.scenario.levers import Discipline
from app.scenario.lines import served_levels
from app.scenario.seeded import Seeds, seeds_of
from app.scenario.serving import crew_and_providers, equipment_of, order_of, queues_of
from app.scenario.situation import Numbers, Places
from app.simulation import model
from app.simulation.building import counted

APART = 0.01
"""Days by which open requests are told apart where they are served in their order."""

BIG = 16_384.0
"""Days that no moment reaches, which put one queue after the other."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seeded:
    """A block with what the simulator need not know.

    Attributes:
        block: For the simulator.
        run: Replication of each item, in the order of the items.
        level: Class of each item, ``UNDECIDED`` among them.
        arrival: When each really arrived, days from the start.
        seed: Place of each among the open requests; -1 for those to come.
        seeds: The open requests.
        ready: When each server has done what it had in hand, replications x servers.
    """

    block: model.Block
    run: Places
    level: Places
    arrival: Numbers
    seed: Places
    seeds: Seeds
    ready: Numbers


@dataclass(slots=True)
class _Columns:
    """Items before they are put in order."""

    run: Places
    code: Places
    level: Places
    order: Numbers
    free: Numbers
    arrival: Numbers
    effort: Numbers
    due: Numbers
    statutory: NDArray[np.bool_]
    seed: Places
    ident: Places


def seeded_block(frame: Frame, first: int, replications: int) -> Seeded:
    """Return some replications of a scenario, ready to be simulated."""
    study, scenario = frame.study, frame.scenario
    which = first, replications
    people = frozenset(frame.crew.people)
    seeds = seeds_of(study, which, people)
    new = arriving(study, scenario, which)
    columns = _joined(
        _open(frame, seeds, replications), _coming(frame, new, len(seeds.rows))
    )
    codes, queue = np.unique(columns.code, return_inverse=True)
    queues = queues_of(frame, codes)
    ready = _ready(frame, seeds, replications)
    servers = crew_and_providers(frame, codes, ready)
    place = columns.run * len(codes) + queue
    order = np.argsort(place * BIG + columns.free, kind="stable")
    sizes = np.bincount(place, minlength=replications * len(codes))
    items = model.Items(
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        arrival=columns.order[order],
        available=columns.free[order],
        effort=columns.effort[order],
        due=columns.due[order],
        statutory=columns.statutory[order],
        seeded=columns.seed[order] >= 0,
        ident=columns.ident[order],
    )
    return Seeded(
        block=model.Block(
            first=first,
            replications=replications,
            horizon=frame.horizon,
            queues=queues,
            items=items,
            servers=servers,
            equipment=equipment_of(frame),
            discipline=order_of(frame, codes),
        ),
        run=columns.run[order],
        level=columns.level[order],
        arrival=columns.arrival[order],
        seed=columns.seed[order],
        seeds=seeds,
        ready=ready,
    )


def _open(frame: Frame, seeds: Seeds, runs: int) -> _Columns:
    """Return the open requests that wait, in each replication."""
    lines, chosen = frame.lines, seeds.queued
    rows = [seeds.rows[at] for at in chosen.tolist()]
    level = np.array([row.level for row in rows], dtype=np.int64)
    line, order = level, seeds.arrival[chosen]
    if lines.discipline is Discipline.QUEUE:
        line = served_levels(frame.study.situation, frame.scenario)[chosen]
        order = APART * (chosen - len(seeds.rows)).astype(np.float64)
    exposed = np.array([row.is_exposed for row in rows], dtype=np.int64)
    codes = lines.codes(line, lines.of_row[chosen], exposed, lines.row_division[chosen])
    start = frame.study.situation.start
    due = np.array(
        [
            model.FOREVER if day is None else float((day - start).days + 1)
            for day in (row.limit_on or row.target_on for row in rows)
        ]
    )
    release = seeds.release[:, chosen]
    free = np.where(release > 0, release, order)
    return _Columns(
        run=np.repeat(np.arange(runs), len(rows)),
        code=np.tile(codes, runs),
        level=np.tile(level, runs),
        order=np.tile(order, runs),
        free=free.ravel(),
        arrival=np.tile(seeds.arrival[chosen], runs),
        effort=seeds.left[:, chosen].ravel(),
        due=np.tile(due, runs),
        statutory=np.tile(np.array([row.is_dated for row in rows], dtype=bool), runs),
        seed=np.tile(chosen, runs),
        ident=np.tile(chosen, runs),
    )


def _coming(frame: Frame, new: Arriving, open_rows: int) -> _Columns:
    """Return the requests to come."""
    lines, donors = frame.lines, frame.study.situation.donors
    count = len(new.run)
    none = np.zeros(0, dtype=np.int64)
    groups = lines.of_donor[new.donor] if count else none
    exposed = donors.is_exposed[new.donor].astype(np.int64) if count else none
    division = lines.donor_division[new.donor] if count else none
    return _Columns(
        run=new.run,
        code=lines.codes(new.level, groups, exposed, division),
        level=new.level,
        order=new.arrival,
        free=new.arrival + new.delay,
        arrival=new.arrival,
        effort=new.effort,
        due=new.arrival + frame.targets[new.level],
        statutory=np.zeros(count, dtype=bool),
        seed=np.full(count, -1),
        ident=open_rows + counted(new.run),
    )


def _joined(one: _Columns, other: _Columns) -> _Columns:
    return _Columns(
        *(
            np.concatenate([getattr(one, name), getattr(other, name)])
            for name in _Columns.__slots__
        )
    )


def _ready(frame: Frame, seeds: Seeds, runs: int) -> Numbers:
    """Return when each server has done what it has in hand at the start."""
    crew = frame.crew
    count = len(crew.people) + len(frame.outside)
    found = np.zeros((runs, count))
    days = np.arange(crew.whole.shape[1] + 1, dtype=np.float64)
    for uid, place in seeds.in_hand.items():
        server = crew.people.index(uid)
        worked = np.concatenate([[0.0], np.cumsum(crew.whole[server])])
        found[:, server] = np.interp(seeds.left[:, place], worked, days)
    return found
