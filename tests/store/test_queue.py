"""The open requests as they are read for the queue."""

from datetime import UTC, date, datetime

from app.casework.request import Priority, Request, Status
from app.casework.waiting import STAGE_OF
from app.casework.working_time import midday
from app.store.event import write
from app.store.queue import OpenRequests, read_open, read_queue
from app.store.request import add_request, move_request
from app.store.setting import Settings
from app.store.unit import create_unit

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY = date(2026, 3, 30)
HOLD = "H_INFO"


def open_(store):
    return write(store, who="test", why="", kind="test", at=NOON)


def add(operation, reference, status=Status.ACCEPTED, **facts):
    request = Request(uid="", reference=reference, status=status, **facts)
    return add_request(operation, request, effective_at=midday(date(2026, 1, 5)))


def of(store, reference):
    return next(row for row in read_queue(store) if row.reference == reference)


def test_only_what_was_accepted_and_is_open_is_in_the_queue(store):
    with open_(store) as operation:
        for status in Status:
            add(operation, status.value, status)
    assert {row.status for row in read_queue(store)} == set(STAGE_OF)


def test_an_empty_store_has_an_empty_queue(store):
    assert read_queue(store) == []


def test_the_facts_of_a_request_are_those_of_its_row(store):
    facts = {
        "priority": Priority.URGENT,
        "scored_priority": Priority.STANDARD,
        "override_until": date(2026, 5, 1),
        "override_reason": "O_COURT",
        "factors": {"F_LIFE": "no"},
        "policy": 1,
        "score": 12.5,
        "online_abuse": True,
        "victim_device": False,
        "received_on": DAY,
        "target_on": date(2026, 4, 9),
        "effort_estimated": 7.25,
        "exhibits_requested": 4,
        "exhibits_agreed": 3,
        "case_reference": "CR-7",
        "urgency": "interview",
    }
    with open_(store) as operation:
        add(operation, "R-1", **facts)
    row = of(store, "R-1")
    names = set(facts) - {"exhibits_agreed", "exhibits_requested"}
    assert {name: getattr(row, name) for name in names} == {
        name: facts[name] for name in names
    }
    assert row.exhibits == 3
    assert row.version == 1


def exhibit(operation, request, number, **facts):
    row = {"request": request, "reference": str(number), "type": "PHONE_SMART"}
    row |= {"state": "RECEIVED", **facts}
    return operation.register("exhibit", row, effective_at=0, status=row["state"])


def test_exhibits_in_the_agreed_scope_are_counted(store):
    with open_(store) as operation:
        uid = add(operation, "R-1")
        exhibit(operation, uid, 1, is_agreed=1)
        exhibit(operation, uid, 2, state="EXPECTED")
        exhibit(operation, uid, 3, type="USB")
        exhibit(operation, uid, 4, state="EXPECTED", is_agreed=0)
    row = of(store, "R-1")
    assert (row.arrived, row.expected, row.exhibits) == (2, 1, 3)
    assert row.devices == ((2, "PHONE_SMART"), (1, "USB"))


def test_open_examinations_say_what_is_left_and_which_skills_are_needed(store):
    with open_(store) as operation:
        uid = add(operation, "R-1")
        phone = exhibit(operation, uid, 1)
        for row in (
            {"type": "MOB_L2", "exhibit": phone, "effort_estimated": 6.0},
            {"type": "GRADE", "effort_estimated": 4.0, "effort_spent": 1.0},
            {"type": "MOB_L1", "exhibit": phone, "done_on": "2026-03-01"},
            {"type": "REPORT"},
        ):
            row = {"request": uid, "effort_spent": 0.0, **row}
            operation.register("examination", row, effective_at=0)
    row = of(store, "R-1")
    assert sorted(row.work) == [("GRADE", 3.0), ("MOB_L2", 6.0), ("REPORT", 1.0)]
    assert row.needs == ("MOB_L2",)


def test_a_hold_has_the_day_on_which_it_began(store):
    with open_(store) as operation:
        uid = add(operation, "R-1")
        at = midday(DAY)
        move_request(operation, uid, Status.ON_HOLD, effective_at=at, reason=HOLD)
    row = of(store, "R-1")
    assert (row.stage_on, row.hold_reason, row.is_begun) == (DAY, HOLD, False)
    with open_(store) as operation:
        move_request(operation, uid, Status.ACCEPTED, effective_at=midday(DAY))
    assert of(store, "R-1").stage_on is None


def by_id(rows):
    return {row.id: row for row in rows}


def test_what_was_kept_is_brought_up_to_date_with_every_change(store):
    kept = read_open(store, OpenRequests())
    assert kept.rows == ()
    with open_(store) as operation:
        one, two = add(operation, "R-1"), add(operation, "R-2")
        phone = exhibit(operation, one, 1, state="EXPECTED")
    kept = read_open(store, kept)
    assert by_id(kept.rows) == by_id(read_queue(store))
    steps = (
        lambda op: move_request(op, two, Status.WITHDRAWN, effective_at=midday(DAY)),
        lambda op: move_request(op, one, Status.ON_HOLD, effective_at=midday(DAY)),
        lambda op: op.change(
            "exhibit", phone, {"state": "RECEIVED"}, effective_at=midday(DAY)
        ),
        lambda op: op.register(
            "examination", {"request": one, "type": "GRADE"}, effective_at=0
        ),
        lambda op: add(op, "R-3"),
        lambda op: op.remove("exhibit", phone, effective_at=midday(DAY)),
    )
    for step in steps:
        with open_(store) as operation:
            step(operation)
        kept = read_open(store, kept)
        assert by_id(kept.rows) == by_id(read_queue(store))
    assert {row.reference for row in read_queue(store)} == {"R-1", "R-3"}


def test_what_was_kept_of_one_store_says_nothing_of_another(store):
    with open_(store) as operation:
        add(operation, "R-1")
    kept = read_open(store)
    assert len(kept.rows) == 1
    other = another_unit()
    assert read_open(other, kept).rows == ()
    other.close()


def another_unit():
    return create_unit(":memory:", Settings(), who="test", at=NOON)
