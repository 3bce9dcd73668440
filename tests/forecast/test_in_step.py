"""Classes that rise and fall together."""

import numpy as np
import pytest

from app.forecast.ahead import forecast_classes
from app.forecast.in_step import MOST, in_step, shared_step
from tests.weekly_counts import history


def surprises(share, weeks=260, classes=4):
    draw = np.random.default_rng(2)
    common = draw.standard_normal(weeks) * np.sqrt(share)
    own = draw.standard_normal((classes, weeks)) * np.sqrt(1 - share)
    return {str(at): common + each for at, each in enumerate(own)}


def test_what_moves_together_is_told_from_what_does_not():
    assert shared_step(surprises(0.0)) < 0.12
    assert 0.3 < shared_step(surprises(0.6)) < 0.75
    assert 0.6 < shared_step(surprises(1.0)) <= MOST


def test_short_histories_single_classes_and_silence_share_nothing():
    assert shared_step(surprises(0.9, weeks=51)) == 0
    assert shared_step(surprises(0.9, classes=1)) == 0
    assert shared_step({"a": np.zeros(100), "b": np.full(100, np.nan)}) == 0


def test_the_order_widens_the_sum_and_changes_no_path():
    draw = np.random.default_rng(1)
    paths = {name: draw.poisson(20, (2_000, 26)).astype(np.int32) for name in "ab"}
    found = in_step(paths, 0.6, seed=1)
    for name in paths:
        assert sorted(map(bytes, found[name])) == sorted(map(bytes, paths[name]))
    sums = [one.sum(axis=1) for one in found.values()]
    assert np.corrcoef(sums)[0, 1] == pytest.approx(0.6, abs=0.06)


def test_without_a_shared_step_nothing_is_put_in_order():
    paths = {"a": np.arange(6, dtype=np.int32).reshape(3, 2)}
    assert in_step(paths, 0.0, seed=1)["a"] is paths["a"]


def test_classes_of_one_cause_have_a_wide_sum_and_say_so():
    draw = np.random.default_rng(4)
    level = 30 * np.exp(np.cumsum(draw.standard_normal(200) * 0.06))
    past = {name: history(draw.poisson(level)) for name in "abcd"}
    found = forecast_classes(past, weeks=26)
    total = found.total.total(26)
    parts = [one.total(26) for one in found.classes.values()]
    width = sum((one.high - one.low) ** 2 for one in parts) ** 0.5
    assert total.high - total.low > 1.3 * width
    assert any("risen and fallen together" in note for note in found.total.notes)


def test_any_part_of_the_paths_is_a_sample_of_all():
    past = {"a": history(np.random.default_rng(4).poisson(30, 150))}
    paths = forecast_classes(past, weeks=26).classes["a"].paths.sum(axis=1)
    assert paths[:250].mean() == pytest.approx(paths.mean(), rel=0.03)
    assert paths[:250].std() == pytest.approx(paths.std(), rel=0.25)
