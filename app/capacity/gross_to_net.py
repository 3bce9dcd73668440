"""The way from contracted to casework hours of some people, kind by kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np

from app.capacity.by_week import GROUPS, OTHER, PROTECTED, WELFARE, CapacityByWeek
from app.capacity.roster import Hours

NOT_CURRENT = "NOT_CURRENT"
"""Key of the hours of days on which a skill was not current; not in the vocabulary."""

SEEN = 0.05
"""Hours in all from which a step is shown."""

_PLACES = {name: place for place, name in enumerate(dict.fromkeys(GROUPS.values()))}


@dataclass(frozen=True, slots=True, kw_only=True)
class GrossToNet:
    """Contracted hours, all that comes off, and casework hours.

    In every week and for each person ``gross`` less all of ``taken`` is ``net``.

    Attributes:
        mondays: The weeks by their Mondays.
        people: Uids of the people.
        gross: Contracted hours (M30), of people by weeks.
        taken: Hours taken off by kind, of people by weeks: kinds as in
            ``CapacityByWeek.deductions``, and ``NOT_CURRENT`` where a skill is chosen.
            Kinds without hours are left out; protected welfare time comes last.
        net: Casework hours (M31), of people by weeks.
        full_time: Weekly hours of a full-time contract.
    """

    mondays: tuple[date, ...]
    people: tuple[str, ...]
    gross: Hours
    taken: Mapping[str, Hours]
    net: Hours
    full_time: float

    @property
    def share(self) -> float:
        """Share of the contracted hours that is left for casework; 0 of none."""
        gross = float(self.gross.sum())
        return float(self.net.sum()) / gross if gross else 0.0

    @property
    def grouped(self) -> dict[str, Hours]:
        """Hours taken off by group, in the order of showing; those with any."""
        groups: dict[str, Hours] = {}
        for kind, hours in self.taken.items():
            name = group_of(kind)
            groups[name] = groups.get(name, 0) + hours
        return dict(sorted(groups.items(), key=lambda item: _place(item[0])))


def gross_to_net(
    capacity: CapacityByWeek, *, person: str = "", skill: str = ""
) -> GrossToNet:
    """Return the way from gross to net of all people, of one, or by a skill.

    Args:
        capacity: The weeks.
        person: Uid of the only person to count; empty for all.
        skill: Code of the skill that net hours must be in; empty for any. Then those
            are counted who ever hold it, and the days on which it is not current come
            off as ``NOT_CURRENT``.
    """
    rows = _rows(capacity, person, skill)
    net = capacity.net_by_person[rows]
    taken = {kind: hours[rows] for kind, hours in capacity.taken_by_person.items()}
    if skill:
        current = _current(capacity, skill)[rows]
        taken[NOT_CURRENT] = np.maximum(net - current, 0)
        net = current
    return GrossToNet(
        mondays=capacity.mondays,
        people=tuple(capacity.people[row] for row in rows),
        gross=capacity.gross_by_person[rows],
        taken=MappingProxyType(_in_order(taken)),
        net=net,
        full_time=capacity.full_time,
    )


def group_of(kind: str) -> str:
    """Return the group under which a kind of deduction is shown."""
    return "Skill not current" if kind == NOT_CURRENT else GROUPS.get(kind, OTHER)


def _rows(capacity: CapacityByWeek, person: str, skill: str) -> list[int]:
    rows: Iterable[int] = range(len(capacity.people))
    if skill:
        held = capacity.skills.get(skill)
        rows = held.rows if held else ()
    return [row for row in rows if not person or capacity.people[row] == person]


def _current(capacity: CapacityByWeek, skill: str) -> Hours:
    """Return the net hours of everyone on the days on which the skill is current."""
    hours = np.zeros_like(capacity.net_by_person)
    if (held := capacity.skills.get(skill)) is not None:
        hours[list(held.rows)] = held.net_by_person
    return hours


def _in_order(taken: Mapping[str, Hours]) -> dict[str, Hours]:
    """Return what has any hours, as it is taken off, welfare time at the end."""
    found = {kind: hours for kind, hours in taken.items() if hours.sum() > SEEN}
    if WELFARE in found:
        found[WELFARE] = found.pop(WELFARE)
    return found


def _place(group: str) -> int:
    """Return the place of a group; that of protected welfare time is the last."""
    if group == PROTECTED:
        return len(_PLACES) + 1
    return _PLACES.get(group, len(_PLACES))
