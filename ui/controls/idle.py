"""Notices that nobody has touched the program for a while."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

BUSY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Idle(QObject):
    """Watches while it is started; ``passed`` comes once after nothing happened.

    It looks at the windows of the program, not at every widget in them: what somebody
    does comes to a window first, and is far less than all that widgets tell each other.
    """

    passed = Signal()

    def __init__(self, parent: QObject, milliseconds: int) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self.passed)
        self._since = 0.0  # seconds of the clock when somebody did something last
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._attend)

    @property
    def is_watching(self) -> bool:
        """Whether the time runs."""
        return self._timer.isActive()

    def start(self, milliseconds: int | None = None) -> None:
        """Begin to watch, for another time if one is given."""
        if milliseconds is not None:
            self._timer.setInterval(milliseconds)
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)
        self._begin_anew()

    def stop(self) -> None:
        """Watch no longer."""
        for window in QGuiApplication.topLevelWindows():
            window.removeEventFilter(self)
        self._timer.stop()

    @Slot(QWindow)
    def _attend(self, window: QWindow | None) -> None:
        """Look at a window that was opened since."""
        if window is not None and self.is_watching:
            window.installEventFilter(self)

    def _begin_anew(self) -> None:
        self._since = _seconds()
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin to count anew whenever something is done; let everything pass.

        Timers stand still while the computer sleeps, the clock does not.
        """
        if event.type() in BUSY and self.is_watching:
            if (_seconds() - self._since) * 1000 > self._timer.interval():
                self._timer.stop()
                self.passed.emit()
            else:
                self._begin_anew()
        return False


def _seconds() -> float:
    return datetime.now(UTC).timestamp()
