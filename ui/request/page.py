"""One request: everything about it, and everything that is done to it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QVBoxLayout

from app.casework.exhibit import Exhibit
from app.casework.request import Status
from app.errors import AppError, ChangedMeanwhile, InvalidRequest
from app.reports.history_words import Names
from ui.alerts import show_error
from ui.controls.card import MARGIN
from ui.controls.caution import CautionLine
from ui.controls.empty_state import EmptyState
from ui.controls.form import Form
from ui.exposure_guard import cautions_for
from ui.page import Page
from ui.request.board import Board
from ui.request.difference import changed_there, versions_of
from ui.request.forms import FORMS
from ui.request.head import GATE
from ui.request.orders import AT_ONCE, ORDERS, Order
from ui.request.reading import names_of, sight_of
from ui.request.sight import CaseSight
from ui.session import Session

if TYPE_CHECKING:
    from app.casework.vocabulary import Vocabulary
    from app.reports.report import Report
    from app.rules.clock import RuleSet
    from app.workforce.team import Team

AGAIN = "What you typed is still here: save again to save it over that."


class RequestPage(Page):
    """Shows one request; every change is one operation and can be taken back."""

    written = Signal()  # something was written

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.uid = ""
        self.sight: CaseSight | None = None
        self.form: Form | None = None
        self.board = Board()
        self.head, self.tabs = self.board.head, self.board.tabs
        self._seen: dict[str, int] = {}
        self._last = ""
        self._named: tuple[Mapping[str, Vocabulary], Names] | None = None
        self._empty = EmptyState(
            "No request is open",
            "Open one from the register or the queue with Enter.",
            "Go to the register",
            is_primary=False,
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.board)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.addWidget(self._stack)
        self.setFocusProxy(self.tabs.tabBar())
        self._connect()

    def _connect(self) -> None:
        head, board = self.head, self.board
        self._empty.wanted.connect(partial(self.room_wanted.emit, "register"))
        back = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        back.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        back.activated.connect(self.back_wanted)
        head.back_wanted.connect(self.back_wanted)
        head.next_wanted.connect(self.move_on)
        head.move_wanted.connect(self.change_status)
        head.correct_wanted.connect(partial(self.ask, "correct"))
        head.target_wanted.connect(partial(self.ask, "target"))
        head.undo_wanted.connect(self.undo_last)
        head.print_wanted.connect(self.print_page)
        board.wanted.connect(self.ask)
        board.custody_wanted.connect(self.show_custody)

    # ---- Showing --------------------------------------------------------------------

    def show_request(self, uid: str) -> None:
        """Show the request with a uid, its overview first unless it is in sight."""
        if uid != self.uid:
            self.tabs.setCurrentIndex(0)
        self.uid = uid
        self.refresh()

    def refresh(self) -> None:
        """Read the request again."""
        if not self.uid:
            return
        try:
            self.sight = self._read()
        except InvalidRequest:  # it was undone elsewhere
            self.uid, self.sight = "", None
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentWidget(self.board)
        self.board.show_sight(self.sight, last_step=self._last_step())

    def _read(self) -> CaseSight:
        from app.store.case import case_of
        from app.store.policy import read_policy

        session = self.session
        case = case_of(session.store, self.uid)
        words, team, rules = self._surroundings()
        number, policy = case.request.policy, read_policy(session.store)
        ranked_under = policy if number == policy.number else None
        if number is not None and ranked_under is None:
            ranked_under = read_policy(session.store, number)
        return sight_of(
            case,
            words=words,
            names=self._names_of(words, team),
            team=team,
            rules=rules,
            ranked_under=ranked_under,
            policy=policy,
            preparation=session.settings.preparation,
            as_at=session.as_at,
            today=session.day,
            can_write=not session.read_only,
        )

    def _surroundings(self) -> "tuple[Mapping[str, Vocabulary], Team, RuleSet]":
        """Return code lists, team and clock rules; read only before facts are."""
        if (facts := self.session.facts) is not None:
            return facts.words, facts.team, facts.rules
        from app.store.proceeding import shipped_rules
        from app.store.team import read_team
        from app.store.vocabulary import vocabularies

        store = self.session.store
        rules = shipped_rules(self.session.settings.region)
        return vocabularies(store), read_team(store), rules

    def _names_of(self, words: "Mapping[str, Vocabulary]", team: "Team") -> Names:
        """Return what codes and people are called; made anew when they are others."""
        if self._named is None or self._named[0] is not words:
            self._named = words, names_of(words, team)
        return self._named[1]

    def _last_step(self) -> str:
        """Return in words what Undo would take back; empty if nothing can be."""
        from app.store.undo import last_operation, reach_of

        store = self.session.store
        last = last_operation(store, self.uid)
        self._last = ""
        if last is None or reach_of(store, last["uid"]) > 1:
            return ""  # it was done to many at once, and is taken back there
        self._last = str(last["uid"])
        return f"{last['kind']}, {last['recorded_at'][:10]} by {last['who']}"

    # ---- Asking ---------------------------------------------------------------------

    @Slot(str, object)
    def ask(self, name: str, thing: object = None) -> None:
        """Open a form by its name, or do what needs none, about a thing."""
        if self.sight is None:
            return
        if name in AT_ONCE:
            self._see()
            self._save(name, thing, None)
            return
        self._open(
            FORMS[name](self, self.sight, thing), partial(self._save, name, thing)
        )

    @Slot(object)
    def move_on(self, status: Status) -> None:
        """Open the form of the move that is usual next."""
        if self.sight is None:
            return
        if self.sight.request.status is Status.ASSESSING and status in GATE:
            self.room_wanted.emit("intake")
            return
        self._open_move(status)

    @Slot()
    def change_status(self) -> None:
        """Open the form of any move."""
        self._open_move(None)

    def _open_move(self, status: Status | None) -> None:
        from app.conduct.move import read_desk
        from ui.controls.move_dialog import MoveDialog

        if (sight := self.sight) is None:
            return
        session = self.session
        desk = replace(read_desk(session.store, session.now()), today=session.day)
        dialog = MoveDialog(self, (sight.case,), desk, sight.words, status)
        CautionLine(dialog, dialog.examiner, cautions_for(session, (sight.case,)))
        self._open(dialog, partial(self._save, "move", None))

    def _open(self, dialog: Form, save: Callable[..., None]) -> None:
        if self.sight is not None:
            self._seen = versions_of(self.sight.case)
        self.form = dialog
        dialog.wanted.connect(save)
        dialog.finished.connect(self._forget_form)
        dialog.open()

    @Slot(int)
    def _forget_form(self, _result: int) -> None:
        self.form = None

    def show_custody(self, exhibit: Exhibit) -> None:
        """Show where an exhibit was."""
        from app.store.past import entries_with

        entries = entries_with(self.session.store, "exhibit", exhibit.uid)
        self.board.show_custody(entries)

    # ---- Writing --------------------------------------------------------------------

    @Slot()
    def undo_last(self) -> None:
        """Take the last operation on the request back, as a compensating event."""
        if self._last:
            self._save("undo", None, self._last)

    def _save(self, name: str, thing: object, draft: object) -> None:
        if self.sight is not None:
            self._write(ORDERS[name](self.sight, draft, thing))

    def _see(self) -> None:
        if self.sight is not None:
            self._seen = versions_of(self.sight.case)

    def _write(self, order: Order) -> None:
        """Write one operation; tell it, or say in the form what is against it."""
        session, more = self.session, dict(order.more)
        if order.seen:
            more["version"] = self._seen.get(order.seen)
        more |= {"who": session.who, "at": session.now()}
        try:
            operation = act_named(order.act)(session.store, *order.values, **more)
        except AppError as error:
            self._refuse(error)
            return
        if self.form is not None:
            self.form.accept()
        self.refresh()
        reference = f"{self.sight.request.reference}: " if self.sight else ""
        self.tell_done(f"{reference}{order.told}", operation)
        self.written.emit()

    def _refuse(self, error: AppError) -> None:
        if isinstance(error, ChangedMeanwhile):
            error = self._there(error)
        if self.form is not None:
            self.form.show_error(error)
        else:
            show_error(self, error)

    def _there(self, error: AppError) -> AppError:
        """Say what was changed in another window; saving again saves over it."""
        before = self.sight
        self.refresh()
        if before is None or self.sight is None:
            return error
        self._see()
        words = changed_there(before.case, self.sight.case, before.names)
        told = f"{error.message} There: {words}." if words else error.message
        return ChangedMeanwhile(told, remedy=AGAIN)

    # ---- Paper ----------------------------------------------------------------------

    def print_page(self) -> None:
        """Open the preview of a sheet on this request."""
        if self.sight is None:
            self.room_wanted.emit("reports")
            return
        from app.store.setting import MARKINGS
        from ui.printing.preview import PreviewDialog

        report = self.sheet()
        own = report.marking
        higher = MARKINGS[MARKINGS.index(own) :] if own in MARKINGS else (own,)
        dialog = PreviewDialog(self, report, higher)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(self._choose_pdf)
        dialog.open()

    def sheet(self) -> "Report":
        """Return the sheet on this request, as it is printed."""
        from app.reports.request_sheet import SheetFrame, request_sheet
        from app.store.anchor import since_print
        from app.store.chain import fingerprint

        session = self.session
        if (sight := self.sight) is None:
            raise InvalidRequest("No request is open.", remedy="Open one first.")
        frame = SheetFrame(
            settings=session.settings,
            store=session.name,
            fingerprint=fingerprint(session.store),
            since_print=since_print(session.store),
            made_at=session.now().astimezone(),
            made_by=session.who,
            as_at=sight.as_at,
        )
        return request_sheet(
            sight.case,
            frame=frame,
            names=sight.names,
            limits=sight.limits,
            sides=sight.sides(),
        )

    @Slot(object)
    def _choose_pdf(self, report: "Report") -> None:
        name = f"{report.kind}-{report.period}.pdf"
        dialog = QFileDialog(self, f"Save {report.title}", name, "PDF file (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._write_named, report))
        dialog.open()

    def _write_named(self, report: "Report", name: str) -> None:
        from ui.printing.output import write_report

        try:
            write_report(report, Path(name))
        except AppError as error:
            show_error(self, error)
            return
        self.toast_wanted.emit(f"Saved {Path(name).name}", None)


def act_named(name: str) -> Callable[..., str]:
    """Return the function of ``app.conduct`` with a name."""
    from app.conduct import amend, examine, exhibit, move, note, priority, proceeding

    parts = (amend, examine, exhibit, move, note, priority, proceeding)
    found: Callable[..., str] = next(
        getattr(part, name) for part in parts if hasattr(part, name)
    )
    return found
