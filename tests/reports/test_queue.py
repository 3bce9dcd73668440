"""The queue of a day from a store, and the list that is printed of it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.request import Priority, Request, Status
from app.casework.working_time import midday
from app.reports.facts import read_facts
from app.reports.queue import ageing_rows, queue_of
from app.reports.queue_list import queue_list
from app.store.equipment import add_equipment
from app.store.event import write
from app.store.person import add_person, add_skill, set_pattern
from app.store.queue import read_queue
from app.store.request import add_request
from app.workforce.equipment import Equipment
from app.workforce.examiner import Person, SkillHeld, full_time_pattern

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
DAY = date(2026, 11, 1)
SHORT = timedelta(days=1)


def add(operation, number, **facts):
    usual = {
        "status": Status.ACCEPTED,
        "priority": Priority.STANDARD,
        "examination_type": "MOB_L2",
        "received_on": DAY - 40 * SHORT,
        "target_on": DAY + 20 * SHORT,
        "effort_estimated": 20.0,
    }
    request = Request(uid="", reference=f"R-{number}", **{**usual, **facts})
    moment = midday(DAY - 30 * SHORT)
    return add_request(operation, request, effective_at=moment)


@pytest.fixture
def unit(store):
    """A unit of one examiner with mobile skills and six requests."""
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        since = date(2020, 1, 6)
        uid = add_person(operation, Person(uid="", name="A", starts_on=since))
        set_pattern(operation, full_time_pattern(uid, since))
        skill = SkillHeld(person=uid, skill="SK_MOB2", valid_from=since)
        add_skill(operation, skill)
        add(operation, 1, priority=Priority.ROUTINE)
        add(operation, 2, prosecutor_on=DAY + 30 * SHORT)
        add(operation, 3, status=Status.IN_PROGRESS, examiner=uid, effort_spent=5.0)
        add(operation, 4, examination_type="COMP_TGT")
        add(operation, 5, effort_estimated=None)
        add(operation, 6, status=Status.SUBMITTED)
    return store


@pytest.fixture
def facts(unit):
    return read_facts(unit, DAY)


@pytest.fixture
def queue(unit, facts):
    return queue_of(facts, read_queue(unit))


def test_the_queue_knows_limits_skills_loads_and_missing_estimates(queue):
    assert [row.waiting.reference for row in queue.ranked] == [
        *("R-2", "R-3", "R-4", "R-5", "R-1")
    ]
    first, second, third, fourth, _ = queue.ranked
    assert first.limit_on == DAY + 30 * SHORT
    assert first.safe_start == DAY + 2 * SHORT  # 28 days for the prosecutor
    assert [row.waiting.reference for row in queue.must_start] == ["R-2"]
    assert third.obstacle_words == "Nobody in post is current in Windows analysis"
    assert (fourth.hours, fourth.is_imputed) == (20.0, True)
    assert str(queue.coverage) == "4 of 5 records (80%)"
    load = queue.loads[second.waiting.examiner]
    assert (load.requests, load.hours) == (1, 15.0)


def test_a_skill_of_another_role_is_no_obstacle_but_gives_no_hours(unit):
    with write(unit, who="test", why="", kind="test", at=NOON) as operation:
        since = date(2020, 1, 6)
        one = Person(uid="", name="B", role="MANAGER", starts_on=since)
        uid = add_person(operation, one)
        set_pattern(operation, full_time_pattern(uid, since))
        add_skill(operation, SkillHeld(person=uid, skill="SK_WIN", valid_from=since))
    row = queue_of(read_facts(unit, DAY), read_queue(unit)).ranked[2]
    assert row.waiting.reference == "R-4"
    assert (row.obstacle, row.starts_in, row.start_words) == (
        None, None, "not in sight"
    )  # fmt: skip


def test_the_line_of_the_week_is_that_of_net_capacity(queue):
    unit, mobile = queue.lines(date(2026, 11, 6))
    assert unit.hours == mobile.hours == pytest.approx(35 * 0.965)
    assert (unit.rows, unit.blocked) == (3, (2,))
    later = queue.lines(date(2026, 11, 13))[0]
    assert (later.rows, later.is_spent) == (5, False)


def test_equipment_delays_the_starts_of_what_needs_it_and_says_so(unit):
    bench = Equipment(
        label="Bench",
        kind="Q_BENCH",
        weekly_limit=15,
        types=("MOB_L2",),
        valid_from=DAY - 400 * SHORT,
    )
    with write(unit, who="test", why="", kind="test", at=NOON) as operation:
        add_equipment(operation, bench)
    queue = queue_of(read_facts(unit, DAY), read_queue(unit))
    found = {row.waiting.reference: row for row in queue.ranked}
    assert found["R-2"].start_words == "w/c 2 Nov"
    assert found["R-1"].lacks.startswith("Bench spent until w/c ")
    assert found["R-1"].reason.endswith(found["R-1"].lacks)
    assert found["R-4"].lacks == ""
    assert [bound.label for bound in queue.bounds.inside] == ["Bench"]
    assert queue.bounds.inside[0].weekly[0] == 0  # nothing is left of that week


def test_without_people_no_skill_is_missed_and_no_start_expected(store):
    with write(store, who="test", why="", kind="test", at=NOON) as operation:
        add(operation, 1)
    queue = queue_of(read_facts(store, DAY), read_queue(store))
    assert queue.ranked[0].obstacle is None
    assert queue.ranked[0].start_words == "not in sight"
    assert queue.lines(DAY)[0].rows == 0


def test_an_empty_store_has_an_empty_queue(store):
    facts = read_facts(store, DAY)
    queue = queue_of(facts, read_queue(store))
    assert queue.ranked == queue.must_start == ()
    assert ageing_rows(queue, facts) == []


def printed(facts, queue, shown):
    made = datetime(2026, 11, 2, 9, tzinfo=UTC)
    week = date(2026, 11, 2)
    return queue_list(facts, queue, shown, week, made_at=made, made_by="test")


def test_the_list_has_a_row_for_each_request_and_one_for_the_line(facts, queue):
    report = printed(facts, queue, queue.ranked)
    table = report.tables()[0]
    assert len(table.rows) == 6
    assert [row.is_total for row in table.rows].index(True) == 3
    assert table.rows[3].cells[4].replace("\xa0", " ") == "34 h to 8 Nov spent"
    first = [cell.replace("\xa0", " ") for cell in table.rows[0].cells]
    assert first[1:] == [
        *("R-2", "P3", "40 of 60", "Mobile full file system", "20", "nobody"),
        *("3 Nov", "2 Nov"),
    ]
    assert (report.marking, report.as_at) == ("OFFICIAL-SENSITIVE", DAY)


def test_limits_on_paper_are_said_to_be_no_legal_advice(facts, queue):
    def words(shown):
        return str(printed(facts, queue, shown).sections[-1])

    assert "planning aid, not legal advice" in words(queue.ranked)
    assert "latest safe starts are a" not in words(queue.ranked[1:])


def test_a_list_of_nothing_can_be_printed(facts, queue):
    tables = printed(facts, queue, ()).tables()
    assert [len(table.rows) for table in tables] == [0]
