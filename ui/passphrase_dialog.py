"""The forms in which a passphrase of a store is chosen."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from app.errors import AppError, WrongKey
from app.progress import Progress
from ui.controls.form import Form
from ui.controls.label import caption
from ui.job import Job
from ui.style import present_look

GOOD = (
    "At least 12 characters. Four or more words that nobody would put together are"
    " easier to remember and harder to guess than one with signs in it."
)
OFFERED = (
    "The recovery key opened the store. Choose a new passphrase, so that the sheet can"
    " go back into the safe; without one the sheet is needed each time."
)
COPIES = "Copies of the store made before are still opened by the old passphrase."


@dataclass(frozen=True, slots=True)
class Passphrases:
    """What was typed; never shown and never logged."""

    old: str
    new: str

    def __repr__(self) -> str:
        return "Passphrases(...)"


def secret_field(name: str) -> QLineEdit:
    """Return a field whose letters are not shown."""
    made = QLineEdit()
    made.setEchoMode(QLineEdit.EchoMode.Password)
    made.setMaxLength(256)
    made.setObjectName(name)
    return made


def refuse_unlike(new: str, again: str) -> None:
    """Refuse a new passphrase that is soon guessed or was typed in two ways.

    Raises:
        WrongKey: The sentence says what it needs, never what was typed.
    """
    from app.protection.key_file import refuse_weak

    refuse_weak(new)
    if new != again:
        raise WrongKey(
            "The two are not alike.", remedy="Type the new passphrase twice alike."
        )


class PassphraseForm(Form):
    """Asks for a new passphrase, and for the present one if there is no key."""

    def __init__(self, parent: QWidget, *, asks_old: bool, why: str = "") -> None:
        super().__init__(parent, "Change the passphrase", "&Change")
        self.setObjectName("new_passphrase")
        self.old, self.new, self.again = (
            secret_field(name) for name in ("old", "new", "again")
        )
        if why:
            self.paper.insertWidget(0, caption(why))
        if asks_old:
            self.add_field("old", "&Present passphrase", self.old)
        self.add_field("new", "&New passphrase", self.new)
        self.add_field("again", "A&gain", self.again)
        self.paper.addWidget(caption(f"{GOOD} {COPIES}"))
        self.working = QLabel()
        self.paper.addWidget(self.working)
        self.working.hide()
        self._asks_old = asks_old
        self.close_up()
        self.setMinimumWidth(present_look().pixels(480))

    def value(self) -> Passphrases:
        if self._asks_old and not self.old.text():
            raise WrongKey("The present passphrase is needed.")
        refuse_unlike(self.new.text(), self.again.text())
        return Passphrases(self.old.text(), self.new.text())

    def place_of(self, error: AppError) -> str:
        said = str(error)
        if "present" in said or "not the passphrase" in said:
            return "old" if self._asks_old else ""
        return "again" if "alike" in said else "new"

    def show_working(self, *, is_working: bool) -> None:
        """Say that the passphrase is being changed: it takes a moment on purpose."""
        self.save_button.setEnabled(not is_working)
        self.working.setText("Changing the passphrase…")
        self.working.setVisible(is_working)


class PassphraseChange(QObject):
    """Changes the passphrase for a form, off the UI thread; it belongs to the form."""

    def __init__(self, form: PassphraseForm, path: Path, key: bytes | None) -> None:
        super().__init__(form)
        self._form, self._path, self._key = form, path, key
        self.job = Job(form.parent() or form)  # it outlives the form
        self.job.succeeded.connect(self._accept)
        self.job.failed.connect(self._refuse)
        form.wanted.connect(self._change)

    @Slot(object)
    def _change(self, typed: Passphrases) -> None:
        self._form.show_working(is_working=True)
        self.job.start(partial(change, self._path, self._key, typed))

    @Slot(object)
    def _accept(self, _done: object) -> None:
        self._form.accept()

    @Slot(Exception)
    def _refuse(self, error: Exception) -> None:
        self._form.show_working(is_working=False)
        if not isinstance(error, AppError):
            raise error
        self._form.show_error(error)


def offer_passphrase(window: QWidget, path: Path, key: bytes) -> PassphraseForm:
    """Offer a new passphrase to who has just used the recovery key."""
    form = PassphraseForm(window, asks_old=False, why=OFFERED)
    PassphraseChange(form, path, key)
    form.open()
    return form


def change(
    path: Path, key: bytes | None, typed: Passphrases, progress: Progress
) -> None:
    """Change the passphrase of a store, by its key or by its present passphrase."""
    from app.protection.unlock import change_passphrase, new_passphrase

    progress(0, 1)
    if key is not None:
        new_passphrase(path, key, typed.new)
    else:
        change_passphrase(path, typed.old, typed.new)
