"""The examinations of the requests that demand is asked of."""

from datetime import UTC, date, datetime

from app.casework.part import NOT_DONE, UNKNOWN_HOURS
from app.casework.request import Request, Status
from app.casework.working_time import day_number, midday
from app.store.event import write
from app.store.part import read_parts
from app.store.request import add_request

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
OLD = date(2025, 1, 6)


def add(store, reference, status, *examinations, **days):
    with write(store, who="t", why="", kind="add", at=NOON) as operation:
        request = Request(uid="", reference=reference, status=status, **days)
        uid = add_request(operation, request, effective_at=midday(OLD))
        for facts in examinations:
            row = {"request": uid, **facts}
            operation.register("examination", row, effective_at=midday(OLD))


def hours(store):
    ids = [row[0] for row in store.query("SELECT id FROM request")]
    found = read_parts(store, ids)
    types = [found.types[place] for place in found.type.tolist()]
    return sorted(zip(types, found.hours.tolist(), found.left.tolist(),
                      found.done.tolist(), strict=True))  # fmt: skip


def test_hours_what_is_left_and_whether_it_is_done_are_read(store):
    add(
        store,
        "DF-1",
        Status.ACCEPTED,
        {"type": "MOB_L1", "effort_estimated": 5.0, "effort_spent": 2.0},
        {"type": "MOB_L2", "effort_estimated": 1.0, "effort_spent": 2.0},
        {"type": "REPORT"},
        {"type": "VID", "effort_estimated": 4.0, "done_on": "2026-03-01"},
    )
    assert hours(store) == [
        ("MOB_L1", 5.0, 3.0, NOT_DONE),
        ("MOB_L2", 1.0, 0.0, NOT_DONE),
        ("REPORT", UNKNOWN_HOURS, UNKNOWN_HOURS, NOT_DONE),
        ("VID", 4.0, 4.0, day_number(date(2026, 3, 1))),
    ]


def test_only_the_requests_asked_for_are_read(store):
    for reference in ("DF-1", "DF-2"):
        add(store, reference, Status.CLOSED, {"type": "MOB_L1"}, {"type": "VID"})
    second = store.value("SELECT id FROM request WHERE reference = 'DF-2'")
    found = read_parts(store, [second, 999])
    assert found.request.tolist() == [second, second]
    assert found.types == ("MOB_L1", "VID")


def test_a_store_without_examinations_has_no_parts(store):
    found = read_parts(store, [])
    assert (len(found.request), found.types) == (0, ())
