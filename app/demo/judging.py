"""What is known and decided at the gate: facts, scope, factors, points, priority.

The points follow from the factors as everywhere; the factors that somebody judges are
chosen so that the points lead to the priority with which the request was played. Where
they cannot, or where the story wants it, somebody set the priority against them.
"""

import random
from collections.abc import Sequence
from typing import Any

from app.casework.request import Priority, Request, Status
from app.demo.case import Amendment, Case
from app.demo.court import OPEN, chance_of, day_of, days_to_limit
from app.demo.intake import OPERATION_EXHIBITS, working_day
from app.demo.journal import iso
from app.demo.main_type import highest_level
from app.demo.profile import DAYS
from app.rules.clock import RuleSet
from app.rules.policy import Policy
from app.rules.priority import factor_values, points_of
from app.store.request import stored

_S = Status

GATEKEEPER = "Gatekeeper 1"
OPERATION = "Operation Larch (fictional)"
TRIES = 40
"""How often judged factors are drawn before the plain ones are taken."""

OVERRIDDEN = 0.03
"""Share of requests whose priority somebody sets against the points."""

_BASES = {
    "PETITION_CUSTODY": "L_ARREST",
    "PETITION_BAIL": "L_WARRANT",
    "INQUIRY": "L_DEATH",
    "NO_ACCUSED": "L_CONSENT",
}
_BANDS = {
    1: ("HIGH", "VERY_HIGH", "VERY_HIGH"),
    2: ("HIGH", "VERY_HIGH", "MEDIUM"),
    3: ("LOW", "MEDIUM", "MEDIUM"),
    4: ("LOW", "LOW", "LOW"),
}
"""Risk bands supplied with requests about online abuse, by priority."""

_MOST_SERIOUS = frozenset(
    {"HOMICIDE", "RAPE_SEX", "CSA_CONTACT", "LIVE_CSA", "MISSING"}
)
_LOWER = frozenset({"THREATS", "OTHER", None})
_PLAIN = {
    1: {"F_LIFE": "yes", "F_CHILD": "none", "F_SERIOUS": "serious"},
    2: {"F_LIFE": "no", "F_CHILD": "access", "F_SERIOUS": "serious"},
    3: {"F_LIFE": "no", "F_CHILD": "none", "F_SERIOUS": "serious"},
    4: {"F_LIFE": "no", "F_CHILD": "none", "F_SERIOUS": "lower"},
}
"""Judgements that are taken where none that was drawn leads to the priority."""

_RARE = {"F_VULNERABLE": 0.2, "F_REPEAT": 0.15, "F_TRUST": 0.03, "F_MEDIA": 0.02}
_REASONS = ("O_LIFE", "O_COURT", "O_OPERATION", "O_VICTIM", "O_COMMAND")


def judge(cases: Sequence[Case], policy: Policy, rules: RuleSet) -> None:
    """Add to each request what was known and decided at the gate."""
    for case in cases:
        chance = chance_of(case, "gate")
        case.at_gate = _as_it_came(case, chance)
        if case.accepted is not None and case.first(_S.ACCEPTED) is not None:
            case.decided = _decided(case)
            case.amendments += _ranked(case, policy, rules, chance)


def _as_it_came(case: Case, chance: random.Random) -> dict[str, Any]:
    roles = {device.owner for device in case.devices}
    is_great = len(case.devices) == OPERATION_EXHIBITS
    level = highest_level(case)
    asked_higher = level in ("1", "2") and chance.random() < 0.25
    return {
        "case_reference": f"CR-{case.number * 37 % 90000 + 10000}",
        "operation_name": OPERATION if is_great else None,
        "legal_basis": _BASES.get(case.custody or "", "L_POWER"),
        "risk_band": chance.choice(_BANDS[case.priority]) if case.is_abuse else None,
        "victim_device": int(bool(roles & {"VICTIM", "WITNESS"})) if roles else None,
        "urgency": "Interview arranged" if chance.random() < 0.05 else None,
        "level_requested": (str(int(level) + 1) if asked_higher else level) or None,
    }


