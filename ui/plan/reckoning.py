"""What the jobs of the room reckon: values in, values out, no widget and no store."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import ScenarioError
from app.progress import Progress
from app.scenario.comparison import difference
from app.scenario.goal import Goal, Means, Requirement
from app.scenario.outcome import Difference, Outcome, Preview
from app.scenario.run import run
from app.scenario.scenario import WEEKS, Scenario
from app.scenario.situation import Situation
from app.scenario.stored import Summary
from app.scenario.study import Study, study_of
from ui.plan.portfolio import Entry
from ui.plan.result_view import View


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
    """Return the instant answer; None where it would mislead."""
    progress(0, 1)
    return None


def search(ready: Ready, goal: Goal, means: Means, progress: Progress) -> Requirement:
    """Return what it takes to reach a goal."""
    raise ScenarioError("Not yet.")


def summary_of(outcome: Outcome) -> Summary:
    return Summary(digest="d", sentence="Said.")


def sentences_of(entry: Entry, base: Entry, weeks: int) -> Mapping[View, str]:
    return {view: f"{view.name} of {entry.scenario.name}." for view in View}
