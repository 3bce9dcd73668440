"""Makes a record fit a store whose other records may be lost."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from app.casework.history import Row
from app.errors import InvalidRequest
from app.salvage.shape import shapes
from app.salvage.unbroken import Key
from app.store import Store
from app.store.engine import database_errors
from app.store.event import Operation
from app.store.record import DEFAULTS, RECORDS, insertion

LONG_AGO = "1970-01-01"
"""Day of a stand-in where one is needed and none is known."""

_LOST = "(lost)"
_PARENTS = 'SELECT "table", "from" FROM pragma_foreign_key_list(\'{}\')'
_STAND_INS: dict[str, Row] = {
    "request": {"status": "CLOSED"},
    "exhibit": {"state": "RETAINED"},
    "examination": {},
    "person": {"role": "EXAMINER"},
    "post": {"role": "EXAMINER"},
}
"""Records that others lean on, and what to say of one of which nothing is known."""

_UNFIT: tuple[type[Exception], ...] = (
    *(InvalidRequest, UnicodeEncodeError, OverflowError),
)
_ENTER, _LEAVE = "SAVEPOINT trial", "ROLLBACK TO trial"


@dataclass(slots=True, eq=False)
class Doubt:
    """What is doubtful about a record, and where its facts come from.

    Attributes:
        source: ``rows``, ``history`` or ``both``.
        reasons: Sentences.
    """

    source: str
    reasons: list[str] = field(default_factory=list)


@lru_cache(maxsize=64)
def needed(subject: str) -> dict[str, Any]:
    """Return what a stand-in holds in the columns that may not be empty."""
    found: dict[str, Any] = {}
    for column in shapes()[subject]:
        if column.name in ("id", "uid", "version") or not column.is_needed:
            continue
        if column.is_day:
            found[column.name] = LONG_AGO
        else:
            found[column.name] = _LOST if str in column.kinds else 1
    return found | DEFAULTS.get(subject, {}) | _STAND_INS.get(subject, {})


class Fitting:
    """Knows which records are there and makes others fit beside them.

    Attributes:
        there: The records that are in the store now.
        doubts: What is doubtful, by record.
        refused: Records that could not be made to fit.
    """

    def __init__(self, operation: Operation, there: set[Key]) -> None:
        self.there = there
        self.doubts: dict[Key, Doubt] = {}
        self.refused: set[Key] = set()
        self._operation = operation
        self._parents = _parents_of(operation.store)

    def doubt(self, key: Key, source: str, reason: str) -> None:
        """Note that something about a record is not proven."""
        known = self.doubts.setdefault(key, Doubt(source))
        if known.source != source:
            known.source = "both"
        if reason not in known.reasons:
            known.reasons.append(reason)

    def missing_parents(self, subject: str, row: Row) -> list[tuple[str, Key]]:
        """Return the columns of a row that name records that are not there."""
        found = []
        for column, parent in self._parents[subject].items():
            uid = row.get(column)
            if uid is not None and (parent, uid) not in self.there:
                found.append((column, (parent, uid)))
        return found

    def is_needed(self, subject: str, column: str) -> bool:
        """Return whether a column may not be empty."""
        return column in needed(subject)

    def fitted(self, key: Key, row: Row) -> Row | None:
        """Return the columns of a new record as the store takes them; None if never.

        A column that the store refuses is left empty, with a doubt that names it.
        """
        subject = key[0]
        row = {name: row.get(name) for name in RECORDS[subject]}
        lacking = {n: v for n, v in needed(subject).items() if row[n] is None}
        lost = sorted(lacking.keys() - DEFAULTS.get(subject, {}).keys())
        if lost and subject not in _STAND_INS:
            return None
        row.update(lacking)
        for name in lost:
            self.doubt(key, "history", f"Its {_words(name)} is lost.")
        return row if self._takes_row(key, row) else self._with_less(key, row)

    def _with_less(self, key: Key, row: Row) -> Row | None:
        for name, value in row.items():
            other = needed(key[0]).get(name)
            if value == other or (other and key[0] not in _STAND_INS):
                continue
            less = {**row, name: other}
            if self._takes_row(key, less):
                self.doubt(key, "rows", f"Its {_words(name)} could not be read.")
                return less
        return None

    def takes(self, statement: str, values: Any) -> bool:
        """Return whether the store would take a statement; it stays as it is."""
        self._operation.flush()
        store = self._operation.store
        store.execute(_ENTER)
        try:
            store.execute(statement, values)
        except (*database_errors(), *_UNFIT):
            return False
        finally:
            store.execute(_LEAVE)
            store.execute("RELEASE trial")
        return True

    def _takes_row(self, key: Key, row: Row) -> bool:
        values = [None, key[1], 1, *(row[name] for name in RECORDS[key[0]])]
        return self.takes(insertion(key[0]), values)


def _words(column: str) -> str:
    return column.replace("_", " ")


def _parents_of(store: Store) -> dict[str, dict[str, str]]:
    return {
        subject: {
            row["from"]: row["table"] for row in store.query(_PARENTS.format(subject))
        }
        for subject in RECORDS
    }
