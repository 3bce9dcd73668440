"""Charts of what comes of scenarios, as values: fans, waits, misses, use of skills."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.reports.chart import (
    Kind,
    Marker,
    Period,
    Role,
    Segment,
    Series,
    StackedBars,
    TimeChart,
    number_text,
)
from app.scenario.outcome import EVERY, Fan, Outcome, Preview, Use, Waits

LONGEST_NAME = 20
"""Letters of a scenario's name that are written beside its line."""
SIX_DAYS = timedelta(days=6)
PRIORITIES = {
    "P1": "P1 Immediate",
    "P2": "P2 Urgent",
    "P3": "P3 Standard",
    "P4": "P4 Routine",
    EVERY: "All priorities",
}


class Counted(StrEnum):
    """In what a backlog is counted."""

    REQUESTS = "requests"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What the backlog was before the first week of a scenario.

    Attributes:
        mondays: First days of the weeks.
        values: Open requests at the end of each.
    """

    mondays: tuple[date, ...] = ()
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What a fan chart shows.

    Attributes:
        counted: In what.
        weeks: Weeks ahead that are shown.
        past: The backlog before; only shown in requests.
        sentence: What the chart says, read aloud.
    """

    counted: Counted = Counted.REQUESTS
    weeks: int = 52
    past: Past = Past()
    sentence: str = ""


