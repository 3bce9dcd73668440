"""A table on paper: its columns fitted to their words, its head on every page."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF

from app.reports.report import Align, Column, Row, Table
from ui.charts.sheet import LEFT, RIGHT, Sheet
from ui.printing.paper import (
    CELL,
    SMALL,
    Type,
    draw_lines,
    line_height,
    lines_of,
    tone_colour,
)
from ui.style import mixed

HEAD = Type(7.8, 600)
PADS = (4.5, 3.4, 2.4, 1.6)
"""Room left and right of a cell in points; less where a table is crowded."""
NAMES = 0.24
"""Share of the width that the names of the rows are content with."""
LEAST_ROWS = 3
"""Rows that must stand under the head where a table is cut."""


@dataclass(frozen=True, slots=True)
class TablePiece:
    """A table; rows go on over the page under the same head.

    Attributes:
        table: What it shows.
        gap: Room before it in points.
    """

    table: Table
    gap: float = 10.0
    keeps_next: bool = False
    starts_page: bool = False
    most: float = 0.0

    def height(self, sheet: Sheet, width: float) -> float:
        set_ = _Set.of(sheet, self.table, width)
        return set_.top + sum(set_.rows) + set_.note

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        set_ = _Set.of(sheet, self.table, area.width())
        _draw_title(sheet, area, self.table.title)
        head = QRectF(
            area.left(), area.top() + set_.title, area.width(), set_.top - set_.title
        )
        _draw_head(sheet, head, self.table.columns, set_)
        y = head.bottom()
        for row, high in zip(self.table.rows, set_.rows, strict=True):
            line = QRectF(area.left(), y, area.width(), high)
            _draw_row(sheet, line, self.table.columns, row, set_)
            y += high
        if self.table.note:
            place = QPointF(area.left(), y + sheet.points(2.5))
            lines = lines_of(sheet, self.table.note, area.width(), Type(SMALL))
            draw_lines(sheet, place, lines, Type(SMALL), sheet.tokens.muted)

    def cut(
        self, sheet: Sheet, width: float, room: float
    ) -> tuple["TablePiece", "TablePiece"] | None:
        """Cut between two rows; both parts have the head."""
        set_ = _Set.of(sheet, self.table, width)
        fit, high = 0, set_.top
        while fit < len(set_.rows) and high + set_.rows[fit] <= room:
            high += set_.rows[fit]
            fit += 1
        fit = min(fit, len(set_.rows) - 1)
        if fit < LEAST_ROWS:
            return None
        title = self.table.title.removesuffix(" (continued)")
        first = replace(self.table, rows=self.table.rows[:fit], note="")
        rest = replace(
            self.table,
            title=f"{title} (continued)" if title else "",
            rows=self.table.rows[fit:],
        )
        return replace(self, table=first), replace(self, table=rest)


@dataclass(frozen=True, slots=True)
class _Set:
    """A table as it is set: widths of its columns, heights of its rows."""

    pad: float
    widths: tuple[float, ...]
    title: float
    top: float
    rows: tuple[float, ...]
    note: float

    @staticmethod
    def of(sheet: Sheet, table: Table, width: float) -> "_Set":
        pad, widths = _fitted(sheet, table, width)
        title = sheet.points(14.5) if table.title else 0.0
        heads = [
            len(lines_of(sheet, column.head, wide - 2 * pad, HEAD))
            for column, wide in zip(table.columns, widths, strict=True)
        ]
        head = max(heads) * line_height(sheet, HEAD.size) + sheet.points(4)
        rows = tuple(
            _row_height(sheet, row, table.columns, widths, pad) for row in table.rows
        )
        note = 0.0
        if table.note:
            lines = lines_of(sheet, table.note, width, Type(SMALL))
            note = len(lines) * line_height(sheet, SMALL) + sheet.points(2.5)
        return _Set(pad, widths, title, title + head, rows, note)


def _fitted(
    sheet: Sheet, table: Table, width: float
) -> tuple[float, tuple[float, ...]]:
    """Return the room beside the words and the widths of the columns.

    Columns are as wide as their words need, and what is left goes to the first. A
    crowded table has less room beside its words; a number is never broken.
    """
    bare = [
        _bare(sheet, column, [row.cells[place] for row in table.rows])
        for place, column in enumerate(table.columns)
    ]
    for points in PADS:
        pad = sheet.points(points)
        wanted = [wide + 2 * pad for wide in bare]
        least = min(wanted[0], width * NAMES)
        if sum(wanted[1:]) + least <= width:
            return pad, _spread(sheet, wanted, width)
    scale = (width - least) / sum(wanted[1:])
    return pad, (least, *(wide * scale for wide in wanted[1:]))


def _spread(sheet: Sheet, wanted: list[float], width: float) -> tuple[float, ...]:
    """Return widths with the room to spare given to all, most to the first."""
    spare = max(0.0, width - sum(wanted))
    each = min(spare * 0.5 / max(len(wanted) - 1, 1), sheet.points(16))
    rest = [wide + each for wide in wanted[1:]]
    return (width - sum(rest), *rest)


def _bare(sheet: Sheet, column: Column, cells: list[str]) -> float:
    words = [word for word in column.head.split(" ") if word] or [""]
    lead = max(sheet.width(word, HEAD.size, HEAD.weight) for word in words)
    whole = sheet.width(column.head, HEAD.size, HEAD.weight)
    if len(words) > 1:  # two lines at most, as even as the words allow
        ways = (
            max(
                sheet.width(" ".join(words[:at]), HEAD.size, HEAD.weight),
                sheet.width(" ".join(words[at:]), HEAD.size, HEAD.weight),
            )
            for at in range(1, len(words))
        )
        lead = max(lead, min(ways))
    lead = min(lead, whole) + sheet.points(0.5)
    body = max((sheet.width(cell, CELL, 600) for cell in cells), default=0.0)
    return max(lead, body) + sheet.points(0.5)


def _row_height(
    sheet: Sheet,
    row: Row,
    columns: tuple[Column, ...],
    widths: tuple[float, ...],
    pad: float,
) -> float:
    lines = [
        len(lines_of(sheet, cell, wide - 2 * pad, _cell_type(row, column)))
        for cell, column, wide in zip(row.cells, columns, widths, strict=True)
    ]
    return max(lines) * line_height(sheet, CELL) + sheet.points(2.7)


def _cell_type(row: Row, column: Column) -> Type:
    return Type(CELL, 600 if row.is_total or column.is_verdict else 400)


def _draw_title(sheet: Sheet, area: QRectF, title: str) -> None:
    if title:
        line = QRectF(area.left(), area.top(), area.width(), sheet.points(12))
        sheet.text(line, title, size=9.7, weight=600)


def _draw_head(
    sheet: Sheet, area: QRectF, columns: tuple[Column, ...], set_: _Set
) -> None:
    tint = mixed(sheet.tokens.outer_band, sheet.tokens.surface, 0.4)
    sheet.area(area, tint)
    left = area.left()
    for column, wide in zip(columns, set_.widths, strict=True):
        cell = QRectF(left, area.top(), wide, area.height())
        lines = lines_of(sheet, column.head, wide - 2 * set_.pad, HEAD)
        cell = cell.adjusted(set_.pad, 0, -set_.pad, 0)
        _write(sheet, cell, lines, HEAD, column.align, sheet.tokens.text)
        left += wide


def _draw_row(
    sheet: Sheet, area: QRectF, columns: tuple[Column, ...], row: Row, set_: _Set
) -> None:
    left = area.left()
    for column, wide, text in zip(columns, set_.widths, row.cells, strict=True):
        cell = QRectF(left, area.top(), wide, area.height())
        type_ = _cell_type(row, column)
        colour = tone_colour(sheet, row.tone) if column.is_verdict else ""
        lines = lines_of(sheet, text, wide - 2 * set_.pad, type_)
        cell = cell.adjusted(set_.pad, 0, -set_.pad, 0)
        _write(sheet, cell, lines, type_, column.align, colour or sheet.tokens.text)
        left += wide
    pen = sheet.pen(
        sheet.tokens.text if row.is_total else sheet.tokens.hairline,
        1.0 if row.is_total else 0.5,
    )
    sheet.line(area.bottomLeft(), area.bottomRight(), pen)


def _write(
    sheet: Sheet,
    cell: QRectF,
    lines: tuple[str, ...],
    type_: Type,
    align: Align,
    colour: str,
) -> None:
    pitch = line_height(sheet, type_.size)
    top = cell.center().y() - pitch * len(lines) / 2
    side = RIGHT if align is Align.RIGHT else LEFT
    for place, line in enumerate(lines):
        area = QRectF(
            cell.left(), top + place * pitch, cell.width(), pitch,
        )  # fmt: skip
        sheet.text(
            area, line, size=type_.size, weight=type_.weight, colour=colour, align=side
        )
