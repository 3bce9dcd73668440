"""What a forecast must beat: the same week a year before, or the week before."""

import numpy as np

from app.forecast.history import History
from app.forecast.observed import Values
from app.forecast.outlook import Paths

YEAR = 52


def seasonal_naive(
    history: History, weeks: int, paths: int, draw: np.random.Generator
) -> Paths:
    """Return what came 52 weeks before, with the errors that this has made before.

    With less than 78 weeks it is what came last, with the steps there have been.
    """
    known = np.flatnonzero(history.used)
    filled = np.interp(np.arange(history.weeks), known, history.counts[known])
    lag = YEAR if history.weeks >= YEAR + YEAR // 2 else 1
    middle = np.resize(filled[-lag:], weeks)
    errors = filled[lag:] - filled[:-lag] if len(filled) > lag else np.zeros(1)
    drawn = _around(middle, errors, paths, draw, is_walk=lag == 1)
    return np.maximum(np.rint(drawn), 0).astype(np.int32)


def _around(
    middle: Values,
    errors: Values,
    paths: int,
    draw: np.random.Generator,
    *,
    is_walk: bool,
) -> Values:
    both = np.concatenate([errors, -errors])  # as often above as below
    drawn = draw.choice(both, (paths, len(middle)))
    found: Values = middle + (np.cumsum(drawn, axis=1) if is_walk else drawn)
    return found
