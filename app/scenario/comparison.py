"""Two scenarios side by side, replication by replication."""

import numpy as np
from numpy.typing import NDArray

from app.scenario.outcome import Difference, Numbers, Outcome

Z95 = 1.959964
"""Half width of a 95 % interval of a mean, in standard errors."""

Column = NDArray[np.float64] | NDArray[np.float32]


def difference(base: Outcome, other: Outcome) -> Difference:
    """Return a scenario less the base, paired by replication, with 95 % intervals.

    Weeks and replications that both have are compared.
    """
    weeks = min(len(base.weeks), len(other.weeks))
    runs = min(base.replications, other.replications)

    def paired(
        one: NDArray[np.generic], two: NDArray[np.generic]
    ) -> tuple[Numbers, Numbers, Numbers]:
        gap = two[:runs].astype(np.float64) - one[:runs].astype(np.float64)
        mean = gap.mean(axis=0)
        half = Z95 * gap.std(axis=0, ddof=1 if runs > 1 else 0) / np.sqrt(runs)
        return mean, mean - half, mean + half

    requests = paired(
        base.paths.open_requests[:, :weeks], other.paths.open_requests[:, :weeks]
    )
    hours = paired(base.paths.open_hours[:, :weeks], other.paths.open_hours[:, :weeks])
    within = paired(base.paths.within, other.paths.within)
    misses = paired(base.paths.misses, other.paths.misses)
    return Difference(
        weeks=base.weeks[:weeks],
        requests=requests[0],
        requests_low=requests[1],
        requests_high=requests[2],
        hours=hours[0],
        hours_low=hours[1],
        hours_high=hours[2],
        within=(float(within[0]), float(within[1]), float(within[2])),
        misses=(float(misses[0]), float(misses[1]), float(misses[2])),
    )
