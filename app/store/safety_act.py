"""What was done to keep a store safe, in its own history: drills, restores, more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import orjson

from app.store import Store
from app.store.event import Operation

_LAST = """
    SELECT kind, source, outcome, detail, done_on FROM safety_act
     WHERE kind = :kind ORDER BY id DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyAct:
    """One act of safekeeping.

    Attributes:
        kind: ``drill``, ``restore``, ``takeover``, ``merge``, ``salvage``, ``protect``.
        source: The copy, branch, owner or file that it is about.
        outcome: What came of it, one sentence.
        detail: What else is to be kept of it.
        done_on: The day on which it was done.
    """

    kind: str
    source: str
    outcome: str
    detail: Mapping[str, Any]
    done_on: date


def add_safety_act(operation: Operation, act: SafetyAct) -> str:
    """Record an act within an open operation and return its uid."""
    row = {
        "kind": act.kind,
        "source": act.source,
        "outcome": act.outcome,
        "detail": orjson.dumps(dict(act.detail)).decode(),
        "done_on": act.done_on.isoformat(),
    }
    moment = int(operation.recorded_at.timestamp())
    return operation.register("safety_act", row, effective_at=moment)


def last_safety_act(store: Store, kind: str) -> SafetyAct | None:
    """Return the last act of a kind; None if there was none."""
    row = store.one(_LAST, {"kind": kind})
    if row is None:
        return None
    return SafetyAct(
        kind=row["kind"],
        source=row["source"],
        outcome=row["outcome"],
        detail=orjson.loads(row["detail"]),
        done_on=date.fromisoformat(row["done_on"]),
    )
