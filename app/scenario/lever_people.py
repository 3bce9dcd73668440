"""Levers of a scenario that change people and their hours."""

from dataclasses import dataclass
from datetime import date

from app.scenario.refusal import check_days, check_number, check_share, check_some


@dataclass(frozen=True, slots=True, kw_only=True)
class Joins:
    """People join, in full-time equivalents of one profile.

    Attributes:
        label: What the profile is called, such as ``Examiner``.
        fte: Full-time equivalents, more than 0.
        skills: Codes of the skills that they are current in.
        first_on: First day in post.
        last_on: Last day in post; None for as long as one looks.
        induction_weeks: Weeks in which they give half their hours to casework.
    """

    label: str = "Examiner"
    fte: float
    skills: tuple[str, ...]
    first_on: date
    last_on: date | None = None
    induction_weeks: int = 0

    def __post_init__(self) -> None:
        check_number(f"{self.label}: people who join", self.fte, 0.05, 200, "FTE")
        check_some(f"{self.label}", self.skills, "skill")
        check_days(self.label, self.first_on, self.last_on)
        check_number(f"{self.label}: induction", self.induction_weeks, 0, 104, "weeks")


@dataclass(frozen=True, slots=True, kw_only=True)
class Departs:
    """A named person leaves.

    Attributes:
        person: Uid of the person.
        on: The last day in post.
    """

    person: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Trains:
    """A named person is trained and may work in a skill afterwards.

    Attributes:
        person: Uid of the person.
        skill: Code of the skill.
        first_on: First day of training.
        weeks: Weeks that it lasts; 0 if the skill counts from the first day.
        weekly_hours: Hours that it takes in each of them.
    """

    person: str
    skill: str
    first_on: date
    weeks: int = 8
    weekly_hours: float = 7.0

    def __post_init__(self) -> None:
        check_some("Training", (self.skill,) if self.skill else (), "skill")
        check_number("Training", self.weeks, 0, 156, "weeks")
        check_number("Training", self.weekly_hours, 0, 60, "hours a week")


@dataclass(frozen=True, slots=True, kw_only=True)
class TakesLeave:
    """A named person is away.

    Attributes:
        person: Uid of the person.
        first_on: First day.
        last_on: Last day.
    """

    person: str
    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        check_days("Leave", self.first_on, self.last_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtime:
    """Hours of casework beyond the contract.

    Attributes:
        person: Uid of the person; empty for everybody.
        weekly_hours: Hours a week of each.
        first_on: First day.
        last_on: Last day; None for as long as one looks.
        hour_cost: What an hour costs, in pounds; None if that is not known.
    """

    person: str = ""
    weekly_hours: float
    first_on: date
    last_on: date | None = None
    hour_cost: float | None = None

    def __post_init__(self) -> None:
        check_number("Overtime", self.weekly_hours, 0.1, 40, "hours a week each")
        check_days("Overtime", self.first_on, self.last_on)
        check_number("Overtime", self.hour_cost, 0, 10_000, "pounds an hour")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetsShare:
    """A kind of other work takes another share of everybody's hours than today.

    Attributes:
        kind: Code of the kind, ``B_`` and more.
        share: Share of the hours left after absences.
        first_on: First day.
    """

    kind: str
    share: float
    first_on: date

    def __post_init__(self) -> None:
        check_some("Other work", (self.kind,) if self.kind else (), "kind")
        check_share("Other work", self.share)
