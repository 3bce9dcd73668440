from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.casework.exhibit import CustodyMove, ExhibitState
from app.casework.request import Status
from app.conduct.amend import amend, undo
from app.conduct.exhibit import move_exhibit
from app.conduct.gate import decide, lapse, receive_reply, take_up
from app.conduct.move import make_move
from app.errors import ChangedMeanwhile, IllegalMove, InvalidRequest
from app.rules.gate import J_KIOSK, Verdict, gate_entry, reasons_in
from app.rules.move import Move
from app.store.case import case_of
from app.store.chain import fingerprint
from app.store.verify import verify
from tests.gates import ABOUT, DECIDED, acceptance, decision, submit

RETURN = decision(Verdict.RETURN, reasons=("R_LEGAL", "R_SCOPE"), words="See note.")
REJECT = decision(Verdict.REJECT, reasons=("J_NOTNEC",))


def request_of(store, uid):
    return case_of(store, uid).request


def test_all_that_was_asked_is_accepted(store):
    uid = submit(store)
    decide(store, uid, acceptance(store, uid), **ABOUT)
    request = request_of(store, uid)
    assert request.status is Status.ACCEPTED
    assert (request.exhibits_requested, request.exhibits_agreed) == (3, 3)
    assert (request.level_requested, request.level_agreed) == ("3", "3")
    assert request.effort_requested == request.effort_estimated == 6.5 + 42 + 1.8 + 5
    assert request.examination_type == "COMP_FULL"
    assert (request.decided_by, request.decided_on) == ("Deputy", DECIDED)
    assert request.accepted_on == DECIDED
    assert verify(store).is_sound


def test_acceptance_makes_the_examinations_and_says_nothing_of_priority(store):
    uid = submit(store, online_abuse=True)
    decide(store, uid, acceptance(store, uid), **ABOUT)
    case = case_of(store, uid)
    found = [(one.type, one.level, one.effort_estimated) for one in case.examinations]
    assert found == [
        ("MOB_L2", "2", 6.5),
        ("COMP_FULL", "3", 42),
        ("MEDIA", "1", 1.8),
        ("GRADE", "2", 10),
        ("REPORT", None, 5),
    ]
    assert case.request.priority is None


def test_less_than_asked_keeps_both_apart_and_the_hours_avoided(store):
    uid = submit(store)
    narrow = acceptance(store, uid, {"A1": "1", "A2": "2"}, reasons=("J_NOTNEC",))
    decide(store, uid, narrow, **ABOUT)
    case = case_of(store, uid)
    request = case.request
    assert (request.exhibits_requested, request.exhibits_agreed) == (3, 2)
    assert (request.level_requested, request.level_agreed) == ("3", "2")
    assert request.effort_requested == 55.3
    assert request.effort_estimated == 3.6 + 16 + 5
    agreed = [(one.is_agreed, one.level_agreed) for one in case.exhibits]
    assert agreed == [(True, "1"), (True, "2"), (False, None)]
    assert [one.level_requested for one in case.exhibits] == ["2", "3", "1"]
    assert gate_entry(case).reason == "J_NOTNEC"


def test_a_request_is_received_when_all_that_is_agreed_is_here(store):
    uid = submit(store)
    here = case_of(store, uid).exhibits[0].uid
    move = CustodyMove(state=ExhibitState.RECEIVED, on=date(2026, 6, 2))
    move_exhibit(store, here, move, **ABOUT)
    assert request_of(store, uid).received_on is None
    narrow = acceptance(store, uid, {"A1": "2"}, reasons=("J_NOTNEC",))
    decide(store, uid, narrow, **ABOUT)
    assert request_of(store, uid).received_on == date(2026, 6, 2)
    assert verify(store).is_sound


@pytest.mark.parametrize(
    "levels", [{"A1": "2", "A2": "3"}, {"A1": "2", "A2": "2", "A3": "1"}]
)
def test_less_than_asked_needs_a_reason(store, levels):
    uid = submit(store)
    with pytest.raises(InvalidRequest, match="needs a reason"):
        decide(store, uid, acceptance(store, uid, levels), **ABOUT)


def test_nothing_agreed_is_no_acceptance(store):
    uid = submit(store)
    with pytest.raises(InvalidRequest, match="Nothing is agreed"):
        decide(store, uid, acceptance(store, uid, {}, reasons=("J_NOTNEC",)), **ABOUT)


def test_exhibits_that_are_only_counted_can_be_agreed_by_number(store):
    uid = submit(store, exhibits=(), exhibits_requested=3, examination_type="MOB_L1")
    agreed = decision(Verdict.ACCEPT, exhibits=2, reasons=("J_NOLINE",))
    decide(store, uid, agreed, **ABOUT)
    case = case_of(store, uid)
    assert (case.request.exhibits_requested, case.request.exhibits_agreed) == (3, 2)
    assert case.request.effort_requested == pytest.approx(3 * 3.6 + 5)
    assert case.request.effort_estimated == pytest.approx(2 * 3.6 + 5)
    types = [one.type for one in case.examinations]
    assert types == ["MOB_L1", "MOB_L1", "REPORT"]


def test_a_return_keeps_every_reason_and_its_words(store):
    uid = submit(store)
    decide(store, uid, RETURN, **ABOUT)
    case = case_of(store, uid)
    entry = gate_entry(case)
    assert case.request.status is Status.RETURNED
    assert reasons_in(entry.reason) == ("R_LEGAL", "R_SCOPE")
    assert (entry.why, case.request.decided_by) == ("See note.", "Deputy")


