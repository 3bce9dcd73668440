"""A unit with two years of history, as facts for the capacity summary."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from app.casework.request import Status
from app.reports.capacity_summary import summary_of
from app.reports.facts import Facts
from app.store.setting import Settings
from app.store.vocabulary import shipped_vocabularies
from app.workforce.absence import Absence, Abstraction
from app.workforce.examiner import Person, SkillHeld, full_time_pattern
from app.workforce.post import Post, Posting
from app.workforce.team import Team
from tests.measures.histories import ledger_of, request

S = Status
OCTOBER = date(2026, 10, 31)
MADE = datetime(2026, 11, 21, 19, 40, tzinfo=UTC)
TYPES = ("MOB_L1", "MOB_L2", "COMP_TGT", "COMP_FULL", "MEDIA", "VID")
BEGAN = date(2024, 11, 4)


def one_request(number):
    """Every fourth day a request comes in; two in three have been issued since."""
    day = BEGAN + timedelta(days=4 * number)
    moves = [(S.SUBMITTED, day), (S.ACCEPTED, day + timedelta(days=2))]
    received, issued = day + timedelta(days=3), day + timedelta(days=40 + number % 60)
    known = {"issued": issued} if number % 3 and issued <= OCTOBER else {}
    if known:
        moves += [(S.IN_PROGRESS, received), (S.ISSUED, issued)]
    elif number % 21 == 0:
        moves += [(S.WITHDRAWN, issued)]
    return request(
        *moves,
        type=TYPES[number % len(TYPES)],
        priority=number % 4 + 1,
        received=received,
        submitted=day,
        accepted=day + timedelta(days=2),
        effort=None if number % 10 == 0 else 6.0 + number % 30,
        exhibits=[(None, 64.0)] * (number % 3),
        **known,
    )


def history(count=180):
    """The ledger of that many requests."""
    found = [one_request(number) for number in range(count)]
    for each in found:
        each["effort"] = float("nan") if each["effort"] is None else each["effort"]
    return ledger_of(*found)


def two_examiners():
    people = [
        Person(uid=f"p{n}", name=f"Examiner {n}", starts_on=date(2020, 1, 6))
        for n in (1, 2)
    ]
    patterns = [full_time_pattern(person.uid, person.starts_on) for person in people]
    skill = SkillHeld(person="p1", skill="SK_MOB3", valid_from=date(2020, 1, 6))
    return Team(people=tuple(people), patterns=tuple(patterns), skills=(skill,))


def busy_team():
    """Two examiners on three posts, with leave, court and protected welfare time."""
    team, begun = two_examiners(), date(2020, 1, 6)
    days = (date(2026, 10, 5), date(2026, 11, 9))
    away = [
        Absence(
            person="p1", kind="A_LEAVE", first_on=day, last_on=day + timedelta(days=4)
        )
        for day in days
    ]
    kept = [
        Abstraction(kind=kind, valid_from=begun, weekly_hours=hours)
        for kind, hours in (("B_COURT", 2.0), ("B_WELF", 1.0))
    ]
    posts = [Post(uid=f"e{n}", label=f"EX-{n}", valid_from=begun) for n in range(3)]
    held = [Posting(person=f"p{n}", post=f"e{n}", valid_from=begun) for n in (1, 2)]
    return replace(
        team,
        absences=tuple(away),
        abstractions=tuple(kept),
        posts=tuple(posts),
        postings=tuple(held),
    )


def facts(ledger=None, team=None, as_at=OCTOBER, **settings):
    """The facts of a unit, nothing missing unless it is given empty."""
    return Facts(
        ledger=history() if ledger is None else ledger,
        team=two_examiners() if team is None else team,
        settings=replace(Settings(unit="Test unit", organisation="Force"), **settings),
        words={words.name: words for words in shipped_vocabularies()},
        as_at=as_at,
        fingerprint="7-0123456789abcdef",
        name="unit.db",
    )


def summary(known=None, commentary=""):
    """The capacity summary of those facts."""
    known = facts() if known is None else known
    return summary_of(known, commentary, made_at=MADE, made_by="A. Manager")


def table(report, head):
    """The table whose title or first head begins so."""
    return next(
        found
        for found in report.tables()
        if found.title.startswith(head) or found.columns[0].head.startswith(head)
    )


def prose(report):
    """Every sentence of a report."""
    blocks = [b for b in report.blocks() if hasattr(b, "paragraphs")]
    findings = [section.finding for section in report.sections]
    return " ".join([*findings, *(text for b in blocks for text in b.paragraphs)])
