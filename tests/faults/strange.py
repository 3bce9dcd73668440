"""Text files as other systems write them, drawn from a seed, and what is in them."""

import csv
import io
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.intake.dates import DateFormat
from app.spreadsheet.child import answer
from app.spreadsheet.table import Limits, Origin, Reading, Table

WORDS = (
    *(
        "phone",
        "Müller",
        "“quoted”",
        "£40 \u2013 paid",
        "O'Neil",
        "a,b;c|d\te",
        'say "hi"',
    ),
    *("two\nlines", "=1+1", "+44 20", "-", "@x", "'=x", "''", "  spaces  ", "Œuvre"),
    *("né", "Łódź", "日本", "100%", "-5", "0012", "1e5", "N/A", "x" * 300),
)
DAYS = tuple(date(2024, 1, 1) + timedelta(days=n) for n in range(800))
WRITTEN = (
    ("%d/%m/%Y", DateFormat.DAY_FIRST),
    ("%Y-%m-%d", DateFormat.ISO),
    ("%d-%b-%Y", DateFormat.DAY_NAME),
    ("%d.%m.%Y %H:%M", DateFormat.DAY_FIRST),
)
HEAD = ("Ref", "Received", "Issued", "Priority", "Phones", "Est hours", "Summary")


def chance_of(seed):
    """Return the chance of one seed."""
    return random.Random(seed)  # noqa: S311 - no secret


@dataclass(slots=True)
class StrangeFile:
    """A file and what was put into it.

    Attributes:
        content: Its bytes.
        rows: Rows of it but the heading, blank ones and titles included.
        right: The right cells of each row that was spoilt, by its reference.
        form: How its days are written.
    """

    content: bytes
    rows: int
    right: dict[str, list[str]] = field(default_factory=dict)
    form: DateFormat = DateFormat.DAY_FIRST


def strange_file(seed):
    """Return a file of requests: good, spoilt, repeated, blank and torn rows."""
    chance = chance_of(seed)
    style, form = chance.choice(WRITTEN)
    titles = chance.choice((0, 0, 0, 1, 3))
    rows, right = [], {}
    for number in range(chance.randint(1, 25)):
        row = _row(chance, f"S{seed}-{number}", style)
        kind = chance.random()
        if kind < 0.2:
            right[row[0]] = row
            rows.append(_spoilt(chance, row))
        elif kind < 0.3 and rows:
            rows.append(list(chance.choice(rows)))
        elif kind < 0.35:
            rows.append([])
        elif kind < 0.4:
            rows.append([" "] * len(HEAD))
        else:
            rows.append(row)
    if not any(any(cell.strip() for cell in row) for row in rows):
        rows.append(_row(chance, f"S{seed}-x", style))
    above = [[f"List {n}"] for n in range(titles)]
    blank = [[]] if titles and chance.random() < 0.5 else []
    text = _written(chance, [*above, *blank, list(HEAD), *rows])
    content = _encoded(chance, text)
    total = len(above) + len(blank) + len(rows)
    return StrangeFile(content=content, rows=total, right=right, form=form)


def _row(chance, reference, style):
    received = chance.choice(DAYS)
    issued = received + timedelta(days=chance.randint(0, 60))
    return [
        reference,
        received.strftime(style),
        chance.choice(("", issued.strftime(style))),
        chance.choice(("High", "P1", "", "Low", "urgent")),
        str(chance.randint(0, 9)),
        chance.choice(("", "7.5", "1,036", "12 hrs")),
        " ".join(chance.choice(WORDS) for _ in range(chance.randint(0, 3))),
    ]


def _spoilt(chance, row):
    spoilt = list(row)
    place = chance.choice((1, 4, 5))
    bad = {1: ("31/02/2025", "tbc", "2035-01-01"), 4: ("-1", "two", "#REF!")}
    spoilt[place] = chance.choice(bad.get(place, ("nan", "-4", "9" * 30)))
    return spoilt


