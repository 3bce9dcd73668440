"""The team as it was known on an earlier day: what a plan was made from."""

from dataclasses import replace
from datetime import date

from app.store import Store
from app.store.known import only_known, stamp_of
from app.store.person import shows_names
from app.store.team import read_team
from app.workforce.team import Team

SUBJECTS = (
    *("person", "pattern", "skill", "absence", "abstraction"),
    *("post", "posting", "holiday", "setting"),
)
"""The tables that a team is read from."""


def read_team_as_known(store: Store, day: date) -> Team:
    """Return the team as it would have been read at the end of ``day``.

    What was recorded later, corrected later or taken back later is as it was then: an
    absence that was entered afterwards is not in it, one that was cancelled since is.
    People are shown by name or alias as the unit has it now.

    Args:
        store: The store to read; nothing of it is changed.
        day: The day at whose end the team was known so.
    """
    is_named = shows_names(store)
    with only_known(store, stamp_of(day), SUBJECTS):
        team = read_team(store)
    people = (replace(person, is_named=is_named) for person in team.people)
    shown = sorted(people, key=lambda person: person.shown.casefold())
    return replace(team, people=tuple(shown))
