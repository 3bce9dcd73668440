"""The history of a person or of a post in words, for screen and paper."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from app.casework.course import told
from app.casework.history import Entry
from app.casework.working_time import local_day
from app.reports.chart import day_text
from app.reports.history_words import UNDO, is_redone, stamp_text
from app.store.people_past import Happening
from app.workforce.examiner import LEVELS
from app.workforce.pattern import week_words

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
GONE = {"undone": "undone", "corrected": "corrected", "removed": "undone"}
"""What became of an event whose place another of a kind took."""

FIELDS: Mapping[str, str] = {
    "name": "Name",
    "alias": "Alias",
    "account": "Account",
    "role": "Role",
    "site": "Site",
    "starts_on": "In post from",
    "ends_on": "In post until",
    "valid_from": "From",
    "valid_to": "Until",
    "first_on": "First day",
    "last_on": "Last day",
    "level": "Level",
    "evidence": "Evidence",
    "kind": "Kind",
    "hours_a_day": "Hours a day",
    "share_kept": "Share of the hours kept",
    "hours_a_week": "Hours a week",
    "share": "Share of the hours left",
    "label": "Title",
    "weekly_hours": "Hours a week",
    "note": "Note",
    "post": "Post",
    "person": "Person",
    "skill": "Skill",
    **{day: day.capitalize() for day in DAYS},
}
"""Name of each column that is worth a word."""

_SILENT = frozenset({"version", "bars_exposure"})
_UNQUOTED = frozenset({"account", "note"})
"""Free text about a person, of which only that it changed is said."""

_NAMES = frozenset({"name", "alias"})
_SHARES = frozenset({"share_kept", "share"})
_LISTS = {"role": "staff_role", "skill": "skill", "kind": "absence_kind"}
_VERBS = {"registered": "entered", "removed": "taken away"}


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleNames:
    """What codes, people and posts are called.

    Attributes:
        labels: Label of each code, by the name of its list.
        people: Names or aliases, by uid.
        posts: Titles of posts, by uid.
        shows_names: Whether names may be told; only that one changed else.
    """

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)
    shows_names: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One event in words.

    Attributes:
        on: The day on which it took effect.
        what: What happened.
        recorded: When it was recorded.
        who: Who recorded it.
        why: Why, or in the course of what.
        became: What became of it, such as ``undone 3 Mar 2026 by ...``; empty while
            it holds.
    """

    on: date
    what: str
    recorded: str
    who: str
    why: str
    became: str


def history_lines(
    past: Iterable[Happening], names: PeopleNames
) -> tuple[HistoryLine, ...]:
    """Return each event in words, what was recorded last first."""
    by_record: dict[tuple[str, str], list[Entry]] = {}
    for happening in past:
        record = happening.subject, happening.uid
        by_record.setdefault(record, []).append(happening.entry)
    found: list[tuple[int, HistoryLine]] = []
    for (subject, _), entries in by_record.items():
        rows = _rows(entries)
        for one in told(entries):
            entry = one.entry
            line = HistoryLine(
                on=local_day(entry.effective_at),
                what=_what(subject, entry, rows[entry.number], names),
                recorded=stamp_text(entry),
                who=entry.who,
                why=entry.why or entry.act,
                became=_became(one.gone_by),
            )
            found.append((entry.number, line))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(line for _, line in found)


def _rows(entries: Iterable[Entry]) -> dict[int, Mapping[str, Any]]:
    """Return what the record was at each event; at its removal what it had been."""
    found: dict[int, Mapping[str, Any]] = {}
    row: Mapping[str, Any] = {}
    for entry in sorted(entries, key=lambda entry: entry.number):
        row = {**row, **(entry.after or entry.before)}
        found[entry.number] = row
    return found


def _what(
    subject: str, entry: Entry, row: Mapping[str, Any], names: PeopleNames
) -> str:
    about = _about(subject, row, names)
    if entry.kind in _VERBS:
        verb = _VERBS[entry.kind]
        if entry.kind == "removed" and entry.corrects is not None:
            return f"Undone: {about} entered"
        if entry.kind == "registered" and entry.act == UNDO:
            return f"Put back: {about}"
        return f"{about} {verb}"
    changes = "; ".join(_changes(entry, names)) or "changed"
    words = f"{about}: {changes}"
    if entry.kind == "undone":
        return f"Undone: {words}"
    if entry.kind == "corrected":
        return f"{'Done again' if is_redone(entry) else 'Corrected'}: {words}"
    return words


