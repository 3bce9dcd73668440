"""A report as one accessible HTML file: headings, real tables, charts with numbers.

It needs nothing from anywhere else. Every text is escaped; each chart is drawn as SVG
with a title and a description, and the numbers behind it follow as a table.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape

from app.reports.chart import Chart, day_text
from app.reports.report import (
    Align,
    Beside,
    Block,
    Charts,
    Definitions,
    Headlines,
    Prose,
    Report,
    Row,
    Section,
    Table,
)
from ui.charts.painter import chart_svg
from ui.printing.layout import head_line, made_line
from ui.style import PRINT, mixed

_TAG = re.compile(rb"<svg\b([^>]*)>")
_ABOUT = re.compile(rb"<(title|desc)>.*?</\1>", re.DOTALL)


def html_of(report: Report) -> bytes:
    """Return a report as the content of an HTML file."""
    return "\n".join(_document(report)).encode()


def _document(report: Report) -> Iterator[str]:
    title = escape(f"{report.title}, {report.period} [{report.marking}]")
    yield '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield (
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{title}</title>"
    yield f'<meta name="author" content="{escape(report.owner)}">'
    yield f"<style>{_style()}</style>\n</head>\n<body>"
    yield f"<header>\n{_marking(report)}"
    yield f"<h1>{escape(report.title)}</h1>"
    yield f'<p class="period">{escape(report.period)}, {escape(report.comparison)}</p>'
    standing = report.standing[:1].upper() + report.standing[1:]
    yield f"<p>{escape(report.owner)}. {escape(standing)}"
    yield f"{escape(day_text(report.as_at))}.</p>\n</header>\n<main>"
    for number, section in enumerate(report.sections):
        yield from _section(section, number)
    yield f"</main>\n<footer>\n<p>{escape(made_line(report))}<br>"
    yield f"{escape(head_line(report))}</p>"
    yield f"{_marking(report)}\n</footer>\n</body>\n</html>\n"


def _marking(report: Report) -> str:
    handling = (
        f"<br><small>{escape(report.handling)}</small>" if report.handling else ""
    )
    return f'<p class="marking">{escape(report.marking)}{handling}</p>'


def _section(section: Section, number: int) -> Iterator[str]:
    yield f'<section aria-labelledby="s{number}">\n<h2 id="s{number}">'
    yield f"{escape(section.heading)}</h2>"
    if section.finding:
        yield f"<p>{escape(section.finding)}</p>"
    for place, block in enumerate(section.blocks):
        parts = (*block.left, *block.right) if isinstance(block, Beside) else (block,)
        for part, each in enumerate(parts):
            yield from _block(each, f"s{number}b{place}p{part}")
    yield "</section>"


def _block(block: Block, name: str) -> Iterator[str]:
    if isinstance(block, Headlines):
        yield from _headlines(block)
    elif isinstance(block, Table):
        yield from _table(block)
    elif isinstance(block, Charts):
        for place, chart in enumerate(block.charts):
            yield from _chart(chart, f"{name}c{place}")
    elif isinstance(block, Definitions):
        yield from _definitions(block)
    else:
        yield from _prose(block)


def _headlines(block: Headlines) -> Iterator[str]:
    yield '<dl class="headlines">'
    for figure in block.figures:
        value = f"{figure.value} {figure.unit}".rstrip()
        yield (
            f'<div class="{figure.tone.value}"><dt>{escape(figure.label)}</dt>'
            f"<dd><b>{escape(value)}</b><br>{escape(figure.remark)}</dd></div>"
        )
    yield "</dl>"


def _table(table: Table) -> Iterator[str]:
    yield "<table>"
    if table.title:
        yield f"<caption>{escape(table.title)}</caption>"
    sides = [column.align for column in table.columns]
    heads = zip(table.columns, sides, strict=True)
    cells = (_cell("th", c.head, side, ' scope="col"') for c, side in heads)
    yield f"<thead><tr>{''.join(cells)}</tr></thead>\n<tbody>"
    for row in table.rows:
        yield _row(row, sides)
    yield "</tbody></table>"
    if table.note:
        yield f'<p class="note">{escape(table.note)}</p>'


def _row(row: Row, sides: list[Align]) -> str:
    head = _cell("th", row.cells[0], sides[0], ' scope="row"')
    rest = zip(row.cells[1:], sides[1:], strict=True)
    cells = "".join(_cell("td", text, side) for text, side in rest)
    return f"<tr{' class=total' if row.is_total else ''}>{head}{cells}</tr>"


def _cell(tag: str, text: str, side: Align, more: str = "") -> str:
    number = ' class="number"' if side is Align.RIGHT else ""
    return f"<{tag}{more}{number}>{escape(text)}</{tag}>"


def _chart(chart: Chart, name: str) -> Iterator[str]:
    yield f"<figure>\n{_svg(chart, name)}"
    covered = f" Coverage: {chart.coverage}." if chart.coverage else ""
    caption = escape(f"{chart.description}{covered}")
    yield f"<figcaption>{caption}</figcaption>\n<details>"
    yield "<summary>The numbers behind this chart</summary>"
    yield f"<table><caption>{escape(chart.title)}. {escape(chart.unit)}.</caption>"
    heads = "".join(f'<th scope="col">{escape(head)}</th>' for head in chart.head())
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for first, *rest in chart.rows():
        cells = "".join(f'<td class="number">{escape(text)}</td>' for text in rest)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody></table>\n</details>\n</figure>"


def _svg(chart: Chart, name: str) -> str:
    """Return a chart as an SVG element with a title and a description of its own."""
    content = chart_svg(replace(chart, coverage=""))  # the caption says it
    content = _ABOUT.sub(b"", content[content.index(b"<svg") :])
    about = (
        f'<svg role="img" aria-labelledby="{name}t {name}d"\\1>'
        f'<title id="{name}t">{_plain(chart.title)}</title>'
        f'<desc id="{name}d">{_plain(chart.description)}</desc>'
    )
    return _TAG.sub(about.encode(), content, count=1).decode().strip()


def _plain(text: str) -> str:
    return escape(text).replace("\\", "&#92;")


def _definitions(block: Definitions) -> Iterator[str]:
    yield '<dl class="definitions">'
    for entry in block.entries:
        covered = f" Coverage: {entry.coverage}." if entry.coverage else ""
        yield f"<dt>{escape(entry.term)}</dt>"
        yield f"<dd>{escape(entry.text)}{escape(covered)}</dd>"
    yield "</dl>"


def _prose(block: Prose) -> Iterator[str]:
    if not block.has_bullets:
        yield from (f"<p>{escape(text)}</p>" for text in block.paragraphs)
        return
    yield "<ul>"
    yield from (f"<li>{escape(text)}</li>" for text in block.paragraphs)
    yield "</ul>"


def _style() -> str:
    head = mixed(PRINT.outer_band, PRINT.surface, 0.4)
    return f"""
