"""What comes out on paper: read back from the PDF by other people's programs."""

import io
import re
import subprocess
import sys
from dataclasses import replace

import pdfplumber
import pypdfium2
import pytest

from app.casework.working_time import day_number
from app.errors import OutputError
from app.reports.report import Beside, Column, Prose, Row, Section, Table
from app.workforce.team import Team
from tests.measures.histories import ledger_of
from tests.reports.summaries import OCTOBER, facts, history, summary
from ui.printing.output import write_report
from ui.printing.pages import page_count, page_images
from ui.printing.paper import SIDE, WIDTH
from ui.printing.pdf import pdf_of


@pytest.fixture(scope="module")
def report():
    return summary(facts(handling="For the authority only"), "Two were on leave.")


@pytest.fixture
def pdf(qapp, report):
    with pdfplumber.open(io.BytesIO(pdf_of(report))) as document:
        yield document


def words(page):
    return re.sub(r"\s+", " ", page.extract_text())


def in_order(page):
    """The text in the order in which it was drawn; Qt writes spaces as tabs."""
    return "".join(char["text"] for char in page.chars).replace("\t", " ")


def everything(content):
    with pdfplumber.open(io.BytesIO(content)) as document:
        return [words(page) for page in document.pages]


def test_summary_has_two_pages_of_a4(pdf):
    assert len(pdf.pages) == 2
    for page in pdf.pages:
        assert (round(page.width), round(page.height)) == (595, 842)


def test_marking_and_handling_stand_top_and_bottom_in_the_middle(pdf):
    for page in pdf.pages:
        found = page.search("OFFICIAL-SENSITIVE")
        assert [round(each["top"]) for each in found] == [21, 803]
        for each in found:
            assert abs((each["x0"] + each["x1"]) / 2 - WIDTH / 2) < 1
        assert len(page.search("For the authority only")) == 2


def test_foot_says_page_of_pages_day_store_state_and_maker(pdf):
    for number, page in enumerate(pdf.pages, start=1):
        text = words(page)
        assert f"Page {number} of 2" in text
        assert "figures as at the end of 31 Oct 2026" in text
        assert "Printed 21 Nov 2026 19:40 by A. Manager" in text
        assert "Head 7-0123456789abcdef | read aloud: 7 abuse boss" in text


def test_nothing_is_a_picture_and_every_letter_is_of_our_font(pdf):
    for page in pdf.pages:
        assert page.images == []
        assert {char["fontname"].split("+")[-1] for char in page.chars} <= {
            "Inter-Regular",
            "Inter-Medium",
            "Inter-SemiBold",
            "Inter-Bold",
        }


def test_nothing_stands_outside_the_margins(pdf):
    for page in pdf.pages:
        for char in page.chars:
            assert char["x0"] >= SIDE - 1
            assert char["x1"] <= WIDTH - SIDE + 1
            assert char["top"] >= 17
            assert char["bottom"] <= 842 - 17


def test_no_text_is_cut_with_an_ellipsis(pdf):
    assert all("\N{HORIZONTAL ELLIPSIS}" not in words(page) for page in pdf.pages)


def test_paper_shows_the_figures_of_the_report(pdf, report):
    text = " ".join(words(page) for page in pdf.pages)
    drawn = in_order(pdf.pages[0])
    for figure in report.headlines():
        assert f"{figure.label}{figure.value}{figure.unit}" in drawn
    for table in report.tables():
        for row in table.rows:
            assert " ".join(row.cells) in text


def test_every_glyph_says_what_it_stands_for(pdf):
    for page in pdf.pages:
        assert "(cid:" not in in_order(page)


def test_title_of_the_file_carries_the_marking(pdf):
    title = "Capacity summary, October 2026 [OFFICIAL-SENSITIVE]"
    assert pdf.metadata["Title"] == title
    assert pdf.metadata["Author"] == "Test unit, Force"


def test_file_says_its_language(qapp, report):
    assert b"<rdf:li>en-GB</rdf:li>" in pdf_of(report)


def test_pictures_have_the_pages_and_lines_of_the_pdf(qapp, report):
    with pypdfium2.PdfDocument(pdf_of(report)) as document:
        sizes = {(image.width(), image.height()) for image in page_images(report, 72)}
        assert (page_count(report), sizes) == (len(document), {(595, 842)})


def test_page_in_grey_keeps_bars_and_line_apart(qapp, report):
    from PySide6.QtGui import QColor

    from ui.style import PRINT

    def grey(colour):
        return QColor(colour).lightness()

    assert abs(grey(PRINT.received) - grey(PRINT.completed)) > 60
    assert abs(grey(PRINT.received) - grey(PRINT.text)) > 60


