"""The team as it would be under a scenario's levers on people."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from math import ceil
from typing import Any

from app.capacity.what_if import TRAINING_KIND, IsTrained, Leaves, what_if
from app.casework.working_time import day_words
from app.errors import CapacityError
from app.scenario.levers import (
    Departs,
    Joins,
    Lever,
    SetsShare,
    TakesLeave,
    Trains,
)
from app.scenario.scenario import Scenario
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import EXAMINER, Person, SkillHeld, full_time_pattern
from app.workforce.team import Team

INDUCTION = 0.5
"""Share of the hours of whoever is inducted that goes to learning."""

NEW = "joins"
"""With what the uid of somebody who is not there yet begins."""


def changed_team(team: Team, scenario: Scenario) -> Team:
    """Return the team under the levers of a scenario.

    Raises:
        CapacityError: Somebody is not in post then, or has the skill already.
    """
    for place, lever in enumerate(scenario.levers):
        change = _CHANGES.get(type(lever))
        if change is not None:
            team = change(team, lever, place)
    return team


def _joins(team: Team, lever: Joins, place: int) -> Team:
    roles = team.roles
    role = EXAMINER if EXAMINER in roles or not roles else min(roles)
    people, patterns, skills, learning = [], [], [], []
    left = lever.fte
    for number in range(ceil(lever.fte - 1e-9)):
        uid = f"{NEW}/{place}/{number}"
        share = min(left, 1.0)
        left -= share
        people.append(
            Person(
                uid=uid,
                name=f"{lever.label} {number + 1} (new)",
                role=role,
                starts_on=lever.first_on,
                ends_on=lever.last_on,
            )
        )
        hours = share * team.full_time
        patterns.append(full_time_pattern(uid, lever.first_on, weekly_hours=hours))
        skills += [
            SkillHeld(person=uid, skill=code, valid_from=lever.first_on)
            for code in lever.skills
        ]
        if lever.induction_weeks:
            weeks = timedelta(weeks=lever.induction_weeks)
            learning.append(
                Abstraction(
                    person=uid,
                    kind=TRAINING_KIND,
                    valid_from=lever.first_on,
                    valid_to=lever.first_on + weeks - timedelta(days=1),
                    share=INDUCTION,
                )
            )
    return replace(
        team,
        people=(*team.people, *people),
        patterns=(*team.patterns, *patterns),
        skills=(*team.skills, *skills),
        abstractions=(*team.abstractions, *learning),
    )


def _departs(team: Team, lever: Departs, _: int) -> Team:
    return what_if(team, Leaves(person=lever.person, on=lever.on))


def _trains(team: Team, lever: Trains, _: int) -> Team:
    return what_if(
        team,
        IsTrained(
            person=lever.person,
            skill=lever.skill,
            first_on=lever.first_on,
            weeks=lever.weeks,
            weekly_hours=lever.weekly_hours,
        ),
    )


def _takes_leave(team: Team, lever: TakesLeave, _: int) -> Team:
    person = next((one for one in team.people if one.uid == lever.person), None)
    if person is None or not person.is_in_post(lever.first_on):
        who = "That person" if person is None else person.shown
        raise CapacityError(
            f"{who} is not in post on {day_words(lever.first_on)}.",
            remedy="Choose somebody who is, or another day.",
        )
    absence = Absence(
        person=lever.person,
        kind="A_LEAVE",
        first_on=lever.first_on,
        last_on=lever.last_on,
    )
    return replace(team, absences=(*team.absences, absence))


def _sets_share(team: Team, lever: SetsShare, _: int) -> Team:
    """Let a kind take a share of everybody's hours; what it took before ends."""
    eve = lever.first_on - timedelta(days=1)
    kept = []
    for one in team.abstractions:
        concerned = one.kind == lever.kind
        if concerned and one.valid_from > eve:
            continue
        ends = concerned and (one.valid_to is None or one.valid_to > eve)
        kept.append(replace(one, valid_to=eve) if ends else one)
    new = Abstraction(kind=lever.kind, valid_from=lever.first_on, share=lever.share)
    absences = tuple(
        one
        for one in team.absences
        if one.kind != lever.kind or one.first_on < lever.first_on
    )  # dated work of the kind would take the place of the share
    return replace(team, abstractions=(*kept, new), absences=absences)


_CHANGES: dict[type[Lever], Callable[[Team, Any, int], Team]] = {
    Joins: _joins,
    Departs: _departs,
    Trains: _trains,
    TakesLeave: _takes_leave,
    SetsShare: _sets_share,
}
