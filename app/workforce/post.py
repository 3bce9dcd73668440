"""Posts of the establishment, who holds them, and which are vacant."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from app.casework.working_time import day_words
from app.errors import CapacityError
from app.workforce.examiner import EXAMINER, FULL_TIME, check_order, holds_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post that is funded, whether or not somebody holds it.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        label: Its title or number, as the establishment list has it.
        role: Code of the role, of the list ``staff_role``.
        site: Code of the laboratory; empty where the unit has one.
        weekly_hours: Hours a week that are funded.
        valid_from: First day on which it is funded.
        valid_to: Last day on which it is funded; None while no end is known.
        note: What else to know, such as that it is frozen; free text.
    """

    uid: str = ""
    version: int = 1
    label: str
    role: str = EXAMINER
    site: str = ""
    weekly_hours: float = FULL_TIME
    valid_from: date
    valid_to: date | None = None
    note: str = ""

    def __post_init__(self) -> None:
        if not self.label.strip():
            raise CapacityError("A post needs a title or a number.")
        if not self.role.strip():
            raise CapacityError(f"{self.label} needs a role.")
        if not 0 < self.weekly_hours <= 7 * 24:
            raise CapacityError(
                f"{self.label} has {self.weekly_hours:g} hours a week.",
                remedy="Give the weekly hours that are funded, such as 35.",
            )
        check_order(self.label, self.valid_from, self.valid_to)

    def is_funded(self, day: date) -> bool:
        """Return whether the post is funded on ``day``."""
        return holds_on(self.valid_from, self.valid_to, day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """That one person holds one post, for a time.

    Several people may share a post; a person holds one post at a time.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        person: Uid of the person.
        post: Uid of the post.
        valid_from: First day.
        valid_to: Last day; None until further notice (or the end of the time in post).
    """

    uid: str = ""
    version: int = 1
    person: str
    post: str
    valid_from: date
    valid_to: date | None = None

    def __post_init__(self) -> None:
        check_order("A posting", self.valid_from, self.valid_to)

    def holds(self, day: date) -> bool:
        """Return whether the person holds the post on ``day``."""
        return holds_on(self.valid_from, self.valid_to, day)


def check_postings(postings: Iterable[Posting], names: Mapping[str, str]) -> None:
    """Refuse two posts of one person on the same day.

    Args:
        postings: Postings of any number of people.
        names: Name to show of each person, by uid; the uid is shown if it is missing.

    Raises:
        CapacityError: The sentence names the person and the day.
    """
    of_person: defaultdict[str, list[Posting]] = defaultdict(list)
    for posting in postings:
        of_person[posting.person].append(posting)
    for uid, theirs in of_person.items():
        theirs.sort(key=lambda posting: posting.valid_from)
        for before, after in pairwise(theirs):
            if (before.valid_to or date.max) >= after.valid_from:
                raise CapacityError(
                    f"{names.get(uid, uid)} would hold two posts"
                    f" on {day_words(after.valid_from)}.",
                    remedy="End the first on the day before the second begins.",
                )
