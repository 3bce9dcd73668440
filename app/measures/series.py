"""A measure by week: what a chart draws, with what is needed to trust it."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from app.measures.figure import Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekly:
    """The values of a measure in weeks one after the other.

    Attributes:
        measure: Identity of the measure, such as ``M10``.
        label: Name of the series.
        unit: Unit of the values.
        definition: One sentence that says what is counted.
        as_at: Day at the end of which the values hold; nothing after it counts.
        mondays: The weeks by their Mondays.
        values: Of each week, the value; NaN where there is none.
        coverage: Records used of records in scope.
        note: Anything else that the reader must know.
    """

    measure: str
    label: str
    unit: str
    definition: str
    as_at: date
    mondays: tuple[date, ...]
    values: NDArray[np.float64]
    coverage: Coverage
    note: str = ""

    @property
    def is_partial(self) -> bool:
        """Whether the last week was not over at the end of ``as_at``."""
        return bool(self.mondays) and self.as_at < self.mondays[-1] + timedelta(days=6)
