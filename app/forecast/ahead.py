"""From a history to what may arrive: one series, or several classes and their sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.errors import AppError
from app.forecast.history import LONGEST, WEEK, History
from app.forecast.outlook import ClassForecasts, Forecast
from app.forecast.steady_level import steady_paths
from app.forecast.stream import stream

WEEKS = 104
"""Weeks ahead, unless said otherwise."""

PATHS = 1_000
"""Sample paths, unless said otherwise."""

YEAR = 52


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How far to look, and by how many paths.

    Attributes:
        weeks: Weeks ahead of the end of the history.
        paths: Sample paths.
        seed: What the paths are drawn from.
        holidays: The unit's public holidays, which tell the short weeks.
    """

    weeks: int = WEEKS
    paths: int = PATHS
    seed: int = 1
    holidays: Holidays = NO_HOLIDAYS


def forecast(
    history: History,
    *,
    weeks: int = WEEKS,
    paths: int = PATHS,
    seed: int = 1,
    holidays: Holidays = NO_HOLIDAYS,
) -> Forecast:
    """Return what may arrive in the ``weeks`` after the end of ``history``.

    Raises:
        AppError: There is no week with a count.
    """
    asked = Asked(weeks=weeks, paths=paths, seed=seed, holidays=holidays)
    return _one("", history, asked)


def forecast_classes(
    histories: Mapping[str, History],
    *,
    weeks: int = WEEKS,
    paths: int = PATHS,
    seed: int = 1,
    holidays: Holidays = NO_HOLIDAYS,
) -> ClassForecasts:
    """Return a forecast of each class and of all together, path by path.

    Args:
        histories: Weekly counts by name of the class; all end in the same week.
        weeks: Weeks ahead.
        paths: Sample paths.
        seed: What the paths are drawn from; a class keeps its paths whichever other
            classes are asked for with it, unless its season is pooled with theirs.
        holidays: The unit's public holidays.

    Raises:
        AppError: There is no class, one without a count, or they end apart.
    """
    asked = Asked(weeks=weeks, paths=paths, seed=seed, holidays=holidays)
    _check_ends(histories)
    found = {name: _one(name, one, asked) for name, one in histories.items()}
    return ClassForecasts(classes=found, total=_sum(tuple(found.values())))


def _one(name: str, history: History, asked: Asked) -> Forecast:
    history = history.latest(LONGEST)
    if not history.used.any():
        raise AppError(
            "There is no week with a count to forecast from.",
            remedy="Bring in or record requests of at least one whole week.",
        )
    drawn = steady_paths(
        history.counts,
        history.used,
        history.resets,
        (asked.paths, asked.weeks),
        stream(asked.seed, name, "level"),
    )
    last = history.counts[history.used][-YEAR:]
    return Forecast(
        mondays=_mondays(history.next_monday, asked.weeks),
        paths=drawn,
        seed=asked.seed,
        method="level only",
        recent=float(last.mean()),
        recent_weeks=len(last),
    )


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


def _sum(parts: tuple[Forecast, ...]) -> Forecast:
    notes = dict.fromkeys(note for one in parts for note in one.notes)
    return Forecast(
        mondays=parts[0].mondays,
        paths=np.sum([one.paths for one in parts], axis=0, dtype=np.int32),
        seed=parts[0].seed,
        method="sum of the classes",
        recent=sum(one.recent for one in parts),
        recent_weeks=max(one.recent_weeks for one in parts),
        notes=tuple(notes),
    )


def _mondays(first: date, weeks: int) -> tuple[date, ...]:
    return tuple(first + at * WEEK for at in range(weeks))
