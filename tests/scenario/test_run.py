"""Scenarios run: reproducible, comparable, and clear about what cannot be."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from app.casework.request import Priority
from app.casework.waiting import Stage
from app.errors import CapacityError, ScenarioError
from app.progress import Cancelled
from app.scenario.comparison import difference
from app.scenario.levers import (
    ChangesEffort,
    Departs,
    Discipline,
    Diverts,
    Grows,
    Joins,
    LimitsExposure,
    Outsources,
    Overtime,
    PlannedOperation,
    Rejects,
    Serves,
    SetsShare,
    TakesLeave,
    Trains,
)
from app.scenario.lines import served_levels
from app.scenario.run import run
from app.scenario.scenario import BASE, Scenario
from app.scenario.situation import Past
from app.scenario.stored import summary_of, to_store
from app.scenario.study import study_of
from app.workforce.team import Team
from tests.scenario.units import (
    AS_AT,
    SKILLS,
    START,
    donors_of,
    open_rows,
    team_of,
    unit,
)

RUNS, WEEKS = 24, 40
LATER = START + timedelta(weeks=4)
HALF = replace(BASE, weeks=WEEKS)


@pytest.fixture(scope="module")
def study():
    return study_of(unit(18.6), seed=3, weeks=WEEKS, paths=RUNS)


def outcome(study, *levers, weeks=WEEKS, **more):
    scenario = Scenario(name="Other", levers=levers, weeks=weeks)
    return run(study, scenario, replications=RUNS, **more)


def middle(found, week=-1):
    return float(found.open_requests[""].mean[week])


@pytest.fixture(scope="module")
def base(study):
    return run(study, HALF, replications=RUNS)


def test_blocks_of_replications_give_the_same_bytes_as_all_at_once(study, base):
    cut = run(study, HALF, replications=RUNS, block=7)
    assert summary_of(cut).digest == summary_of(base).digest
    assert cut.waits == base.waits
    assert cut.expected == base.expected


def test_a_kept_scenario_gives_the_same_bytes_next_year(base):
    kept = to_store(
        HALF,
        seed=3,
        replications=RUNS,
        as_at=AS_AT,
        fingerprint=base.fingerprint,
        on=AS_AT,
        summary=summary_of(base),
    )
    situation = unit(18.6)  # read again
    assert kept.is_current(situation.fingerprint())
    study = study_of(situation, seed=kept.seed, weeks=WEEKS, paths=RUNS)
    again = run(study, kept.scenario, replications=kept.replications)
    assert summary_of(again).digest == kept.result.digest


def test_other_data_have_another_fingerprint(base):
    for changed in (
        unit(19.0),
        unit(18.6, queue=150),
        unit(18.6, weekly=14.0),
        unit(18.6, targets=(1.0, 14.0, 30.0, 120.0)),
        unit(18.6, donors=donors_of(seed=12)),
    ):
        assert changed.fingerprint() != base.fingerprint
    assert unit(18.6).fingerprint() == base.fingerprint


def test_another_seed_gives_another_answer(base):
    study = study_of(unit(18.6), seed=4, weeks=WEEKS, paths=RUNS)
    again = run(study, HALF, replications=RUNS)
    assert summary_of(again).digest != summary_of(base).digest


def test_a_longer_look_ahead_has_the_same_first_weeks(study, base):
    longer = outcome(study, weeks=WEEKS + 20)
    first = longer.paths.open_requests[:, :WEEKS]
    assert np.array_equal(first, base.paths.open_requests)


def test_more_demand_only_adds_requests(study, base):
    more = outcome(study, Grows(step=0.3, first_on=START))
    assert (more.paths.open_requests >= base.paths.open_requests).mean() > 0.99
    assert more.waits[0].items == pytest.approx(1.3 * base.waits[0].items, rel=0.03)


@pytest.mark.parametrize(
    "lever",
    [
        Diverts(types=("MOB",), share=0.5, first_on=START),
        Rejects(priorities=(Priority.STANDARD,), share=0.3, first_on=START),
        ChangesEffort(types=("MOB",), factor=0.5, first_on=START),
        Overtime(weekly_hours=5, first_on=START),
        SetsShare(kind="B_ADMIN", share=0.2, first_on=START),
        Joins(fte=2.5, skills=SKILLS, first_on=START),
        Outsources(monthly_items=12, first_on=START),
    ],
)
def test_what_helps_lowers_the_backlog_replication_by_replication(study, base, lever):
    gap = difference(base, outcome(study, lever))
    assert gap.requests[-1] < 0
    assert gap.requests_high[-1] < 0
    assert gap.hours_low[-1] <= gap.hours[-1] <= gap.hours_high[-1]


@pytest.mark.parametrize(
    "lever",
    [
        Departs(person="person-01", on=START),
        TakesLeave(
            person="person-01", first_on=START, last_on=START + timedelta(weeks=30)
        ),
        PlannedOperation(
            label="Campaign",
            requests=60,
            priority=Priority.URGENT,
            examination_type="WIN",
            first_on=LATER,
            last_on=LATER + timedelta(weeks=4),
        ),
        ChangesEffort(yearly=0.5, first_on=START),
    ],
)
def test_what_burdens_raises_the_work_waiting(study, base, lever):
    gap = difference(base, outcome(study, lever))
    assert gap.hours_low[-1] > 0


def test_one_more_examiner_is_told_far_better_by_pairs_than_by_two_studies(study):
    base = run(study, HALF, replications=RUNS)
    more = outcome(study, Joins(fte=1, skills=SKILLS, first_on=START))
    one, two = (found.paths.open_requests[:, -1] for found in (base, more))
    assert 20 * np.var(two - one) < np.var(one) + np.var(two)


def test_a_person_who_learns_a_skill_takes_its_work_and_finishes_what_was_begun():
    team = team_of(6, skills=("SK_MOB",))
    situation = unit(6, weekly=4, team=team, queue=40)
    study = study_of(situation, seed=1, weeks=WEEKS, paths=RUNS)
    none = run(study, HALF, replications=RUNS)
    assert "Computers" in " ".join(none.notes)
    trained = outcome(
        study,
        Trains(
            person="person-01",
            skill="SK_WIN",
            first_on=START,
            weeks=4,
            weekly_hours=7,
        ),
    )
    assert trained.cost.training == pytest.approx(4 * 7, rel=0.1)
    assert middle(trained) < middle(none)
    stuck = [one for one in trained.expected if one.p50 is None]
    assert len(stuck) < sum(one.p50 is None for one in none.expected)


@pytest.mark.parametrize("discipline", list(Discipline))
def test_each_order_of_service_books_about_the_same_hours(study, base, discipline):
    found = outcome(study, Serves(discipline=discipline))
    assert found.cost.hours == pytest.approx(base.cost.hours, rel=0.02)


def test_nobody_does_exposed_work_where_the_limit_is_nothing(study, base):
    found = outcome(study, LimitsExposure(weekly_hours=0))
    assert middle(found) > middle(base) + 30
    assert any("Exposed work is limited" in note for note in found.notes)


def test_figures_of_an_outcome_agree_with_one_another(base):
    for fans in (base.open_requests, base.open_hours, base.waiting):
        assert (np.diff(fans[""].rows, axis=0) >= 0).all()
        parts = sum(fans[name].mean for name in ("P1", "P2", "P3", "P4"))
        assert parts == pytest.approx(fans[""].mean)
    assert (base.waiting[""].mean <= base.open_requests[""].mean).all()
    assert 0 < base.use[0].mean <= 1.01
    assert base.cost.hours <= 1.01 * base.cost.productive
    assert base.misses.dated.sum() == sum(
        one.is_statutory and one.due < base.weeks[-1] for one in base.expected
    )
    assert len(base.expected) == base.start_requests == 149


def test_holds_reviews_and_providers_keep_requests_open_without_examiners():
    rows = [
        replace(row, stage=stage, is_held=stage is Stage.HELD)
        for row, stage in zip(
            open_rows(60),
            [Stage.HELD, Stage.OUTSIDE, Stage.FINISHING, Stage.IN_HAND] * 15,
            strict=True,
        )
    ]
    rows = [replace(row, examiner="person-01") for row in rows]
    past = replace(
        unit().past,
        held=0.4,
        hold_days=np.array([5.0, 20.0, 60.0]),
        finishing_days=7.0,
        spread=0.3,
        ratio=1.1,
    )
    situation = unit(20, open_rows=tuple(rows), past=past)
    study = study_of(situation, seed=1, weeks=WEEKS, paths=RUNS)
    found = run(study, HALF, replications=RUNS)
    assert 30 < found.open_requests[""].mean[0] < 75
    assert all(one.p85 is not None for one in found.expected)


def test_without_people_the_scenario_is_refused_in_words():
    study = study_of(unit(team=Team(people=())), seed=1, weeks=WEEKS, paths=RUNS)
    with pytest.raises(ScenarioError, match="Nobody has any hours"):
        run(study, HALF, replications=RUNS)
    joined = Joins(fte=5, skills=SKILLS, first_on=START)
    assert outcome(study, joined).cost.productive > 0


def test_skills_that_nobody_has_are_told_and_their_requests_wait():
    situation = unit(10, team=team_of(10, skills=("SK_MOB",)))
    study = study_of(situation, seed=1, weeks=WEEKS, paths=RUNS)
    found = run(study, HALF, replications=RUNS)
    assert any("Nobody is current in Computers: 74 open" in one for one in found.notes)
    operation = PlannedOperation(
        label="Seizure",
        requests=5,
        priority=Priority.URGENT,
        examination_type="WIN",
        first_on=START,
        last_on=START,
    )
    with pytest.raises(ScenarioError, match="nobody is current"):
        outcome(study, operation)


def test_an_operation_of_a_type_never_seen_is_refused(study):
    operation = PlannedOperation(
        label="Seizure",
        requests=5,
        priority=Priority.URGENT,
        examination_type="DRONE",
        first_on=START,
        last_on=START,
    )
    with pytest.raises(ScenarioError, match="no request in the last year"):
        outcome(study, operation)


def test_growth_beyond_reason_is_refused(study):
    wild = Grows(step=3, yearly=1, first_on=START)
    more = Grows(step=3, first_on=START)
    with pytest.raises(ScenarioError, match="Demand would grow"):
        outcome(study, wild, more)


def test_a_lever_on_somebody_who_is_not_there_is_refused(study):
    with pytest.raises(CapacityError):
        outcome(study, Departs(person="nobody", on=START))


def test_looking_further_than_arrivals_are_forecast_is_refused(study):
    with pytest.raises(ScenarioError, match="forecast for 130"):
        outcome(study, weeks=200)


def test_without_any_history_the_queue_alone_is_played_and_that_is_said():
    past = Past(arrivals={}, hours={"": np.zeros(0)}, usual={"": 8.0})
    situation = unit(10, past=past)
    study = study_of(situation, seed=1, weeks=WEEKS, paths=RUNS)
    found = run(study, HALF, replications=RUNS)
    assert middle(found) == 0
    assert found.waits[0].within is None
    assert any("no history of arrivals" in one for one in found.notes)


def test_an_empty_queue_with_nothing_coming_has_an_outcome_without_gaps():
    past = Past(arrivals={}, hours={}, usual={})
    situation = unit(3, past=past, queue=0)
    study = study_of(situation, seed=1, weeks=8, paths=RUNS)
    found = run(study, replace(BASE, weeks=8), replications=4)
    assert middle(found) == 0
    assert found.misses.total == 0
    assert np.isfinite(found.open_hours[""].rows).all()


def test_progress_is_told_and_a_cancelled_run_stops(study):
    told = []
    run(study, HALF, replications=20, block=5, progress=lambda *at: told.append(at))
    assert told == [(0, 20), (5, 20), (10, 20), (15, 20), (20, 20)]

    def stop(done, total):
        raise Cancelled

    with pytest.raises(Cancelled):
        run(study, HALF, replications=20, progress=stop)


def test_waiting_long_raises_a_class_only_where_the_scenario_says_so(study):
    situation = study.situation

    def served(*levers):
        return served_levels(situation, Scenario(name="S", levers=levers)).tolist()

    plain = [row.level for row in situation.open_rows]
    assert served() == plain  # as the Queue page had it
    assert served(Serves(waits_out=0)) == plain
    soon = served(Serves(waits_out=0.1))
    assert all(
        one - 1 == other
        for one, other, row in zip(plain, soon, situation.open_rows, strict=True)
        if one > 1 and (AS_AT - row.received_on).days > 12
    )
    assert served(Serves(discipline=Discipline.DUE, waits_out=0.1)) == plain


def test_nobody_gives_more_hours_than_there_are():
    short = study_of(unit(10.0), seed=5, weeks=WEEKS, paths=RUNS)
    found = run(short, HALF, replications=RUNS)
    assert all(one.mean is None or one.mean <= 1 for one in found.use)
    assert max(one.mean or 0 for one in found.use) > 0.99
    assert all(one.high is None or one.high <= 1 + 1e-9 for one in found.use)
