"""Filling days of capacity from a list, first come, first served.

How to call: ``slot_days`` makes the days, ``fill_slots`` hands them out. Days are
numbers of days since 1970-01-01.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.queueing.waiting_list import STILL_WAITING, Days

_HAIR = 1e-9
"""What counts as no part of a day: rounding must not push a slot to the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Which slot went to whom.

    Attributes:
        day: Of each item in the order given, the day of its slot; ``STILL_WAITING``
            where none was left.
        is_used: Of each slot in rising order of days, whether somebody got it.
    """

    day: Days
    is_used: NDArray[np.bool_]


def slot_days(first: int, days: int, daily: float) -> Days:
    """Return the days of the slots that ``daily`` slots a day give.

    The first slot is on the first day, each later one a whole day or later after the
    moment at which it falls due; slots due after the last of ``days`` are left out.

    Args:
        first: The first day.
        days: Number of days in which slots fall due.
        daily: Slots a day; there are none if it is not above zero.
    """
    if daily <= 0 or days < 1:
        return np.zeros(0, dtype=np.int64)
    count = int((days - 1) * daily + _HAIR) + 1
    due = np.arange(count) / daily
    return first + np.ceil(due - _HAIR).astype(np.int64)


def fill_slots(arrived: Days, slots: Days) -> Filled:
    """Return who gets which slot: in order of arrival, the next free later day.

    Args:
        arrived: Of each item that waits, the day of arrival, in any order.
        slots: Days of slots, in any order; a day may stand several times.
    """
    order = np.argsort(arrived, kind="stable")
    rising = np.sort(slots)
    ranks = np.arange(len(order))
    earliest = np.searchsorted(rising, arrived[order], side="right")
    # each takes the slot after the one before it, or the first that is late enough
    taken = np.maximum.accumulate(earliest - ranks) + ranks
    got = taken < len(rising)
    day = np.full(len(arrived), STILL_WAITING, dtype=np.int64)
    day[order[got]] = rising[taken[got]]
    is_used = np.zeros(len(rising), dtype=bool)
    is_used[taken[got]] = True
    return Filled(day=day, is_used=is_used)
