"""Draws any chart on anything: a widget, a page, a picture file.

One routine serves the screen, the printer, PDF, SVG and PNG. On a page at 1200 dots
an inch, or on any other device, lengths and letters keep their size in points.
"""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter

from app.errors import OutputError
from app.reports.chart import Chart, StackedBars, TimeChart
from ui.charts.drawn import Drawn
from ui.charts.sheet import Sheet
from ui.charts.stacked import draw_stacked_bars, draw_waterfall
from ui.charts.time_chart import draw_time_chart
from ui.style import PRINT, Tokens

DOTS_A_METRE = 96 / 0.0254
EXPORT_SIZE = QSize(860, 430)
"""Size of an exported chart, in pixels of 1/96 inch."""
MARGINS = QMarginsF(14, 12, 14, 12)


def draw_chart(sheet: Sheet, area: QRectF, chart: Chart) -> Drawn:
    """Draw a chart with its heading inside an area; return where its values are."""
    sheet.painter.save()
    sheet.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if isinstance(chart, TimeChart):
        drawn = draw_time_chart(sheet, area, chart)
    elif isinstance(chart, StackedBars):
        drawn = draw_stacked_bars(sheet, area, chart)
    else:
        drawn = draw_waterfall(sheet, area, chart)
    sheet.painter.restore()
    return drawn


def chart_image(
    chart: Chart,
    tokens: Tokens = PRINT,
    *,
    size: QSize = EXPORT_SIZE,
    sharpness: float = 2.0,
) -> QImage:
    """Return a chart as a picture.

    Args:
        chart: What to draw.
        tokens: The colours; those of paper unless said.
        size: In pixels of 1/96 inch.
        sharpness: Dots of the picture to such a pixel.
    """
    image = QImage(size * sharpness, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(DOTS_A_METRE))
    image.setDotsPerMeterY(round(DOTS_A_METRE))
    image.setDevicePixelRatio(sharpness)
    image.fill(QColor(tokens.surface))
    painter = QPainter(image)
    area = QRectF(0, 0, size.width(), size.height()).marginsRemoved(MARGINS)
    draw_chart(Sheet(painter, tokens), area, chart)
    painter.end()
    return image


def save_png(chart: Chart, path: Path, tokens: Tokens = PRINT) -> None:
    """Write a chart to a PNG file.

    Raises:
        OutputError: If the file cannot be written.
    """
    if not QImageWriter(str(path), QByteArray(b"png")).write(
        chart_image(chart, tokens)
    ):
        raise unwritable(path)


def chart_svg(
    chart: Chart, tokens: Tokens = PRINT, *, size: QSize = EXPORT_SIZE
) -> bytes:
    """Return a chart as an SVG document with real text, title and description."""
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    device = QBuffer(content)
    device.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setResolution(96)
    generator.setSize(size)
    generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
    generator.setTitle(chart.title)
    generator.setDescription(chart.description)
    painter = QPainter(generator)
    area = QRectF(0, 0, size.width(), size.height()).marginsRemoved(MARGINS)
    draw_chart(Sheet(painter, tokens, scale=96 / 72), area, chart)
    painter.end()
    device.close()
    return bytes(content.data())


def save_svg(chart: Chart, path: Path, tokens: Tokens = PRINT) -> None:
    """Write a chart to an SVG file.

    Raises:
        OutputError: If the file cannot be written.
    """
    try:
        path.write_bytes(chart_svg(chart, tokens))
    except OSError as error:
        raise unwritable(path) from error


def unwritable(path: Path) -> OutputError:
    """Return the error for a picture that cannot be written."""
    return OutputError(
        f"The picture {path.name} could not be written.",
        remedy="Choose a folder that you may write to, with free space.",
        detail=str(path),
    )
