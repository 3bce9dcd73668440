"""Priority policies: how many points a fact carries, and what points lead to."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from types import MappingProxyType
from typing import Any

from app.casework.plain_text import plain_number
from app.casework.request import Priority
from app.casework.vocabulary import Vocabulary
from app.casework.working_time import day_words
from app.errors import PolicyError

FACTORS = "priority_factor"
"""Name of the code list of factors."""

NO_POINTS = frozenset(
    {("F_MEDIA", "no"), ("F_MEDIA", "yes"), ("F_DECLARED", "without_reason")}
)
"""Factors and values that are recorded so that they are seen, and carry no points."""

DEFAULT_THRESHOLDS = (40.0, 24.0, 10.0)
"""Points from which a request is P1, P2 and P3 in the policy that is shipped."""

SCORED = (Priority.IMMEDIATE, Priority.URGENT, Priority.STANDARD)
"""Priorities that a threshold leads to; what stays below all of them is P4."""

Values = Mapping[str, str]
"""Value of each factor that is known, by the code of the factor."""


_LAST_NUMBER = re.compile(r"(\d+)(?!.*\d)")
_NO_LABELS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How many points each value of each factor carries, and what they lead to.

    Attributes:
        number: Its number; 1 is the one a store begins with.
        adopted_on: First day on which it holds.
        factors: Points of each value, by value and by the code of the factor; the
            values in their order.
        thresholds: Points from which a request is P1, P2 and P3.
        ageing: Times its target that a standard or routine request may wait before it
            is served as if it were one class higher; 0 for never.
        dates_first: Whether within a priority the nearest legal date goes before the
            number of points.
        note: Why it was adopted, in words.
        labels: What each factor is called; not part of what was adopted.
    """

    number: int = 1
    adopted_on: date
    factors: Mapping[str, Mapping[str, float]]
    thresholds: tuple[float, float, float] = DEFAULT_THRESHOLDS
    ageing: float = 2.0
    dates_first: bool = True
    note: str = ""
    labels: Mapping[str, str] = field(default_factory=lambda: _NO_LABELS, compare=False)

    def __post_init__(self) -> None:
        for code, values in self.factors.items():
            _check_factor(code, values)
        for priority, points in zip(SCORED, self.thresholds, strict=True):
            _check_number(points, f"the threshold of {priority}", priority)
        _check_number(self.ageing, "the limit of waiting", "ageing")
        for higher, lower in ((0, 1), (1, 2)):
            if self.thresholds[higher] <= self.thresholds[lower]:
                raise PolicyError(
                    f"The threshold of {SCORED[higher]} is not above the one of"
                    f" {SCORED[lower]}.",
                    place=SCORED[higher],
                    remedy="Give P1 more points than P2 and P2 more than P3.",
                )

    def priority_of(self, points: float) -> Priority:
        """Return the priority that a number of points leads to."""
        for priority, least in zip(SCORED, self.thresholds, strict=True):
            if points >= least:
                return priority
        return Priority.ROUTINE

    def label(self, code: str) -> str:
        """Return what a factor is called; its code where that is not known."""
        return self.labels.get(code, code)

    def most(self) -> float:
        """Return the most points that one value of any factor carries."""
        every = [max(values.values()) for values in self.factors.values()]
        return max(every, default=0.0)


def default_policy(factors: Vocabulary, adopted_on: date, *, number: int = 1) -> Policy:
    """Return the policy that the list of factors comes with.

    Raises:
        PolicyError: A factor of the list has not as many points as values.
    """
    points = {}
    for term in factors.terms:
        values, numbers = term.value("values").split(), term.value("points").split()
        if len(values) != len(numbers):
            raise PolicyError(
                f"The factor {term.label} has {len(values)} values and"
                f" {len(numbers)} numbers of points.",
                place=term.code,
                remedy="Give each value its points in the list of priority factors.",
            )
        points[term.code] = {
            value: _number(number, term.code, value)
            for value, number in zip(values, numbers, strict=True)
        }
    policy = Policy(number=number, adopted_on=adopted_on, factors=points)
    return with_labels(policy, factors)


def with_labels(policy: Policy, factors: Vocabulary) -> Policy:
    """Return the policy with what the list calls its factors."""
    return replace(policy, labels={term.code: term.label for term in factors.terms})


