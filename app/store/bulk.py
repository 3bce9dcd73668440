"""Indexes set aside while very many rows are added, and made anew at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.store import Store

_INDEXES = """
    SELECT name, sql FROM sqlite_schema
     WHERE type = 'index' AND tbl_name = 'request' AND sql IS NOT NULL ORDER BY name
"""
_HELD = "SELECT count(*) FROM request"
WORTH = 5000
"""Requests to add above which making the indexes anew is the quicker way."""


@contextmanager
def adding(store: Store, requests: int) -> Iterator[None]:
    """Add very many requests inside the operation that is open.

    Thirteen indexes kept up row by row take as long as all the rest; made anew at the
    end they take a tenth. It happens inside the transaction: what fails leaves them.

    Args:
        store: Where an operation is open.
        requests: How many are to be added.
    """
    if requests < WORTH or requests < store.value(_HELD):
        yield
        return
    indexes = [(row["name"], row["sql"]) for row in store.query(_INDEXES)]
    for name, _ in indexes:
        store.execute(f"DROP INDEX {name}")
    yield
    for _, sql in indexes:
        store.execute(sql)
