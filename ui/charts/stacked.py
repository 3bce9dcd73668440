"""Draws horizontal bars: sums of parts, and the steps from one amount to another."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor

from app.reports.chart import Kind, StackedBars, Step, Waterfall, number_text
from ui.charts.drawn import Drawn, Spot
from ui.charts.legend import Entry, Heading, draw_heading
from ui.charts.sheet import BODY, CENTRE, Sheet

THICKEST = 17.0
"""Greatest thickness of a bar, in points."""


def draw_stacked_bars(sheet: Sheet, area: QRectF, chart: StackedBars) -> Drawn:
    """Draw the bars with the number inside each part and the sum at its end."""
    top = draw_heading(sheet, area, stacked_heading(sheet, chart)) + sheet.points(5)
    names = max((sheet.width(n, BODY) for n in chart.categories), default=0.0)
    texts = chart.end_texts()
    ends = max((sheet.width(t, BODY, 600) for t in texts), default=0.0)
    plot = area.adjusted(names + sheet.points(9), top, -ends - sheet.points(8), 0)
    longest = max(chart.totals(), default=0.0) or 1.0
    spots: list[Spot] = []
    for row, name in enumerate(chart.categories):
        line = row_area(sheet, plot, row, len(chart.categories))
        write_name(sheet, area.left(), line, name)
        end, found = draw_parts(
            sheet, line, chart, row=row, unit=plot.width() / longest
        )
        spots += found
        words = text_line(sheet, line)
        words.setLeft(end + sheet.points(6))
        words.setWidth(sheet.points(200))
        sheet.text(words, texts[row], size=BODY, weight=600)
    return Drawn(plot=plot, spots=tuple(spots))


def stacked_heading(sheet: Sheet, chart: StackedBars) -> Heading:
    """Return the words above the bars."""
    entries = [
        Entry(
            name=part.name,
            kind=Kind.BARS,
            colour=sheet.tokens.role(part.role),
            edge=edge(sheet),
        )
        for part in chart.segments
    ]
    subtitle = ". ".join(text for text in (chart.unit, chart.coverage) if text)
    return Heading(title=chart.title, subtitle=subtitle, entries=entries)


def edge(sheet: Sheet) -> str:
    """Return the outline of areas: on paper only."""
    return sheet.tokens.edge if sheet.tokens.is_print else ""


def row_area(sheet: Sheet, plot: QRectF, row: int, count: int) -> QRectF:
    """Return the area of a bar; few bars stand at the top, not far apart."""
    pitch = min(plot.height() / max(count, 1), sheet.points(THICKEST) * 1.55)
    thick = min(pitch * 0.7, sheet.points(THICKEST))
    return QRectF(plot.left(), plot.top() + row * pitch, plot.width(), thick)


def write_name(sheet: Sheet, left: float, line: QRectF, name: str) -> None:
    """Write the name of a bar to its left."""
    room = line.left() - left - sheet.points(4)
    line = text_line(sheet, line)
    sheet.text(QRectF(left, line.top(), room, line.height()), name, size=BODY)


def text_line(sheet: Sheet, line: QRectF) -> QRectF:
    """Return the area of a bar, as high as a line of text at least."""
    more = max(sheet.height(BODY) - line.height(), 0.0) / 2
    return line.adjusted(0, -more, 0, more)


def draw_parts(
    sheet: Sheet, line: QRectF, chart: StackedBars, *, row: int, unit: float
) -> tuple[float, list[Spot]]:
    """Draw the parts of one bar; return where it ends and its spots."""
    x, spots = line.left(), []
    for column, part in enumerate(chart.segments):
        value = part.values[row]
        if value <= 0:
            continue
        area = QRectF(x, line.top(), value * unit, line.height())
        gap = min(sheet.points(1.0), area.width() / 3)
        shown = area.adjusted(0, 0, -gap, 0)
        sheet.area(shown, sheet.tokens.role(part.role), edge=edge(sheet))
        text = number_text(value, chart.decimals)
        if sheet.width(text) + sheet.points(5) <= shown.width():
            colour = sheet.tokens.on_role(part.role)
            sheet.text(shown, text, weight=500, colour=colour, align=CENTRE)
        said = f"{chart.categories[row]}, {part.name}: {text}"
        spots.append(
            Spot(area=area, text=said, peak=area.center(), row=row, column=column)
        )
        x = area.right()
    return x, spots


def draw_waterfall(sheet: Sheet, area: QRectF, chart: Waterfall) -> Drawn:
    """Draw each step from where the one before it ended."""
    subtitle = ". ".join(text for text in (chart.unit, chart.coverage) if text)
    top = draw_heading(sheet, area, Heading(title=chart.title, subtitle=subtitle))
    spans = chart.spans()
    names = max((sheet.width(s.name, BODY) for s in chart.steps), default=0.0)
    texts = [step_text(chart, row) for row in range(len(chart.steps))]
    ends = max((sheet.width(t, BODY, 600) for t in texts), default=0.0)
    plot = area.adjusted(
        names + sheet.points(9), top + sheet.points(5), -ends - sheet.points(8), 0
    )
    low = min((min(span) for span in spans), default=0.0)
    high = max((max(span) for span in spans), default=0.0)
    unit = plot.width() / ((high - low) or 1.0)
    spots = []
    for row, (step, (start, end)) in enumerate(zip(chart.steps, spans, strict=True)):
        line = row_area(sheet, plot, row, len(spans))
        write_name(sheet, area.left(), line, step.name)
        left, right = sorted((start - low, end - low))
        bar = QRectF(
            line.left() + left * unit, line.top(),
            max((right - left) * unit, sheet.points(0.8)), line.height(),
        )  # fmt: skip
        draw_step(sheet, bar, step)
        words = text_line(sheet, bar)
        words.setLeft(bar.right() + sheet.points(6))
        words.setWidth(sheet.points(200))
        weight = 600 if step.is_total else 400
        sheet.text(words, texts[row], size=BODY, weight=weight)
        said = f"{step.name}: {texts[row]}"
        spots.append(Spot(area=bar, text=said, peak=bar.center(), row=row))
    return Drawn(plot=plot, spots=tuple(spots))


def step_text(chart: Waterfall, row: int) -> str:
    """Return the number beside a step: the change, or the level of a total."""
    step = chart.steps[row]
    return chart.change_text(step) or number_text(chart.spans()[row][1], chart.decimals)


def draw_step(sheet: Sheet, bar: QRectF, step: Step) -> None:
    """Draw one bar: totals solid, what is taken away hatched, what is kept plain.

    So that grey shows the difference.
    """
    tokens = sheet.tokens
    if step.is_total:
        sheet.area(bar, tokens.accent, radius=1)
        return
    if step.is_kept:
        sheet.area(bar, tokens.good_tint, edge=tokens.good, radius=1)
        return
    sheet.area(bar, tokens.received if tokens.is_print else tokens.inner_band)
    sheet.painter.setPen(sheet.pen(tokens.edge, 0.6))
    hatch = QBrush(QColor(tokens.edge), Qt.BrushStyle.NoBrush)
    sheet.painter.setBrush(hatch)
    sheet.painter.drawRect(bar)
    draw_hatch(sheet, bar)


def draw_hatch(sheet: Sheet, bar: QRectF) -> None:
    """Draw slanting lines over a bar: vector lines, so that they print at any size."""
    painter, gap = sheet.painter, sheet.points(4)
    painter.save()
    painter.setClipRect(bar, Qt.ClipOperation.IntersectClip)
    painter.setPen(sheet.pen(sheet.tokens.edge, 0.5))
    x = bar.left() - bar.height()
    while x < bar.right():
        painter.drawLine(QPointF(x, bar.bottom()), QPointF(x + bar.height(), bar.top()))
        x += gap
    painter.restore()
