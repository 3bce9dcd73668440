"""The unit's whole history in columns, for measures that look at all of it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FOREVER = int(np.iinfo(np.int64).max)
"""The moment at which a stay that has not ended is taken to end."""

NO_DAY = int(np.iinfo(np.int32).min)
"""The day number that stands for a day that is not known."""

NO_CODE = -1
"""The position that stands for a code that is not recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """The codes that a column of positions refers to, in order of first use."""

    division: tuple[str, ...] = ()
    offence: tuple[str, ...] = ()
    examination_type: tuple[str, ...] = ()
    custody: tuple[str, ...] = ()
    hold_reason: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    missed_cause: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every stay of every request in a status, in columns of equal length.

    A stay runs from ``entered`` up to but not including ``left``. Stays follow from
    the history, which can only be added to; so a ledger can be brought up to date by
    appending what was recorded since, and never needs to be read again. The stays of
    a request lie together, oldest first.

    Days are numbers of days since 1970-01-01 (``NO_DAY`` if not known); moments are
    seconds since 1970 UTC. Positions point into ``codes`` (``NO_CODE`` if not known).

    Attributes:
        sequence: Number of the last event taken in.
        request: Of each stay, the row number of the request (0 is the first request).
        status: Of each stay, the position of the status in ``STATUSES``.
        entered: Of each stay, the moment of entry.
        left: Of each stay, the moment of leaving; ``FOREVER`` while it lasts.
        hold_reason: Of each stay on hold, the position of its reason, else ``NO_CODE``.
        ids: Of each request, its row id in the store.
        reference: Of each request, its reference.
        priority: Of each request, 1 to 4; 0 if not decided. As it is now.
        division: Of each request, the position of its division.
        offence: Of each request, the position of its offence category.
        examination_type: Of each request, the position of its main type.
        custody: Of each request, the position of its custody status.
        level: Of each request, the position of the level agreed, or else asked for.
        missed_cause: Of each request, the position of why a day set was missed.
        online_abuse: Of each request, 1 yes, 0 no, -1 not recorded.
        submitted: Of each request, the day of submission.
        received: Of each request, the day on which its last needed exhibit came in.
        accepted: Of each request, the day of acceptance.
        issued: Of each request, the day of (first) issue.
        target: Of each request, the current target day.
        original_target: Of each request, the first target day.
        prosecutor: Of each request, the day set by the prosecutor.
        effort: Of each request, estimated examiner hours; NaN if not estimated.
        spent: Of each request, examiner hours logged in all.
        exhibits: Of each request, the exhibits agreed, or else asked for, as its form
            says; 0 if it does not.
        exhibit_ids: Of each exhibit, its row id in the store.
        exhibit_request: Of each exhibit, the row number of its request.
        exhibit_finished: Of each exhibit, the moment from which nothing more was to
            be examined on it; ``FOREVER`` while there is.
        exhibit_size: Of each exhibit, gigabytes on it; NaN if not known.
        work_request: Of each entry in the work log, the row number of the request.
        work_at: Of each entry in the work log, the moment (midday of its day).
        work_hours: Of each entry in the work log, examiner hours.
        codes: What the positions mean.
    """

    sequence: int
    request: NDArray[np.int32]
    status: NDArray[np.int8]
    entered: NDArray[np.int64]
    left: NDArray[np.int64]
    hold_reason: NDArray[np.int16]
    ids: NDArray[np.int64]
    reference: NDArray[np.str_]
    priority: NDArray[np.int8]
    division: NDArray[np.int16]
    offence: NDArray[np.int16]
    examination_type: NDArray[np.int16]
    custody: NDArray[np.int16]
    level: NDArray[np.int16]
    missed_cause: NDArray[np.int16]
    online_abuse: NDArray[np.int8]
    submitted: NDArray[np.int32]
    received: NDArray[np.int32]
    accepted: NDArray[np.int32]
    issued: NDArray[np.int32]
    target: NDArray[np.int32]
    original_target: NDArray[np.int32]
    prosecutor: NDArray[np.int32]
    effort: NDArray[np.float64]
    spent: NDArray[np.float64]
    exhibits: NDArray[np.int32]
    exhibit_ids: NDArray[np.int64]
    exhibit_request: NDArray[np.int32]
    exhibit_finished: NDArray[np.int64]
    exhibit_size: NDArray[np.float64]
    work_request: NDArray[np.int32]
    work_at: NDArray[np.int64]
    work_hours: NDArray[np.float64]
    codes: Codes

    @property
    def requests(self) -> int:
        """Number of requests ever recorded."""
        return len(self.ids)
