"""Lawful erasure: a text goes out of the records, the history and the file.

The events that held it keep their digest, so that the chain stays whole; the record of
the erasure, itself in the chain, holds the digest of what is left of each. ``verify``
accepts exactly that and nothing else.
"""

import mmap
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import orjson

from app.errors import InvalidRequest, StoreError
from app.store import Store
from app.store.chain import GENESIS, digest_of, link
from app.store.draft import stamp_draft
from app.store.engine import PLAIN, database_errors
from app.store.erasable import (
    Change,
    Place,
    Scope,
    changes_without,
    places_of,
    refuse_short,
)
from app.store.erased_text import Eraser
from app.store.event import Operation, write
from app.store.imports import digest_of_rows
from app.store.replay import ERASE

_EVENT = """
    SELECT subject, uid, kind, effective_at, status, reason, before, after, corrects,
           asserts, digest
      FROM event WHERE id = :id
"""
_SUBJECT = "SELECT subject FROM event WHERE id = :id"
_OPERATION = """
    SELECT uid, recorded_at, who, why, kind, first_event, events, head
      FROM operation JOIN chain ON chain.operation = operation.id
     WHERE operation.id = :id
"""
_HEAD_BEFORE = "SELECT head FROM chain WHERE operation = :id - 1"
_DIGESTS = """
    SELECT digest, uid, record, subject = 'import_file' AND kind = 'registered' AS holds
      FROM event WHERE id >= :first AND id < :next ORDER BY id
"""
_IMPORT_OF_ROW = """
    SELECT import_file.id, import_file.uid FROM import_row
      JOIN import_file ON import_file.uid = import_row.import WHERE import_row.id = :id
"""
_COUNT = "SELECT count(*) FROM operation WHERE kind = :kind"
_WAS = """
    SELECT was FROM erasure WHERE place = :place AND row = :row ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What an erasure came to.

    Attributes:
        operation: Uid of the operation.
        places: Where the texts stood.
        elsewhere: How often they still stand in other requests, which were left.
        is_gone: Whether no byte of the file holds them any more; None where the file
            cannot be looked through, as it is protected or in memory, or where they
            still stand elsewhere.
    """

    operation: str
    places: tuple[Place, ...]
    elsewhere: int
    is_gone: bool | None


def erase_texts(
    store: Store,
    texts: Sequence[str],
    *,
    basis: str,
    on: date,
    who: str,
    at: datetime,
    scope: Scope | None = None,
) -> Erased:
    """Take texts out of the store for ever; it cannot be undone.

    Args:
        store: The store.
        texts: What is taken out, wherever it stands as a word, in any case.
        basis: Why it is lawful; kept with the operation, without the texts.
        on: The day.
        who: Who does it.
        at: Moment of recording, with time zone.
        scope: The request out of which it is taken; None for everywhere.

    Raises:
        InvalidRequest: A text is too short, stands nowhere, or is in the basis.
        StoreError: It could not be saved, or the history is not as it was recorded.
    """
    refuse_short(texts, scope)
    erasers = [Eraser(text, store.entropy) for text in texts]
    if not basis.strip() or any(each.clean(basis) != basis for each in erasers):
        raise InvalidRequest(
            "An erasure needs a basis that does not hold the text itself.",
            remedy="Say why it is lawful, such as the decision and its date.",
        )
    found: Counter[str] = Counter()
    about = {"basis": basis.strip(), "erased_on": on.isoformat()}
    with write(store, who=who, why=basis.strip(), kind=ERASE, at=at) as operation:
        for eraser in erasers:
            changes = list(changes_without(store, eraser, scope))
            found.update(_erase(operation, changes, about))
        if not found:
            raise InvalidRequest("That text stands nowhere in the store.")
        store.execute("DELETE FROM snapshot")
    left = 0
    if scope is not None:
        each = (changes_without(store, eraser) for eraser in erasers)
        left = sum(len(change.places) for changes in each for change in changes)
    return Erased(
        operation=operation.uid,
        places=places_of(found),
        elsewhere=left,
        is_gone=None if left else _clean_file(store, erasers),
    )


def count_erasures(store: Store) -> int:
    """Return how often values were erased."""
    return int(store.value(_COUNT, {"kind": ERASE}))


# ---- Erasing ------------------------------------------------------------------------


