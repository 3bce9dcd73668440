"""A unit whose demand is known for some years, made quickly for tests of demand."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np

from app.casework.outlook import ChangePoint, DriverValue, ExtraUnit, OperationPlan
from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.staffing import demand as acts
from app.store import Store
from app.store.event import write
from app.store.request import add_request, move_request
from app.store.setting import Settings
from app.store.unit import create_unit

AS_AT = date(2026, 9, 30)
NOON = datetime(2026, 9, 30, 12, tzinfo=UTC)
WHO = {"on": AS_AT, "who": "test", "at": NOON}
SERIES = "Fraud and economic crime, recorded"
PLAN = OperationPlan(
    name="Operation Alder",
    first_on=date(2026, 10, 12),
    weeks=4,
    extra=5.0,
    unit=ExtraUnit.REQUESTS,
    offence="FRAUD",
)
CHANGE = ChangePoint(day=date(2026, 3, 2), words="Kiosks opened to all")


def demand_unit(
    path: Path | str,
    *,
    first: date = date(2023, 4, 1),
    last: date = AS_AT,
    weekly: float = 4.0,
) -> Store:
    """Return a unit in which so many requests a week were asked for and ended.

    One request in eight is refused. Of what is accepted every third is fraud.
    """
    store = create_unit(path, Settings(unit="Test unit"), who="test", at=NOON)
    days = int((last - first).days * weekly / 7)
    draw = np.random.default_rng(7)
    ages = np.sort(draw.integers(0, (last - first).days + 1, days)).tolist()
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        for number, age in enumerate(ages):
            _tell(operation, number, first + timedelta(days=age))
    return store


def _tell(operation, number, day):
    request = Request(
        uid="",
        reference=f"DF-{number}",
        status=Status.SUBMITTED,
        priority=tuple(Priority)[number % 4],
        offence="FRAUD" if number % 3 == 0 else "DRUGS",
        submitted_on=day,
        effort_estimated=10.0,
        exhibits_agreed=2,
    )
    uid = add_request(operation, request, effective_at=midday(day))
    if number % 8 == 7:
        steps = (Status.ASSESSING, Status.REJECTED)
    else:
        steps = (Status.ASSESSING, Status.ACCEPTED, Status.WITHDRAWN)
    for place, status in enumerate(steps, start=1):
        at = midday(day) + 60 * place
        move_request(operation, uid, status, effective_at=at)


def tell_outlook(store: Store) -> None:
    """Enter a series from 2024 to June 2026, an operation and a change point."""
    firsts = [date(2024 + at // 4, 1 + 3 * (at % 4), 1) for at in range(10)]
    values = tuple(
        DriverValue(name=SERIES, first_on=day, value=30.0 + at, source="Bulletin")
        for at, day in enumerate(firsts)
    )
    acts.set_driver(store, values, **WHO)
    acts.add_plan(store, PLAN, **WHO)
    acts.mark_change(store, CHANGE, **WHO)
