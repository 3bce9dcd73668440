"""Published figures come in as series; what is wrong is said row by row."""

from datetime import date

import pytest

from app.errors import ImportFileError
from app.intake.driver_rows import read_driver
from app.intake.period_cells import read_periods

AS_AT = date(2026, 11, 1)


def read(write_csv, text):
    return read_driver(write_csv(text, "crimes.csv"), AS_AT)


def firsts(*cells):
    found = read_periods(cells, "When", AS_AT)
    return [one and (one.first_on.isoformat()[:7], one.months) for one in found.values]


@pytest.mark.parametrize(
    ("cell", "month", "months"),
    [
        ("Q1 2025/26", "2025-04", 3),
        ("Q4 2025/26", "2026-01", 3),
        ("2025-26 Q2", "2025-07", 3),
        ("2024/2025 Q3", "2024-10", 3),
        ("Q1 2025", "2025-01", 3),
        ("2025 Q4", "2025-10", 3),
        ("Apr-Jun 2025", "2025-04", 3),
        ("April to June 2025", "2025-04", 3),
        ("Apr 2025", "2025-04", 1),
        ("Sept-25", "2025-09", 1),
        ("2025-04", "2025-04", 1),
        ("04/2025", "2025-04", 1),
    ],
)
def test_a_period_is_read_as_it_is_published(cell, month, months):
    assert firsts(cell) == [(month, months)]


def test_days_stand_for_the_time_that_they_lie_in():
    quarters = firsts("2025-04-01", "2025-07-01", "2025-10-01")
    assert quarters == [("2025-04", 3), ("2025-07", 3), ("2025-10", 3)]
    ends = firsts("31/03/2025", "30/06/2025")
    assert ends == [("2025-01", 3), ("2025-04", 3)]
    assert firsts("2025-04-01", "2025-05-01") == [("2025-04", 1), ("2025-05", 1)]


def test_every_column_of_numbers_is_a_series(write_csv):
    found = read(
        write_csv,
        "Quarter,Images,Grooming,Remark\n"
        'Q1 2025/26,"1,036",210,first\nQ2 2025/26,982.5,0,\n',
    )
    assert found.series == {"Images": 2, "Grooming": 2}
    assert [one.value for one in found.values] == [1036.0, 982.5, 210.0, 0.0]
    assert found.values[0].source == "crimes.csv"
    assert found.problems == ()
    assert found.rows == 2


def test_what_is_wrong_is_said_by_line_and_the_rest_is_taken(write_csv):
    found = read(
        write_csv,
        "Quarter,Images\nQ1 2024/25,10\nQ2 2024/25,-4\nQ3 2024/25,<5\n"
        "Q4 2024/25,many\nQ1 2025/26,11\nQ1 2025/26,12\nApr 2025,13\n"
        "Q9 2025,14\nQ2 2025/26,15\nQ3 2025/26,16\nQ4 2025/26,17\nQ1 2026/27,18\n"
        "Q1 2027/28,19\nQ2 2026/27,2000000000\nQ3 2021/25,1\nQ4 2023/24,\n",
    )
    assert [one.value for one in found.values] == [10, 11, 15, 16, 17, 18]
    assert [(one.line, one.message) for one in found.problems] == [
        (3, "is a negative number"),
        (4, "was not published"),
        (5, "is not a number"),
        (7, "gives a second value for the same time; the first is taken"),
        (8, "is a month among quarters"),
        (9, "is not a month or a quarter"),
        (14, "has not begun yet"),
        (15, "is more than 1,000,000,000, which is taken for a mistake"),
        (16, "is not a month or a quarter"),
    ]


def test_days_that_may_be_read_in_two_ways_are_not_guessed(write_csv):
    with pytest.raises(ImportFileError, match="may be dd/mm/yyyy or mm/dd/yyyy"):
        read(write_csv, "Month,Images\n01/02/2025,1\n01/03/2025,2\n")


def test_a_file_without_periods_or_without_numbers_is_refused(write_csv):
    with pytest.raises(ImportFileError, match="holds months or quarters"):
        read(write_csv, "Name,Images\nA,1\nB,2\n")
    with pytest.raises(ImportFileError, match="no column of numbers"):
        read(write_csv, "Quarter,Remark\nQ1 2025/26,x\nQ2 2025/26,y\n")
    with pytest.raises(ImportFileError):
        read(write_csv, "")


def test_an_empty_series_has_no_value(write_csv):
    found = read(write_csv, "Quarter,Images\nQ1 2025/26,3\nQ2 2025/26,n/a\n")
    assert found.series == {"Images": 1}


def test_years_are_not_taken_for_the_months_that_they_look_like(write_csv):
    assert firsts("2009-10", "2010-11", "2011-12") == [None] * 3
    assert firsts("2011-12") == [("2011-12", 1)]
    assert firsts("2011-11", "2011-12") == [("2011-11", 1), ("2011-12", 1)]
    with pytest.raises(ImportFileError, match="holds months or quarters"):
        read(write_csv, "Year,Thefts\n2009-10,3\n2010-11,4\n2011-12,4\n2012-13,5\n")
