from dataclasses import replace
from datetime import date

import pytest

from app.casework.request import Status
from app.conduct.amend import redate, undo
from app.conduct.gate import decide, receive_reply
from app.conduct.move import make_move
from app.measures.gate import Result, gate_outcomes
from app.rules.gate import Verdict
from app.rules.move import Move
from app.store.case import case_of
from app.store.gate import read_gate_history
from app.store.ledger import build_ledger
from app.store.request import find_request
from tests.gates import ABOUT, acceptance, decision, submit

FIRST, LAST = date(2026, 6, 1), date(2026, 6, 30)
RETURN = decision(Verdict.RETURN, reasons=("R_LEGAL", "R_SCOPE"))


@pytest.fixture
def gate(store):
    """Seven requests of June, one with each result, and one of May."""
    uids = {result: submit(store, result.value) for result in Result}
    submit(store, "DF-MAY", on=date(2026, 5, 20), division="")
    narrow = {"A1": "2", "A2": "2"}
    decide(
        store,
        uids[Result.AT_ONCE],
        acceptance(store, uids[Result.AT_ONCE], narrow, reasons=("J_NOTNEC",)),
        **ABOUT,
    )
    back = uids[Result.AFTER_RETURN]
    decide(store, back, RETURN, **ABOUT)
    receive_reply(store, back, on=date(2026, 6, 8), **ABOUT)
    again = replace(acceptance(store, back), on=date(2026, 6, 9))
    decide(store, back, again, **ABOUT)
    decide(store, uids[Result.RETURNED], replace(RETURN, reasons=("R_LEGAL",)), **ABOUT)
    reject = decision(Verdict.REJECT, reasons=("J_DUP",))
    decide(store, uids[Result.REJECTED], reject, **ABOUT)
    decide(store, uids[Result.DIVERTED], decision(Verdict.DIVERT), **ABOUT)
    gone = Move(status=Status.WITHDRAWN, on=date(2026, 6, 4), reason="C_WITHDRAW")
    make_move(store, uids[Result.WITHDRAWN], gone, **ABOUT)
    return uids


def outcomes(store, as_at=LAST, first=FIRST):
    ids = build_ledger(store).ids
    return gate_outcomes(read_gate_history(store, first, LAST), as_at, ids)


def test_every_submitted_request_has_one_result(store, gate):
    found = outcomes(store)
    assert list(found.results) == list(Result)
    assert sum(one.value for one in found.figures) == pytest.approx(100)
    assert {one.note for one in found.figures} == {"1 of 7"}


def test_the_rows_behind_a_result_are_those_of_the_ledger(store, gate):
    ledger = build_ledger(store)
    rejected = outcomes(store).figures[3]
    assert [str(ledger.reference[row]) for row in rejected.rows] == ["Rejected"]


def test_reasons_are_counted_for_each_return_and_each_rejection(store, gate):
    found = outcomes(store)
    assert found.returned_for == (("R_LEGAL", 2), ("R_SCOPE", 1))
    assert found.rejected_for == (("J_DUP", 1), ("J_KIOSK", 1))


def test_divisions_are_told_apart(store, gate):
    found = outcomes(store, first=date(2026, 5, 1))
    assert [division for division, _ in found.divisions] == ["DIV_B", ""]
    assert found.divisions[1][1][Result.WAITING] == 1


def test_scope_reduction_is_that_of_the_acceptances(store, gate):
    found = outcomes(store)
    assert found.exhibits.value == pytest.approx(100 / 6)
    assert found.levels.value == 50
    assert found.hours.value == pytest.approx(42 - 16 + 1.8)
    assert str(found.hours.coverage) == "all 2 records"


def test_diversion_counts_requests_and_the_hours_they_asked_for(store, gate):
    found = outcomes(store)
    assert (found.diverted.value, found.diverted_hours.value) == (1, 55.3)


def test_a_past_day_shows_what_was_decided_by_then(store, gate):
    found = outcomes(store, as_at=date(2026, 6, 5))
    assert found.results[1] is Result.RETURNED
    assert outcomes(store, as_at=date(2026, 6, 2)).results == (Result.WAITING,) * 7


def test_estimates_changed_later_leave_the_figure_as_it_was(store, gate):
    from app.store.event import write

    uid = find_request(store, Result.AT_ONCE.value).uid
    with write(store, why="", kind="test", **ABOUT) as operation:
        change = {"effort_estimated": 99.0}
        operation.change("request", uid, change, effective_at=int(2e9))
    assert outcomes(store).hours.value == pytest.approx(27.8)


def test_a_decision_taken_back_counts_no_more(store):
    uid = submit(store)
    operation = decide(store, uid, decision(Verdict.DIVERT), **ABOUT)
    undo(store, operation, **ABOUT)
    assert outcomes(store).results == (Result.WAITING,)


def test_nothing_submitted_makes_figures_without_a_value(store):
    found = outcomes(store)
    assert {one.value for one in found.figures} == {None}
    assert (found.exhibits.value, found.diverted.value) == (None, 0)


def test_what_an_earlier_event_asked_for_counts_where_the_acceptance_is_silent(store):
    from app.casework.working_time import midday
    from app.store.event import write
    from app.store.request import move_request

    uid = submit(store, exhibits=(), exhibits_requested=4)
    moment = midday(date(2026, 6, 3))
    with write(store, why="", kind="test", **ABOUT) as operation:
        move_request(operation, uid, Status.ASSESSING, effective_at=moment)
        facts = {"exhibits_agreed": 3}
        move_request(operation, uid, Status.ACCEPTED, effective_at=moment, facts=facts)
    assert outcomes(store).exhibits.value == 25


@pytest.fixture
def rescoped(store):
    """A request of which one exhibit was agreed, and three days later all."""
    uid = submit(store)
    narrow = acceptance(store, uid, {"A1": "2"}, reasons=("J_NOTNEC",))
    decide(store, uid, narrow, **ABOUT)
    back = Move(status=Status.ASSESSING, on=date(2026, 6, 6), reason="G_SCOPE")
    make_move(store, uid, back, **ABOUT)
    wider = replace(acceptance(store, uid), on=date(2026, 6, 6))
    decide(store, uid, wider, **ABOUT)
    return uid


def test_a_scope_agreed_anew_is_the_one_that_counts(store, rescoped):
    before, after = outcomes(store, as_at=date(2026, 6, 3)), outcomes(store)
    assert before.exhibits.value == pytest.approx(100 * 2 / 3)
    assert before.hours.value == pytest.approx(42 + 1.8)
    assert (after.exhibits.value, after.hours.value) == (0, 0)


def test_an_acceptance_keeps_its_scope_when_its_day_is_corrected(store, rescoped):
    entries = case_of(store, rescoped).entries
    number = next(one.number for one in entries if one.status == "ACCEPTED")
    redate(store, rescoped, number, date(2026, 6, 5), reason="TYPED", **ABOUT)
    value = outcomes(store, as_at=date(2026, 6, 5)).exhibits.value
    assert value == pytest.approx(100 * 2 / 3)
