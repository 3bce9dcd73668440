from datetime import UTC, date, datetime

import pytest

from app.casework.register import Filter, Group, Question, Sort
from app.casework.request import Priority, Request, Status
from app.progress import Cancelled, no_progress
from app.store.case import read_case
from app.store.event import write
from app.store.register import (
    Kept,
    Search,
    find,
    register_counts,
    register_ids,
    register_rows,
)
from app.store.request import add_request, move_request

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
EVERYTHING = Filter(group=Group.ALL)
FEW = (
    ("R-1", Status.ACCEPTED, "P2", date(2026, 1, 10), None, 5.0, "A phone, 50% full"),
    ("R-2", Status.SUBMITTED, None, None, None, None, "Two laptops"),
    ("R-3", Status.ON_HOLD, "P1", date(2026, 3, 1), None, 2.0, "A phone and a tablet"),
    ("R-4", Status.ISSUED, "P4", date(2025, 1, 1), date(2025, 3, 1), 9.0, None),
    ("R-5", Status.CLOSED, "P3", date(2025, 6, 1), date(2025, 6, 9), 1.0, "Phone_x"),
)


def fill(store):
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        for reference, status, priority, received, issued, hours, summary in FEW:
            request = Request(
                uid="",
                reference=reference,
                status=status,
                priority=Priority(priority) if priority else None,
                received_on=received,
                issued_on=issued,
                effort_estimated=hours,
                summary=summary,
                division="NORTH" if hours and hours > 4 else "SOUTH",
                offence="SEX" if priority == "P1" else "DRUG",
                requester="Team 7",
            )
            add_request(operation, request, effective_at=0)


@pytest.fixture
def full(store):
    fill(store)
    return store


def names(store, chosen=EVERYTHING, sort=Sort.REFERENCE, descending=False, **more):
    ids = register_ids(store, chosen, sort, descending, **more)
    return [row.reference for row in register_rows(store, ids)]


def test_every_request_is_in_the_register(full):
    assert names(full) == ["R-1", "R-2", "R-3", "R-4", "R-5"]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        (Group.OPEN, ["R-1", "R-2", "R-3"]),
        (Group.ASSESSMENT, ["R-2"]),
        (Group.START, ["R-1"]),
        (Group.OUTSTANDING, ["R-1", "R-3"]),
        (Group.ON_HOLD, ["R-3"]),
        (Group.ISSUED, ["R-4"]),
        (Group.CLOSED, ["R-5"]),
    ],
)
def test_a_group_shows_its_statuses(full, group, expected):
    assert names(full, Filter(group=group)) == expected


@pytest.mark.parametrize(
    ("narrow", "expected"),
    [
        ({"priorities": ("P1", "P4")}, ["R-3", "R-4"]),
        ({"divisions": ("NORTH",)}, ["R-1", "R-4"]),
        ({"offences": ("SEX",)}, ["R-3"]),
        ({"types": ("MOB_L1",)}, []),
        ({"text": "phone"}, ["R-1", "R-3", "R-5"]),
        ({"text": "PHONE tablet"}, ["R-3"]),
        ({"text": "r-4"}, ["R-4"]),
        ({"text": "team"}, ["R-1", "R-2", "R-3", "R-4", "R-5"]),
        ({"text": "50%"}, ["R-1"]),
        ({"text": "e_x"}, ["R-5"]),
        ({"text": "' OR 1=1 --"}, []),
        ({"text": "phone", "priorities": ("P1",)}, ["R-3"]),
    ],
)
def test_filters_narrow_together(full, narrow, expected):
    assert names(full, Filter(group=Group.ALL, **narrow)) == expected


@pytest.mark.parametrize(
    ("sort", "rising", "falling"),
    [
        (Sort.RECEIVED, "45132", "31542"),
        (Sort.PRIORITY, "31542", "45132"),
        (Sort.EFFORT, "53142", "41352"),
        (Sort.STATUS, "21345", "54312"),
        (Sort.AGE, "54312", "13452"),
    ],
)
def test_what_is_not_known_comes_last_in_either_order(full, sort, rising, falling):
    order = [names(full, sort=sort, descending=down) for down in (False, True)]
    assert ["".join(name[2] for name in line) for line in order] == [rising, falling]


@pytest.mark.parametrize("sort", list(Sort))
def test_every_order_shows_every_request_once(full, sort):
    assert sorted(names(full, sort=sort)) == ["R-1", "R-2", "R-3", "R-4", "R-5"]


def test_chips_count_what_the_other_filters_leave(full):
    counts = register_counts(full, Filter(group=Group.CLOSED, text="phone"))
    assert counts[Group.ALL] == 3
    assert counts[Group.OPEN] == 2
    assert counts[Group.CLOSED] == 1
    assert counts[Group.ISSUED] == 0


def test_the_rows_behind_a_figure_stay_within_it(full):
    inside = register_ids(full, Filter(text="phone"), Sort.REFERENCE, False)
    assert names(full, within=inside) == ["R-1", "R-3"]


def test_what_is_kept_is_forgotten_when_something_is_written(full):
    kept, question = Kept(), Question(filter=EVERYTHING, sort=Sort.STATUS)
    before = find(full, question, kept)
    request = read_case(full, before.ids[-1]).request
    with write(full, who="test", why="", kind="move", at=NOON) as operation:
        add_request(
            operation,
            Request(uid="", reference="R-6", status=Status.DRAFT),
            effective_at=0,
        )
    assert len(find(full, question, kept).ids) == len(before.ids) + 1
    assert request.reference.startswith("R-")


def test_a_row_says_how_long_it_waits_and_by_how_much_it_is_over(full):
    row = register_rows(full, register_ids(full, EVERYTHING, Sort.REFERENCE, False))[0]
    assert row.age(date(2026, 1, 31)) == 21
    assert row.is_waiting(date(2026, 1, 31))
    assert row.age(date(2026, 1, 9)) is None


def test_a_closed_request_keeps_the_age_of_its_end(full):
    row = register_rows(full, register_ids(full, EVERYTHING, Sort.REFERENCE, False))[3]
    assert row.age(date(2026, 3, 31)) == 59
    assert row.age(date(2025, 1, 11)) == 10


def test_ids_that_are_gone_are_passed_over(full):
    assert register_rows(full, [999]) == []
    assert read_case(full, 999) is None


def test_a_case_tells_its_history_in_order(full):
    one = register_ids(full, Filter(group=Group.START), Sort.REFERENCE, False)[0]
    uid = read_case(full, one).request.uid
    with write(full, who="A. Deputy", why="asked", kind="move", at=NOON) as operation:
        move_request(operation, uid, Status.ALLOCATED, effective_at=86400)
    entries = read_case(full, one).entries
    assert [entry.status for entry in entries] == ["ACCEPTED", "ALLOCATED"]
    assert (entries[1].who, entries[1].why) == ("A. Deputy", "asked")
    assert entries[1].before["status"] == "ACCEPTED"


def test_a_search_answers_through_a_connection_of_its_own(disk_store, place):
    fill(disk_store)
    question = Question(filter=EVERYTHING, sort=Sort.REFERENCE, is_descending=False)
    found = Search(place, question, Kept()).run(no_progress)
    assert found.ids == register_ids(disk_store, EVERYTHING, Sort.REFERENCE, False)
    assert found.total == 5


def test_a_search_that_was_stopped_has_no_answer(disk_store, place):
    search = Search(place, Question(), Kept())
    search.stop()
    with pytest.raises(Cancelled):
        search.run(no_progress)
