"""A report as PDF: vector charts, embedded fonts, text that can be selected."""

from html import escape

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
    writer.setTitle(title_of(report))
    writer.setAuthor(report.owner)
    writer.setCreator(f"Headroom {__version__}")
    writer.setDocumentXmpMetadata(QByteArray(about(report).encode()))
    paint_report(writer, report)
    device.close()
    return bytes(content.data())


def title_of(report: Report) -> str:
    """Return the title of the file, which carries the marking."""
    return f"{report.title}, {report.period} [{report.marking}]"


def about(report: Report) -> str:
    """Return what a file says of itself: title, author and language."""
    title, author = escape(title_of(report)), escape(report.owner)
    made = report.made_at.isoformat(timespec="seconds")
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<xmp:CreatorTool>Headroom {__version__}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


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
