"""What the jobs of the room reckon: values in, values out, no widget and no store."""

from dataclasses import dataclass
from math import ceil

from app.errors import AppError, ScenarioError
from app.progress import Progress
from app.scenario.comparison import difference
from app.scenario.goal import BEYOND, Goal, Means, Requirement
from app.scenario.levers import LONGEST
from app.scenario.outcome import Difference, Outcome, Preview
from app.scenario.preview import preview
from app.scenario.requirement import requirement_of
from app.scenario.run import run
from app.scenario.scenario import WEEKS, Scenario
from app.scenario.situation import Situation
from app.scenario.study import Study, study_of


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ready:
    """What scenarios start from.

    Attributes:
        study: The common ground of all that are compared.
        fingerprint: Of the data.
    """

    study: Study
    fingerprint: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Done:
    """A scenario that was run.

    Attributes:
        scenario: What it said when it was run.
        outcome: What came of it.
        difference: That less the base; None for the base itself.
    """

    scenario: Scenario
    outcome: Outcome
    difference: Difference | None


def prepare(situation: Situation, seed: int, known: Ready | None) -> Ready:
    """Return what scenarios start from; the same as before if the data are the same."""
    fingerprint = situation.fingerprint()
    if known is not None and (known.fingerprint, known.study.seed) == (
        fingerprint,
        seed,
    ):
        return known
    study = study_of(situation, seed=seed, weeks=WEEKS)
    return Ready(study=study, fingerprint=fingerprint)


def reckon(
    ready: Ready,
    scenario: Scenario,
    replications: int,
    base: Outcome | None,
    progress: Progress,
) -> Done:
    """Run a scenario, and compare it with the base run by run.

    Raises:
        AppError: It cannot be run; the sentence says why.
    """
    outcome = run(ready.study, scenario, replications=replications, progress=progress)
    less = None if base is None else difference(base, outcome)
    return Done(scenario=scenario, outcome=outcome, difference=less)


def sketch(ready: Ready, scenario: Scenario, progress: Progress) -> Preview | None:
    """Return the instant answer; None where there is none, as the full one will say."""
    progress(0, 1)
    try:
        return preview(ready.study, scenario)
    except AppError:
        return None


def search(ready: Ready, goal: Goal, means: Means, progress: Progress) -> Requirement:
    """Return what it takes to reach a goal.

    Raises:
        AppError: It cannot be reckoned; the sentence says why.
    """
    study = ready.study
    weeks = ceil((goal.by - study.situation.start).days / 7) + BEYOND + 1
    if weeks > LONGEST:
        raise ScenarioError(
            f"The day of the goal is more than {(LONGEST - BEYOND) // 52} years away.",
            remedy="Choose an earlier day.",
        )
    if weeks > study.weeks:
        study = study_of(study.situation, seed=study.seed, weeks=weeks)
    return requirement_of(study, goal, means, progress=progress)
