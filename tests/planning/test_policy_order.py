"""What a policy says of the order besides the points."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from app.casework.request import Priority, Status
from app.casework.waiting import Waiting
from app.conduct.priority import adopt
from app.planning.queue import Guide, rank_queue
from app.reports.facts import limits_of_facts, read_facts
from app.reports.queue import guide_of
from app.store.policy import read_policy

TODAY = date(2026, 3, 31)


def guide(**changed):
    usual = {
        "as_at": TODAY,
        "skill_of": {},
        "names": {},
        "limits": {1: TODAY + timedelta(days=40)},
        "safe_starts": {1: TODAY + timedelta(days=2)},
        "scores": {},
        "typical": {},
    }
    return Guide(**{**usual, **changed})


def waiting(number, **facts):
    usual = {"status": Status.ACCEPTED, "priority": Priority.STANDARD}
    name = f"DF-{number}"
    return Waiting(id=number, uid=name, reference=name, **{**usual, **facts})


@pytest.mark.parametrize(
    ("dates_first", "order"), [(True, ["DF-1", "DF-2"]), (False, ["DF-2", "DF-1"])]
)
def test_a_policy_says_whether_dates_go_before_points(dates_first, order):
    rows = [waiting(1, score=5.0), waiting(2, score=20.0)]
    ranked = rank_queue(rows, guide(dates_first=dates_first))
    assert [row.waiting.reference for row in ranked] == order


def test_the_queue_goes_by_the_policy_in_force(store):
    at = datetime(2026, 3, 31, 12, tzinfo=UTC)
    new = replace(read_policy(store), ageing=0.0, dates_first=False)
    adopt(store, new, who="m", at=at, on=TODAY)
    facts = read_facts(store, TODAY)
    made = guide_of(facts, [], limits_of_facts(facts))
    assert (made.starvation, made.dates_first) == (0.0, False)
    before = guide_of(replace(facts, policy=None), [], limits_of_facts(facts))
    assert (before.starvation, before.dates_first) == (2.0, True)


def test_a_request_that_waited_too_long_is_served_one_class_higher():
    old = waiting(1, received_on=TODAY - timedelta(days=130))
    assert rank_queue([old], guide(starvation=2.0))[0].served_as == Priority.URGENT
    assert rank_queue([old], guide(starvation=0.0))[0].served_as == Priority.STANDARD
