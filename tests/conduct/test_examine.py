from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.examination import Examination, HoursLogged
from app.casework.history import as_it_was
from app.casework.request import Request, Status
from app.casework.working_time import end_of_day, midday
from app.conduct.amend import undo
from app.conduct.examine import (
    add_examination,
    amend_examination,
    finish_examination,
    log_hours,
)
from app.errors import ChangedMeanwhile, InvalidRequest
from app.store.case import case_of
from app.store.event import write
from app.store.request import add_request
from app.store.verify import verify

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
ABOUT = {"who": "test", "at": NOW}


def in_may(day):
    return MAY + timedelta(days=day - 1)


@pytest.fixture
def case(store):
    request = Request(uid="", reference="DF-1", status=Status.IN_PROGRESS)
    with write(store, why="", kind="test", **ABOUT) as operation:
        return add_request(operation, request, effective_at=midday(MAY))


@pytest.fixture
def work(store, case):
    add_examination(
        store, Examination(uid="", request=case, type="MOB_L1"), on=in_may(2), **ABOUT
    )
    return case_of(store, case).examinations[0].uid


def logged(case, work, hours=3.5, day=4):
    return HoursLogged(
        uid="", request=case, examination=work, hours=hours, done_on=in_may(day)
    )


def test_hours_go_to_the_log_the_work_and_the_request(store, case, work):
    log_hours(store, logged(case, work), **ABOUT)
    log_hours(store, logged(case, work, hours=1.25, day=5), **ABOUT)
    found = case_of(store, case)
    assert [one.hours for one in found.hours] == [1.25, 3.5]
    assert found.examinations[0].effort_spent == found.request.effort_spent == 4.75
    assert found.examinations[0].started_on == in_may(4)
    assert not verify(store).fault


def test_hours_logged_late_for_an_earlier_day_count(store, case, work):
    log_hours(store, logged(case, work, hours=2, day=9), **ABOUT)
    log_hours(store, logged(case, work, hours=1, day=3), **ABOUT)
    found = case_of(store, case)
    assert found.request.effort_spent == 3
    now = as_it_was(found.entries, end_of_day(in_may(31)))
    assert now["effort_spent"] == 3


@pytest.mark.parametrize("hours", [0, -1, 24.5, float("nan"), float("inf")])
def test_hours_that_cannot_be_are_refused(store, case, work, hours):
    with pytest.raises(InvalidRequest, match="number of hours for one day"):
        log_hours(store, logged(case, work, hours=hours), **ABOUT)
    assert case_of(store, case).hours == ()


def test_hours_do_not_go_to_the_work_of_another_request(store, case, work):
    request = Request(uid="", reference="DF-2", status=Status.IN_PROGRESS)
    with write(store, why="", kind="test", **ABOUT) as operation:
        other = add_request(operation, request, effective_at=midday(MAY))
    with pytest.raises(InvalidRequest, match="another request"):
        log_hours(store, logged(other, work), **ABOUT)


def test_hours_before_the_request_or_after_today_are_refused(store, case, work):
    with pytest.raises(InvalidRequest, match="before the request began on 1 May"):
        log_hours(store, logged(case, work, day=0), **ABOUT)
    with pytest.raises(InvalidRequest, match="a day to come"):
        log_hours(store, logged(case, work, day=62), **ABOUT)


def test_logging_is_undone_as_one_step(store, case, work):
    done = log_hours(store, logged(case, work), **ABOUT)
    undo(store, done, **ABOUT)
    found = case_of(store, case)
    assert (found.hours, found.request.effort_spent) == ((), 0)
    assert found.examinations[0].effort_spent == 0
    assert not verify(store).fault


def test_work_is_finished_once(store, case, work):
    finish_examination(store, work, on=in_may(8), **ABOUT)
    found = case_of(store, case).examinations[0]
    assert (found.started_on, found.done_on) == (in_may(8), in_may(8))
    with pytest.raises(InvalidRequest, match="finished on 8 May 2026 already"):
        finish_examination(store, work, on=in_may(9), **ABOUT)


def test_work_does_not_end_before_it_began(store, case, work):
    log_hours(store, logged(case, work, day=6), **ABOUT)
    with pytest.raises(InvalidRequest, match="before it began on 6 May 2026"):
        finish_examination(store, work, on=in_may(5), **ABOUT)


def test_hours_spent_are_not_typed_over(store, work):
    with pytest.raises(InvalidRequest, match="follow from the hours logged"):
        amend_examination(store, work, {"effort_spent": 9.0}, on=in_may(3), **ABOUT)


def test_the_later_of_two_windows_is_told(store, case, work):
    version = case_of(store, case).request.version
    log_hours(store, logged(case, work), version=version, **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        log_hours(store, logged(case, work), version=version, **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        finish_examination(store, work, on=in_may(8), version=1, **ABOUT)
    assert len(case_of(store, case).hours) == 1
