"""The history of the demo unit is sound, legal and the same every time."""

import os
import subprocess
import sys
from collections import Counter
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from app.casework.request import Status, check_move
from app.demo.build import make_demo
from app.demo.profile import DEMO_AS_AT
from app.errors import StoreError
from app.progress import Cancelled
from app.store.equipment import read_equipment, read_providers, read_sendings
from app.store.team import read_team
from app.store.verify import verify
from app.store.welfare import (
    read_contacts,
    read_feedback,
    read_rotations,
    read_welfare,
)

ROOT = Path(__file__).parent.parent.parent
MAKE = (
    "import sys; from app.demo.build import make_demo; make_demo(sys.argv[1]).close()"
)


@pytest.fixture(scope="module")
def moves(demo):
    """The moves of each request in the order in which they were recorded."""
    found = {}
    for uid, status, moment in demo.query("""
        SELECT uid, status, effective_at FROM event
         WHERE subject = 'request' AND status IS NOT NULL ORDER BY id
    """):
        found.setdefault(uid, []).append((Status(status), moment))
    return found


def test_store_is_sound(demo):
    verdict = verify(demo)
    assert verdict.fault == ""
    assert verdict.events > 100_000


def test_every_move_is_legal(moves):
    for history in moves.values():
        held_from = None
        for (before, _), (after, _) in pairwise(history):
            check_move(before, after, held_from=held_from)
            held_from = before if after is Status.ON_HOLD else None


def test_no_move_is_back_dated(moves):
    for history in moves.values():
        moments = [moment for _, moment in history]
        assert moments == sorted(set(moments))


def test_same_seed_gives_the_same_bytes_in_another_process(demo_path, tmp_path):
    again = tmp_path / "again.db"
    surroundings = {**os.environ, "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT)}
    subprocess.run(
        [sys.executable, "-c", MAKE, str(again)], env=surroundings, check=True, cwd=ROOT
    )
    assert digest(again) == digest(demo_path)


def digest(path):
    return sha256(path.read_bytes()).hexdigest()


def test_demo_never_writes_over_a_file(tmp_path):
    there = tmp_path / "there.db"
    there.write_text("mine")
    with pytest.raises(StoreError):
        make_demo(there)
    assert there.read_text() == "mine"


def test_demo_that_is_cancelled_leaves_nothing_behind(tmp_path):
    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        make_demo(tmp_path / "stopped.db", progress=stop)
    assert not (tmp_path / "stopped.db").exists()


def test_nothing_is_recorded_after_the_last_day(demo):
    last = demo.value("SELECT max(recorded_at) FROM operation")
    assert last[:10] <= DEMO_AS_AT.isoformat()
    assert demo.value("SELECT max(date(effective_at, 'unixepoch')) FROM event") <= last


def test_facts_are_recorded_day_by_day(demo):
    assert demo.value("SELECT count(*) FROM operation") > 900


def test_hours_spent_are_the_sum_of_the_work_log(demo):
    wrong = demo.value("""
        SELECT count(*) FROM request WHERE abs(effort_spent - (
            SELECT coalesce(sum(hours), 0) FROM work WHERE work.request = request.uid
        )) > 0.005
    """)
    assert wrong == 0


def test_estimate_of_a_request_is_the_sum_of_its_examinations(demo):
    wrong = demo.value("""
        SELECT count(*) FROM request
         WHERE effort_estimated IS NOT NULL AND abs(effort_estimated - (
            SELECT sum(effort_estimated) FROM examination
             WHERE examination.request = request.uid)) > 0.005
    """)
    assert wrong == 0


def test_a_few_accepted_requests_have_no_estimate(demo):
    share = demo.value("""
        SELECT avg(effort_estimated IS NULL) FROM request WHERE accepted_on IS NOT NULL
    """)
    assert 0.01 < share < 0.06


def test_days_of_a_request_follow_from_its_moves(demo):
    wrong = demo.value("""
        SELECT count(*) FROM request WHERE issued_on <> (
            SELECT min(date(effective_at, 'unixepoch')) FROM event
             WHERE subject = 'request' AND event.record = request.id
               AND status = 'ISSUED')
    """)
    assert wrong == 0


def test_exhibits_of_issued_requests_are_finished(demo):
    assert (
        demo.value("""
        SELECT count(*) FROM exhibit JOIN request ON request.uid = exhibit.request
         WHERE request.status IN ('ISSUED', 'CLOSED') AND exhibit.finished_on IS NULL
    """)
        == 0
    )


def test_first_target_never_changes(demo):
    assert (
        demo.value("""
        SELECT count(*) FROM event WHERE subject = 'request' AND before IS NOT NULL
           AND json_type(before, '$.original_target_on') = 'text'
    """)
        == 0
    )


def test_codes_are_all_in_the_lists(demo):
    lists = {
        "request.division": "requesting_division",
        "request.offence": "offence_category",
        "request.custody": "custody_status",
        "request.examination_type": "examination_type",
        "request.hold_reason": "hold_reason",
        "exhibit.type": "exhibit_type",
        "exhibit.state": "exhibit_state",
        "exhibit.owner_role": "owner_role",
        "exhibit.access": "access_state",
        "examination.type": "examination_type",
        "absence.kind": "absence_kind",
        "abstraction.kind": "absence_kind",
        "person.role": "staff_role",
        "skill.skill": "skill",
        "post.role": "staff_role",
        "equipment.kind": "equipment_kind",
        "exposure.kind": "exposure_kind",
        "welfare_contact.kind": "welfare_kind",
    }
    unknown = Counter()
    for column, name in lists.items():
        table, _, field = column.partition(".")
        for row in demo.query(
            f"SELECT DISTINCT {field} FROM {table} WHERE {field} IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM term WHERE list = :name"
            f" AND code = {table}.{field})",
            {"name": name},
        ):
            unknown[column, row[0]] += 1
    assert unknown == {}


def test_whole_days_away_of_a_person_do_not_overlap_nor_hours(demo):
    """A share of the hours that stays may lie over both."""
    overlapping = """
        SELECT count(*) FROM absence AS one JOIN absence AS other
            ON one.person = other.person AND one.id < other.id
           AND one.first_on <= other.last_on AND other.first_on <= one.last_on
         WHERE one.share_kept IS NULL AND other.share_kept IS NULL
    """
    assert demo.value(overlapping) == 0


def test_everything_told_of_the_unit_is_what_its_rules_allow(demo):
    """Whatever cannot be would be refused when it is read as a value."""
    team = read_team(demo)
    in_post = {person.uid: person for person in team.people}
    for absence in team.absences:
        person = in_post[absence.person]
        assert person.is_in_post(absence.first_on)
    for reader in (read_equipment, read_providers, read_sendings):
        assert reader(demo)
    for reader in (read_contacts, read_rotations, read_feedback):
        for one in reader(demo):
            assert one.person in in_post
    assert {one.person for one in read_welfare(demo).exposures} <= in_post.keys()


def test_people_have_aliases_and_no_names(demo):
    roles = ("Examiner", "Gatekeeper", "Deputy", "Exhibit officer", "Quality lead")
    for row in demo.query("SELECT name FROM person"):
        assert row[0].rstrip(" 0123456789") in (*roles, "Manager")
