from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.history import as_it_was
from app.casework.request import LEGAL_MOVES, Request, Status
from app.casework.vocabulary import parse_moves
from app.casework.working_time import midday
from app.conduct.amend import correct, redate, retarget, undo
from app.conduct.move import make_move, make_moves
from app.errors import ChangedMeanwhile, IllegalMove, InvalidRequest
from app.resource import RESOURCES
from app.rules.move import Move, legal_moves, needs
from app.store.absence import add_absence
from app.store.case import case_of
from app.store.chain import fingerprint
from app.store.event import write
from app.store.ledger import build_ledger, extend_ledger, same_ledger
from app.store.person import add_person, add_skill, end_post
from app.store.request import add_request, move_request
from app.store.verify import verify
from app.workforce.absence import Absence
from app.workforce.examiner import Person, SkillHeld

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
MAY = date(2026, 5, 1)
ABOUT = {"who": "test", "at": NOW}


def in_may(day):
    return MAY + timedelta(days=day - 1)


@pytest.fixture
def case(store):
    """A request accepted on 3 May whose exhibits are phones of level 1."""
    request = Request(
        uid="",
        reference="DF-1",
        status=Status.SUBMITTED,
        examination_type="MOB_L1",
        submitted_on=MAY,
    )
    with write(store, why="", kind="test", **ABOUT) as operation:
        uid = add_request(operation, request, effective_at=midday(MAY))
        for day, status in ((2, Status.ASSESSING), (3, Status.ACCEPTED)):
            at = midday(in_may(day))
            move_request(operation, uid, status, effective_at=at)
    return uid


@pytest.fixture
def people(store):
    """Two people, the first of whom may examine phones of level 1."""
    with write(store, why="", kind="test", **ABOUT) as operation:
        first, second = (
            add_person(operation, Person(uid="", name=name, starts_on=MAY))
            for name in ("Ann Other", "Bob Sample")
        )
        skill = SkillHeld(person=first, skill="SK_MOB1", valid_from=MAY)
        add_skill(operation, skill)
    return first, second


def move(store, uid, status, day, **more):
    return make_move(store, uid, Move(status=status, on=in_may(day), **more), **ABOUT)


def request_of(store, uid):
    return case_of(store, uid).request


def test_a_request_goes_all_the_way_to_its_result(store, case, people):
    examiner, reviewer = people
    move(store, case, Status.ALLOCATED, 4, examiner=examiner)
    move(store, case, Status.IN_PROGRESS, 5)
    with write(store, why="", kind="test", **ABOUT) as operation:
        operation.change("request", case, {"effort_spent": 3.0}, effective_at=1)
    move(store, case, Status.REVIEW, 6)
    move(store, case, Status.READY, 7, reviewer=reviewer)
    move(store, case, Status.ISSUED, 8, channel="I_SECURE")
    move(store, case, Status.IN_PROGRESS, 10, reason="AD_DEFENCE")
    move(store, case, Status.REVIEW, 11)
    move(store, case, Status.READY, 11, reviewer=reviewer)
    move(store, case, Status.ISSUED, 12, channel="I_PAPER")
    request = request_of(store, case)
    days = (request.issued_on, request.reopened_on, request.reissued_on)
    assert days == (in_may(8), in_may(10), in_may(12))
    assert (request.reviewer, request.issue_channel) == (reviewer, "I_PAPER")
    assert verify(store).is_sound


WORDS = {
    "reason": ("reason", "what must be"),
    "examiner": ("examiner with",),
    "reviewer": ("reviewer differs",),
    "channel": ("issue channel",),
    "provider": ("external provider",),
}


def test_a_result_reviewed_again_was_complete_before(store, case, people):
    examiner, reviewer = people
    move(store, case, Status.ALLOCATED, 4, examiner=examiner)
    move(store, case, Status.IN_PROGRESS, 5)
    with write(store, why="", kind="test", **ABOUT) as operation:
        operation.change("request", case, {"effort_spent": 3.0}, effective_at=1)
    move(store, case, Status.REVIEW, 6)
    move(store, case, Status.READY, 7, reviewer=reviewer)
    move(store, case, Status.REVIEW, 9, reason="V_FINDING")
    assert request_of(store, case).completed_on == in_may(6)


def test_each_legal_move_asks_for_what_its_guidance_says():
    guidance = RESOURCES / "vocabulary" / "status_moves.csv"
    moves = parse_moves(guidance.read_text("utf-8"))
    assert len(moves) == sum(map(len, LEGAL_MOVES.values()))
    for one in moves:
        told = {
            need for need, words in WORDS.items() if any(w in one.needs for w in words)
        }
        assert told == needs(Status(one.from_code), Status(one.to_code)), one


