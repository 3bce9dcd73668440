"""The list of steps at the left of the import."""

from collections.abc import Sequence

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ui.controls.label import set_tone


class StepList(QFrame):
    """Names the steps; the one in sight stands out."""

    def __init__(self, titles: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("rail")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 20, 22, 14)
        column.setSpacing(12)
        self._names = [QLabel(f"{n}  {title}") for n, title in enumerate(titles, 1)]
        for name in self._names:
            column.addWidget(name)
        column.addStretch(1)

    def show_place(self, place: int) -> None:
        """Show which step is in sight, counted from 0."""
        for at, name in enumerate(self._names):
            is_here = at == place
            set_tone(name, "" if is_here else "plain")
            font = QFont(name.font())
            font.setWeight(QFont.Weight.DemiBold if is_here else QFont.Weight.Normal)
            name.setFont(font)
            name.setAccessibleDescription("this step" if is_here else "")
