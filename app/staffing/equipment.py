"""Equipment, providers and what was sent to them: added, changed, taken away."""

from app.staffing.act import Act, act_of
from app.store import equipment as stored
from app.workforce.equipment import Equipment, Provider, Sending

add_equipment: Act[Equipment] = act_of(
    "add equipment", lambda operation, item, _: stored.add_equipment(operation, item)
)
"""Add equipment."""

change_equipment: Act[Equipment] = act_of(
    "change equipment",
    lambda operation, item, on: stored.change_equipment(operation, item, on=on),
)
"""Change equipment, as from the version that was read."""

remove_equipment: Act[Equipment] = act_of(
    "remove equipment",
    lambda operation, item, on: stored.remove_equipment(operation, item.uid, on=on),
)
"""Take away equipment that was entered in error."""

add_provider: Act[Provider] = act_of(
    "add provider", lambda operation, one, _: stored.add_provider(operation, one)
)
"""Add a provider."""

change_provider: Act[Provider] = act_of(
    "change provider",
    lambda operation, one, on: stored.change_provider(operation, one, on=on),
)
"""Change a provider, as from the version that was read."""

remove_provider: Act[Provider] = act_of(
    "remove provider",
    lambda operation, one, on: stored.remove_provider(operation, one.uid, on=on),
)
"""Take away a provider that nothing was sent to."""

set_sending: Act[Sending] = act_of(
    "record sending",
    lambda operation, one, on: stored.set_sending(operation, one, on=on),
)
"""Record what came of a sending."""
