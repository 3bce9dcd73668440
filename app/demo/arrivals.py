"""What comes in: requests with their exhibits and examinations, sampled in columns.

Arrivals vary by week around the plan and return to it, and the effort of each
half-year is scaled to its plan, so that the figures of the unit do not hang on one
seed while every single request does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.demo import profile
from app.demo.profile import START, WEEKS, Work

Column = NDArray[Any]

LEVELS = (1.0, 1.0, 0.95, 0.97, 1.0)
"""How the plan of arrivals is weighted in the stretches that end in the weeks below.

Settled by playing twenty seeds: without it the mean of the runs is some 7 % above the
table of the domain reference in weeks 130 and 156, because the campaign of year three
comes on top of what that table was made with.
"""

TAIL = 3
"""Weeks after the history; what is accepted then may have been submitted before."""

STRETCHES = (52, 104, 130, 156, WEEKS + TAIL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exhibits:
    """Sampled exhibits with the examination of each, in columns.

    Attributes:
        request: Row of the request.
        type: Code of the exhibit type.
        owner: Code of the owner role.
        access: Code of the access state.
        size: Gigabytes.
        examination: Code of the examination type.
        level: Level of the examination; empty where it has none.
        hours: Examiner hours that the examination really takes.
    """

    request: Column
    type: Column
    owner: Column
    access: Column
    size: Column
    examination: Column
    level: Column
    hours: Column


def accepted_by_week(rng: np.random.Generator) -> Column:
    """Return the requests accepted in each week of the history and its tail."""
    plan = planned_arrivals()
    wander, cumulated = 0.0, np.cumsum(plan)
    totals = []
    for expected in cumulated:
        wander = 0.35 * wander + rng.normal(0, 2.6)
        totals.append(round(expected + wander))
    return np.diff(np.maximum.accumulate(totals), prepend=0)


def planned_arrivals() -> Column:
    """Return the expected number of accepted requests of each week."""
    weeks = np.arange(WEEKS + TAIL)
    months = np.array([(START + timedelta(weeks=int(w), days=3)).month for w in weeks])
    season = np.array(profile.MONTH_ARRIVALS)[months - 1]
    growth = (1 + profile.ARRIVALS_GROWTH) ** (weeks // 52)
    first, length, more = profile.CAMPAIGN
    burst = np.where((weeks >= first) & (weeks < first + length), 1 + more, 1.0)
    shape = season * burst
    for year in range(WEEKS // 52):
        part = slice(year * 52, year * 52 + 52)
        shape[part] /= shape[part].mean()
    level = np.array(LEVELS)[np.searchsorted(STRETCHES, weeks, side="right")]
    return np.asarray(profile.ARRIVALS * growth * shape * level)


def pick(
    rng: np.random.Generator, table: Sequence[tuple[str, float]], size: int
) -> Column:
    """Return codes drawn from a table of codes and shares."""
    codes = np.array([code for code, _ in table])
    shares = np.array([share for _, share in table])
    return codes[rng.choice(len(codes), size=size, p=shares / shares.sum())]


def priorities(rng: np.random.Generator, years: Column) -> Column:
    """Return the priority, 1 to 4, of requests accepted after so many years."""
    first, urgent, _, routine = profile.PRIORITIES
    drawn = rng.random(len(years))
    urgent_to = first + urgent + profile.URGENT_CREEP * years
    return 1 + (drawn >= first) + (drawn >= urgent_to) + (drawn >= 1 - routine)


def count_exhibits(rng: np.random.Generator, size: int) -> Column:
    """Return how many exhibits each of ``size`` requests has."""
    counts = rng.geometric(1 / profile.MEAN_EXHIBITS, size)
    return np.minimum(counts, profile.MOST_EXHIBITS)


def sample_exhibits(
    rng: np.random.Generator, years: Column, counts: Column
) -> Exhibits:
    """Return the exhibits of requests accepted so many years after the beginning."""
    request = np.repeat(np.arange(len(years)), counts)
    type_ = pick(rng, profile.EXHIBIT_TYPES, len(request))
    examination, level, hours = _examinations(rng, type_)
    mobile = np.isin(type_, sorted(profile.MOBILE))
    return Exhibits(
        request=request,
        type=type_,
        owner=pick(rng, profile.OWNERS, len(request)),
        access=_access(rng, type_, level),
        size=_sizes(rng, mobile, years[request]),
        examination=examination,
        level=level,
        hours=hours,
    )


def lognormal(rng: np.random.Generator, work: Work, size: int) -> Column:
    """Return examiner hours with the median and the mean of a kind of work."""
    spread = np.sqrt(2 * np.log(work.mean / work.median))
    hours = np.exp(np.log(work.median) + spread * rng.standard_normal(size))
    return np.asarray(hours)


def _examinations(
    rng: np.random.Generator, types: Column
) -> tuple[Column, Column, Column]:
    kind = np.full(len(types), "TRI_LAB", dtype="<U9")
    level = np.full(len(types), "", dtype="<U1")
    hours = np.zeros(len(types))
    for group, kinds in profile.WORK.items():
        members = [code for code, found in profile.GROUP_OF.items() if found == group]
        rows = np.flatnonzero(np.isin(types, members))
        shares = np.array([work.share for work in kinds])
        chosen = rng.choice(len(kinds), size=len(rows), p=shares / shares.sum())
        for place, work in enumerate(kinds):
            mine = rows[chosen == place]
            kind[mine], level[mine] = work.type, work.level or ""
            hours[mine] = lognormal(rng, work, len(mine))
    return kind, level, hours


def _access(rng: np.random.Generator, types: Column, level: Column) -> Column:
    drawn = rng.random(len(types))
    access = np.full(len(types), "OPEN", dtype="<U11")
    mobile = np.isin(types, ["PHONE_SMART", "TABLET"])
    access[mobile & (drawn < 0.60)] = "LOCKED_OFF"
    access[mobile & (drawn < 0.22)] = "LOCKED_ON"
    access[mobile & (level == "3") & (drawn > 0.9)] = "DAMAGED"
    computer = np.isin(types, ["LAPTOP", "DESKTOP"])
    access[computer & (drawn < 0.25)] = "ENCRYPTED"
    return access


def _sizes(rng: np.random.Generator, mobile: Column, years: Column) -> Column:
    """Return gigabytes: phones come in powers of two, the rest as it comes."""
    growth = 1.2**years
    phone = 2.0 ** np.clip(
        np.round(7 + 0.9 * rng.standard_normal(len(mobile)) + np.log2(growth) * 0.5),
        4,
        11,
    )
    other = np.exp(np.log(500) + 1.1 * rng.standard_normal(len(mobile))) * growth
    return np.where(mobile, phone, np.round(other, 1))
