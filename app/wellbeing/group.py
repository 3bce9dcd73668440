"""Exposure and welfare of all exposed people together, for M52 and the printed note.

What is counted here is exact; ``app.measures.suppression`` decides what may be shown.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.wellbeing.currency import Due, PersonWelfare, welfare_currency, welfare_of
from app.wellbeing.exposure import (
    STANDS_IN,
    PersonExposure,
    Reached,
    exposure_of,
    harsh_share,
)
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Exposure
from app.wellbeing.welfare import HARSH, WINDOW, Welfare, exposed_people
from app.workforce.team import Team

WEEKS = 26
"""Weeks of exposure shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The exposed people split by how they stand to one part of local policy.

    Attributes:
        name: The part.
        limit: What local policy says of it, in words; empty if it says nothing.
        well: People within it, or for whom it counts still.
        ill: People who have reached it, or for whom it is due.
        unknown: People of whom it is not known.
    """

    name: str
    limit: str
    well: int
    ill: int
    unknown: int = 0

    @property
    def counts(self) -> tuple[int, int, int]:
        """The three counts, which come to all exposed people."""
        return self.well, self.ill, self.unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Exposure of seven days.

    Attributes:
        first_on: The first of them.
        hours: Hours of all people together.
        people: People who had any.
    """

    first_on: date
    hours: float
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The exposed people together.

    Attributes:
        as_at: Day at the end of which it holds.
        exposures: Exposure of each, in alphabetical order of the people.
        standings: Welfare of each, in the same order.
        hours: Hours of exposure in 28 days (M50).
        with_hours: People who had any of it.
        harsh: Share of violent or first-generation material (M51).
        with_kind: People of whose exposure any kind was recorded.
        with_harsh: People who had any of that material.
        currency: Share whose welfare is current (M52).
        splits: How they stand to each part of local policy that is set.
        unset: Parts of local policy that are not set, by name.
        weeks: Exposure by week, the earliest first.
    """

    as_at: date
    exposures: tuple[PersonExposure, ...]
    standings: tuple[PersonWelfare, ...]
    hours: Figure
    with_hours: int
    harsh: Figure
    with_kind: int
    with_harsh: int
    currency: Figure
    splits: tuple[Split, ...]
    unset: tuple[str, ...]
    weeks: tuple[Week, ...]

    @property
    def people(self) -> int:
        """How many people are exposed."""
        return len(self.standings)


def group_of(welfare: Welfare, policy: WelfarePolicy, team: Team, as_at: date) -> Group:
    """Return the exposed people together at the end of a day."""
    people = exposed_people(welfare, team, as_at)
    exposures = tuple(exposure_of(welfare, policy, one.uid, as_at) for one in people)
    standings = tuple(welfare_of(welfare, policy, one, as_at) for one in people)
    recent = tuple(
        one for each in people for one in welfare.exposures_of(each.uid, as_at)
    )
    splits = _splits(policy, exposures, standings)
    return Group(
        as_at=as_at,
        exposures=exposures,
        standings=standings,
        hours=_hours(welfare, recent, as_at),
        with_hours=_people(recent),
        harsh=harsh_share(recent, as_at),
        with_kind=_people(recent, lambda one: bool(one.kind)),
        with_harsh=_people(recent, lambda one: one.kind in HARSH),
        currency=welfare_currency(standings, as_at),
        splits=tuple(split for split in splits if split.limit),
        unset=tuple(split.name for split in splits if not split.limit),
        weeks=_weeks(welfare, as_at),
    )


def _hours(welfare: Welfare, recent: Sequence[Exposure], as_at: date) -> Figure:
    return figure(
        "M50",
        sum(one.hours for one in recent),
        as_at=as_at,
        coverage=Coverage(used=len(recent), scope=len(recent)),
        label=f"Exposure, {WINDOW} days",
        note=STANDS_IN if welfare.stands_in(as_at) else "",
        days=WINDOW,
    )


def _people(
    exposures: Sequence[Exposure],
    wanted: Callable[[Exposure], bool] = lambda _: True,
) -> int:
    return len({one.person for one in exposures if wanted(one)})


def _splits(
    policy: WelfarePolicy,
    exposures: Sequence[PersonExposure],
    standings: Sequence[PersonWelfare],
) -> tuple[Split, ...]:
    contacts = [one.contact for one in standings]
    screenings = [one.screening for one in standings]
    rotations = [one.rotation for one in standings]
    week, window = policy.exposure_hours_7_days, policy.exposure_hours_28_days
    run = policy.exposure_days_in_row
    return (
        _limit(Reached.WEEK, "Hours in 7 days", _words(week, "h"), exposures),
        _limit(Reached.WINDOW, "Hours in 28 days", _words(window, "h"), exposures),
        _limit(Reached.RUN, "Days running", _words(run, "days"), exposures),
        _stretches(_words(policy.exposure_stretch, "h"), exposures),
        _own_limits(exposures),
        _dues("Rotation out", policy.rotation_days, rotations),
        _dues("Welfare contact", policy.welfare_contact_days, contacts),
        _dues("Psychological screening", policy.screening_days, screenings),
    )


def _words(most: float | None, unit: str) -> str:
    return "" if most is None else f"{most:g} {unit}"


def _limit(
    kind: Reached, name: str, words: str, exposures: Sequence[PersonExposure]
) -> Split:
    ill = sum(kind in one.reached for one in exposures)
    return Split(name=name, limit=words, well=len(exposures) - ill, ill=ill)


def _stretches(words: str, exposures: Sequence[PersonExposure]) -> Split:
    ill = sum(Reached.STRETCH in one.reached for one in exposures)
    unknown = sum(one.stretch.value is None for one in exposures)
    return Split(
        name="Time without a break",
        limit=words,
        well=len(exposures) - ill - unknown,
        ill=ill,
        unknown=unknown,
    )


def _own_limits(exposures: Sequence[PersonExposure]) -> Split:
    said = [one for one in exposures if one.own_limit is not None]
    ill = sum(Reached.OWN in one.reached for one in said)
    return Split(
        name="Own limit",
        limit="as each said",
        well=len(said) - ill,
        ill=ill,
        unknown=len(exposures) - len(said),
    )


def _dues(name: str, every: int | None, dues: Sequence[Due]) -> Split:
    judged = [one for one in dues if one.is_judged]
    well = sum(one.is_current for one in judged)
    recorded = "as recorded" if judged else ""
    return Split(
        name=name,
        limit=_words(every, "days") or recorded,
        well=well,
        ill=len(judged) - well,
        unknown=len(dues) - len(judged),
    )


def _weeks(welfare: Welfare, as_at: date) -> tuple[Week, ...]:
    """Return the exposure of the last weeks, each of seven days up to the day."""
    before = as_at - timedelta(days=7 * WEEKS)
    hours, people = [0.0] * WEEKS, [set[str]() for _ in range(WEEKS)]
    for one in welfare.exposures:
        if before < one.done_on <= as_at:
            place = ((one.done_on - before).days - 1) // 7
            hours[place] += one.hours
            people[place].add(one.person)
    return tuple(
        Week(
            first_on=before + timedelta(days=7 * place + 1),
            hours=hours[place],
            people=len(people[place]),
        )
        for place in range(WEEKS)
    )
