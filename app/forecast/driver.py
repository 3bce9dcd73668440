"""Published series, such as recorded crime by quarter, as a driver of what arrives.

Arrivals are multiplied by (driver / driver of the quarter before) to the power g. The
power is found from changes on the year, drawn towards none; it is used only where
forecasts of the past would have been clearly better with it.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.errors import AppError
from app.forecast.adjustment import grown
from app.forecast.ahead import forecast
from app.forecast.backtest import PATHS, Held, held_against, mean_scores
from app.forecast.history import WEEK, History
from app.forecast.observed import Values
from app.forecast.outlook import Forecast, Paths

EXPECTED = 0.5
"""How far from none the power usually is: what it is drawn back by."""

LEAST_GAIN = 2.0
"""Per cent by which forecasts must have been better before the driver is used."""

ORIGINS = (104, 91, 78, 65, 52, 39, 26)
"""Weeks before the end at which that is tried."""

LONGEST = 92
"""Days of the longest quarter."""

YEAR = 4
"""Quarters in a year."""

LEAST_CHANGES = 4
"""Changes on the year needed to find a power."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Driver:
    """A published series by quarter.

    Attributes:
        name: What it counts.
        quarters: First days of the quarters, one after the other.
        values: Its values, more than 0; those of quarters ahead as the user expects.
    """

    name: str
    quarters: tuple[date, ...]
    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.quarters) != len(self.values) or not self.quarters:
            raise AppError(
                f"{self.name} has {len(self.quarters)} quarters and "
                f"{len(self.values)} values.",
                remedy="Give one value for each quarter, at least one.",
            )
        if list(self.quarters) != sorted(set(self.quarters)):
            raise AppError(
                f"The quarters of {self.name} are not in order.",
                remedy="Give each quarter once, the earliest first.",
            )
        if not all(np.isfinite(value) and value > 0 for value in self.values):
            raise AppError(
                f"{self.name} has a value that is not more than 0.",
                remedy="Leave out quarters without a value.",
            )

    def ratios(self, mondays: Sequence[date], since: date) -> Values:
        """Return the driver in some weeks over what it was in the quarter before.

        Its own season is taken out, as the season of what arrives is forecast apart. A
        week without a value is given none of an effect.

        Args:
            mondays: Weeks ahead.
            since: The first week ahead; the base is the mean of the 13 before it.
        """
        values = self._without_season()
        before = [self._place(since - at * WEEK) for at in range(1, 14)]
        known = [values[at] for at in before if at is not None]
        places = [self._place(monday) for monday in mondays]
        if not known:
            return np.ones(len(places))
        base = float(np.mean(known))
        return np.array([1.0 if at is None else values[at] / base for at in places])

    def _place(self, day: date) -> int | None:
        """Return the place of the quarter of a day; None before and after all."""
        at = bisect_right(self.quarters, day) - 1
        return None if at < 0 or (day - self.quarters[at]).days > LONGEST else at

    def _without_season(self) -> Values:
        """Return the values with the mean height of each quarter of the year out."""
        values = np.log(self.values)
        at = np.arange(len(values))
        slope = np.polyfit(at, values, 1) if len(values) > YEAR else np.zeros(2)
        rest = values - np.polyval(slope, at)
        months = np.array([quarter.month for quarter in self.quarters])
        for month in set(months.tolist()):
            own = rest[months == month]
            if len(own) > 1:  # drawn towards none, as a year says little
                values[months == month] -= own.sum() / (len(own) + 1)
        found: Values = np.exp(values)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverUse:
    """Whether a driver helps.

    Attributes:
        name: The driver.
        power: The power g: by how many % arrivals change with 1 % of the driver.
        gain: By how many % forecasts of sums over 13 and 26 weeks would have been
            better with it; None where it could not be tried.
        is_used: Whether it is used.
    """

    name: str
    power: float
    gain: float | None
    is_used: bool

    @property
    def sentence(self) -> str:
        """What was found, in words."""
        if self.gain is None:
            return (
                f"{self.name}: too few years are known of both to try it; it can be "
                "used as a growth rate."
            )
        better = f"{abs(self.gain):.0f} % {'better' if self.gain >= 0 else 'worse'}"
        if self.is_used:
            used = f"is used: 1 % more of it goes with {self.power:.1f} % more requests"
        elif self.gain >= LEAST_GAIN:
            used = "is not used, as another series helps more"
        else:
            used = f"is not used, as that takes {LEAST_GAIN:.0f} %"
        return (
            f"{self.name}: forecasts of half a year would have been {better} with it. "
            f"It {used}."
        )


