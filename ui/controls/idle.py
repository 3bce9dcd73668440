"""Notices that nobody has touched the window for a while."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

BUSY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
    }
)


class Idle(QObject):
    """Watches while it is started; ``passed`` comes once after nothing happened."""

    passed = Signal()

    def __init__(self, parent: QObject, milliseconds: int) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self.passed)

    @property
    def is_watching(self) -> bool:
        """Whether the time runs."""
        return self._timer.isActive()

    def start(self, milliseconds: int | None = None) -> None:
        """Begin to watch, for another time if one is given."""
        if milliseconds is not None:
            self._timer.setInterval(milliseconds)
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin to count anew whenever something is done; let everything pass."""
        if event.type() in BUSY:
            self._timer.start()
        return False
