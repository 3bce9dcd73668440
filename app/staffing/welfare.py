"""What is done with exposure and welfare, act by act.

The words of these operations name nobody: the history and the menu Undo show them.
"""

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import date

from app.casework.working_time import day_words
from app.errors import WelfareError
from app.staffing.act import Act, act_of
from app.store import welfare as stored
from app.store.event import Operation
from app.store.setting import amend_settings, read_settings
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import (
    Exposure,
    Feedback,
    Rotation,
    Tolerance,
    WelfareContact,
)

KIND = "wellbeing"
"""Kind of every one of these operations: it says no more in the history."""


def _log(operation: Operation, exposure: Exposure, on: date) -> None:
    _refuse_ahead(exposure.done_on, on, "Exposure")
    stored.add_exposure(operation, exposure)


def _contact(operation: Operation, contact: WelfareContact, on: date) -> None:
    _check_kept(contact, on)
    stored.add_contact(operation, contact)


def _other_contact(operation: Operation, contact: WelfareContact, on: date) -> None:
    _check_kept(contact, on)
    stored.change_contact(operation, contact, on=on)


def _tell(operation: Operation, told: Iterable[Feedback], on: date) -> None:
    for one in told:
        _refuse_ahead(one.told_on, on, "What somebody was told")
        stored.add_feedback(operation, one)


def _policy(operation: Operation, policy: WelfarePolicy, _: date) -> None:
    settings = read_settings(operation.store)
    amend_settings(operation, replace(settings, **asdict(policy)))


def _remove(operation: Operation, what: tuple[str, str], on: date) -> None:
    subject, uid = what
    stored.remove_welfare(operation, subject, uid, on=on)


log_exposure: Act[Exposure] = act_of(KIND, _log)
"""Log hours of exposure of one person on one day."""

record_contact: Act[WelfareContact] = act_of(KIND, _contact)
"""Record a contact or screening: held, not kept, or booked for a day to come."""

change_contact: Act[WelfareContact] = act_of(KIND, _other_contact)
"""Change a contact, such as that a booked one was held, as from the version read."""

begin_rotation: Act[Rotation] = act_of(
    KIND, lambda operation, rotation, _: stored.add_rotation(operation, rotation)
)
"""Keep a person from harmful material for some days."""

change_rotation: Act[Rotation] = act_of(
    KIND,
    lambda operation, rotation, on: stored.change_rotation(operation, rotation, on=on),
)
"""Change the days of a rotation, as from the version that was read."""

say_tolerance: Act[Tolerance] = act_of(
    KIND, lambda operation, said, _: stored.add_tolerance(operation, said)
)
"""Record what a person says they can bear."""

tell_outcomes: Act[tuple[Feedback, ...]] = act_of(KIND, _tell)
"""Record that people were told how cases ended."""

set_policy: Act[WelfarePolicy] = act_of(KIND, _policy)
"""Set local policy on exposure and welfare."""

remove_record: Act[tuple[str, str]] = act_of(KIND, _remove)
"""Take away what was entered in error: its table (``SUBJECTS``) and its uid."""


def _check_kept(contact: WelfareContact, on: date) -> None:
    if contact.is_kept:
        _refuse_ahead(contact.held_on, on, "A contact that was held")


def _refuse_ahead(day: date, on: date, what: str) -> None:
    if day > on:
        raise WelfareError(
            f"{what} cannot lie ahead, on {day_words(day)}.",
            remedy=f"Give {day_words(on)} or a day before it.",
        )
