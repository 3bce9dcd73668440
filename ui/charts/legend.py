"""The heading of a chart: title, unit and the key to what is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from app.reports.chart import Kind
from ui.charts.sheet import CAPTION, TITLE, Sheet

SWATCH = 9.0
"""Width of the small sign before a name, in points."""
BETWEEN = 12.0
"""Room between two entries, in points."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of the key: a name and the sign it is drawn with."""

    name: str
    kind: Kind
    colour: str
    edge: str = ""
    is_dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """The words above a chart."""

    title: str
    subtitle: str
    entries: Sequence[Entry] = ()


def draw_heading(sheet: Sheet, area: QRectF, heading: Heading) -> float:
    """Draw the heading at the top of an area and return its height.

    Without a title the key stands on the line of the subtitle.
    """
    small = sheet.height(CAPTION)
    line = sheet.height(TITLE) if heading.title else 0.0
    first = (heading.title, TITLE, 600) if line else (heading.subtitle, CAPTION, 400)
    key = legend_width(sheet, heading.entries)
    is_beside = sheet.width(*first) + key + sheet.points(BETWEEN) <= area.width()
    title = QRectF(area.left(), area.top(), area.width(), line)
    sheet.text(title, heading.title, size=TITLE, weight=600)
    below = QRectF(area.left(), area.top() + line, area.width(), small)
    sheet.text(below, heading.subtitle, colour=sheet.tokens.muted)
    if not heading.entries:
        return line + small
    if is_beside:
        start = QPointF(area.right() - key, area.top() + (line or small) / 2)
        draw_legend(sheet, start, heading.entries)
        return line + small
    start = QPointF(area.left(), below.bottom() + small * 0.7)
    rows = draw_legend(sheet, start, heading.entries, room=area.width())
    return line + small * (1.25 + rows * 1.15)


def legend_width(sheet: Sheet, entries: Sequence[Entry]) -> float:
    """Return how wide the key is on one line."""
    wide = (entry_width(sheet, entry) for entry in entries)
    gaps = sheet.points(BETWEEN) * max(len(entries) - 1, 0)
    return sum(wide) + gaps


def entry_width(sheet: Sheet, entry: Entry) -> float:
    """Return how wide one entry is."""
    return sheet.points(SWATCH + 4) + sheet.width(entry.name)


def draw_legend(
    sheet: Sheet, middle: QPointF, entries: Sequence[Entry], room: float = 0.0
) -> int:
    """Draw the key from the left middle of its first line; return its lines."""
    left, y, rows = middle.x(), middle.y(), 1
    x = left
    for entry in entries:
        wide = entry_width(sheet, entry)
        if room and x > left and x + wide > left + room:
            x, y, rows = left, y + sheet.height() * 1.15, rows + 1
        draw_sign(sheet, QPointF(x, y), entry)
        start = x + sheet.points(SWATCH + 4)
        height = sheet.height()
        sheet.text(QRectF(start, y - height / 2, wide, height), entry.name)
        x += wide + sheet.points(BETWEEN)
    return rows


def draw_sign(sheet: Sheet, middle: QPointF, entry: Entry) -> None:
    """Draw the sign of an entry: a patch for areas, a stroke for lines."""
    side = sheet.points(SWATCH)
    if entry.kind in (Kind.BARS, Kind.BAND):
        patch = QRectF(middle.x(), middle.y() - side * 0.42, side, side * 0.84)
        sheet.area(patch, entry.colour, edge=entry.edge, radius=1.5)
        return
    style = Qt.PenStyle.DashLine if entry.is_dashed else Qt.PenStyle.SolidLine
    pen = sheet.pen(entry.colour, 1.6, style)
    if entry.is_dashed:
        pen.setDashPattern([2.2, 1.4])
    end = QPointF(middle.x() + side, middle.y())
    sheet.painter.setPen(pen)
    sheet.painter.drawLine(middle, end)