body {{ font: 1rem/1.5 Inter, "Segoe UI", Arial, sans-serif; color: {PRINT.text};
  background: {PRINT.surface}; max-width: 60rem; margin: 0 auto; padding: 1rem; }}
h1 {{ margin: 0.5rem 0 0; }} h2 {{ margin-top: 2rem; }}
.marking {{ text-align: center; font-weight: 700; }}
.period {{ font-size: 1.2rem; font-weight: 600; margin: 0; }}
.headlines {{ display: grid; gap: 1rem; padding: 0;
  grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }}
.headlines div {{ border-left: 4px solid {PRINT.text}; padding-left: 0.7rem; }}
.headlines dd {{ margin: 0; }} .headlines b {{ font-size: 1.5rem; }}
.headlines .good {{ border-color: {PRINT.good}; }}
.headlines .watch {{ border-color: {PRINT.watch}; }}
.headlines .bad {{ border-color: {PRINT.bad}; }}
table {{ border-collapse: collapse; width: 100%; margin: 0.5rem 0;
  font-variant-numeric: tabular-nums; }}
caption {{ text-align: left; font-weight: 600; padding: 0.3rem 0; }}
th, td {{ padding: 0.25rem 0.6rem; border-bottom: 1px solid {PRINT.hairline};
  text-align: left; vertical-align: top; }}
thead th {{ background: {head}; }} tbody th {{ font-weight: 400; }}
.number {{ text-align: right; }}
.total th, .total td {{ font-weight: 600; border-bottom: 2px solid {PRINT.text}; }}
figure {{ margin: 1rem 0; }} svg {{ width: 100%; height: auto; }}
.note, figcaption, footer {{ color: {PRINT.muted}; }}
.definitions dt {{ font-weight: 600; }} .definitions dd {{ margin: 0 0 0.5rem; }}
@media print {{ details {{ display: none; }} section, figure, tr {{
  break-inside: avoid; }} body {{ max-width: none; font-size: 9pt; }} }}
"""
