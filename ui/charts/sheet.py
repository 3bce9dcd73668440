"""A painter with our colours, whose lengths are points on whatever it draws."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from ui.style import Tokens, font

LEFT = Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignRight
CENTRE = Qt.AlignmentFlag.AlignHCenter
MIDDLE = Qt.AlignmentFlag.AlignVCenter
TITLE, BODY, CAPTION = 11.0, 9.5, 8.5
"""Sizes of text in points."""


class Sheet:
    """Draws lines and text in points, on a screen, a page or a picture alike.

    One point is ``scale`` units of the device; text is measured on the device that
    it is drawn on, never on the screen.
    """

    def __init__(
        self,
        painter: QPainter,
        tokens: Tokens,
        *,
        scale: float = 0.0,
        text_factor: float = 1.0,
    ) -> None:
        """Wrap a painter.

        Args:
            painter: The open painter.
            tokens: The colours.
            scale: Device units in a point; 0 asks the device.
            text_factor: By how much everything is larger than designed.
        """
        self.painter = painter
        self.tokens = tokens
        self._dpi = painter.device().logicalDpiY()
        self._scale = (scale or self._dpi / 72) * text_factor
        self._fonts: dict[tuple[float, int], QFont] = {}
        self._metrics: dict[tuple[float, int], QFontMetricsF] = {}
        self._widths: dict[tuple[str, float, int], float] = {}

    def points(self, length: float) -> float:
        """Return a length in points as units of the device."""
        return length * self._scale

    def font(self, size: float, weight: int = 400) -> QFont:
        """Return the font of a size in points on this device."""
        key = (size, weight)
        if key not in self._fonts:
            self._fonts[key] = font(self.points(size) * 72 / self._dpi, weight)
        return self._fonts[key]

    def metrics(self, size: float, weight: int = 400) -> QFontMetricsF:
        """Return the measures of a font on this device."""
        key = (size, weight)
        if key not in self._metrics:
            made = QFontMetricsF(self.font(*key), self.painter.device())
            self._metrics[key] = made
        return self._metrics[key]

    def width(self, text: str, size: float = CAPTION, weight: int = 400) -> float:
        """Return how wide a text is."""
        key = (text, size, weight)
        if (found := self._widths.get(key)) is None:
            found = self.metrics(size, weight).horizontalAdvance(text)
            self._widths[key] = found
        return found

    def height(self, size: float = CAPTION) -> float:
        """Return the height of a line of text."""
        return self.metrics(size).height()

    def text(
        self,
        area: QRectF,
        text: str,
        *,
        size: float = CAPTION,
        weight: int = 400,
        colour: str = "",
        align: Qt.AlignmentFlag = LEFT,
    ) -> None:
        """Write one line in an area, cut with an ellipsis where it has no room."""
        room = area.width() + self.points(0.5)
        fits = self.metrics(size, weight).elidedText(
            text, Qt.TextElideMode.ElideRight, room
        )
        self.painter.setFont(self.font(size, weight))
        self.painter.setPen(QColor(colour or self.tokens.text))
        area = area.adjusted(0, 0, self.points(0.5), 0)
        self.painter.drawText(area, align | MIDDLE | Qt.TextFlag.TextSingleLine, fits)

    def pen(
        self,
        colour: str,
        width: float,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    ) -> QPen:
        """Return a pen with a width in points."""
        made = QPen(QColor(colour), self.points(width), style)
        made.setCapStyle(Qt.PenCapStyle.FlatCap)
        made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        return made

    def line(self, start: QPointF, end: QPointF, pen: QPen) -> None:
        """Draw a straight line, without blurring it when it is level or upright."""
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        self.painter.setPen(pen)
        self.painter.drawLine(start, end)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)

    def area(
        self, area: QRectF, fill: str, *, edge: str = "", radius: float = 0.0
    ) -> None:
        """Fill a rectangle, with an outline half a point wide if one is given."""
        self.painter.setBrush(QBrush(QColor(fill)))
        has_edge = bool(edge) and edge != fill
        self.painter.setPen(self.pen(edge, 0.6) if has_edge else Qt.PenStyle.NoPen)
        self.painter.drawRoundedRect(area, self.points(radius), self.points(radius))
