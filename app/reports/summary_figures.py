"""Every figure of the capacity summary, unrounded and with its definition."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import (
    HORIZON,
    CapacityByWeek,
    capacity_by_week,
    coming_weeks,
)
from app.capacity.demand import Shared, waiting_hours
from app.capacity.last_holder import LastHolder, last_holders
from app.capacity.utilisation import gross_capacity, net_capacity, utilisation
from app.capacity.vacancies import Vacancies, vacancies
from app.casework.ledger import Ledger
from app.casework.working_time import monday_of, weeks_between
from app.measures.age import AgeTable, age_bands, median_age, oldest_open, over_age
from app.measures.backlog import Backlog, open_exhibits, open_requests
from app.measures.bridge import Bridge, backlog_bridge
from app.measures.figure import Figure
from app.measures.flow import (
    accepted_in,
    arrivals,
    arriving_effort,
    clearance_rate,
    completions,
    issued_in,
    net_flow,
)
from app.measures.limits import Limits, missed_dates
from app.measures.period import Period, whole_weeks
from app.measures.series import Weekly
from app.measures.turnaround import (
    Turnaround,
    turnaround,
    turnaround_by_priority,
    turnaround_by_type,
)
from app.measures.work import (
    NO_TYPE,
    effort_estimates,
    weeks_of_work,
    work_by_type,
    work_in_queue,
)
from app.reports.facts import Facts, limits_of_facts
from app.reports.summary_span import Span, summary_span
from app.workforce.team import Team

YEAR = 52
"""Weeks over which demand and net flow are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capacity:
    """Casework hours of the team, where anyone is recorded whose hours count.

    Attributes:
        in_period: Weeks of the period: those whose Thursday lies in it.
        coming: The next 13 weeks.
        recent: The last 13 weeks that were over.
        demand: Arriving effort of those last 13 weeks.
        gross: Mean weekly gross hours of the period (M30).
        net: Mean weekly net hours of the period (M31).
        net_before: Mean weekly net hours of the period before.
        net_recent: Mean weekly net hours of the last 13 weeks.
        net_coming: Mean weekly net hours of the next 13 weeks.
        utilisation: Arriving effort in % of net hours, last 13 weeks (M32).
        vacancies: Funded posts at the end of the period, and what of them is vacant.
        lost: Skills that nobody can give for long within the next 13 weeks.
        waiting: Hours left on open requests, by skill.
        weeks: Weeks of work (M09).
        weeks_before: Weeks of work at the end of the period before.
    """

    in_period: CapacityByWeek
    coming: CapacityByWeek
    recent: CapacityByWeek
    demand: Weekly
    gross: Figure
    net: Figure
    net_before: Figure
    net_recent: Figure
    net_coming: Figure
    utilisation: Figure
    vacancies: Vacancies
    lost: tuple[LastHolder, ...]
    waiting: Shared
    weeks: Figure
    weeks_before: Figure

    @property
    def arriving(self) -> float:
        """Mean weekly arriving effort of the last 13 weeks, in hours."""
        return float(self.demand.values.mean())

    @property
    def net_of_full_time(self) -> float:
        """Net hours a week that one full-time contract gave, last 13 weeks."""
        contracts = float(self.recent.full_time_equivalents.mean())
        return float(self.recent.net.mean()) / contracts if contracts else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeFigures:
    """What the summary says of one examination type.

    Attributes:
        code: The type; as in the ledger.
        accepted: Accepted in the period.
        issued: Issued in the period.
        open: Outstanding at its end.
        open_before: Outstanding at the end of the period before.
        hours: Median estimated hours of those open, imputed where missing; None if
            nothing is open or estimated.
        turnaround: Median days of those issued; None if there are none.
        work: Hours left in those open; None if they cannot be said.
    """

    code: str
    accepted: int
    issued: int
    open: int
    open_before: int
    hours: float | None
    turnaround: float | None
    work: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryFigures:
    """The figures of a summary; those called ``before`` are of the period before.

    Attributes not named here are figures that carry their own definition.

    Attributes:
        weeks_of_growth: In how many of the last 52 weeks more came in than went out.
        weeks_known: Of the last 52 weeks, in how many there was anything.
        types: What is said of each examination type, most open first.
        median_effort: Median estimated hours of what is open; None if nothing is.
        capacity: Hours of the team; None if nobody is recorded whose hours count.
        limits: How every request stands to its limits.
        missed: Days of the prosecutor that were missed in the period (M21).
    """

    span: Span
    backlog: Figure
    backlog_before: Figure
    awaiting_start: Figure
    exhibits: Figure
    accepted: Figure
    accepted_before: Figure
    issued: Figure
    issued_before: Figure
    clearance: Figure
    net_flow: Figure
    weeks_of_growth: int
    weeks_known: int
    work: Figure
    turnaround: Turnaround
    turnaround_before: Turnaround
    by_priority: Mapping[str, Turnaround]
    median_age: Figure
    oldest: Figure
    over_age: Figure
    over_age_before: Figure
    ages: AgeTable
    bridge: Bridge
    types: Sequence[TypeFigures]
    median_effort: float | None
    capacity: Capacity | None
    limits: Limits
    missed: Figure


