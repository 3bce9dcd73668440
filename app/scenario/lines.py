"""In which queues requests wait: by class, by who can do them, and what else counts.

Skills are told apart only where different people hold them. Work that asks for skills
which nobody holds together waits for somebody with the main one, as two would share it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.scenario.crew import Crew
from app.scenario.levers import Discipline, LimitsExposure, Serves
from app.scenario.scenario import Scenario
from app.scenario.situation import Places, Situation

LEVELS = 5
"""Levels of queues: P1 to P4, and what has no priority."""

RAISED = (2, 3)
"""Levels whose requests are served one class higher when they have waited for long."""

MOST_DIVISIONS = 6
"""Divisions told apart under fair share; the smaller ones share."""

EXPOSED = 0.35
"""Share of the hours of exposed requests that is spent on harmful material."""

BINDS = 0.5
"""Share of a limit that must be needed for it to be reckoned with at all."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lines:
    """What tells queues apart.

    Attributes:
        masks: Of each group of skills which servers of the crew can do it.
        of_donor: Group of each donor.
        of_row: Group of each open request.
        is_flagged: Whether exposed work stands in queues of its own.
        exposure: Hours a week of exposed work of each server; None without a limit.
        donor_division: Place of the division of each donor; 0 where none counts.
        row_division: The same of each open request.
        shares: Share of the hours of each division, for fair share.
        discipline: The order of service.
        missing: Skills that nobody has, with what asks for them: open requests, and
            requests a year.
    """

    masks: tuple[NDArray[np.bool_], ...]
    of_donor: Places
    of_row: Places
    is_flagged: bool
    exposure: float | None
    donor_division: Places
    row_division: Places
    shares: tuple[float, ...]
    discipline: Discipline
    missing: tuple[tuple[str, int, float], ...]

    def codes(
        self, level: Places, group: Places, exposed: Places, division: Places
    ) -> Places:
        """Return a number of each queue, in order of level, group and the rest."""
        flag = exposed if self.is_flagged else np.zeros_like(exposed)
        found: Places = (level * len(self.masks) + group) * 2 + flag
        return found * max(len(self.shares), 1) + division

    def parts(self, codes: Places) -> tuple[Places, Places, Places, Places]:
        """Return level, group, flag and division of queues by their numbers."""
        rest, division = np.divmod(codes, max(len(self.shares), 1))
        rest, flag = np.divmod(rest, 2)
        level, group = np.divmod(rest, len(self.masks))
        return level, group, flag, division


def lines_of(situation: Situation, scenario: Scenario, crew: Crew) -> Lines:
    """Return how queues are told apart under a scenario."""
    serves = scenario.of(Serves)
    discipline = serves[0].discipline if serves else Discipline.QUEUE
    groups = _Groups(crew.skills)
    donors = situation.donors
    sets = np.array([groups.of(needs) for needs in donors.skill_sets], dtype=np.int64)
    of_row = [groups.of(row.needs) for row in situation.open_rows]
    exposure = _exposure(situation, scenario, crew)
    fair = discipline is Discipline.FAIR
    donor_division, row_division, shares = _divisions(situation, fair)
    return Lines(
        masks=tuple(groups.masks) or (np.ones(len(crew.people), dtype=bool),),
        of_donor=sets[donors.needs] if donors.count else np.zeros(0, dtype=np.int64),
        of_row=np.array(of_row, dtype=np.int64),
        is_flagged=exposure is not None,
        exposure=exposure,
        donor_division=donor_division,
        row_division=row_division,
        shares=shares,
        discipline=discipline,
        missing=_missing(situation, crew),
    )


def served_levels(situation: Situation, scenario: Scenario) -> Places:
    """Return the class in which each open request is served.

    As on the Queue page; where a scenario sets how long a request may wait before it is
    served one class higher, by that. Other orders raise nothing.
    """
    rows = situation.open_rows
    serves = scenario.of(Serves)
    if not serves:
        return np.array([row.served_as for row in rows], dtype=np.int64)
    level = np.array([row.level for row in rows], dtype=np.int64)
    if serves[0].discipline is not Discipline.QUEUE or not serves[0].waits_out:
        return level
    targets = scenario.targets or situation.targets
    for place, row in enumerate(rows):
        since = row.received_on
        if since is None or row.level not in RAISED:
            continue
        waited = (situation.as_at - since).days
        level[place] -= waited > serves[0].waits_out * targets[row.level]
    return level


class _Groups:
    """Sets of skills by who can do them."""

    def __init__(self, skills: Sequence[frozenset[str]]) -> None:
        self.skills = skills
        self.masks: list[NDArray[np.bool_]] = []
        self._by_mask: dict[bytes, int] = {}

    def of(self, needs: Sequence[str]) -> int:
        """Return the group of a set of skills."""
        wanted = frozenset(needs)
        mask = np.array([wanted <= one for one in self.skills], dtype=bool)
        if not mask.any() and len(needs) > 1:
            mask = np.array([needs[0] in one for one in self.skills], dtype=bool)
        key = mask.tobytes()
        if key not in self._by_mask:
            self._by_mask[key] = len(self.masks)
            self.masks.append(mask)
        return self._by_mask[key]


def _exposure(situation: Situation, scenario: Scenario, crew: Crew) -> float | None:
    """Return hours a week of requests that expose, by server, where a limit counts.

    The limit is in hours of harmful material; requests take so much of their hours.
    The unit's own policy is only reckoned with where it would be felt.
    """
    levers = scenario.of(LimitsExposure)
    if levers:
        return float(levers[0].weekly_hours) / EXPOSED
    donors = situation.donors
    if situation.exposure is None or not donors.count:
        return None
    asked = np.nansum(donors.hours[donors.is_exposed]) / 52
    if asked < BINDS * situation.exposure / EXPOSED * len(crew.people):
        return None
    return situation.exposure / EXPOSED


def _divisions(
    situation: Situation, fair: bool
) -> tuple[Places, Places, tuple[float, ...]]:
    donors, rows = situation.donors, situation.open_rows
    if not fair or not donors.count:
        none = np.zeros(donors.count, dtype=np.int64)
        return none, np.zeros(len(rows), dtype=np.int64), (1.0,)
    sizes = np.bincount(donors.division, minlength=len(donors.divisions))
    large = np.argsort(-sizes, kind="stable")[: MOST_DIVISIONS - 1].tolist()
    place = {donors.divisions[at]: rank for rank, at in enumerate(large)}
    other = len(place)
    of_code = np.array([place.get(code, other) for code in donors.divisions])
    found = of_code[donors.division]
    shares = np.bincount(found, minlength=other + 1) / donors.count
    of_row = np.array([place.get(row.division, other) for row in rows], dtype=np.int64)
    return found, of_row, tuple(np.maximum(shares, 1e-3).tolist())


def _missing(situation: Situation, crew: Crew) -> tuple[tuple[str, int, float], ...]:
    """Return the skills that are needed and that nobody of the crew has."""
    there: frozenset[str] = frozenset().union(*crew.skills)
    donors = situation.donors
    lacking = sorted(
        {
            *(row.needs[0] for row in situation.open_rows if row.needs),
            *(needs[0] for needs in donors.skill_sets if needs),
        }
        - there
    )
    sizes: Places = np.bincount(donors.needs, minlength=len(donors.skill_sets))
    return tuple(
        (
            skill,
            sum(row.needs[:1] == (skill,) for row in situation.open_rows),
            float(
                sum(
                    size
                    for needs, size in zip(donors.skill_sets, sizes, strict=True)
                    if needs[:1] == (skill,)
                )
            ),
        )
        for skill in lacking
    )
