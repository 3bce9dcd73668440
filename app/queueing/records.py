"""Little's law on the unit's own records.

How to call: ``records_agree(ledger, as_at)`` for the check with its words;
``identity_of(ledger, as_at)`` for the identity, which must hold after every import.
"""

from datetime import date

import numpy as np

from app.casework.ledger import FOREVER, Ledger
from app.casework.working_time import end_of_day
from app.measures.backlog import Backlog
from app.measures.period import Period, whole_weeks
from app.measures.stays import spells_in
from app.queueing.little import Identity, LittleCheck, Times, check, identity

WEEKS = 52
"""Weeks over which records are held against Little's law."""

_WEEK = 7 * 86_400.0


def records_agree(ledger: Ledger, as_at: date) -> LittleCheck:
    """Return how far the outstanding backlog (B3) of a year agrees with its stays.

    Of a shorter history, as much as there is. Times are weeks.
    """
    came, left, start, end = _spells(ledger, whole_weeks(as_at, WEEKS))
    return check(came, left, start, end)


def identity_of(ledger: Ledger, as_at: date) -> Identity:
    """Return Little's identity over the same time."""
    came, left, start, end = _spells(ledger, whole_weeks(as_at, WEEKS))
    return identity(came, left, start, end)


def _spells(ledger: Ledger, period: Period) -> tuple[Times, Times, float, float]:
    """Return entries, exits, begin and end in weeks since the begin of the period."""
    spells = spells_in(ledger, Backlog.B3.statuses)
    origin = end_of_day(period.before)
    came = (spells.entered - origin) / _WEEK
    over = spells.left == FOREVER
    left = np.where(
        over, np.inf, (np.where(over, origin, spells.left) - origin) / _WEEK
    )
    end = (end_of_day(period.last) - origin) / _WEEK
    begin = float(came.min()) if len(came) else 0.0
    start = min(max(0.0, begin), end)
    return came, left, start, end
