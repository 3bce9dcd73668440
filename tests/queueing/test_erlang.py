"""Erlang's formulas against the R package queueing, and by hand."""

import math

import pytest

from app.queueing.erlang import erlang_b, erlang_c, servers_alike, with_variation
from tests.queueing.vectors import rows


def test_all_of_a_queue_before_servers_alike_as_the_reference():
    for row in rows("mmc_erlang_r_queueing"):
        servers = int(row["c"])
        queue = servers_alike(row["lambda"], row["mu"], servers)
        found = {
            "rho": queue.intensity,
            "erlang_b": erlang_b(row["lambda"] / row["mu"], servers),
            "erlang_c": queue.chance_of_waiting,
            "Lq": queue.waiting,
            "Wq": queue.wait,
            "L": queue.present,
            "W": queue.stay,
            "Wqq": queue.wait_of_those_who_wait,
            "P_wait_gt_1": queue.share_over(1),
            "P_wait_gt_5": queue.share_over(5),
        }
        for name, value in found.items():
            assert value == pytest.approx(row[name], rel=1e-9, abs=1e-15), name


def test_one_server_by_hand():
    """At load 0.8 four are present on average, and 0.8 of arrivals wait."""
    queue = servers_alike(0.8, 1, 1)
    assert queue.chance_of_waiting == pytest.approx(0.8)
    assert queue.present == pytest.approx(4)
    assert queue.share_over(0) == pytest.approx(0.8)


def test_servers_that_cannot_keep_up_have_no_long_run():
    assert erlang_c(3, 3) is None
    assert servers_alike(3, 1, 3) is None
    assert servers_alike(3, 0, 3) is None
    assert servers_alike(3, 1, 0) is None


def test_without_arrivals_nobody_waits():
    assert servers_alike(0, 1, 2).wait == 0
    assert erlang_b(0, 0) == 1


def test_very_many_servers_give_a_number():
    assert math.isfinite(erlang_b(5000, 5100))
    assert 0 < erlang_c(5000, 5100) < 1


def test_steady_service_halves_the_wait_and_exponential_leaves_it():
    assert with_variation(6, 1, 1) == 6
    assert with_variation(6, 1, 0) == 3
