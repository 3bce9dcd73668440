"""What is expected to arrive, as lines of text."""

from collections.abc import Iterator, Sequence

from app.errors import InvalidRequest
from app.measures.figure import Figure
from app.reports.chart import day_text
from app.reports.expected import (
    AHEAD,
    SEED,
    Expected,
    expected_of,
    expected_sentence,
    expected_table,
    method_words,
    worth_words,
)
from app.reports.facts import Facts

WIDTHS = (14, 8, 16, 16, 16)
"""Widths of the columns, in letters."""


def expected_lines(facts: Facts, weeks: int, seed: int | None = None) -> Iterator[str]:
    """Yield the weeks ahead with their bands, and what such forecasts were worth.

    Args:
        facts: What the store holds.
        weeks: How many weeks are told.
        seed: What the futures are drawn from; that of the window if None.

    Raises:
        AppError: The weeks cannot be, or there is nothing to forecast from.
    """
    if not 1 <= weeks <= AHEAD:
        raise InvalidRequest(
            f"{weeks:,} weeks cannot be forecast.",
            remedy=f"Give from 1 to {AHEAD} weeks.",
        )
    expected = expected_of(facts, seed=SEED if seed is None else seed)
    found = expected.found
    yield (
        f"{facts.settings.unit}, requests expected in {weeks} weeks from"
        f" {day_text(found.mondays[0])}; as known at the end of"
        f" {day_text(facts.as_at)}"
    )
    head, rows = expected_table(expected, weeks)
    yield from map(_row, (head, *rows))
    yield ""
    yield expected_sentence(expected, weeks)
    yield worth_words(expected)
    yield method_words(expected)
    yield from _changed(expected)
    yield ""
    yield from _tested(expected)
    yield (
        f"Seed {found.seed}, {len(found.paths):,} futures, history"
        f" {facts.fingerprint}: the same three give the same lines."
    )


def _changed(expected: Expected) -> Iterator[str]:
    """Yield where the weeks suggest that demand is another than before."""
    if expected.hint is not None:
        yield expected.hint.sentence


def _tested(expected: Expected) -> Iterator[str]:
    """Yield the back-test (M36), each sort of figure with its definition once."""
    told = ""
    for figure in expected.figures():
        yield _figure(figure)
        if figure.measure != told:
            told = figure.measure
            yield f"  {figure.measure}. {figure.definition}"


def _figure(figure: Figure) -> str:
    value = "not known" if figure.value is None else f"{figure.value:.0f}%"
    return f"{figure.label}: {value}. {figure.note}".rstrip()


def _row(cells: Sequence[str]) -> str:
    first, *others = zip(cells, WIDTHS, strict=True)
    return f"{first[0]:<{first[1]}}" + "".join(f"{one:>{wide}}" for one, wide in others)
