from datetime import UTC, date, datetime

import numpy as np
import pytest

from app.casework.ledger import NO_CODE, NO_DAY
from app.casework.proceeding import Proceeding
from app.casework.proceeding_columns import DAYS
from app.casework.request import Request, Status
from app.casework.working_time import day_number, midday
from app.conduct.proceeding import add_proceeding
from app.rules.clock import PROSECUTOR
from app.store.event import write
from app.store.proceeding import find_proceeding, proceedings_of, read_proceedings
from app.store.request import add_request

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
ABOUT = {"on": MAY, "who": "test", "at": NOW}


@pytest.fixture
def requests(store):
    with write(store, who="test", why="", kind="test", at=NOW) as operation:
        return [
            add_request(
                operation,
                Request(uid="", reference=f"DF-{n}", status=Status.ACCEPTED),
                effective_at=midday(MAY),
            )
            for n in range(3)
        ]


def test_a_store_without_proceedings_has_empty_columns(store):
    assert len(read_proceedings(store)) == 0


def test_proceedings_are_read_as_they_were_written(store, requests):
    full = Proceeding(
        request=requests[1],
        accused="A1",
        charge="3",
        custody="PETITION_CUSTODY",
        offence_on=date(2024, 2, 29),
        petition_on=date(2026, 3, 29),
        committal_on=date(2026, 3, 30),
        full_committal_on=date(2026, 4, 6),
        limit_on=date(2026, 9, 1),
        limit_source="letter of 1 May",
        met=(PROSECUTOR, "SOLEMN_80"),
    )
    add_proceeding(store, full, **ABOUT)
    bare = Proceeding(request=requests[1], accused="A2")
    add_proceeding(store, bare, **ABOUT)
    found = proceedings_of(store, requests[1])
    assert [one.accused for one in found] == ["A1", "A2"]
    for name in Proceeding.__slots__[2:]:
        assert getattr(found[0], name) == getattr(full, name)
    assert find_proceeding(store, found[1].uid) == found[1]
    assert proceedings_of(store, requests[0]) == ()


def test_columns_hold_what_single_reading_does(store, requests):
    for n, request in enumerate(reversed(requests)):
        one = Proceeding(
            request=request,
            accused=f"A{n}",
            custody=(None, "PETITION_BAIL", "INDICTED")[n],
            petition_on=date(2026, 3, 29 - n),
            met=("SOLEMN_80",) if n else (),
        )
        add_proceeding(store, one, **ABOUT)
    columns = read_proceedings(store)
    single = [proceedings_of(store, request)[0] for request in reversed(requests)]
    assert columns.ids.tolist() == [3, 2, 1]
    for name in DAYS:
        days = [getattr(one, name) for one in single]
        numbers = [NO_DAY if day is None else day_number(day) for day in days]
        assert columns.days[name].tolist() == numbers
    assert [None if at == NO_CODE else columns.codes[at] for at in columns.custody] == [
        one.custody for one in single
    ]
    assert np.array_equal(columns.met["SOLEMN_80"], [1, 2])
