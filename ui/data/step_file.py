"""First step: which file, and does it look as it should?"""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from app.intake.mapping import ABSENCES, EXHIBITS, REQUESTS
from app.spreadsheet.encoding import ENCODINGS
from app.spreadsheet.table import Reading, Table
from ui import settings
from ui.controls.button import Choice, button
from ui.controls.card import Card
from ui.controls.empty_state import EmptyState
from ui.controls.label import caption
from ui.data.row_table import RowTable, RowView
from ui.data.step import Step

SHOWN = 30
"""Rows of the file that are shown."""

HINT = (
    "Drop the file here, choose it, or type its name and press Enter. CSV and XLSX are"
    " read, and calendars (ICS) for absences; nothing is written before you have seen"
    " what would happen."
)
ENDINGS = (
    "Spreadsheets and calendars (*.csv *.tsv *.txt *.xlsx *.xlsm *.ics);;All files (*)"
)
DELIMITERS = (
    (",", "commas"),
    (";", "semicolons"),
    ("\t", "tabs"),
    ("|", "upright bars"),
)
KINDS = (REQUESTS, EXHIBITS, ABSENCES)


class FileStep(Step):
    """Asks for the file and shows its first rows as they were read."""

    read_wanted = Signal(object, object)  # Path, Reading
    kind_chosen = Signal(str)

    title = "File"
    heading = "Which file is to be brought in?"

    def __init__(self) -> None:
        super().__init__()
        self._table: Table | None = None
        self._before = ""
        self._path = QLineEdit()
        self._path.setPlaceholderText(
            "CSV, XLSX or ICS; a file can also be dropped here"
        )
        self._path.setAccessibleName("File")
        self._path.returnPressed.connect(self._read)
        self._choose = button("&Choose…", "folder")
        self._choose.clicked.connect(self._ask)
        self._kind = Choice(
            ("&Requests", "&Exhibits", "&Absences"), "What the file holds"
        )
        self._kind.chosen.connect(self._tell_kind)
        self._facts = QLabel()
        self._facts.setTextFormat(Qt.TextFormat.PlainText)
        self._facts.setWordWrap(True)
        self._rows = RowTable(("Line",))
        self._view = RowView(self._rows, "First rows of the file", sorts=False)
        self._doubt = QLabel()
        self._doubt.setTextFormat(Qt.TextFormat.PlainText)
        self._doubt.setWordWrap(True)
        self._doubt.setProperty("tone", "watch")
        self._titles = caption()
        self._hint = Card()
        self._hint.body.addWidget(EmptyState("No file yet", HINT))
        self._build()
        self.show_table(None)

    def _build(self) -> None:
        top = QGridLayout()
        top.setHorizontalSpacing(8)
        label = QLabel("&File")
        label.setBuddy(self._path)
        top.addWidget(label, 0, 0)
        top.addWidget(self._path, 0, 1)
        top.addWidget(self._choose, 0, 2)
        top.addWidget(QLabel("It holds"), 1, 0)
        top.addWidget(self._kind, 1, 1, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(top)
        self.body.addWidget(self._facts)
        self.body.addWidget(self._build_reading())
        self.body.addWidget(self._doubt)
        self.body.addWidget(self._view, 1)
        self.body.addWidget(self._hint, 1)
        self.body.addWidget(self._titles)

    def _build_reading(self) -> QWidget:
        self._encoding, self._delimiter = QComboBox(), QComboBox()
        self._sheet, self._heading = QComboBox(), QLineEdit()
        for name in ENCODINGS:
            self._encoding.addItem(name, name)
        for sign, words in DELIMITERS:
            self._delimiter.addItem(words, sign)
        self._heading.setValidator(QIntValidator(1, 100_000, self._heading))
        self._heading.setMaximumWidth(70)
        self._fields = (
            (QLabel("Column names &on line"), self._heading),
            (QLabel("&Letters"), self._encoding),
            (QLabel("Cells se&parated by"), self._delimiter),
            (QLabel("&Sheet"), self._sheet),
        )
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for label, field in self._fields:
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(10)
        row.addStretch(1)
        for combo in (self._encoding, self._delimiter, self._sheet):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(self._read_again)
        self._heading.editingFinished.connect(self._read_heading)
        self._reading = line
        return line

    # ---- What the wizard asks and tells ----------------------------------------------

    @property
    def path(self) -> Path:
        """The file that was named."""
        return Path(self._path.text().strip().strip('"'))

    @property
    def kind(self) -> str:
        """What the file holds: requests, exhibits or absences."""
        return KINDS[self._kind.position]

    def choose(self, path: Path) -> None:
        """Take a file, as if the user had typed its name, and ask for it to be read."""
        self._path.setText(str(path))
        self._read()

    def read_with(self, *, encoding: str = "", sheet: str = "") -> None:
        """Read the file again with other letters or from another sheet."""
        if encoding:
            _select(self._encoding, encoding)
        if sheet:
            _select(self._sheet, sheet)
        self._read_again()

    def titles(self) -> str:
        """Return what is said about the lines above the column names."""
        return self._titles.text()

    def take_kind(self, kind: str) -> None:
        """Say what the file holds, without telling."""
        self._kind.choose(KINDS.index(kind))

    def missing(self) -> str:
        if not self._path.text().strip():
            return "Choose a file."
        if self._table is None:
            return "Press Enter in the field to read the file."
        return self._before

    def begin(self) -> None:
        (self._view if self._table else self._path).setFocus()

    def show_table(self, table: Table | None, *, before: str = "") -> None:
        """Show the first rows of a file that was read; None for none.

        Args:
            table: What was read.
            before: A sentence if the same file was brought in before.
        """
        self._table, self._before = table, before
        for part in (self._facts, self._reading, self._view):
            part.setVisible(table is not None)
        self._hint.setVisible(table is None)
        self._doubt.setVisible(False)
        self._titles.setVisible(False)
        if table is not None:
            self._show_facts(table)
            self._show_reading(table)
            self._show_first_rows(table)
        self.changed.emit()

    def _show_facts(self, table: Table) -> None:
        shown = min(len(table.rows), SHOWN)
        rows = "1 row" if len(table.rows) == 1 else f"{len(table.rows):,} rows"
        first = f"; the first {shown} are shown" if shown < len(table.rows) else ""
        self._facts.setText(
            f"{table.name}: {rows}, one for each event and each time it repeats{first}."
            if table.origin.kind == "ics"
            else f"{table.name}: {rows} under the column names,"
            f" {len(table.columns)} columns{first}."
        )
        is_guess = not table.origin.is_certain and bool(table.origin.sample)
        line = " ".join(table.origin.sample[0].split()) if is_guess else ""
        self._doubt.setText(
            "The letters are a guess. Does this line look wrong? Then choose others"
            f" under Letters: {line[:110]}"
        )
        self._doubt.setVisible(is_guess)
        titles = [f"line {line} “{text[:70]}”" for line, text in table.titles]
        blank = len(table.blank_lines)
        above = [*titles, *([f"{blank} blank"] if blank else [])]
        self._titles.setText(f"Above the column names: {'; '.join(above)}.")
        self._titles.setVisible(bool(above))

    def _show_reading(self, table: Table) -> None:
        origin = table.origin
        is_text, is_book = origin.kind == "csv", origin.kind == "xlsx"
        has_many = len(origin.sheets) > 1
        for (label, field), is_shown in zip(
            self._fields,
            (is_text or is_book, not is_book, is_text, has_many),
            strict=True,
        ):
            label.setVisible(is_shown)
            field.setVisible(is_shown)
            field.blockSignals(True)
        self._sheet.clear()
        for sheet in origin.sheets:
            self._sheet.addItem(sheet, sheet)
        _select(self._encoding, origin.encoding)
        _select(self._delimiter, origin.delimiter)
        _select(self._sheet, origin.sheet)
        self._heading.setText(str(table.header_line))
        for _, field in self._fields:
            field.blockSignals(False)

    def _show_first_rows(self, table: Table) -> None:
        rows: list[tuple[str | int, ...]] = [
            (line, *row)
            for line, row in zip(table.lines, table.rows[:SHOWN], strict=False)
        ]
        self._rows.show_rows(rows, ("Line", *table.columns))
        self._view.fit_columns(most=190)

    # ---- What the user does ----------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, "Choose a file", settings.last_folder())
        dialog.setNameFilter(ENDINGS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_chosen)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    @Slot(str)
    def _take_chosen(self, name: str) -> None:
        settings.set_last_folder(Path(name).parent)
        self.choose(Path(name))

    @Slot()
    def _read(self) -> None:
        if self._path.text().strip():
            self.show_table(None)
            self.read_wanted.emit(self.path, Reading())

    @Slot()
    def _read_heading(self) -> None:
        """Read again if another line was typed for the column names."""
        if self._table is not None and self._heading.text() != str(
            self._table.header_line
        ):
            self._read_again()

    @Slot()
    def _read_again(self) -> None:
        if self._table is None:
            return
        kind = self._table.origin.kind
        is_text = kind == "csv"
        chosen = Reading(
            encoding=self._encoding.currentData() if kind != "xlsx" else None,
            delimiter=self._delimiter.currentData() if is_text else None,
            sheet=self._sheet.currentData() if not is_text else None,
            header_line=self._wished_heading() if kind != "ics" else None,
        )
        self.read_wanted.emit(self.path, chosen)

    def _wished_heading(self) -> int | None:
        """Return the line of the column names as it is typed, for the same sheet."""
        table = self._table
        if table is None or self._sheet.currentData() not in (table.origin.sheet, None):
            return None
        wished = int(self._heading.text() or 0)
        return wished or None

    @Slot(int)
    def _tell_kind(self, position: int) -> None:
        self.kind_chosen.emit(KINDS[position])


def _select(field: QComboBox, value: str) -> None:
    place = field.findData(value)
    field.setCurrentIndex(place)
