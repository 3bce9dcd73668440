"""Who and what an event of a calendar tells of, put in columns of their own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.intake.absence_people import finder
from app.intake.cells import Context
from app.intake.words import plain
from app.spreadsheet.table import Row, Table

CALENDAR = "ics"
"""Kind of the origin of a table that was a calendar."""

ADDED = ("Person", "Kind")
"""Columns put before those of the calendar, with words that stand in it."""

_SIGNS = " \t-\u2013\u2014:;,.|/()[]{}\u00b7\u2022>"
_APART = re.compile(r"\s*(?:[:;,|/()\[\]]|\s[-\u2013\u2014]\s)\s*")
_APOSTROPHES = str.maketrans("", "", "'\u2019")  # "O'Brien" is known as "obrien"


def with_person_and_kind(table: Table, context: Context) -> Table:
    """Return a calendar with the words for person and kind in columns of their own.

    The person is the one named in the summary, else the attendee or the organiser who
    is known, else what the summary holds beside a known kind ("Leave: Bob"). What
    several people are named in is left as it stands. Any other table, and one that has
    the columns, is returned as it is.
    """
    if table.origin.kind != CALENDAR or table.columns[:2] == ADDED:
        return table
    reader = _Reader(context)
    places = [table.columns.index(name) for name in _TOLD]
    rows = [
        [*reader.told([row[place] for place in places]), *row] for row in table.rows
    ]
    return replace(table, columns=(*ADDED, *table.columns), rows=rows)


_TOLD = ("Summary", "Categories", "Attendee", "Organiser")


class _Reader:
    """Finds people and kinds in the texts of events."""

    def __init__(self, context: Context) -> None:
        self._owners = {
            word: code for code, words in context.staff.words.items() for word in words
        }
        self._people = finder(self._owners.keys() - context.staff.surnames)
        kinds = context.vocabularies["absence_kind"]
        words = context.dictionary.values.get("kind", {})
        labels = [term.label for term in kinds.terms]
        self._kinds = finder(
            [*labels, *(word for each in words.values() for word in each)]
        )

    def told(self, texts: Sequence[str]) -> Row:
        """Return the words for person and kind of one event."""
        summary, categories, attendees, organiser = (
            text.translate(_APOSTROPHES) for text in texts
        )
        named, rest = self._summary(summary)
        kind = self._kinds.search(rest) or self._kinds.search(categories)
        what = kind[0] if kind else rest or categories
        if named:
            return ", ".join(named), what
        who = self._named(attendees) or self._named(organiser)
        if who:
            return ", ".join(who), what
        beside = _trimmed(self._kinds.sub(" ", summary)) if kind else ""
        return beside or attendees or organiser, what

    def _summary(self, summary: str) -> tuple[list[str], str]:
        """Return the people named in a summary, and what else stands in it.

        A surname alone is a person only between signs: "Birch: training".
        """
        named = self._named(summary)
        if named:
            return named, _trimmed(self._people.sub(" ", summary))
        parts = [part.strip() for part in _APART.split(summary)]
        names = [part for part in parts if plain(part) in self._owners]
        if len(names) != 1:
            return [], summary
        return names, " ".join(part for part in parts if part not in names)

    def _named(self, text: str) -> list[str]:
        """Return one word for each person that a text names."""
        found: dict[str, str] = {}
        for match in self._people.finditer(text):
            found.setdefault(self._owners[plain(match[0])], match[0])
        return list(found.values())


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip(_SIGNS)
