"""What another window changed meanwhile, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import fields

from app.casework.register import CaseFile
from app.reports.history_words import FIELDS, Wording, value_text

_NEVER = frozenset({"uid", "version", "request", "factors"})
_MORE = {
    "state": "State",
    "location": "Where",
    "seal": "Seal",
    "size": "Size",
    "access": "Access",
    "type": "Type",
    "done_on": "Finished",
    "text": "Text",
}


def versions_of(case: CaseFile) -> dict[str, int]:
    """Return the version of every record of a request, by uid."""
    found = {case.request.uid: case.request.version}
    found |= {one.uid: one.version for one in case.exhibits}
    found |= {one.uid: one.version for one in case.examinations}
    found |= {one.uid: one.version for one in case.notes}
    return found | {one.uid: one.version for one in case.proceedings}


def changed_there(before: CaseFile, after: CaseFile, names: Wording) -> str:
    """Return what differs between two readings of a request, as a sentence."""
    told = list(_between(before.request, after.request, "", names))
    was = _parts(before)
    for uid, (title, part) in _parts(after).items():
        if uid in was:
            told += _between(was[uid][1], part, title, names)
        else:
            told.append(f"{title} was added")
    gone = [title for uid, (title, _) in was.items() if uid not in _parts(after)]
    told += [f"{title} was taken away" for title in gone]
    return "; ".join(told)


def _parts(case: CaseFile) -> Mapping[str, tuple[str, object]]:
    found: dict[str, tuple[str, object]] = {}
    for exhibit in case.exhibits:
        found[exhibit.uid] = f"exhibit {exhibit.reference}", exhibit
    for piece in case.examinations:
        found[piece.uid] = "an examination", piece
    for note in case.notes:
        found[note.uid] = "a note", note
    for one in case.proceedings:
        found[one.uid] = f"accused {one.accused}", one
    for hours in case.hours:
        found[hours.uid] = f"{hours.hours:g} hours", hours
    return found


def _between(
    before: object, after: object, title: str, names: Wording
) -> Iterator[str]:
    for field in fields(before):  # type: ignore[arg-type]
        name = field.name
        was, now = getattr(before, name), getattr(after, name)
        if name in _NEVER or was == now:
            continue
        label = FIELDS.get(name) or _MORE.get(name, name.replace("_", " "))
        start = f"{title}, {label.lower()}" if title else label
        then = value_text(name, was, names)[:80] or "none"
        yield f"{start}: {then} to {value_text(name, now, names)[:80] or 'none'}"
