"""Puts a damaged file aside, unchanged, and tells whether a file was ever ours."""

import os
import shutil
from contextlib import suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from app.errors import AppError, DamagedStore, LockedStore, StoreError
from app.salvage.pages import HEAD, TABLE_LEAF, Pages
from app.store.chain import digest_of
from app.store.marker import damage_of, mark_damaged

OURS = b"history is permanent"
"""Words of a trigger that the first pages of every store of ours hold."""

_FEW = 4000
"""Pages to look at for an event."""
_BLOCK = 1 << 20
_NEWER = "newer version"


def put_aside(path: Path, found: str, *, at: datetime) -> Path | None:
    """Copy a damaged file beside itself, byte for byte, and note that in its mark.

    It is done once: a copy that the mark names already is left as it is.

    Args:
        path: The damaged file; it stays where it is.
        found: What is wrong with it, a sentence.
        at: The present moment, with time zone.

    Returns:
        The copy; None where there is no room for one, which harms nothing.
    """
    known = damage_of(path)
    if known is not None and known.kept_as:
        kept = path.with_name(known.kept_as)
        if kept.exists():
            return kept
    copy = _free_name(path, at)
    try:
        _copy(path, copy)
    except OSError:
        with suppress(OSError):
            copy.unlink(missing_ok=True)
        return None
    mark_damaged(path, known.found if known else found, at=at, kept_as=copy.name)
    return copy


def salvaged_name(path: Path) -> Path:
    """Return a name for what is salvaged of a file, which no file has yet."""
    stem, number = f"{path.stem}-salvaged", 1
    place = path.with_name(f"{stem}{path.suffix or '.db'}")
    while place.exists():
        number += 1
        place = path.with_name(f"{stem}-{number}{path.suffix or '.db'}")
    return place


def is_damage(path: Path, error: AppError) -> bool:
    """Return whether a failure to open the file at ``path`` means that it is damaged.

    A file that was never ours is none, nor is a store of a newer version.
    """
    if isinstance(error, DamagedStore):
        return True
    is_plain = type(error) is StoreError and not isinstance(error, LockedStore)
    if not is_plain or _NEWER in error.message or not path.is_file():
        return False
    is_said = "not a Headroom store" in error.message or "incomplete" in error.message
    with suppress(OSError):
        return is_said and looks_like_ours(path.read_bytes())
    return False


def looks_like_ours(content: bytes) -> bool:
    """Return whether a file was once a store of ours, whatever became of its head."""
    if OURS in content and (content[:16] != HEAD or b"CREATE TABLE event" in content):
        return True
    pages = Pages(content)
    for number in range(1, min(pages.count, _FEW) + 1):
        if pages.kind(number) == TABLE_LEAF:
            cells, _ = pages.cells(number)
            if any(_is_event(cell.values) for cell in cells):
                return True
    return False


def _is_event(values: tuple[object, ...]) -> bool:
    if len(values) < 12 or not isinstance(values[11], bytes):
        return False
    try:
        facts = (values[2], values[3], *values[5:11], *values[12:])
        return digest_of(*facts) == values[11]  # type: ignore[arg-type]
    except (TypeError, UnicodeEncodeError):
        return False


def _free_name(path: Path, at: datetime) -> Path:
    stem, number = f"{path.stem}-damaged-{at:%Y%m%d-%H%M%S}", 1
    place = path.with_name(f"{stem}{path.suffix}")
    while place.exists():
        number += 1
        place = path.with_name(f"{stem}-{number}{path.suffix}")
    return place


def _copy(path: Path, copy: Path) -> None:
    handle = os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with path.open("rb") as source, os.fdopen(handle, "wb") as target:
        shutil.copyfileobj(source, target, _BLOCK)
        target.flush()
        os.fsync(target.fileno())
    if _digest(path) != _digest(copy):
        raise OSError("the copy differs from the file")


def _digest(path: Path) -> bytes:
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.digest()
