"""Does what the tab Protection asks for."""

import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from app.errors import AppError
from app.progress import Progress
from app.protection.aside import LeftAside, drop_aside, left_aside
from app.protection.convert import Person, protect, renew_key, unprotect
from app.protection.engine import KEY, load_library
from app.protection.key_file import read_keys
from app.protection.recovery import groups_of, recovery_key
from app.reports.chart import day_text
from app.reports.recovery_sheet import KeySheet, recovery_sheet
from app.reports.report import Report
from app.store.engine import is_protected
from app.store.safety_act import last_safety_act
from ui import settings
from ui.alerts import show_error
from ui.job import Job
from ui.page import Page
from ui.passphrase_dialog import PassphraseChange, PassphraseForm, Passphrases
from ui.protect_dialog import ProtectDialog
from ui.safety.protection_dialogs import DropForm, UnprotectForm
from ui.safety.protection_tab import ProtectionSight, ProtectionTab

ROOM = "safety/protection"
Change = Callable[[Path, Progress], str]
"""What is done with the file while no window has it open; returns a sentence."""

IN_MEMORY = "A store in memory has no file to protect."
READ_ONLY = "Who has the pen can change the protection; here the store is only read."
SHARED = (
    "This store is shared. Its protection is chosen before it is shared: readers need"
    " its key file and its passphrase."
)


class ProtectionDesk(QObject):
    """Between the tab, the file and its key."""

    def __init__(self, page: Page, tab: ProtectionTab) -> None:
        super().__init__(page)
        self._page, self._tab = page, tab
        self._asking: UnprotectForm | ProtectDialog | None = None
        self._change: Change | None = None
        self._left: LeftAside | None = None
        self._is_looking = False
        self.job, self.dropper, self.looker = Job(self), Job(self), Job(self)
        self.looker.succeeded.connect(self._take_left)
        self.looker.failed.connect(self._show_failure)
        self.looker.finished.connect(self._end_look)
        self.job.succeeded.connect(self._rewrite)
        self.job.failed.connect(self._refuse)
        self.dropper.succeeded.connect(self._tell_dropped)
        self.dropper.failed.connect(self._show_failure)
        self.dropper.finished.connect(self.refresh)
        tab.wanted.connect(self.refresh)
        tab.protect_wanted.connect(self.ask_protect)
        tab.passphrase_wanted.connect(self.ask_passphrase)
        tab.renew_wanted.connect(self.ask_renew)
        tab.unprotect_wanted.connect(self.ask_unprotect)
        tab.drop_wanted.connect(self.ask_drop)
        tab.lock_wanted.connect(page.session.lock_wanted)
        tab.minutes_chosen.connect(self._keep_minutes)

    @property
    def _path(self) -> Path:
        return self._page.session.path or Path()

    @Slot()
    def refresh(self) -> None:
        """Bring the tab up to date; the places of copies may be slow to answer."""
        self._show()
        if not self._is_looking and self._page.session.path is not None:
            self._is_looking = True
            self.looker.start(partial(_look, self._path))

    @Slot(object)
    def _take_left(self, found: LeftAside) -> None:
        self._left = found
        self._show()

    @Slot()
    def _end_look(self) -> None:
        self._is_looking = False

    def _show(self) -> None:
        session = self._page.session
        has_key = session.path is not None and is_protected(session.path)
        act = last_safety_act(session.store, "protect")
        since = f"{act.outcome} {day_text(act.done_on)}." if act is not None else ""
        left = self._left
        self._tab.show_sight(
            ProtectionSight(
                is_protected=has_key,
                since=since,
                minutes=settings.lock_minutes(is_protected=has_key),
                barred=self._barred(),
                left=left_words(left) if left else "",
                may_drop=left is not None and may_drop(left) and not session.read_only,
            )
        )

    def _barred(self) -> str:
        session = self._page.session
        if session.path is None:
            return IN_MEMORY
        if session.read_only:
            return READ_ONLY
        is_shared = session.sharing is not None and session.sharing.working is not None
        return SHARED if is_shared else ""

    @Slot(int)
    def _keep_minutes(self, minutes: int) -> None:
        has_key = is_protected(self._path)
        settings.set_lock_minutes(minutes, is_protected=has_key)
        self._page.session.lock_changed.emit()

    # ---- What is asked for ----------------------------------------------------------

    @Slot()
    def ask_protect(self) -> None:
        """Ask for a passphrase and give the recovery key, then protect the store."""
        key = secrets.token_bytes(KEY)
        dialog = self._ask_for_key("&Protect the store", key, asks_new=True)
        if dialog is not None:
            dialog.wanted.connect(partial(self._protect, key))

    @Slot()
    def ask_renew(self) -> None:
        """Give a new recovery key, then encrypt the store under it."""
        key = secrets.token_bytes(KEY)
        dialog = self._ask_for_key("&Make the new key", key, asks_new=False)
        if dialog is not None:
            dialog.wanted.connect(partial(self._renew, key))

    def _ask_for_key(
        self, title: str, key: bytes, *, asks_new: bool
    ) -> ProtectDialog | None:
        try:
            load_library()
        except AppError as error:
            show_error(self._page, error)
            return None
        groups = groups_of(recovery_key(key))
        dialog = ProtectDialog(self._page, title, groups, asks_new=asks_new)
        dialog.sheet = partial(self._sheet, groups)
        self._asking = dialog
        dialog.open()
        return dialog

    def _sheet(self, groups: list[str]) -> Report:
        session = self._page.session
        sheet = KeySheet(
            groups=groups,
            store=session.name,
            settings=session.settings,
            made_at=session.now().astimezone(),
            made_by=session.who,
        )
        return recovery_sheet(sheet)

    @Slot()
    def ask_passphrase(self) -> None:
        """Ask for another passphrase."""
        form = PassphraseForm(self._page, asks_old=True)
        change = PassphraseChange(form, self._path, None)
        change.job.succeeded.connect(self._tell_changed)
        form.open()

    @Slot()
    def ask_unprotect(self) -> None:
        """Ask for the passphrase, then make the store plain."""
        form = UnprotectForm(self._page)
        form.wanted.connect(self._unprotect)
        self._asking = form
        form.open()

    @Slot()
    def ask_drop(self) -> None:
        """Say what goes, and ask."""
        if self._left is not None:
            form = DropForm(self._page, names_of(self._left))
            self._page.open_form(form, self._drop)

    # ---- What is done ---------------------------------------------------------------

    def _protect(self, key: bytes, typed: Passphrases) -> None:
        work = partial(_protect, key, typed.new, self._person())
        self._begin(None, work)

    def _renew(self, key: bytes, typed: Passphrases) -> None:
        work = partial(_renew, key, typed.new, self._person())
        self._begin(typed.new, work)

    @Slot(object)
    def _unprotect(self, passphrase: str) -> None:
        self._begin(passphrase, partial(_unprotect, passphrase, self._person()))

    def _person(self) -> Person:
        session = self._page.session
        return Person(who=session.who, at=session.now())

    def _begin(self, passphrase: str | None, change: Change) -> None:
        """Try the passphrase before the store is closed, then do it."""
        self._change = change
        self.job.start(partial(_try, self._path, passphrase))

    @Slot(object)
    def _rewrite(self, _done: object) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.accept()
        if self._change is not None:
            self._page.session.rewrite_wanted.emit(self._change, ROOM)

    @Slot(Exception)
    def _refuse(self, error: Exception) -> None:
        if isinstance(error, AppError) and self._asking is not None:
            self._asking.show_error(error)
        else:
            show_error(self._page, error)

    @Slot(object)
    def _tell_changed(self, _done: object) -> None:
        self._page.toast_wanted.emit("The passphrase was changed", None)

    @Slot(object)
    def _drop(self, _value: object) -> None:
        if self._page.opened is not None:
            self._page.opened.accept()
        self.dropper.start(partial(_drop, self._path))

    @Slot(object)
    def _tell_dropped(self, count: int) -> None:
        files = "1 file" if count == 1 else f"{count} files"
        self._page.toast_wanted.emit(f"{files} overwritten and removed", None)

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self._page, error)


