"""The mark beside a store that was found damaged: no copy of it may replace a good one.

The mark is a small file of its own, since a damaged store cannot be written.
"""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import OutputError

_UNKNOWN = "It was marked as damaged; what was found cannot be read."


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What was found wrong with a store.

    Attributes:
        found: What is wrong, a sentence.
        found_at: When it was found, UTC; None where the mark cannot be read.
        kept_as: Name of the unchanged copy of the damaged file; empty while there is
            none but the file itself.
    """

    found: str
    found_at: datetime | None
    kept_as: str = ""


def marker_file(store: Path) -> Path:
    """Return where the mark of the store at ``store`` lies, damaged or not."""
    return store.with_name(f"{store.name}.damaged.json")


def mark_damaged(store: Path, found: str, *, at: datetime, kept_as: str = "") -> None:
    """Mark the store at ``store`` as damaged, in place of an earlier mark.

    Args:
        store: The damaged file; it is not touched.
        found: What is wrong, a sentence.
        at: When it was found, with time zone.
        kept_as: Name of the copy of it that is kept aside, if there is one.

    Raises:
        OutputError: The mark cannot be written there.
    """
    content = {
        "found": found,
        "found_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "kept_as": kept_as,
    }
    place = marker_file(store)
    part = place.with_name(f"{place.name}.part")
    try:
        part.unlink(missing_ok=True)  # it may be a link to what is somebody else's
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, indent=1)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except OSError as error:
        raise OutputError(
            f"The mark of damage beside {store.name} cannot be written.",
            remedy="Make room in that folder, or ask for the right to write there.",
            detail=f"{place}: {error}",
        ) from error


def damage_of(store: Path) -> Damage | None:
    """Return what was found wrong with the store at ``store``; None without a mark.

    A mark that cannot be read is a mark all the same.
    """
    place = marker_file(store)
    if not place.exists():
        return None
    try:
        content = json.loads(place.read_text("utf-8"))
        found_at = datetime.fromisoformat(content["found_at"])
        return Damage(
            found=str(content["found"]),
            found_at=found_at,
            kept_as=str(content.get("kept_as", "")),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Damage(found=_UNKNOWN, found_at=None)


def unmark_damaged(store: Path) -> None:
    """Take the mark away: another, good file lies there now."""
    marker_file(store).unlink(missing_ok=True)