def summary_figures(facts: Facts) -> SummaryFigures:
    """Compute every figure of the summary."""
    ledger, as_at = facts.ledger, facts.as_at
    span, limit = summary_span(as_at), facts.settings.over_age
    now, before = span.now, span.before
    flow = net_flow(ledger, whole_weeks(as_at, YEAR).first, as_at)
    growing, known = _weeks_of_growth(ledger, as_at)
    return SummaryFigures(
        span=span,
        backlog=open_requests(ledger, Backlog.B3, as_at),
        backlog_before=open_requests(ledger, Backlog.B3, before.last),
        awaiting_start=open_requests(ledger, Backlog.B2, as_at),
        exhibits=open_exhibits(ledger, as_at),
        accepted=accepted_in(ledger, now.first, as_at),
        accepted_before=accepted_in(ledger, before.first, before.last),
        issued=issued_in(ledger, now.first, as_at),
        issued_before=issued_in(ledger, before.first, before.last),
        clearance=clearance_rate(ledger, now.first, as_at),
        net_flow=flow.latest,
        weeks_of_growth=growing,
        weeks_known=known,
        work=work_in_queue(ledger, as_at),
        turnaround=turnaround(ledger, now.first, as_at),
        turnaround_before=turnaround(ledger, before.first, before.last),
        by_priority=turnaround_by_priority(ledger, now.first, as_at),
        median_age=median_age(ledger, as_at),
        oldest=oldest_open(ledger, as_at, offences=facts.names("offence_category")),
        over_age=over_age(ledger, as_at, threshold=limit),
        over_age_before=over_age(ledger, before.last, threshold=limit),
        ages=age_bands(ledger, as_at),
        bridge=backlog_bridge(ledger, before.last, as_at),
        types=type_figures(ledger, span),
        median_effort=_median(
            effort_estimates(ledger, as_at).hours[
                open_requests(ledger, Backlog.B3, as_at).rows
            ]
        ),
        capacity=team_capacity(facts, span) if facts.team.counted else None,
        limits=limits_of_facts(facts),
        missed=missed_dates(ledger, now.first, as_at),
    )


