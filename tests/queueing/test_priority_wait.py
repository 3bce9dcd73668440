"""Mean waits by priority: closed forms, the limits of each, and conservation."""

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.queueing.erlang import servers_alike
from app.queueing.priority_wait import (
    Stream,
    conserved,
    conserved_at_one_server,
    wait_of_one_stream,
    waits_at_one_server,
    waits_by_priority,
    waits_with_ageing,
)
from tests.queueing.vectors import rows

PRINTED = {"rel": 1e-9, "abs": 6e-10}
"""The files give nine to twelve digits after the point."""


def cases(name):
    found = rows(name)
    return [list(same) for _, same in groupby(found, key=lambda row: row["case"])]


def streams(case):
    return [
        Stream(
            arrivals=row["lambda"],
            service=row["mean_service"],
            variation=row["cv_service"],
        )
        for row in case
    ]


def test_servers_alike_under_priority_as_the_closed_form():
    for case in cases("cobham_priority_mmc"):
        first = case[0]
        waits = waits_by_priority(
            [row["lambda"] for row in case], first["mu"], int(first["servers"])
        )
        for row, wait in zip(case, waits, strict=True):
            assert wait == pytest.approx(row["Wq"], **PRINTED)
            assert wait + 1 / row["mu"] == pytest.approx(row["W"], **PRINTED)
            assert wait * row["lambda"] == pytest.approx(row["Lq"], **PRINTED)


def test_one_server_under_priority_as_the_closed_form():
    for case in cases("cobham_priority_mg1"):
        waits = waits_at_one_server(streams(case))
        assert waits == pytest.approx([row["Wq"] for row in case], **PRINTED)


def test_first_come_first_served_as_pollaczek_and_khinchine():
    for row in rows("pollaczek_khinchine_mg1"):
        (stream,) = streams([row])
        assert wait_of_one_stream(stream) == pytest.approx(row["Wq"], **PRINTED)


def test_ageing_as_kleinrock_and_near_what_was_simulated():
    for case in cases("accumulating_priority_mg1"):
        waits = waits_with_ageing(streams(case), [row["ageing_rate"] for row in case])
        for row, wait in zip(case, waits, strict=True):
            assert wait == pytest.approx(row["Wq_kleinrock"], **PRINTED)
            assert wait == pytest.approx(row["Wq_simulated_check"], rel=0.008)


def test_one_class_is_the_queue_without_priority():
    (wait,) = waits_by_priority([9], 1, 10)
    assert wait == pytest.approx(servers_alike(9, 1, 10).wait)
    stream = Stream(arrivals=0.8, service=1, variation=1.2)
    assert waits_at_one_server([stream]) == pytest.approx([4.88])


def test_equal_ageing_is_first_come_and_ageing_far_apart_is_strict_priority():
    mix = [
        Stream(arrivals=0.3, service=1),
        Stream(arrivals=0.2, service=2, variation=0.5),
    ]
    alike = waits_with_ageing(mix, [1, 1])
    assert alike[0] == pytest.approx(alike[1])
    apart = waits_with_ageing(mix, [1e12, 1])
    assert apart == pytest.approx(waits_at_one_server(mix), rel=1e-9)


def test_classes_above_the_one_that_is_too_much_still_have_a_wait():
    """Always busy with service 1: the first waits 1 / (1 - 0.5), the second for ever.

    At two servers alike the next becomes free after half of it, and so on.
    """
    mix = [Stream(arrivals=0.5, service=1), Stream(arrivals=0.9, service=1)]
    never = Stream(arrivals=0.1, service=1)
    assert waits_at_one_server([*mix, never]) == (2.0, None, None)
    assert waits_by_priority([1.0, 1.8, 0.2], 1, 2) == (1.0, None, None)


def test_without_servers_or_service_no_class_has_a_wait():
    assert waits_by_priority([1, 2], 1, 0) == (None, None)
    assert waits_by_priority([1, 2], 0, 3) == (None, None)
    assert waits_by_priority([], 1, 3) == ()
    assert wait_of_one_stream(Stream(arrivals=1, service=1)) is None
    too_much = [Stream(arrivals=2, service=1), Stream(arrivals=1, service=1)]
    assert waits_with_ageing(too_much, [2, 1]) == (None, None)
    assert conserved_at_one_server(too_much) is None
    assert waits_with_ageing([Stream(arrivals=0.1, service=1)], [0]) == (None,)


classes = st.lists(
    st.tuples(st.floats(0.01, 1), st.floats(0.1, 5), st.floats(0, 3)),
    min_size=1,
    max_size=5,
)


@given(classes, st.floats(0.05, 0.97), st.permutations(range(5)))
def test_every_order_of_service_conserves_load_times_wait(parts, load, order):
    scale = load / sum(rate * service for rate, service, _ in parts)
    mix = [
        Stream(arrivals=rate * scale, service=service, variation=variation)
        for rate, service, variation in parts
    ]
    loads = [each.load for each in mix]
    expected = pytest.approx(conserved_at_one_server(mix), rel=1e-6, abs=1e-12)
    assert conserved(loads, waits_at_one_server(mix)) == expected
    turned = [mix[place] for place in order if place < len(mix)]
    waits = waits_at_one_server(turned)
    assert conserved([each.load for each in turned], waits) == expected
    ageing = [2.0**-place for place in range(len(mix))]
    assert conserved(loads, waits_with_ageing(mix, ageing)) == expected
