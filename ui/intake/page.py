"""The Intake page: what waits at the gate, and a new request to be typed in."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QTabWidget, QVBoxLayout

from app.casework.at_gate import AtGate
from app.casework.proceeding import Proceeding
from app.casework.vocabulary import Vocabulary
from app.casework.working_time import LOCAL
from app.conduct.intake import submit
from app.errors import AppError, InvalidRequest
from app.reports.chart import day_text
from app.rules.likeness import Alike
from app.store.at_gate import read_gate
from app.store.case import case_of
from app.store.likeness import find_alike
from app.store.norm import read_norms
from app.store.vocabulary import vocabularies
from ui.alerts import show_error
from ui.controls.button import button
from ui.controls.card import MARGIN
from ui.controls.page_header import PageHeader
from ui.controls.proceeding_dialog import ProceedingDialog
from ui.gate_work import (
    GateActs,
    deciders,
    others_alike,
    preview_notice,
    show_outcomes,
    work_on_norms,
)
from ui.intake.draft_bar import draft_line
from ui.intake.gate_desk import GateDesk, gate_sentence
from ui.intake.gate_list import Sight
from ui.intake.gate_outcomes import GateOutcomesDialog
from ui.intake.gate_panel import GateSight
from ui.intake.new_request import NewRequest, in_order
from ui.intake.norms_dialog import NormsDialog
from ui.intake_work import (
    accused_dialog,
    all_faults,
    divisions,
    drop_draft,
    free_number,
    keep_draft,
    other_drafts,
    seek,
)
from ui.job import Job
from ui.page import Page
from ui.session import Session

PAUSE = 800
"""Milliseconds after the last key until a draft is saved and likenesses are sought."""
GATE, NEW = 0, 1
READ_ONLY = (
    "The store is open for reading only, so no request can be typed in. Close the"
    " window that has it open for writing, then open it again."
)


class IntakePage(Page):
    """Takes requests in, keeps them while they are typed, and decides at the gate."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.gate, self.new = GateDesk(), NewRequest()
        self.form = self.new.form
        self.tabs = QTabWidget()
        self.tabs.addTab(self.gate, "At the ga&te")
        self.tabs.addTab(self.new, "&New request")
        self._new_button = button("Ne&w request", "plus")
        self._another = button("Another re&quest", "plus")
        self._another.setToolTip("Keep this one as a draft and begin another")
        self.submit_button = button("S&ubmit request", "check", is_primary=True)
        self._header = PageHeader(
            "Intake", self._new_button, self._another, self.submit_button
        )
        self._draft = ""  # name of the draft of what stands in the form
        self._begun: dict[str, str] = {}  # what a new form was given
        self._words: Mapping[str, Vocabulary] = {}
        self._rows: tuple[AtGate, ...] = ()
        self._wanted = ""  # uid of the request to choose at the gate
        self._decided = ""  # uid of the one just decided, which stays in sight
        self._is_asked_again = False
        self._is_dirty = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._job = Job(self)
        self._is_seeking = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 12, MARGIN, 12)
        layout.setSpacing(8)
        layout.addWidget(self._header)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.gate.list)
        self._connect()
        if session.read_only:
            self.new.close_for_writing(READ_ONLY)
        self._show_tab(GATE)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._show_tab)
        self._new_button.clicked.connect(self._go_new)
        self.gate.empty_state.wanted.connect(self._go_new)
        self.submit_button.clicked.connect(self.submit)
        self._pause.timeout.connect(self._think)
        self._job.succeeded.connect(self._show_alike)
        self._job.failed.connect(self._show_failure)
        self._job.finished.connect(self._go_on)
        self.new.edited.connect(self._note_edit)
        self._another.clicked.connect(self._begin_another)
        self.new.drafts.continued.connect(self._continue)
        self.new.drafts.discarded.connect(self._discard)
        self.new.side.opened.connect(self.request_wanted)
        self.gate.list.opened.connect(self.request_wanted)
        self.gate.list.chosen.connect(self._choose)
        self.form.accused_wanted.connect(self._ask_accused)
        panel = self.gate.panel
        self._acts = GateActs(self, panel)
        self._acts.decided.connect(self._tell_decided)
        panel.priority_wanted.connect(self.request_wanted)  # it is ranked there
        panel.notice_wanted.connect(partial(preview_notice, self))
        panel.norms_wanted.connect(self._open_norms)
        panel.outcomes_wanted.connect(self._open_outcomes)

    # ---- What the window asks -------------------------------------------------------

    def refresh(self) -> None:
        """Read what waits, the code lists and the drafts again."""
        facts, store = self.session.facts, self.session.store
        self._words = facts.words if facts else vocabularies(store)
        self._rows = read_gate(store)
        self.form.offer(self._words, self.session.day)
        listed = self._words.get("requesting_division")
        self.form.offer_divisions(divisions(store, listed))
        if not self._draft and not self._has_more() and self._is_number_gone():
            self._begin()
        self._show_rows()
        self._list_drafts()

    def go_find(self) -> None:
        """Put the cursor into the list, or into the form's first field."""
        is_new = self.tabs.currentIndex() == NEW
        (self.form if is_new else self.gate.list).setFocus()

    def stop_work(self) -> None:
        """Save what was typed; stop looking for likenesses."""
        self._keep()
        self._is_asked_again = False
        self._job.cancel()

    def hideEvent(self, event: QHideEvent) -> None:
        self._keep()
        super().hideEvent(event)

    def _show_rows(self) -> None:
        sight = Sight(as_at=self.session.as_at, words=self._words)
        is_held = bool(self._decided)
        self.gate.show_rows(self._rows, sight, self._wanted, is_held=is_held)
        self._wanted = ""
        self._show_sight()
        count = len(self._rows)
        self.tabs.setTabText(GATE, f"At the ga&te {count:,}")
        self._header.show_sentence(gate_sentence(self._rows, self.session.as_at))

    @Slot(int)
    def _show_tab(self, place: int) -> None:
        is_new = place == NEW
        self._new_button.setVisible(not is_new)
        for one in (self._another, self.submit_button):
            one.setVisible(is_new)
            one.setEnabled(not self.session.read_only)

    @Slot()
    def _go_new(self) -> None:
        self.tabs.setCurrentIndex(NEW)
        self.form.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- Drafts ----------------------------------------------------------------------

    @property
    def _salt(self) -> str:
        return self.session.settings.identifier_salt

    def _has_more(self) -> bool:
        """Return whether more was typed than a new form is given."""
        content = self.form.content(self._salt)
        return bool(self._begun) and self.form.is_worth(content, self._begun)

    def _is_number_gone(self) -> bool:
        """Return whether the number suggested was taken, or none was suggested yet."""
        return self._begun.get("reference") != free_number(self.session)

    @Slot()
    def _begin(self) -> None:
        """Begin a form with what can be suggested."""
        today, reference = day_text(self.session.day), free_number(self.session)
        self._begun = {"reference": reference, "submitted_on": today}
        self._draft, self._is_dirty = "", False
        self.form.show_content({"fields": self._begun})
        self.new.show_faults(())
        self.new.saved.setText("")
        self._look()

    @Slot()
    def _note_edit(self) -> None:
        self._is_dirty = True
        self._pause.start()

    @Slot()
    def _think(self) -> None:
        self._keep()
        self._look()

    def _keep(self) -> None:
        """Save what was typed, if anything was since it was last saved."""
        if not self._is_dirty or self.session.read_only:
            return
        content, said = self.form.content(self._salt), ""
        try:
            if self._has_more():
                self._draft = keep_draft(self.session, self._draft, content)
                said = f"Draft saved {self.session.now().astimezone(LOCAL):%H:%M}"
            elif self._draft:
                drop_draft(self.session, self._draft)
                self._draft = ""
            self._is_dirty = False
        except AppError as error:
            said = f"Draft not saved: {error.message}"
        self.new.saved.setText(said)

    def _list_drafts(self) -> None:
        today = self.session.today
        self.new.drafts.show_lines(
            [
                draft_line(draft.name, draft.saved_at, draft.content, today)
                for draft in other_drafts(self.session, self._draft)
            ]
        )

    @Slot()
    def _begin_another(self) -> None:
        self._keep()
        self._begin()
        self._list_drafts()
        self.form.setFocus()

    @Slot(str)
    def _continue(self, name: str) -> None:
        """Put a draft into the form; what stands in it is kept as another."""
        self._keep()
        for draft in other_drafts(self.session, self._draft):
            if draft.name == name:
                self._draft, self._is_dirty = name, False
                self.form.show_content(draft.content)
                self.new.show_faults(())
                self.new.saved.setText("")
                self._look()
        self._list_drafts()
        self.form.setFocus()

    @Slot(str)
    def _discard(self, name: str) -> None:
        try:
            drop_draft(self.session, name)
        except AppError as error:
            show_error(self, error)
        self._list_drafts()
        self.form.setFocus()

    # ---- Looking while it is typed ---------------------------------------------------

    def _look(self) -> None:
        self.new.look_at_texts()
        if self._is_seeking:
            self._is_asked_again = True
        elif (path := self.session.path) is None:  # in memory: this thread's own
            self._show_alike(
                find_alike(self.session.store, self.form.probe(self._salt))
            )
        else:
            self._is_seeking = True
            self._job.start(partial(seek, path, self.form.probe(self._salt)))

    @Slot(object)
    def _show_alike(self, found: tuple[Alike, ...]) -> None:
        self.new.side.show_alike(found)

    @Slot()
    def _go_on(self) -> None:
        self._is_seeking = False
        if self._is_asked_again:
            self._is_asked_again = False
            self._look()

    @Slot(Exception)
    def _show_failure(self, error: Exception) -> None:
        show_error(self, error)

    # ---- Submitting ------------------------------------------------------------------

    @Slot()
    def submit(self) -> None:
        """Put the request on record, or say what is to be put right first."""
        self._keep()
        reading = self.form.read(self._salt)
        found = in_order([*reading.faults, *all_faults(self.session, reading.intake)])
        self.new.show_faults(found)
        if found:
            return
        session, form = self.session, reading.intake
        send = partial(submit, session.store, form, draft=self._draft)
        try:
            uid, operation = send(who=session.who, at=session.now(), on=session.day)
        except AppError as error:
            show_error(self, error)
            return
        self._wanted, self._decided = uid, ""
        self._begin()
        self.tabs.setCurrentIndex(GATE)
        self.refresh()
        self.gate.list.setFocus()
        self.tell_done(f"{form.reference.strip()} submitted", operation)

    # ---- At the gate -----------------------------------------------------------------

    @Slot(object)
    def _choose(self, _row: AtGate | None) -> None:
        """Show the request that the user chose."""
        self._decided = ""
        self._show_sight()

    def _show_sight(self) -> None:
        """Show the request just decided, or else the one chosen in the list."""
        row = self.gate.list.current()
        uid = self._decided or (row.uid if row else "")
        self.gate.panel.show_sight(self._sight(uid) if uid else None)

    def _sight(self, uid: str) -> GateSight | None:
        session = self.session
        try:
            case = case_of(session.store, uid)
        except InvalidRequest:  # it was undone
            return None
        return GateSight(
            case=case,
            words=self._words,
            norms=read_norms(session.store),
            deciders=deciders(session),
            today=session.day,
            lapse=session.settings.lapse,
            duplicates=others_alike(session, case),
            is_read_only=session.read_only,
        )

    @Slot(str)
    def _tell_decided(self, uid: str) -> None:
        """Keep the request just decided in sight, with what is to follow."""
        self._decided = uid
        self.refresh()

    @Slot()
    def _open_norms(self) -> None:
        dialog = NormsDialog(self, self._words, is_read_only=self.session.read_only)
        work_on_norms(self, dialog)

    @Slot()
    def _open_outcomes(self) -> None:
        show_outcomes(self, GateOutcomesDialog, self._words)

    # ---- Accused ---------------------------------------------------------------------

    @Slot(int)
    def _ask_accused(self, place: int) -> None:
        """Ask for an accused with the dates, or change one that is there."""
        there = self.form.proceedings
        before = there[place] if 0 <= place < len(there) else None
        known = before or Proceeding(request="", accused=f"A{len(there) + 1}")
        dialog = accused_dialog(self, known, self._words["custody_status"])
        dialog.wanted.connect(partial(self._take_accused, dialog, place))
        dialog.open()

    def _take_accused(
        self, dialog: ProceedingDialog, place: int, proceeding: Proceeding
    ) -> None:
        self.form.put_accused(proceeding, place)
        dialog.accept()
        self.form.add_accused.setFocus()
