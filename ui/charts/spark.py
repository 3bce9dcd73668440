"""Draws the small line beside a figure."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPolygonF

from app.reports.chart import Spark
from ui.charts.sheet import Sheet


def draw_spark(sheet: Sheet, area: QRectF, spark: Spark, colour: str = "") -> None:
    """Draw the course of a figure with a dot on its last value."""
    known = [value for value in spark.values if not math.isnan(value)]
    if len(known) < 2:
        return
    low, high = min(known), max(known)
    inside = area.adjusted(*(sheet.points(n) for n in (1, 3, -3, -3)))
    step = inside.width() / (len(spark.values) - 1)
    unit = inside.height() / ((high - low) or 1.0)
    level = inside.bottom() if high > low else inside.center().y()
    run = [
        QPointF(inside.left() + i * step, level - (value - low) * unit)
        for i, value in enumerate(spark.values)
        if not math.isnan(value)
    ]
    ink = colour or sheet.tokens.accent
    sheet.painter.setPen(sheet.pen(ink, 1.2))
    sheet.painter.drawPolyline(QPolygonF(run))
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(QBrush(QColor(ink)))
    sheet.painter.drawEllipse(run[-1], sheet.points(2), sheet.points(2))
