"""A figure on a card: value, what it is compared with, its course, its meaning."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.reports.chart import Spark, day_text, number_text
from ui.controls.icon import paint_icon
from ui.controls.label import ElidedLabel, set_tone
from ui.controls.spark_view import SparkView
from ui.style import present_look

if TYPE_CHECKING:
    from app.measures.figure import Figure

INKS = {"good": "good", "watch": "watch", "bad": "bad"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """Where a figure goes, in words; the arrow and the tone only repeat them.

    Attributes:
        text: What it is compared with, such as "17 more than a month ago".
        tone: good, watch, bad or plain.
        arrow: up, down, level, or empty for none.
    """

    text: str
    tone: str = "plain"
    arrow: str = ""


class FigureCard(QFrame):
    """Shows one figure; click, Enter or Space asks for the rows behind it."""

    opened = Signal()

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFrameShape(QFrame.Shape.StyledPanel)  # without a style sheet too
        self.setProperty("clickable", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = title
        self._title = ElidedLabel(title)
        self._title.setObjectName("caption")
        self._value = QLabel("…")
        self._value.setObjectName("figure_value")
        self._spark = SparkView()
        self._arrow = Arrow()
        self._words = ElidedLabel()
        self._words.setObjectName("direction")
        self._more = ElidedLabel()
        self._more.setObjectName("caption")
        self._more.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 12, 8)
        layout.setSpacing(0)
        layout.addWidget(self._title)
        layout.addLayout(_row(self._value, self._spark))
        layout.addLayout(_row(self._arrow, self._words))
        layout.addWidget(self._more)

    def show_figure(
        self,
        figure: "Figure",
        direction: Direction,
        *,
        spark: Spark | None = None,
        value: str = "",
        more: str = "",
    ) -> None:
        """Show a figure.

        Args:
            figure: The figure, with its definition and coverage.
            direction: What it is compared with.
            spark: Its course over the past months.
            value: The value as text, where it is not simply number and unit.
            more: What else belongs to it, in a few words.
        """
        self._value.setText(value or figure_text(figure))
        self._spark.show_spark(spark)
        self._arrow.point(direction.arrow, INKS.get(direction.tone, "muted"))
        self._words.setText(direction.text)
        set_tone(self._words, direction.tone)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        meaning = meaning_of(figure)
        self.setToolTip(meaning)
        self.setWhatsThis(meaning)
        self.setAccessibleName(f"{self.title}: {self._value.text()}. {direction.text}")
        self.setAccessibleDescription(f"{more}. {meaning}" if more else meaning)

    def value_text(self) -> str:
        """Return the value as it is shown."""
        return self._value.text()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class Arrow(QWidget):
    """The small arrow before the words."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._ink = "", "muted"

    def point(self, name: str, ink: str) -> None:
        """Show an arrow: up, down, level; empty for none."""
        self._name, self._ink = name, ink
        self.setVisible(bool(name))
        self.update()

    def sizeHint(self) -> QSize:
        side = present_look().pixels(14)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self._name:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = present_look().pixels(13)
        area = self.rect().toRectF()
        area.setSize(QSize(side, side).toSizeF())
        area.moveTop((self.height() - side) / 2)
        paint_icon(painter, area, self._name, self._ink)
        painter.end()


def _row(first: QWidget, second: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(5)
    row.addWidget(first)
    row.addWidget(second, 1)
    return row


def figure_text(figure: "Figure") -> str:
    """Return the value of a figure with its unit, rounded for reading."""
    if figure.value is None:
        return "not known"
    number = number_text(figure.value, decimals_of(figure))
    if figure.unit in ("requests", "exhibits", ""):
        return number
    if figure.unit in ("%", "percent"):
        return f"{number}%"
    return f"{number} {'h' if figure.unit == 'hours' else figure.unit}"


def decimals_of(figure: "Figure") -> int:
    """Return how many digits after the point a figure is read with."""
    value = figure.value or 0.0
    is_whole = figure.unit in ("requests", "exhibits", "days", "%", "percent")
    return 0 if is_whole or abs(value) >= 100 else 1


def meaning_of(figure: "Figure") -> str:
    """Return the definition, the as-at day and the coverage of a figure."""
    parts = [
        f"{figure.measure} {figure.label}",
        figure.definition,
        f"As at the end of {day_text(figure.as_at)}.",
        f"Uses {figure.coverage}.",
        figure.note,
    ]
    return "\n".join(part for part in parts if part)
