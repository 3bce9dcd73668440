"""The way to the key of a protected store, and what is offered after the sheet."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.store import Store
    from ui.unlock_dialog import UnlockDialog


class _Asking(QObject):
    """One question for a key; it belongs to its dialog."""

    def __init__(
        self,
        window: QWidget,
        path: Path,
        dialog: "UnlockDialog",
        then: Callable[[], object],
    ) -> None:
        super().__init__(dialog)
        self._window, self._path, self._then = window, path, then
        dialog.opened.connect(self._go_on)

    @Slot(object, bool)
    def _go_on(self, key: bytes, is_recovery: bool) -> None:
        self._then()
        if is_recovery:
            from ui.passphrase_dialog import offer_passphrase

            offer_passphrase(self._window, self._path, key)


def ask_key(window: QWidget, path: Path, then: Callable[[], object]) -> "UnlockDialog":
    """Ask for the key of the store at ``path``; ``then`` opens it.

    Who gave the recovery key is offered to choose a new passphrase.
    """
    from ui.unlock_dialog import UnlockDialog  # not before the first paint

    dialog = UnlockDialog(window, path)
    _Asking(window, path, dialog, then)
    dialog.open()
    return dialog


def forget_key(path: Path) -> None:
    """Forget the key of a store that was closed."""
    from app.store.engine import forget_engine

    forget_engine(path)


def keep_key(store: "Store") -> None:
    """Let other connections to an open store have its key, too."""
    from app.store.engine import PLAIN, open_with

    if store.path is not None and store.engine is not PLAIN:
        open_with(store.path, store.engine)
