"""The limits of proceedings, against days worked out without our code.

``clock_dates.csv``: days counted by SQLite's calendar, months by dateutil, and checked
by hand where ``why`` gives the sum. ``clock_governing.csv``: by hand from those.
Where the rules stand written is in the rule files, with each rule.
"""

import csv
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.casework.proceeding import Proceeding
from app.errors import InvalidRequest, VocabularyError
from app.rules.clock import (
    PLANNING_AID,
    PROSECUTOR,
    LimitState,
    Rule,
    RuleSet,
    Verified,
    add_months,
    governing,
    limits_of,
    limits_of_request,
)
from app.store.proceeding import shipped_rules

HERE = Path(__file__).parent
SCOTLAND = shipped_rules("scotland")
MARCH = date(2026, 3, 2)


def table(name):
    with (HERE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def day(text):
    return date.fromisoformat(text) if text else None


def accused(name="A1", **facts):
    return Proceeding(request="r", accused=name, **facts)


def rule(**facts):
    known = {
        "id": "X",
        "label": "Step",
        "consequence": "None.",
        "starts": "petition_on",
        "source": "test",
        "verified": Verified.BACKGROUND,
        "custody": ("PETITION_BAIL",),
    }
    return Rule(**{**known, **facts})


def rules_of(*rules):
    return RuleSet(name="test", title="Test", rules=rules)


DATES = table("clock_dates.csv")
CASES = [
    (case, list(rows))
    for case, rows in groupby(table("clock_governing.csv"), lambda row: row["case"])
]


@pytest.mark.parametrize(
    "row", DATES, ids=lambda row: f"{row['rule']} from {row['start']}"
)
def test_a_limit_ends_on_the_day_worked_out(row):
    also = [pair.split("=") for pair in row["also"].split()]
    days = {row["event"]: day(row["start"]), **{name: day(text) for name, text in also}}
    found = limits_of(
        accused(custody=row["custody"], **days), shipped_rules(row["region"])
    )
    limit = next(one for one in found if one.rule.id == row["rule"])
    assert limit.day == day(row["expected"]), row["why"]
    assert limit.counted_from == day(row["start"])


def test_the_table_of_worked_dates_is_long_enough_and_knows_every_rule():
    assert len(DATES) >= 40
    used = {one.id for region in ("scotland", "england_and_wales")
            for one in shipped_rules(region).rules if one.is_used}  # fmt: skip
    assert {row["rule"] for row in DATES} == used


@pytest.mark.parametrize(("case", "rows"), CASES, ids=[case for case, _ in CASES])
def test_the_earliest_limit_that_has_not_passed_governs(case, rows):
    names = ("petition_on", "full_committal_on", "limit_on", "ended_on")
    proceedings = [
        accused(
            row["accused"],
            custody=row["custody"] or None,
            met=tuple(row["met"].split()),
            **{name: day(row[name]) for name in names},
        )
        for row in rows
    ]
    first = rows[0]
    limit = governing(
        proceedings, SCOTLAND, day(first["day"]), day(first["prosecutor"])
    )
    assert (limit.day if limit else None) == day(first["expected"]), first["why"]


@pytest.mark.parametrize(
    ("petition", "months"), [("2025-11-30", [17, 18]), ("2025-12-01", [11, 12])]
)
def test_the_first_appearance_decides_which_limits_hold(petition, months):
    found = limits_of(
        accused(custody="PETITION_BAIL", petition_on=day(petition)), SCOTLAND
    )
    assert [limit.rule.months for limit in found] == months


def test_every_limit_says_from_what_it_is_counted_and_how_sure_its_rule_is():
    found = limits_of(
        accused(custody="PETITION_BAIL", petition_on=day("2026-01-08")), SCOTLAND
    )
    for limit in found:
        assert limit.source
        assert limit.rule.verified in Verified
        assert limit.event == "the first appearance on petition"
    assert "committal for further examination is not recorded" in found[0].note


def test_unconfirmed_custody_limits_are_listed_and_not_computed():
    listed = {one.id: one for one in SCOTLAND.rules}
    for length in (260, 290, 320):
        one = listed[f"SOLEMN_{length}"]
        assert not one.is_used
        assert one.verified is Verified.BACKGROUND
        assert "Check before use" in one.note
    old = accused(custody="PETITION_CUSTODY", petition_on=day("2025-06-02"),
                  full_committal_on=day("2025-06-10"))  # fmt: skip
    assert {limit.rule.days for limit in limits_of(old, SCOTLAND)} >= {80, 110, 140}


def test_a_rule_in_use_takes_the_place_of_the_one_it_replaces():
    short = rule(id="SHORT", days=80)
    long = rule(id="LONG", days=260, replaces="SHORT", valid_to=date(2025, 11, 30))
    rules = rules_of(short, long)
    for start, expected in ((date(2025, 11, 30), "LONG"), (date(2025, 12, 1), "SHORT")):
        found = limits_of(accused(custody="PETITION_BAIL", petition_on=start), rules)
        assert [limit.rule.id for limit in found] == [expected]


def test_a_rule_can_count_the_day_of_the_event():
    for facts, last in (
        ({"days": 8}, date(2026, 3, 9)),
        ({"months": 12}, date(2027, 3, 1)),
    ):
        assert rule(counts_start=True, **facts).last_day(MARCH) == last
        assert rule(**facts).last_day(MARCH) == last + timedelta(days=1)


def test_a_time_bar_ends_with_the_first_appearance():
    offence = accused(custody="UNDERTAKING", offence_on=MARCH)
    assert limits_of(offence, SCOTLAND)[0].state(MARCH) is LimitState.RUNNING
    appeared = replace(offence, appearance_on=date(2026, 5, 1))
    assert limits_of(appeared, SCOTLAND)[0].state(MARCH) is LimitState.MET


def test_where_a_limit_stands_is_said():
    one = accused(custody="PETITION_CUSTODY", petition_on=day("2026-06-01"),
                  full_committal_on=day("2026-06-09"), limit_on=day("2026-09-01"),
                  met=("SOLEMN_80",))  # fmt: skip
    found = limits_of(one, SCOTLAND)
    summer = [limit.state(date(2026, 7, 1)).value for limit in found]
    autumn = [limit.state(date(2026, 10, 1)).value for limit in found]
    assert [limit.day.isoformat() for limit in found] == [
        *("2026-06-09", "2026-08-28", "2026-09-01", "2026-09-27", "2026-10-27"),
        *("2027-05-01", "2027-06-01"),
    ]
    assert summer == ["met", "met", "running", *["set aside"] * 4]
    assert autumn == ["met", "met", "passed", "passed", *["running"] * 3]
    assert found[2].is_typed
    assert found[2].days_left(date(2026, 9, 11)) == -10


def test_a_day_given_can_be_met_too():
    one = accused(limit_on=MARCH, met=(PROSECUTOR,))
    assert limits_of(one, SCOTLAND)[0].state(MARCH) is LimitState.MET
    assert governing([one], SCOTLAND, MARCH) is None


def test_the_day_for_a_request_gives_way_when_it_has_passed():
    one = accused(custody="PETITION_BAIL", petition_on=MARCH, limit_on=date(2026, 5, 1))
    found = limits_of_request([one], SCOTLAND, date(2026, 6, 1))
    computed = [limit for limit in found if not limit.is_typed]
    assert {limit.aside_until for limit in computed} == {date(2026, 6, 1)}


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("petition_on", "committal_on", "committal for further examination .* before"),
        ("committal_on", "full_committal_on", "full committal .* comes before"),
        ("offence_on", "petition_on", "appearance on petition .* before the offence"),
        ("offence_on", "appearance_on", "first appearance .* before the offence"),
        ("petition_on", "ended_on", "end of the proceedings .* comes before"),
        ("petition_on", "limit_on", "given by the prosecutor .* comes before"),
    ],
)
def test_a_day_before_the_one_it_follows_is_refused(before, after, words):
    days = {before: MARCH, after: MARCH - timedelta(days=1)}
    with pytest.raises(InvalidRequest, match=words):
        accused(**days)
    assert accused(**{before: MARCH, after: MARCH})


def test_a_rule_needs_one_length():
    for facts in ({}, {"days": 8, "months": 1}):
        with pytest.raises(VocabularyError, match="days or months"):
            rule(**facts)


DAYS = st.dates(date(1999, 1, 1), date(2101, 12, 31))


@given(DAYS, st.integers(0, 40))
def test_months_later_is_the_same_day_or_the_last_of_its_month(start, months):
    later = add_months(start, months)
    gone = (later.year - start.year) * 12 + later.month - start.month
    assert gone == months
    if later.day != start.day:
        assert later.day < start.day
        assert (later + timedelta(days=1)).day == 1


def test_the_words_are_those_of_the_design():
    assert PLANNING_AID == "planning aid, not legal advice"
