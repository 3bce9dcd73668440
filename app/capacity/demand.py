"""Hours asked for by skill, beside the hours that people current in it can give.

**How hours are split.** The hours of a request are those of work in queue (M08):
estimated, or imputed by its examination type. They are shared among the skills as the
hours of its examinations are: for what arrives, all of its examinations; for what is
open, those still to be done. An examination that asks for no skill of its own, such as
a report, counts to the skill of the main type. A request without examinations counts
to its main type; if that asks for no skill either, any examiner can do it. Coverage is
of the requests that have examinations of their own.

People with several skills lend all their hours to each, so hours by skill cannot be
added up; ``app.capacity.bottleneck`` minds that.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import HORIZON, CapacityByWeek
from app.casework.ledger import Ledger
from app.casework.part import Parts
from app.casework.working_time import day_number, end_of_day
from app.measures.backlog import Backlog, waiting_at
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.flow import acceptances, rows_between
from app.measures.period import Period, whole_weeks
from app.measures.stays import Rows
from app.measures.work import effort_estimates, remaining_effort

ANYBODY = ""
"""Stands for a skill where any examiner can do the work."""

Hours = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """Hours of some requests, shared among skills or examination types.

    Attributes:
        hours: Hours by code; ``ANYBODY`` for work that asks for no skill, or whose
            type is not known.
        rows: Rows of the ledger behind the hours of each code.
        coverage: Requests with examinations of their own, of all of them.
        note: How many have no estimate of their own, in words; hours that nothing
            tells count as none.
    """

    hours: Mapping[str, float]
    rows: Mapping[str, Rows]
    coverage: Coverage
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillDemand:
    """What one skill is asked for, beside what there is of it.

    Attributes:
        skill: Code of the skill; ``ANYBODY`` for work that any examiner can do.
        asked: Hours a week that arrived over the weeks looked back at.
        there: Hours a week that people current in it can give, mean of the weeks
            ahead; for ``ANYBODY`` those of all examiners.
        open_hours: Hours left on open requests.
        people: People of any role current in it with hours left in any week ahead.
        cover: Fewest of them with hours left in any week ahead (M33).
        ratio: Hours asked in % of those there (M32S); None where there are none.
        weeks: Weeks that the open hours would take (M09); None likewise.
    """

    skill: str
    asked: float
    there: float
    open_hours: float
    people: int
    cover: int
    ratio: Figure
    weeks: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandBySkill:
    """Demand beside capacity, of every skill asked for or held.

    Attributes:
        as_at: Day at whose end it holds.
        past: The weeks over which arrivals were taken, all over.
        ahead: First Monday of the weeks of capacity.
        rows: The skills, those asked for most (in %) first, those without any hours
            before them, those nobody asked for last.
        arriving: What arrived in ``past``, by skill.
        waiting: What is open, by skill.
    """

    as_at: date
    past: Period
    ahead: date
    rows: tuple[SkillDemand, ...]
    arriving: Shared
    waiting: Shared

    @property
    def asked(self) -> dict[str, float]:
        """Hours a week that arrived, by code of the skill."""
        return {one.skill: one.asked for one in self.rows if one.asked > 0}


def look_back(as_at: date) -> Period:
    """Return the whole weeks over which arrivals are taken."""
    return whole_weeks(as_at, HORIZON)


def demand_by_skill(
    ledger: Ledger,
    parts: Parts,
    skill_of: Mapping[str, str],
    capacity: CapacityByWeek,
    as_at: date,
) -> DemandBySkill:
    """Return the hours asked for by skill beside the hours there.

    Args:
        ledger: The history.
        parts: Examinations of the requests of ``ids_asked``
            (``app.store.part.read_parts``).
        skill_of: Skill that each examination type asks for.
        capacity: Hours of the weeks ahead.
        as_at: Day at whose end it holds.
    """
    past = look_back(as_at)
    arriving = arriving_hours(ledger, parts, skill_of, as_at)
    waiting = waiting_hours(ledger, parts, skill_of, as_at)
    codes = {*arriving.hours, *waiting.hours, *capacity.skills}
    rows = [
        _row(code, arriving, waiting, capacity, as_at)
        for code in sorted(codes)
        if code != ANYBODY or arriving.hours.get(code) or waiting.hours.get(code)
    ]
    rows.sort(key=_order)
    return DemandBySkill(
        as_at=as_at,
        past=past,
        ahead=capacity.mondays[0],
        rows=tuple(rows),
        arriving=arriving,
        waiting=waiting,
    )


def weeks_by_skill(
    ledger: Ledger,
    parts: Parts,
    skill_of: Mapping[str, str],
    weekly_net: Mapping[str, float],
    as_at: date,
) -> dict[str, Figure]:
    """Return the weeks of work by skill (M09), split as examinations are.

    Args:
        ledger: The history.
        parts: Examinations of the open requests.
        skill_of: Skill that each examination type asks for.
        weekly_net: Mean net hours a week by skill, of the weeks ahead.
        as_at: Day at whose end it holds.
    """
    waiting = waiting_hours(ledger, parts, skill_of, as_at)
    found = {}
    for code in sorted({*waiting.hours, *weekly_net}):
        hours = weekly_net.get(code, 0.0)
        weeks = waiting.hours.get(code, 0.0) / hours if hours else None
        found[code] = _figure("M09", weeks, waiting, as_at, code)
    return found


def ids_asked(ledger: Ledger, as_at: date) -> list[int]:
    """Return the row ids of the requests that demand is made of: arrived, or open."""
    waiting = waiting_at(ledger, Backlog.B3, end_of_day(as_at))
    rows = np.union1d(arriving_rows(ledger, as_at), waiting)
    return [int(one) for one in ledger.ids[rows]]


def arriving_rows(ledger: Ledger, as_at: date) -> Rows:
    """Return what was accepted in the weeks of ``look_back``."""
    past = look_back(as_at)
    return rows_between(acceptances(ledger), past.first, past.last)


def arriving_hours(
    ledger: Ledger, parts: Parts, code_of: Mapping[str, str], as_at: date
) -> Shared:
    """Return the hours of what was accepted in the weeks of ``look_back``.

    ``code_of`` has the code that each examination type counts to.
    """
    rows = arriving_rows(ledger, as_at)
    estimates = effort_estimates(ledger, as_at)
    every = np.ones(len(parts.request), dtype=bool)
    weights = _Weights(parts, every, parts.hours)
    shared = _shared(ledger, rows, estimates.hours, weights, code_of)
    return replace(shared, note=estimates.note(rows))


def waiting_hours(
    ledger: Ledger, parts: Parts, code_of: Mapping[str, str], as_at: date
) -> Shared:
    """Return the hours left on outstanding requests (B3) at the end of a day."""
    rows = waiting_at(ledger, Backlog.B3, end_of_day(as_at))
    hours = remaining_effort(ledger, as_at)
    weights = _Weights(parts, parts.done > day_number(as_at), parts.left)
    shared = _shared(ledger, rows, hours, weights, code_of)
    return replace(shared, note=effort_estimates(ledger, as_at).note(rows))


@dataclass(frozen=True, slots=True)
class _Weights:
    """Which examinations share the hours of their request, and by what."""

    parts: Parts
    chosen: NDArray[np.bool_]
    weight: Hours


def _shared(
    ledger: Ledger,
    rows: Rows,
    hours: Hours,
    weights: _Weights,
    code_of: Mapping[str, str],
) -> Shared:
    codes = (ANYBODY, *sorted(set(code_of.values())))
    place = {code: at for at, code in enumerate(codes)}
    main = _places(ledger.codes.examination_type, code_of, place)
    main = main[ledger.examination_type]  # not known is the last, that of nobody
    request, code, share = _shares(ledger, rows, weights, code_of, place)
    code = np.where(code > 0, code, main[request])
    has_own = np.zeros(ledger.requests, dtype=bool)
    has_own[request] = True
    bare = rows[~has_own[rows]]
    request = np.concatenate([request, bare])
    code = np.concatenate([code, main[bare]])
    given = np.nan_to_num(hours[request]) * np.append(share, np.ones(len(bare)))
    found = np.bincount(code, weights=given, minlength=len(codes))
    return Shared(
        hours={one: float(found[at]) for one, at in place.items() if found[at] > 0},
        rows={
            one: np.unique(request[(code == at) & (given > 0)]).astype(np.int32)
            for one, at in place.items()
            if found[at] > 0
        },
        coverage=Coverage(used=int(has_own[rows].sum()), scope=len(rows)),
    )


def _places(
    types: tuple[str, ...], code_of: Mapping[str, str], place: Mapping[str, int]
) -> NDArray[np.int64]:
    """Return the place of the code of each type, and 0 for one not known."""
    found = [place[code_of.get(one, ANYBODY)] for one in types]
    return np.array([*found, 0], dtype=np.int64)


def _shares(
    ledger: Ledger,
    rows: Rows,
    weights: _Weights,
    code_of: Mapping[str, str],
    place: Mapping[str, int],
) -> tuple[NDArray[np.int64], NDArray[np.int64], Hours]:
    """Return row, code and share of each examination of the requests in ``rows``."""
    parts = weights.parts
    wanted = np.zeros(ledger.requests + 1, dtype=bool)
    wanted[rows] = True
    row = np.searchsorted(ledger.ids, parts.request)
    inside = np.minimum(row, max(ledger.requests - 1, 0))
    known = (
        ledger.ids[inside] == parts.request
        if ledger.requests
        else np.zeros(len(row), dtype=bool)
    )
    chosen = np.flatnonzero(weights.chosen & known & wanted[inside])
    request, weight = row[chosen], weights.weight[chosen]
    total = np.bincount(request, weights=weight, minlength=ledger.requests)
    weight = np.where(total[request] > 0, weight, 1.0)  # nothing left: even shares
    total = np.bincount(request, weights=weight, minlength=ledger.requests)
    code = _places(parts.types, code_of, place)[parts.type[chosen]]
    return request, code, weight / total[request]


def _row(
    code: str,
    arriving: Shared,
    waiting: Shared,
    capacity: CapacityByWeek,
    as_at: date,
) -> SkillDemand:
    skill = capacity.skills.get(code)
    there = capacity.net if code == ANYBODY else skill.net if skill else np.zeros(1)
    people, cover = len(capacity.people), int(capacity.headcount.min(initial=0))
    if code != ANYBODY:
        people, cover = (skill.anyone, int(skill.cover.min())) if skill else (0, 0)
    asked, hours = arriving.hours.get(code, 0.0) / HORIZON, float(there.mean())
    left = waiting.hours.get(code, 0.0)
    ratio, weeks = (100 * asked / hours, left / hours) if hours else (None, None)
    return SkillDemand(
        skill=code,
        asked=asked,
        there=hours,
        open_hours=left,
        people=people,
        cover=cover,
        ratio=_figure("M32S", ratio, arriving, as_at, code),
        weeks=_figure("M09", weeks, waiting, as_at, code),
    )


def _figure(
    measure: str, value: float | None, shared: Shared, as_at: date, code: str
) -> Figure:
    own = shared.coverage
    note = f"Split by examinations of {own}, by the main type for the rest."
    return figure(
        measure,
        value,
        as_at=as_at,
        coverage=own,
        rows=shared.rows.get(code, np.zeros(0, dtype=np.int32)),
        note=f"{note} {shared.note}".rstrip(),
        skill=code or "work that any examiner can do",
    )


def _order(one: SkillDemand) -> tuple[bool, float, str]:
    """Return the key of showing: what is asked of nobody first, unasked last."""
    if not one.asked and not one.open_hours:
        return True, 0.0, one.skill
    ratio = one.ratio.value
    return False, float("-inf") if ratio is None else -ratio, one.skill
