from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.intake.dates import (
    DateFormat,
    Outcome,
    explain,
    is_nothing,
    read_day,
    settle,
    why_no_day,
)

AS_AT = date(2026, 3, 31)
F = DateFormat
WRITTEN = {
    "%d/%m/%Y": F.DAY_FIRST,
    "%d-%m-%Y": F.DAY_FIRST,
    "%d.%m.%Y": F.DAY_FIRST,
    "%d/%m/%Y %H:%M": F.DAY_FIRST,
    "%d/%m/%y": F.DAY_FIRST_SHORT,
    "%m/%d/%Y": F.MONTH_FIRST,
    "%m/%d/%y": F.MONTH_FIRST_SHORT,
    "%y-%m-%d": F.YEAR_FIRST_SHORT,
    "%Y-%m-%d": F.ISO,
    "%Y-%m-%dT%H:%M:%SZ": F.ISO,
    "%Y/%m/%d": F.ISO,
    "%Y%m%d": F.COMPACT,
    "%d-%b-%Y": F.DAY_NAME,
    "%d-%b-%y": F.DAY_NAME,
    "%d %B %Y": F.DAY_NAME,
    "%a %d %b %Y": F.DAY_NAME,
    "%B %d, %Y": F.NAME_DAY,
}
DAYS = st.dates(date(2000, 1, 1), date(2027, 12, 31))


@settings(max_examples=400)
@given(st.lists(DAYS, min_size=1, max_size=30), st.sampled_from(sorted(WRITTEN)))
def test_no_date_of_a_column_is_ever_silently_swapped(days, style):
    cells = [day.strftime(style) for day in days]
    reading = settle(cells, AS_AT)
    if reading.format is None:
        assert reading.outcome is Outcome.UNDECIDED
        assert WRITTEN[style] in reading.candidates
    else:
        assert [read_day(cell, reading.format) for cell in cells] == days


@settings(max_examples=300)
@given(st.lists(DAYS, min_size=1, max_size=20), st.lists(DAYS, min_size=1, max_size=20))
def test_a_column_of_both_orders_is_right_or_refused(first, second):
    cells = [f"{day:%d/%m/%Y}" for day in first] + [f"{day:%m/%d/%Y}" for day in second]
    reading = settle(cells, AS_AT)
    if reading.format is not None:
        clear = [day for day in second if day.day > 12]
        read = [read_day(cell, reading.format) for cell in cells]
        agreeing = [a == b for a, b in zip(read, first + second, strict=True)]
        assert all(agreeing) or not (clear and any(day.day > 12 for day in first))


@given(st.lists(st.dates(date(2022, 1, 1), date(2026, 3, 31)), min_size=1, max_size=20))
def test_day_numbers_of_either_system_are_right_or_asked_about(days):
    for zero, form in (
        (date(1899, 12, 30), F.SERIAL_1900),
        (date(1904, 1, 1), F.SERIAL_1904),
    ):
        cells = [str((day - zero).days) for day in days]
        reading = settle(cells, AS_AT)
        assert reading.format == form or form in reading.candidates
        told = settle(cells, AS_AT, counts_from_1904=form is F.SERIAL_1904)
        assert told.format == form


def test_impossible_days_do_not_change_what_the_column_says():
    cells = ["25/03/2026", "29/02/2025", "31/04/2026", "tbc", "03/04/2026", "n/a"]
    reading = settle(cells, AS_AT)
    assert reading.format is F.DAY_FIRST
    wrong = [why_no_day(cell, F.DAY_FIRST, AS_AT) for cell in cells]
    assert wrong[:5] == [
        None,
        "is a date that does not exist",
        "is a date that does not exist",
        "is not a date",
        None,
    ]
    assert is_nothing(cells[5])


def test_a_column_that_could_be_either_asks():
    reading = settle(["03/04/2025", "05/06/2025"], AS_AT)
    assert reading.candidates == (F.DAY_FIRST, F.MONTH_FIRST)
    assert explain(reading, "Received") == (
        "The dates in column 'Received' may be dd/mm/yyyy or mm/dd/yyyy;"
        " '03/04/2025' could be either."
    )


def test_days_that_are_the_same_both_ways_need_no_question():
    assert settle(["03/03/2025", "05/05/2025"], AS_AT).format is F.DAY_FIRST


def test_a_contradiction_is_refused_with_both_cells():
    reading = settle(["25/03/2026"] * 9 + ["03/25/2026"], AS_AT)
    assert reading.outcome is Outcome.MIXED
    assert explain(reading, "Received") == (
        "The dates in column 'Received' are written in several ways:"
        " '25/03/2026' and '03/25/2026'."
    )


def test_half_of_a_column_in_another_style_is_refused():
    assert settle(["2026-03-01", "25/03/2026"], AS_AT).outcome is Outcome.MIXED


def test_one_cell_in_another_style_is_that_cells_problem():
    reading = settle(["25/03/2026"] * 9 + ["2026-03-01"], AS_AT)
    assert reading.format is F.DAY_FIRST
    assert "not written like" in str(why_no_day("2026-03-01", F.DAY_FIRST, AS_AT))


@pytest.mark.parametrize("day", [date(1999, 12, 31), AS_AT + timedelta(days=800)])
def test_days_far_away_are_taken_for_mistakes(day):
    assert "taken for a mistake" in str(why_no_day(day.isoformat(), F.ISO, AS_AT))


def test_numbers_and_months_alone_are_no_days():
    for cell in (
        "10",
        "Jan",
        "1.5",
        "2026",
        "99999999999999999999",
        "1/2",
        "\u0661/2/2026",
    ):
        assert settle([cell], AS_AT).outcome is Outcome.EMPTY


def test_a_day_of_the_far_future_says_nothing_about_the_format():
    """Read as year first it lies years after the import: nobody means that."""
    reading = settle(["30/03/24", "31/03/24"], AS_AT)
    assert reading.format is F.DAY_FIRST_SHORT


def test_days_with_another_separator_must_decide_by_themselves():
    """25/07/17 fits among days such as 29-06-24 and may yet be 17 July 2025."""
    reading = settle(["29-06-24", "15-07-25", "25/07/17", "24/09/18"], AS_AT)
    assert reading.outcome is Outcome.MIXED
    assert set(reading.candidates) == {F.DAY_FIRST_SHORT, F.YEAR_FIRST_SHORT}
    assert "'29-06-24' and '25/07/17'" in explain(reading, "Received")


def test_separators_that_each_decide_need_no_question():
    cells = ["14-06-2024", "15/07/2025", "16.07.2025"]
    assert settle(cells, AS_AT).format is F.DAY_FIRST


def test_the_last_day_that_is_taken_is_two_years_ahead():
    last = AS_AT + timedelta(days=732)
    form = F.ISO
    assert why_no_day(last.isoformat(), form, AS_AT) is None
    after = (last + timedelta(days=1)).isoformat()
    assert "more than 2 years ahead" in why_no_day(after, form, AS_AT)
    assert why_no_day("2000-01-01", form, AS_AT) is None
    assert "before the year 2000" in why_no_day("1999-12-31", form, AS_AT)
