from datetime import date, timedelta

from app.casework.request import Status
from app.store.at_gate import read_gate
from app.store.event import write
from app.store.request import move_request
from tests.store.conftest import NOON, add


def move(store, uid, status, *, days):
    at = int((NOON + timedelta(days=days)).timestamp())
    with write(store, who="test", why="", kind="move", at=NOON) as operation:
        move_request(operation, uid, status, effective_at=at)


def test_what_waits_longest_comes_first_and_what_is_accepted_is_gone(store):
    late = add(store, "DF-1", submitted_on=date(2026, 3, 30), exhibits_requested=3)
    add(store, "DF-2", submitted_on=date(2026, 3, 1))
    gone = add(store, "DF-3", submitted_on=date(2026, 2, 1))
    for status in (Status.ASSESSING, Status.ACCEPTED):
        move(store, gone, status, days=1)
    move(store, late, Status.ASSESSING, days=2)
    first, last = read_gate(store)
    assert (first.reference, last.reference) == ("DF-2", "DF-1")
    assert (last.status, last.since) == (Status.ASSESSING, date(2026, 4, 2))
    assert last.exhibits == 3
    assert last.waiting(date(2026, 4, 9)) == 10
    assert last.standing(date(2026, 4, 9)) == 7
    assert last.waiting(date(2026, 1, 1)) == 0
