"""What every page of the window has in common.

**How a page is written.** A page is a class in ``ui/<room>/page.py``, named after its
room (``RegisterPage`` in ``ui/register/page.py``), derived from ``Page`` and built by
the window with ``RegisterPage(session)`` when the user first goes there.

* ``refresh()`` brings everything on the page up to date from ``session``: the window
  calls it when the page is shown stale, when the ledger has become ready, when
  something was written, and when the as-at day has changed. It must be quick (under
  100 ms); slow work goes to a ``Job`` that the page makes in its constructor. Until
  the ledger has been read ``session.ledger`` is None: show a calm "reading" state.
* Signals go up, calls come down. To open the requests behind a number, emit
  ``rows_wanted(rows, title)`` with row numbers of the ledger; to send the user to
  another page, emit ``room_wanted("data")``, or "import" to begin an import there,
  "import/absences" for one of absences; to say that something was done, emit
  ``toast_wanted("3 requests imported", undo)`` where ``undo`` is a function or None.
* After a write through a store function call ``session.refresh()``; the window hears
  ``session.changed`` and refreshes the page in sight.
* After an act of ``app.conduct`` call ``self.tell_done("3 requests allocated", uid)``
  with the uid of its operation: the toast and Ctrl+Z undo it. To open the page of a
  request emit ``request_wanted(uid)``.
* An act of ``app.staffing`` on one value: ``self.carry_out(add_post, post, "Post X
  added")``; a dialog for it: ``self.open_form(dialog, save)``. What is against the act
  is said in the dialog that is open, and it stays open.
* Show an error with ``ui.alerts.show_error(self, error)``.
* Build the page from ``ui.controls``: ``PageHeader`` (title, one sentence that states
  scope and date, actions with one primary), ``Card``, ``FigureCard``, ``EmptyState``,
  ``Chip``, ``icon("plus")``. Charts: ``ui.charts.view.ChartView().show_chart(chart)``.
* No colour and no fixed height of text: properties such as ``tone`` ("good",
  "watch", "bad", "plain") and the object names in ``resources/style.qss`` do it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from app.errors import AppError
from ui.alerts import show_error
from ui.session import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.staffing.act import Act
    from ui.controls.form import Form

Value = TypeVar("Value")
Undo = Callable[[], None]


class Page(QWidget):
    """A page of the window; see the module for how one is written."""

    rows_wanted = Signal(object, str)  # rows of the ledger, title of the list
    room_wanted = Signal(str)  # name of the room to go to; after a stroke its tab
    toast_wanted = Signal(str, object)  # what was done, Undo or None
    request_wanted = Signal(str)  # uid of the request whose page is to be shown
    back_wanted = Signal()  # back to the page that one came from

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.setObjectName("page")
        self.session = session
        self.opened: Form | None = None  # the dialog that is open

    def refresh(self) -> None:
        """Bring the page up to date with the session."""

    def open_form(self, form: "Form", save: Callable[..., object]) -> None:
        """Open a dialog; ``save`` takes what its signal ``wanted`` brings."""
        self.opened = form
        form.wanted.connect(save)
        form.finished.connect(self._forget_form)
        form.open()

    def carry_out(self, act: "Act[Value]", value: Value, words: str) -> bool:
        """Do one act on the present day of the unit; return whether it was done.

        Args:
            act: The act, of ``app.staffing``.
            value: What it takes.
            words: What was done, such as ``Leave of Examiner 1 added``.
        """
        session = self.session
        try:
            operation = act(
                session.store, value, on=session.day, who=session.who, at=session.now()
            )
        except AppError as error:
            if self.opened is not None:
                self.opened.show_error(error)
            else:
                show_error(self, error)
            return False
        if self.opened is not None:
            self.opened.accept()
        self.tell_done(words, operation)
        return True

    @Slot(int)
    def _forget_form(self, _result: int) -> None:
        self.opened = None

    def tell_done(self, words: str, operation: str) -> None:
        """Say what was done, let it be undone, and read what is new.

        Args:
            words: What was done, such as ``3 requests allocated``.
            operation: Uid of the operation; it can be undone by the toast, by Edit >
                Undo and by Ctrl+Z.
        """
        can_undo = self.session.remember(words, operation)
        self.toast_wanted.emit(words, self._take_back if can_undo else None)
        self.session.refresh()

    def _take_back(self) -> None:
        try:
            words = self.session.undo()
        except AppError as error:
            show_error(self, error)
            return
        self.toast_wanted.emit(f"Undone: {words}", None)

    def go_find(self) -> None:
        """Put the cursor where the user types what to find (Ctrl+F)."""

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front by what it says, in small letters; none if none."""
        for tabs in self.findChildren(QTabWidget):
            for place in range(tabs.count()):
                if tabs.tabText(place).replace("&", "").casefold() == name:
                    tabs.setCurrentIndex(place)
                    return

    def print_page(self) -> None:
        """Print what the page shows (Ctrl+P); the reports, unless a page can."""
        self.room_wanted.emit("reports")

    def show_rows(self, rows: "NDArray[np.int32]", title: str) -> None:
        """Show only some requests; the register alone answers."""

    def show_request(self, uid: str) -> None:
        """Show one request; its own page alone answers."""

    def begin_import(self, path: Path | None = None, kind: str = "") -> None:
        """Begin to bring a file in, this one if given; the Data page alone answers."""

    def stop_work(self) -> None:
        """Cancel jobs under way: the window is about to close."""
