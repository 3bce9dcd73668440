"""Creates the store that the dialog was told of, plain or protected."""

import getpass
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from ui.create_dialog import NewStore
from ui.passphrase_dialog import Passphrases
from ui.protect_dialog import ProtectDialog

if TYPE_CHECKING:
    from app.reports.report import Report
    from app.store import Store

TITLE = "&Create the store"


class ProtectedCreation(QObject):
    """Asks for passphrase and proof of the recovery key, then creates the store."""

    def __init__(
        self, window: QWidget, new: NewStore, then: "Callable[[Store], object]"
    ) -> None:
        from app.protection.engine import KEY, load_library
        from app.protection.recovery import groups_of, recovery_key

        load_library()
        self._new, self._then = new, then
        self._key = secrets.token_bytes(KEY)
        groups = groups_of(recovery_key(self._key))
        self.dialog = ProtectDialog(window, TITLE, groups, asks_new=True)
        super().__init__(self.dialog)
        self.dialog.sheet = lambda: self._sheet(groups)
        self.dialog.wanted.connect(self._create)
        self.dialog.open()

    def _sheet(self, groups: "Sequence[str]") -> "Report":
        from app.reports.recovery_sheet import KeySheet, recovery_sheet

        return recovery_sheet(
            KeySheet(
                groups=groups,
                store=self._new.path.name,
                settings=self._new.settings,
                made_at=datetime.now(UTC).astimezone(),
                made_by=getpass.getuser(),
            )
        )

    @Slot(object)
    def _create(self, typed: Passphrases) -> None:
        from app.protection.convert import Person
        from app.protection.create import create_protected

        person = Person(who=getpass.getuser(), at=datetime.now(UTC))
        new = self._new
        try:
            store = create_protected(
                new.path, new.settings, self._key, typed.new, person
            )
        except AppError as error:
            self.dialog.show_error(error)
            return
        self.dialog.accept()
        self._then(store)


def create(
    window: QWidget, new: NewStore, then: "Callable[[Store], object]"
) -> ProtectedCreation | None:
    """Create a store and hand it to ``then``; a protected one after more questions.

    Raises:
        AppError: It cannot be created.
    """
    from app.store.unit import create_unit

    if new.is_protected:
        return ProtectedCreation(window, new, then)
    now = datetime.now(UTC)
    then(create_unit(new.path, new.settings, who=getpass.getuser(), at=now))
    return None
