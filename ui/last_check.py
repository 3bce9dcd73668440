"""What the last check of a store found, kept for the person at this desk."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings

if TYPE_CHECKING:
    from app.store.verify import Verdict

SOUND = "Sound: the history and the records agree."


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFound:
    """What a check found.

    Attributes:
        is_sound: Whether nothing wrong was found.
        verdict: What was found, a sentence.
        about: When, how much was checked, and the fingerprint.
    """

    is_sound: bool
    verdict: str
    about: str


def found_of(verdict: "Verdict", at: datetime) -> CheckFound:
    """Return what is shown of a check that ended at a moment with time zone."""
    from app.reports.chart import day_text

    when = at.astimezone()
    return CheckFound(
        is_sound=verdict.is_sound,
        verdict=SOUND if verdict.is_sound else verdict.fault,
        about=f"Checked {day_text(when.date())}, {when:%H:%M}:"
        f" {verdict.operations:,} operations, {verdict.events:,} events,"
        f" {verdict.records:,} records. Head {verdict.fingerprint}.",
    )


def keep_found(store: Path, found: CheckFound) -> None:
    """Keep what a check of the store at a path found."""
    said = ["yes" if found.is_sound else "no", found.verdict, found.about]
    QSettings().setValue(_key(store), "\n".join(said))


def last_found(store: Path) -> CheckFound | None:
    """Return what the last check found; None if there was none."""
    value = QSettings().value(_key(store))
    parts = value.split("\n") if isinstance(value, str) else []
    if len(parts) != 3:
        return None
    return CheckFound(is_sound=parts[0] == "yes", verdict=parts[1], about=parts[2])


def _key(store: Path) -> str:
    return f"checks/{sha256(str(store).encode()).hexdigest()[:16]}"
