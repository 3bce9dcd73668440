"""What is said when a store is damaged, what can be done, and what came back."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from ui.controls.button import button
from ui.controls.label import caption, set_tone
from ui.controls.text_table import TextTable
from ui.style import present_look

HEAD = ("Records", "Whole", "To check", "Lost")
KEPT = (
    "{name} stays as it is; a copy of it is put aside before anything else is done,"
    " and no copy that is made of it replaces a good one."
)
SALVAGED = (
    "A new store is made beside it of all that can still be read. What the history"
    " proves comes back as it was; whatever is not proven is marked to be checked."
)


class DamagedDialog(QDialog):
    """Offers the newest verified copy, salvage, or to leave it."""

    copy_wanted = Signal()
    salvage_wanted = Signal()
    stop_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, parent: QWidget, name: str, found: str, copy: str) -> None:
        """Show what was found.

        Args:
            parent: The window.
            name: Name of the damaged file.
            found: What is wrong, a sentence.
            copy: About the newest verified copy; empty if there is none.
        """
        super().__init__(parent)
        self.setWindowTitle("The store is damaged")
        self.is_busy = False
        self.title = QLabel("The store failed a check")
        self.title.setObjectName("card_title")
        self.found = _words(found)
        set_tone(self.found, "bad")
        self.kept = _words(KEPT.format(name=name))
        self.copy = _words(copy or "No verified copy of it is known on this computer.")
        self.salvage = _words(SALVAGED)
        self.copy_button = button("&Go back to this copy")
        self.copy_button.setVisible(bool(copy))
        self.salvage_button = button("&Salvage what is there", is_primary=not copy)
        if copy:
            self.copy_button.setProperty("primary", "true")
        self.bar, self.stop_button = QProgressBar(), button("S&top")
        self.bar.setAccessibleName("Salvage of the store")
        self.table = TextTable("What came back, by sort of record")
        self.history = caption()
        self.open_button = button("&Open the salvaged store", is_primary=True)
        self.close_button = button("&Leave it as it is")
        self._build()
        self._connect()
        self.show_progress(None)
        self._show_report_parts(is_shown=False)

    def _build(self) -> None:
        paper = QVBoxLayout(self)
        paper.setContentsMargins(18, 16, 18, 14)
        paper.setSpacing(10)
        for part in (self.title, self.found, self.kept):
            paper.addWidget(part)
        for words, act in (
            (self.copy, self.copy_button),
            (self.salvage, self.salvage_button),
        ):
            row = QHBoxLayout()
            row.addWidget(words, 1)
            row.addWidget(act)
            paper.addLayout(row)
        row = QHBoxLayout()
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        paper.addLayout(row)
        paper.addWidget(self.table, 1)
        paper.addWidget(self.history)
        last = QHBoxLayout()
        last.addStretch(1)
        last.addWidget(self.open_button)
        last.addWidget(self.close_button)
        paper.addLayout(last)
        self.setMinimumWidth(present_look().pixels(620))

    def _connect(self) -> None:
        self.copy_button.clicked.connect(self.copy_wanted)
        self.salvage_button.clicked.connect(self.salvage_wanted)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.open_button.clicked.connect(self.open_wanted)
        self.close_button.clicked.connect(self.reject)

    def show_progress(self, percent: int | None) -> None:
        """Show how far the work is; None when none is done."""
        self.is_busy = percent is not None
        for part in (self.bar, self.stop_button):
            part.setVisible(self.is_busy)
        for act in (self.copy_button, self.salvage_button, self.close_button):
            act.setEnabled(not self.is_busy)
        self.bar.setValue(percent or 0)
        if self.table.isHidden():
            self.adjustSize()  # words must not give way to the bar

    def show_report(
        self,
        sentence: str,
        rows: Sequence[tuple[str, ...]],
        history: Sequence[str],
        *,
        is_proven: bool,
    ) -> None:
        """Show what came back.

        Args:
            sentence: The whole in one sentence.
            rows: Sort of record, whole, to check, lost.
            history: What became of the history, in sentences.
            is_proven: Whether nothing is doubtful or lost.
        """
        self.title.setText("What came back")
        self.found.setText(sentence)
        set_tone(self.found, "good" if is_proven else "watch")
        self.table.show_rows(HEAD, rows)
        self.history.setText("\n".join(history))
        self._show_report_parts(is_shown=True)
        self.close_button.setText("&Close")
        look = present_look()
        self.resize(look.pixels(700), look.pixels(600))
        self.open_button.setFocus()

    def reject(self) -> None:
        """Close, unless work is being done: that is stopped first."""
        if self.is_busy:
            self.stop_wanted.emit()
        else:
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the work before the window goes."""
        if self.is_busy:
            self.stop_wanted.emit()
            event.ignore()
        else:
            super().closeEvent(event)

    @Slot()
    def _show_report_parts(self, *, is_shown: bool) -> None:
        report: list[QWidget] = [self.table, self.history, self.open_button]
        asked: list[QWidget] = [self.kept, self.copy, self.salvage, self.salvage_button]
        for part in report:
            part.setVisible(is_shown)
        for part in asked:
            part.setVisible(not is_shown)
        if is_shown:
            self.copy_button.hide()


def _words(text: str = "") -> QLabel:
    words = QLabel(text)
    words.setWordWrap(True)
    return words
