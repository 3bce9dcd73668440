"""The sentences of the measures of demand: arrivals compared, and against drivers."""

from collections.abc import Mapping
from types import MappingProxyType

from app.measures.measure import Measure

DEMAND_CHOICES: Mapping[str, object] = MappingProxyType(
    {
        "arrived": "requests accepted for the first time",
        "span": "the year to date",
        "before": "the same days a year before",
        "years": "the last five years (those that are complete, listed beside it)",
        "driver": "crimes recorded",
    }
)
"""What stands in these sentences where a figure makes no other choice."""

DEMAND = (
    Measure(
        code="M10R",
        label="Asked for",
        unit="requests",
        sentence=(
            "Requests submitted for the first time, whether they were accepted later or"
            " not."
        ),
    ),
    Measure(
        code="M10H",
        label="Arriving effort",
        unit="h",
        sentence=(
            "Estimated examiner hours of {arrived}; a request without an estimate is"
            " given the median of its examination type."
        ),
    ),
    Measure(
        code="M10Y",
        label="Change on the year",
        unit="%",
        sentence=(
            "What arrived ({arrived}) in {span} less what arrived in {before}, as a"
            " share of the latter; a year counts only where its records are complete."
        ),
    ),
    Measure(
        code="M10F",
        label="Change on the five-year mean",
        unit="%",
        sentence=(
            "What arrived ({arrived}) in {span} less the mean of the same days of"
            " {years}, as a share of that mean; with fewer than five complete years the"
            " mean is of those that there are."
        ),
    ),
    Measure(
        code="M10C",
        label="Requests per 100 recorded",
        unit="per 100",
        sentence=(
            "What arrived ({arrived}) in a month or quarter per 100 of {driver} in the"
            " same time, as published."
        ),
    ),
)
"""Demand as the definitions show it."""
