"""How many records hold each field."""

from datetime import UTC, date, datetime

from app.casework.request import Priority, Request, Status
from app.store.coverage import Filled, filled_fields
from app.store.event import write
from app.store.request import add_request

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def test_a_store_without_records_has_no_shares(store):
    assert filled_fields(store) == []


def test_each_field_says_how_many_requests_hold_it(store):
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        for number, priority in enumerate((Priority.URGENT, None)):
            request = Request(
                uid="",
                reference=f"DF-{number}",
                status=Status.ACCEPTED,
                priority=priority,
                received_on=date(2026, 3, 1),
                accepted_on=date(2026, 3, 2),
            )
            add_request(operation, request, effective_at=0)
    found = filled_fields(store)
    half = Filled(kind="requests", name="priority", filled=1, total=2)
    assert half in found
    assert Filled(kind="requests", name="received_on", filled=2, total=2) in found
    assert all(one.kind == "requests" for one in found)
