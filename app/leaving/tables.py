"""The present rows of each table, with what their codes and uids stand for."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, field

from app.leaving.cell import Value
from app.leaving.wellbeing import COLUMNS, SETTINGS
from app.leaving.words import Words
from app.store import Store
from app.store.plain import columns_of, labels_of, names_of, rows_of

IN_WORDS = " in words"
"""What a heading ends in whose column repeats another in words."""


@dataclass(slots=True)
class Explained:
    """What reads tables and says in words what stands in coded columns.

    Attributes:
        store: What is exported.
        words: What is known of its columns.
        with_wellbeing: Whether what is about wellbeing goes out too.
    """

    store: Store
    words: Words
    with_wellbeing: bool
    _labels: dict[tuple[str, str], str] = field(default_factory=dict)
    _names: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._labels = labels_of(self.store)
        for link in set(self.words.links.values()):
            self._names[link] = names_of(self.store, *link)

    def head(self, table: str) -> list[str]:
        """Return the headings: the columns as they are, then those in words."""
        names = self._columns(table)
        return [*names, *(f"{name}{IN_WORDS}" for name in self._told(table, names))]

    def rows(self, table: str) -> Generator[list[Value], None, None]:
        """Yield the rows of a table under its headings."""
        names = self._columns(table)
        told = [(names.index(name), name) for name in self._told(table, names)]
        empty = self._left_out(table, names)
        for row in rows_of(self.store, table):
            if table == "setting" and not self.with_wellbeing and row[1] in SETTINGS:
                continue
            values: list[Value] = list(row)
            for place in empty:
                values[place] = None
            more = [self._in_words(table, name, row[place]) for place, name in told]
            yield [*values, *more]

    def _columns(self, table: str) -> list[str]:
        return [name for name, _ in columns_of(self.store, table)]

    def _told(self, table: str, names: Sequence[str]) -> list[str]:
        known = self.words.codes.keys() | self.words.links.keys()
        return [name for name in names if f"{table}.{name}" in known]

    def _left_out(self, table: str, names: Sequence[str]) -> list[int]:
        if self.with_wellbeing:
            return []
        return [place for place, name in enumerate(names) if (table, name) in COLUMNS]

    def _in_words(self, table: str, column: str, value: Value) -> str | None:
        if value is None:
            return None
        place = f"{table}.{column}"
        if (link := self.words.links.get(place)) is not None:
            return self._names[link].get(str(value))
        return self._labels.get((self.words.codes[place], str(value)))
