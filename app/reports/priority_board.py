"""What the policy is looked at with: priorities as they drift, and who starves."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import Ledger
from app.casework.request import Priority
from app.casework.vocabulary import Vocabulary
from app.measures.figure import Figure
from app.measures.period import Period
from app.measures.priority_drift import (
    LOW,
    Drift,
    drift,
    longest_gap,
    month_periods,
    quarter_periods,
    starving,
)
from app.progress import Progress
from app.reports.chart import (
    Period as Span,
)
from app.reports.chart import (
    Role,
    Segment,
    StackedBars,
    day_text,
    number_text,
)
from app.rules.effect import NO_LIMITS
from app.rules.policy import Policy
from app.rules.priority import Rankable
from app.store import Store
from app.store.policy import policies, read_policy
from app.store.priority_past import read_priority_past
from app.store.setting import Settings
from app.store.vocabulary import vocabulary

MONTHS, QUARTERS = 13, 9
"""Periods of each kind that the drift is shown for."""

ROLES = (Role.AGE_6, Role.AGE_4, Role.AGE_2, Role.AGE_1)
"""What P1 to P4 are drawn as."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyBoard:
    """The policies, and the open requests that another one would rank.

    Attributes:
        policies: Every policy, the one in force last.
        factors: The list of factors, with their guidance.
        requests: The open requests.
        days_to_limit: Days to the governing limit, by uid, of those that have one.
        as_at: The day.
    """

    policies: tuple[Policy, ...]
    factors: Vocabulary
    requests: Sequence[Rankable]
    days_to_limit: Mapping[str, int]
    as_at: date

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self.policies[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityBoard:
    """How priorities drift, and whether the lower ones starve.

    Attributes:
        by_month: M25 by month.
        by_quarter: M25 by quarter.
        starvation: M26 of each low priority: how many, and the longest gap.
    """

    by_month: Drift
    by_quarter: Drift
    starvation: tuple[Figure, ...]


def read_policy_board(
    store: Store,
    requests: Sequence[Rankable],
    as_at: date,
    days_to_limit: Mapping[str, int] = NO_LIMITS,
) -> PolicyBoard:
    """Return what the policy is changed with."""
    return PolicyBoard(
        policies=policies(store),
        factors=vocabulary(store, "priority_factor"),
        requests=requests,
        days_to_limit=days_to_limit,
        as_at=as_at,
    )


def read_priority_board(
    store: Store, ledger: Ledger, settings: Settings, as_at: date, times: float = 2.0
) -> PriorityBoard:
    """Return M25 and M26 as at a day, from the history as it holds.

    Args:
        store: Where the history is.
        ledger: The same history in columns.
        settings: The unit's, for its targets.
        as_at: The day.
        times: Times its target above which a request starves, where the policy in
            force raises none.
    """
    times = read_policy(store).ageing or times
    past = read_priority_past(store)
    targets = dict(zip(Priority, settings.targets, strict=True))
    starvation: list[Figure] = []
    for priority in LOW:
        target = targets[priority]
        late = starving(ledger, past, priority, target=target, times=times, as_at=as_at)
        starvation += [late, longest_gap(ledger, past, priority, as_at)]
    return PriorityBoard(
        by_month=drift(ledger, past, month_periods(as_at, MONTHS), as_at),
        by_quarter=drift(ledger, past, quarter_periods(as_at, QUARTERS), as_at),
        starvation=tuple(starvation),
    )


def board_in_background(
    ledger: Ledger, settings: Settings, as_at: date, store: Store, progress: Progress
) -> PriorityBoard:
    """Return M25 and M26 for a job, which gives the last two arguments."""
    progress(0, 1)
    return read_priority_board(store, ledger, settings, as_at)


def drift_chart(found: Drift, *, is_quarterly: bool) -> StackedBars:
    """Return the share of each priority on acceptance, a bar for each period."""
    name = quarter_text if is_quarterly else month_text
    last = found.periods[-1]
    segments = tuple(
        Segment(name=str(priority), role=role, values=_known(found.shares[:, place]))
        for place, (priority, role) in enumerate(zip(Priority, ROLES, strict=True))
    )
    return StackedBars(
        title="Priority on acceptance",
        unit="% of requests accepted",
        categories=tuple(name(one) for one in found.periods),
        segments=segments,
        category_head="Quarter" if is_quarterly else "Month",
        description=f"{_sentence(found)} Up to {day_text(last.last)}.",
        coverage=_coverage(found),
    )


def drift_rows(found: Drift, *, is_quarterly: bool) -> tuple[tuple[str, ...], ...]:
    """Return a row of text for each period, the latest first."""
    name = quarter_text if is_quarterly else month_text
    rows = [
        (
            name(period),
            number_text(int(found.accepted[at])),
            number_text(int(found.known[at])),
            *(_percent(float(value)) for value in found.shares[at]),
            number_text(int(found.upgrades[at])),
            number_text(float(found.rates[at]), 1),
        )
        for at, period in enumerate(found.periods)
    ]
    return tuple(reversed(rows))


DRIFT_HEAD = (
    *("Accepted", "Known", "P1", "P2", "P3", "P4"),
    *("Raised", "Per 100"),
)
"""Heads of the columns of ``drift_rows`` after the first."""


def month_text(period: Period) -> str:
    """Return a month as Nov 2026."""
    return day_text(period.first, Span.MONTH)


def quarter_text(period: Period) -> str:
    """Return a calendar quarter as Oct to Dec 2026."""
    last = date(period.first.year, period.first.month + 2, 1)
    return f"{month_text(period).split()[0]} to {day_text(last, Span.MONTH)}"


def _known(values: NDArray[np.float64]) -> tuple[float, ...]:
    return tuple(0.0 if math.isnan(value) else float(value) for value in values)


def _percent(value: float) -> str:
    return "-" if math.isnan(value) else f"{number_text(value)}%"


def _coverage(found: Drift) -> str:
    known, every = int(found.known.sum()), int(found.accepted.sum())
    return "" if known == every else f"priority known of {known:,} of {every:,}"


def _sentence(found: Drift) -> str:
    high = found.shares[:, :2].sum(axis=1)
    known = [at for at, value in enumerate(high) if not math.isnan(value)]
    if not known:
        return "No request with a known priority was accepted."
    first, last = float(high[known[0]]), float(high[known[-1]])
    return (
        f"P1 and P2 were {number_text(first)}% of what was accepted in the first period"
        f" shown, {number_text(last)}% in the last."
    )
