"""How good a forecast was: errors and ranges, in units that series can share.

Errors are divided by the mean step of the past from one week to the next, so that 1 is
as far off as a week usually is from the week before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.forecast.history import Flags
from app.forecast.observed import Values
from app.forecast.outlook import Paths

QUANTILES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
"""Where ranges are scored."""

MIDDLE = QUANTILES.index(0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """One forecast beside what came.

    Attributes:
        mase: Mean distance of the median from what came, in mean steps of the past.
        sql: Mean quantile loss of single weeks, in the same.
        cql: Mean quantile loss of sums over several weeks, by week, in the same; NaN
            where no sum is known.
        inside: Share of the weeks inside the 80 % range.
        inside_sums: Share of the sums inside theirs; NaN where none is known.
    """

    mase: float
    sql: float
    cql: float
    inside: float
    inside_sums: float


def mean_step(counts: Values, used: Flags, lag: int = 1) -> float:
    """Return the mean step of a series to what comes ``lag`` later; 0 if none.

    Args:
        counts: The past.
        used: Periods whose count may be used.
        lag: Periods between the two.
    """
    both = used[lag:] & used[:-lag]
    steps = np.abs(counts[lag:] - counts[:-lag])[both]
    return float(steps.mean()) if len(steps) else 0.0


def quantile_loss(quantiles: Values, came: Values) -> Values:
    """Return twice the pinball loss of each period, mean over the quantiles.

    Args:
        quantiles: Quantile x period.
        came: What came, by period.
    """
    share = np.array(QUANTILES)[:, None]
    over = came - quantiles
    loss: Values = 2 * np.maximum(share * over, (share - 1) * over).mean(axis=0)
    return loss


def score(
    paths: Paths, came: Values, *, step: float, sums: Sequence[int], known: Flags
) -> Score:
    """Return how good a forecast was.

    Args:
        paths: Paths x periods, at least as many periods as came.
        came: What came in the periods ahead.
        step: Mean step of the past; more than 0.
        sums: Numbers of first periods that are added up.
        known: Which of the periods ahead are known; at least one.
    """
    paths = paths[:, : len(came)]
    found = np.quantile(paths[:, known], QUANTILES, axis=0)
    truth = came[known]
    losses, inside = [], []
    for weeks in sums:
        if weeks > len(came) or not known[:weeks].all():
            continue
        total = np.array([came[:weeks].sum()])
        places = np.quantile(paths[:, :weeks].sum(axis=1), QUANTILES)[:, None]
        losses.append(quantile_loss(places, total)[0] / weeks)
        inside.append(_share_inside(places, total))
    return Score(
        mase=float(np.abs(truth - found[MIDDLE]).mean() / step),
        sql=float(quantile_loss(found, truth).mean() / step),
        cql=float(np.mean(losses) / step) if losses else float("nan"),
        inside=_share_inside(found, truth),
        inside_sums=float(np.mean(inside)) if inside else float("nan"),
    )


def _share_inside(quantiles: Values, came: Values) -> float:
    low, high = quantiles[QUANTILES.index(0.1)], quantiles[QUANTILES.index(0.9)]
    return float(((came >= low) & (came <= high)).mean())
