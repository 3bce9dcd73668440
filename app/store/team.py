"""The whole team of a store, with all that decides how many hours there are."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from app.casework.working_time import Holidays, midday, parse_holidays
from app.errors import CapacityError
from app.resource import RESOURCES
from app.store import Store
from app.store.absence import read_absences, read_abstractions
from app.store.event import Operation
from app.store.person import read_patterns, read_people, read_skills
from app.store.post import read_postings, read_posts
from app.store.setting import read_settings
from app.workforce.team import Team

_CASEWORK_ROLES = """
    SELECT code FROM term
     WHERE list = 'staff_role' AND json_extract(extras, '$.casework') = 'yes'
"""
_OWN_HOLIDAYS = "SELECT day, name, is_free FROM holiday ORDER BY day"
_HOLIDAY = "SELECT uid, name, is_free FROM holiday WHERE day = :day"


def read_team(store: Store) -> Team:
    """Return everyone, with all that decides how many hours there are for casework."""
    settings = read_settings(store)
    roles = frozenset(row[0] for row in store.query(_CASEWORK_ROLES))
    return Team(
        people=read_people(store),
        patterns=read_patterns(store),
        skills=read_skills(store),
        absences=read_absences(store),
        abstractions=read_abstractions(store),
        posts=read_posts(store),
        postings=read_postings(store),
        holidays=read_holidays(store, settings.region),
        sickness_allowance=settings.sickness_allowance,
        full_time=settings.full_time,
        **({"roles": roles} if roles else {}),
    )


def read_holidays(store: Store, region: str) -> Holidays:
    """Return the public holidays of a region with what the unit changed.

    Raises:
        CapacityError: There is no calendar of that region.
    """
    shipped = public_holidays(region)
    names = dict(shipped.names)
    for row in store.query(_OWN_HOLIDAYS):
        day = date.fromisoformat(row["day"])
        if row["is_free"]:
            names[day] = row["name"]
        else:
            names.pop(day, None)
    return replace(shipped, days=frozenset(names), names=MappingProxyType(names))


def public_holidays(region: str) -> Holidays:
    """Return the public holidays of a region, as shipped.

    Raises:
        CapacityError: There is no calendar of that region.
    """
    path = RESOURCES / "holidays" / f"{region}.csv"
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise CapacityError(
            f"There is no calendar of public holidays for {region}.",
            remedy="Choose another region in the settings of the unit.",
            detail=str(error),
        ) from error
    return parse_holidays(region, text)


def set_holiday(operation: Operation, day: date, name: str, *, is_free: bool) -> None:
    """Let a day be a public holiday of the unit, or a day like others.

    Args:
        operation: The open operation.
        day: The day.
        name: What it is called; kept for a day that is taken out, too.
        is_free: Whether the unit does not work on it.

    Raises:
        CapacityError: The holiday has no name.
    """
    if not name.strip():
        raise CapacityError("A public holiday needs a name.")
    operation.flush()
    row = operation.store.one(_HOLIDAY, {"day": day.isoformat()})
    facts = {"name": name.strip(), "is_free": int(is_free)}
    if row is None:
        held = {"day": day.isoformat(), **facts}
        operation.register("holiday", held, effective_at=midday(day))
    elif {name: row[name] for name in facts} != facts:
        operation.change("holiday", row["uid"], facts, effective_at=midday(day))
