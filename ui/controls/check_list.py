"""A list of codes of which any number is chosen by ticking."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

SHOWN = 6
"""Lines shown at once; the rest is reached by scrolling."""

CODE = Qt.ItemDataRole.UserRole


class CheckList(QListWidget):
    """Ticks by click or Space."""

    ticked = Signal()

    def __init__(
        self, terms: Sequence[tuple[str, str]], taken: Collection[str] = ()
    ) -> None:
        """Make the list.

        Args:
            terms: Codes with their labels, in the order of showing.
            taken: Codes that are ticked to begin with; one that is not among the terms
                is shown by its code, so that it is not lost.
        """
        super().__init__()
        known = {code for code, _ in terms}
        others = [(code, code) for code in taken if code not in known]
        for code, label in (*terms, *others):
            item = QListWidgetItem(label)
            item.setData(CODE, code)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            is_taken = code in taken
            state = Qt.CheckState.Checked if is_taken else Qt.CheckState.Unchecked
            item.setCheckState(state)
            self.addItem(item)
        self.setTabKeyNavigation(False)
        lines = self.fontMetrics().lineSpacing() + 8
        self.setMinimumHeight(lines * 4)
        self.setMaximumHeight(lines * SHOWN + 2 * self.frameWidth())
        self.itemChanged.connect(lambda _: self.ticked.emit())

    def codes(self) -> tuple[str, ...]:
        """Return the codes that are ticked, in the order shown."""
        items = [self.item(row) for row in range(self.count())]
        ticked = Qt.CheckState.Checked
        return tuple(
            str(item.data(CODE)) for item in items if item.checkState() is ticked
        )

    def tick(self, *codes: str) -> None:
        """Tick these codes and no others."""
        for row in range(self.count()):
            item = self.item(row)
            is_taken = item.data(CODE) in codes
            state = Qt.CheckState.Checked if is_taken else Qt.CheckState.Unchecked
            item.setCheckState(state)
