"""The rehearsal: the newest copy restored into memory, its measures computed anew.

A copy that was never restored is a hope. What came of it is recorded in the history.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app.errors import AppError, LockedStore, StoreError
from app.keeping.check import digest_fault, end_of
from app.keeping.copy_note import CopyNote
from app.keeping.examine import Question, examine
from app.keeping.headline import differences
from app.keeping.listing import Copy, list_copies, newest_verified
from app.progress import Progress, no_progress
from app.store import Store
from app.store.event import write
from app.store.safety_act import SafetyAct, add_safety_act, last_safety_act

EVERY = 31
"""Days after which a rehearsal is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """What a rehearsal found.

    Attributes:
        copy: Name of the copy.
        place: Where it lies.
        fault: What is wrong, a sentence; empty when all is well.
        expected: Headline measures kept with the copy.
        found: The same, computed anew; empty where the copy could not be read.
    """

    copy: str
    place: str
    fault: str
    expected: Mapping[str, float | None]
    found: Mapping[str, float | None]

    @property
    def is_passed(self) -> bool:
        """Whether the copy could be put in the place of the store."""
        return not self.fault

    @property
    def sentence(self) -> str:
        """What was found, for the user and the history."""
        if self.is_passed:
            return (
                f"{self.copy} was restored into memory and passed every check;"
                f" {len(self.found)} measures came out the same to the last digit."
            )
        return f"{self.copy} did not pass the rehearsal: {self.fault}"


def rehearse(store: Path, progress: Progress = no_progress) -> Drill:
    """Restore the newest verified copy into memory and compare its measures.

    Raises:
        StoreError: There is no verified copy.
        LockedStore: It is protected and its key was not given.
    """
    copy = newest_verified(list_copies(store))
    if copy is None or copy.note is None:
        raise StoreError(
            "There is no verified copy to rehearse with.",
            remedy="Make a copy now, then rehearse.",
        )
    found: Mapping[str, float | None] = {}
    fault = digest_fault(copy.path, copy.note)
    try:
        asked = Question(
            copy=copy.path, of=store, end=end_of(copy.note), as_at=copy.note.as_at
        )
        examined = examine(asked, progress)
        fault, found = fault or examined.fault, examined.figures
    except LockedStore:
        raise
    except AppError as error:
        fault = fault or error.message
    return _drill(copy, copy.note, fault, found)


def record_drill(
    store: Store, drill: Drill, *, who: str, why: str, at: datetime
) -> str:
    """Record what a rehearsal found in the history; return the operation's uid.

    Raises:
        StoreError: It could not be saved.
    """
    act = SafetyAct(
        kind="drill",
        source=drill.copy,
        outcome=drill.sentence,
        detail=_detail(drill),
        done_on=at.date(),
    )
    with write(store, who=who, why=why, kind="drill", at=at) as operation:
        add_safety_act(operation, act)
    return operation.uid


def is_due(store: Store, today: date) -> bool:
    """Return whether the last rehearsal was over a month ago, or there was none."""
    last = None
    with suppress(StoreError):
        last = last_safety_act(store, "drill")
    return last is None or (today - last.done_on).days >= EVERY


def _drill(
    copy: Copy, note: CopyNote, fault: str, found: Mapping[str, float | None]
) -> Drill:
    if not fault and (other := differences(note.figures, found)):
        fault = f"{', '.join(other)} came out otherwise than when it was made."
    return Drill(
        copy=copy.path.name,
        place=copy.place,
        fault=fault,
        expected=note.figures,
        found=found,
    )


def _detail(drill: Drill) -> dict[str, Any]:
    return {
        "place": drill.place,
        "passed": drill.is_passed,
        "expected": dict(drill.expected),
        "found": dict(drill.found),
    }
