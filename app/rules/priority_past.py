"""What priority requests were given, and when, in columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NO_PRIORITY = 0
"""Stands for a priority that is not decided; 1 to 4 stand for P1 to P4."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityPast:
    """Every priority that a request was given, in columns of equal length.

    Those of a request lie together, as they took effect; what a correction took the
    place of is not among them.

    Attributes:
        record: Row id of the request, as in ``Ledger.ids``.
        moment: When it took effect, seconds since 1970 UTC.
        priority: 1 to 4 for P1 to P4, ``NO_PRIORITY`` for none.
    """

    record: NDArray[np.int64]
    moment: NDArray[np.int64]
    priority: NDArray[np.int8]
