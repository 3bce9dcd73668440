"""Scenarios of the plan: kept, changed, taken away."""

from app.scenario.stored import StoredScenario
from app.staffing.act import Act, act_of
from app.store import scenario as stored

add_scenario: Act[StoredScenario] = act_of(
    "add scenario", lambda operation, one, _: stored.add_scenario(operation, one)
)
"""Keep a scenario."""

change_scenario: Act[StoredScenario] = act_of(
    "change scenario",
    lambda operation, one, on: stored.change_scenario(operation, one, on=on),
)
"""Change a scenario, as from the version that was read."""

remove_scenario: Act[StoredScenario] = act_of(
    "remove scenario",
    lambda operation, one, on: stored.remove_scenario(operation, one.uid, on=on),
)
"""Take a scenario away."""
