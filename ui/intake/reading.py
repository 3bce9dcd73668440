"""From what was typed to a request, and what of it cannot be read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from app.casework.exhibit import hidden_identifier
from app.casework.plain_text import plain_number
from app.casework.proceeding import Proceeding
from app.casework.vocabulary import Vocabulary
from app.reports.chart import day_text
from app.rules.intake import ExhibitAsked, Fault, Intake
from ui.controls.day_field import typed_day
from ui.intake.spec import COLUMNS, NO, SPECS, YES, Kind, Spec

HIDDEN = "sha256:"
"""What an identifier begins with that is kept as its hash alone."""
_HASH = re.compile(r"[0-9a-f]{64}")
_SIZE = re.compile(r"([\d.,\s]+)\s*(tb|gb|mb|t|g|m)?", re.IGNORECASE)
_GIGABYTES = {"t": 1000.0, "g": 1.0, "m": 0.001, "": 1.0}

Words = Mapping[str, Vocabulary]


@dataclass(slots=True)
class Reading:
    """A request that was read, with what could not be."""

    intake: Intake = field(default_factory=Intake)
    faults: list[Fault] = field(default_factory=list)


def read_form(
    fields: Mapping[str, str],
    rows: Sequence[Sequence[str]],
    proceedings: Sequence[Proceeding],
    *,
    words: Words,
    salt: str,
) -> Reading:
    """Return the request that was typed; what cannot be read is a fault.

    Args:
        fields: Text, code, day or yes and no of each field, by its name.
        rows: Cells of each exhibit in the order of ``COLUMNS``; empty rows count not.
        proceedings: Accused and charges.
        words: Code lists by name.
        salt: What serial numbers are mixed with before they are hashed.
    """
    reading = Reading()
    facts: dict[str, Any] = {}
    for spec in SPECS.values():
        text = fields.get(spec.name, "")
        facts[spec.name] = _value(spec, text, reading.faults)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    exhibits = tuple(
        _exhibit(place, row, words, salt, reading.faults)
        for place, row in enumerate(filled)
    )
    usual = facts["received_on"]
    exhibits = tuple(one if one.received_on else _on(one, usual) for one in exhibits)
    reading.intake = Intake(**facts, exhibits=exhibits, proceedings=tuple(proceedings))
    return reading


def _value(spec: Spec, text: str, faults: list[Fault]) -> object:
    if spec.kind in (Kind.CODE, Kind.OPEN):
        return text.strip() or None
    if spec.kind is Kind.YES_NO:
        return {YES: True, NO: False}.get(text)
    if spec.kind is Kind.DAY:
        day = read_day(text)
        if text.strip() and day is None:
            message = f"“{text.strip()[:40]}” is no day. Write it as 31 Mar 2026."
            faults.append(Fault(field=spec.name, message=message))
        return day
    return text


def _exhibit(
    place: int, row: Sequence[str], words: Words, salt: str, faults: list[Fault]
) -> ExhibitAsked:
    cells = {
        column.name: cell.strip() for column, cell in zip(COLUMNS, row, strict=True)
    }

    def refuse(message: str) -> None:
        said = f"Exhibit {place + 1}: {message}"
        faults.append(Fault(field="exhibits", message=said, row=place))

    for column in COLUMNS:
        cell = cells[column.name]
        if column.words and cell and cell not in words.get(column.words, ()):
            refuse(f"“{cell[:40]}” is not in the list of {column.head.lower()}s.")
            cells[column.name] = "" if column.name != "type" else "OTHER"
    size = read_size(cells["size"])
    if size is None and cells["size"]:
        refuse(f"“{cells['size'][:40]}” is no size. Write gigabytes, such as 64.")
    received = read_day(cells["received_on"])
    if received is None and cells["received_on"]:
        refuse(f"“{cells['received_on'][:40]}” is no day. Write it as 31 Mar 2026.")
    return ExhibitAsked(
        reference=cells["reference"],
        type=cells["type"],
        owner_role=cells["owner_role"] or None,
        access=cells["access"] or None,
        size=size,
        seal=cells["seal"] or None,
        identifier=hide(cells["identifier"], salt).removeprefix(HIDDEN),
        level=cells["level"] or None,
        parent=cells["parent"] or None,
        received_on=received,
    )


def _on(one: ExhibitAsked, day: date | None) -> ExhibitAsked:
    return replace(one, received_on=day)


def read_day(text: str) -> date | None:
    """Return the day that a text names; None for none or what is none."""
    day = typed_day(text)
    if day is not None:
        return day
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def read_size(text: str) -> float | None:
    """Return gigabytes: “64”, “2 TB” and “500 MB” are understood."""
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        return None
    try:
        number = float(plain_number("".join(match[1].split())))
    except ValueError:
        return None
    return number * _GIGABYTES[(match[2] or "")[:1].lower()]


def hide(identifier: str, salt: str) -> str:
    """Return an identifier as a draft may keep it: its hash, marked as such."""
    if is_hidden(identifier):
        return identifier
    hashed = hidden_identifier(salt, identifier)
    return f"{HIDDEN}{hashed}" if hashed else ""


def is_hidden(identifier: str) -> bool:
    """Return whether an identifier is a hash already."""
    rest = identifier.removeprefix(HIDDEN)
    return rest != identifier and _HASH.fullmatch(rest) is not None


def tidy_day(text: str) -> str:
    """Return a day as days are written here; what is none stays as it is."""
    day = read_day(text)
    return text if day is None else day_text(day)
