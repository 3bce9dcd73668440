from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.course import (
    days_by_side,
    holds_of,
    known_on,
    stays_of,
    targets_of,
    told,
)
from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.amend import correct, redate, retarget, undo
from app.store.case import case_of
from app.store.event import write
from app.store.request import add_request, move_request

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
ABOUT = {"who": "test", "at": NOW}
SIDES = {"H_COPFS": "prosecutor", "H_LOCK": "technical"}


def in_may(day):
    return MAY + timedelta(days=day - 1)


@pytest.fixture
def case(store):
    """Accepted on 2 May, held for the prosecutor 4 to 9 May, held again from 20 May."""
    request = Request(uid="", reference="DF-1", status=Status.ASSESSING)
    with write(store, why="", kind="test", **ABOUT) as operation:
        uid = add_request(operation, request, effective_at=midday(MAY))
        for day, status, reason in (
            (2, Status.ACCEPTED, None),
            (4, Status.ON_HOLD, "H_COPFS"),
            (9, Status.ACCEPTED, "E_ANSWERED"),
            (20, Status.ON_HOLD, "H_LOCK"),
        ):
            at = midday(in_may(day))
            move_request(operation, uid, status, effective_at=at, reason=reason)
    return uid


def entries(store, uid):
    return case_of(store, uid).entries


def test_stays_follow_one_another(store, case):
    stays = stays_of(entries(store, case))
    assert [stay.days(in_may(25)) for stay in stays] == [1, 2, 5, 11, 5]
    assert stays[-1].left_on is None


def test_holds_are_counted_by_the_side_that_must_act(store, case):
    holds = holds_of(stays_of(entries(store, case)))
    found = days_by_side(holds, SIDES, in_may(25))
    assert found == {"prosecutor": 5, "technical": 5}
    assert days_by_side(holds, {}, in_may(25)) == {"unit": 10}


def test_a_day_corrected_moves_the_end_of_the_stay_before(store, case):
    hold = stays_of(entries(store, case))[2]
    redate(store, case, hold.number, in_may(6), reason="X_TYPED", **ABOUT)
    stays = stays_of(entries(store, case))
    assert [stay.days(in_may(25)) for stay in stays] == [1, 4, 3, 11, 5]


def test_every_target_is_told_with_the_one_before(store, case):
    for day, reason in ((10, "T_SCOPE"), (12, "T_PRIORITY")):
        retarget(store, case, in_may(day), reason=reason, on=in_may(21), **ABOUT)
    found = targets_of(entries(store, case))
    assert [(one.before, one.day, one.entry.reason) for one in found] == [
        (None, in_may(10), "T_SCOPE"),
        (in_may(10), in_may(12), "T_PRIORITY"),
    ]


def test_what_took_the_place_of_an_event_stands_beside_it(store, case):
    act = retarget(store, case, in_may(30), reason="T_SCOPE", on=in_may(21), **ABOUT)
    undo(store, act, **ABOUT)
    answer, step = told(entries(store, case))[:2]
    assert (step.gone_by, answer.gone_by) == (answer.entry, None)
    assert answer.entry.kind == "undone"


def test_a_fact_as_known_then_stands_beside_the_one_known_now(store, case):
    later = datetime(2026, 7, 2, 9, tzinfo=UTC)
    facts = {"requester": "Team B"}
    about = {"since": in_may(3), "reason": "X_TYPED", "who": "test", "at": later}
    correct(store, case, facts, **about)
    every = entries(store, case)
    day, now = in_may(10), date(2026, 7, 2)

    def found(stamp):
        rows = known_on(every, day, stamp, now)
        return next(one for one in rows if one.name == "requester")

    assert (found("2026-06-30T23:59:59Z").then, found("9").then) == (None, "Team B")
    assert found("2026-06-30T23:59:59Z").is_other
    assert not found("9").is_other
