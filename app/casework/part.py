"""What each request consists of: its examinations by type, with their hours."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

UNKNOWN_HOURS = 1.0
"""Hours that stand for an examination without an estimate beside others."""

NOT_DONE = int(np.iinfo(np.int64).max)
"""The day number of what is still to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Examinations of requests, in columns of equal length.

    Attributes:
        request: Of each examination, the row id of its request in the store.
        type: Of each examination, the position of its type in ``types``.
        hours: Of each examination, examiner hours estimated; ``UNKNOWN_HOURS`` where
            there is no estimate.
        left: Of each examination, those hours less the hours spent, never below 0.
        done: Of each examination, the number of the day on which it was done;
            ``NOT_DONE`` if it was not.
        types: Codes of the examination types.
    """

    request: NDArray[np.int64]
    type: NDArray[np.int64]
    hours: NDArray[np.float64]
    left: NDArray[np.float64]
    done: NDArray[np.int64]
    types: tuple[str, ...]


NO_PARTS = Parts(
    request=np.zeros(0, dtype=np.int64),
    type=np.zeros(0, dtype=np.int64),
    hours=np.zeros(0),
    left=np.zeros(0),
    done=np.zeros(0, dtype=np.int64),
    types=(),
)
"""Where no examinations are known."""
