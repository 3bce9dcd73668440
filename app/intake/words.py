"""The words by which other systems know our fields and codes, from resource files."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.errors import ImportFileError

Synonyms = Mapping[str, Sequence[str]]
"""Words for each of our names; compare through ``plain``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dictionary:
    """What other systems call things, for one kind of file.

    Attributes:
        fields: Column names for each of our fields.
        counts: Column names for the number of exhibits of each type, by code.
        values: Cell texts for each code, by field and code; a flag has yes and no.
    """

    fields: Synonyms
    counts: Synonyms
    values: Mapping[str, Synonyms]


def parse_dictionary(text: str) -> Dictionary:
    """Return the dictionary that the text of a TOML file holds.

    Raises:
        ImportFileError: The text is no TOML.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ImportFileError(
            "The list of known column names is damaged.",
            remedy="Install the program again.",
            detail=str(error),
        ) from error
    return Dictionary(
        fields=tables.get("fields", {}),
        counts=tables.get("counts", {}),
        values=tables.get("values", {}),
    )


_APART = re.compile(r"[^\w£%]+|_+")


def plain(text: str) -> str:
    """Return ``text`` in small letters with one space between words, no signs."""
    return _APART.sub(" ", text.casefold().replace("'", "")).strip()
