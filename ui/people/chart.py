"""Charts of the room: hours by week, and the way from contracted to casework hours."""

from datetime import date

from app.capacity.by_week import CapacityByWeek
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


def weekly_chart(capacity: CapacityByWeek, as_at: date) -> TimeChart:
    """Return contracted and net casework hours by week."""
    gross, net = capacity.gross.tolist(), capacity.net.tolist()
    least = min(range(len(net)), key=net.__getitem__)
    return TimeChart(
        title="Net casework hours by week",
        unit="Hours a week",
        days=capacity.mondays,
        series=(
            Series(name="Net casework hours", kind=Kind.BARS, role=Role.RECEIVED,
                   values=tuple(net)),
            Series(name="Contracted hours", kind=Kind.STEP, role=Role.CAPACITY,
                   values=tuple(gross)),
        ),
        description=(
            f"Least in the week from {day_text(capacity.mondays[least])}:"
            f" {number_text(net[least])} of {number_text(gross[least])} contracted."
        ),
        markers=(Marker(day=as_at, text=day_text(as_at)),),
    )  # fmt: skip


def gross_to_net(capacity: CapacityByWeek) -> Waterfall:
    """Return where contracted hours go, as a mean week of those given."""
    weeks = len(capacity.mondays)
    parts = {
        name: float(hours.sum()) / weeks for name, hours in capacity.grouped.items()
    }
    gross, net = float(capacity.gross.mean()), float(capacity.net.mean())
    share = net / gross if gross else 0.0
    return Waterfall(
        title=f"From contracted to casework hours, mean of {weeks} weeks",
        unit="Hours a week",
        steps=(
            Step(name="Contracted", amount=gross, is_total=True),
            *(Step(name=name, amount=-hours) for name, hours in parts.items() if hours),
            Step(name="Casework", amount=net, is_total=True),
        ),
        description=(
            f"Of {number_text(gross)} contracted hours a week {number_text(net)},"
            f" {share:.0%}, are left for casework."
        ),
    )
