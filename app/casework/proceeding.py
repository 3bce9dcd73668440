"""Proceedings: one accused on one charge, with the dates from which limits run."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from itertools import count

from app.casework.working_time import day_words
from app.errors import InvalidRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding:
    """What is known of the proceedings against one accused on one charge.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        request: Uid of the request.
        accused: Reference of the accused, such as ``A1``; never a name.
        charge: What the charge is called, or its number.
        custody: Code of the custody or court status of this accused.
        offence_on: Day of the offence: a time bar runs from it.
        appearance_on: First appearance in summary proceedings.
        petition_on: First appearance on petition.
        committal_on: Committal for further examination.
        full_committal_on: Full committal for trial.
        limit_on: Day that the prosecutor gave; it wins over any that is computed.
        limit_source: Who gave it, such as the reference of a letter.
        ended_on: Day on which the proceedings ended; no limit runs after it.
        met: Ids of the rules whose step was taken in time, such as an indictment
            that was served.
    """

    uid: str = ""
    version: int = 1
    request: str
    accused: str
    charge: str | None = None
    custody: str | None = None
    offence_on: date | None = None
    appearance_on: date | None = None
    petition_on: date | None = None
    committal_on: date | None = None
    full_committal_on: date | None = None
    limit_on: date | None = None
    limit_source: str | None = None
    ended_on: date | None = None
    met: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.accused.strip():
            raise InvalidRequest(
                "A proceeding needs a reference of the accused.",
                remedy="Type one such as A1; do not type a name.",
            )
        for before, after in _ORDER:
            self._refuse_out_of_order(before, after)

    def _refuse_out_of_order(self, before: str, after: str) -> None:
        first, then = getattr(self, before), getattr(self, after)
        if first is not None and then is not None and then < first:
            raise InvalidRequest(
                f"{self.accused}: {DAY_LABELS[after]} ({day_words(then)}) comes before"
                f" {DAY_LABELS[before]} ({day_words(first)}).",
                remedy="Correct one of the two days.",
            )


DAY_LABELS = {
    "offence_on": "the offence",
    "appearance_on": "the first appearance",
    "petition_on": "the first appearance on petition",
    "committal_on": "committal for further examination",
    "full_committal_on": "full committal",
    "limit_on": "the day given by the prosecutor",
    "ended_on": "the end of the proceedings",
}
"""Days of a proceeding, as they are called within a sentence."""

_ORDER = (
    *(("offence_on", name) for name in ("appearance_on", "petition_on", "limit_on")),
    ("petition_on", "committal_on"),
    ("petition_on", "full_committal_on"),
    ("petition_on", "limit_on"),
    ("committal_on", "full_committal_on"),
    *((name, "ended_on") for name in ("offence_on", "appearance_on", "petition_on")),
    *((name, "ended_on") for name in ("committal_on", "full_committal_on")),
)
"""Days of which the second cannot come before the first."""


def next_accused(proceedings: Collection[Proceeding]) -> str:
    """Return the reference that the next accused of a request would have: ``A2``."""
    taken = {one.accused for one in proceedings}
    return next(name for n in count(1) if (name := f"A{n}") not in taken)
