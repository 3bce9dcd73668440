"""Hours that wait and weeks of work."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.measures.backlog import Backlog
from app.measures.work import (
    NO_TYPE,
    effort_estimates,
    hours_logged,
    weeks_of_work,
    work_by_type,
    work_in_queue,
)
from tests.measures.histories import DAY, S, ledger_of, on, request

TODAY = on("2024-03-31")
BEFORE, LATER = on("2024-01-10"), on("2024-06-01")
ACCEPTED = (S.ACCEPTED, BEFORE)

# Left: 10 - 4 = 6; 3 - 5, so 0; no estimate: median of MOB (10, 3) 6.5;
# no type: median of all (10, 3, 20) 10; the fourth is issued and lends its estimate.
SMALL = ledger_of(
    request(ACCEPTED, type="MOB", effort=10, work=((BEFORE, 4.0), (LATER, 1.0))),
    request(ACCEPTED, type="MOB", effort=3, work=((BEFORE, 5.0),)),
    request(ACCEPTED, type="MOB"),
    request(ACCEPTED, (S.ISSUED, BEFORE), type="PC", effort=20),
    request(ACCEPTED),
    request((S.ACCEPTED, LATER), type="MOB", effort=1000),
)


def test_work_in_queue_worked_by_hand():
    figure = work_in_queue(SMALL, TODAY)
    assert figure.value == 6 + 0 + 6.5 + 10
    assert figure.rows.tolist() == [0, 1, 2, 4]
    assert (figure.coverage.used, figure.coverage.scope) == (2, 4)
    assert figure.note.startswith("2 of 4 requests (50%) have no estimate")
    assert (figure.measure, figure.unit) == ("M08", "h")


def test_hours_logged_and_requests_accepted_later_change_nothing_before():
    assert hours_logged(SMALL, TODAY)[0] == 4
    assert hours_logged(SMALL, LATER)[0] == 5
    assert effort_estimates(SMALL, TODAY).hours[2] == 6.5
    assert effort_estimates(SMALL, LATER).hours[2] == 10
    assert work_in_queue(SMALL, BEFORE - DAY).value == 0


def test_hours_without_a_day_count_from_the_last_change_of_status():
    ledger = ledger_of(
        request(ACCEPTED, (S.IN_PROGRESS, TODAY), effort=10, spent=3.0),
        request(ACCEPTED, effort=10, spent=6.0, work=((TODAY, 4.0),)),
    )
    assert hours_logged(ledger, TODAY - DAY).tolist() == [0, 2]
    assert hours_logged(ledger, TODAY).tolist() == [3, 6]


def test_a_unit_that_estimates_nothing_has_no_hours_rather_than_none_to_do():
    ledger = ledger_of(request(ACCEPTED, type="MOB"))
    figure = work_in_queue(ledger, TODAY)
    assert figure.value is None
    assert "none can be imputed" in figure.note
    assert weeks_of_work(ledger, TODAY, 100.0).value is None


def test_work_by_type_adds_up_to_the_whole():
    found = work_by_type(SMALL, TODAY)
    assert {code: figure.value for code, figure in found.items()} == {
        "MOB": 12.5,
        NO_TYPE: 10,
    }
    assert work_in_queue(SMALL, TODAY, definition=Backlog.B2).value == 22.5


def test_weeks_of_work_are_hours_over_weekly_capacity():
    figure = weeks_of_work(SMALL, TODAY, 9.0)
    assert figure.value == pytest.approx(2.5)
    assert figure.unit == "weeks"
    assert figure.note.startswith("Net capacity 9.0 h a week.")
    assert weeks_of_work(SMALL, TODAY, 0.0).value is None


facts = st.fixed_dictionaries(
    {
        "effort": st.just(np.nan) | st.floats(0, 200),
        "type": st.sampled_from("ABC"),
        "work": st.lists(
            st.tuples(
                st.integers(-90, 90).map(lambda n: TODAY + n * DAY), st.floats(0.5, 40)
            )
        ).map(tuple),
    }
)


@given(st.lists(facts, max_size=12))
def test_work_in_queue_agrees_with_a_plain_loop(found):
    ledger = ledger_of(*(request(ACCEPTED, **each) for each in found))
    known = [each["effort"] for each in found if not np.isnan(each["effort"])]
    total = 0.0
    for each in found:
        same = [e["effort"] for e in found if e["type"] == each["type"]]
        same = [effort for effort in same if not np.isnan(effort)]
        effort = each["effort"]
        if np.isnan(effort):
            effort = np.median(same or known) if known else np.nan
        done = sum(hours for day, hours in each["work"] if day <= TODAY)
        total += max(effort - done, 0) if not np.isnan(effort) else np.nan
    value = work_in_queue(ledger, TODAY).value
    assert value is None if np.isnan(total) else value == pytest.approx(total)
