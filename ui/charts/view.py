"""A chart on screen: static, readable by keyboard and screen reader, copyable."""

from dataclasses import replace

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QColor,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from app.casework.plain_text import tab_text
from app.reports.chart import Chart
from ui.charts.drawn import Drawn, Spot
from ui.charts.painter import chart_image, chart_svg, draw_chart
from ui.charts.sheet import Sheet
from ui.charts.table import show_table
from ui.style import present_look

STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 10,
    Qt.Key.Key_PageUp: -10,
    Qt.Key.Key_End: 1_000_000,
    Qt.Key.Key_Home: -1_000_000,
}


class ChartView(QWidget):
    """Draws one chart.

    Tab reaches it; the arrow keys step through its values, show them and say them;
    Ctrl+T shows the numbers as a table; Enter asks for what is behind a value.
    """

    opened = Signal(int, int)  # row and column (-1 for all) of the chart's table

    def __init__(self, least: QSize | None = None, *, has_title: bool = True) -> None:
        """Make an empty view.

        Args:
            least: Its least size at 100 % text, in pixels.
            has_title: Whether the title is drawn; not where a card shows it already.
        """
        super().__init__()
        self._has_title = has_title
        self.setAccessibleName("Chart that is still being made")
        self._chart: Chart | None = None
        self._drawn: Drawn | None = None
        self._at = -1
        self._least = least or QSize(300, 170)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy.Policy.Expanding
        self.setSizePolicy(policy, policy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._add_action("Show as table", "Ctrl+T", self.show_as_table)
        self._add_action("Copy picture", "Ctrl+C", self.copy_picture)

    def _add_action(self, text: str, keys: str, act: object) -> None:
        action = QAction(text, self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)

    @property
    def chart(self) -> Chart | None:
        """The chart shown."""
        return self._chart

    @property
    def drawn(self) -> Drawn | None:
        """Where the chart was drawn last; None before the first painting."""
        return self._drawn

    def show_chart(self, chart: Chart) -> None:
        """Draw a chart in place of the one before."""
        self._chart, self._at = chart, -1
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(f"{chart.description} Ctrl+T shows a table.")
        self.update()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        look = present_look()
        width = min(look.pixels(self._least.width()), self._least.width() + 120)
        return QSize(width, look.pixels(self._least.height()))

    def spot(self) -> Spot | None:
        """Return the value that the arrow keys have reached."""
        spots = self._drawn.spots if self._drawn else ()
        return spots[self._at] if 0 <= self._at < len(spots) else None

    def step(self, by: int) -> None:
        """Go on by some values; the first step goes to the last value."""
        spots = self._drawn.spots if self._drawn else ()
        if not spots:
            return
        start = len(spots) if self._at < 0 and by < 0 else self._at
        self._at = min(max(start + by, 0), len(spots) - 1)
        spot = spots[self._at]
        self.setAccessibleDescription(spot.text)
        QToolTip.showText(self.mapToGlobal(spot.peak.toPoint()), spot.text, self)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spot.text))
        self.update()

    def show_as_table(self) -> None:
        """Open the numbers behind the chart as a table."""
        if self._chart is not None:
            show_table(self, self._chart)

    def copy_picture(self) -> None:
        """Copy the chart in the colours of paper, as picture, drawing and table."""
        if self._chart is not None:
            QGuiApplication.clipboard().setMimeData(picture_of(self._chart))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        spot = self.spot()
        if event.key() in STEPS:
            self.step(STEPS[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and spot:
            self.opened.emit(spot.row, spot.column)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.spot_at(event)
            QToolTip.showText(event.globalPos(), found.text if found else "", self)
            return True
        return super().event(event)

    def spot_at(self, event: QHelpEvent) -> Spot | None:
        """Return the value under the pointer."""
        spots = self._drawn.spots if self._drawn else ()
        place = event.pos().toPointF()
        return next((spot for spot in spots if spot.area.contains(place)), None)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._chart is None:
            return
        look = present_look()
        painter = QPainter(self)
        sheet = Sheet(painter, look.tokens, text_factor=look.text_factor)
        area = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        chart = self._chart if self._has_title else replace(self._chart, title="")
        self._drawn = draw_chart(sheet, area, chart)
        if self.hasFocus():
            self._paint_focus(painter)
        painter.end()

    def _paint_focus(self, painter: QPainter) -> None:
        """Draw the ring of focus and the frame of the value reached."""
        accent = QColor(present_look().tokens.accent)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
        spot = self.spot()
        if spot is not None:
            painter.drawRect(spot.area)

    def menu(self) -> QMenu:
        """Return what can be done with the chart, for a button beside it."""
        menu = QMenu(self)
        menu.addActions(self.actions())
        return menu


def picture_of(chart: Chart, words: str = "") -> QMimeData:
    """Return a chart for the clipboard; ``words`` stand above its numbers."""
    content = QMimeData()
    content.setImageData(chart_image(chart))
    content.setData("image/svg+xml", QByteArray(chart_svg(chart)))
    numbers = tab_text(chart.head(), chart.rows())
    content.setText(f"{words}\n\n{numbers}" if words else numbers)
    return content
