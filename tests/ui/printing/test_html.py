"""The accessible document: real headings and tables, everything escaped."""

import csv
import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from app.reports.csv_file import csv_of
from tests.reports.summaries import facts, summary
from ui.printing.html import html_of

EVIL = '<script>alert("x")</script> & \\1'
EMPTY = {"meta", "br"}


class Outline(HTMLParser):
    """Collects the tags, their attributes, and whether they close in order."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.attributes = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def page(qapp):
    return html_of(summary(facts(), "Two were on leave.")).decode()


def test_every_element_is_closed_and_headings_step_down(page):
    outline = Outline(page)
    assert outline.open == []
    assert outline.tags.count("h1") == 1
    assert outline.tags.count("h2") == len(summary(facts(), "x").sections)


def test_every_head_of_a_table_has_a_scope(page):
    heads = [attrs for tag, attrs in Outline(page).attributes if tag == "th"]
    assert heads
    assert all(attrs.get("scope") in {"col", "row"} for attrs in heads)


def test_every_chart_is_drawn_named_and_followed_by_its_numbers(page):
    charts = summary().charts()
    drawn = re.findall(r"<svg\b.*?</svg>", page, re.DOTALL)
    assert len(drawn) == len(charts) == 3
    for chart, text in zip(charts, drawn, strict=True):
        svg = ElementTree.fromstring(text)  # noqa: S314 - our own
        assert svg.attrib["role"] == "img"
        assert chart.title in text
        assert chart.description in page
        assert f'<td class="number">{chart.rows()[-1][-1]}</td>' in page


def test_identities_are_used_once(page):
    found = re.findall(r'\bid="([^"]+)"', page)
    named = [name for name in found if name.startswith("s")]
    assert len(named) == len(set(named))


def test_page_has_language_title_and_both_markings(page):
    assert '<html lang="en-GB">' in page
    assert "<title>Capacity summary, October 2026 [OFFICIAL-SENSITIVE]</title>" in page
    assert page.count('<p class="marking">OFFICIAL-SENSITIVE') == 2


def test_page_asks_nothing_of_any_network(page):
    assert "default-src 'none'" in page
    assert not re.findall(r'(?:src|href)="(?!#)', page)


def test_text_from_outside_stays_text(qapp):
    page = html_of(summary(facts(unit=EVIL, handling=EVIL), EVIL)).decode()
    assert "<script" not in page
    assert page.count("&lt;script&gt;") >= 4


def test_csv_begins_with_the_marking_and_holds_every_table():
    report = summary()
    rows = list(csv.reader(io.StringIO(csv_of(report).decode("utf-8-sig"))))
    assert rows[0] == ["OFFICIAL-SENSITIVE"]
    for table in report.tables():
        assert [column.head for column in table.columns] in rows


def test_formula_in_a_name_is_text_in_the_csv():
    content = csv_of(summary(facts(unit="=cmd|' /C calc'!A0"))).decode("utf-8-sig")
    assert "'=cmd|" in content
    assert not re.search(r"(^|,)\"?=", content, re.MULTILINE)