@pytest.mark.parametrize(
    ("wanted", "refusal"),
    [
        ({"status": Status.ISSUED, "channel": "I_PAPER"}, "cannot become issued"),
        ({"status": Status.ALLOCATED}, "An examiner is needed"),
        ({"status": Status.ON_HOLD}, "A reason is needed"),
        ({"status": Status.ON_HOLD, "reason": "H_LOCK", "on": in_may(2)}, "before it"),
        (
            {"status": Status.ON_HOLD, "reason": "H_LOCK", "on": date(2026, 7, 1)},
            "a day to come",
        ),
    ],
)
def test_a_move_that_may_not_be_is_refused_and_nothing_is_written(
    store, case, wanted, refusal
):
    before = fingerprint(store)
    with pytest.raises(InvalidRequest, match=refusal):
        make_move(store, case, Move(**{"on": in_may(4), **wanted}), **ABOUT)
    assert fingerprint(store) == before


def test_nobody_without_a_current_skill_or_away_or_gone_gets_it(store, case, people):
    able, unable = people
    with pytest.raises(IllegalMove, match="Bob Sample does not hold a current skill"):
        move(store, case, Status.ALLOCATED, 4, examiner=unable)
    away = Absence(person=able, kind="A_LEAVE", first_on=in_may(4), last_on=in_may(9))
    with write(store, why="", kind="test", **ABOUT) as operation:
        add_absence(operation, away)
    with pytest.raises(IllegalMove, match="Ann Other is away until 9 May 2026"):
        move(store, case, Status.ALLOCATED, 5, examiner=able)
    with write(store, why="", kind="test", **ABOUT) as operation:
        end_post(operation, able, in_may(20))
    with pytest.raises(IllegalMove, match="Ann Other is not in post on 22 May"):
        move(store, case, Status.ALLOCATED, 22, examiner=able)


def test_whoever_examined_it_cannot_review_it(store, case, people):
    examiner, _ = people
    move(store, case, Status.ALLOCATED, 4, examiner=examiner)
    move(store, case, Status.IN_PROGRESS, 5)
    with pytest.raises(InvalidRequest, match="No hours are logged on DF-1"):
        move(store, case, Status.REVIEW, 6)
    with write(store, why="", kind="test", **ABOUT) as operation:
        operation.change("request", case, {"effort_spent": 3.0}, effective_at=1)
    move(store, case, Status.REVIEW, 6)
    with pytest.raises(IllegalMove, match="examined DF-1 and cannot review it"):
        move(store, case, Status.READY, 7, reviewer=examiner)


def test_whoever_had_it_in_hand_before_cannot_review_it(store, case, people):
    first, second = people
    with write(store, why="", kind="test", **ABOUT) as operation:
        skill = SkillHeld(person=second, skill="SK_MOB1", valid_from=MAY)
        add_skill(operation, skill)
        operation.change("request", case, {"effort_spent": 3.0}, effective_at=1)
    for examiner, day in ((first, 4), (second, 7)):
        move(store, case, Status.ALLOCATED, day, examiner=examiner)
        move(store, case, Status.IN_PROGRESS, day + 1)
        if examiner == first:
            move(store, case, Status.ACCEPTED, 6, reason="G_LOAD")
    move(store, case, Status.REVIEW, 9)
    with pytest.raises(IllegalMove, match="Ann Other examined DF-1"):
        move(store, case, Status.READY, 10, reviewer=first)


def test_the_gate_decides_about_a_request_in_assessment(store, case):
    move(store, case, Status.ASSESSING, 4, reason="G_SCOPE")
    with pytest.raises(IllegalMove, match="decided about at the gate"):
        move(store, case, Status.ACCEPTED, 5)


def test_many_are_moved_together_and_those_that_refuse_are_named(store, case):
    other = Request(uid="", reference="DF-2", status=Status.SUBMITTED)
    with write(store, why="", kind="test", **ABOUT) as operation:
        second = add_request(operation, other, effective_at=midday(MAY))
    held = Move(status=Status.ON_HOLD, on=in_may(5), reason="H_INFO")
    before = fingerprint(store)
    outcome = make_moves(store, [case, second], held, **ABOUT)
    assert outcome.done == ()
    assert fingerprint(store) == before
    outcome = make_moves(store, [case, second], held, only_possible=True, **ABOUT)
    assert outcome.done == ("DF-1",)
    assert [one.reference for one in outcome.refused] == ["DF-2"]
    assert "cannot become on hold" in outcome.refused[0].message
    assert request_of(store, case).hold_reason == "H_INFO"


