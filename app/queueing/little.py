"""Little's law: as an identity that must hold, and as a check on the records.

How to call: ``identity`` after every simulation and import (a gap is a fault of the
program); ``check`` on the unit's records (a gap is a reason to look at them, and
``check(...).words`` says it). Times are numbers in one unit, such as weeks.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Times = NDArray[np.float64]

EXACT = 1e-9
"""Relative gap up to which the identity holds, as far as rounding allows."""

WARNING = 0.10
"""Share from which the looser law's gap is worth a warning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The two sides of Little's identity over a window.

    Attributes:
        area: Number present, summed over time.
        stays: Time that each item spent in the window, summed over items.
        length: Length of the window: what one item adds that is there all the time.
    """

    area: float
    stays: float
    length: float

    @property
    def gap(self) -> float:
        """How far the sides are apart, as a share of the larger, or of one item."""
        larger = max(abs(self.area), abs(self.stays), self.length)
        return abs(self.area - self.stays) / larger if larger > 0 else 0.0

    @property
    def holds(self) -> bool:
        """Whether the sides are equal but for rounding."""
        return self.gap <= EXACT


@dataclass(frozen=True, slots=True, kw_only=True)
class LittleCheck:
    """The mean number present beside arrivals times mean stay.

    Attributes:
        present: Mean number present over the window.
        arrivals: Arrivals by the unit of time.
        stay: Mean stay of what left in the window; None if nothing left.
        gap: Share by which ``arrivals`` times ``stay`` differs from ``present``;
            None where it cannot be said.
        counted: Items that came or left in the window.
    """

    present: float
    arrivals: float
    stay: float | None
    gap: float | None
    counted: int

    @property
    def is_warning(self) -> bool:
        """Whether the gap is worth a look at the records."""
        return self.gap is not None and abs(self.gap) > WARNING

    @property
    def words(self) -> str:
        """The check in one sentence."""
        if self.gap is None:
            return (
                "Too little came and left to hold the size of the list against how long"
                " requests stay."
            )
        if not self.is_warning:
            return (
                "The size of the list, what comes and how long requests stay agree"
                f" within {max(abs(self.gap), 0.005):.0%}."
            )
        sides = "longer" if self.gap < 0 else "shorter"
        return (
            f"The list is {abs(self.gap):.0%} {sides} than what comes and how long"
            " finished requests stayed would give: the backlog was growing or shrinking"
            " fast, or days of arrival or completion are missing or wrong."
        )


def identity(arrived: Times, left: Times, start: float, end: float) -> Identity:
    """Return both sides of Little's identity from ``start`` to ``end``.

    Args:
        arrived: Of each item, when it came.
        left: Of each item, when it left; infinity while it is there.
        start: Begin of the window.
        end: End of the window, not before its begin.
    """
    came, went = np.clip(arrived, start, end), np.clip(left, start, end)
    went = np.maximum(came, went)
    stays = float((went - came).sum())
    return Identity(area=_area(came, went, start), stays=stays, length=end - start)


def check(arrived: Times, left: Times, start: float, end: float) -> LittleCheck:
    """Return how well the records agree with Little's law from ``start`` to ``end``.

    The law is about the long run: over a window that begins with a list and ends with
    one, the stays of what left in it are not those of what came in it.

    Args:
        arrived: Of each item, when it came.
        left: Of each item, when it left; infinity while it is there.
        start: Begin of the window.
        end: End of the window.
    """
    span = end - start
    came = (start < arrived) & (arrived <= end)
    went = (start < left) & (left <= end) & (left >= arrived)
    present = identity(arrived, left, start, end).area / span if span > 0 else 0.0
    rate = float(came.sum()) / span if span > 0 else 0.0
    stay = float((left[went] - arrived[went]).mean()) if went.any() else None
    gap = None if stay is None or present <= 0 else rate * stay / present - 1
    return LittleCheck(
        present=present,
        arrivals=rate,
        stay=stay,
        gap=gap,
        counted=int((came | went).sum()),
    )


def _area(came: Times, went: Times, start: float) -> float:
    """Return the number present summed over time, from its steps."""
    moments = np.concatenate((came, went))
    steps = np.concatenate((np.ones(len(came)), -np.ones(len(went))))
    order = np.argsort(moments, kind="stable")
    present = np.cumsum(steps[order])
    moments = moments[order] - start
    return float((present[:-1] * np.diff(moments)).sum()) if len(order) else 0.0
