"""Priority explained: a score as the sum of visible lines, one for each factor."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from app.casework.request import Priority
from app.rules.policy import Policy, Values

AUTOMATIC = (
    *("F_SUSPECT", "F_CUSTODY", "F_LIMIT", "F_VICTIM_DEV", "F_AGE", "F_DECLARED"),
)
"""Factors whose value follows from the facts of a request; the rest are judged."""

_CUSTODY = {
    **dict.fromkeys(("NOT_ARRESTED", "INQUIRY", "NO_ACCUSED"), "none"),
    **dict.fromkeys(("RELEASED_NOT_CHARGED", "UNDERTAKING"), "released"),
    "CONVICTED_APPEAL": "released",
    **dict.fromkeys(("BAIL_SUMMARY", "PETITION_BAIL", "INDICTED"), "bail"),
    **dict.fromkeys(("CUSTODY_SUMMARY", "PETITION_CUSTODY"), "custody"),
}
_BY_COURT = frozenset(
    {"CUSTODY_SUMMARY", "PETITION_BAIL", "PETITION_CUSTODY", "INDICTED"}
)
"""Statuses with which a limit runs, whether or not its day is recorded."""

_DEVICE = {True: "yes", False: "no", None: ""}
_LIMITS = ((14, "14_or_less"), (30, "15_to_30"), (90, "31_to_90"))
_AGES = ((30, "under_31"), (90, "31_to_90"), (180, "91_to_180"))


class Rankable(Protocol):
    """What ranking needs to know of a request, in whatever form it was read.

    The attributes are those of ``Request``.
    """

    @property
    def uid(self) -> str:
        """Permanent identity."""

    @property
    def reference(self) -> str:
        """The unit's own number."""

    @property
    def priority(self) -> Priority | None:
        """Order of service as decided."""

    @property
    def score(self) -> float | None:
        """Points when it was ranked."""

    @property
    def override_reason(self) -> str | None:
        """Code of why that is not the one of the points."""

    @property
    def override_until(self) -> date | None:
        """Last day of that override."""

    @property
    def factors(self) -> Mapping[str, str]:
        """Value of each factor that was judged, by its code."""

    @property
    def custody(self) -> str | None:
        """Code of the custody or court status."""

    @property
    def received_on(self) -> date | None:
        """Day on which the last exhibit needed was booked in."""

    @property
    def risk_band(self) -> str | None:
        """Suspect risk band as supplied."""

    @property
    def victim_device(self) -> bool | None:
        """Whether a device of a victim or witness is held."""

    @property
    def urgency(self) -> str | None:
        """Why the requester calls it urgent."""

    def priority_on(self, day: date) -> Priority | None:
        """Return the priority in force on ``day``."""


class Source(StrEnum):
    """Where the value of a factor comes from."""

    AUTOMATIC = "automatic"
    JUDGED = "judged"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """What one factor adds to a score.

    Attributes:
        factor: Code of the factor.
        value: Its value; empty while it is not known.
        points: Points that the policy gives to it.
        source: Whether the value follows from the facts, was judged or is unknown.
    """

    factor: str
    value: str
    points: float
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The points of a request under a policy, as the sum of its lines.

    Attributes:
        policy: The policy.
        lines: One line for each factor of the policy, in its order.
        total: Sum of the points of the lines.
        priority: Priority that the total leads to.
        known: Factors whose value is known.
        of: Factors of the policy.
    """

    policy: Policy
    lines: tuple[ScoreLine, ...]
    total: float
    priority: Priority
    known: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A priority that somebody set against the points.

    Attributes:
        priority: The priority set.
        reason: Why, as people read it.
        until: Last day on which it holds.
    """

    priority: Priority
    reason: str
    until: date


def factor_values(
    request: Rankable, *, as_at: date, days_to_limit: int | None = None
) -> dict[str, str]:
    """Return the value of each factor that is known at the end of ``as_at``.

    What was judged is taken as it is; what follows from the facts is read from them
    and goes before a judgement. The suspect's risk band is the one supplied.

    Args:
        request: The request.
        as_at: The day, for its age.
        days_to_limit: Days left to the governing limit; None where none is recorded.
    """
    found = {
        "F_SUSPECT": request.risk_band.lower() if request.risk_band else "",
        "F_CUSTODY": _CUSTODY.get(request.custody or "", ""),
        "F_LIMIT": _limit_value(request.custody, days_to_limit),
        "F_VICTIM_DEV": _DEVICE[request.victim_device],
        "F_AGE": _age_value(request.received_on, as_at),
        "F_DECLARED": _urgency_value(request.urgency),
    }
    known = {code: value for code, value in found.items() if value}
    return {**request.factors, **known}


def points_of(policy: Policy, values: Values) -> float:
    """Return the sum of the points of the values; what is unknown carries none."""
    total = 0.0
    for code, points in policy.factors.items():
        total += points.get(values.get(code, ""), 0.0)
    return total


def score_of(policy: Policy, values: Values) -> Score:
    """Return the score of the values as a sum of visible lines."""
    lines = tuple(_line(code, policy, values) for code in policy.factors)
    total = points_of(policy, values)
    return Score(
        policy=policy,
        lines=lines,
        total=total,
        priority=policy.priority_of(total),
        known=sum(line.source is not Source.UNKNOWN for line in lines),
        of=len(lines),
    )


def _line(code: str, policy: Policy, values: Values) -> ScoreLine:
    value = values.get(code, "")
    if value not in policy.factors[code]:
        return ScoreLine(factor=code, value="", points=0.0, source=Source.UNKNOWN)
    source = Source.AUTOMATIC if code in AUTOMATIC else Source.JUDGED
    points = policy.factors[code][value]
    return ScoreLine(factor=code, value=value, points=points, source=source)


def _limit_value(custody: str | None, days: int | None) -> str:
    if days is None:  # a court has a limit, whether or not anybody typed it
        return "none" if custody and custody not in _BY_COURT else ""
    return _band(days, _LIMITS, "over_90")


def _age_value(received_on: date | None, as_at: date) -> str:
    if received_on is None:
        return ""
    return _band((as_at - received_on).days, _AGES, "over_180")


def _urgency_value(urgency: str | None) -> str:
    if urgency is None:
        return "no"
    return "with_reason" if urgency.strip() else "without_reason"


def _band(days: int, bands: tuple[tuple[int, str], ...], above: str) -> str:
    return next((value for most, value in bands if days <= most), above)
