"""What must hold after a run holds (V11), and what does not is found."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.simulation.building import items_of, servers_of
from app.simulation.engine import simulate
from app.simulation.invariants import BrokenRunError, check_run
from app.simulation.model import FOREVER, NOBODY, Block, Equipment, Rule, queues_of
from tests.simulation.scenarios import random_block
from tests.simulation.units import block


@given(seed=st.integers(0, 10**6))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_no_random_unit_breaks_what_must_hold(seed):
    own = random_block(seed)
    check_run(own, simulate(own), sample=9)


def test_a_middling_unit_breaks_nothing():
    own = block(0, 6)
    check_run(own, simulate(own))


def small(**changes):
    """Two queues, two examiners of eight hours a day; each may do one of the queues."""
    values = {
        "replications": 1,
        "horizon": 28.0,
        "queues": queues_of([1, 2]),
        "items": items_of(
            (1, 2),
            replication=[0] * 6,
            queue=[0, 0, 0, 1, 1, 1],
            arrival=[-2, -1, 3, -2, 4, 5],
            effort=[8.0] * 6,
        ),
        "servers": servers_of([[True, False], [False, True]], np.full((2, 40), 8.0)),
    }
    return Block(**{**values, **changes})


def refused(own, words, **columns):
    """A run with columns changed by hand is refused with these words."""
    starts = simulate(own)
    check_run(own, starts)
    for name, (at, value) in columns.items():
        column = getattr(starts, name).copy()
        column[at] = value
        starts = replace(starts, **{name: column})
    with pytest.raises(BrokenRunError, match=words):
        check_run(own, starts)


def test_lost_items_are_found():
    own = small()
    short = replace(simulate(own), start=simulate(own).start[:-1])
    with pytest.raises(BrokenRunError, match="lost"):
        check_run(own, short)


def test_a_moment_that_is_no_number_is_found():
    refused(small(), "not a number", start=(0, np.nan))
    refused(small(), "not a number", finish=(0, np.inf))


def test_an_item_that_waits_and_is_in_hand_at_once_is_found():
    refused(small(), "waits and is in hand", server=(0, NOBODY))


def test_an_item_that_finished_without_a_start_is_found():
    refused(small(), "never started", server=(2, NOBODY), start=(2, FOREVER))


def test_a_start_after_the_horizon_is_found():
    refused(small(), "after the horizon", start=(2, 28.0), finish=(2, 30.0))


def test_a_finish_before_the_start_is_found():
    refused(small(), "before it started", finish=(2, 2.0))


def test_a_start_before_the_item_could_be_started_is_found():
    refused(small(), "before it was available", start=(2, 2.5))


def test_a_server_who_is_not_there_is_found():
    refused(small(), "not there", server=(0, 7))


def test_a_start_without_the_skill_is_found():
    refused(small(), "may not", server=(2, 1))


def test_an_item_that_overtakes_in_its_queue_is_found():
    refused(small(), "overtook", start=([0, 1], [1.0, 0.0]), finish=([0, 1], [2, 1]))


def test_two_things_at_once_are_found():
    refused(small(), "two things at once", start=(1, 0.5), finish=(1, 1.5))


def test_a_start_before_the_examiner_is_free_is_found():
    own = small()
    ready = replace(own.servers, ready=np.array([[2.0, 0.0]]))
    refused(
        replace(own, servers=ready), "before being free", start=(0, 0.5), finish=(0, 3)
    )


def test_more_hours_than_were_worked_are_found():
    refused(small(), "more hours", finish=(2, 3.5))


def test_an_examiner_who_is_idle_while_something_waits_is_found():
    refused(small(), "idle", start=(2, 4.0), finish=(2, 5.0))


def test_a_provider_that_takes_more_than_its_dates_is_found():
    own = small()
    servers = servers_of(
        own.servers.may_serve, np.zeros((2, 40)), slots=[[1, 4], []], lead=[5.0, 0]
    )
    refused(replace(own, servers=servers), "too many", start=(1, 1.0), finish=(1, 6.0))


def test_equipment_used_beyond_its_limit_is_found():
    own = small(
        queues=queues_of([1, 2], equipment=[0, -1]),
        equipment=Equipment(names=("imager",), limits=np.array([[2.0]])),
    )
    refused(own, "imager", start=(2, 6.5), finish=(2, 7.5))


def test_rules_that_let_items_overtake_are_not_held_to_turns():
    own = random_block(2, rule=Rule.SHORTEST, plain=True)
    check_run(own, simulate(own))
