"""Charts and tables of scenarios: what is drawn, written beside it, and left out."""

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from app.reports.chart import Kind, Role
from app.reports.plan_charts import (
    PREVIEW,
    Counted,
    Past,
    Sight,
    backlog_fan,
    misses_chart,
    preview_fan,
    use_chart,
    waits_chart,
    within_chart,
)
from app.reports.plan_table import (
    COST_HEAD,
    Beside,
    chance_of,
    cost_rows,
    side_head,
    side_rows,
)
from app.scenario.outcome import Cost
from app.scenario.scenario import Scenario
from tests.ui.plan.outcomes import SUNDAY, difference, outcome, preview

BASE = outcome()
MORE = outcome(Scenario(name="Two more examiners"), -1.0)
PAST = Past(
    mondays=tuple(SUNDAY - timedelta(days=6 + 7 * week) for week in (3, 2, 1)),
    values=(430.0, 440.0, 448.0),
)
SPOKEN = "It is spoken."


@pytest.fixture
def fan():
    return backlog_fan(MORE, [BASE], Sight(past=PAST, sentence=SPOKEN))


def called(chart, name):
    (found,) = (series for series in chart.series if series.name == name)
    return found


def test_the_fan_begins_where_the_recorded_backlog_ends(fan):
    assert len(fan.days) == 3 + 52
    assert fan.days[3] == SUNDAY - timedelta(days=6)
    outer = called(fan, "80 of 100 runs")
    assert (outer.values[2], outer.lower[2]) == (448.0, 448.0)
    assert math.isnan(outer.values[1])
    assert called(fan, "Recorded").values[:3] == PAST.values


def test_the_ends_of_the_fan_are_written_beside_it(fan):
    outer = called(fan, "80 of 100 runs")
    middle = fan.series[-1]
    assert outer.label == f"P90 {outer.values[-1]:.0f}"
    assert outer.lower_label == f"P10 {outer.lower[-1]:.0f}"
    assert middle.label == "Two more examiners P50 396"
    assert middle.role is Role.EXPECTED


def test_the_base_stands_dashed_behind_with_its_name(fan):
    base = called(fan, "Base")
    assert base.is_dashed
    assert base.label == "Base 500"
    assert base.role is Role.COMPLETED
    places = [series.name for series in fan.series]
    assert places.index("Base") < places.index("Recorded")


def test_hours_have_no_recorded_course_and_begin_with_the_first_week():
    chart = backlog_fan(MORE, [BASE], Sight(counted=Counted.HOURS, past=PAST, weeks=26))
    assert len(chart.days) == 26
    assert [series.name for series in chart.series][-1] == "Two more examiners P50"
    assert chart.unit == "Open hours of work at the end of each week"


def test_a_long_name_is_cut_beside_the_line():
    long = outcome(Scenario(name="Twenty-one examiners and triage at source"), -1.0)
    chart = backlog_fan(BASE, [long], Sight(), is_base=True)
    assert chart.series[2].label.startswith("Twenty-one examiner… ")
    assert chart.series[2].role is Role.NEUTRAL


def test_a_chart_says_its_sentence(fan):
    assert fan.description == SPOKEN


def test_a_preview_is_marked_as_one():
    chart = preview_fan(preview(BASE), BASE, Sight(past=PAST), "Plan")
    assert chart.coverage == PREVIEW
    assert chart.series[-1].label.startswith("Plan P50")


def test_waits_are_told_by_priority_with_their_target():
    chart = waits_chart(MORE, SPOKEN)
    assert chart.categories[0] == "All priorities"
    assert chart.ends[3] == "80, 160, 240 (target 60)"
    assert chart.ends[4] == "150, 300, unknown (target 120)"
    assert [part.values[2] for part in chart.segments] == [12.0, 12.0, 12.0]


def test_all_priorities_together_have_no_target():
    assert "target" not in waits_chart(MORE, SPOKEN).ends[0]


