"""Demand: what is coming, and how does it compare?"""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.casework.outlook import ChangePoint, DriverValue, OperationPlan
from app.errors import AppError
from app.intake.driver_rows import CheckedDriver, read_driver
from app.reports.expected import Expected, expected_of
from app.reports.facts import Facts
from app.reports.report import Report
from app.staffing import demand as acts
from ui import settings
from ui.alerts import show_error
from ui.controls.button import button
from ui.demand.arrivals_tab import ArrivalsTab
from ui.demand.driver_tab import DriverTab
from ui.demand.forecast_tab import ForecastTab
from ui.demand.import_dialog import ImportDialog
from ui.demand.known_dialogs import ChangeDialog, DriverDialog, OperationDialog
from ui.demand.year_tab import YearTab
from ui.job import Job
from ui.session import Session
from ui.tabbed_page import TabbedPage

LISTS = {
    "division": "requesting_division",
    "offence": "offence_category",
    "examination_type": "examination_type",
    "priority": "priority",
}
"""The code list of each field of a planned operation."""


class DemandPage(TabbedPage):
    """What arrived, against earlier years, what is expected, and what drives it."""

    def __init__(self, session: Session) -> None:
        self.print_button = button("Print…", "reports", is_primary=True)
        super().__init__(session, "Demand", self.print_button)
        self.print_button.clicked.connect(self.print_page)
        self.arrivals, self.year = ArrivalsTab(), YearTab()
        self.forecast, self.driver = ForecastTab(), DriverTab()
        self.add_tabs(self.arrivals, self.year, self.forecast, self.driver)
        self._reckoned: Facts | None = None  # what the forecast shown rests on
        self._is_working = False
        self._job, self._reader = Job(self), Job(self)
        self._connect()

    def _connect(self) -> None:
        job, forecast, driver = self._job, self.forecast, self.driver
        job.progressed.connect(forecast.show_progress)
        job.succeeded.connect(self._show_expected)
        job.failed.connect(self._fail)
        job.finished.connect(self._go_on)
        self._reader.succeeded.connect(self._show_checked)
        self._reader.failed.connect(self._fail_reading)
        self._reader.finished.connect(self._end_reading)
        forecast.wanted.connect(self._reckon)
        forecast.mark_wanted.connect(self.mark_change)
        driver.add_wanted.connect(self.enter_figure)
        driver.import_wanted.connect(self.choose_import)
        driver.remove_wanted.connect(self._remove_series)
        driver.operations.add_wanted.connect(self.plan_operation)
        driver.operations.change_wanted.connect(self.plan_operation)
        driver.operations.remove_wanted.connect(self._remove_plan)
        driver.changes.add_wanted.connect(partial(self.mark_change, None))
        driver.changes.change_wanted.connect(self._correct_change)
        driver.changes.remove_wanted.connect(self._remove_change)

    # ---- Forecast -------------------------------------------------------------------

    @Slot()
    def _reckon(self) -> None:
        """Reckon the forecast in the background, unless the one shown still holds."""
        facts = self.session.facts
        if facts is None or self._is_working or _same(facts, self._reckoned):
            return
        self._is_working, self._reckoned = True, facts
        self.forecast.show_waiting()
        self._job.start(partial(expected_of, facts))

    @Slot(object)
    def _show_expected(self, expected: Expected) -> None:
        self.forecast.show_expected(expected)

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.forecast.show_error(error)
        else:
            show_error(self, error)

    @Slot()
    def _go_on(self) -> None:
        """Reckon again where the records have changed since it was begun."""
        self._is_working = False
        if self.present() is self.forecast:
            self._reckon()

    # ---- Driver series --------------------------------------------------------------

    @Slot()
    def enter_figure(self) -> None:
        """Open the form for one published figure."""
        facts = self.session.facts
        names = facts.outlook.names if facts is not None else ()
        form = DriverDialog(self, names, self.session.day, self.driver.latest())
        self.open_form(form, self._save_figures)

    @Slot(object)
    def _save_figures(self, values: tuple[DriverValue, ...]) -> None:
        names = dict.fromkeys(value.name for value in values)
        count = "1 figure" if len(values) == 1 else f"{len(values):,} figures"
        words = f"{count} of {', '.join(names)} entered"
        self.carry_out(acts.set_driver, values, words)

    @Slot(str)
    def _remove_series(self, name: str) -> None:
        self.carry_out(acts.remove_driver, name, f"Series {name} removed")

    @Slot()
    def choose_import(self) -> None:
        """Ask for a file of published figures."""
        dialog = QFileDialog(self, "Import published figures", settings.last_folder())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Tables (*.csv *.xlsx *.txt)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._read_file)
        dialog.open()

    @Slot(str)
    def _read_file(self, name: str) -> None:
        self.import_figures(Path(name))

    def import_figures(self, path: Path) -> None:
        """Read a file of published figures, then show what it holds."""
        if not self.driver.import_button.isEnabled():
            return
        settings.set_last_folder(path.parent)
        self.driver.import_button.setEnabled(False)
        self._reader.start(partial(read_driver, path, self.session.day))

    @Slot(object)
    def _show_checked(self, checked: CheckedDriver) -> None:
        self.open_form(ImportDialog(self, checked), self._save_figures)

    @Slot(Exception)
    def _fail_reading(self, error: Exception) -> None:
        show_error(self, error)

    @Slot()
    def _end_reading(self) -> None:
        self.driver.import_button.setEnabled(not self.session.read_only)

    # ---- Operations and change points -----------------------------------------------

    @Slot()
    @Slot(object)
    def plan_operation(self, plan: OperationPlan | None = None) -> None:
        """Open the form for an operation, new or there already."""
        facts = self.session.facts
        terms = {
            field: list(facts.names(name).items()) if facts is not None else []
            for field, name in LISTS.items()
        }
        form = OperationDialog(self, terms, self.session.day, plan)
        self.open_form(form, self._save_plan)

    @Slot(object)
    def _save_plan(self, plan: OperationPlan) -> None:
        act, done = (
            (acts.change_plan, "changed") if plan.uid else (acts.add_plan, "planned")
        )
        self.carry_out(act, plan, f"{plan.name} {done}")

    @Slot(object)
    def _remove_plan(self, plan: OperationPlan) -> None:
        self.carry_out(acts.remove_plan, plan, f"{plan.name} removed")

    @Slot(object)
    def mark_change(self, day: date | None = None) -> None:
        """Open the form for a change point, on a day if the data suggest one."""
        form = ChangeDialog(self, day or self.session.day)
        self.open_form(form, self._save_change)

    @Slot(object)
    def _correct_change(self, change: ChangePoint) -> None:
        form = ChangeDialog(self, change.day, change)
        self.open_form(form, self._save_change)

    @Slot(object)
    def _save_change(self, change: ChangePoint) -> None:
        act, done = (
            (acts.amend_change, "corrected")
            if change.uid
            else (acts.mark_change, "marked")
        )
        self.carry_out(act, change, f"Change point {done}: {change.words}")

    @Slot(object)
    def _remove_change(self, change: ChangePoint) -> None:
        words = f"Change point removed: {change.words}"
        self.carry_out(acts.remove_change, change, words)

    # ---- Paper ----------------------------------------------------------------------

    @Slot()
    def print_page(self) -> None:
        """Open the preview of the note on demand, from which it is printed."""
        from app.reports.demand_note import demand_note
        from app.store.setting import MARKINGS
        from ui.printing.preview import PreviewDialog

        session = self.session
        if (facts := session.facts) is None:
            return
        holds = not self._is_working and _same(facts, self._reckoned)
        report = demand_note(
            facts,
            self.forecast.expected if holds else None,
            made_at=session.now(),
            made_by=session.who,
        )
        own = report.marking
        higher = MARKINGS[MARKINGS.index(own) :] if own in MARKINGS else (own,)
        dialog = PreviewDialog(self, report, higher)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(self._choose_pdf)
        dialog.open()

    @Slot(object)
    def _choose_pdf(self, report: Report) -> None:
        """Ask where to save the note."""
        name = f"{report.kind}-{report.as_at:%Y-%m-%d}.pdf"
        dialog = QFileDialog(self, "Save the note", name, "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._write, report))
        dialog.open()

    def _write(self, report: Report, name: str) -> None:
        from ui.printing.output import write_report

        try:
            write_report(report, Path(name))
        except AppError as error:
            show_error(self, error)
        else:
            self.toast_wanted.emit(f"Saved {Path(name).name}", None)

    def stop_work(self) -> None:
        self._job.cancel()
        self._reader.cancel()


def _same(facts: Facts, other: Facts | None) -> bool:
    """Return whether a forecast from both would be the same."""
    return other is not None and (
        facts.fingerprint == other.fingerprint and facts.as_at == other.as_at
    )