def _erase(
    operation: Operation, changes: Sequence[Change], about: dict[str, str]
) -> Iterator[str]:
    """Take one text out of rows; yield where it stood, as often as it did."""
    store = operation.store
    imports = _imports_of(store, changes)
    heads = {
        change.row: _digests_of(store, change.row)
        for change in changes
        if change.table == "operation"
    }  # before rows of imports change, which they may cover
    for change in changes:
        _update(store, change)
        if change.table == "draft":
            stamp_draft(store, change.row)
        yield from change.places
    for change in changes:
        if change.table == "event":
            _keep_event(operation, change, about)
        elif change.table == "operation":
            _keep_operation(operation, change, about, heads[change.row])
        elif change.table == "draft":
            row = {"place": "draft", "row": change.row, "was": "0" * 64}
            _keep(operation, {**row, **about}, tuple(change.columns), "0" * 64)
    for row_id, (uid, was) in imports.items():
        left = digest_of_rows(store, uid).hex()
        row = {"place": "import_file", "row": row_id, "was": was, **about}
        _keep(operation, row, ("rows",), left)


def _update(store: Store, change: Change) -> None:
    sets = ", ".join(f"{column} = :{column}" for column in change.columns)
    store.execute(
        f"UPDATE {change.table} SET {sets} WHERE id = :id",  # noqa: S608 - fixed names
        {**change.columns, "id": change.row},
    )


def _keep(
    operation: Operation, row: dict[str, Any], columns: Sequence[str], left: str
) -> None:
    names = orjson.dumps(sorted(columns)).decode()
    moment = int(operation.recorded_at.timestamp())
    whole = {**row, "columns": names, "digest": left}
    operation.register("erasure", whole, effective_at=moment)


def _keep_event(operation: Operation, change: Change, about: dict[str, str]) -> None:
    event = tuple(operation.store.one(_EVENT, {"id": change.row}))
    row = {"place": "event", "row": change.row, "was": event[-1].hex(), **about}
    _keep(operation, row, tuple(change.columns), digest_of(*event[:-1]).hex())


def _keep_operation(
    operation: Operation, change: Change, about: dict[str, str], digests: bytes
) -> None:
    store, wanted = operation.store, {"id": change.row}
    found = dict(store.one(_OPERATION, wanted))
    before = store.value(_HEAD_BEFORE, wanted) or GENESIS
    left = link(before, found, digests, found["events"])
    row = {"place": "operation", "row": change.row, "was": found["head"].hex()}
    _keep(operation, {**row, **about}, ("why",), left.hex())


def _digests_of(store: Store, number: int) -> bytes:
    """Return the digest of the events of an operation and of what it covers.

    Raises:
        StoreError: The operation is not as it was recorded.
    """
    found = dict(store.one(_OPERATION, {"id": number}))
    first = found["first_event"]
    span = {"first": first, "next": first + found["events"]}
    digests, covered = sha256(), b""
    for row in store.query(_DIGESTS, span):
        digests.update(row["digest"])
        if row["holds"]:
            covered += bytes.fromhex(_was_of(store, row["record"], row["uid"]))
    digests.update(covered)
    before = store.value(_HEAD_BEFORE, {"id": number}) or GENESIS
    made = link(before, found, digests.digest(), found["events"])
    place = {"place": "operation", "row": number}
    if made != found["head"] and store.value(_WAS, place) is None:
        raise StoreError(
            "The history is not as it was recorded; nothing was erased.",
            remedy="Check the store first, under Safety.",
        )
    return digests.digest()


def _imports_of(store: Store, changes: Sequence[Change]) -> dict[int, tuple[str, str]]:
    """Return uid and digest in the chain of imports whose rows change, by row id."""
    found: dict[int, tuple[str, str]] = {}
    for change in changes:
        if change.table == "import_row":
            row = store.one(_IMPORT_OF_ROW, {"id": change.row})
            if row["id"] not in found:
                found[row["id"]] = row["uid"], _was_of(store, row["id"], row["uid"])
    return found


def _was_of(store: Store, row_id: int, uid: str) -> str:
    """Return the digest that the rows of an import have in the chain."""
    was = store.value(_WAS, {"place": "import_file", "row": row_id})
    return str(was) if was else digest_of_rows(store, uid).hex()


# ---- The file -----------------------------------------------------------------------


def _clean_file(store: Store, erasers: Sequence[Eraser]) -> bool | None:
    """Make sure that no byte of the file holds a text; return whether none does."""
    if store.path is None or store.engine is not PLAIN:
        return None
    if not _is_in_file(store, erasers):
        return True
    try:
        store.connection.execute("VACUUM")  # what a page kept beside its rows
    except database_errors():
        return False
    return not _is_in_file(store, erasers)


def _is_in_file(store: Store, erasers: Sequence[Eraser]) -> bool:
    if store.path is None:
        return False
    names = (store.path, store.path.with_name(f"{store.path.name}-journal"))
    for path in names:
        if not path.exists() or not path.stat().st_size:
            continue
        with (
            path.open("rb") as file,
            mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content,
        ):
            if any(eraser.is_in(content) for eraser in erasers):
                return True
    return False
