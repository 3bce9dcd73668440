"""Buttons: ordinary, the one primary of a page, chips and choices side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from ui.controls.icon import icon

GAP = " "
"""What keeps the words of a button from its icon: style sheets know no such gap."""


class _Button(QPushButton):
    """A button that Return presses as Space does; Qt does so in dialogs alone."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button with Return, too."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, icon_name: str = "", *, is_primary: bool = False) -> QPushButton:
    """Return a push button; a page has one primary button, top right."""
    made = _Button(text)
    if is_primary:
        made.setProperty("primary", "true")
    if icon_name:
        made.setText(f"{GAP}{text}")
        made.setAccessibleName(text.replace("&", "").rstrip("…"))
        made.setIcon(icon(icon_name, "on_accent" if is_primary else "text"))
        made.setIconSize(QSize(18, 18))
    return made


def let_return_press(chosen: QPushButton) -> None:
    """Let Return press this button of a dialog; call it when the dialog is built.

    Qt makes another button the default, often Cancel, unless none of them may be.
    """
    for one in chosen.window().findChildren(QPushButton):
        one.setAutoDefault(False)
    chosen.setDefault(True)


def link(text: str) -> QPushButton:
    """Return a button that looks like a link."""
    made = _Button(text)
    made.setProperty("link", "true")
    return made


class Chip(_Button):
    """A filter that is on or off, with the number of records it would leave."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._text = text
        self.setProperty("chip", "true")
        self.setCheckable(True)

    def show_count(self, count: int | None) -> None:
        """Write the count after the text; None for none."""
        self.setText(self._text if count is None else f"{self._text} {count:,}")


class _Segment(QPushButton):
    """One of the choices side by side, wide enough for its text when it is taken.

    Style sheets make the text of what is taken bold, and Qt does not ask for its width.
    """

    def sizeHint(self) -> QSize:
        """Return the size that the bold text needs."""
        found, font = super().sizeHint(), self.font()
        font.setWeight(QFont.Weight.DemiBold)
        bold = QFontMetrics(font).horizontalAdvance(self.text())
        plain = self.fontMetrics().horizontalAdvance(self.text())
        return found + QSize(max(bold - plain, 0), 0)


class Choice(QWidget):
    """A few choices side by side, one of them taken."""

    chosen = Signal(int)  # position of the choice

    def __init__(self, texts: Sequence[str], name: str) -> None:
        """Make the choice; ``name`` says to a screen reader what is chosen."""
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for position, text in enumerate(texts):
            one = _Segment(text)
            one.setCheckable(True)
            one.setAutoDefault(False)
            one.setProperty("segment", "true")
            one.setAccessibleDescription(name)
            self._group.addButton(one, position)
            layout.addWidget(one)
        self._group.button(0).setChecked(True)
        self._group.idClicked.connect(self._tell)

    @property
    def position(self) -> int:
        """The position of the choice taken."""
        return self._group.checkedId()

    def choose(self, position: int) -> None:
        """Take a choice without telling."""
        self._group.button(position).setChecked(True)

    def buttons(self) -> list[QAbstractButton]:
        """Return the buttons, from the left."""
        return self._group.buttons()

    @Slot(int)
    def _tell(self, position: int) -> None:
        self.chosen.emit(position)
