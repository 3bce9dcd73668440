"""What is expected to arrive: reckoned from the store, drawn, and said."""

import math
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from app.casework.outlook import DriverValue, Outlook
from app.casework.working_time import day_words
from app.errors import AppError
from app.reports.demand_note import demand_note
from app.reports.driver_chart import (
    beside_chart,
    beside_driver,
    besides,
    driver_sentence,
    driver_table,
    latest_words,
    length_of,
    named_after,
    noun_of,
    recorded_chart,
)
from app.reports.expected import (
    expected_chart,
    expected_of,
    expected_sentence,
    expected_table,
    method_words,
    worth_words,
)
from app.reports.facts import read_facts
from tests.demands import AS_AT, PLAN, SERIES, demand_unit, tell_outlook
from tests.measures.histories import ledger_of, request
from tests.reports.summaries import S
from tests.reports.summaries import facts as unit_facts

MADE = datetime(2026, 10, 1, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def facts():
    store = demand_unit(":memory:")
    tell_outlook(store)
    yield read_facts(store, AS_AT)
    store.close()


@pytest.fixture(scope="module")
def expected(facts):
    return expected_of(facts)


def facts_of(**choices):
    store = demand_unit(":memory:", **choices)
    found = read_facts(store, AS_AT)
    store.close()
    return found


def test_the_same_records_give_the_same_paths(facts, expected):
    again = expected_of(facts)
    assert again.found.paths.tobytes() == expected.found.paths.tobytes()


def test_a_planned_operation_comes_on_top_and_leaves_the_rest_as_it_was(facts):
    outlook = replace(facts.outlook, operations=())
    without = expected_of(replace(facts, outlook=outlook))
    with_it = expected_of(facts)
    assert without.found.paths.tobytes() == with_it.plain.paths.tobytes()
    more = with_it.found.paths.mean(axis=0) - without.found.paths.mean(axis=0)
    weeks = with_it.found.mondays
    assert more.sum() == pytest.approx(20, abs=1)
    assert {weeks[at] for at in range(len(weeks)) if more[at] > 0} == {
        date(2026, 10, 12) + timedelta(weeks=at) for at in range(4)
    }


def test_the_sentence_names_range_operation_assumption_and_how_it_held(expected):
    said = expected_sentence(expected, 26)
    assert "In the next 26 weeks about" in said
    assert "eight times in ten between" in said
    assert "if what makes requests arrive stays as it was" in said
    assert "come from Operation Alder" in said
    assert "Of the last 26 weekly forecasts" in said
    assert "weeks of complete records" in worth_words(expected)
    assert "as marked" in worth_words(expected)
    assert SERIES in method_words(expected)


def test_the_chart_has_three_bands_and_marks_what_is_known(expected):
    chart = expected_chart(expected, 13)
    assert [series.name for series in chart.series] == [
        *("90% of futures", "80% of futures", "50% of futures", "Agreed", "Middle"),
    ]
    wide, middle, inner = chart.series[:3]
    for at in range(len(chart.days) - 13, len(chart.days)):
        assert wide.lower[at] <= middle.lower[at] <= inner.lower[at]
        assert inner.values[at] <= middle.values[at] <= wide.values[at]
    assert math.isnan(wide.values[0])
    assert {marker.text for marker in chart.markers} == {
        *("30 Sep", "Kiosks opened to all", "Operation Alder"),
    }
    head, rows = expected_table(expected, 13)
    assert len(rows) == 13
    assert len(head) == len(rows[0]) == 5


def test_the_back_test_is_told_in_figures(expected):
    codes = [figure.measure for figure in expected.figures()]
    assert codes == ["M36", "M36", "M36", "M36C"]
    assert all(figure.value is not None for figure in expected.figures())


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({"first": AS_AT, "last": AS_AT, "weekly": 7}, "no whole week"),
        ({"last": date(2025, 9, 30)}, "too long to forecast"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_words(choices, words):
    with pytest.raises(AppError, match=words):
        expected_of(facts_of(**choices))


def test_two_weeks_of_history_give_a_level_and_say_so():
    found = expected_of(facts_of(first=date(2026, 9, 14), weekly=14.0))
    assert "only a level is forecast" in worth_words(found)
    assert "forecasts can be tested from" in expected_sentence(found, 26)
    assert expected_chart(found, 52).rows()


def test_a_series_is_shown_beside_the_arrivals_that_it_is_named_after(facts):
    every = besides(facts)
    beside = every[named_after(SERIES, every)]
    assert beside.label == "Fraud and economic crime"
    assert every[named_after("Drownings", every)].label == "All requests"
    found = beside_driver(facts, SERIES, beside)
    length = length_of(facts.outlook.series(SERIES))
    assert len(recorded_chart(found, length).rows()) == 10
    assert len(beside_chart(found, length, beside.label).rows()) == 10
    head, rows = driver_table(found, length)
    assert head[0] == "Quarter"
    assert rows[0][:2] == ("Apr to Jun 2026", "39")
    said = driver_sentence(found, noun_of(beside))
    assert "in the 12 months to 30 Jun 2026" in said
    assert "It assumes that both count the same time and the same area." in said


def test_the_note_is_whole_with_and_without_a_forecast(facts, expected):
    for known in (expected, None):
        report = demand_note(facts, known, made_at=MADE, made_by="test")
        assert len(report.headlines()) == 3
        assert [one.title for one in report.tables()] == ["By division", SERIES]
        assert len(report.charts()) == (2 if known else 1)


def test_a_note_on_nothing_can_be_made():
    empty = facts_of(first=AS_AT, last=AS_AT)
    report = demand_note(empty, None, made_at=MADE, made_by="test")
    assert {one.value for one in report.headlines()} == {"0", "not known"}


def test_a_driver_that_helps_moves_the_forecast(driven_facts):
    found = expected_of(driven_facts)
    (use,) = found.uses
    assert use.is_used
    assert "is used" in method_words(found)
    outlook = replace(driven_facts.outlook, drivers=())
    without = expected_of(replace(driven_facts, outlook=outlook))
    ahead = [LEAP <= day < date(2026, 4, 1) for day in found.found.mondays]
    ratio = found.found.mean[ahead].sum() / without.found.mean[ahead].sum()
    assert ratio > 1.5


LEAP = date(2026, 1, 1)
"""First day of a quarter that is expected to have three times as many crimes."""


@pytest.fixture(scope="module")
def driven_facts():
    """Arrivals of five years that follow a series, which leaps in the quarter ahead."""
    quarters = [date(2021 + at // 4, 1 + 3 * (at % 4), 1) for at in range(21)]
    levels = [60 + 30 * math.sin(at) for at in range(20)]
    values = tuple(
        DriverValue(name="Recorded crime", first_on=day, value=value)
        for day, value in zip(quarters, (*levels, 3 * levels[-1]), strict=True)
    )
    draw = np.random.default_rng(3)
    requests = []
    for week in range(260):
        monday = date(2021, 1, 4) + timedelta(weeks=week)
        now = max(at for at, day in enumerate(quarters) if day <= monday)
        each = request((S.ACCEPTED, monday), (S.ISSUED, monday))
        requests += [each] * draw.poisson(levels[min(now, 19)] / 4)
    known = unit_facts(ledger_of(*requests), as_at=date(2025, 12, 28))
    return replace(known, outlook=Outlook(drivers=values))


def test_one_of_anything_is_told_as_one():
    unit = facts_of(first=date(2026, 9, 21), last=date(2026, 9, 30), weekly=40.0)
    plan = replace(PLAN, weeks=1, extra=1.0)
    found = expected_of(replace(unit, outlook=Outlook(operations=(plan,))))
    assert "Rests on 1 week of" in worth_words(found)
    assert "There is 1 week with" in expected_sentence(found, 26)
    assert "About 1 of them comes from Operation Alder" in expected_sentence(found, 26)


def test_a_record_that_ended_marks_the_day_where_it_is_and_names_its_weeks():
    found = expected_of(facts_of(last=date(2026, 7, 19)))
    assert found.found.mondays[0] < date(2026, 9, 1)
    (today,) = [one for one in expected_chart(found, 26).markers if "Sep" in one.text]
    assert today.day == date(2026, 9, 28)
    first = day_words(found.found.mondays[0])
    assert f"In the 26 weeks from {first} about" in expected_sentence(found, 26)


def test_the_note_defines_all_that_it_prints_and_says_one_of_one(facts):
    plan = replace(PLAN, weeks=1, extra=1.0)
    known = replace(facts, outlook=replace(facts.outlook, operations=(plan,)))
    report = demand_note(known, None, made_at=MADE, made_by="test")
    said = repr(report)
    assert "Operation Alder: 1 request a week more for 1 week from" in said
    for code in ("M10,", "M10R,", "M10Y,", "M10F,", "M10C,"):
        assert f"({code}" in said


def test_a_series_says_of_which_time_its_ratio_is(facts):
    values = facts.outlook.series(SERIES)
    said = []
    for some in (values, values[-1:], values[:2] + values[-2:]):
        known = replace(facts, outlook=Outlook(drivers=some))
        found = beside_driver(known, SERIES, besides(facts)[0])
        said.append(latest_words(found).partition(" in ")[2])
        assert ("taken singly" in driver_sentence(found, "requests")) == (len(some) > 1)
    assert said == ["the last year", "3 months", "6 months"]
    month = DriverValue(name="M", first_on=date(2026, 6, 1), months=1, value=9)
    for one, words in (
        (month, "in the month to 30 Jun 2026."),
        (replace(month, first_on=date(2001, 1, 1)), "has values for 1 month, and"),
        (replace(month, first_on=date(2027, 1, 1)), "No value of M is of the past."),
    ):
        known = replace(facts, outlook=Outlook(drivers=(one,)))
        found = beside_driver(known, "M", besides(facts)[0])
        assert words in driver_sentence(found, "requests")
        assert recorded_chart(found, length_of((one,))).head()
