"""Write the independent reckoning of gross to net as a spreadsheet of formulas.

    python tests/capacity/gross_to_net/make_sheet.py gross_to_net_formulas.xlsx

It imports nothing of the program: what it writes are inputs as plain cells, and
formulas as text. A spreadsheet program reckons them (README.md says how), so that
agreement with the program is agreement of two reckonings.
"""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

MONDAY = date(2025, 12, 29)
WEEKS = 53
HEAD = 5  # row of the column headings on every sheet
FIRST = HEAD + 1
LAST = HEAD + 7 * WEEKS

PEOPLE = (
    ("Full time", date(2019, 3, 4), None),
    ("Part time", date(2021, 6, 1), None),
    ("Phased return", date(2015, 1, 5), None),
    ("Leaver", date(2018, 9, 3), date(2026, 8, 19)),
    ("Joiner", date(2026, 4, 14), None),
)
PATTERNS = (
    ("Full time", date(2019, 3, 4), None, (7, 7, 7, 7, 7, 0, 0)),
    ("Part time", date(2021, 6, 1), date(2026, 6, 30), (7, 7, 7, 0, 0, 0, 0)),
    # from a Wednesday on: the week has days of both
    ("Part time", date(2026, 7, 1), None, (6.5, 6.5, 6.5, 0, 5.25, 0, 0)),
    ("Phased return", date(2015, 1, 5), None, (7.4, 7.4, 7.4, 7.4, 5.4, 0, 0)),
    ("Leaver", date(2018, 9, 3), None, (8.75, 8.75, 8.75, 8.75, 0, 0, 0)),
    ("Joiner", date(2026, 4, 14), None, (7, 7, 7, 7, 7, 0, 0)),
)
HOLIDAYS = (  # Scotland
    (date(2026, 1, 1), "New Year's Day"),
    (date(2026, 1, 2), "2nd January"),
    (date(2026, 4, 3), "Good Friday"),
    (date(2026, 5, 4), "Early May bank holiday"),
    (date(2026, 5, 25), "Spring bank holiday"),
    (date(2026, 6, 15), "World Cup bank holiday"),
    (date(2026, 8, 3), "Summer bank holiday"),
    (date(2026, 11, 30), "St Andrew's Day"),
    (date(2026, 12, 25), "Christmas Day"),
    (date(2026, 12, 28), "Boxing Day (substitute day)"),
    (date(2027, 1, 1), "New Year's Day"),
)
# who, kind, first day, last day, hours of each day, share kept
AWAY = (
    ("Full time", "A_LEAVE", date(2026, 2, 16), date(2026, 2, 20), None, None),
    # over Good Friday, which is not taken off twice
    ("Full time", "A_LEAVE", date(2026, 3, 30), date(2026, 4, 10), None, None),
    ("Full time", "A_LEAVE", date(2026, 7, 13), date(2026, 7, 31), None, None),
    # hours of a part of a day
    ("Full time", "A_LEAVE", date(2026, 9, 9), date(2026, 9, 9), 3.5, None),
    ("Full time", "A_SICK_S", date(2026, 5, 18), date(2026, 5, 20), None, None),
    # court on a Thursday, which stands for what court takes in a usual week
    ("Full time", "B_COURT", date(2026, 6, 11), date(2026, 6, 11), 5.0, None),
    ("Full time", "B_COURT", date(2026, 10, 15), date(2026, 10, 16), None, None),
    ("Full time", "B_TRAIN", date(2026, 11, 9), date(2026, 11, 11), None, None),
    ("Part time", "A_LEAVE", date(2026, 1, 12), date(2026, 1, 16), None, None),
    # sickness within leave counts as sickness
    ("Part time", "A_LEAVE", date(2026, 8, 10), date(2026, 8, 21), None, None),
    ("Part time", "A_SICK_S", date(2026, 8, 17), date(2026, 8, 18), None, None),
    ("Part time", "A_TOIL", date(2026, 7, 10), date(2026, 7, 10), 2.25, None),
    # two part days of one kind on one day, more together than the day has
    ("Part time", "A_LEAVE", date(2026, 9, 11), date(2026, 9, 11), 3.0, None),
    ("Part time", "A_LEAVE", date(2026, 9, 11), date(2026, 9, 11), 3.0, None),
    # a search, on two days that stand for the usual share of on-site triage
    ("Part time", "B_SCENE", date(2026, 3, 3), date(2026, 3, 4), None, None),
    ("Part time", "B_SCENE", date(2026, 12, 7), date(2026, 12, 7), 4.0, None),
    ("Phased return", "A_SICK_L", date(2026, 1, 19), date(2026, 4, 10), None, None),
    ("Phased return", "A_PHASED", date(2026, 4, 11), date(2026, 5, 8), None, 0.4),
    ("Phased return", "A_PHASED", date(2026, 5, 9), date(2026, 6, 9), None, 0.7),
    # a part day of leave within the phased return: both find what is there
    ("Phased return", "A_LEAVE", date(2026, 5, 14), date(2026, 5, 14), 4.0, None),
    ("Phased return", "A_LEAVE", date(2026, 10, 5), date(2026, 10, 16), None, None),
    ("Phased return", "A_LEAVE", date(2026, 12, 21), date(2027, 1, 3), None, None),
    ("Leaver", "A_LEAVE", date(2026, 7, 27), date(2026, 8, 7), None, None),
    # leave that was planned beyond the last day in post takes nothing
    ("Leaver", "A_LEAVE", date(2026, 8, 17), date(2026, 8, 28), None, None),
    ("Leaver", "B_SCENE", date(2026, 4, 28), date(2026, 4, 28), None, None),
    ("Joiner", "A_LEAVE", date(2026, 8, 31), date(2026, 9, 3), None, None),
    # with four days of leave before it, less is left than the week's training asks
    ("Joiner", "A_LEAVE", date(2026, 9, 4), date(2026, 9, 4), 2.5, None),
    ("Joiner", "A_SICK_S", date(2026, 11, 26), date(2026, 12, 1), None, None),
    ("Joiner", "B_TRAIN", date(2026, 6, 1), date(2026, 6, 5), None, None),
)
# who (empty: everyone), kind, from, to, hours a week, share
STANDING = (
    (None, "B_TRAIN", date(2024, 1, 1), None, 1.4, None),
    (None, "B_COURT", date(2024, 1, 1), None, 0.4, None),
    (None, "B_QA", date(2024, 1, 1), date(2026, 9, 30), None, 0.08),
    (None, "B_QA", date(2026, 10, 1), None, None, 0.10),  # from a Thursday on
    (None, "B_ADMIN", date(2024, 1, 1), None, None, 0.08),
    (None, "B_SCENE", date(2024, 1, 1), None, None, 0.06),
    ("Full time", "B_QA", date(2026, 3, 18), date(2026, 5, 12), None, 0.05),
    ("Joiner", "B_TRAIN", date(2026, 4, 14), date(2026, 10, 14), 6.0, None),
    # with the shares of everyone more than the whole, for two weeks
    ("Leaver", "B_ADMIN", date(2026, 6, 17), date(2026, 6, 30), None, 0.95),
)
AS_AT = date(2026, 6, 30)
ALLOWANCE = 0.034

