"""What can be done with the requests selected: a menu, and the forms that it opens."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from app.casework.register import CaseFile
from app.casework.request import Status
from app.casework.vocabulary import Vocabulary
from app.errors import AppError
from app.rules.move import Desk, Move
from ui.alerts import show_error
from ui.controls.amend_many_dialog import AmendManyDialog, Amendment, Terms
from ui.controls.button import button
from ui.controls.caution import CautionLine
from ui.controls.move_dialog import MoveDialog
from ui.controls.refused import RefusedDialog
from ui.exposure_guard import cautions_for
from ui.page import Page

MOST = 1000
"""Requests that can be changed at once."""
READ_ONLY = "The store is open for reading only."
PAST = "This is a day gone by; go back to today to change something."
ACTS = {
    "status": ("Change &status…", "Ctrl+Shift+S"),
    "allocate": ("&Allocate…", ""),
    "hold": ("Put on &hold…", ""),
    "facts": ("Change &division, requester or operation…", ""),
}
"""What can be done, what the menu calls it, and its keys."""
STATUSES = {"allocate": Status.ALLOCATED, "hold": Status.ON_HOLD}


class Refused(Protocol):
    """A request for which something was refused."""

    @property
    def reference(self) -> str:
        """Its number."""

    @property
    def message(self) -> str:
        """Why, a sentence."""

    @property
    def remedy(self) -> str:
        """What to do about it."""


class Outcome(Protocol):
    """What became of something done to many requests."""

    @property
    def done(self) -> Sequence[str]:
        """References of those that it was done to."""

    @property
    def refused(self) -> Sequence[Refused]:
        """The others."""

    @property
    def operation(self) -> str:
        """Uid of the operation; empty when nothing was done."""


Act = Callable[..., Outcome]


class Bulk(QObject):
    """A button with a menu, and the forms; what is to be done goes upwards."""

    wanted = Signal(str)  # one of ACTS
    open_wanted = Signal()
    export_wanted = Signal()
    move_wanted = Signal(object, object)  # a Move, uids of the requests
    facts_wanted = Signal(object, object)  # an Amendment, uids of the requests

    def __init__(self, page: Page) -> None:
        """Make the menu for a page; its keys work while the page is in sight."""
        super().__init__(page)
        self._page = page
        self.form: MoveDialog | AmendManyDialog | None = None
        self._uids: tuple[str, ...] = ()
        self.button = button("With &selected", "edit")
        self.menu = QMenu(page)
        self.menu.setToolTipsVisible(True)
        self.open = self._add("&Open", "Ctrl+Return", self.open_wanted.emit)
        self.menu.addSeparator()
        self.acts = {
            name: self._add(text, keys, self._want(name))
            for name, (text, keys) in ACTS.items()
        }
        self.menu.addSeparator()
        self.export = self._add("&Export…", "", self.export_wanted.emit)
        self.button.setMenu(self.menu)
        self.allow(0)  # until it is known what is selected, and whether it may change

    def _add(self, text: str, keys: str, act: Callable[[], object]) -> QAction:
        action = QAction(text, self.menu)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(act)
        self.menu.addAction(action)
        self._page.addAction(action)
        return action

    def _want(self, name: str) -> Callable[[], None]:
        def want() -> None:
            self.wanted.emit(name)

        return want

    @property
    def why_not(self) -> str:
        """Why nothing may be changed; empty if it may."""
        session = self._page.session
        if session.read_only:
            return READ_ONLY
        return PAST if session.as_at < session.day else ""

    def allow(self, count: int) -> None:
        """Offer what can be done with ``count`` requests that are selected."""
        why_not = self.why_not
        if not why_not and count > MOST:
            why_not = f"At most {MOST:,} can be changed at once."
        self.button.setText(
            f" With {count:,} &selected" if count else " With &selected"
        )
        self.button.setEnabled(bool(count))
        self.open.setEnabled(count == 1)
        self.export.setEnabled(bool(count))
        for action in self.acts.values():
            action.setEnabled(bool(count) and not why_not)
            action.setToolTip(why_not)

    # ---- Forms ----------------------------------------------------------------------

    def ask_move(
        self,
        name: str,
        cases: Sequence[CaseFile],
        desk: Desk,
        words: Mapping[str, Vocabulary],
    ) -> None:
        """Open the form of a move of some requests."""
        dialog = MoveDialog(self._page, cases, desk, words, STATUSES.get(name))
        cautions = cautions_for(self._page.session, cases)
        CautionLine(dialog, dialog.examiner, cautions)
        self._uids = tuple(case.request.uid for case in cases)
        dialog.wanted.connect(self._move)
        self._open(dialog)

    def ask_facts(
        self, cases: Sequence[CaseFile], divisions: Terms, desk: Desk
    ) -> None:
        """Open the form of a fact that some requests shall have."""
        references = [case.request.reference for case in cases]
        dialog = AmendManyDialog(self._page, references, divisions, desk.today)
        self._uids = tuple(case.request.uid for case in cases)
        dialog.wanted.connect(self._change)
        self._open(dialog)

    def do(self, act: Act, count: int, told: str, *, is_partial: bool = False) -> None:
        """Do something to some requests as one operation, and tell what became of it.

        Args:
            act: What is to be done; it takes who, at and only_possible.
            count: To how many requests.
            told: What was done to them, such as ``moved``.
            is_partial: Whether the user wants it for those that do not refuse it.
        """
        session = self._page.session
        try:
            outcome = act(who=session.who, at=session.now(), only_possible=is_partial)
        except AppError as error:
            self.show_error(error)
            return
        if outcome.operation:
            self.end(len(outcome.done), told, outcome.operation)
            return
        refused = [
            (one.reference, f"{one.message} {one.remedy}".rstrip())
            for one in outcome.refused
        ]
        dialog = RefusedDialog(self._page, refused, count - len(refused))
        again = partial(self.do, act, count, told, is_partial=True)
        dialog.wanted.connect(again)
        dialog.open()

    def end(self, count: int, told: str, operation: str) -> None:
        """Close the form and say what was done."""
        if self.form is not None:
            self.form.accept()
        noun = "1 request" if count == 1 else f"{count:,} requests"
        self._page.tell_done(f"{noun} {told}", operation)

    def show_error(self, error: AppError) -> None:
        """Say what was refused: in the form, if one is open."""
        if self.form is not None:
            self.form.show_error(error)
        else:
            show_error(self._page, error)

    def _open(self, dialog: MoveDialog | AmendManyDialog) -> None:
        self.form = dialog
        dialog.finished.connect(self._forget)
        dialog.open()

    @Slot(int)
    def _forget(self, _result: int) -> None:
        self.form = None

    @Slot(object)
    def _move(self, move: Move) -> None:
        possible = getattr(self.form, "possible", ())
        self.move_wanted.emit(move, possible or self._uids)

    @Slot(object)
    def _change(self, amendment: Amendment) -> None:
        self.facts_wanted.emit(amendment, self._uids)
