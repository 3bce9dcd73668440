"""A chart that can be moved and zoomed, from the same values and colours.

Only this module knows pyqtgraph; it is imported when somebody wants to explore.
"""

import math
from collections.abc import Sequence
from datetime import date
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from app.reports.chart import Kind, Series, TimeChart, day_text
from ui.charts.axis import TimeScale, time_ticks
from ui.charts.table import show_table
from ui.controls.label import caption
from ui.style import BASE_SIZE, font, present_look

UNSEEN = (0, 0, 0, 0)
"""A pen of this colour: pen=None would leave a band without edges to fill between."""
LABEL_WIDTH = 62


class MonthAxis(pg.AxisItem):  # type: ignore[misc]
    """Names months and years under a plot whose places are day numbers."""

    def tickValues(
        self, least: float, most: float, size: float
    ) -> list[tuple[None, list[float]]]:
        return [(None, [place for place, _ in self._ticks(least, most, size)])]

    def tickStrings(
        self, values: Sequence[float], _scale: float, _spacing: float
    ) -> list[str]:
        least, most = self.range
        found = dict(self._ticks(least, most, self.size().width()))
        return [found.get(value, "") for value in values]

    def _ticks(self, least: float, most: float, size: float) -> list[tuple[float, str]]:
        first, last = (date.fromordinal(max(round(day), 1)) for day in (least, most))
        if last <= first or size <= 0:
            return []
        scale = TimeScale((first, last), least, most, has_slots=False)
        wide = present_look().pixels(LABEL_WIDTH) * (most - least) / size
        return [(tick.value, tick.text) for tick in time_ticks(scale, wide)]


class InteractiveChart(QWidget):
    """Drag to move, wheel to zoom in time; arrow keys, plus and minus do the same."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._chart: TimeChart | None = None
        tokens = present_look().tokens
        self._plot = pg.PlotWidget(
            background=tokens.surface, axisItems={"bottom": MonthAxis("bottom")}
        )
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setMouseEnabled(x=True, y=False)
        self._plot.showGrid(y=True, alpha=0.25)
        self._plot.setAntialiasing(True)
        letters = font(present_look().points(BASE_SIZE - 1))
        for side in ("left", "bottom"):
            axis = self._plot.getAxis(side)
            axis.setTextPen(tokens.muted)
            axis.setPen(tokens.edge)
            axis.setTickFont(letters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._plot)

    def show_chart(self, chart: TimeChart) -> None:
        """Draw a chart and show all of it."""
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.description)
        self._plot.clear()
        self._plot.addLegend(offset=(10, 10), labelTextColor=present_look().tokens.text)
        places = [float(day.toordinal()) for day in chart.days]
        for series in chart.series:
            self._draw(series, places)
        for marker in chart.markers:
            pen = pg.mkPen(present_look().tokens.muted, style=Qt.PenStyle.DotLine)
            line = pg.InfiniteLine(marker.day.toordinal(), pen=pen)
            self._plot.addItem(line)
        for level in chart.levels:
            pen = pg.mkPen(present_look().tokens.text, style=Qt.PenStyle.DashLine)
            self._plot.addItem(pg.InfiniteLine(level.value, angle=0, pen=pen))
        self.show_all()

    def _draw(self, series: Series, places: list[float]) -> None:
        colour = present_look().tokens.role(series.role)
        style = Qt.PenStyle.DashLine if series.is_dashed else Qt.PenStyle.SolidLine
        pen = pg.mkPen(colour, width=1.6, style=style)
        values = list(series.values)
        if series.kind is Kind.BARS:
            wide = 0.66 * (places[1] - places[0] if len(places) > 1 else 7)
            heights = [0.0 if math.isnan(value) else value for value in values]
            bars = pg.BarGraphItem(
                x=places, height=heights, width=wide, brush=colour, pen=colour
            )
            self._plot.addItem(bars)
        elif series.kind is Kind.BAND:
            edges = [self._curve(places, e, UNSEEN) for e in (values, series.lower)]
            self._plot.addItem(pg.FillBetweenItem(*edges, brush=colour))
        elif series.kind is Kind.STEP:
            ends = [*places, places[-1] + 7]
            self._plot.plot(ends, values, stepMode="center", pen=pen, name=series.name)
        else:
            self._curve(places, values, pen, series.name)

    def _curve(
        self, places: list[float], values: Sequence[float], pen: Any, name: str = ""
    ) -> Any:
        curve = pg.PlotCurveItem(
            places, list(values), pen=pen, name=name or None, connect="finite"
        )
        curve.setSegmentedLineMode("on")  # wide lines are a hundred times slower else
        self._plot.addItem(curve)
        return curve

    def span(self) -> tuple[date, date]:
        """Return the first and the last day in sight."""
        (least, most), _ = self._plot.viewRange()
        return date.fromordinal(math.ceil(least)), date.fromordinal(math.floor(most))

    def show_all(self) -> None:
        """Show every day of the chart, from zero."""
        if self._chart is None:
            return
        first, last = (
            day.toordinal() for day in (self._chart.days[0], self._chart.days[-1])
        )
        self._plot.setXRange(first, max(last, first + 7), padding=0.02)
        known = [v for s in self._chart.series for v in s.values if not math.isnan(v)]
        self._plot.setYRange(0, 1.06 * max([*known, 1.0]), padding=0)
        box = self._plot.getViewBox()
        box.setLimits(xMin=first - 60, xMax=last + 60, minXRange=21)

    def zoom(self, factor: float) -> None:
        """Show ``factor`` times the span that is in sight, about its middle."""
        (least, most), _ = self._plot.viewRange()
        middle, half = (least + most) / 2, (most - least) / 2 * factor
        self._plot.setXRange(middle - half, middle + half, padding=0)

    def move_by(self, share: float) -> None:
        """Move by a share of the span in sight, later for a positive one."""
        (least, most), _ = self._plot.viewRange()
        by = (most - least) * share
        self._plot.setXRange(least + by, most + by, padding=0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        moves = {Qt.Key.Key_Left: -0.2, Qt.Key.Key_Right: 0.2}
        zooms = {Qt.Key.Key_Plus: 0.7, Qt.Key.Key_Equal: 0.7, Qt.Key.Key_Minus: 1.4}
        if key in moves:
            self.move_by(moves[key])
        elif key in zooms:
            self.zoom(zooms[key])
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            super().keyPressEvent(event)


class ExploreDialog(QDialog):
    """A large chart to move and zoom in."""

    def __init__(self, parent: QWidget, chart: TimeChart) -> None:
        super().__init__(parent)
        self.setWindowTitle(chart.title)
        title = QLabel(f"{chart.title}. {chart.unit}")
        title.setObjectName("card_title")
        self.view = InteractiveChart()
        self.view.show_chart(chart)
        first, last = day_text(chart.days[0]), day_text(chart.days[-1])
        hint = caption(
            f"{first} to {last}. Drag or use Left and Right to move, the wheel or"
            " + and - to zoom, Home to see everything."
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        table = buttons.addButton(
            "Show as &table", QDialogButtonBox.ButtonRole.ActionRole
        )
        table.clicked.connect(lambda: show_table(self, chart))
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(title)
        layout.addWidget(self.view, 1)
        layout.addWidget(hint)
        layout.addWidget(buttons)
        self.resize(980, 560)
        self.view.setFocus()


def explore(parent: QWidget, chart: TimeChart) -> ExploreDialog:
    """Open a chart to move and zoom in."""
    dialog = ExploreDialog(parent, chart)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
