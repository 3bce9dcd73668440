"""Rank requests, set a priority against the points, and adopt another policy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from app.casework.request import Priority, Request
from app.casework.working_time import day_words, local_day, midday
from app.conduct.days_left import days_left
from app.conduct.moment import refuse_future
from app.errors import InvalidRequest
from app.rules.effect import is_overridden, standing_under
from app.rules.policy import Policy, check_adoption, check_values
from app.rules.target import Targets, moves_target, target_facts
from app.store import Store
from app.store.event import Operation, write
from app.store.policy import add_policy, next_number, read_policy
from app.store.ranking import RANKED, last_effects, open_requests
from app.store.record import refuse_changed
from app.store.request import amend_request, moment_of, read_request, stored
from app.store.setting import read_settings
from app.store.vocabulary import vocabulary

FOLLOWS_PRIORITY, FOLLOWS_POLICY = "T_PRIORITY", "T_POLICY"
"""Reasons for which a target changes here, of the list ``retarget_reason``."""

INSTRUCTED = "O_COMMAND"
"""Reason of an override that has to be explained in words."""

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reranked:
    """What became of ranking requests anew.

    Attributes:
        ranked: References of those that were ranked under the policy in force.
        changed: References of those among them whose priority changed.
        not_scored: References of those that keep the priority given by their source,
            because nobody has judged any of their factors.
        overridden: References of those ranked that keep a priority set against the
            points.
        operation: Uid of the operation; empty when nothing was written.
    """

    ranked: tuple[str, ...]
    changed: tuple[str, ...]
    not_scored: tuple[str, ...]
    overridden: tuple[str, ...]
    operation: str


def rank(
    store: Store,
    uid: str,
    judged: Mapping[str, str],
    *,
    who: str,
    at: datetime,
    on: date,
    days_to_limit: int | None = None,
    why: str = "",
    version: int | None = None,
) -> str:
    """Give a request its priority by points; return the uid of the operation.

    An event of its own, apart from acceptance. A priority set against the points
    stays while it holds. The first target is set once and for ever.

    Args:
        store: Where to write.
        uid: The request.
        judged: Value of each factor that was judged, by its code.
        who: Who ranks it.
        at: Moment of recording.
        on: Day from which the priority holds.
        days_to_limit: Days from ``on`` to the governing limit; None to take those of
            its proceedings and of the prosecutor's day.
        why: What else to record about why.
        version: The version that the user saw; None not to ask.

    Raises:
        PolicyError: A factor or a value is none of the policy's.
        InvalidRequest: The request has ended, or no factor was judged.
        ChangedMeanwhile: The request was changed from another place.
    """
    refuse_future("A ranking", on, at)
    policy, targets = read_policy(store), read_settings(store).targets
    check_values(policy, judged)
    if not judged:
        raise InvalidRequest(
            "No factor was judged.", remedy="Judge at least one, then rank it."
        )
    with write(store, who=who, why=why, kind="rank request", at=at) as operation:
        request = _to_rank(store, uid, version)
        request = replace(request, factors=dict(judged))
        if days_to_limit is None:
            days_to_limit = days_left(store, [request], on).get(uid)
        facts = _ranked(request, policy, targets, on, days_to_limit)
        reason = FOLLOWS_PRIORITY if moves_target(request, facts) else None
        _amend(operation, uid, facts, on=on, reason=reason)
    return operation.uid


def override(
    store: Store,
    uid: str,
    priority: Priority,
    *,
    reason: str,
    until: date | None,
    words: str = "",
    who: str,
    at: datetime,
    on: date,
    version: int | None = None,
) -> str:
    """Set a priority against the points until a day; return the operation's uid.

    Args:
        store: Where to write.
        uid: The request.
        priority: The priority to set.
        reason: Code of ``override_reason``.
        until: Last day on which it holds.
        words: Who wants it and why; needed where somebody instructed it.
        who: Who records it.
        at: Moment of recording.
        on: Day from which it holds.
        version: The version that the user saw; None not to ask.

    Raises:
        InvalidRequest: There is no reason or no last day, the last day lies before
            ``on``, the priority is the one of the points, or the request has ended.
        ChangedMeanwhile: The request was changed from another place.
    """
    refuse_future("An override", on, at)
    targets = read_settings(store).targets
    with write(store, who=who, why=words, kind="override priority", at=at) as operation:
        request = _to_rank(store, uid, version)
        _check_override(store, request, priority, reason, words)
        last = _last_day(until, on)
        facts: Facts = {
            "priority": priority,
            "override_reason": reason,
            "override_until": last,
        }
        if request.scored_priority is None:  # what holds again when it is over
            facts["scored_priority"] = request.priority
        _amend(operation, uid, facts, on=on, reason=reason)
        _retarget(operation, request, priority, targets, on)
    return operation.uid


def end_override(
    store: Store,
    uid: str,
    *,
    who: str,
    at: datetime,
    on: date,
    words: str = "",
    version: int | None = None,
) -> str:
    """Let the priority of the points hold again; return the operation's uid.

    Raises:
        InvalidRequest: No priority was set against the points.
        ChangedMeanwhile: The request was changed from another place.
    """
    refuse_future("The end of an override", on, at)
    targets = read_settings(store).targets
    with write(store, who=who, why=words, kind="end override", at=at) as operation:
        request = _to_rank(store, uid, version)
        if request.override_reason is None:
            raise InvalidRequest(
                f"{request.reference} has no priority set against its points."
            )
        priority = request.scored_priority
        ended = {"override_reason": None, "override_until": None}
        facts: Facts = {"priority": priority, **ended}
        _amend(operation, uid, facts, on=on, reason=None)
        if priority is not None:
            _retarget(operation, request, priority, targets, on)
    return operation.uid


def adopt(store: Store, policy: Policy, *, who: str, at: datetime, on: date) -> Policy:
    """Adopt a policy from ``on`` on and return it with its number and day.

    Nothing is ranked anew: requests keep the policy that they were ranked under.

    Args:
        store: Where to write.
        policy: The policy; its number is that of the policy it was made from.
        who: Who adopts it.
        at: Moment of recording.
        on: First day on which it holds; not before that of the policy in force.

    Raises:
        PolicyError: It does not fit the factors, says the same as the one in force,
            or was made from one that is not in force any more.
    """
    refuse_future("The adoption of a policy", on, at)
    present = read_policy(store)
    check_adoption(policy, present, on)
    adopted = replace(policy, number=next_number(store), adopted_on=on)
    with write(
        store, who=who, why=policy.note, kind="adopt policy", at=at
    ) as operation:
        add_policy(operation, adopted, effective_at=midday(on))
    return adopted


def re_rank(
    store: Store,
    uids: Sequence[str] | None = None,
    *,
    who: str,
    at: datetime,
    on: date,
    days_to_limit: Mapping[str, int] | None = None,
    why: str = "",
) -> Reranked:
    """Rank requests anew under the policy in force: one operation, one event each.

    Args:
        store: Where to write.
        uids: The requests; None for every open one. Those that have ended stay.
        who: Who records it.
        at: Moment of recording.
        on: Day from which the new priorities hold.
        days_to_limit: Days from ``on`` to the governing limit, by uid, of those that
            have one; None to take those of the proceedings.
        why: Why, in words.
    """
    refuse_future("A ranking", on, at)
    policy, targets = read_policy(store), read_settings(store).targets
    requests = open_requests(store, uids)
    if days_to_limit is None:
        days_to_limit = days_left(store, requests, on)
    planned = [
        (one, _ranked(one, policy, targets, on, days_to_limit.get(one.uid)))
        for one in requests
        if one.factors
    ]
    written = ""
    if planned:
        with write(store, who=who, why=why, kind="re-rank", at=at) as operation:
            _write_all(operation, planned, on)
        written = operation.uid
    return Reranked(
        ranked=tuple(one.reference for one, _ in planned),
        changed=tuple(
            one.reference
            for one, facts in planned
            if facts["priority"] is not one.priority_on(on)
        ),
        not_scored=tuple(one.reference for one in requests if not one.factors),
        overridden=tuple(one.reference for one, _ in planned if is_overridden(one, on)),
        operation=written,
    )


def _to_rank(store: Store, uid: str, version: int | None) -> Request:
    request = read_request(store, uid)
    refuse_changed(request.version, version)
    if request.status not in RANKED:
        raise InvalidRequest(
            f"{request.reference} is not waiting for a result: it has no place in the"
            " order of service.",
            remedy="Reopen it first if it is to be worked on again.",
        )
    return request


def _ranked(
    request: Request, policy: Policy, targets: Targets, on: date, days: int | None
) -> Facts:
    """Return what ranking a request under a policy makes of it."""
    standing = standing_under(request, policy, as_at=on, days_to_limit=days)
    facts: Facts = {
        "factors": request.factors,
        "policy": policy.number,
        "score": standing.points,
        "scored_priority": standing.scored,
        "priority": standing.priority,
    }
    if request.override_reason is not None and not is_overridden(request, on):
        facts |= {"override_reason": None, "override_until": None}
    if standing.priority is not None:
        facts |= target_facts(request, standing.priority, targets)
    return facts


def _retarget(
    operation: Operation,
    request: Request,
    priority: Priority,
    targets: Targets,
    on: date,
) -> None:
    """Let the target follow the priority, as an event with its own reason."""
    if facts := target_facts(request, priority, targets):
        reason = FOLLOWS_PRIORITY if moves_target(request, facts) else None
        _amend(operation, request.uid, facts, on=on, reason=reason)


def _amend(
    operation: Operation,
    uid: str,
    facts: Mapping[str, Any],
    *,
    on: date,
    reason: str | None,
) -> None:
    moment = moment_of(operation, uid, on)
    amend_request(operation, uid, facts, effective_at=moment, reason=reason)


def _write_all(
    operation: Operation, planned: Sequence[tuple[Request, Facts]], on: date
) -> None:
    """Write what ranking makes of many requests.

    Where nothing took effect later, which is the rule, there is no past to mind, and
    the record is changed at once; a few thousand requests take a second that way.
    """
    last = last_effects(operation.store, [request.uid for request, _ in planned])
    for request, facts in planned:
        reason = FOLLOWS_POLICY if moves_target(request, facts) else None
        latest = last[request.uid]
        if local_day(latest) > on:
            _amend(operation, request.uid, facts, on=on, reason=reason)
            continue
        operation.change(
            "request",
            request.uid,
            stored(facts),
            effective_at=max(midday(on), latest),
            reason=reason,
            version=request.version,
        )


def _check_override(
    store: Store, request: Request, priority: Priority, reason: str, words: str
) -> None:
    if not reason:
        raise InvalidRequest(
            "An override needs a reason.", remedy="Choose one from the list."
        )
    vocabulary(store, "override_reason").term(reason)  # refuses what is not in it
    if reason == INSTRUCTED and not words.strip():
        raise InvalidRequest(
            "It is not said who instructed it.", remedy="Say who and why, in words."
        )
    if request.score is not None and request.scored_priority is priority:
        raise InvalidRequest(
            f"{priority} is the priority that the points of {request.reference}"
            " lead to.",
            remedy="Choose another, or end the override.",
        )


def _last_day(until: date | None, on: date) -> date:
    if until is None:
        raise InvalidRequest(
            "An override needs a last day.", remedy="Say until when it shall hold."
        )
    if until < on:
        raise InvalidRequest(
            f"The override would have ended on {day_words(until)}, before it begins.",
            remedy="Give today or a later day.",
        )
    return until
