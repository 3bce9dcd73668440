"""Locks the window after a while without use: everything is covered, dialogs are away.

Of a protected store the key is forgotten, too, as soon as no work needs it any more,
and the passphrase goes on; before a plain one the lock is a curtain, and says so. What
was typed and not saved is still there afterwards: nothing is closed.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from app.errors import AppError
from ui import settings
from ui.commands import Command
from ui.controls.button import button, let_return_press, link
from ui.controls.idle import Idle
from ui.controls.label import caption
from ui.style import present_look
from ui.unlock_dialog import WIDTH, UnlockPanel

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.session import Session

LOCKED = "Headroom is locked"
CURTAIN = (
    "This store is not protected, so this is a curtain, not a lock: whoever can use"
    " this computer can lift it or read the file."
)
KEY_GONE = "Nothing was closed: what you had begun is still there afterwards."
QUIT, QUIT_SURELY = "&Quit Headroom", "&Quit, and lose what is not saved"
WORK = 250
"""Milliseconds between two looks whether work that needs the key has ended."""


class LockDialog(QDialog):
    """Stands before the covered window until it is unlocked."""

    lifted = Signal()
    quit_wanted = Signal()

    def __init__(self, window: QWidget, session: "Session", *, has_key: bool) -> None:
        super().__init__(window)
        self.setWindowTitle("Headroom")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowCloseButtonHint, False)
        self.panel: UnlockPanel | None = None
        path = session.path
        if has_key and path is not None:
            self.panel = UnlockPanel(path, window)
            self.panel.opened.connect(self.lifted)
        self.go_on = self.panel.open_button if self.panel else button("&Go on")
        self.go_on.setProperty("primary", "true")
        if self.panel is None:
            self.go_on.clicked.connect(self.lifted)
        self.quit = link(QUIT)
        self.quit.clicked.connect(self._quit)
        self._build(session.name)

    def _build(self, name: str) -> None:
        title = QLabel(LOCKED)
        title.setObjectName("card_title")
        below = QHBoxLayout()
        below.addWidget(self.quit)
        below.addStretch(1)
        below.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        layout.addWidget(title)
        self.told = caption(f"{name}. {KEY_GONE if self.panel else CURTAIN}")
        layout.addWidget(self.told)
        if self.panel is not None:
            layout.addWidget(self.panel)
        layout.addStretch(1)
        layout.addLayout(below)
        let_return_press(self.go_on)
        self.setMinimumWidth(present_look().pixels(WIDTH))
        (self.panel or self.go_on).setFocus()

    @Slot()
    def _quit(self) -> None:
        if self.quit.text() == QUIT:
            self.quit.setText(QUIT_SURELY)
        else:
            self.quit_wanted.emit()

    def reject(self) -> None:
        """Stay: Esc lifts no lock."""

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


class IdleLock(QObject):
    """The lock of one window; it watches while a store is open."""

    locked = Signal()
    unlocked = Signal()

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._session: Session | None = None
        self.dialog: LockDialog | None = None
        self._cover: QWidget | None = None
        self._away: list[QWidget] = []  # dialogs that are hidden meanwhile
        self._title = ""
        self._focus: QWidget | None = None
        self.idle = Idle(self, 0)
        self.idle.passed.connect(self.lock)
        self._work = QTimer(self, interval=WORK)
        self._work.timeout.connect(self._forget_key)

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered."""
        return self.dialog is not None

    # ---- A store comes and goes -----------------------------------------------------

    def watch(self, session: "Session") -> None:
        """Lock the window when nobody uses it, from now on, as the settings say."""
        self._session = session
        session.lock_wanted.connect(self.lock)
        session.lock_changed.connect(self.start)
        self.start()

    @Slot()
    def start(self) -> None:
        """Begin to count, for the minutes that the settings say."""
        self.idle.stop()
        if self._session is None or self.is_locked:
            return
        minutes = settings.lock_minutes(is_protected=self._has_key())
        if minutes:
            self.idle.start(minutes * 60_000)

    def leave(self) -> None:
        """Watch no longer: the store is closed."""
        self.idle.stop()
        if self.is_locked:
            self._lift()
        self._session = None

    # ---- Locking --------------------------------------------------------------------

    @Slot()
    def lock(self) -> None:
        """Cover everything now, and forget the key of a protected store."""
        if self._session is None or self.is_locked:
            return
        self.idle.stop()
        self._focus = QApplication.focusWidget()
        self._cover_window()
        self.dialog = LockDialog(self._window, self._session, has_key=self._has_key())
        self.dialog.lifted.connect(self._unlock)
        self.dialog.quit_wanted.connect(self._window.close)
        self._hide_others()
        if (application := QApplication.instance()) is not None:
            application.installEventFilter(self)
        self.dialog.show()
        self._session.locked.emit()
        if self._has_key():
            self._work.start()  # not at once: what is under way comes to its end
        self.locked.emit()

    def _has_key(self) -> bool:
        from app.protection.locking import has_key

        return self._session is not None and has_key(self._session.store)

    @Slot()
    def _forget_key(self) -> None:
        """Forget the key once no work needs it: none is stopped half done."""
        from app.protection.locking import lock_store

        if self._session is None or not self.is_locked:
            self._work.stop()
        elif QThreadPool.globalInstance().activeThreadCount():
            self._work.start()
        else:
            self._work.stop()
            lock_store(self._session.store)

    def _cover_window(self) -> None:
        window = self._window
        cover = QWidget(window)
        cover.setObjectName("page")
        cover.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        cover.setAccessibleName(LOCKED)
        cover.setGeometry(window.rect())
        said = QLabel(LOCKED)
        said.setObjectName("card_title")
        middle = QVBoxLayout(cover)
        middle.addWidget(said, 0, Qt.AlignmentFlag.AlignCenter)
        cover.show()
        cover.raise_()
        self._cover = cover
        window.menuBar().setEnabled(False)
        self._title = window.windowTitle()
        window.setWindowTitle(LOCKED)

    def _hide_others(self) -> None:
        for one in QApplication.topLevelWidgets():
            if one.isVisible():
                self._hide(one)

    def _hide(self, one: QWidget) -> None:
        """Hide a window other than ours; what opens for a moment is closed."""
        if one in (self._window, self.dialog) or not one.isWindow():
            return
        if isinstance(one, QDialog):
            self._away.append(one)
            one.hide()
        else:
            one.close()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep everything covered: what work opens meanwhile, and a larger window."""
        if not self.is_locked or not isinstance(watched, QWidget):
            return False
        if watched is self._window and event.type() == QEvent.Type.Resize:
            if self._cover is not None:
                self._cover.setGeometry(self._window.rect())
        elif event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            QTimer.singleShot(0, watched, lambda: self._hide_late(watched))
        return False

    def _hide_late(self, one: QWidget) -> None:
        if self.is_locked and one.isVisible():
            self._hide(one)

    # ---- Unlocking ------------------------------------------------------------------

    @Slot()
    def _unlock(self) -> None:
        from app.protection.locking import resume_store

        session = self._session
        if session is None:
            return
        if self.dialog is not None and self.dialog.panel is not None:
            try:
                resume_store(session.store)
            except AppError as error:
                self.dialog.panel.say(str(error))
                return
        self._lift()
        session.unlocked.emit()
        session.refresh()
        self.start()
        self.unlocked.emit()

    def _lift(self) -> None:
        """Show everything again as it was."""
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)
        dialog, cover, away = self.dialog, self._cover, self._away
        self.dialog, self._cover, self._away = None, None, []
        self._work.stop()
        for one in (dialog, cover):
            if one is not None:
                one.hide()
                one.deleteLater()
        self._window.menuBar().setEnabled(True)
        self._window.setWindowTitle(self._title)
        for one in away:
            if isValid(one):  # what work has closed meanwhile is gone
                one.show()
        if self._focus is not None and isValid(self._focus):
            self._focus.activateWindow()
            self._focus.setFocus()
        self._focus = None


def lock_command(menu: str, lock: Callable[[], object]) -> Command:
    """Return the command that locks the window."""
    return Command(
        name="lock",
        menu=menu,
        text="&Lock now",
        keys="Ctrl+L",
        needs_store=True,
        act=lock,
        tip="Cover everything until the passphrase is given",
    )
