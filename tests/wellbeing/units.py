"""A small group of exposed people, as values."""

from datetime import date, timedelta

from app.wellbeing.record import Exposure, WelfareContact
from app.wellbeing.welfare import Welfare
from app.workforce.examiner import Person, SkillHeld
from app.workforce.team import Team

TODAY = date(2026, 3, 31)
JOINED = date(2020, 1, 6)
SCREENINGS = frozenset({"W_SCREEN", "W_START"})


def ago(days):
    """Return the day so many days before the day of the tests."""
    return TODAY - timedelta(days=days)


def person(uid, **facts):
    return Person(
        **{"uid": uid, "name": f"Examiner {uid}", "starts_on": JOINED, **facts}
    )


def team(*uids, skills=(), absences=()):
    people = tuple(person(uid) for uid in uids)
    held = tuple(
        SkillHeld(person=uid, skill=code, valid_from=JOINED) for uid, code in skills
    )
    return Team(people=people, skills=held, absences=absences)


def exposure(uid, days, hours=2.0, **facts):
    return Exposure(person=uid, done_on=ago(days), hours=hours, **facts)


def contact(uid, days, kind="W_CONTACT", **facts):
    return WelfareContact(person=uid, kind=kind, held_on=ago(days), **facts)


def welfare(*exposures, **facts):
    usual = {"screenings": SCREENINGS, "logged_from": JOINED}
    return Welfare(exposures=exposures, **{**usual, **facts})
