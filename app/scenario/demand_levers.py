"""What levers make of each class and type of request, week by week."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import numpy as np

from app.errors import ScenarioError
from app.scenario.levers import (
    ChangesEffort,
    Diverts,
    Grows,
    ReducesScope,
    Rejects,
)
from app.scenario.scenario import Scenario
from app.scenario.situation import CLASSES, Numbers

MOST_DEMAND = 8.0
"""Times today's demand beyond which nothing is reckoned."""

DAYS_A_YEAR = 365.25


def demand_by_week(scenario: Scenario, kinds: Sequence[str], start: date) -> Numbers:
    """Return by what arrivals are multiplied: classes x types x weeks.

    Raises:
        ScenarioError: Growth beyond ``MOST_DEMAND``.
    """
    found = _table(scenario, kinds, start, _demand)
    if found.max(initial=1.0) > MOST_DEMAND:
        most = f"{found.max() - 1:,.0%}"
        raise ScenarioError(
            f"Demand would grow by {most} within {scenario.weeks} weeks.",
            remedy=f"Keep it below {MOST_DEMAND:g} times that of today.",
        )
    return found


def effort_by_week(scenario: Scenario, kinds: Sequence[str], start: date) -> Numbers:
    """Return by what effort is multiplied: classes x types x weeks.

    Raises:
        ScenarioError: More than twenty times that of today.
    """
    found = _table(scenario, kinds, start, _effort)
    if found.max(initial=1.0) > 20:
        raise ScenarioError(
            f"Effort would grow to {found.max():,.0f} times that of today.",
            remedy="Give less growth a year.",
        )
    return found


def _demand(lever: Any, years: float) -> float | None:
    match lever:
        case Grows():
            return float((1 + lever.step) * (1 + lever.yearly) ** years)
        case Diverts() | Rejects():
            return float(1 - lever.share)
    return None


def _effort(lever: Any, years: float) -> float | None:
    match lever:
        case ChangesEffort():
            return float(lever.factor * (1 + lever.yearly) ** years)
        case ReducesScope():
            return float(1 - lever.share)
    return None


def _table(
    scenario: Scenario,
    kinds: Sequence[str],
    start: date,
    factor: Callable[[Any, float], float | None],
) -> Numbers:
    found = np.ones((len(CLASSES), len(kinds), scenario.weeks))
    for lever in scenario.levers:
        if factor(lever, 0.0) is None:
            continue
        types = getattr(lever, "types", ())
        ranks = [str(one) for one in getattr(lever, "priorities", ())]
        rows = [at for at, name in enumerate(CLASSES) if not ranks or name in ranks]
        columns = [at for at, kind in enumerate(kinds) if not types or kind in types]
        weekly = _weekly(lever, start, scenario.weeks, factor)
        found[np.ix_(rows, columns)] *= weekly
    return found


def _weekly(
    lever: Any, start: date, weeks: int, factor: Callable[[Any, float], float | None]
) -> Numbers:
    """Return a lever's factor of each week, by the days of it on which it holds."""
    found = np.ones(weeks)
    for week in range(weeks):
        monday = start + timedelta(weeks=week)
        days = 7 - min(max((lever.first_on - monday).days, 0), 7)
        if days:
            years = max((monday - lever.first_on).days, 0) / DAYS_A_YEAR
            found[week] = 1 + days / 7 * ((factor(lever, years) or 0.0) - 1)
    return found
