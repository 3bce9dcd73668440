"""The register of all requests: which of them, in which order, and the rows to show.

An answer is a vector of row ids. The statements that read ids read them from indexes
alone, as one text each; what narrows and what sorts are put together afterwards, so
that every filter goes with every order and no statement is made from what was typed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from app.casework.register import (
    STATUSES_OF,
    Filter,
    Found,
    Group,
    PastStatuses,
    Question,
    RegisterRow,
    Sort,
    ids_of,
)
from app.casework.request import STATUSES, Priority, Status
from app.errors import StoreError
from app.progress import Cancelled, Progress
from app.store import Store, open_store
from app.store.person import shown_names
from app.store.wording import Wording, ids_with, read_wording

Ids = NDArray[np.int64]
MOST_KEPT = 8
"""How many filters are remembered at the most."""

_NARROWED = """
    SELECT status, group_concat(id) FROM request
     WHERE (:priorities IS NULL
            OR priority IN (SELECT value FROM json_each(:priorities)))
       AND (:divisions IS NULL
            OR division IN (SELECT value FROM json_each(:divisions)))
       AND (:offences IS NULL
            OR offence IN (SELECT value FROM json_each(:offences)))
       AND (:types IS NULL
            OR examination_type IN (SELECT value FROM json_each(:types)))
       AND (:examiners IS NULL
            OR examiner IN (SELECT value FROM json_each(:examiners)))
  GROUP BY status
"""
_TURNAROUND = "julianday(coalesce(issued_on, closed_on)) - julianday(received_on)"
_EXHIBIT_COUNT = "coalesce(exhibits_agreed, exhibits_requested)"
_BY_VALUE = """
    SELECT group_concat(id) FROM (
        SELECT id FROM request WHERE {0} IS NOT NULL ORDER BY {0}, id)
"""
_BY_CODE = """
    SELECT {0}, group_concat(id) FROM request WHERE {0} IS NOT NULL GROUP BY {0}
"""
_VALUE_ORDERS: Mapping[Sort, str] = {
    Sort.REFERENCE: _BY_VALUE.format("reference"),
    Sort.RECEIVED: _BY_VALUE.format("received_on"),
    Sort.TARGET: _BY_VALUE.format("target_on"),
    Sort.EFFORT: _BY_VALUE.format("effort_estimated"),
    Sort.EXHIBITS: _BY_VALUE.format(_EXHIBIT_COUNT),
    Sort.AGE: _BY_VALUE.format(_TURNAROUND),
}
_CODE_ORDERS: Mapping[Sort, tuple[str, str]] = {
    Sort.PRIORITY: (_BY_CODE.format("priority"), "priority"),
    Sort.STATUS: (_BY_CODE.format("status"), "request_status"),
    Sort.OFFENCE: (_BY_CODE.format("offence"), "offence_category"),
    Sort.DIVISION: (_BY_CODE.format("division"), "requesting_division"),
    Sort.TYPE: (_BY_CODE.format("examination_type"), "examination_type"),
    Sort.EXAMINER: (_BY_CODE.format("examiner"), ""),
}
_IN_LIST_ORDER = ("priority", "request_status")
_TERMS = "SELECT code, label, position FROM term WHERE list = :list"
_ROWS = """
    SELECT request.*, coalesce(issued_on, closed_on) AS ended_on,
           coalesce(exhibits_agreed, exhibits_requested,
                    (SELECT nullif(count(*), 0) FROM exhibit
                      WHERE exhibit.request = request.uid)) AS exhibits
      FROM json_each(:ids) JOIN request ON request.id = json_each.value
"""
_SEQUENCE = "SELECT coalesce(max(id), 0) FROM event"
_USED = """
    SELECT DISTINCT division FROM request WHERE division IS NOT NULL ORDER BY division
