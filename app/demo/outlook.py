"""What the demo unit knows of coming demand: a series, two operations, a change.

The series follows the published Scottish figures of 2020/21, divided by six as the unit
is (domain reference 2.1 and 6); its course is made up.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from app.casework.outlook import ChangePoint, DriverValue, ExtraUnit, OperationPlan
from app.demo.journal import BEFORE, Fact, Journal
from app.demo.profile import DAYS, START
from app.store.rows import to_row

SERIES = "Online child sexual abuse crimes recorded"

_FIRST = date(2020, 4, 1)
"""First day of the first quarter of the series."""

_A_QUARTER = 1966 / 6 / 4
"""Crimes a quarter in 2020/21: a sixth of the national figure."""

_GROWTH = 0.055
"""Growth a year."""

_PUBLISHED = 47
"""Days from the end of a quarter to its publication."""

_SEASON = (0.97, 1.02, 1.05, 0.96)
"""Height of the quarters from April."""

_WIDENED = 1092
"""Day on which kiosks were opened to all divisions."""

_OPERATIONS = (
    ("Operation Harebell", 22, 4, 6.0, "requests", "IIOC", -35,
     "Warrants agreed with three divisions"),
    ("Festive campaign on domestic abuse", 36, 6, 9.0, "exhibits", "DOM_ABUSE", -21,
     "As in the years before, with complainers' phones"),
)  # fmt: skip
"""Name, first day counted from the end of the history, weeks, extra a week, its unit,
offence, day of recording counted from the end, note."""


def tell_outlook(journal: Journal, rng: np.random.Generator) -> None:
    """Add the series as it was published, what is planned, and what changed."""
    for value in _series(rng):
        day = (value.last_on - START).days + _PUBLISHED
        if day < DAYS:
            _add(journal, max(day, BEFORE), "driver", value)
    for name, first, weeks, extra, unit, offence, known, note in _OPERATIONS:
        plan = OperationPlan(
            name=name,
            first_on=_day(DAYS - 1 + first),
            weeks=weeks,
            extra=extra,
            unit=ExtraUnit(unit),
            offence=offence,
            note=note,
        )
        _add(journal, DAYS - 1 + known, "operation_plan", plan)
    change = ChangePoint(day=_day(_WIDENED), words="Kiosks opened to all divisions")
    _add(journal, _WIDENED + 14, "change_point", change)


def _series(rng: np.random.Generator) -> Iterator[DriverValue]:
    first, quarter = _FIRST, 0
    while (first - START).days < DAYS:
        level = _A_QUARTER * (1 + _GROWTH) ** (quarter / 4) * _SEASON[quarter % 4]
        yield DriverValue(
            name=SERIES,
            first_on=first,
            value=float(rng.poisson(level)),
            source="Quarterly bulletin (made up)",
        )
        first, quarter = (first + timedelta(days=95)).replace(day=1), quarter + 1


def _add(journal: Journal, day: int, subject: str, value: object) -> None:
    fact = Fact(day=day, subject=subject, changes=to_row(value), is_new=True)
    journal.add_on(day, fact)


def _day(day: int) -> date:
    return START + timedelta(days=day)
