"""What a branch recorded comes into the present store, or is refused by name."""

import shutil

import pytest

from app.store import open_store, reading
from app.store.event import write
from app.store.merge import Verdict, merge, plan_merge
from app.store.undo import undo_operation
from app.store.verify import verify
from tests.store.conftest import NOON, add


def amend(store, uid, at=NOON, **changes):
    with write(store, who="j.smith", why="as told", kind="amend", at=at) as operation:
        operation.change("request", uid, changes, effective_at=int(at.timestamp()))
    return operation.uid


def value(store, uid, column):
    return store.value(f"SELECT {column} FROM request WHERE uid = :uid", {"uid": uid})


@pytest.fixture
def parted(disk_store, place, tmp_path):
    """A store and a branch of it, with two requests in common."""
    first, second = add(disk_store, "DF-1"), add(disk_store, "DF-2")
    copy = tmp_path / "branch.db"
    shutil.copyfile(place, copy)
    branch = open_store(copy)
    yield disk_store, branch, first, second
    branch.close()


def bring(store, branch):
    plan = plan_merge(store, branch, at=NOON)
    merge(store, plan, source="branch.db", who="a.jones", at=NOON)
    assert verify(store).is_sound
    return plan


def test_what_only_the_branch_recorded_is_brought_in(parted):
    store, branch, first, second = parted
    amend(store, first, summary="here")
    amend(branch, second, summary="there")
    third = add(branch, "DF-3")
    plan = bring(store, branch)
    assert plan.sentence == (
        "2 changes of the branch: 2 brought in, 0 so already, 0 refused."
    )
    assert value(store, first, "summary") == "here"
    assert value(store, second, "summary") == "there"
    assert value(store, third, "reference") == "DF-3"


def test_each_is_an_operation_that_names_who_when_and_why(parted):
    store, branch, _first, second = parted
    amend(branch, second, summary="there")
    bring(store, branch)
    row = store.one("SELECT * FROM operation WHERE kind = 'merge'")
    assert row["who"] == "a.jones"
    assert row["why"] == (
        "Recorded by j.smith on 2026-03-31 12:00 UTC as “amend”: as told"
    )
    act = store.one("SELECT * FROM safety_act")
    assert (act["kind"], act["source"]) == ("merge", "branch.db")


def test_merging_twice_adds_nothing(parted):
    store, branch, first, second = parted
    amend(store, first, summary="here")
    amend(branch, first, summary="there")
    amend(branch, second, summary="there")
    bring(store, branch)
    before = store.value("SELECT count(*) FROM operation")
    plan = bring(store, branch)
    assert store.value("SELECT count(*) FROM operation") == before
    assert plan.count(Verdict.TAKEN) == 0
    assert plan.count(Verdict.REFUSED) == 1


def test_what_does_not_agree_is_refused_with_both_values(parted):
    store, branch, first, _second = parted
    amend(store, first, summary="here")
    amend(branch, first, summary="there", division="N")
    judged = bring(store, branch).operations[0].events[0]
    assert judged.verdict is Verdict.REFUSED
    assert judged.name == "request DF-1"
    assert (judged.theirs, judged.ours) == (
        {"summary": "there"},
        {"summary": "here"},
    )
    assert value(store, first, "summary") == "here"


def test_what_both_did_alike_is_there_already(parted):
    store, branch, first, _second = parted
    amend(store, first, summary="same")
    amend(branch, first, summary="same")
    plan = bring(store, branch)
    assert plan.count(Verdict.THERE) == 1
    assert not store.value("SELECT count(*) FROM safety_act")


def test_a_number_given_on_both_sides_is_refused_with_what_rests_on_it(parted):
    store, branch, _first, _second = parted
    add(store, "DF-3")
    lost = add(branch, "DF-3")
    amend(branch, lost, summary="there")
    plan = bring(store, branch)
    assert plan.count(Verdict.REFUSED) == 2
    judged = plan.operations[0].events[0]
    assert "has its number already" in judged.reason
    assert judged.theirs["reference"] == "DF-3"


def test_corrections_and_undone_steps_of_the_branch_come_over(parted):
    store, branch, first, second = parted
    done = amend(branch, first, summary="wrong")
    with write(branch, who="t", why="", kind="undo", at=NOON) as operation:
        undo_operation(operation, done)
    amend(store, second, summary="here")
    plan = bring(store, branch)
    assert plan.count(Verdict.TAKEN) == 2
    assert value(store, first, "summary") is None


def test_a_step_in_common_that_both_undid_is_refused_once(disk_store, place, tmp_path):
    first = add(disk_store, "DF-1")
    done = amend(disk_store, first, summary="wrong")
    copy = tmp_path / "branch.db"
    shutil.copyfile(place, copy)
    branch = open_store(copy)
    for store in (disk_store, branch):
        with write(store, who="t", why="", kind="undo", at=NOON) as operation:
            undo_operation(operation, done)
    plan = bring(disk_store, branch)
    assert plan.count(Verdict.TAKEN) == 0
    branch.close()


def test_a_removal_comes_over_where_nothing_was_changed(parted):
    store, branch, first, second = parted
    amend(store, first, summary="here")
    for uid in (first, second):
        with write(branch, who="t", why="", kind="remove", at=NOON) as operation:
            operation.remove("request", uid, effective_at=int(NOON.timestamp()))
    plan = bring(store, branch)
    assert [each.events[0].verdict for each in plan.operations] == [
        Verdict.REFUSED,
        Verdict.TAKEN,
    ]
    assert value(store, second, "reference") is None


def test_a_change_of_what_is_gone_here_is_refused(parted):
    store, branch, first, _second = parted
    with write(store, who="t", why="", kind="remove", at=NOON) as operation:
        operation.remove("request", first, effective_at=int(NOON.timestamp()))
    amend(branch, first, summary="there")
    judged = bring(store, branch).operations[0].events[0]
    assert judged.verdict is Verdict.REFUSED
    assert judged.reason == "It is not in the present store any more."


def test_what_was_merged_and_then_taken_back_does_not_come_again(parted):
    store, branch, _first, second = parted
    amend(branch, second, summary="there")
    bring(store, branch)
    done = store.value("SELECT uid FROM operation WHERE kind = 'merge'")
    with write(store, who="t", why="", kind="undo", at=NOON) as operation:
        undo_operation(operation, done)
    assert bring(store, branch).operations == ()
    assert value(store, second, "summary") is None


def test_a_store_changed_since_the_preview_is_left_as_it_is(parted):
    store, branch, first, second = parted
    amend(branch, second, summary="there")
    amend(branch, first, summary="there")
    plan = plan_merge(store, branch, at=NOON)
    amend(store, first, summary="here")
    before = store.value("SELECT count(*) FROM event")
    with pytest.raises(Exception, match="changed since the preview"):
        merge(store, plan, source="branch.db", who="a.jones", at=NOON)
    assert store.value("SELECT count(*) FROM event") == before
    assert verify(store).is_sound


def test_the_branch_stays_as_it_was(parted, tmp_path):
    store, branch, _first, second = parted
    amend(branch, second, summary="there")
    branch.close()
    content = (tmp_path / "branch.db").read_bytes()
    with reading(tmp_path / "branch.db") as read:
        bring(store, read)
    assert (tmp_path / "branch.db").read_bytes() == content