def _about(subject: str, row: Mapping[str, Any], names: PeopleNames) -> str:
    """Return what a record is, in words that tell it from others."""
    return _ABOUT[subject](row, names)


def _person(row: Mapping[str, Any], names: PeopleNames) -> str:
    role = _value("role", row.get("role"), names)
    return f"Person ({role}, in post from {_day(row.get('starts_on'))})"


def _pattern(row: Mapping[str, Any], _names: PeopleNames) -> str:
    hours = [float(row.get(day) or 0) for day in DAYS]
    week = f"{sum(hours):g} a week: {week_words(hours)}"
    return f"Hours from {_day(row.get('valid_from'))} ({week})"


def _skill(row: Mapping[str, Any], names: PeopleNames) -> str:
    level = _value("level", row.get("level"), names).lower()
    until = f", until {_day(row['valid_to'])}" if row.get("valid_to") else ""
    return f"Skill {_value('skill', row.get('skill'), names)} ({level}{until})"


def _absence(row: Mapping[str, Any], names: PeopleNames) -> str:
    first, last = _day(row.get("first_on")), _day(row.get("last_on"))
    days = first if first == last else f"{first} to {last}"
    return f"{_value('kind', row.get('kind'), names)}, {days}"


def _abstraction(row: Mapping[str, Any], names: PeopleNames) -> str:
    hours, share = row.get("hours_a_week"), row.get("share")
    much = f"{hours:g} h a week" if hours else f"{share or 0:.1%} of the hours left"
    kind = _value("kind", row.get("kind"), names)
    return f"{kind}, {much} from {_day(row.get('valid_from'))}"


def _posting(row: Mapping[str, Any], names: PeopleNames) -> str:
    post, person = (_value(name, row.get(name), names) for name in ("post", "person"))
    return f"Post {post} held by {person} from {_day(row.get('valid_from'))}"


def _post(row: Mapping[str, Any], _names: PeopleNames) -> str:
    return f"Post {row.get('label', '')}"


_ABOUT: Mapping[str, Callable[[Mapping[str, Any], PeopleNames], str]] = {
    "person": _person,
    "pattern": _pattern,
    "skill": _skill,
    "absence": _absence,
    "abstraction": _abstraction,
    "posting": _posting,
    "post": _post,
}
"""What a record of each table is, in words."""


def _changes(entry: Entry, names: PeopleNames) -> Iterable[str]:
    for column, after in entry.after.items():
        if column in _SILENT:
            continue
        title = FIELDS.get(column, column)
        is_hidden = column in _NAMES and not names.shows_names
        if column in _UNQUOTED or is_hidden:
            yield f"{title} changed"
            continue
        was = _value(column, entry.before.get(column), names) or "none"
        yield f"{title}: {was} to {_value(column, after, names) or 'none'}"


def _value(column: str, value: Any, names: PeopleNames) -> str:
    if value is None:
        return ""
    if column in _LISTS:
        return names.labels.get(_LISTS[column], {}).get(str(value), str(value))
    if column == "person":
        return names.people.get(str(value), "somebody deleted since")
    if column == "post":
        return names.posts.get(str(value), "deleted since")
    if column.endswith("_on") or column in ("valid_from", "valid_to"):
        return _day(value)
    return _plain(column, value)


def _plain(column: str, value: Any) -> str:
    """Return a number, a level, a share or a text in words."""
    if column == "level":
        return LEVELS[int(value)] if 0 <= int(value) < len(LEVELS) else str(value)
    if column in _SHARES:
        return f"{float(value):.0%}"
    return f"{value:g}" if isinstance(value, float) else str(value)


def _day(text: Any) -> str:
    return day_text(date.fromisoformat(str(text))) if text else "no day"


def _became(gone_by: Entry | None) -> str:
    if gone_by is None:
        return ""
    word = GONE.get(gone_by.kind, "changed")
    return f"{word} {stamp_text(gone_by)} by {gone_by.who}"
