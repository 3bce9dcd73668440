"""How the figures of the capacity summary are made, and from how many records."""

from dataclasses import replace

from app.measures.backlog import Backlog
from app.measures.figure import Figure
from app.measures.limits import Risk, statutory_risk
from app.reports.report import Definition, Definitions
from app.reports.summary_figures import SummaryFigures
from app.reports.wording import covered

NBSP = "\N{NO-BREAK SPACE}"


def definitions(figures: SummaryFigures) -> Definitions:
    """Return the definition and the coverage (M43) of every figure.

    What the backlog counts is said once, not with every figure that is taken of it.
    """
    first, *rest = [_entry(figure) for figure in _told(figures)]
    shorter = [replace(e, text=e.text.replace(str(Backlog.B3), "B3")) for e in rest]
    return Definitions(entries=(first, *shorter))


def _told(figures: SummaryFigures) -> list[Figure]:
    told = [
        figures.backlog,
        figures.exhibits,
        figures.accepted,
        figures.issued,
        figures.clearance,
        figures.work,
        figures.turnaround.median,
        figures.over_age,
        figures.median_age,
        figures.ages.requests[0],
        figures.bridge.closing,
    ]
    at_risk = statutory_risk(figures.limits)[Risk.RED]
    if at_risk.coverage.used:
        told.append(at_risk)
    capacity = figures.capacity
    if capacity is not None:
        told[6:6] = [capacity.weeks]
        told += [capacity.gross, capacity.net, capacity.utilisation]
    return told


def _entry(figure: Figure) -> Definition:
    name = NAMES.get(figure.measure, figure.label)
    return Definition(
        term=f"{name} ({figure.measure}, {figure.unit}).",
        text=figure.definition,
        coverage=covered(figure.coverage).replace(" ", NBSP),
    )


NAMES = {
    "M01": "Outstanding backlog, B3",
    "M04": "Age bands",
    "M06": "Over age, B4",
    "M07": "Backlog bridge",
    "M14": "Turnaround",
    "M21": "Dates at risk",
}
"""Names of figures whose label is that of one value among several."""
