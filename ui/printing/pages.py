"""Pages as pictures: for the preview on the page of reports and for PNG files."""

from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from app.reports.report import Report
from ui.charts.sheet import Sheet
from ui.printing.layout import Page, lay_out, page_sheet, paint_page
from ui.printing.paper import DOTS, HEIGHT, WIDTH
from ui.style import PRINT

DOTS_A_METRE = round(DOTS / 0.0254)
GREYS = QImage.Format.Format_Grayscale8


def page_count(report: Report) -> int:
    """Return how many pages a report needs."""
    return len(_laid_out(report))


def page_images(report: Report, dots: float = 110.0) -> Iterator[QImage]:
    """Yield each page as a picture.

    Args:
        report: What to draw.
        dots: Dots of the picture to the inch.

    Text is laid out for the printer and then made smaller, so that lines break at the
    same words as on paper.
    """
    pages = _laid_out(report)
    for number in range(len(pages)):
        yield page_image(report, pages, number, dots)


def page_image(
    report: Report, pages: list[Page], number: int, dots: float = 110.0
) -> QImage:
    """Return the page of a number from 0 as a picture."""
    image = _blank(QSize(round(WIDTH * dots / 72), round(HEIGHT * dots / 72)))
    painter = QPainter(image)
    painter.scale(dots / DOTS, dots / DOTS)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    paint_page(page_sheet(painter), report, pages, number)
    painter.end()
    return image


def png_of(image: QImage) -> bytes:
    """Return a picture as the content of a PNG file."""
    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(device, "PNG")  # type: ignore[call-overload]
    device.close()
    return bytes(content.data())


def _laid_out(report: Report) -> list[Page]:
    image = _blank(QSize(1, 1))
    painter = QPainter(image)
    pages = lay_out(Sheet(painter, PRINT), report)
    painter.end()
    return pages


def _blank(size: QSize) -> QImage:
    """Return white paper that tells its painter that it has the printer's dots."""
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(DOTS_A_METRE)
    image.setDotsPerMeterY(DOTS_A_METRE)
    image.fill(QColor(PRINT.surface))
    return image
