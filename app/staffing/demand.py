"""What is known of the demand to come: series set, operations and changes recorded."""

from app.casework.outlook import ChangePoint, DriverValue, OperationPlan
from app.staffing.act import Act, act_of
from app.store import demand as stored

set_driver: Act[tuple[DriverValue, ...]] = act_of(
    "set driver series",
    lambda operation, values, on: stored.set_driver(operation, values, on=on),
)
"""Record values of driver series; what is there of the same time is changed."""

remove_driver: Act[str] = act_of(
    "remove driver series",
    lambda operation, name, on: stored.remove_driver(operation, name, on=on),
)
"""Take a whole series away, by its name."""

add_plan: Act[OperationPlan] = act_of(
    "plan operation",
    lambda operation, plan, on: stored.add_known(operation, plan, on=on),
)
"""Add a planned operation."""

change_plan: Act[OperationPlan] = act_of(
    "change planned operation",
    lambda operation, plan, on: stored.change_known(operation, plan, on=on),
)
"""Change a planned operation, as from the version that was read."""

remove_plan: Act[OperationPlan] = act_of(
    "remove planned operation",
    lambda operation, plan, on: stored.remove_known(operation, plan, on=on),
)
"""Take away an operation that will not happen."""

mark_change: Act[ChangePoint] = act_of(
    "mark change point",
    lambda operation, change, on: stored.add_known(operation, change, on=on),
)
"""Mark a day from which demand is another."""

amend_change: Act[ChangePoint] = act_of(
    "correct change point",
    lambda operation, change, on: stored.change_known(operation, change, on=on),
)
"""Correct the day or the words of a change point."""

remove_change: Act[ChangePoint] = act_of(
    "remove change point",
    lambda operation, change, on: stored.remove_known(operation, change, on=on),
)
"""Take away a change point."""
