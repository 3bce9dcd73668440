"""What needs attention about skills that lapse: whose, which, and when."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from app.capacity.holding import NOTICE, Currency, Holding, holdings_on
from app.reports.attention_line import Attention, line_on_people
from app.reports.chart import day_text
from app.reports.facts import Facts

NAMED = 3
"""Skills that the line names, the first to lapse first; more are counted."""


def lapses(facts: Facts) -> Iterator[Attention]:
    """Yield that skills of people in post have lapsed or lapse soon.

    A skill counts once for each person, and not when it was renewed under another
    record; those of people who have left or have not begun do not count.
    """
    held = groupby(
        sorted(facts.team.skills, key=lambda one: one.person), lambda one: one.person
    )
    here = {one.uid for one in facts.team.people if one.is_in_post(facts.as_at)}
    found = [
        holding
        for person, theirs in held
        if person in here
        for holding in holdings_on(theirs, facts.as_at).values()
        if holding.currency.is_ending
    ]
    if not found:
        return
    gone = sum(one.currency is Currency.LAPSED for one in found)
    found.sort(key=lambda one: (_last_on(one, facts), one.held.person, one.held.skill))
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    yield line_on_people(
        _title(gone, len(found) - gone),
        "; ".join(_words(one, facts) for one in found[:NAMED]) + more,
        "people",
        action="Renew",
    )


def _title(gone: int, soon: int) -> str:
    """Say how many skills have lapsed, and how many lapse within the notice."""
    lapsed = f"{_count(gone)} {'has' if gone == 1 else 'have'} lapsed"
    lapse = f"{'lapses' if soon == 1 else 'lapse'} within {NOTICE} days"
    if not soon:
        return lapsed
    return f"{lapsed}, {soon:,} {lapse}" if gone else f"{_count(soon)} {lapse}"


def _count(count: int) -> str:
    return "1 skill" if count == 1 else f"{count:,} skills"


def _words(one: Holding, facts: Facts) -> str:
    skill = facts.label("skill", one.held.skill)
    name = facts.team.names[one.held.person]
    word = "lapsed" if one.currency is Currency.LAPSED else "lapses"
    return f"{skill} of {name} {word} {day_text(_last_on(one, facts))}"


def _last_on(one: Holding, facts: Facts) -> date:
    return one.held.valid_to or facts.as_at
