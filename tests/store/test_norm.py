from dataclasses import replace

import pytest

from app.casework.history import as_it_was
from app.casework.working_time import end_of_day
from app.conduct.gate import decide
from app.conduct.norm import adopt, change
from app.errors import ChangedMeanwhile, InvalidRequest
from app.measures.effort import proposals
from app.rules.effort import Norm
from app.store.case import case_of
from app.store.event import write
from app.store.norm import read_completed, read_norms, read_unbegun, shipped_norms
from app.store.verify import verify
from tests.gates import ABOUT, acceptance, submit


def norm_of(store, uid):
    return next(norm for norm in read_norms(store) if norm.uid == uid)


def finish(store, hours):
    """Record finished examinations of phones at level 2 with some hours."""
    uid = submit(store, "DF-OLD", exhibits=[("1", "PHONE_SMART", "2")])
    exhibit = case_of(store, uid).exhibits[0].uid
    with write(store, why="", kind="test", **ABOUT) as operation:
        for one in hours:
            row = {
                "request": uid,
                "exhibit": exhibit,
                "type": "MOB_L2",
                "level": "2",
                "effort_spent": one,
                "done_on": "2026-06-20",
            }
            operation.register("examination", row, effective_at=0)


def wait(store):
    """Accept a request of one phone that waits to be begun."""
    uid = submit(store, "DF-NEW", exhibits=[("1", "PHONE_SMART", "2")])
    decide(store, uid, acceptance(store, uid), **ABOUT)
    return uid


def offered(store):
    return proposals(read_norms(store), read_completed(store), read_unbegun(store))


def test_a_new_store_has_the_shipped_norms(store):
    found = [(one.uid, one.median, one.p80) for one in read_norms(store)]
    assert found == [(one.uid, one.median, one.p80) for one in shipped_norms()]


def test_a_changed_norm_is_an_event_and_what_was_estimated_stays(store):
    uid = wait(store)
    before = norm_of(store, "MOB_L2/2/")
    typed = Norm(
        type="MOB_L2",
        level="2",
        median=7,
        p80=9,
        source="typed",
        version=before.version,
    )
    change(store, [typed], **ABOUT)
    assert norm_of(store, "MOB_L2/2/").median == 7
    assert case_of(store, uid).request.effort_estimated == 11.5
    assert verify(store).is_sound


def test_a_norm_changed_from_another_window_is_told(store):
    first = norm_of(store, "MOB_L2/2/")
    for_both = {"type": "MOB_L2", "level": "2", "source": "typed"}
    change(store, [Norm(**for_both, median=7, version=first.version)], **ABOUT)
    with pytest.raises(ChangedMeanwhile):
        change(store, [Norm(**for_both, median=8, version=first.version)], **ABOUT)
    assert norm_of(store, "MOB_L2/2/").median == 7


def test_nothing_to_save_is_said(store):
    with pytest.raises(InvalidRequest):
        change(store, [], **ABOUT)


def test_thirty_finished_examinations_make_a_norm_and_fewer_do_not(store):
    finish(store, [8.0] * 29)
    assert offered(store) == ()
    finish_one = [8.0]
    with write(store, why="", kind="test", **ABOUT) as operation:
        row = store.one("SELECT request, exhibit FROM examination LIMIT 1")
        more = {"request": row[0], "exhibit": row[1], "type": "MOB_L2", "level": "2"}
        more |= {"effort_spent": finish_one[0], "done_on": "2026-06-21"}
        operation.register("examination", more, effective_at=0)
    (one,) = offered(store)
    assert (one.new.median, one.new.p80, one.new.completions) == (8, 8, 30)
    assert (one.old.median, one.old.uid) == (5, "MOB_L2/2/")
    assert one.new.uid == "MOB_L2/2/PHONE_SMART"


def test_the_effect_on_what_waits_is_shown_before_and_true_after(store):
    finish(store, [6.0] * 15 + [10.0] * 15)
    uid = wait(store)
    (one,) = offered(store)
    assert (one.waiting, one.hours_before, one.hours_after) == (1, 6.5, 8.0)
    adopt(store, [one.new], **ABOUT)
    case = case_of(store, uid)
    assert case.request.effort_estimated == 11.5 + one.effect
    assert case.examinations[0].effort_estimated == 8.0
    assert offered(store) == ()
    assert verify(store).is_sound


def test_what_was_accepted_the_same_morning_is_estimated_anew_in_its_history(store):
    finish(store, [8.0] * 30)
    uid = submit(store, "DF-NEW", exhibits=[("1", "PHONE_SMART", "2")])
    today = ABOUT["at"].date()
    decide(store, uid, replace(acceptance(store, uid), on=today), **ABOUT)
    adopt(store, [offered(store)[0].new], **ABOUT)
    case = case_of(store, uid)
    told = as_it_was(case.entries, end_of_day(today))
    assert told["effort_estimated"] == case.request.effort_estimated == 13.0


def test_adopting_can_leave_the_open_estimates_alone(store):
    finish(store, [8.0] * 30)
    uid = wait(store)
    adopt(store, [offered(store)[0].new], re_estimates=False, **ABOUT)
    assert case_of(store, uid).request.effort_estimated == 11.5


def test_what_was_begun_keeps_its_estimate(store):
    finish(store, [8.0] * 30)
    uid = wait(store)
    first = case_of(store, uid).examinations[0].uid
    with write(store, why="", kind="test", **ABOUT) as operation:
        operation.change("examination", first, {"effort_spent": 1.0}, effective_at=0)
    (one,) = offered(store)
    assert one.waiting == 0
    adopt(store, [one.new], **ABOUT)
    assert case_of(store, uid).request.effort_estimated == 11.5
