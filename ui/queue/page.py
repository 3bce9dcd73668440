"""The queue: in what order, by whom, and where does capacity run out?"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from app.casework.request import Status, wording
from app.errors import AppError
from app.reports.chart import day_text
from ui.alerts import show_error
from ui.controls.caution import CautionLine
from ui.queue.acting import ActingBoard, requests_text
from ui.queue.content import content_of
from ui.queue.dialogs import (
    HandBack,
    HandBackDialog,
    NoteDialog,
    Override,
    OverrideDialog,
)
from ui.queue.lists import MOST_JUDGED, people_words, person_item
from ui.session import Session
from ui.store_work import reading_work

if TYPE_CHECKING:
    from app.planning.allocation import Candidate
    from app.planning.queue import Ranked
    from app.rules.move import Move
    from app.rules.policy import Policy
    from app.rules.priority import Score
    from app.store.queue import OpenRequests
    from ui.controls.move_dialog import MoveDialog
    from ui.queue.policy_dialog import PolicyDialog

HELD_BY_SOMEBODY = (Status.ALLOCATED, Status.IN_PROGRESS)
"""Statuses from which work is handed back before another gets it."""


class QueuePage(ActingBoard):
    """Reads the queue and ranks it; every change is written at once."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.candidates: tuple[Candidate, ...] = ()
        self._judged: list[str] = []
        self._open: OpenRequests | None = None
        actions, side = self.actions_shown, self.side
        actions.give_wanted.connect(self.allocate_to_chosen)
        actions.allocate_wanted.connect(self.allocate_to_first)
        actions.hand_back_wanted.connect(self.hand_back)
        actions.hold_wanted.connect(self.hold)
        actions.move_wanted.connect(self.change_status)
        actions.override_wanted.connect(self.override)
        actions.end_override_wanted.connect(self.end_override)
        actions.re_rank_wanted.connect(self.re_rank)
        actions.policy_wanted.connect(self.open_policy)
        actions.print_wanted.connect(self.print_page)
        side.allocation_wanted.connect(self.allocate_selected)
        side.dropped.connect(self.allocate)
        side.request_opened.connect(self.open_request)
        side.chase_wanted.connect(self.chase)
        self.view.opened.connect(self.open_request)
        self.desk.intake_wanted.connect(partial(self.room_wanted.emit, "intake"))
        self.choice_changed.connect(self._show_choice)

    # ---- Reading --------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the open requests again, rank them, and show them."""
        facts = self.session.facts
        if facts is None:
            self.header.show_sentence("Reading the queue…")
            return
        from app.reports.queue import queue_of
        from app.store.queue import read_open
        from app.store.welfare import read_guard

        self.facts = facts = replace(facts, as_at=self.day)
        store = self.session.store
        self._open = facts.waiting or read_open(store, self._open)
        queue = queue_of(facts, self._open.rows, read_guard(store, self.day))
        past = self.session.as_at < self.day
        remark = f"Shown as it is on {day_text(self.day)}." if past else ""
        self.show_content(content_of(facts, queue, remark))

    @Slot()
    def _show_choice(self) -> None:
        """Show who could take the selected requests, and all about the present one."""
        rows, current = self.selected(), self.current()
        self.actions_shown.allow(why_not=self.why_not, has_rows=bool(rows))
        self.side.allow(not self.why_not, self.why_not)
        if self.side.request.isVisible():
            score = self._score(current) if current else None
            self.side.request.show_request(current, score, self.table.sight)
        self.candidates = self._candidates(rows)
        people = [person_item(one) for one in self.candidates]
        uids = [row.waiting.uid for row in rows]
        is_new, self._judged = uids != self._judged, uids
        self.side.people_tab.show_items(people_words(rows), people, is_new=is_new)

    def _candidates(self, rows: Sequence["Ranked"]) -> "tuple[Candidate, ...]":
        from app.planning.allocation import candidates

        if self.facts is None or self.content is None or not rows:
            return ()
        return candidates(rows[:MOST_JUDGED], self.content.queue, self.facts.team)

    def _score(self, row: "Ranked") -> "Score | None":
        from app.rules.priority import factor_values, score_of
        from app.store.policy import read_policy

        if row.score is None:
            return None
        days = (row.limit_on - self.day).days if row.limit_on else None
        values = factor_values(row.waiting, as_at=self.day, days_to_limit=days)
        policy = read_policy(self.session.store, row.waiting.policy)
        return score_of(policy, values)

    @Slot()
    def open_request(self) -> None:
        """Ask for the page of the request that the cursor is on."""
        if (row := self.current()) is not None:
            self.request_wanted.emit(row.waiting.uid)

    # ---- Allocating -----------------------------------------------------------------

    @Slot()
    def allocate_to_chosen(self) -> None:
        """Give the selected requests to the person chosen in the panel."""
        self.side.setCurrentWidget(self.side.people_tab)
        if self.side.isVisible() and (key := self.side.people.key()):
            self.allocate_selected(key)
        else:
            self.allocate_to_first()

    @Slot()
    def allocate_to_first(self) -> None:
        """Give the selected requests to the likeliest person."""
        possible = [one for one in self.candidates if one.is_possible]
        if possible:
            self.allocate_selected(possible[0].person.uid)
        elif self.selected():
            error = AppError(
                "Nobody can take what is selected.",
                remedy="Look in the list of people for what stands against each.",
            )
            show_error(self, error)

    @Slot(str)
    def allocate_selected(self, person: str) -> None:
        """Give the selected requests to a person."""
        self.allocate(self.view.selected_uids(), person)

    @Slot(list, str)
    def allocate(self, uids: list[str], person: str) -> None:
        """Give requests to a person; work of another is handed back with a reason."""
        places = self.table.places_of(uids)
        rows = [self.table.rows[place] for place in sorted(places.values())]
        if self.why_not or not rows:
            return
        taken = [row for row in rows if row.waiting.status in HELD_BY_SOMEBODY]
        theirs = {row.rank for row in taken if row.waiting.examiner == person}
        rows = [row for row in rows if row.rank not in theirs]
        name = self.name_of(person)
        if not rows:
            count = requests_text(len(theirs))
            self.toast_wanted.emit(f"{name} has {count} already", None)
        elif len(taken) > len(theirs):
            self._ask_hand_back(rows, person)
        else:
            some, move = [row.waiting.uid for row in rows], self._allocation(person)
            told = f"allocated to {name}"
            self.pause_for(person, rows, partial(self._move, some, move, told))

    def _allocation(self, person: str) -> "Move":
        from app.rules.move import Move

        return Move(status=Status.ALLOCATED, on=self.day, examiner=person)

    @Slot()
    def hand_back(self) -> None:
        """Ask why the selected work is handed back, and to whom it goes."""
        if rows := self.selected():
            self._ask_hand_back(rows, "")

    def _ask_hand_back(self, rows: Sequence["Ranked"], person: str) -> None:
        references = [row.waiting.reference for row in rows]
        people = [(one.person.uid, one.person.shown) for one in self.candidates]
        dialog = HandBackDialog(
            self, references, self.terms("give_back_reason"), people, person
        )
        CautionLine(dialog, dialog.examiner, self.cautions(rows))
        uids = [row.waiting.uid for row in rows]
        self.open(dialog, partial(self._hand_back, uids))

    def _hand_back(self, uids: Sequence[str], wanted: HandBack) -> None:
        """Hand work back, and give it to somebody else in the same breath."""
        from app.conduct.reallocate import reallocate

        act = partial(
            reallocate, examiner=wanted.examiner or None, reason=wanted.reason,
            on=self.day, words=wanted.words,
        )  # fmt: skip
        name = self.name_of(wanted.examiner)
        told = f"re-allocated to {name}" if wanted.examiner else "handed back"
        self.do(act, uids, told)

    # ---- Moving ---------------------------------------------------------------------

    @Slot()
    def hold(self) -> None:
        """Ask why the selected requests are put on hold."""
        self._ask_move(Status.ON_HOLD)

    @Slot()
    def change_status(self) -> None:
        """Ask to which status the selected requests move."""
        self._ask_move(None)

    def _ask_move(self, status: Status | None) -> None:
        from app.conduct.move import read_desk
        from app.store.case import case_of
        from ui.controls.move_dialog import MoveDialog

        store, uids = self.session.store, self.view.selected_uids()
        if not uids or self.facts is None or self.refuse_too_many(uids):
            return
        try:
            cases = [case_of(store, uid) for uid in uids]
        except AppError as error:
            show_error(self, error)
            return
        desk = replace(read_desk(store, self.session.now()), today=self.day)
        dialog = MoveDialog(self, cases, desk, self.facts.words, status)
        CautionLine(dialog, dialog.examiner, self.cautions(self.selected()))
        self.open(dialog, partial(self._move_as_asked, dialog, uids))

    def _move_as_asked(
        self, dialog: "MoveDialog", uids: Sequence[str], move: "Move"
    ) -> None:
        some = dialog.possible if len(uids) > 1 else uids
        self._move(some, move, f"now {wording(move.status)}")

    def _move(self, uids: Sequence[str], move: "Move", told: str) -> None:
        """Move requests; when some refuse, say which and ask about the others."""
        from app.conduct.move import make_moves

        self.do(partial(make_moves, move=move), uids, told)

    # ---- Priority -------------------------------------------------------------------

    @Slot()
    def override(self) -> None:
        """Ask for another priority, its reason and its last day."""
        if not (rows := self.selected()):
            return
        references = [row.waiting.reference for row in rows]
        priority = rows[0].priority.value if rows[0].priority else ""
        dialog = OverrideDialog(
            self, references, self.terms("priority"), self.terms("override_reason"),
            self.day, priority,
        )  # fmt: skip
        self.open(dialog, partial(self._override, rows))

    def _override(self, rows: "Sequence[Ranked]", wanted: Override) -> None:
        from app.conduct.priority import override
        from app.store.event import batch

        act = partial(
            override, priority=wanted.priority, reason=wanted.reason,
            until=wanted.until, words=wanted.words,
        )  # fmt: skip
        self.do_each(batch, rows, act, "given another priority")

    @Slot()
    def end_override(self) -> None:
        """Let the points of the selected requests decide again."""
        from app.conduct.priority import end_override
        from app.store.event import batch

        rows = [row for row in self.selected() if row.waiting.override_reason]
        self.do_each(batch, rows, end_override, "ranked by points")

    @Slot()
    def re_rank(self) -> None:
        """Count points anew: of the selected requests if several, else of all."""
        from app.conduct.priority import re_rank

        rows = self.selected()
        uids = [row.waiting.uid for row in rows] if len(rows) > 1 else None
        session = self.session
        try:
            made = re_rank(
                session.store, uids, who=session.who, at=session.now(), on=self.day,
                days_to_limit=self.days_to_limit(),
            )  # fmt: skip
        except AppError as error:
            show_error(self, error)
            return
        count, changed = requests_text(len(made.ranked)), len(made.changed)
        words = f"{count} ranked anew, {changed:,} with another priority"
        if made.operation:
            self.finish(words, [made.operation])
        else:
            self.toast_wanted.emit("Nothing to rank: no factors are recorded", None)

    @Slot()
    def open_policy(self) -> None:
        """Open the policy by which requests are ranked."""
        from app.reports.priority_board import read_policy_board
        from ui.queue.policy_dialog import PolicyDialog

        if self.content is None:
            return
        requests = [row.waiting for row in self.content.queue.ranked]
        board = read_policy_board(
            self.session.store, requests, self.day, self.days_to_limit()
        )
        dialog = PolicyDialog(self, board, can_adopt=not self.why_not)
        dialog.drift_wanted.connect(partial(self._show_drift, dialog))
        self.open(dialog, self._adopt)

    def _show_drift(self, dialog: "PolicyDialog") -> None:
        from app.reports.priority_board import board_in_background

        if (facts := self.facts) is not None:
            about = (facts.ledger, facts.settings, self.day)
            work = partial(board_in_background, *about)
            dialog.read_drift(reading_work(self.session, work))

    def _adopt(self, policy: "Policy") -> None:
        from app.conduct.priority import adopt

        session = self.session
        try:
            made = adopt(
                session.store, policy, who=session.who, at=session.now(), on=self.day
            )
        except AppError as error:
            self.refuse(error)
            return
        self.close_form()
        self.toast_wanted.emit(
            f"Policy {made.number} adopted; Re-rank (F9) applies it", None
        )
        session.refresh()

    # ---- Paper ----------------------------------------------------------------------

    def print_page(self) -> None:
        """Open the preview of the list as it is shown, from which it is printed."""
        from app.reports.queue_list import queue_list
        from app.store.setting import MARKINGS
        from ui.printing.preview import PreviewDialog

        if self.content is None or self.facts is None:
            return
        report = queue_list(
            self.facts, self.content.queue, self.table.rows, self.week,
            made_at=self.session.now(), made_by=self.session.who, view=self.view_words,
        )  # fmt: skip
        own = report.marking
        higher = MARKINGS[MARKINGS.index(own) :] if own in MARKINGS else (own,)
        dialog = PreviewDialog(self, report, higher)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(self.choose_pdf)
        dialog.open()

    # ---- Holds ---------------------------------------------------------------

    @Slot(str)
    def chase(self, uid: str) -> None:
        """Ask what to note of asking again for what a request waits for."""
        place = self.table.places_of([uid]).get(uid)
        row = None if place is None else self.table.rows[place]
        ranked = self.content.queue.ranked if self.content else ()
        row = row or next((one for one in ranked if one.waiting.uid == uid), None)
        if row is None or self.why_not:
            return
        why = self.table.sight.label("hold_reason", row.waiting.hold_reason)
        dialog = NoteDialog(self, row.waiting.reference, f"Chased: {why}. ")
        self.open(dialog, partial(self._note, uid, row.waiting.reference))

    def _note(self, uid: str, reference: str, text: str) -> None:
        from app.casework.note import Note
        from app.conduct.note import add_note

        session = self.session
        note = Note(uid="", request=uid, written_on=self.day, text=text)
        try:
            operation = add_note(session.store, note, who=session.who, at=session.now())
        except AppError as error:
            self.refuse(error)
            return
        self.close_form()
        self.finish(f"Chase of {reference} noted", [operation])
