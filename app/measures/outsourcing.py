"""Work done by outside providers: how much, for what, how fast, how well (M56).

A request is with a provider while its status is "with external provider"; the stays of
the ledger tell from when until when. What was recorded of a sending (items, invoice,
defects) completes the stay that began on its day. Where no invoice is known, the cost
is items times the price agreed with the provider; where no items were recorded, they
are the exhibits of the request.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, NO_DAY, Ledger
from app.casework.request import Status
from app.casework.working_time import end_of_day, local_day, local_days
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.flow import issues, rows_between
from app.measures.stays import Rows, spells_in
from app.workforce.equipment import Provider, Sending, SentRequest

YEAR = 365
"""Days over which outsourcing is told."""

LEAST = 5
"""Requests done in the unit below which there is nothing to compare with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One stay of a request with a provider.

    Attributes:
        row: Row of the ledger.
        request: The request.
        sent_on: Day on which it was sent.
        back_on: Day on which it came back; None while it is away.
        items: Items (exhibits) sent.
        cost: In pounds; None where neither an invoice nor a price is known.
        is_estimated: Whether the cost is items times the price.
        sending: What was recorded of it; None if nothing was.
    """

    row: int
    request: SentRequest
    sent_on: date
    back_on: date | None
    items: int
    cost: float | None
    is_estimated: bool
    sending: Sending | None

    @property
    def days(self) -> int | None:
        """Calendar days with the provider; None while it is away."""
        return None if self.back_on is None else (self.back_on - self.sent_on).days


@dataclass(frozen=True, slots=True, kw_only=True)
class Outsourcing:
    """What providers did in the year to a day (M56).

    Attributes:
        as_at: The day.
        sent: What was sent by then, the last first; of all time.
        items: Items sent in the year.
        cost: What these cost.
        item_cost: What one of them cost, where the cost is known.
        turnaround: Median days from receipt to issue of requests that a provider had.
        in_house: Median of what like requests took that none had.
        defects: Items in 100 that were defective, of those with a record.
    """

    as_at: date
    sent: tuple[Sent, ...]
    items: Figure
    cost: Figure
    item_cost: Figure
    turnaround: Figure
    in_house: Figure
    defects: Figure

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in the order of telling."""
        every = self.items, self.cost, self.item_cost
        return (*every, self.turnaround, self.in_house, self.defects)


def ids_sent(ledger: Ledger) -> list[int]:
    """Return the row ids of the requests that were ever with a provider."""
    rows = np.unique(spells_in(ledger, (Status.EXTERNAL,)).request)
    return [int(one) for one in ledger.ids[rows]]


def sent_by(
    ledger: Ledger,
    requests: Iterable[SentRequest],
    sendings: Iterable[Sending],
    providers: Iterable[Provider],
    as_at: date,
) -> tuple[Sent, ...]:
    """Return what was sent to providers by the end of ``as_at``, the last first.

    A stay that ended later was not over then.
    """
    known = {one.id: one for one in requests}
    recorded = {(one.request, one.sent_on): one for one in sendings}
    prices = {one.name.casefold(): one.item_cost for one in providers}
    end, spells = end_of_day(as_at), spells_in(ledger, (Status.EXTERNAL,))
    columns = spells.request.tolist(), spells.entered.tolist(), spells.left.tolist()
    found = [
        _sent(
            ledger,
            known[id_],
            row,
            (local_day(entered), _back(left, end)),
            recorded,
            prices,
        )
        for row, entered, left in zip(*columns, strict=True)
        if entered <= end and (id_ := int(ledger.ids[row])) in known
    ]
    return tuple(sorted(found, key=lambda one: (one.sent_on, one.row), reverse=True))


def outsourcing(ledger: Ledger, sent: Sequence[Sent], as_at: date) -> Outsourcing:
    """Return what providers did in the year to the end of ``as_at`` (M56).

    Args:
        ledger: The history.
        sent: What was sent (``sent_by``, as at the same day).
        as_at: The day.
    """
    first = as_at - timedelta(days=YEAR - 1)
    year = [one for one in sent if first <= one.sent_on <= as_at]
    turnaround, in_house = _turnarounds(ledger, sent, first, as_at)
    return Outsourcing(
        as_at=as_at,
        sent=tuple(sent),
        items=_items(year, as_at),
        cost=_cost(year, as_at),
        item_cost=_item_cost(year, as_at),
        turnaround=turnaround,
        in_house=in_house,
        defects=_defects(year, as_at),
    )


def _back(left: int, end: int) -> date | None:
    return None if left == FOREVER or left > end else local_day(left)


def _sent(
    ledger: Ledger,
    request: SentRequest,
    row: int,
    days: tuple[date, date | None],
    recorded: Mapping[tuple[str, date], Sending],
    prices: Mapping[str, float | None],
) -> Sent:
    sending = recorded.get((request.uid, days[0]))
    items = sending.items if sending else max(int(ledger.exhibits[row]), 1)
    cost = sending.cost if sending else None
    price = prices.get(request.provider.casefold())
    is_estimated = cost is None and price is not None
    if cost is None and price is not None:
        cost = items * price
    return Sent(
        row=row,
        request=request,
        sent_on=days[0],
        back_on=days[1],
        items=items,
        cost=cost,
        is_estimated=is_estimated,
        sending=sending,
    )


