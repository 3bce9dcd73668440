"""All proceedings in columns, for measures that look at every request."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DAYS = (
    *("offence_on", "appearance_on", "petition_on", "committal_on"),
    *("full_committal_on", "limit_on", "ended_on"),
)
"""Days of a proceeding that are held in columns."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProceedingColumns:
    """Every accused on every charge, in columns of equal length.

    Attributes:
        ids: Row id of the request.
        custody: Position of the custody or court status in ``codes``; ``NO_CODE`` if
            it is not recorded.
        codes: The codes that the positions refer to.
        days: Day numbers by name of the day, each of ``DAYS``; ``NO_DAY`` if unknown.
        met: Places of the proceedings in which a step was taken, by id of its rule.
    """

    ids: NDArray[np.int64]
    custody: NDArray[np.int16]
    codes: tuple[str, ...]
    days: Mapping[str, NDArray[np.int32]]
    met: Mapping[str, NDArray[np.int64]]

    def __len__(self) -> int:
        return len(self.ids)


NO_PROCEEDINGS = ProceedingColumns(
    ids=np.zeros(0, dtype=np.int64),
    custody=np.zeros(0, dtype=np.int16),
    codes=(),
    days={name: np.zeros(0, dtype=np.int32) for name in DAYS},
    met={},
)
"""No proceedings at all."""
