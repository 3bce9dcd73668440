"""Draws one series inside a frame: bars, a line, steps or a band."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainterPath, QPen, QPolygonF

from app.reports.chart import Kind, Role, Series, TimeChart
from ui.charts.axis import TimeScale
from ui.charts.sheet import Sheet

LINE_WIDTH = 1.5
"""Width of a line, in points."""
CASING = 0.8
"""Width of the light edge on both sides of a line over bars, in points."""
ROOM_FOR_MARKERS = 8.0
"""Least distance of two values, in points, at which each gets a dot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The area inside the axes and its two scales."""

    plot: QRectF
    time: TimeScale
    low: float
    high: float

    def y(self, value: float) -> float:
        """Return the height at which a value stands."""
        share = (value - self.low) / (self.high - self.low)
        return self.plot.bottom() - share * self.plot.height()


def last_known(series: Series) -> int:
    """Return the position of the last value that is known, or -1."""
    known = (i for i, value in enumerate(series.values) if not math.isnan(value))
    return max(known, default=-1)


def draw_series(sheet: Sheet, frame: Frame, chart: TimeChart, series: Series) -> None:
    """Draw one series of a chart."""
    if series.kind is Kind.BARS:
        draw_bars(sheet, frame, chart, series)
    elif series.kind is Kind.BAND:
        draw_band(sheet, frame, series)
    elif series.kind is Kind.STEP:
        draw_steps(sheet, frame, series, has_casing=chart.has_bars)
    else:
        draw_line(sheet, frame, series, has_casing=chart.has_bars)


def draw_bars(sheet: Sheet, frame: Frame, chart: TimeChart, series: Series) -> None:
    """Draw upright bars, side by side where the chart has several."""
    together = [s for s in chart.series if s.kind is Kind.BARS]
    place, count = together.index(series), len(together)
    wide = frame.time.slot * 0.66 / count
    fill, edge = sheet.tokens.role(series.role), sheet.tokens.received_edge
    radius = min(1.6, wide / sheet.points(1) / 4)
    for position, value in enumerate(series.values):
        if math.isnan(value) or value == 0:
            continue
        left = frame.time.at(position) + (place - count / 2) * wide
        bar = QRectF(QPointF(left, frame.y(value)), QPointF(left + wide, frame.y(0)))
        draw_bar(sheet, bar, fill, edge=edge, radius=radius)


def draw_bar(sheet: Sheet, bar: QRectF, fill: str, *, edge: str, radius: float) -> None:
    """Draw one bar: round at the top on screen, outlined on paper."""
    if sheet.tokens.is_print:
        sheet.area(bar, fill, edge=edge)
        return
    round_by = min(sheet.points(radius), bar.height())
    path = QPainterPath()
    path.addRoundedRect(bar.adjusted(0, 0, 0, round_by), round_by, round_by)
    sheet.painter.save()
    sheet.painter.setClipRect(
        bar.adjusted(-1, -1, 1, 0), Qt.ClipOperation.IntersectClip
    )
    sheet.painter.fillPath(path, QBrush(QColor(fill)))
    sheet.painter.restore()


def runs(series: Series) -> Iterator[list[int]]:
    """Yield the stretches of positions between gaps."""
    run: list[int] = []
    for position, value in enumerate(series.values):
        if not math.isnan(value):
            run.append(position)
        elif run:
            yield run
            run = []
    if run:
        yield run


def draw_line(sheet: Sheet, frame: Frame, series: Series, *, has_casing: bool) -> None:
    """Draw a line through the known values, with a dot on each where there is room."""
    colour = sheet.tokens.role(series.role)
    shows_dots = has_casing and frame.time.slot >= sheet.points(ROOM_FOR_MARKERS)
    for run in runs(series):
        points = [QPointF(frame.time.at(i), frame.y(series.values[i])) for i in run]
        stroke(sheet, QPolygonF(points), series, has_casing=has_casing)
        if shows_dots or len(points) == 1:
            for point in points:
                draw_dot(sheet, point, colour)


def draw_steps(sheet: Sheet, frame: Frame, series: Series, *, has_casing: bool) -> None:
    """Draw a level line over each period, joined by upright ones."""
    for run in runs(series):
        points = []
        for position in run:
            y = frame.y(series.values[position])
            points += [QPointF(x, y) for x in frame.time.edges(position)]
        stroke(sheet, QPolygonF(points), series, has_casing=has_casing)


def stroke(sheet: Sheet, shape: QPolygonF, series: Series, *, has_casing: bool) -> None:
    """Draw a line through points, over a light edge where it crosses bars."""
    if has_casing:
        casing = sheet.pen(sheet.tokens.casing, LINE_WIDTH + 2 * CASING)
        sheet.painter.setPen(casing)
        sheet.painter.drawPolyline(shape)
    sheet.painter.setPen(line_pen(sheet, series))
    sheet.painter.drawPolyline(shape)


def line_pen(sheet: Sheet, series: Series) -> QPen:
    """Return the pen of a series."""
    pen = sheet.pen(sheet.tokens.role(series.role), LINE_WIDTH)
    if series.is_dashed or series.role is Role.TARGET:
        pen.setDashPattern([3.6, 2.2])
    return pen


def draw_dot(sheet: Sheet, middle: QPointF, colour: str) -> None:
    """Draw a dot with a light ring."""
    radius = sheet.points(2.5)
    sheet.painter.setPen(sheet.pen(sheet.tokens.casing, 0.9))
    sheet.painter.setBrush(QBrush(QColor(colour)))
    sheet.painter.drawEllipse(middle, radius, radius)


def draw_band(sheet: Sheet, frame: Frame, series: Series) -> None:
    """Fill the room between two edges; the wide band gets thin lines along them."""
    for run in runs(series):
        upper = [QPointF(frame.time.at(i), frame.y(series.values[i])) for i in run]
        lower = [QPointF(frame.time.at(i), frame.y(series.lower[i])) for i in run]
        sheet.painter.setPen(Qt.PenStyle.NoPen)
        sheet.painter.setBrush(QBrush(QColor(sheet.tokens.role(series.role))))
        sheet.painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))
        if series.role is Role.OUTER_BAND:
            sheet.painter.setPen(sheet.pen(sheet.tokens.accent, 0.5))
            sheet.painter.drawPolyline(QPolygonF(upper))
            sheet.painter.drawPolyline(QPolygonF(lower))
