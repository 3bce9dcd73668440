from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.casework.ledger import NO_CODE, NO_DAY
from app.casework.proceeding import Proceeding
from app.casework.proceeding_columns import DAYS, NO_PROCEEDINGS, ProceedingColumns
from app.casework.request import Status
from app.casework.working_time import day_number, day_of
from app.measures.limit_days import limit_days
from app.measures.limits import (
    ENOUGH,
    NEAR,
    Risk,
    days_to_limit,
    limits_at,
    missed_dates,
    must_start,
    statutory_risk,
    without_cause,
)
from app.rules.clock import PROSECUTOR, governing
from app.store.proceeding import shipped_rules
from tests.measures.histories import ledger_of, request

SCOTLAND = shipped_rules("scotland")
AS_AT = date(2026, 6, 30)
DAY = timedelta(days=1)
PREPARATION = 28
S = Status


def columns_of(*found):
    """The columns of pairs of a row id and a proceeding."""
    codes = tuple(sorted({one.custody for _, one in found if one.custody}))
    days = {
        name: np.array(
            [
                NO_DAY if (day := getattr(one, name)) is None else day_number(day)
                for _, one in found
            ],
            dtype=np.int32,
        )
        for name in DAYS
    }
    met = {rule for _, one in found for rule in one.met}
    return ProceedingColumns(
        ids=np.array([row for row, _ in found], dtype=np.int64),
        custody=np.array(
            [codes.index(one.custody) if one.custody else NO_CODE for _, one in found],
            dtype=np.int16,
        ),
        codes=codes,
        days=days,
        met={
            rule: np.array([n for n, (_, one) in enumerate(found) if rule in one.met])
            for rule in met
        },
    )


def accused(name="A1", **facts):
    return Proceeding(request="r", accused=name, **facts)


def bail(petition):
    return accused(custody="PETITION_BAIL", petition_on=petition)


def limits(ledger, *proceedings, as_at=AS_AT):
    columns = columns_of(*proceedings) if proceedings else NO_PROCEEDINGS
    days = limit_days(columns, SCOTLAND)
    return limits_at(ledger, days, as_at, preparation=PREPARATION)


def waiting(**facts):
    return request((S.ACCEPTED, AS_AT - 60 * DAY), **facts)


def done(took, *, ended=30, **facts):
    """A request issued ``ended`` days ago, ``took`` days after its start."""
    issued = AS_AT - ended * DAY
    start = issued - took * DAY
    moves = ((S.ACCEPTED, start), (S.IN_PROGRESS, start), (S.ISSUED, issued))
    return request(*moves, issued=issued, **facts)


def safe_start(found, row):
    return day_of(found.safe_start[row])


def test_a_request_without_any_limit_has_no_risk():
    found = limits(ledger_of(waiting()))
    assert found.day[0] == NO_DAY
    assert found.safe_start[0] == NO_DAY
    assert np.isnan(found.left[0])
    assert found.risk[0] == Risk.NONE


def test_latest_safe_start_is_the_limit_less_preparation_less_duration():
    limit = date(2027, 1, 15)
    examples = [done(took, type="PHONE") for took in range(1, 11)]
    ledger = ledger_of(waiting(type="PHONE", prosecutor=limit), *examples)
    found = limits(ledger)
    assert found.duration[0] == 9  # 8.2 days, the 80th percentile of 1 to 10
    assert safe_start(found, 0) == limit - (PREPARATION + 9) * DAY
    assert found.left[0] == (limit - AS_AT).days
    assert found.is_own[0]
    assert found.risk[0] == Risk.CLEAR


def test_duration_is_that_of_the_level_then_of_the_type_then_of_the_unit():
    limit = date(2027, 1, 15)
    examples = [
        *(done(10, type="PHONE", level="L1") for _ in range(ENOUGH)),
        *(done(100, type="PHONE", level="L2") for _ in range(ENOUGH - 1)),
        *(done(40, type="DRIVE") for _ in range(ENOUGH - 1)),
    ]
    kinds = [("PHONE", "L1"), ("PHONE", "L2"), ("DRIVE", "L1")]
    open_ones = [waiting(type=t, level=v, prosecutor=limit) for t, v in kinds]
    found = limits(ledger_of(*open_ones, *examples))
    assert found.duration[:3].tolist() == [10, 100, 100]
    assert found.is_own[:3].tolist() == [True, True, False]
    note = statutory_risk(found)[Risk.RED].note
    assert note == ""
    assert "fewer than 10" in must_start(found, days=200).note


