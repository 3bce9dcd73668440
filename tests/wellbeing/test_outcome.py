"""Who was told how a case ended (M53)."""

from dataclasses import replace

import numpy as np

from app.wellbeing.outcome import outcome_feedback
from app.wellbeing.record import Feedback
from tests.measures.histories import S, ledger_of, request
from tests.wellbeing.units import TODAY, ago


def ledger(*closed):
    """Return a ledger of requests of child abuse closed so many days ago."""
    made = ledger_of(*(request((S.CLOSED, ago(days))) for days in closed))
    return replace(made, online_abuse=np.ones(len(closed), dtype=np.int8))


def told(uid, days):
    return Feedback(request=uid, person="a", told_on=ago(days))


def test_the_share_is_of_those_closed_within_the_year():
    rows = {"r0": 0, "r1": 1, "r2": 2}
    some = [told("r0", 3), told("r2", 3)]
    figure, rest = outcome_feedback(ledger(10, 300, 400), some, rows, TODAY)
    assert figure.value == 50.0
    assert figure.rows.tolist() == [0, 1]
    assert rest.tolist() == [1]


def test_what_is_told_later_does_not_count_yet():
    figure, rest = outcome_feedback(ledger(10), [told("r0", -2)], {"r0": 0}, TODAY)
    assert (figure.value, rest.tolist()) == (0.0, [0])


def test_other_requests_are_not_counted():
    plain = replace(ledger(10), online_abuse=np.zeros(1, dtype=np.int8))
    figure, rest = outcome_feedback(plain, [], {}, TODAY)
    assert (figure.value, len(rest)) == (None, 0)
    assert figure.note == "No such request was closed."
