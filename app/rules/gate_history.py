"""What happened at the gate to the requests submitted in a time, in columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class GateHistory:
    """The requests that were submitted in a time, and every move that holds of them.

    The moves of a request lie together, oldest first. What was asked for and agreed
    is as it had been recorded by the move, so that a past figure can be made again.

    Attributes:
        ids: Of each request, its row id in the store, rising.
        division: Of each request, the code of its division; empty if not recorded.
        request: Of each move, the position of its request.
        status: Of each move, the position of the status entered, in ``STATUSES``.
        at: Of each move, the moment, seconds since 1970 UTC.
        reason: Of each move, the codes of its reasons, apart by spaces; may be empty.
        exhibits_asked: Of each move, exhibits asked for; NaN if it does not say.
        exhibits_agreed: Of each move, exhibits agreed; NaN likewise.
        level_asked: Of each move, the highest level asked for; NaN likewise.
        level_agreed: Of each move, the highest level agreed; NaN likewise.
        hours_asked: Of each move, examiner hours asked for; NaN likewise.
        hours_agreed: Of each move, examiner hours agreed; NaN likewise.
    """

    ids: NDArray[np.int64]
    division: tuple[str, ...]
    request: NDArray[np.int32]
    status: NDArray[np.int8]
    at: NDArray[np.int64]
    reason: tuple[str, ...]
    exhibits_asked: NDArray[np.float64]
    exhibits_agreed: NDArray[np.float64]
    level_asked: NDArray[np.float64]
    level_agreed: NDArray[np.float64]
    hours_asked: NDArray[np.float64]
    hours_agreed: NDArray[np.float64]
