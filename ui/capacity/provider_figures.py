"""The figures of outsourcing (M56) on cards, beside one another."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.measures.figure import Coverage, Figure
from app.measures.outsourcing import Outsourcing
from app.reports.chart import number_text
from ui.controls.card import CardRow
from ui.controls.figure_card import Direction, FigureCard

LEAST = 150
"""Least width of a card, in pixels at 100 % text."""

TITLES = (
    *("Exhibits sent", "Cost", "Cost of an exhibit", "Receipt to issue"),
    "Defective",
)


class ProviderFigures(QWidget):
    """Shows what providers did in a year; a card opens what is behind it."""

    rows_wanted = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self.cards = [FigureCard(title) for title in TITLES]
        row = CardRow(LEAST)
        for card in self.cards:
            row.add(card)
            card.opened.connect(partial(self._open, card))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(row)
        self._shown: dict[FigureCard, Figure] = {}

    def show_figures(self, found: Outsourcing) -> None:
        """Show the figures of a year."""
        every = (
            found.items,
            found.cost,
            found.item_cost,
            found.turnaround,
            found.defects,
        )
        self._shown = dict(zip(self.cards, every, strict=True))
        items, cost, each, turnaround, defects = self.cards
        coverage = found.cost.coverage
        invoiced = f"{coverage.used:,} of {coverage.scope:,} sendings invoiced"
        recorded = found.defects.coverage
        items.show_figure(
            found.items,
            Direction(text=f"in {coverage.scope:,} sendings, one year"),
            value=number_text(found.items.value or 0.0),
        )
        cost.show_figure(
            found.cost, Direction(text=invoiced), value=pounds(found.cost, 0)
        )
        each.show_figure(
            found.item_cost,
            Direction(text=not_invoiced(coverage)),
            value=pounds(found.item_cost, 0),
        )
        turnaround.show_figure(found.turnaround, against(found))
        defects.show_figure(
            found.defects,
            Direction(text=f"{recorded.used:,} of {recorded.scope:,} recorded"),
            value=percent(found.defects),
        )

    def _open(self, card: FigureCard) -> None:
        figure = self._shown.get(card)
        if figure is not None and len(figure.rows):
            self.rows_wanted.emit(figure.rows, f"{figure.label}, one year")


def not_invoiced(coverage: Coverage) -> str:
    """Return how many costs are no invoices yet."""
    left = coverage.scope - coverage.used
    return f"{left:,} at the price agreed" if left else "all invoiced"


def pounds(figure: Figure, decimals: int) -> str:
    """Return a sum of money as text."""
    if figure.value is None:
        return "not known"
    return f"£{number_text(figure.value, decimals)}"


def percent(figure: Figure) -> str:
    """Return a small share as text."""
    if figure.value is None:
        return "not known"
    return f"{number_text(figure.value, 1)}%"


def against(found: Outsourcing) -> Direction:
    """Return how the turnaround compares with that of the unit, for like requests."""
    theirs, ours = found.turnaround.value, found.in_house.value
    if theirs is None or ours is None:
        return Direction(text="nothing alike in the unit")
    tone = "watch" if theirs > ours else "good"
    return Direction(text=f"{ours:.0f} if done in the unit", tone=tone)
