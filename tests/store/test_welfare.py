"""What a store says of exposure and welfare."""

from datetime import date, timedelta

import pytest

from app.casework.history import Entry
from app.casework.request import Request, Status
from app.store.event import write
from app.store.past import entries_with
from app.store.person import read_people
from app.store.request import add_request, find_request
from app.store.verify import verify
from app.store.welfare import (
    add_exposure,
    add_feedback,
    closed_requests,
    read_guard,
    read_welfare,
    told_requests,
)
from app.wellbeing.exposure import Reached, reached
from app.wellbeing.policy import WelfarePolicy
from app.wellbeing.record import Exposure, Feedback
from tests.exposed_unit import CLOSED, EXPOSED, NOON, TODAY, ago, exposed_unit


def open_(store):
    return write(store, who="test", why="", kind="test", at=NOON)


@pytest.fixture
def worked(store):
    """A store with hours of work on child abuse and on other things, and no log."""
    with open_(store) as operation:
        person = operation.register(
            "person",
            {"name": "Examiner 01", "role": "EXAMINER", "starts_on": "2020-01-06"},
            effective_at=0,
        )
        for reference, is_abuse in (("R-1", True), ("R-2", False)):
            request = Request(
                uid="",
                reference=reference,
                status=Status.ACCEPTED,
                online_abuse=is_abuse,
            )
            uid = add_request(operation, request, effective_at=0)
            for day in ("2026-03-03", "2026-03-04", "2026-03-31", "2026-04-01"):
                row = {"request": uid, "person": person, "done_on": day, "hours": 2.0}
                operation.register("work", row, effective_at=0)
    return store, person


def hours(found, person, as_at=TODAY):
    return sum(one.hours for one in found.exposures_of(person, as_at))


def test_hours_of_work_on_child_abuse_stand_in_where_nothing_was_logged(worked):
    store, person = worked
    for found in (read_welfare(store), read_guard(store, TODAY)):
        assert hours(found, person) == 4.0
        assert found.logged_from is None
        assert found.stands_in(TODAY)


def test_from_the_first_day_of_the_log_only_the_log_counts(worked):
    store, person = worked
    with open_(store) as operation:
        log = Exposure(person=person, done_on=date(2026, 3, 20), hours=1.5)
        add_exposure(operation, log)
    for found in (read_welfare(store), read_guard(store, TODAY)):
        assert hours(found, person) == 3.5  # 4 March by work, 31 March no more
        assert found.logged_from == date(2026, 3, 20)


def test_the_guard_reads_only_what_is_recent(worked):
    store, person = worked
    with open_(store) as operation:
        for day in (date(2022, 3, 20), date(2026, 3, 20)):
            add_exposure(operation, Exposure(person=person, done_on=day, hours=1.5))
    assert len(read_welfare(store).exposures) == 2
    assert len(read_guard(store, TODAY).exposures) == 1


def test_the_guard_sees_days_running_as_long_as_local_policy_may_set(worked):
    store, person = worked
    most = WelfarePolicy(exposure_days_in_row=100)
    with open_(store) as operation:
        for ago in range(100):
            day = TODAY - timedelta(days=ago)
            add_exposure(operation, Exposure(person=person, done_on=day, hours=1.0))
    assert reached(read_guard(store, TODAY), most, person, TODAY) == (Reached.RUN,)


def test_everything_comes_back_as_it_was_recorded(tmp_path):
    store = exposed_unit(tmp_path / "unit.db")
    found = read_welfare(store)
    assert len({one.person for one in found.exposures}) == EXPOSED
    assert found.screenings == {"W_SCREEN", "W_START"}
    assert [len(each) for each in (found.rotations, found.tolerances)] == [2, 1]
    assert len(found.feedback) == CLOSED / 2
    assert len(told_requests(store)) == CLOSED / 2
    assert verify(store).is_sound
    store.close()


def test_closed_requests_come_with_who_examined_them(tmp_path):
    store = exposed_unit(tmp_path / "unit.db")
    people = {one.uid: one.name for one in read_people(store)}
    found = closed_requests(store, [1, 2])
    assert [(one.reference, people[one.examiner]) for one in found] == [
        ("DF-2", "Examiner 02"),
        ("DF-1", "Examiner 01"),
    ]
    assert found[1].closed_on == ago(12)
    store.close()


def test_what_is_recorded_of_wellbeing_is_not_in_the_history_of_a_request(worked):
    store, person = worked
    request = find_request(store, "R-1")
    before: tuple[Entry, ...] = entries_with(store, "request", request.uid)
    with open_(store) as operation:
        log = Exposure(person=person, done_on=TODAY, hours=1.5, request=request.uid)
        add_exposure(operation, log)
        told = Feedback(request=request.uid, person=person, told_on=TODAY)
        add_feedback(operation, told)
    assert entries_with(store, "request", request.uid) == before
