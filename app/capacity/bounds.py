"""What a week has only so much of besides hours of people: equipment and providers.

The bounds are plain values: for each piece of equipment or provider a number for every
week, in hours of examination or in items, and the examination types that it is for.
The queue takes the equipment from them (``app.planning.dispatch``), and a simulator
can take both as they are. For work of a type to be done in the unit, each tuple of
``Bounds.of_type`` must have something left in one of its places at least; for it to be
sent away, one of ``Bounds.outside`` that names the type must.

Pieces of equipment of one kind, counted in one unit, stand for one another where they
name the same type, as a licence does that follows on another; of different kinds all
are needed. After the last day of the last of a kind, and before the first day of the
first, what it names cannot be done: what is not needed any more has to be taken away.
In a week in which something is in use on some of the five working days alone, that
share of its limit is there. Providers agree on items a month; a week has
12 x 7 / 365.25 of that. Work that is with a provider takes neither hours of examiners
nor equipment.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from app.workforce.equipment import Equipment, LimitUnit, Provider

WORKING_DAYS = 5
"""Days of a week, from Monday, over which a limit is spread."""


Places = tuple[int, ...]
"""Places in ``Bounds.inside`` of what can stand for one another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """One limit.

    Attributes:
        uid: Of the equipment or the provider.
        label: What it is called.
        kind: Code of the kind of equipment; empty for a provider.
        unit: Hours of examination, or items (exhibits).
        types: Codes of the examination types that it is for.
        weekly: How much of it each week has, in ``unit``.
        ends_on: Last day of use; None without an end.
    """

    uid: str
    label: str
    kind: str = ""
    unit: LimitUnit
    types: frozenset[str]
    weekly: tuple[float, ...]
    ends_on: date | None = None

    @property
    def mean(self) -> float:
        """The mean week."""
        return sum(self.weekly) / len(self.weekly) if self.weekly else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """All limits of some weeks.

    Attributes:
        mondays: The weeks, one after the other, by their Mondays.
        inside: Equipment, by label.
        outside: Providers, in items, by name.
        of_type: What each examination type needs, by its code: of each kind and unit
            the places in ``inside`` of the pieces that stand for one another.
    """

    mondays: tuple[date, ...] = ()
    inside: tuple[Bound, ...] = ()
    outside: tuple[Bound, ...] = ()
    of_type: Mapping[str, tuple[Places, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def limit_of(self, code: str, unit: LimitUnit) -> tuple[float, ...] | None:
        """Return what the unit can do of an examination type by week, in ``unit``.

        The least over the kinds of equipment that it needs; None where none is.
        """
        limits = [
            self._together(places)
            for places in self.of_type.get(code, ())
            if self.inside[places[0]].unit is unit
        ]
        return tuple(map(min, zip(*limits, strict=True))) if limits else None

    def sent_of(self, code: str) -> tuple[float, ...]:
        """Return how many items of an examination type can be sent away by week."""
        limits = [bound.weekly for bound in self.outside if code in bound.types]
        return _sums(limits) if limits else (0.0,) * len(self.mondays)

    def _together(self, places: Places) -> tuple[float, ...]:
        return _sums([self.inside[place].weekly for place in places])


NO_BOUNDS = Bounds()
"""Where nothing but people bounds the work."""


def bounds_by_week(
    equipment: Iterable[Equipment],
    providers: Iterable[Provider],
    mondays: Sequence[date],
    after: date | None = None,
) -> Bounds:
    """Return the limits of the weeks of ``mondays``.

    Args:
        equipment: What the unit has, or had.
        providers: Providers, present and past.
        mondays: The weeks, which follow on.
        after: Last day of which nothing is left; None to count every day.
    """
    weeks = tuple(mondays)
    inside = tuple(
        Bound(
            uid=one.uid,
            label=one.label,
            kind=one.kind,
            unit=one.unit,
            types=frozenset(one.types),
            weekly=_spread(one.weekly, one, weeks, after),
            ends_on=one.valid_to,
        )
        for one in sorted(equipment, key=lambda one: (one.label, one.uid))
    )
    outside = tuple(
        Bound(
            uid=one.uid,
            label=one.name,
            unit=LimitUnit.ITEMS,
            types=frozenset(one.types),
            weekly=_spread(one.weekly_items, one, weeks, after),
            ends_on=one.valid_to,
        )
        for one in sorted(providers, key=lambda one: (one.name, one.uid))
    )
    return Bounds(
        mondays=weeks,
        inside=inside,
        outside=outside,
        of_type=MappingProxyType(_needed(inside)),
    )


def _needed(inside: Sequence[Bound]) -> dict[str, tuple[Places, ...]]:
    """Return what each type needs, by its code; see ``Bounds.of_type``."""
    found: dict[str, dict[tuple[str, LimitUnit], Places]] = {}
    for place, bound in enumerate(inside):
        for code in sorted(bound.types):
            alike = found.setdefault(code, {})
            key = bound.kind, bound.unit
            alike[key] = (*alike.get(key, ()), place)
    return {code: tuple(alike.values()) for code, alike in found.items()}


def _spread(
    weekly: float,
    one: Equipment | Provider,
    mondays: Sequence[date],
    after: date | None,
) -> tuple[float, ...]:
    """Return the limit of each week, by the working days on which it is in use."""
    return tuple(weekly * _share(one, monday, after) for monday in mondays)


def _sums(limits: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(map(sum, zip(*limits, strict=True)))


def _share(one: Equipment | Provider, monday: date, after: date | None) -> float:
    first, last = monday, monday + timedelta(days=WORKING_DAYS - 1)
    first = max(first, one.valid_from)
    if after is not None:
        first = max(first, after + timedelta(days=1))
    if one.valid_to is not None:
        last = min(last, one.valid_to)
    return max((last - first).days + 1, 0) / WORKING_DAYS
