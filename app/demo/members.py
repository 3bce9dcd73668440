"""What the story of the people leaves in the store."""

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from app.demo.absences import COURT_HOURS, SHARES, TRAINING_HOURS, Away
from app.demo.journal import BEFORE, Fact, Journal, Key, iso
from app.demo.profile import DAYS
from app.demo.staff import Member


def tell_people(
    journal: Journal, members: Sequence[Member], away: Sequence[Away]
) -> None:
    """Add the people with their patterns, skills, absences and other duties."""
    for person, member in enumerate(members):
        _tell_member(journal, person, member)
    for item in away:
        day = max(item.booked, members[item.person].joins, BEFORE)
        row: dict[str, Any] = {
            "kind": item.kind,
            "first_on": iso(item.first),
            "last_on": iso(item.last),
            "share_kept": item.share_kept,
        }
        journal.add_on(
            max(day, 0), _fact(min(day, DAYS - 1), "absence", row, item.person)
        )
    for kind, share in SHARES:
        row = {"kind": kind, "valid_from": iso(-900), "share": share}
        journal.add_on(BEFORE, _fact(BEFORE, "abstraction", row, None))


def _tell_member(journal: Journal, person: int, member: Member) -> None:
    day = max(BEFORE, member.joins - 7)
    row: dict[str, Any] = {
        "name": member.name,
        "role": member.role,
        "site": member.site,
        "starts_on": iso(member.joins),
    }
    fact = _fact(day, "person", row, None)
    fact.key = ("person", person)
    journal.add_on(day, fact)
    _tell_patterns(journal, person, member, day)
    for code, level, first, last in member.skills:
        row = {
            "skill": code,
            "level": level,
            "valid_from": iso(first),
            "valid_to": None if last is None else iso(last),
            "evidence": f"Record {person + 1:02d}-{code[3:]}",
        }
        journal.add_on(day, _fact(day, "skill", row, person))
    if member.leaves is not None:
        end = Fact(
            day=member.leaves - 60,
            subject="person",
            key=("person", person),
            changes={"ends_on": iso(member.leaves)},
        )
        journal.add_on(member.leaves - 60, end)


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def _tell_patterns(journal: Journal, person: int, member: Member, day: int) -> None:
    ends = [first - 1 for first, _ in member.patterns[1:]]
    for (first, hours), last in zip(member.patterns, (*ends, None), strict=True):
        start = max(first, member.joins)
        row: dict[str, Any] = {
            "valid_from": iso(start),
            "valid_to": None if last is None else iso(last),
            **dict(zip(_WEEKDAYS, hours, strict=True)),
            "sat": 0.0,
            "sun": 0.0,
        }
        journal.add_on(day, _fact(day, "pattern", row, person))
        if member.is_examiner:
            _tell_duties(journal, person, day, row, sum(hours) / 35)


def _tell_duties(
    journal: Journal, person: int, day: int, pattern: Mapping[str, Any], share: float
) -> None:
    """Add training and court, in proportion to the contract."""
    for kind, hours in (("B_TRAIN", TRAINING_HOURS), ("B_COURT", COURT_HOURS)):
        row: dict[str, Any] = {
            "kind": kind,
            "valid_from": pattern["valid_from"],
            "valid_to": pattern["valid_to"],
            "hours_a_week": round(hours * share, 4),
        }
        journal.add_on(day, _fact(day, "abstraction", row, person))


def tell_welfare(journal: Journal, members: Sequence[Member], line: int) -> None:
    """Add the local policy on distressing material, and the last welfare contacts.

    Two contacts are overdue.
    """
    contacts: dict[str, str] = {}
    for person, member in enumerate(members):
        if member.may("SK_GRADE", DAYS) and member.leaves is None:
            late = _OVERDUE.get(person, 5 + 7 * person % 80)
            contacts[member.name] = iso(DAYS - 1 - late)
    settings: dict[str, Any] = {
        "exposure_hours_28_days": line,
        "welfare_contact_days": 90,
        "welfare_contacts": contacts,
    }
    for name, value in settings.items():
        row = {"value": orjson.dumps(value).decode()}
        fact = Fact(day=DAYS - 3, subject="setting", changes=row, is_new=True, uid=name)
        journal.add_on(DAYS - 3, fact)


_OVERDUE = {2: 121, 10: 103}
"""Days since the last welfare contact, of the people whose next one is overdue."""


def _fact(day: int, subject: str, row: Mapping[str, Any], person: int | None) -> Fact:
    links: tuple[tuple[str, Key], ...] = ()
    if person is not None:
        links = (("person", ("person", person)),)
    return Fact(day=day, subject=subject, changes={**row}, is_new=True, links=links)
