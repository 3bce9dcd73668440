from dataclasses import replace
from datetime import date

import pytest

from app.__main__ import main
from app.conduct.gate import decide, lapse, receive_reply
from app.errors import InvalidRequest
from app.reports.notice import NO_ADVICE, notice, notice_about
from app.reports.report import Prose
from app.rules.gate import Verdict
from app.store.setting import Settings
from app.store.unit import create_unit
from tests.gates import ABOUT, DECIDED, NOW, acceptance, decision, submit
from ui.printing.html import html_of
from ui.printing.pages import page_count

RETURN = decision(
    Verdict.RETURN, reasons=("R_LEGAL", "R_DATES"), words="The <warrant> is of 2024."
)


@pytest.fixture
def returned(store):
    uid = submit(store, requester="CID Northport 4471", case_reference="CR/142/26")
    decide(store, uid, RETURN, **ABOUT)
    return uid


def made(store, uid):
    return notice(store, uid, made_at=NOW, made_by="deputy")


def text_of(report):
    blocks = report.blocks()
    prose = [
        text for one in blocks if isinstance(one, Prose) for text in one.paragraphs
    ]
    cells = [c for table in report.tables() for row in table.rows for c in row.cells]
    return "\n".join((report.title, *prose, *cells))


def test_a_return_says_what_is_missing_and_how_to_answer(store, returned):
    report = made(store, returned)
    assert (report.title, report.period) == ("Request returned", "DF-1")
    missing = report.tables()[0]
    assert [row.cells[0] for row in missing.rows] == [
        *("Legal basis missing", "Dates missing")
    ]
    assert "Name the warrant" in missing.rows[0].cells[2]
    text = text_of(report)
    assert "To: CID Northport 4471, DIV_B\nYour reference: CR/142/26" in text
    assert "The <warrant> is of 2024." in text
    assert "Without a reply by 1 Jul 2026 the request may be closed" in text
    assert "keeps its day of submission, 1 Jun 2026" in text
    assert "Deputy\nfor Digital Forensics Unit" in text


def test_every_notice_is_marked_and_gives_no_legal_advice(store, returned):
    report = made(store, returned)
    assert report.marking == "OFFICIAL-SENSITIVE"
    assert NO_ADVICE in text_of(report)


def test_every_shipped_reason_for_a_return_has_an_answer(store):
    from app.reports.notice import ANSWERS
    from app.store.vocabulary import vocabulary

    assert set(ANSWERS) == set(vocabulary(store, "return_reason").codes)


@pytest.mark.parametrize(
    ("made_of", "title", "words"),
    [
        (
            decision(Verdict.REJECT, reasons=("J_NOTNEC",)),
            "Request not accepted",
            "ask the unit to reopen DF-1",
        ),
        (
            decision(Verdict.DIVERT),
            "Request for frontline triage",
            "trained officer at a kiosk",
        ),
    ],
)
def test_a_rejection_says_why_and_what_can_be_done(store, made_of, title, words):
    uid = submit(store)
    decide(store, uid, made_of, **ABOUT)
    report = made(store, uid)
    assert report.title == title
    assert words in text_of(report)


def test_a_lapse_says_that_no_reply_came(store):
    uid = submit(store, on=date(2026, 5, 20))
    decide(store, uid, replace(RETURN, on=date(2026, 6, 1)), **ABOUT)
    lapse(store, uid, on=date(2026, 6, 30), **ABOUT)
    assert "no reply came within 28 days" in text_of(made(store, uid))


def test_there_is_no_notice_of_what_was_not_refused(store, returned):
    accepted = submit(store, "DF-2")
    decide(store, accepted, acceptance(store, accepted), **ABOUT)
    with pytest.raises(InvalidRequest, match="DF-2 is accepted"):
        made(store, accepted)
    receive_reply(store, returned, on=DECIDED, **ABOUT)
    with pytest.raises(InvalidRequest, match="DF-1 is submitted"):
        made(store, returned)


def test_a_reference_that_is_not_there_is_said(store):
    for reference, words in (("", "about one request"), ("DF-9", "no request DF-9")):
        with pytest.raises(InvalidRequest, match=words):
            notice_about(store, reference, made_at=NOW, made_by="deputy")


def test_it_fits_one_page_and_its_words_are_no_markup(store, returned, qapp):
    report = made(store, returned)
    assert page_count(report) == 1
    page = html_of(report).decode()
    assert "The &lt;warrant&gt; is of 2024." in page
    assert "Decision of" in page


def test_words_of_a_hundred_thousand_characters_are_printed_on_more_pages(store, qapp):
    uid = submit(store)
    decide(store, uid, replace(RETURN, words="word " * 20_000), **ABOUT)
    assert page_count(made(store, uid)) > 5


def test_the_command_line_writes_it(tmp_path, qapp, capsys):
    path, output = tmp_path / "unit.db", tmp_path / "notice.html"
    store = create_unit(path, Settings(), who="test", at=NOW)
    decide(store, submit(store), RETURN, **ABOUT)
    store.close()
    command = ["report", "notice", str(path), "--output", str(output)]
    assert main([*command, "--request", "DF-1"]) == 0
    assert "Request returned" in output.read_text("utf-8")
    assert main([*command, "--request", "DF-2"]) == 2
    assert "no request DF-2" in capsys.readouterr().err
