"""What lies about in clear after a store was protected, and how it goes."""

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.errors import InvalidRequest, OutputError
from app.keeping.copy_note import note_file
from app.keeping.listing import Copy, list_copies, newest_verified
from app.store.copy import sync_folder
from app.store.engine import PLAIN_HEADER, key_file

ASIDE = ("before protection", "protected", "under the earlier key")
"""What stands in the name of a store that was kept aside when it got another key."""

_STAMP = r"\d{8}T\d{6}Z"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAside:
    """Files that show more, or open by another key, than the store now does.

    Attributes:
        asides: The store as it was before, kept aside at each change of its key, and
            what a program that died at such a change has left.
        plain_copies: Verified copies that anybody can read.
        may_drop_copies: Whether a newer verified copy is protected, so that these may
            go.
        others: Stores that anybody can read and that may hold what the store does not:
            kept before a restore or an upgrade, or damaged. Only the user removes them.
    """

    asides: tuple[Path, ...]
    plain_copies: tuple[Path, ...]
    may_drop_copies: bool
    others: tuple[Path, ...] = ()

    @property
    def plain(self) -> tuple[Path, ...]:
        """The files kept aside that anybody can read."""
        return tuple(one for one in self.asides if is_plain(one))


def is_plain(path: Path) -> bool:
    """Return whether anybody can read the store at ``path``."""
    try:
        with path.open("rb") as file:
            return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER
    except OSError:
        return False


def left_aside(store: Path) -> LeftAside:
    """Return what lies about beside the store at ``store`` since its key was changed.

    Copies of a plain store are plain as it is and none of this.
    """
    beside = sorted(one for one in store.parent.iterdir() if one.is_file())
    is_aside, is_other = _names(store)
    asides = [one for one in beside if is_aside.fullmatch(one.name)]
    others = [one for one in beside if is_other.fullmatch(one.name) and is_plain(one)]
    copies = () if is_plain(store) else list_copies(store)
    plain = [one for one in copies if is_plain(one.path)]
    newest = newest_verified(copies)
    return LeftAside(
        asides=tuple(asides),
        plain_copies=tuple(one.path for one in plain),
        may_drop_copies=newest is not None and _is_newer(newest, plain),
        others=() if is_plain(store) else tuple(others),
    )


def _names(store: Path) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the names of what was kept aside or left, and of what else is kept."""
    stem, suffix = re.escape(store.stem), re.escape(store.suffix)
    aside = rf"{stem} ({'|'.join(ASIDE)}) {_STAMP}{suffix}(\.part)?"
    left = rf"{re.escape(store.name)}\.(converting|restoring)(\.part)?(-journal)?"
    before = rf" before restore {_STAMP}( \(\d+\))?|\.before-upgrade-\d+(-\d+)?"
    damaged = r"-damaged-\d{8}-\d{6}(-\d+)?"
    other = rf"{stem}({before}|{damaged}){suffix}"
    return re.compile(f"{aside}|{left}"), re.compile(other)


def drop_aside(store: Path) -> int:
    """Overwrite and remove what lies about; return how many files went.

    Plain copies stay while no newer, verified copy is protected.

    Raises:
        InvalidRequest: There is nothing that may go.
        OutputError: A file cannot be removed.
    """
    found = left_aside(store)
    gone = [*found.asides, *(found.plain_copies if found.may_drop_copies else ())]
    if not gone:
        raise InvalidRequest("Nothing lies beside the store that may be removed.")
    for path in gone:
        try:
            overwrite(path)
        except OSError as error:
            raise OutputError(
                f"{path.name} cannot be removed.",
                remedy="Close other programs that have it open, then try again.",
                detail=f"{path}: {error}",
            ) from error
        for beside in (note_file(path), key_file(path)):
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    for folder in {path.parent for path in gone}:
        sync_folder(folder)
    return len(gone)


def overwrite(path: Path) -> None:
    """Write zeros over a file, then remove it.

    On a spinning disk what it held is gone then. An SSD, a snapshot or a server's
    backup may keep it all the same.
    """
    with path.open("r+b") as file:
        left = path.stat().st_size
        while left > 0:
            left -= file.write(bytes(min(left, _BLOCK)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()


def _is_newer(newest: Copy, plain: list[Copy]) -> bool:
    return not is_plain(newest.path) and all(
        one.made_at <= newest.made_at for one in plain
    )
