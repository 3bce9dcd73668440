"""How good past forecasts would have been (M36), beside the same week a year before.

For each of the last weeks a forecast is made from what was known before it, exactly as
today's is made, and held against what came. Marks of the user count from the week that
they name, though they may have been set later.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.forecast.ahead import forecast
from app.forecast.history import Flags, History
from app.forecast.naive import seasonal_naive
from app.forecast.observed import Values
from app.forecast.outlook import SHARES, Paths
from app.forecast.scores import Score, mean_step, score
from app.forecast.stream import stream

HORIZON = 26
"""Weeks ahead that are held against what came."""

AHEAD = (4, 13, 26)
"""Weeks ahead of which the error is told."""

SUMS = (13, 26)
"""First weeks that are added up."""

LEAST = 13
"""Weeks with a count from which a forecast is tested."""

PATHS = 500

Make = Callable[[History, int], Paths]
"""What makes paths of some weeks from a history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A score of the forecast and of the same week a year before; None if unknown."""

    ours: float | None
    naive: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """How many of what came lay inside a range."""

    inside: int
    of: int

    @property
    def percent(self) -> float | None:
        """Per cent that lay inside; None of nothing."""
        return 100 * self.inside / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """What past forecasts would have been worth.

    Attributes:
        origins: Weeks from whose end a forecast was made.
        weeks: Weeks of history, gaps left out.
        wape: By weeks ahead (4, 13, 26): sum of the distances of the medians from what
            came, in % of what came.
        next_week: Of the last 26 forecasts of the very next week, those inside the
            range, by its share (50, 80, 90).
        single: All single weeks up to 26 ahead that lay inside, by share.
        sums: Sums over the first weeks that lay inside, by weeks and share.
        mase: Distance of the median, in mean steps from week to week.
        sql: Quantile loss of single weeks, in the same.
        cql: Quantile loss of the sums over 13 and 26 weeks, in the same.
    """

    origins: int
    weeks: int
    wape: Mapping[int, Beside]
    next_week: Mapping[int, Inside]
    single: Mapping[int, Inside]
    sums: Mapping[tuple[int, int], Inside]
    mase: Beside
    sql: Beside
    cql: Beside


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One past forecast held against what came.

    Attributes:
        paths: Paths x weeks ahead.
        came: What came in those weeks.
        known: Which of them have a count.
        step: Mean step from week to week before it.
    """

    paths: Paths
    came: Values
    known: Flags
    step: float

    @property
    def score(self) -> Score | None:
        """Return its score; None where nothing came or nothing ever moved."""
        if not self.step or not self.known.any():
            return None
        return score(self.paths, self.came, step=self.step, sums=SUMS, known=self.known)


def backtest(
    history: History,
    *,
    seed: int = 1,
    paths: int = PATHS,
    holidays: Holidays = NO_HOLIDAYS,
    weeks: int = 2 * HORIZON - 1,
) -> BackTest:
    """Return what past forecasts of a history would have been worth.

    Args:
        history: Weekly counts.
        seed: What paths are drawn from.
        paths: Sample paths of each forecast.
        holidays: The unit's public holidays.
        weeks: The last weeks before each of which a forecast is made; as it stands,
            26 of them are seen 26 weeks ahead and 26 are the very next week.
    """

    def ours(past: History, ahead: int) -> Paths:
        return forecast(
            past, weeks=ahead, paths=paths, seed=seed, holidays=holidays
        ).paths

    def naive(past: History, ahead: int) -> Paths:
        draw = stream(seed, "naive", str(past.weeks))
        return seasonal_naive(past, ahead, paths, draw)

    origins = range(max(0, history.weeks - weeks), history.weeks)
    mine, theirs = (held_against(history, make, origins) for make in (ours, naive))
    return _summed(mine, theirs, history)


def held_against(
    history: History, make: Make, origins: range | tuple[int, ...]
) -> list[Held]:
    """Return forecasts from several origins, each held against what came.

    Args:
        history: Weekly counts.
        make: What makes the paths.
        origins: Numbers of weeks known; those with too few counts are left out.
    """
    found = []
    for origin in origins:
        past = history.until(origin)
        if past.used.sum() < LEAST:
            continue
        end = min(origin + HORIZON, history.weeks)
        found.append(
            Held(
                paths=make(past, end - origin),
                came=history.counts[origin:end].astype(np.float64),
                known=history.used[origin:end],
                step=mean_step(past.counts.astype(np.float64), past.used),
            )
        )
    return found


def mean_scores(held: list[Held]) -> tuple[float | None, float | None, float | None]:
    """Return the mean MASE, sQL and cQL of forecasts; None where none has one."""
    scores = [found for one in held if (found := one.score) is not None]
    columns = (
        [one.mase for one in scores],
        [one.sql for one in scores],
        [one.cql for one in scores if not np.isnan(one.cql)],
    )
    mase, sql, cql = (float(np.mean(one)) if one else None for one in columns)
    return mase, sql, cql


def _summed(mine: list[Held], theirs: list[Held], history: History) -> BackTest:
    scores = zip(mean_scores(mine), mean_scores(theirs), strict=True)
    mase, sql, cql = (Beside(ours=ours, naive=naive) for ours, naive in scores)
    return BackTest(
        origins=len(mine),
        weeks=int(history.used.sum()),
        wape={
            weeks: Beside(ours=_wape(mine, weeks), naive=_wape(theirs, weeks))
            for weeks in AHEAD
        },
        next_week={
            share: _inside([_weeks(one, slice(0, 1)) for one in mine[-26:]], share)
            for share in SHARES
        },
        single={
            share: _inside([_weeks(one, slice(None)) for one in mine], share)
            for share in SHARES
        },
        sums={
            (weeks, share): _inside([_sum(one, weeks) for one in mine], share)
            for weeks in SUMS
            for share in SHARES
        },
        mase=mase,
        sql=sql,
        cql=cql,
    )


def _wape(held: list[Held], weeks: int) -> float | None:
    """Return the error of the week that many weeks ahead, in % of what came."""
    known = [one for one in held if len(one.came) >= weeks and one.known[weeks - 1]]
    came = sum(float(one.came[weeks - 1]) for one in known)
    off = sum(
        abs(float(np.median(one.paths[:, weeks - 1])) - float(one.came[weeks - 1]))
        for one in known
    )
    return 100 * off / came if came else None


def _weeks(held: Held, which: slice) -> tuple[Paths, Values]:
    known = held.known[which]
    return held.paths[:, which][:, known], held.came[which][known]


def _sum(held: Held, weeks: int) -> tuple[Paths, Values]:
    """Return paths and truth of a sum, without columns where it is not known."""
    if len(held.came) < weeks or not held.known[:weeks].all():
        return held.paths[:, :0], held.came[:0]
    total = held.paths[:, :weeks].sum(axis=1, keepdims=True)
    return total.astype(np.int32), held.came[:weeks].sum(keepdims=True)


def _inside(held: list[tuple[Paths, Values]], share: int) -> Inside:
    ends = [50 - share / 2, 50 + share / 2]
    inside = count = 0
    for paths, came in held:
        if len(came):
            low, high = np.percentile(paths, ends, axis=0)
            inside += int(((came >= low) & (came <= high)).sum())
            count += len(came)
    return Inside(inside=inside, of=count)
