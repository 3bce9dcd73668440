"""What the page of a request shows, read at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from app.casework.register import CaseFile
from app.casework.request import Priority, Request, Status
from app.casework.vocabulary import Vocabulary
from app.reports.history_words import Names
from app.rules.clock import NO_RULES, Limit, RuleSet
from app.rules.move import ENDED
from app.rules.policy import Policy
from app.rules.priority import Score

Terms = list[tuple[str, str]]

OVER = frozenset({Status.ISSUED, *ENDED})
"""Statuses in which nothing is left to be done in its turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSight:
    """One request with what its words depend on.

    Attributes:
        case: All that is known of it.
        moves: The statuses that may follow, in the order of work.
        words: The code lists, by name.
        names: What codes and people are called.
        people: Uids and names of those in post.
        as_at: Day at whose end ages are counted.
        today: The day on which something is recorded.
        rules: The clock rules of the unit's region.
        limits: Every limit that runs or ran, the earliest first.
        limit: The limit that governs; None if none runs.
        score: The points of its priority; None if it was never ranked.
        policy: The priority policy in force.
        automatic: Values of the factors that follow from the facts.
        preparation: Days that the prosecutor needs between a result and the limit.
        can_write: Whether anything can be changed.
    """

    case: CaseFile
    moves: tuple[Status, ...] = ()
    words: Mapping[str, Vocabulary] = field(default_factory=dict)
    names: Names
    people: Terms = field(default_factory=list)
    as_at: date
    today: date
    rules: RuleSet = NO_RULES
    limits: tuple[Limit, ...] = ()
    limit: Limit | None = None
    score: Score | None = None
    policy: Policy | None = None
    automatic: Mapping[str, str] = field(default_factory=dict)
    preparation: int = 0
    can_write: bool = True

    @property
    def request(self) -> Request:
        """The request as it stands now."""
        return self.case.request

    @property
    def priority(self) -> Priority | None:
        """The priority in force on the day shown, or when it ended."""
        return self.request.priority_on(self.judged_on)

    @property
    def judged_on(self) -> date:
        """The day to which points and an override count: its end, or the day shown."""
        return judged_on(self.request, self.as_at)

    @property
    def is_overridden(self) -> bool:
        """Whether somebody set the priority against the points."""
        request = self.request
        ended = request.override_until and request.override_until < self.judged_on
        return request.override_reason is not None and not ended

    def terms(self, name: str) -> Terms:
        """Return the codes of a list that may be chosen today, with their labels."""
        if name not in self.words:
            return []
        every = self.words[name].terms
        return [(one.code, one.label) for one in every if one.is_valid(self.today)]

    def sides(self) -> dict[str, str]:
        """Return the side that must act, by hold reason."""
        terms = self.words["hold_reason"].terms if "hold_reason" in self.words else ()
        return {term.code: term.value("side") for term in terms}

    def age(self) -> int | None:
        """Return days from receipt to issue or to the day shown; None if unknown."""
        request = self.request
        if request.received_on is None:
            return None
        last = request.issued_on or request.closed_on or self.as_at
        return max((min(last, self.as_at) - request.received_on).days, 0)


def judged_on(request: Request, as_at: date) -> date:
    """Return the day to which the points of a request count.

    It is the day shown, or the day on which the result was issued or the request
    ended: what has ended gets no older. Work asked for again counts on.
    """
    if request.status not in OVER:
        return as_at
    ended = request.reissued_on or request.issued_on or request.closed_on
    return min(ended or request.decided_on or as_at, as_at)
