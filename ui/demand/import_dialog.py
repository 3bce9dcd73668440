"""Shows what a file of published figures holds before any of it is taken."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QWidget

from app.casework.outlook import DriverValue
from app.errors import AppError
from app.intake.check import Problem
from app.intake.driver_rows import CheckedDriver
from ui.controls.check_list import CheckList
from ui.controls.form import Form
from ui.controls.label import caption

SHOWN = 200
"""Problems that are listed; more of them are only counted."""


class ImportDialog(Form):
    """Lets series be chosen; what cannot be taken is listed line by line."""

    def __init__(self, parent: QWidget, checked: CheckedDriver) -> None:
        """Make the form for what was read of a file."""
        super().__init__(parent, "Import published figures", "&Take these")
        self.checked = checked
        labels = [
            (name, f"{name} ({_values(count)})")
            for name, count in checked.series.items()
        ]
        self.series = CheckList(labels, tuple(checked.series))
        self.source = QLineEdit(checked.name)
        self.list = QListWidget()
        self.list.setAccessibleName("What cannot be taken, line by line")
        self.list.setWordWrap(True)
        self.list.addItems(list(_lines(checked.problems)))
        self.add_field("series", "&Series", self.series)
        self.add_field("source", "S&ource", self.source)
        self.rows.addRow("", caption("Figures of the same time are replaced."))
        if checked.problems:
            self.paper.addWidget(QLabel(_count(len(checked.problems))))
            self.paper.addWidget(self.list, 1)
        self.close_up()
        self.setMinimumWidth(520)

    def value(self) -> tuple[DriverValue, ...]:
        chosen, source = set(self.series.codes()), self.source.text().strip()
        values = tuple(
            replace(value, source=source)
            for value in self.checked.values
            if value.name in chosen
        )
        if not values:
            raise AppError("No series is chosen.", remedy="Choose at least one.")
        return values

    def place_of(self, error: AppError) -> str:
        return "series" if "series" in error.message else ""


def _lines(problems: tuple[Problem, ...]) -> Iterable[str]:
    for problem in problems[:SHOWN]:
        yield f"Line {problem.line}: {problem}"
    if len(problems) > SHOWN:
        yield f"… and {len(problems) - SHOWN:,} more"


def _count(problems: int) -> str:
    if problems == 1:
        return "1 cell cannot be taken:"
    return f"{problems:,} cells cannot be taken:"


def _values(count: int) -> str:
    return "1 value" if count == 1 else f"{count:,} values"
