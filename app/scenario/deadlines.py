"""When open requests are finished, and which days set for them are missed."""

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.scenario.frame import Frame
from app.scenario.outcome import Expected, Misses, Numbers
from app.scenario.situation import CLASSES, OpenRow
from app.scenario.tally import NEVER

LIKELY = 85
"""Percentile of the day by which a request is probably finished."""


def _dues(rows: Sequence[OpenRow], start: date) -> Numbers:
    """Return from when each open request is late: after its limit or target day."""
    days = [row.limit_on or row.target_on for row in rows]
    return np.array(
        [np.nan if day is None else float((day - start).days + 1) for day in days]
    )


def late_of(frame: Frame, finish: Numbers) -> NDArray[np.bool_]:
    """Return which dated open requests are issued after their limit day."""
    situation = frame.study.situation
    due = _dues(situation.open_rows, situation.start)
    dated = np.array([row.is_dated for row in situation.open_rows], dtype=bool)
    told = dated & (np.nan_to_num(due, nan=np.inf) <= frame.horizon)
    found: NDArray[np.bool_] = (finish > np.nan_to_num(due, nan=np.inf)) & told
    return found


def misses_of(frame: Frame, late: NDArray[np.bool_]) -> Misses:
    """Return limit days that are probably missed, by month."""
    situation = frame.study.situation
    months: dict[date, list[int]] = {}
    for place, row in enumerate(situation.open_rows):
        if row.limit_on is None:
            continue
        if (row.limit_on - situation.start).days + 1 > frame.horizon:
            continue
        months.setdefault(row.limit_on.replace(day=1), []).append(place)
    ordered = sorted(months)
    counts = np.array([late[:, months[month]].sum(axis=1) for month in ordered])
    if not ordered:
        counts = np.zeros((0, len(late)))
    low, high = (
        np.percentile(counts, [10, 90], axis=1) if ordered else (counts[:, 0],) * 2
    )
    return Misses(
        months=tuple(ordered),
        dated=np.array([len(months[month]) for month in ordered], dtype=np.int64),
        mean=counts.mean(axis=1) if ordered else np.zeros(0),
        low=low,
        high=high,
    )


def expected_of(frame: Frame, finish: Numbers) -> tuple[Expected, ...]:
    """Return when each open request is finished, the likeliest breach first."""
    situation = frame.study.situation
    rows, start = situation.open_rows, situation.start
    due = _dues(rows, start)
    ordered = np.sort(finish, axis=0)
    runs = len(ordered)
    breach = (finish > np.nan_to_num(due, nan=np.inf)).mean(axis=0)

    def day(place: int, percent: int) -> date | None:
        moment = float(ordered[min(-(-percent * runs // 100) - 1, runs - 1), place])
        return None if moment > NEVER else start + timedelta(days=int(moment))

    found = [
        Expected(
            id=row.id,
            uid=row.uid,
            reference=row.reference,
            priority=CLASSES[row.level] if row.level < len(CLASSES) else "",
            p50=day(at, 50),
            p85=day(at, LIKELY),
            due=row.limit_on or row.target_on,
            is_statutory=row.is_dated,
            breach=None if np.isnan(due[at]) else float(breach[at]),
        )
        for at, row in enumerate(rows)
    ]
    found.sort(key=lambda one: (not one.is_statutory, -(one.breach or 0.0)))
    return tuple(found)
