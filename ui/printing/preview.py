"""The preview: pages as they will come out of the printer, and the way there."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.reports.report import Report
from ui.controls.label import caption
from ui.printing.paper import DOTS
from ui.printing.pdf import a4, paint_report
from ui.printing.printed import PRINTED

CLOSER = 1.2
"""By how much a step brings the page closer."""


class PreviewDialog(QDialog):
    """Shows the pages of a report; prints them or has them saved."""

    save_wanted = Signal(object)  # the report, with the marking chosen here

    def __init__(
        self,
        parent: QWidget | None,
        report: Report,
        markings: Sequence[str],
        *,
        may_save: bool = True,
    ) -> None:
        """Make it.

        Args:
            parent: The window in front of which it stands.
            report: What is shown.
            markings: Protective markings that may be chosen for this print, the
                store's own first, then higher ones.
            may_save: Whether it may go into a file; what must not be kept may not.
        """
        super().__init__(parent)
        self._may_save = may_save
        self.setWindowTitle(f"Print {report.title}, {report.period}")
        self.report = report
        self.printer = page_printer(report)
        self.view = QPrintPreviewWidget(self.printer, self)
        self.view.setAccessibleName(f"Pages of {report.title}, {report.period}")
        self.view.paintRequested.connect(self._paint)
        self.view.previewChanged.connect(self._show_number)
        self.marking = QComboBox()
        self.marking.addItems([*markings])
        self.marking.setAccessibleName("Protective marking of this print")
        self.marking.currentTextChanged.connect(self._mark)
        self.number = QLabel()
        self._said = caption()
        self.buttons: dict[str, QPushButton] = {}
        self._build()
        self._add_keys()
        self.buttons["Save PDF…"].setVisible(may_save)
        room = self.screen().availableSize()
        self.resize(min(980, room.width() - 40), min(860, room.height() - 60))

    @property
    def page(self) -> int:
        """The number of the page in sight, from 1."""
        return self.view.currentPage()

    def _build(self) -> None:
        top = QHBoxLayout()
        for text, act in (
            ("Print…", self.print_pages),
            ("Save PDF…", self.save),
            ("Previous", self.go_back),
            ("Next", self.go_on),
            ("Zoom in", self.zoom_in),
            ("Zoom out", self.zoom_out),
            ("Whole page", self.view.fitInView),
        ):
            top.addWidget(self._button(text, act))
        top.insertStretch(2, 1)
        top.insertWidget(4, self.number)
        top.addStretch(1)
        label = QLabel("Marking")
        label.setBuddy(self.marking)
        top.addWidget(label)
        top.addWidget(self.marking)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.view, 1)
        layout.addWidget(self._said)

    def _button(self, text: str, act: Callable[[], None]) -> QPushButton:
        made = QPushButton(text)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: act())
        if text == "Print…":
            made.setProperty("primary", "true")
        self.buttons[text] = made
        return made

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+P", self.print_pages),
            ("Ctrl+S", self.save),
            ("PgUp", self.go_back),
            ("PgDown", self.go_on),
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.view.fitInView),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self).activated.connect(act)
        tips = {"Print…": "Ctrl+P", "Save PDF…": "Ctrl+S", "Previous": "Page up"}
        tips |= {"Next": "Page down", "Zoom in": "Ctrl++", "Zoom out": "Ctrl+-"}
        for text, made in self.buttons.items():
            made.setToolTip(tips.get(text, "Ctrl+0"))

    def say(self, text: str) -> None:
        """Say under the pages what was done: the window behind is covered."""
        self._said.setText(text)

    def said(self) -> str:
        """Return what was said last."""
        return self._said.text()

    @Slot()
    def zoom_in(self) -> None:
        """Bring the page closer."""
        self.view.zoomIn(CLOSER)

    @Slot()
    def zoom_out(self) -> None:
        """Move the page away."""
        self.view.zoomOut(CLOSER)

    @Slot()
    def go_on(self) -> None:
        """Show the next page."""
        self._go(self.page + 1)

    @Slot()
    def go_back(self) -> None:
        """Show the page before."""
        self._go(self.page - 1)

    def _go(self, page: int) -> None:
        self.view.setCurrentPage(min(max(page, 1), max(self.view.pageCount(), 1)))
        self._show_number()

    @Slot()
    def _show_number(self) -> None:
        self.number.setText(f"Page {self.page} of {self.view.pageCount()}")

    @Slot(str)
    def _mark(self, marking: str) -> None:
        self.report = replace(self.report, marking=marking)
        self.view.updatePreview()

    @Slot(QPrinter)
    def _paint(self, printer: QPrinter) -> None:
        paint_report(printer, self.report)

    @Slot()
    def save(self) -> None:
        """Ask the page to save what is shown as PDF."""
        if self._may_save:
            self.save_wanted.emit(self.report)

    @Slot()
    def print_pages(self) -> None:
        """Let the user choose a printer and pages, then print."""
        dialog = QPrintDialog(self.printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        to_file = QPrintDialog.PrintDialogOption.PrintToFile
        dialog.setOption(to_file, self._may_save)
        dialog.setMinMax(1, max(self.view.pageCount(), 1))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.send)
        QDialog.open(dialog)

    @Slot()
    def send(self) -> None:
        """Send the pages chosen to the printer."""
        send_to(self.printer, self.report)
        PRINTED.done.emit(self.report)
        self.accept()


def page_printer(report: Report) -> QPrinter:
    """Return a printer set to our page; the default one where there is none."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    printer.setPageLayout(a4())
    printer.setDocName(f"{report.title}, {report.period}")
    printer.setCreator("Headroom")
    return printer


def send_to(printer: QPrinter, report: Report) -> None:
    """Print the pages that the printer was told to."""
    printer.setResolution(DOTS)
    printer.setFullPage(True)
    printer.setPageLayout(a4())
    first, last = printer.fromPage(), printer.toPage()
    paint_report(printer, report, max(first - 1, 0), last - 1 if last else None)
