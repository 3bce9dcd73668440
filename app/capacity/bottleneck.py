"""Where skills are short: the subset of skills that is asked for most.

People hold several skills and lend the same hours to each, so a skill by itself may
look at ease while two that the same people hold are not. For every subset of the
skills asked for, the hours that need only skills within it are set against the hours
of the people who hold at least one of them: those hours cannot be done by anybody
else. The bottleneck is the subset with the largest ratio, the smallest of several.

All subsets of up to ``MOST`` skills are looked at, by sums over subsets in bit masks.
Skills that nobody asks for cannot be part of it: they would only add people. Work
that any examiner can do counts in the unit as a whole, beside the subsets. Work that
nobody can do is set aside and told by itself: its ratio would have no end.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import NOTHING, CapacityByWeek
from app.capacity.demand import DemandBySkill
from app.measures.definition import figure
from app.measures.figure import NO_ROWS, Figure

MOST = 20
"""Skills of which all subsets are looked at; of more, those asked for most."""

ALIKE = 1e-9
"""Relative difference below which two ratios are one but for rounding."""

Hours = NDArray[np.float64]
Asked = Mapping[frozenset[str], float]
"""Hours a week by the skills that they need; empty for what any examiner can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lender:
    """Hours that can be given to any of some skills, but only once.

    Attributes:
        person: Who gives them.
        skills: The skills that the hours can go to; maybe none.
        hours: How many, a week.
    """

    person: str
    skills: frozenset[str]
    hours: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """Some skills, what is asked of them, and who can give it.

    Attributes:
        skills: Their codes; empty for the unit as a whole.
        asked: Hours a week that need only these skills.
        there: Hours a week of the people who hold at least one of them.
        people: How many these are.
    """

    skills: tuple[str, ...]
    asked: float
    there: float
    people: int

    @property
    def ratio(self) -> float:
        """Hours asked over hours there; no subset without hours is told."""
        return self.asked / self.there


@dataclass(frozen=True, slots=True, kw_only=True)
class Bottleneck:
    """Where the skills are short.

    Attributes:
        worst: The subset with the largest ratio; None where nothing is asked that
            anybody can do.
        unit: All work beside all hours; None where nobody gives any.
        uncovered: Skills asked for in which nobody has hours, by code.
        lost: Hours a week that need one of these.
        left_out: Skills that were not looked at because there are too many; their
            work is in ``unit`` alone.
    """

    worst: Subset | None
    unit: Subset | None
    uncovered: tuple[str, ...] = ()
    lost: float = 0.0
    left_out: tuple[str, ...] = ()


def lenders(capacity: CapacityByWeek) -> list[Lender]:
    """Return what each person can lend to which skills, mean of the weeks.

    In a week in which a skill of theirs begins or lapses, only the hours of the days
    on which it is current can go to it; of several such skills in one week the days
    are taken to lie within one another.
    """
    weeks = len(capacity.mondays)
    found: dict[tuple[int, frozenset[str]], float] = {}
    for row, net in enumerate(capacity.net_by_person):
        held = {
            code: skill.net_by_person[skill.rows.index(row)]
            for code, skill in capacity.skills.items()
            if row in skill.rows
        }
        for week in range(weeks):
            by_code = {code: float(hours[week]) for code, hours in held.items()}
            for skills, hours in _layers(float(net[week]), by_code):
                key = row, skills
                found[key] = found.get(key, 0.0) + hours / weeks
    return [
        Lender(person=capacity.people[row], skills=skills, hours=hours)
        for (row, skills), hours in found.items()
        if hours > NOTHING
    ]


def bottleneck(asked: Asked, there: Iterable[Lender]) -> Bottleneck:
    """Return the subset of skills that is asked for most, of what it can give."""
    given = [one for one in there if one.hours > NOTHING]
    held = frozenset[str]().union(*(one.skills for one in given))
    wanted = {need: hours for need, hours in asked.items() if hours > 0}
    lost = {need: hours for need, hours in wanted.items() if need - held}
    can = {need: hours for need, hours in wanted.items() if need not in lost}
    skills, left_out = _chosen(can)
    return Bottleneck(
        worst=_worst(skills, can, given),
        unit=_whole(can, given),
        uncovered=tuple(sorted(frozenset[str]().union(*lost) - held)),
        lost=sum(lost.values()),
        left_out=left_out,
    )


def singly(asked: Mapping[str, float]) -> dict[frozenset[str], float]:
    """Return hours by skill as hours by the set of skills that they need."""
    return {
        frozenset({skill} if skill else ()): hours for skill, hours in asked.items()
    }


def bottleneck_words(found: Bottleneck, names: Mapping[str, str]) -> str:
    """Say where skills are short, in one or two sentences.

    Args:
        found: What was found.
        names: What the codes of skills are called.
    """
    parts = []
    if found.uncovered:
        skills = _listed([names.get(code, code) for code in found.uncovered])
        parts.append(
            f"{skills}: {found.lost:,.0f} h a week asked, and nobody has hours for it."
        )
    if found.worst is not None:
        parts.append(_subset_words(found, found.worst, names))
    return " ".join(parts) or "No work arrived that asks for hours of examiners."


