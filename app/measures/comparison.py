"""This year against last year and the five-year mean, as performance reports print it.

Two comparisons with "the five-year mean" mean little unless the years are named. So
each comparison lists its baseline years with their values, leaves out those whose
records are not complete, and says why.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.measures.arrivals import ALL, Arrivals
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.period import Period
from app.measures.year import Span, Year, period_name, span_to, year_name, years_before

MEAN_YEARS = 5
"""Years before that the mean is taken of, where all of them are complete."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The same days of one year before.

    Attributes:
        name: What the year is called, such as ``2024/25``.
        period: The days.
        why_not: Why it does not count; empty if it does.
    """

    name: str
    period: Period
    why_not: str = ""

    @property
    def counts(self) -> bool:
        """Whether its records are complete."""
        return not self.why_not


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A value against an earlier one.

    Attributes:
        now: The value; None where it is not known.
        before: What it is compared with; None where there is nothing to compare.
    """

    now: float | None
    before: float | None

    @property
    def number(self) -> float | None:
        """The difference; None without both values."""
        if self.now is None or self.before is None:
            return None
        return self.now - self.before

    @property
    def percent(self) -> float | None:
        """The difference in % of the earlier value; None where that is 0."""
        if self.number is None or not self.before:
            return None
        return 100 * self.number / self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One group, now and in the years before.

    Attributes:
        group: Its code; empty for everything together.
        now: What arrived in the days compared, with its rows.
        years: Of each baseline, newest first, what arrived; None where it is not
            complete.
        on_last: Against the year before.
        on_mean: Against the mean of the years that are complete.
    """

    group: str
    now: Figure
    years: tuple[float | None, ...]
    on_last: Change
    on_mean: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What arrived in a span of days against the same days of earlier years.

    Attributes:
        kind: When a year begins.
        span: Which days are compared.
        period: The days.
        baselines: The years before, newest first.
        why_not: Why the days themselves are not complete; empty if they are.
        every: Everything together.
        groups: Each group that something arrived in, the largest first.
        arrivals: What it was counted from.
    """

    kind: Year
    span: Span
    period: Period
    baselines: tuple[Baseline, ...]
    why_not: str
    every: Compared
    groups: tuple[Compared, ...]
    arrivals: Arrivals

    @property
    def used(self) -> tuple[Baseline, ...]:
        """The years that the mean is of, newest first."""
        return tuple(one for one in self.baselines if one.counts)

    @property
    def left_out(self) -> tuple[Baseline, ...]:
        """The years that are not complete, newest first."""
        return tuple(one for one in self.baselines if not one.counts)

    @property
    def name(self) -> str:
        """The days compared, in words."""
        return period_name(self.period)

    @property
    def on_year(self) -> Figure:
        """The change on the year before, in % (M10Y)."""
        before = period_name(self.baselines[0].period)
        return self._figure("M10Y", self.every.on_last, before=before)

    @property
    def on_mean(self) -> Figure:
        """The change on the mean of the years before, in % (M10F)."""
        names = [one.name for one in reversed(self.used)]
        years = f"the years {', '.join(names)}" if names else "no complete year"
        return self._figure("M10F", self.every.on_mean, years=years)

    def _figure(self, code: str, change: Change, **choices: str) -> Figure:
        now = self.every.now
        return figure(
            code,
            change.percent,
            as_at=now.as_at,
            coverage=now.coverage,
            rows=now.rows,
            note=now.note,
            arrived=self.arrivals.arrived,
            span=self.name,
            **choices,
        )


def compare(
    arrivals: Arrivals,
    *,
    span: Span = Span.YEAR,
    kind: Year = Year.FINANCIAL,
    years: int = MEAN_YEARS,
) -> Comparison:
    """Return what arrived in the span to the as-at day against earlier years.

    Args:
        arrivals: What arrived, and by what it is told apart.
        span: Which days are compared.
        kind: When a year begins.
        years: Years before that the mean is taken of.
    """
    period = span_to(arrivals.as_at, span, kind)
    baselines = tuple(
        _baseline(arrivals, years_before(period, back), span, kind)
        for back in range(1, years + 1)
    )
    table = np.column_stack(
        [arrivals.sums([one]) for one in (period, *(b.period for b in baselines))]
    )
    used = np.array([one.counts for one in baselines], dtype=bool)
    order = np.argsort(-table[:, 0], kind="stable")
    groups = [
        _compared(arrivals, arrivals.groups[place], period, table[place], used)
        for place in (*order[order < len(table) - 1], len(table) - 1)
        if table[place].any()
    ]
    return Comparison(
        kind=kind,
        span=span,
        period=period,
        baselines=baselines,
        why_not=arrivals.complete.why_not(period),
        every=_compared(arrivals, ALL, period, table.sum(axis=0), used),
        groups=tuple(groups) if len(arrivals.groups) > 2 else (),
        arrivals=arrivals,
    )


def _baseline(arrivals: Arrivals, period: Period, span: Span, kind: Year) -> Baseline:
    name = year_name(period.last, kind)
    if span is Span.TWELVE:
        name = f"to {period_name(Period(period.last, period.last))}"
    return Baseline(name=name, period=period, why_not=arrivals.complete.why_not(period))


def _compared(
    arrivals: Arrivals,
    group: str,
    period: Period,
    values: NDArray[np.float64],
    used: NDArray[np.bool_],
) -> Compared:
    earlier = values[1:]
    years = tuple(
        float(value) if counts else None
        for value, counts in zip(earlier, used, strict=True)
    )
    known = not arrivals.complete.why_not(period)
    now = float(values[0]) if known else None
    mean = float(earlier[used].mean()) if used.any() else None
    inside = arrivals.within(period, group)
    return Compared(
        group=group,
        now=_now(arrivals, period, float(values[0]), inside),
        years=years,
        on_last=Change(now=now, before=years[0]),
        on_mean=Change(now=now, before=mean),
    )


def _now(
    arrivals: Arrivals, period: Period, value: float, inside: NDArray[np.bool_]
) -> Figure:
    coverage: Coverage = arrivals.coverage(inside)
    return Figure(
        measure=arrivals.measure,
        label=arrivals.label,
        value=value,
        unit=arrivals.unit.value,
        definition=arrivals.definition,
        as_at=arrivals.as_at,
        coverage=coverage,
        rows=arrivals.rows[inside],
        note=f"{period_name(period)}. {arrivals.note}".rstrip(),
    )
