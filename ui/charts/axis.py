"""Where ticks stand and what they say: arithmetic without a painter."""

import itertools
import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.reports.chart import MONTHS, number_text

MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)
"""Distances between month ticks that people read without counting."""
FEW_DAYS = 100
"""Up to this many days the axis names days; beyond it, months."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on an axis and its text.

    Attributes:
        value: The number, or for a time axis the position in device units.
        text: What is written beside it.
    """

    value: float
    text: str


def nice_step(span: float, wanted: int) -> float:
    """Return the step of 1, 2, 2.5 or 5 times a power of ten that suits a span."""
    raw = max(span, 1e-9) / max(wanted, 1)
    power: float = 10.0 ** math.floor(math.log10(raw))
    return next(power * n for n in (1, 2, 2.5, 5, 10) if power * n >= raw * 0.999)


def nice_ticks(low: float, high: float, wanted: int = 4) -> tuple[Tick, ...]:
    """Return ticks that reach from at or below ``low`` to at or above ``high``."""
    step = nice_step(high - low, wanted)
    if step < 1 and high - low >= 1 and float(low).is_integer():
        step = 1.0
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    decimals = max(0, -math.floor(math.log10(step))) + (step in (0.25, 2.5))
    decimals = 0 if step >= 1 and float(step).is_integer() else decimals
    values = [n * step for n in range(first, max(last, first + 1) + 1)]
    return tuple(Tick(value, number_text(value, decimals)) for value in values)


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Turns days into places across a plot.

    With slots every period has the same width, as bars need; without them the place
    follows the calendar.
    """

    days: tuple[date, ...]
    left: float
    right: float
    has_slots: bool

    @property
    def slot(self) -> float:
        """The width of one period."""
        if self.has_slots:
            return (self.right - self.left) / max(len(self.days), 1)
        return (self.right - self.left) / max(len(self.days) - 1, 1)

    def at(self, position: int) -> float:
        """Return the place at which the value of a position is drawn."""
        if self.has_slots:
            return self.left + (position + 0.5) * self.slot
        return self.of_day(self.days[position])

    def edges(self, position: int) -> tuple[float, float]:
        """Return where the period of a position begins and ends."""
        if self.has_slots:
            start = self.left + position * self.slot
            return start, start + self.slot
        later = min(position + 1, len(self.days) - 1)
        return self.at(position), self.at(later)

    def of_day(self, day: date) -> float:
        """Return the place of the start of a day, within the plot."""
        if not self.has_slots:
            span = max((self.days[-1] - self.days[0]).days, 1)
            share = (day - self.days[0]).days / span
            return self.left + min(max(share, 0.0), 1.0) * (self.right - self.left)
        slots = self._slots_before(day)
        return min(max(self.left + slots * self.slot, self.left), self.right)

    def _slots_before(self, day: date) -> float:
        place = max(bisect_right(self.days, day) - 1, 0)
        after = min(place + 1, len(self.days) - 1)
        length = (self.days[after] - self.days[after - 1]).days if after else 7
        return place + (day - self.days[place]).days / max(length, 1)


def time_ticks(scale: TimeScale, label_width: float) -> tuple[Tick, ...]:
    """Return ticks for days or months, as many as have room for their text."""
    days = scale.days
    if not days:
        return ()
    if (days[-1] - days[0]).days <= FEW_DAYS:
        return _day_ticks(scale, label_width)
    firsts = list(_month_starts(scale))
    for step in MONTH_STEPS:
        chosen = _every(firsts, step)
        if _have_room([place for place, _ in chosen], label_width):
            return _month_names(chosen)
    return _month_names(firsts[:1])


def _month_starts(scale: TimeScale) -> Iterator[tuple[float, date]]:
    """Yield the place and the first day of each month in sight."""
    if scale.has_slots:
        previous = scale.days[0] - timedelta(days=31)
        for position, day in enumerate(scale.days):
            if (day.year, day.month) != (previous.year, previous.month):
                yield scale.at(position), day.replace(day=1)
            previous = day
        return
    day = scale.days[0]
    first = (
        day
        if day.day == 1
        else (day.replace(day=1) + timedelta(days=32)).replace(day=1)
    )
    while first <= scale.days[-1]:
        yield scale.of_day(first), first
        first = (first + timedelta(days=32)).replace(day=1)


def _every(firsts: Sequence[tuple[float, date]], step: int) -> list[tuple[float, date]]:
    """Return every so many months, counted from the first so that years line up."""
    if step < 12:
        start = firsts[0][1].month if firsts and step < 6 else 1
        return [pair for pair in firsts if (pair[1].month - start) % step == 0]
    return [p for p in firsts if p[1].month == 1 and p[1].year % (step // 12) == 0]


def _have_room(places: Sequence[float], width: float) -> bool:
    gaps = (b - a for a, b in itertools.pairwise(places))
    return bool(places) and all(gap >= width for gap in gaps)


def _month_names(chosen: Sequence[tuple[float, date]]) -> tuple[Tick, ...]:
    """Return the texts, with the year at the first month and where it changes."""
    if len(chosen) > 1 and all(first.month == 1 for _, first in chosen):
        return tuple(Tick(place, str(first.year)) for place, first in chosen)
    ticks, year = [], 0
    for place, first in chosen:
        name = MONTHS[first.month - 1]
        text = name if first.year == year else f"{name} {first.year % 100:02d}"
        ticks.append(Tick(place, text))
        year = first.year
    return tuple(ticks)


def _day_ticks(scale: TimeScale, label_width: float) -> tuple[Tick, ...]:
    """Return ticks at every so many of the days given."""
    places = [scale.at(position) for position in range(len(scale.days))]
    for step in (1, 2, 4, 7, 14, 28, 56):
        if step >= len(places) or _have_room(places[::step], label_width):
            break
    chosen = list(zip(places, scale.days, strict=True))[::step]
    return tuple(Tick(x, f"{day.day} {MONTHS[day.month - 1]}") for x, day in chosen)