def _written(chance, rows):
    out, end = io.StringIO(newline=""), chance.choice(("\r\n", "\n", "\r"))
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    writer = csv.writer(
        out,
        delimiter=chance.choice(",,;\t|"),
        lineterminator=end,
        quoting=csv.QUOTE_ALL if end == "\r" else quoting,  # it knows no other line end
    )
    writer.writerows(rows)
    text = out.getvalue()
    is_cut = rows[-1] and chance.random() < 0.2  # a blank last row would be gone
    return text.removesuffix(end) if is_cut else text


def _encoded(chance, text):
    codec = chance.choice(("utf-8", "utf-8-sig", "utf-16", "cp1252"))
    try:
        return text.encode(codec)
    except UnicodeEncodeError:
        return text.encode("utf-8")


def table_of(path, content):
    """Return the table in a file as the reading process gives it; None if refused."""
    path.write_bytes(content)
    lines = list(answer(path, Reading(), Limits()))
    if "refused" in lines[-1]:
        return None
    head, *parts = lines[:-1]
    return Table(
        name=path.name,
        origin=Origin(**head["origin"]),
        columns=tuple(head["columns"]),
        header_line=head["header_line"],
        rows=[row for part in parts for row in part["rows"]],
        lines=[line for part in parts for line in part["lines"]],
        titles=tuple(head["titles"]),
        blank_lines=tuple(head["blank_lines"]),
    )


# ---- Columns of dates ---------------------------------------------------------------

STYLES = (
    *("%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%d-%m-%y", "%m/%d/%y", "%y/%m/%d"),
    *("%d %B %Y", "%B %d, %Y", "%d-%b-%y", "%d.%m.%Y", "%Y%m%d", "serial"),
)
"""Twelve ways of writing a day."""


@dataclass(frozen=True, slots=True)
class DateColumn:
    """A column of days: its cells, the days meant, and how it was made."""

    cells: list[str]
    days: list[date]
    kind: str


def date_column(seed):
    """Return a column in one style, in two, or of days that may be read both ways.

    In a column of two styles at least one cell tells: were each of the strange ones a
    day that reads both ways, nobody could see that they are strange.
    """
    chance = chance_of(seed)
    style = chance.choice(STYLES)
    days = [chance.choice(DAYS) for _ in range(chance.randint(1, 40))]
    kind = chance.choice(("pure", "pure", "mixed", "ambiguous"))
    if kind == "ambiguous":
        days = [day.replace(day=1 + day.day % 12) for day in days]
    cells = [_styled(day, style) for day in days]
    if kind == "mixed":
        other = chance.choice(STYLES)
        days[0] = days[0].replace(day=13 + days[0].day % 15)
        strange = {0, *(n for n in range(len(days)) if chance.random() < 0.2)}
        days.append(date(2025, 3, 14 + seed % 14))  # tells of the first style
        cells.append(_styled(days[-1], style))
        for place in strange:
            cells[place] = _styled(days[place], other)
    return DateColumn(cells=cells, days=days, kind=kind)


def _styled(day, style):
    if style == "serial":
        return str((day - date(1899, 12, 30)).days)
    return day.strftime(style)


# ---- Encodings ----------------------------------------------------------------------

SURE = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
"""Encodings that must come out right."""

DOUBTFUL = ("cp850", "mac-roman", "iso-8859-15", "cp1250")
"""Encodings that nobody can tell from Windows-1252 by the bytes alone."""

NAMES = (
    "Müller",
    "O\u2019Neil",
    "Brontë",
    "Œuvre",
    "£40",
    "naïve \u2013 yes",
    "“sic”",
    "Ångström",
)
PLAIN = ("Müller", "Brontë", "öde", "édition", "Ärger", "école")


def text_file(seed, codec):
    """Return the text of a table with letters outside ASCII, and its bytes."""
    chance = chance_of(seed)
    names = NAMES if codec in SURE else PLAIN
    rows = [
        f"DF-{n},{chance.choice(names)},{chance.choice(names)} {chance.random():.3f}"
        for n in range(chance.randint(3, 300))
    ]
    text = "Ref,Name,Détails\r\n" + "\r\n".join(rows) + "\r\n"
    return text, text.encode(codec)
