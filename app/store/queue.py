"""The queue as the store has it: every accepted request that is open, read at once.

The requests, what is known of their exhibits, their open examinations, and since when
those on hold are.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from app.casework.request import NO_FACTORS, Priority, Status
from app.casework.waiting import STAGE_OF, Waiting
from app.casework.working_time import local_day
from app.store import Parameters, Store
from app.store.chain import GENESIS

_IN_QUEUE = ", ".join(f"'{status}'" for status in STAGE_OF)
_SOME = "(:some IS NULL OR id IN (SELECT value FROM json_each(:some)))"
_DAYS = (
    *("override_until", "submitted_on", "received_on", "accepted_on", "allocated_on"),
    *("started_on", "target_on", "original_target_on", "prosecutor_on", "reopened_on"),
)
_MADE = frozenset(
    {"work", "needs", "stage_on", "exhibits", "arrived", "expected", "devices"}
)
_PLAIN = tuple(name for name in Waiting._fields if name not in _MADE)
"""What is read as it stands in the row of the request."""

_REQUESTS = f"""
    SELECT {", ".join(_PLAIN)}, coalesce(exhibits_agreed, exhibits_requested)
      FROM request WHERE status IN ({_IN_QUEUE}) AND {_SOME}
"""  # noqa: S608 - the words are those of Status and Waiting
_HOLDS = """
    SELECT record, max(effective_at) FROM event
     WHERE subject = 'request' AND status = 'ON_HOLD'
       AND record IN (SELECT id FROM request WHERE status = 'ON_HOLD')
       AND id NOT IN (SELECT corrects FROM event WHERE corrects IS NOT NULL)
  GROUP BY record
"""
_EXHIBITS = f"""
    SELECT request, sum(state = 'EXPECTED'), count(*), group_concat(type)
      FROM exhibit
     WHERE request IN (SELECT uid FROM request
                        WHERE status IN ({_IN_QUEUE}) AND {_SOME})
       AND coalesce(is_agreed, 1)
  GROUP BY request
"""  # noqa: S608 - the words are those of Status
_EXAMINATIONS = f"""
    SELECT request, group_concat(
               type || ' ' || max(coalesce(effort_estimated - effort_spent, 1), 0)),
           group_concat(DISTINCT CASE WHEN exhibit IS NOT NULL THEN type END)
      FROM examination
     WHERE request IN (SELECT uid FROM request
                        WHERE status IN ({_IN_QUEUE}) AND {_SOME})
       AND done_on IS NULL
  GROUP BY request
"""  # noqa: S608 - the words are those of Status

_SEQUENCE = "SELECT coalesce(max(id), 0) FROM event"
_HEAD = "SELECT operation, head FROM chain ORDER BY operation DESC LIMIT 1"
_HEAD_OF = "SELECT head FROM chain WHERE operation = :operation"
_NEWS = """
    SELECT kind, CASE subject
           WHEN 'request' THEN record
           WHEN 'exhibit' THEN (
               SELECT request.id FROM exhibit JOIN request
                   ON request.uid = exhibit.request WHERE exhibit.id = event.record)
           ELSE (
               SELECT request.id FROM examination JOIN request
                   ON request.uid = examination.request
                WHERE examination.id = event.record) END AS request
      FROM event
     WHERE id > :since AND +subject IN ('request', 'exhibit', 'examination')
  ORDER BY id LIMIT :most -- by its number: the plus keeps the index of subjects out
