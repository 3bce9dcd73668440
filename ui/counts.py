"""The few counts that the rail and the status bar share, made once for each change."""

from dataclasses import dataclass

from app.measures.age import over_age
from app.measures.backlog import Backlog, open_requests
from ui.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What rail and status bar show.

    Attributes:
        outstanding: Requests in the outstanding backlog (B3).
        recorded: Requests ever recorded.
        over_age: Requests over the unit's age limit.
        rejected: Rows of imports that were rejected and not mended.
        last_import: The last import in a few words; empty if there was none.
    """

    outstanding: int
    recorded: int
    over_age: int
    rejected: int = 0
    last_import: str = ""

    @property
    def sentence(self) -> str:
        """The counts for the status bar."""
        return f"{self.outstanding:,} open, {self.recorded:,} in all"


def count_all(session: Session) -> Counts:
    """Return the counts as at the session's day; the ledger must have been read."""
    ledger, as_at = session.ledger, session.as_at
    if ledger is None:
        return Counts(outstanding=0, recorded=0, over_age=0)
    old = over_age(ledger, as_at, threshold=session.settings.over_age)
    return Counts(
        outstanding=int(open_requests(ledger, Backlog.B3, as_at).value or 0),
        recorded=ledger.requests,
        over_age=int(old.value or 0),
    )
