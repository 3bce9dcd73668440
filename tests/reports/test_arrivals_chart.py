"""What arrived as a chart, a table and a sentence."""

import math
from datetime import date, timedelta

import pytest

from app.casework.outlook import ChangePoint
from app.casework.request import Status
from app.measures.arrivals import By, Stage, Unit, arrivals_of
from app.reports.arrivals_chart import (
    arrivals_chart,
    arrivals_sentence,
    arrivals_table,
    course_of,
)
from app.reports.chart import Period
from tests.measures.histories import ledger_of, request

S = Status
AS_AT = date(2026, 6, 17)


def daily(first, last):
    days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
    return [
        request(
            (S.SUBMITTED, day),
            *([(S.ACCEPTED, day)] if number % 2 else []),
            (S.WITHDRAWN, day),
            priority=1 + number % 4,
            effort=2.0,
        )
        for number, day in enumerate(days)
    ]


def course(requests, length=Period.MONTH, *, by=By.ALL, unit=Unit.REQUESTS):
    asked, agreed = (
        arrivals_of(ledger_of(*requests), AS_AT, stage=stage, by=by, unit=unit)
        for stage in (Stage.ASKED, Stage.AGREED)
    )
    return course_of(asked, agreed, length, {"P2": "P2 Urgent"})


YEARS = daily(date(2025, 1, 1), AS_AT)


def test_months_have_what_was_asked_for_and_agreed_newest_first():
    head, rows = arrivals_table(course(YEARS))
    assert head == ("Month", "Asked for", "Agreed", "Agreed of asked")
    assert rows[0] == ("Jun 2026 (to 17 Jun 2026)", "17", "8", "47%")
    assert rows[1] == ("May 2026", "31", "16", "52%")
    assert rows[-1][0] == "Jan 2025"


def test_a_breakdown_has_a_column_for_each_group_and_adds_up():
    head, rows = arrivals_table(course(YEARS, by=By.PRIORITY))
    assert head[4:] == ("P2 Urgent", "P4")
    for row in rows:
        assert int(row[2]) == sum(map(int, row[4:]))


def test_the_chart_leaves_open_what_is_not_over_and_marks_changes():
    change = ChangePoint(day=date(2026, 2, 3), words="Kiosks")
    chart = arrivals_chart(course(YEARS), changes=[change])
    agreed, asked = (series.values for series in chart.series)
    assert math.isnan(agreed[-1])
    assert (asked[-2], agreed[-2]) == (31.0, 16.0)
    assert [marker.text for marker in chart.markers] == ["Kiosks"]
    quarters = arrivals_chart(course(YEARS, Period.QUARTER))
    assert quarters.rows()[-2][0] == "Jan to Mar 2026"
    assert quarters.head()[0] == "Quarter"


def test_weeks_end_with_that_of_the_day():
    found = course(YEARS, Period.WEEK)
    assert found.periods[-1].last == AS_AT
    assert len(found.periods) == 53
    assert arrivals_chart(found).head()[0] == "Week from"


def test_the_sentence_says_range_and_assumption():
    said = arrivals_sentence(course(YEARS))
    assert said.startswith(
        "From 18 Jun 2025 to 17 Jun 2026, 365 requests were asked for and 182 agreed,"
        " 4 in a middling week and from 3 to 4 in 8 weeks of 10."
    )
    assert "Records are taken to be complete from 2 Jan 2025." in said


def test_hours_are_told_as_requests_are():
    found = course(YEARS, unit=Unit.HOURS)
    assert arrivals_chart(found).unit == "Examiner hours a month"
    assert "730 examiner hours were asked for" in arrivals_sentence(found)


@pytest.mark.parametrize("length", [Period.WEEK, Period.MONTH, Period.QUARTER])
@pytest.mark.parametrize(
    ("requests", "words"),
    [
        ([], "Nothing that arrived is recorded."),
        (daily(date(2026, 6, 8), AS_AT), "From 9 Jun 2026"),
        (daily(date(2024, 1, 1), date(2025, 6, 1)), "Nothing is recorded after"),
        (
            daily(date(2025, 1, 1), date(2026, 1, 31)) + daily(date(2026, 4, 1), AS_AT),
            "Records have a gap from 1 Feb 2026 to 1 Apr 2026.",
        ),
    ],
)
def test_bad_histories_have_words_and_a_chart(length, requests, words):
    found = course(requests, length, by=By.PRIORITY)
    assert words in arrivals_sentence(found)
    chart = arrivals_chart(found)
    assert len(chart.rows()) == len(found.periods)
    assert arrivals_table(found)[1]


def test_records_of_only_what_is_open_say_that_they_are():
    first = AS_AT - timedelta(days=90)
    days = [first + timedelta(days=n) for n in range(90)]
    found = course([request((S.SUBMITTED, day), (S.ACCEPTED, day)) for day in days])
    assert arrivals_sentence(found).endswith("only what is open is recorded.")
    assert all(math.isnan(value) for value in arrivals_chart(found).series[0].values)


def test_the_share_imputed_is_that_of_what_is_shown():
    day = AS_AT - timedelta(days=40)
    moves = (S.SUBMITTED, day), (S.ACCEPTED, day), (S.WITHDRAWN, day)
    known = [request(*moves, effort=2.0, type="KIOSK")] * 3
    guessed = [request(*moves, type="KIOSK")]
    long_ago = AS_AT - timedelta(days=4000)
    moves = (S.SUBMITTED, long_ago), (S.ACCEPTED, long_ago), (S.WITHDRAWN, long_ago)
    old = [request(*moves, type="KIOSK")] * 30
    chart = arrivals_chart(course(known + guessed + old, unit=Unit.HOURS))
    assert chart.coverage == "25% of the estimates imputed"