def test_a_move_taken_back_leaves_what_was_and_can_be_made_again(store, case):
    ledger, before = build_ledger(store), request_of(store, case)
    held = move(store, case, Status.ON_HOLD, 5, reason="H_INFO")
    undone = undo(store, held, **ABOUT)
    after = request_of(store, case)
    assert replace(after, version=before.version) == before
    assert same_ledger(
        replace(extend_ledger(ledger, store), sequence=0), replace(ledger, sequence=0)
    )
    undo(store, undone, **ABOUT)
    assert request_of(store, case).hold_reason == "H_INFO"
    assert Status.IN_PROGRESS not in legal_moves(case_of(store, case))
    assert verify(store).is_sound


def test_a_step_that_was_built_upon_is_not_taken_back(store, case):
    held = move(store, case, Status.ON_HOLD, 5, reason="H_INFO")
    move(store, case, Status.ACCEPTED, 6, reason="E_ANSWERED")
    with pytest.raises(InvalidRequest, match="cannot be undone"):
        undo(store, held, **ABOUT)


def test_the_day_of_a_move_is_corrected_within_its_neighbours(store, case):
    accepted = case_of(store, case).entries[-1]
    redate(store, case, accepted.number, in_may(20), reason="X_TYPED", **ABOUT)
    assert request_of(store, case).accepted_on == in_may(20)
    ledger = build_ledger(store)
    assert ledger.entered[-1] == midday(in_may(20))
    assessing = case_of(store, case).entries[1]
    with pytest.raises(InvalidRequest, match="not between the moves"):
        redate(store, case, assessing.number, in_may(21), reason="X_TYPED", **ABOUT)
    assert verify(store).is_sound


def test_a_corrected_fact_holds_from_the_day_that_is_given(store, case):
    known = case_of(store, case).entries
    about = {"reason": "X_SOURCE", **ABOUT}
    correct(store, case, {"division": "NORTH"}, since=in_may(2), **about)
    entries = case_of(store, case).entries
    assert as_it_was(entries, midday(in_may(1))).get("division") is None
    assert as_it_was(entries, midday(in_may(2)))["division"] == "NORTH"
    assert as_it_was(known, midday(in_may(2))).get("division") is None


def test_the_first_target_stays_beside_every_later_one(store, case):
    about = {"on": in_may(3), **ABOUT}
    retarget(store, case, in_may(30), reason="T_AGREED", **about)
    retarget(store, case, in_may(31), reason="T_HOLD", **about)
    request = request_of(store, case)
    assert (request.original_target_on, request.target_on) == (in_may(30), in_may(31))
    with pytest.raises(InvalidRequest, match="first target stays"):
        correct(
            store, case, {"original_target_on": MAY}, since=MAY, reason="X_LATE",
            **ABOUT,
        )  # fmt: skip


def test_a_change_from_a_version_that_is_past_is_told(store, case):
    move(store, case, Status.ON_HOLD, 5, reason="H_INFO")
    again = Move(status=Status.ON_HOLD, on=in_may(5), reason="H_LOCK")
    with pytest.raises(ChangedMeanwhile, match="changed from another window"):
        make_move(store, case, again, version=3, **ABOUT)
    assert request_of(store, case).hold_reason == "H_INFO"


def test_the_day_of_a_move_is_corrected_with_the_move(store, case):
    before = fingerprint(store)
    with pytest.raises(InvalidRequest, match="became accepted by a move"):
        facts = {"accepted_on": in_may(2)}
        correct(store, case, facts, since=in_may(3), reason="X_TYPING", **ABOUT)
    assert fingerprint(store) == before


def test_a_target_is_not_before_the_request_came_in(store, case):
    with pytest.raises(InvalidRequest, match="before DF-1 came in"):
        day = MAY - timedelta(days=1)
        retarget(store, case, day, reason="T_SCOPE", on=in_may(4), **ABOUT)


def test_a_text_that_cannot_be_kept_is_told_and_nothing_is_written(store, case):
    before = fingerprint(store)
    about = {"reason": "H_INFO", "words": "half a sign \ud800"}
    with pytest.raises(InvalidRequest, match="cannot be kept"):
        move(store, case, Status.ON_HOLD, 5, **about)
    assert fingerprint(store) == before
