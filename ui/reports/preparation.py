"""Make a report and pictures of its pages, off the UI thread."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.progress import Progress
from ui.printing.pages import page_images

if TYPE_CHECKING:
    from app.reports.facts import Facts
    from app.reports.report import Report

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
