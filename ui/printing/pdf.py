"""A report as PDF: vector charts, embedded fonts, text that can be selected."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF
from PySide6.QtGui import (
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
)

from app import __version__
from app.reports.report import Report
from ui.printing.layout import lay_out, page_sheet, paint_page
from ui.printing.paper import DOTS


def pdf_of(report: Report) -> bytes:
    """Return a report as the content of a PDF file."""
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(device)
    writer.setResolution(DOTS)
    writer.setPageLayout(a4())
    writer.setTitle(f"{report.title}, {report.period} [{report.marking}]")
    writer.setAuthor(report.owner)
    writer.setCreator(f"Headroom {__version__}")
    paint_report(writer, report)
    device.close()
    return bytes(content.data())


def a4() -> QPageLayout:
    """Return A4 upright; the margins are ours, not the device's."""
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(0, 0, 0, 0),
    )


def paint_report(
    device: QPagedPaintDevice, report: Report, first: int = 0, last: int | None = None
) -> int:
    """Draw a report on a device with pages: a PDF, a printer or a preview.

    Args:
        device: Where to draw; its resolution must be ``DOTS``.
        report: What to draw.
        first: Number of the first page to draw, from 0.
        last: Number of the last page to draw; None for all.

    Returns:
        How many pages the whole report has.
    """
    painter = QPainter(device)
    sheet = page_sheet(painter)
    pages = lay_out(sheet, report)
    end = len(pages) - 1 if last is None else min(last, len(pages) - 1)
    for number in range(first, end + 1):
        if number > first:
            device.newPage()
        paint_page(sheet, report, pages, number)
    painter.end()
    return len(pages)
