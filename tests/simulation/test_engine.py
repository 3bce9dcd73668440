"""The fast engine gives what the plain one gives."""

from dataclasses import replace

import numpy as np
import pytest

from app.simulation.building import items_of, servers_of
from app.simulation.chains import split
from app.simulation.engine import simulate
from app.simulation.model import FOREVER, NOBODY, Block, Rule, queues_of
from app.simulation.reference import simulate_plainly
from app.simulation.single_skill import is_single_skill
from tests.simulation.scenarios import random_block

SCENARIOS = 28
"""Of them four for each rule; two hundred and more were played by hand."""


def alike(block):
    fast, plain = simulate(block), simulate_plainly(block)
    assert np.abs(fast.start - plain.start).max(initial=0) <= 1e-9
    assert np.abs(fast.finish - plain.finish).max(initial=0) <= 1e-9
    assert np.array_equal(fast.server, plain.server)
    return fast


@pytest.mark.parametrize("seed", range(SCENARIOS))
def test_both_engines_give_the_same_starts(seed):
    alike(random_block(seed))


@pytest.mark.parametrize("rule", [Rule.DUE, Rule.STATUTORY, Rule.WEIGHTED])
def test_queues_in_which_items_overtake_are_parted_and_played_alike(rule):
    block = random_block(5, rule=rule, plain=True)
    assert split(block) is not None
    alike(block)


def steady(seed, servers=3):
    block = random_block(seed, rule=Rule.PRIORITY, plain=True)
    days = int(block.horizon) + 20
    ready = np.random.default_rng(seed).uniform(0, 9, servers)
    levels = np.random.default_rng(seed).permutation(block.queues.count)
    return replace(
        block,
        queues=queues_of(levels.tolist()),
        servers=servers_of(
            np.ones((servers, block.queues.count)),
            np.full((servers, days), 6.0),
            ready=ready,
            rank=list(range(servers))[::-1],
        ),
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_way_for_a_single_skill_gives_the_same_starts(seed):
    block = steady(seed)
    assert is_single_skill(block)
    alike(block)


def test_without_people_or_items_nothing_starts():
    block = random_block(0)
    nobody = replace(block, servers=servers_of(np.zeros((0, block.queues.count)), []))
    assert (simulate(nobody).server == NOBODY).all()
    nothing = replace(
        block,
        items=items_of(
            (block.replications, block.queues.count),
            replication=[],
            queue=[],
            arrival=[],
            effort=[],
        ),
    )
    assert len(simulate(nothing).start) == 0


def test_who_has_no_hours_starts_nothing():
    block = steady(1)
    hours = np.zeros((3, int(block.horizon)))
    idle = replace(block, servers=servers_of(np.ones((3, block.queues.count)), hours))
    assert (alike(idle).start == FOREVER).all()


def test_an_item_that_nobody_may_serve_never_starts():
    block = random_block(3, rule=Rule.PRIORITY, plain=True)
    may = block.servers.may_serve.copy()
    may[:, 0] = False
    starts = alike(replace(block, servers=replace(block.servers, may_serve=may)))
    first = block.items.offsets[: block.queues.count + 1]
    assert (starts.server[first[0] : first[1]] == NOBODY).all()


def one_queue(efforts, hours, **servers):
    count = len(efforts)
    return Block(
        replications=1,
        horizon=float(len(hours)),
        queues=queues_of([1], **servers.pop("queues", {})),
        items=items_of(
            (1, 1),
            replication=np.zeros(count, int),
            queue=np.zeros(count, int),
            arrival=np.arange(count) * 1e-3 - 1,
            effort=efforts,
        ),
        servers=servers_of([[True]], [hours], **servers),
    )


def test_work_that_ends_with_the_day_leaves_its_examiner_free_on_the_next():
    starts = alike(one_queue([8.0, 4.0, 4.0, 8.0], [8, 8, 0, 0, 8, 8]))
    assert starts.start.tolist() == [0, 1, 1.5, 4]
    assert starts.finish.tolist() == [1, 1.5, 2, 5]


def test_work_that_ends_after_the_last_day_is_never_finished():
    starts = alike(one_queue([20.0], [8, 8]))
    assert (starts.start[0], starts.finish[0]) == (0, FOREVER)


def test_a_provider_takes_one_item_on_each_of_its_dates():
    days = [0.0] * 40
    starts = alike(one_queue([50.0] * 4, days, slots=[[2, 9, 9]], lead=[14.0]))
    assert starts.start.tolist() == [2, 9, 9, FOREVER]
    assert starts.finish.tolist() == [16, 23, 23, FOREVER]


def test_flagged_work_waits_for_the_next_week_once_its_hours_are_reached():
    block = one_queue(
        [6.0] * 4, [8.0] * 21, flagged_limit=[10.0], queues={"flagged": [True]}
    )
    assert alike(block).start.tolist() == [0, 0.75, 7, 7.75]


def test_flagged_work_goes_on_at_its_own_pace_where_that_is_slower():
    block = one_queue(
        [8.0, 8.0],
        [8.0] * 9,
        exposed_hours=[[4.0] * 9],
        queues={"flagged": [True]},
    )
    assert alike(block).finish.tolist() == [2, 4]


def test_equipment_without_room_holds_a_start_until_the_next_week():
    from app.simulation.model import Equipment

    block = replace(
        one_queue([2.0] * 5, [8.0] * 28, queues={"equipment": [0]}),
        equipment=Equipment(names=("imager",), limits=np.array([[2.0, 0.0, 9.0]])),
    )
    assert alike(block).start.tolist() == [0, 0.25, 14, 14.25, 14.5]


def test_what_takes_more_than_a_week_has_starts_in_an_unused_week():
    from app.simulation.model import Equipment

    block = replace(
        one_queue(
            [4.0, 4.0],
            [8.0] * 28,
            queues={"equipment": [0], "per_start": [5.0]},
        ),
        equipment=Equipment(names=("imager",), limits=np.array([[2.0]])),
    )
    assert alike(block).start.tolist() == [0, 7]


def test_blocks_of_replications_give_the_bytes_of_the_whole():
    from tests.simulation.units import block

    whole, again = simulate(block(0, 12)), simulate(block(0, 12))
    parts = [simulate(block(first, 4)) for first in (0, 4, 8)]
    for name in ("server", "start", "finish"):
        bytes_ = getattr(whole, name).tobytes()
        assert bytes_ == getattr(again, name).tobytes()
        assert bytes_ == b"".join(getattr(part, name).tobytes() for part in parts)
