"""Help that needs no network: one page for each room, from the resources."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ui.rooms import ROOMS
from ui.style import RESOURCES

NAME = Qt.ItemDataRole.UserRole
TOPICS = (
    ("start", "Begin"),
    *((room.name, room.plain_text) for room in ROOMS),
    ("gate", "The gate"),
    ("priority", "Priority"),
    ("clocks", "Clocks"),
    ("figures", "How the figures are made"),
    ("access", "Accessibility"),
)


def help_text(name: str) -> str:
    """Return the text of a topic, in Markdown."""
    return (RESOURCES / "help" / f"{name}.md").read_text(encoding="utf-8")


class HelpDialog(QDialog):
    """Topics on the left, their text on the right."""

    def __init__(self, parent: QWidget | None, topic: str) -> None:
        super().__init__(parent)
        self.setWindowTitle("Help")
        self._topics = QListWidget()
        self._topics.setAccessibleName("Topics")
        self._text = QTextBrowser()
        self._text.setOpenLinks(False)
        self._text.setAccessibleName("Text of the topic")
        for name, title in TOPICS:
            item = QListWidgetItem(title)
            item.setData(NAME, name)
            self._topics.addItem(item)
        self._topics.currentItemChanged.connect(self._show)
        split = QSplitter()
        split.addWidget(self._topics)
        split.addWidget(self._text)
        split.setSizes([190, 560])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addWidget(buttons)
        self.resize(780, 560)
        self.show_topic(topic)

    def show_topic(self, topic: str) -> None:
        """Show a topic; the first if there is none of that name."""
        names = [name for name, _ in TOPICS]
        self._topics.setCurrentRow(names.index(topic) if topic in names else 0)

    def _show(self, item: QListWidgetItem) -> None:
        self._text.setMarkdown(help_text(item.data(NAME)))
        self._text.setAccessibleDescription(item.text())
