"""Where copies lie: in a folder beside the store, and in a second one on another disk.

The second folder is kept in a file among the copies beside the store, not in the store:
it belongs to this installation, commands and window need it alike, it must be known
when the store cannot be read, and a restore must not bring an old one back.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from app.errors import OutputError
from app.keeping.private_file import write_private
from app.store.copy_name import folder_beside

_KEPT = "second-folder.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """The two folders of copies of one store.

    Attributes:
        beside: The folder beside the store.
        second: The folder on another disk; None while none was chosen.
    """

    beside: Path
    second: Path | None = None

    @property
    def all(self) -> tuple[Path, ...]:
        """Both folders, or the one there is, whether or not they can be reached."""
        return (self.beside,) if self.second is None else (self.beside, self.second)


def places_of(store: Path) -> Places:
    """Return where copies of the store at ``store`` lie.

    A second folder that cannot be read from its file counts as not chosen.
    """
    beside = folder_beside(store.absolute())
    try:
        kept = json.loads((beside / _KEPT).read_bytes())
        second = Path(kept["folder"]) / kept["name"]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return Places(beside=beside)
    return Places(beside=beside, second=second)


def choose_second(store: Path, folder: Path | None, *, history: str) -> Places:
    """Have copies of a store kept in ``folder`` as well, in a folder of their own.

    Args:
        store: The store.
        folder: Where to put them; None for no second place.
        history: Head after the first operation, hexadecimal: stores of one name must
            not share a folder.

    Raises:
        OutputError: Nothing can be written there, or it is the folder of the store.
    """
    store = store.absolute()
    beside = make_folder(folder_beside(store))
    if folder is None:
        (beside / _KEPT).unlink(missing_ok=True)
        return Places(beside=beside)
    folder = folder.absolute()
    if folder in (store.parent, beside):
        raise OutputError(
            "That is the folder of the store itself.",
            remedy="Choose a folder on another disk or drive: one disk may fail.",
            detail=str(folder),
        )
    if not folder.is_dir():
        raise _unreachable(folder)
    name = f"{store.name}-{history[:8]}.copies"
    second = make_folder(folder / name)
    kept = {"folder": str(folder), "name": name}
    write_private(beside / _KEPT, json.dumps(kept).encode())
    return Places(beside=beside, second=second)


def make_folder(folder: Path) -> Path:
    """Make a folder that only the user can open, where there is none, and return it.

    Raises:
        OutputError: It cannot be made or nothing can be written there.
    """
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        is_open = os.access(folder, os.W_OK)
    except OSError as error:
        raise _unreachable(folder) from error
    if not is_open:
        raise _unreachable(folder)
    return folder


def is_same_disk(places: Places) -> bool:
    """Return whether both places are on one disk; False where nobody can tell."""
    if places.second is None:
        return False
    try:
        return places.beside.stat().st_dev == places.second.stat().st_dev
    except OSError:
        return False


def _unreachable(folder: Path) -> OutputError:
    return OutputError(
        f"Copies cannot be kept in {folder.name}: it cannot be reached or written.",
        remedy="Check that the disk is there, or choose another folder.",
        detail=str(folder),
    )
