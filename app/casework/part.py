"""What each request consists of: its examinations by type, with their hours."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

UNKNOWN_HOURS = 1.0
"""Hours that stand for an examination without an estimate beside others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Examinations of requests, in columns of equal length.

    Attributes:
        as_at: Day at whose end an examination is done or not.
        request: Of each examination, the row id of its request in the store.
        type: Of each examination, the position of its type in ``types``.
        hours: Of each examination, examiner hours estimated; ``UNKNOWN_HOURS`` where
            there is no estimate.
        left: Of each examination, those hours less the hours spent, never below 0.
        is_open: Of each examination, whether it was still to be done.
        is_of_exhibit: Of each examination, whether it is of an exhibit: a report is
            of none.
        types: Codes of the examination types.
    """

    as_at: date
    request: NDArray[np.int64]
    type: NDArray[np.int64]
    hours: NDArray[np.float64]
    left: NDArray[np.float64]
    is_open: NDArray[np.bool_]
    is_of_exhibit: NDArray[np.bool_]
    types: tuple[str, ...]


def no_parts(as_at: date) -> Parts:
    """Return the parts of requests of which none are known."""
    nothing = np.zeros(0)
    return Parts(
        as_at=as_at,
        request=nothing.astype(np.int64),
        type=nothing.astype(np.int64),
        hours=nothing,
        left=nothing,
        is_open=nothing.astype(bool),
        is_of_exhibit=nothing.astype(bool),
        types=(),
    )
