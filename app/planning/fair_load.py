"""Whether work lies evenly on people, and which moves would even it out (M54).

Load is hours left over net hours: weeks of work. Only work that is allocated and not
begun is suggested to be moved, whole cases and operations together, from somebody
above the unit's own weeks of work to somebody below them who is current in every skill
needed, not away, and to whom the guard on exposure has nothing to say. The move that
evens out most comes first, so that few are needed; nothing is decided here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf, sqrt

from app.casework.request import Status
from app.measures.definition import figure
from app.measures.figure import Figure
from app.measures.workload import Load, loads
from app.planning.allocation import Candidate, candidates
from app.planning.queue import Queue
from app.planning.ranked import Ranked
from app.workforce.team import Team

MOST = 8
"""The most moves that are suggested at once."""

LEAST_GAIN = 0.5
"""Weeks by which a move must narrow the gap between two people to be suggested."""

FIRST = 1e9
"""What a move away from somebody without hours counts: it comes before every other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """How evenly work lies on the people who have hours for it.

    Attributes:
        people: Number of them.
        mean: Weeks of work of all of them together: all hours left over all net hours.
        lowest: Fewest weeks of work of any of them.
        highest: Most weeks of work of any of them.
        spread: How far a person's weeks of work typically lie from ``mean``: the root
            of the mean square, weighted by net hours.
    """

    people: int = 0
    mean: float = 0.0
    lowest: float = 0.0
    highest: float = 0.0
    spread: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Requests that could go from one person to another.

    Attributes:
        rows: The requests: one, or all of a case or operation.
        giver: Uid of who has them.
        taker: Uid of who would get them.
        hours: Hours left on them.
        giver_weeks: Weeks of work of the giver before and after; None without hours.
        taker_weeks: Weeks of work of the taker before and after.
        spread: The spread before and after, when those before it were carried out.
        why: What speaks for the taker, in words.
    """

    rows: tuple[Ranked, ...]
    giver: str
    taker: str
    hours: float
    giver_weeks: tuple[float | None, float | None]
    taker_weeks: tuple[float, float]
    spread: tuple[float, float]
    why: tuple[str, ...]

    @property
    def uids(self) -> tuple[str, ...]:
        """Uids of the requests."""
        return tuple(row.waiting.uid for row in self.rows)

    @property
    def references(self) -> tuple[str, ...]:
        """The unit's own numbers of the requests."""
        return tuple(row.waiting.reference for row in self.rows)


def team_loads(queue: Queue, team: Team) -> tuple[Load, ...]:
    """Return the load of everyone in post whose hours are casework hours, by name."""
    people = [one for one in team.counted if one.is_in_post(queue.as_at)]
    ordered = sorted(people, key=lambda one: (one.shown.casefold(), one.uid))
    return tuple(queue.loads.get(one.uid, Load(person=one.uid)) for one in ordered)


def load_figure(load: Load, queue: Queue) -> Figure:
    """Return the weeks of work of one person as a figure (M54)."""
    return figure(
        "M54", load.weeks, as_at=queue.as_at, coverage=queue.coverage, note=""
    )


def balance_of(some: Iterable[Load]) -> Balance:
    """Return how evenly work lies on those of the people who have hours."""
    parts = [(one.hours, one.weekly) for one in some if one.weekly > 0]
    if not parts:
        return Balance()
    weeks = [hours / weekly for hours, weekly in parts]
    return Balance(
        people=len(parts),
        mean=_mean(parts),
        lowest=min(weeks),
        highest=max(weeks),
        spread=_spread(parts),
    )


def suggestions(queue: Queue, team: Team, most: int = MOST) -> tuple[Suggestion, ...]:
    """Return the moves that even out the load, the one that does most first.

    Each is reckoned as if those before it were carried out. There is none after which
    the load would not be more even than before it.

    Args:
        queue: The queue of the day, with what everybody has in hand.
        team: The people.
        most: The most moves to suggest.
    """
    table = _Table(queue, team)
    found: list[Suggestion] = []
    while len(found) < most and (move := table.best()) is not None:
        found.append(table.carry_out(*move))
    return tuple(found)


def loads_after(queue: Queue, chosen: Sequence[Suggestion]) -> dict[str, Load]:
    """Return what everybody would have in hand once ``chosen`` were carried out."""
    taker = {uid: one.taker for one in chosen for uid in one.uids}
    held = [
        (taker.get(row.waiting.uid, row.waiting.examiner), row.hours or 0.0)
        for row in queue.ranked
        if row.waiting.examiner is not None
    ]
    capacity = queue.capacity
    net = dict(zip(capacity.people, capacity.net_by_person, strict=True))
    return loads(held, net, capacity.mondays)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lot:
    """Requests of one person that stay together."""

    rows: tuple[Ranked, ...]
    giver: str
    hours: float


