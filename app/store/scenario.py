"""Scenarios that were kept: read, and what changes them."""

from datetime import date

from app.casework.working_time import midday
from app.errors import ScenarioError
from app.scenario.stored import StoredScenario
from app.store import Store
from app.store.event import Operation
from app.store.person import flushed
from app.store.rows import amend_value, register_value, value_with, values_of

_SAME_NAME = """
    SELECT 1 FROM scenario WHERE name = :name COLLATE NOCASE AND uid <> :uid
"""


def read_scenarios(store: Store) -> tuple[StoredScenario, ...]:
    """Return every scenario, by its name."""
    return values_of(store, StoredScenario, "scenario", order="name")


def read_scenario(store: Store, uid: str) -> StoredScenario | None:
    """Return one scenario; None if it is not there."""
    return value_with(store, StoredScenario, "scenario", uid)


def add_scenario(operation: Operation, scenario: StoredScenario) -> str:
    """Add a scenario and return its uid.

    Raises:
        ScenarioError: There is one of the same name.
    """
    _check_name(flushed(operation), scenario)
    return register_value(operation, "scenario", scenario, scenario.created_on)


def change_scenario(
    operation: Operation, scenario: StoredScenario, *, on: date
) -> None:
    """Change a scenario, as from the version that was read.

    Raises:
        ScenarioError: There is another one of the same name.
        ChangedMeanwhile: It was changed from another place.
    """
    _check_name(flushed(operation), scenario)
    amend_value(operation, "scenario", scenario, on)


def remove_scenario(operation: Operation, uid: str, *, on: date) -> None:
    """Take a scenario away; the history keeps it."""
    operation.remove("scenario", uid, effective_at=midday(on))


def _check_name(store: Store, scenario: StoredScenario) -> None:
    name = scenario.name.strip()
    if store.one(_SAME_NAME, {"name": name, "uid": scenario.uid}) is not None:
        raise ScenarioError(
            f"There is a scenario called {name} already.",
            remedy="Give this one another name.",
        )