def test_a_priority_of_which_too_few_came_says_so():
    few = tuple(
        replace(one, median=None, p85=None, p95=None, within=None) for one in MORE.waits
    )
    bare = replace(MORE, waits=few)
    assert set(waits_chart(bare, "").ends) == {"too few to say"}
    assert within_chart(bare, BASE, "").categories == ()


def test_the_share_within_target_stands_beside_that_of_the_base():
    chart = within_chart(MORE, BASE, SPOKEN)
    assert chart.ends[1] == "50% (40% to 60%); base 50%"
    assert within_chart(BASE, None, "").ends[1] == "50% (40% to 60%)"


def test_misses_are_bars_by_month_with_the_dates_and_the_base():
    chart = misses_chart(MORE, BASE, SPOKEN)
    kinds = [series.kind for series in chart.series]
    assert kinds == [Kind.BARS, Kind.STEP, Kind.LINE]
    assert chart.rows()[1] == ("May 2026", "1.5", "6.0", "1.5")


def test_without_a_limit_date_there_is_no_chart_of_misses():
    none = replace(
        BASE.misses, months=(), dated=np.zeros(0), mean=np.zeros(0), low=np.zeros(0)
    )
    assert misses_chart(replace(BASE, misses=none), None, "") is None


def test_use_of_skills_names_people_and_range():
    chart = use_chart(MORE, {"SK_MOB3": "Mobile level 3"}, SPOKEN)
    assert chart.categories == ("Everybody", "Mobile level 3")
    assert chart.ends == (
        "97% (95% to 99%), 17 people",
        "100% (100% to 100%), 1 person",
    )


# ---- Side by side -----------------------------------------------------------------


@pytest.fixture
def beside():
    return Beside(
        week=51, level=448, differences={MORE.scenario.name: difference(MORE, BASE)}
    )


def test_scenarios_stand_side_by_side_with_paired_differences(beside):
    head, rows = side_head([BASE, MORE], beside), side_rows([BASE, MORE], beside)
    assert head[1] == "Open 4 Apr 2027 (80%)"
    assert all(len(row) == len(head) for row in rows)
    assert rows[0][2] == "\N{EN DASH}"
    assert rows[1][2].startswith("\N{MINUS SIGN}104 (\N{MINUS SIGN}107 to")
    assert (rows[1][4], rows[1][5]) == ("50%", "4.1")


def test_the_chance_of_the_target_is_the_share_of_runs_that_meet_it(beside):
    assert chance_of(BASE, 51, 500) == 0.75
    assert chance_of(BASE, 9_999, 0) == 0.0
    assert (
        side_rows([BASE], beside)[0][6] == "25%" if chance_of(BASE, 51, 448) else "0%"
    )
    assert side_head([BASE], beside)[6] == "448 or fewer"


def test_costs_are_told_in_hours_and_in_money_as_far_as_entered():
    free = replace(BASE, cost=Cost(hours=1.0, productive=2.0, unknown=("overtime",)))
    rows = cost_rows([BASE, free])
    assert len(rows[0]) == len(COST_HEAD)
    assert rows[0][3:] == ("120", "0", "0", "£2,400", "none")
    assert rows[1][6:] == ("none entered", "overtime")


def test_no_text_of_a_table_is_nan_or_infinite(beside):
    texts = [cell for row in side_rows([BASE, MORE], beside) for cell in row]
    texts += [cell for row in waits_chart(MORE, "").rows() for cell in row]
    assert not {"nan", "inf"} & {word for text in texts for word in text.split()}


def test_an_empty_comparison_has_heads():
    empty = Beside(week=51, level=0, differences={})
    assert side_head([], empty)[1] == "Open at the end (80%)"
    assert side_rows([], empty) == ()


def test_weeks_are_named_by_days_that_rise(fan):
    assert list(fan.days) == sorted(set(fan.days))
    assert isinstance(fan.days[0], date)
