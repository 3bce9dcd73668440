"""The season, and the short weeks of the year."""

from datetime import date

import numpy as np
import pytest

from app.casework.working_time import NO_HOLIDAYS, Holidays
from app.forecast.observed import Observed, together
from app.forecast.season import PAIRS, pooled, seasons
from app.forecast.short_weeks import short_weeks
from tests.weekly_counts import made, mondays

HOLIDAYS = Holidays("scotland", frozenset({date(2024, 5, 6), date(2024, 12, 25)}))


def seen(counts, **changes):
    counts = np.asarray(counts, dtype=float)
    used = np.ones(len(counts), dtype=bool)
    return Observed(**{"counts": counts, "used": used, **changes})


def test_under_63_weeks_there_is_no_season():
    assert seasons(seen(made(62)), 10).terms == (0,)
    assert len(seasons(seen(made(63)), 10).terms) == len(PAIRS)


def test_the_first_reading_is_none():
    found = seasons(seen(made(150, wave=0.5)), 26)
    assert np.all(found.factors[0] == 1)


def test_a_wave_is_found_a_little_lower_than_it_is():
    found = seasons(seen(made(260, mean=80, wave=0.5, size=80)), 0).factors[1]
    height = np.log(found.max() / found.min()) / 2
    assert 0.4 < height < 0.52


def test_the_mean_of_the_last_year_is_one():
    found = seasons(seen(made(200, wave=0.5)), 26).factors
    assert found[:, 148:200].mean(axis=1) == pytest.approx(np.ones(len(PAIRS)))


def test_a_marked_step_is_no_season():
    counts = np.concatenate([made(100, mean=20, size=90), made(100, mean=80, size=90)])
    plain = seasons(seen(counts), 0).factors[1]
    marked = seasons(seen(counts, resets=(100,)), 0).factors[1]
    assert np.ptp(np.log(marked)) < np.ptp(np.log(plain))


def test_a_part_takes_the_season_of_the_whole():
    whole = seasons(seen(made(200, wave=0.5)), 26)
    part = pooled(whole, 66, 52.18)
    assert part.factors.shape == (len(PAIRS), 66)
    assert part.terms == (0, 1, 2, 3)


def test_series_that_end_together_are_added_from_their_ends():
    long, short = seen([1, 2, 3, 4]), seen([10, 20], used=np.array([True, False]))
    found = together((long, short))
    assert found.counts.tolist() == [1, 2, 13, 24]
    assert found.used.tolist() == [True, True, True, False]
    assert found.resets == (2,)


@pytest.mark.parametrize(
    ("monday", "kinds"),
    [
        (date(2024, 12, 23), (1, 0, 0, 0)),
        (date(2024, 12, 30), (1, 0, 0, 0)),
        (date(2024, 12, 16), (0, 0, 0, 0)),
        (date(2024, 3, 25), (0, 1, 0, 0)),
        (date(2026, 3, 30), (0, 1, 0, 0)),
        (date(2024, 7, 15), (0, 0, 1, 0)),
        (date(2024, 5, 6), (0, 0, 0, 0.2)),
    ],
)
def test_short_weeks_are_told_by_the_calendar(monday, kinds):
    assert tuple(short_weeks([monday], HOLIDAYS)[0]) == pytest.approx(kinds)


def test_a_unit_without_holidays_has_no_short_weeks():
    assert short_weeks(mondays(5), NO_HOLIDAYS) is None


def test_quiet_weeks_at_the_turn_of_the_year_are_carried_on():
    days = mondays(270)
    turn = short_weeks(days, HOLIDAYS)
    means = np.where(turn[:, 0] > 0, 10, 40)
    counts = np.random.default_rng(1).poisson(means)[:250]
    found = seasons(seen(counts), 20, turn).factors[0]
    assert found[turn[:, 0] > 0].mean() < 0.75
    assert found[turn[:, 0] == 0].mean() > 0.95
