"""What scenarios are reckoned from, gathered from what a store holds."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, Ledger
from app.casework.outlook import ExtraUnit
from app.casework.part import Parts
from app.casework.request import Priority, Status
from app.casework.waiting import Waiting
from app.casework.working_time import (
    end_of_day,
    local_days,
    monday_of,
    weeks_between,
)
from app.forecast.history import History
from app.measures.flow import acceptances, issues
from app.measures.stays import Moments, first_entry, spells_in
from app.planning.queue import Ranked, rank_queue
from app.reports.facts import Facts, limits_of_facts
from app.reports.queue import guide_of
from app.rules.effort import GRADING, REPORTING
from app.scenario.levers import PlannedOperation
from app.scenario.situation import (
    CLASSES,
    ENOUGH,
    UNDECIDED,
    Donors,
    Numbers,
    OpenRow,
    Past,
    Situation,
)
from app.store import Store
from app.store.norm import read_norms
from app.store.part import read_parts
from app.store.queue import read_queue

YEAR = 364
"""Days of the past that requests to come resemble."""

LATE = 2 * YEAR
"""Days of the past whose completed work tells of effort, holds and review."""

LONGEST = 260
"""Weeks of arrivals looked back at."""

SECONDS = 86_400.0
_LEVEL = {priority: place for place, priority in enumerate(Priority)}
_HOURS_OF_A_REQUEST = 8.0
"""Hours reckoned with where neither estimates nor norms tell anything."""


def situation_of(store: Store, facts: Facts) -> Situation:
    """Return what scenarios are reckoned from at the end of the day of ``facts``."""
    waiting = facts.waiting.rows if facts.waiting is not None else read_queue(store)
    rows = _lately(facts)
    parts = read_parts(store, facts.ledger.ids[rows].tolist())
    norms: dict[str, list[float]] = {}
    for norm in read_norms(store):
        norms.setdefault(norm.type, []).append(norm.hours)
    usual = {kind: float(np.mean(hours)) for kind, hours in norms.items()}
    return Situation(
        as_at=facts.as_at,
        team=facts.team,
        open_rows=_open_rows(facts, waiting),
        donors=_donors(facts, rows, parts),
        past=_past(facts, usual),
        skill_of=facts.skills(),
        equipment=facts.equipment,
        providers=facts.providers,
        targets=tuple(map(float, facts.settings.targets)),
        operations=_operations(facts),
        exposure=facts.settings.welfare_policy.exposure_hours_7_days,
        names={
            **facts.names("skill"),
            **facts.names("examination_type"),
            **facts.names("requesting_division"),
            **facts.names("absence_kind"),
        },
    )


def _open_rows(facts: Facts, waiting: Sequence[Waiting]) -> tuple[OpenRow, ...]:
    guide = guide_of(facts, waiting, limits_of_facts(facts))
    return tuple(_open_row(row) for row in rank_queue(waiting, guide))


def _open_row(row: Ranked) -> OpenRow:
    item = row.waiting
    hours = item.effort_estimated
    if hours is None and row.hours is not None:
        hours = row.hours + item.effort_spent
    level = UNDECIDED if row.priority is None else _LEVEL[row.priority]
    served = UNDECIDED if row.served_as is None else _LEVEL[row.served_as]
    return OpenRow(
        id=item.id,
        uid=item.uid,
        reference=item.reference,
        level=level,
        served_as=served,
        stage=row.stage,
        needs=row.needs,
        kind=item.examination_type or "",
        division=item.division or "",
        is_exposed=bool(item.online_abuse),
        hours=hours,
        spent=item.effort_spent,
        received_on=item.received_on or item.submitted_on,
        examiner=item.examiner or "",
        is_held=row.obstacle is not None and row.obstacle.name != "SKILL",
        limit_on=row.limit_on,
        target_on=item.target_on,
    )


def _lately(facts: Facts) -> NDArray[np.int64]:
    """Return the rows of the requests accepted in a year; in more if they are few."""
    moments = acceptances(facts.ledger)
    end = end_of_day(facts.as_at)
    found = np.zeros(0, dtype=np.int64)
    for days in (YEAR, LATE, 10 * YEAR):
        first = end_of_day(facts.as_at - timedelta(days=days))
        found = np.flatnonzero((moments > first) & (moments <= end))
        if len(found) >= 4 * ENOUGH:
            break
    return found.astype(np.int64)


def _donors(facts: Facts, rows: NDArray[np.int64], parts: Parts) -> Donors:
    ledger, skill_of = facts.ledger, facts.skills()
    examined = _examined(ledger, rows, parts)
    kinds = (*ledger.codes.examination_type, "")
    types = ledger.examination_type[rows].astype(np.int64) % len(kinds)
    sets: dict[tuple[str, ...], int] = {}
    needs = np.zeros(len(rows), dtype=np.int64)
    on_exhibits = [code not in (GRADING, REPORTING) for code in parts.types]
    for at in range(len(rows)):
        main = skill_of.get(kinds[types[at]])
        codes = [
            parts.types[place]
            for place in np.flatnonzero(examined[at] > 0).tolist()
            if on_exhibits[place]
        ]
        found = {skill_of[code] for code in codes if code in skill_of}
        first = (main,) if main and (main in found or not found) else ()
        key = (*first, *sorted(found - {*first}))
        needs[at] = sets.setdefault(key, len(sets))
    priority = ledger.priority[rows].astype(np.int64)
    divisions = (*ledger.codes.division, "")
    return Donors(
        level=np.where(priority > 0, priority - 1, len(CLASSES) - 1),
        kind=types,
        needs=needs,
        division=ledger.division[rows].astype(np.int64) % len(divisions),
        is_exposed=ledger.online_abuse[rows] == 1,
        hours=ledger.effort[rows],
        examined=examined,
        kinds=kinds,
        skill_sets=tuple(sets) or ((),),
        divisions=divisions,
        examined_as=parts.types,
    )


def _examined(ledger: Ledger, rows: NDArray[np.int64], parts: Parts) -> Numbers:
    """Return hours of examinations of each row by type."""
    found = np.zeros((len(rows), len(parts.types)))
    if len(parts.request):
        place = np.searchsorted(ledger.ids[rows], parts.request)
        np.add.at(found, (place, parts.type), parts.hours)
    return found


def _past(facts: Facts, norms: Mapping[str, float]) -> Past:
    ledger, end = facts.ledger, end_of_day(facts.as_at)
    since = end_of_day(facts.as_at - timedelta(days=LATE))
    issued = issues(ledger)
    done = (issued > since) & (issued <= end) & (ledger.spent > 0)
    compared = done & (ledger.effort > 0)
    quotient = ledger.spent[compared] / ledger.effort[compared]
    asked = float(ledger.effort[compared].sum())
    held, days = _holds(ledger, since, end)
    sent, sent_days = _sent(facts, end)
    return Past(
        arrivals=_arrivals(facts),
        hours=_hours(ledger, done),
        usual=_usual(ledger, norms),
        ratio=float(ledger.spent[compared].sum()) / asked if asked else 1.0,
        spread=float(np.std(np.log(quotient))) if len(quotient) >= ENOUGH else 0.0,
        held=held,
        hold_days=days,
        finishing_days=_finishing(ledger, issued, done),
        sent=sent,
        sent_days=sent_days,
    )


def _operations(facts: Facts) -> tuple[PlannedOperation, ...]:
    """Return the planned operations that are not over, as requests that they bring."""
    exhibits = facts.ledger.exhibits[facts.ledger.exhibits > 0]
    each = max(float(exhibits.mean()), 1.0) if len(exhibits) else 1.0
    found = []
    for one in facts.outlook.operations:
        share = each if one.unit is ExtraUnit.EXHIBITS else 1.0
        requests = round(one.extra * one.weeks / share)
        if one.last_on > facts.as_at and requests >= 1:
            found.append(
                PlannedOperation(
                    label=one.name,
                    requests=min(requests, 20_000),
                    priority=Priority(one.priority) if one.priority else None,
                    examination_type=one.examination_type,
                    first_on=one.first_on,
                    last_on=one.last_on,
                )
            )
    return tuple(found)


def _arrivals(facts: Facts) -> dict[str, History]:
    """Return requests accepted by whole week and class; empty without any week.

    Change points that the user marked are those of every class.
    """
    ledger, as_at = facts.ledger, facts.as_at
    moments = acceptances(ledger)
    last = monday_of(as_at + timedelta(days=1)) - timedelta(weeks=1)
    known = moments[moments <= end_of_day(as_at)]
    if not len(known):
        return {}
    first = monday_of(as_at - timedelta(weeks=LONGEST))
    begun = date(1970, 1, 1) + timedelta(days=int(local_days(known.min()[None])[0]))
    first = max(first, monday_of(begun + timedelta(days=6)))
    if first > last:
        return {}
    mondays = tuple(weeks_between(first, last))
    edges = np.array(
        [end_of_day(day - timedelta(days=1)) for day in mondays]
        + [end_of_day(last + timedelta(days=6))]
    )
    level = np.where(ledger.priority > 0, ledger.priority - 1, len(CLASSES) - 1)
    changes = tuple(
        one.monday for one in facts.outlook.changes if first < one.monday <= last
    )
    counts = [
        np.diff(np.searchsorted(np.sort(moments[level == place]), edges, side="right"))
        for place in range(len(CLASSES))
    ]
    return {
        name: History(
            mondays=mondays, counts=count.astype(np.int64), change_points=changes
        )
        for name, count in zip(CLASSES, counts, strict=True)
    }


def _hours(ledger: Ledger, done: NDArray[np.bool_]) -> dict[str, Numbers]:
    """Return the hours of completed requests by main type, where there are enough."""
    found = {"": np.sort(ledger.spent[done])}
    for place, code in enumerate(ledger.codes.examination_type):
        same = done & (ledger.examination_type == place)
        if same.sum() >= ENOUGH:
            found[code] = np.sort(ledger.spent[same])
    return found


def _usual(ledger: Ledger, norms: Mapping[str, float]) -> dict[str, float]:
    """Return mean hours by main type: estimates, or else norms with the report's."""
    report = norms.get(REPORTING, 0.0)
    found = {kind: hours + report for kind, hours in norms.items()}
    known = ~np.isnan(ledger.effort)
    for place, code in enumerate(ledger.codes.examination_type):
        same = known & (ledger.examination_type == place)
        if same.sum() >= 5:
            found[code] = float(ledger.effort[same].mean())
    typical = float(ledger.effort[known].mean()) if known.any() else 0.0
    mean = float(np.mean(list(norms.values()))) + report if norms else 0.0
    return {**found, "": typical or mean or _HOURS_OF_A_REQUEST}


