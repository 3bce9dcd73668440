"""The figures of the demo unit are those of the domain reference, section 6."""

from datetime import timedelta

import numpy as np
import pytest

from app.capacity.by_week import capacity_by_week, mean_weekly_net
from app.casework.working_time import weeks_between
from app.demo.profile import DEMO_AS_AT, START, UNIT
from app.measures.age import ages
from app.store.setting import read_settings
from app.store.team import read_team
from benchmarks.demo_table import LAST_YEAR, compare, turnaround, urgent_median


@pytest.fixture(scope="module")
def team(demo):
    return read_team(demo)


@pytest.fixture(scope="module")
def capacity(team):
    return capacity_by_week(team, weeks_between(START, DEMO_AS_AT), DEMO_AS_AT)


def test_every_figure_of_the_table_is_met_within_a_tenth(demo_ledger):
    far = [line for line in compare(demo_ledger) if abs(line.difference) > 0.10]
    assert far == []


def test_turnaround_is_that_of_a_stressed_unit(demo_ledger):
    soon, within_a_year, later = turnaround(demo_ledger)
    assert 0.22 < soon < 0.40
    assert 0.54 < within_a_year < 0.70
    assert 0.04 < later < 0.13


def test_most_open_requests_are_older_than_90_days(demo_ledger):
    found = ages(demo_ledger, DEMO_AS_AT).days
    assert 0.55 < (found > 90).mean() < 0.72


def test_urgent_requests_take_two_to_three_weeks(demo_ledger):
    assert 15 <= urgent_median(demo_ledger) <= 25


def test_net_hours_are_61_percent_of_gross(capacity):
    share = capacity.net[-52:].sum() / capacity.gross[-52:].sum()
    assert share == pytest.approx(0.607, abs=0.01)


def test_a_full_time_equivalent_gives_21_hours_a_week(capacity):
    last = slice(-52, None)
    each = capacity.net[last].sum() / capacity.full_time_equivalents[last].sum()
    assert each == pytest.approx(21.2, abs=0.4)


def test_people_grow_from_16_to_nearly_20_and_fall_to_18_6(capacity):
    equivalents = capacity.full_time_equivalents
    assert equivalents[:60].mean() == pytest.approx(16.0, abs=0.05)
    assert equivalents.max() == pytest.approx(19.5, abs=0.2)
    assert equivalents[-4:].mean() == pytest.approx(18.6, abs=0.05)


def test_capacity_of_the_coming_weeks_is_planned(team):
    assert mean_weekly_net(team, DEMO_AS_AT) == pytest.approx(395, rel=0.10)
    after = DEMO_AS_AT + timedelta(days=14)
    assert sum(absence.first_on > after for absence in team.absences) > 20


def test_hours_logged_are_the_hours_there_were(demo, capacity):
    logged = demo.value(
        "SELECT sum(hours) FROM work WHERE done_on >= :day",
        {"day": LAST_YEAR.isoformat()},
    )
    assert logged == pytest.approx(capacity.net[-52:].sum(), rel=0.02)


def test_unit_is_named_and_marked(demo):
    settings = read_settings(demo)
    assert settings.unit == UNIT
    assert settings.marking == "OFFICIAL-SENSITIVE"
    assert settings.region == "scotland"


def test_exhibits_of_a_request_are_2_8_in_the_mean(demo):
    counts = [
        row[0] for row in demo.query("SELECT count(*) FROM exhibit GROUP BY request")
    ]
    assert np.mean(counts) == pytest.approx(2.8, abs=0.15)
    assert np.median(counts) == 2


def test_recording_lags_by_a_day_and_an_eighth_by_more_than_a_week(demo):
    lags = np.array(
        [
            row[0]
            for row in demo.query(
                """
                SELECT julianday(substr(recorded_at, 1, 10))
                     - julianday(date(effective_at, 'unixepoch'))
                  FROM event JOIN operation ON operation.id = event.operation
                 WHERE subject = 'request' AND date(effective_at, 'unixepoch') >= :day
            """,
                {"day": START.isoformat()},
            )
        ]
    )
    assert np.median(lags) == 1
    assert lags.min() >= 0
    assert 0.09 < (lags > 7).mean() < 0.15
