"""What the capacity summary says of dates at risk; a planning aid, not legal advice."""

from app.measures.limits import NEAR, Risk, statutory_risk
from app.reports.report import Prose, Section
from app.reports.summary_figures import SummaryFigures
from app.reports.wording import counted, covered
from app.rules.clock import PLANNING_AID


def limits_section(figures: SummaryFigures) -> Section | None:
    """Return how many requests are at risk of missing a limit; None without limits."""
    limits = figures.limits
    known = statutory_risk(limits)[Risk.RED].coverage
    if not known.used:
        return None
    missed = len(limits.rows_at(Risk.MISSED))
    late = len(limits.late_rows)
    slow = len(limits.rows_at(Risk.RED, is_started=True))
    near = len(limits.rows_at(Risk.AMBER))
    text = (
        f"{counted(late, 'request')} past the latest safe start and not started,"
        f" {slow} in work and expected after the limit, {near} within {NEAR} days of"
        f" that; {missed} open past a limit. {_missed(figures)}"
        f" A limit is known of {covered(known, 'open requests')}."
        f" {PLANNING_AID.capitalize()}."
    )
    return Section(heading="Dates at risk", blocks=(Prose(paragraphs=(text,)),))


def _missed(figures: SummaryFigures) -> str:
    """Say how many of the prosecutor's days of the period were missed."""
    missed, due = int(figures.missed.value or 0), figures.missed.coverage.scope
    days = counted(due, "day", "days")
    if not due:
        return f"No day set by the prosecutor fell in {figures.span.name}."
    return (
        f"Of {days} set by the prosecutor in {figures.span.name}, {missed}"
        f" {'was' if missed == 1 else 'were'} missed."
    )
