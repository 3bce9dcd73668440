"""What a policy would do to the open queue, before it is adopted."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.casework.request import Priority
from app.reports.chart import number_text, signed_text
from app.rules.effect import Effect, Shift
from ui.controls.label import caption
from ui.controls.score_list import WORDS
from ui.controls.text_table import TextTable
from ui.style import present_look

MOST_NAMES = 12
"""References that are named in one sentence; of more their number is said."""

LATER = (
    "Adopting ranks nothing anew: requests keep the policy that they were ranked under"
    " until they are ranked again."
)
COUNT_HEAD = ("Priority", "Now", "Ranked anew as it is", "By this policy", "Difference")
SHIFT_HEAD = (
    *("Request", "Priority", "Because of"),
    *("Points now", "Points then", "Place", "Moves by"),
)


class PolicyEffect(QWidget):
    """Counts by priority before and after, and every request that changes."""

    def __init__(self) -> None:
        super().__init__()
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.counts = TextTable("Requests by priority, now and then")
        self.counts.setFixedHeight(present_look().row_height * 4 + 38)
        self.changes = TextTable("Requests whose priority changes")
        self.kept = caption()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.sentence)
        layout.addWidget(self.counts)
        layout.addWidget(self.changes, 1)
        layout.addWidget(self.kept)

    def show_effect(self, effect: Effect) -> None:
        """Show what adopting the policy and ranking anew would do."""
        self.sentence.setText(effect_words(effect))
        rows = [_count_row(effect, priority) for priority in Priority]
        self.counts.show_rows(COUNT_HEAD, rows)
        changed = [_shift_row(one) for one in sorted(effect.changed, key=_comes_after)]
        self.changes.show_rows(SHIFT_HEAD, changed, numbers_from=3)
        self.kept.setText(f"{kept_words(effect)} {LATER}".strip())
        self.kept.show()

    def show_problem(self, words: str) -> None:
        """Say why nothing can be previewed."""
        self.sentence.setText(words)
        self.counts.show_rows(COUNT_HEAD, [])
        self.changes.show_rows(SHIFT_HEAD, [], numbers_from=3)
        self.kept.hide()


def effect_words(effect: Effect) -> str:
    """Return what changes, as a sentence."""
    every, changed = len(effect.shifts), len(effect.changed)
    if not changed:
        words = f"None of the {every:,} open requests changes its priority"
    else:
        words = f"{changed:,} of {every:,} open requests change their priority"
    others = sum(not shift.is_by_policy for shift in effect.changed)
    if others:
        words += (
            f", {changed - others:,} by this policy and {others:,} by their age or by"
            " facts recorded since they were ranked"
        )
    return f"{words}. The farthest moves by {effect.farthest:,} places."


def kept_words(effect: Effect) -> str:
    """Return which requests keep their priority whatever the points say."""
    parts = []
    if effect.not_scored:
        names = _names(effect.not_scored)
        parts.append(f"Not scored, as nobody judged a factor: {names}.")
    if effect.overridden:
        parts.append(f"Set against the points and kept: {_names(effect.overridden)}.")
    return " ".join(parts)


def _names(references: tuple[str, ...]) -> str:
    if len(references) > MOST_NAMES:
        return f"{len(references):,} requests"
    return ", ".join(references)


def _count_row(effect: Effect, priority: Priority) -> tuple[str, ...]:
    counts = (effect.before[priority], effect.anew[priority], effect.after[priority])
    difference = signed_text(counts[2] - counts[1])
    return WORDS[priority], *map(number_text, counts), difference


def _comes_after(shift: Shift) -> bool:
    """Return whether a request stands after those that the policy changes."""
    return not shift.is_by_policy


def _shift_row(shift: Shift) -> tuple[str, ...]:
    before = shift.before.value if shift.before else "none"
    after = shift.after.value if shift.after else "none"
    return (
        shift.reference,
        f"{before} to {after}",
        "this policy" if shift.is_by_policy else "age or facts",
        _points(shift.points_before),
        _points(shift.points_after),
        f"{shift.place_before:,} to {shift.place_after:,}",
        signed_text(shift.places),
    )


def _points(points: float | None) -> str:
    return "-" if points is None else f"{points:g}"
