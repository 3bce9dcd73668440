"""What is said of each table and column, and what their codes and uids stand for."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.resource import RESOURCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of a plain export.

    Attributes:
        tables: One sentence about each table.
        columns: One line about each column, by table and column.
        codes: The code list of a column, by ``table.column``.
        links: Table and column that name the record whose uid a column holds,
            likewise.
    """

    tables: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    codes: Mapping[str, str]
    links: Mapping[str, tuple[str, str]]

    def about(self, table: str, column: str) -> str:
        """Return the line about a column."""
        return self.columns.get(table, {}).get(column, "")


def known_words() -> Words:
    """Return the words that come with the program."""
    path = RESOURCES / "leaving" / "tables.toml"
    read: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    every = read["every"]
    return Words(
        tables=read["tables"],
        columns={
            table: {**every, **read["columns"].get(table, {})}
            for table in read["tables"]
        },
        codes=read["codes"],
        links={name: _parted(link) for name, link in read["links"].items()},
    )


def _parted(link: str) -> tuple[str, str]:
    table, _, column = link.partition(".")
    return table, column