def test_long_commentary_goes_on_over_the_page_whole(qapp):
    said = "\n\n".join(f"Point {n}: " + "work came late. " * 30 for n in range(40))
    pages = everything(pdf_of(summary(facts(), said)))
    text = " ".join(pages)
    assert len(pages) > 3
    assert all(f"Point {n}:" in text for n in range(40))
    assert text.count("late.") == 40 * 30
    assert f"Page {len(pages)} of {len(pages)}" in pages[-1]


def test_word_longer_than_a_line_is_broken_not_cut(qapp):
    pages = everything(pdf_of(summary(facts(), "x" * 2500)))
    assert " ".join(pages).count("x") >= 2500


def test_crowded_table_breaks_no_number(qapp, report):
    heads = ("Name", "Not decided", *(f"Column {n}" for n in range(6)))
    columns = tuple(Column(head=head) for head in heads)
    rows = (Row(cells=("A row", *["1,234"] * 7)),)
    table = Table(title="", columns=columns, rows=rows)
    half = Beside(left=(table,), right=(table,))
    section = Section(heading="", blocks=(table, half))
    pages = everything(pdf_of(replace(report, sections=(section,))))
    assert pages[0].count("1,234") == 21


def test_long_table_repeats_its_head_and_loses_no_row(qapp, report):
    columns = (Column(head="Name of the row"), Column(head="Number"))
    rows = tuple(Row(cells=(f"Row-{n}-end", str(n))) for n in range(200))
    table = Table(title="Long", columns=columns, rows=rows)
    section = Section(heading="More", blocks=(table,))
    pages = everything(pdf_of(replace(report, sections=(section,))))
    assert len(pages) > 2
    assert all("Name of the row" in page for page in pages)
    assert all(f"Row-{n}-end" in " ".join(pages) for n in range(200))


def test_empty_unit_has_one_page_that_says_what_is_missing(qapp):
    pages = everything(pdf_of(summary(facts(ledger=ledger_of(), team=Team(people=())))))
    assert len(pages) == 1
    assert "No requests are recorded yet" in pages[0]


def test_foreign_letters_and_very_long_names_fit(qapp):
    name = "Einheit für Łódź und Ærø " * 8
    pages = everything(pdf_of(summary(facts(unit=name))))
    assert len(pages) == 2


def test_paragraph_without_text_takes_no_page(qapp, report):
    section = Section(heading="", blocks=(Prose(paragraphs=("",)),))
    assert page_count(replace(report, sections=(section,))) == 1


@pytest.mark.parametrize("name", ["s.pdf", "s.html", "s.csv"])
def test_report_is_written_in_the_form_its_name_asks_for(qapp, report, tmp_path, name):
    assert write_report(report, tmp_path / name) == [tmp_path / name]
    assert (tmp_path / name).stat().st_size > 1000


def test_pages_are_written_beside_the_pdf(qapp, report, tmp_path):
    written = write_report(report, tmp_path / "s.pdf", png=True)
    assert [path.name for path in written] == ["s.pdf", "s-1.png", "s-2.png"]
    assert written[1].read_bytes().startswith(b"\x89PNG")


def test_name_without_a_known_end_is_refused_before_anything_is_written(
    qapp, report, tmp_path
):
    with pytest.raises(OutputError, match="does not say what to write"):
        write_report(report, tmp_path / "s.docx")
    assert [*tmp_path.iterdir()] == []


def test_unwritable_place_leaves_the_old_file(qapp, report, tmp_path):
    old = tmp_path / "s.pdf"
    old.write_bytes(b"old")
    with pytest.raises(OutputError, match="could not be written"):
        write_report(report, old / "s.pdf")
    assert old.read_bytes() == b"old"


@pytest.mark.parametrize("display", ["", ":none"])  # the second answers to nobody
def test_pdf_is_made_without_a_display_and_without_an_application(tmp_path, display):
    code = (
        "import os, sys, pathlib\n"
        "[os.environ.pop(n, None) for n in"
        " ('QT_QPA_PLATFORM', 'DISPLAY', 'WAYLAND_DISPLAY')]\n"
        f"os.environ.update({{'DISPLAY': {display!r}}} if {display!r} else {{}})\n"
        "from tests.reports.summaries import summary\n"
        "from ui.printing.output import write_report\n"
        "print(write_report(summary(), pathlib.Path(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "s.pdf")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")


def test_summary_with_dates_at_risk_has_two_pages_and_says_what_they_are(qapp):
    ledger = history()
    prosecutor = ledger.prosecutor.copy()
    prosecutor[:] = day_number(OCTOBER) + 40
    report = summary(facts(replace(ledger, prosecutor=prosecutor)))
    pages = everything(pdf_of(report))
    assert len(pages) == 2
    assert "Planning aid, not legal advice." in pages[1]
