"""What bounds or helps the work besides people: equipment and providers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from app.capacity.bounds import Bounds, bounds_by_week
from app.capacity.bounds import Places as Pieces
from app.scenario.levers import AddsEquipment, Outsources
from app.scenario.scenario import Scenario
from app.scenario.situation import Numbers, Situation
from app.workforce.equipment import LimitUnit

FROM_LEVEL = 2
"""Level of the most urgent class that is sent to providers (P3)."""

PRESSED = 0.9
"""Share of a limit that must be needed for it to be reckoned with: it costs time."""

YEAR = 52
MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Limit:
    """One class of equipment that may hold work up.

    Attributes:
        label: What it is called.
        types: Codes of the examination types that need it.
        weekly: What each week has of it, hours or items.
        in_items: Whether it is counted in items.
        need: What a week needs of it by the past.
    """

    label: str
    types: frozenset[str]
    weekly: Numbers
    in_items: bool
    need: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """One provider as a server.

    Attributes:
        label: What it is called.
        days: Days from the start on which it takes a request.
        types: Codes of the types it takes; empty for all.
        lead: Days until a request is back.
        item_cost: Pounds a request; None if not known.
        is_new: Whether a lever brought it.
    """

    label: str
    days: tuple[float, ...]
    types: tuple[str, ...]
    lead: float
    item_cost: float | None = None
    is_new: bool = False


def limits_of(situation: Situation, scenario: Scenario) -> tuple[Limit, ...]:
    """Return the equipment that may hold work up, the scarcest first.

    What ends within the time is taken as renewed, and what the
    past needs much less of than there is does not hold work up and is left out.
    """
    weeks = [situation.start + timedelta(weeks=week) for week in range(scenario.weeks)]
    inside = [one for one in situation.equipment if one.is_in_use(situation.start)]
    bounds = bounds_by_week(inside, (), weeks[:1])
    found = []
    for places in dict.fromkeys(
        place for alike in bounds.of_type.values() for place in alike
    ):
        limit = _limit(situation, bounds, places, len(weeks))
        if limit.need > 0:
            found.append(_with_levers(limit, scenario, situation.start))
    pressed = [one for one in found if one.need > PRESSED * one.weekly.min()]
    return tuple(sorted(pressed, key=lambda one: -one.need / max(one.weekly.min(), 1)))


def _limit(situation: Situation, bounds: Bounds, places: Pieces, weeks: int) -> Limit:
    pieces = [bounds.inside[place] for place in places]
    in_items = pieces[0].unit is LimitUnit.ITEMS
    types = frozenset(code for code, alike in bounds.of_type.items() if places in alike)
    donors = situation.donors
    columns = [at for at, code in enumerate(donors.examined_as) if code in types]
    examined = donors.examined[:, columns]
    need = float((examined > 0).sum() if in_items else examined.sum()) / YEAR
    return Limit(
        label=" and ".join(piece.label for piece in pieces),
        types=types,
        weekly=np.full(weeks, sum(piece.weekly[0] for piece in pieces)),
        in_items=in_items,
        need=need,
    )


def _with_levers(limit: Limit, scenario: Scenario, start: date) -> Limit:
    weekly = limit.weekly.copy()
    for lever in scenario.of(AddsEquipment):
        named = lever.label.strip().lower() in limit.label.lower()
        if limit.in_items or not (named or limit.types & {*lever.types}):
            continue
        first = -(-(lever.first_on - start).days // 7)
        last = len(weekly)
        if lever.last_on is not None:
            last = ((lever.last_on - start).days + 1) // 7
        weekly[max(first, 0) : max(last, 0)] += lever.weekly_hours
    return Limit(
        label=limit.label,
        types=limit.types,
        weekly=weekly,
        in_items=limit.in_items,
        need=limit.need,
    )


def providers_of(situation: Situation, scenario: Scenario) -> tuple[Outside, ...]:
    """Return providers: the present ones as far as they were used, and levers."""
    past, horizon = situation.past, 7.0 * scenario.weeks
    found = []
    present = [one for one in situation.providers if one.is_in_use(situation.start)]
    if present and past.sent > 0:
        types = tuple(sorted({code for one in present for code in one.types}))
        found.append(
            Outside(
                label=present[0].name if len(present) == 1 else "Providers as today",
                days=_slots(0.0, horizon, 7 / past.sent),
                types=types,
                lead=past.sent_days,
                item_cost=present[0].item_cost,
            )
        )
    for lever in scenario.of(Outsources):
        first = max(float((lever.first_on - situation.start).days), 0.0)
        last = horizon
        if lever.last_on is not None:
            last = min(float((lever.last_on - situation.start).days + 1), horizon)
        found.append(
            Outside(
                label=lever.label,
                days=_slots(first, last, MONTH / lever.monthly_items),
                types=lever.types,
                lead=float(lever.lead_days),
                item_cost=lever.item_cost,
                is_new=True,
            )
        )
    return tuple(one for one in found if one.days)


def _slots(first: float, last: float, apart: float) -> tuple[float, ...]:
    return tuple(np.arange(first + apart / 2, last, apart).tolist())


def takes(types: Sequence[str], kinds: Sequence[str]) -> bool:
    """Return whether most of some requests, by their types, are of ``types``."""
    if not types:
        return True
    chosen = {*types}
    return 2 * sum(kind in chosen for kind in kinds) > len(kinds)
