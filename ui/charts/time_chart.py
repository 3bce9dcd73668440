"""Draws series over time: frame, axes, marks and the words beside them."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from app.reports.chart import (
    UNKNOWN,
    Kind,
    Level,
    Marker,
    Period,
    Series,
    TimeChart,
    day_text,
)
from ui.charts.axis import Tick, TimeScale, nice_ticks, time_ticks
from ui.charts.drawn import Drawn, Spot
from ui.charts.legend import Entry, Heading, draw_heading
from ui.charts.marks import Frame, draw_series, last_known
from ui.charts.sheet import CENTRE, RIGHT, Sheet

LABEL = 9.0
"""Size of the words beside a line, in points."""


def draw_time_chart(sheet: Sheet, area: QRectF, chart: TimeChart) -> Drawn:
    """Draw the whole chart in an area and return where its values are."""
    top = draw_heading(sheet, area, heading_of(sheet, chart))
    ticks = value_ticks(sheet, chart, area.height() - top)
    frame = frame_of(sheet, area.adjusted(0, top, 0, 0), chart, ticks)
    draw_grid(sheet, frame, ticks)
    for series in chart.series:
        draw_series(sheet, frame, chart, series)
    draw_axis(sheet, frame)
    for level in chart.levels:
        draw_level(sheet, frame, level)
    draw_markers(sheet, frame, chart.markers)
    draw_labels(sheet, frame, chart)
    return Drawn(plot=frame.plot, spots=tuple(spots_of(frame, chart)))


def heading_of(sheet: Sheet, chart: TimeChart) -> Heading:
    """Return the words above a chart; a line that is named beside needs no key."""
    named = [series for series in chart.series if series.name not in series.label]
    needs_key = len(chart.series) > 1
    entries = [entry_of(sheet, series) for series in named] if needs_key else []
    subtitle = ". ".join(text for text in (chart.unit, chart.coverage) if text)
    return Heading(title=chart.title, subtitle=subtitle, entries=entries)


def entry_of(sheet: Sheet, series: Series) -> Entry:
    """Return the entry of a series in the key."""
    return Entry(
        name=series.name,
        kind=series.kind,
        colour=sheet.tokens.role(series.role),
        edge=sheet.tokens.received_edge if series.kind is Kind.BARS else "",
        is_dashed=series.is_dashed,
    )


def value_range(chart: TimeChart) -> tuple[float, float]:
    """Return the lowest and the highest value that must be in sight."""
    edges = [edge for s in chart.series for edge in (s.values, s.lower)]
    known = [value for edge in edges for value in edge if not math.isnan(value)]
    known += [level.value for level in chart.levels]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    if chart.from_zero or chart.has_bars:
        low, high = min(low, 0.0), max(high, 0.0)
    return (low, high) if high > low else (low, low + 1.0)


def value_ticks(sheet: Sheet, chart: TimeChart, height: float) -> tuple[Tick, ...]:
    """Return the ticks of the upright axis, as many as the height allows."""
    wanted = int(height / (sheet.height() * 2.6))
    return nice_ticks(*value_range(chart), wanted=min(max(wanted, 2), 5))


def frame_of(
    sheet: Sheet, area: QRectF, chart: TimeChart, ticks: tuple[Tick, ...]
) -> Frame:
    """Return the area inside the axes with its two scales."""
    left = max(sheet.width(tick.text) for tick in ticks) + sheet.points(6)
    plot = area.adjusted(
        left,
        sheet.height() * 0.75,
        -max(label_room(sheet, chart), sheet.points(2)),
        -sheet.height() * 1.35,
    )
    scale = TimeScale(chart.days, plot.left(), plot.right(), chart.has_bars)
    return Frame(plot=plot, time=scale, low=ticks[0].value, high=ticks[-1].value)


def label_room(sheet: Sheet, chart: TimeChart) -> float:
    """Return the room that words to the right of the plot need."""
    every = [s for s in chart.series if s.label and label_stands_right(chart, s)]
    texts = [text for s in every for text in (s.label, s.lower_label)]
    texts += [level.text for level in chart.levels]
    if not texts:
        return 0.0
    return max(sheet.width(text, LABEL, 600) for text in texts) + sheet.points(7)


def label_stands_right(chart: TimeChart, series: Series) -> bool:
    """Tell whether the last known value is so late that its words stand outside."""
    return last_known(series) >= 0.85 * (len(chart.days) - 1)


def draw_grid(sheet: Sheet, frame: Frame, ticks: tuple[Tick, ...]) -> None:
    """Draw the level lines and the numbers to their left."""
    tokens, plot, height = sheet.tokens, frame.plot, sheet.height()
    for tick in ticks:
        y = frame.y(tick.value)
        pen = sheet.pen(tokens.hairline, 0.6)
        sheet.line(QPointF(plot.left(), y), QPointF(plot.right(), y), pen)
        beside = QRectF(0, y - height / 2, plot.left() - sheet.points(6), height)
        sheet.text(beside, tick.text, colour=tokens.muted, align=RIGHT)


def draw_axis(sheet: Sheet, frame: Frame) -> None:
    """Draw the baseline and the names of days or months under it."""
    plot, tokens, height = frame.plot, sheet.tokens, sheet.height()
    base = frame.y(max(frame.low, min(0.0, frame.high)))
    pen = sheet.pen(tokens.edge, 0.8)
    sheet.line(QPointF(plot.left(), base), QPointF(plot.right(), base), pen)
    for tick in time_ticks(frame.time, sheet.width("Nov 24") + sheet.points(7)):
        wide = sheet.width(tick.text) + sheet.points(2)
        edge = sheet.points(12) + plot.right()
        left = min(tick.value - wide / 2, edge - wide)
        below = QRectF(left, plot.bottom() + sheet.points(3), wide, height)
        foot = QPointF(tick.value, plot.bottom())
        sheet.line(foot, foot + QPointF(0, sheet.points(2.4)), pen)
        sheet.text(below, tick.text, colour=tokens.muted, align=CENTRE)


def draw_markers(sheet: Sheet, frame: Frame, markers: Sequence[Marker]) -> None:
    """Draw the upright lines of marked days, then their texts, none over another."""
    plot = frame.plot
    texts: list[QRectF] = []
    pen = sheet.pen(sheet.tokens.muted, 0.8, Qt.PenStyle.DotLine)
    for marker in markers:
        x = frame.time.of_day(marker.day)
        sheet.line(QPointF(x, plot.top()), QPointF(x, plot.bottom()), pen)
        wide, height = sheet.width(marker.text) + sheet.points(4), sheet.height()
        start = x - wide if x - wide > plot.left() else x + sheet.points(4)
        area = QRectF(start, plot.top() + sheet.points(1), wide, height)
        while any(area.intersects(other) for other in texts):
            area.translate(0, height)
        texts.append(area)
        sheet.area(area.adjusted(-1, 0, -sheet.points(1), 0), sheet.tokens.casing)
        sheet.text(area, marker.text, colour=sheet.tokens.muted)


def draw_level(sheet: Sheet, frame: Frame, level: Level) -> None:
    """Draw the level line of a value; its words stand to the right of the plot."""
    y, plot = frame.y(level.value), frame.plot
    pen = sheet.pen(sheet.tokens.text, 0.9, Qt.PenStyle.DashLine)
    sheet.line(QPointF(plot.left(), y), QPointF(plot.right(), y), pen)


@dataclass(slots=True)
class _Label:
    """Words beside a line: where they stand and what they say."""

    middle: float
    text: str
    colour: str


def draw_labels(sheet: Sheet, frame: Frame, chart: TimeChart) -> None:
    """Write the words beside last values and levels, moved apart where they touch."""
    right = [
        _Label(frame.y(level.value), level.text, sheet.tokens.text)
        for level in chart.levels
    ]
    for series in chart.series:
        place = last_known(series)
        if not series.label or place < 0:
            continue
        colour = label_colour(sheet, series)
        y = frame.y(series.values[place])
        if label_stands_right(chart, series):
            right.append(_Label(y, series.label, colour))
            if series.lower_label:
                low = frame.y(series.lower[place])
                right.append(_Label(low, series.lower_label, colour))
        else:
            draw_label_above(
                sheet, QPointF(frame.time.at(place), y), series.label, colour
            )
    height = sheet.height(LABEL)
    spread(right, height * 0.95, frame.plot.top(), frame.plot.bottom())
    for label in right:
        start = frame.plot.right() + sheet.points(6)
        area = QRectF(start, label.middle - height / 2, sheet.points(400), height)
        sheet.text(area, label.text, size=LABEL, weight=600, colour=label.colour)


def label_colour(sheet: Sheet, series: Series) -> str:
    """Return the colour of the words beside a line: its own if it reads as text."""
    faint = series.kind in (Kind.BARS, Kind.BAND)
    return sheet.tokens.muted if faint else sheet.tokens.role(series.role)


def draw_label_above(sheet: Sheet, point: QPointF, text: str, colour: str) -> None:
    """Write words above and to the left of a point inside the plot."""
    wide, height = sheet.width(text, LABEL, 600), sheet.height(LABEL)
    gap = sheet.points(5)
    area = QRectF(point.x() - wide - gap, point.y() - height - gap, wide, height)
    sheet.text(area, text, size=LABEL, weight=600, colour=colour)


def spread(labels: list[_Label], gap: float, top: float, bottom: float) -> None:
    """Move labels apart so that none comes nearer than ``gap`` to another."""
    labels.sort(key=lambda label: label.middle)
    for above, below in itertools.pairwise(labels):
        below.middle = max(below.middle, above.middle + gap)
    floor = bottom
    for label in reversed(labels):
        label.middle = min(label.middle, floor)
        floor = label.middle - gap
    for label in labels:
        label.middle = max(label.middle, top)


def spots_of(frame: Frame, chart: TimeChart) -> list[Spot]:
    """Return a spot for each period that has at least one known value."""
    spots = []
    for i, day in enumerate(chart.days):
        cells = [(s, chart.cell(s, i)) for s in chart.series]
        told = [f"{s.name} {cell}" for s, cell in cells if UNKNOWN not in cell]
        if not told:
            continue
        values = (s.values[i] for s in chart.series)
        peak = max(value for value in values if not math.isnan(value))
        x, half = frame.time.at(i), frame.time.slot / 2
        area = QRectF(x - half, frame.plot.top(), 2 * half, frame.plot.height())
        when = ("Week from " if chart.period is Period.WEEK else "") + day_text(
            day, chart.period
        )
        text = f"{when}: {', '.join(told)}"
        spots.append(Spot(area=area, text=text, peak=QPointF(x, frame.y(peak)), row=i))
    return spots
