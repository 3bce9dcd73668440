from datetime import date, timedelta

from app.measures.limits import Risk
from app.reports.clock_table import clock_lines
from tests.measures.histories import ledger_of, request
from tests.reports.summaries import OCTOBER, S, facts

DAY = timedelta(days=1)


def waiting(prosecutor):
    return request((S.ACCEPTED, date(2026, 9, 1)), prosecutor=prosecutor)


def test_requests_at_risk_are_listed_the_worst_first():
    ledger = ledger_of(
        waiting(OCTOBER + 30 * DAY),
        waiting(OCTOBER + 20 * DAY),
        waiting(OCTOBER - DAY),
        waiting(OCTOBER + 90 * DAY),
        waiting(OCTOBER + 5 * DAY),
    )
    lines = list(clock_lines(facts(ledger)))
    assert lines[1] == "Planning aid, not legal advice."
    assert [line.split()[:2] for line in lines[3:-1]] == [
        ["DF-3", "missed"],
        ["DF-5", "red"],
        ["DF-2", "red"],
        ["DF-1", "amber"],
    ]
    assert "30 Oct 2026 passed without a result: no cause recorded" in lines[3]
    assert "Day given by the prosecutor" in lines[4]
    assert lines[-1] == "4 at risk; a limit is known of 4 of 5 open requests (80%)."


def test_the_cause_of_a_missed_day_is_named():
    late = request(
        (S.ACCEPTED, date(2026, 9, 1)), prosecutor=OCTOBER - DAY, cause="M_SKILL"
    )
    assert "No competent examiner" in list(clock_lines(facts(ledger_of(late))))[3]


def test_without_any_risk_there_is_no_table():
    lines = list(clock_lines(facts(ledger_of(waiting(OCTOBER + 300 * DAY)))))
    assert len(lines) == 3
    assert Risk.RED.name.lower() not in " ".join(lines)
