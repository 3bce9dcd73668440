"""Says which requests refuse something, and offers to go on with the others."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from ui.controls.button import let_return_press

Refusal = tuple[str, str]
"""Reference of a request, and why it cannot be in a sentence with what to do."""


class RefusedDialog(QDialog):
    """Lists the refusals; ``wanted`` when the others shall go on."""

    wanted = Signal()

    def __init__(
        self, parent: QWidget, refusals: Sequence[Refusal], others: int
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Some cannot be" if others else "That cannot be")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._list = QListWidget()
        self._list.setAccessibleName("Requests that were refused, and why")
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self._list.setHorizontalScrollBarPolicy(off)
        on = Qt.ScrollBarPolicy.ScrollBarAlwaysOn  # what wraps knows its width
        self._list.setVerticalScrollBarPolicy(on)
        for reference, why in refusals:
            self._list.addItem(f"{reference}: {why}")
        count = "1 request" if len(refusals) == 1 else f"{len(refusals):,} requests"
        self.words = QLabel(f"Nothing was changed. {count} refused it:")
        self.words.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        buttons.accepted.connect(self._go_on)
        self.go_button = None
        if others:
            rest = "the other request" if others == 1 else f"the other {others:,}"
            role = QDialogButtonBox.ButtonRole.AcceptRole
            self.go_button = buttons.addButton(f"&Go on with {rest}", role)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        for part in (self.words, self._list, buttons):
            layout.addWidget(part)
        stop = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        stop.setText("Cancel" if others else "Close")
        let_return_press(stop)
        self.resize(560, 300)

    def refusals(self) -> list[str]:
        """Return what is listed."""
        return [self._list.item(row).text() for row in range(self._list.count())]

    def _go_on(self) -> None:
        self.accept()
        self.wanted.emit()
