"""Equipment, providers and what was sent to them: read, and what changes them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import orjson

from app.casework.working_time import midday
from app.errors import CapacityError
from app.store import Store
from app.store.event import Operation
from app.store.person import flushed
from app.store.rows import amend_value, from_row, register_value, values_of
from app.workforce.equipment import Equipment, Provider, Sending, SentRequest

_SENDING = "SELECT * FROM sending WHERE request = :request AND sent_on = :sent_on"
_SAME_NAME = """
    SELECT 1 FROM provider WHERE name = :name COLLATE NOCASE AND uid <> :uid
"""
_NAME = "SELECT name FROM provider WHERE uid = :uid"
_SENT = """
    SELECT EXISTS (SELECT 1 FROM request WHERE provider = :name COLLATE NOCASE)
        OR EXISTS (
            SELECT 1 FROM event
             WHERE subject = 'request' AND status = 'EXTERNAL'
               AND json_extract(after, '$.provider') = :name COLLATE NOCASE
               AND id NOT IN (SELECT corrects FROM event WHERE corrects IS NOT NULL))
"""  # one that went to another provider later was sent to this one, too
_SENT_REQUESTS = """
    SELECT id, uid, reference, provider, examination_type FROM request
     WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id
"""


def read_equipment(store: Store) -> tuple[Equipment, ...]:
    """Return all equipment, by its label."""
    return values_of(store, Equipment, "equipment", order="label")


def read_providers(store: Store) -> tuple[Provider, ...]:
    """Return all providers, by name."""
    return values_of(store, Provider, "provider", order="name")


def read_sendings(store: Store) -> tuple[Sending, ...]:
    """Return what came of what was sent to providers, by the day of sending."""
    return values_of(store, Sending, "sending", order="sent_on")


def read_sent(store: Store, ids: Iterable[int]) -> tuple[SentRequest, ...]:
    """Return the requests that a provider had or has, by row id.

    Args:
        store: Where to read.
        ids: Row ids of those that the ledger has a stay with a provider of.
    """
    wanted = {"ids": orjson.dumps(sorted(ids)).decode()}
    found = zip(*store.columns(_SENT_REQUESTS, wanted), strict=True)
    return tuple(
        SentRequest(
            id=id_,
            uid=uid,
            reference=reference,
            provider=provider or "",
            examination_type=examination_type or "",
        )
        for id_, uid, reference, provider, examination_type in found
    )


def add_equipment(operation: Operation, item: Equipment) -> str:
    """Add equipment and return its uid."""
    return register_value(operation, "equipment", item, item.valid_from)


def change_equipment(operation: Operation, item: Equipment, *, on: date) -> None:
    """Change equipment, as from the version that was read."""
    amend_value(operation, "equipment", item, on)


def remove_equipment(operation: Operation, uid: str, *, on: date) -> None:
    """Take equipment away that was entered in error; the history keeps it."""
    operation.remove("equipment", uid, effective_at=midday(on))


def add_provider(operation: Operation, provider: Provider) -> str:
    """Add a provider and return its uid.

    Raises:
        CapacityError: There is one of that name.
    """
    provider = replace(provider, name=provider.name.strip())
    _check_name(flushed(operation), provider)
    return register_value(operation, "provider", provider, provider.valid_from)


def change_provider(operation: Operation, provider: Provider, *, on: date) -> None:
    """Change a provider, as from the version that was read.

    Raises:
        CapacityError: There is another one of that name, or requests were sent to it
            under the name that it had.
    """
    provider = replace(provider, name=provider.name.strip())
    store = flushed(operation)
    _check_name(store, provider)
    name = store.value(_NAME, {"uid": provider.uid}) or ""
    if name.casefold() != provider.name.casefold() and _was_sent(store, name):
        raise CapacityError(
            f"Requests were sent to {name}; under another name they would not be its.",
            remedy="Give the last day of this agreement, and add the new name.",
        )
    amend_value(operation, "provider", provider, on)


def remove_provider(operation: Operation, uid: str, *, on: date) -> None:
    """Take away a provider that was entered in error.

    Raises:
        CapacityError: Work was sent to it: give a last day instead.
    """
    name = operation.present("provider", uid)["name"]
    if _was_sent(flushed(operation), name):
        raise CapacityError(
            f"Requests were sent to {name}; it cannot be deleted.",
            remedy="Give the last day of the agreement instead.",
        )
    operation.remove("provider", uid, effective_at=midday(on))


def set_sending(operation: Operation, sending: Sending, *, on: date) -> None:
    """Record what came of a sending; there is one record for a request and a day."""
    wanted = {"request": sending.request, "sent_on": sending.sent_on.isoformat()}
    row = flushed(operation).one(_SENDING, wanted)
    if row is None:
        register_value(operation, "sending", sending, on)
        return
    held = from_row(Sending, row)
    version = sending.version if sending.uid else held.version
    amend_value(
        operation, "sending", replace(sending, uid=held.uid, version=version), on
    )


def _was_sent(store: Store, name: str) -> bool:
    return bool(store.value(_SENT, {"name": name}))


def _check_name(store: Store, provider: Provider) -> None:
    wanted = {"name": provider.name, "uid": provider.uid}
    if store.one(_SAME_NAME, wanted) is not None:
        raise CapacityError(
            f"There is a provider called {provider.name} already.",
            remedy="Give a name that tells the two apart.",
        )
