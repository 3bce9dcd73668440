"""Before and after an event, told with its range and with what must be read with it."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from app.reports.before_after import before_and_after
from app.reports.report import Tone
from app.workforce.team import Team
from tests.measures.histories import ledger_of, request
from tests.reports.summaries import S, facts, two_examiners

LAST = date(2026, 11, 1)  # a Sunday
EVENT = date(2025, 11, 3)  # a Monday, 52 weeks before the day after
NOBODY = Team(people=(), patterns=(), skills=())


def issued(day, took):
    received = day - timedelta(days=took)
    return request(
        (S.ACCEPTED, received),
        (S.ISSUED, day),
        received=received,
        priority=3,
        effort=8.0,
    )


def an_uplift(*, before=4.0, after=8.0, took=(60, 30), weeks=52, seed=3):
    """Requests issued at one rate before the event and at another after it."""
    random = np.random.Generator(np.random.Philox(seed))
    found = [request((S.ACCEPTED, EVENT - timedelta(weeks=70)), effort=900.0)]
    for week in range(-weeks, weeks):
        rate, days = (before, took[0]) if week < 0 else (after, took[1])
        for _ in range(random.poisson(rate)):
            day = EVENT + timedelta(weeks=week, days=int(random.integers(0, 5)))
            found.append(issued(day, days + int(random.integers(-9, 10))))
    return ledger_of(*found)


def told(ledger=None, event=EVENT, as_at=LAST, **known):
    ledger = an_uplift() if ledger is None else ledger
    return before_and_after(facts(ledger=ledger, as_at=as_at, **known), event, "it")


def test_an_uplift_is_found_in_what_was_issued_and_in_turnaround():
    found = told()
    issues, turnaround, _ = found.parts
    assert issues.found.mean.lower < 4 < issues.found.mean.upper
    assert issues.tone is turnaround.tone is Tone.GOOD
    assert turnaround.found.level.value == pytest.approx(-30, abs=6)
    assert "for the better" in issues.words
    assert "requests issued a week are" in found.finding
    assert "higher" in found.finding
    assert "days shorter" in found.finding


def test_the_figure_says_what_it_is_of_and_how_sure():
    issues, turnaround, work = told().parts
    assert issues.figure.measure == "M37"
    assert (issues.figure.unit, turnaround.figure.unit) == ("requests/week", "days")
    assert "requests issued a week at it" in issues.figure.definition
    assert issues.figure.note.startswith("95 %: ")
    assert "52 weeks before, 52 after" in issues.figure.note
    assert work.figure.unit == "weeks"


def test_the_table_has_level_and_slope_with_intervals():
    table = told().table
    assert [row.cells[0] for row in table.rows] == [
        "Requests issued a week",
        "Median turnaround in days",
        "Weeks of work",
    ]
    assert all(" to " in cell for cell in table.rows[0].cells[1:5])


def test_chance_is_told_as_chance():
    found = told(an_uplift(after=4.0, took=(60, 60)))
    assert "no change that could not be chance" in found.parts[0].words
    assert found.parts[0].tone is Tone.PLAIN


def test_the_week_of_an_event_within_it_counts_on_neither_side():
    found = told(event=EVENT + timedelta(days=2))
    assert found.parts[0].found.after == 51
    assert found.parts[0].found.gaps == 1


def test_the_chart_shows_the_line_of_before_going_on_and_the_day():
    chart = told().parts[0].chart
    assert chart.markers[0].day == EVENT
    as_before = chart.series[2].values
    assert all(math.isnan(value) for value in as_before[:52])
    assert not any(math.isnan(value) for value in as_before[52:])
    assert chart.description


def test_people_who_came_near_the_event_are_named_as_a_cause_that_may_be():
    team = two_examiners()
    later = replace(team.people[1], starts_on=EVENT + timedelta(weeks=2))
    team = replace(team, people=(team.people[0], later), patterns=team.patterns[:1])
    cautions = " ".join(told(team=team).cautions)
    assert "1 person of the team came and 0 left" in cautions
    assert "assumption" in cautions


def test_short_series_are_called_a_first_impression():
    cautions = told(as_at=EVENT + timedelta(weeks=12)).cautions
    assert any("first impression" in text for text in cautions)
    cautions = told(as_at=EVENT + timedelta(weeks=30)).cautions
    assert any("Less than a year" in text for text in cautions)


@pytest.mark.parametrize(
    "event",
    [date(2030, 1, 1), date(2001, 1, 1), LAST, LAST - timedelta(days=20)],
    ids=["to come", "long ago", "today", "just now"],
)
def test_an_event_without_weeks_on_both_sides_is_not_answered(event):
    found = told(event=event)
    assert "nothing can be said yet" in found.finding
    assert "at least 8 are needed" in found.finding
    assert [part.figure.value for part in found.parts] == [None] * 3
    assert {cell for row in found.table.rows for cell in row.cells[1:]} == {
        "\N{EN DASH}"
    }


@pytest.mark.parametrize(
    "known",
    [
        {"ledger": ledger_of()},
        {"team": NOBODY},
        {"ledger": ledger_of(), "team": NOBODY},
    ],
    ids=["no history", "nobody", "neither"],
)
def test_without_history_or_people_nothing_is_infinite(known):
    found = told(**known)
    assert found.parts[2].found is None
    for part in found.parts:
        assert part.figure.value is None or math.isfinite(part.figure.value)
        assert "nan" not in part.words
        assert "inf" not in part.words


def test_a_quiet_series_of_zeros_has_no_change():
    quiet = ledger_of(request((S.ACCEPTED, EVENT - timedelta(weeks=70)), effort=5.0))
    found = told(quiet)
    assert found.parts[0].found.mean.value == 0
    assert found.parts[0].tone is Tone.PLAIN
    assert found.parts[1].found is None
