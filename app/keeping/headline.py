"""The headline measures kept with a copy, so that a rehearsal can compute them anew."""

from collections.abc import Mapping
from datetime import date, datetime

from app.reports.backlog_table import backlog_figures
from app.reports.facts import read_facts
from app.store import Store
from app.store.ledger import build_ledger
from app.store.setting import read_settings

Figures = Mapping[str, float | None]
"""Values of measures by what they are called; None where one is not known."""


def day_of(store: Store, at: datetime) -> date:
    """Return the day that figures are of: the last of an ended history, or today."""
    return read_settings(store).as_at or at.date()


def headline_figures(store: Store, as_at: date) -> dict[str, float | None]:
    """Return the backlog by each of its definitions, from the whole history.

    The snapshot for quick opening is not used: what is proved is the history.

    Args:
        store: The store or a copy of it in memory.
        as_at: Day at whose end they hold.
    """
    facts = read_facts(store, as_at, build_ledger(store))
    found = backlog_figures(facts)
    return {f"{figure.label} ({figure.unit})": figure.value for figure in found}


def differences(expected: Figures, found: Figures) -> tuple[str, ...]:
    """Return the names of figures that are not the same to the last digit."""
    names = (*expected, *(name for name in found if name not in expected))
    nothing = object()
    return tuple(
        name
        for name in names
        if expected.get(name, nothing) != found.get(name, nothing)
    )
