"""What a page is put together from: pieces that know their height and can be cut."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF

from app.reports.report import Charts, Headlines, Report
from ui.charts.painter import draw_chart
from ui.charts.sheet import CENTRE, RIGHT, Sheet
from ui.printing.paper import (
    BODY,
    CAPTION,
    SMALL,
    Type,
    draw_lines,
    line_height,
    lines_of,
    tone_colour,
)
from ui.style import PRINT

CHART_TEXT = 0.88
"""Size of the words in charts on paper, against those on the screen."""

SENTENCES = Type(BODY)
REMARK = Type(CAPTION, 500)

LEAST_CHART, MOST_CHART = 142.0, 250.0
"""Least and greatest height of a chart, in points."""


class Piece(Protocol):
    """Something that stands on a page across its width (or half of it)."""

    @property
    def gap(self) -> float:
        """Room before it in points, unless it is the first on its page."""

    @property
    def keeps_next(self) -> bool:
        """Whether it may not be the last on a page."""

    @property
    def starts_page(self) -> bool:
        """Whether it begins a new page, if the one before is well filled."""

    @property
    def most(self) -> float:
        """Height up to which it may grow in points; 0 if it does not."""

    def height(self, sheet: Sheet, width: float) -> float:
        """Return its least height on the device."""

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        """Draw it in an area, at least as high as its height."""

    def cut(
        self, sheet: Sheet, width: float, room: float
    ) -> tuple["Piece", "Piece"] | None:
        """Return what fits in ``room`` and what is left; None if it cannot be cut."""


class Whole:
    """What all pieces that are never cut have in common."""

    gap: float = 0.0
    keeps_next: bool = False
    starts_page: bool = False
    most: float = 0.0

    def cut(self, sheet: Sheet, width: float, room: float) -> None:
        """Return None: it stays in one."""


class TitlePiece(Whole):
    """The head of the first page: title, unit, period and what it is compared with."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def height(self, sheet: Sheet, width: float) -> float:  # noqa: ARG002 - as all
        return sheet.points(47)

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        report, muted = self._report, sheet.tokens.muted
        upper = QRectF(area.left(), area.top(), area.width(), sheet.points(25))
        lower = QRectF(
            area.left(),
            upper.bottom() - sheet.points(1),
            area.width(),
            sheet.points(14),
        )
        right = sheet.width(report.comparison, 8.6) + sheet.points(12)
        sheet.text(upper, report.title, size=20, weight=700)
        sheet.text(upper, report.period, size=12.5, weight=600, align=RIGHT)
        owner = lower.adjusted(0, 0, -right, 0)
        sheet.text(owner, report.owner, size=10, colour=muted)
        sheet.text(lower, report.comparison, size=8.6, colour=muted, align=RIGHT)
        y = lower.bottom() + sheet.points(4)
        pen = sheet.pen(sheet.tokens.text, 1.2)
        sheet.line(QPointF(area.left(), y), QPointF(area.right(), y), pen)


class HeadlinesPiece(Whole):
    """The headline figures, each with a coloured bar and words."""

    gap = 6.0

    def __init__(self, headlines: Headlines) -> None:
        self._figures = headlines.figures

    def height(self, sheet: Sheet, width: float) -> float:
        wide = self._inner(sheet, width)
        rows = max(
            (len(lines_of(sheet, f.remark, wide, REMARK)) for f in self._figures),
            default=0,
        )
        return sheet.points(33) + rows * line_height(sheet, REMARK.size)

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        pitch = self._pitch(sheet, area.width())
        for place, figure in enumerate(self._figures):
            left = area.left() + place * pitch
            colour = tone_colour(sheet, figure.tone)
            bar = QRectF(left, area.top(), sheet.points(2.4), area.height())
            sheet.area(bar, colour)
            inner = QRectF(
                left + sheet.points(7.5), area.top(), self._inner(sheet, area.width()),
                sheet.points(11),
            )  # fmt: skip
            sheet.text(inner, figure.label, size=CAPTION, colour=sheet.tokens.muted)
            value = QRectF(
                inner.left(), inner.bottom() - sheet.points(1), inner.width(),
                sheet.points(21),
            )  # fmt: skip
            sheet.text(value, figure.value, size=16, weight=600)
            after = sheet.width(figure.value, 16, 600) + sheet.points(3.5)
            unit = value.adjusted(after, sheet.points(4.4), 0, 0)
            sheet.text(unit, figure.unit, size=8.6, weight=500)
            lines = lines_of(sheet, figure.remark, inner.width(), REMARK)
            below = QPointF(inner.left(), value.bottom())
            draw_lines(sheet, below, lines, REMARK, colour)

    def _pitch(self, sheet: Sheet, width: float) -> float:
        return (width + sheet.points(8)) / max(len(self._figures), 1)

    def _inner(self, sheet: Sheet, width: float) -> float:
        return self._pitch(sheet, width) - sheet.points(7.5 + 7)


class HeadingPiece(Whole):
    """The heading of a section and its finding."""

    gap = 10.5
    keeps_next = True

    def __init__(self, heading: str, finding: str, *, starts_page: bool) -> None:
        self._heading, self._finding = heading, finding
        self.starts_page = starts_page

    def height(self, sheet: Sheet, width: float) -> float:
        return sheet.points(15.5) + len(self._lines(sheet, width)) * line_height(
            sheet, BODY
        )

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        line = QRectF(area.left(), area.top(), area.width(), sheet.points(15))
        sheet.text(line, self._heading, size=11.5, weight=600)
        lines = self._lines(sheet, area.width())
        draw_lines(sheet, line.bottomLeft(), lines, Type(BODY))

    def _lines(self, sheet: Sheet, width: float) -> tuple[str, ...]:
        if not self._finding:
            return ()
        return lines_of(sheet, self._finding, width, Type(BODY))


