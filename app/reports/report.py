"""The parts that every report is made of: words, tables and charts, ready to lay out.

Every text is final: rounded, with its unit, in the words of the unit. The same report
is printed, shown, written as an accessible document and compared in tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.reports.chart import Chart


class Tone(StrEnum):
    """What a figure or a word means for the unit; never said by colour alone."""

    PLAIN = "plain"
    GOOD = "good"
    WATCH = "watch"
    BAD = "bad"


class Align(StrEnum):
    """On which side the cells of a column stand."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One of the figures that a reader sees first.

    Attributes:
        label: Name of the figure.
        value: The value, rounded, such as ``422``.
        unit: Its unit, such as ``requests``; empty where the value holds it.
        remark: What it is compared with, in words with a direction.
        tone: What the direction means.
    """

    label: str
    value: str
    unit: str = ""
    remark: str = ""
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """The figures at the top of a report, side by side."""

    figures: tuple[Headline, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table.

    Attributes:
        head: What stands above it, with the unit.
        align: On which side its cells stand; numbers stand right.
        is_verdict: Whether its words carry the tone of their row.
    """

    head: str
    align: Align = Align.RIGHT
    is_verdict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a table.

    Attributes:
        cells: One text for each column.
        is_total: Whether it sums up what is above it.
        tone: What the word in the column of verdicts means.
    """

    cells: tuple[str, ...]
    is_total: bool = False
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table; every cell is text already.

    Attributes:
        title: What it shows; stands above it.
        columns: Its columns, the first names the rows.
        rows: Its rows, from the top.
        note: What the reader must know to read it; stands below it.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def __post_init__(self) -> None:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("every row needs a cell for each column")


@dataclass(frozen=True, slots=True, kw_only=True)
class Charts:
    """Charts side by side."""

    charts: tuple[Chart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """Sentences.

    Attributes:
        paragraphs: One text for each paragraph.
        has_bullets: Whether each paragraph is a point of a list.
        is_small: Whether it is small print.
        is_letter: Whether it is set as a letter is: larger, with room between.
    """

    paragraphs: tuple[str, ...]
    has_bullets: bool = False
    is_small: bool = False
    is_letter: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """How one figure is made.

    Attributes:
        term: Name of the figure, with the identity of its measure.
        text: What is counted, and anything else that the reader must know.
        coverage: Records used of records in scope, in words.
    """

    term: str
    text: str
    coverage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions:
    """How the figures of a report are made."""

    entries: tuple[Definition, ...]


Block = Headlines | Table | Charts | Prose | Definitions
"""What a section is made of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Two columns of blocks.

    Attributes:
        left: Read first, from the top.
        right: Read second, from the top.
        share: Share of the width that the left column takes, 0 to 1.
    """

    left: tuple[Table | Charts, ...]
    right: tuple[Table | Charts, ...]
    share: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and what stands under it.

    Attributes:
        heading: Its heading.
        blocks: What stands under it, in reading order.
        finding: What the reader should take from it, one sentence; may be empty.
        starts_page: Whether it begins a new page, if the one before is well filled.
        is_silent: Whether the heading is only for those who hear the page, as its
            blocks have titles of their own.
    """

    heading: str
    blocks: tuple[Block | Beside, ...]
    finding: str = ""
    starts_page: bool = False
    is_silent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as the unit stood at the end of one day.

    Attributes:
        kind: Name of the kind of report in files and commands.
        title: What the reader calls it.
        unit: Name of the unit.
        organisation: Name of the force; may be empty.
        period: The period it is about, in words.
        comparison: What the period is compared with, in words.
        as_at: Day at the end of which the figures hold.
        marking: Protective marking, for the top and the bottom of every page.
        handling: Handling line under the marking; may be empty.
        store: Name of the store's file.
        fingerprint: State of the store: the same figures come from the same state.
        made_at: When it was made, local time.
        made_by: Who made it.
        sections: What it says.
        since_print: How many changes came since a head was printed last, in words.
        standing: What the foot says of the day in place of "figures as at the end of".
    """

    kind: str
    title: str
    unit: str
    organisation: str
    period: str
    comparison: str
    as_at: date
    marking: str
    handling: str
    store: str
    fingerprint: str
    made_at: datetime
    made_by: str
    sections: tuple[Section, ...]
    since_print: str = ""
    standing: str = "figures as at the end of"

    @property
    def owner(self) -> str:
        """The unit and its force, as printed."""
        return ", ".join(name for name in (self.unit, self.organisation) if name)

    def blocks(self) -> Iterator[Block]:
        """Yield every block in reading order, those side by side one by one."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Beside):
                    yield from (*block.left, *block.right)
                else:
                    yield block

    def tables(self) -> list[Table]:
        """Return the tables in reading order."""
        return [block for block in self.blocks() if isinstance(block, Table)]

    def charts(self) -> list[Chart]:
        """Return the charts in reading order."""
        groups = [block for block in self.blocks() if isinstance(block, Charts)]
        return [chart for group in groups for chart in group.charts]

    def headlines(self) -> list[Headline]:
        """Return the figures that a reader sees first."""
        groups = [block for block in self.blocks() if isinstance(block, Headlines)]
        return [figure for group in groups for figure in group.figures]
