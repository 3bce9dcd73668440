"""Asks for the passphrase of a protected store, or for its recovery key."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError, WrongKey
from app.progress import Progress
from ui.alerts import show_error
from ui.controls.button import button, link
from ui.controls.label import caption
from ui.job import Job
from ui.style import present_look

OPENS = "Its passphrase opens it."
RECOVERS = (
    "Type the 13 groups of the recovery key from the printed sheet. Small letters,"
    " spaces and hyphens do not matter."
)
NO_KEY_FILE = (
    "Its key file is missing, so that no passphrase can open it. The recovery key that"
    " was printed opens it."
)
USE_RECOVERY, USE_PASSPHRASE = "Use the &recovery key", "Use the &passphrase"
WIDTH = 460
LINES = 3
"""Lines of the field in which a recovery key is typed."""

_wrong: dict[Path, int] = {}  # wrong ones in a row, whichever window they were typed in


class KeyField(QPlainTextEdit):
    """Takes a recovery key; Return is no new line."""

    returnPressed = Signal()  # noqa: N815 - as a QLineEdit calls it

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName("Recovery key")
        self.setPlaceholderText("XXXXX-XXXXX-XXXXX-…")
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _fit(self) -> None:
        around = 2 * self.frameWidth() + 2 * round(self.document().documentMargin())
        rows = self.fontMetrics().lineSpacing() * LINES
        self.setMaximumHeight(rows + around + present_look().pixels(10))


class UnlockPanel(QWidget):
    """Asks for passphrase or recovery key; lets one wait after wrong ones."""

    opened = Signal(object, bool)  # the key; whether it was the recovery key

    def __init__(self, path: Path, window: QWidget) -> None:
        """Make it; ``window`` outlives it, and with it the thread that tries."""
        super().__init__()
        self._path = path.absolute()
        self._is_recovering = self._is_busy = False
        self._left = 0  # seconds still to wait
        self.told = caption()
        self.field, self.key_field = QLineEdit(), KeyField()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Passphrase")
        self.sight = QCheckBox("&Show what is typed")
        self.way = link(USE_RECOVERY)
        self.open_button = button("&Unlock", is_primary=True)
        self.said = QLabel()
        self.said.setObjectName("problem")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self._clock = QTimer(self, interval=1000)
        self._job = Job(window)
        self._build()
        self._connect()
        self._show_way()

    def _build(self) -> None:
        below = QHBoxLayout()
        below.addWidget(self.sight)
        below.addStretch(1)
        below.addWidget(self.way)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for part in (self.told, self.field, self.key_field):
            layout.addWidget(part)
        layout.addLayout(below)
        layout.addWidget(self.said)
        self.said.hide()

    def _connect(self) -> None:
        self.sight.toggled.connect(self._show_typed)
        self.way.clicked.connect(self._change_way)
        self.open_button.clicked.connect(self.unlock)
        self.field.returnPressed.connect(self.unlock)
        self.key_field.returnPressed.connect(self.unlock)
        self._clock.timeout.connect(self.pass_second)
        self._job.succeeded.connect(self._take)
        self._job.failed.connect(self._refuse)
        self._job.finished.connect(self._end)

    @property
    def is_recovering(self) -> bool:
        """Whether the recovery key is asked for."""
        return self._is_recovering

    @property
    def is_busy(self) -> bool:
        """Whether something typed is being tried."""
        return self._is_busy

    @property
    def is_waiting(self) -> bool:
        """Whether one has to wait after wrong ones."""
        return self._left > 0

    @Slot()
    def unlock(self) -> None:
        """Try what was typed, off the UI thread: it is slow on purpose."""
        is_recovering = self._is_recovering
        typed = self.key_field.toPlainText() if is_recovering else self.field.text()
        if not typed.strip() or self._is_busy or self._left:
            return
        self._is_busy = True
        self.say("")
        self._allow()
        self._job.start(partial(_unlock, self._path, typed, is_recovering))

    @Slot(object)
    def _take(self, key: bytes) -> None:
        _wrong.pop(self._path, None)
        was_recovering = self._is_recovering
        self.forget()
        self.opened.emit(key, was_recovering)

    @Slot(Exception)
    def _refuse(self, error: Exception) -> None:
        if not isinstance(error, AppError):
            show_error(self, error)
            return
        if isinstance(error, WrongKey):
            self._make_wait()
        self.say(str(error))
        if self._left:
            self._show_wait()

    @Slot()
    def _end(self) -> None:
        self._is_busy = False
        self._allow()
        self.setFocus()

    def forget(self) -> None:
        """Empty the fields."""
        self.field.clear()
        self.key_field.clear()
        self.sight.setChecked(False)

    def _make_wait(self) -> None:
        from app.wellbeing.lock import wait_after

        _wrong[self._path] = _wrong.get(self._path, 0) + 1
        self._left = wait_after(_wrong[self._path])
        if self._left:
            self._clock.start()

    @Slot()
    def pass_second(self) -> None:
        """Let one second of the waiting pass."""
        self._left = max(self._left - 1, 0)
        if self._left:
            self._show_wait()
            return
        self._clock.stop()
        self.say("")
        self._allow()
        self.setFocus()

    def _show_wait(self) -> None:
        count = _wrong.get(self._path, 0)
        self.say(
            f"{count} wrong ones in a row. You can try again in {self._left} s. Nothing"
            " is lost by waiting."
        )

    def say(self, text: str) -> None:
        """Say what is wrong; empty for nothing."""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self._keep_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_room()

    def _keep_room(self) -> None:
        """Keep the height that the words need at this width, as layouts do not."""
        words = self.said.text()
        needed = self.said.heightForWidth(self.width()) if words else 0
        self.said.setMinimumHeight(needed)

    def _allow(self) -> None:
        is_free = not self._is_busy and not self._left
        for one in (self.field, self.key_field, self.open_button):
            one.setEnabled(is_free)
        self.open_button.setText("Unlocking…" if self._is_busy else "&Unlock")

    @Slot(bool)
    def _show_typed(self, is_shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.field.setEchoMode(mode.Normal if is_shown else mode.Password)

    @Slot()
    def _change_way(self) -> None:
        self._is_recovering = not self._is_recovering
        self.say("")
        self._show_way()
        self.setFocus()

    def _show_way(self) -> None:
        from app.store.engine import key_file

        has_key_file = key_file(self._path).is_file()
        if not has_key_file:
            self._is_recovering = True
        recovering = self._is_recovering
        self.field.setVisible(not recovering)
        self.sight.setVisible(not recovering)
        self.key_field.setVisible(recovering)
        self.way.setVisible(has_key_file)
        self.way.setText(USE_PASSPHRASE if recovering else USE_RECOVERY)
        missing = "" if has_key_file else f"{NO_KEY_FILE} "
        self.told.setText(missing + (RECOVERS if recovering else OPENS))
        self.setFocusProxy(self.key_field if recovering else self.field)


class UnlockDialog(QDialog):
    """Asks before a protected store is opened."""

    opened = Signal(object, bool)  # the key; whether it was the recovery key

    def __init__(self, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        self.setWindowTitle("Unlock")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = QLabel(f"{path.name} is protected")
        title.setObjectName("card_title")
        title.setTextFormat(Qt.TextFormat.PlainText)
        self.panel = UnlockPanel(path, parent)
        self.panel.opened.connect(self._pass_on)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        box.addButton(self.panel.open_button, QDialogButtonBox.ButtonRole.ActionRole)
        box.rejected.connect(self.reject)
        for one in box.buttons():
            one.setProperty("autoDefault", False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(title)
        layout.addWidget(self.panel)
        layout.addStretch(1)
        layout.addWidget(box)
        self.setMinimumWidth(present_look().pixels(WIDTH))
        self.panel.setFocus()

    @Slot(object, bool)
    def _pass_on(self, key: bytes, is_recovery: bool) -> None:
        self.opened.emit(key, is_recovery)
        self.accept()

    def reject(self) -> None:
        """Leave, but not while something is tried that might open the store."""
        if not self.panel.is_busy:
            super().reject()


def _unlock(path: Path, typed: str, is_recovery: bool, progress: Progress) -> bytes:
    from app.protection.unlock import unlock, unlock_by_recovery

    progress(0, 1)
    return unlock_by_recovery(path, typed) if is_recovery else unlock(path, typed)