def test_nothing_after_the_day_lends_its_duration():
    ledger = ledger_of(waiting(prosecutor=date(2027, 1, 15)), done(50, ended=-1))
    assert limits(ledger).duration[0] == 0


def limited_to(days):
    """The risk of a request not begun whose latest safe start is in some days."""
    return waiting(prosecutor=AS_AT + (PREPARATION + days) * DAY)


def test_risk_of_a_request_not_begun_follows_its_latest_safe_start():
    days = (-1, 0, NEAR, NEAR + 1)
    found = limits(ledger_of(*map(limited_to, days)))
    assert found.risk.tolist() == [Risk.RED, Risk.AMBER, Risk.AMBER, Risk.CLEAR]
    assert must_start(found).value == 3
    assert days_to_limit(found).value == PREPARATION - 1


def test_risk_of_a_request_in_work_follows_its_expected_issue():
    begun = AS_AT - 10 * DAY
    moves = ((S.ACCEPTED, begun), (S.IN_PROGRESS, begun))
    expected = begun + 40 * DAY
    ahead = (-1, 0, NEAR, NEAR + 1)
    ledger = ledger_of(
        *(request(*moves, prosecutor=expected + n * DAY) for n in ahead), done(40)
    )
    found = limits(ledger)
    assert {day_of(day) for day in found.forecast[:4]} == {expected}
    assert found.risk[:4].tolist() == [Risk.RED, Risk.AMBER, Risk.AMBER, Risk.CLEAR]
    assert must_start(found).value == 0
    assert len(found.rows_at(Risk.RED, is_started=True)) == 1


def test_an_addendum_is_expected_from_when_it_was_begun():
    first, again = AS_AT - 200 * DAY, AS_AT - 10 * DAY
    moves = ((S.IN_PROGRESS, first), (S.ISSUED, first + DAY), (S.IN_PROGRESS, again))
    addendum = request(*moves, issued=first + DAY, prosecutor=AS_AT + 5 * DAY)
    others = [done(40) for _ in range(12)]
    found = limits(ledger_of(addendum, *others))
    assert day_of(found.forecast[0]) == again + 40 * DAY
    assert found.risk[0] == Risk.RED


def test_work_on_hold_has_begun_if_it_was_ever_begun():
    start = AS_AT - 20 * DAY
    never = request((S.ACCEPTED, start), (S.ON_HOLD, start + DAY))
    begun = request((S.ACCEPTED, start), (S.IN_PROGRESS, start), (S.ON_HOLD, start))
    given_back = request(
        (S.ACCEPTED, start), (S.IN_PROGRESS, start), (S.ACCEPTED, start)
    )
    found = limits(ledger_of(never, begun, given_back))
    assert found.is_started.tolist() == [False, True, False]


def test_a_prosecutors_day_that_passed_without_a_result_is_missed():
    found = limits(
        ledger_of(waiting(prosecutor=AS_AT), waiting(prosecutor=AS_AT - DAY))
    )
    assert found.risk.tolist() == [Risk.RED, Risk.MISSED]
    assert day_of(found.missed[1]) == AS_AT - DAY


def test_the_next_limit_is_kept_in_sight_though_an_earlier_day_was_missed():
    ledger = ledger_of(waiting(prosecutor=AS_AT - DAY), waiting(prosecutor=AS_AT))
    found = limits(ledger, (1, bail(AS_AT - 510 * DAY)))
    assert found.risk.tolist() == [Risk.MISSED, Risk.RED]
    assert safe_start(found, 0) < AS_AT < day_of(found.day[0])
    assert found.late_rows.tolist() == [0, 1]


def test_what_must_start_soon_is_told_apart_from_what_is_late():
    days = (PREPARATION - 1, PREPARATION, PREPARATION + 7, PREPARATION + 8)
    found = limits(ledger_of(*(waiting(prosecutor=AS_AT + d * DAY) for d in days)))
    assert found.late_rows.tolist() == [0]
    assert found.soon_rows(7).tolist() == [1, 2]


def test_a_computed_limit_is_missed_only_when_no_later_one_runs():
    held = {"custody": "PETITION_CUSTODY", "petition_on": date(2025, 12, 1)}
    early = accused(full_committal_on=date(2025, 12, 9), **held)
    ledger = ledger_of(waiting())
    later = limits(ledger, (1, early))
    assert later.missed[0] == NO_DAY  # eleven months still run
    assert day_of(later.day[0]) == date(2026, 11, 1)
    over = limits(ledger, (1, early), as_at=date(2026, 12, 2))
    assert day_of(over.missed[0]) == date(2026, 12, 1)
    assert over.risk[0] == Risk.MISSED


