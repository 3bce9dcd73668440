"""The window while a store is open: marking, rail, pages, banner and toast."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import AppError
from ui.alerts import show_error
from ui.anchoring import Anchoring
from ui.as_at import PastBanner
from ui.background_check import BackgroundCheck
from ui.controls.marking_strip import MarkingStrip
from ui.controls.pen_strip import PenStrip
from ui.controls.toast import Toast
from ui.job import Job
from ui.page import Page
from ui.rail import Rail
from ui.rooms import ROOMS, build_page, import_rooms
from ui.session import Session

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from app.store.setting import Settings


FIRST = 1500
"""Milliseconds that the room in sight has for itself before others are got ready."""
IDLE = 300
"""Milliseconds between two rooms that are got ready before anybody goes there."""
IMPORT = "import"
"""What ``go`` takes for the Data page with an import begun."""
REQUEST = "request"
"""The room of one request: nobody goes there without one."""


class Workspace(QWidget):
    """Holds the pages of one session; each is built when first gone to.

    The page in sight is refreshed at once when something changes, the others when
    they are next gone to.
    """

    room_shown = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._pages: dict[str, Page] = {}
        self._stale: set[str] = set()
        self._room = ""
        self._came_from = "register"
        self._has_imported = False
        self._is_closing = False
        self._marking = MarkingStrip()
        self._banner = PastBanner()
        self.pen_strip = PenStrip()
        self.rail = Rail()
        self._stack = QStackedWidget()
        self._build()
        self._toast = Toast(self)
        self._imports = Job(self)
        self._imports.finished.connect(self._prepare_next)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(self._prepare)
        self.rail.chosen.connect(self.go)
        self._banner.today_wanted.connect(self._go_today)
        session.ready.connect(self.refresh)
        session.ready.connect(self._prepare_later)
        session.locked.connect(self._idle.stop)
        session.unlocked.connect(self._prepare_later)
        session.changed.connect(self.refresh)
        session.as_at_changed.connect(self._show_day)
        Anchoring(session)
        self.background_check = BackgroundCheck(session, self)
        self.background_check.room_wanted.connect(self.go)
        self._show_day(session.as_at)

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addWidget(self._stack, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._marking)
        layout.addWidget(self.pen_strip)
        layout.addWidget(self._banner)
        layout.addLayout(across, 1)

    @property
    def room(self) -> str:
        """The name of the room in sight; empty before the first."""
        return self._room

    def tell(self, text: str) -> None:
        """Say in passing what was done."""
        self._toast.tell(text)

    def keep_settings(self, changed: Callable[[], "Settings"]) -> None:
        """Save settings of the unit that were changed; they can be undone."""
        from app.store.setting import change_settings

        session = self.session
        try:
            operation = change_settings(
                session.store, changed(), who=session.who, at=session.now()
            )
        except AppError as error:
            show_error(self, error)
            return
        self._pages[self._room].tell_done("Settings of the unit changed", operation)

    def page(self) -> Page | None:
        """Return the page in sight."""
        return self._pages.get(self._room)

    @Slot(str)
    def go(self, name: str) -> None:
        """Show a room, building its page if nobody has been there yet.

        The name "import" stands for the Data page with an import begun, with
        "import/absences" for one of absences. What follows a stroke is else the tab to
        show: "people/cover".
        """
        name, _, tab = name.partition("/")
        if name == IMPORT:
            self.begin_import(kind=tab)
            return
        if name not in self._pages:
            self._add_page(name)
        self._room = name
        self.rail.show_room(name)
        page, left = self._pages[name], self._pages[name].focusWidget()
        self._stack.setCurrentWidget(page)
        if tab:
            page.show_tab(tab)
        self._refresh_shown()
        self._enter(page, left)
        self.room_shown.emit(name)

    def _enter(self, page: Page, left: QWidget | None) -> None:
        """Let keys go to a page: where they were when it was left, else to its proxy.

        Qt gives them to its first button, where the page before had them.
        """
        inside = left or page.focusProxy()
        while inside is not None and (inner := inside.focusProxy()) is not None:
            inside = inner
        if inside is not None and inside.isVisibleTo(page) and self.focusWidget():
            inside.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_import(self, path: Path | None = None, kind: str = "") -> None:
        """Show the Data page with an import begun, of a file or a kind if given."""
        self.go("data")
        self._pages["data"].begin_import(path, kind)

    def _add_page(self, name: str) -> None:
        room = next(room for room in ROOMS if room.name == name)
        page = build_page(room, self.session)
        page.rows_wanted.connect(self.show_rows)
        page.room_wanted.connect(self.go)
        page.request_wanted.connect(self.open_request)
        page.back_wanted.connect(self.go_back)
        page.toast_wanted.connect(self._toast.tell)
        self._pages[name] = page
        self._stale.add(name)
        self._stack.addWidget(page)

    @Slot()
    def _prepare_later(self) -> None:
        if not self._is_closing:
            self._idle.start(FIRST)

    @Slot()
    def _prepare_next(self) -> None:
        if not self._is_closing:
            self._idle.start(IDLE)

    @Slot()
    def _prepare(self) -> None:
        """Get one more room ready that nobody has gone to, while nothing happens."""
        if not self._has_imported:
            self._has_imported = True
            self._imports.start(import_rooms)
            return
        waiting = [room.name for room in ROOMS if room.name not in self._pages]
        if waiting:
            self._add_page(waiting[0])
            self._stale.discard(waiting[0])
            self._pages[waiting[0]].refresh()
            self._idle.start(IDLE)

    @Slot()
    def refresh(self) -> None:
        """Bring the page in sight up to date, the others when they are gone to."""
        self._marking.show_marking(self.session.settings.marking)
        self._stale = set(self._pages)
        self._refresh_shown()

    def _refresh_shown(self) -> None:
        if self._room in self._stale:
            self._stale.discard(self._room)
            self._pages[self._room].refresh()

    @Slot(object, str)
    def show_rows(self, rows: "NDArray[np.int32]", title: str) -> None:
        """Show the requests behind a number in the register."""
        self.go("register")
        self._pages["register"].show_rows(rows, title)

    @Slot(str)
    def open_request(self, uid: str) -> None:
        """Show the page of one request; ``go_back`` leads back from it."""
        if self._room != REQUEST:
            self._came_from = self._room or "register"
        if REQUEST not in self._pages:
            self._add_page(REQUEST)
        self._stale.discard(REQUEST)
        self._pages[REQUEST].show_request(uid)
        self.go(REQUEST)
        self._pages[REQUEST].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def open_reference(self, reference: str) -> None:
        """Show the page of the request with a reference, or say that there is none."""
        from app.store.request import find_request

        store = self.session.store
        found = find_request(store, reference) or find_request(store, reference.upper())
        if found is None:
            self.tell(f"There is no request {reference[:60]}.")
        else:
            self.open_request(found.uid)

    @Slot()
    def go_back(self) -> None:
        """Show the page from which a request was opened, as it was left."""
        self.go(self._came_from)

    @Slot(object)
    def _show_day(self, _day: object) -> None:
        session = self.session
        last = session.settings.as_at
        self._banner.show_day(session.as_at, session.today, last)
        self.refresh()

    @Slot()
    def _go_today(self) -> None:
        self.session.set_as_at(None)

    def stop_work(self) -> None:
        """Cancel what runs: the window closes or another store is opened."""
        self._is_closing = True
        self._idle.stop()
        self._imports.cancel()
        self.session.stop_work()
        for page in self._pages.values():
            page.stop_work()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.rail.fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.rail.fit(event.size().width())
        self._toast.place()
        super().resizeEvent(event)