def _decided(case: Case) -> dict[str, Any]:
    """Return what was decided about the scope, and by whom."""
    hours = sum(task.estimate for task in case.tasks)
    asked = hours * case.asked / len(case.devices)
    return {
        "decided_by": GATEKEEPER,
        "decided_on": iso(case.accepted or 0),
        "level_agreed": highest_level(case) or None,
        "effort_requested": round(4 * asked) / 4 if case.is_estimated else None,
    }


def _ranked(
    case: Case, policy: Policy, rules: RuleSet, chance: random.Random
) -> list[Amendment]:
    """Return the ranking, and where the priority is not that of the points, why."""
    day, wanted = case.accepted or 0, Priority(f"P{case.priority}")
    meant = wanted
    if case.priority in (2, 3) and chance.random() < OVERRIDDEN:
        meant = Priority(f"P{case.priority + 1}")
    known = factor_values(
        _rankable(case, day),
        as_at=day_of(day),
        days_to_limit=days_to_limit(case, rules, day),
    )
    factors = _judgement(case, policy, known, meant, chance)
    points = points_of(policy, {**factors, **known})
    scored = policy.priority_of(points)
    ranking = {
        "priority": scored,
        "factors": factors,
        "policy": policy.number,
        "score": points,
        "scored_priority": scored,
    }
    found = [Amendment(day, stored(ranking))]
    if scored is not wanted:
        found.append(_override(case, wanted, is_higher=wanted < scored))
    return found


def _rankable(case: Case, day: int) -> Request:
    """Return the request with what ranking reads of it."""
    is_here = case.received <= day
    at_gate = case.at_gate
    return Request(
        uid="-",
        reference="-",
        status=_S.ACCEPTED,
        custody=case.custody,
        received_on=day_of(case.received) if is_here else None,
        risk_band=at_gate["risk_band"],
        victim_device=None
        if at_gate["victim_device"] is None
        else bool(at_gate["victim_device"]),
        urgency=at_gate["urgency"],
    )


def _judgement(
    case: Case,
    policy: Policy,
    known: dict[str, str],
    wanted: Priority,
    chance: random.Random,
) -> dict[str, str]:
    """Return judged factors with which the points lead to a priority, if any do."""
    for _ in range(TRIES):
        factors = _draw(case, int(wanted[1]), chance)
        if policy.priority_of(points_of(policy, {**factors, **known})) is wanted:
            return factors
    plain = {"F_EVIDENCE": "background", **dict.fromkeys(_RARE, "no")}
    return {**plain, **_PLAIN[int(wanted[1])]}


def _draw(case: Case, priority: int, chance: random.Random) -> dict[str, str]:
    serious = "most_serious" if case.offence in _MOST_SERIOUS else "serious"
    if case.offence in _LOWER or (priority == 4 and chance.random() < 0.5):
        serious = "lower"
    child = "none"
    if case.is_abuse:
        child = chance.choice(("none", "possible", "access", "identified"))
    is_life = priority == 1 and (not case.is_abuse or chance.random() < 0.5)
    return {
        "F_LIFE": "yes" if is_life else "no",
        "F_CHILD": child,
        "F_SERIOUS": serious,
        "F_EVIDENCE": chance.choice(("background", "corroborative", "sole")),
        **{
            code: "yes" if chance.random() < share else "no"
            for code, share in _RARE.items()
        },
    }


def _override(case: Case, wanted: Priority, *, is_higher: bool) -> Amendment:
    """Return that somebody set the priority against the points, for some months."""
    day = working_day((case.accepted or 0) + 1)
    reason = _REASONS[case.number % len(_REASONS)] if is_higher else "O_LOWER"
    until = DAYS + 20 + case.number % 40 if case.status in OPEN else day + 180
    changes = {"priority": wanted, "override_reason": reason}
    return Amendment(day, {**stored(changes), "override_until": iso(until)}, reason)
