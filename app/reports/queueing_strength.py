"""What the people give a week, behind and ahead, as the long run needs it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from app.capacity.by_week import HORIZON, NOTHING, capacity_by_week
from app.casework.working_time import monday_of
from app.measures.period import whole_weeks
from app.reports.facts import Facts

SPANS = (13, 26, 52)
"""Weeks over which arrivals and intensity are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strength:
    """What the people give.

    Attributes:
        past: Mean net hours a week over the last of each of ``SPANS``, as far as the
            history covers it.
        coming: Mean net hours a week of the next 13 weeks.
        people: People with net hours in a week of those, on average, rounded.
        of_full_time: Net hours a week that one full-time contract gives in those.
    """

    past: tuple[float, ...]
    coming: float
    people: int
    of_full_time: float


def strength_of(facts: Facts, covered: Sequence[int] = SPANS) -> Strength | None:
    """Return what the people give; None if nobody's hours count.

    One year back and 13 weeks ahead are read at once.

    Args:
        facts: What the store holds.
        covered: Of each of ``SPANS``, its last weeks that the history covers: only
            those compare with what came in them.
    """
    if not facts.team.counted:
        return None
    ahead = monday_of(facts.as_at) + timedelta(weeks=1)
    last = whole_weeks(facts.as_at, SPANS[-1])
    past = [last.first + timedelta(weeks=week) for week in range(SPANS[-1])]
    behind = capacity_by_week(facts.team, past, facts.as_at).net
    weeks = [ahead + timedelta(weeks=week) for week in range(HORIZON)]
    coming = capacity_by_week(facts.team, weeks, facts.as_at)
    at_work = (coming.net_by_person > NOTHING).sum(axis=0)
    contracts = float(coming.full_time_equivalents.mean())
    net = float(coming.net.mean())
    return Strength(
        past=tuple(
            float(behind[-(weeks or span) :].mean())
            for weeks, span in zip(covered, SPANS, strict=True)
        ),
        coming=net,
        people=max(round(float(at_work.mean())), 1) if net > 0 else 0,
        of_full_time=net / contracts if contracts > 0 else 0.0,
    )