def driver_use(
    history: History,
    driver: Driver,
    *,
    seed: int = 1,
    holidays: Holidays = NO_HOLIDAYS,
    paths: int = PATHS,
) -> DriverUse:
    """Try a driver on the past and return whether it is to be used.

    The driver is taken as known in the weeks ahead of each try: that is the best it can
    do, so what does not help here will not help at all.

    Args:
        history: Weekly counts.
        driver: The published series.
        seed: What paths are drawn from.
        holidays: The unit's public holidays.
        paths: Sample paths of each try.
    """
    plain: dict[int, Forecast] = {}

    def without(past: History, ahead: int) -> Paths:
        plain[past.weeks] = forecast(
            past, weeks=ahead, paths=paths, seed=seed, holidays=holidays
        )
        return plain[past.weeks].paths

    def following(past: History, ahead: int) -> Paths:
        found = plain[past.weeks].first_weeks(ahead)
        use = DriverUse(
            name=driver.name, power=power_of(past, driver), gain=None, is_used=True
        )
        return driven(found, driver, use).paths

    origins = tuple(history.weeks - back for back in ORIGINS if back < history.weeks)
    before = held_against(history, without, origins)
    after = held_against(history, following, origins)
    gain = _gain(before, after) if _changes(history, driver)[0].size else None
    return DriverUse(
        name=driver.name,
        power=power_of(history, driver),
        gain=gain,
        is_used=gain is not None and gain >= LEAST_GAIN,
    )


def driven(found: Forecast, driver: Driver, use: DriverUse) -> Forecast:
    """Return a forecast that follows a driver, or as it was if it is not used."""
    if not use.is_used or not use.power:
        return found
    ratios = driver.ratios(found.mondays, found.mondays[0])
    if np.all(ratios == 1):
        note = f"{driver.name} has no figure of the weeks ahead: it changes nothing."
        return replace(found, notes=(*found.notes, note))
    return grown(found, ratios**use.power, name=driver.name)


def best_of(uses: Sequence[DriverUse]) -> tuple[DriverUse, ...]:
    """Return the uses of several drivers with only the one that helps most used.

    Each was tried alone; what two of them share would be counted twice.
    """
    gains = [one.gain or 0.0 if one.is_used else -np.inf for one in uses]
    best = int(np.argmax(gains)) if gains else 0
    return tuple(
        replace(one, is_used=one.is_used and at == best) for at, one in enumerate(uses)
    )


def power_of(history: History, driver: Driver) -> float:
    """Return the power g, by ridge regression of changes on the year; 0 if unknown."""
    requests, crimes = _changes(history, driver)
    if len(requests) < LEAST_CHANGES:
        return 0.0
    noise = float(np.var(requests)) / EXPECTED**2
    return float(requests @ crimes / (crimes @ crimes + noise + 1e-9))


def _changes(history: History, driver: Driver) -> tuple[Values, Values]:
    """Return the changes on the year, in logarithms, of arrivals and of the driver."""
    means = {}
    for at, quarter in enumerate(driver.quarters):
        inside = np.array(
            [
                quarter <= monday < _next(driver.quarters, at)
                for monday in history.mondays
            ],
            dtype=bool,
        )
        inside &= history.used
        if inside.sum() >= 8:  # most of a quarter
            means[quarter] = float(history.counts[inside].mean())
    requests, crimes = [], []
    for quarter, value in zip(driver.quarters, driver.values, strict=True):
        before = _years_before(quarter, 1)
        if quarter in means and before in means:
            base = driver.values[driver.quarters.index(before)]
            requests.append(np.log((means[quarter] + 0.1) / (means[before] + 0.1)))
            crimes.append(np.log(value / base))
    return np.array(requests), np.array(crimes)


def _next(quarters: tuple[date, ...], at: int) -> date:
    """Return the day on which a quarter is over."""
    after = quarters[at] + 13 * WEEK
    return min(quarters[at + 1], after) if at + 1 < len(quarters) else after


def _years_before(day: date, years: int) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year - years, day.month, 28 if is_leap_day else day.day)


def _gain(before: list[Held], after: list[Held]) -> float | None:
    plain, following = mean_scores(before)[2], mean_scores(after)[2]
    if not plain or following is None:
        return None
    return 100 * (1 - following / plain)
