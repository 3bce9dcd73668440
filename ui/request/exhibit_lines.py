"""Exhibits, and what happened to them, as lines of a table."""

from collections.abc import Iterable
from datetime import date

from app.casework.course import Told
from app.casework.exhibit import Exhibit
from app.casework.working_time import local_day
from app.reports.chart import day_text
from app.reports.history_words import FIELDS, stamp_text
from ui.request.lines import Line
from ui.request.sight import CaseSight


def by_parent(exhibits: Iterable[Exhibit]) -> list[Exhibit]:
    """Return exhibits, each followed by what was taken out of it."""
    every = list(exhibits)
    known = {one.uid for one in every}
    inside: dict[str, list[Exhibit]] = {}
    for one in every:
        if one.parent in known:
            inside.setdefault(str(one.parent), []).append(one)
    tops = [one for one in every if one.parent not in known]
    return [each for top in tops for each in (top, *inside.get(top.uid, ()))]


def exhibit_line(one: Exhibit, sight: CaseSight) -> Line:
    """Return the line of an exhibit."""
    names = sight.names
    agreed = {None: "not decided", True: "yes", False: "no"}[one.is_agreed]
    return Line(
        cells=(
            one.reference,
            names.label("exhibit_type", one.type),
            names.label("owner_role", one.owner_role),
            names.label("access_state", one.access),
            names.label("exhibit_state", one.state.value),
            one.location or "",
            one.seal or "",
            "" if one.size is None else f"{one.size:,g}",
            agreed,
        ),
        value=one,
        indent=1 if one.parent else 0,
    )


_EXHIBIT_FIELDS = {
    **FIELDS,
    "type": "Type",
    "owner_role": "Owner",
    "access": "Access",
    "size": "Size",
    "location": "Where",
    "seal": "Seal",
    "is_agreed": "Agreed",
    "identifier": "Serial or IMEI",
    "parent": "Taken out of",
    "finished_on": "Done",
}
_NOT_TOLD = frozenset({"version", "request", "state"})


def custody_line(one: Told, sight: CaseSight) -> Line:
    """Return the line of what happened to an exhibit."""
    entry = one.entry
    state = sight.names.label("exhibit_state", entry.status)
    changes = "; ".join(
        f"{_EXHIBIT_FIELDS.get(name, name)}: {_exhibit_value(name, value, sight)}"
        for name, value in entry.after.items()
        if name not in _NOT_TOLD and entry.kind != "registered"
    )
    if entry.kind == "registered":
        state = f"Recorded as {state.lower()}" if state else "Recorded"
    undone = "Undone" if entry.kind == "undone" else ""
    return Line(
        cells=(
            day_text(local_day(entry.effective_at)),
            ", ".join(part for part in (undone, state, changes) if part),
            stamp_text(entry),
            entry.who,
            entry.why,
        ),
        value=entry,
        is_struck=one.gone_by is not None,
    )


_EXHIBIT_LISTS = {"type": "exhibit_type", "owner_role": "owner_role"}
_EXHIBIT_LISTS |= {"access": "access_state"}


def _exhibit_value(name: str, value: object, sight: CaseSight) -> str:
    if value is None:
        return "none"
    if name == "identifier":
        return "recorded as a hash"
    if name == "is_agreed":
        return "yes" if value else "no"
    if name == "parent":
        every = {each.uid: each.reference for each in sight.case.exhibits}
        return every.get(str(value), "another exhibit")
    if name.endswith("_on"):
        return day_text(date.fromisoformat(str(value)))
    found = _EXHIBIT_LISTS.get(name)
    return sight.names.label(found, str(value)) if found else str(value)
