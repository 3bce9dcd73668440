"""What examinations of each class really took, and what that makes of the norms."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.rules.effort import Norm, norm_for
from app.rules.own_hours import Class, Completed, Unbegun

ENOUGH = 30
"""Finished examinations of a class from which its own hours make a norm."""

OWN = "own hours"
"""The source of a norm that rests on the unit's own hours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A norm that the unit's own hours make, beside the one in use.

    Attributes:
        old: The norm in use for the class, which may be a wider one; None for none.
        new: The norm of the class from its own hours.
        waiting: Examinations not begun that the new norm would hold for, a count.
        hours_before: Examiner hours that those are estimated at now.
        hours_after: Examiner hours that they would be estimated at.
    """

    old: Norm | None
    new: Norm
    waiting: int
    hours_before: float
    hours_after: float

    @property
    def effect(self) -> float:
        """Examiner hours by which the open queue would change."""
        return self.hours_after - self.hours_before


def proposals(
    norms: Sequence[Norm], completed: Completed, unbegun: Unbegun
) -> tuple[Proposal, ...]:
    """Return the norms that own hours make and that are not in use already.

    A class needs ``ENOUGH`` finished examinations. Classes with the most come first.
    """
    by_uid = {norm.uid: norm for norm in norms}
    found = [
        _proposal(by_uid, new, unbegun)
        for new in own_norms(completed)
        if not _is_in_use(by_uid.get(new.uid), new)
    ]
    return tuple(sorted(found, key=lambda one: (-one.new.completions, one.new.uid)))


def own_norms(completed: Completed) -> Iterator[Norm]:
    """Yield the norm of each class that has been finished often enough."""
    for place, (type_, level, device) in enumerate(completed.classes):
        hours = completed.hours[completed.of == place]
        if len(hours) >= ENOUGH:
            median, p80 = (float(np.percentile(hours, q)) for q in (50, 80))
            yield Norm(
                type=type_,
                level=level,
                device=device,
                median=max(round(median, 1), 0.1),
                mean=max(round(float(hours.mean()), 1), 0.1),
                p80=max(round(p80, 1), round(median, 1), 0.1),
                source=OWN,
                completions=len(hours),
            )


def completions(completed: Completed) -> dict[Class, int]:
    """Return how many examinations of each class are finished."""
    counts = np.bincount(completed.of, minlength=len(completed.classes))
    return dict(zip(completed.classes, counts.tolist(), strict=True))


def _is_in_use(norm: Norm | None, new: Norm) -> bool:
    if norm is None or norm.source != OWN:
        return False
    return (norm.median, norm.mean, norm.p80) == (new.median, new.mean, new.p80)


def _proposal(by_uid: dict[str, Norm], new: Norm, unbegun: Unbegun) -> Proposal:
    same = by_uid.get(new.uid)
    if same is not None:
        new = replace(new, version=same.version)
    with_new = {**by_uid, new.uid: new}
    places = [
        place
        for place, one in enumerate(unbegun.classes)
        if norm_for(with_new, *one) is new
    ]
    hours = unbegun.hours[np.isin(unbegun.of, places)]
    before = float(np.nansum(hours))
    return Proposal(
        old=norm_for(by_uid, new.type, new.level, new.device),
        new=new,
        waiting=len(hours),
        hours_before=before,
        hours_after=len(hours) * new.hours,
    )
