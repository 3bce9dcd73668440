"""The navigation rail: one button for each room, with words and counts."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.controls.icon import icon
from ui.controls.label import badge, caption, set_tone
from ui.rooms import RAIL, Room
from ui.style import present_look

WIDTH, NARROW = 172, 60
"""Widths with words and without, in pixels at 100 % text."""


class RailButton(QToolButton):
    """The button of a room; a count stands at its right end."""

    def __init__(self, room: Room) -> None:
        super().__init__()
        self.room = room
        self.setText(f"  {room.plain_text}")
        self.setIcon(icon(room.name))
        self.setIconSize(QSize(20, 20))
        self.setCheckable(True)
        self.setAccessibleName(room.plain_text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.count = badge("")
        self.count.hide()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 10, 0)
        layout.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight)

    def show_count(self, count: int, tone: str, meaning: str) -> None:
        """Show a count, or none if it is 0, and say what it means."""
        self.count.setText(f"{count:,}")
        set_tone(self.count, tone)
        self.count.setVisible(bool(count) and not self.is_narrow())
        said = f", {count:,} {meaning}" if count else ""
        self.setAccessibleName(f"{self.room.plain_text}{said}")
        self.setToolTip(f"{self.room.tip}{said}")

    def is_narrow(self) -> bool:
        """Whether only the icon is shown."""
        return self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly

    def set_narrow(self, narrow: bool) -> None:
        """Show only the icon, or the words too."""
        style = Qt.ToolButtonStyle
        wide = style.ToolButtonTextBesideIcon
        self.setToolButtonStyle(style.ToolButtonIconOnly if narrow else wide)
        self.count.setVisible(not narrow and self.count.text() not in ("", "0"))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), present_look().pixels(40))


class Rail(QWidget):
    """Shows the rooms and says which is wanted."""

    chosen = Signal(str)  # name of the room

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 8)
        layout.setSpacing(2)
        for position, room in enumerate(RAIL):
            made = RailButton(room)
            made.setToolTip(f"{room.tip} ({room.keys})" if room.keys else room.tip)
            self._buttons[room.name] = made
            self._group.addButton(made, position)
            layout.addWidget(made)
        layout.addStretch(1)
        self._hint: QLabel = caption("Ctrl+K  commands")
        self._hint.setContentsMargins(10, 0, 0, 0)
        layout.addWidget(self._hint)
        self._group.idClicked.connect(self._tell)

    def show_room(self, name: str) -> None:
        """Mark the room in sight; one that is not here leaves the mark where it is."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)

    def show_count(self, name: str, count: int, tone: str, meaning: str) -> None:
        """Show a count beside a room."""
        self._buttons[name].show_count(count, tone, meaning)

    def fit(self, window_width: int) -> None:
        """Show words where the window is wide enough for them, icons elsewhere."""
        look = present_look()
        narrow = window_width < look.pixels(1200)
        width = NARROW if narrow else look.pixels(WIDTH)
        self.setFixedWidth(width)
        self._hint.setVisible(not narrow)
        side = look.pixels(20)
        for one in self._buttons.values():
            one.setIconSize(QSize(side, side))
            one.set_narrow(narrow)

    @Slot(int)
    def _tell(self, position: int) -> None:
        self.chosen.emit(RAIL[position].name)