ABSENCES = ("A_SICK_L", "A_SICK_S", "A_LEAVE", "A_TOIL", "A_PHASED")
DATED = ("B_COURT", "B_SCENE", "B_TRAIN")
BY_HOURS = ("B_COURT", "B_TRAIN")
BY_SHARE = ("B_ADMIN", "B_QA", "B_SCENE")
ALLOWANCE_KIND = "SICKNESS_ALLOWANCE"
KINDS = (
    "A_PH",
    *ABSENCES,
    ALLOWANCE_KIND,
    *sorted({*DATED, *BY_HOURS, *BY_SHARE}),
)

RULES = (
    "Gross to net for five people, day by day, reckoned by the formulas of this file.",
    "What is given stands on the sheets Settings, People, Patterns, Holidays, Away and"
    " Standing. All else is a formula.",
    "One sheet for each person: a row for each day, from the Monday of the first week"
    " of 2026 to the Sunday of its last. Each step finds what the last one left.",
    "1  Hours rostered while in post: contracted hours (gross).",
    "2  Public holidays take the hours rostered on them.",
    "3  Absences, kind by kind: long sickness, short sickness, leave, time in lieu,"
    " phased return. One takes the whole day, hours of it, or a share of the rostered"
    " hours; never more than is left.",
    "4  Allowance for sickness that nobody foresees: a share of what is left on the"
    " days after the as-at day.",
    "5  Other work on given days, kind by kind.",
    "6  Hours a week of standing other work: a seventh for each day in post and in"
    " force. None in a week with given days of the same kind. Together at most what"
    " the week has left, else each in proportion; off each day in proportion to what"
    " the day has left.",
    "7  Standing shares, all of the same hours, those left by 6. None in a week with"
    " given days of the same kind. Above 100 % together, each in proportion.",
    "8  What is left is net: hours for casework.",
)

BOLD, SOFT = Font(bold=True), PatternFill("solid", fgColor="FFF2CC")
TITLE = Font(bold=True, size=14)

