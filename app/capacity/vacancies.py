"""Funded posts of those whose hours are counted, and what of them is vacant."""

from dataclasses import dataclass
from datetime import date

from app.workforce.establishment import establishment
from app.workforce.team import Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Vacancies:
    """Posts of the roles whose hours are counted, in full-time contracts.

    Attributes:
        funded: Contracts that are funded.
        in_post: Contracts of the people in post.
        vacant: Contracts that are funded and held by nobody.
        empty: Labels of the posts that nobody holds at all.
    """

    funded: float
    in_post: float
    vacant: float
    empty: tuple[str, ...]


def vacancies(team: Team, day: date) -> Vacancies:
    """Return what of the funded posts was filled on a day."""
    found = establishment(team, day)
    roles = [one for one in found.roles if one.role in team.roles]
    return Vacancies(
        funded=found.equivalents(sum(one.funded for one in roles)),
        in_post=found.equivalents(sum(one.in_post for one in roles)),
        vacant=found.equivalents(sum(one.vacant for one in roles)),
        empty=tuple(
            one.post.label
            for one in found.vacancies
            if one.post.role in team.roles and not one.holders
        ),
    )
