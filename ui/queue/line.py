"""The waterline: above which row hours are spent, and what is said of it."""

from dataclasses import dataclass

from ui.style import present_look

BAND = 20
"""Height of the words of a line at 100 % text, in pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line across the table.

    Attributes:
        row: The row above which it is drawn.
        text: What it says, such as "This week's 312 h end here".
        is_whole: Whether it is of the whole unit and not of one skill.
    """

    row: int
    text: str
    is_whole: bool = False


def band_height() -> int:
    """Return how much taller a row with a line above it is, in pixels."""
    return present_look().pixels(BAND)
