"""Icons drawn in one colour of the theme, at whatever size is asked for."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ui.style import RESOURCES, present_look


def icon(name: str, ink: str = "text") -> QIcon:
    """Return the icon of a name in ``resources/icons``.

    Args:
        name: Name of the file without its ending.
        ink: Name of the colour token; a checked or selected icon takes the accent.
    """
    return QIcon(_ThemedIcon(name, ink))


def paint_icon(painter: QPainter, area: QRectF, name: str, ink: str = "text") -> None:
    """Draw an icon in a colour of the present theme."""
    _renderer(name, getattr(present_look().tokens, ink)).render(painter, area)


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    """Return the drawing of an icon in a colour."""
    text = (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return QSvgRenderer(QByteArray(text.replace("currentColor", colour).encode()))


class _ThemedIcon(QIconEngine):
    """Asks for the colour each time it paints, so that it follows the theme."""

    def __init__(self, name: str, ink: str) -> None:
        super().__init__()
        self._name = name
        self._ink = ink

    def paint(
        self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        ink = self._ink
        if state == QIcon.State.On and ink == "text":
            ink = "accent"
        if ink == "on_accent" and present_look().is_system:
            ink = "text"  # buttons have the system's own ground then
        if mode == QIcon.Mode.Disabled:
            ink = "edge"
        paint_icon(painter, QRectF(rect), self._name, ink)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _ThemedIcon(self._name, self._ink)