def _holds(ledger: Ledger, since: int, end: int) -> tuple[float, Numbers]:
    """Return the share of requests that were once on hold, and days of holds."""
    came = acceptances(ledger)
    lately = (came > since) & (came <= end)
    spells = spells_in(ledger, (Status.ON_HOLD,))
    share = lately[np.unique(spells.request)].sum() / max(int(lately.sum()), 1)
    over = (spells.left != FOREVER) & (spells.left > since) & (spells.left <= end)
    days = (spells.left[over] - spells.entered[over]) / SECONDS
    return float(share), np.sort(np.maximum(days, 0.0))


def _finishing(ledger: Ledger, issued: Moments, done: NDArray[np.bool_]) -> float:
    """Return mean days from the first entry into review to issue."""
    first = np.minimum(first_entry(ledger, (Status.REVIEW, Status.READY)), issued)
    days = (issued[done] - first[done]) / SECONDS
    return float(np.clip(days, 0, 120).mean()) if done.any() else 0.0


def _sent(facts: Facts, end: int) -> tuple[float, float]:
    """Return requests sent to providers a week over a year, and days until back."""
    spells = spells_in(facts.ledger, (Status.EXTERNAL,))
    year = end_of_day(facts.as_at - timedelta(days=YEAR))
    lately = (spells.entered > year) & (spells.entered <= end)
    back = (spells.left != FOREVER) & (spells.left <= end)
    days = (spells.left[back] - spells.entered[back]) / SECONDS
    return float(lately.sum()) / 52, float(days.mean()) if len(days) else 42.0
