"""Requests to come, in one block of replications: each resembles one of the past."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.scenario.demand_levers import demand_by_week, effort_by_week
from app.scenario.draw import quantile, spread_over
from app.scenario.levers import PlannedOperation
from app.scenario.scenario import Scenario
from app.scenario.situation import CLASSES, Donors, Numbers, Places
from app.scenario.study import Study

WORKING = 5.0
"""Days of a week on which requests arrive, from Monday on."""

LEAST = 0.25
"""Hours that a request takes at least."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Arriving:
    """Requests to come, in columns.

    Attributes:
        run: Place of the replication in the block.
        level: Place of the class.
        donor: Place of the request of the past that it resembles.
        arrival: Days from the start.
        delay: Days on hold before it can be started.
        effort: Examiner hours.
    """

    run: Places
    level: Places
    donor: Places
    arrival: Numbers
    delay: Numbers
    effort: Numbers


def arriving(study: Study, scenario: Scenario, block: tuple[int, int]) -> Arriving:
    """Return the requests that arrive in some replications.

    A share of the arrivals of the forecast stays away or more come in addition, by a
    mark of each: what raises demand only ever adds requests to the same others.

    Args:
        study: The common ground.
        scenario: Its levers on demand and effort.
        block: First replication and how many there are.
    """
    donors, start = study.situation.donors, study.situation.start
    demand = demand_by_week(scenario, donors.kinds, start)
    effort = effort_by_week(scenario, donors.kinds, start)
    parts = []
    for level in range(len(CLASSES)):
        pool = np.flatnonzero(donors.level == level)
        if not len(pool):
            pool = np.arange(donors.count)
        counts = study.counts(level, block, scenario.weeks)
        if not counts.any() or not len(pool):
            continue
        spread = spread_over(counts)
        layers = int(np.ceil(demand[level].max() - 1e-9))
        parts += [
            _layer(study, (level, at), block, (pool, spread, demand[level]))
            for at in range(layers)
        ]
    if not donors.count:
        return _joined([], donors.kind, effort)
    parts += [
        _operation(study, lever, at, block)
        for at, lever in enumerate(_operations(study, scenario))
    ]
    return _joined(parts, donors.kind, effort)


Part = tuple[Places, Places, Places, Places, Numbers, Numbers, Numbers]
"""Replication, class, donor, week, arrival, delay, hours before levers."""


def _layer(
    study: Study,
    which: tuple[int, int],
    block: tuple[int, int],
    found: tuple[Places, tuple[Places, Places, Places], Numbers],
) -> Part:
    """Return the arrivals of a class that levers keep, or the copies that they add."""
    (level, layer), (pool, (run, week, number), demand) = which, found
    most = int(number.max(initial=0)) + 1
    words = CLASSES[level], str(layer)

    def marks(use: str) -> NDArray[np.float32]:
        return study.marks.of((*words, use), block, most)

    place = run * marks("kind").shape[1] + number
    donor = pool[(marks("kind").ravel()[place] * len(pool)).astype(np.int64)]
    wanted = demand[study.situation.donors.kind[donor], week] - layer
    if (wanted < 1).any():
        kept = marks("keep").ravel()[place] < wanted
        run, week, donor, place = run[kept], week[kept], donor[kept], place[kept]
    day = marks("day").ravel()[place].astype(np.float64) * WORKING
    return (
        run,
        np.full(len(run), level),
        donor,
        week,
        7.0 * week + day,
        _delay(study, marks("hold").ravel()[place].astype(np.float64)),
        _hours(study, donor, marks("hours").ravel()[place].astype(np.float64)),
    )


def _operation(
    study: Study, lever: PlannedOperation, at: int, block: tuple[int, int]
) -> Part:
    """Return the requests of a planned operation, the same days in each replication."""
    situation = study.situation
    donors = situation.donors
    like = _like(donors, lever)
    first = (lever.first_on - situation.start).days
    span = (lever.last_on - lever.first_on).days + 1
    days = first + span * (np.arange(lever.requests) + 0.5) / lever.requests
    days = days[(days >= 0) & (days < 7 * study.weeks)]
    count, runs = len(days), block[1]

    def marks(use: str) -> Numbers:
        words = "operation", lever.label, str(at), use
        found = study.marks.of(words, block, count)[:, :count]
        return found.ravel().astype(np.float64)

    level = None if lever.priority is None else CLASSES.index(str(lever.priority))
    donor = like[(marks("kind") * len(like)).astype(np.int64)]
    own = _hours(study, donor, marks("hours"))
    if lever.hours is not None:
        own = np.full(len(own), lever.hours)
    return (
        np.repeat(np.arange(runs), count),
        donors.level[donor] if level is None else np.full(runs * count, level),
        donor,
        np.tile((days / 7).astype(np.int64), runs),
        np.tile(days, runs),
        np.zeros(runs * count),
        own,
    )


def _operations(study: Study, scenario: Scenario) -> tuple[PlannedOperation, ...]:
    """Return what the unit knows of, and what the scenario adds."""
    return *study.situation.operations, *scenario.of(PlannedOperation)


def _like(donors: Donors, lever: PlannedOperation) -> Places:
    """Return the requests of the past that those of an operation resemble."""
    kinds = donors.kinds
    if lever.examination_type not in kinds or not lever.examination_type:
        return np.arange(donors.count)
    found = np.flatnonzero(donors.kind == kinds.index(lever.examination_type))
    return found if len(found) else np.arange(donors.count)


def _delay(study: Study, marks: Numbers) -> Numbers:
    """Return days on hold: of the share that are held, a quantile of past holds."""
    past = study.situation.past
    share = past.held
    if share <= 0 or not len(past.hold_days):
        return np.zeros(len(marks))
    held = marks < share
    found = np.zeros(len(marks))
    found[held] = quantile(past.hold_days, marks[held] / share)
    return found


def _hours(study: Study, donor: Places, marks: Numbers) -> Numbers:
    kinds = study.situation.donors.kind[donor]
    found = np.zeros(len(donor))
    for kind in np.unique(kinds).tolist():
        same = np.flatnonzero(kinds == kind)
        found[same] = quantile(study.samples[kind], marks[same])
    return np.maximum(found, LEAST)


def _joined(parts: Sequence[Part], kinds: Places, effort: Numbers) -> Arriving:
    if not parts:
        none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
        return Arriving(
            run=none,
            level=none,
            donor=none,
            arrival=nothing,
            delay=nothing,
            effort=nothing,
        )
    run, level, donor, week, arrival, delay, hours = (
        np.concatenate(columns) for columns in zip(*parts, strict=True)
    )
    inside = week < effort.shape[2]
    hours = hours * effort[level, kinds[donor], np.minimum(week, effort.shape[2] - 1)]
    return Arriving(
        run=run[inside],
        level=level[inside],
        donor=donor[inside],
        arrival=arrival[inside],
        delay=delay[inside],
        effort=np.maximum(hours, LEAST)[inside],
    )
