"""An iCalendar file as a table: a row for each event and each time it repeats."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from icalendar import Calendar

from app.errors import ImportFileError
from app.spreadsheet.calendar_event import (
    BROKEN,
    LOCAL,
    Event,
    EventFault,
    Moment,
    day_of,
    extent,
    instant,
    parse,
    read_event,
    texts_of,
)
from app.spreadsheet.calendar_text import EVENT, OTHERS, CalendarText, Component
from app.spreadsheet.recurrence import repetitions

COLUMNS = (
    *("First day", "Last day", "Hours a day", "Starts at", "Shown as"),
    *("Summary", "Categories", "Attendee", "Organiser", "UID", "Not read because"),
)
"""Columns of the table; an event that cannot be read has no days but the last."""

_FIRST = COLUMNS.index("First day")
_LONGEST_UID = 200
_LAST = "9999"  # what has no day comes after all that has

MOST_ROWS = 20_000
"""Rows that one calendar may become."""

Line = tuple[int, list[str]]
Replaced = dict[str, set[Moment]]


@dataclass(slots=True)
class _Found:
    """The events of a file that can be read, and the rows of those that cannot."""

    events: list[Event] = field(default_factory=list)
    faults: list[Line] = field(default_factory=list)


def calendar_rows(text: CalendarText, until: date) -> list[Line]:
    """Return the rows of a calendar, each with the line of its event.

    Args:
        text: The file, taken apart.
        until: Last day to which events that repeat are written out.

    Raises:
        ImportFileError: There is no event in it, or there are too many.
    """
    if not text.components:
        raise ImportFileError(
            "The calendar holds no event.",
            remedy="Export it again with the days that are wanted.",
        )
    warnings.simplefilter("ignore")  # of guesses about zones; the zones are checked
    _learn_zones(text.zones)
    found = _Found()
    for component in text.components:
        _read(component, found)
    replaced: Replaced = {}
    for event in found.events:
        if event.stands_for is not None and event.uid:
            replaced.setdefault(event.uid, set()).add(event.stands_for)
    rows = list(found.faults)
    for event in found.events:
        rows += _rows_of(event, until, replaced)
        if len(rows) > MOST_ROWS:
            raise ImportFileError(
                f"The calendar holds more than {MOST_ROWS:,} days and events.",
                remedy="Export a shorter time, for example one year.",
            )
    return sorted(rows, key=lambda row: (row[0], row[1][_FIRST] or _LAST))


def _learn_zones(zones: tuple[str, ...]) -> None:
    """Make known to the library the time zones that the file describes itself."""
    for zone in zones:
        try:
            Calendar.from_ical(f"BEGIN:VCALENDAR\r\n{zone}\r\nEND:VCALENDAR\r\n")
        except (OSError, *BROKEN):
            continue  # events in it say that it is not known


def _read(component: Component, found: _Found) -> None:
    texts = ("", "", "", "")
    if component.name != EVENT:
        why = f"is {OTHERS[component.name]} and no event of a calendar"
        found.faults.append((component.line, _faulty(texts, why)))
        return
    try:
        parsed = parse(component)
        texts = texts_of(parsed)
        found.events.append(read_event(parsed, component.line))
    except EventFault as fault:
        found.faults.append((component.line, _faulty(texts, str(fault))))
    except BROKEN:
        why = "is damaged; write it into the calendar anew"
        found.faults.append((component.line, _faulty(texts, why)))


def _faulty(texts: tuple[str, str, str, str], why: str, uid: str = "") -> list[str]:
    return ["", "", "", "", "", *texts, uid[:_LONGEST_UID], f"The event {why}."]


def _rows_of(event: Event, until: date, replaced: Replaced) -> Iterator[Line]:
    try:
        moments, goes_on = repetitions(event, until)
        others = _others(event, replaced)
        lengths: dict[Moment, timedelta | None] = dict.fromkeys(moments)
        lengths |= {day: length for day, length in event.more if day_of(day) <= until}
        rows = [
            (event.line, _row(event, moment, length or event.length))
            for moment, length in lengths.items()
            if instant(moment) not in others
        ]
    except (EventFault, *BROKEN) as fault:
        is_told = isinstance(fault, EventFault)
        why = str(fault) if is_told else "is damaged; write it into the calendar anew"
        rows, goes_on = [(event.line, _faulty(event.texts, why, event.uid))], False
    yield from rows
    if goes_on:
        why = (
            f"goes on after {until.day} {until:%B %Y}; later days are not taken: bring"
            " the calendar in again nearer the time"
        )
        yield event.line, _faulty(event.texts, why, event.uid)


def _others(event: Event, replaced: Replaced) -> set[Moment]:
    """Return the moments of an event of which other events take the place."""
    if event.stands_for is not None or not event.uid:
        return set()
    moments = replaced.get(event.uid, set())
    if isinstance(event.begin, datetime):
        return set(map(instant, moments))
    return {
        each.astimezone(LOCAL).date() if isinstance(each, datetime) else each
        for each in moments
    }


def _row(event: Event, moment: Moment, length: timedelta) -> list[str]:
    first, last, hours, clock = extent(moment, length)
    return [
        first.isoformat(),
        last.isoformat(),
        "" if hours is None else f"{hours:g}",
        clock,
        event.shown_as,
        *event.texts,
        event.uid[:_LONGEST_UID],
        "",
    ]
