"""This year against last year and the five-year mean, with the baselines named."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from app.casework.ledger import Codes
from app.casework.request import Status
from app.measures.arrivals import By, Stage, Unit, arrivals_of, weeks_back
from app.measures.comparison import Change, compare
from app.measures.year import Span, Year
from tests.measures.histories import ledger_of, request

S = Status


def spread(first, last, count):
    """As many days as wanted, evenly from the first to the last."""
    days = (last - first).days
    return [
        first + timedelta(days=days * at // max(count - 1, 1)) for at in range(count)
    ]


def ledger_with(*counts):
    """A ledger with so many requests accepted in each time of (first, last, count)."""
    requests = [
        request((S.SUBMITTED, day), (S.ACCEPTED, day), (S.ISSUED, day), effort=10.0)
        for first, last, count in counts
        for day in spread(first, last, count)
    ]
    return ledger_of(*requests)


def half_years(first_year, *counts):
    """April to September of one year after the other."""
    return [
        (date(first_year + at, 4, 1), date(first_year + at, 9, 30), count)
        for at, count in enumerate(counts)
    ]


def financial_years(first_year, *counts):
    return [
        (date(first_year + at, 4, 1), date(first_year + at + 1, 3, 31), count)
        for at, count in enumerate(counts)
    ]


def test_a_half_year_comes_out_as_it_was_published():
    # 1,036 crimes in April to September 2020: +18.4 % on the year, +162.1 % on the mean
    published = half_years(2015, 181, 220, 300, 400, 875, 1036)
    winters = [(date(y, 10, 1), date(y + 1, 3, 31), 200) for y in range(2015, 2020)]
    ledger = ledger_with(*published, *winters)
    found = compare(arrivals_of(ledger, date(2020, 9, 30)))
    assert found.name == "April to September 2020"
    assert found.every.now.value == 1036
    assert len(found.every.now.rows) == 1036
    assert round(found.on_year.value, 1) == 18.4
    assert found.every.on_last.number == 161
    assert round(found.on_mean.value, 1) == 162.1
    assert [one.name for one in found.used] == [
        *("2019/20", "2018/19", "2017/18", "2016/17", "2015/16"),
    ]
    assert found.every.years == (875, 400, 300, 220, 181)


def test_a_whole_year_comes_out_as_it_was_published():
    # 1,966 crimes in 2020/21: about +6 % on the year, about +25 % on the mean
    published = financial_years(2015, 1279, 1450, 1560, 1720, 1855, 1966)
    found = compare(arrivals_of(ledger_with(*published), date(2021, 3, 31)))
    assert found.name == "April 2020 to March 2021"
    assert found.every.now.value == 1966
    assert round(found.on_year.value) == 6
    assert round(found.on_mean.value) == 25
    definition = found.on_mean.definition
    assert "2015/16, 2016/17, 2017/18, 2018/19, 2019/20" in definition


def test_years_that_are_not_complete_are_left_out_and_said():
    ledger = ledger_with((date(2023, 6, 1), date(2026, 9, 30), 1200))
    found = compare(arrivals_of(ledger, date(2026, 9, 30)))
    assert [one.name for one in found.used] == ["2025/26", "2024/25"]
    assert [(one.name, one.why_not) for one in found.left_out] == [
        ("2023/24", "before complete records"),
        ("2022/23", "before complete records"),
        ("2021/22", "before complete records"),
    ]
    assert found.every.years[2:] == (None, None, None)
    assert found.every.on_mean.before == np.mean(found.every.years[:2])


def test_what_was_open_when_records_began_is_no_earlier_year():
    # an import of what was open: arrivals since 2023, nothing ends before June 2025
    old = [request((S.ACCEPTED, date(2023, 4, 1) + timedelta(days=9 * at)))
           for at in range(80)]  # fmt: skip
    new = [
        request((S.ACCEPTED, day), (S.ISSUED, day + timedelta(days=5)))
        for day in spread(date(2025, 6, 2), date(2026, 9, 30), 500)
    ]
    found = compare(arrivals_of(ledger_of(*old, *new), date(2026, 9, 30)))
    assert found.used == ()
    assert found.on_mean.value is None
    assert "no complete year" in found.on_mean.definition
    late = compare(
        arrivals_of(ledger_of(*old, *new), date(2026, 9, 30)), span=Span.MONTH
    )
    assert [one.name for one in late.used] == ["2025/26"]


def test_groups_add_up_and_each_has_its_own_years():
    ledger = ledger_with(*financial_years(2022, 300, 400, 500, 600))
    places = np.arange(ledger.requests) % 3
    ledger = replace(
        ledger,
        division=np.where(places == 2, -1, places).astype(np.int16),
        codes=Codes(division=("NORTH", "SOUTH")),
    )
    found = compare(arrivals_of(ledger, date(2026, 3, 31), by=By.DIVISION))
    assert sum(one.now.value for one in found.groups) == found.every.now.value == 600
    assert [one.group for one in found.groups][-1] == "?"
    assert {one.years[0] for one in found.groups} <= {166, 167}
    north = next(one for one in found.groups if one.group == "NORTH")
    assert set(ledger.division[north.now.rows]) == {0}


def test_hours_are_compared_as_requests_are():
    ledger = ledger_with(*financial_years(2023, 300, 400, 500))
    found = compare(arrivals_of(ledger, date(2026, 3, 31), unit=Unit.HOURS))
    assert found.every.now.value == 5000
    assert found.every.now.unit == "h"
    assert found.every.on_last.percent == 25.0
    assert "hours of requests accepted" in found.on_year.definition


def test_what_was_asked_for_is_told_apart_from_what_was_agreed():
    day = date(2026, 5, 4)
    agreed = request((S.SUBMITTED, day), (S.ACCEPTED, day), (S.ISSUED, day))
    refused = request((S.SUBMITTED, day), (S.REJECTED, day))
    ledger, as_at = ledger_of(agreed, refused), date(2026, 5, 31)
    asked = compare(arrivals_of(ledger, as_at, stage=Stage.ASKED))
    assert asked.every.now.value == 2
    assert compare(arrivals_of(ledger, as_at)).every.now.value == 1


def test_a_baseline_of_nothing_has_a_number_and_no_per_cent():
    change = Change(now=4.0, before=0.0)
    assert (change.number, change.percent) == (4.0, None)
    assert Change(now=0.0, before=0.0).percent is None
    assert Change(now=None, before=3.0).number is None
    assert Change(now=3.0, before=None).number is None


@pytest.mark.parametrize("span", Span)
@pytest.mark.parametrize("kind", Year)
def test_nothing_at_all_compares_with_nothing(span, kind):
    found = compare(arrivals_of(ledger_of(), date(2024, 2, 29)), span=span, kind=kind)
    assert found.every.now.value == 0
    assert (found.on_year.value, found.on_mean.value) == (None, None)
    assert found.why_not == "nothing is recorded"
    assert found.used == found.groups == ()


def test_one_week_of_history_has_no_year_to_compare_with():
    ledger = ledger_with((date(2026, 5, 4), date(2026, 5, 8), 6))
    found = compare(arrivals_of(ledger, date(2026, 5, 10)))
    assert found.every.now.value == 6
    assert found.why_not == "before complete records"
    assert found.on_year.value is None


def test_a_year_counts_though_nothing_came_on_its_first_days():
    few = ledger_with((date(2024, 4, 5), date(2026, 3, 31), 400))
    found = compare(arrivals_of(few, date(2026, 3, 31)))
    assert [one.name for one in found.used] == ["2024/25"]
    many = ledger_with((date(2024, 4, 5), date(2026, 3, 31), 4000))
    assert compare(arrivals_of(many, date(2026, 3, 31))).used == ()


def test_a_gap_leaves_its_year_out():
    ledger = ledger_with(
        (date(2023, 4, 1), date(2024, 6, 30), 450),
        (date(2024, 9, 1), date(2026, 3, 31), 570),
    )
    arrivals = arrivals_of(ledger, date(2026, 3, 31))
    (gap,) = arrivals.complete.gaps
    assert (gap.first, gap.last) == (date(2024, 7, 1), date(2024, 8, 31))
    found = compare(arrivals)
    assert [one.name for one in found.used] == ["2023/24"]
    assert found.left_out[0].why_not == "records have a gap"
    assert found.every.on_last.percent is None


def test_a_series_that_ends_a_year_ago_is_not_taken_for_a_fall():
    ledger = ledger_with((date(2022, 4, 1), date(2025, 3, 31), 1200))
    arrivals = arrivals_of(ledger, date(2026, 3, 31))
    assert arrivals.complete.last == date(2025, 3, 31)
    found = compare(arrivals)
    assert found.why_not == "records have a gap"
    assert found.on_year.value is None
    assert found.every.on_last.number is None


def test_a_quiet_month_of_a_small_unit_is_no_gap():
    ledger = ledger_with(
        (date(2024, 4, 1), date(2024, 11, 30), 8),
        (date(2025, 2, 1), date(2026, 3, 31), 14),
    )
    assert arrivals_of(ledger, date(2026, 3, 31)).complete.gaps == ()


def test_sums_over_weeks_are_those_of_the_days():
    ledger = ledger_with((date(2026, 1, 5), date(2026, 2, 1), 97))
    arrivals = arrivals_of(ledger, date(2026, 2, 1))
    weeks = weeks_back(date(2026, 1, 30), 4)
    assert weeks[-1].last == date(2026, 1, 30)
    sums = arrivals.sums(weeks).sum(axis=0)
    assert sums.tolist() == [float(arrivals.within(week).sum()) for week in weeks]
