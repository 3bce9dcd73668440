"""Every table as it lies in the file, for those who leave with their data."""

from collections.abc import Generator
from typing import Any

from app.store import APPLICATION_ID, Store
from app.store.record import RECORDS

PLAIN_TABLES = (*RECORDS, "draft")
"""The tables of present rows, in an order in which references can be filled."""

LEFT_OUT_TABLES = ("snapshot", "_sqlite_migrations")
"""What is made from the history, or is of use to the program alone."""

HISTORY = {
    "operations": """
        SELECT operation.id, uid, recorded_at, who, why, kind,
               chain.first_event, chain.events, chain.head
          FROM operation LEFT JOIN chain ON chain.operation = operation.id
      ORDER BY operation.id
    """,
    "events": """
        SELECT id, operation, subject, uid, record, kind, effective_at, status,
               reason, before, after, corrects, asserts, digest
          FROM event ORDER BY id
    """,
    "rows": """
        SELECT id, import, line, bin, reference, reasons, cells
          FROM import_row ORDER BY id
    """,
}
"""What reads the history, by the name of its file."""

_SIZES = {"operations": "operation", "events": "event", "rows": "import_row"}
_COLUMNS = "SELECT name, type FROM pragma_table_info(:table) ORDER BY cid"
_TELLING = """
    SELECT DISTINCT uid FROM event
     WHERE subject = :subject AND (instr(before, :told) OR instr(after, :told)
                                   OR instr(asserts, :told))
"""
_SCHEMA = """
    SELECT sql FROM sqlite_schema
     WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'
       AND (type = 'trigger') = :triggers
  ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'view' THEN 2 ELSE 3 END, rowid
"""

Values = tuple[Any, ...]


def columns_of(store: Store, table: str) -> tuple[tuple[str, str], ...]:
    """Return name and type of each column of a table, in order."""
    return tuple((row[0], row[1]) for row in store.query(_COLUMNS, {"table": table}))


def rows_of(store: Store, table: str) -> Generator[Values, None, None]:
    """Yield every row of a table of present rows, in the order of its ids."""
    names = ", ".join(f'"{name}"' for name, _ in columns_of(store, _known(table)))
    sql = f"SELECT {names} FROM {table} ORDER BY id"  # noqa: S608 - fixed names
    for row in store.query(sql):
        yield tuple(row)


def history_of(store: Store, name: str) -> Generator[Values, None, None]:
    """Yield the rows of a part of the history: a key of ``HISTORY``."""
    for row in store.query(HISTORY[name]):
        yield tuple(row)


def size_of(store: Store, name: str) -> int:
    """Return the number of rows of a table, or of a part of the history."""
    table = _SIZES[name] if name in _SIZES else _known(name)
    return int(store.value(f"SELECT count(*) FROM {table}"))  # noqa: S608 - fixed names


def uids_that_tell(store: Store, table: str, column: str) -> set[str]:
    """Return the uids of the records whose history ever held a value of a column."""
    wanted = {"subject": _known(table), "told": f'"{column}":'}
    return {row[0] for row in store.query(_TELLING, wanted)}


def names_of(store: Store, table: str, column: str) -> dict[str, str]:
    """Return one column of a table by the uids of its rows."""
    if column not in RECORDS[table]:
        raise KeyError(column)
    rows = store.query(f"SELECT uid, {column} FROM {table}")  # noqa: S608 - fixed names
    return {row[0]: str(row[1]) for row in rows}


def labels_of(store: Store) -> dict[tuple[str, str], str]:
    """Return the label of every code by its list and itself."""
    rows = store.query("SELECT list, code, label FROM term")
    return {(row[0], row[1]): row[2] for row in rows}


def schema_text(store: Store) -> str:
    """Return the statements that make an empty store: tables first, triggers last."""
    version = store.value("PRAGMA user_version")
    made = [row[0].strip() for row in store.query(_SCHEMA, {"triggers": 0})]
    guarded = [row[0].strip() for row in store.query(_SCHEMA, {"triggers": 1})]
    head = [
        f"PRAGMA application_id = {APPLICATION_ID}",
        f"PRAGMA user_version = {version}",
    ]
    note = "-- Fill the tables before this line: what follows lets only Headroom write."
    parts = [*(f"{sql};\n" for sql in (*head, *made)), f"{note}\n"]
    return "\n".join([*parts, *(f"{sql};\n" for sql in guarded)])


def _known(table: str) -> str:
    if table not in PLAIN_TABLES:
        raise KeyError(table)
    return table
