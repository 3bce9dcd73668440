"""The tab of the history: every event, every target, and facts as they were known."""

from collections.abc import Iterable
from datetime import UTC, date, datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from app.casework.course import Difference, TargetSet, Told, known_on, targets_of, told
from app.casework.history import Entry
from app.casework.working_time import end_of_day, local_day
from app.reports.chart import day_text
from app.reports.history_words import (
    FIELDS,
    is_redone,
    reason_text,
    stamp_text,
    value_text,
    what_text,
)
from ui.controls.button import button
from ui.controls.day_field import DayField
from ui.controls.form import day_of
from ui.controls.label import caption
from ui.request.lines import Line, Lines, LinesView
from ui.request.sight import CaseSight
from ui.request.tab import Tab

TIMES = {0: "never changed", 1: "changed once"}
GONE = {"undone": "undone", "corrected": "corrected", "removed": "taken away"}


class HistoryTab(Tab):
    """What happened, when it was recorded, and what was known on any day."""

    redate_wanted = Signal(int)  # number of the event of a move

    def __init__(self) -> None:
        super().__init__()
        head = ("Day", "What happened", "Recorded", "Who", "Why", "Became of it")
        self.events = LinesView(Lines(head), "Events", (118, 0, 176, 110, 130, 216))
        listed = ("Since", "From", "To", "Reason", "Recorded", "Who", "Words")
        self.targets = LinesView(
            Lines(listed), "Targets", (118, 118, 118, 180, 176, 118, 0)
        )
        self.known = KnownThen()
        self.redate_button = button("Correct &day…", "edit")
        self.tabs = QTabWidget()
        self.tabs.addTab(self.events, "Events")
        self.tabs.addTab(self.targets, "Targets")
        self.tabs.addTab(self.known, "As it was known")
        self.tabs.setDocumentMode(True)
        self.add_bar(self.redate_button)
        self.paper.addWidget(self.tabs, 1)
        self.events.chosen.connect(self._show_choice)
        self.redate_button.clicked.connect(self._ask_day)

    def fill(self, sight: CaseSight) -> None:
        entries = sight.case.entries
        every = told(entries)
        self.events.show_lines([_event(one, sight) for one in every])
        targets = targets_of(entries)
        self.targets.show_lines([_target(one, sight) for one in reversed(targets)])
        self.known.show_sight(sight)
        gone = sum(one.gone_by is not None for one in every)
        first = sight.request.original_target_on
        moved = max(len(targets) - 1, 0)
        self.said.setText(
            f"{len(every):,} events, {gone:,} of them corrected or undone."
            f" First target {day_text(first) if first else 'not set'},"
            f" {TIMES.get(moved, f'changed {moved:,} times')}."
        )
        self._show_choice()

    @Slot()
    def _show_choice(self) -> None:
        one: Told | None = self.events.value()
        can = self.sight is not None and self.sight.can_write
        is_move = one is not None and bool(one.entry.status) and one.gone_by is None
        self.redate_button.setEnabled(can and is_move)

    @Slot()
    def _ask_day(self) -> None:
        one: Told | None = self.events.value()
        if one is not None:
            self.redate_wanted.emit(one.entry.number)


class KnownThen(QWidget):
    """The facts at the end of a day, as known at the end of another, beside now's."""

    def __init__(self) -> None:
        super().__init__()
        self._sight: CaseSight | None = None
        self._reference = ""
        self.was, self.known = DayField(), DayField()
        self.was.setAccessibleName("As it was at the end of")
        self.known.setAccessibleName("As it was known at the end of")
        self.said = caption()
        head = ("Fact", "Then", "Now")
        self.view = LinesView(Lines(head), "Facts then and now", (220, 340, 0))
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for words, field in (("As it &was on", self.was), ("as &known on", self.known)):
            label = QLabel(words)
            label.setBuddy(field)
            bar.addWidget(label)
            bar.addWidget(field)
        bar.addWidget(self.said, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addLayout(bar)
        layout.addWidget(self.view, 1)
        self.was.dateChanged.connect(self._show)
        self.known.dateChanged.connect(self._show)

    def show_sight(self, sight: CaseSight) -> None:
        """Show a request; the days chosen stay while it is the same."""
        is_same = sight.request.uid == self._reference
        self._sight, self._reference = sight, sight.request.uid
        if not is_same:
            for field in (self.was, self.known):
                field.blockSignals(True)
                field.setDate(DayField(sight.as_at).date())
                field.blockSignals(False)
        self._show()

    @Slot()
    def _show(self) -> None:
        if (sight := self._sight) is None:
            return
        was, known = day_of(self.was), day_of(self.known)
        stamp = stamp_of(known)
        rows = known_on(sight.case.entries, was, stamp, sight.today)
        rows = _in_order(row for row in rows if row.name in FIELDS)
        self.view.show_lines([_fact(row, sight) for row in rows])
        other = sum(row.is_other for row in rows)
        is_there = any(row.then is not None for row in rows)
        same = "the same as now" if not other else f"{other:,} facts were others"
        self.said.setText(same if is_there else NOT_THERE)


def _in_order(rows: Iterable[Difference]) -> tuple[Difference, ...]:
    """Return the facts that are others now first, each part in the usual order."""
    order = list(FIELDS)
    return tuple(sorted(rows, key=lambda r: (not r.is_other, order.index(r.name))))


NOT_THERE = "It was not there yet, or nobody had recorded it."


def stamp_of(day: date) -> str:
    """Return the end of a local day as moments of recording are written."""
    end = datetime.fromtimestamp(end_of_day(day), UTC)
    return end.strftime("%Y-%m-%dT%H:%M:%SZ")


def _event(one: Told, sight: CaseSight) -> Line:
    entry = one.entry
    return Line(
        cells=(
            day_text(local_day(entry.effective_at)),
            what_text(entry, sight.names),
            stamp_text(entry),
            entry.who,
            _why(entry),
            _gone(one.gone_by),
        ),
        value=one,
        is_struck=one.gone_by is not None,
    )


def _gone(entry: Entry | None) -> str:
    if entry is None:
        return ""
    words = GONE.get(entry.kind, "taken the place of")
    words = "undone" if is_redone(entry) else words
    return f"{words} {stamp_text(entry)[:-10]} by {entry.who}"


def _why(entry: Entry) -> str:
    if not entry.why or entry.why.startswith(entry.act):
        return entry.why or entry.act
    return f"{entry.act}: {entry.why}"


def _target(one: TargetSet, sight: CaseSight) -> Line:
    entry = one.entry
    reason = reason_text(entry.reason, sight.names)
    first = "first target" if one.before is None else "not recorded"
    return Line(
        cells=(
            day_text(one.since),
            day_text(one.before) if one.before else "",
            day_text(one.day) if one.day else "none",
            reason or first,
            stamp_text(entry),
            entry.who,
            entry.why,
        ),
        value=one,
    )


def _fact(row: Difference, sight: CaseSight) -> Line:
    then = value_text(row.name, row.then, sight.names)
    now = value_text(row.name, row.now, sight.names)
    tone = "watch" if row.is_other else ""
    return Line(cells=(FIELDS[row.name], then, now), value=row, tone=tone)
