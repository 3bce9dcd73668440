"""Each chart of a plan has a sentence that can be read aloud."""

import re
from dataclasses import replace

import pytest

from app.reports.plan_words import (
    backlog_words,
    cost_words,
    difference_words,
    expected_words,
    hours_words,
    misses_words,
    use_words,
    waits_words,
    within_words,
)
from app.scenario.comparison import difference
from app.scenario.levers import Joins, Outsources, Overtime
from app.scenario.run import run
from app.scenario.scenario import BASE, Scenario
from app.scenario.situation import Past
from app.scenario.study import study_of
from tests.scenario.units import SKILLS, START, unit

WEEKS, RUNS = 30, 20
EVERY = (
    *(backlog_words, hours_words, waits_words, within_words, misses_words),
    *(expected_words, use_words, cost_words),
)


@pytest.fixture(scope="module")
def study():
    return study_of(unit(18.6), seed=1, weeks=WEEKS, paths=RUNS)


@pytest.fixture(scope="module")
def base(study):
    return run(study, replace(BASE, weeks=WEEKS), replications=RUNS)


@pytest.fixture(scope="module")
def more(study):
    levers = (
        Joins(fte=2, skills=SKILLS, first_on=START, induction_weeks=8),
        Overtime(weekly_hours=2, first_on=START),
        Outsources(label="Lab B", monthly_items=3, item_cost=500, first_on=START),
    )
    scenario = Scenario(name="Two more", levers=levers, weeks=WEEKS)
    return run(study, scenario, replications=RUNS)


@pytest.mark.parametrize("words", EVERY)
def test_a_sentence_names_the_scenario_and_holds_no_empty_number(base, more, words):
    assert words(base).startswith("If nothing changes,")
    assert words(more).startswith("With Two more,")
    for text in (words(base), words(more)):
        assert not re.search(r"\b(nan|inf|None)\b", text)
        assert text.endswith(".")


def test_the_backlog_is_told_with_its_range_and_main_assumption(base):
    text = backlog_words(base)
    assert "from 149 requests to about" in text
    assert "8 of 10 reckonings end between" in text
    assert "requests are accepted a week" in text
    assert "8 Nov 2026" in backlog_words(base, 0)
    assert backlog_words(base, 999) == text


def test_costs_say_what_has_a_price_and_what_has_none(base, more):
    text = cost_words(more)
    assert "What has a price comes to £" in text
    assert "Without a price: overtime of 2 h a week." in text
    assert "given to learning" in text
    assert "No prices were entered." in cost_words(base)


def test_a_difference_is_told_with_its_interval_and_nothing_as_nothing(base, more):
    assert re.search(
        r"By 30 May 2027 Two more has \d+ fewer open requests than the base",
        difference_words("Two more", difference(base, more)),
    )
    assert "cannot be told from the base" in difference_words(
        "Same", difference(base, base)
    )


def test_a_unit_without_dates_or_arrivals_is_told_without_figures():
    past = Past(arrivals={}, hours={}, usual={})
    study = study_of(unit(3, past=past, queue=0), seed=1, weeks=8, paths=2)
    nothing = run(study, replace(BASE, weeks=8), replications=4)
    assert "nothing new arrives" in waits_words(nothing)
    assert "no open request has a day" in misses_words(nothing)
    assert "no request to come reaches" in within_words(nothing)
    for words in EVERY:
        assert not re.search(r"\b(nan|inf|None)\b", words(nothing))
