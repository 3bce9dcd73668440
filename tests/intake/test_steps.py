from datetime import date

import pytest

from app.casework.request import Status
from app.intake.steps import contradictions, course

S = Status


def day(number):
    return date(2026, 1, number)


def days(**numbers):
    return {f"{name}_on": day(number) for name, number in numbers.items()}


def steps(told=None, **numbers):
    found = course(days(**numbers), told)
    assert not isinstance(found, str), found
    return [(status, moment.day) for status, moment in found.steps]


def test_every_day_becomes_a_step():
    assert steps(
        submitted=1, accepted=2, received=3, allocated=4, started=5, issued=6, closed=7
    ) == [
        (S.SUBMITTED, 1),
        (S.ACCEPTED, 2),
        (S.ALLOCATED, 4),
        (S.IN_PROGRESS, 5),
        (S.ISSUED, 6),
        (S.CLOSED, 7),
    ]


def test_what_was_only_received_counts_as_accepted_then():
    assert steps(received=3) == [(S.ACCEPTED, 3)]
    assert steps(submitted=1, received=3) == [(S.SUBMITTED, 1), (S.ACCEPTED, 3)]
    assert steps(received=9, started=5) == [(S.ACCEPTED, 5), (S.IN_PROGRESS, 5)]


def test_what_is_still_assessed_was_not_accepted():
    assert steps(S.ASSESSING, received=3) == [(S.SUBMITTED, 3), (S.ASSESSING, 3)]
    assert steps(S.DRAFT, submitted=3) == [(S.DRAFT, 3)]


def test_what_was_closed_was_issued_by_then():
    found = course(days(received=3, closed=9), None)
    assert found.steps[-2:] == ((S.ISSUED, day(9)), (S.CLOSED, day(9)))
    assert found.days["issued_on"] == found.days["closed_on"] == day(9)


def test_a_status_further_along_is_entered_on_the_last_day_known():
    assert steps(S.ON_HOLD, received=3, started=5)[-1] == (S.ON_HOLD, 5)
    assert steps(S.CLOSED, received=3, issued=5)[-1] == (S.CLOSED, 5)
    assert steps(S.IN_PROGRESS, received=3, completed=5)[-1] == (S.IN_PROGRESS, 5)


def test_finished_work_without_a_day_of_start_began_when_it_was_allocated():
    assert steps(received=3, allocated=4, issued=9) == [
        (S.ACCEPTED, 3),
        (S.ALLOCATED, 4),
        (S.IN_PROGRESS, 4),
        (S.ISSUED, 9),
    ]
    assert steps(received=3, allocated=4, started=6, issued=9)[2] == (S.IN_PROGRESS, 6)
    assert steps(received=3, allocated=4) == [(S.ACCEPTED, 3), (S.ALLOCATED, 4)]
    assert (
        course(days(received=3, allocated=4, issued=9), None).days["started_on"] is None
    )


def test_rejected_and_withdrawn_requests_end_without_issue():
    assert steps(submitted=1, received=3, rejected=4) == [
        (S.SUBMITTED, 1),
        (S.REJECTED, 4),
    ]
    assert steps(received=3, withdrawn=2) == [(S.SUBMITTED, 2), (S.WITHDRAWN, 2)]
    assert steps(S.WITHDRAWN, received=3, closed=8)[-1] == (S.WITHDRAWN, 8)
    assert steps(S.CLOSED, received=3, withdrawn=8)[-1] == (S.WITHDRAWN, 8)


@pytest.mark.parametrize(
    ("told", "numbers", "sentence"),
    [
        (S.CLOSED, {"received": 3}, "the status says closed, but there is no day"),
        (S.ISSUED, {"received": 3}, "the status says issued, but there is no day"),
        (S.ISSUED, {"received": 3, "completed": 5}, "only one of completion"),
        (S.REJECTED, {"received": 3}, "the status says rejected, but no column"),
        (S.IN_PROGRESS, {"received": 3, "issued": 5}, "but by its dates it is issued"),
        (S.ACCEPTED, {"received": 3, "started": 5}, "by its dates it is in progress"),
        (S.WITHDRAWN, {"received": 3, "issued": 5}, "but there is a day of issue"),
        (None, {"received": 3, "issued": 5, "rejected": 4}, "which cannot all be"),
        (None, {}, "there is no day"),
    ],
)
def test_a_status_that_the_dates_deny_is_a_contradiction(told, numbers, sentence):
    assert sentence in course(days(**numbers), told)


def test_steps_are_in_the_order_of_their_days():
    assert steps(received=9, allocated=4, rejected=9) == [
        (S.SUBMITTED, 4),
        (S.ALLOCATED, 4),
        (S.REJECTED, 9),
    ]


def test_days_out_of_order_are_named():
    wrong = dict(contradictions(days(submitted=5, accepted=3, started=4, issued=2)))
    assert wrong == {
        "accepted_on": "Accepted on 03 Jan 2026, before Submitted on 05 Jan 2026",
        "issued_on": "Issued on 02 Jan 2026, before Started on 04 Jan 2026",
    }


def test_issued_before_received_is_named():
    assert dict(contradictions(days(received=5, issued=3))) == {
        "issued_on": "Issued on 03 Jan 2026, before it was received on 05 Jan 2026"
    }
