"""Read the ledger from the store, and bring it up to date after a write.

Columns of numbers leave SQLite as one text and become an array in one step; reading
600,000 stays row by row would take several times as long.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.casework.ledger import FOREVER, NO_CODE, NO_DAY, Codes, Ledger
from app.casework.request import STATUSES
from app.store import Store

_POSITION = " ".join(
    f"WHEN '{status}' THEN {place}" for place, status in enumerate(STATUSES)
)
_STAYS = f"""
    SELECT group_concat(
             record || ',' || effective_at || ',' || CASE status {_POSITION} END)
      FROM (SELECT record, effective_at, status FROM event
             WHERE subject = 'request' AND status IS NOT NULL
               AND id NOT IN (SELECT corrects FROM event WHERE corrects IS NOT NULL)
               AND (:some IS NULL OR record IN (SELECT value FROM json_each(:some)))
          ORDER BY record, effective_at, id)
"""  # noqa: S608 - the words are those of Status
_HOLDS = """
    SELECT record, effective_at, reason FROM event
     WHERE subject = 'request' AND status = 'ON_HOLD'
       AND id NOT IN (SELECT corrects FROM event WHERE corrects IS NOT NULL)
       AND (:some IS NULL OR record IN (SELECT value FROM json_each(:some)))
  ORDER BY record, effective_at, id
"""
_NUMBERS = """
    SELECT group_concat(
             id || ',' || coalesce(substr(priority, 2), 0)
                || ',' || coalesce(online_abuse, -1)
                || ',' || coalesce(replace(submitted_on, '-', ''), 0)
                || ',' || coalesce(replace(received_on, '-', ''), 0)
                || ',' || coalesce(replace(accepted_on, '-', ''), 0)
                || ',' || coalesce(replace(issued_on, '-', ''), 0)
                || ',' || coalesce(replace(target_on, '-', ''), 0)
                || ',' || coalesce(replace(original_target_on, '-', ''), 0)
                || ',' || coalesce(replace(prosecutor_on, '-', ''), 0)
                || ',' || coalesce(effort_estimated, 'nan') || ',' || effort_spent
                || ',' || coalesce(exhibits_agreed, exhibits_requested, 0))
      FROM (SELECT * FROM request
             WHERE :some IS NULL OR id IN (SELECT value FROM json_each(:some))
          ORDER BY id)
"""
_WORDS = """
    SELECT reference, division, offence, examination_type, custody,
           coalesce(level_agreed, level_requested), missed_cause FROM request
     WHERE :some IS NULL OR id IN (SELECT value FROM json_each(:some))
  ORDER BY id
"""
_UIDS = "SELECT uid FROM request ORDER BY id"
_EXHIBITS = """
    SELECT exhibit.id, {owner}, coalesce(replace(exhibit.finished_on, '-', ''), 0),
           exhibit.size
      FROM exhibit {join}
     WHERE :some IS NULL OR exhibit.id IN (SELECT value FROM json_each(:some))
  ORDER BY exhibit.id
"""
_EXHIBITS_BY_UID = _EXHIBITS.format(owner="exhibit.request", join="")
_EXHIBITS_BY_ID = _EXHIBITS.format(
    owner="request.id", join="JOIN request ON request.uid = exhibit.request"
)
_WORK = """
    SELECT request, replace(done_on, '-', ''), hours FROM work ORDER BY id
"""
_NEWS = """
    SELECT id, subject, record, kind FROM event WHERE id > :sequence ORDER BY id
