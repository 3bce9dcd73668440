"""Reads what stands at the gate."""

from datetime import date
from typing import Any

from app.casework.at_gate import AtGate
from app.casework.request import Status
from app.casework.working_time import local_day
from app.store import Store

_AT_GATE = """
    SELECT request.*,
           (SELECT max(event.effective_at) FROM event
             WHERE event.subject = 'request' AND event.record = request.id
               AND event.status IS NOT NULL) AS since,
           (SELECT count(*) FROM exhibit WHERE exhibit.request = request.uid)
               AS listed
      FROM request
     WHERE status IN ('DRAFT', 'SUBMITTED', 'ASSESSING', 'RETURNED')
  ORDER BY coalesce(submitted_on, '9999'), id
"""


def read_gate(store: Store) -> tuple[AtGate, ...]:
    """Return the requests at the gate, those that wait longest first."""
    return tuple(_at_gate(row) for row in store.query(_AT_GATE))


def _at_gate(row: Any) -> AtGate:
    submitted = row["submitted_on"]
    return AtGate(
        id=row["id"],
        uid=row["uid"],
        reference=row["reference"],
        status=Status(row["status"]),
        since=local_day(row["since"]),
        submitted_on=date.fromisoformat(submitted) if submitted else None,
        offence=row["offence"],
        division=row["division"],
        requester=row["requester"],
        exhibits=row["exhibits_requested"] or row["listed"] or None,
    )
