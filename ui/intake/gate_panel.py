"""The gate: what is asked and what is agreed of one request, and the decision.

**How the page uses it.** The page gives the panel a ``GateSight`` (of
``ui.intake.gate_words``) and hears what the user wants; the panel reads and writes
nothing. Every signal that leads to a write carries the version that the user saw.

* ``decided(uid, version, decision)``: call ``app.conduct.gate.decide(store, uid,
  decision, version=version, who=..., at=...)``; then ``panel.tell_decided()`` and show
  the sight anew; on an ``AppError`` call ``panel.show_error(error)``: what was typed
  stays.
* ``take_up_wanted(uid, version)``: ``gate.take_up(...)``.
* ``reply_wanted(uid, version, words)``: ``gate.receive_reply(...)``.
* ``lapse_wanted(uid, version)``: ``gate.lapse(...)``.
* ``priority_wanted(uid)``: after acceptance, and for any request accepted and not yet
  ranked: open the form of priority factors. It is a separate operation.
* ``notice_wanted(uid)``: show ``app.reports.notice.notice(store, uid, ...)`` in the
  preview of ``ui.printing``.
* ``norms_wanted()``: open ``ui.intake.norms_dialog``.
* ``outcomes_wanted()``: open ``ui.intake.gate_outcomes`` ("What the gate did").
"""

from itertools import pairwise

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.casework.request import Status
from app.errors import AppError
from app.rules.gate import REASONS_OF, AgreedExhibit, Decision, Verdict, lapses_on
from app.rules.scope import Scope, scope_of
from ui.controls.button import button, link
from ui.controls.card import Card
from ui.controls.form import day_of
from ui.controls.label import caption, set_tone
from ui.intake.gate_form import CountField, DecisionForm, press_with
from ui.intake.gate_rows import levels_of, put_hours, rows_of
from ui.intake.gate_scope import ScopeRow, ScopeTable, ScopeView
from ui.intake.gate_words import (
    GateSight,
    action_of,
    avoided_of,
    facts_of,
    hint_of,
    question_of,
    state_of,
    sum_of,
    title_of,
    unknown_of,
    warnings_of,
)

__all__ = ["GatePanel", "GateSight"]

OPEN = (Status.SUBMITTED, Status.ASSESSING)
LATE = (Verdict.REJECT, Verdict.DIVERT)
"""What can still be decided of a returned request without a reply."""
NOTED = (Status.RETURNED, Status.REJECTED)
"""Statuses that the requester gets a notice of."""


