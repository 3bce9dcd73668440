"""The small line beside a figure, as a widget."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.reports.chart import Spark
from ui.charts.sheet import Sheet
from ui.charts.spark import draw_spark
from ui.style import present_look


class SparkView(QWidget):
    """Draws a spark line; it takes the room that the figure leaves."""

    def __init__(self) -> None:
        super().__init__()
        self._spark: Spark | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_spark(self, spark: Spark | None) -> None:
        """Draw a spark line, or none."""
        self._spark = spark
        self.setAccessibleName(spark.description if spark else "")
        self.update()

    def sizeHint(self) -> QSize:
        look = present_look()
        return QSize(look.pixels(72), look.pixels(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, present_look().pixels(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._spark is None:
            return
        look = present_look()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = min(self.width(), look.pixels(84))
        area = QRectF(self.width() - wide, 0, wide, self.height())
        sheet = Sheet(painter, look.tokens, text_factor=look.text_factor)
        draw_spark(sheet, area, self._spark)
        painter.end()
