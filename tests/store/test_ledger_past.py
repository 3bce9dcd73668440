"""The ledger as known on an earlier day: what was recorded later does not count."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.request import Status
from app.casework.working_time import end_of_day, midday
from app.measures.backlog import Backlog, backlog_at
from app.store.event import write
from app.store.known import stamp_of
from app.store.ledger import build_ledger, same_ledger
from app.store.ledger_past import build_ledger_known
from app.store.request import amend_request, move_request
from app.store.undo import undo_operation
from tests.store.conftest import NOON, add

FIRST, LATER = date(2026, 3, 31), date(2026, 4, 10)


def at(day):
    return datetime(day.year, day.month, day.day, 15, tzinfo=UTC)


def move(store, uid, status, on, recorded):
    with write(store, who="t", why="", kind="move", at=at(recorded)) as operation:
        move_request(operation, uid, status, effective_at=midday(on))
    return operation.uid


def counts(ledger, day):
    moment = end_of_day(day)
    return [
        int(backlog_at(ledger, one, [moment])[0]) for one in (Backlog.B1, Backlog.B2)
    ]


@pytest.fixture
def told(store):
    """A request that was accepted on 2 April; it was recorded on the 10th."""
    uid = add(store, "DF-1")
    move(store, uid, Status.ASSESSING, date(2026, 4, 1), date(2026, 4, 1))
    move(store, uid, Status.ACCEPTED, date(2026, 4, 2), LATER)
    return uid


def test_what_was_recorded_later_was_not_known(store, told):
    day = date(2026, 4, 5)
    known = build_ledger_known(store, stamp_of(date(2026, 4, 5)))
    assert counts(known, day) == [1, 0]
    assert counts(build_ledger(store), day) == [0, 1]


def test_as_known_today_is_as_it_is(store, told):
    known = build_ledger_known(store, stamp_of(date(2026, 12, 31)))
    assert same_ledger(known, build_ledger(store))


def test_each_day_is_known_as_it_was_read_on_that_day(store):
    """Written step by step: what was read after each step is what was known then."""
    read, uid = {}, add(store, "DF-1", division="DIV_A")
    steps = [
        lambda op: move_request(op, uid, Status.ASSESSING, effective_at=midday(FIRST)),
        lambda op: amend_request(op, uid, {"division": "DIV_C"},
            effective_at=midday(FIRST)),
        lambda op: op.register("exhibit", {"request": uid, "reference": "1",
            "type": "SIM", "state": "STORED"}, effective_at=midday(FIRST)),
        lambda op: op.register("work", {"request": uid, "person": None,
            "done_on": "2026-04-01", "hours": 3.0}, effective_at=midday(FIRST)),
        lambda op: undo_operation(op, done[-1]),
        lambda op: undo_operation(op, done[-3]),
        lambda op: move_request(op, uid, Status.WITHDRAWN, effective_at=midday(LATER)),
    ]  # fmt: skip
    done = []
    for number, step in enumerate(steps):
        day = FIRST + timedelta(days=number)
        with write(store, who="t", why="", kind="step", at=at(day)) as operation:
            step(operation)
        done.append(operation.uid)
        read[day] = build_ledger(store)
    for day, ledger in read.items():
        assert same_ledger(build_ledger_known(store, stamp_of(day)), ledger), day


def test_before_everything_nothing_was_known(store, told):
    assert build_ledger_known(store, stamp_of(date(2020, 1, 1))).requests == 0


def test_the_store_reads_as_before_when_it_was_asked(store, told):
    before = build_ledger(store)
    build_ledger_known(store, stamp_of(FIRST))
    assert same_ledger(before, build_ledger(store))
    assert NOON.date() == FIRST
