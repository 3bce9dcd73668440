"""From a history to what may arrive: one series, or several classes and their sum."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.errors import AppError
from app.forecast import words
from app.forecast.history import LONGEST, WEEK, History
from app.forecast.in_step import in_step, shared_step
from app.forecast.nbes import fit, simulate
from app.forecast.observed import Observed, Values, observed, together
from app.forecast.outlook import ClassForecasts, Forecast, Paths
from app.forecast.season import Seasons, pooled, seasons
from app.forecast.short_weeks import short_weeks
from app.forecast.steady_level import steady_paths
from app.forecast.stream import stream

WEEKS = 104
"""Weeks ahead, unless said otherwise."""

FURTHEST_WEEKS = 520
"""Weeks ahead at most."""

PATHS = 1_000
"""Sample paths, unless said otherwise."""

MOST_PATHS = 100_000
"""Sample paths at most."""

LEAST_WEEKS = 13
"""Weeks with a count needed for more than a level: measured on weekly police counts."""

LEAST_MEAN = 0.5
"""Arrivals a week needed for more than a level; measured likewise."""

OWN_WEEKS = 104
"""Weeks that a class needs for a season of its own."""

OWN_MEAN = 30.0
"""Arrivals a week that it needs for that; under it the wave drowns in the noise."""

STALE = 26
"""Weeks after the end of the record beyond which nothing is foretold from it."""

YEAR = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """How far to look, by how many paths, and when."""

    weeks: int
    paths: int
    seed: int
    holidays: Holidays
    as_at: date | None

    def __post_init__(self) -> None:
        if not 1 <= self.weeks <= FURTHEST_WEEKS:
            raise AppError(
                f"A forecast of {self.weeks:,} weeks cannot be made.",
                remedy=f"Choose from 1 to {FURTHEST_WEEKS} weeks ahead.",
            )
        if not 1 <= self.paths <= MOST_PATHS:
            raise AppError(
                f"A forecast of {self.paths:,} sample paths cannot be made.",
                remedy=f"Choose from 1 to {MOST_PATHS:,} sample paths.",
            )


def forecast(
    history: History,
    *,
    weeks: int = WEEKS,
    paths: int = PATHS,
    seed: int = 1,
    holidays: Holidays = NO_HOLIDAYS,
    as_at: date | None = None,
) -> Forecast:
    """Return what may arrive in the ``weeks`` after the end of ``history``.

    Args:
        history: Weekly counts.
        weeks: Weeks ahead of its end.
        paths: Sample paths.
        seed: What the paths are drawn from.
        holidays: The unit's public holidays, which tell the short weeks.
        as_at: Day of asking; None for the end of the history. The forecast starts
            from the end of the history all the same and says so.

    Raises:
        AppError: There is no week with a count, or the history ended more than
            ``STALE`` weeks before ``as_at``.
    """
    asked = _Asked(weeks=weeks, paths=paths, seed=seed, holidays=holidays, as_at=as_at)
    latest = history.latest(LONGEST)
    return _told(latest, _drawn("", latest, asked, None), asked)


def forecast_classes(
    histories: Mapping[str, History],
    *,
    weeks: int = WEEKS,
    paths: int = PATHS,
    seed: int = 1,
    holidays: Holidays = NO_HOLIDAYS,
    as_at: date | None = None,
) -> ClassForecasts:
    """Return a forecast of each class and of all together, path by path.

    A class with few weeks or few arrivals takes the season of all together. Classes
    that have moved together in the past go on doing so.

    Args:
        histories: Weekly counts by name of the class; all end in the same week.
        weeks: Weeks ahead of their end.
        paths: Sample paths.
        seed: What the paths are drawn from, of each class by its name.
        holidays: The unit's public holidays, which tell the short weeks.
        as_at: Day of asking; None for the end of the histories.

    Raises:
        AppError: There is no class, one of them is without a count, they end apart, or
            they ended too long before ``as_at``.
    """
    asked = _Asked(weeks=weeks, paths=paths, seed=seed, holidays=holidays, as_at=as_at)
    latest = {name: one.latest(LONGEST) for name, one in histories.items()}
    _check_ends(latest)
    whole = _season_of_all(latest, asked)
    drawn = {name: _drawn(name, one, asked, whole) for name, one in latest.items()}
    step = shared_step({name: one.surprises for name, one in drawn.items()})
    ordered = in_step({name: one.paths for name, one in drawn.items()}, step, seed)
    found = {
        name: _told(latest[name], replace(one, paths=ordered[name]), asked)
        for name, one in drawn.items()
    }
    return ClassForecasts(classes=found, total=_sum(tuple(found.values()), step))


def season_for(
    history: History, series: Observed, weeks: int, holidays: Holidays
) -> Seasons:
    """Return the readings of the season of a history, ``weeks`` beyond its end."""
    mondays = (*history.mondays, *_mondays(history.next_monday, weeks))
    return seasons(series, weeks, short_weeks(mondays, holidays))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawn:
    """Sample paths of one class, with how they came about."""

    paths: Paths
    method: str
    notes: tuple[str, ...]
    surprises: Values = field(default_factory=lambda: np.zeros(0))


def _drawn(name: str, history: History, asked: _Asked, whole: Seasons | None) -> _Drawn:
    late = _weeks_late(history, asked.as_at)
    if late > STALE:
        raise AppError(
            words.too_old(history.mondays[-1], late),
            remedy="Bring in the requests of the weeks since, or mark them as gaps.",
        )
    notes = (words.late(history.mondays[-1], late),) if late else ()
    series = observed(history)
    draw = stream(asked.seed, name, "paths")
    size = asked.paths, asked.weeks
    if series.used.sum() < LEAST_WEEKS or series.mean < LEAST_MEAN:
        why = words.level_only(int(series.used.sum()), series.mean)
        return _Drawn(
            paths=steady_paths(series, size, draw),
            method=words.LEVEL,
            notes=(*notes, why, *words.marks(history)),
        )
    pools = whole is not None and _needs_season_of_all(series, whole)
    if whole is not None and pools:
        season = pooled(whole, series.length + asked.weeks, series.year)
    else:
        season = season_for(history, series, asked.weeks, asked.holidays)
    fitted = fit(series, season)
    why_season = words.on_season(int(series.used.sum()), is_pooled=pools)
    return _Drawn(
        paths=simulate(fitted, size, draw),
        method=words.WEIGHED,
        notes=(*notes, *why_season, *words.marks(history)),
        surprises=fitted.surprises(),
    )


def _needs_season_of_all(series: Observed, whole: Seasons) -> bool:
    own = series.used.sum() >= OWN_WEEKS and series.mean >= OWN_MEAN
    return not own and len(whole.terms) > 1


def _told(history: History, drawn: _Drawn, asked: _Asked) -> Forecast:
    recent = history.counts[history.used][-YEAR:]
    return Forecast(
        mondays=_mondays(history.next_monday, asked.weeks),
        paths=drawn.paths,
        seed=asked.seed,
        method=drawn.method,
        recent=float(recent.mean()),
        recent_weeks=len(recent),
        notes=drawn.notes,
    )


def _season_of_all(histories: Mapping[str, History], asked: _Asked) -> Seasons | None:
    """Return the season of all classes together; None for a single class."""
    if len(histories) < 2:
        return None
    longest = max(histories.values(), key=lambda one: one.weeks)
    whole = together(tuple(observed(one) for one in histories.values()))
    return season_for(longest, whole, asked.weeks, asked.holidays)


def _weeks_late(history: History, as_at: date | None) -> int:
    """Return how many whole weeks lie between the end of the history and a day."""
    if not history.used.any():
        raise AppError(
            "There is no week with a count to forecast from.",
            remedy="Bring in or record the requests of at least one whole week.",
        )
    return 0 if as_at is None else max(0, (as_at - history.next_monday).days // 7)


def _check_ends(histories: Mapping[str, History]) -> None:
    if not histories:
        raise AppError(
            "There is no class of requests to forecast.",
            remedy="Choose at least one class.",
        )
    ends = {one.mondays[-1] for one in histories.values() if one.mondays}
    if len(ends) > 1:
        raise AppError(
            f"The classes end in different weeks, from {min(ends)} to {max(ends)}.",
            remedy="Give all classes up to the same week, with 0 where none arrived.",
        )


def _sum(parts: tuple[Forecast, ...], step: float) -> Forecast:
    notes = dict.fromkeys(note for one in parts for note in one.notes)
    notes |= dict.fromkeys(words.on_step(step))
    return Forecast(
        mondays=parts[0].mondays,
        paths=np.sum([one.paths for one in parts], axis=0, dtype=np.int32),
        seed=parts[0].seed,
        method=words.SUM,
        recent=sum(one.recent for one in parts),
        recent_weeks=max(one.recent_weeks for one in parts),
        notes=tuple(notes),
    )


def _mondays(first: date, weeks: int) -> tuple[date, ...]:
    return tuple(first + at * WEEK for at in range(weeks))
