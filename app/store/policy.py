"""Priority policies: the one in force, and every one before it."""

from datetime import date
from typing import Any

from app.casework.working_time import local_day
from app.errors import PolicyError
from app.rules.policy import (
    FACTORS,
    Policy,
    check_policy,
    default_policy,
    parse_policy,
    policy_text,
    with_labels,
)
from app.store import Store
from app.store.event import Operation
from app.store.vocabulary import vocabulary

_ALL = "SELECT number, adopted_on, content FROM policy ORDER BY number"
_LAST = """
    SELECT number, adopted_on, content FROM policy
     WHERE :number IS NULL OR number = :number ORDER BY number DESC LIMIT 1
"""
_EVER = date(1970, 1, 1)
_HIGHEST = "SELECT coalesce(max(number), 0) FROM policy"


def policies(store: Store) -> tuple[Policy, ...]:
    """Return every policy, the one in force last."""
    factors = vocabulary(store, FACTORS)
    return tuple(with_labels(_policy(row), factors) for row in store.query(_ALL))


def read_policy(store: Store, number: int | None = None) -> Policy:
    """Return the policy with a number; the one in force without.

    In a store of an earlier version that is open for reading only, that is the one
    which is shipped.

    Raises:
        PolicyError: The store has none of that number.
    """
    row = store.one(_LAST, {"number": number})
    if row is not None:
        return with_labels(_policy(row), vocabulary(store, FACTORS))
    if number is not None:
        raise PolicyError(f"The store has no policy {number}.")
    return default_policy(vocabulary(store, FACTORS), _EVER)


def next_number(store: Store) -> int:
    """Return the number of the policy that is adopted next."""
    return int(store.value(_HIGHEST)) + 1


def add_policy(operation: Operation, policy: Policy, *, effective_at: int) -> str:
    """Add a policy and return its uid; it is in force from then on.

    Raises:
        PolicyError: It does not fit the factors of the store, or its number is taken.
    """
    check_policy(policy, vocabulary(operation.store, FACTORS))
    if policy.number != next_number(operation.store):
        raise PolicyError(
            f"Somebody has adopted a policy {policy.number} meanwhile.",
            remedy="Look at that one, then make your change again.",
        )
    row = {
        "number": policy.number,
        "adopted_on": policy.adopted_on.isoformat(),
        "content": policy_text(policy),
    }
    uid = f"policy/{policy.number}"
    return operation.register("policy", row, uid=uid, effective_at=effective_at)


def has_policy(store: Store) -> bool:
    """Return whether the store has a policy."""
    return next_number(store) > 1


def seed_policies(operation: Operation, *, effective_at: int) -> None:
    """Put the policy that is shipped into a store that has none."""
    operation.flush()  # the list of factors may have been added just now
    if not has_policy(operation.store):
        factors = vocabulary(operation.store, FACTORS)
        policy = default_policy(factors, local_day(effective_at))
        add_policy(operation, policy, effective_at=effective_at)


def _policy(row: Any) -> Policy:
    day = date.fromisoformat(row["adopted_on"])
    return parse_policy(row["content"], number=row["number"], adopted_on=day)
