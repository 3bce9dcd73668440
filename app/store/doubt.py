"""The change of which it is not known whether it was saved, kept beside the store.

So that it is looked up at the next start too, should the program end before.
"""

import os
from contextlib import suppress
from pathlib import Path

_MOST = 64
"""Bytes of a uid and some."""


def doubt_file(place: Path) -> Path:
    """Return where the uid of the change in doubt is kept."""
    return place.with_name(f"{place.name}.doubt")


def keep_doubt(place: Path, uid: str) -> None:
    """Keep the uid of a change in doubt, as far as anything can be written there."""
    with suppress(OSError):
        doubt_file(place).unlink(missing_ok=True)  # it may be a link elsewhere
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        handle = os.open(doubt_file(place), flags, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(uid)
            file.flush()
            os.fsync(file.fileno())


def end_doubt(place: Path) -> None:
    """Forget it: what became of the change is known."""
    with suppress(OSError):
        doubt_file(place).unlink(missing_ok=True)


def kept_doubt(place: Path) -> str:
    """Return the uid of the change that was in doubt; empty for none."""
    try:
        with doubt_file(place).open("rb") as file:
            return file.read(_MOST).decode("ascii")
    except (OSError, UnicodeDecodeError):
        return ""


def words_of(is_in: bool) -> str:
    """Return what became of the change that was in doubt, as a sentence."""
    answer = "was saved" if is_in else "was not saved: please enter it again"
    return f"The change that was in doubt {answer}."