class _Table:
    """The load as it would lie, while one move after the other is found."""

    def __init__(self, queue: Queue, team: Team) -> None:
        self._team = _ahead(team, queue.as_at)
        held = tuple(row for row in queue.ranked if row.waiting.examiner is not None)
        self._queue = replace(queue, ranked=held)
        self._loads = {one.person: one for one in team_loads(queue, team)}
        self._lots = [lot for lot in lots_of(held) if lot.giver in self._loads]
        self._takers: dict[str, tuple[str, ...]] = {}

    def best(self) -> tuple[_Lot, str] | None:
        """Return the lot and the taker that even out most; None if no move does."""
        found: tuple[_Lot, str] | None = None
        most, mean = 0.0, _mean(self._parts())
        for lot in self._lots:
            if self._weeks(lot.giver) <= mean:
                continue
            for taker in self._takers_of(lot):
                gain = self._gain(lot, taker) if self._weeks(taker) < mean else 0.0
                if gain > most:
                    found, most = (lot, taker), gain
        return found

    def carry_out(self, lot: _Lot, taker: str) -> Suggestion:
        """Move a lot, and return it as a suggestion."""
        self._lots.remove(lot)
        before, giver = _spread(self._parts()), lot.giver
        why = self._why(lot, taker)
        givers, takers = self._loads[giver].weeks, self._weeks(taker)
        self._shift(giver, -len(lot.rows), -lot.hours)
        self._shift(taker, len(lot.rows), lot.hours)
        return Suggestion(
            rows=lot.rows,
            giver=giver,
            taker=taker,
            hours=lot.hours,
            giver_weeks=(givers, self._loads[giver].weeks),
            taker_weeks=(takers, self._weeks(taker)),
            spread=(before, _spread(self._parts())),
            why=why,
        )

    def _shift(self, person: str, requests: int, hours: float) -> None:
        load = self._loads[person]
        self._loads[person] = replace(
            load,
            requests=load.requests + requests,
            hours=load.hours + hours,
            next_free=None,
        )

    def _takers_of(self, lot: _Lot) -> tuple[str, ...]:
        key = lot.rows[0].waiting.uid
        if key not in self._takers:
            self._takers[key] = tuple(
                one.person.uid
                for one in candidates(lot.rows, self._queue, self._team)
                if self._may_take(one, lot)
            )
        return self._takers[key]

    def _may_take(self, one: Candidate, lot: _Lot) -> bool:
        uid = one.person.uid
        has_hours = uid in self._loads and self._loads[uid].weekly > 0
        is_fit = one.is_possible and not one.is_cautioned
        return has_hours and is_fit and uid != lot.giver

    def _why(self, lot: _Lot, taker: str) -> tuple[str, ...]:
        now = replace(self._queue, loads=self._loads)
        for one in candidates(lot.rows, now, self._team):
            if one.person.uid == taker:
                return one.merits
        return ()

    def _gain(self, lot: _Lot, taker: str) -> float:
        """Return by how much the squares fall; 0 for a move that is not worth it.

        All that can go goes from somebody without hours, to whoever has least to do.
        """
        weekly = self._loads[lot.giver].weekly
        add = lot.hours / self._loads[taker].weekly
        if not weekly:
            return FIRST / (1.0 + self._weeks(taker) + add)
        gap = self._weeks(lot.giver) - self._weeks(taker)
        less = lot.hours / weekly
        if abs(gap - less - add) > gap - LEAST_GAIN:
            return 0.0
        return lot.hours * (2 * gap - less - add)

    def _parts(self) -> list[tuple[float, float]]:
        every = self._loads.values()
        return [(one.hours, one.weekly) for one in every if one.weekly > 0]

    def _weeks(self, uid: str) -> float:
        weeks = self._loads[uid].weeks
        return inf if weeks is None else weeks


def lots_of(held: Sequence[Ranked]) -> Iterator[_Lot]:
    """Yield what can be moved: of one person, whole cases and operations together.

    A case of which anything is begun, on hold or outside stays where it is.
    """
    of_person: defaultdict[str, list[Ranked]] = defaultdict(list)
    for row in held:
        if row.waiting.examiner:
            of_person[row.waiting.examiner].append(row)
    for giver, rows in of_person.items():
        for lot in _linked(rows):
            hours = sum(row.hours or 0.0 for row in lot)
            if hours > 0 and all(map(_can_move, lot)):
                yield _Lot(rows=tuple(lot), giver=giver, hours=hours)


def _can_move(row: Ranked) -> bool:
    item = row.waiting
    return item.status is Status.ALLOCATED and item.started_on is None


def _linked(rows: Sequence[Ranked]) -> list[list[Ranked]]:
    """Return rows in groups that share a case or operation, also by way of others."""
    groups: list[tuple[set[tuple[str, str]], list[Ranked]]] = []
    for row in rows:
        keys, mine = _keys(row), [row]
        apart = []
        for group in groups:
            if keys & group[0]:
                keys, mine = keys | group[0], group[1] + mine
            else:
                apart.append(group)
        groups = [*apart, (keys, mine)]
    return [group for _, group in groups]


def _keys(row: Ranked) -> set[tuple[str, str]]:
    item = row.waiting
    named = (("case", item.case_reference), ("operation", item.operation_name))
    return {(kind, name) for kind, name in named if name}


def _ahead(team: Team, day: date) -> Team:
    """Return the team without absences that are over, which nobody asks for again."""
    return replace(team, absences=tuple(a for a in team.absences if a.last_on >= day))


def _mean(parts: Sequence[tuple[float, float]]) -> float:
    net = sum(weekly for _, weekly in parts)
    return sum(hours for hours, _ in parts) / net if net else 0.0


def _spread(parts: Sequence[tuple[float, float]]) -> float:
    mean, net = _mean(parts), sum(weekly for _, weekly in parts)
    squares = sum(weekly * (hours / weekly - mean) ** 2 for hours, weekly in parts)
    return sqrt(squares / net) if net else 0.0
