"""What all scenarios of one comparison share: the situation, the seed, the futures."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.forecast.ahead import forecast_classes
from app.scenario.draw import Marks, lognormal_sample
from app.scenario.situation import CLASSES, ENOUGH, Numbers, Situation

PATHS = 1_000
"""Futures of demand that are drawn; replications beyond them use them again."""

AHEAD = 130
"""Weeks of which a whole number is forecast, so that futures are the same whether a
scenario looks a little further or not: two years and half a year beyond."""

VARIATION = 1.2
"""Coefficient of variation of effort where nothing was completed to tell."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Study:
    """The common ground of scenarios that are compared.

    Attributes:
        situation: What they start from.
        seed: What everything random is drawn from.
        weeks: The longest horizon.
        futures: Arrivals by week on each path, by class: paths x weeks.
        marks: Marks of items.
        samples: Hours of a request of each type of the donors, in order.
        notes: What the forecast says must be known.
    """

    situation: Situation
    seed: int
    weeks: int
    futures: tuple[NDArray[np.int32], ...]
    marks: Marks
    samples: tuple[Numbers, ...]
    notes: tuple[str, ...] = ()

    def counts(
        self, place: int, block: tuple[int, int], weeks: int
    ) -> NDArray[np.int64]:
        """Return arrivals of a class: replications x weeks."""
        paths = self.futures[place]
        rows = (block[0] + np.arange(block[1])) % len(paths)
        return paths[rows, :weeks].astype(np.int64)


def study_of(
    situation: Situation, *, seed: int, weeks: int, paths: int = PATHS
) -> Study:
    """Return the common ground of scenarios.

    Args:
        situation: What they start from.
        seed: What everything random is drawn from.
        weeks: The longest horizon; more is forecast, see ``AHEAD``.
        paths: Futures of demand that are drawn.
    """
    weeks = AHEAD * -(-weeks // AHEAD)
    futures, notes = _futures(situation, seed, weeks, paths)
    return Study(
        situation=situation,
        seed=seed,
        weeks=weeks,
        futures=futures,
        marks=Marks(seed),
        samples=_samples(situation),
        notes=notes,
    )


def _futures(
    situation: Situation, seed: int, weeks: int, paths: int
) -> tuple[tuple[NDArray[np.int32], ...], tuple[str, ...]]:
    """Return arrivals of each class from the start week on, and notes.

    A class that never had any gets none; without donors nothing arrives.
    """
    none = np.zeros((1, weeks), dtype=np.int32)
    histories = {
        name: one
        for name, one in situation.past.arrivals.items()
        if one.weeks and one.used.any()
    }
    if not histories or not situation.donors.count:
        note = "There is no history of arrivals: nothing new arrives in this reckoning."
        return (none,) * len(CLASSES), (note,)
    last = next(iter(histories.values())).next_monday
    skip = max((situation.start - last).days // 7, 0)
    found = forecast_classes(
        histories,
        weeks=weeks + skip,
        paths=paths,
        seed=seed,
        holidays=situation.team.holidays,
    )
    ahead = {name: one.paths[:, skip:] for name, one in found.classes.items()}
    notes = dict.fromkeys(note for one in found.classes.values() for note in one.notes)
    return tuple(ahead.get(name, none) for name in CLASSES), tuple(notes)


def _samples(situation: Situation) -> tuple[Numbers, ...]:
    """Return an ordered sample of hours for each type of the donors.

    The type's own completed requests where there are enough; else those of all types
    brought to its usual mean; else a lognormal of that mean.
    """
    past = situation.past
    every = past.hours.get("", np.zeros(0))
    found = []
    for kind in situation.donors.kinds:
        mean = past.usual.get(kind, past.usual.get("", 8.0))
        if kind and kind in past.hours:
            found.append(past.hours[kind])
        elif len(every) >= ENOUGH:
            found.append(every * (mean / max(float(every.mean()), 1e-9)))
        else:
            found.append(lognormal_sample(mean, VARIATION))
    return tuple(found)
