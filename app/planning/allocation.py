"""Who could take a request: everyone, the likeliest first, each with the reasons.

Nothing is decided here. What cannot be (no current skill, away for good) is said as a
refusal; what should give pause (few free hours, a heavy load, the policy on exposure)
as a remark. The manager decides.
"""

from dataclasses import dataclass
from datetime import date

from app.casework.examiner import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a person has in hand (M54).

    Attributes:
        person: Uid.
        requests: Open requests allocated to the person, a count.
        hours: Examiner hours left on them.
        weekly: Mean net hours a week of the weeks ahead.
        free: Net hours of the two weeks ahead that ``hours`` leave.
        next_free: Monday of the week in which the work in hand is done; None when it
            is not within the weeks looked at.
        exposure: Hours logged on online child abuse in the last 28 days.
    """

    person: str
    requests: int = 0
    hours: float = 0.0
    weekly: float = 0.0
    free: float = 0.0
    next_free: date | None = None
    exposure: float = 0.0

    @property
    def weeks(self) -> float | None:
        """Weeks that the work in hand takes; None without hours to do it."""
        return self.hours / self.weekly if self.weekly > 0 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One person for some requests.

    Attributes:
        person: The person.
        load: What the person has in hand.
        refusals: Why it cannot be, in words; empty if it can.
        remarks: What speaks against it, in words.
        merits: What speaks for it, in words, such as ``current in ... to 3 May 2027``.
        is_away: Whether the person is away on the day.
    """

    person: Person
    load: Load
    refusals: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    merits: tuple[str, ...] = ()
    is_away: bool = False

    @property
    def is_possible(self) -> bool:
        """Whether nothing forbids it."""
        return not self.refusals

    @property
    def words(self) -> str:
        """All the reasons as one line, refusals first."""
        return "; ".join((*self.refusals, *self.remarks, *self.merits))