class ChartsPiece(Whole):
    """Charts side by side, each with its coverage below; they grow into free room."""

    gap = 9.0

    def __init__(self, charts: Charts, least: float = LEAST_CHART) -> None:
        self._charts = charts.charts
        self._least = least
        self.most = MOST_CHART if least == LEAST_CHART else least * 1.25

    def height(self, sheet: Sheet, width: float) -> float:  # noqa: ARG002 - as all
        return sheet.points(self._least)

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        small = Sheet(sheet.painter, PRINT, text_factor=CHART_TEXT)
        between = sheet.points(16)
        wide = (area.width() + between) / max(len(self._charts), 1) - between
        note = line_height(sheet, SMALL)
        for place, chart in enumerate(self._charts):
            left = area.left() + place * (wide + between)
            inside = QRectF(left, area.top(), wide, area.height() - note)
            draw_chart(small, inside, replace(chart, coverage=""))
            if chart.coverage:
                below = QRectF(left, inside.bottom(), wide, note)
                text = f"Coverage: {chart.coverage}"
                sheet.text(below, text, size=SMALL, colour=sheet.tokens.muted)


@dataclass(frozen=True, slots=True)
class TextPiece:
    """One paragraph; it may go on over the page."""

    text: str
    type_: Type = SENTENCES
    has_bullet: bool = False
    is_muted: bool = False
    gap: float = 3.0
    keeps_next: bool = False
    starts_page: bool = False
    most: float = 0.0

    def height(self, sheet: Sheet, width: float) -> float:
        return len(self._lines(sheet, width)) * line_height(sheet, self.type_.size)

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        indent = self._indent(sheet)
        if self.has_bullet:
            middle = line_height(sheet, self.type_.size) / 2
            dot = QPointF(area.left() + sheet.points(2), area.top() + middle)
            half = sheet.points(1.3)
            spot = QRectF(dot.x() - half, dot.y() - half, 2 * half, 2 * half)
            sheet.area(spot, sheet.tokens.accent, radius=1.3)
        colour = sheet.tokens.muted if self.is_muted else sheet.tokens.text
        place = QPointF(area.left() + indent, area.top())
        lines = self._lines(sheet, area.width())
        draw_lines(sheet, place, lines, self.type_, colour)

    def cut(
        self, sheet: Sheet, width: float, room: float
    ) -> tuple["TextPiece", "TextPiece"] | None:
        """Cut between two lines, never leaving one alone."""
        lines = self._lines(sheet, width)
        fit = int(room / line_height(sheet, self.type_.size))
        if fit >= len(lines) - 1:
            fit = len(lines) - 2
        if fit < 2:
            return None
        first = TextPiece("\n".join(lines[:fit]), self.type_, self.has_bullet)
        rest = TextPiece("\n".join(lines[fit:]), self.type_)
        return first, rest

    def _lines(self, sheet: Sheet, width: float) -> tuple[str, ...]:
        return lines_of(sheet, self.text, width - self._indent(sheet), self.type_)

    def _indent(self, sheet: Sheet) -> float:
        return sheet.points(10) if self.has_bullet else 0.0


class BesidePiece(Whole):
    """Two columns of pieces, as high as the higher of them."""

    gap = 8.0

    def __init__(
        self, left: Sequence[Piece], right: Sequence[Piece], share: float
    ) -> None:
        self._columns, self._share = (left, right), share

    def height(self, sheet: Sheet, width: float) -> float:
        wide = self._widths(sheet, width)
        pairs = zip(self._columns, wide, strict=True)
        return max(sum(self._heights(sheet, *pair)) for pair in pairs)

    def draw(self, sheet: Sheet, area: QRectF) -> None:
        one, other = self._widths(sheet, area.width())
        lefts = (area.left(), area.right() - other)
        for left, wide, column in zip(lefts, (one, other), self._columns, strict=True):
            y = area.top()
            heights = self._heights(sheet, column, wide)
            spare = area.height() - sum(heights)
            for piece, high in zip(column, heights, strict=True):
                gap = sheet.points(piece.gap) if y > area.top() else 0.0
                grown = high - gap + (spare if piece.most else 0.0)
                piece.draw(sheet, QRectF(left, y + gap, wide, grown))
                y += gap + grown

    def _heights(
        self, sheet: Sheet, column: Sequence[Piece], width: float
    ) -> list[float]:
        """Return the heights of the pieces of a column with the gaps before them."""
        gaps = (
            sheet.points(piece.gap) if row else 0.0 for row, piece in enumerate(column)
        )
        return [
            gap + piece.height(sheet, width)
            for gap, piece in zip(gaps, column, strict=True)
        ]

    def _widths(self, sheet: Sheet, width: float) -> tuple[float, float]:
        inner = width - sheet.points(18)
        return inner * self._share, inner * (1 - self._share)


def marking_line(sheet: Sheet, area: QRectF, text: str) -> None:
    """Write the protective marking across an area."""
    sheet.text(area, text, size=10.5, weight=700, align=CENTRE)
