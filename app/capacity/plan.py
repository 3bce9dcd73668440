"""What the plan said and what happened: capacity planned beside capacity that was."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.capacity.by_week import (
    GROUPS,
    OTHER,
    PROTECTED,
    CapacityByWeek,
    capacity_by_week,
)
from app.capacity.deductions import SICKNESS_ALLOWANCE
from app.capacity.roster import Hours
from app.casework.working_time import day_words
from app.workforce.team import Team

SICKNESS = "Sickness"
"""Group under which sickness and the allowance for it are compared."""

TOLD = 1.0
"""Hours from which a difference is told in words."""

REASONS = 3
"""Differences told in words at the most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Hours of one kind over the weeks: planned, and as they came to be.

    Attributes:
        kind: Code of the kind of deduction; empty for a whole group.
        group: The group that it belongs to.
        planned: Hours that the plan had.
        actual: Hours as recorded.
    """

    kind: str
    group: str
    planned: float
    actual: float

    @property
    def change(self) -> float:
        """By how much more hours it took than planned; negative for less."""
        return self.actual - self.planned


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAndActual:
    """The capacity of some weeks that are over, as planned and as it was.

    Attributes:
        known_on: Day at whose end the plan was as it is compared.
        planned: By what was known then, with the allowance for sickness.
        actual: By what is recorded now.
    """

    known_on: date
    planned: CapacityByWeek
    actual: CapacityByWeek

    @property
    def has_plan(self) -> bool:
        """Whether anything was known of these weeks then."""
        return bool(self.planned.gross.any())

    @property
    def planned_net(self) -> float:
        """Net hours planned, of all weeks."""
        return float(self.planned.net.sum())

    @property
    def actual_net(self) -> float:
        """Net hours that there were, of all weeks."""
        return float(self.actual.net.sum())

    @property
    def share(self) -> float:
        """Share of the net hours planned that was there; 0 where none were planned."""
        return self.actual_net / self.planned_net if self.planned_net else 0.0

    @property
    def contracted(self) -> Difference:
        """The contracted hours: more are more hours, unlike a deduction."""
        planned, actual = self.planned.gross.sum(), self.actual.gross.sum()
        return Difference(
            kind="", group="", planned=float(planned), actual=float(actual)
        )

    def by_kind(self) -> tuple[Difference, ...]:
        """Return every kind of deduction that was planned or came to be, by group."""
        kinds = dict.fromkeys((*self.planned.deductions, *self.actual.deductions))
        found = [self._kind(kind) for kind in kinds]
        order = _order()
        return tuple(
            sorted(
                (one for one in found if one.planned or one.actual),
                key=lambda one: order.get(one.group, len(order)),
            )
        )

    def by_group(self) -> tuple[Difference, ...]:
        """Return the sums of the groups, in the order of showing."""
        sums: dict[str, list[Difference]] = {}
        for one in self.by_kind():
            sums.setdefault(one.group, []).append(one)
        return tuple(_sum(group, kinds) for group, kinds in sums.items())

    def _kind(self, kind: str) -> Difference:
        return Difference(
            kind=kind,
            group=compared_with(kind),
            planned=_hours(self.planned.deductions, kind),
            actual=_hours(self.actual.deductions, kind),
        )


def plan_and_actual(
    known: Team, team: Team, mondays: Sequence[date], as_at: date
) -> PlanAndActual:
    """Return the capacity of weeks that are over, as planned before and as it was.

    Args:
        known: The team as known at the end of the day before the first of the weeks.
        team: The team as known now.
        mondays: The weeks; they follow on and were over at the end of ``as_at``.
        as_at: The day at whose end what was is known.
    """
    eve = mondays[0] - timedelta(days=1)
    return PlanAndActual(
        known_on=eve,
        planned=capacity_by_week(known, mondays, eve),
        actual=capacity_by_week(team, mondays, as_at),
    )


def compared_with(kind: str) -> str:
    """Return the group in which a kind is compared: the allowance with sickness."""
    return SICKNESS if kind == SICKNESS_ALLOWANCE else GROUPS.get(kind, OTHER)


def plan_words(found: PlanAndActual) -> str:
    """Say how the plan compared with what happened, in one sentence."""
    weeks = len(found.planned.mondays)
    when = f"the {weeks} weeks" if weeks > 1 else "the week"
    first = day_words(found.planned.mondays[0])
    if not found.has_plan:
        return (
            f"Nothing was recorded by {day_words(found.known_on)} about {when} from"
            f" {first}, so there is no plan to compare with."
        )
    told = (
        f"Over {when} from {first}, {found.actual_net:,.0f} of"
        f" {found.planned_net:,.0f} planned net hours were there ({found.share:.0%})"
    )
    reasons = [words for _, words in _reasons(found)]
    if not reasons:
        is_met = abs(found.actual_net - found.planned_net) < TOLD
        return f"{told}, as planned." if is_met else f"{told}."
    return f"{told}: {', '.join(reasons)}."


def _reasons(found: PlanAndActual) -> list[tuple[float, str]]:
    """Return the greatest differences in words, with their hours, greatest first.

    Protected welfare time is none of them: it is not what hours are lost to.
    """
    reasons = []
    contracted = found.contracted.change
    if abs(contracted) >= TOLD:
        reasons.append((contracted, f"{_more(contracted)} contracted than planned"))
    for one in found.by_group():
        if abs(one.change) >= TOLD and one.group != PROTECTED:
            than = "allowed for" if one.group == SICKNESS else "planned"
            name = one.group[0].lower() + one.group[1:]
            reasons.append((one.change, f"{_more(one.change)} {name} than {than}"))
    reasons.sort(key=lambda reason: -abs(reason[0]))
    return reasons[:REASONS]


def _more(hours: float) -> str:
    return f"{abs(hours):,.0f} h {'more' if hours > 0 else 'less'}"


def _sum(group: str, kinds: Iterable[Difference]) -> Difference:
    kinds = list(kinds)
    return Difference(
        kind="",
        group=group,
        planned=sum(one.planned for one in kinds),
        actual=sum(one.actual for one in kinds),
    )


def _hours(deductions: Mapping[str, Hours], kind: str) -> float:
    hours = deductions.get(kind)
    return 0.0 if hours is None else float(hours.sum())


def _order() -> dict[str, int]:
    return {group: place for place, group in enumerate(dict.fromkeys(GROUPS.values()))}
