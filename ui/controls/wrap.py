"""Widgets in a row that goes on in the next line where there is no room."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class WrapRow(QWidget):
    """Lays out its widgets from the left, each as wide as it wants to be."""

    def __init__(self, gap: int = 8) -> None:
        super().__init__()
        self._gap = gap
        self._parts: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, part: QWidget) -> None:
        """Add a widget at the end."""
        part.setParent(self)
        self._parts.append(part)

    def sizeHint(self) -> QSize:
        return QSize(0, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        widest = max((part.sizeHint().width() for part in self._parts), default=0)
        return QSize(widest, self.heightForWidth(max(self.width(), widest)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((area.bottom() + 1 for area in self._areas(width)), default=0)

    def arrange(self) -> None:
        """Put every widget in its place; call it when one wants another width."""
        parts = [part for part in self._parts if part.isVisibleTo(self)]
        for part, area in zip(parts, self._areas(self.width()), strict=True):
            part.setGeometry(area)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _areas(self, width: int) -> list[QRect]:
        """Return where each widget that is shown stands, in the middle of its line."""
        areas, line, left, top = list[QRect](), list[QRect](), 0, 0
        for part in self._parts:
            if not part.isVisibleTo(self):
                continue
            size = part.sizeHint()
            if left and left + size.width() > width:
                areas += _centred(line)
                left, line = 0, []
                top = max(area.bottom() + 1 for area in areas) + self._gap
            line.append(QRect(left, top, size.width(), size.height()))
            left += size.width() + self._gap
        return areas + _centred(line)


def _centred(line: list[QRect]) -> list[QRect]:
    """Return the areas of one line, moved down to its middle where they are low."""
    tall = max((area.height() for area in line), default=0)
    return [area.translated(0, (tall - area.height()) // 2) for area in line]
