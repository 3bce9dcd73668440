"""What a manager wants to reach, and the ways of reaching it, as values."""

from dataclasses import dataclass
from datetime import date

from app.casework.request import Priority
from app.errors import ScenarioError
from app.scenario.levers import Joins, Lever
from app.scenario.refusal import check_number

BEYOND = 26
"""Weeks after the day of a goal for which an answer must hold."""

WINDOW = 13
"""Weeks before the day of a goal in which requests must be finished in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitGoal:
    """Requests of a priority are finished within some days.

    Attributes:
        priority: The priority.
        days: Days from receipt to finish.
        share: Of those that arrive so that the days end in the 13 weeks before the day
            of the goal, the share that must be finished within them.
    """

    priority: Priority
    days: float
    share: float = 0.8

    def __post_init__(self) -> None:
        check_number(f"{self.priority} within", self.days, 1, 3650, "days")
        check_number(f"{self.priority} in time", 100 * self.share, 1, 100, "%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What is to be reached by a day, and how surely.

    Attributes:
        by: The day.
        waits: What must be finished in time.
        backlog: Open requests that there may be at most; None not to ask.
        certainty: Share of replications that must reach all of it.
    """

    by: date
    waits: tuple[WaitGoal, ...] = ()
    backlog: int | None = None
    certainty: float = 0.8

    def __post_init__(self) -> None:
        if not self.waits and self.backlog is None:
            raise ScenarioError(
                "Nothing is asked for.",
                remedy="Give a time within which requests are finished, or a backlog.",
            )
        check_number("The backlog", self.backlog, 0, 1_000_000, "requests")
        check_number("The certainty", 100 * self.certainty, 50, 99, "%")
        if len({one.priority for one in self.waits}) < len(self.waits):
            raise ScenarioError(
                "A priority is asked for twice.", remedy="Take one of the two away."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What could be done to reach a goal.

    Attributes:
        profiles: People who might join; ``fte`` of each is not looked at.
        most_fte: The most full-time equivalents to look at.
        outsourcing_from: First day of outsourcing; None where it is no way.
        most_items: The most requests a month to look at.
        lead_days: Calendar days from sending to return.
        item_cost: Pounds a request; None if not known.
        demand_from: First day of a reduction of demand; None where it is no way.
        most_reduction: The largest share of demand to look at.
        fte_cost: Pounds a year of one full-time equivalent; None if not known.
    """

    profiles: tuple[Joins, ...] = ()
    most_fte: float = 20.0
    outsourcing_from: date | None = None
    most_items: float = 60.0
    lead_days: int = 42
    item_cost: float | None = None
    demand_from: date | None = None
    most_reduction: float = 0.6
    fte_cost: float | None = None

    def __post_init__(self) -> None:
        check_number("People to look at", self.most_fte, 0.5, 200, "FTE")
        check_number("Requests to send", self.most_items, 1, 10_000, "a month")
        check_number("Reduction", 100 * self.most_reduction, 1, 100, "%")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way of reaching a goal, or how far it leads.

    Attributes:
        words: What it is, such as ``2.5 FTE of Examiner``.
        levers: What it adds to the scenario; empty where nothing is needed.
        amounts: The smallest amount of each lever that is enough, or the most looked
            at.
        unit: In what the first of them is counted.
        reaches: Whether it is enough.
        certainty: Share of replications that reach the goal with it.
        below: The same one step below; None where there is no step below.
        later: Share that still reach it ``BEYOND`` weeks after; None if not looked at.
        holds: Whether ``later`` is as sure as asked for.
        is_monotone: Whether more of it was never found to be worse near the answer.
        cost: Pounds to the day of the goal; None if not known.
        effort: Hours a week that it stands for, by which ways are compared without
            prices.
    """

    words: str
    levers: tuple[Lever, ...]
    amounts: tuple[float, ...]
    unit: str
    reaches: bool
    certainty: float
    below: float | None = None
    later: float | None = None
    holds: bool = False
    is_monotone: bool = True
    cost: float | None = None
    effort: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What it takes to reach a goal.

    Attributes:
        goal: The goal.
        certainty: Share of replications that reach it with nothing added.
        later: The same ``BEYOND`` weeks after.
        ways: Each means alone, those that are enough first, the cheapest first.
        combinations: The two cheapest combinations of two means that are enough.
        sentence: The answer in plain words, with its range and main assumption.
        evaluations: Simulations that were run.
    """

    goal: Goal
    certainty: float
    later: float | None
    ways: tuple[Way, ...]
    combinations: tuple[Way, ...]
    sentence: str
    evaluations: int = 0
