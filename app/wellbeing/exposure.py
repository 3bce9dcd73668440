"""Exposure of one person against local policy and what the person can bear (M50, M51).

Never a comparison of people: each function is about one.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Exposure
from app.wellbeing.welfare import HARSH, WEEK, WINDOW, Welfare, hours_by_day

DAY = timedelta(days=1)
NO_POLICY = "no local policy set"
"""What is said in place of a limit that the unit has not set."""

STANDS_IN = "Hours of work on online child abuse stand in for what was not logged."
LONGEST_RUN = 366
"""Days back to which a run of days is followed."""


class Reached(StrEnum):
    """A limit that a person has come to; the value is how it is said."""

    WEEK = "exposure policy reached (7 days)"
    WINDOW = "exposure policy reached (28 days)"
    RUN = "exposure policy reached (days running)"
    STRETCH = "exposure policy reached (time without a break)"
    OWN = "own limit reached"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonExposure:
    """How much exposure one person had, and in what pattern.

    Attributes:
        person: Uid.
        week: Hours in seven days (M50).
        window: Hours in 28 days (M50).
        running: Calendar days running with exposure, up to the day or the day before
            it (M51).
        longest_run: Most days running within the 28 days (M51).
        harsh: Share of violent or first-generation material in 28 days (M51).
        stretch: Longest stretch without a break in 28 days (M51).
        own_limit: Hours in seven days that the person said they can bear; None if
            nothing was said.
        reached: The limits of local policy, and the person's own, that are reached.
    """

    person: str
    week: Figure
    window: Figure
    running: Figure
    longest_run: Figure
    harsh: Figure
    stretch: Figure
    own_limit: float | None
    reached: tuple[Reached, ...]


def exposure_of(
    welfare: Welfare, policy: WelfarePolicy, person: str, as_at: date
) -> PersonExposure:
    """Return the exposure of one person at the end of a day."""
    recent = welfare.exposures_of(person, as_at)
    run = days_running(welfare.exposures_of(person, as_at, LONGEST_RUN), as_at)
    note = STANDS_IN if welfare.stands_in(as_at) else ""
    all_used = Coverage(used=len(recent), scope=len(recent))

    def days(value: int, label: str) -> Figure:
        return figure("M51", value, as_at=as_at, coverage=all_used, label=label)

    return PersonExposure(
        person=person,
        week=_hours(welfare.exposures_of(person, as_at, WEEK), as_at, WEEK, note),
        window=_hours(recent, as_at, WINDOW, note),
        running=days(run, "Days running"),
        longest_run=days(_longest(hours_by_day(recent)), "Longest run, 28 days"),
        harsh=harsh_share(recent, as_at),
        stretch=_stretch(recent, as_at),
        own_limit=welfare.own_limit(person, as_at),
        reached=reached(welfare, policy, person, as_at),
    )


def reached(
    welfare: Welfare, policy: WelfarePolicy, person: str, as_at: date
) -> tuple[Reached, ...]:
    """Return the limits that a person has come to; those not set are never reached."""
    recent = welfare.exposures_of(person, as_at)
    week = sum(one.hours for one in welfare.exposures_of(person, as_at, WEEK))
    window = sum(one.hours for one in recent)
    run = days_running(welfare.exposures_of(person, as_at, LONGEST_RUN), as_at)
    stretch = max((one.longest_stretch or 0.0 for one in recent), default=0.0)
    checks = (
        (Reached.WEEK, week, policy.exposure_hours_7_days),
        (Reached.WINDOW, window, policy.exposure_hours_28_days),
        (Reached.RUN, run, policy.exposure_days_in_row),
        (Reached.OWN, week, welfare.own_limit(person, as_at)),
    )
    found = [kind for kind, value, most in checks if most is not None and value >= most]
    longest = policy.exposure_stretch
    if longest is not None and stretch > longest:
        found.append(Reached.STRETCH)
    return tuple(found)


def days_running(exposures: Iterable[Exposure], as_at: date) -> int:
    """Return the days running with exposure that end on a day.

    Where nothing is logged on the day itself yet, those that end on the day before.
    """
    days = {one.done_on for one in exposures}
    day, count = as_at if as_at in days else as_at - DAY, 0
    while day in days:
        day, count = day - DAY, count + 1
    return count


def _longest(days: Iterable[date]) -> int:
    return max(_runs(sorted(days)), default=0)


def _runs(days: Iterable[date]) -> Iterator[int]:
    """Yield the length of each run of days one after the other, as it grows."""
    before, count = date.min, 0
    for day in days:
        count = count + 1 if day - before == DAY else 1
        before = day
        yield count


def _hours(
    exposures: tuple[Exposure, ...], as_at: date, days: int, note: str
) -> Figure:
    return figure(
        "M50",
        sum(one.hours for one in exposures),
        as_at=as_at,
        coverage=Coverage(used=len(exposures), scope=len(exposures)),
        label=f"Exposure, {days} days",
        note=note,
        days=days,
    )


def harsh_share(exposures: tuple[Exposure, ...], as_at: date) -> Figure:
    """Return the share of hours on violent or first-generation material (M51).

    Only hours whose kind was recorded count; the value is None without any.
    """
    known = [one for one in exposures if one.kind]
    hours = sum(one.hours for one in known)
    harsh = sum(one.hours for one in known if one.kind in HARSH)
    return figure(
        "M51",
        100 * harsh / hours if hours else None,
        as_at=as_at,
        coverage=Coverage(used=len(known), scope=len(exposures)),
        label="Violent or first-generation",
        unit="%",
    )


def _stretch(exposures: tuple[Exposure, ...], as_at: date) -> Figure:
    known = [
        one.longest_stretch for one in exposures if one.longest_stretch is not None
    ]
    return figure(
        "M51",
        max(known, default=None),
        as_at=as_at,
        coverage=Coverage(used=len(known), scope=len(exposures)),
        label="Longest without a break",
        unit="h",
    )
