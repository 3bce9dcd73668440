"""The establishment of the demo unit: posts, who holds them, and one that is frozen.

Seventeen posts of examiners at first, twenty from the uplift on; two leavers and a
freeze leave one post with nobody and some hours of another unfilled.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.demo.journal import BEFORE, Fact, Journal, Key, iso
from app.demo.profile import DAYS
from app.demo.staff import LONG_AGO, UPLIFT, Member
from app.workforce.examiner import EXAMINER

_FIRST_POSTS, _ALL_POSTS = 17, 20
"""Examiner posts before and after the uplift."""

_FUNDED = LONG_AGO - 2000
"""First day on which the posts of the beginning were funded."""

_FROZEN = 9
"""Number of the examiner post that has been frozen since its holder left."""

_REFILLED = {20: 1}
"""Post (by place) that somebody who came later (place among the people) took over."""

_OTHERS = ("GATEKEEPER", "DEPUTY", "EXHIBIT_OFFICER", "QUALITY_LEAD", "MANAGER")
_PREFIX = {
    "GATEKEEPER": "GK",
    "DEPUTY": "DM",
    "EXHIBIT_OFFICER": "EO",
    "QUALITY_LEAD": "QL",
    "MANAGER": "UM",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A post of the story, and the people who held it one after the other."""

    label: str
    role: str
    site: str
    since: int
    holders: tuple[int, ...]


def tell_posts(journal: Journal, members: Sequence[Member]) -> None:
    """Add the posts, who holds them and since when."""
    for place, post in enumerate(_posts(members)):
        day = max(BEFORE, post.since - 28)
        journal.add_on(day, _post_fact(place, post, day))
        for person in post.holders:
            _tell_posting(journal, place, person, members[person])
    _tell_freeze(journal, members)


def _posts(members: Sequence[Member]) -> Iterator[_Held]:
    for place in range(_ALL_POSTS):
        later = (person for person, post in _REFILLED.items() if post == place)
        yield _Held(
            label=f"EX-{place + 1:02d}",
            role=EXAMINER,
            site=members[place].site,
            since=_FUNDED if place < _FIRST_POSTS else UPLIFT,
            holders=(place, *later),
        )
    for role in _OTHERS:
        of_role = [n for n, member in enumerate(members) if member.role == role]
        for number, person in enumerate(of_role, start=1):
            yield _Held(
                label=f"{_PREFIX[role]}-{number:02d}",
                role=role,
                site=members[person].site,
                since=_FUNDED,
                holders=(person,),
            )


def _post_fact(place: int, post: _Held, day: int) -> Fact:
    row = {
        "label": post.label,
        "role": post.role,
        "site": post.site,
        "weekly_hours": 35.0,
        "valid_from": iso(post.since),
    }
    key = ("post", place)
    return Fact(day=day, subject="post", key=key, changes=row, is_new=True)


def _tell_posting(journal: Journal, place: int, person: int, member: Member) -> None:
    day = max(BEFORE, member.joins - 7)
    links: tuple[tuple[str, Key], ...]
    links = (("person", ("person", person)), ("post", ("post", place)))
    row = {"valid_from": iso(member.joins)}
    key = ("posting", person)
    fact = Fact(day=day, subject="posting", key=key, changes=row, is_new=True)
    fact.links = links
    journal.add_on(day, fact)
    if member.leaves is not None:
        known = member.leaves - 60
        ends = {"valid_to": iso(member.leaves)}
        journal.add_on(known, Fact(day=known, subject="posting", key=key, changes=ends))


def _tell_freeze(journal: Journal, members: Sequence[Member]) -> None:
    """Say of the post that nobody took over why it is vacant."""
    day = (members[_FROZEN - 1].leaves or DAYS) + 24
    changes = {"note": "Frozen until the budget of the next year"}
    key = ("post", _FROZEN - 1)
    journal.add_on(day, Fact(day=day, subject="post", key=key, changes=changes))
