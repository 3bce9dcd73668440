"""The examinations that requests consist of, read at once for demand by skill."""

from datetime import date

import numpy as np

from app.casework.part import UNKNOWN_HOURS, Parts
from app.casework.waiting import STAGE_OF
from app.store import Store

_OPEN = ", ".join(f"'{status}'" for status in STAGE_OF)
_PARTS = f"""
    SELECT request.id, examination.type,
           coalesce(effort_estimated, :unknown),
           max(coalesce(effort_estimated, :unknown) - effort_spent, 0),
           done_on IS NULL OR done_on > :as_at,
           exhibit IS NOT NULL
      FROM (SELECT id, uid FROM request
             WHERE status IN ({_OPEN}) OR accepted_on >= :since
                OR issued_on >= :since OR closed_on >= :since) AS request
      JOIN (SELECT request AS of_request, type, exhibit, effort_estimated,
                   effort_spent, done_on FROM examination) AS examination
        ON examination.of_request = request.uid
"""  # noqa: S608 - the words are those of Status


def read_parts(store: Store, since: date, as_at: date) -> Parts:
    """Return the examinations of the requests that were open from ``since`` on.

    That is of those open now, and of those accepted, issued or closed on or after
    ``since``. Hours are as they are known now.

    Args:
        store: Where to read.
        since: First day that demand is asked of.
        as_at: Day at whose end an examination counts as done or not.
    """
    days = {"since": since.isoformat(), "as_at": as_at.isoformat()}
    columns = store.columns(_PARTS, {**days, "unknown": UNKNOWN_HOURS})
    request, types, hours, left, is_open, is_of_exhibit = columns
    names = tuple(sorted(set(types)))
    place = {name: at for at, name in enumerate(names)}
    return Parts(
        as_at=as_at,
        request=np.array(request, dtype=np.int64),
        type=np.array([place[name] for name in types], dtype=np.int64),
        hours=np.array(hours, dtype=np.float64),
        left=np.array(left, dtype=np.float64),
        is_open=np.array(is_open, dtype=bool),
        is_of_exhibit=np.array(is_of_exhibit, dtype=bool),
        types=names,
    )
