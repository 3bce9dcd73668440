"""A figure: a value that is never bare."""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

NO_ROWS: NDArray[np.int32] = np.zeros(0, dtype=np.int32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How many records a figure could use, of how many in its scope (M43)."""

    used: int
    scope: int

    @property
    def share(self) -> float:
        """Share of the scope that could be used, 0 to 1; 1 when nothing is in scope."""
        return self.used / self.scope if self.scope else 1.0

    def __str__(self) -> str:
        if self.used == self.scope:
            return f"all {self.scope:,} records"
        whole = min(99, round(100 * self.share))  # never rounded up to all
        return f"{self.used:,} of {self.scope:,} records ({whole}%)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value with what is needed to trust it.

    Attributes:
        measure: Identity of the measure, such as ``M01``.
        label: Name of the measure as the field says it.
        value: The value in ``unit``, unrounded; None when it cannot be computed.
        unit: Unit of the value: ``requests``, ``h``, ``days``, ``weeks``, ``%``.
        definition: One sentence that says what is counted.
        as_at: Day at the end of which the value holds.
        coverage: Records used of records in scope.
        rows: Row numbers (in the ledger) of the requests behind the value.
        note: Anything the reader must know, such as the share imputed.
    """

    measure: str
    label: str
    value: float | None
    unit: str
    definition: str
    as_at: date
    coverage: Coverage
    rows: NDArray[np.int32] = field(default_factory=lambda: NO_ROWS, compare=False)
    note: str = ""
