"""The decision: accept, return, reject or divert, with reasons, words and by whom."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.casework.vocabulary import Term
from app.rules.gate import MOST_WORDS, Verdict
from ui.controls.button import Chip, Choice
from ui.controls.day_field import DayField
from ui.controls.label import caption
from ui.controls.wrap import WrapRow
from ui.style import present_look

VERDICTS = tuple(Verdict)
NAMES = ("Accept", "Return", "Reject", "Divert to kiosk")
WORDS_SHOWN = 2
"""Lines of the field for words that are seen without scrolling."""


class ReasonChips(QWidget):
    """The codes of a list of reasons, any of which can be chosen; with guidance."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._terms: tuple[Term, ...] = ()
        self._chosen: list[str] = []
        self._chips: dict[str, Chip] = {}
        self._row = WrapRow(gap=6)
        self.guidance = caption()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self._row)
        layout.addWidget(self.guidance)

    def show_terms(self, terms: Sequence[Term]) -> None:
        """Offer other reasons; those of the same code stay chosen."""
        if tuple(terms) == self._terms:
            return
        self._terms = tuple(terms)
        codes = {term.code for term in terms}
        self._chosen = [code for code in self._chosen if code in codes]
        self._row.setParent(None)
        self._row.deleteLater()
        self._row, self._chips = WrapRow(gap=6), {}
        for term in terms:
            chip = Chip(term.label)
            chip.setToolTip(term.guidance)
            chip.setAccessibleDescription(term.guidance)
            chip.setProperty("code", term.code)
            chip.setChecked(term.code in self._chosen)
            chip.clicked.connect(self._note)
            self._row.add(chip)
            self._chips[term.code] = chip
        layout = self.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self._row)
        for chip in self._chips.values():
            chip.show()
        self._explain()

    def chips(self) -> list[Chip]:
        """Return the chips in their order."""
        return [*self._chips.values()]

    def chosen(self) -> tuple[str, ...]:
        """Return the codes chosen, in the order in which they were."""
        return tuple(self._chosen)

    def choose(self, codes: Sequence[str]) -> None:
        """Choose these and no others."""
        self._chosen = [code for code in codes if code in self._chips]
        for code, chip in self._chips.items():
            chip.setChecked(code in self._chosen)
        self._explain()

    @Slot()
    def _note(self) -> None:
        on = [code for code, chip in self._chips.items() if chip.isChecked()]
        kept = [code for code in self._chosen if code in on]
        self._chosen = [*kept, *(code for code in on if code not in kept)]
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        said = {term.code: term.guidance for term in self._terms}
        self.guidance.setText("  ".join(said[code] for code in self._chosen))
        self.guidance.setVisible(bool(self._chosen))


