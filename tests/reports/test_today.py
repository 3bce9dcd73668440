import math
from datetime import date, timedelta

import numpy as np
import pytest

from app.casework.request import Status
from app.reports.attention import attention
from app.reports.backlog_chart import (
    backlog_history,
    open_by_priority_and_age,
    whole_history,
)
from app.reports.demand_chart import (
    demand_in_hours,
    demand_in_requests,
    gross_to_net,
    on_weeks,
)
from app.reports.facts import Facts
from app.reports.report import Tone
from app.reports.today import cards, change_words, load_words, moving_share
from app.rules.clock import PLANNING_AID
from app.store.setting import Settings
from app.workforce.examiner import Person, full_time_pattern
from app.workforce.team import Team
from tests.measures.histories import ledger_of, request

AS_AT = date(2026, 3, 29)  # a Sunday
DAY = timedelta(days=1)


def accepted(age: int, *, priority=3, effort=10.0, issued=None, **facts):
    day = AS_AT - age * DAY
    moves = [(Status.ACCEPTED, day)]
    if issued is not None:
        moves.append((Status.ISSUED, AS_AT - issued * DAY))
    return request(
        *moves, priority=priority, effort=effort, received=day, accepted=day, **facts
    )


def facts(*requests, people=1) -> Facts:
    start = date(2020, 1, 6)
    names = [f"p{n}" for n in range(people)]
    team = Team(
        people=tuple(Person(uid=n, name=n, starts_on=start) for n in names),
        patterns=tuple(full_time_pattern(n, start) for n in names),
    )
    return Facts(
        ledger=ledger_of(*requests),
        team=team,
        settings=Settings(),
        words={},
        as_at=AS_AT,
        fingerprint="",
    )


def test_cards_agree_with_the_history():
    shown = cards(facts(accepted(3), accepted(40), accepted(60, issued=2)))
    values = [card.figure.value for card in shown]
    assert values[0] == 2  # open
    assert values[2] == 20  # hours
    assert values[3] == pytest.approx(21.5)  # median age
    assert values[5] == pytest.approx(100 / 3)  # one issued of three accepted


def test_every_card_has_a_direction_in_words():
    for card in cards(facts(accepted(3))):
        assert card.words, card.title
        assert card.title


def test_cards_of_an_empty_unit_are_made():
    shown = cards(facts(people=0))
    assert shown[2].words == "capacity not known"


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (10, 10, ("as 28 days ago", Tone.PLAIN, "level")),
        (8, 10, ("2 fewer in 28 days", Tone.GOOD, "down")),
        (102, 100, ("2 more in 28 days", Tone.WATCH, "up")),
        (150, 100, ("50 more in 28 days", Tone.BAD, "up")),
        (5, None, ("not known 28 days ago", Tone.PLAIN, "")),
    ],
)
def test_change_is_said_with_its_meaning(now, before, expected):
    assert change_words(now, before) == expected


@pytest.mark.parametrize(
    ("share", "tone"),
    [(130.0, Tone.BAD), (92.0, Tone.WATCH), (60.0, Tone.GOOD), (None, Tone.PLAIN)],
)
def test_load_is_serious_from_capacity_on(share, tone):
    assert load_words(share)[1] is tone


def test_share_without_capacity_is_a_gap():
    assert math.isnan(moving_share([1.0] * 5, [0.0] * 5)[0])


def test_demand_in_hours_goes_on_with_capacity_alone():
    chart = demand_in_hours(facts(accepted(3)).ledger, facts().team, AS_AT)
    arriving, capacity, _ = chart.series
    assert arriving.values[26] == 10
    assert math.isnan(arriving.values[27])
    assert capacity.values[-1] == pytest.approx(35)
    assert len(chart.days) == 26 + 1 + 8


def test_week_that_is_not_over_is_not_drawn():
    ledger = facts(accepted(3)).ledger
    chart = demand_in_requests(ledger, AS_AT - DAY)
    assert math.isnan(chart.series[0].values[-1])


def test_weeks_outside_a_series_are_gaps():
    from app.measures.flow import arrivals

    series = arrivals(facts(accepted(3)).ledger, AS_AT - 13 * DAY, AS_AT)
    later = [AS_AT + DAY]
    assert all(math.isnan(value) for value in on_weeks(series, later))


def test_gross_to_net_ends_at_what_is_left():
    fall = gross_to_net(facts(people=2).team, AS_AT)
    assert fall.spans()[-1] == (0, pytest.approx(70))
    assert "100%" in fall.description


