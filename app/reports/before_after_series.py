"""The weekly series that an event is looked for in: M11, M14 and M09."""

from collections.abc import Callable
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import HORIZON, capacity_by_week
from app.casework.ledger import NO_DAY
from app.casework.working_time import day_number, local_day, local_days
from app.measures.definition import MEASURES, sentence_of
from app.measures.figure import Coverage
from app.measures.flow import Values, completions, issues, rows_between
from app.measures.series import Weekly
from app.measures.work import work_in_queue
from app.reports.facts import Facts

Mondays = tuple[date, ...]


def issued_by_week(facts: Facts, mondays: Mondays) -> Weekly:
    """Return the requests issued in each week (M11)."""
    found = completions(facts.ledger, mondays[0], _sunday(mondays[-1]))
    return _weekly(
        facts, mondays, "M11", "requests/week", found.values, coverage=found.coverage
    )


def turnaround_by_week(facts: Facts, mondays: Mondays) -> Weekly:
    """Return the median turnaround of what was issued in each week (M14).

    A week in which nothing was issued has none.
    """
    ledger, moments = facts.ledger, issues(facts.ledger)
    rows = rows_between(moments, mondays[0], _sunday(mondays[-1]))
    received, day = ledger.received[rows].astype(np.int64), local_days(moments[rows])
    usable = (received != NO_DAY) & (received <= day)
    took, week = (day - received)[usable], (day[usable] - day_number(mondays[0])) // 7
    values = np.full(len(mondays), np.nan)
    for place in np.unique(week).tolist():
        values[place] = np.median(took[week == place])
    coverage = Coverage(used=int(usable.sum()), scope=len(rows))
    return _weekly(facts, mondays, "M14", "days", values, coverage=coverage)


def work_by_week(facts: Facts, mondays: Mondays) -> Weekly:
    """Return the weeks of work at the end of each week (M09).

    Capacity of the 13 weeks after it is as it is recorded now, or planned.
    """
    ahead = [mondays[0] + timedelta(weeks=n) for n in range(len(mondays) + HORIZON)]
    values = np.full(len(mondays), np.nan)
    ends = [_sunday(monday) for monday in mondays]
    left = [work_in_queue(facts.ledger, day) for day in ends]
    if facts.team.counted:
        net = capacity_by_week(facts.team, ahead, facts.as_at).net
        sums = np.concatenate(([0.0], np.cumsum(net)))
        coming = (sums[HORIZON + 1 :] - sums[1:-HORIZON]) / HORIZON
        for place, (work, weekly) in enumerate(zip(left, coming, strict=True)):
            if work.value is not None and weekly > 0:
                values[place] = work.value / weekly
    return _weekly(
        facts,
        mondays,
        "M09",
        "weeks",
        values,
        coverage=left[-1].coverage,
        skill="all examination types",
    )


SERIES: tuple[Callable[[Facts, Mondays], Weekly], ...] = (
    issued_by_week,
    turnaround_by_week,
    work_by_week,
)
"""What an event is looked for in, in the order of telling."""


def _weekly(
    facts: Facts,
    mondays: Mondays,
    code: str,
    unit: str,
    values: Values,
    *,
    coverage: Coverage,
    **choices: object,
) -> Weekly:
    """Return a series, without the weeks before the history."""
    known = _is_recorded(facts, mondays)
    return Weekly(
        measure=code,
        label=MEASURES[code].label,
        unit=unit,
        definition=sentence_of(code, **choices),
        as_at=facts.as_at,
        mondays=mondays,
        values=np.where(known, values, np.nan),
        coverage=coverage,
    )


def _is_recorded(facts: Facts, mondays: Mondays) -> NDArray[np.bool_]:
    """Of each week, whether the history had begun by its Monday."""
    entered = facts.ledger.entered
    if not len(entered):
        return np.zeros(len(mondays), dtype=bool)
    began = local_day(int(entered.min()))
    return np.array([began <= monday for monday in mondays], dtype=bool)


def _sunday(monday: date) -> date:
    return monday + timedelta(days=6)
