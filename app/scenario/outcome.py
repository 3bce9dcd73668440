"""What came of the replications of one scenario, as values for charts and tables.

Weeks are named by the Sunday that ends them. A percentile is one over replications.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

from app.scenario.scenario import Scenario

PERCENTS = (5, 10, 25, 50, 75, 90, 95)
"""Percentiles over replications that a fan has."""

EVERY = ""
"""Key of all classes together; the others are ``P1`` to ``P4``."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Fan:
    """Something at the end of each week, over all replications.

    Attributes:
        mean: The mean, by week.
        rows: The percentiles of ``PERCENTS``, each by week.
    """

    mean: Numbers
    rows: Numbers

    def at(self, percent: int) -> Numbers:
        """Return a percentile of ``PERCENTS``, by week."""
        row: Numbers = self.rows[PERCENTS.index(percent)]
        return row


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """How long requests of one priority take that arrive in the window looked at.

    Unfinished requests count as over target once their age exceeds it; the younger
    ones by Kaplan-Meier.

    Attributes:
        priority: ``P1`` to ``P4``, or ``EVERY``.
        items: Requests that arrived, mean of the replications.
        wait: Days from arrival to start: P50; None where none arrived or too few began.
        median: Days from arrival to finish: P50; None likewise.
        p85: The same, P85.
        p95: The same, P95.
        mean: Mean days from arrival to finish of those finished; None of none.
        target: Days of the target.
        within: Share finished within the target; None where none arrived.
        within_low: P10 of that over replications.
        within_high: P90 of that over replications.
    """

    priority: str
    items: float
    wait: float | None
    median: float | None
    p85: float | None
    p95: float | None
    mean: float | None
    target: float
    within: float | None
    within_low: float | None
    within_high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Misses:
    """Limit dates of open requests that will probably be missed, by month of the date.

    Attributes:
        months: First days of the months.
        dated: Open requests whose limit lies in the month, a count.
        mean: Misses expected, by month.
        low: P10, by month.
        high: P90, by month.
    """

    months: tuple[date, ...]
    dated: NDArray[np.int64]
    mean: Numbers
    low: Numbers
    high: Numbers

    @property
    def total(self) -> float:
        """Misses expected in all months."""
        return float(self.mean.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """When one open request is finished, probably.

    Attributes:
        id: Row id in the store.
        uid: Permanent identity.
        reference: The unit's own number.
        priority: ``P1`` to ``P4``; empty if undecided.
        p50: Day by which half of the replications finish it; None beyond the horizon.
        p85: Day by which 85 of 100 finish it; None beyond the horizon.
        due: Its limit day, else its target day; None without either.
        is_statutory: Whether ``due`` is a limit, and not a target.
        breach: Share of replications that finish after ``due``; None without one.
    """

    id: int
    uid: str
    reference: str
    priority: str
    p50: date | None
    p85: date | None
    due: date | None
    is_statutory: bool
    breach: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """Booked hours as a share of productive hours.

    Attributes:
        skill: Code of the skill; ``EVERY`` for everybody.
        people: People current in it in any week.
        hours: Productive hours of those who are current, over all weeks.
        mean: Share booked, mean of the replications; None where there are no hours.
        low: P10 of the share.
        high: P90 of the share.
    """

    skill: str
    people: int
    hours: float
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clearing:
    """The first week in which the backlog is down to a level.

    Attributes:
        level: Open requests.
        p10: Weeks from the start: P10; None where it is never that low.
        p50: Likewise P50.
        p90: Likewise P90.
        never: Share of replications in which it is never so low within the horizon.
    """

    level: float
    p10: float | None
    p50: float | None
    p90: float | None
    never: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a scenario costs, against the base only where it says so.

    Attributes:
        hours: Casework hours booked, mean of the replications.
        productive: Casework hours that are there.
        overtime: Hours of overtime.
        training: Hours given to training and induction.
        sent: Requests sent to providers, mean of the replications.
        money: Pounds for overtime, providers and equipment, as far as was entered; None
            where nothing was.
        unknown: What has no price entered, in words.
    """

    hours: float
    productive: float
    overtime: float = 0.0
    training: float = 0.0
    sent: float = 0.0
    money: float | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paths:
    """Each replication, for pairing scenarios: replications by weeks.

    Attributes:
        open_requests: Requests not finished at the end of each week.
        open_hours: Hours left on them.
        within: Of each replication, the share within target of all that arrived.
        misses: Of each replication, the limit dates missed.
    """

    open_requests: NDArray[np.float32]
    open_hours: NDArray[np.float32]
    within: Numbers
    misses: Numbers


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """All that is told of one scenario.

    Attributes:
        scenario: The scenario.
        as_at: Day at whose end the queue was taken.
        weeks: The Sundays that end the weeks.
        seed: Seed of the study; the same for all scenarios that are compared.
        replications: How many were run.
        fingerprint: Of the data that it was seeded from.
        open_requests: Requests not finished, by class (``EVERY``, ``P1`` to ``P4``).
        waiting: Requests not begun, by class.
        open_hours: Hours left on open requests, by class.
        start_requests: Open requests at the start.
        start_hours: Hours left on them.
        waits: By priority, ``EVERY`` first.
        misses: Statutory and set dates.
        expected: Every open request, the likeliest breach first.
        use: Of everybody first, then by skill.
        clearing: To the level asked for.
        cost: What it costs.
        paths: The replications.
        assumptions: What was assumed, in sentences, the main one first.
        notes: What the model leaves out or could not take, in sentences.
    """

    scenario: Scenario
    as_at: date
    weeks: tuple[date, ...]
    seed: int
    replications: int
    fingerprint: str
    open_requests: Mapping[str, Fan]
    waiting: Mapping[str, Fan]
    open_hours: Mapping[str, Fan]
    start_requests: int
    start_hours: float
    waits: tuple[Waits, ...]
    misses: Misses
    expected: tuple[Expected, ...]
    use: tuple[Use, ...]
    clearing: Clearing
    cost: Cost
    paths: Paths
    assumptions: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def week_of(self, day: date) -> int:
        """Return the place of the week that ``day`` is in, or the nearest one."""
        days = (day - self.weeks[0]).days + 6
        return min(max(days // 7, 0), len(self.weeks) - 1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Difference:
    """A scenario less the base, replication by replication.

    Attributes:
        weeks: The Sundays that end the weeks.
        requests: Mean difference of open requests, by week.
        requests_low: Lower end of its 95 % interval, by week.
        requests_high: Upper end, by week.
        hours: Mean difference of open hours, by week.
        hours_low: Lower end of its 95 % interval, by week.
        hours_high: Upper end, by week.
        within: Difference of the share within target, with both ends.
        misses: Difference of limit dates missed, with both ends.
    """

    weeks: tuple[date, ...]
    requests: Numbers
    requests_low: Numbers
    requests_high: Numbers
    hours: Numbers
    hours_low: Numbers
    hours_high: Numbers
    within: tuple[float, float, float]
    misses: tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Preview:
    """The instant answer of pooled hours, shown as a preview and never as the answer.

    Attributes:
        weeks: The Sundays that end the weeks.
        requests: Open requests.
        hours: Hours left on them.
        is_rough: Whether skills bind, so that it is not to be shown.
    """

    weeks: tuple[date, ...]
    requests: Fan
    hours: Fan
    is_rough: bool = False
