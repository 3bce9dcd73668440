"""How good past forecasts would have been, in words and figures."""

from datetime import date

import numpy as np
import pytest

from app.forecast.ahead import forecast
from app.forecast.backtest import backtest, held_against
from app.forecast.backtest_words import figures, sentences
from tests.weekly_counts import history, made, mondays

AS_AT = date(2026, 1, 4)


@pytest.fixture(scope="module")
def tested():
    return backtest(history(made(150, wave=0.4, size=30)), paths=200)


def test_each_of_the_last_weeks_is_forecast_from_the_week_before(tested):
    assert tested.origins == 51
    assert tested.next_week[80].of == 26
    assert tested.sums[26, 80].of == 26
    assert tested.sums[13, 80].of == 39
    assert tested.single[80].of == 26 * 26 + sum(range(1, 26))


def test_wider_ranges_hold_more(tested):
    for found in (tested.single, tested.next_week):
        assert found[50].inside <= found[80].inside <= found[90].inside


def test_it_beats_the_year_before_on_a_level_with_a_wave(tested):
    assert tested.mase.ours < tested.mase.naive
    assert tested.sql.ours < tested.sql.naive
    assert tested.wape[4].ours < tested.wape[4].naive


def test_the_sentences_tell_what_fell_inside_and_what_it_beats(tested):
    words = sentences(tested)
    inside = tested.next_week[80].inside
    assert words[0] == (
        f"Of the last 26 weekly forecasts {inside} fell inside the 80 % range."
    )
    assert "half a year together" in words[1]
    assert "smaller than taking the same week a year before" in words[2]


def test_the_figures_are_never_bare(tested):
    found = figures(tested, AS_AT)
    assert [one.measure for one in found] == ["M36", "M36", "M36", "M36C"]
    assert found[1].label == "Error 13 weeks ahead"
    assert "13 weeks before" in found[1].definition
    assert "The same week a year before" in found[1].note
    assert all(one.unit == "%" and one.as_at == AS_AT for one in found)


def test_the_same_seed_gives_the_same_test():
    past = history(made(80))
    assert backtest(past, paths=50, weeks=5) == backtest(past, paths=50, weeks=5)


@pytest.mark.parametrize("counts", [[], [4], [0] * 13])
def test_too_short_a_history_cannot_be_tested_and_says_so(counts):
    found = backtest(history(counts))
    assert found.origins == 0
    assert found.mase.ours is None
    assert "can be tested from 14 on" in sentences(found)[0]
    assert all(one.value is None for one in figures(found, AS_AT))


def test_nothing_but_zeros_divides_by_nothing():
    found = backtest(history([0] * 60), paths=50)
    assert found.wape[4].ours is None
    assert found.mase.ours is None
    assert found.next_week[80].inside == 26


def test_a_gap_is_not_held_against_a_forecast():
    counts = made(100)
    gaps = mondays(100)[-5:-3]
    found = backtest(history(counts, gaps=gaps), paths=50)
    assert found.next_week[80].of == 24
    assert found.weeks == 98


def test_what_came_later_is_not_known_to_a_past_forecast():
    counts = made(100)
    changed = np.append(counts[:90], counts[90:] + 500)

    def make(past, ahead):
        return forecast(past, weeks=ahead, paths=50).paths

    origins = range(80, 91)
    one, other = (
        held_against(history(each), make, origins) for each in (counts, changed)
    )
    for before, after in zip(one, other, strict=True):
        assert np.array_equal(before.paths, after.paths)
    assert other[-1].came.sum() == one[-1].came.sum() + 10 * 500


@pytest.mark.parametrize(
    ("weeks", "words"),
    [(1, "There is 1 week with a count"), (14, "The last weekly forecast fell ")],
)
def test_one_week_and_one_forecast_are_told_as_one(weeks, words):
    said = sentences(backtest(history(made(weeks)), paths=50))[0]
    assert said.startswith(words)
    assert "There are 1" not in said


def test_one_sum_is_told_as_one():
    found = sentences(backtest(history(made(39)), paths=50))
    assert found[1].startswith("One forecast of half a year together fell ")
