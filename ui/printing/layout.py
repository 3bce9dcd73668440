"""A report as pages: what stands where, with nothing cut off and nothing left out."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from app.reports.chart import day_text
from app.reports.head_words import head_of
from app.reports.report import (
    Beside,
    Block,
    Charts,
    Definitions,
    Headlines,
    Report,
    Section,
    Table,
)
from ui.charts.sheet import CENTRE, RIGHT, Sheet
from ui.printing.definitions_piece import DefinitionsPiece
from ui.printing.paper import (
    APART,
    BODY,
    EDGE,
    FINE,
    HEIGHT,
    LETTER,
    SIDE,
    SMALL,
    WIDTH,
    Type,
)
from ui.printing.piece import (
    BesidePiece,
    ChartsPiece,
    HeadingPiece,
    HeadlinesPiece,
    Piece,
    TextPiece,
    TitlePiece,
    marking_line,
)
from ui.printing.table_piece import TablePiece
from ui.style import PRINT

MARKING, HANDLING = 13.0, 9.5
"""Heights of the marking and of the handling line, in points."""

WELL_FILLED = 0.5
"""Share of a page above which a section that wants a new page gets one."""

Placed = tuple[Piece, float, float]
"""A piece, its distance from the top of the room for content, and its height."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the pieces that stand on it."""

    pieces: tuple[Placed, ...]


