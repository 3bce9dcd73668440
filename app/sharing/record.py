"""Takeovers of the pen in the history of the store."""

from datetime import datetime

from app.store import Store
from app.store.event import write
from app.store.lock import Holder
from app.store.safety_act import SafetyAct, add_safety_act


def record_takeover(
    store: Store, stale: Holder, *, silent: float, who: str, at: datetime
) -> str:
    """Record that the pen was taken over; return the uid of the operation.

    Args:
        store: The store, open with the pen.
        stale: Who had it.
        silent: Seconds for which they were watched without a sign of life.
        who: Who took it over.
        at: The present moment, with time zone.
    """
    act = SafetyAct(
        kind="takeover",
        source=stale.name,
        outcome=f"The pen was taken over: no sign of life for {silent:.0f} s.",
        detail={"beat": stale.beat, "token": stale.token, "silent": round(silent)},
        done_on=at.date(),
    )
    with write(store, who=who, why="", kind="take over the pen", at=at) as operation:
        add_safety_act(operation, act)
    return operation.uid
