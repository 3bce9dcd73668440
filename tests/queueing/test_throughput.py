"""How many by when, from past weeks drawn anew."""

import numpy as np

from app.queueing.throughput import at_least, paths, weeks_to


def test_weeks_that_are_all_alike_leave_no_doubt():
    found = paths(np.full(10, 4.0), 6, seed=1)
    assert at_least(found, 0.85).tolist() == [4, 8, 12, 16, 20, 24]
    assert weeks_to(found, 13, 0.5) == weeks_to(found, 13, 0.99) == 4


def test_more_certainty_asks_for_more_weeks_and_promises_less():
    found = paths(np.array([0.0, 2, 4, 9]), 40, seed=2)
    assert weeks_to(found, 60, 0.5) <= weeks_to(found, 60, 0.85)
    assert weeks_to(found, 60, 0.85) <= weeks_to(found, 60, 0.95)
    assert (at_least(found, 0.95) <= at_least(found, 0.5)).all()
    shares = (found >= at_least(found, 0.85)).mean(axis=0)
    assert (shares >= 0.85).all()


def test_the_same_seed_gives_the_same_paths():
    weekly = np.arange(12.0)
    assert paths(weekly, 9, seed=5).tobytes() == paths(weekly, 9, seed=5).tobytes()
    assert paths(weekly, 9, seed=5).tobytes() != paths(weekly, 9, seed=6).tobytes()


def test_without_past_weeks_or_weeks_ahead_nothing_is_promised():
    nothing = paths(np.zeros(0), 5, seed=1)
    assert at_least(nothing, 0.85).tolist() == [0] * 5
    assert weeks_to(nothing, 3, 0.5) is None
    assert weeks_to(nothing, 0, 0.5) == 0
    assert at_least(paths(np.ones(4), 0, seed=1), 0.5).tolist() == []
    assert weeks_to(paths(np.zeros(8), 10, seed=1), 1, 0.5) is None
