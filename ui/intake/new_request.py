"""The part of the page on which a new request is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.rules.free_text import suspicions
from app.rules.intake import Fault
from ui.controls.card import GAP
from ui.controls.label import ElidedLabel
from ui.intake.draft_bar import DraftBar
from ui.intake.form import IntakeForm
from ui.intake.side import SidePanel
from ui.intake.spec import COLUMNS, SPECS

FREE = ("requester", "summary", "urgency")
"""Fields of free text, which are looked at for names and passcodes."""


class NewRequest(QWidget):
    """Drafts that were found, the form, and beside it what helps to fill it in."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.drafts, self.form, self.side = DraftBar(), IntakeForm(), SidePanel()
        self._closed = QLabel()
        self._closed.setObjectName("problem")
        self._closed.setWordWrap(True)
        self._closed.hide()
        self._summary = ElidedLabel()
        self._summary.setObjectName("problem")
        self.saved = QLabel()
        self.saved.setObjectName("caption")
        self._build()
        self.form.edited.connect(self._follow)
        self.form.entered.connect(self._guide)

    def _build(self) -> None:
        beside = QScrollArea()
        beside.setWidgetResizable(True)
        beside.setFrameShape(QFrame.Shape.NoFrame)
        beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.side.setObjectName("scrolled")
        beside.setWidget(self.side)
        beside.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        beside.setFixedWidth(self.side.maximumWidth() + 16)
        across = QHBoxLayout()
        across.setSpacing(GAP)
        across.addWidget(self.form, 1)
        across.addWidget(beside)
        foot = QHBoxLayout()
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.saved)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._closed)
        layout.addWidget(self.drafts)
        layout.addLayout(across, 1)
        layout.addLayout(foot)

    def close_for_writing(self, why: str) -> None:
        """Say why nothing can be typed."""
        self._closed.setText(why)
        self._closed.show()
        self.form.setEnabled(False)

    def closed_words(self) -> str:
        """Return why nothing can be typed; empty if it can."""
        return self._closed.text()

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say what is wrong: beside each field, and once in all."""
        self.form.show_faults(faults)
        count = len(faults)
        first = faults[0].message if faults else ""
        more = f"{count} things to put right. First: " if count > 1 else ""
        self._summary.setText(f"{more}{first}")
        if faults:
            self.form.go_to_fault(faults[0])

    def summary(self) -> str:
        """Return what is said in all to be wrong."""
        return self._summary.text()

    def look_at_texts(self) -> None:
        """Say what in the free texts looks like a name or a passcode."""
        self.side.show_suspicions(
            [
                (SPECS[name].label, one)
                for name in FREE
                for one in suspicions(self.form.fields[name].text())
            ]
        )

    @Slot(str)
    def _follow(self, _name: str) -> None:
        self._summary.setText("")
        self.edited.emit()

    @Slot(str, int)
    def _guide(self, name: str, column: int) -> None:
        term = None
        if name in self.form.fields:
            term = self.form.fields[name].term()
        elif COLUMNS[max(column, 0)].words:
            term = self.form.grid.current_term()
        self.side.show_guidance(name, column, term)


def in_order(found: Sequence[Fault]) -> list[Fault]:
    """Return faults in the order of the form."""
    order = [*SPECS, "proceedings", "exhibits"]
    return sorted(found, key=lambda fault: (order.index(fault.field), fault.row or 0))
