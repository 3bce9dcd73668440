"""A copy checked in full once more, and what was found kept beside it."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app.errors import AppError, LockedStore, OutputError
from app.keeping.check import digest_fault, end_of
from app.keeping.copy_note import read_note, write_note
from app.keeping.examine import Examined, Question, examine
from app.progress import Progress, no_progress


def check_copy(
    copy: Path, *, of: Path, at: datetime, progress: Progress = no_progress
) -> Examined:
    """Check a copy in full, and keep beside it what was found.

    Args:
        copy: The copy.
        of: The store that it is of.
        at: The present moment, with time zone.
        progress: Told how far the check is; may stop it.

    Raises:
        LockedStore: It is protected and its key was not given.
    """
    note = read_note(copy)
    fault, found = digest_fault(copy, note), Examined(sequence=0, head="")
    try:
        found = examine(Question(copy=copy, of=of, end=end_of(note)), progress)
    except LockedStore as error:
        if not fault:  # else its bytes are not those that were written
            raise
        found = replace(found, fault=error.message)
    except AppError as error:
        found = replace(found, fault=error.message)
    found = replace(found, fault=fault or found.fault)
    if note is not None:
        verified = note.verified_at if found.fault else at
        with suppress(OutputError):  # the copy may lie where nothing can be written
            write_note(copy, replace(note, fault=found.fault, verified_at=verified))
    return found
