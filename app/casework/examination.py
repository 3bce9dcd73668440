"""Examinations: pieces of work of one type and level on a request or an exhibit."""

from dataclasses import dataclass


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