def page_sheet(painter: QPainter) -> Sheet:
    """Return the sheet on which pages are laid out and drawn."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    return Sheet(painter, PRINT)


def lay_out(sheet: Sheet, report: Report) -> list[Page]:
    """Return the report as pages, as few as it needs."""
    room = content_area(sheet, report, is_first=True)
    later = content_area(sheet, report, is_first=False)
    heights = (room.height(), later.height())

    def flowed(fine: float) -> list[list[Placed]]:
        return list(_flow(sheet, list(pieces_of(report, fine)), room.width(), heights))

    fewest = len(pages := flowed(FINE[-1]))
    for fine in FINE[:-1]:
        if len(larger := flowed(fine)) == fewest:
            pages = larger
            break
    return [
        Page(tuple(_stretched(sheet, page, heights[min(number, 1)])))
        for number, page in enumerate(pages)
    ]


def paint_page(
    sheet: Sheet, report: Report, pages: Sequence[Page], number: int
) -> None:
    """Draw the page of a number from 0, with its markings, head and foot."""
    area = content_area(sheet, report, is_first=number == 0)
    _draw_markings(sheet, report)
    if number:
        _draw_running_head(sheet, report, area)
    for piece, top, high in pages[number].pieces:
        piece.draw(sheet, QRectF(area.left(), area.top() + top, area.width(), high))
    _draw_foot(sheet, report, f"Page {number + 1} of {len(pages)}")


def content_area(sheet: Sheet, report: Report, *, is_first: bool) -> QRectF:
    """Return the room between the markings, the running head and the foot."""
    extra = HANDLING if report.handling else 0.0
    top = EDGE + MARKING + extra + (8 if is_first else 26)
    bottom = HEIGHT - EDGE - MARKING - extra - 46
    return QRectF(
        sheet.points(SIDE), sheet.points(top),
        sheet.points(WIDTH - 2 * SIDE), sheet.points(bottom - top),
    )  # fmt: skip


def pieces_of(report: Report, fine: float) -> Iterator[Piece]:
    """Yield what the report is made of; ``fine`` is the size of definitions."""
    yield TitlePiece(report)
    for section in report.sections:
        yield from _section(section, fine)


def _section(section: Section, fine: float) -> Iterator[Piece]:
    if not section.is_silent:
        yield HeadingPiece(
            section.heading, section.finding, starts_page=section.starts_page
        )
    for block in section.blocks:
        if isinstance(block, Beside):
            left = [_single(each) for each in block.left]
            right = [_single(each) for each in block.right]
            yield BesidePiece(left, right, block.share)
        else:
            yield from _block(block, fine)


def _single(block: Table | Charts) -> Piece:
    if isinstance(block, Table):
        return TablePiece(block)
    return ChartsPiece(block, least=110.0)


def _block(block: Block, fine: float) -> Iterator[Piece]:
    if isinstance(block, Headlines):
        yield HeadlinesPiece(block)
    elif isinstance(block, Charts):
        yield ChartsPiece(block)
    elif isinstance(block, Table):
        yield TablePiece(block, gap=10.0 if block.title else 3.0)
    elif isinstance(block, Definitions):
        yield DefinitionsPiece(block.entries, fine)
    else:
        size = SMALL if block.is_small else LETTER if block.is_letter else BODY
        gap = APART if block.is_letter and not block.has_bullets else 3.0
        for text in block.paragraphs:
            yield TextPiece(
                text, Type(size), block.has_bullets, is_muted=block.is_small, gap=gap
            )


def _flow(
    sheet: Sheet, pieces: list[Piece], width: float, heights: tuple[float, float]
) -> Iterator[list[Placed]]:
    """Yield pages; ``heights`` are the room on the first and on every later page."""
    queue, page, y = deque(pieces), list[Placed](), 0.0
    height = heights[0]
    while queue:
        piece = queue.popleft()
        top = y + (sheet.points(piece.gap) if page else 0.0)
        high = piece.height(sheet, width)
        wanted = high + _kept(sheet, piece, queue, width)
        breaks = piece.starts_page and y > height * WELL_FILLED
        if top + wanted <= height and not breaks:
            page.append((piece, top, high))
            y = top + high
            continue
        parts = None if breaks else piece.cut(sheet, width, height - top)
        if parts is not None:
            page.append((parts[0], top, parts[0].height(sheet, width)))
            queue.appendleft(parts[1])
        elif page:
            queue.appendleft(piece)
        else:
            page.append((piece, top, high))
        yield page
        page, y, height = [], 0.0, heights[1]
    if page:
        yield page


def _kept(sheet: Sheet, piece: Piece, queue: deque[Piece], width: float) -> float:
    """Return the room that what must follow on the same page needs."""
    if not piece.keeps_next or not queue:
        return 0.0
    following = queue[0]
    high = following.height(sheet, width)
    if following.cut(sheet, width, min(high, sheet.points(70))) is not None:
        high = min(high, sheet.points(70))
    return sheet.points(following.gap) + high


def _stretched(sheet: Sheet, page: Sequence[Placed], height: float) -> Iterator[Placed]:
    """Yield the pieces of a page with what room is left given to those that grow."""
    _, last, high = page[-1]
    spare = max(height - last - high, 0.0)
    wishes = [max(sheet.points(p.most) - high, 0.0) for p, _, high in page]
    share = min(spare / sum(wishes), 1.0) if sum(wishes) else 0.0
    down = 0.0
    for (piece, top, high), wish in zip(page, wishes, strict=True):
        yield piece, top + down, high + wish * share
        down += wish * share


def _draw_markings(sheet: Sheet, report: Report) -> None:
    width, high = sheet.points(WIDTH), sheet.points(MARKING)
    extra = sheet.points(HANDLING) if report.handling else 0.0
    bottom = sheet.points(HEIGHT - EDGE) - high - extra
    for top in (sheet.points(EDGE), bottom):
        marking_line(sheet, QRectF(0, top, width, high), report.marking)
        if report.handling:
            below = QRectF(
                sheet.points(SIDE), top + high, width - 2 * sheet.points(SIDE), extra
            )
            sheet.text(below, report.handling, size=7.6, align=CENTRE)


def _draw_running_head(sheet: Sheet, report: Report, area: QRectF) -> None:
    line = QRectF(
        area.left(), area.top() - sheet.points(21), area.width(), sheet.points(12)
    )
    sheet.text(line, f"{report.title}, {report.period}", size=8.6, weight=600)
    sheet.text(line, report.owner, size=8.6, colour=sheet.tokens.muted, align=RIGHT)
    y = line.bottom() + sheet.points(2)
    pen = sheet.pen(sheet.tokens.text, 0.8)
    sheet.line(QPointF(area.left(), y), QPointF(area.right(), y), pen)


def _draw_foot(sheet: Sheet, report: Report, number: str) -> None:
    muted = sheet.tokens.muted
    extra = HANDLING if report.handling else 0.0
    top = sheet.points(HEIGHT - EDGE - MARKING - extra - 39)
    left, wide = sheet.points(SIDE), sheet.points(WIDTH - 2 * SIDE)
    pen = sheet.pen(sheet.tokens.edge, 0.6)
    sheet.line(QPointF(left, top), QPointF(left + wide, top), pen)
    upper = QRectF(left, top + sheet.points(3.5), wide, sheet.points(10))
    lower = upper.translated(0, sheet.points(10))
    words = f"{report.owner}  |  {report.title}  |  {report.standing} "
    sheet.text(
        upper.adjusted(0, 0, -sheet.points(70), 0),
        words + day_text(report.as_at),
        size=CAPTION_FOOT,
        colour=muted,
    )
    sheet.text(upper, number, size=CAPTION_FOOT, colour=muted, align=RIGHT)
    sheet.text(lower, made_line(report), size=SMALL_FOOT, colour=muted)
    last = lower.translated(0, sheet.points(10))
    sheet.text(last, head_line(report), size=SMALL_FOOT, colour=muted)


CAPTION_FOOT, SMALL_FOOT = 7.8, 6.9


def made_line(report: Report) -> str:
    """Return when and by whom the report was made, and from which store."""
    when = f"{day_text(report.made_at.date())} {report.made_at:%H:%M}"
    return (
        f"Printed {when} by {report.made_by}  |  store {report.store}"
        f"{f', {report.since_print}' if report.since_print else ''}"
    )


def head_line(report: Report) -> str:
    """Return the head of the history, in characters and in words to read aloud."""
    head = head_of(report.fingerprint)
    if head is None:
        return f"Head {report.fingerprint}" if report.fingerprint else ""
    return f"Head {head.text}  |  read aloud: {head.words}"
