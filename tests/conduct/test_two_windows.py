"""The same request changed from two windows, and what may not be: nothing is lost."""

from contextlib import closing
from datetime import UTC, date, datetime

import pytest

from app.casework.request import Request, Status
from app.casework.working_time import midday
from app.conduct.amend import amend, correct, redate, retarget
from app.conduct.move import make_move
from app.errors import ChangedMeanwhile, IllegalMove, InvalidRequest
from app.rules.move import Move
from app.store import partner
from app.store.case import case_of
from app.store.chain import fingerprint
from app.store.event import write
from app.store.request import add_request, read_request
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)
BEGAN, TODAY = date(2026, 6, 1), NOW.date()
ABOUT = {"who": "test", "at": NOW}
HOLD = Move(status=Status.ON_HOLD, on=TODAY, reason="H_COPFS")


@pytest.fixture
def unit(tmp_path):
    store = create_unit(tmp_path / "unit.db", Settings(), who="test", at=NOW)
    yield store
    store.close()


@pytest.fixture
def uid(unit):
    request = Request(uid="", reference="DF-1", status=Status.ACCEPTED)
    with write(unit, why="", kind="add", **ABOUT) as operation:
        return add_request(operation, request, effective_at=midday(BEGAN))


def first_move(store, uid):
    return case_of(store, uid).entries[0].number


LATER = {
    "move": lambda store, uid, seen: make_move(
        store, uid, HOLD, version=seen.version, **ABOUT
    ),
    "amend": lambda store, uid, seen: amend(
        store, uid, {"division": "DIV_C"}, on=TODAY, version=seen.version, **ABOUT
    ),
    "correct": lambda store, uid, seen: correct(
        store,
        uid,
        {"division": "DIV_C"},
        since=TODAY,
        reason="X",
        version=seen.version,
        **ABOUT,
    ),
    "redate": lambda store, uid, seen: redate(
        store,
        uid,
        first_move(store, uid),
        date(2026, 5, 31),
        reason="X",
        version=seen.version,
        **ABOUT,
    ),
    "retarget": lambda store, uid, seen: retarget(
        store, uid, TODAY, reason="X", on=TODAY, version=seen.version, **ABOUT
    ),
}


@pytest.mark.parametrize("act", LATER)
def test_the_later_of_two_windows_is_told_and_loses_nothing(unit, uid, act):
    seen = read_request(unit, uid)
    with closing(partner(unit)) as other:
        facts = {"division": "DIV_A"}
        amend(other, uid, facts, on=TODAY, version=seen.version, **ABOUT)
    before = fingerprint(unit)
    with pytest.raises(ChangedMeanwhile, match="changed from another window"):
        LATER[act](unit, uid, seen)
    assert fingerprint(unit) == before
    LATER[act](unit, uid, read_request(unit, uid))  # as it stands now, it may be
    assert fingerprint(unit) != before
    assert verify(unit).is_sound


def test_the_same_move_from_two_windows_is_made_once(unit, uid):
    seen = read_request(unit, uid)
    with closing(partner(unit)) as other:
        make_move(other, uid, HOLD, version=seen.version, **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        make_move(unit, uid, HOLD, version=seen.version, **ABOUT)
    moves = [one.status for one in case_of(unit, uid).entries]
    assert moves == ["ACCEPTED", "ON_HOLD"]


@pytest.mark.parametrize("status", [Status.ISSUED, Status.DRAFT, Status.ACCEPTED])
def test_an_illegal_move_says_which_are_legal_and_writes_nothing(unit, uid, status):
    before = fingerprint(unit)
    with pytest.raises(IllegalMove, match="cannot become") as told:
        make_move(unit, uid, Move(status=status, on=TODAY), **ABOUT)
    assert "It may become: allocated, on hold" in told.value.remedy
    assert fingerprint(unit) == before


def test_a_move_before_the_one_that_it_follows_writes_nothing(unit, uid):
    before = fingerprint(unit)
    early = Move(status=Status.ON_HOLD, on=date(2026, 5, 31), reason="H_COPFS")
    with pytest.raises(InvalidRequest, match="before it became accepted on 1 Jun"):
        make_move(unit, uid, early, **ABOUT)
    assert fingerprint(unit) == before


def test_an_issue_before_the_receipt_writes_nothing(unit, uid):
    amend(unit, uid, {"received_on": date(2026, 6, 20)}, on=TODAY, **ABOUT)
    with write(unit, why="", kind="test", **ABOUT) as operation:
        facts = {"status": "READY"}
        moment = midday(date(2026, 6, 2))
        operation.change("request", uid, facts, effective_at=moment, status="READY")
    before = fingerprint(unit)
    issue = Move(status=Status.ISSUED, on=date(2026, 6, 10), channel="PRINT")
    with pytest.raises(InvalidRequest, match="DF-1 is issued before it is received"):
        make_move(unit, uid, issue, **ABOUT)
    assert fingerprint(unit) == before


def test_news_recorded_for_a_day_before_later_news_leaves_the_later(unit, uid):
    """The move of the 10th takes the examiner away; on the 20th there was another."""
    examiner = _person(unit)
    to_nobody = Move(status=Status.ALLOCATED, on=date(2026, 6, 5), examiner=examiner)
    make_move(unit, uid, to_nobody, **ABOUT)
    amend(unit, uid, {"examiner": examiner}, on=date(2026, 6, 20), **ABOUT)
    back = Move(status=Status.ACCEPTED, on=date(2026, 6, 10), reason="G_LOAD")
    make_move(unit, uid, back, **ABOUT)
    assert read_request(unit, uid).examiner == examiner
    assert verify(unit).is_sound


def _person(unit):
    from app.store.person import add_person
    from app.workforce.examiner import Person

    with write(unit, why="", kind="add", **ABOUT) as operation:
        return add_person(operation, Person(uid="", name="Wren", starts_on=BEGAN))
