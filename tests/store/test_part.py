"""The examinations of the requests that demand is asked of."""

from datetime import UTC, date, datetime

import pytest

from app.casework.part import UNKNOWN_HOURS
from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.store.event import write
from app.store.part import read_parts
from app.store.request import add_request

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
OLD, SINCE, TODAY = date(2025, 1, 6), date(2026, 1, 5), date(2026, 3, 29)


def add(store, reference, status, *examinations, **days):
    with write(store, who="t", why="", kind="add", at=NOON) as operation:
        request = Request(uid="", reference=reference, status=status, **days)
        uid = add_request(operation, request, effective_at=midday(OLD))
        for facts in examinations:
            row = {"request": uid, **facts}
            operation.register("examination", row, effective_at=midday(OLD))


def hours(store, as_at=TODAY):
    found = read_parts(store, SINCE, as_at)
    types = [found.types[place] for place in found.type.tolist()]
    return sorted(zip(types, found.hours.tolist(), found.left.tolist(),
                      found.is_open.tolist(), strict=True))  # fmt: skip


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
        ("MOB_L1", 5.0, 3.0, True),
        ("MOB_L2", 1.0, 0.0, True),
        ("REPORT", UNKNOWN_HOURS, UNKNOWN_HOURS, True),
        ("VID", 4.0, 4.0, False),
    ]


def test_what_was_done_after_the_day_was_open_on_it(store):
    add(store, "DF-1", Status.ACCEPTED, {"type": "VID", "done_on": "2026-03-10"})
    assert [row[3] for row in hours(store, date(2026, 3, 9))] == [True]
    assert [row[3] for row in hours(store, date(2026, 3, 10))] == [False]


@pytest.mark.parametrize(
    ("status", "days", "count"),
    [
        (Status.ACCEPTED, {"accepted_on": OLD}, 1),
        (Status.CLOSED, {"accepted_on": SINCE}, 1),
        (Status.ISSUED, {"accepted_on": OLD, "issued_on": SINCE}, 1),
        (Status.CLOSED, {"accepted_on": OLD, "closed_on": SINCE}, 1),
        (Status.CLOSED, {"accepted_on": OLD, "closed_on": OLD}, 0),
        (Status.SUBMITTED, {}, 0),
    ],
)
def test_requests_that_were_open_from_a_day_on_are_read(store, status, days, count):
    add(store, "DF-1", status, {"type": "MOB_L1"}, **days)
    assert len(hours(store)) == count


def test_a_store_without_examinations_has_no_parts(store):
    found = read_parts(store, SINCE, TODAY)
    assert (len(found.request), found.types) == (0, ())
