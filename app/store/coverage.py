"""How many of the records hold each field."""

from dataclasses import dataclass

from app.store import Store

_REQUESTS = """
    SELECT count(*) AS total,
           count(priority) AS priority, count(division) AS division,
           count(offence) AS offence, count(examination_type) AS examination_type,
           count(custody) AS custody, count(submitted_on) AS submitted_on,
           count(received_on) AS received_on, count(accepted_on) AS accepted_on,
           count(target_on) AS target_on, count(exhibits_agreed) AS exhibits_agreed,
           count(exhibits_requested) AS exhibits_requested,
           count(effort_estimated) AS effort_estimated,
           count(examiner) AS examiner
      FROM request
"""
_EXHIBITS = """
    SELECT count(*) AS total,
           count(owner_role) AS owner_role, count(access) AS access,
           count(size) AS size, count(received_on) AS received_on
      FROM exhibit
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """How many records hold a field.

    Attributes:
        kind: What is counted, ``requests`` or ``exhibits``.
        name: The field, as the import knows it.
        filled: Records that hold it.
        total: Records in all.
    """

    kind: str
    name: str
    filled: int
    total: int


def filled_fields(store: Store) -> list[Filled]:
    """Return for each field that figures rest on how many records hold it."""
    found = []
    for kind, statement in (("requests", _REQUESTS), ("exhibits", _EXHIBITS)):
        row = dict(store.one(statement))
        total = row.pop("total")
        found += [
            Filled(kind=kind, name=name, filled=filled, total=total)
            for name, filled in row.items()
            if total
        ]
    return found
