"""The tables of a report as CSV, to go on working with in a spreadsheet."""

import csv
import io
from collections.abc import Iterable

from app.casework.plain_text import escaped_cell
from app.reports.chart import day_text
from app.reports.head_words import head_of
from app.reports.report import Report


def csv_of(report: Report) -> bytes:
    """Return every table and the numbers of every chart as one CSV file.

    The first line is the protective marking. The encoding has a mark at the start, by
    which spreadsheets know it.
    """
    text = io.StringIO(newline="")
    text.write("\ufeff")
    writer = csv.writer(text)
    for line in _lines(report):
        writer.writerow([escaped_cell(cell) for cell in line])
    return text.getvalue().encode()


def _lines(report: Report) -> Iterable[Iterable[str]]:
    yield (" ".join(filter(None, (report.marking, report.handling))),)
    yield report.title, report.period, report.comparison
    yield report.owner, "figures as at the end of", day_text(report.as_at)
    head = head_of(report.fingerprint)
    aloud = ("read aloud", head.words) if head else ()
    yield "store", report.store, "head", report.fingerprint, *aloud
    for figure in report.headlines():
        yield figure.label, figure.value, figure.unit, figure.remark
    for table in report.tables():
        yield ()
        yield (table.title or table.columns[0].head,)
        yield [column.head for column in table.columns]
        yield from (row.cells for row in table.rows)
    for chart in report.charts():
        yield ()
        yield (f"{chart.title}. {chart.unit}",)
        yield chart.head()
        yield from chart.rows()
