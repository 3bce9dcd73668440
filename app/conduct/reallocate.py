"""Take work from an examiner, with the reason, and give it to another at once."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.casework.register import CaseFile
from app.casework.request import Status
from app.conduct.move import Outcome, do_to_many, read_desk
from app.rules.move import Move, check, check_examiner, skills_needed
from app.store import Store
from app.store.case import case_of
from app.store.event import Operation
from app.store.request import moment_of, move_request

IN_SOMEBODYS_HANDS = (Status.ALLOCATED, Status.IN_PROGRESS)
"""Statuses from which work is handed back before somebody else gets it."""


def reallocate(
    store: Store,
    uids: Sequence[str],
    examiner: str | None,
    *,
    reason: str,
    on: date,
    who: str,
    at: datetime,
    words: str = "",
    only_possible: bool = False,
) -> Outcome:
    """Hand work back, and allocate it anew, each as an event of one operation.

    Requests that nobody has in hand are allocated without being handed back.

    Args:
        store: Where to write.
        uids: The requests.
        examiner: Uid of who gets them; None for nobody yet.
        reason: Code of why, of the list ``give_back_reason``.
        on: The day on which it happens.
        who: Who records it.
        at: Moment of recording.
        words: What else to record about why.
        only_possible: Whether those that can be moved shall be when others cannot.
    """
    to = dict.fromkeys(uids, examiner)
    about = {"who": who, "why": words, "kind": "re-allocate", "at": at}
    return _give(store, to, (reason, on), about=about, only_possible=only_possible)


def reallocate_each(
    store: Store,
    to: Mapping[str, str],
    *,
    reason: str,
    on: date,
    who: str,
    at: datetime,
    words: str = "",
    only_possible: bool = False,
) -> Outcome:
    """Give each request to somebody of its own, all in one operation.

    Args:
        store: Where to write.
        to: Uid of who gets it, by uid of the request.
        reason: Code of why, of the list ``give_back_reason``.
        on: The day on which it happens.
        who: Who records it.
        at: Moment of recording.
        words: What else to record about why.
        only_possible: Whether those that can be moved shall be when others cannot.
    """
    about = {"who": who, "why": words, "kind": "re-allocate", "at": at}
    return _give(store, to, (reason, on), about=about, only_possible=only_possible)


def _give(
    store: Store,
    to: Mapping[str, str | None],
    why_and_when: tuple[str, date],
    *,
    about: dict[str, Any],
    only_possible: bool,
) -> Outcome:
    """Hand each request back where somebody has it, and give it to who gets it."""
    desk, (reason, on) = read_desk(store, about["at"]), why_and_when
    back = Move(status=Status.ACCEPTED, on=on, reason=reason)

    def act(operation: Operation, case: CaseFile) -> None:
        examiner = to[case.request.uid]
        again = Move(status=Status.ALLOCATED, on=on, examiner=examiner)
        is_taken = case.request.status in IN_SOMEBODYS_HANDS
        if is_taken or not examiner:
            check(case, back, desk)
            if examiner:
                check_examiner(desk, examiner, skills_needed(case, desk.skills), on)
            _move(operation, case, back)
        if examiner:
            operation.flush()
            present = case_of(store, case.request.uid)
            check(present, again, desk)
            _move(operation, present, again)

    return do_to_many(store, [*to], act, only_possible=only_possible, about=about)


def _move(operation: Operation, case: CaseFile, move: Move) -> None:
    uid = case.request.uid
    move_request(
        operation,
        uid,
        move.status,
        effective_at=moment_of(operation, uid, move.on),
        reason=move.reason,
        facts={"examiner": move.examiner} if move.examiner else {},
    )
