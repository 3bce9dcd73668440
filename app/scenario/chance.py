"""How likely a scenario reaches a goal, over replications with the same draws."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import ceil

import numpy as np
from numpy.typing import NDArray

from app.casework.working_time import day_words
from app.errors import ScenarioError
from app.progress import Progress, no_progress
from app.scenario.goal import BEYOND, WINDOW, Goal
from app.scenario.levers import Lever
from app.scenario.run import DRAGGING, blocks_of
from app.scenario.scenario import Scenario
from app.scenario.situation import CLASSES
from app.scenario.study import Study
from app.scenario.tally import WaitWindow, joined


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chance:
    """What one set of levers came to.

    Attributes:
        reached: Of each replication, whether it reaches the goal on its day.
        later: The same ``BEYOND`` weeks after; None if that was not looked at.
        backlog: Open requests on the day, by replication.
        margin: By how much each replication reaches the goal, as a share of it, the
            least of all that is asked for; below nothing where it does not.
    """

    reached: NDArray[np.bool_]
    later: NDArray[np.bool_] | None
    backlog: NDArray[np.float64]
    margin: NDArray[np.float64]

    def margin_at(self, certainty: float) -> float:
        """Return the margin that a share of the replications have at least.

        Not below nothing exactly where so large a share reaches the goal.
        """
        ordered = np.sort(self.margin)[::-1]
        place = ceil(certainty * len(ordered) - 1e-9) - 1
        return float(ordered[max(place, 0)])

    @property
    def share(self) -> float:
        """Share of replications that reach the goal."""
        return float(self.reached.mean())

    @property
    def share_later(self) -> float | None:
        """Share that reach it ``BEYOND`` weeks after."""
        return None if self.later is None else float(self.later.mean())


@dataclass(slots=True, kw_only=True, eq=False)
class Chances:
    """Evaluates sets of levers against one goal, and counts how often.

    Attributes:
        study: The common ground.
        scenario: What levers are added to.
        goal: The goal.
        replications: How many to run each time.
        progress: Called after each evaluation.
        expected: Evaluations that are expected, for the progress.
        count: Evaluations so far.
    """

    study: Study
    scenario: Scenario
    goal: Goal
    replications: int
    progress: Progress = no_progress
    expected: int = 1
    count: int = 0
    _known: dict[tuple[Lever, ...], Chance] = field(default_factory=dict)

    def __post_init__(self) -> None:
        start = self.study.situation.start
        if self.goal.by <= start + timedelta(weeks=1):
            raise ScenarioError(
                f"The goal is for {day_words(self.goal.by)}, before anything can be"
                " done.",
                remedy="Choose a later day.",
            )
        far = (self.study.weeks - BEYOND) * 7
        if (self.goal.by - start).days >= far:
            last = start + timedelta(days=far - 1)
            raise ScenarioError(
                f"The goal is for {day_words(self.goal.by)}, further ahead than is"
                " reckoned.",
                remedy=f"Choose a day up to {day_words(last)}.",
            )
        for one in self.goal.waits:
            if self._last(one.days, self.goal.by) <= 7:
                first = start + timedelta(days=int(one.days) + 14)
                raise ScenarioError(
                    f"Whether {one.priority} takes {one.days:g} days cannot be told by"
                    f" {day_words(self.goal.by)}: nothing that arrives from now on has"
                    " waited so long by then.",
                    remedy=f"Choose a day from {day_words(first)} on.",
                )

    def of(self, levers: tuple[Lever, ...], *, beyond: bool = False) -> Chance:
        """Return what levers come to; with what comes after the day if asked for."""
        known = self._known.get(levers)
        if known is not None and (known.later is not None or not beyond):
            return known
        found = self._run(levers, beyond=beyond)
        self._known[levers] = found
        self.count += 1
        self.progress(min(self.count, self.expected - 1), self.expected)
        return found

    def _run(self, levers: tuple[Lever, ...], *, beyond: bool) -> Chance:
        week = self._week(self.goal.by)
        weeks = week + 1 + (BEYOND if beyond else 0)
        scenario = replace(
            self.scenario,
            levers=(*self.scenario.levers, *levers),
            weeks=max(weeks, 4),
        )
        days = [self.goal.by]
        if beyond:
            days.append(self.goal.by + timedelta(weeks=BEYOND))
        windows = [
            self._window(CLASSES.index(str(one.priority)), one.days, day)
            for day in days
            for one in self.goal.waits
        ]
        found = blocks_of(
            self.study,
            scenario,
            self.replications,
            windows=windows,
            block=max(min(self.replications, DRAGGING), 1),
        )
        totals = joined(found.tallies, "open_requests").sum(axis=1)
        shares = [
            np.concatenate([one.goals[at] for one in found.tallies])
            for at in range(len(windows))
        ]
        size = len(self.goal.waits)
        margin = self._margin(totals[:, week], shares[:size])
        later = None
        if beyond:
            later = self._margin(totals[:, week + BEYOND], shares[size:]) >= 0
        return Chance(
            reached=margin >= 0,
            later=later,
            backlog=totals[:, week],
            margin=margin,
        )

    def _margin(
        self, backlog: NDArray[np.float64], shares: list[NDArray[np.float64]]
    ) -> NDArray[np.float64]:
        margin = np.full(len(backlog), 1e9)
        if self.goal.backlog is not None:
            scale = max(self.goal.backlog, 1)
            margin = np.minimum(margin, (self.goal.backlog - backlog) / scale)
        for one, share in zip(self.goal.waits, shares, strict=True):
            margin = np.minimum(margin, share - one.share + 1e-9)
        return margin

    def _window(self, level: int, days: float, by: date) -> WaitWindow:
        last = self._last(days, by)
        return WaitWindow(
            level=level, days=days, first=max(last - 7 * WINDOW, 0.0), last=last
        )

    def _last(self, days: float, by: date) -> float:
        """Return the moment of arrival from which the days end after a day."""
        return (by - self.study.situation.start).days + 1 - days

    def _week(self, day: date) -> int:
        """Return the week whose end is the last on or before the end of a day."""
        weeks = ((day - self.study.situation.start).days + 1) // 7
        return max(weeks - 1, 0)