"""
REBUILD = 1000
"""Events since the last reading above which everything is read again."""

_STATUS = {status.value: status for status in Status}
_PRIORITY: Mapping[str | None, Priority | None] = {
    None: None,
    **{priority.value: priority for priority in Priority},
}
_YES_OR_NO: Mapping[int | None, bool | None] = {None: None, 0: False, 1: True}
_NO_EXHIBITS = 0, 0, ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRequests:
    """The open requests that were accepted, as read of a store.

    Attributes:
        rows: The requests, in no order.
        sequence: Number of the last event taken in.
        operation: Number of the last operation taken in.
        head: Head of the chain after it, which tells whose history it is.
    """

    rows: tuple[Waiting, ...] = ()
    sequence: int = 0
    operation: int = 0
    head: bytes = GENESIS


def read_queue(store: Store) -> list[Waiting]:
    """Return the open requests that were accepted, in no order."""
    return _read(store, None)


def read_open(store: Store, known: OpenRequests | None = None) -> OpenRequests:
    """Return the open requests; of those ``known`` only what changed is read again."""
    last = store.one(_HEAD)
    touched = None if known is None else _touched(store, known)
    if known is None or touched is None:
        rows = tuple(_read(store, None))
    elif touched:
        rest = (row for row in known.rows if row.id not in touched)
        rows = (*rest, *_read(store, touched))
    else:
        rows = known.rows
    return OpenRequests(
        rows=rows,
        sequence=store.value(_SEQUENCE),
        operation=last["operation"] if last else 0,
        head=bytes(last["head"]) if last else GENESIS,
    )


def _touched(store: Store, known: OpenRequests) -> set[int] | None:
    """Return the requests of which anything was recorded since.

    None where there is too much of it, or the history is not the one that is known.
    """
    head = store.value(_HEAD_OF, {"operation": known.operation})
    if head != known.head:
        return None
    since = {"since": known.sequence, "most": REBUILD + 1}
    news = list(store.query(_NEWS, since))
    removed = any(row["kind"] == "removed" for row in news)
    if removed or len(news) > REBUILD:
        return None
    return {row["request"] for row in news}


def _read(store: Store, some: set[int] | None) -> list[Waiting]:
    """Read requests column by column, because there are thousands of them."""
    chosen = {"some": None if some is None else orjson.dumps(sorted(some)).decode()}
    *plain, counts = store.columns(_REQUESTS, chosen)
    columns: dict[str, Sequence[Any]] = dict(zip(_PLAIN, plain, strict=True))
    days = _Days()
    for name in _DAYS:
        columns[name] = [days[text] for text in columns[name]]
    columns["status"] = [_STATUS[text] for text in columns["status"]]
    for name in ("priority", "scored_priority"):
        columns[name] = [_PRIORITY[text] for text in columns[name]]
    for name in ("online_abuse", "victim_device"):
        columns[name] = [_YES_OR_NO[number] for number in columns[name]]
    columns["factors"] = [
        orjson.loads(text) if text else NO_FACTORS for text in columns["factors"]
    ]
    columns |= _about(store, columns, counts, chosen)
    ordered = (columns[name] for name in Waiting._fields)
    return list(map(Waiting._make, zip(*ordered, strict=True)))


class _Days(dict[str | None, date | None]):
    """Days by their text, each made once."""

    def __missing__(self, text: str | None) -> date | None:
        self[text] = date.fromisoformat(text) if text else None
        return self[text]


def _about(
    store: Store,
    columns: Mapping[str, Sequence[Any]],
    counts: Sequence[int | None],
    chosen: Parameters,
) -> dict[str, Sequence[Any]]:
    """Return what is known of the exhibits, examinations and holds of each request."""
    uids = columns["uid"]
    owners, *rest = store.columns(_EXHIBITS, chosen)
    exhibits = dict(zip(owners, zip(*rest, strict=True), strict=True))
    found = [exhibits.get(uid, _NO_EXHIBITS) for uid in uids]
    owners, parts, needs = store.columns(_EXAMINATIONS, chosen)
    work = dict(zip(owners, parts, strict=True))
    needed = dict(zip(owners, needs, strict=True))
    holds = dict(zip(*store.columns(_HOLDS), strict=True))
    return {
        "expected": [expected for expected, _, _ in found],
        "arrived": [there - expected for expected, there, _ in found],
        "exhibits": [
            there if count is None else count
            for count, (_, there, _) in zip(counts, found, strict=True)
        ],
        "devices": [_devices(types) for _, _, types in found],
        "work": [_work(work[uid]) if uid in work else () for uid in uids],
        "needs": [_codes(needed.get(uid)) for uid in uids],
        "stage_on": [
            local_day(holds[id_]) if id_ in holds else None for id_ in columns["id"]
        ],
    }


@lru_cache(maxsize=4096)
def _devices(types: str) -> tuple[tuple[int, str], ...]:
    """Return the device types with their counts, the most first."""
    counts = Counter(types.split(",") if types else ())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((count, code) for code, count in ordered)


@lru_cache(maxsize=4096)
def _codes(text: str | None) -> tuple[str, ...]:
    return tuple(sorted(text.split(","))) if text else ()


def _work(text: str) -> tuple[tuple[str, float], ...]:
    parts = (part.split(" ") for part in text.split(","))
    return tuple((code, float(hours)) for code, hours in parts)
