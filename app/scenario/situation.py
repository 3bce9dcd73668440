"""What a scenario starts from: the queue, people, means and the past, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.casework.waiting import Stage
from app.casework.working_time import monday_of
from app.forecast.history import History
from app.scenario.lever_work import PlannedOperation
from app.scenario.refusal import check_number
from app.workforce.equipment import Equipment, Provider
from app.workforce.team import Team

CLASSES = ("P1", "P2", "P3", "P4")
"""Names of the classes of requests, by priority."""

UNDECIDED = 4
"""Level of the queue of requests without a priority, after those of P1 to P4."""

ENOUGH = 30
"""Completed requests of a type from which their own hours are drawn."""

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """One open request, in its place in order of service.

    Attributes:
        id: Row id in the store.
        uid: Permanent identity.
        reference: The unit's own number.
        level: Place of its priority, 0 to 3; ``UNDECIDED`` without one.
        served_as: Place of the class that the Queue page serves it in.
        stage: What it needs next.
        needs: Skills that whoever does it must be current in, the main one first.
        kind: Code of the main examination type; empty if not known.
        division: Code of the division; empty if not known.
        is_exposed: Whether the work exposes to harmful material.
        hours: Examiner hours estimated in all; None if nothing tells.
        spent: Examiner hours logged.
        received_on: Day of receipt, else of submission; None if not known.
        examiner: Uid of whoever has it; empty for nobody.
        is_held: Whether it cannot start before a hold ends or an exhibit comes.
        limit_on: Day that the law or the prosecutor set; None without one.
        target_on: Target day; None without one.
    """

    id: int
    uid: str
    reference: str
    level: int
    served_as: int
    stage: Stage
    needs: tuple[str, ...] = ()
    kind: str = ""
    division: str = ""
    is_exposed: bool = False
    hours: float | None = None
    spent: float = 0.0
    received_on: date | None = None
    examiner: str = ""
    is_held: bool = False
    limit_on: date | None = None
    target_on: date | None = None

    @property
    def is_dated(self) -> bool:
        """Whether it has a day that the law or the prosecutor set."""
        return self.limit_on is not None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Donors:
    """Requests accepted of late, of which each request to come resembles one.

    Attributes:
        level: Place of the priority of each, 0 to 3.
        kind: Place of its main type in ``kinds``.
        needs: Place of its skills in ``skill_sets``.
        division: Place of its division in ``divisions``.
        is_exposed: Whether its work exposes to harmful material.
        hours: Examiner hours estimated; NaN if not estimated.
        examined: Hours of its examinations by type (donors x types of ``examined_as``).
        kinds: Codes of main examination types; empty for one not known.
        skill_sets: Sets of skills, the main one first.
        divisions: Codes of divisions.
        examined_as: Codes of the examination types of ``examined``.
    """

    level: Places
    kind: Places
    needs: Places
    division: Places
    is_exposed: NDArray[np.bool_]
    hours: Numbers
    examined: Numbers
    kinds: tuple[str, ...]
    skill_sets: tuple[tuple[str, ...], ...]
    divisions: tuple[str, ...]
    examined_as: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.level)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Past:
    """What the past tells of work to come.

    Attributes:
        arrivals: Requests accepted by week, by name of the class.
        hours: Examiner hours that completed requests took, by main type, in order; of
            types with ``ENOUGH`` of them, and of all under the empty code.
        usual: Mean hours of the other types, from estimates or norms.
        ratio: Hours spent of those estimated, over all completed requests.
        spread: Standard deviation of the logarithm of that ratio.
        held: Share of accepted requests that were once on hold.
        hold_days: How long holds took, in days, in order.
        finishing_days: Mean days from the end of examination to issue.
        sent: Requests sent to providers a week.
        sent_days: Mean days until they came back.
    """

    arrivals: Mapping[str, History]
    hours: Mapping[str, Numbers]
    usual: Mapping[str, float]
    ratio: float = 1.0
    spread: float = 0.0
    held: float = 0.0
    hold_days: Numbers = field(default_factory=lambda: np.zeros(0))
    finishing_days: float = 0.0
    sent: float = 0.0
    sent_days: float = 42.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Situation:
    """All that scenarios are reckoned from; none of it is random.

    Attributes:
        as_at: Day at whose end the queue was taken.
        team: The people.
        open_rows: Open requests in order of service.
        donors: Requests that those to come resemble.
        past: What the past tells.
        skill_of: Skill that each examination type asks for, by its code.
        equipment: What of equipment a week has only so much.
        providers: Providers outside the unit.
        targets: Days from receipt to issue, P1 to P4.
        operations: Planned operations that the unit knows of.
        exposure: Hours of exposed work in 7 days of the local policy; None without.
        names: What codes of skills, types and divisions are called.
    """

    as_at: date
    team: Team
    open_rows: tuple[OpenRow, ...]
    donors: Donors
    past: Past
    skill_of: Mapping[str, str]
    equipment: tuple[Equipment, ...] = ()
    providers: tuple[Provider, ...] = ()
    targets: tuple[float, ...] = (1.0, 14.0, 60.0, 120.0)
    operations: tuple[PlannedOperation, ...] = ()
    exposure: float | None = None
    names: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_number("The hours spent of those estimated", self.past.ratio, 0, 100, "")

    @property
    def start(self) -> date:
        """The Monday on which replications begin: that after the day shown."""
        return monday_of(self.as_at) + timedelta(weeks=1)

    def name(self, code: str) -> str:
        """Return what a code is called."""
        return self.names.get(code, code)

    def fingerprint(self) -> str:
        """Return a short digest of everything that a scenario is reckoned from."""
        digest = sha256()
        for part in _plain(self):
            digest.update(part)
            digest.update(b"\x1f")
        return digest.hexdigest()[:24]


def _plain(found: Situation) -> Iterable[bytes]:
    team, donors, past = found.team, found.donors, found.past
    for history in past.arrivals.values():
        yield repr((history.mondays, sorted(history.gaps))).encode()
        yield _bytes(history.counts)
        yield repr(history.change_points).encode()
    for hours in past.hours.values():
        yield _bytes(hours)
    for name in ("level", "kind", "needs", "division", "is_exposed", "hours"):
        yield _bytes(getattr(donors, name))
    yield _bytes(donors.examined)
    yield _bytes(past.hold_days)
    yield repr(
        (
            *(found.as_at, found.open_rows, found.targets, found.exposure),
            *(sorted(found.skill_of.items()), donors.kinds, donors.skill_sets),
            *(donors.divisions, donors.examined_as),
            *(tuple(past.arrivals), tuple(past.hours), sorted(past.usual.items())),
            *(past.ratio, past.spread, past.held, past.finishing_days),
            *(found.operations, past.sent, past.sent_days),
            *(team.sickness_allowance, team.full_time),
            *(sorted(team.holidays.days), sorted(team.roles)),
        )
    ).encode()
    for name, records in (
        ("uid role starts_on ends_on", team.people),
        ("person valid_from valid_to hours", team.patterns),
        ("person skill level valid_from valid_to", team.skills),
        ("person kind first_on last_on hours_per_day share_kept", team.absences),
        ("person kind valid_from valid_to weekly_hours share", team.abstractions),
        ("label kind weekly unit types valid_from valid_to", found.equipment),
        ("name types monthly_items turnaround_days valid_from", found.providers),
    ):
        fields = attrgetter(*name.split())
        yield repr([fields(one) for one in records]).encode()


def _bytes(column: NDArray[Any]) -> bytes:
    return np.ascontiguousarray(column).tobytes()
