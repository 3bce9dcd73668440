"""What a store holds beside its history and its records, and what is wrong with it.

No chain covers the layout of the tables, drafts, or the numbers of rows of imports. A
byte that changes there must be noticed all the same.
"""

from functools import lru_cache

from app.store import Store, create_store
from app.store.draft import spoilt_draft

_LAYOUT = """
    SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema
     WHERE name NOT GLOB 'sqlite_stat*'
"""
_APPLIED = "SELECT id, migration_set, name, applied_at FROM _sqlite_migrations"
_STRAY_SNAPSHOT = """
    SELECT 1 FROM snapshot WHERE NOT EXISTS (
        SELECT 1 FROM chain
         WHERE chain.operation = snapshot.operation AND chain.head = snapshot.head)
"""
_GAPS = """
    SELECT count(*) FROM import_row HAVING coalesce(max(id), 0) <> count(*)
"""

_Layout = frozenset[tuple[str, ...]]


def fault_beside(store: Store) -> str:
    """Return what is wrong beside the history, a sentence; empty for nothing."""
    tables, applied = _shipped()
    found = _rows(store, _LAYOUT)
    wanted = {row for row in tables if row[0] != "trigger"}
    if not found <= tables or not wanted <= found:
        return "The layout of the store is not that of its version."
    if _rows(store, _APPLIED) != applied:
        return "The record of how the store was made is damaged."
    if store.one(_STRAY_SNAPSHOT) is not None:
        return "The snapshot for quick opening belongs to no state of this store."
    if store.one(_GAPS) is not None:
        return "The rows of an import are not numbered as they were."
    if spoilt_draft(store):
        return "A draft is not as it was saved."
    if found != tables:  # last, so that what was changed without them is told first
        return "What keeps other programs from changing the history was taken out."
    return ""


def _rows(store: Store, statement: str) -> _Layout:
    return frozenset(tuple(map(str, row)) for row in store.query(statement))


@lru_cache(maxsize=1)
def _shipped() -> tuple[_Layout, _Layout]:
    """Return the layout of a store of this version, and the record of its making."""
    new = create_store(":memory:")
    try:
        return _rows(new, _LAYOUT), _rows(new, _APPLIED)
    finally:
        new.close()
