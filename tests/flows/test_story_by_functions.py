"""One request from the day it came in to its addendum, without the window.

The backlog of each past step is then asked from the command line.
"""

from datetime import UTC, date, datetime

import pytest

from app.__main__ import main
from app.casework.examination import HoursLogged
from app.casework.exhibit import CustodyMove, ExhibitState
from app.casework.request import Status
from app.conduct.amend import amend, correct, retarget
from app.conduct.examine import finish_examination, log_hours
from app.conduct.exhibit import move_exhibit
from app.conduct.gate import decide, take_up
from app.conduct.intake import submit
from app.conduct.move import make_move
from app.conduct.priority import rank
from app.rules.gate import AgreedExhibit, Decision, Verdict
from app.rules.intake import ExhibitAsked, Intake
from app.rules.move import Move
from app.store.case import case_of
from app.store.event import write
from app.store.person import add_person, add_skill
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from app.workforce.examiner import Person, SkillHeld

S = Status
DAYS = {
    "submitted": date(2026, 3, 2),
    "accepted": date(2026, 3, 4),
    "allocated": date(2026, 3, 9),
    "started": date(2026, 3, 10),
    "held": date(2026, 3, 12),
    "resumed": date(2026, 3, 28),  # the clocks change that night
    "in review": date(2026, 4, 7),
    "review failed": date(2026, 4, 9),
    "in review again": date(2026, 4, 14),
    "review passed": date(2026, 4, 16),
    "issued": date(2026, 4, 17),
    "addendum": date(2026, 5, 5),
}
SKILLS = "SELECT code FROM term WHERE list = 'skill'"
BACKLOG = {
    "submitted": (1, 0, 0),
    "accepted": (0, 1, 1),
    "allocated": (0, 1, 1),
    "issued": (0, 0, 0),
    "addendum": (0, 0, 1),
}
"""B1, B2 and B3 at the end of each step; (0, 0, 1) where nothing is said."""


def about(step):
    day = DAYS[step]
    at = datetime(day.year, day.month, day.day, 15, tzinfo=UTC)
    return {"who": "story", "at": at}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "unit.db"


@pytest.fixture
def store(path):
    store = create_unit(path, Settings(), **about("submitted"))
    yield store
    store.close()


def person(store, name):
    """Add somebody who can do everything."""
    begun = date(2020, 1, 6)
    with write(store, why="", kind="add", **about("submitted")) as operation:
        uid = add_person(operation, Person(uid="", name=name, starts_on=begun))
        for skill in list(store.query(SKILLS)):
            held = SkillHeld(person=uid, skill=skill["code"], level=2, valid_from=begun)
            add_skill(operation, held)
    return uid


def typed_in(store):
    form = Intake(
        reference="DF-2026-0001",
        case_reference="AB123/26",
        division="DIV_A",
        requester="Team 4",
        offence=store.value("SELECT code FROM term WHERE list = 'offence_category'"),
        online_abuse=False,
        custody=store.value("SELECT code FROM term WHERE list = 'custody_status'"),
        legal_basis=store.value("SELECT code FROM term WHERE list = 'legal_basis'"),
        summary="Messages of May with the complainer.",
        victim_device=False,
        submitted_on=DAYS["submitted"],
        exhibits=(
            ExhibitAsked(
                reference="A1",
                type="PHONE_SMART",
                level="2",
                received_on=DAYS["submitted"],
                owner_role="SUSPECT",
                access="OPEN",
            ),
            ExhibitAsked(
                reference="A2",
                type="USB",
                level="1",
                received_on=DAYS["submitted"],
                owner_role="SUSPECT",
                access="OPEN",
            ),
        ),
    )
    uid, _ = submit(store, form, on=DAYS["submitted"], **about("submitted"))
    return uid


def narrowed(store, uid):
    phone, stick = case_of(store, uid).exhibits
    scope = (
        AgreedExhibit(uid=phone.uid, is_agreed=True, level="2"),
        AgreedExhibit(uid=stick.uid, is_agreed=False),
    )
    decision = Decision(
        verdict=Verdict.ACCEPT,
        on=DAYS["accepted"],
        by="Gatekeeper",
        scope=scope,
        reasons=("J_NOTNEC",),
    )
    decide(store, uid, decision, **about("accepted"))
    return phone.uid


def move(store, uid, step, status, **more):
    request = case_of(store, uid).request
    wanted = Move(status=status, on=DAYS[step], **more)
    make_move(store, uid, wanted, version=request.version, **about(step))


