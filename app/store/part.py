"""The examinations that requests consist of, read at once for demand by skill."""

from collections.abc import Iterable
from datetime import date

import numpy as np
import orjson

from app.casework.part import NOT_DONE, UNKNOWN_HOURS, Parts
from app.casework.working_time import day_number
from app.store import Store

_PARTS = """
    SELECT request.id, examination.type,
           coalesce(examination.effort_estimated, :unknown),
           max(coalesce(examination.effort_estimated, :unknown)
               - examination.effort_spent, 0),
           examination.done_on
      FROM json_each(:ids) AS wanted
CROSS JOIN request ON request.id = wanted.value
CROSS JOIN examination ON examination.request = request.uid
"""  # in this order: a few requests of many, and their examinations by the index


def read_parts(store: Store, ids: Iterable[int]) -> Parts:
    """Return the examinations of some requests; hours are as they are known now.

    Args:
        store: Where to read.
        ids: Row ids of the requests (``app.capacity.demand.ids_asked``).
    """
    wanted = {"ids": orjson.dumps(list(ids)).decode(), "unknown": UNKNOWN_HOURS}
    columns = store.columns(_PARTS, wanted)
    request, types, hours, left, done = columns
    names = tuple(sorted(set(types)))
    days = {text: _number(text) for text in set(done)}
    place = {name: at for at, name in enumerate(names)}
    return Parts(
        request=np.array(request, dtype=np.int64),
        type=np.array([place[name] for name in types], dtype=np.int64),
        hours=np.array(hours, dtype=np.float64),
        left=np.array(left, dtype=np.float64),
        done=np.array([days[text] for text in done], dtype=np.int64),
        types=names,
    )


def _number(text: str | None) -> int:
    return day_number(date.fromisoformat(text)) if text else NOT_DONE
