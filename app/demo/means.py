"""What the demo unit works with besides its people: equipment, and Provider A."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import numpy as np

from app.casework.request import Status
from app.demo.case import Case
from app.demo.journal import BEFORE, Fact, Journal
from app.demo.profile import DAYS, START
from app.store.rows import to_row
from app.workforce.equipment import Equipment, LimitUnit, Provider, Sending

PROVIDER = "Provider A"
"""Who takes what is sent out."""

_AGREED = 42
"""Days from sending to return that were agreed."""

_COST = 385.0
"""What an item costs, in pounds."""

_INVOICE = 14
"""Days from the return to the invoice."""

_DEFECTIVE = 0.04
"""Share of the items sent that had to be done again."""

_MOBILE = ("MOB_L1", "MOB_L2")
_COMPUTER = ("COMP_PREV", "COMP_TGT", "COMP_FULL")
_EQUIPMENT = (
    ("Extraction benches", "Q_BENCH", 5, 30.0, "hours", _MOBILE, -900, None),
    ("Advanced mobile bench", "Q_BENCH", 1, 35.0, "hours", ("MOB_L3",), -420, None),
    ("Imaging stations", "Q_BENCH", 4, 60.0, "hours", _COMPUTER, -900, None),
    ("Cyber kiosks", "Q_KIOSK", 6, 9.0, "items", ("KIOSK",), 1092, None),
    ("Mobile extraction licences", "Q_LICENCE", 2, 30.0, "hours", _MOBILE, 364, 60),
    ("Other mobile licences", "Q_LICENCE", 4, 30.0, "hours", _MOBILE, 500, 410),
    ("Advanced unlock licence", "Q_LICENCE", 1, 40.0, "hours", ("MOB_L3",), 728, 332),
    ("Computer analysis licences", "Q_LICENCE", 8, 35.0, "hours", _COMPUTER, 364, 151),
    ("Grading workstations", "Q_OTHER", 4, 25.0, "hours", ("GRADE",), -900, None),
)
"""Label, kind, how many, weekly limit of each, its unit, types, first day of use, and
days from the end of the history to the last (None without an end)."""


def tell_means(
    journal: Journal,
    cases: Sequence[Case],
    known: Mapping[int, int],
    rng: np.random.Generator,
) -> None:
    """Add equipment, the provider, and what came of what was sent to it.

    Args:
        journal: Where to add.
        cases: The requests, after they were played.
        known: Day on which each request was first recorded, by its number.
        rng: Where chance comes from.
    """
    for item in _equipment():
        day = max(BEFORE, (item.valid_from - START).days - 7)
        journal.add_on(day, _new(day, "equipment", item))
    provider = Provider(
        name=PROVIDER,
        types=(*_MOBILE, "MOB_L3", *_COMPUTER, "MEDIA"),
        monthly_items=8,
        turnaround_days=_AGREED,
        item_cost=_COST,
        valid_from=_day(-600),
        note="Framework agreement",
    )
    journal.add_on(BEFORE, _new(BEFORE, "provider", provider))
    for case in cases:
        for fact in _sendings(case, rng):
            fact.links = (("request", ("request", case.number)),)
            journal.add_on(max(fact.day, known[case.number]), fact)


def _equipment() -> Iterator[Equipment]:
    for label, kind, quantity, limit, unit, types, first, left in _EQUIPMENT:
        yield Equipment(
            label=label,
            kind=kind,
            quantity=quantity,
            weekly_limit=limit,
            unit=LimitUnit(unit),
            types=types,
            valid_from=_day(first),
            valid_to=None if left is None else _day(DAYS - 1 + left),
        )


def _sendings(case: Case, rng: np.random.Generator) -> Iterator[Fact]:
    """Yield what came of the sending of a request: once it is back, with the cost."""
    for move, after in zip(case.moves, [*case.moves[1:], None], strict=True):
        if move.status is not Status.EXTERNAL:
            continue
        items = len(case.devices)
        defects, factor = int(rng.binomial(items, _DEFECTIVE)), rng.uniform(0.9, 1.2)
        is_paid = after is not None and after.day + _INVOICE < DAYS
        sending = Sending(
            request=str(case.number),
            sent_on=_day(move.day),
            items=items,
            cost=round(items * _COST * float(factor), 2) if is_paid else None,
            defects=defects if is_paid else 0,
        )
        day = after.day + _INVOICE if after and is_paid else move.day
        yield _new(day, "sending", sending)


def _new(day: int, subject: str, value: object) -> Fact:
    return Fact(day=day, subject=subject, changes=to_row(value), is_new=True)


def _day(day: int) -> date:
    return START + timedelta(days=day)
