"""Little's law: exact over every window, and a warning where records disagree."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queueing.little import check, identity

moments = st.floats(-50, 150, allow_nan=False)
stays = st.one_of(st.floats(0, 80), st.just(np.inf))


@given(st.lists(st.tuples(moments, stays), max_size=60), moments, st.floats(0, 100))
def test_the_identity_holds_in_every_window(items, start, length):
    arrived = np.array([came for came, _ in items], dtype=float)
    left = arrived + np.array([stay for _, stay in items], dtype=float)
    assert identity(arrived, left, start, start + length).holds


def test_the_identity_by_hand():
    """Window 0 to 10: one inside from 2 to 5, one there all the time, one from 8 on."""
    arrived, left = np.array([2.0, -5, 8]), np.array([5.0, 50, np.inf])
    found = identity(arrived, left, 0, 10)
    assert (found.area, found.stays) == (15, 15)
    assert found.gap == 0


def test_a_steady_list_agrees_and_says_so():
    arrived = np.arange(-20.0, 100)
    found = check(arrived, arrived + 5, 0, 90)
    assert found.present == pytest.approx(5, rel=0.02)
    assert not found.is_warning
    assert "agree within" in found.words


def test_a_list_of_what_never_leaves_is_a_warning():
    arrived = np.arange(0.0, 100)
    left = np.where(arrived % 2 == 0, arrived + 2, np.inf)
    found = check(arrived, left, 0, 100)
    assert found.is_warning
    assert found.gap < 0
    assert "longer than what comes" in found.words


def test_nothing_that_left_and_no_time_give_no_gap_and_nothing_infinite():
    nothing = np.zeros(0)
    for found in (
        check(nothing, nothing, 0, 10),
        check(np.array([1.0]), np.array([np.inf]), 0, 10),
        check(np.array([1.0]), np.array([2.0]), 5, 5),
    ):
        assert found.gap is None
        assert not found.is_warning
        assert found.words.startswith("Too little")
