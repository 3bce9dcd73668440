"""The demo unit has a series, two operations to come and a change point."""

from datetime import date, timedelta

import pytest

from app.demo.outlook import SERIES
from app.demo.profile import DEMO_AS_AT
from app.measures.arrivals import By, arrivals_of
from app.measures.comparison import compare
from app.measures.driver import against_driver
from app.store.demand import read_outlook


@pytest.fixture(scope="module")
def outlook(demo):
    return read_outlook(demo)


def test_the_series_goes_back_further_than_the_unit_and_ends_with_what_is_published(
    outlook,
):
    values = outlook.series(SERIES)
    assert values[0].first_on == date(2020, 4, 1)
    assert values[-1].last_on == date(2026, 6, 30)
    year = sum(value.value for value in values[:4])
    assert year == pytest.approx(1966 / 6, rel=0.15)


def test_two_operations_are_to_come(outlook):
    assert len(outlook.operations) == 2
    for plan in outlook.operations:
        assert DEMO_AS_AT < plan.first_on <= DEMO_AS_AT + timedelta(weeks=8)


def test_the_change_point_is_that_of_the_kiosks(outlook):
    (change,) = outlook.changes
    assert change.words == "Kiosks opened to all divisions"
    assert DEMO_AS_AT - timedelta(days=366) < change.day < DEMO_AS_AT


def test_requests_of_online_abuse_stand_beside_the_series(demo_ledger, outlook):
    arrivals = arrivals_of(demo_ledger, DEMO_AS_AT, by=By.ABUSE)
    found = against_driver(arrivals, outlook.series(SERIES), "yes")
    assert found.months == 12
    assert 50 < found.latest.value < 100


def test_what_was_open_when_the_records_began_counts_for_no_year(demo_ledger):
    found = compare(arrivals_of(demo_ledger, DEMO_AS_AT))
    assert [one.name for one in found.used] == ["2025/26", "2024/25", "2023/24"]
    assert 0 < found.on_mean.value < 25
