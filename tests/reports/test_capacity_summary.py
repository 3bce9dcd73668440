"""What the capacity summary says is what the measures say, and nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import StoreError
from app.measures.backlog import Backlog, open_requests
from app.measures.bridge import backlog_bridge
from app.measures.flow import accepted_in, issued_in
from app.measures.turnaround import turnaround
from app.measures.work import work_in_queue
from app.reports.capacity_summary import capacity_summary
from app.reports.report import Definitions
from app.reports.summary_span import last_month_end, summary_span
from app.store.commentary import read_commentary, write_commentary
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from app.workforce.absence import Absence
from app.workforce.team import Team
from tests.measures.histories import ledger_of, request
from tests.reports.summaries import (
    MADE,
    OCTOBER,
    S,
    busy_team,
    facts,
    history,
    one_request,
    prose,
    summary,
    table,
    two_examiners,
)

FIRST, BEFORE = date(2026, 10, 1), date(2026, 9, 30)


def number(text):
    return float(text.replace(",", "").replace("\N{MINUS SIGN}", "-"))


@pytest.fixture(scope="module")
def report():
    return summary()


@pytest.fixture
def store():
    made = create_unit(":memory:", Settings(unit="Test unit"), who="t", at=MADE)
    yield made
    made.close()


def test_headlines_are_the_measures_rounded_once(report):
    ledger = history()
    backlog, accepted, issued, work, median, _ = report.headlines()
    assert number(backlog.value) == open_requests(ledger, Backlog.B3, OCTOBER).value
    assert number(accepted.value) == accepted_in(ledger, FIRST, OCTOBER).value
    assert number(issued.value) == issued_in(ledger, FIRST, OCTOBER).value
    assert number(work.value) == round(work_in_queue(ledger, OCTOBER).value)
    days = turnaround(ledger, FIRST, OCTOBER).median.value
    assert number(median.value) == round(days)


def test_every_headline_has_a_unit_and_words_of_direction(report):
    assert len(report.headlines()) == 6
    assert all(figure.unit and figure.remark for figure in report.headlines())


def test_bridge_reconciles_from_the_month_before_to_the_as_at_day(report):
    rows = [row.cells for row in table(report, "What changed since").rows]
    opening, *moved, closing = (number(cells[1]) for cells in rows)
    assert opening + sum(moved) == closing
    assert closing == backlog_bridge(history(), BEFORE, OCTOBER).closing.value
    assert "reconciles" in table(report, "What changed since").note


def test_rows_by_type_add_up_to_the_total(report):
    *rows, total = table(report, "Examination type").rows
    for column in (1, 2, 3, 4, 7):
        parts = sum(number(row.cells[column]) for row in rows)
        assert abs(parts - number(total.cells[column])) <= len(rows)
    assert sum(number(row.cells[4]) for row in rows) == number(total.cells[4])


def test_gross_less_time_away_is_time_at_work_and_less_other_work_is_net():
    rows = table(summary(facts(team=busy_team())), "Mean hours a week").rows
    names = [row.cells[0] for row in rows]
    at_work = names.index("Hours at work")
    assert "Leave and time in lieu" in names[:at_work]
    assert {"Court", "Protected welfare time"} <= {*names[at_work:]}
    for column in (1, 2):
        gross, *taken, net = (number(row.cells[column]) for row in rows)
        there = taken.pop(at_work - 1)
        assert abs(gross + sum(taken[: at_work - 1]) - there) <= len(taken)
        assert abs(there + sum(taken[at_work - 1 :]) - net) <= len(taken)


def test_note_on_hours_says_how_many_contracts_there_are_and_are_vacant():
    note = table(summary(facts(team=busy_team())), "Mean hours a week").note
    assert note.endswith("; 2.0 full-time contracts, 1.0 vacant.")


def test_welfare_time_is_called_protected_and_nothing_is_called_lost():
    report = summary(facts(team=busy_team()))
    words = " ".join(
        " ".join(row.cells) for row in table(report, "Mean hours a week").rows
    )
    assert "Protected welfare time" in words
    assert "lost" not in f"{words} {prose(report)}".casefold()


def test_skill_whose_last_holder_is_away_is_said_with_days_and_hours_that_wait():
    away = Absence(
        person="p1",
        kind="A_MAT",
        first_on=date(2026, 10, 5),
        last_on=date(2027, 3, 31),
    )
    team = replace(two_examiners(), absences=(away,))
    words = prose(summary(facts(team=team)))
    assert "Nobody can give" not in words  # nothing that waits needs it
    skill = replace(team.skills[0], skill="SK_WIN")
    words = prose(summary(facts(team=replace(team, skills=(skill,)))))
    assert "Nobody can give Windows analysis (" in words
    assert "hours of it wait) from 5 Oct 2026 to 31 Mar 2027." in words


@pytest.mark.parametrize(
    ("effort", "words"),
    [
        (5.0, "% used in 13 weeks: below 85%"),
        (36.0, "% used in 13 weeks: over 85%"),
        (60.0, "% used in 13 weeks: over 100%"),
    ],
)
def test_use_of_capacity_is_set_beside_the_lines_of_85_and_100(effort, words):
    came = [one_request(number) for number in range(180)]
    for each in came:
        each["effort"] = effort
    report = summary(facts(ledger=ledger_of(*came)))
    assert report.headlines()[-1].remark.endswith(words)
    meaning = "queue grows" if effort > 40 else "queues are long"
    assert (meaning in prose(report)) is (effort > 10)


def test_ages_add_up_to_the_backlog(report):
    rows = table(report, "Open requests by age").rows
    everyone = [number(row.cells[-3]) for row in rows]
    assert sum(everyone[:-1]) == everyone[-1]
    assert everyone[-1] == open_requests(history(), Backlog.B3, OCTOBER).value


def test_every_figure_has_its_definition_and_coverage(report):
    blocks = [b for b in report.blocks() if isinstance(b, Definitions)]
    entries = [entry for block in blocks for entry in block.entries]
    told = " ".join(entry.term for entry in entries)
    for measure in ("M01", "M07", "M08", "M09", "M10", "M11", "M14", "M31", "M32"):
        assert f"({measure}," in told
    assert all(entry.coverage and entry.text for entry in entries)


def test_every_chart_says_how_many_records_it_uses(report):
    assert len(report.charts()) == 3
    assert all(chart.coverage for chart in report.charts())


def test_missing_people_are_said_and_not_guessed():
    report = summary(facts(team=Team(people=())))
    assert "No people are recorded" in prose(report)
    assert report.headlines()[-1].value == "\N{EN DASH}"
    assert "Net capacity" not in [s.name for c in report.charts()[:1] for s in c.series]


def test_empty_unit_says_what_is_missing_and_shows_no_figures():
    report = summary(facts(ledger=ledger_of(), team=Team(people=())))
    assert report.headlines() == []
    assert report.charts() == []
    assert "No requests are recorded yet" in prose(report)


def test_one_request_makes_a_summary():
    single = ledger_of(request((S.ACCEPTED, date(2026, 10, 30))))
    report = summary(facts(ledger=single))
    assert report.headlines()[0].value == "1"
    assert "1 request was accepted" in prose(report)


def test_last_day_of_a_month_is_set_against_the_month_before():
    span = summary_span(OCTOBER)
    assert (span.title, span.comparison) == (
        "October 2026",
        "compared with September 2026",
    )


def test_other_day_is_set_against_four_weeks_and_says_so():
    span = summary_span(date(2026, 10, 15))
    assert span.title == "Four weeks to 15 Oct 2026"
    assert span.comparison == "compared with the four weeks to 17 Sep 2026"
    assert span.now.days == span.before.days == 28
    assert summary(facts(as_at=date(2026, 10, 15))).period == span.title


def test_report_of_a_past_month_does_not_know_what_came_later():
    early = date(2025, 6, 30)
    known = summary(facts(ledger=history(60), as_at=early))
    assert summary(facts(as_at=early)).headlines()[:3] == known.headlines()[:3]


def test_month_end_before_a_day():
    assert last_month_end(date(2026, 11, 1)) == OCTOBER
    assert last_month_end(OCTOBER) == OCTOBER


def test_commentary_is_kept_with_its_month_and_printed(store):
    write_commentary(
        store, "capacity-summary", OCTOBER, "Two on leave.", who="t", at=MADE
    )
    report = capacity_summary(store, OCTOBER, made_at=MADE, made_by="t")
    assert "Two on leave." in prose(report)
    november = capacity_summary(store, date(2026, 11, 30), made_at=MADE, made_by="t")
    assert "Two on leave." not in prose(november)


def test_commentary_changed_or_unchanged_leaves_a_sound_history(store):
    def keep(text):
        return write_commentary(store, "x", OCTOBER, text, who="t", at=MADE)

    assert keep("First.")
    assert not keep(" First. ")
    assert keep("Second.")
    assert read_commentary(store, "x", OCTOBER) == "Second."
    assert verify(store).is_sound


@pytest.mark.parametrize("text", ["a\0b", "x" * 20_001])
def test_commentary_that_cannot_be_kept_is_refused(store, text):
    with pytest.raises(StoreError):
        write_commentary(store, "x", OCTOBER, text, who="t", at=MADE)
    assert read_commentary(store, "x", OCTOBER) == ""


def test_report_carries_marking_state_and_maker(report):
    assert report.marking == "OFFICIAL-SENSITIVE"
    assert report.fingerprint == "7-0123456789abcdef"
    assert (report.made_by, report.owner) == ("A. Manager", "Test unit, Force")
