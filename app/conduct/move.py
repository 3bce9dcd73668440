"""Move requests from status to status, one or many."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.casework.register import CaseFile
from app.casework.working_time import LOCAL
from app.errors import AppError, InvalidRequest
from app.rules.move import Desk, Move, Need, check, needs
from app.store import Store
from app.store.case import case_of
from app.store.equipment import read_providers
from app.store.event import Operation, write
from app.store.record import refuse_changed
from app.store.request import moment_of, move_request
from app.store.team import read_team
from app.store.vocabulary import vocabulary
from app.workforce.team import Team

_ABOUT_PEOPLE = frozenset({Need.EXAMINER, Need.REVIEWER})

Act = Callable[[Operation, CaseFile], None]
"""What is done to one request inside the open operation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A request for which something was refused.

    Attributes:
        uid: The request.
        reference: Its number.
        message: Why, a sentence.
        remedy: What to do about it; empty if nothing.
    """

    uid: str
    reference: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of something done to many requests.

    Attributes:
        done: References of those that it was done to.
        refused: The others.
        operation: Uid of the operation, to undo it; empty when nothing was done.
    """

    done: tuple[str, ...]
    refused: tuple[Refused, ...]
    operation: str


def read_desk(store: Store, at: datetime) -> Desk:
    """Return what moves recorded at ``at`` are checked against."""
    types = vocabulary(store, "examination_type").terms
    names = vocabulary(store, "skill").terms
    today = at.astimezone(LOCAL).date()
    return Desk(
        team=read_team(store),
        skills={one.code: skill for one in types if (skill := one.value("skill"))},
        skill_names={one.code: one.label for one in names},
        today=today,
        providers=tuple(
            one.name for one in read_providers(store) if one.is_in_use(today)
        ),
    )


def _desk_for(store: Store, at: datetime, case: CaseFile, move: Move) -> Desk:
    """Return what one move is checked against; the team only if it is about people."""
    if _ABOUT_PEOPLE & needs(case.request.status, move.status):
        return read_desk(store, at)
    today = at.astimezone(LOCAL).date()
    return Desk(team=Team(people=()), skills={}, skill_names={}, today=today)


def refusal(case: CaseFile, move: Move, desk: Desk) -> AppError | None:
    """Return why a move may not be made; None if it may."""
    try:
        check(case, move, desk)
    except AppError as error:
        return error
    return None


def make_move(
    store: Store,
    uid: str,
    move: Move,
    *,
    who: str,
    at: datetime,
    version: int | None = None,
) -> str:
    """Move one request and return the uid of the operation.

    Args:
        store: Where to write.
        uid: The request.
        move: What is to happen.
        who: Who records it.
        at: Moment of recording.
        version: The version that the user saw; None not to ask.

    Raises:
        IllegalMove: The move may not be made.
        InvalidRequest: Something that it needs is missing or cannot be.
        ChangedMeanwhile: The request was changed from another place.
    """
    with write(store, who=who, why=move.words, kind="move request", at=at) as operation:
        case = case_of(store, uid)
        refuse_changed(case.request.version, version)
        check(case, move, _desk_for(store, at, case, move))
        _move(operation, case, move)
    return operation.uid


def make_moves(
    store: Store,
    uids: Sequence[str],
    move: Move,
    *,
    who: str,
    at: datetime,
    only_possible: bool = False,
) -> Outcome:
    """Move many requests in one operation, each with its own event.

    Args:
        store: Where to write.
        uids: The requests.
        move: What is to happen to each.
        who: Who records it.
        at: Moment of recording.
        only_possible: Whether those that can be moved shall be when others cannot;
            otherwise nothing is written as soon as one is refused.
    """
    desk = read_desk(store, at)

    def act(operation: Operation, case: CaseFile) -> None:
        check(case, move, desk)
        _move(operation, case, move)

    about = {"who": who, "why": move.words, "kind": "move request", "at": at}
    return do_to_many(store, uids, act, only_possible=only_possible, about=about)


def do_to_many(
    store: Store,
    uids: Sequence[str],
    act: Act,
    *,
    only_possible: bool,
    about: dict[str, Any],
) -> Outcome:
    """Do something to many requests in one operation; name those that refuse.

    Args:
        store: Where to write.
        uids: The requests.
        act: What is done to one; it raises before it writes anything.
        only_possible: Whether to go on without those that refuse.
        about: who, why, kind and at of the operation.
    """
    done: list[str] = []
    refused: list[Refused] = []
    try:
        with write(store, **about) as operation:
            for uid in dict.fromkeys(uids):
                case = case_of(store, uid)
                try:
                    act(operation, case)
                    done.append(case.request.reference)
                except InvalidRequest as error:
                    refused.append(_refused(case, error))
            _refuse_nothing(done, [] if only_possible else refused)
    except _Nothing:
        return Outcome(done=(), refused=tuple(refused), operation="")
    return Outcome(done=tuple(done), refused=tuple(refused), operation=operation.uid)


class _Nothing(Exception):  # noqa: N818 - takes the open operation back
    """Nothing is to be written."""


def _refuse_nothing(done: Sequence[str], refused: Sequence[Refused]) -> None:
    if refused or not done:
        raise _Nothing


def _refused(case: CaseFile, error: AppError) -> Refused:
    return Refused(
        uid=case.request.uid,
        reference=case.request.reference,
        message=error.message,
        remedy=error.remedy,
    )


def _move(operation: Operation, case: CaseFile, move: Move) -> None:
    names = ("examiner", "reviewer", "provider")
    facts = {name: value for name in names if (value := getattr(move, name))}
    if move.channel:
        facts["issue_channel"] = move.channel
    move_request(
        operation,
        case.request.uid,
        move.status,
        effective_at=moment_of(operation, case.request.uid, move.on),
        reason=move.reason,
        facts=facts,
    )
