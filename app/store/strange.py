"""What does not belong into a store: SQL in the file that would run when it is read."""

import re
from typing import Any

from app.errors import StoreError

_MADE = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
_GUARD = re.compile(
    r"CREATE TRIGGER \w+ BEFORE (?:INSERT|UPDATE|DELETE) ON \w+"
    r"(?: WHEN (?P<asked>.+?))? BEGIN SELECT RAISE\(ABORT, '[^']*'\); END"
)
_HARMFUL = re.compile(
    r"\b(?:WITH|UNION|JOIN|VALUES)\b|\bFROM (?!operation\b|chain\b)|,", re.IGNORECASE
)
_COMPUTED = re.compile(r"\bGENERATED\b|\bAS\s*\(", re.IGNORECASE)


def refuse_strange(connection: Any) -> None:
    """Refuse a file with views, virtual tables, computed columns or triggers not ours.

    A store has none of the first three, and its triggers only refuse. Whatever else
    runs in a file was put there by somebody, and might never end (``trusted_schema`` is
    off, so it could not reach beyond the file).

    Raises:
        StoreError: There is something of the kind; it was not run.
    """
    for kind, name, sql in connection.execute(_MADE):
        if not _is_ours(kind, " ".join(sql.split())):
            raise StoreError(
                "This file calls itself a Headroom store but holds what no version of"
                " Headroom made; it was not opened.",
                remedy="Open a copy whose origin you know, and keep this file for"
                " whoever looks into it.",
                detail=f"{kind} {name}",
            )


def _is_ours(kind: str, sql: str) -> bool:
    if kind == "table":
        return sql.startswith("CREATE TABLE ") and not _COMPUTED.search(sql)
    if kind == "trigger":
        guard = _GUARD.fullmatch(sql)
        return guard is not None and not _HARMFUL.search(guard["asked"] or "")
    return kind == "index"
