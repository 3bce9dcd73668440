"""Exponential waits and the share of them within a target."""

import pytest

from app.queueing.exponential_wait import (
    mean_wait_for,
    rate_for,
    share_within,
    size_for,
)
from tests.queueing.vectors import rows


def test_rate_and_list_size_as_the_reference():
    for row in rows("nhsr_rtt_exponential"):
        share, target = row["rtt_performance"], row["target_weeks"]
        assert rate_for(share, target) == pytest.approx(row["lambda"], rel=1e-9)
        size = size_for(row["referral_rate"], share, target)
        assert size == pytest.approx(row["list_size"], rel=1e-9)


def test_the_way_back_leads_to_the_share():
    for share in (0.01, 0.5, 0.85, 0.999):
        assert share_within(mean_wait_for(share, 12), 12) == pytest.approx(share)


def test_a_mean_of_a_quarter_or_a_sixth_leaves_what_the_rule_says():
    assert 1 - share_within(1, 4) == pytest.approx(0.018, abs=5e-4)
    assert 1 - share_within(1, 6) == pytest.approx(0.002, abs=5e-4)


def test_shares_that_no_mean_gives_have_no_answer():
    for share in (-0.1, 1.0, 1.2):
        assert rate_for(share, 12) is None
        assert size_for(10, share, 12) is None
    assert rate_for(0.9, 0) is None
    assert mean_wait_for(0, 12) is None
    assert share_within(-1, 12) is None


def test_nobody_waits_where_the_mean_is_nothing():
    assert share_within(0, 12) == 1