def bottleneck_figure(demand: DemandBySkill, found: Bottleneck) -> Figure:
    """Return the largest ratio in % (M32B), with the requests behind it."""
    worst, rows = found.worst, demand.arriving.rows
    skills = () if worst is None else worst.skills
    behind = [rows[code] for code in skills or sorted(rows) if code in rows]
    note = ""
    if found.left_out:
        note = f"{len(found.left_out)} skills asked for least are not looked at."
    return figure(
        "M32B",
        None if worst is None else 100 * worst.ratio,
        as_at=demand.as_at,
        coverage=demand.arriving.coverage,
        rows=np.unique(np.concatenate(behind)) if behind else NO_ROWS,
        note=note,
    )


def _subset_words(found: Bottleneck, worst: Subset, names: Mapping[str, str]) -> str:
    skills = _listed([names.get(code, code) for code in worst.skills])
    unit = found.unit
    if (
        unit
        and unit.there <= worst.there * (1 + ALIKE)
        and unit.asked <= worst.asked * (1 + ALIKE)
    ):
        other = " other" if found.uncovered else ""
        skills = f"All{other} skills together"
    people = "1 person" if worst.people == 1 else f"{worst.people:,} people"
    return (
        f"{skills}: {worst.asked:,.0f} h a week asked of {worst.there:,.0f} h that"
        f" {people} can give ({worst.ratio:.0%})."
    )


def _listed(names: Sequence[str]) -> str:
    """Return names as one subject: one with another, with a third."""
    if len(names) < 3:
        return " with ".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _layers(
    net: float, held: Mapping[str, float]
) -> list[tuple[frozenset[str], float]]:
    """Return the hours of a week by the skills that they can go to."""
    layers, below = list[tuple[frozenset[str], float]](), 0.0
    for level in sorted({*held.values(), net}):
        if level > below:
            skills = frozenset(code for code, hours in held.items() if hours >= level)
            layers.append((skills, min(level, net) - below))
            below = level
    return layers


def _chosen(asked: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the skills to look at, by code, and those that are too many."""
    hours: dict[str, float] = {}
    for need, each in asked.items():
        for skill in need:
            hours[skill] = hours.get(skill, 0.0) + each
    ordered = sorted(hours, key=lambda skill: (-hours[skill], skill))
    return tuple(sorted(ordered[:MOST])), tuple(sorted(ordered[MOST:]))


def _worst(
    skills: Sequence[str], asked: Asked, given: Sequence[Lender]
) -> Subset | None:
    if not skills:
        return _whole(asked, given)
    every = (1 << len(skills)) - 1
    needs = _by_mask(((need, hours) for need, hours in asked.items() if need), skills)
    lent = _by_mask(((one.skills, one.hours) for one in given), skills, within=True)
    wanted = _sums_within(needs)
    left = _sums_within(lent)  # hours of those who hold skills of a subset alone
    masks = np.arange(every + 1)
    there = left[every] - left[every ^ masks]
    usable = (wanted > 0) & (there > NOTHING / 2)  # half: there is rounding in it
    ratio = np.where(usable, wanted / np.where(usable, there, 1.0), -1.0)
    ties = np.flatnonzero(ratio >= ratio.max() * (1 - ALIKE))
    best = min(ties.tolist(), key=lambda mask: (mask.bit_count(), _names(mask, skills)))
    found = _subset(_names(best, skills), float(wanted[best]), given)
    unit = _whole(asked, given)
    return unit if unit and unit.ratio > found.ratio * (1 + ALIKE) else found


def _whole(asked: Asked, given: Sequence[Lender]) -> Subset | None:
    if not given or not asked:
        return None
    return Subset(
        skills=(),
        asked=sum(asked.values()),
        there=sum(one.hours for one in given),
        people=len({one.person for one in given}),
    )


def _subset(skills: tuple[str, ...], wanted: float, given: Sequence[Lender]) -> Subset:
    lending = [one for one in given if not one.skills.isdisjoint(skills)]
    return Subset(
        skills=skills,
        asked=wanted,
        there=sum(one.hours for one in lending),
        people=len({one.person for one in lending}),
    )


def _by_mask(
    hours: Iterable[tuple[frozenset[str], float]],
    skills: Sequence[str],
    *,
    within: bool = False,
) -> Hours:
    """Return hours by the mask of their skills.

    Those with a skill that is not looked at are passed over, unless ``within``: then
    only that skill is.
    """
    bit = {skill: 1 << at for at, skill in enumerate(skills)}
    found = np.zeros(1 << len(skills))
    for some, each in hours:
        if within or all(skill in bit for skill in some):
            found[sum(bit.get(skill, 0) for skill in some)] += each
    return found


def _sums_within(values: Hours) -> Hours:
    """Return of every mask the sum of the values of all masks within it."""
    sums = values.copy()
    for at in range(len(values).bit_length() - 1):
        pairs = sums.reshape(-1, 2, 1 << at)
        pairs[:, 1, :] += pairs[:, 0, :]
    return sums


def _names(mask: int, skills: Sequence[str]) -> tuple[str, ...]:
    return tuple(skill for at, skill in enumerate(skills) if mask >> at & 1)
