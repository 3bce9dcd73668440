"""The points of a request as a sum that can be seen: one line for each factor."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.casework.request import Priority
from app.casework.working_time import day_words
from app.rules.policy import SCORED, Policy, value_words
from app.rules.priority import Override, Score, ScoreLine, Source
from ui.controls.label import caption, set_tone
from ui.style import BASE_SIZE, font, present_look

WORDS = {
    Priority.IMMEDIATE: "P1 Immediate",
    Priority.URGENT: "P2 Urgent",
    Priority.STANDARD: "P3 Standard",
    Priority.ROUTINE: "P4 Routine",
}
"""What the priorities are called in a sentence."""

LEAST_WIDTH, BAR, GAP = 220, 44, 8
"""Least width of the lines, width of a bar and room beside it, in pixels at 100 %."""

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ScoreList(QWidget):
    """Shows each factor with its value and points, the total and what it leads to."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = ScoreLines()
        self._result = QLabel()
        self._override = QLabel()
        for label in (self._result, self._override):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        set_tone(self._override, "watch")
        self._judged, self._unknown = caption(), caption()
        self._recorded = caption()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (
            *(self._lines, self._result, self._recorded, self._override),
            *(self._judged, self._unknown),
        ):
            layout.addWidget(part)
        self._override.hide()
        self._recorded.hide()

    def show_score(
        self,
        score: Score,
        override: Override | None = None,
        *,
        recorded: float | None = None,
    ) -> None:
        """Show a score.

        Args:
            score: The score as it is today.
            override: The priority that was set against it, if one was.
            recorded: Points when it was ranked last; None if that does not matter.
        """
        self._lines.show_score(score)
        self._result.setText(result_words(score))
        is_old = recorded is not None and recorded != score.total
        self._recorded.setText(recorded_words(recorded) if is_old else "")
        self._recorded.setVisible(is_old)
        self._override.setText(override_words(override) if override else "")
        self._override.setVisible(override is not None)
        self._judged.setText(
            f"{score.known} of {score.of} factors known,"
            f" under policy {score.policy.number}."
        )
        unknown = unknown_words(score)
        self._unknown.setText(unknown)
        self._unknown.setVisible(bool(unknown))

    def text(self) -> str:
        """Return everything that is shown, as a screen reader says it."""
        labels = (
            *(self._result, self._recorded, self._override),
            *(self._judged, self._unknown),
        )
        shown = [label.text() for label in labels if label.text()]
        return " ".join((self._lines.accessibleDescription(), *shown))


class ScoreLines(QWidget):
    """Draws the factors that are known, and under them the total."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Points")
        self._score: Score | None = None
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Expanding, policy.Fixed)

    def show_score(self, score: Score) -> None:
        """Draw a score in place of the one before."""
        self._score = score
        words = [line_words(score.policy, line) for line in self._known()]
        self.setAccessibleDescription("; ".join((*words, f"total {score.total:g}.")))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        rows = len(self._known()) + 1
        return QSize(
            present_look().pixels(LEAST_WIDTH), round(rows * self._row_height()) + 2
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._score is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height, top = self._row_height(), 0.0
        for line in self._known():
            area = QRectF(0, top, self.width(), height)
            self._paint_line(painter, area, self._score.policy, line)
            top += height
        self._paint_total(painter, QRectF(0, top, self.width(), height))
        painter.end()

    def _known(self) -> list[ScoreLine]:
        lines = self._score.lines if self._score else ()
        return [line for line in lines if line.source is not Source.UNKNOWN]

    def _row_height(self) -> float:
        return self._font().pointSizeF() * 2.05 * self.logicalDpiY() / 96 + 1

    def _font(self, weight: int = 400) -> QFont:
        return font(present_look().points(BASE_SIZE), weight)

    def _paint_line(
        self, painter: QPainter, area: QRectF, policy: Policy, line: ScoreLine
    ) -> None:
        look = present_look()
        metrics = QFontMetrics(self._font())
        number = float(metrics.horizontalAdvance("000"))
        bar, gap = float(look.pixels(BAR)), float(look.pixels(GAP))
        room = area.width() - number - bar - 2 * gap
        label = metrics.horizontalAdvance(policy.label(line.factor)) + gap
        value = metrics.horizontalAdvance(value_words(line.value)) + gap / 2
        first = label if label + value <= room else max(room - value, room * 0.55)
        place = QRectF(area.left(), area.top(), first - gap / 2, area.height())
        ink = "text" if line.points else "muted"
        self._write(painter, place, policy.label(line.factor), ink)
        place = QRectF(first, area.top(), room - first, area.height())
        self._write(painter, place, value_words(line.value), "muted")
        place = QRectF(room + gap, area.center().y() - 3, bar, 6)
        self._paint_bar(painter, place, line.points / (policy.most() or 1.0))
        place = QRectF(area.right() - number, area.top(), number, area.height())
        self._write(painter, place, f"{line.points:g}", ink, flags=_RIGHT)

    def _paint_bar(self, painter: QPainter, area: QRectF, share: float) -> None:
        tokens = present_look().tokens
        painter.setPen(QColor(tokens.hairline))
        painter.setBrush(QColor(tokens.canvas))
        painter.drawRoundedRect(area, 3, 3)
        if share > 0:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            long = max(area.width() * min(share, 1.0), 4.0)
            painter.drawRoundedRect(
                QRectF(area.left(), area.top(), long, area.height()), 3, 3
            )

    def _paint_total(self, painter: QPainter, area: QRectF) -> None:
        if self._score is None:
            return
        tokens = present_look().tokens
        painter.setPen(QColor(tokens.edge))
        painter.drawLine(area.topLeft(), area.topRight())
        self._write(painter, area, "Total", "text", weight=600)
        total = f"{self._score.total:g}"
        self._write(painter, area, total, "text", weight=600, flags=_RIGHT)

    def _write(
        self,
        painter: QPainter,
        area: QRectF,
        words: str,
        ink: str,
        *,
        weight: int = 400,
        flags: int = _LEFT,
    ) -> None:
        letters = self._font(weight)
        painter.setFont(letters)
        painter.setPen(QColor(getattr(present_look().tokens, ink)))
        mode, width = Qt.TextElideMode.ElideRight, int(area.width())
        shown = QFontMetrics(letters).elidedText(words, mode, width)
        painter.drawText(area, flags, shown)


def line_words(policy: Policy, line: ScoreLine) -> str:
    """Return one line of a score in words."""
    name, value = policy.label(line.factor), value_words(line.value)
    return f"{name} {value}: {line.points:g}"


def result_words(score: Score) -> str:
    """Return what a total leads to, and from how many points each priority begins."""
    starts = zip(SCORED, score.policy.thresholds, strict=True)
    others = ", ".join(f"{one} from {points:g}" for one, points in starts)
    return f"{score.total:g} points lead to {WORDS[score.priority]} ({others})."


def recorded_words(recorded: float | None) -> str:
    """Return that the points have changed since a request was ranked."""
    return (
        f"It had {recorded or 0:g} points when it was ranked; its age or facts changed"
        " since. Rank it again for its priority to follow."
    )


def override_words(override: Override) -> str:
    """Return what was set against the points, why and until when."""
    words = f"{override.reason[:1].lower()}{override.reason[1:]}"
    return (
        f"Set to {WORDS[override.priority]} until {day_words(override.until)}: {words}."
    )


def unknown_words(score: Score) -> str:
    """Return the factors that are not known, in words; empty if none is."""
    names = [
        score.policy.label(line.factor)
        for line in score.lines
        if line.source is Source.UNKNOWN
    ]
    return f"Not known: {'; '.join(names)}." if names else ""