def team_capacity(facts: Facts, span: Span) -> Capacity:
    """Return the figures of capacity; there must be people whose hours count."""
    team, ledger, as_at = facts.team, facts.ledger, facts.as_at
    recent = whole_weeks(as_at, HORIZON)
    demand = arriving_effort(ledger, recent.first, recent.last)
    past = _capacity(team, recent, as_at)
    ahead = capacity_by_week(team, coming_weeks(as_at), as_at)
    before = _capacity(team, _weeks_of(span.before), as_at)
    now = _capacity(team, _weeks_of(span.now), as_at)
    then = capacity_by_week(team, coming_weeks(span.before.last), span.before.last)
    return Capacity(
        in_period=now,
        coming=ahead,
        recent=past,
        demand=demand,
        gross=gross_capacity(now, as_at),
        net=net_capacity(now, as_at),
        net_before=net_capacity(before, span.before.last),
        net_recent=net_capacity(past, as_at),
        net_coming=net_capacity(ahead, as_at),
        utilisation=utilisation(demand, past),
        vacancies=vacancies(team, as_at),
        lost=last_holders(team, as_at, HORIZON),
        waiting=waiting_hours(ledger, facts.parts, facts.skills(), as_at),
        weeks=weeks_of_work(ledger, as_at, float(ahead.net.mean())),
        weeks_before=weeks_of_work(ledger, span.before.last, float(then.net.mean())),
    )


def _capacity(team: Team, period: Period, as_at: date) -> CapacityByWeek:
    return capacity_by_week(team, weeks_between(period.first, period.last), as_at)


def _weeks_of(period: Period) -> Period:
    """Return the weeks whose Thursday lies in a period, from Monday to Sunday."""
    three = timedelta(days=3)
    first = monday_of(period.first + three)
    last = monday_of(period.last - three) + timedelta(days=6)
    return Period(first, last)


def _weeks_of_growth(ledger: Ledger, as_at: date) -> tuple[int, int]:
    """Return in how many of the last 52 weeks more came than went, of how many."""
    span = whole_weeks(as_at, YEAR)
    came, went = (
        arrivals(ledger, span.first, span.last),
        completions(ledger, span.first, span.last),
    )
    active = (came.values + went.values) > 0
    return int((came.values > went.values).sum()), int(active.sum())


def type_figures(ledger: Ledger, span: Span) -> list[TypeFigures]:
    """Return the figures of each examination type that has any, most open first."""
    as_at, before = span.now.last, span.before
    accepted = _by_type(ledger, accepted_in(ledger, span.now.first, as_at))
    issued = _by_type(ledger, issued_in(ledger, span.now.first, as_at))
    open_now = open_requests(ledger, Backlog.B3, as_at)
    now = _by_type(ledger, open_now)
    then = _by_type(ledger, open_requests(ledger, Backlog.B3, before.last))
    medians = turnaround_by_type(ledger, span.now.first, as_at)
    work = work_by_type(ledger, as_at)
    hours = effort_estimates(ledger, as_at).hours
    found = []
    for place in np.flatnonzero(accepted + issued + now + then).tolist():
        code = (*ledger.codes.examination_type, NO_TYPE)[place]
        mine = open_now.rows[_types(ledger, open_now.rows) == place]
        days = medians[code].median.value if code in medians else None
        found.append(
            TypeFigures(
                code=code,
                accepted=int(accepted[place]),
                issued=int(issued[place]),
                open=int(now[place]),
                open_before=int(then[place]),
                hours=_median(hours[mine]),
                turnaround=days,
                work=work[code].value if code in work else 0.0,
            )
        )
    return sorted(found, key=lambda one: (-one.open, -one.accepted, one.code))


def _types(ledger: Ledger, rows: NDArray[np.int32]) -> NDArray[np.int16]:
    """Return the place of the type of each request, "not known" being the last."""
    return ledger.examination_type[rows] % (len(ledger.codes.examination_type) + 1)


def _by_type(ledger: Ledger, counted: Figure) -> NDArray[np.int64]:
    size = len(ledger.codes.examination_type) + 1
    return np.bincount(_types(ledger, counted.rows), minlength=size)


def _median(hours: NDArray[np.float64]) -> float | None:
    known = hours[~np.isnan(hours)]
    return float(np.median(known)) if len(known) else None
