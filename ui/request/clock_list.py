"""The limits of a request: each with its day, what is left, and how sure it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.casework.proceeding import Proceeding
from app.casework.working_time import day_words
from app.rules.clock import (
    Limit,
    LimitState,
    RuleSet,
    governing_of,
    limits_of_request,
)
from ui.controls.button import button
from ui.controls.clock_words import (
    consequence_words,
    counted_words,
    left_words,
    promise_of,
    source_words,
    spoken,
    tone_of,
    whose_words,
)
from ui.controls.label import ElidedLabel, badge, caption, set_tone

NOTHING = "No accused, and no day set by the prosecutor, is recorded."
NO_LIMIT = "No limit follows from what is recorded."
NO_NAMES: Mapping[str, str] = {}


class ClockList(QWidget):
    """Shows limits, the one that governs marked, and the accused that they are for."""

    accused_wanted = Signal(object)  # the Proceeding to edit; None to add one
    removal_wanted = Signal(object)  # the Proceeding to take away

    def __init__(self) -> None:
        super().__init__()
        self._paper = QVBoxLayout(self)
        self._paper.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        self._paper.addWidget(self._inside)
        self._is_editable = True

    def set_editable(self, is_editable: bool) -> None:
        """Let accused be added and changed, or not; holds from the next showing on."""
        self._is_editable = is_editable

    def show_clocks(
        self,
        proceedings: Sequence[Proceeding],
        rules: RuleSet,
        day: date,
        prosecutor_on: date | None = None,
        custody: Mapping[str, str] = NO_NAMES,
    ) -> None:
        """Show the limits of every accused and charge, and a way to change them.

        Args:
            proceedings: Every accused on every charge.
            rules: The rules of the region.
            day: The day on which they are looked at.
            prosecutor_on: Day that the prosecutor set for the whole request, if any.
            custody: Labels of the codes of the custody or court status.
        """
        limits = limits_of_request(proceedings, rules, prosecutor_on)
        down = self._begin()
        self._add_limits(down, limits, rules, day)
        for one in proceedings:
            down.addWidget(self._accused(one, custody))
        add = button("&Add an accused…", "plus")
        add.setEnabled(self._is_editable)
        add.clicked.connect(partial(self.accused_wanted.emit, None))
        down.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        down.addStretch(1)

    def show_limits(self, limits: Sequence[Limit], rules: RuleSet, day: date) -> None:
        """Show limits alone, the earliest first, as they stand on ``day``."""
        down = self._begin()
        self._add_limits(down, limits, rules, day)
        down.addStretch(1)

    def lines(self) -> list[str]:
        """Return what is shown of each limit, from the top, as it is spoken."""
        return [line.accessibleName() for line in self.findChildren(LimitLine)]

    def _begin(self) -> QVBoxLayout:
        """Put an empty list in the place of the one before."""
        old, self._inside = self._inside, QWidget()
        self._paper.replaceWidget(old, self._inside)
        old.setParent(None)
        old.deleteLater()
        down = QVBoxLayout(self._inside)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(6)
        return down

    def _add_limits(
        self, down: QVBoxLayout, limits: Sequence[Limit], rules: RuleSet, day: date
    ) -> None:
        if limits:
            down.addWidget(caption(promise_of(rules)))
        else:
            down.addWidget(caption(NOTHING if not rules.rules else NO_LIMIT))
        first = governing_of(limits, day)
        if limits and first is None:
            down.addWidget(caption("No limit is ahead."))
        ahead = [one for one in limits if one.state(day) is LimitState.RUNNING]
        for limit in (*ahead, *(one for one in limits if one not in ahead)):
            down.addWidget(LimitLine(limit, day, governs=limit is first))

    def _accused(self, one: Proceeding, custody: Mapping[str, str]) -> QWidget:
        made = QWidget()
        across = QHBoxLayout(made)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        status = custody.get(one.custody or "", one.custody or "status not recorded")
        name = ", ".join(part for part in (one.accused, one.charge, status) if part)
        across.addWidget(ElidedLabel(name), 1)
        edit, remove = button("Edit…"), button("Remove")
        for made_button, signal in (
            (edit, self.accused_wanted),
            (remove, self.removal_wanted),
        ):
            made_button.setProperty("slim", "true")
            made_button.setEnabled(self._is_editable)
            words = made_button.text().rstrip("…")
            made_button.setAccessibleName(f"{words} {one.accused}")
            made_button.clicked.connect(partial(signal.emit, one))
            across.addWidget(made_button)
        return made


class LimitLine(QFrame):
    """One limit on three lines: what, when, and by what rule."""

    def __init__(self, limit: Limit, day: date, *, governs: bool) -> None:
        super().__init__()
        self.limit = limit
        self.setAccessibleName(spoken(limit, day, governs=governs))
        self.setToolTip(consequence_words(limit))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addLayout(self._head(day, governs))
        over = (LimitState.MET, LimitState.ENDED, LimitState.SET_ASIDE)
        day_and_whose = (day_words(limit.day), whose_words(limit))
        lines = [" · ".join(filter(None, day_and_whose)), counted_words(limit)]
        if limit.state(day) not in over:
            lines.append(source_words(limit))
        for text in filter(None, lines):
            label = ElidedLabel(text)
            label.setObjectName("caption")
            down.addWidget(label)

    def _head(self, day: date, governs: bool) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(6)
        label = ElidedLabel(self.limit.label)
        label.setObjectName("line_title" if governs else "")
        across.addWidget(label, 1)
        if governs:
            across.addWidget(badge("governs", "bad"))
        if self.limit.is_typed:
            across.addWidget(badge("given", "watch"))
        left = QLabel(left_words(self.limit, day))
        left.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(left, tone_of(self.limit, day))
        across.addWidget(left)
        return across
