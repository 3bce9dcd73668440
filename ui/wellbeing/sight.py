"""What is shown of one person: how things stand, and all that is on record."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.casework.vocabulary import Vocabulary
from app.measures.figure import Figure
from app.reports.chart import day_text, number_text
from app.reports.wording import counted
from app.wellbeing.currency import Due, PersonWelfare, RotationDue, welfare_of
from app.wellbeing.exposure import (
    NO_POLICY,
    PersonExposure,
    Reached,
    exposure_of,
)
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Exposure, Rotation, WelfareContact
from app.wellbeing.welfare import Welfare
from app.workforce.examiner import Person
from app.workforce.team import Team

NONE = "\N{EN DASH}"
NOT_RECORDED = "not recorded"
HEAD = ("", "Now", "Local policy", "Standing")
MOST_ENTRIES = 400
"""Entries that are listed, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing on record.

    Attributes:
        day: Its day, the first of several.
        subject: Its table.
        uid: Its uid; empty for hours of work that stand in, which lie elsewhere.
        what: What it is.
        detail: What else is known of it.
        value: The record.
    """

    day: date
    subject: str
    uid: str
    what: str
    detail: str
    value: object = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What the codes are called.

    Attributes:
        kinds: The kinds of exposure.
        contacts: The kinds of contacts and screenings.
        requests: References of requests by uid, where they are known.
    """

    kinds: Vocabulary
    contacts: Vocabulary
    requests: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSight:
    """What is shown of one person.

    Attributes:
        person: The person.
        as_at: Day at the end of which it holds.
        policy: Local policy.
        exposure: Exposure.
        standing: Welfare.
        exposures: Exposure of the last months, by day.
        contacts: Contacts and screenings, by day.
        screenings: Codes of the kinds that are screenings.
        rotations: Rotations, by day.
        told: Days on which the person was told how a case ended.
        entries: All of it as a list, the latest first.
    """

    person: Person
    as_at: date
    policy: WelfarePolicy
    exposure: PersonExposure
    standing: PersonWelfare
    exposures: tuple[Exposure, ...]
    contacts: tuple[WelfareContact, ...]
    screenings: frozenset[str]
    rotations: tuple[Rotation, ...]
    told: tuple[date, ...]
    entries: tuple[Entry, ...]

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """How the person stands, line by line, under ``HEAD``."""
        return [*_exposure_rows(self), *_welfare_rows(self)]


def own_people(team: Team, account: str, as_at: date) -> list[Person]:
    """Return the people in post whose account this is: one, unless it was mistyped."""
    wanted = account.strip().casefold()
    return [
        one
        for one in team.people
        if wanted and one.account.strip().casefold() == wanted and one.is_in_post(as_at)
    ]


def person_sight(
    welfare: Welfare, policy: WelfarePolicy, person: Person, as_at: date, words: Words
) -> PersonSight:
    """Return what is shown of one person."""
    exposures = welfare.exposures_of(person.uid, as_at, 366)
    told = [one for one in welfare.feedback if one.person == person.uid]
    return PersonSight(
        person=person,
        as_at=as_at,
        policy=policy,
        exposure=exposure_of(welfare, policy, person.uid, as_at),
        standing=welfare_of(welfare, policy, person, as_at),
        exposures=exposures,
        contacts=welfare.contacts_of(person.uid),
        screenings=welfare.screenings,
        rotations=welfare.rotations_of(person.uid),
        told=tuple(one.told_on for one in told),
        entries=_entries(welfare, exposures, person.uid, as_at, words),
    )


# ---- Lines ----------------------------------------------------------------------


def _exposure_rows(sight: PersonSight) -> Iterator[tuple[str, ...]]:
    one, policy = sight.exposure, sight.policy
    own = "" if one.own_limit is None else f"{one.own_limit:g} h"
    week, window = policy.exposure_hours_7_days, policy.exposure_hours_28_days
    run, stretch = policy.exposure_days_in_row, policy.exposure_stretch
    yield _limit(one, Reached.WEEK, "Exposure in 7 days", one.week, _most(week, "h"))
    yield _limit(
        one, Reached.WINDOW, "Exposure in 28 days", one.window, _most(window, "h")
    )
    yield (
        "Own limit in 7 days",
        own or "none given",
        NONE,
        _standing(is_well=Reached.OWN not in one.reached) if own else NONE,
    )
    longest = int(one.longest_run.value or 0)
    name, _, *rest = _limit(
        one, Reached.RUN, "Days running", one.running, _most(run, "days")
    )
    yield name, f"{int(one.running.value or 0)}, most {longest}", *rest
    yield _limit(
        one,
        Reached.STRETCH,
        "Longest without a break",
        one.stretch,
        _most(stretch, "h"),
    )
    yield ("Violent, first-generation", _value(one.harsh), NONE, NONE)