Row = Sequence[object]


def write_list(
    sheet: Worksheet, title: str, heads: Sequence[str], rows: Iterable[Row]
) -> None:
    """Write a list: plain cells are what is given and tinted, formulas are not."""
    sheet["A1"], sheet["A1"].font = title, TITLE
    sheet["A2"] = "Tinted cells are given; the others are formulas."
    for column, head in enumerate(heads, start=1):
        cell = sheet.cell(HEAD, column, head)
        cell.font, cell.alignment = BOLD, Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(column)].width = 13
    for number, row in enumerate(rows, start=FIRST):
        for column, value in enumerate(row, start=1):
            cell = sheet.cell(number, column, value)
            is_formula = isinstance(value, str) and value.startswith("=")
            if not is_formula:
                cell.fill = SOFT
            if isinstance(value, date) or (is_formula and "DATE(" in value):
                cell.number_format = "ddd d mmm yyyy"
                sheet.column_dimensions[get_column_letter(column)].width = 17
    sheet.freeze_panes = sheet.cell(FIRST, 1)


def span(sheet: str, column: str, rows: Sequence[object]) -> str:
    """Return the cells of one column of an input list."""
    return f"{sheet}!${column}${FIRST}:${column}${HEAD + len(rows)}"


def until(row: int, column: str) -> str:
    """Return the formula of the last day, far ahead where there is none."""
    return f'=IF({column}{row}="",DATE(2199,12,31),{column}{row})'


def write_inputs(book: Workbook) -> None:
    settings = book.create_sheet("Settings")
    rows = (
        ("As-at day", AS_AT),
        ("Allowance for sickness", ALLOWANCE),
        ("First Monday", MONDAY),
    )
    write_list(settings, "Settings", ("What", "Value"), rows)
    settings.column_dimensions["A"].width = 24
    write_list(
        book.create_sheet("People"),
        "People",
        ("Person", "First day in post", "Last day in post", "Until"),
        ((*one, until(FIRST + at, "C")) for at, one in enumerate(PEOPLE)),
    )
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    write_list(
        book.create_sheet("Patterns"),
        "Working patterns: hours rostered on each weekday",
        ("Person", "From", "To", *days, "Until", "Hours a week"),
        (
            (
                *(who, first, last, *hours, until(FIRST + at, "C")),
                f"=SUM(D{FIRST + at}:J{FIRST + at})",
            )
            for at, (who, first, last, hours) in enumerate(PATTERNS)
        ),
    )
    write_list(
        book.create_sheet("Holidays"),
        "Public holidays, Scotland",
        ("Day", "Name"),
        HOLIDAYS,
    )
    write_list(
        book.create_sheet("Away"),
        "Absences, and other work on given days",
        (
            *("Person", "Kind", "First day", "Last day", "Hours of each day"),
            *("Share kept", "Share taken of the rostered hours"),
        ),
        (
            (
                *one,
                f'=IF(E{FIRST + at}<>"",0,IF(F{FIRST + at}<>"",1-F{FIRST + at},1))',
            )
            for at, one in enumerate(AWAY)
        ),
    )
    write_list(
        book.create_sheet("Standing"),
        "Standing other work, of one person or (empty) of everyone",
        ("Person", "Kind", "From", "To", "Hours a week", "Share", "Until", "Of"),
        (
            (
                *one,
                until(FIRST + at, "D"),
                f'=IF(A{FIRST + at}="","everyone",A{FIRST + at})',
            )
            for at, one in enumerate(STANDING)
        ),
    )


class Days:
    """The sheet of one person: columns are added from left to right."""

    def __init__(self, sheet: Worksheet, who: str) -> None:
        self.sheet, self.letter = sheet, {}
        sheet["A1"], sheet["A1"].font = who, TITLE
        sheet["A2"] = "Hours of each day; every step finds what the last one left."

    def add(self, head: str, formula: str, style: str = "0.00") -> str:
        """Add a column; ``{Head}`` in its formula is the cell of that column."""
        column = len(self.letter) + 1
        self.letter[head] = get_column_letter(column)
        cell = self.sheet.cell(HEAD, column, head)
        cell.font, cell.alignment = BOLD, Alignment(wrap_text=True, vertical="top")
        self.sheet.column_dimensions[self.letter[head]].width = 12
        for row in range(FIRST, LAST + 1):
            self.sheet.cell(row, column, self._text(formula, row)).number_format = style
        return head

    def _text(self, formula: str, row: int) -> str:
        for head, letter in self.letter.items():
            formula = formula.replace(f"{{{head}}}", f"${letter}{row}")
            formula = formula.replace(
                f"[{head}]", f"${letter}${FIRST}:${letter}${LAST}"
            )
        return "=" + formula.replace("#", str(row - FIRST))

    def of_week(self, head: str) -> str:
        """Return the sum of a column over the week of the row."""
        return f"SUMIFS([{head}],[Week],{{Week}})"


