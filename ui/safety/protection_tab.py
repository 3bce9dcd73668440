"""Who can read the store: passphrase, recovery key, the lock, and what is left open."""

from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.label import caption, set_tone
from ui.controls.scrolled import scrolled
from ui.controls.wrap import WrapRow
from ui.safety.safety_tab import SafetyTab

MINUTES = (0, 5, 10, 15, 30, 60)
"""What can be chosen; 0 for never."""

PLAIN = (
    "Whoever gets at the file can read it. That is enough where the disk is encrypted"
    " by the system (BitLocker, LUKS) and only the unit reaches the folder. A protected"
    " store can be read with its passphrase only, wherever the file gets to."
)
PROTECTED = (
    "The file, its journal and its copies cannot be read without the key. The"
    " passphrase opens the key file beside the store; the recovery key in the safe"
    " opens the store even without that file."
)
LIMITS = (
    "A lost passphrase and a lost recovery key are a lost store: nobody can find them"
    " out.",
    "While the store is open, whoever sits at this computer or runs programs in this"
    " account can read it.",
    "Prints, pictures of the screen and files written by an export are not encrypted.",
    "What was plain before may live on in server backups, snapshots, and on an SSD,"
    " where nobody can overwrite it for certain.",
    "Encryption does not keep anybody from deleting the file. Copies do.",
)
CURTAIN = (
    "This store is not protected, so the lock is a curtain: it keeps a passer-by from"
    " reading the screen, and nobody from opening the file."
)
LOCKS = (
    "Everything is covered and the key is forgotten. The passphrase opens it again, and"
    " what you had typed is still there."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionSight:
    """What the tab shows.

    Attributes:
        is_protected: Whether the store is encrypted.
        since: What was done last to its protection and when; empty for nothing.
        minutes: Minutes without use after which the window is locked; 0 for never.
        barred: Why the protection cannot be changed here; empty if it can.
        left: What lies about that should go, in sentences; empty for nothing.
        may_drop: Whether what lies about may go now.
    """

    is_protected: bool
    since: str = ""
    minutes: int = 0
    barred: str = ""
    left: str = ""
    may_drop: bool = False


class ProtectionTab(SafetyTab):
    """Says who can read the store; each button asks for something to be done."""

    title = "Pr&otection"
    protect_wanted = Signal()
    passphrase_wanted = Signal()
    renew_wanted = Signal()
    unprotect_wanted = Signal()
    lock_wanted = Signal()
    drop_wanted = Signal()
    minutes_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.state = QLabel("…")
        self.state.setObjectName("figure_value")
        self.meant, self.left = _wrapped(), _wrapped()
        self.since, self.barred = caption(), caption()
        self.protect = button("Pro&tect this store…", is_primary=True)
        self.passphrase = button("Change the &passphrase…")
        self.renew = button("New recover&y key…")
        self.unprotect = button("&Remove the protection…")
        self.lock = button("&Lock now")
        self.minutes = QComboBox()
        self.curtain = caption()
        self.drop = button("Overwrite and re&move…")
        self._left_card = Card("Still readable beside the store")
        self._build()
        self._connect()

    def _build(self) -> None:
        for minutes in MINUTES:
            self.minutes.addItem(minutes_text(minutes), minutes)
        who = Card("Who can read the store")
        who.body.setSpacing(8)
        ways = WrapRow()
        for one in (self.protect, self.passphrase, self.renew, self.unprotect):
            ways.add(one)
        for part in (self.state, self.meant, self.since, ways, self.barred):
            who.body.addWidget(part)
        self._left_card.body.setSpacing(8)
        self._left_card.body.addWidget(self.left)
        self._left_card.body.addWidget(_from_left(self.drop))
        limits = Card("What encryption does not do")
        limits.body.setSpacing(6)
        for sentence in LIMITS:
            limits.body.addWidget(_point(sentence))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for card in (who, self._left_card, self._lock_card(), limits):
            column.addWidget(card)
        column.addStretch(1)
        self.body.addWidget(scrolled(content), 1)

    def _lock_card(self) -> Card:
        card = Card("When nobody is at the computer")
        card.body.setSpacing(8)
        label = QLabel("Lock this &window")
        label.setBuddy(self.minutes)
        self.minutes.setAccessibleName("Lock this window")
        card.body.addWidget(_from_left(label, self.minutes, self.lock))
        card.body.addWidget(self.curtain)
        return card

    def _connect(self) -> None:
        self.protect.clicked.connect(self.protect_wanted)
        self.passphrase.clicked.connect(self.passphrase_wanted)
        self.renew.clicked.connect(self.renew_wanted)
        self.unprotect.clicked.connect(self.unprotect_wanted)
        self.lock.clicked.connect(self.lock_wanted)
        self.drop.clicked.connect(self.drop_wanted)
        self.minutes.activated.connect(self._choose)

    @Slot()
    def _choose(self) -> None:
        self.minutes_chosen.emit(self.minutes.currentData())

    def show_sight(self, sight: ProtectionSight) -> None:
        """Show how the store is protected."""
        is_protected, is_free = sight.is_protected, not sight.barred
        self.state.setText("Protected" if is_protected else "Not protected")
        set_tone(self.state, "good" if is_protected else "plain")
        self.meant.setText(PROTECTED if is_protected else PLAIN)
        for label, text in ((self.since, sight.since), (self.barred, sight.barred)):
            label.setText(text)
            label.setVisible(bool(text))
        self.protect.setVisible(not is_protected)
        for one in (self.passphrase, self.renew, self.unprotect):
            one.setVisible(is_protected)
        for one in (self.protect, self.renew, self.unprotect):
            one.setEnabled(is_free)
        self._show_minutes(sight.minutes)
        self.curtain.setText(LOCKS if is_protected else CURTAIN)
        self.left.setText(sight.left)
        self.drop.setEnabled(sight.may_drop)
        self._left_card.setVisible(bool(sight.left))
        self.say(
            "A passphrase opens this store."
            if is_protected
            else "Whoever gets at the file can read this store."
        )

    def _show_minutes(self, minutes: int) -> None:
        place = self.minutes.findData(minutes)
        if place < 0:
            self.minutes.addItem(minutes_text(minutes), minutes)
            place = self.minutes.count() - 1
        self.minutes.setCurrentIndex(place)


def minutes_text(minutes: int) -> str:
    """Return a choice of minutes in words."""
    return f"after {minutes} minutes without use" if minutes else "never by itself"


def _from_left(*parts: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return made


def _wrapped(text: str = "") -> QLabel:
    made = QLabel(text)
    made.setWordWrap(True)
    return made


def _point(sentence: str) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(QLabel("•"))
    row.addWidget(_wrapped(sentence), 1)
    return made
