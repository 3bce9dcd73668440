from datetime import UTC, date, datetime

import pytest

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.amend import undo
from app.conduct.reallocate import reallocate, reallocate_each
from app.store.case import case_of
from app.store.event import write
from app.store.person import add_person, add_skill, set_pattern
from app.store.request import add_request, move_request, read_request
from app.store.verify import verify
from app.workforce.examiner import EXAMINER, Person, SkillHeld, full_time_pattern

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
TODAY = NOON.date()
SINCE = date(2020, 1, 6)


@pytest.fixture
def people(store):
    found = {}
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        for name, skill in (
            ("Ash", "SK_MOB1"),
            ("Birch", "SK_MOB1"),
            ("Cedar", "SK_WIN"),
        ):
            person = Person(uid="", name=name, role=EXAMINER, starts_on=SINCE)
            uid = found[name] = add_person(operation, person)
            set_pattern(operation, full_time_pattern(uid, SINCE))
            held = SkillHeld(person=uid, skill=skill, valid_from=SINCE)
            add_skill(operation, held)
    return found


@pytest.fixture
def given(store, people):
    """Two requests in the hands of Ash, the second begun, and one of nobody's."""
    uids = []
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        day = date(2026, 3, 2)
        for number in range(3):
            request = Request(
                uid="", reference=f"R-{number}", status=Status.ACCEPTED,
                examination_type="MOB_L1", received_on=day, accepted_on=day,
            )  # fmt: skip
            uids.append(add_request(operation, request, effective_at=midday(day)))
        facts = {"examiner": people["Ash"]}
        for uid in uids[:2]:
            at = midday(date(2026, 3, 30))
            move_request(operation, uid, Status.ALLOCATED, effective_at=at, facts=facts)
        move_request(operation, uids[1], Status.IN_PROGRESS, effective_at=at + 60)
    return uids


def act(store, uids, examiner, **more):
    about = {"reason": "G_LOAD", "on": TODAY, "who": "test", "at": NOON}
    return reallocate(store, uids, examiner, **{**about, **more})


def standing(store, uids):
    found = [read_request(store, uid) for uid in uids]
    return [(one.status, one.examiner) for one in found]


def test_work_goes_back_and_on_in_one_operation_with_the_reason(store, people, given):
    outcome = act(store, given, people["Birch"], words="Too much")
    assert outcome.done == ("R-0", "R-1", "R-2")
    assert standing(store, given) == [(Status.ALLOCATED, people["Birch"])] * 3
    moves = [one for one in case_of(store, given[1]).entries if one.status]
    assert [(one.status, one.reason) for one in moves[-2:]] == [
        ("ACCEPTED", "G_LOAD"),
        ("ALLOCATED", None),
    ]


def test_undoing_it_gives_the_work_back_to_whom_it_was(store, people, given):
    outcome = act(store, given, people["Birch"])
    undo(store, outcome.operation, who="test", at=NOON)
    assert standing(store, given) == [
        (Status.ALLOCATED, people["Ash"]),
        (Status.IN_PROGRESS, people["Ash"]),
        (Status.ACCEPTED, None),
    ]
    assert verify(store).is_sound


def test_to_nobody_it_goes_back_into_the_queue(store, people, given):
    assert act(store, given[:2], None).done == ("R-0", "R-1")
    assert standing(store, given[:2]) == [(Status.ACCEPTED, None)] * 2


def test_somebody_without_the_skill_gets_nothing_and_nothing_is_written(
    store, people, given
):
    before = standing(store, given)
    outcome = act(store, given, people["Cedar"])
    assert [one.reference for one in outcome.refused] == ["R-0", "R-1", "R-2"]
    assert "Cedar does not hold a current skill" in outcome.refused[0].message
    assert outcome.operation == ""
    assert standing(store, given) == before


def test_without_a_reason_it_is_refused(store, people, given):
    outcome = act(store, given[:1], people["Birch"], reason="")
    assert outcome.refused[0].message.startswith("A reason is needed")


def test_what_nobody_has_cannot_be_handed_back(store, people, given):
    outcome = act(store, given, None)
    assert [one.reference for one in outcome.refused] == ["R-2"]
    assert act(store, given, None, only_possible=True).done == ("R-0", "R-1")


def test_each_goes_to_somebody_of_its_own_in_one_operation(store, people, given):
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        held = SkillHeld(person=people["Cedar"], skill="SK_MOB1", valid_from=SINCE)
        add_skill(operation, held)
    to = {given[0]: people["Birch"], given[1]: people["Cedar"]}
    about = {"reason": "G_LOAD", "on": TODAY, "who": "test", "at": NOON}
    made = reallocate_each(store, to, words="Fair load", **about)
    assert made.done == ("R-0", "R-1")
    assert [read_request(store, uid).examiner for uid in to] == [*to.values()]
    assert verify(store).is_sound
    undo(store, made.operation, who="test", at=NOON)
    assert [read_request(store, uid).examiner for uid in to] == [people["Ash"]] * 2


def test_one_who_cannot_have_it_stops_all_of_them(store, people, given):
    to = {given[0]: people["Birch"], given[1]: people["Cedar"]}
    about = {"reason": "G_LOAD", "on": TODAY, "who": "test", "at": NOON}
    made = reallocate_each(store, to, **about)
    assert made.done == ()
    assert [one.reference for one in made.refused] == ["R-1"]
    assert read_request(store, given[0]).examiner == people["Ash"]
