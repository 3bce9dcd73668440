from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.history import as_it_was
from app.casework.proceeding import Proceeding
from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.amend import undo
from app.conduct.proceeding import (
    add_proceeding,
    change_proceeding,
    mark_met,
    remove_proceeding,
)
from app.errors import ChangedMeanwhile, InvalidRequest
from app.store.event import write
from app.store.past import entries_with
from app.store.proceeding import proceedings_of
from app.store.request import add_request
from app.store.verify import verify

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
WHO = {"who": "test", "at": NOW}
ABOUT = {"on": MAY, **WHO}
EVENTS = "SELECT kind, reason FROM event WHERE subject = 'proceeding' ORDER BY id"


@pytest.fixture
def case(store):
    request = Request(uid="", reference="DF-1", status=Status.ACCEPTED)
    with write(store, why="", kind="test", **WHO) as operation:
        return add_request(operation, request, effective_at=midday(MAY))


@pytest.fixture
def kept(store, case):
    one = Proceeding(
        request=case,
        accused="A1",
        custody="PETITION_CUSTODY",
        petition_on=date(2026, 4, 20),
    )
    add_proceeding(store, one, **ABOUT)
    return proceedings_of(store, case)[0]


def events(store):
    return [tuple(row) for row in store.query(EVENTS)]


def test_each_act_is_one_operation_with_its_event(store, case, kept):
    changed = replace(kept, full_committal_on=date(2026, 4, 28))
    change_proceeding(store, changed, **ABOUT)
    mark_met(store, kept.uid, "SOLEMN_80", **ABOUT)
    now = proceedings_of(store, case)[0]
    assert (now.full_committal_on, now.met) == (date(2026, 4, 28), ("SOLEMN_80",))
    assert now.version == 3
    mark_met(store, kept.uid, "SOLEMN_80", is_met=False, version=3, **ABOUT)
    remove_proceeding(store, kept.uid, **ABOUT)
    assert proceedings_of(store, case) == ()
    assert events(store) == [
        ("registered", None),
        ("amended", None),
        ("amended", "SOLEMN_80"),
        ("amended", "SOLEMN_80"),
        ("removed", None),
    ]
    assert not verify(store).fault


def test_a_change_on_an_earlier_day_is_what_is_so_at_last(store, kept):
    late = {**ABOUT, "on": date(2026, 5, 20)}
    mark_met(store, kept.uid, "SOLEMN_80", **late)
    mark_met(store, kept.uid, "SOLEMN_80", is_met=False, **ABOUT)
    entries = entries_with(store, "proceeding", kept.uid)
    assert as_it_was(entries, midday(NOW.date()))["met"] == "[]"


def test_what_changed_in_another_window_is_told_and_kept(store, case, kept):
    change_proceeding(store, replace(kept, charge="3"), **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        change_proceeding(store, replace(kept, charge="4"), **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        mark_met(store, kept.uid, "SOLEMN_80", version=1, **ABOUT)
    assert proceedings_of(store, case)[0].charge == "3"


def test_a_change_can_be_undone(store, case, kept):
    done = change_proceeding(store, replace(kept, charge="3"), **ABOUT)
    undo(store, done, **WHO)
    assert proceedings_of(store, case)[0].charge is None


def test_what_has_happened_cannot_lie_on_a_day_to_come(store, case, kept):
    ahead = NOW.date() + timedelta(days=1)
    with pytest.raises(InvalidRequest, match="full committal cannot be on 1 Jul 2026"):
        change_proceeding(store, replace(kept, full_committal_on=ahead), **ABOUT)
    change_proceeding(store, replace(kept, limit_on=ahead), **ABOUT)
    assert proceedings_of(store, case)[0].limit_on == ahead


def test_what_is_gone_cannot_be_marked_or_removed(store, case, kept):
    remove_proceeding(store, kept.uid, **ABOUT)
    with pytest.raises(InvalidRequest, match="no such accused"):
        mark_met(store, kept.uid, "SOLEMN_80", **ABOUT)
    with pytest.raises(InvalidRequest, match="no such accused"):
        remove_proceeding(store, kept.uid, **ABOUT)


def test_a_proceeding_needs_a_reference_of_the_accused(case):
    with pytest.raises(InvalidRequest, match="do not type a name"):
        Proceeding(request=case, accused=" ")
