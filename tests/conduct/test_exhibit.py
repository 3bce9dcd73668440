from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.exhibit import (
    CustodyMove,
    Exhibit,
    ExhibitState,
    hidden_identifier,
)
from app.casework.history import as_it_was
from app.casework.request import Priority, Request, Status
from app.casework.working_time import end_of_day, midday
from app.conduct.amend import amend, undo
from app.conduct.exhibit import add_exhibit, amend_exhibit, move_exhibit
from app.conduct.priority import rank
from app.errors import ChangedMeanwhile, InvalidRequest
from app.store.case import case_of
from app.store.event import write
from app.store.past import entries_of, entries_with
from app.store.policy import read_policy
from app.store.request import add_request
from app.store.setting import read_settings
from app.store.verify import verify

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
ABOUT = {"who": "test", "at": NOW}
S = ExhibitState


def in_may(day):
    return MAY + timedelta(days=day - 1)


@pytest.fixture
def case(store):
    request = Request(uid="", reference="DF-1", status=Status.ACCEPTED)
    with write(store, why="", kind="test", **ABOUT) as operation:
        return add_request(operation, request, effective_at=midday(MAY))


def phone(case, reference="A-1", **facts):
    facts = {"state": S.EXPECTED, "type": "PHONE_SMART", **facts}
    return Exhibit(uid="", request=case, reference=reference, **facts)


def only(store, case):
    return case_of(store, case).exhibits[0]


