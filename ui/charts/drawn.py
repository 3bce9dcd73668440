"""What a chart leaves behind when it has been drawn: where its values are."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on a chart that can be pointed at, with what it says.

    Attributes:
        area: Where the pointer finds it.
        text: The values there, with their names, as one sentence.
        peak: Where its highest value is drawn.
        row: The row of the chart's table that holds the same values.
        column: The column of the table, counted after the first; -1 for the whole row.
    """

    area: QRectF
    text: str
    peak: QPointF
    row: int
    column: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """Where a chart was drawn.

    Attributes:
        plot: The area inside the axes.
        spots: Its values, in reading order.
    """

    plot: QRectF
    spots: tuple[Spot, ...]
