"""The strip above a page that says who has the pen, while it is another window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ui.controls.button import link
from ui.pen_state import PenState


class PenStrip(QWidget):
    """Says which copy is looked at and who has the pen; offers it when it is free."""

    wanted = Signal(str)  # "take", "take_over" or "publish"

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("pen_strip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setAccessibleName("Who has the pen")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.words.setSizePolicy(policy)
        self.take = link("Ask again")
        self.take_over = link("Take the pen over…")
        self.publish = link("Publish now")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 1, 18, 1)
        layout.setSpacing(8)
        layout.addWidget(self.words, 1)
        for button, way in (
            (self.take, "take"),
            (self.take_over, "take_over"),
            (self.publish, "publish"),
        ):
            button.setProperty("slim", "true")
            button.clicked.connect(lambda _=False, way=way: self.wanted.emit(way))
            layout.addWidget(button)
        self.hide()

    def show_state(self, state: PenState) -> None:
        """Show it, or nothing where this window has the pen and all is well."""
        words = strip_words(state)
        self.words.setText(words)
        self.words.setAccessibleDescription(words)
        self.take.setText("Take the pen" if state.is_free else "Ask again")
        self.take.setVisible(not state.is_writer)
        self.take.setEnabled(not state.is_busy)
        self.take_over.setVisible(not state.is_writer and state.is_stale)
        self.publish.setVisible(state.is_writer)
        self.setVisible(bool(words))


def strip_words(state: PenState) -> str:
    """Return what the strip says; empty for nothing."""
    if state.is_writer:
        if not state.trouble:
            return ""
        return f"{state.unpublished_words} {state.trouble}"
    copy = state.copy or "You are looking at the store and cannot change it."
    parts = [copy, state.pen]
    if state.is_stale:
        parts.append("That window gives no sign of life.")
    if state.trouble:
        parts.append(state.trouble)
    return " ".join((*parts, *state.passed))
