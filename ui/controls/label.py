"""Labels: text that may be cut, small captions, and counts in a pill."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget


class ElidedLabel(QLabel):
    """One line of text, cut with an ellipsis; the tool tip then has the whole."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().averageCharWidth() * 4, super().sizeHint().height()
        )

    def shown_text(self) -> str:
        """Return the text as it has room."""
        mode, width = Qt.TextElideMode.ElideRight, self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), mode, width)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.shown_text()
        self.setToolTip(self.text() if shown != self.text() else "")
        painter, option = QPainter(self), QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_Widget, option, painter, self
        )
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(self.alignment().value) | Qt.TextFlag.TextSingleLine.value,
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


def caption(text: str = "") -> QLabel:
    """Return a label in small muted letters, which wraps."""
    made = QLabel(text)
    made.setObjectName("caption")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def badge(text: str, tone: str = "watch") -> QLabel:
    """Return a count in a pill; its tone is good, watch or bad."""
    made = QLabel(text)
    made.setProperty("badge", "true")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    set_tone(made, tone)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget a tone: good, watch, bad, plain, or none."""
    if widget.property("tone") == tone:
        return
    widget.setProperty("tone", tone)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