def policy_text(policy: Policy) -> str:
    """Return the content of a policy as JSON; number and day are columns beside it."""
    content = {
        "factors": {code: dict(values) for code, values in policy.factors.items()},
        "thresholds": dict(zip(SCORED, policy.thresholds, strict=True)),
        "ageing": policy.ageing,
        "dates_first": policy.dates_first,
        "note": policy.note,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def parse_policy(text: str, *, number: int, adopted_on: date) -> Policy:
    """Return the policy whose content is ``text``.

    Raises:
        PolicyError: The text is no policy, or the policy contradicts itself.
    """
    try:
        content = json.loads(text)
        factors: dict[str, Any] = dict(content["factors"])
        thresholds = content["thresholds"]
    except (ValueError, KeyError, TypeError) as error:
        raise PolicyError(
            f"Policy {number} cannot be read.", remedy="Adopt a policy again."
        ) from error
    first, second, third = (
        _number(thresholds.get(name), name, "threshold") for name in SCORED
    )
    return Policy(
        number=number,
        adopted_on=adopted_on,
        factors={
            code: {
                value: _number(points, code, value) for value, points in values.items()
            }
            for code, values in factors.items()
        },
        thresholds=(first, second, third),
        ageing=_number(content.get("ageing", 2.0), "ageing", "limit of waiting"),
        dates_first=bool(content.get("dates_first", True)),
        note=str(content.get("note", "")),
    )


def check_policy(policy: Policy, factors: Vocabulary) -> None:
    """Refuse a policy that does not fit the list of factors.

    Raises:
        PolicyError: It gives points to an unknown factor or value, or to one of the
            list none; the sentence names which.
    """
    for code in policy.factors:
        if code not in factors:
            raise PolicyError(
                f"There is no factor {code}.",
                place=code,
                remedy="Use the factors of the list of priority factors.",
            )
    for term in factors.terms:
        given = policy.factors.get(term.code, {})
        wanted = term.value("values").split()
        for value in (*wanted, *given):
            fault = "has no points" if value in wanted else "is none of its values"
            if value in given and value in wanted:
                fault = (
                    "never carries points" if (term.code, value) in NO_POINTS else ""
                )
                fault = fault if given[value] else ""
            if fault:
                raise PolicyError(
                    f"{term.label}: “{value_words(value)}” {fault}.",
                    place=f"{term.code}/{value}",
                    remedy="Give every value a number of points, 0 for none.",
                )


def check_values(policy: Policy, values: Values) -> None:
    """Refuse values that the policy does not know.

    Raises:
        PolicyError: The sentence names the factor and the value.
    """
    for code, value in values.items():
        if code not in policy.factors:
            raise PolicyError(
                f"Policy {policy.number} has no factor {code}.", place=code
            )
        if value not in policy.factors[code]:
            choices = ", ".join(map(value_words, policy.factors[code]))
            raise PolicyError(
                f"“{value_words(value)}” is no value of the factor {code}.",
                place=f"{code}/{value}",
                remedy=f"Choose one of: {choices}.",
            )


def check_adoption(policy: Policy, present: Policy, on: date) -> None:
    """Refuse a policy that may not take the place of the present one on a day.

    Raises:
        PolicyError: It was made from another one, would hold before the present one,
            or says the same.
    """
    if policy.number != present.number:
        raise PolicyError(
            f"Policy {present.number} was adopted since this one was begun.",
            remedy="Look at that one, then make your change again.",
        )
    if on < present.adopted_on:
        raise PolicyError(
            f"The policy in force holds from {day_words(present.adopted_on)}.",
            place="adopted_on",
            remedy="Give that day or a later one.",
        )
    same_note = replace(policy, adopted_on=present.adopted_on, note=present.note)
    if same_note == present:
        raise PolicyError(
            "Nothing in this policy differs from the one in force.",
            remedy="Change points or thresholds, or leave it.",
        )


def value_words(value: str) -> str:
    """Return a value of a factor as people read it: a number in it is one of days."""
    return _LAST_NUMBER.sub(r"\1 days", value.replace("_", " "))


def _check_factor(code: str, values: Mapping[str, float]) -> None:
    if not values:
        raise PolicyError(f"The factor {code} has no values.", place=code)
    for value, points in values.items():
        words = f"the factor {code}, “{value_words(value)}”"
        _check_number(points, words, f"{code}/{value}")


def _check_number(number: float, words: str, place: str) -> None:
    if isfinite(number) and 0 <= number < 1000:
        return
    fault = "negative" if number < 0 else "too many" if number > 0 else "missing"
    raise PolicyError(
        f"The points of {words} are {fault}.",
        place=place,
        remedy="Give a number from 0 to 999.",
    )


def _number(found: Any, place: str, value: str) -> float:
    """Return what was written as a number of points."""
    missing = found is None or isinstance(found, bool) or str(found).strip() == ""
    try:
        return float(plain_number(str(None if missing else found)))
    except ValueError as error:
        fault = "missing" if missing else f"no number (“{found}”)"
        raise PolicyError(
            f"The points of {place}, “{value_words(value)}”, are {fault}.",
            place=place
            if value in ("threshold", "limit of waiting")
            else f"{place}/{value}",
            remedy="Give a number from 0 to 999.",
        ) from error
