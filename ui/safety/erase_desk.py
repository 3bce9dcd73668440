"""Erases what is asked for: shows first where it stands, then what came of it."""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox

from app.errors import AppError, InvalidRequest
from app.keeping.listing import list_copies
from app.progress import Progress
from app.proving import erased_told
from app.reports.chart import day_text
from app.store import Store
from app.store.erasable import Scope, find_texts, scope_of, values_ever
from app.store.erase import Erased, erase_texts
from app.store.erased_text import LEAST
from app.store.request import find_request
from ui.alerts import show_error
from ui.job import Job
from ui.page import Page
from ui.safety.check_tab import CheckTab
from ui.safety.erase_dialog import EraseDialog, Wanted
from ui.store_work import writing_work


class EraseDesk(QObject):
    """Between the dialog and the store."""

    def __init__(self, page: Page, tab: CheckTab) -> None:
        super().__init__(page)
        self._page = page
        self.dialog: EraseDialog | None = None
        self.job = Job(self)
        self.job.succeeded.connect(self._take)
        self.job.failed.connect(self._fail)
        tab.erase_wanted.connect(self.ask)

    @Slot()
    def ask(self) -> None:
        """Ask what is to be erased."""
        dialog = EraseDialog(self._page)
        dialog.look_wanted.connect(self.look)
        dialog.finished.connect(self._forget_dialog)
        self.dialog = dialog
        self._page.open_form(dialog, self.erase)

    @Slot(int)
    def _forget_dialog(self, _result: int) -> None:
        self.dialog = None

    @Slot(object)
    def look(self, wanted: Wanted) -> None:
        """Show where it stands; nothing is changed."""
        store, dialog = self._page.session.store, self.dialog
        if dialog is None:
            return
        try:
            texts, scope = asked(store, wanted)
            places = find_texts(store, texts, scope)
            everywhere = find_texts(store, texts) if _is_long(texts) else places
        except AppError as error:
            dialog.show_error(error)
            return
        here = sum(place.count for place in places)
        elsewhere = sum(place.count for place in everywhere) - here
        rows = [(place.words, f"{place.count:,}") for place in places]
        dialog.show_places(rows, elsewhere)

    @Slot(object)
    def erase(self, wanted: Wanted) -> None:
        """Erase what was asked for."""
        session = self._page.session
        about = session.today, session.who, session.now()
        if self.dialog is not None:
            self.dialog.show_working(is_working=True)
        if session.path is None:
            self._take(erase_wanted(wanted, about, session.store))
        else:
            self.job.start(writing_work(session, partial(_work, wanted, about)))

    @Slot(object)
    def _take(self, erased: Erased) -> None:
        page = self._page
        if self.dialog is not None:
            self.dialog.accept()
        box = QMessageBox(page)
        box.setWindowTitle("Erased")
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        lines = [*erased_told(erased), *self._copies()]
        box.setText(lines[0])
        box.setInformativeText("\n\n".join(lines[1:]))
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()
        page.session.refresh()

    def _copies(self) -> list[str]:
        """Return how many copies made before still hold it."""
        path = self._page.session.path
        copies = list_copies(path) if path is not None else ()
        if not copies:
            return ["There is no copy of ours that was made before."]
        count = "1 copy" if len(copies) == 1 else f"{len(copies):,} copies"
        oldest = copies[-1].made_at.date()
        return [
            f"{count} of ours, the oldest of {day_text(oldest)}, came before: such"
            " copies age out by day, week and month within two years; Safety, Copies"
            " says in which folders they lie, where they can be deleted by hand."
        ]

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        if self.dialog is not None and isinstance(error, AppError):
            self.dialog.show_working(is_working=False)
            self.dialog.show_error(error)
        else:
            show_error(self._page, error)


def asked(store: Store, wanted: Wanted) -> tuple[list[str], Scope | None]:
    """Return the texts that are to be erased, and the request within which.

    Raises:
        InvalidRequest: There is no such request, or nothing in its field.
    """
    request = find_request(store, wanted.reference) if wanted.reference else None
    if wanted.reference and request is None:
        raise InvalidRequest(f"There is no request {wanted.reference} in this store.")
    scope = None
    if request is not None and not wanted.is_everywhere:
        scope = scope_of(store, request.uid)
    if not wanted.field or request is None:
        return [wanted.text], scope
    texts = values_ever(store, "request", request.uid, wanted.field)
    if not texts:
        raise InvalidRequest("Nothing was ever written in that field.")
    return texts, scope


def erase_wanted(
    wanted: Wanted, about: tuple[date, str, datetime], store: Store
) -> Erased:
    """Erase what was asked for; ``about`` is the day, who does it, and the moment."""
    texts, scope = asked(store, wanted)
    on, who, at = about
    return erase_texts(
        store, texts, basis=wanted.basis, on=on, who=who, at=at, scope=scope
    )


def _work(
    wanted: Wanted,
    about: tuple[date, str, datetime],
    store: Store,
    _progress: Progress,
) -> Erased:
    return erase_wanted(wanted, about, store)


def _is_long(texts: list[str]) -> bool:
    return all(len(text.strip()) >= LEAST for text in texts)
