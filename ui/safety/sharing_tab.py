"""Who has the pen, what is published, and what was kept aside."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.controls.button import button
from ui.controls.card import GAP, Card, CardRow
from ui.controls.label import caption, set_tone
from ui.controls.scrolled import scrolled
from ui.pen_state import PenState
from ui.safety.safety_tab import SafetyTab

LEAST_WIDTH = 380
"""Least width of a card, in pixels at 100 % text."""

RULES = (
    "One window at a time may write: it has the pen. Every other window on the same"
    " store looks at it and follows by itself.",
    "In a shared folder lie whole copies, numbered and each checked before it counts."
    " Who has the pen works on a copy on this computer and publishes after each burst"
    " of changes, at most once a minute, and on closing.",
    "A window that gave no sign of life for 90 seconds may be taken over. What it had"
    " not published is kept aside and can be brought in later.",
)


class SharingTab(SafetyTab):
    """Who has the pen, what is published, and what was kept aside."""

    title = "Shari&ng"

    way_wanted = Signal(str)  # take, take_over, give, publish, share or open
    merge_wanted = Signal(object)  # the branch that is to be brought in

    def __init__(self) -> None:
        super().__init__()
        self.pen = _Facts("The pen")
        self.folder = _Facts("Shared folder")
        self.take = self._button(self.pen, "Take the &pen", "take")
        self.take_over = self._button(self.pen, "&Take the pen over…", "take_over")
        self.give = self._button(self.pen, "Give the pen &back", "give")
        self.publish = self._button(self.folder, "P&ublish now", "publish")
        self.share = self._button(self.folder, "&Share this store…", "share")
        self.open = self._button(self.folder, "Open from a sha&red folder…", "open")
        self.kept = Card("Kept aside")
        self._kept_words = caption()
        self.kept.body.addWidget(self._kept_words)
        self._rows = QVBoxLayout()
        self.kept.body.addLayout(self._rows)
        self.bring_in: list[QPushButton] = []
        self._branches: tuple[Path, ...] = ()
        self._build()

    def _build(self) -> None:
        row = CardRow(LEAST_WIDTH)
        row.add(self.pen)
        row.add(self.folder)
        rules = Card("How sharing works")
        for rule in RULES:
            rules.body.addWidget(caption(rule))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        for part in (row, self.kept, rules):
            column.addWidget(part)
        column.addStretch(1)
        self.body.addWidget(scrolled(inside))

    def _button(self, card: "_Facts", text: str, way: str) -> QPushButton:
        made = button(text)
        made.clicked.connect(partial(self._want, way))
        card.add(made)
        return made

    def _want(self, way: str, *_: object) -> None:
        self.way_wanted.emit(way)

    def _want_merge(self, branch: Path, *_: object) -> None:
        self.merge_wanted.emit(branch)

    def show_state(self, state: PenState) -> None:
        """Show what is known of the pen just now."""
        self._show_pen(state)
        self._show_folder(state)
        self._show_branches(state)
        self.say(_sentence(state))

    def _show_pen(self, state: PenState) -> None:
        if state.is_writer:
            title, tone = "This window has the pen", "good"
        elif state.is_free:
            title, tone = "Nobody has the pen", "watch"
        elif state.is_stale:
            title, tone = "Who has the pen gives no sign of life", "bad"
        else:
            title, tone = "Another window has the pen", "watch"
        words = [state.copy, state.pen if not state.is_free else ""]
        self.pen.state(title, tone, [*filter(None, words)])
        self.take.setVisible(not state.is_writer)
        self.take.setText(
            "Take the &pen" if state.is_free else "Ask again for the &pen"
        )
        self.take_over.setVisible(not state.is_writer and state.is_stale)
        self.give.setVisible(state.is_writer)

    def _show_folder(self, state: PenState) -> None:
        self.publish.setVisible(bool(state.folder) and state.is_writer)
        can_publish = state.unpublished > 0 and not state.is_busy
        self.publish.setEnabled(can_publish)
        self.share.setVisible(not state.folder)
        self.share.setEnabled(state.is_writer)
        self.share.setToolTip("" if state.is_writer else "Take the pen first")
        if not state.folder:
            words = ["It lies on this computer, for its user alone."]
            self.folder.state("This store is not shared", "plain", words)
            return
        title, tone = f"Generation {state.generation:,}", "good"
        words = [f"Published {state.published}", state.folder]
        if state.is_writer:
            words.insert(0, state.unpublished_words)
            tone = "watch" if state.unpublished else "good"
        if state.is_busy:
            words.insert(0, "Publishing…")
        if state.trouble:
            tone = "bad"
            words.insert(0, state.trouble)
        self.folder.state(title, tone, [*words, *state.passed])

    def _show_branches(self, state: PenState) -> None:
        self.kept.setVisible(bool(state.folder))
        count = len(state.branches)
        self._kept_words.setText(
            "Nothing is kept aside: no window was taken over with changes that it had"
            " not published."
            if not count
            else "Changes that were never published, because somebody else had the pen"
            " meanwhile. The copies stay here after they are brought in."
        )
        if state.branches != self._branches:
            self._branches = state.branches
            self._list_branches()
        for one in self.bring_in:
            one.setEnabled(state.is_writer)
            tip = "Look first what would be brought in"
            one.setToolTip(tip if state.is_writer else "Take the pen first")

    def _list_branches(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.bring_in.clear()
        for place, branch in enumerate(self._branches):
            line = QWidget()
            across = QHBoxLayout(line)
            across.setContentsMargins(0, 0, 0, 0)
            words = QLabel(branch.stem)
            words.setWordWrap(True)
            across.addWidget(words, 1)
            bring = button("Bring &in…" if place == 0 else "Bring in…")
            bring.setAccessibleDescription(branch.stem)
            bring.clicked.connect(partial(self._want_merge, branch))
            across.addWidget(bring)
            self._rows.addWidget(line)
            self.bring_in.append(bring)


class _Facts(Card):
    """A card of one statement, what belongs to it, and what can be done."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.statement = QLabel()
        self.statement.setWordWrap(True)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.setContentsMargins(0, 6, 0, 2)
        self._buttons.addStretch(1)
        self.body.addWidget(self.statement)
        self.body.addWidget(self._words)
        self.body.addStretch(1)
        self.body.addLayout(self._buttons)

    def add(self, made: QPushButton) -> None:
        """Add a button, at the right of the others."""
        self._buttons.insertWidget(self._buttons.count() - 1, made)

    def state(self, statement: str, tone: str, words: list[str]) -> None:
        """Show the statement and the sentences under it."""
        self.statement.setText(statement)
        set_tone(self.statement, tone)
        self._words.setText("\n".join(words))


def _sentence(state: PenState) -> str:
    pen = state.pen or "This window has the pen."
    if state.folder:
        return f"Shared in {Path(state.folder).name}. {pen}"
    return f"On this computer alone. {pen}"