def away_on(kind: str, column: str) -> str:
    """Return the sum of a column of Away over what holds on the day of the row."""
    return (
        f"SUMIFS({span('Away', column, AWAY)},{span('Away', 'A', AWAY)},$A$1,"
        f'{span("Away", "B", AWAY)},"{kind}",{span("Away", "C", AWAY)},"<="&{{Day}},'
        f'{span("Away", "D", AWAY)},">="&{{Day}})'
    )


def free_of_dated(kind: str) -> str:
    """Return 1 in a week without given days of the kind, else 0."""
    return (
        f'IF(COUNTIFS({span("Away", "A", AWAY)},$A$1,{span("Away", "B", AWAY)},"{kind}"'
        f',{span("Away", "C", AWAY)},"<="&({{Week}}+6)'
        f',{span("Away", "D", AWAY)},">="&{{Week}})=0,1,0)'
    )


def standing_on(kind: str, column: str) -> str:
    """Return the sum of a column of Standing over what holds on the day of the row."""
    of = span("Standing", "H", STANDING)
    return (
        f'SUMPRODUCT((({of}=$A$1)+({of}="everyone"))*({span("Standing", "B", STANDING)}'
        f'="{kind}")*({span("Standing", "C", STANDING)}<={{Day}})'
        f"*({span('Standing', 'G', STANDING)}>={{Day}})"
        f"*{span('Standing', column, STANDING)})"
    )


def write_days(book: Workbook, at: int, who: str) -> Days:
    days = Days(book.create_sheet(who), who)
    row = FIRST + at
    days.add("Day", f"Settings!$B${FIRST + 2}+#", "ddd d mmm yyyy")
    days.sheet.column_dimensions["A"].width = 17
    days.add("Week", "{Day}-WEEKDAY({Day},2)+1", "d mmm yyyy")
    days.add(
        "In post", f"IF(AND({{Day}}>=People!$B${row},{{Day}}<=People!$D${row}),1,0)"
    )
    hours = f"Patterns!$D${FIRST}:$J${HEAD + len(PATTERNS)}"
    days.add(
        "Gross",
        f"{{In post}}*SUMIFS(INDEX({hours},0,WEEKDAY({{Day}},2)),"
        f"{span('Patterns', 'A', PATTERNS)},$A$1,"
        f'{span("Patterns", "B", PATTERNS)},"<="&{{Day}},'
        f'{span("Patterns", "K", PATTERNS)},">="&{{Day}})',
    )
    days.add(
        "A_PH",
        f"IF(COUNTIF({span('Holidays', 'A', HOLIDAYS)},{{Day}})>0,{{Gross}},0)",
    )
    left = days.add("Left after A_PH", "{Gross}-{A_PH}")
    for kind in ABSENCES:
        left = write_step(days, kind, kind, left)
    allowed = f"IF({{Day}}>Settings!$B${FIRST},{{{left}}}*Settings!$B${FIRST + 1},0)"
    days.add(ALLOWANCE_KIND, allowed)
    left = days.add("Left after allowance", f"{{{left}}}-{{{ALLOWANCE_KIND}}}")
    for kind in DATED:
        left = write_step(days, kind, f"{kind} on given days", left)
    left = write_hours(days, left)
    write_shares(days, left)
    days.sheet.freeze_panes = days.sheet.cell(FIRST, 3)
    days.sheet.row_dimensions[HEAD].height = 46
    return days


def write_step(days: Days, kind: str, head: str, left: str) -> str:
    asked = f"MIN(1,{away_on(kind, 'G')})*{{Gross}}+{away_on(kind, 'E')}"
    days.add(head, f"MIN({{{left}}},{asked})")
    return days.add(f"Left after {head}", f"{{{left}}}-{{{head}}}")


