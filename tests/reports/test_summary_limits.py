from datetime import timedelta

import pytest

from app.reports.report import Definitions
from tests.measures.histories import ledger_of, request
from tests.reports.summaries import OCTOBER, S, facts, history, prose, summary

DAY = timedelta(days=1)
PREPARATION = 28


def limited(days, *more, **known):
    """A request whose latest safe start, by its limit alone, is in some days."""
    moves = ((S.ACCEPTED, OCTOBER - 40 * DAY), *more)
    return request(
        *moves, prosecutor=OCTOBER + (PREPARATION + days) * DAY, effort=4.0, **known
    )


@pytest.fixture(scope="module")
def at_risk():
    missed = request((S.ACCEPTED, OCTOBER - 40 * DAY), prosecutor=OCTOBER - 2 * DAY)
    slow = limited(-PREPARATION, (S.IN_PROGRESS, OCTOBER - DAY))
    plain = request((S.ACCEPTED, OCTOBER - 3 * DAY))
    ledger = ledger_of(limited(-1), limited(-9), limited(3), missed, slow, plain)
    return summary(facts(ledger))


def test_dates_at_risk_are_counted_with_the_words(at_risk):
    text = prose(at_risk)
    assert "2 requests past the latest safe start and not started" in text
    assert "2 within 14 days of that; 1 open past a limit" in text
    assert "Of 1 day set by the prosecutor in October, 1 was missed." in text
    assert "A limit is known of 5 of 6 open requests (83%)." in text
    assert "Planning aid, not legal advice." in text


def test_definition_of_dates_at_risk_says_that_it_is_no_legal_advice(at_risk):
    blocks = [block for block in at_risk.blocks() if isinstance(block, Definitions)]
    entries = [e for block in blocks for e in block.entries if "M21" in e.term]
    assert len(entries) == 1
    assert "lanning aid, not legal advice" in entries[0].text


def test_unit_without_limits_has_no_such_section():
    headings = [section.heading for section in summary(facts(history())).sections]
    assert "Dates at risk" not in headings