def test_backlog_history_ends_with_what_is_open():
    ledger = facts(accepted(3), accepted(400)).ledger
    chart = backlog_history(ledger, AS_AT)
    assert chart.series[1].label == "2"
    assert len(chart.days) == 105
    assert "1 more than a year before" in chart.description


def test_whole_history_begins_with_the_first_request():
    chart = whole_history(facts(accepted(1400)).ledger, AS_AT)
    assert chart.days[0] >= AS_AT - 1407 * DAY


def test_age_chart_holds_each_open_request_once():
    ledger = facts(accepted(3, priority=1), accepted(95), accepted(500)).ledger
    bars = open_by_priority_and_age(ledger, AS_AT)
    assert sum(bars.totals()) == 3
    assert "2 of 3" in bars.description


def titles(found):
    return [line.title for line in found]


def test_nothing_needs_attention_in_a_quiet_unit():
    assert attention(facts(accepted(3), people=5)) == ()


def test_old_requests_are_listed_with_their_rows():
    lines = attention(facts(accepted(3), accepted(40), people=5))
    assert titles(lines) == ["1 open for more than 30 days"]
    assert lines[0].rows.tolist() == [1]


def test_unit_without_people_is_told_so():
    assert "No people are entered" in titles(attention(facts(accepted(3), people=0)))


def test_demand_over_capacity_is_told():
    busy = [accepted(7 * n + 3, effort=500.0) for n in range(4)]
    found = titles(attention(facts(*busy, people=1)))
    assert "Capacity below demand in 8 of the next 8 weeks" in found


def test_requests_without_an_estimate_are_told():
    lines = attention(facts(accepted(3, effort=np.nan), accepted(4), people=5))
    assert titles(lines) == ["1 open requests have no estimate"]


def limited_to(days, **more):
    """A request not begun, whose latest safe start is in some days."""
    preparation = Settings().preparation
    return accepted(3, prosecutor=AS_AT + (preparation + days) * DAY, **more)


def test_latest_safe_start_is_told_when_it_is_near_and_when_it_has_passed():
    lines = attention(facts(limited_to(5), limited_to(-1), limited_to(50), people=5))
    assert titles(lines) == [
        "1 past the latest safe start and not started",
        "1 more must start within 14 days",
    ]
    assert [line.rows.tolist() for line in lines] == [[1], [0]]
    assert lines[0].detail.endswith("the nearest limit is in 27 days")
    assert lines[1].detail.endswith("1 of them within 7 days")


def test_work_expected_after_its_limit_is_told():
    begun = accepted(3, prosecutor=AS_AT + 5 * DAY)
    begun["moves"] = (*begun["moves"], (Status.IN_PROGRESS, AS_AT))
    took_ten = accepted(40, issued=20)
    took_ten["moves"] = (
        (Status.ACCEPTED, AS_AT - 40 * DAY),
        (Status.IN_PROGRESS, AS_AT - 30 * DAY),
        (Status.ISSUED, AS_AT - 20 * DAY),
    )
    took_ten["issued"] = AS_AT - 20 * DAY
    lines = attention(facts(begun, took_ten, people=5))
    assert titles(lines) == ["1 in work and expected after the limit"]


def test_missed_limit_is_told_until_its_cause_is_recorded():
    missed = accepted(3, prosecutor=AS_AT - DAY)
    told = accepted(3, prosecutor=AS_AT - DAY, cause="M_SKILL")
    lines = attention(facts(missed, told, people=5))
    assert titles(lines) == ["1 past a limit, without a cause recorded"]
    assert lines[0].rows.tolist() == [0]


def test_every_line_about_a_limit_says_that_it_is_no_legal_advice():
    lines = attention(facts(limited_to(5), limited_to(-1), people=5))
    assert {line.detail.split(";")[0] for line in lines} == {PLANNING_AID}


def test_target_day_that_has_passed_is_told():
    late = accepted(3, target=AS_AT - DAY)
    assert titles(attention(facts(late, people=5))) == ["1 past their target day"]


def test_rejected_rows_lead_to_the_data_page():
    lines = attention(facts(people=5), rejected=4)
    assert titles(lines) == ["4 imported rows held back"]
    assert lines[0].room == "data"


def test_long_holds_are_told():
    held = request(
        (Status.ACCEPTED, date(2026, 1, 5)),
        (Status.ON_HOLD, date(2026, 1, 10)),
        priority=2,
        effort=1.0,
    )
    assert "1 on hold for more than 28 days" in titles(attention(facts(held, people=5)))


def test_the_most_serious_stands_first():
    lines = attention(facts(accepted(400, effort=np.nan), people=0))
    tones = [line.tone is Tone.BAD for line in lines]
    assert tones == sorted(tones, reverse=True)
