"""Beside the form: guidance, requests that may be the same, words to think about."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.casework.request import wording
from app.casework.vocabulary import Term
from app.reports.chart import day_text
from app.rules.free_text import Suspicion
from app.rules.likeness import SAID, Alike
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.label import caption, set_tone
from ui.intake.spec import COLUMNS, SPECS
from ui.style import present_look

UID = Qt.ItemDataRole.UserRole
SEEN, LINES_OF_ONE = 3, 3
"""Requests that are seen at once, and the lines that one may take."""
Found = tuple[str, Suspicion]
"""Label of the field, and what in its text looks like something."""


class AlikeList(QListWidget):
    """Requests that may be the one that is typed; Enter opens one."""

    opened = Signal(str)  # uid

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Requests that may be the same")
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._open)

    def show_alike(self, alike: Sequence[Alike]) -> None:
        """List requests; the one chosen stays chosen."""
        chosen = self.currentRow()
        self.clear()
        for one in alike:
            item = QListWidgetItem(alike_text(one), self)
            item.setData(UID, one.uid)
        if alike:
            self.setCurrentRow(min(max(chosen, 0), len(alike) - 1))
        line = self.fontMetrics().lineSpacing()
        lines = LINES_OF_ONE * min(len(alike), SEEN)
        self.setFixedHeight(line * lines + present_look().pixels(16))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _open(self) -> None:
        if item := self.currentItem():
            self.opened.emit(item.data(UID))


class SidePanel(QWidget):
    """Guidance for the field in hand, likenesses and warnings under it."""

    opened = Signal(str)  # uid of the request to be shown

    def __init__(self) -> None:
        super().__init__()
        self._guidance = Card("Guidance")
        self._hint, self._code = _words(), QLabel()
        self._code.setObjectName("line_title")
        self._code.setTextFormat(Qt.TextFormat.PlainText)
        self._code.setWordWrap(True)
        self._meaning = _words()
        for part in (self._hint, self._code, self._meaning):
            self._guidance.body.addWidget(part)
        self._alike_card = Card("Here already?")
        self._alike_words = caption("They may be the same. Look before you submit.")
        self.alike = AlikeList()
        self.open_button = button("O&pen")
        self._alike_card.body.addWidget(self._alike_words)
        self._alike_card.body.addWidget(self.alike)
        self._alike_card.body.addWidget(
            self.open_button, 0, Qt.AlignmentFlag.AlignRight
        )
        self._warning_card = Card("Read it again")
        self._warning = _words()
        set_tone(self._warning, "watch")
        self._warning_card.body.addWidget(self._warning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self._guidance)
        layout.addWidget(self._alike_card)
        layout.addWidget(self._warning_card)
        layout.addStretch(1)
        self.setFixedWidth(present_look().pixels(264))
        self.alike.opened.connect(self.opened)
        self.open_button.clicked.connect(self._open)
        self.show_alike(())
        self.show_suspicions(())
        self.show_guidance("reference", -1, None)

    def show_guidance(self, name: str, column: int, term: Term | None) -> None:
        """Say what belongs into a field and what the code chosen means."""
        if name in SPECS:
            title, hint = SPECS[name].label, SPECS[name].hint
        else:
            title = f"Exhibits: {COLUMNS[max(column, 0)].head}"
            hint = COLUMNS[max(column, 0)].hint or "Type the first letters to choose."
        self._guidance.heading.setText(title)
        self._hint.setText(hint)
        self._code.setText(term.label if term else "")
        self._meaning.setText(term.guidance if term else "")
        for part in (self._code, self._meaning):
            part.setVisible(bool(part.text()))

    def guidance(self) -> str:
        """Return all that is said as guidance."""
        parts = (self._guidance.heading, self._hint, self._code, self._meaning)
        return " ".join(part.text() for part in parts if part.text())

    def show_alike(self, alike: Sequence[Alike]) -> None:
        """Show requests that may be the same; nothing for none."""
        self.alike.show_alike(alike)
        count = len(alike)
        title = "1 request like it" if count == 1 else f"{count} requests like it"
        self._alike_card.heading.setText(title)
        self._alike_card.setVisible(bool(alike))

    def show_suspicions(self, found: Sequence[Found]) -> None:
        """Say what looks like a name or a passcode; nothing for nothing."""
        lines = [
            f"{label}, line {one.line}: “{one.text}” looks like {one.looks}."
            for label, one in found
        ]
        ending = "Neither belongs here. Keep these words if they are neither."
        self._warning.setText("\n\n".join((*lines, ending)) if lines else "")
        self._warning_card.setVisible(bool(lines))

    def warning(self) -> str:
        """Return what is said of names and passcodes."""
        return self._warning.text()

    @Slot()
    def _open(self) -> None:
        if item := self.alike.currentItem():
            self.opened.emit(item.data(UID))


def alike_text(one: Alike) -> str:
    """Return a request that may be the same, in words."""
    when = f", {day_text(one.day)}" if one.day else ""
    return (
        f"{one.reference} ({wording(one.status)}{when})\n{SAID[one.sign]}: {one.detail}"
    )


def _words() -> QLabel:
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made
