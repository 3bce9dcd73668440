"""The form of a status move of one or many requests: only what the move needs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from operator import itemgetter

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QListView, QListWidget, QWidget

from app.casework.register import CaseFile
from app.casework.request import STATUSES, Status
from app.casework.vocabulary import Vocabulary, parse_moves
from app.errors import AppError, IllegalMove, InvalidRequest
from app.resource import RESOURCES
from app.rules.move import (
    GATE,
    Desk,
    Move,
    Need,
    check,
    check_examiner,
    legal_moves,
    needs,
    reason_list,
    skills_needed,
)
from app.workforce.examiner import Person
from ui.controls.form import Form, choice, day_field, day_of
from ui.controls.label import caption
from ui.controls.name_box import NameBox

Words = Mapping[str, Vocabulary]
LISTED = 200
"""Refusals that are listed; more are counted."""
_PLACES = (
    ("A reason", "reason"),
    ("An examiner", "examiner"),
    ("A reviewer", "reviewer"),
    ("A channel", "channel"),
    ("A provider", "provider"),
    ("cannot review", "reviewer"),
    ("a day to come", "on"),
    ("before it became", "on"),
)
"""Words of a refusal and the field that it is about."""
_LIVE = ("on", "examiner", "reviewer")
"""Fields of which it is said at once that what was chosen cannot be."""


class MoveDialog(Form):
    """Takes what a move needs and returns it as a ``Move``.

    For many requests it shows which of them refuse and why; ``possible`` are those
    that the user has agreed to move when ``wanted`` is emitted.
    """

    def __init__(
        self,
        parent: QWidget,
        cases: Sequence[CaseFile],
        desk: Desk,
        words: Words,
        status: Status | None = None,
    ) -> None:
        """Make the form.

        Args:
            parent: What it belongs to.
            cases: The requests; at least one.
            desk: What moves are checked against.
            words: The code lists, by name.
            status: The status to begin with; None to let the user choose.
        """
        super().__init__(parent, _title(cases), "&Save")
        self.possible: tuple[str, ...] = ()
        self.refusals: tuple[tuple[str, str], ...] = ()
        self._cases, self._desk, self._words = tuple(cases), desk, words
        self._is_filling = False
        self.status = choice([("", "Choose a status"), *self._statuses(status)])
        self.on = day_field(desk.today)
        self.reason, self.examiner, self.reviewer, self.channel = (
            choice([]) for _ in range(4)
        )
        hint = "Name or reference of the outside provider"
        self.provider, self.words = NameBox(desk.providers, hint), QLineEdit()
        self.guidance, self.reason_guidance = caption(), caption()
        self.preview, self.list = caption(), QListWidget()
        self._build()
        self._connect()
        self.status.setCurrentIndex(max(self.status.findData(status), 0))
        self._show_fields()
        self.setMinimumWidth(480)
        (self.on if status else self.status).setFocus()

    def _build(self) -> None:
        self.add_field("status", "&Change to", self.status)
        self.rows.addRow("", self.guidance)
        self.add_field("on", "&On", self.on)
        self.add_field("reason", "&Reason", self.reason)
        self.rows.addRow("", self.reason_guidance)
        self.add_field("examiner", "&Examiner", self.examiner)
        self.add_field("reviewer", "Re&viewer", self.reviewer)
        self.add_field("channel", "&Given by", self.channel)
        self.add_field("provider", "&Provider", self.provider)
        self.add_field("words", "Re&mark", self.words)
        self.words.setPlaceholderText("What else to record; may stay empty")
        self.list.setAccessibleName("Requests that cannot be moved, and why")
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMaximumHeight(self.fontMetrics().lineSpacing() * 8)
        for part in (self.preview, self.list):
            part.setVisible(False)
            self.paper.addWidget(part)
        self.close_up()

    def _connect(self) -> None:
        self.status.currentIndexChanged.connect(self._show_fields)
        self.reason.currentIndexChanged.connect(self._show_guidance)
        self.on.dateChanged.connect(self._show_effect)
        self.provider.textChanged.connect(self._show_effect)
        for one in (self.reason, self.examiner, self.reviewer, self.channel):
            one.currentIndexChanged.connect(self._show_effect)

    # ---- What is asked --------------------------------------------------------------

    def value(self) -> Move:
        status = self.chosen()
        if status is None:
            raise InvalidRequest(
                "Nothing is chosen yet.", remedy="Choose the status that it shall have."
            )
        move = self._move(status)
        if len(self._cases) == 1:
            check(self._cases[0], move, self._desk)
        else:
            self._refuse_missing(move)
        return move

    def _refuse_missing(self, move: Move) -> None:
        for need in Need:
            if need in self._needs() and not getattr(move, need.value):
                article = "An" if need is Need.EXAMINER else "A"
                raise InvalidRequest(
                    f"{article} {need.value} is needed for this.",
                    remedy=f"Give the {need.value}.",
                )

    def chosen(self) -> Status | None:
        """Return the status that is chosen."""
        code = self.status.currentData()
        return Status(code) if code else None

    def place_of(self, error: AppError) -> str:
        text = error.message
        for words, place in _PLACES:
            if words in text:
                return place
        if isinstance(error, IllegalMove) and "become" not in text:
            asked = self._needs()
            if Need.EXAMINER in asked:
                return "examiner"
            return "reviewer" if Need.REVIEWER in asked else ""
        return "status" if "chosen yet" in text else ""

    def _move(self, status: Status) -> Move:
        asked = self._needs()
        values = {
            Need.REASON: self.reason.currentData(),
            Need.EXAMINER: self.examiner.currentData(),
            Need.REVIEWER: self.reviewer.currentData(),
            Need.CHANNEL: self.channel.currentData(),
            Need.PROVIDER: self.provider.text().strip(),
        }
        given = {need.value: values[need] or None for need in asked}
        return Move(
            status=status, on=day_of(self.on), words=self.words.text().strip(), **given
        )

    def _statuses(self, wanted: Status | None) -> list[tuple[str, str]]:
        """Return what any of the requests may become, in the order of work."""
        legal = {one for case in self._cases for one in _moves_of(case)}
        label = self._words["request_status"].label
        return [
            (one.value, label(one.value))
            for one in STATUSES
            if one in legal or one is wanted
        ]

    def _befores(self, status: Status) -> list[Status]:
        """Return the present statuses of those that may enter a status."""
        may = [case for case in self._cases if status in _moves_of(case)]
        return [case.request.status for case in may or self._cases]

    def _needs(self) -> frozenset[Need]:
        status = self.chosen()
        if status is None:
            return frozenset()
        found = (needs(before, status) for before in self._befores(status))
        return frozenset().union(*found)

    def _reasons(self, status: Status) -> str:
        """Return the list of reasons that most of the requests need; empty for none."""
        lists = [reason_list(before, status) for before in self._befores(status)]
        return Counter(lists).most_common(1)[0][0]

    # ---- What is shown --------------------------------------------------------------

    @Slot()
    def _show_fields(self) -> None:
        status, asked = self.chosen(), self._needs()
        self._is_filling = True
        rows: dict[Need, QWidget] = {
            Need.REASON: self.reason,
            Need.EXAMINER: self.examiner,
            Need.REVIEWER: self.reviewer,
            Need.CHANNEL: self.channel,
            Need.PROVIDER: self.provider,
        }
        for need, row in rows.items():
            self.show_row(row, need in asked)
        if status is not None:
            self._fill(status)
        words = guidance_of(self._befores(status)[0], status) if status else ""
        self.guidance.setText(words)
        self.rows.setRowVisible(self.guidance, bool(words))
        self._is_filling = False
        for name in (*self._problems, ""):
            self.show_problem(name, "")
        self._show_guidance()
        self._show_effect()

    def _fill(self, status: Status) -> None:
        """Offer reasons, people and channels for a status."""
        if name := self._reasons(status):
            _offer(self.reason, "Choose why", self._terms(name))
        if Need.EXAMINER in self._needs():
            _offer(self.examiner, "Choose who", self._examiners())
        if Need.REVIEWER in self._needs():
            _offer(self.reviewer, "Choose who", self._people(self._desk.team.people))
        _offer(self.channel, "Choose how", self._terms("issue_channel"))

    def _terms(self, name: str) -> list[tuple[str, str]]:
        terms = self._words[name].valid_on(self._desk.today)
        return [(term.code, term.label) for term in terms]

    def _people(self, people: Iterable[Person]) -> list[tuple[str, str]]:
        here = [one for one in people if one.is_in_post(self._desk.today)]
        return sorted(((one.uid, one.shown) for one in here), key=itemgetter(1))

    def _examiners(self) -> list[tuple[str, str]]:
        """Return who could take most of the requests today first, and how many."""
        skills = Counter(skills_needed(one, self._desk.skills) for one in self._cases)
        people = self._people(self._desk.team.counted)
        able = {
            uid: sum(skills[wanted] for wanted in skills if self._can(uid, wanted))
            for uid, _ in people
        }
        people.sort(key=lambda one: -able[one[0]])
        return [(uid, f"{name}{self._share(able[uid])}") for uid, name in people]

    def _share(self, able: int) -> str:
        """Return how many of the requests somebody can take, to follow the name."""
        if (every := len(self._cases)) > 1:
            return f", {able:,} of {every:,}"
        return "" if able else ", cannot take it"

    def _can(self, uid: str, wanted: frozenset[str]) -> bool:
        try:
            check_examiner(self._desk, uid, wanted, self._desk.today)
        except AppError:
            return False
        return True

    @Slot()
    def _show_guidance(self) -> None:
        status, code, words = self.chosen(), self.reason.currentData(), ""
        if status and code and Need.REASON in self._needs():
            words = self._words[self._reasons(status)].term(code).guidance
        is_new = words.rstrip(".") != self.reason.currentText()
        self.reason_guidance.setText(words)
        self.rows.setRowVisible(self.reason_guidance, bool(words) and is_new)

    @Slot()
    def _show_effect(self) -> None:
        """Say at once what of the choice cannot be, and who refuses."""
        status = self.chosen()
        if self._is_filling:
            return
        for name in _LIVE:
            self._say(name, "")
        if len(self._cases) > 1:
            self._show_preview(status)
        elif status is not None:
            error = self._refusal(self._cases[0], self._move(status))
            place = self.place_of(error) if error else ""
            if error and place in _LIVE and "is needed" not in error.message:
                self._say(place, str(error))
        self.adjustSize()

    def _say(self, name: str, text: str) -> None:
        """Say what is wrong beside a field and leave the cursor where it is."""
        label = self._problems[name]
        label.setText(text)
        label.setVisible(bool(text))

    def _show_preview(self, status: Status | None) -> None:
        count = len(self._cases)
        if status is None:
            self.possible, self.refusals = (), ()
        else:
            self._judge(self._move(status))
        able, refused = len(self.possible), len(self.refusals)
        self.list.clear()
        for reference, why in self.refusals[:LISTED]:
            self.list.addItem(f"{reference}: {why}")
        if refused > LISTED:
            self.list.addItem(f"{refused - LISTED:,} more")
        words = f"{able:,} of {count:,} can be moved"
        words += f"; {refused:,} cannot:" if refused else "."
        self.preview.setText(words)
        self.preview.setVisible(status is not None)
        self.list.setVisible(bool(refused))
        self.save_button.setEnabled(bool(able) or status is None)
        self.save_button.setText(f"&Move the {able:,}" if able else "&Move")

    def _judge(self, move: Move) -> None:
        """Sort the requests into those that can be moved and those that refuse."""
        listed = self._reasons(move.status)
        move = replace(
            move,
            reason=move.reason or "?",
            channel=move.channel or "?",
            provider=move.provider or "?",
        )  # what is still to be given refuses nothing yet
        possible, refusals = list[str](), list[tuple[str, str]]()
        for case in self._cases:
            request = case.request
            error = self._refusal(case, move)
            if error is not None and "is needed" not in error.message:
                refusals.append((request.reference, str(error)))
            elif reason_list(request.status, move.status) not in ("", listed):
                refusals.append((request.reference, _another_reason(request.status)))
            else:
                possible.append(request.uid)
        self.possible, self.refusals = tuple(possible), tuple(refusals)

    def _refusal(self, case: CaseFile, move: Move) -> AppError | None:
        try:
            check(case, move, self._desk)
        except AppError as error:
            return error
        return None


def _title(cases: Sequence[CaseFile]) -> str:
    if len(cases) == 1:
        return f"Change the status of {cases[0].request.reference}"
    return f"Change the status of {len(cases):,} requests"


def _moves_of(case: CaseFile) -> tuple[Status, ...]:
    """Return what a request may become here: the gate has a form of its own."""
    legal = legal_moves(case)
    if case.request.status is Status.ASSESSING:
        return tuple(one for one in legal if one not in GATE)
    return legal


def _another_reason(status: Status) -> str:
    words = status.value.lower().replace("_", " ")
    return f"It is {words}: its reason is of another list. Move it by itself."


def _offer(field: QComboBox, empty: str, terms: Sequence[tuple[str, str]]) -> None:
    """Offer terms, keeping the choice if it is among them."""
    taken = field.currentData()
    field.clear()
    field.addItem(empty, "")
    for code, label in terms:
        field.addItem(label, code)
    field.setCurrentIndex(max(field.findData(taken), 0) if taken else 0)


@cache
def _guidance() -> dict[tuple[str, str], str]:
    path = RESOURCES / "vocabulary" / "status_moves.csv"
    moves = parse_moves(path.read_text("utf-8"))
    return {(one.from_code, one.to_code): one.guidance for one in moves}


def guidance_of(before: Status, after: Status) -> str:
    """Return what a move means, one line; empty if it is not legal."""
    return _guidance().get((before.value, after.value), "")
