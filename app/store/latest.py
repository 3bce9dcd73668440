"""The last change that is in a store: what is told after something went wrong."""

from dataclasses import dataclass
from datetime import datetime

from app.casework.working_time import LOCAL
from app.store import Store

_LAST = """
    SELECT id, uid, recorded_at, who, kind FROM operation ORDER BY id DESC LIMIT 1
"""
_REQUESTS = """
    SELECT DISTINCT coalesce(request.reference, '') FROM event
      LEFT JOIN request ON request.uid = event.uid
     WHERE event.operation = :operation AND event.subject = 'request' LIMIT 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastSaved:
    """The last change that is in a store.

    Attributes:
        number: Its place in the history, from 1.
        uid: Its operation.
        recorded_at: When it was recorded, in local time.
        who: Who made it.
        kind: What was done, such as ``move request``.
        request: Number of the request, where it is about one alone; else empty.
    """

    number: int
    uid: str
    recorded_at: datetime
    who: str
    kind: str
    request: str = ""

    @property
    def words(self) -> str:
        """When it was and what about, such as ``14:02 on 3 November, request 1234``."""
        when = f"{self.recorded_at:%H:%M} on {self.recorded_at.day}"
        when = f"{when} {self.recorded_at:%B}"
        about = f"request {self.request}" if self.request else self.kind
        return f"{when}, {about}"

    @property
    def sentence(self) -> str:
        """What it was, when, and by whom: for the window after an unclean stop."""
        about = f" ({self.request})" if self.request else ""
        when = f"{self.recorded_at:%H:%M} on {self.recorded_at.day}"
        return (
            f"The last change in the store is “{self.kind}”{about} by {self.who}"
            f" at {when} {self.recorded_at:%B %Y}."
        )


def last_saved(store: Store) -> LastSaved | None:
    """Return the last change that is in a store; None in a store without any."""
    row = store.one(_LAST)
    if row is None:
        return None
    requests = [each[0] for each in store.query(_REQUESTS, {"operation": row["id"]})]
    return LastSaved(
        number=row["id"],
        uid=row["uid"],
        recorded_at=datetime.fromisoformat(row["recorded_at"]).astimezone(LOCAL),
        who=row["who"],
        kind=row["kind"],
        request=requests[0] if len(requests) == 1 else "",
    )
