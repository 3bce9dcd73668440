"""The file of a store: made without overwriting, and known again by its number."""

import os
from pathlib import Path

from app.errors import ReadOnlyStore, StoreError

LONGEST = 190
"""Bytes of a name: copies and what lies beside it have longer ones, 255 at most."""


def make_file(place: Path) -> None:
    """Make an empty file that only its owner can read.

    Raises:
        StoreError: A file is there, or none can be made there.
    """
    if len(os.fsencode(place.name)) > LONGEST:
        raise StoreError(
            "That name is too long: the names of copies could not be made from it.",
            remedy="Choose a shorter name.",
            detail=str(place),
        )
    try:
        os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError as error:
        raise StoreError(
            f"A file called {place.name} is there already; it was left as it is.",
            remedy="Choose another name, or open the store that is there.",
            detail=str(place),
        ) from error
    except OSError as error:
        raise StoreError(
            f"The store {place.name} cannot be created in that folder.",
            remedy="Choose a folder that exists, has space and may be written.",
            detail=f"{place}: {error}",
        ) from error


def refuse_absent(place: Path) -> None:
    """Refuse a path at which there is no file that may be read."""
    if not _is_file(place):
        raise StoreError(
            f"No store is at {place.name}.",
            remedy="Check the name and the folder, or create a new store.",
            detail=str(place),
        )
    try:
        with place.open("rb"):
            pass
    except OSError as error:
        raise StoreError(
            f"The store {place.name} may not be read: it belongs to somebody else.",
            remedy="Ask for the right to read it.",
            detail=f"{place}: {error}",
        ) from error


def _is_file(place: Path) -> bool:
    try:
        return place.is_file()
    except OSError:  # a folder that may not be looked into
        return False


def refuse_read_only(place: Path) -> None:
    """Refuse a file that may not be written."""
    try:
        with place.open("r+b"):
            pass
    except OSError as error:
        raise ReadOnlyStore(
            f"The store {place.name} is read only: it may not be written.",
            remedy="Open it for reading, or ask for the right to write there.",
            detail=f"{place}: {error}",
        ) from error


def file_of(place: Path) -> tuple[int, int] | None:
    """Return device and number of the file at a path; None if there is none."""
    try:
        found = place.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
