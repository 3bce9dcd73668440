"""The unit's own hours: examinations finished, and those that wait, in columns."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.rules.effort import Norm, norm_for

Class = tuple[str, str, str]
"""Type, level and device type of an examination; empty where it has none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Completed:
    """Every examination that is finished and has hours on it.

    Attributes:
        classes: The classes that occur, each once.
        of: Of each examination, the position of its class.
        hours: Of each examination, examiner hours spent.
    """

    classes: tuple[Class, ...]
    of: NDArray[np.int32]
    hours: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Unbegun:
    """Every examination of an outstanding request that nobody has begun.

    Attributes:
        classes: The classes that occur, each once.
        of: Of each examination, the position of its class.
        hours: Of each examination, examiner hours estimated; NaN if not estimated.
        examinations: Of each examination, its uid.
        requests: Of each examination, the uid of its request.
        totals: Estimate of each request that has one, by its uid, in hours.
    """

    classes: tuple[Class, ...]
    of: NDArray[np.int32]
    hours: NDArray[np.float64]
    examinations: tuple[str, ...]
    requests: tuple[str, ...]
    totals: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEstimates:
    """What becomes of estimates when norms are adopted.

    Attributes:
        examinations: New hours by the uid of the examination.
        requests: New hours by the uid of the request.
    """

    examinations: Mapping[str, float]
    requests: Mapping[str, float]


def new_estimates(
    unbegun: Unbegun, norms: Iterable[Norm], adopted: Iterable[Norm]
) -> NewEstimates:
    """Return the estimates that change when ``adopted`` join, or replace, ``norms``.

    Only examinations that an adopted norm is the narrowest one for change; of a
    request with an estimate, the estimate changes by as much.
    """
    known = {norm.uid: norm for norm in norms} | {norm.uid: norm for norm in adopted}
    chosen = {norm.uid for norm in adopted}
    by_class = {
        place: norm.hours
        for place, one in enumerate(unbegun.classes)
        if (norm := norm_for(known, *one)) is not None and norm.uid in chosen
    }
    examinations: dict[str, float] = {}
    requests: dict[str, float] = {}
    for place, hours in _changed(unbegun, by_class):
        uid, request = unbegun.examinations[place], unbegun.requests[place]
        before = float(unbegun.hours[place])
        examinations[uid] = round(hours, 2)
        total = requests.get(request, unbegun.totals.get(request))
        if total is not None and not math.isnan(before):
            requests[request] = max(round(total + hours - before, 2), 0.0)
    return NewEstimates(examinations=examinations, requests=requests)


def _changed(
    unbegun: Unbegun, by_class: Mapping[int, float]
) -> Iterator[tuple[int, float]]:
    """Yield the position and the new hours of each examination that changes."""
    for place, position in enumerate(unbegun.of.tolist()):
        hours = by_class.get(position)
        if hours is not None and round(hours, 2) != unbegun.hours[place]:
            yield place, hours
