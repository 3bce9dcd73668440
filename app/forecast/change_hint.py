"""A hint that the level may have changed, for the user to mark or not."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from app.casework.working_time import NO_HOLIDAYS, Holidays, day_words
from app.forecast.ahead import LEAST_MEAN, LEAST_WEEKS, season_for
from app.forecast.history import LONGEST, History
from app.forecast.nbes import Fitted, fit, one_step
from app.forecast.observed import observed
from app.forecast.stream import stream

LOOKED_AT = 8
"""Last weeks looked at."""

ENOUGH = 6
"""Weeks of those that lie outside the 80 % range on one side before it is said."""

DRAWS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeHint:
    """Weeks that came out on one side of what was foretold.

    Attributes:
        monday: First of them: where a change point would stand.
        weeks: How many of the last ``LOOKED_AT``.
        is_above: Whether more arrived than was foretold.
    """

    monday: date
    weeks: int
    is_above: bool

    @property
    def sentence(self) -> str:
        """The hint in words."""
        side = "more" if self.is_above else "fewer"
        return (
            f"In {self.weeks} of the last {LOOKED_AT} weeks {side} arrived than the "
            f"80 % range foretold a week before: if something changed about "
            f"{day_words(self.monday)}, mark it as a change point."
        )


def change_hint(
    history: History, *, seed: int = 1, holidays: Holidays = NO_HOLIDAYS
) -> ChangeHint | None:
    """Return a hint where the last weeks lie outside on one side; None if not.

    Args:
        history: Weekly counts; a change point in the weeks looked at silences the hint.
        seed: What the ranges are drawn from.
        holidays: The unit's public holidays.
    """
    history = history.latest(LONGEST)
    series = observed(history)
    if series.used.sum() < LEAST_WEEKS + LOOKED_AT or series.mean < LEAST_MEAN:
        return None
    last = np.flatnonzero(series.used)[-LOOKED_AT:]
    if history.resets and history.resets[-1] >= last[0]:
        return None
    fitted = _as_before(history, int(last[0]), holidays)
    draw = stream(seed, "hint")
    drawn = np.array([one_step(fitted, at, DRAWS, draw) for at in last.tolist()])
    low, high = np.percentile(drawn, [10, 90], axis=1)
    counts = series.counts[last]
    for is_above, outside in ((True, counts > high), (False, counts < low)):
        if outside.sum() >= ENOUGH:
            first = int(last[int(np.argmax(outside))])
            return ChangeHint(
                monday=history.mondays[first],
                weeks=int(outside.sum()),
                is_above=is_above,
            )
    return None


def _as_before(history: History, weeks: int, holidays: Holidays) -> Fitted:
    """Return the readings weighed by the first weeks alone, followed to the end.

    Weighed by all weeks, readings that take every surprise for a new level would win
    as soon as there is one, and nothing would ever look like a surprise.
    """
    past = history.until(weeks)
    before = observed(past)
    season = season_for(past, before, history.weeks - weeks, holidays)
    whole = fit(observed(history), season)
    return replace(whole, weights=fit(before, season).weights)