class GatePanel(QWidget):
    """Shows one request at the gate and takes the decision about it."""

    decided = Signal(str, int, object)  # uid, version seen, Decision
    take_up_wanted = Signal(str, int)  # uid, version seen
    reply_wanted = Signal(str, int, str)  # uid, version seen, words
    lapse_wanted = Signal(str, int)  # uid, version seen
    priority_wanted = Signal(str)  # uid
    notice_wanted = Signal(str)  # uid
    norms_wanted = Signal()
    outcomes_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sight: GateSight | None = None
        self._key: tuple[str, int] | None = None
        self._scope: Scope | None = None
        self.title, self.facts, self.question = QLabel(), caption(), QLabel()
        self.warnings, self.state, self.problem = QLabel(), QLabel(), QLabel()
        self.table = ScopeTable()
        self.view = ScopeView(self.table)
        self.count = CountField()
        self.form = DecisionForm()
        self.sum, self.avoided, self.unknown = QLabel(), QLabel(), caption()
        self.decide_button = button("Accept", is_primary=True)
        self.take_up_button = button("Take up")
        self.reply_button = button("Reply received")
        self.lapse_button = button("Lapse")
        self.priority_button = button("Decide its priority…", is_primary=True)
        self.notice_button = button("Notice…", "reports")
        self.norms_link, self.outcomes_link = link("Norms…"), link("Gate figures…")
        self._links = (self.norms_link, self.outcomes_link)
        self._buttons = (
            *(self.notice_button, self.lapse_button, self.reply_button),
            *(self.take_up_button, self.decide_button, self.priority_button),
        )
        self._dress()
        self._lay_out()
        self._connect()
        self.show_sight(None)

    # ---- Building -------------------------------------------------------------------

    def _dress(self) -> None:
        self.title.setObjectName("card_title")
        self.problem.setObjectName("problem")
        for label in (self.title, self.question, self.warnings, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        for label in (self.problem, self.sum, self.avoided):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.problem.setWordWrap(True)
        set_tone(self.warnings, "watch")
        set_tone(self.avoided, "good")
        set_tone(self.unknown, "watch")

    def _lay_out(self) -> None:
        card = Card()
        card.body.setSpacing(8)
        card.body.addWidget(self.title)
        inside = QWidget()
        inside.setObjectName("scrolled")
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 6, 0)
        rows.setSpacing(8)
        for part in (
            *(self.facts, self.question, self.warnings, self.state),
            *(self.view, self.count, self.form),
        ):
            rows.addWidget(part)
        rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card.body.addWidget(area, 1)
        card.body.addWidget(self.form.signature)
        sums = QHBoxLayout()
        sums.setSpacing(10)
        sums.addWidget(self.sum)
        sums.addWidget(self.avoided, 1)
        card.body.addLayout(sums)
        card.body.addWidget(self.unknown)
        card.body.addWidget(self.problem)
        card.body.addLayout(self._foot())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(card)
        order = (self.form.day, *self._buttons, *self._links)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        for one in self._links:
            foot.addWidget(one)
        foot.addStretch(1)
        for one in self._buttons:
            foot.addWidget(one)
        return foot

    def _connect(self) -> None:
        self.table.edited.connect(self._reckon)
        self.count.changed.connect(self._reckon)
        self.form.changed.connect(self._reckon)
        self.decide_button.clicked.connect(self._decide)
        self.take_up_button.clicked.connect(self._take_up)
        self.reply_button.clicked.connect(self._reply)
        self.lapse_button.clicked.connect(self._lapse)
        self.priority_button.clicked.connect(self._rank)
        self.notice_button.clicked.connect(self._print)
        self.norms_link.clicked.connect(self.norms_wanted)
        self.outcomes_link.clicked.connect(self.outcomes_wanted)
        self.setFocusProxy(self.view)
        press_with(self.decide_button, "Ctrl+Return", self)
        self.decide_button.setToolTip("Ctrl+Return decides from any field.")
        self.lapse_button.setToolTip("Ends a request whose days for a reply are over.")
        self.notice_button.setToolTip("What the requester is told, to print or save.")

    # ---- Showing --------------------------------------------------------------------

    def show_sight(self, sight: GateSight | None) -> None:
        """Show a request; None for none chosen. What was typed for it stays.

        Ticks, levels, reasons and words are kept while the same request is shown
        again, even when it was changed from another place meanwhile.
        """
        is_same = self._is_same(sight)
        there = QApplication.focusWidget()
        had_focus = there is not None and self.isAncestorOf(there)
        self._sight = sight
        self.setEnabled(sight is not None)
        self._key = (
            (sight.case.request.uid, sight.case.request.version) if sight else None
        )
        if sight is None:
            self.title.setText("Choose a request")
            self.table.show_rows((), ())
        else:
            if not is_same:
                self.form.forget()
                self.form.day.setDate(_date(sight))
            self._show_request(sight, keep=is_same)
        self._allow()
        self._reckon()
        if had_focus and not is_same and self.priority_button.isVisibleTo(self):
            self.priority_button.setFocus()  # what follows a decision taken here

    def tell_decided(self) -> None:
        """Forget what was typed: it was saved."""
        self.form.forget()

    def show_error(self, error: AppError) -> None:
        """Say what stands against a decision; what was typed stays."""
        self.problem.setText(str(error))
        self.problem.show()
        text = str(error)
        if "took it" in text:
            self.form.by.setFocus()
        elif "reason" in text and (chips := self.form.reasons.chips()):
            chips[0].setFocus()

    def decision(self) -> Decision:
        """Return the decision as it is filled in."""
        rows = [row for row in self.table.rows if row.uid]
        verdict = self.form.chosen
        is_counted = not rows
        return Decision(
            verdict=verdict,
            on=day_of(self.form.day),
            by=self.form.by.currentText().strip(),
            reasons=self.form.reasons.chosen() if self._shows_reasons() else (),
            words=self.form.words.toPlainText().strip(),
            scope=tuple(
                AgreedExhibit(
                    uid=row.uid, is_agreed=row.is_agreed, level=row.level or None
                )
                for row in rows
            ),
            exhibits=self.count.count.value() if is_counted else None,
            level=(self.count.level.currentData() or None) if is_counted else None,
        )

    def _is_same(self, sight: GateSight | None) -> bool:
        before = self._sight
        if sight is None or before is None:
            return False
        was, now = before.case.request, sight.case.request
        is_open = was.status in OPEN and now.status in OPEN
        return was.uid == now.uid and (is_open or was.status is now.status)

    def _show_request(self, sight: GateSight, *, keep: bool) -> None:
        self.title.setText(title_of(sight))
        self.facts.setText(facts_of(sight))
        self.question.setText(question_of(sight))
        self.question.setVisible(bool(self.question.text()))
        self.warnings.setText("\n".join(warnings_of(sight)) if self._is_open() else "")
        self.warnings.setVisible(bool(self.warnings.text()))
        self.state.setText(state_of(sight))
        self.state.setVisible(bool(self.state.text()))
        self.form.show_people(sight.deciders)
        levels = [(term.code, term.label) for term in levels_of(sight)]
        if not keep or {row.uid for row in self._rows()} != _uids(sight):
            self.table.show_rows(rows_of(sight), levels)
            request = sight.case.request
            asked = request.exhibits_requested or 0
            self.count.show_asked(asked, request.level_requested or "", levels)

    def _rows(self) -> list[ScopeRow]:
        return [row for row in self.table.rows if row.uid]

    def _is_open(self) -> bool:
        return self._sight is not None and self._sight.case.request.status in OPEN

    def _allow(self) -> None:
        """Show what can be done to the request as it stands."""
        sight = self._sight
        status = sight.case.request.status if sight else None
        may = sight is not None and not sight.is_read_only
        is_open, is_back = status in OPEN, status is Status.RETURNED
        self.table.is_fixed = not (is_open and may)
        self.form.allow(tuple(Verdict) if is_open else LATE if is_back else ())
        has_rows = bool(self._rows())
        self.view.setVisible(has_rows)
        self.count.setVisible(not has_rows and is_open)
        for part in (self.form, self.form.signature, self.decide_button):
            part.setVisible((is_open or is_back) and may)
        self.decide_button.setEnabled(may)
        self.take_up_button.setVisible(status is Status.SUBMITTED and may)
        self.reply_button.setVisible(is_back and may)
        self.lapse_button.setVisible(is_back and may)
        if sight is not None and is_back:
            last = lapses_on(sight.case, sight.lapse)
            self.lapse_button.setEnabled(last is not None and sight.today > last)
        self.priority_button.setVisible(may and self._wants_rank())
        self.notice_button.setVisible(status in NOTED)
        self.norms_link.setVisible(is_open)
        self.sum.setVisible(is_open)
        self.avoided.setVisible(is_open)

    def _wants_rank(self) -> bool:
        if self._sight is None:
            return False
        request = self._sight.case.request
        return request.status is Status.ACCEPTED and request.policy is None

    def _shows_reasons(self) -> bool:
        verdict = self.form.chosen
        if verdict is Verdict.ACCEPT:
            return self._scope is not None and self._scope.is_narrower
        return verdict is not Verdict.DIVERT

    @Slot()
    def _reckon(self) -> None:
        """Bring hours, reasons and the button up to what is filled in."""
        self.problem.hide()
        sight = self._sight
        if sight is None:
            self._scope = None
            return
        scope = scope_of(
            sight.case, self.decision(), norms=sight.norms, families=sight.families
        )
        self._scope = scope
        put_hours(self.table.rows, sight, scope)
        self.table.show_hours()
        self.sum.setText(sum_of(scope))
        self.avoided.setText(avoided_of(scope))
        set_tone(self.avoided, "good" if scope.avoided >= 0 else "watch")
        self.unknown.setText(unknown_of(sight, scope) if self._is_open() else "")
        self.unknown.setVisible(bool(self.unknown.text()))
        verdict = self.form.chosen
        words = sight.words.get(REASONS_OF[verdict])
        terms = words.valid_on(sight.today) if words and self._shows_reasons() else ()
        self.form.show_reasons(terms)
        self.form.hint.setText(hint_of(verdict, scope))
        self.decide_button.setText(action_of(verdict, scope))

    # ---- Wishes ---------------------------------------------------------------------

    @Slot()
    def _decide(self) -> None:
        if self._key is not None and self.decide_button.isVisibleTo(self):
            self.decided.emit(*self._key, self.decision())

    @Slot()
    def _take_up(self) -> None:
        if self._key is not None:
            self.take_up_wanted.emit(*self._key)

    @Slot()
    def _reply(self) -> None:
        if self._key is not None:
            words = self.form.words.toPlainText().strip()
            self.reply_wanted.emit(*self._key, words)

    @Slot()
    def _lapse(self) -> None:
        if self._key is not None:
            self.lapse_wanted.emit(*self._key)

    @Slot()
    def _rank(self) -> None:
        if self._key is not None:
            self.priority_wanted.emit(self._key[0])

    @Slot()
    def _print(self) -> None:
        if self._key is not None:
            self.notice_wanted.emit(self._key[0])


def _uids(sight: GateSight) -> set[str]:
    return {one.uid for one in sight.case.exhibits}


def _date(sight: GateSight) -> QDate:
    day = sight.today
    return QDate(day.year, day.month, day.day)
