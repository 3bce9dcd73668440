"""Examinations: pieces of work of one type and level on a request or an exhibit."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """One piece of examination work.

    Attributes:
        uid: Permanent identity.
        version: Number of changes since the record was made, from 1.
        request: Uid of its request.
        exhibit: Uid of the exhibit; None for work on the request as a whole.
        type: Code of the examination type.
        level: Level of the examination, such as ``2``; None if it has none.
        effort_estimated: Examiner hours estimated; None if not estimated.
        effort_spent: Examiner hours logged.
        examiner: Uid of the person who does it; None if not allocated.
        method: Number or name of the method used.
        in_scope: Whether the method is within the accredited or validated scope.
        started_on: Day on which it was begun.
        done_on: Day on which it was finished.
    """

    uid: str
    version: int = 1
    request: str
    exhibit: str | None = None
    type: str
    level: str | None = None
    effort_estimated: float | None = None
    effort_spent: float = 0.0
    examiner: str | None = None
    method: str | None = None
    in_scope: bool | None = None
    started_on: date | None = None
    done_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoursLogged:
    """Work of one person on a request on one day.

    Attributes:
        uid: Permanent identity.
        version: Number of changes since the record was made, from 1.
        request: Uid of the request.
        person: Uid of the person; None if not recorded.
        done_on: The day.
        hours: Examiner hours.
        examination: Uid of the examination that it was spent on, if it was said.
    """

    uid: str
    version: int = 1
    request: str
    person: str | None = None
    done_on: date
    hours: float
    examination: str | None = None