class DecisionForm(QWidget):
    """What is decided; the panel asks for it and says what is wrong with it."""

    changed = Signal()  # something was chosen or typed

    def __init__(self) -> None:
        super().__init__()
        self.verdict = Choice(NAMES, "Decision")
        self.hint = caption()
        self.reasons = ReasonChips()
        self.words = QPlainTextEdit()
        self.words.setPlaceholderText("Why, in words, for the record and the notice")
        self.words.setTabChangesFocus(True)
        self.by = QComboBox()
        line = QLineEdit()
        line.setAccessibleName("Decided by")
        line.setPlaceholderText("Who took the decision")
        line.setMaxLength(100)
        self.by.setLineEdit(line)
        self.by.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.day = DayField()
        self.signature = QWidget()  # who decided and when, for the panel to place
        self._labels = [QLabel(text) for text in ("Decision", "Reason", "Words")]
        self._lay_out()
        self.verdict.chosen.connect(self.changed)
        self.reasons.changed.connect(self.changed)
        self.words.textChanged.connect(self._keep_short)
        self.by.editTextChanged.connect(self.changed)
        self.day.dateChanged.connect(self.changed)

    @property
    def chosen(self) -> Verdict:
        """The verdict chosen."""
        return VERDICTS[self.verdict.position]

    def choose(self, verdict: Verdict) -> None:
        """Choose a verdict without telling."""
        self.verdict.choose(VERDICTS.index(verdict))

    def allow(self, verdicts: Sequence[Verdict]) -> None:
        """Let only some verdicts be chosen."""
        for verdict, one in zip(VERDICTS, self.verdict.buttons(), strict=True):
            one.setEnabled(verdict in verdicts)
        if verdicts and self.chosen not in verdicts:
            self.choose(verdicts[0])

    def show_reasons(self, terms: Sequence[Term]) -> None:
        """Offer reasons; none to hide them."""
        self._labels[1].setVisible(bool(terms))
        self.reasons.setVisible(bool(terms))
        if terms:
            self.reasons.show_terms(terms)
            # Made anew, they would be the last of the window.
            order = (*self.verdict.buttons(), *self.reasons.chips(), self.words)
            for before, after in pairwise(order):
                QWidget.setTabOrder(before, after)

    def show_people(self, names: Sequence[str]) -> None:
        """Offer those who may decide; what was typed stays."""
        typed = self.by.currentText()
        if [self.by.itemText(place) for place in range(self.by.count())] != [*names]:
            self.by.clear()
            self.by.addItems([*names])
            self.by.setCurrentIndex(0 if len(names) == 1 and not typed else -1)
            if typed:
                self.by.setEditText(typed)

    def forget(self) -> None:
        """Take everything away but who decides."""
        self.choose(Verdict.ACCEPT)
        self.reasons.choose(())
        self.words.clear()

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.verdict)
        top.addWidget(self.hint, 1)
        who, when = QLabel("Decided by"), QLabel("on")
        who.setBuddy(self.by)
        when.setBuddy(self.day)
        self._labels[2].setBuddy(self.words)
        self.by.setAccessibleName("Decided by")
        self.day.setAccessibleName("Day of the decision")
        self.words.setAccessibleName("Words")
        self.reasons.setAccessibleName("Reasons")
        bottom = QHBoxLayout(self.signature)
        bottom.setContentsMargins(0, 0, 0, 0)
        bottom.setSpacing(8)
        for part in (who, self.by, when, self.day):
            bottom.addWidget(part)
        bottom.setStretch(1, 1)
        top_side = Qt.AlignmentFlag.AlignTop
        grid.addWidget(self._labels[0], 0, 0)
        grid.addLayout(top, 0, 1)
        grid.addWidget(self._labels[1], 1, 0, top_side)
        grid.addWidget(self.reasons, 1, 1)
        grid.addWidget(self._labels[2], 2, 0, top_side)
        grid.addWidget(self.words, 2, 1)
        line = self.words.fontMetrics().lineSpacing()
        self.words.setFixedHeight(WORDS_SHOWN * line + present_look().pixels(18))

    @Slot()
    def _keep_short(self) -> None:
        """Tell of a change; what is far too long is cut where it was pasted."""
        text = self.words.toPlainText()
        if len(text) > MOST_WORDS:
            self.words.setPlainText(text[:MOST_WORDS])
            return
        self.changed.emit()


class CountField(QWidget):
    """How many exhibits are agreed, and to which level, where none is listed."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.count = QSpinBox()
        self.count.setAccessibleName("Exhibits agreed")
        self.level = QComboBox()
        self.level.setAccessibleName("Level agreed")
        self.asked = caption()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (
            QLabel("Exhibits agreed"),
            self.count,
            QLabel("level"),
            self.level,
        ):
            layout.addWidget(part)
        layout.addWidget(self.asked, 1)
        self.count.valueChanged.connect(self.changed)
        self.level.currentIndexChanged.connect(self.changed)

    def show_asked(
        self, count: int, level: str, levels: Sequence[tuple[str, str]]
    ) -> None:
        """Begin with what was asked for."""
        for part in (self.count, self.level):
            part.blockSignals(True)
        self.count.setRange(0, max(count, 999))
        self.count.setValue(count)
        self.level.clear()
        for code, label in (("", "Usual"), *levels):
            self.level.addItem(label, code)
        self.level.setCurrentIndex(max(self.level.findData(level), 0))
        self.asked.setText(f"of {count} asked for; none is listed one by one.")
        for part in (self.count, self.level):
            part.blockSignals(False)


def press_with(button: QWidget, keys: str, parent: QWidget) -> None:
    """Let a chord press a button from anywhere in ``parent``."""
    shortcut = QShortcut(QKeySequence(keys), parent)
    shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    click = getattr(button, "click", None)
    if click is not None:
        shortcut.activated.connect(click)
