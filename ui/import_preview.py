"""What the backlog would be if the rows of a file were taken in as they are."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from app.intake.request_rows import CheckedRequest
from app.measures.backlog import Backlog
from app.reports.chart import Kind, Period, Role, Series, TimeChart

MONTHS = 36
"""Months before the as-at day that the preview shows at most."""


def month_ends(as_at: date, months: int = MONTHS) -> list[date]:
    """Return the last day of each of the months before a day, and that day itself."""
    days = [as_at]
    while len(days) <= months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return days[::-1]


def outstanding(requests: Sequence[CheckedRequest], days: Sequence[date]) -> list[int]:
    """Return how many of the requests of a file are in B3 at the end of each day."""
    came: list[date] = []
    went: list[date] = []
    for request in requests:
        is_in = False
        for status, day in request.steps:
            if (status in Backlog.B3.statuses) != is_in:
                is_in = not is_in
                (came if is_in else went).append(day)
    came.sort()
    went.sort()
    return [bisect_right(came, day) - bisect_right(went, day) for day in days]


def preview_chart(requests: Sequence[CheckedRequest], as_at: date) -> TimeChart:
    """Return the backlog that follows from a file, by the ends of months."""
    begun = min((r.steps[0][1] for r in requests if r.steps), default=as_at)
    days = [day for day in month_ends(as_at) if day >= begun] or [as_at]
    counts = outstanding(requests, days)
    return TimeChart(
        title="Backlog that follows from the rows to take",
        unit="Requests outstanding (B3) at the end of each month",
        days=tuple(days),
        series=(
            Series(
                name="Outstanding (B3)",
                kind=Kind.LINE,
                role=Role.BACKLOG,
                values=tuple(float(count) for count in counts),
                label=f"{counts[-1]:,}",
            ),
        ),
        description=(
            f"Outstanding requests of this file as at {as_at.day} {as_at:%B %Y}:"
            f" {counts[-1]:,}."
        ),
        period=Period.DAY,
    )
