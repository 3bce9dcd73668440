"""A move of a request from one status to the next, and all that it needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.casework.exhibit import DONE_STATES
from app.casework.history import Entry, holding
from app.casework.register import CaseFile
from app.casework.request import STATUSES, Status, check_move, wording
from app.casework.working_time import day_words, local_day
from app.errors import IllegalMove, InvalidRequest
from app.workforce.absence import PART_KINDS
from app.workforce.examiner import Person
from app.workforce.team import Team

_S = Status
ENDED = frozenset({_S.CLOSED, _S.REJECTED, _S.WITHDRAWN})
"""Statuses in which nothing more is to be done unless the request is reopened."""


class Need(StrEnum):
    """What a move must say besides its day."""

    REASON = "reason"
    EXAMINER = "examiner"
    REVIEWER = "reviewer"
    CHANNEL = "channel"
    PROVIDER = "provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What is to happen to a request, as the user says it.

    Attributes:
        status: The status that it shall enter.
        on: The day on which it did.
        reason: Code of why, of the list that ``reason_list`` names.
        examiner: Uid of the examiner who gets it.
        reviewer: Uid of the person who reviewed it.
        channel: Code of how the result was given.
        provider: The outside provider who gets it.
        words: What else to record about why.
    """

    status: Status
    on: date
    reason: str | None = None
    examiner: str | None = None
    reviewer: str | None = None
    channel: str | None = None
    provider: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What moves are checked against.

    Attributes:
        team: The people, their skills and their absences.
        skills: Code of the skill that each examination type asks for.
        skill_names: What each skill is called; codes are shown for those missing.
        today: The day on which the moves are recorded; none lies after it.
        providers: Names of the providers that work can be sent to; others can be
            given, too.
    """

    team: Team
    skills: Mapping[str, str]
    skill_names: Mapping[str, str]
    today: date
    providers: tuple[str, ...] = ()


_BY_TARGET: Mapping[Status, Need] = {
    _S.ALLOCATED: Need.EXAMINER,
    _S.EXTERNAL: Need.PROVIDER,
    _S.READY: Need.REVIEWER,
    _S.ISSUED: Need.CHANNEL,
}
_LIST_BY_TARGET: Mapping[Status, str] = {
    _S.RETURNED: "return_reason",
    _S.REJECTED: "rejection_reason",
    _S.ON_HOLD: "hold_reason",
    _S.WITHDRAWN: "closure_reason",
    _S.CLOSED: "closure_reason",
}
_LIST_BY_MOVE: Mapping[tuple[Status, Status], str] = {
    (_S.ALLOCATED, _S.ACCEPTED): "give_back_reason",
    (_S.IN_PROGRESS, _S.ACCEPTED): "give_back_reason",
    (_S.ACCEPTED, _S.ASSESSING): "give_back_reason",
    (_S.REVIEW, _S.IN_PROGRESS): "review_reason",
    (_S.READY, _S.REVIEW): "review_reason",
    (_S.ISSUED, _S.IN_PROGRESS): "addendum_reason",
}
GATE = frozenset({_S.ACCEPTED, _S.RETURNED, _S.REJECTED})
"""Statuses that the gate decides about when a request is in assessment."""


def reason_list(before: Status, after: Status) -> str:
    """Return the code list that the reason of a move comes from; empty for none."""
    if (before, after) in _LIST_BY_MOVE:
        return _LIST_BY_MOVE[before, after]
    if before in ENDED:
        return "reopening_reason"
    if before is _S.ON_HOLD and after is not _S.WITHDRAWN:
        return "hold_end_reason"
    return _LIST_BY_TARGET.get(after, "")


def needs(before: Status, after: Status) -> frozenset[Need]:
    """Return what a move must say besides its day (domain reference, section 5.2)."""
    found = {Need.REASON} if reason_list(before, after) else set()
    if after in _BY_TARGET and before is not _S.ON_HOLD:
        found.add(_BY_TARGET[after])
    if (before, after) == (_S.ON_HOLD, _S.EXTERNAL):
        found.add(Need.PROVIDER)
    if (before, after) == (_S.REVIEW, _S.IN_PROGRESS):
        found.add(Need.REVIEWER)
    return frozenset(found)


def legal_moves(case: CaseFile) -> tuple[Status, ...]:
    """Return the statuses that may follow, in the order of work."""
    status, origin = case.request.status, held_from(case.entries)
    return tuple(one for one in STATUSES if _is_legal(status, one, origin))


def check(case: CaseFile, move: Move, desk: Desk) -> None:
    """Refuse a move that may not be made, saying why and what to do.

    Raises:
        IllegalMove: The status may not follow, or somebody may not do it.
        InvalidRequest: Something that the move needs is missing or cannot be.
    """
    before = case.request.status
    check_move(before, move.status, held_from=held_from(case.entries))
    if before is _S.ASSESSING and move.status in GATE:
        raise IllegalMove(
            f"{case.request.reference} is decided about at the gate.",
            remedy="Open Intake and decide there: scope and reason are recorded.",
        )
    _check_day(case, move, desk.today)
    _check_needs(before, move)
    if move.status is _S.SUBMITTED:
        _check_submission(case)
    if move.status is _S.REVIEW and before is _S.IN_PROGRESS:
        _check_outcome(case)
    if Need.EXAMINER in needs(before, move.status) and move.examiner:
        wanted = skills_needed(case, desk.skills)
        check_examiner(desk, move.examiner, wanted, move.on)
    if Need.REVIEWER in needs(before, move.status) and move.reviewer:
        _check_reviewer(case, desk, move.reviewer, move.on)


def held_from(entries: Sequence[Entry]) -> Status | None:
    """Return the status from which a request went on hold; None if it is not held."""
    moves = [entry for entry in holding(entries) if entry.status]
    if len(moves) < 2 or moves[-1].status != _S.ON_HOLD:
        return None
    return Status(str(moves[-2].status))


def last_move_on(entries: Sequence[Entry]) -> date | None:
    """Return the day of the last move; None if there was none."""
    moves = [entry for entry in holding(entries) if entry.status]
    return local_day(moves[-1].effective_at) if moves else None


def skills_needed(case: CaseFile, skills: Mapping[str, str]) -> frozenset[str]:
    """Return the skills that the open examinations ask for, else the main type."""
    types: Iterable[str] = {
        one.type for one in case.examinations if one.done_on is None and one.exhibit
    }
    if not types and case.request.examination_type:
        types = {case.request.examination_type}
    return frozenset(skills[one] for one in types if one in skills)


def check_examiner(desk: Desk, uid: str, wanted: Iterable[str], day: date) -> None:
    """Refuse somebody who has left, is away, or lacks a current skill on ``day``.

    Raises:
        IllegalMove: The sentence names the person and what stands against it.
    """
    person = _person(desk.team, uid)
    if not person.is_in_post(day):
        raise IllegalMove(
            f"{person.shown} is not in post on {day_words(day)}.",
            remedy="Choose somebody who is.",
        )
    for absence in desk.team.absences:
        is_there = absence.kind in PART_KINDS or absence.hours_per_day is not None
        if absence.person == uid and absence.first_on <= day <= absence.last_on:
            if is_there:
                continue
            raise IllegalMove(
                f"{person.shown} is away until {day_words(absence.last_on)}.",
                remedy="Choose somebody who is here, or a later day.",
            )
    held = [one for one in desk.team.skills if one.person == uid]
    lacking = {
        skill
        for skill in wanted
        if not any(one.skill == skill and one.is_current(day) for one in held)
    }
    if lacking:
        names = ", ".join(sorted(desk.skill_names.get(one, one) for one in lacking))
        raise IllegalMove(
            f"{person.shown} does not hold a current skill in: {names}.",
            remedy="Choose somebody who does, or record the skill under People.",
        )


def _is_legal(before: Status, after: Status, origin: Status | None) -> bool:
    try:
        check_move(before, after, held_from=origin)
    except IllegalMove:
        return False
    return True


def _check_day(case: CaseFile, move: Move, today: date) -> None:
    reference, words = case.request.reference, wording(move.status)
    if move.on > today:
        raise InvalidRequest(
            f"{reference} cannot have become {words} on {day_words(move.on)},"
            " a day to come.",
            remedy="Give today or an earlier day.",
        )
    last = last_move_on(case.entries)
    if last is not None and move.on < last:
        before = wording(case.request.status)
        raise InvalidRequest(
            f"{reference} cannot become {words} before it became {before}"
            f" on {day_words(last)}.",
            remedy="Give that day or a later one.",
        )


def _check_needs(before: Status, move: Move) -> None:
    for need in Need:
        if need in needs(before, move.status) and not getattr(move, need.value):
            article = "An" if need is Need.EXAMINER else "A"
            raise InvalidRequest(
                f"{article} {need.value} is needed for a request to become"
                f" {wording(move.status)}.",
                remedy=f"Give the {need.value}.",
            )


def _check_submission(case: CaseFile) -> None:
    request = case.request
    wanted = {
        "division or requester": request.division or request.requester,
        "offence category": request.offence,
        "question to be answered": (request.summary or "").strip(),
    }
    if lacking := [name for name, value in wanted.items() if not value]:
        raise InvalidRequest(
            f"{request.reference} lacks its {', its '.join(lacking)}.",
            remedy="Fill that in before it is submitted.",
        )


def _check_outcome(case: CaseFile) -> None:
    reference = case.request.reference
    if case.request.effort_spent <= 0:
        raise InvalidRequest(
            f"No hours are logged on {reference}.",
            remedy="Log the hours worked before it goes to review.",
        )
    left = [
        exhibit.reference
        for exhibit in case.exhibits
        if exhibit.is_agreed is not False and exhibit.state not in DONE_STATES
    ]
    if left:
        named = ", ".join(left[:5]) + (" and others" if len(left) > 5 else "")
        raise InvalidRequest(
            f"{reference} has exhibits without an outcome: {named}.",
            remedy="Record each as examined or as not to be examined.",
        )


def _check_reviewer(case: CaseFile, desk: Desk, uid: str, day: date) -> None:
    person = _person(desk.team, uid)
    if uid in _examiners(case):
        raise IllegalMove(
            f"{person.shown} examined {case.request.reference} and cannot review it.",
            remedy="Choose somebody who had no part in the examination.",
        )
    if not person.is_in_post(day):
        raise IllegalMove(
            f"{person.shown} is not in post on {day_words(day)}.",
            remedy="Choose somebody who is.",
        )


def _examiners(case: CaseFile) -> set[str | None]:
    """Return everyone who has, or had, a part in the examination."""
    found = {case.request.examiner, *(one.examiner for one in case.examinations)}
    found |= {one.person for one in case.hours if one.examination}
    now: str | None = None
    for entry in holding(case.entries):
        now = entry.facts.get("examiner", now)
        if entry.status == _S.IN_PROGRESS:
            found.add(now)
    return found - {None}


def _person(team: Team, uid: str) -> Person:
    for person in team.people:
        if person.uid == uid:
            return person
    raise InvalidRequest("There is no such person any more.", detail=uid)