def _limit(
    one: PersonExposure, kind: Reached, name: str, figure: Figure, most: str
) -> tuple[str, ...]:
    if not most:
        return name, _value(figure), NO_POLICY, NONE
    standing = NONE
    if figure.value is not None:
        standing = _standing(is_well=kind not in one.reached)
    return name, _value(figure), most, standing


def _standing(*, is_well: bool) -> str:
    return "within" if is_well else "reached"


def _most(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:g} {unit}"


def _value(figure: Figure) -> str:
    if figure.value is None:
        return NOT_RECORDED
    if figure.unit == "days":
        return counted(figure.value, "day")
    number = number_text(figure.value, 0 if figure.unit == "%" else 1)
    return f"{number}%" if figure.unit == "%" else f"{number} h"


def _welfare_rows(sight: PersonSight) -> Iterator[tuple[str, ...]]:
    one, policy = sight.standing, sight.policy
    *contact, standing = _due(
        "Welfare contact", one.contact, policy.welfare_contact_days
    )
    missed = f"; {one.not_kept:,} not kept in a year" if one.not_kept else ""
    yield *contact, f"{standing}{missed}"
    yield _due("Psychological screening", one.screening, policy.screening_days)
    yield (
        "Last rotated out until",
        _rotation(one.rotation),
        _every(policy.rotation_days),
        _due_words(one.rotation),
    )


def _due(name: str, due: Due, every: int | None) -> tuple[str, ...]:
    last = day_text(due.last_on) if due.last_on else "never held"
    return name, last, _every(every), _due_words(due)


def _every(days: int | None) -> str:
    return NO_POLICY if days is None else f"every {counted(days, 'day')}"


def _due_words(due: Due) -> str:
    booked = f"; booked for {day_text(due.booked_on)}" if due.booked_on else ""
    if isinstance(due, RotationDue) and due.is_out:
        return "out now"
    if not due.is_judged:
        return (booked.removeprefix("; ") or NONE).capitalize()
    if due.is_current and due.due_on:
        return f"next by {day_text(due.due_on)}{booked}"
    if due.due_on is None and isinstance(due, RotationDue):
        return NONE
    since = f" since {day_text(due.due_on)}" if due.due_on else ""
    return f"due{since}{booked}"


def _rotation(one: RotationDue) -> str:
    if one.is_out:
        return day_text(one.until) if one.until else "further notice"
    return day_text(one.last_on) if one.last_on else "never yet"


# ---- The list -------------------------------------------------------------------


def _entries(
    welfare: Welfare,
    exposures: Sequence[Exposure],
    person: str,
    as_at: date,
    words: Words,
) -> tuple[Entry, ...]:
    every = [
        *_exposure_entries(exposures, words),
        *_contact_entries(welfare.contacts_of(person), as_at, words),
        *_other_entries(welfare, person, words),
    ]
    every.sort(key=lambda entry: entry.day, reverse=True)
    return tuple(every[:MOST_ENTRIES])


def _exposure_entries(exposures: Sequence[Exposure], words: Words) -> Iterator[Entry]:
    for one in exposures:
        stretch = one.longest_stretch
        parts = (
            f"{one.hours:g} h",
            words.kinds.label(one.kind) if one.kind else "kind not recorded",
            "" if stretch is None else f"longest stretch {stretch:g} h",
            words.requests.get(one.request, ""),
            "" if one.uid else "hours of work stand in",
        )
        yield Entry(
            day=one.done_on,
            subject="exposure",
            uid=one.uid,
            what="Exposure",
            detail="; ".join(part for part in parts if part),
            value=one,
        )


def _contact_entries(
    contacts: Sequence[WelfareContact], as_at: date, words: Words
) -> Iterator[Entry]:
    for one in contacts:
        state = "held" if one.is_kept else "not kept"
        if one.held_on > as_at:
            state = "booked"
        until = f"; counts until {day_text(one.valid_to)}" if one.valid_to else ""
        yield Entry(
            day=one.held_on,
            subject="welfare_contact",
            uid=one.uid,
            what=words.contacts.label(one.kind),
            detail=f"{state}{until}",
            value=one,
        )


def _other_entries(welfare: Welfare, person: str, words: Words) -> Iterator[Entry]:
    for out in welfare.rotations_of(person):
        until = day_text(out.last_on) if out.last_on else "further notice"
        yield Entry(
            day=out.first_on, subject="rotation", uid=out.uid,
            what="Rotation out", detail=f"until {until}", value=out,
        )  # fmt: skip
    for said in welfare.tolerances:
        if said.person == person:
            yield Entry(
                day=said.valid_from, subject="tolerance", uid=said.uid,
                what="Own limit", detail=f"{said.weekly_hours:g} h in 7 days",
                value=said,
            )  # fmt: skip
    for told in welfare.feedback:
        if told.person == person:
            yield Entry(
                day=told.told_on, subject="feedback", uid=told.uid,
                what="Outcome told",
                detail=words.requests.get(told.request, ""), value=told,
            )  # fmt: skip
