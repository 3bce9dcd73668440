"""Norms of effort, and the unit's own hours that they can be made from."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from app.resource import RESOURCES
from app.rules.effort import Norm, parse_norms
from app.rules.own_hours import Class, Completed, Unbegun
from app.store import Store
from app.store.event import Operation

SHIPPED = RESOURCES / "norms.csv"
"""The norms that come with the program."""

_ALL = "SELECT * FROM norm ORDER BY id"
_COMPLETED = """
    SELECT examination.type, coalesce(examination.level, ''),
           coalesce(exhibit.type, ''), examination.effort_spent
      FROM examination LEFT JOIN exhibit ON exhibit.uid = examination.exhibit
     WHERE examination.done_on IS NOT NULL AND examination.effort_spent > 0
"""
_UNBEGUN = """
    SELECT examination.type, coalesce(examination.level, ''),
           coalesce(exhibit.type, ''), examination.effort_estimated, examination.uid,
           request.uid, request.effort_estimated
      FROM request JOIN examination ON examination.request = request.uid
      LEFT JOIN exhibit ON exhibit.uid = examination.exhibit
     WHERE request.status IN ('ACCEPTED', 'ALLOCATED', 'IN_PROGRESS', 'ON_HOLD',
                              'EXTERNAL', 'REVIEW', 'READY')
       AND examination.started_on IS NULL AND examination.done_on IS NULL
       AND examination.effort_spent = 0
"""  # of outstanding requests, B3


def read_norms(store: Store) -> tuple[Norm, ...]:
    """Return the unit's norms, those that are shipped first.

    A store of an earlier version that is open for reading only has those shipped.
    """
    found = tuple(_norm(row) for row in store.query(_ALL))
    return found or shipped_norms()


def shipped_norms() -> tuple[Norm, ...]:
    """Return the norms that come with the program."""
    return parse_norms(SHIPPED.read_text("utf-8"))


def missing_norms(store: Store) -> tuple[Norm, ...]:
    """Return the shipped norms that a store lacks."""
    held = {row["uid"] for row in store.query(_ALL)}
    return tuple(norm for norm in shipped_norms() if norm.uid not in held)


def seed_norms(operation: Operation, *, effective_at: int) -> None:
    """Put the shipped norms that are not there yet into the store."""
    for norm in missing_norms(operation.store):
        write_norm(operation, norm, effective_at=effective_at)


def write_norm(operation: Operation, norm: Norm, *, effective_at: int) -> None:
    """Add a norm, or change the one of its class.

    Raises:
        ChangedMeanwhile: It was changed from another place since it was read.
    """
    row: dict[str, Any] = {
        name: getattr(norm, name)
        for name in (*("type", "level", "device", "median", "mean", "p80"), "source")
    }
    row["completions"] = norm.completions
    held = operation.store.one("SELECT 1 FROM norm WHERE uid = :uid", {"uid": norm.uid})
    if held is None:
        operation.register("norm", row, uid=norm.uid, effective_at=effective_at)
        return
    operation.change(
        "norm", norm.uid, row, effective_at=effective_at, version=norm.version
    )


def read_completed(store: Store) -> Completed:
    """Return the hours of every examination that is finished."""
    rows = [tuple(row) for row in store.query(_COMPLETED)]
    classes, of = _classes(rows)
    hours = np.array([row[3] for row in rows], dtype=np.float64)
    return Completed(classes=classes, of=of, hours=hours)


def read_unbegun(store: Store) -> Unbegun:
    """Return the estimates of the examinations that wait to be begun."""
    rows = [tuple(row) for row in store.query(_UNBEGUN)]
    classes, of = _classes(rows)
    return Unbegun(
        classes=classes,
        of=of,
        hours=np.array([row[3] for row in rows], dtype=np.float64),  # None becomes NaN
        examinations=tuple(row[4] for row in rows),
        requests=tuple(row[5] for row in rows),
        totals={row[5]: row[6] for row in rows if row[6] is not None},
    )


def _classes(rows: Sequence[Any]) -> tuple[tuple[Class, ...], Any]:
    """Return the classes that occur, and of each row the position of its own."""
    places: dict[Class, int] = {}
    of = [places.setdefault(row[:3], len(places)) for row in rows]
    return tuple(places), np.array(of, dtype=np.int32)


def _norm(row: Any) -> Norm:
    names = ("type", "level", "device", "median", "mean", "p80", "source")
    return Norm(
        version=row["version"],
        completions=row["completions"],
        **{name: row[name] for name in names},
    )
