"""What the user knows beyond the past: growth, and operations with dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from app.casework.outlook import MOST_EXTRA, MOST_WEEKS
from app.casework.working_time import day_words
from app.errors import AppError
from app.forecast.history import WEEK
from app.forecast.observed import Values
from app.forecast.outlook import Forecast, Paths
from app.forecast.stream import stream
from app.forecast.words import requests

LARGEST_GROWTH = 500.0
"""Per cent; more than six times as much is no forecast any longer."""

LARGEST_ADDITION = float(MOST_EXTRA * MOST_WEEKS)
"""Requests of one operation at most: all that can be planned can be forecast."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """A rise or fall of what arrives, beyond what the past says.

    Attributes:
        percent: Change in %, from -100 to ``LARGEST_GROWTH``.
        first: Day from which it counts; None for the first week ahead.
        weeks: Weeks over which it builds up, evenly; 0 for at once.
    """

    percent: float
    first: date | None = None
    weeks: int = 0

    def __post_init__(self) -> None:
        if not -100 <= self.percent <= LARGEST_GROWTH:
            raise AppError(
                f"Growth of {self.percent:,.0f} % cannot be forecast.",
                remedy=f"Choose from -100 % to {LARGEST_GROWTH:,.0f} %.",
            )
        if self.weeks < 0:
            raise AppError(
                "Growth cannot build up over less than no weeks.",
                remedy="Choose 0 weeks for growth at once.",
            )

    def multiplier(self, mondays: Sequence[date]) -> Values:
        """Return by what the arrivals of each week are multiplied."""
        first = self.first or mondays[0]
        since = np.array([((day - first).days + 7) / 7 for day in mondays])
        share = np.clip(since / max(self.weeks, 1), 0, 1)
        if not self.weeks:
            share = np.clip(since, 0, 1)
        found: Values = 1 + self.percent / 100 * share
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """An operation or a campaign that will bring requests of its own.

    Attributes:
        name: What it is called.
        first: First day on which its requests arrive.
        last: Last day, included.
        requests: How many are expected in all.
        chance: Chance in % that it takes place.
    """

    name: str
    first: date
    last: date
    requests: float
    chance: float = 100.0

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise AppError(
                f"{self.name} ends on {day_words(self.last)}, before it begins on "
                f"{day_words(self.first)}.",
                remedy="Choose a last day that is not before the first.",
            )
        if not 0 <= self.requests <= LARGEST_ADDITION:
            raise AppError(
                f"{self.name} cannot bring {self.requests:,.0f} requests.",
                remedy=f"Enter a number from 0 to {LARGEST_ADDITION:,.0f}.",
            )
        if not 0 <= self.chance <= 100:
            raise AppError(
                f"{self.name} cannot have a chance of {self.chance:,.0f} %.",
                remedy="Enter a chance from 0 to 100 %.",
            )

    def weekly(self, mondays: Sequence[date]) -> Values:
        """Return how many are expected in each week: evenly over Mondays to Fridays."""
        days = _working_days(self.first, self.last)
        inside = [
            _working_days(max(self.first, day), min(self.last, day + WEEK - _DAY))
            for day in mondays
        ]
        if days:
            found: Values = self.requests * np.array(inside) / days
            return found
        held = [day <= self.first < day + WEEK for day in mondays]  # a weekend alone
        return self.requests * np.array(held, dtype=np.float64)


_DAY = timedelta(days=1)


def grown(forecast: Forecast, multiplier: Values, *, name: str = "") -> Forecast:
    """Return a forecast with each week multiplied; its range stays as wide in share.

    The same path stays the same future: a fraction of a request is rounded up or down
    by a number that depends on seed, path and week alone, so that a slider moves
    every path the same way.

    Args:
        forecast: What may arrive.
        multiplier: By what each week is multiplied, at least 0.
        name: The class that it is of.
    """
    if not np.all(np.isfinite(multiplier)) or np.any(multiplier < 0):
        raise AppError(
            "Arrivals cannot be multiplied by less than nothing.",
            remedy="Choose growth of -100 % or more.",
        )
    chance = stream(forecast.seed, name, "growth").random(forecast.paths.shape)
    paths: Paths = np.floor(forecast.paths * multiplier + chance).astype(np.int32)
    return replace(forecast, paths=paths)


def with_additions(forecast: Forecast, additions: Sequence[Addition]) -> Forecast:
    """Return a forecast with the requests of operations and campaigns added.

    Args:
        forecast: What may arrive without them.
        additions: The operations and campaigns; what lies outside the weeks ahead adds
            nothing and is said.
    """
    paths, notes = forecast.paths.copy(), list(forecast.notes)
    for number, one in enumerate(additions):
        draw = stream(forecast.seed, one.name, str(number), "addition")
        expected = one.weekly(forecast.mondays)
        takes_place = draw.random((len(paths), 1)) * 100 < one.chance
        paths += draw.poisson(expected, paths.shape).astype(np.int32) * takes_place
        notes.append(_said(one, float(expected.sum())))
    return replace(forecast, paths=paths, notes=tuple(notes))


def _said(one: Addition, inside: float) -> str:
    span = f"{day_words(one.first)} to {day_words(one.last)}"
    if not inside:
        return f"{one.name} ({span}) lies outside the weeks ahead and adds nothing."
    chance = "" if one.chance == 100 else f", with a chance of {one.chance:.0f} %"
    return f"{one.name} adds about {requests(inside)} ({span}){chance}."


def _working_days(first: date, last: date) -> int:
    """Return the Mondays to Fridays of a span; 0 of one that ends before it begins."""
    end = np.datetime64(last, "D") + 1
    return max(0, int(np.busday_count(np.datetime64(first, "D"), end)))
