"""Calendar and financial years, and the same days of the years before."""

from datetime import date

import pytest

from app.measures.period import Period
from app.measures.year import (
    Span,
    Year,
    period_name,
    quarter_of,
    quarters,
    span_to,
    year_name,
    year_of,
    years_before,
)

D = date


def test_a_financial_year_runs_from_april_to_march():
    assert year_of(D(2026, 3, 31), Year.FINANCIAL) == Period(
        D(2025, 4, 1), D(2026, 3, 31)
    )
    assert year_of(D(2026, 4, 1), Year.FINANCIAL).first == D(2026, 4, 1)
    assert year_of(D(2026, 4, 1), Year.CALENDAR) == Period(
        D(2026, 1, 1), D(2026, 12, 31)
    )
    assert year_name(D(2026, 3, 31), Year.FINANCIAL) == "2025/26"
    assert year_name(D(1999, 4, 1), Year.FINANCIAL) == "1999/00"
    assert year_name(D(2026, 3, 31), Year.CALENDAR) == "2026"


def test_quarters_begin_in_january_april_july_and_october():
    assert quarter_of(D(2026, 2, 28)) == Period(D(2026, 1, 1), D(2026, 3, 31))
    found = quarters(D(2025, 12, 31), D(2026, 7, 1))
    assert [one.first for one in found] == [
        *(D(2025, 10, 1), D(2026, 1, 1), D(2026, 4, 1), D(2026, 7, 1)),
    ]
    assert found[-1].last == D(2026, 9, 30)


@pytest.mark.parametrize(
    ("as_at", "span", "first"),
    [
        (D(2026, 9, 30), Span.YEAR, D(2026, 4, 1)),
        (D(2026, 9, 30), Span.QUARTER, D(2026, 7, 1)),
        (D(2026, 9, 30), Span.MONTH, D(2026, 9, 1)),
        (D(2026, 9, 30), Span.TWELVE, D(2025, 10, 1)),
        (D(2024, 2, 29), Span.TWELVE, D(2023, 3, 1)),
        (D(2025, 2, 28), Span.TWELVE, D(2024, 3, 1)),
    ],
)
def test_a_span_ends_with_the_day(as_at, span, first):
    assert span_to(as_at, span, Year.FINANCIAL) == Period(first, as_at)


def test_the_end_of_february_is_the_end_of_it_in_every_year():
    period = Period(D(2025, 4, 1), D(2026, 2, 28))
    assert years_before(period, 2) == Period(D(2023, 4, 1), D(2024, 2, 29))
    leap = Period(D(2024, 1, 1), D(2024, 2, 29))
    assert years_before(leap, 1) == Period(D(2023, 1, 1), D(2023, 2, 28))


def test_twelve_months_of_earlier_years_neither_overlap_nor_leave_a_day_out():
    now = span_to(D(2026, 11, 1), Span.TWELVE, Year.FINANCIAL)
    before, earlier = years_before(now, 1), years_before(now, 2)
    assert before.last == D(2025, 11, 1)
    assert (now.first - before.last).days == (before.first - earlier.last).days == 1


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (D(2020, 4, 1), D(2020, 9, 30), "April to September 2020"),
        (D(2020, 4, 1), D(2021, 3, 31), "April 2020 to March 2021"),
        (D(2021, 3, 1), D(2021, 3, 31), "March 2021"),
        (D(2026, 4, 1), D(2026, 11, 1), "1 April to 1 November 2026"),
        (D(2025, 11, 2), D(2026, 11, 1), "2 November 2025 to 1 November 2026"),
        (D(2026, 11, 1), D(2026, 11, 1), "1 November 2026"),
    ],
)
def test_days_are_named_by_months_where_they_are_whole(first, last, words):
    assert period_name(Period(first, last)) == words
