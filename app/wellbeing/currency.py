"""Welfare contacts, screenings and rotations: what counts still, what is due (M52)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.wellbeing.exposure import NO_POLICY
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import WelfareContact
from app.wellbeing.welfare import Welfare
from app.workforce.examiner import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """How one person stands to one thing that comes round: a contact, a screening.

    Attributes:
        last_on: When it was last held, or last ended; None if it never was.
        due_on: Last day for which that counts; None if nothing says so.
        booked_on: Next day for which one is booked; None if none is.
        is_judged: Whether local policy or a recorded day says when it is due.
        is_current: Whether it counts at the end of the day; False if it is due or
            never was, and if it cannot be judged.
    """

    last_on: date | None = None
    due_on: date | None = None
    booked_on: date | None = None
    is_judged: bool = False
    is_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RotationDue(Due):
    """How one person stands to rotation.

    Attributes:
        is_out: Whether the person is kept from harmful material on the day.
        until: Last day of that; None until further notice, or if it is not so.
    """

    is_out: bool = False
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonWelfare:
    """How one person stands to welfare.

    Attributes:
        person: The person.
        contact: Welfare contacts.
        screening: Psychological screenings.
        rotation: Rotations out of exposed work.
        not_kept: Contacts and screenings in a year that were not kept.
    """

    person: Person
    contact: Due
    screening: Due
    rotation: RotationDue
    not_kept: int

    @property
    def is_judged(self) -> bool:
        """Whether anything says when contact or screening is due."""
        return self.contact.is_judged or self.screening.is_judged

    @property
    def is_current(self) -> bool:
        """Whether each of contact and screening that can be judged counts still."""
        judged = [one for one in (self.contact, self.screening) if one.is_judged]
        return bool(judged) and all(one.is_current for one in judged)


def welfare_of(
    welfare: Welfare, policy: WelfarePolicy, person: Person, as_at: date
) -> PersonWelfare:
    """Return how one person stands to welfare at the end of a day."""
    contacts = welfare.contacts_of(person.uid)
    screenings = [one for one in contacts if one.kind in welfare.screenings]
    talks = [one for one in contacts if one.kind not in welfare.screenings]
    year_ago = as_at - timedelta(days=365)
    return PersonWelfare(
        person=person,
        contact=_due(talks, policy.welfare_contact_days, as_at),
        screening=_due(screenings, policy.screening_days, as_at),
        rotation=_rotation(welfare, policy.rotation_days, person.uid, as_at),
        not_kept=sum(
            not one.is_kept and year_ago < one.held_on <= as_at for one in contacts
        ),
    )


def _due(contacts: Sequence[WelfareContact], every: int | None, as_at: date) -> Due:
    """Return how long the last that was held counts; what was not kept was not held."""
    held = [one for one in contacts if one.is_kept and one.held_on <= as_at]
    booked = min((one.held_on for one in contacts if one.held_on > as_at), default=None)
    last = held[-1] if held else None
    until = None if last is None else _counts_until(last, every)
    return Due(
        last_on=None if last is None else last.held_on,
        due_on=until,
        booked_on=booked,
        is_judged=every is not None or until is not None,
        is_current=until is not None and as_at <= until,
    )


def _counts_until(contact: WelfareContact, every: int | None) -> date | None:
    if contact.valid_to is not None or every is None:
        return contact.valid_to
    return contact.held_on + timedelta(days=every)


def _rotation(
    welfare: Welfare, every: int | None, person: str, as_at: date
) -> RotationDue:
    """Return the last rotation out and the next that is due.

    Days are counted from the last day of the last rotation; of somebody who was never
    rotated out, from the first exposure on record. Without either there is nothing to
    be rotated out of yet.
    """
    rotations = welfare.rotations_of(person)
    now = next((one for one in rotations if one.holds(as_at)), None)
    ended = [one.last_on for one in rotations if one.last_on and one.last_on < as_at]
    last = as_at if now is not None else max(ended, default=None)
    since, due = last or welfare.first_exposure(person), None
    if every is not None and since is not None and now is None:
        due = since + timedelta(days=every)
    return RotationDue(
        last_on=max(ended, default=None),
        due_on=due,
        booked_on=min(
            (one.first_on for one in rotations if one.first_on > as_at), default=None
        ),
        is_judged=every is not None and (now is not None or due is not None),
        is_current=now is not None or (due is not None and as_at <= due),
        is_out=now is not None,
        until=None if now is None else now.last_on,
    )


def welfare_currency(standings: Sequence[PersonWelfare], as_at: date) -> Figure:
    """Return the share of exposed people whose welfare is current (M52).

    None where neither local policy nor any recorded day says what is due.
    """
    judged = [one for one in standings if one.is_judged]
    current = sum(one.is_current for one in judged)
    return figure(
        "M52",
        100 * current / len(judged) if judged else None,
        as_at=as_at,
        coverage=Coverage(used=len(judged), scope=len(standings)),
        note="" if judged or not standings else f"{NO_POLICY.capitalize()}.",
    )
