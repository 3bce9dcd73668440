"""The status bar: what is saved, counts, last import, the newest copy, the store."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStatusBar

from ui.controls.button import link
from ui.controls.label import set_tone


class StatusLine(QStatusBar):
    """Standing pieces of text at the right; hints of commands at the left."""

    copies_wanted = Signal()  # the user wants to see the copies

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._parts: dict[str, QLabel] = {}
        for name in ("saved", "counts", "import"):
            self._add(name)
        self.copies = link("")
        self.copies.setProperty("slim", "true")
        self.copies.clicked.connect(self.copies_wanted)
        self.copies.hide()
        self.addPermanentWidget(self.copies)
        self._add("store")

    def _add(self, name: str) -> None:
        label = QLabel()
        label.setAccessibleName({"store": "Store"}.get(name, ""))
        self._parts[name] = label
        self.addPermanentWidget(label)

    def say(self, name: str, text: str) -> None:
        """Set one of the texts: saved, counts, import or store."""
        self._parts[name].setText(text)
        self._parts[name].setVisible(bool(text))

    def clear(self) -> None:
        """Say nothing: no store is open."""
        self.clearMessage()
        for name in self._parts:
            self.say(name, "")
        self.say_copies("", "plain")

    def say_copies(self, text: str, tone: str, more: str = "") -> None:
        """Say how old the newest verified copy is; pressed, it leads to the copies.

        Args:
            text: What is said; empty for nothing.
            tone: plain, watch or bad.
            more: What else there is to say, for the tool tip.
        """
        self.copies.setText(text)
        self.copies.setVisible(bool(text))
        tip = "Show the copies under Safety"
        self.copies.setToolTip(f"{more} {tip}.".lstrip())
        self.copies.setAccessibleDescription(f"{more} {tip}.".lstrip())
        set_tone(self.copies, tone)

    def text(self, name: str) -> str:
        """Return one of the texts."""
        return self._parts[name].text()
