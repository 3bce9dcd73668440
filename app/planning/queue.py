"""The queue: open requests in order of service, and where the hours run out.

The order of service is: the class served in (the priority in force; one higher for a
standard or routine request that has waited many times its target); within it what must
be started within the week, by its latest safe start; then work in hand; then points,
the most first; then the day of receipt; then the reference.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import inf

from app.capacity.bounds import NO_BOUNDS, Bounds
from app.capacity.by_week import CapacityByWeek
from app.casework.request import Priority
from app.casework.waiting import STAGE_OF, Stage, Waiting
from app.casework.working_time import day_words
from app.measures.figure import Coverage
from app.measures.workload import Load
from app.planning.claim import Needs
from app.planning.dispatch import NO_CLAIMS, Demand, first_weeks
from app.planning.ranked import MUST_START, Obstacle, Ranked, lack_words, must_start
from app.planning.waterline import UNIT, Waterline, capacity_ahead, waterlines
from app.wellbeing.guard import NO_CAUTIONS, Cautions

__all__ = [
    "MUST_START",
    "STAGE_OF",
    "UNIT",
    "Guide",
    "Obstacle",
    "Queue",
    "Ranked",
    "Stage",
    "Waiting",
    "Waterline",
    "capacity_ahead",
    "must_start",
    "rank_queue",
    "waterlines",
]

_CLASSES: tuple[Priority | None, ...] = (*Priority, None)
_NOT_RAISED = None, Priority.IMMEDIATE, Priority.URGENT
_TAKING = Stage.IN_HAND, Stage.TO_START
_TARGETS = (1, 14, 60, 120)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What the order of service goes by besides the requests.

    Attributes:
        as_at: Day of the queue.
        skill_of: Skill that each examination type asks for, by code of the type.
        current: Codes of the skills in which somebody in post is current; None not to
            ask, where no people are entered.
        names: What the codes of skills and hold reasons are called.
        starvation: Times its target that a request may wait before it is served one
            class higher; 0 for never.
        dates_first: Whether within a class what must be started for its legal date
            goes before the number of points.
        targets: Days from receipt to issue by priority, where a request has no target.
        limits: Governing limit by row id.
        safe_starts: Latest safe start (M20) by row id.
        scores: Points by uid, where they are not those of the request's own record.
        typical: Hours by row id of requests that have no estimate of their own.
    """

    as_at: date
    skill_of: Mapping[str, str]
    current: frozenset[str] | None = None
    names: Mapping[str, str]
    starvation: float = 2.0
    dates_first: bool = True
    targets: Sequence[int] = _TARGETS
    limits: Mapping[int, date]
    safe_starts: Mapping[int, date]
    scores: Mapping[str, float]
    typical: Mapping[int, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The whole queue of a day.

    Attributes:
        as_at: The day.
        ranked: Every open request in order of service.
        capacity: Hours by week, from the day after ``as_at`` on.
        coverage: How many of the requests have an estimate of their own.
        loads: What everybody has in hand, by uid (M54).
        names: What the codes of skills and hold reasons are called.
        cautions: Why to pause before giving exposed work to somebody, in words, by uid
            of the person (``app.wellbeing.guard``).
        bounds: Limits of equipment and providers in the weeks of ``capacity``.
    """

    as_at: date
    ranked: tuple[Ranked, ...]
    capacity: CapacityByWeek
    coverage: Coverage
    loads: Mapping[str, Load] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    cautions: Cautions = field(default_factory=lambda: NO_CAUTIONS)
    bounds: Bounds = NO_BOUNDS

    def name(self, code: str) -> str:
        """Return what a code of a skill or hold reason is called."""
        return self.names.get(code, code)

    def lines(
        self, week: date, shown: Sequence[Ranked] | None = None
    ) -> tuple[Waterline, ...]:
        """Return the waterlines of the rows shown, of all where none are given."""
        rows = self.ranked if shown is None else shown
        return waterlines(rows, self.capacity, week)

    @property
    def must_start(self) -> tuple[Ranked, ...]:
        """What must be started within the week, the earliest first (M20)."""
        rows = [row for row in self.ranked if row.must_start]
        return tuple(sorted(rows, key=lambda row: row.safe_start or date.max))


def rank_queue(
    waiting: Iterable[Waiting],
    guide: Guide,
    capacity: CapacityByWeek | None = None,
    bounds: Bounds = NO_BOUNDS,
) -> tuple[Ranked, ...]:
    """Return open requests in order of service.

    Args:
        waiting: The requests.
        guide: What the order goes by.
        capacity: Hours by week from that of ``guide.as_at`` on, from which expected
            starts follow; None for none.
        bounds: Limits of equipment in the same weeks.
    """
    ranked = [_ranked(item, guide) for item in waiting]
    ranked.sort(key=_key if guide.dates_first else _key_without_dates)
    for place, row in enumerate(ranked, start=1):
        row.rank = place
    if capacity is not None:
        _expect(ranked, guide, capacity, bounds)
    return tuple(ranked)


def _ranked(item: Waiting, guide: Guide) -> Ranked:
    priority = item.priority_on(guide.as_at)
    times = _times_waited(item, priority, guide)
    hours, is_imputed = _hours(item, guide)
    stage = item.stage
    needs = _needs(item.needs, item.examination_type, guide.skill_of)
    obstacle, words = _obstacle(item, stage, needs, guide)
    return Ranked(
        waiting=item,
        as_at=guide.as_at,
        rank=0,
        priority=priority,
        served_as=_served_as(priority, times, guide.starvation),
        stage=stage,
        takes_hours=obstacle is None and stage in _TAKING,
        score=guide.scores.get(item.uid, item.score),
        hours=hours,
        is_imputed=is_imputed,
        needs=needs,
        skills=_skills(item, hours or 0.0, guide.skill_of),
        limit_on=guide.limits.get(item.id),
        safe_start=guide.safe_starts.get(item.id),
        obstacle=obstacle,
        obstacle_words=words,
        times_waited=times,
    )


def _times_waited(
    item: Waiting, priority: Priority | None, guide: Guide
) -> float | None:
    """Return days waited over the days of the first target."""
    target = item.original_target_on or item.target_on
    if target is not None and item.received_on is not None:
        days = (target - item.received_on).days
    elif priority is not None:
        days = guide.targets[_CLASSES.index(priority)]
    else:
        return None
    return item.days_since_opened(guide.as_at) / max(days, 1)


def _served_as(
    priority: Priority | None, times: float | None, starvation: float
) -> Priority | None:
    """Return the class served in; nothing is raised to interrupt other work."""
    if times is None or times <= starvation or not starvation:
        return priority
    if priority in _NOT_RAISED:
        return priority
    return _CLASSES[_CLASSES.index(priority) - 1]


def _hours(item: Waiting, guide: Guide) -> tuple[float | None, bool]:
    """Return the hours left, and whether they are those of other requests."""
    if item.effort_estimated is not None:
        return max(item.effort_estimated - item.effort_spent, 0.0), False
    typical = guide.typical.get(item.id)
    if typical is None:
        return None, True
    return max(typical - item.effort_spent, 0.0), True


def _needs(
    types: Sequence[str], main: str | None, skill_of: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the skills without which it cannot be given to anybody, the main first."""
    main_skill = skill_of.get(main or "")
    if not types:
        return () if main_skill is None else (main_skill,)
    found = dict.fromkeys(skill_of[code] for code in types if code in skill_of)
    if main_skill in found:
        found = {main_skill: None, **found}
    return tuple(found)


def _skills(
    item: Waiting, hours: float, skill_of: Mapping[str, str]
) -> tuple[tuple[str, float], ...]:
    """Return the skills needed and the hours of each, that of the main type first.

    The hours are shared as those of the open examinations are. Work that asks for no
    skill, such as a report, counts to the main one.
    """
    main = skill_of.get(item.examination_type or "")
    if not item.work:
        return ((main, hours),) if main else ()
    parts: dict[str, float] = {} if main is None else {main: 0.0}
    for code, left in item.work:
        if (skill := skill_of.get(code) or main) is not None:
            parts[skill] = parts.get(skill, 0.0) + left
    total = sum(parts.values())
    if not total:
        return tuple((skill, hours / len(parts)) for skill in parts)
    return tuple((skill, hours * part / total) for skill, part in parts.items())


def _obstacle(
    item: Waiting, stage: Stage, needs: tuple[str, ...], guide: Guide
) -> tuple[Obstacle | None, str]:
    if stage is Stage.HELD:
        since = f" since {day_words(item.stage_on)}" if item.stage_on else ""
        why = guide.names.get(item.hold_reason or "", item.hold_reason or "no reason")
        return Obstacle.HOLD, f"On hold{since}: {why}"
    if stage is not Stage.TO_START:
        return None, ""
    if guide.current is not None and (gone := set(needs) - guide.current):
        names = ", ".join(sorted(guide.names.get(code, code) for code in gone))
        return Obstacle.SKILL, f"Nobody in post is current in {names}"
    if item.expected:
        total = item.expected + item.arrived
        return Obstacle.EXHIBIT, f"{item.expected} of {total} exhibits not here yet"
    return None, ""


def _key(row: Ranked) -> tuple[int, date, bool, float, date, str]:
    item, safe = row.waiting, row.safe_start
    return (
        _CLASSES.index(row.served_as),
        date.max if safe is None or not row.must_start else safe,
        row.stage is not Stage.IN_HAND,
        inf if row.score is None else -row.score,
        item.received_on or date.max,
        item.reference,
    )


def _key_without_dates(row: Ranked) -> tuple[int, bool, float, date, str]:
    key = _key(row)
    return (key[0], *key[2:])


def _expect(
    ranked: Sequence[Ranked], guide: Guide, capacity: CapacityByWeek, bounds: Bounds
) -> None:
    """Give each row that takes hours the week of its first ones, and what delays it."""
    rows = [row for row in ranked if row.takes_hours]
    demands = list(map(_demand, rows))
    claims = [NO_CLAIMS] * len(rows)
    if bounds.of_type:
        needs = Needs(bounds, guide.skill_of)
        items = (row.waiting for row in rows)
        claims = list(map(needs.claims, items, demands))
    starts = first_weeks(zip(demands, claims, strict=True), capacity, bounds)
    for row, week in zip(rows, starts.weeks, strict=True):
        row.starts_in = None if week is None else capacity.mondays[week]
    for place, pieces in starts.lacked.items():
        lacked = [bounds.inside[piece] for piece in pieces]
        rows[place].lacks = lack_words(rows[place], lacked)


def _demand(row: Ranked) -> Demand:
    return row.skills or (("", row.hours or 0.0),)
