"""What of one scenario is the same in every block of its replications."""

from dataclasses import dataclass

import numpy as np

from app.errors import ScenarioError
from app.scenario.crew import Crew, crew_of
from app.scenario.levers import PlannedOperation
from app.scenario.lines import Lines, lines_of
from app.scenario.means import Limit, Outside, limits_of, providers_of
from app.scenario.scenario import Scenario
from app.scenario.situation import Numbers, Situation
from app.scenario.study import Study


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """What of a scenario is the same in all blocks.

    Attributes:
        study: The common ground.
        scenario: The scenario.
        crew: Who serves.
        lines: What tells queues apart.
        limits: Equipment that may hold work up.
        outside: Providers.
        targets: Days from receipt to issue, by level.
    """

    study: Study
    scenario: Scenario
    crew: Crew
    lines: Lines
    limits: tuple[Limit, ...]
    outside: tuple[Outside, ...]
    targets: Numbers

    @property
    def horizon(self) -> float:
        """Days of the replications."""
        return 7.0 * self.scenario.weeks


def frame_of(study: Study, scenario: Scenario) -> Frame:
    """Return what of a scenario is the same in all blocks.

    Raises:
        ScenarioError: Nobody has any hours, or a planned operation asks for a skill
            that nobody has.
        CapacityError: A lever concerns somebody who is not in post.
    """
    situation = study.situation
    if scenario.weeks > study.weeks:
        raise ScenarioError(
            f"{scenario.name} looks {scenario.weeks} weeks ahead; arrivals are forecast"
            f" for {study.weeks}.",
            remedy="Look less far ahead.",
        )
    crew = crew_of(situation, scenario)
    _check_operations(situation, scenario, crew)
    targets = scenario.targets or situation.targets
    return Frame(
        study=study,
        scenario=scenario,
        crew=crew,
        lines=lines_of(situation, scenario, crew),
        limits=limits_of(situation, scenario),
        outside=providers_of(situation, scenario),
        targets=np.array([*targets, targets[-1]], dtype=np.float64),
    )


def _check_operations(situation: Situation, scenario: Scenario, crew: Crew) -> None:
    for lever in (*situation.operations, *scenario.of(PlannedOperation)):
        kind = lever.examination_type
        if not kind:
            continue
        skill = situation.skill_of.get(kind)
        if skill and not any(skill in one for one in crew.skills):
            raise ScenarioError(
                f"{lever.label} brings work for {situation.name(skill)}, and nobody is"
                " current in that.",
                remedy="Let somebody be trained or join, or choose another type.",
            )
        if kind not in situation.donors.kinds:
            raise ScenarioError(
                f"{lever.label} is of {situation.name(kind)}, of which there was no"
                " request in the last year to go by.",
                remedy="Choose a type that the unit has had.",
            )