def _items(year: Sequence[Sent], as_at: date) -> Figure:
    recorded = sum(one.sending is not None for one in year)
    note = f"In {len(year):,} sendings."
    if recorded < len(year):
        note += " Where no items were recorded, the exhibits of the request are taken."
    return figure(
        "M56",
        float(sum(one.items for one in year)),
        as_at=as_at,
        coverage=Coverage(used=recorded, scope=len(year)),
        rows=_rows(year),
        label="Items sent to providers",
        note=note,
    )


def _cost(year: Sequence[Sent], as_at: date) -> Figure:
    known = [one for one in year if one.cost is not None]
    return figure(
        "M56",
        sum(one.cost or 0.0 for one in known) if known else None,
        as_at=as_at,
        coverage=_invoiced(year),
        rows=_rows(known),
        label="Cost of providers",
        unit="£",
        note=_cost_note(year, known),
    )


def _item_cost(year: Sequence[Sent], as_at: date) -> Figure:
    known = [one for one in year if one.cost is not None]
    items = sum(one.items for one in known)
    return figure(
        "M56",
        sum(one.cost or 0.0 for one in known) / items if items else None,
        as_at=as_at,
        coverage=_invoiced(year),
        rows=_rows(known),
        label="Cost of an item",
        unit="£",
        note=_cost_note(year, known),
    )


def _invoiced(year: Sequence[Sent]) -> Coverage:
    used = sum(one.cost is not None and not one.is_estimated for one in year)
    return Coverage(used=used, scope=len(year))


def _cost_note(year: Sequence[Sent], known: Sequence[Sent]) -> str:
    estimated = sum(one.is_estimated for one in year)
    parts = []
    if estimated:
        parts.append(
            f"{estimated:,} of {len(year):,} sendings have no invoice and are given"
            " items times the provider's price."
        )
    if missing := len(year) - len(known):
        parts.append(f"Of {missing:,} neither an invoice nor a price is known.")
    return " ".join(parts)


def _defects(year: Sequence[Sent], as_at: date) -> Figure:
    known = [one for one in year if one.sending is not None]
    items = sum(one.items for one in known)
    defective = sum(one.sending.defects for one in known if one.sending)
    return figure(
        "M56",
        100 * defective / items if items else None,
        as_at=as_at,
        coverage=Coverage(used=len(known), scope=len(year)),
        rows=_rows(known),
        label="Defective items",
        unit="%",
        note=f"{defective:,} of {items:,} items with a record." if items else "",
    )


def _turnarounds(
    ledger: Ledger, sent: Sequence[Sent], first: date, as_at: date
) -> tuple[Figure, Figure]:
    """Return the median turnaround of requests that a provider had, and of others.

    Each of theirs is set against the median of its own type and level.
    """
    moments = issues(ledger)
    rows = rows_between(moments, first, as_at)
    days = local_days(moments[rows]) - ledger.received[rows].astype(np.int64)
    usable = (ledger.received[rows] != NO_DAY) & (days >= 0)
    had = np.isin(rows, _rows(sent))
    theirs, ours = np.flatnonzero(usable & had), np.flatnonzero(usable & ~had)
    alike = _alike(ledger, rows)
    usual = _medians(alike[ours], days[ours])
    against = [usual[key] for key in alike[theirs].tolist() if key in usual]
    in_all = int(had.sum())
    turnaround = figure(
        "M56",
        float(np.median(days[theirs])) if len(theirs) else None,
        as_at=as_at,
        coverage=Coverage(used=len(theirs), scope=in_all),
        rows=rows[theirs],
        label="Turnaround with a provider",
        unit="days",
    )
    in_house = figure(
        "M56",
        float(np.median(against)) if against else None,
        as_at=as_at,
        coverage=Coverage(used=len(against), scope=in_all),
        rows=rows[ours[np.isin(alike[ours], alike[theirs])]],
        label="The same in the unit",
        unit="days",
        note=(
            f"Each against the median of its type and level, of {LEAST} or more that"
            " no provider had."
        ),
    )
    return turnaround, in_house


def _alike(ledger: Ledger, rows: Rows) -> NDArray[np.int64]:
    """Return a number for the type and level of each row."""
    levels = len(ledger.codes.level) + 1
    types = ledger.examination_type[rows].astype(np.int64) + 1
    found: NDArray[np.int64] = types * levels + ledger.level[rows] + 1
    return found


def _medians(keys: NDArray[np.int64], days: NDArray[np.int64]) -> dict[int, float]:
    """Return the median of each key that has enough."""
    every, counts = np.unique(keys, return_counts=True)
    return {
        int(key): float(np.median(days[keys == key]))
        for key in every[counts >= LEAST].tolist()
    }


def _rows(sent: Iterable[Sent]) -> Rows:
    return np.unique(np.array([one.row for one in sent], dtype=np.int32))
