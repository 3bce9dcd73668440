"""The part of the page on which requests at the gate are decided."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.casework.at_gate import AtGate
from app.casework.request import Status
from ui.controls.card import GAP, Card
from ui.controls.empty_state import EmptyState
from ui.intake.gate_list import GateList, Sight
from ui.intake.gate_panel import GatePanel

LIST, PANEL = 520, 640
"""Widths that the list and the panel begin with, in pixels."""


class GateDesk(QWidget):
    """The list of what waits, and beside it the request chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.list, self.panel = GateList(), GatePanel()
        self.empty_state = EmptyState(
            "Nothing waits at the gate",
            "Requests that were submitted stand here until they are accepted,"
            " returned or rejected.",
            "Type in a request",
            is_primary=False,
        )
        empty = Card()
        empty.body.addWidget(self.empty_state)
        card = Card("Waiting for a decision")
        card.body.addWidget(self.list)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(GAP)
        split.addWidget(card)
        split.addWidget(self.panel)
        split.setSizes([LIST, PANEL])
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.list)

    def show_rows(
        self,
        rows: Sequence[AtGate],
        sight: Sight,
        wanted: str = "",
        *,
        is_held: bool = False,
    ) -> None:
        """List what waits.

        Args:
            rows: What waits.
            sight: What the words of the list depend on.
            wanted: Uid of the request to choose; empty for the one chosen before.
            is_held: Whether the panel goes on to show one that waits no more.
        """
        self._stack.setCurrentIndex(1 if rows or is_held else 0)
        self.list.show_rows(rows, sight, wanted)


def gate_sentence(rows: Sequence[AtGate], as_at: date) -> str:
    """Return in a sentence what waits at the gate."""
    if not rows:
        return "Nothing waits for a decision at the gate."
    back = sum(row.status is Status.RETURNED for row in rows)
    begun = sum(row.status is Status.DRAFT for row in rows)
    open_ = (Status.SUBMITTED, Status.ASSESSING)
    waiting = [row.waiting(as_at) for row in rows if row.status in open_]
    parts = [f"{len(waiting):,} wait{'s' * (len(waiting) == 1)} for a decision"]
    if waiting:
        parts[0] += f", the longest for {max(waiting):,} days"
    if back:
        parts.append(f"{back:,} returned to the requester")
    if begun:
        parts.append(f"{begun:,} not submitted yet")
    return "; ".join(parts) + "."
