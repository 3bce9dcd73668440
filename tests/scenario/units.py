"""Small units that scenarios of tests start from, as values; no store."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from app.casework.waiting import Stage
from app.forecast.history import History
from app.scenario.draw import lognormal_sample
from app.scenario.situation import Donors, OpenRow, Past, Situation
from app.workforce.absence import Abstraction
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.team import Team

AS_AT = date(2026, 10, 30)
START = date(2026, 11, 2)
LONG_AGO = date(2020, 1, 6)
SKILLS = ("SK_MOB", "SK_WIN")
CASEWORK = 1107 / 1825
"""Share of contracted hours that the domain reference leaves for casework."""

MIX = (0.05, 0.20, 0.50, 0.25)
"""Priorities P1 to P4, by the domain reference."""


def team_of(fte, skills=SKILLS, casework=CASEWORK):
    """Return a team of so many full-time equivalents with the same skills."""
    people, patterns, held = [], [], []
    left, number = fte, 0
    while left > 1e-9:
        number += 1
        uid = f"person-{number:02d}"
        people.append(Person(uid=uid, name=f"Examiner {number}", starts_on=LONG_AGO))
        hours = 35 * min(left, 1.0)
        patterns.append(full_time_pattern(uid, LONG_AGO, weekly_hours=hours))
        held += [SkillHeld(person=uid, skill=s, valid_from=LONG_AGO) for s in skills]
        left -= 1
    other = Abstraction(kind="B_ADMIN", valid_from=LONG_AGO, share=1 - casework)
    return Team(
        people=tuple(people),
        patterns=tuple(patterns),
        skills=tuple(held),
        abstractions=(other,),
    )


def history_of(weekly, weeks=156):
    """Return weeks whose counts are as even as whole numbers can be."""
    mondays = tuple(START - timedelta(weeks=weeks - at) for at in range(weeks))
    sums = np.floor(weekly * np.arange(weeks + 1) + 0.5)
    return History(mondays=mondays, counts=np.diff(sums).astype(np.int64))


def donors_of(count=400, mean=29.3, seed=11):
    """Return requests of the past: half mobile, half computer, by the usual mix."""
    draw = np.random.default_rng(seed)
    hours = draw.permutation(lognormal_sample(mean, 1.0))[:count]
    kind = draw.integers(0, 2, count)
    examined = np.zeros((count, 2))
    examined[np.arange(count), kind] = 0.7 * hours
    return Donors(
        level=draw.choice(4, count, p=MIX),
        kind=kind,
        needs=kind,
        division=draw.integers(0, 3, count),
        is_exposed=draw.random(count) < 0.38,
        hours=hours,
        examined=examined,
        kinds=("MOB", "WIN"),
        skill_sets=(("SK_MOB",), ("SK_WIN",)),
        divisions=("D1", "D2", "D3"),
        examined_as=("MOB", "WIN"),
    )


def open_rows(count=149, mean=4133 / 149, seed=3):
    """Return an open queue in order of priority and receipt."""
    draw = np.random.default_rng(seed)
    levels = np.sort(draw.choice([1, 2, 3], count, p=[0.05, 0.6, 0.35]))
    hours = draw.permutation(lognormal_sample(mean, 0.9))[:count]
    hours *= mean / hours.mean() if count else 1.0
    rows = []
    for at in range(count):
        age = int(draw.integers(5, 200))
        kind = ("MOB", "WIN")[at % 2]
        rows.append(
            OpenRow(
                id=at + 1,
                uid=f"uid-{at + 1}",
                reference=f"DF-{at + 1:04d}",
                level=int(levels[at]),
                served_as=int(levels[at]),
                stage=Stage.TO_START,
                needs=(f"SK_{kind}",),
                kind=kind,
                division=("D1", "D2", "D3")[at % 3],
                hours=float(hours[at]),
                received_on=AS_AT - timedelta(days=age),
                limit_on=START + timedelta(days=20 + age) if at % 5 == 0 else None,
                target_on=AS_AT + timedelta(days=60 - age),
            )
        )
    return tuple(rows)


def unit(fte=20.0, *, weekly=13.0, queue=149, **changes):
    """Return the unit of the domain reference, section 6, without its story."""
    sample = np.sort(lognormal_sample(29.3, 1.0))
    past = Past(
        arrivals={
            name: history_of(weekly * share)
            for name, share in zip(("P1", "P2", "P3", "P4"), MIX, strict=True)
        },
        hours={"": sample, "MOB": sample, "WIN": sample},
        usual={"": 29.3, "MOB": 29.3, "WIN": 29.3},
    )
    found = Situation(
        as_at=AS_AT,
        team=team_of(fte),
        open_rows=open_rows(queue),
        donors=donors_of(),
        past=past,
        skill_of={"MOB": "SK_MOB", "WIN": "SK_WIN"},
        names={"SK_MOB": "Mobile", "SK_WIN": "Computers", "MOB": "Mobile phone"},
    )
    return replace(found, **changes)
