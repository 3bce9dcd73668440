"""What is kept of each block of replications: counts by week and class, and no items.

Open requests and hours at the end of a week follow from what arrived, began and was
finished by then; hours of work in hand are taken as done evenly from its start to its
finish.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.scenario.frame import Frame
from app.scenario.outcome import Numbers
from app.scenario.seeding import Seeded
from app.scenario.situation import UNDECIDED, Places
from app.simulation.model import FOREVER, Starts

LEVELS = UNDECIDED + 1
NEVER = FOREVER / 2
"""Moments beyond which something has not happened."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tally:
    """What is kept of some replications.

    Attributes:
        open_requests: Not finished, replications x levels x weeks.
        waiting: Not begun, likewise.
        open_hours: Hours left, likewise.
        turnaround: Of each class how many to come were finished after so many whole
            days, levels x days; the last column those never finished.
        censored: The same of those not finished by the horizon, by their age then.
        begun: Of each class how many began after so many whole days.
        arrived: Requests to come, replications x levels.
        settled: Of those whose target lies within the horizon, replications x levels.
        in_time: Of these the ones finished within the target.
        seed_finish: Days from the start at which each open request is issued,
            replications x requests; ``FOREVER`` beyond the horizon.
        booked: Hours booked within the horizon, replications x servers.
        sent: Requests sent to providers, by replication.
        sent_cost: Pounds for them, as far as prices are known, by replication.
        goals: Of each window of a goal the share in time, by replication.
    """

    open_requests: Numbers
    waiting: Numbers
    open_hours: Numbers
    turnaround: Places
    censored: Places
    begun: Places
    arrived: Places
    settled: Places
    in_time: Places
    seed_finish: Numbers
    booked: Numbers
    sent: Places
    sent_cost: Numbers
    goals: tuple[Numbers, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitWindow:
    """Which requests a goal asks about.

    Attributes:
        level: Place of the class.
        days: Days from arrival to finish that are in time.
        first: First moment of arrival, in days from the start.
        last: Moment of arrival from which they do not count.
    """

    level: int
    days: float
    first: float
    last: float


def tally_of(
    frame: Frame, seeded: Seeded, starts: Starts, windows: Sequence[WaitWindow] = ()
) -> Tally:
    """Return what is kept of a block."""
    found = _Moments(frame, seeded, starts)
    runs, weeks = seeded.block.replications, frame.scenario.weeks
    waiting, open_requests, open_hours = found.by_week(weeks)
    new = found.seed < 0
    turnaround, censored, begun = _durations(found, new)
    arrived, settled, in_time = _in_time(found, new, frame, runs)
    booked, sent, sent_cost = _booked(found, frame, runs)
    return Tally(
        open_requests=open_requests,
        waiting=waiting,
        open_hours=open_hours,
        turnaround=turnaround,
        censored=censored,
        begun=begun,
        arrived=arrived,
        settled=settled,
        in_time=in_time,
        seed_finish=found.seed_finish(),
        booked=booked,
        sent=sent,
        sent_cost=sent_cost,
        goals=tuple(_goal(found, one, runs) for one in windows),
    )


class _Moments:
    """Moments of all items: those simulated, in hand at the start, and outside."""

    def __init__(self, frame: Frame, seeded: Seeded, starts: Starts) -> None:
        seeds, items = seeded.seeds, seeded.block.items
        runs = seeded.block.replications
        self.runs, self.horizon = runs, frame.horizon
        lag = frame.study.situation.past.finishing_days
        done = _completed(frame, seeded, starts)
        self.done = done
        extra, busy_left, busy_done, server = _others(frame, seeded)
        level = np.array([row.level for row in seeds.rows], dtype=np.int64)
        count = len(extra)
        self.seeds, self.count = seeds, len(seeds.rows)
        self.run = np.concatenate([seeded.run, np.repeat(np.arange(runs), count)])
        self.level = np.concatenate([seeded.level, np.tile(level[extra], runs)])
        self.seed = np.concatenate([seeded.seed, np.tile(extra, runs)])
        self.arrival = np.concatenate(
            [seeded.arrival, np.tile(seeds.arrival[extra], runs)]
        )
        self.start = np.concatenate([starts.start, np.full(runs * count, -1e-3)])
        self.effort = np.concatenate([items.effort, busy_left.ravel()])
        self.worked = np.concatenate([done, busy_done.ravel()])
        away = seeds.is_away[extra]
        self.finish = np.concatenate(
            [
                np.where(done < NEVER, done + lag, FOREVER),
                np.where(away, busy_done, busy_done + lag).ravel(),
            ]
        )
        self.server = np.concatenate(
            [starts.server.astype(np.int64), np.tile(server, runs)]
        )

    def by_week(self, weeks: int) -> tuple[Numbers, Numbers, Numbers]:
        """Return waiting, open and hours left at the end of each week."""
        cell = (self.run * LEVELS + self.level) * (weeks + 1)
        size = self.runs * LEVELS * (weeks + 1)

        def place(moments: Numbers) -> Places:
            week = np.minimum(np.maximum(moments / 7.0, 0.0), float(weeks))
            found: Places = cell + week.astype(np.int64)
            return found

        def summed(where: Places, weights: Numbers | None = None) -> Numbers:
            sums = np.bincount(where, weights=weights, minlength=size)
            shaped = sums.reshape(self.runs, LEVELS, weeks + 1)[:, :, :weeks]
            found: Numbers = np.cumsum(shaped, axis=2, dtype=np.float64)
            return found

        came, began = place(self.arrival), place(self.start)
        ended, over = place(self.worked), place(self.finish)
        arrived = summed(came)
        speed = self.effort / np.maximum(self.worked - self.start, 1e-6)
        slope = summed(began, speed) - summed(ended, speed)
        level = summed(began, speed * self.start) - summed(ended, speed * self.worked)
        ends = 7.0 * np.arange(1, weeks + 1)
        left = summed(came, self.effort) - (slope * ends - level)
        return arrived - summed(began), arrived - summed(over), np.maximum(left, 0.0)

    def seed_finish(self) -> Numbers:
        """Return when each open request is issued, replications x requests."""
        found = np.full((self.runs, self.count), FOREVER)
        known = self.seed >= 0
        found[self.run[known], self.seed[known]] = self.finish[known]
        return np.where(found <= self.horizon, found, FOREVER)


def _completed(frame: Frame, seeded: Seeded, starts: Starts) -> Numbers:
    """Return when work is done, with what a server's end of hours cut short.

    Who gains a skill goes on with what was begun; what somebody who leaves had begun is
    taken to go on at the pace of the others.
    """
    done = starts.finish
    cut = np.flatnonzero((starts.server >= 0) & (done >= NEVER))
    crew = frame.crew
    days = np.arange(crew.whole.shape[1] + 1, dtype=np.float64)
    if not len(cut):
        return done
    done = done.copy()
    pace = crew.productive / max(len(crew.people), 1) / frame.horizon
    for server in np.unique(starts.server[cut]).tolist():
        if server >= len(crew.people):
            continue
        mine = cut[starts.server[cut] == server]
        worked = np.concatenate([[0.0], np.cumsum(crew.whole[server])])
        goal = np.interp(starts.start[mine], days, worked)
        goal = goal + seeded.block.items.effort[mine]
        finish = np.interp(goal, worked, days)
        beyond = goal - worked[-1]
        last = float(days[np.searchsorted(worked, worked[-1])])
        done[mine] = np.where(
            beyond > 0, last + np.maximum(beyond, 0) / max(pace, 1e-6), finish
        )
    return np.minimum(done, FOREVER)


def _others(frame: Frame, seeded: Seeded) -> tuple[Places, Numbers, Numbers, Places]:
    """Return open requests that are not simulated: hours left, end and server."""
    seeds = seeded.seeds
    away = np.flatnonzero(seeds.is_away)
    hand = np.array(list(seeds.in_hand.values()), dtype=np.int64)
    servers = np.array(
        [frame.crew.people.index(uid) for uid in seeds.in_hand], dtype=np.int64
    )
    extra = np.concatenate([away, hand])
    left = seeds.left[:, extra]
    done = np.concatenate([seeds.back[:, away], seeded.ready[:, servers]], axis=1)
    server = np.concatenate([np.full(len(away), -1, dtype=np.int64), servers])
    return extra, left, done, server


def _durations(
    found: _Moments, new: NDArray[np.bool_]
) -> tuple[Places, Places, Places]:
    """Return turnaround, ages of the unfinished, and waits, by class and whole days."""
    days = int(found.horizon) + 1
    size = LEVELS * days
    base = found.level[new] * days

    def counted(moments: Numbers, chosen: NDArray[np.bool_]) -> Places:
        lasted = np.clip(moments, 0, days - 1).astype(np.int64)
        sums = np.bincount((base + lasted)[chosen], minlength=size)
        return sums.reshape(LEVELS, days)

    arrival, finish = found.arrival[new], found.finish[new]
    is_over, is_begun = finish <= found.horizon, found.start[new] < NEVER
    return (
        counted(finish - arrival, is_over),
        counted(found.horizon - arrival, ~is_over),
        counted(found.start[new] - arrival, is_begun),
    )


def _in_time(
    found: _Moments, new: NDArray[np.bool_], frame: Frame, runs: int
) -> tuple[Places, Places, Places]:
    """Return arrivals, those whose target can be told, and those that met it."""
    level, arrival = found.level[new], found.arrival[new]
    target = frame.targets[level]
    cell = found.run[new] * LEVELS + level
    told = arrival + target <= found.horizon
    met = told & (found.finish[new] - arrival <= target)

    def counted(chosen: NDArray[np.bool_]) -> Places:
        sums = np.bincount(cell[chosen], minlength=runs * LEVELS)
        return sums.reshape(runs, LEVELS)

    return counted(np.ones(len(cell), dtype=bool)), counted(told), counted(met)


def _booked(
    found: _Moments, frame: Frame, runs: int
) -> tuple[Numbers, Places, Numbers]:
    """Return hours booked within the horizon by server, and what went outside."""
    people, outside = len(frame.crew.people), len(frame.outside)
    own = (found.server >= 0) & (found.server < people) & (found.start < NEVER)
    left = _hours_left(frame, found.server[own], found.start[own])
    hours = np.minimum(found.effort[own], left)
    cell = found.run[own] * people + found.server[own]
    booked = np.bincount(cell, weights=hours, minlength=runs * people)
    away = found.server >= people
    cell = found.run[away] * max(outside, 1) + found.server[away] - people
    sent = np.bincount(cell, minlength=runs * max(outside, 1))
    sent = sent.reshape(runs, max(outside, 1))
    prices = np.array([one.item_cost or 0.0 for one in frame.outside] or [0.0])
    cost: Numbers = sent @ prices
    own_hours: Numbers = booked.reshape(runs, people).astype(np.float64)
    away_items: Places = sent.sum(axis=1)
    return own_hours, away_items, cost


def _hours_left(frame: Frame, server: Places, start: Numbers) -> Numbers:
    """Return the hours that servers have from moments to the end of the horizon."""
    days = 7 * frame.scenario.weeks
    until = np.cumsum(frame.crew.whole[:, :days], axis=1)
    worked = np.concatenate([np.zeros((len(until), 1)), until], axis=1)
    moment = np.clip(start, 0.0, days)
    day = np.minimum(moment.astype(np.int64), days - 1)
    low, high = worked[server, day], worked[server, day + 1]
    left: Numbers = worked[server, days] - low - (moment - day) * (high - low)
    return np.maximum(left, 0.0)


def _goal(found: _Moments, window: WaitWindow, runs: int) -> Numbers:
    """Return of each replication the share in time; 1 where none arrived."""
    asked = (
        (found.level == window.level)
        & (found.arrival >= window.first)
        & (found.arrival < window.last)
    )
    took = found.finish[asked] - found.arrival[asked]
    run = found.run[asked]
    every = np.bincount(run, minlength=runs)
    met = np.bincount(run[took <= window.days], minlength=runs)
    share: Numbers = np.where(every > 0, met / np.maximum(every, 1), 1.0)
    return share


def joined(tallies: Sequence[Tally], name: str) -> Numbers:
    """Return a column of all blocks."""
    found: Numbers = np.concatenate([getattr(one, name) for one in tallies])
    return found
