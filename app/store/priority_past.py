"""Read what priority requests were given, and when, from the history."""

import numpy as np

from app.rules.priority_past import PriorityPast
from app.store import Store

_GIVEN = """
    SELECT record, effective_at,
           coalesce(CAST(substr(json_extract(told, '$.priority'), 2) AS INTEGER), 0)
      FROM (SELECT id, record, effective_at, coalesce(asserts, after) AS told
              FROM event
             WHERE subject = 'request' AND kind <> 'removed'
               AND id NOT IN (SELECT corrects FROM event WHERE corrects IS NOT NULL))
     WHERE instr(told, '"priority":') > 0
  ORDER BY record, effective_at, id
"""  # without those that another event took the place of


def read_priority_past(store: Store) -> PriorityPast:
    """Return every priority that a request was given, as it took effect."""
    records, moments, priorities = store.columns(_GIVEN)
    return PriorityPast(
        record=np.array(records, dtype=np.int64),
        moment=np.array(moments, dtype=np.int64),
        priority=np.array(priorities, dtype=np.int8),
    )
