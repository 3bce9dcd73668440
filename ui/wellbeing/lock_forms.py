"""The passphrase: the panel that asks for it, and the form that sets it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.errors import AppError, WelfareError
from app.wellbeing.lock import LEAST, check_new, wait_after
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.form import Form
from ui.controls.label import caption

HONEST = (
    "The passphrase guards this view. The records themselves lie in the file of the"
    " store, which whoever may read the file can read."
)


@dataclass(frozen=True, slots=True)
class NewPassphrase:
    """What was typed to set a passphrase; never shown and never logged."""

    old: str
    new: str

    def __repr__(self) -> str:
        return "NewPassphrase(...)"


class LockPanel(QWidget):
    """Asks for the passphrase, and lets one wait after wrong ones."""

    tried = Signal(str)  # the passphrase typed
    setting_wanted = Signal()  # to set the first passphrase

    def __init__(self) -> None:
        super().__init__()
        self.wrong = 0  # wrong passphrases in a row
        self._left = 0  # seconds still to wait
        self._is_busy = False
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName("Wellbeing passphrase")
        self.open_button = button("&Open", "right", is_primary=True)
        self.set_button = button("Set the passph&rase…", is_primary=True)
        self.said = QLabel()
        self.said.setObjectName("problem")
        self.said.setWordWrap(True)
        self.card = Card("People one by one")
        self._asks, self._sets = QWidget(), QWidget()
        self._build()
        self._clock = QTimer(self, interval=1000)
        self._clock.timeout.connect(self.pass_second)
        self.open_button.clicked.connect(self._try)
        self.field.returnPressed.connect(self._try)
        self.set_button.clicked.connect(self.setting_wanted)

    def _build(self) -> None:
        row = QHBoxLayout(self._asks)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field, 1)
        row.addWidget(self.open_button)
        first = QVBoxLayout(self._sets)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(8)
        first.addWidget(
            caption(
                "No passphrase is set yet. Whoever manages welfare sets it; from then"
                " on nobody sees people one by one without it."
            )
        )
        first.addWidget(self.set_button, 0, Qt.AlignmentFlag.AlignLeft)
        words = "Only for the manager and the welfare lead, with the passphrase."
        for part in (
            caption(words),
            self._asks,
            self._sets,
            self.said,
            caption(HONEST),
        ):
            self.card.body.addWidget(part)
        self.card.body.setSpacing(10)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.card, 2)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addLayout(across)
        layout.addStretch(2)
        self.setFocusProxy(self.field)

    def show_state(self, *, is_set: bool, may_set: bool) -> None:
        """Ask for the passphrase, or to set one where there is none."""
        self._asks.setVisible(is_set)
        self._sets.setVisible(not is_set)
        self.set_button.setEnabled(may_set)

    def _try(self) -> None:
        typed = self.field.text()
        if typed and not self._is_busy and not self._left:
            self.field.clear()
            self._is_busy = True
            self._say("")
            self._allow()
            self.tried.emit(typed)

    def tell(self, *, is_right: bool) -> None:
        """Take the answer to what was typed."""
        self._is_busy = False
        self.wrong = 0 if is_right else self.wrong + 1
        if not is_right:
            self._left = wait_after(self.wrong)
            if self._left:
                self._clock.start()
            self._show_wait()
        self._allow()
        self.field.setFocus()

    def fail(self, error: AppError) -> None:
        """Say why it could not be checked."""
        self._is_busy = False
        self._allow()
        self._say(str(error))

    @Slot()
    def pass_second(self) -> None:
        """Let one second of the waiting pass."""
        self._left = max(self._left - 1, 0)
        if not self._left:
            self._clock.stop()
        self._show_wait()
        self._allow()

    def _show_wait(self) -> None:
        more = f" The next may be tried in {self._left:,} s." if self._left else ""
        self._say(f"That is not the passphrase.{more}")

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def _allow(self) -> None:
        self.open_button.setEnabled(not self._is_busy and not self._left)

    def forget(self) -> None:
        """Clear what was typed."""
        self.field.clear()
        if not self._left:
            self._say("")


class PassphraseDialog(Form):
    """Sets the passphrase, or changes it with the one before."""

    def __init__(self, parent: QWidget, *, is_set: bool) -> None:
        title = "Change the passphrase" if is_set else "Set the passphrase"
        super().__init__(parent, title, "&Save")
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        for field in (self.old, self.new, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        words = (
            f"At least {LEAST} characters: four or five words that nobody would put"
            " together. It cannot be read back: keep it safe."
        )
        self.paper.insertWidget(0, caption(words))
        if is_set:
            self.add_field("old", "&Present passphrase", self.old)
        self.add_field("new", "&New passphrase", self.new)
        self.add_field("again", "The same a&gain", self.again)
        self.paper.addWidget(caption(HONEST))
        self.close_up()
        self.setMinimumWidth(460)

    def value(self) -> NewPassphrase:
        check_new(self.new.text())
        if self.new.text() != self.again.text():
            raise WelfareError(
                "The two are not the same again.", remedy="Type the new one twice."
            )
        return NewPassphrase(self.old.text(), self.new.text())

    def place_of(self, error: AppError) -> str:
        if "present" in error.message:
            return "old"
        return "again" if "again" in error.message else "new"

    def wait(self, *, is_busy: bool) -> None:
        """Let nothing be pressed while the passphrase is being kept."""
        self.save_button.setEnabled(not is_busy)
