"""Whether a disk has room for what is about to be written."""

import shutil
from pathlib import Path

from app.errors import StoreError

TIMES = 3
"""How many times the size of a store must be free before it is copied or filled."""


def refuse_without_space(folder: Path, size: int) -> None:
    """Refuse to begin what takes room while there is not three times ``size`` free.

    Args:
        folder: A folder that is there, on the disk in question.
        size: Bytes of the store.

    Raises:
        StoreError: There is less, or nobody can tell.
    """
    wanted = TIMES * size
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise StoreError(
            "It cannot be told how much room the disk has.",
            remedy="Check that the folder is there and may be read.",
            detail=f"{folder}: {error}",
        ) from error
    if free < wanted:
        raise StoreError(
            f"The disk has {free / 1e6:,.0f} MB free; {wanted / 1e6:,.0f} MB are needed"
            " (three times the store).",
            remedy="Free some space, then try again.",
            detail=str(folder),
        )
