"""One open request in its place in order of service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from app.capacity.bounds import Bound
from app.casework.request import Priority
from app.casework.waiting import Stage, Waiting
from app.casework.working_time import day_words, monday_of

MUST_START = 7
"""Days before the latest safe start from which a request must be started."""


class Obstacle(StrEnum):
    """Why a request cannot start now; the value is what a mark says."""

    HOLD = "on hold"
    SKILL = "no skill"
    EXHIBIT = "exhibit missing"


@dataclass(slots=True, kw_only=True)
class Ranked:
    """One request in its place in the queue; not to be changed.

    Attributes:
        waiting: The request.
        as_at: Day of the queue.
        rank: Place in order of service, from 1, over the whole queue.
        priority: Priority in force on the day; None if undecided.
        served_as: Class in which it is served: the priority, or one higher where it
            has waited for long; None (last) if undecided.
        score: Points; None if it was not ranked by points.
        stage: What it needs next.
        hours: Examiner hours left; None if nothing tells.
        is_imputed: Whether ``hours`` comes from other requests of its type.
        needs: Skills that whoever has it must be current in, the main one first.
        skills: Skills that its work asks for, each with its part of the hours; the
            first is that of the main examination type. Empty where none is asked for.
        limit_on: Governing limit; None without one.
        safe_start: Latest safe start (M20); None without a limit.
        obstacle: Why it cannot start; None if it can, or has.
        obstacle_words: The same in words, such as ``Nobody is current in ...``.
        takes_hours: Whether it takes hours of examiners now: in hand, or it can start.
        starts_in: Monday of the week in which its first hours are expected, a planning
            estimate; None where none is to be expected (on hold, in review, no
            capacity within the weeks looked at).
        times_waited: Days waited over the days of its first target; None if unknown.
        lacks: How equipment delays its start, whose limit is spent in weeks in which
            people would have hours; empty if none does.
    """

    waiting: Waiting
    as_at: date
    rank: int
    priority: Priority | None
    served_as: Priority | None
    stage: Stage
    takes_hours: bool
    score: float | None = None
    hours: float | None = None
    is_imputed: bool = False
    needs: tuple[str, ...] = ()
    skills: tuple[tuple[str, float], ...] = ()
    limit_on: date | None = None
    safe_start: date | None = None
    obstacle: Obstacle | None = None
    obstacle_words: str = ""
    starts_in: date | None = None
    times_waited: float | None = None
    lacks: str = ""

    @property
    def can_start(self) -> bool:
        """Whether it could be begun today, given the hours."""
        return self.stage is Stage.TO_START and self.obstacle is None

    @property
    def is_raised(self) -> bool:
        """Whether it is served in a higher class because it has waited for long."""
        return self.served_as is not self.priority

    @property
    def must_start(self) -> bool:
        """Whether its latest safe start has passed or is near, and it is not begun."""
        return must_start(self.waiting, self.safe_start, self.as_at)

    @property
    def is_past_safe_start(self) -> bool:
        """Whether its latest safe start has passed and it is not begun."""
        return self.must_start and (self.safe_start or self.as_at) < self.as_at

    @property
    def is_overspent(self) -> bool:
        """Whether work on it has taken all the hours there were for it, and goes on."""
        return self.hours == 0.0 and self.waiting.effort_spent > 0

    @property
    def days_waiting(self) -> int:
        """Days from receipt, or else submission."""
        return self.waiting.days_waiting(self.as_at)

    @property
    def over_by(self) -> int:
        """Days over the current target; 0 if it is not over."""
        target = self.waiting.target_on
        return 0 if target is None else max((self.as_at - target).days, 0)

    @property
    def reason(self) -> str:
        """Why it stands where it does, in words."""
        return "; ".join(_reasons(self))

    @property
    def start_words(self) -> str:
        """When it is expected to start, in words, such as ``w/c 14 Dec``."""
        if self.obstacle is Obstacle.HOLD:
            return "after the hold"
        if self.stage is not Stage.TO_START:
            return "started"
        if self.starts_in is None:
            return "not in sight" if self.obstacle is None else self.obstacle.value
        if self.starts_in <= monday_of(self.as_at):
            return "this week"
        day = day_words(self.starts_in)
        same = self.starts_in.year == self.as_at.year
        return f"w/c {day.rpartition(' ')[0] if same else day}"


def lack_words(ranked: Ranked, lacked: Sequence[Bound]) -> str:
    """Return how equipment delays a start, such as ``Bench spent until w/c 14 Dec``.

    Empty for what has begun.

    Args:
        ranked: The request, with its start.
        lacked: The pieces that are spent, which stand for one another.
    """
    if ranked.stage is not Stage.TO_START:
        return ""
    label = " and ".join(bound.label for bound in lacked)
    if ranked.starts_in is not None:
        return f"{label} spent until {ranked.start_words}"
    ends = [bound.ends_on for bound in lacked if bound.ends_on is not None]
    if len(ends) == len(lacked):
        return f"{label} spent, and in use only until {day_words(max(ends))}"
    return f"{label} spent in every week looked at"


def must_start(waiting: Waiting, safe_start: date | None, as_at: date) -> bool:
    """Return whether a request must be started within the week (M20)."""
    if safe_start is None or safe_start > as_at + timedelta(days=MUST_START):
        return False
    return not waiting.is_begun


def _reasons(ranked: Ranked) -> list[str]:
    """Return the parts of the sentence that says why it stands where it does."""
    parts = [ranked.priority.value if ranked.priority else "No priority decided"]
    waiting = ranked.waiting
    in_force = waiting.override_reason is not None and (
        waiting.override_until is None or waiting.override_until >= ranked.as_at
    )
    if in_force:
        until = waiting.override_until
        parts[0] += " by decision" + (f" until {day_words(until)}" if until else "")
    if ranked.score is not None:
        parts[0] += f", {ranked.score:g} points"
    if ranked.safe_start is not None and not waiting.is_begun:
        passed = "passed on" if ranked.is_past_safe_start else "is"
        parts.append(f"latest safe start {passed} {day_words(ranked.safe_start)}")
    if ranked.is_raised and ranked.served_as and ranked.times_waited is not None:
        times = f"{ranked.times_waited:.1f}"
        parts.append(
            f"waited {times} times its target, so served as {ranked.served_as.value}"
        )
    if ranked.stage is not Stage.TO_START:
        parts.append(ranked.stage.value)
    if ranked.lacks:
        parts.append(ranked.lacks)
    return parts
