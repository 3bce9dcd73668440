"""The queue of a day from what a store holds."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from app.capacity.bounds import bounds_by_week
from app.casework.ledger import NO_DAY
from app.casework.waiting import Waiting
from app.casework.working_time import day_of
from app.measures.figure import Coverage
from app.measures.limits import Limits
from app.measures.work import effort_estimates
from app.measures.workload import ageing_work, loads
from app.planning.queue import Guide, Queue, Ranked, capacity_ahead, rank_queue
from app.reports.facts import Facts, limits_of_facts
from app.wellbeing.guard import NO_CAUTIONS, Cautions, cautions
from app.wellbeing.welfare import Welfare
from app.workforce.team import Team


def queue_of(
    facts: Facts,
    waiting: Sequence[Waiting],
    welfare: Welfare | None = None,
    limits: Limits | None = None,
) -> Queue:
    """Return the queue of the day of ``facts``.

    Args:
        facts: What the store holds.
        waiting: The open requests (``app.store.queue.read_queue``).
        welfare: What is recorded of exposure, for the guard at allocation
            (``app.store.welfare.read_guard``); None for no guard.
        limits: How requests stand to their limits, where that is known already.
    """
    capacity = capacity_ahead(facts.team, facts.as_at)
    guide = guide_of(
        facts, waiting, limits_of_facts(facts) if limits is None else limits
    )
    bounds = bounds_by_week(
        facts.equipment, facts.providers, capacity.mondays, facts.as_at
    )
    ranked = rank_queue(waiting, guide, capacity, bounds)
    held = [
        (row.waiting.examiner, row.hours or 0.0)
        for row in ranked
        if row.waiting.examiner is not None
    ]
    net = dict(zip(capacity.people, capacity.net_by_person, strict=True))
    return Queue(
        as_at=facts.as_at,
        ranked=ranked,
        capacity=capacity,
        coverage=Coverage(
            used=sum(not row.is_imputed for row in ranked), scope=len(ranked)
        ),
        loads=loads(held, net, capacity.mondays),
        names=guide.names,
        cautions=NO_CAUTIONS if welfare is None else cautions_of(facts, welfare),
        bounds=bounds,
    )


def cautions_of(facts: Facts, welfare: Welfare) -> Cautions:
    """Return of each person why to pause before giving them exposed work."""
    return cautions(
        welfare,
        facts.settings.welfare_policy,
        facts.team.absences,
        (person.uid for person in facts.team.counted),
        facts.as_at,
    )


def guide_of(facts: Facts, waiting: Sequence[Waiting], limits: Limits) -> Guide:
    """Return what the order of service of ``waiting`` goes by."""
    settings, policy = facts.settings, facts.policy
    return Guide(
        as_at=facts.as_at,
        skill_of=facts.skills(),
        current=_current(facts.team, facts.as_at),
        names={**facts.names("skill"), **facts.names("hold_reason")},
        starvation=policy.ageing if policy else settings.starvation,
        dates_first=policy is None or policy.dates_first,
        targets=settings.targets,
        limits=_days(facts, limits, "day"),
        safe_starts=_days(facts, limits, "safe_start"),
        scores={},
        typical=_typical(facts, waiting),
    )


def ageing_rows(queue: Queue, facts: Facts) -> list[tuple[Ranked, float]]:
    """Return the rows of old work in hand (M55), the oldest first.

    Each with the days in which 85 of 100 of its type were issued.
    """
    ageing = ageing_work(facts.ledger, facts.as_at)
    by_id = {row.waiting.id: row for row in queue.ranked}
    ids = facts.ledger.ids[ageing.figure.rows].tolist()
    order = np.argsort(-ageing.days, kind="stable").tolist()
    usual = ageing.usual.tolist()
    return [(by_id[ids[at]], usual[at]) for at in order if ids[at] in by_id]


def _current(team: Team, day: date) -> frozenset[str] | None:
    """Return the skills in which somebody in post is current; None without people."""
    there = {person.uid for person in team.people if person.is_in_post(day)}
    if not team.counted:
        return None
    return frozenset(
        held.skill
        for held in team.skills
        if held.person in there and held.is_current(day)
    )


def _days(facts: Facts, limits: Limits, name: str) -> dict[int, date]:
    """Return a day of the open requests that have a limit, by row id."""
    rows = np.flatnonzero(limits.day != NO_DAY)
    ids, days = facts.ledger.ids[rows].tolist(), getattr(limits, name)[rows].tolist()
    return {one: day_of(day) for one, day in zip(ids, days, strict=True)}


def _typical(facts: Facts, waiting: Sequence[Waiting]) -> dict[int, float]:
    """Return the hours to reckon with where there is no estimate, by row id."""
    bare = [item.id for item in waiting if item.effort_estimated is None]
    if not bare:
        return {}
    ids = facts.ledger.ids
    estimates = effort_estimates(facts.ledger, facts.as_at)
    rows = np.searchsorted(ids, bare)
    known = [
        (one, row)
        for one, row in zip(bare, rows.tolist(), strict=True)
        if row < len(ids) and ids[row] == one
    ]
    hours = {one: float(estimates.hours[row]) for one, row in known}
    return {one: value for one, value in hours.items() if not np.isnan(value)}
