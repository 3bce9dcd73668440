"""Reports: look at one as it prints, write its commentary, print it, save it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.errors import AppError
from app.progress import Progress
from app.reports.chart import day_text
from ui.alerts import show_error
from ui.controls.button import button
from ui.controls.card import GAP, MARGIN, Card
from ui.controls.label import caption
from ui.controls.page_header import PageHeader
from ui.job import Job
from ui.page import Page
from ui.reports.commentary_editor import CommentaryEditor
from ui.reports.page_view import PageView
from ui.session import Session
from ui.style import present_look

if TYPE_CHECKING:
    from app.reports.facts import Facts
    from app.reports.report import Report
    from app.wellbeing.welfare import Welfare
    from ui.reports.preparation import Prepared

MONTHS = 24
"""Months that can be chosen."""

SIDE_WIDTH = 300
"""Width of the column of choices at 100 % text, in pixels."""

KINDS = (
    ("Capacity summary", "Two pages: can the unit keep up with its work?"),
    ("Demand note", "What arrives, against earlier years, and what is expected."),
    ("Wellbeing note", "Restricted. Exposure and welfare of the group, nobody named."),
)
"""The kinds of report and what each is for."""

SUMMARY, DEMAND, WELLBEING = range(len(KINDS))
"""Their places; the summary alone takes a commentary."""

FILES = {
    ".pdf": "PDF (*.pdf)",
    ".html": "Accessible HTML (*.html)",
    ".csv": "Tables as CSV (*.csv)",
}
"""The kinds of file, by the end of the name."""


class ReportsPage(Page):
    """Shows a report page by page; what is seen is what is printed and saved."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.report: Report | None = None
        self._is_working = False
        self._is_stale = False
        self._month: date | None = None
        self._job = Job(self)
        self._job.succeeded.connect(self._show)
        self._job.failed.connect(self._fail)
        self._job.finished.connect(self._go_on)
        self.actions_shown = self._actions()
        self._header = PageHeader("Reports", *self.actions_shown)
        self._kinds = QListWidget()
        self._tip = caption()
        self._remarks = Card("Commentary")
        self._period = QComboBox()
        self._editor = CommentaryEditor()
        self._saved = caption()
        self._view = PageView()
        self._side = QWidget()
        self._build()
        self._period.activated.connect(self.refresh)
        self._kinds.currentRowChanged.connect(self._choose_kind)
        self._tip.setText(KINDS[0][1])
        self._editor.left.connect(self.save_commentary)

    def _actions(self) -> tuple[QPushButton, ...]:
        table, html, pdf = (
            button("&CSV…", "table"),
            button("Accessible H&TML…", "export"),
            button("P&DF…", "export"),
        )
        go = button("&Print…", "reports", is_primary=True)
        for made, suffix in ((table, ".csv"), (html, ".html"), (pdf, ".pdf")):
            made.clicked.connect(partial(self._choose_file, suffix))
        go.clicked.connect(self.print_page)
        return table, html, pdf, go

    def _build(self) -> None:
        side = self._side
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP)
        column.addWidget(self._choices())
        column.addWidget(self._commentary(), 1)
        column.addStretch()
        middle = QHBoxLayout()
        middle.setSpacing(GAP)
        middle.addWidget(side)
        middle.addWidget(self._view, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 10, MARGIN, 12)
        layout.setSpacing(GAP)
        layout.addWidget(self._header)
        layout.addLayout(middle, 1)

    def _choices(self) -> Card:
        card = Card("Report")
        for name, tip in KINDS:
            self._kinds.addItem(name)
            self._kinds.item(self._kinds.count() - 1).setToolTip(tip)
        self._kinds.setCurrentRow(0)
        self._kinds.setAccessibleName("Kinds of report")
        rows = self._kinds.sizeHintForRow(0) * len(KINDS) + 8
        self._kinds.setFixedHeight(rows)
        label = QLabel("Per&iod")
        label.setBuddy(self._period)
        for widget in (self._kinds, self._tip, label, self._period):
            card.body.addWidget(widget)
        return card

    def _commentary(self) -> Card:
        card = self._remarks
        card.body.addWidget(self._editor, 1)
        card.body.addWidget(self._saved)
        return card

    @Slot(int)
    def _choose_kind(self, place: int) -> None:
        """Show the kind of report that was chosen in the list."""
        self._tip.setText(KINDS[place][1])
        self._remarks.setVisible(place == SUMMARY)
        self.refresh()

    def refresh(self) -> None:
        facts = self.session.facts
        if facts is None:
            self._header.show_sentence("Reading the records…")
            self._enable(is_ready=False)
            return
        self._side.setFixedWidth(present_look().pixels(SIDE_WIDTH))
        self._fill_periods()
        day = self.as_at
        self._show_commentary(day)
        self._header.show_sentence(
            f"{facts.settings.unit}: {self._period.currentText()}, figures as at the"
            f" end of {day_text(day)}"
        )
        if self._is_working:
            self._is_stale = True
        else:
            self._work(replace(facts, as_at=day))

    @property
    def as_at(self) -> date:
        """The day at whose end the report shown holds."""
        chosen = self._period.currentData()
        return chosen if isinstance(chosen, date) else self.session.as_at

    def choose_day(self, day: date) -> None:
        """Show the report at the end of a day of the list."""
        if day in (days := self._days()):
            self._period.setCurrentIndex(days.index(day))
            self.refresh()

    def _fill_periods(self) -> None:
        """List the last months, and four weeks to the as-at day where it is none."""
        from app.reports.summary_span import last_month_end, summary_span

        end = last_month_end(self.session.as_at)
        days = [end]
        while len(days) < MONTHS:
            days.append(days[-1].replace(day=1) - timedelta(days=1))
        if self.session.as_at != end:
            days.insert(1, self.session.as_at)
        if days == self._days():
            return
        self._period.clear()
        for day in days:
            self._period.addItem(summary_span(day).title, day)

    def _days(self) -> list[date]:
        """Return the days of the list."""
        return [self._period.itemData(row) for row in range(self._period.count())]

    def _work(self, facts: "Facts") -> None:
        from app.store.welfare import read_welfare, told_requests

        self._is_working = True
        made = self.session.now(), self.session.who
        if self._kinds.currentRow() == DEMAND:
            self._job.start(partial(_prepare_demand, facts, *made))
        elif self._kinds.currentRow() == WELLBEING:
            store = self.session.store
            known = read_welfare(store), told_requests(store)
            self._job.start(partial(_prepare_note, facts, *known, *made))
        else:
            words = self._editor.toPlainText().strip()
            self._job.start(partial(_prepare, facts, words, *made))

    @Slot(object)
    def _show(self, prepared: "Prepared") -> None:
        self.report = prepared.report
        words = ". ".join(
            f"{figure.label}: {figure.value} {figure.unit}, {figure.remark}"
            for figure in prepared.report.headlines()
        )
        self._view.show_pages(prepared.images, words)
        self._enable(is_ready=True)

    @Slot(Exception)
    def _fail(self, error: Exception) -> None:
        show_error(self, error)

    @Slot()
    def _go_on(self) -> None:
        self._is_working = False
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _enable(self, *, is_ready: bool) -> None:
        for made in self.actions_shown:
            made.setEnabled(is_ready)

    def _show_commentary(self, day: date) -> None:
        """Show what is kept for the month of ``day``, without losing what was typed."""
        from app.reports.capacity_summary import KIND
        from app.reports.summary_span import month_text
        from app.store.commentary import read_commentary

        self._editor.setReadOnly(self.session.read_only)
        month = day.replace(day=1)
        if month == self._month and self._editor.is_changed:
            return
        if month != self._month:
            self._saved.setText(f"Kept with {month_text(day)}.")
        self._month = month
        self._editor.show_text(read_commentary(self.session.store, KIND, month))

    @Slot()
    def save_commentary(self) -> None:
        """Keep what was typed with its month."""
        from app.reports.capacity_summary import KIND
        from app.store.commentary import write_commentary

        if self._month is None:
            return
        now, text = self.session.now(), self._editor.toPlainText()
        try:
            write_commentary(
                self.session.store,
                KIND,
                self._month,
                text,
                who=self.session.who,
                at=now,
            )
        except AppError as error:
            self._saved.setText(f"Not saved. {error.message}")
            show_error(self, error)
            return
        self._editor.mark_kept()
        self._saved.setText(f"Saved {now.astimezone():%H:%M}, kept with its month.")
        self.session.refresh()

    def print_page(self) -> None:
        """Open the preview, from which it is printed."""
        if self.report is None:
            return
        from ui.printing.preview import PreviewDialog

        dialog = PreviewDialog(self, self.report, markings_from(self.report.marking))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_wanted.connect(self._choose_pdf)
        dialog.open()

    @Slot(object)
    def _choose_pdf(self, report: "Report") -> None:
        self._choose_file(".pdf", report=report)

    def _choose_file(
        self, suffix: str, _checked: bool = False, *, report: "Report | None" = None
    ) -> None:
        """Ask where to write the report."""
        wanted = report or self.report
        if wanted is None:
            return
        name = f"{wanted.kind}-{wanted.as_at:%Y-%m-%d}{suffix}"
        dialog = QFileDialog(self, f"Save {wanted.title}", name, FILES[suffix])
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix[1:])
        dialog.selectFile(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(partial(self._write_named, wanted))
        dialog.open()

    def _write_named(self, report: "Report", name: str) -> None:
        self.write(report, Path(name))

    def write(self, report: "Report", path: Path) -> None:
        """Write a report to a file, or say why that cannot be."""
        from ui.printing.output import write_report

        try:
            write_report(report, path)
        except AppError as error:
            show_error(self, error)
        else:
            self._tell_saved(f"Saved {path.name}")

    def _tell_saved(self, said: str) -> None:
        """Say it where the user looks: in the preview while one is open."""
        from ui.printing.preview import PreviewDialog

        dialog = self.findChild(PreviewDialog)
        if dialog is None:
            self.toast_wanted.emit(said, None)
        else:
            dialog.say(said)

    def stop_work(self) -> None:
        if self._editor.is_changed:
            self.save_commentary()
        self._is_stale = False
        self._job.cancel()


def markings_from(own: str) -> tuple[str, ...]:
    """Return the markings of a print: the store's own and higher ones, never lower."""
    from app.store.setting import MARKINGS

    if own not in MARKINGS:
        return (own,)
    return MARKINGS[MARKINGS.index(own) :]


def _prepare_note(
    facts: "Facts",
    welfare: "Welfare",
    told: "Mapping[str, int]",
    made_at: datetime,
    made_by: str,
    progress: Progress,
) -> "Prepared":
    from ui.reports.preparation import prepare_note

    return prepare_note(facts, welfare, told, (made_at, made_by), progress)


def _prepare_demand(
    facts: "Facts", made_at: datetime, made_by: str, progress: Progress
) -> "Prepared":
    from ui.reports.preparation import prepare_demand

    return prepare_demand(facts, (made_at, made_by), progress)


def _prepare(
    facts: "Facts", commentary: str, made_at: datetime, made_by: str, progress: Progress
) -> "Prepared":
    """Import what computes, then compute: both off the UI thread."""
    from ui.reports.preparation import prepare

    return prepare(facts, commentary, made_at, made_by, progress)
