"""What becomes of hours and cover if one person leaves, is away or is trained."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import CapacityByWeek, capacity_by_week, coming_weeks
from app.casework.working_time import day_words
from app.errors import CapacityError
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld
from app.workforce.team import Team

AWAY_KIND = "A_SICK_L"
"""Kind under which a supposed absence is counted; no kind takes other hours."""

TRAINING_KIND = "B_TRAIN"
"""Kind under which the hours of supposed training are counted."""

MOST_WEEKS = 156
"""The longest supposed absence or training, in weeks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaves:
    """A person leaves the unit.

    Attributes:
        person: Uid of the person.
        on: The last day in post.
    """

    person: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class IsAway:
    """A person is away for some weeks.

    Attributes:
        person: Uid of the person.
        first_on: The first day.
        weeks: Number of weeks of seven days.
    """

    person: str
    first_on: date
    weeks: int

    @property
    def last_on(self) -> date:
        """The last day."""
        return self.first_on + timedelta(days=7 * self.weeks - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class IsTrained:
    """A person is trained in a skill and may work in it afterwards.

    Attributes:
        person: Uid of the person.
        skill: Code of the skill.
        first_on: The first day of training.
        weeks: Weeks of training; 0 if the skill counts from the first day on.
        weekly_hours: Hours of training in each of them, besides what training
            regularly takes.
    """

    person: str
    skill: str
    first_on: date
    weeks: int = 0
    weekly_hours: float = 0.0

    @property
    def current_from(self) -> date:
        """The first day on which the skill counts."""
        return self.first_on + timedelta(weeks=self.weeks)


Change = Leaves | IsAway | IsTrained


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Net casework hours before and after a change."""

    before: float
    after: float

    @property
    def difference(self) -> float:
        """Hours won; negative for hours lost."""
        return self.after - self.before

    @property
    def share(self) -> float | None:
        """The difference as a share of what was there; None of nothing."""
        return self.difference / self.before if self.before else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillEffect:
    """What a change does to one skill.

    Attributes:
        hours: Net casework hours over all the weeks of those who are current.
        cover_before: People with hours in the thinnest week, without the change.
        cover_after: People with hours in it with the change. The thinnest is, of the
            weeks in which the change holds and alters their number, the first with
            the fewest left; of all in which it holds where it alters it in none.
    """

    hours: Hours
    cover_before: int
    cover_after: int

    @property
    def is_changed(self) -> bool:
        """Whether hours or cover are others than before."""
        moved = abs(self.hours.difference) >= 0.05
        return moved or self.cover_before != self.cover_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change does over some weeks.

    Attributes:
        mondays: The weeks over which hours are summed.
        holds: Those of them in which the change holds and cover is compared: of
            training the weeks after it; all of them where it holds in none.
        is_in_sight: Whether it holds in any of them.
        hours: Net casework hours of everybody.
        skills: Effect by code of the skill, of every skill that anyone holds.
    """

    mondays: tuple[date, ...]
    holds: tuple[date, ...]
    is_in_sight: bool
    hours: Hours
    skills: Mapping[str, SkillEffect]


def what_if(team: Team, change: Change) -> Team:
    """Return the team as it would be with a change.

    Raises:
        CapacityError: The person is not in post then, or may work in the skill
            already; the sentence says which.
    """
    person = _person(team, change.person)
    match change:
        case Leaves():
            return _without(team, person, change)
        case IsAway():
            _check_in_post(person, change.first_on)
            _check_weeks(change.weeks, least=1)
            return replace(team, absences=(*team.absences, _absence(change)))
        case IsTrained():
            _check_in_post(person, change.first_on)
            _check_weeks(change.weeks, least=0)
            _check_is_new(team, person, change)
            return _with_skill(team, change)


def effect_of(team: Team, change: Change, as_at: date, weeks: int) -> Effect:
    """Return what a change does over the ``weeks`` after that of ``as_at``.

    Raises:
        CapacityError: The change cannot be (see ``what_if``).
    """
    after = what_if(team, change)
    mondays = tuple(coming_weeks(as_at, weeks))
    holds = _holds(change, mondays)
    was, will = (capacity_by_week(one, mondays, as_at) for one in (team, after))
    codes = sorted(was.skills.keys() | will.skills.keys())
    places = holds if holds.any() else np.ones(len(mondays), dtype=bool)
    covers = {
        code: _thinnest(_cover(was, code), _cover(will, code), places) for code in codes
    }
    return Effect(
        mondays=mondays,
        holds=tuple(day for day, is_on in zip(mondays, places, strict=True) if is_on),
        is_in_sight=bool(holds.any()),
        hours=Hours(before=float(was.net.sum()), after=float(will.net.sum())),
        skills=MappingProxyType(
            {
                code: SkillEffect(
                    hours=Hours(before=_net(was, code), after=_net(will, code)),
                    cover_before=covers[code][0],
                    cover_after=covers[code][1],
                )
                for code in codes
            }
        ),
    )


def _holds(change: Change, mondays: tuple[date, ...]) -> NDArray[np.bool_]:
    """Return in which weeks a change holds on every day; if in none, on any day."""
    match change:
        case Leaves():
            first, last = change.on + timedelta(days=1), date.max
        case IsAway():
            first, last = change.first_on, change.last_on
        case IsTrained():
            first, last = change.current_from, date.max
    days = [(day, day + timedelta(days=6)) for day in mondays]
    whole = np.array([first <= one and other <= last for one, other in days])
    if whole.any():
        return whole
    return np.array([first <= other and one <= last for one, other in days])


def _net(capacity: CapacityByWeek, code: str) -> float:
    skill = capacity.skills.get(code)
    return 0.0 if skill is None else float(skill.net.sum())


def _cover(capacity: CapacityByWeek, code: str) -> NDArray[np.int64]:
    """Return people with hours by week."""
    skill = capacity.skills.get(code)
    none = np.zeros(len(capacity.mondays), dtype=np.int64)
    return none if skill is None else skill.cover


def _thinnest(
    before: NDArray[np.int64], after: NDArray[np.int64], places: NDArray[np.bool_]
) -> tuple[int, int]:
    """Return the cover before and after in the week that counts (``SkillEffect``)."""
    altered = places & (before != after)
    weeks = np.flatnonzero(altered if altered.any() else places)
    week = weeks[np.argmin(after[weeks])]
    return int(before[week]), int(after[week])


def _person(team: Team, uid: str) -> Person:
    for person in team.people:
        if person.uid == uid:
            return person
    raise CapacityError(
        "That person is not in the team.", remedy="Choose one of its people."
    )


def _without(team: Team, person: Person, change: Leaves) -> Team:
    _check_in_post(person, change.on)
    people = tuple(
        replace(one, ends_on=change.on) if one.uid == person.uid else one
        for one in team.people
    )
    return replace(team, people=people)


def _absence(change: IsAway) -> Absence:
    return Absence(
        person=change.person,
        kind=AWAY_KIND,
        first_on=change.first_on,
        last_on=change.last_on,
    )


def _with_skill(team: Team, change: IsTrained) -> Team:
    held = SkillHeld(
        person=change.person, skill=change.skill, valid_from=change.current_from
    )
    changed = replace(team, skills=(*team.skills, held))
    if not change.weeks or not change.weekly_hours:
        return changed
    training = Abstraction(
        person=change.person,
        kind=TRAINING_KIND,
        valid_from=change.first_on,
        valid_to=change.current_from - timedelta(days=1),
        weekly_hours=change.weekly_hours,
    )
    return replace(changed, abstractions=(*team.abstractions, training))


def _check_in_post(person: Person, day: date) -> None:
    if person.is_in_post(day):
        return
    if person.starts_on > day:
        when = f"begins on {day_words(person.starts_on)}"
    else:
        when = f"has left by {day_words(day)}"
    raise CapacityError(
        f"{person.shown} {when}.", remedy="Choose a day on which they are in post."
    )


def _check_weeks(weeks: int, *, least: int) -> None:
    if not least <= weeks <= MOST_WEEKS:
        raise CapacityError(
            f"{weeks} weeks cannot be reckoned with.",
            remedy=f"Give from {least} to {MOST_WEEKS} weeks.",
        )


def _check_is_new(team: Team, person: Person, change: IsTrained) -> None:
    day = change.current_from
    for held in team.skills:
        same = held.person == person.uid and held.skill == change.skill
        if same and held.is_current(day):
            until = f" to {day_words(held.valid_to)}" if held.valid_to else ""
            raise CapacityError(
                f"{person.shown} is current in this skill already{until}.",
                remedy="Choose another skill or person.",
            )
