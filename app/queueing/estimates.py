"""Whether estimates hold: hours logged on what was issued, beside those estimated.

How to call: ``estimates_held(ledger, as_at)``.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from app.casework.ledger import Ledger
from app.measures.figure import Coverage
from app.measures.flow import issues, rows_between
from app.measures.period import whole_weeks
from app.measures.stays import Rows
from app.measures.work import hours_logged
from app.queueing.balance import ratio

WEEKS = 52
"""Weeks whose issued requests are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatesHeld:
    """Effort beside its estimates.

    Attributes:
        ratio: Hours logged over hours estimated; None where nothing has both.
        rows: Row numbers of the requests with both.
        coverage: Those, of all that were issued.
    """

    ratio: float | None
    rows: Rows
    coverage: Coverage


def estimates_held(ledger: Ledger, as_at: date, weeks: int = WEEKS) -> EstimatesHeld:
    """Return how the effort of what was issued in some weeks compares with estimates.

    Only requests with an estimate of their own and any hours logged are looked at.
    """
    period = whole_weeks(as_at, weeks)
    issued = rows_between(issues(ledger), period.first, period.last)
    logged, estimated = hours_logged(ledger, as_at)[issued], ledger.effort[issued]
    both = (logged > 0) & ~np.isnan(estimated)
    return EstimatesHeld(
        ratio=ratio(float(logged[both].sum()), float(estimated[both].sum())),
        rows=issued[both],
        coverage=Coverage(used=int(both.sum()), scope=len(issued)),
    )
