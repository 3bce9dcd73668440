"""Charts of gross to net, as values: step by step, and week by week."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.capacity.by_week import PROTECTED, WELFARE
from app.capacity.deductions import SICKNESS_ALLOWANCE
from app.capacity.gross_to_net import NOT_CURRENT, GrossToNet, group_of
from app.capacity.roster import Hours
from app.reports.chart import (
    Kind,
    Marker,
    Role,
    Series,
    Step,
    TimeChart,
    Waterfall,
    day_text,
    number_text,
)

NAMES = {
    SICKNESS_ALLOWANCE: "Allowance for sickness",
    NOT_CURRENT: group_of(NOT_CURRENT),
    WELFARE: PROTECTED,
}
"""What kinds are called that are none of the vocabulary, or better called so here."""

FEW = 100
"""Contracted hours a week below which one digit after the point is shown."""


def parts(
    way: GrossToNet, labels: Mapping[str, str], *, by_kind: bool
) -> Iterator[tuple[str, Hours]]:
    """Yield the name and the hours of each deduction, protected time last.

    Args:
        way: The way from gross to net.
        labels: What the kinds of absence and other work are called, by code.
        by_kind: Whether each kind stands by itself; in groups else.
    """
    if not by_kind:
        yield from way.grouped.items()
        return
    for kind, hours in way.taken.items():
        yield NAMES.get(kind) or labels.get(kind, kind), hours


def waterfall(
    way: GrossToNet, labels: Mapping[str, str], *, by_kind: bool, words: str
) -> Waterfall:
    """Return where the contracted hours of a mean week go, step by step.

    Args:
        way: The way from gross to net.
        labels: What the kinds are called, by code.
        by_kind: Whether each kind stands by itself.
        words: What the hours rest on: recorded, planned.
    """
    weeks = len(way.mondays)
    gross, net = float(way.gross.sum()) / weeks, float(way.net.sum()) / weeks
    named = list(parts(way, labels, by_kind=by_kind))
    least = min((float(hours.sum()) / weeks for _, hours in named), default=gross)
    decimals = 1 if gross < FEW or least < 1 else 0
    mean = "" if weeks == 1 else f", mean of {weeks} weeks"
    return Waterfall(
        title="From contract to casework",
        unit=f"Hours a week{mean}, {words}",
        steps=(
            Step(name="Contracted hours", amount=gross, is_total=True),
            *(
                Step(
                    name=name,
                    amount=-float(hours.sum()) / weeks,
                    is_kept=name == PROTECTED,
                )
                for name, hours in named
            ),
            Step(name="Net casework hours", amount=net, is_total=True),
        ),
        description=(
            f"Of {number_text(gross, decimals)} contracted hours a week"
            f" {number_text(net, decimals)}, {way.share:.0%}, are left for casework;"
            f" {words}."
        ),
        decimals=decimals,
    )


def weekly_chart(way: GrossToNet, as_at: date, words: str) -> TimeChart:
    """Return contracted and net casework hours by week.

    Args:
        way: The way from gross to net.
        as_at: The last day that counts as recorded.
        words: What the hours rest on.
    """
    gross = tuple(map(float, way.gross.sum(axis=0)))
    net = tuple(map(float, way.net.sum(axis=0)))
    least = min(range(len(net)), key=net.__getitem__)
    first, last = way.mondays[0], way.mondays[-1] + timedelta(days=6)
    is_within = first <= as_at < last
    return TimeChart(
        title="Net casework hours by week",
        unit=f"Hours a week, {words}",
        days=way.mondays,
        series=(
            Series(name="Net casework hours", kind=Kind.BARS, role=Role.RECEIVED,
                   values=net),
            Series(name="Contracted hours", kind=Kind.STEP, role=Role.CAPACITY,
                   values=gross),
        ),
        description=(
            f"Least in the week from {day_text(way.mondays[least])}:"
            f" {number_text(net[least])} of {number_text(gross[least])} contracted;"
            f" {words}."
        ),
        markers=(Marker(day=as_at, text="recorded to here"),) if is_within else (),
    )  # fmt: skip
