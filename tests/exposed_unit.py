"""A unit of twelve fictional people, nine of them exposed, on disk.

Examiner 03 is over the limits of local policy, Examiner 05 and 06 have a contact due,
Examiner 07 a screening, Examiner 08 is rotated out, Examiner 09 has restricted duties
without exposure.
"""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.store import Store
from app.store import welfare as stored
from app.store.absence import add_absence
from app.store.event import Operation, write
from app.store.person import add_person, add_skill, set_pattern
from app.store.request import add_request, move_request
from app.store.setting import Settings
from app.store.unit import create_unit
from app.wellbeing.record import (
    Exposure,
    Feedback,
    Rotation,
    Tolerance,
    WelfareContact,
)
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld, full_time_pattern

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
JOINED = date(2020, 1, 6)
PEOPLE, EXPOSED = 12, 9
KINDS = ("X_IMAGE", "X_VIDEO", "X_IMAGE", "X_VIOLENT", "X_TEXT", "X_FIRST", "")
POLICY = {
    "exposure_hours_7_days": 15.0,
    "exposure_hours_28_days": 50.0,
    "exposure_days_in_row": 5,
    "exposure_stretch": 2.0,
    "welfare_contact_days": 90,
    "screening_days": 365,
    "rotation_days": 182,
}
CLOSED = 8


def ago(days: int) -> date:
    """Return the day so many days before ``TODAY``."""
    return TODAY - timedelta(days=days)


def exposed_unit(
    path: Path, *, account: str = "", policy: bool = True, **settings: object
) -> Store:
    """Make the unit and return its store, open.

    Args:
        path: The file to make.
        account: Account of Examiner 01, for the own view.
        policy: Whether the unit has a local policy.
        **settings: Other settings.
    """
    facts = {"unit": "Test unit", **(POLICY if policy else {}), **settings}
    made = Settings(**facts)  # type: ignore[arg-type]
    store = create_unit(path, made, who="test", at=NOON)
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        people = [_person(operation, n, account) for n in range(1, PEOPLE + 1)]
        for number, uid in enumerate(people[:EXPOSED], start=1):
            _expose(operation, number, uid)
            _contacts(operation, number, uid)
        _protect(operation, people)
        _close_cases(operation, people)
    return store


def _person(operation: Operation, number: int, account: str) -> str:
    person = Person(
        uid="",
        name=f"Examiner {number:02}",
        starts_on=JOINED,
        account=account if number == 1 else "",
    )
    uid = add_person(operation, person)
    set_pattern(operation, full_time_pattern(uid, JOINED))
    code = "SK_GRADE" if number <= EXPOSED else "SK_MOB2"
    skill = SkillHeld(person=uid, skill=code, valid_from=JOINED)
    add_skill(operation, skill)
    return uid


def _expose(operation: Operation, number: int, uid: str) -> None:
    """Log exposure of the weekdays of two months, more of Examiner 03."""
    last = 40 if number == 8 else 0
    for days in range(60, last - 1, -1):
        day = ago(days)
        if day.weekday() > 4 or ((number + days) % 3 == 0 and number != 3):
            continue
        hours = 3.5 if number == 3 else 1 + (number * 7 + days) % 5 / 2
        exposure = Exposure(
            person=uid,
            done_on=day,
            kind=KINDS[(number + days) % len(KINDS)],
            hours=hours,
            longest_stretch=min(hours, 2.5 if number == 3 else 1.5),
        )
        stored.add_exposure(operation, exposure)


def _contacts(operation: Operation, number: int, uid: str) -> None:
    last = {5: 121, 6: 103}.get(number, 6 + 8 * number)
    screened = 380 if number == 7 else 30 * number
    for kind, days, kept in (
        ("W_SCREEN", screened, True),
        ("W_CONTACT", last + 85, True),
        ("W_CONTACT", last, True),
        *((("W_CONTACT", 20, False),) if number == 5 else ()),
        *((("W_CONTACT", -8, False),) if number == 6 else ()),
    ):
        contact = WelfareContact(person=uid, kind=kind, held_on=ago(days), is_kept=kept)
        stored.add_contact(operation, contact)


def _protect(operation: Operation, people: list[str]) -> None:
    out = Rotation(person=people[7], first_on=ago(39), last_on=ago(-21))
    stored.add_rotation(operation, out)
    over = Rotation(person=people[0], first_on=ago(120), last_on=ago(90))
    stored.add_rotation(operation, over)
    said = Tolerance(person=people[0], valid_from=ago(200), weekly_hours=14)
    stored.add_tolerance(operation, said)
    duties = Absence(
        person=people[8],
        kind="A_RESTRICT",
        first_on=ago(10),
        last_on=ago(-30),
        share_kept=1.0,
        bars_exposure=True,
    )
    add_absence(operation, duties)


def _close_cases(operation: Operation, people: list[str]) -> None:
    """Close cases of child abuse; of every second the examiner was told the end."""
    for number in range(1, CLOSED + 1):
        closed = ago(number * 12)
        request = Request(
            uid="",
            reference=f"DF-{number}",
            status=Status.ISSUED,
            online_abuse=True,
            examiner=people[number - 1],
            closed_on=closed,
        )
        uid = add_request(operation, request, effective_at=midday(closed) - 86400)
        move_request(operation, uid, Status.CLOSED, effective_at=midday(closed))
        if number % 2:
            told = Feedback(request=uid, person=people[number - 1], told_on=ago(2))
            stored.add_feedback(operation, told)
