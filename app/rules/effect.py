"""What a policy makes of requests: under it, and against the one before."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.casework.request import Priority
from app.rules.policy import Policy, Values
from app.rules.priority import Rankable, factor_values, points_of

NO_LIMITS: Mapping[str, int] = {}
"""Days to the governing limit of each request, where no request has one."""

_LAST = "P9"
"""Where a request without a priority stands in order of service."""


@dataclass(slots=True, kw_only=True)
class Standing:
    """Where a request stands under a policy; not to be changed.

    Attributes:
        points: Its points; None where nobody has judged any of its factors.
        scored: Priority that the points lead to; None without points.
        priority: Priority in force: the override while there is one, else that of the
            points, else the one given by its source.
    """

    points: float | None
    scored: Priority | None
    priority: Priority | None


@dataclass(slots=True, kw_only=True)
class Shift:
    """What a change of policy does to one request; not to be changed.

    Attributes:
        uid: The request.
        reference: Its number.
        before: Priority in force now.
        anew: Priority in force if it were ranked anew under the policy before.
        after: Priority in force once it is ranked anew under the new one.
        points_before: Points on record, of the day it was ranked; None if it was not.
        points_after: Points under the new one, of today.
        place_before: Place by priority and points now, from 1.
        place_after: Place by priority and points then.
    """

    uid: str
    reference: str
    before: Priority | None
    anew: Priority | None
    after: Priority | None
    points_before: float | None
    points_after: float | None
    place_before: int
    place_after: int

    @property
    def is_changed(self) -> bool:
        """Whether its priority changes."""
        return self.before is not self.after

    @property
    def is_by_policy(self) -> bool:
        """Whether it is the policy that changes it, not what happened since."""
        return self.anew is not self.after

    @property
    def places(self) -> int:
        """Places that it moves towards the front; negative towards the back."""
        return self.place_before - self.place_after


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What a change of policy does to the open requests.

    Attributes:
        shifts: Every request that has been given a priority, in the new order.
        before: Requests at each priority now.
        anew: Requests at each priority if they were ranked anew under the old policy.
        after: Requests at each priority once they are ranked anew under the new one.
        not_scored: References of those that keep the priority given by their source,
            because nobody has judged any of their factors.
        overridden: References of those that keep a priority set against the points.
    """

    shifts: tuple[Shift, ...]
    before: Mapping[Priority, int]
    anew: Mapping[Priority, int]
    after: Mapping[Priority, int]
    not_scored: tuple[str, ...]
    overridden: tuple[str, ...]

    @property
    def changed(self) -> tuple[Shift, ...]:
        """The requests whose priority changes, in the new order."""
        return tuple(shift for shift in self.shifts if shift.is_changed)

    @property
    def by_policy(self) -> tuple[Shift, ...]:
        """The requests that the new policy ranks otherwise than the old one would."""
        return tuple(shift for shift in self.shifts if shift.is_by_policy)

    @property
    def farthest(self) -> int:
        """Most places that any request moves, either way."""
        return max((abs(shift.places) for shift in self.shifts), default=0)


def is_overridden(request: Rankable, day: date) -> bool:
    """Return whether a priority set against the points is in force on ``day``."""
    until = request.override_until
    return request.override_reason is not None and (until is None or day <= until)


def standing_under(
    request: Rankable, policy: Policy, *, as_at: date, days_to_limit: int | None
) -> Standing:
    """Return where a request stands under a policy at the end of ``as_at``."""
    values = _values(request, as_at, days_to_limit)
    return _standing(request, values, policy, as_at)


def preview(
    requests: Sequence[Rankable],
    old: Policy,
    new: Policy,
    *,
    as_at: date,
    days_to_limit: Mapping[str, int] = NO_LIMITS,
) -> Effect:
    """Return what adopting ``new`` and ranking every request anew would do.

    Args:
        requests: The open requests.
        old: The policy in force.
        new: The policy that may be adopted.
        as_at: The day.
        days_to_limit: Days to the governing limit, by uid, of those that have one.
    """
    values = [_values(one, as_at, days_to_limit.get(one.uid)) for one in requests]
    pairs = tuple(zip(requests, values, strict=True))
    before = [_standing(one, known, old, as_at) for one, known in pairs]
    after = [_standing(one, known, new, as_at) for one, known in pairs]
    anew = [standing.priority for standing in before]
    for standing, request in zip(before, requests, strict=True):
        standing.priority = request.priority_on(as_at)  # what it has, not should have
        standing.points = request.score
    first, then = _places(requests, before), _places(requests, after)
    shifts = [
        Shift(
            uid=request.uid,
            reference=request.reference,
            before=was.priority,
            anew=now,
            after=will.priority,
            points_before=was.points,
            points_after=will.points,
            place_before=place,
            place_after=other,
        )
        for request, was, now, will, place, other in zip(
            requests, before, anew, after, first, then, strict=True
        )
    ]
    shifts.sort(key=_new_place)
    return Effect(
        shifts=tuple(shifts),
        before=_counts([one.priority for one in before]),
        anew=_counts(anew),
        after=_counts([one.priority for one in after]),
        not_scored=tuple(one.reference for one in requests if not one.factors),
        overridden=tuple(
            one.reference
            for one in requests
            if one.factors and is_overridden(one, as_at)
        ),
    )


def _values(request: Rankable, as_at: date, days_to_limit: int | None) -> Values | None:
    """Return the values of the factors; None where nobody has judged any."""
    if not request.factors:
        return None
    return factor_values(request, as_at=as_at, days_to_limit=days_to_limit)


def _standing(
    request: Rankable, values: Values | None, policy: Policy, as_at: date
) -> Standing:
    if values is None:
        given = request.priority_on(as_at)
        return Standing(points=None, scored=None, priority=given)
    points = points_of(policy, values)
    scored = policy.priority_of(points)
    in_force = request.priority if is_overridden(request, as_at) else scored
    return Standing(points=points, scored=scored, priority=in_force)


def _places(requests: Sequence[Rankable], standings: Sequence[Standing]) -> list[int]:
    """Return the place of each request by priority, points, receipt and number."""
    keys = [
        (
            standing.priority or _LAST,
            -(standing.points or 0.0),
            request.received_on or date.max,
            request.reference,
        )
        for request, standing in zip(requests, standings, strict=True)
    ]
    places = [0] * len(keys)
    for place, at in enumerate(sorted(range(len(keys)), key=keys.__getitem__), 1):
        places[at] = place
    return places


def _new_place(shift: Shift) -> int:
    return shift.place_after


def _counts(priorities: Sequence[Priority | None]) -> Mapping[Priority, int]:
    found = Counter(priorities)
    return {priority: found[priority] for priority in Priority}
