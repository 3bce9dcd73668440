"""Pages of paper on the screen, one under the other, as wide as there is room."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.style import present_look

WIDEST, NARROWEST = 900, 320
"""Width of a page on the screen at most and at least, in pixels."""

AROUND = 14
"""Room round a page, in pixels."""


class PageView(QScrollArea):
    """Shows pictures of pages; the keys scroll through them."""

    def __init__(self) -> None:
        super().__init__()
        self._images: Sequence[QImage] = ()
        self._labels: list[QLabel] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, AROUND, AROUND)
        self._column.setSpacing(AROUND)
        self._column.addStretch(1)
        self.setWidgetResizable(True)
        self.setWidget(inside)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pages of the report")

    def show_pages(self, images: Sequence[QImage], description: str) -> None:
        """Show pages; ``description`` says what they are about."""
        self._images = images
        self.setAccessibleDescription(description)
        while len(self._labels) > len(images):
            self._labels.pop().deleteLater()
        while len(self._labels) < len(images):
            self._add_label()
        for place, label in enumerate(self._labels):
            label.setAccessibleName(f"Page {place + 1} of {len(images)}")
        self._fit()

    def page_names(self) -> list[str]:
        """Return what the pages are called, in order."""
        return [label.accessibleName() for label in self._labels]

    def wanted_width(self) -> int:
        """Return how wide a page is shown, in pixels."""
        room = self.viewport().width() - AROUND
        return min(max(room, NARROWEST), WIDEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(700, 600)

    def _add_label(self) -> None:
        label = QLabel()
        label.setObjectName("paper")
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._labels.append(label)
        middle = Qt.AlignmentFlag.AlignHCenter
        self._column.insertWidget(self._column.count() - 1, label, 0, middle)

    def _fit(self) -> None:
        sharpness = self.devicePixelRatioF()
        wide = round(self.wanted_width() * sharpness)
        for label, image in zip(self._labels, self._images, strict=True):
            smooth = Qt.TransformationMode.SmoothTransformation
            pixels = QPixmap.fromImage(image.scaledToWidth(wide, smooth))
            pixels.setDevicePixelRatio(sharpness)
            label.setPixmap(edged(pixels))


def edged(page: QPixmap) -> QPixmap:
    """Return a page with a thin edge, so that white paper stands out from white."""
    painter = QPainter(page)
    painter.setPen(QColor(present_look().tokens.edge))
    size = page.deviceIndependentSize()
    painter.drawRect(QRectF(0.5, 0.5, size.width() - 1, size.height() - 1))
    painter.end()
    return page
