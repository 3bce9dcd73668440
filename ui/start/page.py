"""The start page: create, open, try the demonstration, or bring a spreadsheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QWidget,
)

from ui.controls.button import button
from ui.controls.card import GAP, PADDING, Card
from ui.controls.label import caption
from ui.drop import dropped_file
from ui.style import present_look

PATH = Qt.ItemDataRole.UserRole
STORE_ENDING = ".db"
WAYS = (
    (
        "import",
        "&Import a spreadsheet…",
        "import",
        "Bring in the spreadsheet or export that the unit works from. Every row is"
        " checked before anything is written.",
    ),
    (
        "demo",
        "&Try the demonstration unit",
        "scale",
        "Look round in a fictional unit with four years of history. It is a store of"
        " its own: nothing in it is real.",
    ),
    (
        "create",
        "&Create an empty store…",
        "plus",
        "Start with no records: name the unit, its protective marking and whose"
        " public holidays apply.",
    ),
    (
        "open",
        "&Open a store…",
        "folder",
        "Open a store that is on this computer. What colleagues share is opened with"
        " File, Open from a shared folder.",
    ),
)


class StartPage(QWidget):
    """Offers four ways to begin and the stores used last."""

    wanted = Signal(str)  # create, open, demo or import
    store_chosen = Signal(object)  # Path of a recent store
    cancelled = Signal()  # the long step is to stop
    file_dropped = Signal(object)  # Path of a spreadsheet to bring in

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        title = QLabel("Headroom")
        title.setObjectName("page_title")
        sentence = QLabel(
            "Demand against capacity for a digital forensics unit, on this computer"
            " alone."
        )
        sentence.setObjectName("page_sentence")
        sentence.setWordWrap(True)
        self._buttons: dict[str, QPushButton] = {}
        self._working = QLabel()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress")
        self._cancel = button("Cancel")
        self._cancel.clicked.connect(self.cancelled)
        self._recent = QListWidget()
        self._recent.setAccessibleName("Stores used last")
        self._recent.itemActivated.connect(self._choose)
        self._recent.itemClicked.connect(self._choose)
        layout = QGridLayout(self)
        layout.setContentsMargins(60, 40, 60, 40)
        layout.setSpacing(GAP)
        layout.addWidget(title, 0, 0, 1, 2)
        layout.addWidget(sentence, 1, 0, 1, 2)
        layout.addWidget(self._ways(), 2, 0)
        layout.addWidget(self._last_used(), 2, 1)
        layout.setRowStretch(7, 1)
        layout.addWidget(self._working, 3, 0, 1, 2)
        layout.addWidget(self._bar, 4, 0, 1, 2)
        layout.addWidget(self._cancel, 6, 0, Qt.AlignmentFlag.AlignLeft)
        layout.setColumnStretch(0, 3)
        layout.setColumnStretch(1, 2)
        self.show_progress(None)

    def _ways(self) -> Card:
        card = Card("Begin")
        card.body.setSpacing(4)
        card.body.setContentsMargins(PADDING, 8, PADDING, 14)
        for name, text, icon_name, meaning in WAYS:
            one = button(text, icon_name, is_primary=name == "import")
            one.setMinimumWidth(present_look().pixels(250))
            one.setIconSize(QSize(18, 18))
            one.setAccessibleDescription(meaning)
            one.clicked.connect(lambda _=False, name=name: self.wanted.emit(name))
            card.body.addSpacing(8)
            card.body.addWidget(one, 0, Qt.AlignmentFlag.AlignLeft)
            card.body.addWidget(caption(meaning))
            self._buttons[name] = one
        card.body.addStretch(1)
        return card

    def _last_used(self) -> Card:
        card = Card("Used last")
        self._nothing = caption("Stores that you open are listed here.")
        card.body.addWidget(self._nothing)
        card.body.addWidget(self._recent, 1)
        card.body.addStretch(1)
        return card

    def show_recent(self, paths: Sequence[Path]) -> None:
        """List stores; one that is gone stays in the list, greyed."""
        self._recent.clear()
        for path in paths:
            there = path.is_file()
            item = QListWidgetItem(path.name if there else f"{path.name} (not found)")
            item.setData(PATH, str(path))
            item.setToolTip(str(path))
            if not there:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._recent.addItem(item)
        self._nothing.setVisible(not paths)
        self._recent.setVisible(bool(paths))

    def show_progress(self, percent: int | None, text: str = "") -> None:
        """Show how far a long step is; None when there is none."""
        self._working.setText(text)
        self._working.setVisible(percent is not None)
        for one in (self._bar, self._cancel):
            one.setVisible(percent is not None)
        self._bar.setValue(percent or 0)
        for one in self._buttons.values():
            one.setEnabled(percent is None)

    def begin(self) -> None:
        """Put the cursor on the first way."""
        self._buttons["import"].setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_file(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_file(event)
        if path is not None:
            event.acceptProposedAction()
            is_store = path.suffix.lower() == STORE_ENDING
            (self.store_chosen if is_store else self.file_dropped).emit(path)

    def _choose(self, item: QListWidgetItem) -> None:
        self.store_chosen.emit(Path(item.data(PATH)))