"""


@dataclass(slots=True)
class Kept:
    """What was read for questions before, good until something is written.

    Attributes:
        sequence: Number of the last event when it was read.
        narrowed: Ids by status, by the lists of the filter.
        orders: Every id where it is known, by what they are sorted by.
        wording: The words of every request; None until they are searched.
    """

    sequence: int = -1
    narrowed: dict[str, dict[Status, Ids]] = field(default_factory=dict)
    orders: dict[Sort, Ids] = field(default_factory=dict)
    wording: Wording | None = None

    def words_of(self, store: Store) -> Wording:
        """Return the words of every request, read again when something was written."""
        if self.wording is None or self.wording.sequence != self.sequence:
            self.wording = read_wording(store)
        return self.wording

    def bring_up(self, store: Store) -> None:
        """Forget everything when something was written since, or there is much."""
        sequence = store.value(_SEQUENCE)
        if sequence != self.sequence or len(self.narrowed) > MOST_KEPT:
            self.sequence = sequence
            self.narrowed.clear()
            self.orders.clear()


def register_ids(
    store: Store,
    chosen: Filter,
    sort: Sort,
    descending: bool,
    *,
    within: Sequence[int] | None = None,
) -> Sequence[int]:
    """Return the row ids of the requests wanted, in the order wanted."""
    some = None if within is None else tuple(within)
    question = Question(filter=chosen, sort=sort, is_descending=descending, within=some)
    return find(store, question).ids


def find(store: Store, question: Question, kept: Kept | None = None) -> Found:
    """Return what the register answers: ids in order, and the counts of each group.

    What is ``kept`` from the questions before is not read again.
    """
    kept = kept or Kept()
    kept.bring_up(store)
    narrowed = _narrowed(store, question.filter, kept)
    if question.past is not None:
        narrowed = _as_they_stood(narrowed, question.past)
    by_status = _restricted(store, question, narrowed, kept)
    counts = {
        group: sum(len(by_status.get(status, ())) for status in statuses)
        for group, statuses in STATUSES_OF.items()
    }
    wanted = STATUSES_OF[question.filter.group]
    chosen = _joined(ids for status, ids in by_status.items() if status in wanted)
    order = _kept_order(store, question, kept)
    ids = _ordered(order, chosen, question.is_descending)
    return Found(
        ids=ids_of(ids.tolist()), counts=counts, total=_total(store, question.past)
    )


def register_rows(store: Store, ids: Sequence[int]) -> list[RegisterRow]:
    """Return the rows of the requests with ``ids``, in that order; some may be gone."""
    text = orjson.dumps([int(one) for one in ids]).decode()
    found = {row["id"]: _row(row) for row in store.query(_ROWS, {"ids": text})}
    return [found[one] for one in ids if one in found]


def register_counts(store: Store, chosen: Filter) -> Mapping[Group, int]:
    """Return how many requests each group would show, all else being as chosen."""
    return find(store, Question(filter=chosen)).counts


def divisions_in_use(store: Store) -> list[str]:
    """Return the codes of the divisions that any request has."""
    return [row[0] for row in store.query(_USED)]


class Search:
    """One question to the register, answered in a thread, stopped from another."""

    def __init__(self, path: Path, question: Question, kept: Kept) -> None:
        """Make it; one search at a time may use the same ``kept``."""
        self.question = question
        self._path = path
        self._kept = kept
        self._store: Store | None = None
        self._is_stopped = False

    def run(self, progress: Progress) -> Found:
        """Answer through a connection of its own.

        Raises:
            Cancelled: It was stopped.
        """
        progress(0, 1)
        store = self._store = open_store(self._path, read_only=True)
        try:
            if self._is_stopped:
                raise Cancelled
            return find(store, self.question, self._kept)
        except StoreError:
            if self._is_stopped:
                raise Cancelled from None
            raise
        finally:
            self._store = None
            store.close()

    def stop(self) -> None:
        """Interrupt the statement under way."""
        self._is_stopped = True
        if (store := self._store) is not None:
            store.connection.interrupt()


def _narrowed(store: Store, chosen: Filter, kept: Kept) -> dict[Status, Ids]:
    """Return the ids that the lists of the filter leave, by status."""
    lists = {
        name: orjson.dumps(codes).decode() if (codes := getattr(chosen, name)) else None
        for name in ("priorities", "divisions", "offences", "types", "examiners")
    }
    key = repr(lists)
    if key not in kept.narrowed:
        found = store.query(_NARROWED, lists)
        kept.narrowed[key] = {Status(row[0]): _ids(row[1]) for row in found}
    return kept.narrowed[key]


def _as_they_stood(
    narrowed: Mapping[Status, Ids], past: PastStatuses
) -> dict[Status, Ids]:
    """Return the same ids by the status that they had; those not there yet, not."""
    every = _joined(narrowed.values())
    positions = past.of(every)
    return {status: every[positions == at] for at, status in enumerate(STATUSES)}


def _total(store: Store, past: PastStatuses | None) -> int:
    if past is not None:
        return int((past.positions >= 0).sum())
    return int(store.value("SELECT count(*) FROM request"))


def _restricted(
    store: Store, question: Question, by_status: dict[Status, Ids], kept: Kept
) -> dict[Status, Ids]:
    """Return those of the ids that have the words and lie within."""
    for some in _restrictions(store, question, kept):
        mask = _mask(some, by_status.values())
        by_status = {status: ids[mask[ids]] for status, ids in by_status.items()}
    return by_status


def _restrictions(store: Store, question: Question, kept: Kept) -> Iterator[Ids]:
    if question.within is not None:
        yield np.array(question.within, dtype=np.int64)
    for word in question.filter.words:
        yield ids_with(kept.words_of(store), word)


def _ordered(order: Ids, chosen: Ids, is_descending: bool) -> Ids:
    """Return the ids chosen in an order or its reverse; those not in it, last."""
    wanted = _mask(chosen, (order,))
    known = order[wanted[order]]
    if is_descending:
        known = known[::-1]
    wanted[known] = False
    return np.concatenate([known, np.flatnonzero(wanted)])


def _kept_order(store: Store, question: Question, kept: Kept) -> Ids:
    if question.sort is Sort.STATUS and question.past is not None:
        return question.past.in_order()
    if question.sort not in kept.orders:
        kept.orders[question.sort] = _order(store, question.sort)
    return kept.orders[question.sort]


def _order(store: Store, sort: Sort) -> Ids:
    if sort in _CODE_ORDERS:
        return _by_label(store, *_CODE_ORDERS[sort])
    order = _ids(store.value(_VALUE_ORDERS[sort]))
    return _with_open_ages(store, order) if sort is Sort.AGE else order


def _with_open_ages(store: Store, ended: Ids) -> Ids:
    """Return those ended by turnaround, then those not ended, the newest first."""
    received = _ids(store.value(_VALUE_ORDERS[Sort.RECEIVED]))
    is_ended = _mask(ended, (received,))
    return np.concatenate([ended, received[~is_ended[received]][::-1]])


def _by_label(store: Store, sql: str, name: str) -> Ids:
    """Return ids in the order of what is shown for their code."""
    places = _places(store, name)
    groups = {row[0]: _ids(row[1]) for row in store.query(sql)}
    codes = sorted(groups, key=lambda code: (places.get(code, ""), code))
    return _joined(groups[code] for code in codes)


def _places(store: Store, name: str) -> dict[str, str]:
    if not name:
        return {uid: one.casefold() for uid, one in shown_names(store).items()}
    return {
        row["code"]: f"{row['position']:09d}"
        if name in _IN_LIST_ORDER
        else row["label"].casefold()
        for row in store.query(_TERMS, {"list": name})
    }


def _ids(text: str | None) -> Ids:
    return np.fromstring(text or "", dtype=np.int64, sep=",")


def _joined(parts: Iterable[Ids]) -> Ids:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _mask(some: Ids, others: Iterable[Ids]) -> NDArray[np.bool_]:
    """Return by id whether it is among ``some``, as long as all ids need."""
    size = max((int(ids.max()) for ids in (some, *others) if len(ids)), default=0) + 1
    mask = np.zeros(size, dtype=bool)
    mask[some] = True
    return mask


def _row(row: Any) -> RegisterRow:
    return RegisterRow(
        id=row["id"],
        uid=row["uid"],
        reference=row["reference"],
        status=Status(row["status"]),
        priority=Priority(row["priority"]) if row["priority"] else None,
        received_on=_day(row["received_on"]),
        ended_on=_day(row["ended_on"]),
        target_on=_day(row["target_on"]),
        offence=row["offence"],
        division=row["division"],
        examination_type=row["examination_type"],
        exhibits=row["exhibits"],
        effort_estimated=row["effort_estimated"],
        examiner=row["examiner"],
        requester=row["requester"],
        summary=row["summary"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
