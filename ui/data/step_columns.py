"""Second step: which column of the file holds which of our fields?"""

from collections.abc import Mapping as ReadOnly
from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLabel

from app.casework.vocabulary import Vocabulary
from app.intake.fields import FIELDS, Field
from app.intake.mapping import REQUESTS, Mapping, unused
from app.spreadsheet.table import Table
from ui.controls.label import caption
from ui.data.choice_table import ChoiceTable, ChoiceView, Line
from ui.data.step import Step

NOWHERE = ("", "not in the file")
WHOLE = "="
"""With what a choice begins that is no column but holds for the whole file."""

EXAMPLES = 3
LOOKED_AT = 500
"""Rows among which the first values of a column are looked for."""

Key = tuple[str, str]
"""``field`` and the name of a field, or ``count`` and the code of an exhibit type."""


class ColumnsStep(Step):
    """Shows each of our fields with the column that was guessed for it."""

    title = "Columns"
    heading = "Which column holds what?"

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self._mapping = Mapping()
        self._types = Vocabulary("exhibit_type", ())
        self._whole: ReadOnly[str, Sequence[tuple[str, str]]] = {}
        self._head = QLabel()
        self._head.setWordWrap(True)
        self.lines = ChoiceTable(
            ("Field", "What belongs in it", "Column of the file", "First values"), 2
        )
        self._view = ChoiceView(self.lines, "Columns of the file for each field")
        self.lines.chosen.connect(self._take)
        self._unused = caption()
        self.body.addWidget(self._head)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self._unused)

    @property
    def mapping(self) -> Mapping:
        """The mapping as the user left it."""
        return self._mapping

    def show_mapping(
        self,
        table: Table,
        mapping: Mapping,
        types: Vocabulary,
        *,
        is_saved: bool,
        whole: ReadOnly[str, Sequence[tuple[str, str]]],
    ) -> None:
        """Show a mapping to be looked over.

        Args:
            table: The file.
            mapping: The mapping guessed or kept.
            types: The types of exhibits, of which a file may have a column each.
            is_saved: Whether it was kept from an earlier file of the same source.
            whole: Code and words of each choice for the whole file, by field.
        """
        self._table, self._mapping, self._types = table, mapping, types
        self._whole = whole
        self._head.setText(
            "These are the columns that you chose for an earlier file like this one."
            if is_saved
            else "The columns were guessed from their names. Look them over and put"
            " right what was taken wrongly; * is needed."
        )
        self._show()
        self._view.fit_columns((170, 330, 210, 0))
        self._view.selectRow(0)

    def missing(self) -> str:
        lacking = [
            f"“{field.label}”"
            for field in FIELDS[self._mapping.kind]
            if field.is_needed and not self._mapping.tells(field.name)
        ]
        if not lacking:
            return ""
        return f"Choose the column for {' and '.join(lacking)}."

    def begin(self) -> None:
        self._view.setFocus()

    @Slot(object, str)
    def _take(self, key: Key, column: str) -> None:
        kind, name = key
        if column.startswith(WHOLE) and name in self._whole:
            self._mapping = self._mapping.with_fixed(name, column[len(WHOLE) :])
            self._show()
            self.changed.emit()
            return
        take = (
            self._mapping.with_column if kind == "field" else self._mapping.with_count
        )
        self._mapping = take(name, column or None)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        table = self._table
        if table is None:
            return
        lines = [self._field_line(table, f) for f in FIELDS[self._mapping.kind]]
        if self._mapping.kind == REQUESTS:
            lines += self._count_lines(table)
        self.lines.show_lines(lines)
        left = unused(self._mapping, table.columns)
        said = ", ".join(left)
        self._unused.setText(
            f"Columns left out: {said}. Their cells are kept with the import."
            if left
            else "Every column of the file is used."
        )

    def _field_line(self, table: Table, field: Field) -> Line:
        column = self._mapping.columns.get(field.name, "")
        fixed = self._mapping.fixed.get(field.name)
        is_lacking = field.is_needed and not self._mapping.tells(field.name)
        note = examples(table, column) if fixed is None else "in every row of the file"
        return Line(
            key=("field", field.name),
            cells=(
                f"{field.label} *" if field.is_needed else field.label,
                field.guidance,
            ),
            choices=[
                *_choices(table.columns),
                *(
                    (f"{WHOLE}{code}", f"the whole file: {words}")
                    for code, words in self._whole.get(field.name, ())
                ),
            ],
            chosen=column if fixed is None else f"{WHOLE}{fixed}",
            tone="bad" if is_lacking else "plain",
            note="needed: choose its column" if is_lacking else note,
            tip=field.guidance,
        )

    def _count_lines(self, table: Table) -> list[Line]:
        return [
            Line(
                key=("count", term.code),
                cells=(f"Number: {term.label}", "How many exhibits of this type."),
                choices=_choices(table.columns),
                chosen=self._mapping.counts.get(term.code, ""),
                note=examples(table, self._mapping.counts.get(term.code, "")),
                tip=term.guidance,
            )
            for term in self._types.terms
        ]


def _choices(columns: Sequence[str]) -> list[tuple[str, str]]:
    return [NOWHERE, *((column, column) for column in columns)]


def examples(table: Table, column: str) -> str:
    """Return the first values of a column, for a look."""
    if not column:
        return ""
    place = table.columns.index(column)
    cells = (" ".join(row[place].split()) for row in table.rows[:LOOKED_AT])
    found = list(dict.fromkeys(cell[:40] for cell in cells if cell))[:EXAMPLES]
    return ", ".join(found) or "empty"
