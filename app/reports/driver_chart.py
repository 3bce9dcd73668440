"""A driver series beside what arrived: two charts, a table, a sentence."""

import math
from collections.abc import Mapping, Sequence

from app.casework.outlook import QUARTER, DriverValue
from app.casework.working_time import day_words
from app.measures.driver import AgainstDriver
from app.reports.chart import (
    Kind,
    Period,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
)
from app.reports.comparison_table import percent_text
from app.reports.wording import cell

Table = tuple[tuple[str, ...], list[tuple[str, ...]]]
LENGTHS: Mapping[int, Period] = {QUARTER: Period.QUARTER, 1: Period.MONTH}


def length_of(values: Sequence[DriverValue]) -> Period:
    """Return whether a series has months or quarters."""
    return LENGTHS[values[0].months] if values else Period.QUARTER


def recorded_chart(found: AgainstDriver, length: Period) -> TimeChart:
    """Return what was recorded, by month or quarter."""
    return TimeChart(
        title="Recorded, as published",
        unit=f"{found.name}, a {length}",
        days=tuple(row.period.first for row in found.rows),
        series=(
            Series(
                name=found.name,
                kind=Kind.BARS,
                role=Role.NEUTRAL,
                values=tuple(row.value for row in found.rows),
            ),
        ),
        description=driver_sentence(found, "requests"),
        period=length,
    )


def beside_chart(found: AgainstDriver, length: Period, what: str) -> TimeChart:
    """Return what arrived beside it in the unit, by month or quarter."""
    return TimeChart(
        title="Agreed in the unit",
        unit=f"{what}, a {length}",
        days=tuple(row.period.first for row in found.rows),
        series=(
            Series(
                name=what,
                kind=Kind.BARS,
                role=Role.RECEIVED,
                values=tuple(
                    math.nan if row.arrived is None else row.arrived
                    for row in found.rows
                ),
            ),
        ),
        description=driver_sentence(found, what.lower()),
        period=length,
    )


def driver_table(found: AgainstDriver, length: Period) -> Table:
    """Return one row for each month or quarter, newest first."""
    head = (
        length.capitalize(),
        *("Recorded", "On the year", "Agreed", "Per 100"),
    )
    rows: list[tuple[str, ...]] = [
        (
            day_text(row.period.first, length),
            number_text(row.value),
            percent_text(row.change),
            cell(row.arrived),
            cell(row.ratio, 1),
        )
        for row in reversed(found.rows)
    ]
    return head, rows


def driver_sentence(found: AgainstDriver, what: str) -> str:
    """Say how many requests came per 100 recorded, of which time, and how it moved."""
    value = found.latest.value
    if not found.rows:
        return f"No value of {found.name or 'a driver series'} is entered."
    if found.until is None:
        return (
            f"{found.name} has values for {len(found.rows)} periods, and complete"
            " records of the unit for none of them."
        )
    if value is None:
        return f"{found.name}: nothing was recorded, so there is no ratio."
    ratios = [row.ratio for row in found.rows if row.ratio is not None]
    span = f"in the {found.months} months to {day_words(found.until)}"
    said = (
        f"For every 100 of “{found.name}” {number_text(value, 1)} {what} were agreed"
        f" {span}; taken singly, {found.period_noun}s had between"
        f" {number_text(min(ratios), 1)} and {number_text(max(ratios), 1)}."
    )
    return f"{said} It assumes that both count the same time and the same area."
