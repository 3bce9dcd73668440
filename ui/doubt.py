"""What the window says of the store itself: how it was left, and a change in doubt."""

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import AppError, UncertainSave
from ui.session import Session

SECONDS = 2
"""How long to wait until it is asked again whether a change was saved."""


class Doubt(QObject):
    """Says how a store was left, and asks on until it is known what was saved."""

    arisen = Signal()  # it is not known whether a change was saved; from any thread

    def __init__(self, session: Session, tell: Callable[[str], None]) -> None:
        super().__init__(session)
        self._session, self._tell = session, tell
        self._timer = QTimer(self)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.ask)
        self.arisen.connect(self._timer.start)
        session.store.on_uncertain = self.arisen.emit
        if words := self._words_of_opening():
            tell(words)

    @Slot()
    def ask(self) -> None:
        """Ask whether the change was saved, and say so; else ask again."""
        from app.store.doubt import words_of
        from app.store.saving import settle

        store = self._session.store
        if not store.uncertain:  # it was answered to the next change
            self._timer.stop()
            return
        with suppress(UncertainSave):
            is_in = settle(store)
            self._timer.stop()
            self._tell(words_of(is_in))
            self._session.refresh()

    def _words_of_opening(self) -> str:
        store = self._session.store
        if not store.was_unclean:
            return store.remark
        from app.store.latest import last_saved

        words = "Headroom was not closed properly last time."
        with suppress(AppError):
            last = last_saved(store)
            words = f"{words} {last.sentence}" if last else words
        return f"{words} {store.remark}".rstrip()