def write_hours(days: Days, left: str) -> str:
    for kind in BY_HOURS:
        asked = f"{{In post}}*{free_of_dated(kind)}*{standing_on(kind, 'E')}/7"
        days.add(f"{kind} hours asked", asked)
    for kind in BY_HOURS:
        days.add(f"{kind} asked in week", days.of_week(f"{kind} hours asked"))
    days.add(
        "Asked in week", "+".join(f"{{{kind} asked in week}}" for kind in BY_HOURS)
    )
    days.add("Left in week", days.of_week(left))
    days.add(
        "Met in week", "IF({Asked in week}=0,0,MIN(1,{Left in week}/{Asked in week}))"
    )
    for kind in BY_HOURS:
        part = f"{{{kind} asked in week}}*{{Met in week}}"
        days.add(
            f"{kind} by hours",
            f"IF({{Left in week}}=0,0,{part}*{{{left}}}/{{Left in week}})",
        )
    taken = "-".join(f"{{{kind} by hours}}" for kind in BY_HOURS)
    return days.add("Left after hours a week", f"MAX(0,{{{left}}}-{taken})")


def write_shares(days: Days, left: str) -> None:
    for kind in BY_SHARE:
        share = f"{free_of_dated(kind)}*{standing_on(kind, 'F')}"
        days.add(f"{kind} share", share, "0.0%")
    shares = "+".join(f"{{{kind} share}}" for kind in BY_SHARE)
    days.add("All shares", shares, "0.0%")
    for kind in BY_SHARE:
        days.add(
            f"{kind} by share",
            f"{{{left}}}*{{{kind} share}}/MAX(1,{{All shares}})",
        )
    taken = "-".join(f"{{{kind} by share}}" for kind in BY_SHARE)
    days.add("Net", f"{{{left}}}-{taken}")


def columns_of(days: Days, kind: str) -> list[str]:
    """Return the columns in which hours of a kind are taken off."""
    heads = (kind, f"{kind} on given days", f"{kind} by hours", f"{kind} by share")
    return [days.letter[head] for head in heads if head in days.letter]


def write_weeks(book: Workbook, sheets: dict[str, Days]) -> None:
    """Write the sums by person and week, and by person over all weeks."""
    rows, year, at = [], [], FIRST
    for who, days in sheets.items():
        sums = [["Gross"], *([kind] for kind in KINDS), ["Net"]]
        letters = [
            columns_of(days, name) if name in KINDS else [days.letter[name]]
            for (name,) in sums
        ]
        week = f"'{who}'!$B${FIRST}:$B${LAST}"
        first = at
        for number in range(WEEKS):
            parts = [
                "+".join(
                    f"SUMIFS('{who}'!${one}${FIRST}:${one}${LAST},{week},$B{at})"
                    for one in each
                )
                for each in letters
            ]
            monday = f"=Settings!$B${FIRST + 2}+{7 * number}+0*DATE(2026,1,1)"
            rows.append((who, monday, *(f"={part}" for part in parts), check(at)))
            at += 1
        columns = [get_column_letter(3 + place) for place in range(len(letters))]
        sums_of = [f"=SUM(Weeks!{one}${first}:{one}${at - 1})" for one in columns]
        year.append((who, f"=COUNT(Weeks!B${first}:B${at - 1})", *sums_of))
    heads = ("Gross", *KINDS, "Net", "Gross less all less net")
    write_list(
        book.create_sheet("Weeks"),
        "Hours by person and week",
        ("Person", "Week", *heads),
        rows,
    )
    write_year(book, year, heads)


def check(row: int) -> str:
    last = get_column_letter(3 + len(KINDS))
    return f"=C{row}-SUM(D{row}:{last}{row})-{get_column_letter(4 + len(KINDS))}{row}"


def write_year(book: Workbook, year: list[Row], heads: Sequence[str]) -> None:
    end = HEAD + len(PEOPLE)
    columns = [get_column_letter(3 + place) for place in range(len(heads) - 1)]
    lines = [(*line, check(FIRST + at)) for at, line in enumerate(year)]
    total = (
        *("=" + '"Together"', f"=SUM(B{FIRST}:B{end})"),
        *(f"=SUM({one}{FIRST}:{one}{end})" for one in columns),
        check(end + 1),
    )
    write_list(
        book.create_sheet("Year", 1),
        "Hours by person over all weeks",
        ("Person", "Weeks", *heads),
        [*lines, total],
    )


def make(path: Path) -> None:
    book = Workbook()
    rules = book.active
    rules.title = "Rules"
    rules.column_dimensions["A"].width = 110
    for at, line in enumerate(RULES, start=1):
        rules.cell(at, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    rules["A1"].font = TITLE
    write_inputs(book)
    sheets = {one[0]: write_days(book, at, one[0]) for at, one in enumerate(PEOPLE)}
    write_weeks(book, sheets)
    for sheet in ("Weeks", "Year"):
        for row in book[sheet].iter_rows(min_row=FIRST, min_col=3):
            for cell in row:
                cell.number_format = "0.00"
    book.save(path)


if __name__ == "__main__":
    make(Path(sys.argv[1]))
