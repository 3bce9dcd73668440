"""Requests, people and capacity for tests of the queue."""

from datetime import date, timedelta

import numpy as np

from app.capacity.by_week import CapacityByWeek, SkillCapacity
from app.casework.request import Priority, Status
from app.casework.waiting import Waiting
from app.planning.queue import Guide

MONDAY = date(2026, 11, 2)
SKILL_OF = {"MOB_L2": "SK_MOB2", "MOB_L3": "SK_MOB3", "GRADE": "SK_GRADE"}
NAMES = {"SK_MOB2": "Mobile", "SK_MOB3": "Advanced mobile", "H_INFO": "Question"}


def request(number, *, status=Status.ACCEPTED, **facts):
    """Return an open request with ten hours of mobile work to do."""
    usual = {
        "priority": Priority.STANDARD,
        "examination_type": "MOB_L2",
        "received_on": MONDAY - timedelta(days=10),
        "target_on": MONDAY + timedelta(days=50),
        "original_target_on": MONDAY + timedelta(days=50),
        "effort_estimated": 10.0,
    }
    return Waiting(
        id=number,
        uid=f"r{number}",
        reference=f"DF-2026-{number:04d}",
        status=status,
        **{**usual, **facts},
    )


def guide(**facts):
    """Return a guide without limits, with everybody current in mobile work."""
    usual = {
        "as_at": MONDAY,
        "skill_of": SKILL_OF,
        "current": frozenset(SKILL_OF.values()),
        "names": NAMES,
        "limits": {},
        "safe_starts": {},
        "scores": {},
        "typical": {},
    }
    return Guide(**{**usual, **facts})


def capacity(unit, **skills):
    """Return capacity of so many hours in each week, of the unit and by skill."""
    mondays = tuple(MONDAY + timedelta(weeks=week) for week in range(len(unit)))
    counts = np.ones(len(unit), dtype=np.int64)
    net = np.array(unit, dtype=float)
    return CapacityByWeek(
        mondays=mondays,
        gross=net,
        deductions={},
        net=net,
        skills={
            code: SkillCapacity(
                net=np.array(hours, float),
                holders=counts,
                cover=counts,
                anyone=1,
                rows=(0,),
                net_by_person=np.array([hours], float),
            )
            for code, hours in skills.items()
        },
        people=("p1",),
        gross_by_person=net.reshape(1, -1),
        taken_by_person={},
        net_by_person=net.reshape(1, -1),
        net_by_day=np.repeat(net / 7, 7).reshape(1, -1),
        headcount=counts,
        full_time=35.0,
    )


def references(ranked):
    """Return the numbers of the requests, in order."""
    return [row.waiting.id for row in ranked]