def test_a_reply_brings_it_back_to_be_assessed(store):
    uid = submit(store)
    decide(store, uid, RETURN, **ABOUT)
    answered = DECIDED + timedelta(days=4)
    receive_reply(store, uid, on=answered, words="Warrant attached.", **ABOUT)
    take_up(store, uid, on=answered, **ABOUT)
    decide(store, uid, replace(acceptance(store, uid), on=answered), **ABOUT)
    request = request_of(store, uid)
    assert request.status is Status.ACCEPTED
    assert request.submitted_on == date(2026, 6, 1)


def test_without_a_reply_it_lapses_after_the_days_of_the_unit_and_not_before(store):
    uid = submit(store, on=date(2026, 5, 20))
    decide(store, uid, replace(RETURN, on=date(2026, 6, 1)), **ABOUT)
    with pytest.raises(InvalidRequest, match="until 29 Jun 2026"):
        lapse(store, uid, on=date(2026, 6, 29), **ABOUT)
    lapse(store, uid, on=date(2026, 6, 30), **ABOUT)
    request = request_of(store, uid)
    assert (request.status, request.closure_reason) == (Status.REJECTED, "C_LAPSED")


def test_only_a_returned_request_lapses(store):
    uid = submit(store)
    with pytest.raises(IllegalMove, match="no reply is waited for"):
        lapse(store, uid, on=date(2026, 6, 30), **ABOUT)


def test_rejection_closes_it_with_its_reason(store):
    uid = submit(store)
    decide(store, uid, REJECT, **ABOUT)
    request = request_of(store, uid)
    assert (request.status, request.closure_reason) == (Status.REJECTED, "J_NOTNEC")
    assert request.closed_on == DECIDED


def test_diversion_to_the_kiosk_keeps_the_hours_avoided(store):
    uid = submit(store)
    decide(store, uid, decision(Verdict.DIVERT), **ABOUT)
    request = request_of(store, uid)
    assert (request.status, request.closure_reason) == (Status.REJECTED, J_KIOSK)
    assert request.effort_requested == 55.3
    assert request.effort_estimated is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (replace(RETURN, reasons=()), "To return a request needs a reason"),
        (replace(REJECT, reasons=()), "To reject a request needs a reason"),
        (replace(REJECT, reasons=("R_LEGAL",)), "no reason R_LEGAL"),
        (replace(REJECT, by="  "), "person who took it"),
        (replace(REJECT, on=date(2026, 5, 31)), "before it became submitted"),
        (replace(REJECT, on=date(2026, 7, 1)), "a day to come"),
        (replace(REJECT, words="x" * 100_001), "longer than 100,000"),
        (replace(REJECT, words="a\0b"), "character that cannot be kept"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_and_nothing_written(store, wrong, words):
    uid = submit(store)
    before = fingerprint(store)
    with pytest.raises(InvalidRequest, match=words):
        decide(store, uid, wrong, **ABOUT)
    assert fingerprint(store) == before


def test_words_of_a_hundred_thousand_characters_are_kept(store):
    uid = submit(store)
    decide(store, uid, replace(REJECT, words="x" * 100_000), **ABOUT)
    assert len(gate_entry(case_of(store, uid)).why) == 100_000


def test_the_later_of_two_decisions_is_told_and_loses_nothing(store):
    uid = submit(store)
    seen = request_of(store, uid).version
    decide(store, uid, RETURN, version=seen, **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        decide(store, uid, acceptance(store, uid), version=seen, **ABOUT)
    assert request_of(store, uid).status is Status.RETURNED


def test_a_change_elsewhere_since_it_was_seen_is_told(store):
    uid = submit(store)
    seen = request_of(store, uid).version
    amend(store, uid, {"summary": "Other"}, on=DECIDED, **ABOUT)
    for act in (take_up, receive_reply, lapse):
        with pytest.raises(ChangedMeanwhile):
            act(store, uid, on=DECIDED, version=seen, **ABOUT)


def test_what_is_past_the_gate_is_not_decided_again(store):
    uid = submit(store)
    decide(store, uid, acceptance(store, uid), **ABOUT)
    with pytest.raises(IllegalMove, match="not at the gate"):
        decide(store, uid, REJECT, **ABOUT)


def test_a_decision_is_one_operation_that_can_be_undone(store):
    uid = submit(store)
    operation = decide(store, uid, acceptance(store, uid), **ABOUT)
    undo(store, operation, **ABOUT)
    case = case_of(store, uid)
    assert case.request.status is Status.SUBMITTED
    assert case.examinations == ()
    assert {one.is_agreed for one in case.exhibits} == {None}
    assert verify(store).is_sound


def test_a_scope_agreed_anew_changes_only_work_that_nobody_began(store):
    uid = submit(store)
    decide(store, uid, acceptance(store, uid), **ABOUT)
    first = {one.type: one.uid for one in case_of(store, uid).examinations}
    back = Move(status=Status.ASSESSING, on=DECIDED, reason="G_SCOPE")
    make_move(store, uid, back, **ABOUT)
    narrow = acceptance(store, uid, {"A1": "2", "A2": "2"}, reasons=("J_SCOPE",))
    decide(store, uid, narrow, **ABOUT)
    now = {one.type: one.uid for one in case_of(store, uid).examinations}
    assert set(now) == {"MOB_L2", "COMP_TGT", "REPORT"}
    assert (now["MOB_L2"], now["REPORT"]) == (first["MOB_L2"], first["REPORT"])
    assert verify(store).is_sound