def left_words(left: LeftAside) -> str:
    """Return what lies about, in sentences; empty for nothing."""
    found = []
    other = [one for one in left.asides if one not in left.plain]
    for files, how in ((left.plain, "in clear"), (other, "under another key")):
        if files:
            names = ", ".join(one.name for one in files)
            found.append(f"The store as it was before is kept {how}: {names}.")
    if count := len(left.plain_copies):
        copies = "1 copy" if count == 1 else f"{count} copies"
        found.append(f"{copies} made before can be read without the key.")
        if not left.may_drop_copies:
            found.append("Make a newer one under Copies first; then that can go, too.")
    if left.others:
        names = ", ".join(one.name for one in left.others)
        found.append(
            f"Anybody can also read what was kept for another reason: {names}. Remove"
            " it yourself once you are sure that you need none of it."
        )
    return " ".join(found)


def may_drop(left: LeftAside) -> bool:
    """Return whether anything of it may go now."""
    return bool(left.asides or (left.plain_copies and left.may_drop_copies))


def names_of(left: LeftAside) -> str:
    """Return which files would go."""
    gone = [one.name for one in left.asides]
    if left.may_drop_copies and left.plain_copies:
        gone.append(f"{len(left.plain_copies)} copies that can be read without the key")
    return f"These go: {', '.join(gone)}."


def _look(path: Path, progress: Progress) -> LeftAside:
    progress(0, 1)
    return left_aside(path)


def _try(path: Path, passphrase: str | None, progress: Progress) -> None:
    progress(0, 1)
    if passphrase is not None:
        read_keys(path, passphrase)


def _protect(
    key: bytes, passphrase: str, person: Person, path: Path, progress: Progress
) -> str:
    return protect(path, key, passphrase, person, progress=progress).sentence


def _renew(
    key: bytes, passphrase: str, person: Person, path: Path, progress: Progress
) -> str:
    return renew_key(path, key, passphrase, person, progress=progress).sentence


def _unprotect(passphrase: str, person: Person, path: Path, progress: Progress) -> str:
    return unprotect(path, passphrase, person, progress=progress).sentence


def _drop(path: Path, progress: Progress) -> int:
    progress(0, 1)
    return drop_aside(path)