def test_an_exhibit_moves_from_expected_to_examined(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    uid = only(store, case).uid
    there = CustodyMove(state=S.RECEIVED, on=in_may(4), location="Shelf 3", seal="S9")
    move_exhibit(store, uid, there, **ABOUT)
    move_exhibit(store, uid, CustodyMove(state=S.EXAMINED, on=in_may(9)), **ABOUT)
    exhibit = only(store, case)
    assert (exhibit.state, exhibit.location, exhibit.seal) == (
        S.EXAMINED,
        "Shelf 3",
        "S9",
    )
    assert (exhibit.received_on, exhibit.finished_on) == (in_may(4), in_may(9))
    assert not verify(store).fault


def test_the_request_is_received_with_its_last_exhibit(store, case):
    for reference in ("A-1", "A-2"):
        add_exhibit(store, phone(case, reference), on=in_may(2), **ABOUT)
    first, second = (one.uid for one in case_of(store, case).exhibits)
    move_exhibit(store, first, CustodyMove(state=S.RECEIVED, on=in_may(8)), **ABOUT)
    assert case_of(store, case).request.received_on is None
    move_exhibit(store, second, CustodyMove(state=S.STORED, on=in_may(9)), **ABOUT)
    assert case_of(store, case).request.received_on == in_may(9)


def test_a_request_ranked_before_its_receipt_has_its_target_from_then(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    policy = read_policy(store)
    factor = next(code for code, values in policy.factors.items() if values)
    judged = {factor: next(iter(policy.factors[factor]))}
    rank(store, case, judged, on=in_may(3), **ABOUT)
    there = CustodyMove(state=S.RECEIVED, on=in_may(4))
    move_exhibit(store, only(store, case).uid, there, **ABOUT)
    request = case_of(store, case).request
    days = read_settings(store).targets[tuple(Priority).index(request.priority)]
    assert request.target_on == request.original_target_on
    assert request.target_on == in_may(4) + timedelta(days=days)


def test_a_request_whose_receipt_is_typed_in_has_its_target(store, case):
    facts = {"priority": Priority.STANDARD}
    amend(store, case, facts, on=in_may(2), **ABOUT)
    amend(store, case, {"received_on": in_may(3)}, on=in_may(3), **ABOUT)
    request = case_of(store, case).request
    assert request.original_target_on == in_may(3) + timedelta(days=60)


def test_a_move_before_the_last_one_is_refused(store, case):
    add_exhibit(store, phone(case), on=in_may(5), **ABOUT)
    uid = only(store, case).uid
    with pytest.raises(InvalidRequest, match="before its last move on 5 May 2026"):
        move_exhibit(store, uid, CustodyMove(state=S.RECEIVED, on=in_may(4)), **ABOUT)
    with pytest.raises(InvalidRequest, match="a day to come"):
        later = CustodyMove(state=S.RECEIVED, on=date(2026, 7, 1))
        move_exhibit(store, uid, later, **ABOUT)
    assert only(store, case).version == 1


def test_a_custody_move_of_an_earlier_day_leaves_what_is_known_of_later(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    uid = only(store, case).uid
    amend_exhibit(store, uid, {"seal": "S20"}, on=in_may(20), **ABOUT)
    there = CustodyMove(state=S.RECEIVED, on=in_may(10), seal="S10")
    move_exhibit(store, uid, there, **ABOUT)
    exhibit, entries = only(store, case), entries_with(store, "exhibit", uid)
    assert (exhibit.state, exhibit.seal) == (S.RECEIVED, "S20")
    assert as_it_was(entries, midday(in_may(15)))["seal"] == "S10"
    assert as_it_was(entries, midday(in_may(25)))["seal"] == "S20"


def test_two_moves_of_one_day_keep_their_order(store, case):
    add_exhibit(store, phone(case), on=in_may(5), **ABOUT)
    uid = only(store, case).uid
    for state in (S.RECEIVED, S.STORED):
        move_exhibit(store, uid, CustodyMove(state=state, on=in_may(5)), **ABOUT)
    assert only(store, case).state is S.STORED


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (S.DESTROYED, S.STORED, "is destroyed"),
        (S.STORED, S.EXPECTED, "came in already"),
        (S.STORED, S.STORED, "is there already"),
    ],
)
def test_custody_moves_that_cannot_be_are_refused(store, case, before, after, words):
    add_exhibit(store, phone(case, state=before), on=in_may(5), **ABOUT)
    uid = only(store, case).uid
    with pytest.raises(InvalidRequest, match=words):
        move_exhibit(store, uid, CustodyMove(state=after, on=in_may(6)), **ABOUT)


def test_an_exhibit_drawn_again_is_not_finished(store, case):
    gone = phone(case, state=S.EXAMINED, finished_on=in_may(5))
    add_exhibit(store, gone, on=in_may(5), **ABOUT)
    uid = only(store, case).uid
    move_exhibit(store, uid, CustodyMove(state=S.IN_EXAM, on=in_may(6)), **ABOUT)
    assert only(store, case).finished_on is None


def test_a_reference_that_the_request_has_is_refused(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    with pytest.raises(InvalidRequest, match="an exhibit a-1 on this request already"):
        add_exhibit(store, phone(case, "a-1"), on=in_may(2), **ABOUT)
    with pytest.raises(InvalidRequest, match="needs a reference"):
        add_exhibit(store, phone(case, " "), on=in_may(2), **ABOUT)


def test_a_serial_number_is_kept_as_a_hash(store, case):
    typed = {"identifier": "35 209900 176148 1"}
    add_exhibit(store, phone(case), on=in_may(2), **typed, **ABOUT)
    salt = read_settings(store).identifier_salt
    hidden = hidden_identifier(salt, "352099001761481")
    assert only(store, case).identifier == hidden


def test_facts_of_an_exhibit_change_from_a_day_on(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    uid = only(store, case).uid
    facts = {"access": "LOCKED_ON", "is_agreed": False}
    amend_exhibit(store, uid, facts, on=in_may(10), version=1, **ABOUT)
    assert (only(store, case).access, only(store, case).is_agreed) == (
        "LOCKED_ON",
        False,
    )
    before = as_it_was(entries_of(store, "exhibit", 1), end_of_day(in_may(9)))
    assert before.get("access") is None


def test_the_later_of_two_windows_is_told(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    uid = only(store, case).uid
    amend_exhibit(store, uid, {"size": 64.0}, on=in_may(3), version=1, **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        amend_exhibit(store, uid, {"size": 128.0}, on=in_may(3), version=1, **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        there = CustodyMove(state=S.RECEIVED, on=in_may(4))
        move_exhibit(store, uid, there, version=1, **ABOUT)
    assert (only(store, case).size, only(store, case).version) == (64.0, 2)


def test_an_exhibit_is_not_taken_out_of_itself(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    uid = only(store, case).uid
    with pytest.raises(InvalidRequest, match="out of itself"):
        amend_exhibit(store, uid, {"parent": uid}, on=in_may(3), **ABOUT)


def test_exhibits_are_not_taken_out_of_each_other_or_of_another_request(store, case):
    with write(store, why="", kind="test", **ABOUT) as operation:
        other = Request(uid="", reference="DF-2", status=Status.ACCEPTED)
        other = add_request(operation, other, effective_at=midday(MAY))
    add_exhibit(store, phone(other), on=MAY, **ABOUT)
    add_exhibit(store, phone(case), on=MAY, **ABOUT)
    first = only(store, case).uid
    add_exhibit(store, phone(case, "A-2", parent=first), on=MAY, **ABOUT)
    second = case_of(store, case).exhibits[1].uid
    with pytest.raises(InvalidRequest, match="out of itself"):
        amend_exhibit(store, first, {"parent": second}, on=MAY, **ABOUT)
    with pytest.raises(InvalidRequest, match="the same request"):
        add_exhibit(
            store, phone(case, "A-3", parent=only(store, other).uid), on=MAY, **ABOUT
        )


def test_a_custody_move_is_undone(store, case):
    add_exhibit(store, phone(case), on=in_may(2), **ABOUT)
    uid = only(store, case).uid
    there = CustodyMove(state=S.RECEIVED, on=in_may(4))
    done = move_exhibit(store, uid, there, **ABOUT)
    undo(store, done, **ABOUT)
    assert only(store, case).state is S.EXPECTED
    assert case_of(store, case).request.received_on is None
    assert not verify(store).fault
