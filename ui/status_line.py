"""The status bar: whether everything is saved, counts, last import, the store."""

from PySide6.QtWidgets import QLabel, QStatusBar


class StatusLine(QStatusBar):
    """Four standing pieces of text at the right; hints of commands at the left."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self._parts: dict[str, QLabel] = {}
        for name in ("saved", "counts", "import", "store"):
            label = QLabel()
            label.setAccessibleName({"store": "Store"}.get(name, ""))
            self._parts[name] = label
            self.addPermanentWidget(label)

    def say(self, name: str, text: str) -> None:
        """Set one of the texts: saved, counts, import or store."""
        self._parts[name].setText(text)
        self._parts[name].setVisible(bool(text))

    def text(self, name: str) -> str:
        """Return one of the texts."""
        return self._parts[name].text()
