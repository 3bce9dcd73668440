"""How much of equipment and of providers is asked for, against what there is.

What is asked is what arrived over the whole weeks of ``app.capacity.demand``: hours of
examinations, or their number where the limit is in items. A request of which no
examinations are known counts with its hours, or its exhibits, by its main type. Where
several pieces stand for one another, each is asked by its part of their limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean

import numpy as np

from app.capacity.bounds import Bound, Bounds, Places
from app.capacity.by_week import HORIZON
from app.capacity.demand import arriving_hours, arriving_rows
from app.casework.ledger import Ledger
from app.casework.part import Parts
from app.measures.definition import figure
from app.measures.figure import NO_ROWS, Coverage, Figure
from app.measures.stays import Rows
from app.workforce.equipment import LimitUnit

LONG_QUEUE, FULL = 85.0, 100.0
"""Shares of a limit, in %, above which queues grow long, and grow without end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What arrived a week by examination type.

    Attributes:
        hours: Hours of examination.
        items: Examinations of exhibits, a count.
        rows: Rows of the ledger behind it.
        coverage: Requests whose examinations are known, of all of them.
    """

    hours: Mapping[str, float]
    items: Mapping[str, float]
    rows: Mapping[str, Rows]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """How much of one limit is asked for.

    Attributes:
        bound: The limit.
        asked: Hours or items a week that need it, while it is in use.
        limit: Its limit in a whole week of those ahead; 0 where it is in use in none.
        share: What is asked in % of the limit (M32Q); None where there is no limit
            left.
    """

    bound: Bound
    asked: float
    limit: float
    share: Figure

    @property
    def words(self) -> str:
        """What the share means, in a few words."""
        if self.share.value is None:
            return "not in use" if not self.asked else "asked for, not in use"
        if self.share.value > FULL:
            return "over its limit"
        return "near its limit" if self.share.value > LONG_QUEUE else "has room"


def asked_by_type(ledger: Ledger, parts: Parts, as_at: date) -> Asked:
    """Return what arrived a week, by code of the examination type."""
    codes = {*ledger.codes.examination_type, *parts.types}
    shared = arriving_hours(ledger, parts, {code: code for code in codes}, as_at)
    return Asked(
        hours={code: hours / HORIZON for code, hours in shared.hours.items()},
        items=_items(ledger, parts, as_at),
        rows=shared.rows,
        coverage=shared.coverage,
    )


def use_of_equipment(bounds: Bounds, asked: Asked, as_at: date) -> tuple[Use, ...]:
    """Return how much of each piece of equipment is asked for, in order of bounds."""
    return tuple(
        _use(bound, _asked_of(place, bounds, asked), asked, as_at)
        for place, bound in enumerate(bounds.inside)
    )


def _asked_of(place: int, bounds: Bounds, asked: Asked) -> float:
    """Return what is asked of one piece a week, in the weeks in which it is in use.

    Its part of all that stand for one another in the week; where it is in use in none,
    an even part.
    """
    bound, total = bounds.inside[place], 0.0
    amounts = asked.hours if bound.unit is LimitUnit.HOURS else asked.items
    for code in bound.types:
        alike = next(kinds for kinds in bounds.of_type[code] if place in kinds)
        total += amounts.get(code, 0.0) * _part(place, alike, bounds)
    return total


def _part(place: int, alike: Places, bounds: Bounds) -> float:
    weeks = zip(*(bounds.inside[one].weekly for one in alike), strict=True)
    at = alike.index(place)
    parts = [week[at] / sum(week) for week in weeks if week[at] > 0]
    return fmean(parts) if parts else 1 / len(alike)


def _use(bound: Bound, amount: float, asked: Asked, as_at: date) -> Use:
    rows = [asked.rows[code] for code in sorted(bound.types) if code in asked.rows]
    limit = max(bound.weekly, default=0.0)
    share = figure(
        "M32Q",
        100 * amount / limit if limit else None,
        as_at=as_at,
        coverage=asked.coverage,
        rows=np.unique(np.concatenate(rows)) if rows else NO_ROWS,
        label=f"Use of {bound.label}",
    )
    return Use(bound=bound, asked=amount, limit=limit, share=share)


def _items(ledger: Ledger, parts: Parts, as_at: date) -> dict[str, float]:
    rows = arriving_rows(ledger, as_at)
    ids = ledger.ids[rows]
    chosen = np.isin(parts.request, ids)
    counts = np.bincount(parts.type[chosen], minlength=len(parts.types)).tolist()
    items = {
        code: count / HORIZON for code, count in zip(parts.types, counts, strict=True)
    }
    for row in rows[~np.isin(ids, parts.request)].tolist():
        place = int(ledger.examination_type[row])
        if place >= 0:
            code = ledger.codes.examination_type[place]
            more = max(int(ledger.exhibits[row]), 1) / HORIZON
            items[code] = items.get(code, 0.0) + more
    return items
