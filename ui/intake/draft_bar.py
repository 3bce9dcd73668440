"""The drafts that were found: continue one, or discard it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy

from app.casework.working_time import LOCAL
from app.reports.chart import day_text
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.code_box import CodeBox


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft in a few words.

    Attributes:
        name: Its identity.
        when: When it was last saved, such as ``12:41``.
        what: What it is about.
    """

    name: str
    when: str
    what: str


def draft_line(
    name: str, saved_at: datetime, content: Mapping[str, Any], today: date
) -> DraftLine:
    """Return a draft in a few words."""
    local = saved_at.astimezone(LOCAL)
    clock = f"{local:%H:%M}"
    when = clock if local.date() == today else f"{day_text(local.date())}, {clock}"
    texts = content.get("fields", {})
    count = len(content.get("exhibits", ()))
    said = [
        str(texts.get(each, "")).strip() for each in ("reference", "case_reference")
    ]
    said.append(f"{count} exhibit{'s' if count != 1 else ''}" if count else "")
    words = ", ".join(text[:40] for text in said if text)
    return DraftLine(name=name, when=when, what=words or "nothing to name it by")


class DraftBar(Card):
    """Says that drafts were found and offers to go on with one."""

    continued = Signal(str)  # name of the draft
    discarded = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[DraftLine, ...] = ()
        self._words = QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setObjectName("line_title")
        self.choice = CodeBox()
        self.choice.setAccessibleName("Drafts found")
        self.choice.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed
        )
        self.go_on = button("C&ontinue")
        self.discard = button("&Discard")
        layout = QHBoxLayout()
        layout.addWidget(self._words)
        layout.addWidget(self.choice, 1)
        layout.addStretch(0)
        layout.addWidget(self.go_on)
        layout.addWidget(self.discard)
        self.body.addLayout(layout)
        self.go_on.clicked.connect(self._continue)
        self.discard.clicked.connect(self._discard)
        self.hide()

    def show_lines(self, lines: Sequence[DraftLine]) -> None:
        """Offer drafts, the latest first; none hides the bar."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        self.setVisible(bool(lines))
        self.choice.clear()
        for line in lines:
            self.choice.addItem(f"{line.when}: {line.what}", line.name)
        is_one = len(lines) == 1
        self.choice.setVisible(len(lines) > 1)
        if is_one:
            line = lines[0]
            self._words.setText(
                f"Draft of {line.when} found ({line.what}): continue or discard it."
            )
        else:
            self._words.setText(f"{len(lines)} drafts found: continue or discard one.")

    def words(self) -> str:
        """Return what the bar says."""
        return self._words.text()

    @Slot()
    def _continue(self) -> None:
        self.continued.emit(self.choice.currentData())

    @Slot()
    def _discard(self) -> None:
        self.discarded.emit(self.choice.currentData())
