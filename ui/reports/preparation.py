"""Make a report and pictures of its pages, off the UI thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.progress import Progress
from ui.printing.pages import page_images

if TYPE_CHECKING:
    from app.reports.facts import Facts
    from app.reports.report import Report
    from app.wellbeing.welfare import Welfare

DOTS = 150.0
"""Dots to the inch of the pictures: sharp at the widest that a page is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A report and its pages as pictures."""

    report: "Report"
    images: Sequence[QImage]


def prepare(
    facts: "Facts", commentary: str, made_at: datetime, made_by: str, progress: Progress
) -> Prepared:
    """Return the capacity summary of the facts, with pictures of its pages."""
    from app.reports.capacity_summary import summary_of

    progress(0, 2)
    report = summary_of(facts, commentary, made_at=made_at, made_by=made_by)
    progress(1, 2)
    return Prepared(report=report, images=tuple(page_images(report, DOTS)))


def prepare_demand(
    facts: "Facts", made: tuple[datetime, str], progress: Progress
) -> Prepared:
    """Return the note on demand, with pictures of its pages."""
    from app.reports.demand_note import demand_note_of

    progress(0, 2)
    report = demand_note_of(facts, made_at=made[0], made_by=made[1])
    progress(1, 2)
    return Prepared(report=report, images=tuple(page_images(report, DOTS)))


def prepare_note(
    facts: "Facts",
    welfare: "Welfare",
    told: "Mapping[str, int]",
    made: tuple[datetime, str],
    progress: Progress,
) -> Prepared:
    """Return the wellbeing note, with pictures of its pages.

    Args:
        facts: What the store holds.
        welfare: What it holds of exposure and welfare.
        told: Row id of each request of which the end was told, by uid.
        made: When it is made, and by whom.
        progress: Told after each step.
    """
    from app.reports.wellbeing_note import group_figures, note_of

    progress(0, 2)
    figures = group_figures(facts, welfare, told)
    report = note_of(facts, figures, made_at=made[0], made_by=made[1])
    progress(1, 2)
    return Prepared(report=report, images=tuple(page_images(report, DOTS)))
