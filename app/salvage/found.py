"""What was found in a damaged file, before anything is concluded from it."""

from dataclasses import dataclass, field

from app.casework.history import Row
from app.salvage.record_format import Values
from app.salvage.shape import as_row, fits, shapes
from app.store.record import RECORDS

_BINS = ("taken", "duplicate", "rejected", "blank")


@dataclass(frozen=True, slots=True)
class Trace:
    """What an index still says of an event that itself is lost.

    Attributes:
        subject: Table of the record.
        record: Row id of the record.
        effective_at: Moment at which it took effect, seconds since 1970 UTC.
        status: Status or state entered, if one was.
        reason: Code of why, where there is one.
    """

    subject: str
    record: int
    effective_at: int
    status: str | None
    reason: str | None


@dataclass(slots=True, eq=False)
class Found:
    """All that was read, with every version of it where readings differ.

    Attributes:
        operations: Columns of operations by row id.
        events: Columns of events by row id.
        chain: Columns of the links of the chain by row id.
        import_rows: Columns of rows of imported files by row id.
        drafts: Columns of drafts by row id.
        rows: Present rows by table and uid.
        traces: What an index says of events, by their row id.
        pages: Pages that the file has.
        missing: Pages that it says it has and has not.
        damaged: Numbers of the pages that could not be read whole.
        doubted: Damaged pages that may have held history.
        heads: Heads of the chain that are told elsewhere, by operation.
        unplaced: Rows of which nothing says what table they are of.
    """

    operations: dict[int, list[Values]] = field(default_factory=dict)
    events: dict[int, list[Values]] = field(default_factory=dict)
    chain: dict[int, list[Values]] = field(default_factory=dict)
    import_rows: dict[int, list[Values]] = field(default_factory=dict)
    drafts: dict[int, list[Values]] = field(default_factory=dict)
    rows: dict[str, dict[str, list[Row]]] = field(default_factory=dict)
    traces: dict[int, Trace] = field(default_factory=dict)
    pages: int = 0
    missing: int = 0
    damaged: list[int] = field(default_factory=list)
    doubted: int = 0
    heads: dict[int, bytes] = field(default_factory=dict)
    unplaced: int = 0
    _subjects: dict[str, set[str]] = field(default_factory=dict)
    _waiting: list[tuple[int, Values, str]] = field(default_factory=list)

    def add(self, row_id: int, values: Values, owner: str = "") -> None:
        """Take in a row.

        Args:
            row_id: Its row id.
            values: Its columns as they are stored.
            owner: The table whose pages lead to it; empty where that is not known.
        """
        if not values or values[0] is not None:
            return
        if len(values) == 4 and isinstance(values[2], bytes):
            self.heads[int(values[1] or 0)] = values[2]  # of a snapshot
            return
        place = self._history(values)
        if place is None:
            self._waiting.append((row_id, values, owner))
            return
        known = place.setdefault(row_id, [])
        if values not in known:
            known.append(values)
        if place is self.events:
            self._subjects.setdefault(values[3], set()).add(values[2])

    def add_entry(self, values: Values) -> None:
        """Take in an entry of an index: only that of the events tells anything."""
        if len(values) != 7 or values[3] != values[6] or values[0] not in RECORDS:
            return
        subject, record, moment, number, status, reason, _ = values
        if all(isinstance(each, int) for each in (record, moment, number)):
            self.traces[number] = Trace(subject, record, moment, status, reason)

    def uids_of(self, table: str) -> list[str]:
        """Return the uids of the records of a table that the history names."""
        return [uid for uid, named in self._subjects.items() if table in named]

    def place_rows(self) -> None:
        """Put each present row under its table, as the history or the file says."""
        for row_id, values, owner in self._waiting:
            table = self._table_of(values, owner)
            if table:
                row = as_row(table, row_id, values)
                same = self.rows.setdefault(table, {}).setdefault(row["uid"], [])
                if row not in same:
                    same.append(row)
            elif not owner.startswith(("sqlite_", "_sqlite_")):
                self.unplaced += 1
        self._waiting.clear()

    def _history(self, values: Values) -> dict[int, list[Values]] | None:
        """Return where a row of the history, of an import or a draft belongs."""
        count = len(values)
        if count in (12, 14) and isinstance(values[11], bytes):
            return self.events if fits("event", values) else None
        if count == 6 and isinstance(values[2], str):
            return self.operations if fits("operation", values) else None
        if count == 4 and isinstance(values[3], bytes):
            return self.chain if fits("chain", values) else None
        if count == 7 and values[3] in _BINS:
            return self.import_rows if fits("import_row", values) else None
        if count == 4 and isinstance(values[2], str) and fits("draft", values):
            return self.drafts if values[3].startswith("{") else None
        return None

    def _table_of(self, values: Values, owner: str) -> str:
        uid = values[1] if len(values) > 1 else None
        if not isinstance(uid, str):
            return ""
        named = self._subjects.get(uid, set())
        for table in (*sorted(named), owner):
            if table in RECORDS and fits(table, values):
                return table
        if owner in shapes() or named:
            return ""
        fitting = [table for table in RECORDS if fits(table, values)]
        return fitting[0] if len(fitting) == 1 else ""