def test_a_result_issued_in_time_is_not_missed_when_it_is_reopened():
    issued = AS_AT - 30 * DAY
    moves = (
        (S.ACCEPTED, issued - 9 * DAY),
        (S.IN_PROGRESS, issued - 8 * DAY),
        (S.ISSUED, issued),
        (S.IN_PROGRESS, AS_AT - 5 * DAY),
    )
    one = request(*moves, issued=issued, prosecutor=issued + DAY)
    assert limits(ledger_of(one)).risk[0] == Risk.NONE


def test_requests_that_are_over_have_no_limit():
    gone = request((S.ACCEPTED, AS_AT - DAY), (S.WITHDRAWN, AS_AT), prosecutor=AS_AT)
    ledger = ledger_of(gone, done(3, prosecutor=AS_AT))
    found = limits(ledger, (1, bail(date(2026, 2, 2))), (2, bail(date(2026, 2, 2))))
    assert not found.is_open.any()
    assert found.risk.tolist() == [Risk.NONE, Risk.NONE]


def test_a_proceeding_of_a_request_that_the_ledger_lacks_is_left_out():
    found = limits(ledger_of(waiting()), (7, bail(date(2026, 2, 2))))
    assert found.day.tolist() == [NO_DAY]


def test_missed_days_of_a_period_say_how_many_have_a_cause():
    first = AS_AT - 90 * DAY
    late = done(10, ended=30, prosecutor=AS_AT - 31 * DAY, cause="M_SKILL")
    in_time = done(10, ended=30, prosecutor=AS_AT - 30 * DAY)
    still_open = waiting(prosecutor=AS_AT - DAY)
    before = waiting(prosecutor=first - DAY)
    due_now = waiting(prosecutor=AS_AT)
    gone = request(
        (S.ACCEPTED, first), (S.WITHDRAWN, first + DAY), prosecutor=AS_AT - DAY
    )
    ledger = ledger_of(late, in_time, still_open, before, due_now, gone)
    found = missed_dates(ledger, first, AS_AT)
    assert found.rows.tolist() == [0, 2]
    assert found.coverage.scope == 3
    assert found.note == "1 of them have a cause recorded."
    assert without_cause(ledger, found.rows).tolist() == [2]


def test_every_figure_says_that_it_is_no_legal_advice():
    found = limits(ledger_of(waiting(prosecutor=AS_AT)))
    figures = [days_to_limit(found), must_start(found), *statutory_risk(found).values()]
    for one in figures:
        assert "lanning aid, not legal advice" in one.definition


EVENT_DAYS = st.dates(date(2024, 1, 1), date(2028, 3, 1))
MET = st.lists(st.sampled_from([PROSECUTOR, "SOLEMN_80", "SOLEMN_12M"]), max_size=2)
CUSTODY = st.sampled_from(
    [None, "PETITION_CUSTODY", "PETITION_BAIL", "CUSTODY_SUMMARY", "UNDERTAKING",
     "INDICTED", "NOT_ARRESTED"]
)  # fmt: skip


@st.composite
def any_proceeding(draw):
    """A proceeding whose days, as far as known, come one after the other."""
    names = ("offence_on", "appearance_on", "petition_on", "committal_on",
             "full_committal_on", "limit_on", "ended_on")  # fmt: skip
    days = sorted(draw(st.lists(EVENT_DAYS, min_size=7, max_size=7)))
    known = {
        name: day for name, day in zip(names, days, strict=True) if draw(st.booleans())
    }
    return accused(custody=draw(CUSTODY), met=tuple(draw(MET)), **known)


@given(
    st.lists(any_proceeding(), min_size=1, max_size=4),
    st.none() | EVENT_DAYS,
    EVENT_DAYS,
    st.sampled_from(["scotland", "england_and_wales"]),
)
def test_columns_say_of_all_what_the_clock_says_of_one(
    proceedings, prosecutor, as_at, region
):
    rules = shipped_rules(region)
    ledger = ledger_of(
        request((S.ACCEPTED, date(2024, 1, 1))),
        request((S.ACCEPTED, date(2024, 1, 1)), prosecutor=prosecutor),
    )
    days = limit_days(columns_of(*((2, one) for one in proceedings)), rules)
    found = limits_at(ledger, days, as_at, preparation=PREPARATION)
    limit = governing(proceedings, rules, as_at, prosecutor)
    assert found.day[0] == NO_DAY
    assert found.day[1] == (NO_DAY if limit is None else day_number(limit.day))
