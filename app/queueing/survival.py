"""How long waits are, those that are not over included (Kaplan and Meier).

How to call: ``survival(times, is_over)`` once, then ``quantile`` and ``share_over``.
Leaving out what still waits makes waits look short while a backlog grows.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Survival:
    """The share that still waits after a time.

    Attributes:
        times: Times after which a wait ended, rising.
        waiting: Of each, the share that waits longer.
        ended: Waits that ended.
        counted: Waits in all.
        longest: Longest time that was watched; 0 of none.
    """

    times: Values
    waiting: Values
    ended: int
    counted: int
    longest: float

    def quantile(self, share: float) -> float | None:
        """Return the time within which ``share`` of waits end.

        None where fewer have ended in all the time that was watched.
        """
        within = 1.0 - self.waiting
        reached = np.flatnonzero(within >= share - 1e-12)
        return float(self.times[reached[0]]) if len(reached) else None

    def share_over(self, time: float) -> float | None:
        """Return the share that waits longer than ``time``; None if nobody knows.

        Nobody does of a time longer than any that was watched, unless all had ended.
        """
        if not self.counted:
            return None
        place = int(np.searchsorted(self.times, time, side="right")) - 1
        share = float(self.waiting[place]) if place >= 0 else 1.0
        return share if time <= self.longest or share == 0 else None


def survival(times: Values, is_over: NDArray[np.bool_]) -> Survival:
    """Return the share that still waits after each time.

    Args:
        times: Of each wait, how long it lasted or has lasted so far.
        is_over: Of each, whether it ended; else it was only watched so long.
    """
    ends, counts = np.unique(times[is_over], return_counts=True)
    at_risk = len(times) - np.searchsorted(np.sort(times), ends, side="left")
    left = np.cumprod(1.0 - counts / np.maximum(at_risk, 1))
    return Survival(
        times=ends.astype(np.float64),
        waiting=np.where(counts == at_risk, 0.0, left),
        ended=int(is_over.sum()),
        counted=len(times),
        longest=float(times.max()) if len(times) else 0.0,
    )
