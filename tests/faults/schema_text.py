"""The schema of a store as text, and its golden file.

    python -m tests.faults.schema_text

writes ``tests/stores/schema_<version>.sql`` anew from a new store. Only for a version
that is not released yet: a released schema never changes.
"""

import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from app.store import SCHEMA_VERSION, create_store

FILE = Path(__file__).parent.parent / "stores" / f"schema_{SCHEMA_VERSION}.sql"

_LAYOUT = """
    SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name
"""
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"


def schema_text(connection: Any) -> str:
    """Return tables, indexes and triggers, and the columns as SQLite knows them.

    Generated columns are told by ``table_xinfo``: a table made anew can lose them.
    """
    lines = [f"-- application_id {_pragma(connection, 'application_id'):#x}"]
    lines.append(f"-- user_version {_pragma(connection, 'user_version')}")
    for _kind, _name, sql in connection.execute(_LAYOUT).fetchall():
        lines += ["", f"{sql};"]
    for (table,) in connection.execute(_TABLES).fetchall():
        columns = connection.execute(f"PRAGMA table_xinfo({table})").fetchall()
        lines += ["", f"-- columns of {table}"]
        lines += [f"--   {', '.join(map(str, column))}" for column in columns]
    return "\n".join(lines) + "\n"


def _pragma(connection: Any, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def main() -> int:
    """Write the golden file."""
    with closing(create_store(":memory:")) as store:
        FILE.write_text(schema_text(store.connection), "utf-8")
    sys.stdout.write(f"{FILE.name} written\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