def short(name: str) -> str:
    """Return a scenario's name as it has room beside a line."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"


def fan_of(outcome: Outcome, counted: Counted) -> Fan:
    """Return the fan of all classes together."""
    fans = (
        outcome.open_requests if counted is Counted.REQUESTS else (outcome.open_hours)
    )
    return fans[EVERY]


def backlog_fan(
    chosen: Outcome,
    others: Sequence[Outcome],
    sight: Sight,
    *,
    is_base: bool = False,
) -> TimeChart:
    """Return the fan of a scenario with the middles of others behind it.

    Args:
        chosen: The scenario whose fan is drawn.
        others: The base first, if it is not the chosen one, then more.
        sight: What is shown.
        is_base: Whether the chosen one is the base, so that ``others`` has none.
    """
    fan, weeks = fan_of(chosen, sight.counted), chosen.weeks[: sight.weeks]
    lines = [
        _line(
            one.scenario.name,
            fan_of(one, sight.counted).at(50)[: sight.weeks],
            role=Role.COMPLETED if place == 0 and not is_base else Role.NEUTRAL,
        )
        for place, one in enumerate(others)
    ]
    start = chosen.start_requests
    if sight.counted is Counted.HOURS:
        start = round(chosen.start_hours)
    return _fan_chart(fan, lines, weeks, sight, _Named(chosen.scenario.name, start))


def preview_fan(preview: Preview, base: Outcome, sight: Sight, name: str) -> TimeChart:
    """Return the instant answer while a lever is moved, over the base."""
    is_requests = sight.counted is Counted.REQUESTS
    fan = preview.requests if is_requests else preview.hours
    base_middle = fan_of(base, sight.counted).at(50)[: sight.weeks]
    line = _line(base.scenario.name, base_middle, role=Role.COMPLETED)
    start = base.start_requests if is_requests else round(base.start_hours)
    weeks = preview.weeks[: sight.weeks]
    note = f"{PREVIEW}. {ROUGH}" if preview.is_rough else PREVIEW
    return _fan_chart(fan, [line], weeks, sight, _Named(name, start), note=note)


PREVIEW = "Preview of pooled hours: the full answer comes on release"
ROUGH = "It is rough: some skills are scarce"


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    start: float


def _fan_chart(
    fan: Fan,
    lines: Sequence[Series],
    weeks: Sequence[date],
    sight: Sight,
    named: _Named,
    *,
    note: str = "",
) -> TimeChart:
    ahead = len(weeks)
    past = sight.past if sight.counted is Counted.REQUESTS else Past()
    days = (*past.mondays, *(sunday - SIX_DAYS for sunday in weeks))
    gap = len(past.mondays)
    now = past.values[-1] if past.values else named.start
    outer = _band(fan, (10, 90), ahead, "80 of 100 runs", Role.OUTER_BAND)
    inner = _band(fan, (25, 75), ahead, "50 of 100 runs", Role.INNER_BAND)
    middle = fan.at(50)[:ahead]
    drawn = [outer, inner, *lines]
    if gap:
        drawn = [_shifted(one, gap, now) for one in drawn]
    end = number_text(float(middle[-1]))
    chosen = Series(
        name=f"{short(named.name)} P50",
        kind=Kind.LINE,
        role=Role.EXPECTED,
        values=tuple(map(float, middle)),
        label=f"{short(named.name)} P50 {end}",
    )
    chosen = _shifted(chosen, gap, now) if gap else chosen
    before = (
        Series(
            name="Recorded",
            kind=Kind.LINE,
            role=Role.CAPACITY,
            values=(*past.values, *(math.nan,) * ahead),
        ),
    )
    what = "requests" if sight.counted is Counted.REQUESTS else "hours of work"
    return TimeChart(
        title=f"Open {what}",
        unit=f"Open {what} at the end of each week",
        days=days,
        series=(*drawn, *(before if gap else ()), chosen),
        description=sight.sentence or f"{named.name}: {end} {what} at the end.",
        markers=(Marker(day=weeks[0] - timedelta(days=7), text="now"),) if gap else (),
        coverage=note,
    )


def _band(fan: Fan, ends: tuple[int, int], ahead: int, name: str, role: Role) -> Series:
    low, high = (tuple(map(float, fan.at(one)[:ahead])) for one in ends)
    is_outer = role is Role.OUTER_BAND
    return Series(
        name=name,
        kind=Kind.BAND,
        role=role,
        values=high,
        lower=low,
        label=f"P90 {number_text(high[-1])}" if is_outer else "",
        lower_label=f"P10 {number_text(low[-1])}" if is_outer else "",
    )


def _line(name: str, values: NDArray[np.float64], *, role: Role) -> Series:
    short_name = short(name)
    return Series(
        name=short_name,
        kind=Kind.LINE,
        role=role,
        values=tuple(map(float, values)),
        is_dashed=True,
        label=f"{short_name} {number_text(float(values[-1]))}",
    )


def _shifted(series: Series, gap: int, now: float) -> Series:
    """Return a series that begins where the recorded line ends."""
    before = (*(math.nan,) * (gap - 1), now)
    lower = (*before, *series.lower) if series.lower else ()
    return Series(
        name=series.name,
        kind=series.kind,
        role=series.role,
        values=(*before, *series.values),
        lower=lower,
        is_dashed=series.is_dashed,
        label=series.label,
        lower_label=series.lower_label,
    )


# ---- Waits, targets, limit dates, skills ------------------------------------------


def waits_chart(outcome: Outcome, sentence: str) -> StackedBars:
    """Return how long requests take by priority: P50, P85 and P95 on one bar."""
    shown = [one for one in outcome.waits if one.priority != EVERY or one.items]
    parts = [_wait_parts(one) for one in shown]
    names = ("Half take (P50)", "to P85", "to P95")
    roles = (Role.AGE_1, Role.AGE_3, Role.AGE_4)
    return StackedBars(
        title="Days from receipt to finish",
        unit="Days of those that arrive, by priority",
        categories=tuple(PRIORITIES.get(one.priority, one.priority) for one in shown),
        segments=tuple(
            Segment(name=name, role=role, values=tuple(part[place] for part in parts))
            for place, (name, role) in enumerate(zip(names, roles, strict=True))
        ),
        ends=tuple(_wait_words(one) for one in shown),
        ends_head="P50, P85, P95; target",
        description=sentence,
    )


def _wait_parts(waits: Waits) -> tuple[float, float, float]:
    found, last = [], 0.0
    for value in (waits.median, waits.p85, waits.p95):
        reached = max(value, last) if value is not None else last
        found.append(reached - last)
        last = reached
    return found[0], found[1], found[2]


def _wait_words(waits: Waits) -> str:
    if waits.median is None:
        return "too few to say"
    every = (waits.median, waits.p85, waits.p95)
    days = ", ".join("unknown" if one is None else number_text(one) for one in every)
    if waits.priority == EVERY:  # every priority has a target of its own
        return days
    return f"{days} (target {number_text(waits.target)})"


def within_chart(outcome: Outcome, base: Outcome | None, sentence: str) -> StackedBars:
    """Return the share finished within target by priority, beside that of the base."""
    before = {one.priority: one.within for one in base.waits} if base else {}
    shown = [one for one in outcome.waits if one.within is not None]
    inside = tuple(100 * (one.within or 0.0) for one in shown)
    return StackedBars(
        title="Finished within target",
        unit="Per cent of those that arrive, by priority",
        categories=tuple(PRIORITIES.get(one.priority, one.priority) for one in shown),
        segments=(
            Segment(name="Within target", role=Role.AGE_3, values=inside),
            Segment(
                name="Later",
                role=Role.AGE_1,
                values=tuple(max(100 - one, 0.0) for one in inside),
            ),
        ),
        ends=tuple(_within_words(one, before.get(one.priority)) for one in shown),
        ends_head="Share, P10 to P90 of the runs",
        description=sentence,
    )


def _within_words(waits: Waits, before: float | None) -> str:
    said = share_words(waits.within)
    if waits.within_low is not None and waits.within_high is not None:
        low, high = share_words(waits.within_low), share_words(waits.within_high)
        said = f"{said} ({low} to {high})"
    return said if before is None else f"{said}; base {share_words(before)}"


def share_words(share: float | None) -> str:
    """Return a share in per cent; "not known" without one."""
    return "not known" if share is None else f"{100 * share:.0f}%"


def misses_chart(
    outcome: Outcome, base: Outcome | None, sentence: str
) -> TimeChart | None:
    """Return limit dates that will probably be missed, by month; None without any."""
    misses = outcome.misses
    if not misses.months:
        return None
    drawn = [
        Series(
            name="Expected misses",
            kind=Kind.BARS,
            role=Role.RECEIVED,
            values=tuple(map(float, misses.mean)),
        ),
        Series(
            name="Limit dates in the month",
            kind=Kind.STEP,
            role=Role.TARGET,
            values=tuple(map(float, misses.dated)),
        ),
    ]
    if base is not None:
        known = dict(zip(base.misses.months, map(float, base.misses.mean), strict=True))
        drawn.append(
            Series(
                name="Base",
                kind=Kind.LINE,
                role=Role.COMPLETED,
                values=tuple(known.get(month, math.nan) for month in misses.months),
                is_dashed=True,
            )
        )
    return TimeChart(
        title="Limit dates probably missed",
        unit="Limit dates of requests open now, by month of the date",
        days=misses.months,
        series=tuple(drawn),
        description=sentence,
        period=Period.MONTH,
        decimals=1,
    )


def use_chart(outcome: Outcome, names: Mapping[str, str], sentence: str) -> StackedBars:
    """Return the share of their hours that people of each skill are booked."""
    shown = [one for one in outcome.use if one.mean is not None]
    booked = tuple(min(100 * (one.mean or 0.0), 100.0) for one in shown)
    return StackedBars(
        title="Hours booked by skill",
        unit="Per cent of the hours of those who hold it",
        categories=tuple(
            names.get(one.skill, one.skill) if one.skill else "Everybody"
            for one in shown
        ),
        segments=(
            Segment(name="Booked", role=Role.AGE_3, values=booked),
            Segment(
                name="Free", role=Role.AGE_1, values=tuple(100 - one for one in booked)
            ),
        ),
        category_head="Skill",
        ends=tuple(_use_words(one) for one in shown),
        ends_head="Share, P10 to P90, people",
        description=sentence,
    )


def _use_words(use: Use) -> str:
    people = "1 person" if use.people == 1 else f"{use.people} people"
    said = share_words(use.mean)
    low, high = use.low, use.high
    if low is not None and high is not None and low <= (use.mean or 0.0) <= high:
        said = f"{said} ({share_words(low)} to {share_words(high)})"
    return f"{said}, {people}"
