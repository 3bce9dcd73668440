"""What the command prints of a plan: the same store gives the same lines."""

from dataclasses import replace
from datetime import date

import pytest

from app.errors import ScenarioError
from app.reports.plan_text import PlanQuestion, plan_lines
from app.scenario.levers import Grows
from app.scenario.run import run
from app.scenario.scenario import Scenario
from app.scenario.stored import SEED, common_seed, summary_of, to_store
from app.scenario.study import study_of
from tests.scenario.units import AS_AT, START, unit

RUNS = 12
MORE = Scenario(name="More demand", levers=(Grows(step=0.3, first_on=START),), weeks=52)


@pytest.fixture(scope="module")
def situation():
    return unit(18.6)


@pytest.fixture(scope="module")
def kept(situation):
    study = study_of(situation, seed=7, weeks=104)
    outcome = run(study, MORE, replications=RUNS)
    return to_store(
        MORE,
        seed=7,
        replications=RUNS,
        as_at=AS_AT,
        fingerprint=outcome.fingerprint,
        on=AS_AT,
        summary=summary_of(outcome, "Then it was so."),
    )


def told(situation, kept=(), **question):
    question.setdefault("replications", RUNS)
    return list(plan_lines(situation, kept, PlanQuestion(**question), "A unit"))


def test_the_base_is_told_at_four_distances_and_comes_out_the_same(situation):
    lines = told(situation)
    assert lines[0].startswith("A unit, Base: 104 weeks, from the queue at the end of")
    rows = [line for line in lines if line.startswith("  ") and " weeks, " in line]
    assert [line.split()[0] for line in rows] == ["13", "26", "52", "104"]
    assert any(line.startswith("If nothing changes, the backlog") for line in lines)
    assert f"Seed {SEED}, {RUNS} replications" in lines[-1]
    assert told(situation) == lines


def test_another_seed_gives_another_answer(situation):
    assert told(situation, seed=1)[-1] != told(situation, seed=2)[-1]


def test_a_kept_scenario_is_told_by_its_own_seed_and_is_the_answer_kept(
    situation, kept
):
    lines = told(situation, [kept], name="more DEMAND", replications=None)
    assert lines[0].startswith("A unit, More demand: 52 weeks")
    assert lines[-1] == "It is the answer that was kept."
    assert f"Seed 7, {RUNS} replications" in lines[-2]
    assert not any(line.startswith("  104 weeks") for line in lines)
    assert any("than the base" in line for line in lines)


def test_an_answer_that_is_another_than_the_one_kept_is_not_hidden(situation, kept):
    other = replace(kept, summary=kept.summary.replace(kept.result.digest, "0" * 24))
    lines = told(situation, [other], name=MORE.name)
    assert lines[-1].startswith(f"It is not the answer that was kept ({'0' * 24})")


def test_data_that_have_changed_since_are_told_with_the_old_sentence(kept):
    lines = told(unit(18.6, queue=150), [kept], name=MORE.name)
    assert lines[-1].startswith("The data have changed since 30 Oct 2026")
    assert lines[-1].endswith("Then it was so.")


def test_all_scenarios_of_a_unit_are_drawn_from_the_first_one(kept):
    later = replace(kept, uid="b", seed=8, created_on=date(2026, 11, 1))
    assert common_seed([later, kept]) == 7
    assert common_seed([]) == SEED


def test_nothing_is_printed_that_is_no_number():
    for found in (unit(18.6, queue=0), unit(5.0, weekly=0.0), unit(0.1)):
        words = "\n".join(told(found)).lower().split()
        assert not {"nan", "inf", "-inf", "nan%", "inf%"} & {*words}


def test_a_unit_without_people_is_told_what_to_enter():
    with pytest.raises(ScenarioError, match="Nobody has any hours"):
        told(unit(0.0))


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"name": "Fewer"}, "No scenario is called Fewer."),
        ({"replications": 0}, "The number of replications cannot be 0."),
        ({"replications": 10_001}, "The number of replications cannot be 10,001."),
        ({"seed": -1}, "A seed cannot be -1."),
    ],
)
def test_what_cannot_be_reckoned_is_said(situation, kept, question, sentence):
    with pytest.raises(ScenarioError, match=sentence):
        told(situation, [kept], **question)


def test_the_scenarios_that_there_are_are_named(situation, kept):
    with pytest.raises(ScenarioError) as refused:
        told(situation, [kept], name="Fewer")
    assert refused.value.remedy == "Give one of these: More demand."
    with pytest.raises(ScenarioError) as refused:
        told(situation, name="Fewer")
    assert "only the base is there" in refused.value.remedy
