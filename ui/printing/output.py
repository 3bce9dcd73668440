"""Write a report to a file: PDF, accessible HTML, pictures or the tables as CSV."""

import os
import sys
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.errors import OutputError
from app.reports.csv_file import csv_of
from app.reports.file import write_file
from app.reports.report import Report
from ui.printing.html import html_of
from ui.printing.pages import page_images, png_of
from ui.printing.pdf import pdf_of
from ui.printing.printed import PRINTED
from ui.style import load_fonts

MAKERS = {".pdf": pdf_of, ".html": html_of, ".htm": html_of, ".csv": csv_of}
"""What makes the content of a file, by the end of its name."""

DOTS = 150.0
"""Dots to the inch of pages as pictures."""


def write_report(report: Report, path: Path, *, png: bool = False) -> list[Path]:
    """Write a report to ``path`` and return the files written.

    The end of the name decides: .pdf, .html, .csv for the tables, .png for pictures
    of the pages. An application of Qt is started, without a display, where there is
    none.

    Args:
        report: What to write.
        path: Where to write it; with pictures, their names have the page's number.
        png: Whether to write a picture of each page beside it too.

    Raises:
        OutputError: It cannot be written, or the end of the name says nothing to us.
            Files that were there before stay as they were.
    """
    suffix = path.suffix.lower()
    if suffix not in MAKERS and suffix != ".png":
        raise OutputError(
            f"{path.name} does not say what to write: its name ends in"
            f" {suffix or 'nothing'}.",
            remedy="End the name in .pdf, .html, .csv or .png.",
            detail=str(path),
        )
    start_offscreen()
    written = []
    if suffix in MAKERS:
        written.append(write_file(path, MAKERS[suffix](report)))
    if png or suffix == ".png":
        written += write_pages(report, path)
    PRINTED.done.emit(report)
    return written


def write_pages(report: Report, path: Path) -> list[Path]:
    """Write each page as a picture and return the files: ``name-1.png`` and so on.

    Raises:
        OutputError: One cannot be written.
    """
    return [
        write_file(path.with_name(f"{path.stem}-{number}.png"), png_of(image))
        for number, image in enumerate(page_images(report, DOTS), start=1)
    ]


def start_offscreen() -> None:
    """Make sure that Qt runs, with our fonts; paper needs no display."""
    if QGuiApplication.instance() is None:
        if sys.platform.startswith("linux"):
            os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _KEPT.append(QApplication(["headroom"]))
        load_fonts()


_KEPT: list[QApplication] = []
"""The application started here: it must live as long as the program."""
