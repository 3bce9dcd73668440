"""What rests on something keeps it from being taken back, and that is said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.casework.note import Note
from app.casework.proceeding import Proceeding
from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.amend import amend, undo
from app.conduct.note import add_note
from app.conduct.priority import adopt, rank
from app.conduct.proceeding import add_proceeding, remove_proceeding
from app.errors import InvalidRequest
from app.staffing.absence import add_absences, change_absence, remove_absences
from app.staffing.person import PersonEntry, add_person
from app.store.absence import read_absences
from app.store.chain import fingerprint
from app.store.event import write
from app.store.policy import read_policy
from app.store.proceeding import proceedings_of
from app.store.request import add_request, read_request
from app.store.team import read_team
from app.store.verify import verify
from app.workforce.absence import Absence
from app.workforce.examiner import Person

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
WHO = {"who": "test", "at": NOW}
LAST = "SELECT uid FROM operation ORDER BY id DESC LIMIT 1"


def request(store, reference="DF-1"):
    one = Request(uid="", reference=reference, status=Status.ACCEPTED)
    with write(store, why="", kind="test", **WHO) as operation:
        uid = add_request(operation, one, effective_at=midday(MAY))
    return uid, operation.uid


def refused(store, operation, words):
    before = fingerprint(store)
    with pytest.raises(InvalidRequest, match=words):
        undo(store, operation, **WHO)
    assert fingerprint(store) == before
    assert verify(store).is_sound


def test_a_request_that_something_was_put_on_since_is_not_taken_back(store):
    uid, added = request(store)
    add_note(store, Note(uid="", request=uid, written_on=MAY, text="Asked."), **WHO)
    refused(store, added, "rests on it")


def test_a_request_whose_number_is_taken_since_does_not_come_back(store):
    undone = undo(store, request(store)[1], **WHO)
    request(store)
    refused(store, undone, "taken its number")


def test_what_was_removed_comes_back_once(store):
    uid, _ = request(store)
    one = Proceeding(request=uid, accused="A1")
    add_proceeding(store, one, on=MAY, **WHO)
    kept = proceedings_of(store, uid)[0]
    removed = remove_proceeding(store, kept.uid, on=MAY, **WHO)
    undo(store, removed, **WHO)
    assert [one.uid for one in proceedings_of(store, uid)] == [kept.uid]
    refused(store, removed, "undone or corrected already")


def test_a_policy_that_requests_were_ranked_under_stays(store):
    uid, _ = request(store)
    policy = read_policy(store)
    factor = next(code for code, values in policy.factors.items() if values)
    value = next(iter(policy.factors[factor]))
    stricter = replace(policy, ageing=policy.ageing + 1)
    adopt(store, stricter, on=MAY, **WHO)
    adopted = store.value(LAST)
    ranked = rank(store, uid, {factor: value}, on=MAY, **WHO)
    refused(store, adopted, "ranked under")
    undo(store, ranked, **WHO)
    undo(store, adopted, **WHO)
    assert read_policy(store).number == policy.number


def steps_of(store):
    """Return operations on one absence, each on top of the one before."""
    person = Person(uid="", name="Examiner 1", starts_on=MAY)
    add_person(store, PersonEntry(person=person, patterns=()), on=MAY, **WHO)
    uid = read_team(store).people[0].uid
    away = Absence(person=uid, kind="A_LEAVE", first_on=MAY, last_on=MAY)
    yield add_absences(store, [away], on=MAY, **WHO)
    for note in ("first", "second"):
        now = replace(read_absences(store)[0], note=note)
        yield change_absence(store, now, on=MAY, **WHO)
    yield remove_absences(store, read_absences(store), on=MAY, **WHO)


def test_steps_on_one_record_are_undone_and_done_again_as_often_as_one_likes(store):
    seen, done, undone = [()], [], []
    for operation in steps_of(store):
        done.append(operation)
        seen.append(tuple(one.note for one in read_absences(store)))
    assert seen == [(), ("",), ("first",), ("second",), ()]
    for _ in range(2):
        for there in reversed(seen[:-1]):
            undone.append(undo(store, done.pop(), **WHO))
            assert tuple(one.note for one in read_absences(store)) == there
        for there in seen[1:]:
            done.append(undo(store, undone.pop(), **WHO))
            assert tuple(one.note for one in read_absences(store)) == there
    assert verify(store).is_sound


def test_news_of_a_request_is_undone_after_it_was_done_again(store):
    uid, _ = request(store)
    news = [
        amend(store, uid, {"summary": text}, on=MAY, **WHO) for text in ("one", "two")
    ]
    again = undo(store, undo(store, news[1], **WHO), **WHO)
    undo(store, again, **WHO)
    undo(store, news[0], **WHO)
    assert read_request(store, uid).summary is None
    assert verify(store).is_sound


def test_a_record_that_came_back_and_was_changed_is_not_taken_back(store):
    operations = list(steps_of(store))
    back = undo(store, operations[-1], **WHO)
    changed = replace(read_absences(store)[0], note="third")
    change_absence(store, changed, on=MAY, **WHO)
    refused(store, back, "was changed again by test")
    refused(store, operations[0], "was changed again by test")
