from dataclasses import replace
from datetime import date

import pytest

from app.casework.request import Priority, Request, Status
from ui.request.sight import judged_on

END, LATER = date(2026, 3, 20), date(2026, 11, 1)
ISSUED = Request(
    uid="",
    reference="DF-1",
    status=Status.ISSUED,
    received_on=date(2026, 2, 1),
    issued_on=END,
)


@pytest.mark.parametrize(
    ("facts", "day"),
    [
        ({}, END),
        ({"status": Status.CLOSED, "closed_on": date(2026, 4, 1)}, END),
        ({"reissued_on": date(2026, 5, 1)}, date(2026, 5, 1)),
        ({"status": Status.IN_PROGRESS, "reopened_on": date(2026, 4, 1)}, LATER),
        (
            {
                "status": Status.WITHDRAWN,
                "issued_on": None,
                "closed_on": date(2026, 3, 2),
            },
            date(2026, 3, 2),
        ),
    ],
)
def test_points_count_to_the_day_on_which_a_request_ended(facts, day):
    assert judged_on(replace(ISSUED, **facts), LATER) == day


def test_a_past_day_is_never_counted_beyond():
    assert judged_on(ISSUED, date(2026, 3, 1)) == date(2026, 3, 1)


def test_an_override_in_force_at_the_end_stays_in_force():
    one = replace(
        ISSUED,
        priority=Priority.URGENT,
        scored_priority=Priority.STANDARD,
        override_reason="O_RISK",
        override_until=date(2026, 3, 31),
    )
    assert one.priority_on(judged_on(one, LATER)) is Priority.URGENT
