"""The lists of what is known of coming demand: planned operations, change points."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.casework.outlook import ChangePoint, OperationPlan
from app.reports.chart import day_text
from app.reports.driver_chart import amount_words
from app.reports.facts import Facts
from app.reports.wording import counted
from ui.controls.button import button
from ui.controls.card import Card
from ui.controls.label import caption
from ui.controls.rows import Column, Rows, RowsView

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What one list says.

    Attributes:
        title: Heading of its card.
        add: What its button says for a new line.
        none: What stands there while nothing is entered.
    """

    title: str
    add: str
    none: str


class KnownList(Card, Generic[Value]):
    """Lists values; what is done with them is asked of the page."""

    add_wanted = Signal()
    change_wanted = Signal(object)  # the value
    remove_wanted = Signal(object)  # the value

    def __init__(self, words: Words, columns: tuple[Column[Value], ...]) -> None:
        self.add_button = button(words.add, "plus")
        self.change_button = button("Change…", "edit")
        self.remove_button = button("Remove", "bin")
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for one in (self.remove_button, self.change_button, self.add_button):
            row.addWidget(one)
        super().__init__(words.title, corner=corner)
        self.rows: Rows[Value] = Rows(columns)
        self.view = RowsView(self.rows, words.title)
        self.none = caption(words.none)
        self._is_allowed = True
        self.body.addWidget(self.none)
        self.body.addWidget(self.view, 1)
        self.add_button.clicked.connect(self.add_wanted)
        self.change_button.clicked.connect(self._change)
        self.remove_button.clicked.connect(self._remove)
        self.view.activated.connect(self._change)
        self.view.selectionModel().currentRowChanged.connect(self._allow)

    def show_values(
        self, values: tuple[Value, ...], columns: tuple[Column[Value], ...]
    ) -> None:
        """Show the values; the first is chosen."""
        self.rows.show_values(values, columns)
        self.view.fit()
        self.none.setVisible(not values)
        self.view.setVisible(bool(values))
        if values:
            self.view.selectRow(0)
        self._allow()

    def allow(self, *, is_allowed: bool) -> None:
        """Let lines be changed, or not in a store open for reading only."""
        self._is_allowed = is_allowed
        self._allow()

    @Slot()
    def _allow(self) -> None:
        has_line = self.view.chosen() is not None
        self.add_button.setEnabled(self._is_allowed)
        for one in (self.change_button, self.remove_button):
            one.setEnabled(self._is_allowed and has_line)

    @Slot()
    def _change(self) -> None:
        if self._is_allowed and (one := self.view.chosen()) is not None:
            self.change_wanted.emit(one)

    @Slot()
    def _remove(self) -> None:
        if self._is_allowed and (one := self.view.chosen()) is not None:
            self.remove_wanted.emit(one)


OPERATIONS = Words(
    title="Planned operations",
    add="Plan…",
    none="None is planned. What is entered here is added to the forecast on its dates.",
)
CHANGES = Words(
    title="Change points",
    add="Mark…",
    none="None is marked. Mark a day from which demand is another for a known reason.",
)


def operation_columns(
    facts: Facts | None = None,
) -> tuple[Column[OperationPlan], ...]:
    """Return the columns of the planned operations."""
    day = facts.as_at if facts else date.min
    names = _names(facts)
    return (
        Column(title="Operation", show=lambda one: one.name),
        Column(title="When", width=164, show=lambda one: _when(one, day)),
        Column(title="More a week", width=104, is_number=True, show=_extra),
        Column(title="Of", width=90, show=lambda one: _parts(one, names)),
    )


def change_columns() -> tuple[Column[ChangePoint], ...]:
    """Return the columns of the change points."""
    return (
        Column(title="From", width=104, show=lambda one: day_text(one.day)),
        Column(title="What changed", show=lambda one: one.words),
    )


def _names(facts: Facts | None) -> Mapping[str, str]:
    """Return what the codes of divisions, offences and types are called."""
    if facts is None:
        return {}
    lists = ("requesting_division", "offence_category", "examination_type")
    return {c: name for one in lists for c, name in facts.names(one).items()}


def _extra(one: OperationPlan) -> str:
    return amount_words(one.extra, one.unit)


def _parts(one: OperationPlan, names: Mapping[str, str]) -> str:
    codes = (one.priority, one.offence, one.examination_type, one.division)
    return ", ".join(names.get(code, code) for code in codes if code) or "usual mix"


def _when(one: OperationPlan, day: date) -> str:
    weeks = counted(one.weeks, "week")
    over = " (over)" if one.last_on <= day else ""
    return f"{day_text(one.first_on)}, {weeks}{over}"
