"""Year on year in the form of published reports, and in a sentence."""

from datetime import date, timedelta

import pytest

from app.casework.request import Status
from app.measures.arrivals import By, Stage, Unit, arrivals_of
from app.measures.comparison import Change, compare
from app.measures.year import Span, Year
from app.reports.comparison_table import (
    baseline_words,
    change_words,
    comparison_sentence,
    comparison_table,
)
from tests.measures.histories import ledger_of, request

S = Status


def ledger(*counts, first_year=2019):
    """A ledger with so many requests in each financial year."""
    found = []
    for at, count in enumerate(counts):
        first = date(first_year + at, 4, 1)
        for number in range(count):
            day = first + timedelta(days=365 * number // max(count, 1))
            found.append(request((S.ACCEPTED, day), (S.ISSUED, day), effort=3.0))
    return ledger_of(*found)


def comparison(*counts, **choices):
    as_at = date(2019 + len(counts), 3, 31)
    unit = choices.pop("unit", Unit.REQUESTS)
    return compare(arrivals_of(ledger(*counts), as_at, unit=unit), **choices)


def test_the_table_has_last_year_the_mean_and_every_other_year():
    head, rows = comparison_table(comparison(100, 120, 140, 160, 180, 198), {})
    assert head == (
        *("Demand", "April 2024 to March 2025", "2023/24", "Change", "Change %"),
        *("Mean of 5 years", "Against mean", "Against mean %"),
        *("2022/23", "2021/22", "2020/21", "2019/20"),
    )
    assert rows == [
        (
            *("All", "198", "180", "+18", "+10.0%", "140.0", "+58.0", "+41.4%"),
            *("160", "140", "120", "100"),
        )
    ]


def test_the_sentence_names_years_range_and_assumption():
    said = comparison_sentence(comparison(100, 120, 140, 300))
    assert said == (
        "From April 2022 to March 2023, 300 requests were agreed: 160 more than in the"
        " same days of 2021/22 (140, +114.3%), and 180 more than the mean of the 3"
        " years 2019/20 to 2021/22 (120, +150.0%). Two such times differ by up to 41"
        " by chance alone; this is more than that. Records are taken to be complete"
        " from 1 Apr 2019."
    )


def test_the_baseline_years_are_listed_and_so_is_what_is_left_out():
    said = baseline_words(comparison(100, 120, 140))
    assert said == (
        "Baseline years: 2019/20: 100, 2020/21: 120. Left out: 2016/17 (before"
        " complete records), 2017/18 (before complete records), 2018/19 (before"
        " complete records)."
    )


def test_a_baseline_of_nothing_has_words_and_no_per_cent():
    said = change_words(Change(now=4.0, before=0.0), "in 2024/25")
    assert said == "4 more than in 2024/25 (none, so there is no per cent)"
    assert change_words(Change(now=2.0, before=2.0), "in 2024/25") == (
        "as many as in 2024/25 (2)"
    )
    assert change_words(Change(now=None, before=2.0), "in 2024/25") == ""


def test_what_cannot_be_compared_says_why():
    nothing = compare(arrivals_of(ledger(), date(2026, 3, 31)))
    assert comparison_sentence(nothing) == (
        "From April 2025 to March 2026, 0 requests were agreed. That is not compared"
        " with earlier years: nothing is recorded."
    )
    ended = compare(arrivals_of(ledger(100, 120), date(2022, 3, 31)))
    assert "nothing is recorded after 28 Mar 2021" in comparison_sentence(ended)
    begun = compare(arrivals_of(ledger(50), date(2020, 3, 31)), kind=Year.CALENDAR)
    assert comparison_sentence(begun).startswith("From January to March 2020, ")


@pytest.mark.parametrize("span", Span)
@pytest.mark.parametrize("kind", Year)
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("counts", [(), (1,), (0, 5), (80, 90, 100)])
def test_no_view_of_any_history_is_without_words_or_has_a_number_that_is_none(
    span, kind, unit, counts
):
    for by in By:
        for stage in Stage:
            arrivals = arrivals_of(
                ledger(*counts), date(2022, 2, 28), stage=stage, unit=unit, by=by
            )
            found = compare(arrivals, span=span, kind=kind)
            _, rows = comparison_table(found, {})
            cells = " ".join(cell for row in rows for cell in row)
            text = f"{comparison_sentence(found)} {baseline_words(found)} {cells}"
            assert found.name in text
            assert not {"nan", "inf", "None", "-inf"} & set(text.split())


def test_a_mean_that_is_not_whole_is_not_called_as_many():
    said = change_words(Change(now=3.0, before=2.6), "the mean")
    assert said == "0.4 more than the mean (2.6, +15.4%)"
    assert change_words(Change(now=1_000.4, before=1_000.2), "it").startswith("as many")


def test_records_of_only_what_is_open_are_not_compared():
    first = date(2025, 4, 1)
    days = [first + timedelta(days=n) for n in range(365)]
    open_only = ledger_of(*(request((S.ACCEPTED, day)) for day in days))
    found = compare(arrivals_of(open_only, date(2026, 3, 31)))
    assert comparison_sentence(found).endswith("only what is open is recorded.")
    assert found.every.on_last.number is None
