"""Weeks in which fewer requests are sent because people are on holiday."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np

from app.casework.working_time import Holidays
from app.forecast.observed import Values

TRADES = ((7, 11), (7, 24))
"""First and last day (month, day) on which a week of the trades fortnight begins."""


def short_weeks(mondays: Sequence[date], holidays: Holidays) -> Values | None:
    """Return week x kind: turn of the year, Easter week, trades, other holidays.

    The first three are 1 or 0, the last is the share of Monday to Friday that is lost
    to other public holidays. None where the unit has no holidays on record.
    """
    if not holidays.days:
        return None
    return np.array([_kinds(monday, holidays) for monday in mondays]).reshape(-1, 4)


def _kinds(monday: date, holidays: Holidays) -> tuple[float, ...]:
    days = [monday + timedelta(days=at) for at in range(7)]
    turn = any((day.month, day.day) in {(12, 25), (1, 1)} for day in days)
    easter = _easter(monday.year) in days
    trades = TRADES[0] <= (monday.month, monday.day) <= TRADES[1]
    lost = 0 if turn or easter else sum(day in holidays for day in days[:5])
    return float(turn), float(easter), float(trades), lost / 5


def _easter(year: int) -> date:
    """Return Easter Sunday by the rule of the Gregorian calendar."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, over = divmod(century, 4)
    moon = (19 * golden + century - leap - (8 * century + 13) // 25 + 15) % 30
    weekday = (32 + 2 * over + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
