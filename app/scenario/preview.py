"""The instant answer while a lever is moved: hours pooled, nobody in particular.

Hours of a class are served once all more urgent ones are; a request is finished when
the hours served pass those ahead of it and its own. Work that few can do and that asks
for nearly all their hours is a pool of its own. Skills, equipment and single people are
not told apart otherwise, so this is a preview and never the answer.
"""

from dataclasses import dataclass

import numpy as np

from app.scenario.arriving import arriving
from app.scenario.counting import fan_of, sundays
from app.scenario.frame import Frame, frame_of
from app.scenario.lines import LEVELS, served_levels
from app.scenario.outcome import Numbers, Preview
from app.scenario.scenario import Scenario
from app.scenario.seeded import Seeds, seeds_of
from app.scenario.study import Study

REPLICATIONS = 200
"""Replications of a preview."""

SCARCE = 0.9
"""Share of their hours that must be asked of a few for their work to be a pool."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Work:
    """Requests of one pool: those that can start now one by one, the others by week.

    Attributes:
        queued: Of each level the hours of those in the queue, replications x requests
            in order of service.
        items: Requests that become available, replications x levels x weeks.
        hours: Their hours, likewise.
    """

    queued: tuple[Numbers, ...]
    items: Numbers
    hours: Numbers


def preview(
    study: Study, scenario: Scenario, *, replications: int = REPLICATIONS
) -> Preview:
    """Return the instant answer of a scenario.

    Raises:
        ScenarioError: It cannot be reckoned with; the sentence says why.
    """
    frame = frame_of(study, scenario)
    which = 0, replications
    seeds = seeds_of(study, which, frozenset(frame.crew.people))
    limited = _limited(frame)
    pools = _pools(frame, seeds, which, limited)
    served = [
        _served(work, hours)
        for work, hours in zip(pools, _capacity(frame, limited), strict=True)
    ]
    requests, left = _open(frame, pools, served, seeds)
    return Preview(
        weeks=sundays(frame),
        requests=fan_of(requests),
        hours=fan_of(left),
        is_rough=bool(limited),
    )


def _limited(frame: Frame) -> tuple[int, ...]:
    """Return the groups of skills that ask for nearly all hours of those few."""
    donors, lines, crew = frame.study.situation.donors, frame.lines, frame.crew
    hours = np.nan_to_num(donors.hours, nan=0.0)
    asked = np.bincount(lines.of_donor, weights=hours, minlength=len(lines.masks)) / 52
    weekly = crew.hours[:, : int(frame.horizon)].sum(axis=1) / frame.scenario.weeks
    return tuple(
        group
        for group, mask in enumerate(lines.masks)
        if 0 < 2 * mask.sum() < len(mask)
        and asked[group] > SCARCE * float(weekly[mask].sum())
    )


def _capacity(frame: Frame, limited: tuple[int, ...]) -> list[Numbers]:
    """Return hours served by week: of everybody else, then of each limited group."""
    crew, weeks = frame.crew, frame.scenario.weeks
    by_week = crew.hours[:, : 7 * weeks].reshape(len(crew.people), weeks, 7).sum(axis=2)
    free = np.ones(len(crew.people), dtype=bool)
    pools = []
    for group in limited:
        mask = frame.lines.masks[group] & free
        pools.append(by_week[mask].sum(axis=0))
        free &= ~mask
    rest = by_week[free].sum(axis=0)
    hours = frame.study.situation.past.hours.get("", np.zeros(0))
    mean = float(hours.mean()) if len(hours) else 0.0
    for one in frame.outside:
        days = np.array(one.days) / 7
        sent = np.bincount(
            np.minimum(days.astype(np.int64), weeks - 1), minlength=weeks
        )
        rest = rest + mean * sent
    return [rest, *pools]


def _pools(
    frame: Frame, seeds: Seeds, which: tuple[int, int], limited: tuple[int, ...]
) -> list[_Work]:
    """Return the work of everybody else, then of each limited group."""
    lines, runs, weeks = frame.lines, which[1], frame.scenario.weeks
    new = arriving(frame.study, frame.scenario, which)
    pool_of = np.zeros(len(lines.masks), dtype=np.int64)
    for rank, group in enumerate(limited, start=1):
        pool_of[group] = rank
    place = np.flatnonzero(~seeds.is_away)
    level = served_levels(frame.study.situation, frame.scenario)[place]
    held = np.array([seeds.rows[at].is_held for at in place], dtype=bool)
    pool = pool_of[lines.of_row[place]] if len(place) else place
    late = place[held]
    size = len(limited) + 1
    run = np.concatenate([new.run, np.repeat(np.arange(runs), len(late))])
    free = np.concatenate([new.arrival + new.delay, seeds.release[:, late].ravel()])
    hours = np.concatenate([new.effort, seeds.left[:, late].ravel()])
    kind = np.concatenate(
        [
            pool_of[lines.of_donor[new.donor]] * LEVELS + new.level
            if len(new.run)
            else new.run,
            np.tile(pool[held] * LEVELS + level[held], runs),
        ]
    )
    week = np.minimum(free / 7, weeks).astype(np.int64)
    cell = (run * (size * LEVELS) + kind) * (weeks + 1) + week
    shape = runs, size, LEVELS, weeks + 1
    most = runs * size * LEVELS * (weeks + 1)
    count = np.bincount(cell, minlength=most).reshape(shape)[..., :weeks]
    sums = np.bincount(cell, weights=hours, minlength=most).reshape(shape)[..., :weeks]
    return [
        _Work(
            queued=tuple(
                seeds.left[:, place[~held & (pool == one) & (level == rank)]]
                for rank in range(LEVELS)
            ),
            items=count[:, one].astype(np.float64),
            hours=sums[:, one].astype(np.float64),
        )
        for one in range(size)
    ]


def _served(work: _Work, weekly: Numbers) -> Numbers:
    """Return hours served by the end of each week: replications x levels x weeks + 1.

    Levels up to one wait as a single queue does: what came less what there was, from
    the last moment on at which nothing waited.
    """
    came = work.hours.copy()
    for level, hours in enumerate(work.queued):
        came[:, level, 0] += hours.sum(axis=1)
    there = np.cumsum(weekly)
    asked = np.cumsum(np.cumsum(came, axis=2), axis=1)  # up to each level
    over = asked - there
    idle = np.minimum(np.minimum.accumulate(over, axis=2), 0.0)
    done = asked - (over - idle)
    done[:, 1:] -= done[:, :-1].copy()
    start = np.zeros((len(done), LEVELS, 1))
    return np.concatenate([start, np.maximum.accumulate(done, axis=2)], axis=2)


def _open(
    frame: Frame, pools: list[_Work], served: list[Numbers], seeds: Seeds
) -> tuple[Numbers, Numbers]:
    """Return open requests and hours left: replications x weeks."""
    weeks = frame.scenario.weeks
    lag = frame.study.situation.past.finishing_days / 7
    requests, left = np.zeros((2, len(seeds.left), weeks))
    for work, done in zip(pools, served, strict=True):
        late = _delayed(done, lag)
        left -= done[:, :, 1:].sum(axis=1)
        left += np.cumsum(work.hours.sum(axis=1), axis=1)
        requests += np.cumsum(work.items.sum(axis=1), axis=1)
        for level, queued in enumerate(work.queued):
            left += queued.sum(axis=1)[:, None]
            requests += queued.shape[1]
            requests -= _finished(work, level, late[:, level])
    requests, left = _with_begun(frame, served, (requests, left))
    ends = 7.0 * np.arange(1, weeks + 1)
    for place in np.flatnonzero(seeds.is_away).tolist():
        requests += seeds.back[:, place, None] > ends
    return np.maximum(requests, 0.0), np.maximum(left, 0.0)


def _with_begun(
    frame: Frame, served: list[Numbers], found: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers]:
    """Return open requests and hours with what people have begun and pooling hides.

    Each who is at work has one request begun; what is left of it is the hours of those
    begun at random, which is more than half of the usual where hours differ much.
    """
    requests, left = found
    hours = frame.study.situation.past.hours.get("", np.zeros(0))
    if not len(hours):
        return requests, left
    mean, spread = float(hours.mean()), float(hours.std()) / max(hours.mean(), 1e-9)
    there = sum(_capacity(frame, _limited(frame)))
    done = sum(np.diff(one.sum(axis=1), axis=1) for one in served)
    busy = len(frame.crew.people) * np.clip(done / np.maximum(there, 1e-9), 0.0, 1.0)
    hidden = max(1 - spread**2, 0.0) / 2
    rest = mean * (1 + spread**2) / 2
    return (
        np.maximum(requests + hidden * busy, busy),
        np.maximum(left, rest * busy),
    )


def _delayed(done: Numbers, lag: float) -> Numbers:
    """Return hours served some weeks before the end of each week."""
    weeks = done.shape[2] - 1
    when = np.maximum(np.arange(1, weeks + 1) - lag, 0.0)
    low = np.minimum(when.astype(np.int64), weeks - 1)
    part = when - low
    found: Numbers = done[:, :, low] * (1 - part) + done[:, :, low + 1] * part
    return found


def _finished(work: _Work, level: int, served: Numbers) -> Numbers:
    """Return how many requests of a level the hours served are enough for.

    One after the other; among those that become available in a week by their mean.
    """
    runs, weeks = served.shape
    queued, items, hours = (
        work.queued[level],
        work.items[:, level],
        work.hours[:, level],
    )
    ones = np.ones(queued.shape)
    zero = np.zeros((runs, 1))
    ends = np.cumsum(np.concatenate([zero, queued, hours], axis=1), axis=1)
    counts = np.cumsum(np.concatenate([zero, ones, items], axis=1), axis=1)
    far = float(ends[:, -1].max(initial=0.0)) + float(served.max(initial=0.0)) + 1.0
    base = np.arange(runs)[:, None] * far
    asked = (base + served).ravel()
    found: Numbers = np.interp(asked, (base + ends).ravel(), counts.ravel())
    return np.floor(found + 1e-9).reshape(runs, weeks)
