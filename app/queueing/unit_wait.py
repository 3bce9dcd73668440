"""How long each priority of the unit waits in the long run, if nothing changes.

How to call: ``expected_waits(flow, hours, people)`` with the flow of some weeks, the
hours a week that there will be and the people who give them.

A quick look and not the answer: in equilibrium, strict priority, examiners alike, no
skills, holds or dates. The simulation has those.
"""

from dataclasses import dataclass

from app.measures.stays import Rows
from app.queueing.erlang import with_variation
from app.queueing.priority_wait import waits_by_priority
from app.queueing.unit_flow import UnitFlow


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassWait:
    """One priority in the long run; times in weeks.

    Attributes:
        label: Its name.
        demand: Hours that arrive in a week.
        wait: Mean wait to the start; None if it is never caught up with.
        stay: Mean time to the result, one examiner at work on it; None likewise.
        rows: Row numbers of the requests that its demand was taken from.
    """

    label: str
    demand: float
    wait: float | None
    stay: float | None
    rows: Rows


def expected_waits(flow: UnitFlow, hours: float, people: int) -> tuple[ClassWait, ...]:
    """Return the long run of each priority with any demand, the most urgent first.

    Classes differ in hours, the formula wants service alike: a class counts as as many
    requests of the mean size as its hours make, so that loads are right in hours.

    Args:
        flow: What came and went.
        hours: Net hours a week that there will be.
        people: How many people give them.
    """
    whole = flow.whole.accepted
    mean, each_gives = whole.load.hours, hours / people if people > 0 else 0.0
    classes = [each for each in flow.classes if each.accepted.weekly_hours > 0]
    if mean <= 0:
        return ()
    waits = waits_by_priority(
        [each.accepted.weekly_hours / mean for each in classes],
        each_gives / mean,
        people,
    )
    found = []
    for each, wait in zip(classes, waits, strict=True):
        stretched = None
        if wait is not None:
            stretched = with_variation(
                wait, whole.dispersion**0.5, whole.load.variation
            )
        own = each.accepted.load.hours
        found.append(
            ClassWait(
                label=each.label,
                demand=each.accepted.weekly_hours,
                wait=stretched,
                stay=None if stretched is None else stretched + own / each_gives,
                rows=each.accepted.rows,
            )
        )
    return tuple(found)
