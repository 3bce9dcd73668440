"""Norms of effort: change them, and adopt those from the unit's own hours."""

from collections.abc import Sequence
from datetime import datetime

from app.errors import InvalidRequest
from app.rules.effort import Norm
from app.rules.own_hours import new_estimates
from app.store import Store
from app.store.event import write
from app.store.norm import read_norms, read_unbegun, write_norm
from app.store.past import not_before_last


def change(
    store: Store, norms: Sequence[Norm], *, who: str, at: datetime, why: str = ""
) -> str:
    """Save norms that were typed, as one operation; return its uid.

    Estimates made before stay as they are.

    Raises:
        InvalidRequest: There is nothing to save.
        ChangedMeanwhile: One was changed from another place since it was read.
    """
    return _save(store, norms, kind="change norms", why=why, who=who, at=at)


def adopt(
    store: Store,
    norms: Sequence[Norm],
    *,
    who: str,
    at: datetime,
    why: str = "",
    re_estimates: bool = True,
) -> str:
    """Adopt norms from the unit's own hours, as one operation; return its uid.

    Args:
        store: Where to write.
        norms: What was proposed.
        who: Who adopts them.
        at: Moment of recording.
        why: Why, in words.
        re_estimates: Whether examinations that nobody has begun, and their requests,
            are estimated by them at once.

    Raises:
        InvalidRequest: There is nothing to adopt.
        ChangedMeanwhile: A norm was changed from another place since it was read.
    """
    return _save(
        store,
        norms,
        kind="adopt norms",
        why=why,
        who=who,
        at=at,
        re_estimates=re_estimates,
    )


def _save(
    store: Store,
    norms: Sequence[Norm],
    *,
    kind: str,
    why: str,
    who: str,
    at: datetime,
    re_estimates: bool = False,
) -> str:
    if not norms:
        raise InvalidRequest("No norm was changed.", remedy="Change one, or cancel.")
    moment = int(at.timestamp())
    with write(store, who=who, why=why, kind=kind, at=at) as operation:
        before = read_norms(store)
        for norm in norms:
            write_norm(operation, norm, effective_at=moment)
        if re_estimates:
            found = new_estimates(read_unbegun(store), before, norms)
            for subject, hours in (
                ("examination", found.examinations),
                ("request", found.requests),
            ):
                for uid, effort in hours.items():
                    change = {"effort_estimated": effort}
                    last = not_before_last(operation, subject, uid, moment)
                    operation.change(subject, uid, change, effective_at=last)
    return operation.uid
