"""The last change in a store is told in words that a user knows it by."""

from datetime import UTC, datetime

from app.store import create_store
from app.store.event import write
from app.store.latest import last_saved
from tests.store.conftest import NOON, add


def test_a_store_without_a_change_has_no_last_one():
    store = create_store(":memory:")
    assert last_saved(store) is None
    store.close()


def test_a_change_of_one_request_is_named_by_its_number(store):
    add(store, "DF-7", at=datetime(2026, 1, 5, 9, 2, tzinfo=UTC))
    last = last_saved(store)
    assert last.words == "09:02 on 5 January, request DF-7"
    assert last.sentence == (
        "The last change in the store is “add request” (DF-7) by test"
        " at 09:02 on 5 January 2026."
    )
    assert last.uid == store.last[1]


def test_a_change_of_many_is_named_by_what_was_done(store):
    with write(store, who="test", why="", kind="import", at=NOON) as operation:
        for number in range(3):
            row = {"reference": f"DF-{number}", "status": "SUBMITTED"}
            operation.register("request", row, effective_at=0, status="SUBMITTED")
    assert last_saved(store).words == "13:00 on 31 March, import"
    assert last_saved(store).number == store.last[0]


def test_the_time_is_that_of_the_unit_not_of_the_computer(store):
    """Summer time began on 29 March 2026: noon in UTC is 13:00 there."""
    add(store, "DF-8")
    assert last_saved(store).recorded_at.hour == 13
