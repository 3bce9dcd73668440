from datetime import timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.casework.ledger import FOREVER
from app.casework.request import LEGAL_MOVES, STATUSES, Status
from app.store.event import Step, write
from app.store.ledger import build_ledger, extend_ledger, same_ledger
from app.store.request import move_request
from app.store.setting import Settings
from app.store.unit import create_unit
from tests.store.conftest import DAY, NOON, add

SECONDS = int(NOON.timestamp())


def test_stays_follow_one_another(disk_store):
    with write(disk_store, who="t", why="", kind="import", at=NOON) as operation:
        operation.register(
            "request",
            {"reference": "DF-1", "status": "SUBMITTED"},
            effective_at=100,
            status="SUBMITTED",
            steps=[
                Step(
                    effective_at=200, changes={"status": "ACCEPTED"}, status="ACCEPTED"
                ),
                Step(effective_at=300, changes={"status": "ISSUED"}, status="ISSUED"),
            ],
        )
    ledger = build_ledger(disk_store)
    assert ledger.entered.tolist() == [100, 200, 300]
    assert ledger.left.tolist() == [200, 300, FOREVER]
    assert [STATUSES[at] for at in ledger.status] == ["SUBMITTED", "ACCEPTED", "ISSUED"]


def test_days_and_codes_come_out_as_they_went_in(disk_store):
    with write(disk_store, who="t", why="", kind="import", at=NOON) as operation:
        row = {
            "reference": "DF-1",
            "status": "SUBMITTED",
            "received_on": "2024-02-29",
            "priority": "P2",
            "division": "DIV_C",
            "effort_estimated": 12.5,
        }
        operation.register("request", row, effective_at=0, status="SUBMITTED")
    ledger = build_ledger(disk_store)
    assert np.datetime64(int(ledger.received[0]), "D") == np.datetime64("2024-02-29")
    assert ledger.codes.division[ledger.division[0]] == "DIV_C"
    assert (ledger.priority[0], ledger.effort[0]) == (2, 12.5)


def test_exhibits_agreed_count_before_those_asked_for(disk_store):
    with write(disk_store, who="t", why="", kind="import", at=NOON) as operation:
        for number, (requested, agreed) in enumerate(((5, 2), (5, None), (None, None))):
            row = {
                "reference": f"DF-{number}",
                "status": "SUBMITTED",
                "exhibits_requested": requested,
                "exhibits_agreed": agreed,
            }
            operation.register("request", row, effective_at=0, status="SUBMITTED")
    assert build_ledger(disk_store).exhibits.tolist() == [2, 5, 0]


def test_an_empty_store_has_an_empty_ledger(disk_store):
    ledger = build_ledger(disk_store)
    assert ledger.requests == 0
    assert len(ledger.request) == len(ledger.exhibit_ids) == 0


def walk(store, data, uids, number):
    """Write one arbitrary operation: a new request, an exhibit, or a legal move."""
    at = NOON + timedelta(days=number)
    choice = data.draw(st.sampled_from(("add", "move", "exhibit", "amend")))
    if choice == "add" or not uids:
        uids.append([add(store, f"DF-{number}", at=at, division=f"D{number % 3}")])
        return
    uid = data.draw(st.sampled_from(uids))[0]
    moment = SECONDS + number * DAY
    with write(store, who="t", why="", kind=choice, at=at) as operation:
        if choice == "move":
            now = store.value(
                "SELECT status FROM request WHERE uid = :uid", {"uid": uid}
            )
            allowed = [s for s in LEGAL_MOVES[Status(now)] if now != "ON_HOLD"]
            after = data.draw(st.sampled_from(allowed or [Status.WITHDRAWN]))
            move_request(operation, uid, after, effective_at=moment, reason="H_INFO")
        elif choice == "exhibit":
            row = {
                "request": uid,
                "reference": str(number),
                "type": "SIM",
                "state": "STORED",
            }
            operation.register("exhibit", row, effective_at=moment)
        else:
            operation.change(
                "request", uid, {"offence": f"O{number}"}, effective_at=moment
            )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_ledger_brought_up_to_date_equals_one_read_anew(data):
    store = create_unit(":memory:", Settings(), who="t", at=NOON)
    ledger, uids = build_ledger(store), []
    for number in range(data.draw(st.integers(1, 15))):
        walk(store, data, uids, number)
        if data.draw(st.booleans()):
            ledger = extend_ledger(ledger, store)
    ledger = extend_ledger(ledger, store)
    assert same_ledger(ledger, build_ledger(store))
    store.close()


def test_a_removed_request_leaves_nothing_to_the_one_that_follows(disk_store):
    uid = add(disk_store, "DF-1")
    with write(disk_store, who="t", why="", kind="undo", at=NOON) as operation:
        operation.remove("request", uid, effective_at=SECONDS)
    add(disk_store, "DF-2", at=NOON + timedelta(days=1))
    ledger = build_ledger(disk_store)
    assert ledger.reference.tolist() == ["DF-2"]
    assert ledger.entered.tolist() == [SECONDS + DAY]