def examined(store, uid, phone, who):
    """Log the hours, say what became of the exhibit, and finish the work."""
    step = "in review"
    for one in case_of(store, uid).examinations:
        hours = HoursLogged(
            uid="",
            request=uid,
            person=who,
            examination=one.uid,
            hours=3.5,
            done_on=date(2026, 3, 30),
        )
        log_hours(store, hours, **about(step))
        finish_examination(store, one.uid, on=DAYS[step], **about(step))
    states = ExhibitState.STORED, ExhibitState.IN_EXAM, ExhibitState.EXAMINED
    for state in states:
        custody = CustodyMove(state=state, on=DAYS[step])
        move_exhibit(store, phone, custody, **about(step))


@pytest.fixture
def told(store):
    """Tell the story and return the uid of the request."""
    examiner, reviewer = person(store, "Wren"), person(store, "Heron")
    uid = typed_in(store)
    take_up(store, uid, on=DAYS["accepted"], **about("accepted"))
    phone = narrowed(store, uid)
    judged = _some_factor(store)
    rank(store, uid, judged, on=DAYS["accepted"], **about("accepted"))
    move(store, uid, "allocated", S.ALLOCATED, examiner=examiner)
    move(store, uid, "started", S.IN_PROGRESS)
    move(store, uid, "held", S.ON_HOLD, reason="H_COPFS", words="Which accounts?")
    move(store, uid, "resumed", S.IN_PROGRESS, reason="E_ANSWERED")
    examined(store, uid, phone, examiner)
    move(store, uid, "in review", S.REVIEW)
    failed = {"reason": "V_NOTES", "reviewer": reviewer}
    move(store, uid, "review failed", S.IN_PROGRESS, **failed)
    move(store, uid, "in review again", S.REVIEW)
    move(store, uid, "review passed", S.READY, reviewer=reviewer)
    move(store, uid, "issued", S.ISSUED, channel="I_DRIVE")
    move(store, uid, "addendum", S.IN_PROGRESS, reason="AD_PROSECUTOR")
    return uid


def _some_factor(store):
    from app.store.policy import read_policy

    code, points = next(iter(read_policy(store).factors.items()))
    return {code: next(iter(points))}


def backlog(path, capsys, *words):
    assert main(["backlog", str(path), *words]) == 0
    lines = capsys.readouterr().out.splitlines()
    found = {line.split()[0]: line for line in lines}
    return tuple(int(found[one].split(" requests")[0].split()[-1]) for one in B)


B = ("B1", "B2", "B3")


def test_the_backlog_of_each_past_step_comes_from_the_command_line(
    told, path, store, capsys
):
    for step, day in DAYS.items():
        expected = BACKLOG.get(step, (0, 0, 1))
        assert backlog(path, capsys, "--as-of", f"{day}") == expected, step
        known = ("--as-of", f"{day}", "--known-on", f"{day}")
        assert backlog(path, capsys, *known) == expected, step
    assert backlog(path, capsys, "--as-of", "2026-03-01") == (0, 0, 0)
    assert main(["verify", str(path)]) == 0
    assert verify(store).is_sound


def test_the_request_holds_what_the_story_told(told, store):
    case = case_of(store, told)
    request = case.request
    assert request.status is S.IN_PROGRESS
    assert (request.exhibits_requested, request.exhibits_agreed) == (2, 1)
    assert request.effort_requested > request.effort_estimated > 0
    assert (request.issued_on, request.reopened_on) == (
        DAYS["issued"],
        DAYS["addendum"],
    )
    assert (request.started_on, request.completed_on) == (
        DAYS["started"],
        DAYS["in review again"],
    )
    assert request.priority
    assert request.original_target_on == request.target_on
    assert all(one.who == "story" for one in case.entries)


def test_a_correction_made_later_changes_the_past_and_not_what_was_known(
    told, store, path, capsys
):
    """The result went out a week earlier than was recorded."""
    from app.conduct.amend import redate

    issue = next(one for one in case_of(store, told).entries if one.status == S.ISSUED)
    day, late = date(2026, 4, 16), about("addendum")
    redate(store, told, issue.number, day, reason="X_TYPED", **late)
    assert backlog(path, capsys, "--as-of", f"{day}") == (0, 0, 0)
    known = ("--as-of", f"{day}", "--known-on", "2026-05-04")
    assert backlog(path, capsys, *known) == (0, 0, 1)
    assert verify(store).is_sound


def test_the_first_target_outlives_every_later_one(told, store):
    first = case_of(store, told).request.original_target_on
    late = about("addendum")
    on = DAYS["addendum"]
    retarget(store, told, date(2026, 9, 1), reason="T_SCOPE", on=on, **late)
    amend(store, told, {"division": "DIV_C"}, on=on, **late)
    correct(store, told, {"requester": "Team 5"}, since=on, reason="X_TYPED", **late)
    request = case_of(store, told).request
    assert (request.original_target_on, request.target_on) == (first, date(2026, 9, 1))
    assert verify(store).is_sound
