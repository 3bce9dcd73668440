"""The form of a new request: fields, accused and exhibits, in the order of Tab."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.casework.proceeding import DAY_LABELS, Proceeding
from app.casework.vocabulary import Vocabulary
from app.casework.working_time import day_words
from app.errors import InvalidRequest
from app.rules.intake import MANDATORY, Fault
from app.rules.likeness import Probe
from ui.controls.button import button
from ui.controls.card import GAP, Card
from ui.controls.label import caption
from ui.intake.exhibit_grid import ExhibitGrid
from ui.intake.field import FormField, problem_label
from ui.intake.gate_words import DOT
from ui.intake.reading import HIDDEN, Reading, read_form
from ui.intake.spec import COLUMNS, NO, SECTIONS, YES, Kind, Section
from ui.style import present_look

KEYS = (
    "Tab or Enter: next cell · Ctrl+Enter: new row · Ctrl+Del: remove row ·"
    " Ctrl+V: paste rows · Esc: leave the grid"
)
_IDENTIFIER = [column.name for column in COLUMNS].index("identifier")
_ABUSE = {"yes": YES, "no": NO}


class AccusedList(QListWidget):
    """The accused of the request; Del removes one, Enter changes it."""

    removed = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.removed.emit(self.currentRow())
        else:
            super().keyPressEvent(event)


class IntakeForm(QScrollArea):
    """Holds what is typed; it reads, checks and stores nothing itself."""

    edited = Signal(str)  # name of the field, ``exhibits`` or ``proceedings``
    entered = Signal(str, int)  # name of the field, and column of the exhibits
    accused_wanted = Signal(int)  # place of the accused to change, -1 for a new one

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fields: dict[str, FormField] = {}
        self.proceedings: list[Proceeding] = []
        self.grid = ExhibitGrid()
        self._grid_problem, self._accused_problem = problem_label(), problem_label()
        self._words: Mapping[str, Vocabulary] = {}
        self._build()
        self.grid.rows.edited.connect(self._tell_exhibits)
        self.grid.entered.connect(self._tell_column)

    def _build(self) -> None:
        inside = self._inside = QWidget()
        inside.setObjectName("scrolled")
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(GAP)
        for section in SECTIONS:
            card = Card(section.title)
            card.body.addLayout(self._fields_of(section))
            if section.title == "The case":
                card.body.addWidget(self._make_accused())
                card.body.addWidget(self._accused_problem)
            layout.addWidget(card)
        exhibits = Card("Exhibits")
        exhibits.body.addWidget(self.grid)
        exhibits.body.addWidget(self._grid_problem)
        exhibits.body.addWidget(caption(KEYS))
        layout.addWidget(exhibits)
        layout.addStretch(1)
        self.setWidget(inside)
        self.setFocusProxy(self.fields["reference"])

    def _fields_of(self, section: Section) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(6)
        row = column = 0
        for spec in section.specs:
            field = FormField(spec, is_mandatory=spec.name in MANDATORY)
            field.edited.connect(self._follow)
            field.entered.connect(self._tell_field)
            self.fields[spec.name] = field
            if column + spec.span > section.columns:
                row, column = row + 1, 0
            grid.addWidget(field, row, column, 1, spec.span)
            column += spec.span
        for each in range(section.columns):
            grid.setColumnStretch(each, 1)
        return grid

    def _make_accused(self) -> QWidget:
        self.accused = AccusedList()
        self.accused.setAccessibleName("Accused")
        self.accused.setFixedHeight(present_look().row_height * 2 + 8)
        self.accused.hide()
        self.accused.itemActivated.connect(self._change_accused)
        self.accused.removed.connect(self._remove_accused)
        self.add_accused = button("Add ac&cused…", "plus")
        self.add_accused.clicked.connect(self._want_accused)
        whole = QWidget()
        layout = QHBoxLayout(whole)
        layout.setContentsMargins(0, 2, 0, 0)
        words = "Custody, petition and other dates from which limits run, by accused."
        layout.addWidget(self.add_accused)
        self._accused_words: QLabel = caption(words)
        layout.addWidget(self._accused_words, 1)
        layout.addWidget(self.accused, 2)
        return whole

    # ---- What it shows ---------------------------------------------------------------

    def offer(self, words: Mapping[str, Vocabulary], day: date) -> None:
        """Offer the codes that may be chosen on ``day``."""
        self._words = words
        terms = {name: each.valid_on(day) for name, each in words.items()}
        for field in self.fields.values():
            if field.spec.kind is Kind.CODE:
                field.offer(terms.get(field.spec.words, ()))
        columns = {column.words for column in COLUMNS if column.words}
        self.grid.rows.offer({name: terms.get(name, ()) for name in columns})

    def offer_divisions(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer divisions, codes with their labels; others may be typed."""
        self.fields["division"].offer_choices(choices)

    def content(self, salt: str) -> dict[str, Any]:
        """Return what was typed, as a draft may keep it."""
        return {
            "fields": {name: field.text() for name, field in self.fields.items()},
            "exhibits": self.grid.rows.kept_rows(salt),
            "proceedings": [_kept(one) for one in self.proceedings],
        }

    def is_worth(self, content: Mapping[str, Any], given: Mapping[str, str]) -> bool:
        """Return whether more was typed than what a new form is given."""
        texts = {name: text for name, text in content["fields"].items() if text.strip()}
        is_more = texts != {name: text for name, text in given.items() if text}
        return bool(is_more or content["exhibits"] or content["proceedings"])

    def probe(self, salt: str) -> Probe:
        """Return what is to be looked for among the requests that are there."""
        texts = {name: field.text() for name, field in self.fields.items()}
        rows = self.grid.rows.kept_rows(salt)
        return Probe(
            reference=texts["reference"],
            case_reference=texts["case_reference"],
            operation_name=texts["operation_name"],
            exhibits=tuple(row[0] for row in rows),
            identifiers=tuple(row[_IDENTIFIER].removeprefix(HIDDEN) for row in rows),
        )

    def show_content(self, content: Mapping[str, Any]) -> None:
        """Put what a draft kept into the form; what it lacks is empty."""
        texts = content.get("fields", {})
        for name, field in self.fields.items():
            field.set_text(str(texts.get(name, "")))
        self.grid.rows.show_rows(content.get("exhibits", ()))
        self.grid.go_to(0)
        self.proceedings = [_restored(one) for one in content.get("proceedings", ())]
        self._list_accused()
        self.show_faults(())
        self.verticalScrollBar().setValue(0)

    def read(self, salt: str) -> Reading:
        """Return the request that was typed, with what cannot be read."""
        texts = {name: field.text() for name, field in self.fields.items()}
        return read_form(
            texts, self.grid.rows.rows(), self.proceedings, words=self._words, salt=salt
        )

    def show_faults(self, faults: Sequence[Fault]) -> None:
        """Say beside each field what is wrong with it; nothing for the others."""
        said: dict[str, str] = {}
        for fault in faults:
            said.setdefault(fault.field, fault.message)
        for name, field in self.fields.items():
            field.show_problem(said.get(name, ""))
        self._accused_problem.setText(said.get("proceedings", ""))
        self._accused_problem.setVisible("proceedings" in said)
        lines = [fault.message for fault in faults if fault.field == "exhibits"]
        more = f" And {len(lines) - 3} more." if len(lines) > 3 else ""
        self._grid_problem.setText(" ".join(lines[:3]) + more)
        self._grid_problem.setVisible(bool(lines))

    def go_to_fault(self, fault: Fault) -> None:
        """Put the cursor where something is wrong."""
        target: QWidget
        if fault.field in self.fields:
            target = self.fields[fault.field].control
        elif fault.field == "proceedings":
            target = self.accused
        else:
            target = self.grid
            places = self.grid.rows.filled_places()
            if fault.row is not None and fault.row < len(places):
                self.grid.go_to(places[fault.row])
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ensureWidgetVisible(target)

    def problems(self) -> list[str]:
        """Return what is said to be wrong, in the order of the form."""
        said = [field.problem() for field in self.fields.values()]
        labels = self._accused_problem, self._grid_problem
        return [text for text in (*said, *(one.text() for one in labels)) if text]

    # ---- Accused ---------------------------------------------------------------------

    def put_accused(self, proceeding: Proceeding, place: int = -1) -> None:
        """Add an accused, or put one in place of another."""
        if 0 <= place < len(self.proceedings):
            self.proceedings[place] = proceeding
        else:
            self.proceedings.append(proceeding)
        self._list_accused()
        self.edited.emit("proceedings")

    def _list_accused(self) -> None:
        self.accused.clear()
        custody = self._words.get("custody_status")
        for one in self.proceedings:
            state = custody.label(one.custody) if custody and one.custody else ""
            self.accused.addItem(accused_line(one, state))
        self.accused.setVisible(bool(self.proceedings))
        self._accused_words.setVisible(not self.proceedings)

    @Slot()
    def _want_accused(self) -> None:
        self.accused_wanted.emit(-1)

    @Slot()
    def _change_accused(self) -> None:
        self.accused_wanted.emit(self.accused.currentRow())

    @Slot(int)
    def _remove_accused(self, place: int) -> None:
        del self.proceedings[place]
        self._list_accused()
        (self.accused if self.proceedings else self.add_accused).setFocus()
        self.edited.emit("proceedings")

    # ---- What it tells ---------------------------------------------------------------

    @Slot(str)
    def _follow(self, name: str) -> None:
        """Take the online-abuse flag from the category where it says so; tell."""
        term = self.fields[name].term()
        if name == "offence" and term and term.value("online_abuse") in _ABUSE:
            self.fields["online_abuse"].set_text(_ABUSE[term.value("online_abuse")])
        self.fields[name].show_problem("")
        self.edited.emit(name)
        self._tell_field(name)

    @Slot(str)
    def _tell_field(self, name: str) -> None:
        self.entered.emit(name, -1)

    @Slot(int)
    def _tell_column(self, column: int) -> None:
        bottom = self.grid.mapTo(self._inside, QPoint(0, self.grid.height()))
        self.ensureVisible(0, bottom.y(), 0, 8)
        self.entered.emit("exhibits", column)

    @Slot()
    def _tell_exhibits(self) -> None:
        self.edited.emit("exhibits")


def accused_line(one: Proceeding, state: str) -> str:
    """Return an accused in one line: charge, status and the days that were given."""
    days = (
        f"{words.removeprefix('the ')} {day_words(day)}"
        for name, words in DAY_LABELS.items()
        if (day := getattr(one, name)) is not None
    )
    said = (one.accused, one.charge or "", state, *days)
    return DOT.join(text for text in said if text)


def _kept(one: Proceeding) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(one).items()
    }


def _restored(kept: Mapping[str, Any]) -> Proceeding:
    """Return the accused of a draft; what an older draft lacks is empty."""
    names = {field.name for field in fields(Proceeding)}
    facts = {name: value for name, value in kept.items() if name in names}
    for name, value in facts.items():
        if name.endswith("_on") and value:
            facts[name] = date.fromisoformat(value)
    facts["met"] = tuple(facts.get("met", ()))
    try:
        return Proceeding(**{"request": "", "accused": "", **facts})
    except InvalidRequest:
        return Proceeding(request="", accused=facts.get("accused") or "?")
