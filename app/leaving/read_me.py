"""The README of a plain export: every file and column in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import fill

from app.leaving.history import EVENTS, OPERATIONS, ROWS
from app.leaving.tables import IN_WORDS
from app.leaving.words import Words
from app.resource import RESOURCES

WIDTH = 88
_INDENT = 34

LEFT_OUT = (
    "WELLBEING IS LEFT OUT. The tables about the wellbeing of people (exposure,"
    " welfare_contact, rotation, tolerance, feedback) are not here, nor whether"
    " restricted duties keep somebody from harmful material, nor what proves the"
    " wellbeing passphrase. In the history {count} events about it have their place and"
    ' their digest only, and say "wellbeing" in the column "left out": the chain can'
    " still be computed, those records cannot be played from it. That an operation on"
    " wellbeing was made, when and by which account, does stand there: without it the"
    " chain could not be computed. Keep that in mind before you hand the history on."
)
INCLUDED = (
    "WELLBEING IS INCLUDED. The tables exposure, welfare_contact, rotation, tolerance"
    " and feedback are about the wellbeing of single people. They were asked for when"
    " this export was made."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the README says of one export.

    Attributes:
        unit: What the unit is called; may be empty.
        version: Version of the program.
        sequence: Number of the last operation; 0 for none.
        head: Head of the chain after it, hexadecimal.
        with_wellbeing: Whether what is about wellbeing is included.
        left_out: Events of which only place and digest are.
        rows: Rows of each file of a table, by its path, in order.
        heads: The headings of each table of present rows, by the path of its file.
    """

    unit: str
    version: str
    sequence: int
    head: str
    with_wellbeing: bool
    left_out: int
    rows: Mapping[str, int]
    heads: Mapping[str, list[str]]


def read_me(about: About, words: Words) -> str:
    """Return the text of the README."""
    title = f"Plain export of {about.unit or 'a unit'}"
    state = (
        f"Written by Headroom {about.version}. State of the store: operation"
        f" {about.sequence}, head of the history {about.head}."
    )
    wellbeing = INCLUDED if about.with_wellbeing else LEFT_OUT
    text = (RESOURCES / "leaving" / "readme.txt").read_text("utf-8")
    return text.format(
        title=title,
        rule="=" * len(title),
        state=fill(state, WIDTH, break_long_words=False),
        wellbeing=fill(wellbeing.format(count=f"{about.left_out:,}"), WIDTH),
        files="\n".join(_files(about, words)),
    )


def _files(about: About, words: Words) -> Iterator[str]:
    yield "Every file and column"
    yield "---------------------"
    for path, head in about.heads.items():
        table = path.removeprefix("tables/").removesuffix(".csv")
        yield from _headline(path, about.rows[path], words.tables.get(table, ""))
        names = [name for name in head if not name.endswith(IN_WORDS)]
        told = {name: _told(table, name, words) for name in names}
        yield from _columns(told)
    for path, columns, sentence in (
        ("history/operations", OPERATIONS, "What was done, and the chain over it."),
        ("history/events", EVENTS, "What each operation changed, record by record."),
        ("imports/rows", ROWS, "The rows of all imported files."),
    ):
        count = about.rows[f"{path}.csv"]
        yield from _headline(f"{path}.csv and .jsonl", count, sentence)
        yield from _columns(columns)


def _headline(path: str, rows: int, sentence: str) -> Iterator[str]:
    yield ""
    yield f"{path}   ({rows:,} rows)"
    yield fill(sentence, WIDTH)


def _told(table: str, name: str, words: Words) -> str:
    said, place = words.about(table, name), f"{table}.{name}"
    if (list_ := words.codes.get(place)) is not None:
        return f"{said} Code of the list {list_}, in tables/term.csv."
    return said


def _columns(columns: Mapping[str, str]) -> Iterator[str]:
    for name, said in columns.items():
        indent = " " * _INDENT
        first = f"  {name:<{_INDENT - 2}}"
        yield fill(said, WIDTH, initial_indent=first, subsequent_indent=indent)
