"""A hint that the level may have changed."""

import numpy as np

from app.forecast.change_hint import change_hint
from tests.weekly_counts import history, made, mondays


def test_no_change_no_hint():
    for seed in range(10):
        assert change_hint(history(made(150, seed=seed))) is None


def test_a_doubled_level_is_hinted_with_its_week():
    counts = np.concatenate([made(142, size=60), made(8, mean=45, size=60, seed=2)])
    found = change_hint(history(counts))
    assert found.is_above
    assert found.weeks >= 6
    assert abs((found.monday - mondays(150)[142]).days) <= 14
    assert "more arrived" in found.sentence
    assert "mark it as a change point" in found.sentence


def test_a_fallen_level_is_hinted_on_the_other_side():
    counts = np.concatenate([made(142, size=60), made(8, mean=5, size=60, seed=2)])
    found = change_hint(history(counts))
    assert not found.is_above
    assert "fewer arrived" in found.sentence


def test_a_mark_silences_the_hint():
    counts = np.concatenate([made(142, size=60), made(8, mean=45, size=60, seed=2)])
    assert change_hint(history(counts, change_points=[mondays(150)[142]])) is None


def test_short_and_empty_histories_give_no_hint():
    for counts in ([], [3], [0] * 200, made(12)):
        assert change_hint(history(counts)) is None


def test_the_same_seed_gives_the_same_hint():
    counts = np.concatenate([made(142), made(8, mean=60)])
    assert change_hint(history(counts)) == change_hint(history(counts))
