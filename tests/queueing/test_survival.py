"""Waits that are not over, against statsmodels and by hand."""

from itertools import groupby

import numpy as np
import pytest

from app.queueing.survival import survival
from tests.queueing.vectors import rows


def cases():
    waits = groupby(rows("survival_waits"), key=lambda row: row["case"])
    for case, found in waits:
        found = list(found)
        times = np.array([row["time"] for row in found])
        yield case, survival(times, np.array([row["is_over"] == 1 for row in found]))


def test_shares_and_quantiles_as_statsmodels():
    expected = rows("survival_found")
    for case, found in cases():
        for row in expected:
            if row["case"] == case and row["what"] == "after":
                share = found.share_over(row["at"])
                assert share == pytest.approx(row["value"], rel=1e-9, abs=1e-12)
            elif row["case"] == case:
                assert found.quantile(row["at"]) == row["value"]


def test_by_hand():
    """Ends at 2 and 6 of four; one is watched to 4, one to 9."""
    found = survival(np.array([2.0, 4, 6, 9]), np.array([True, False, True, False]))
    assert found.share_over(1) == 1
    assert found.share_over(2) == pytest.approx(3 / 4)
    assert found.share_over(6) == pytest.approx(3 / 4 * 1 / 2)
    assert found.quantile(0.5) == 6
    assert found.quantile(0.9) is None
    assert found.share_over(10) is None


def test_leaving_out_what_still_waits_would_make_waits_look_short():
    times = np.array([10.0] * 5 + [50.0] * 15)
    is_over = np.array([True] * 5 + [False] * 15)
    assert np.median(times[is_over]) == 10
    assert survival(times, is_over).quantile(0.5) is None


def test_without_waits_or_ends_there_is_no_answer_and_nothing_infinite():
    nothing = survival(np.zeros(0), np.zeros(0, dtype=bool))
    assert nothing.quantile(0.5) is None
    assert nothing.share_over(3) is None
    watched = survival(np.array([3.0, 5]), np.zeros(2, dtype=bool))
    assert watched.quantile(0.1) is None
    assert watched.share_over(4) == 1
    ended = survival(np.array([0.0, 0.0]), np.ones(2, dtype=bool))
    assert ended.quantile(0.95) == 0
    assert ended.share_over(7) == 0
