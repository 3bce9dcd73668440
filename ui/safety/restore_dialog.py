"""Asks before a copy takes the place of the store: what is left behind, and why."""

from PySide6.QtWidgets import QLabel, QLineEdit, QTabWidget, QWidget

from app.errors import AppError, InvalidRequest
from ui.controls.form import Form
from ui.controls.label import caption, set_tone
from ui.controls.text_table import TextTable
from ui.copies_sight import Preview
from ui.style import present_look

CHANGES = ("Recorded", "By", "What", "Why")
REQUESTS = ("Request", "Now", "In the copy")
KEPT = (
    "The copy is checked in full first. The store as it is now is kept beside it,"
    " unchanged, as “… before restore …”. The restore stands in the history with your"
    " name and reason. Heads printed since the copy match the kept store only."
)


class RestoreDialog(Form):
    """Shows what differs; ``wanted`` has the reason when the user goes on."""

    def __init__(self, parent: QWidget, preview: Preview) -> None:
        super().__init__(parent, "Go back to a copy", "&Go back to this copy")
        self.preview = preview
        self.title = QLabel(preview.title)
        self.title.setObjectName("card_title")
        self.said = QLabel(preview.sentence)
        self.said.setWordWrap(True)
        set_tone(self.said, "plain" if preview.is_same else "watch")
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("What differs")
        self.changes = TextTable("Changes that would be left behind", is_even=False)
        self.requests = TextTable("Requests that differ", is_even=False)
        self.changes.show_rows(CHANGES, preview.changes, numbers_from=len(CHANGES))
        self.requests.show_rows(REQUESTS, preview.requests, numbers_from=len(REQUESTS))
        self.tabs.addTab(self.changes, f"Changes left &behind ({len(preview.changes)})")
        words = f"&Requests that differ ({len(preview.requests)})"
        self.tabs.addTab(self.requests, words)
        self.tabs.setVisible(not preview.is_same)
        self.why = QLineEdit()
        self.why.setMaxLength(500)
        self.why.setPlaceholderText("such as: wrong file imported this morning")
        self._build()

    def _build(self) -> None:
        self.paper.insertWidget(0, self.title)
        self.paper.insertWidget(1, self.said)
        self.paper.insertWidget(2, self.tabs, 1)
        self.add_field("why", "&Why go back?", self.why)
        self.paper.addWidget(caption(KEPT))
        self.close_up()
        look = present_look()
        self.setMinimumWidth(look.pixels(620))
        if not self.preview.is_same:
            self.resize(look.pixels(760), look.pixels(520))
        self.why.setFocus()

    def value(self) -> str:
        why = self.why.text().strip()
        if not why:
            raise InvalidRequest(
                "A reason is needed.",
                remedy="Say in a few words why the copy is taken.",
            )
        return why

    def place_of(self, error: AppError) -> str:
        return "why" if isinstance(error, InvalidRequest) else ""
