"""What files are checked against, and tables as the reader would make them."""

from datetime import date

import pytest

from app.casework.vocabulary import parse_vocabulary
from app.intake.cells import Context
from app.intake.mapping import guess_mapping
from app.intake.request_rows import check_requests
from app.intake.words import parse_dictionary
from app.resource import RESOURCES
from app.spreadsheet.table import Origin, Table

AS_AT = date(2026, 3, 31)


@pytest.fixture(scope="session")
def dictionaries():
    """Return the words that other systems use, by kind of file."""
    return {
        kind: parse_dictionary(
            (RESOURCES / "mappings" / f"{kind}.toml").read_text("utf-8")
        )
        for kind in ("requests", "exhibits")
    }


@pytest.fixture(scope="session")
def contexts(dictionaries):
    """Return what files are checked against, by kind of file."""
    vocabularies = {
        path.stem: parse_vocabulary(path.stem, path.read_text("utf-8"))
        for path in (RESOURCES / "vocabulary").glob("*.csv")
        if path.stem != "status_moves"
    }
    return {
        kind: Context(vocabularies=vocabularies, dictionary=words, as_at=AS_AT)
        for kind, words in dictionaries.items()
    }


@pytest.fixture
def table():
    """Return a function that makes a table of rows, as the reader would."""

    def make(columns, *rows, kind="csv"):
        return Table(
            name="list.csv",
            origin=Origin(sha256="0" * 64, kind=kind),
            columns=tuple(columns),
            header_line=1,
            rows=[list(row) for row in rows],
            lines=list(range(2, 2 + len(rows))),
        )

    return make


@pytest.fixture
def check(table, contexts, dictionaries):
    """Return a function that checks rows of requests by the guessed mapping."""

    def run(columns, *rows, stored=None):
        made = table(columns, *rows)
        mapping = guess_mapping(columns, dictionaries["requests"])
        return check_requests(made, mapping, contexts["requests"], stored=stored or {})

    return run
