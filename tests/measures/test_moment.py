from datetime import UTC, datetime

import pytest

from app.casework.request import STATUSES, Request, Status
from app.measures.backlog import Backlog, waiting_at
from app.measures.moment import statuses_at
from app.store.event import write
from app.store.ledger import build_ledger
from app.store.request import add_request, move_request

DAY = 86400
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


@pytest.fixture
def ledger(store):
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        for number in (1, 2):
            request = Request(uid="", reference=f"R-{number}", status=Status.ACCEPTED)
            uid = add_request(operation, request, effective_at=number * DAY)
            move_request(operation, uid, Status.ALLOCATED, effective_at=5 * DAY)
    return build_ledger(store)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (0, [None, None]),
        (DAY, [Status.ACCEPTED, None]),
        (3 * DAY, [Status.ACCEPTED, Status.ACCEPTED]),
        (5 * DAY, [Status.ALLOCATED, Status.ALLOCATED]),
    ],
)
def test_a_request_stands_where_its_history_says(ledger, moment, expected):
    positions = statuses_at(ledger, moment)
    assert [STATUSES[at] if at >= 0 else None for at in positions] == expected


def test_statuses_and_backlog_agree(ledger):
    for moment in range(0, 7 * DAY, DAY // 2):
        start = {STATUSES.index(status) for status in Backlog.B2.statuses}
        waiting = [at in start for at in statuses_at(ledger, moment)]
        assert sum(waiting) == len(waiting_at(ledger, Backlog.B2, moment))