"""
_SEQUENCE = "SELECT coalesce(max(id), 0) FROM event"
_FACTS = (
    *("ids", "reference", "priority", "division", "offence", "examination_type"),
    *(
        "level",
        "missed_cause",
        "custody",
        "online_abuse",
        "submitted",
        "received",
        "accepted",
        "issued",
    ),
    *("target", "original_target", "prosecutor", "effort", "spent", "exhibits"),
)
_CODED = (
    *("division", "offence", "examination_type", "custody", "level"),
    "missed_cause",
)
REBUILD = 2000
"""Requests changed at once above which reading everything again is the quicker way."""


def build_ledger(store: Store) -> Ledger:
    """Read the whole history of the store into columns."""
    sequence = store.value(_SEQUENCE)
    facts = _read_facts(store, Codes(), None)
    stays = _read_stays(store, facts.columns["ids"], facts.codes, None)
    uids = [row[0] for row in store.query(_UIDS)]
    rows = {uid: row for row, uid in enumerate(uids)}
    return Ledger(
        sequence=sequence,
        codes=stays.codes,
        **stays.columns,
        **facts.columns,
        **_read_exhibits(store, rows),
        **_read_work(store, rows),
    )


def extend_ledger(ledger: Ledger, store: Store) -> Ledger:
    """Return ``ledger`` with what was recorded since; the same one if nothing was."""
    news = list(store.query(_NEWS, {"sequence": ledger.sequence}))
    if not news:
        return ledger
    touched = _records(news, "request")
    exhibits = _records(news, "exhibit")
    removed = any(row["kind"] == "removed" for row in news if row["subject"] in _LEDGER)
    worked = any(row["subject"] == "work" for row in news)
    if removed or worked or len(touched) + len(exhibits) > REBUILD:
        return build_ledger(store)
    ledger = replace(ledger, sequence=news[-1]["id"])
    if touched:
        ledger = _with_requests(ledger, store, touched)
    return _with_exhibits(ledger, store, exhibits) if exhibits else ledger


_LEDGER = frozenset({"request", "exhibit", "work"})


@dataclass(frozen=True, slots=True)
class _Part:
    """Some columns of a ledger and the codes that their positions refer to."""

    columns: dict[str, NDArray[Any]]
    codes: Codes


def _records(news: Sequence[Any], subject: str) -> list[int]:
    return sorted({row["record"] for row in news if row["subject"] == subject})


def _with_requests(ledger: Ledger, store: Store, touched: list[int]) -> Ledger:
    facts = _read_facts(store, ledger.codes, touched)
    fresh = facts.columns["ids"]
    where = np.searchsorted(ledger.ids, fresh)
    known = where < len(ledger.ids)
    known[known] = ledger.ids[where[known]] == fresh[known]
    columns: dict[str, Any] = {}
    for name in _FACTS:
        old, new = getattr(ledger, name), facts.columns[name]
        merged = old.astype(np.promote_types(old.dtype, new.dtype))
        merged[where[known]] = new[known]
        columns[name] = np.concatenate([merged, new[~known]])
    stays = _read_stays(store, columns["ids"], facts.codes, touched)
    rows = np.searchsorted(columns["ids"], fresh).astype(np.int32)
    kept = ~np.isin(ledger.request, rows)
    for name, new in stays.columns.items():
        columns[name] = np.concatenate([getattr(ledger, name)[kept], new])
    return replace(ledger, codes=stays.codes, **columns)


def _with_exhibits(ledger: Ledger, store: Store, changed: list[int]) -> Ledger:
    found = list(store.query(_EXHIBITS_BY_ID, {"some": _json(changed)}))
    ids = np.array([row[0] for row in found], dtype=np.int64)
    owners = np.array([row[1] for row in found], dtype=np.int64)
    finished = _moments(np.array([int(row[2]) for row in found], dtype=np.int64))
    sizes = np.array([row[3] for row in found], dtype=np.float64)
    kept = ~np.isin(ledger.exhibit_ids, ids)
    rows = np.searchsorted(ledger.ids, owners).astype(np.int32)
    order = np.argsort(every := np.concatenate([ledger.exhibit_ids[kept], ids]))
    return replace(
        ledger,
        exhibit_ids=every[order],
        exhibit_request=np.concatenate([ledger.exhibit_request[kept], rows])[order],
        exhibit_finished=np.concatenate([ledger.exhibit_finished[kept], finished])[
            order
        ],
        exhibit_size=np.concatenate([ledger.exhibit_size[kept], sizes])[order],
    )


def _json(records: Sequence[int] | None) -> str | None:
    return None if records is None else "[" + ",".join(map(str, records)) + "]"


def _numbers(
    store: Store, sql: str, width: int, some: Sequence[int] | None
) -> NDArray[Any]:
    text = store.value(sql, {"some": _json(some)})
    if not text:
        return np.zeros((width, 0))
    return np.fromstring(text, sep=",").reshape(-1, width).T


def _read_facts(store: Store, codes: Codes, some: Sequence[int] | None) -> _Part:
    numbers = _numbers(store, _NUMBERS, 13, some)
    words = store.columns(_WORDS, {"some": _json(some)})
    columns: dict[str, NDArray[Any]] = {
        "ids": numbers[0].astype(np.int64),
        "priority": numbers[1].astype(np.int8),
        "online_abuse": numbers[2].astype(np.int8),
        "effort": numbers[10].copy(),
        "spent": numbers[11].copy(),
        "exhibits": numbers[12].astype(np.int32),
    }
    days = ("submitted", "received", "accepted", "issued", "target")
    for at, name in enumerate((*days, "original_target", "prosecutor"), start=3):
        columns[name] = _days(numbers[at].astype(np.int64))
    columns["reference"] = np.array(words[0], dtype=np.str_)
    for at, name in enumerate(_CODED, start=1):
        columns[name], grown = _positions(words[at], getattr(codes, name))
        codes = replace(codes, **{name: grown})
    return _Part(columns, codes)


def _positions(
    words: Sequence[str | None], known: tuple[str, ...]
) -> tuple[NDArray[np.int16], tuple[str, ...]]:
    """Return the position of each word, and the known words with the new ones added."""
    grown = (*known, *sorted({word for word in words if word is not None} - set(known)))
    position: dict[str | None, int] = {word: at for at, word in enumerate(grown)}
    position[None] = NO_CODE
    return np.array([position[word] for word in words], dtype=np.int16), grown


def _read_stays(
    store: Store, ids: NDArray[np.int64], codes: Codes, some: Sequence[int] | None
) -> _Part:
    records, entered, status = _numbers(store, _STAYS, 3, some).astype(np.int64)
    rows = np.searchsorted(ids, records)
    present = rows < len(ids)
    present[present] = ids[rows[present]] == records[present]
    rows, entered, status = rows[present], entered[present], status[present]
    left = np.full(len(rows), FOREVER, dtype=np.int64)
    if len(rows) > 1:
        same = rows[1:] == rows[:-1]
        left[:-1][same] = entered[1:][same]
    reasons, codes = _read_holds(store, records[present], entered, status, codes, some)
    columns: dict[str, NDArray[Any]] = {
        "request": rows.astype(np.int32),
        "status": status.astype(np.int8),
        "entered": entered,
        "left": left,
        "hold_reason": reasons,
    }
    return _Part(columns, codes)


def _read_holds(
    store: Store,
    records: NDArray[np.int64],
    entered: NDArray[np.int64],
    status: NDArray[np.int64],
    codes: Codes,
    some: Sequence[int] | None,
) -> tuple[NDArray[np.int16], Codes]:
    """Return the position of the hold reason of each stay."""
    reasons = np.full(len(status), NO_CODE, dtype=np.int16)
    held = np.flatnonzero(status == STATUSES.index("ON_HOLD"))
    found = {
        (row[0], row[1]): row[2] for row in store.query(_HOLDS, {"some": _json(some)})
    }
    words = [found.get((int(records[at]), int(entered[at]))) for at in held]
    reasons[held], grown = _positions(words, codes.hold_reason)
    return reasons, replace(codes, hold_reason=grown)


def _read_exhibits(store: Store, rows: dict[str, int]) -> dict[str, Any]:
    ids, owners, finished, sizes = store.columns(_EXHIBITS_BY_UID, {"some": None})
    return {
        "exhibit_ids": np.array(ids, dtype=np.int64),
        "exhibit_request": np.array([rows[uid] for uid in owners], dtype=np.int32),
        "exhibit_finished": _moments(np.array(finished, dtype=np.int64)),
        "exhibit_size": np.array(sizes, dtype=np.float64),
    }


def _read_work(store: Store, rows: dict[str, int]) -> dict[str, Any]:
    owners, days, hours = store.columns(_WORK)
    return {
        "work_request": np.array([rows[uid] for uid in owners], dtype=np.int32),
        "work_at": _moments(np.array(days, dtype=np.int64)),
        "work_hours": np.array(hours, dtype=np.float64),
    }


def _days(digits: NDArray[np.int64]) -> NDArray[np.int32]:
    """Return day numbers of days written as 20261121; ``NO_DAY`` for 0."""
    months = (digits // 10000 - 1970) * 12 + digits // 100 % 100 - 1
    first = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    days = first + digits % 100 - 1
    return np.where(digits == 0, NO_DAY, days).astype(np.int32)


def _moments(digits: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return midday UTC of days written as 20261121; ``FOREVER`` for 0."""
    noon = _days(digits).astype(np.int64) * 86400 + 43200
    return np.where(digits == 0, FOREVER, noon)


def same_ledger(one: Ledger, other: Ledger) -> bool:
    """Return whether two ledgers say the same, whatever the order of their stays."""
    return _plain(one) == _plain(other)


def _plain(ledger: Ledger) -> dict[str, Any]:
    order = np.lexsort((ledger.left, ledger.entered, ledger.request))
    stays = {"request", "status", "entered", "left", "hold_reason"}
    plain: dict[str, Any] = {}
    for column in fields(ledger):
        values = getattr(ledger, column.name)
        if column.name in stays:
            values = values[order]
        if column.name in (*_CODED, "hold_reason"):
            words = (*getattr(ledger.codes, column.name), None)
            values = np.array([words[at] for at in values], dtype=object)
        if column.name != "codes":
            plain[column.name] = np.asarray(values).astype(str).tolist()
    return plain
