"""What the story of the people leaves in the store."""

from collections.abc import Mapping, Sequence
from typing import Any

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
            "hours_a_day": item.hours,
            "share_kept": item.share_kept,
            "bars_exposure": 1 if item.bars_exposure else None,
            "note": item.note or None,
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
        known = max(day, min(first, DAYS - 1))
        journal.add_on(known, _fact(known, "skill", row, person))
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


_LOCAL = (("Strathmore spring holiday", 168), ("Strathmore autumn holiday", 329))
"""Holidays of the place, and days from the end of the history."""


def tell_holidays(journal: Journal) -> None:
    """Add the holidays of the place to those of the region."""
    for name, ahead in _LOCAL:
        row = {"day": iso(DAYS + ahead), "name": name, "is_free": 1}
        journal.add_on(DAYS - 40, _fact(DAYS - 40, "holiday", row, None))


def _fact(day: int, subject: str, row: Mapping[str, Any], person: int | None) -> Fact:
    links: tuple[tuple[str, Key], ...] = ()
    if person is not None:
        links = (("person", ("person", person)),)
    return Fact(day=day, subject=subject, changes={**row}, is_new=True, links=links)
