"""The window: start page or open store, menus, status bar; connects and refreshes."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QThreadPool, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWhatsThis

from app.errors import AppError
from app.reports.chart import day_text
from ui import settings
from ui.alerts import show_error
from ui.commands import Command, build_menus, separator
from ui.idle_lock import IdleLock, lock_command
from ui.look import change_text_size, switch_compact, use_theme
from ui.opening import Opening
from ui.rooms import RAIL
from ui.safekeeping import Safekeeping
from ui.session import Session
from ui.share_commands import share_commands
from ui.share_opening import ShareOpening
from ui.start.page import StartPage
from ui.status_line import StatusLine
from ui.steps import Steps, name_steps

if TYPE_CHECKING:  # these come after the first paint
    from ui.workspace import Workspace

THEMES = (
    ("system", "&As the system"),
    ("light", "&Light"),
    ("dark", "&Dark"),
    ("contrast", "&High contrast"),
)


FRAME = 32
"""Pixels that the title of a window takes of the height of a screen."""


class MainWindow(QMainWindow):
    """One window on one store at a time."""

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Headroom")
        self.setMinimumSize(760, 480)
        room = self.screen().availableGeometry().height() - FRAME
        self.resize(1366, min(768, room))
        self.workspace: Workspace | None = None
        self._dropped: Path | None = None
        self._rows = QStackedWidget()
        self.start = StartPage()
        self._rows.addWidget(self.start)
        self.setCentralWidget(self._rows)
        self._shares, self.lock = ShareOpening(self), IdleLock(self)
        self.actions_by_name: dict[str, QAction] = build_menus(self, self._commands())
        self._status = StatusLine()
        self.setStatusBar(self._status)
        self._copies = Safekeeping(self, self._status)
        self._opening = Opening(self)
        self._connect()
        self.restoreGeometry(settings.window_place())
        self._show_start()

    def _connect(self) -> None:
        self.start.wanted.connect(self._begin)
        self.start.file_dropped.connect(self._begin_with)
        self.start.store_chosen.connect(self._opening.open)
        self._opening.opened.connect(self.show_store)
        self._shares.serve(self._opening, self.show_store, self.close_store)
        self._opening.progressed.connect(self.start.show_progress)
        self._opening.failed.connect(self._show_failure)
        self._opening.finished.connect(self._end_progress)
        self.start.cancelled.connect(self._opening.stop_work)

    def _commands(self) -> list[Command]:
        return [
            *self._file_commands(),
            *self._edit_commands(),
            *self._view_commands(),
            *self._room_commands(),
            *self._help_commands(),
        ]  # fmt: skip

    def _file_commands(self) -> list[Command]:
        file = "&File"
        return [
            Command(name="create", menu=file, text="&New store…", keys="Ctrl+Shift+N",
                    act=partial(self._begin, "create")),
            Command(name="open", menu=file, text="&Open store…", keys="Ctrl+O",
                    act=partial(self._begin, "open")),
            Command(name="demo", menu=file, text="&Demonstration unit",
                    tip="Open a fictional unit to look round in",
                    act=partial(self._begin, "demo")),
            Command(name="import", menu=file, text="&Import a spreadsheet…",
                    keys="Ctrl+I", act=partial(self._begin, "import")),
            Command(name="absences", menu=file, text="Import &absences…",
                    needs_store=True, act=partial(self.go, "import/absences")),
            separator(file),
            Command(name="print", menu=file, text="&Print…", keys="Ctrl+P",
                    needs_store=True, act=self._print),
            Command(name="unit", menu=file, text="&Settings of the unit…",
                    needs_store=True, act=self._change_unit,
                    tip="Name, protective marking, targets and thresholds"),
            *share_commands(file, self._shares.do),
            lock_command(file, self.lock.lock),
            separator(file),
            Command(name="close", menu=file, text="&Close store", keys="Ctrl+W",
                    needs_store=True, tip="Go to the start page", act=self.close_store),
            Command(name="quit", menu=file, text="&Quit", keys="Ctrl+Q",
                    act=self.close),
        ]  # fmt: skip

    def _edit_commands(self) -> list[Command]:
        edit = "&Edit"
        return [
            Command(name="undo", menu=edit, text="&Undo", keys="Ctrl+Z",
                    act=partial(self._turn_step, "undo"),
                    tip="Take back what was done last in this window"),
            Command(name="redo", menu=edit, text="&Redo", keys="Ctrl+Y|Ctrl+Shift+Z",
                    act=partial(self._turn_step, "redo"),
                    tip="Do again what was taken back last"),
            separator(edit),
            Command(name="find", menu=edit, text="&Find", keys="Ctrl+F",
                    needs_store=True, act=self._find,
                    tip="Put the cursor where you type what to find"),
        ]  # fmt: skip

    def _view_commands(self) -> list[Command]:
        view, themes = "&View", "&View > &Colours"
        return [
            Command(name="refresh", menu=view, text="&Refresh", keys="F5",
                    needs_store=True, act=self._refresh),
            Command(name="as_at", menu=view, text="As at another &day…", keys="Ctrl+D",
                    needs_store=True, tip="Show everything as it stood on a past day",
                    act=self._choose_day),
            Command(name="as_at_today", menu=view, text="As at &today",
                    keys="Ctrl+Shift+D", needs_store=True, act=self._go_today),
            separator(view),
            Command(name="larger", menu=view, text="&Larger text", keys="Ctrl++|Ctrl+=",
                    act=partial(change_text_size, 0.1)),
            Command(name="smaller", menu=view, text="&Smaller text", keys="Ctrl+-",
                    act=partial(change_text_size, -0.1)),
            Command(name="usual", menu=view, text="&Usual text size", keys="Ctrl+0",
                    act=partial(change_text_size, 0.0)),
            Command(name="compact", menu=view, text="Close or &wide rows",
                    act=switch_compact, tip="Switch between close and wide table rows"),
            *(Command(name=f"theme_{name}", menu=themes, text=text, group="theme",
                      act=partial(use_theme, name)) for name, text in THEMES),
        ]  # fmt: skip

    def _room_commands(self) -> list[Command]:
        return [
            Command(name=f"go_{room.name}", menu="&Go", text=room.text, tip=room.tip,
                    keys=room.keys, needs_store=True,
                    act=partial(self.go, room.name))
            for room in RAIL
        ]  # fmt: skip

    def _help_commands(self) -> list[Command]:
        menu = "&Help"
        return [
            Command(name="help", menu=menu, text="&Help on this page", keys="F1",
                    act=self._help),
            Command(name="palette", menu=menu, text="Find a &command…", keys="Ctrl+K",
                    act=self._find_command),
            Command(name="keys", menu=menu, text="&Keys", keys="Ctrl+/",
                    tip="List every command with its keys", act=self._list_keys),
            Command(name="whats_this", menu=menu, text="&What is this?",
                    keys="Shift+F1", tip="Click a figure to read how it is made",
                    act=QWhatsThis.enterWhatsThisMode),
            Command(name="about", menu=menu, text="&About Headroom", act=self._about,
                    tip="Version, licences, and Verify installation"),
        ]  # fmt: skip

    # ---- A store comes and goes -----------------------------------------------------

    def open(self, path: Path) -> None:
        """Open a store; what goes wrong is shown."""
        self._opening.open(path)

    @Slot(str)
    def _begin(self, way: str) -> None:
        if way == "import" and self.workspace is not None:
            self.go("import")
            return
        self._dropped = None
        self._opening.begin(way)

    @Slot(object)
    def _begin_with(self, path: Path) -> None:
        """Begin with a spreadsheet that was dropped before a store was open."""
        self._dropped = path
        self._opening.begin("import")

    @Slot(object, str)
    def show_store(self, session: Session, room: str = "today") -> None:
        """Show an open store in place of what was there."""
        from ui.as_at import AsAtPicker
        from ui.doubt import Doubt
        from ui.workspace import IMPORT, Workspace

        self._drop_workspace()
        self.workspace = Workspace(session)
        self._rows.addWidget(self.workspace)
        self._rows.setCurrentWidget(self.workspace)
        self._picker = AsAtPicker(session.today)
        self._picker.show_day(session.as_at, session.today)
        self._picker.chosen.connect(session.set_as_at)
        self.menuBar().setCornerWidget(self._picker, Qt.Corner.TopRightCorner)
        self._picker.show()
        session.setParent(self.workspace)
        session.as_at_changed.connect(self._show_day)
        session.ready.connect(self._show_status)
        session.changed.connect(self._show_status)
        session.failed.connect(partial(self._opening.tell_failure, session.path))
        session.steps_changed.connect(self._name_steps)
        self.workspace.room_shown.connect(self._name_window)
        self._shares.attach(self.workspace)
        self._copies.watch(session)
        self.lock.watch(session)
        self._opening.damaged.watch(self.workspace.background_check, self.close_store)
        self._allow_commands()
        self._show_status()
        dropped, self._dropped = self._dropped, None
        if room == IMPORT and dropped is not None:
            self.workspace.begin_import(dropped)
        else:
            self.workspace.go(room)
        Doubt(session, self.workspace.tell)
        session.refresh()

    def close_store(self) -> None:
        """Close the store and go back to the start page."""
        self._drop_workspace()
        self._show_start()

    def _drop_workspace(self) -> None:
        workspace, self.workspace = self.workspace, None
        if workspace is None:
            return
        self.lock.leave()
        workspace.stop_work()
        self._shares.stop()
        QThreadPool.globalInstance().waitForDone()
        self._shares.leave()
        self._picker.hide()
        self._rows.removeWidget(workspace)
        workspace.session.store.close()
        self._copies.leave()
        workspace.deleteLater()

    def _show_start(self) -> None:
        self.start.show_recent(settings.recent_stores())
        self.start.show_progress(None)
        self._rows.setCurrentWidget(self.start)
        self.setWindowTitle("Headroom")
        self._status.clear()
        self._allow_commands()
        self.start.begin()

    def _allow_commands(self) -> None:
        for action in self.actions_by_name.values():
            if action.property("needs_store"):
                action.setEnabled(self.workspace is not None)
        self.actions_by_name[f"theme_{settings.theme()}"].setChecked(True)
        self._name_steps()

    # ---- While a store is open ------------------------------------------------------

    def go(self, room: str) -> None:
        """Show a room of the open store."""
        if self.workspace is not None:
            self.workspace.go(room)

    @Slot(str)
    def _name_window(self, _room: str) -> None:
        if self.workspace is not None:
            session = self.workspace.session
            self.setWindowTitle(f"{session.settings.unit} · {session.name} · Headroom")

    @Slot()
    def _show_status(self) -> None:
        if self.workspace is None:
            return
        session = self.workspace.session
        saved = f"All changes saved {session.now().astimezone():%H:%M}"
        self._status.say("saved", "Read only" if session.read_only else saved)
        self._status.say("store", session.name)
        if session.ledger is None:
            self._status.say("counts", "Reading the records…")
            return
        from ui.counts import count_all

        counts = count_all(session)
        self._status.say("counts", counts.sentence)
        self._status.say("import", counts.last_import)
        rail = self.workspace.rail
        rail.show_count("register", counts.over_age, "bad", "over-age requests")
        rail.show_count("intake", counts.at_gate, "watch", "awaiting assessment")
        rail.show_count("data", counts.rejected, "watch", "imported rows rejected")

    @Slot(object)
    def _show_day(self, _day: object) -> None:
        if self.workspace is not None:
            session = self.workspace.session
            self._picker.show_day(session.as_at, session.today)
            self._show_status()
            self._status.showMessage(f"As at {day_text(session.as_at)}", 4000)

    @Slot()
    def _name_steps(self) -> None:
        name_steps(
            self.workspace.session.steps if self.workspace else Steps(),
            self.actions_by_name["undo"],
            self.actions_by_name["redo"],
        )

    def _turn_step(self, way: str) -> None:
        if self.workspace is None:
            return
        session = self.workspace.session
        try:
            words = session.undo() if way == "undo" else session.redo()
        except AppError as error:
            show_error(self, error)
            return
        told = "Undone" if way == "undo" else "Done again"
        self.workspace.tell(f"{told}: {words}")

    def _choose_day(self) -> None:
        self._picker.go()

    def _go_today(self) -> None:
        if self.workspace is not None:
            self.workspace.session.set_as_at(None)

    def _refresh(self) -> None:
        if self.workspace is not None:
            self.workspace.session.refresh()

    def _find(self) -> None:
        page = self.workspace.page() if self.workspace else None
        if page is not None:
            page.go_find()

    def _print(self) -> None:
        page = self.workspace.page() if self.workspace else None
        if page is not None:
            page.print_page()

    def _find_command(self) -> None:
        from ui.command_palette import CommandPalette

        palette = CommandPalette(self, list(self.actions_by_name.values()))
        if self.workspace is not None:
            palette.reference_wanted.connect(self.workspace.open_reference)
        palette.open()

    def _list_keys(self) -> None:
        from ui.command_palette import KeyList

        KeyList(self, list(self.actions_by_name.values())).open()

    def _help(self) -> None:
        from ui.help import HelpDialog

        room = self.workspace.room if self.workspace else "start"
        HelpDialog(self, room).open()

    def _change_unit(self) -> None:
        from ui.unit_dialog import change_unit

        if self.workspace is not None:
            change_unit(self, self.workspace)

    def _about(self) -> None:
        from ui.about import AboutDialog

        AboutDialog(self).open()

    @Slot()
    def _end_progress(self) -> None:
        self.start.show_progress(None)

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        self.start.show_progress(None)
        show_error(self, error)

    def closeEvent(self, event: QCloseEvent) -> None:
        settings.set_window_place(self.saveGeometry())
        self.hide()  # a last copy may take a moment
        self._opening.stop_work()
        self._drop_workspace()
        QThreadPool.globalInstance().waitForDone()
        super().closeEvent(event)
