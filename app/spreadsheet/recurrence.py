"""On which days and at which moments an event that repeats is."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from dateutil.rrule import rrulestr

from app.spreadsheet.calendar_event import (
    BROKEN,
    Event,
    EventFault,
    Moment,
    instant,
)

MOST = 2_000
"""Times that one event may repeat; more is regular work and no list of absences."""

_OFTEN = {"HOURLY", "MINUTELY", "SECONDLY"}
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}


def repetitions(event: Event, until: date) -> tuple[list[Moment], bool]:
    """Return every moment of an event up to a day, and whether it goes on after it.

    The moments keep their time of day in the zone of the event, in winter and summer.
    Those left out are taken away; further days are not among them.

    Args:
        event: The event.
        until: Last day that is looked at.

    Raises:
        EventFault: The rule cannot be read, repeats too often, or never comes true.
    """
    if event.rule is None:
        return [event.begin], False
    found: list[Moment] = []
    goes_on = False
    left_out = set(map(instant, event.left_out))
    for wall in _walls(event.rule, event.begin):
        if wall.date() > until:
            goes_on = True
            break
        moment = _like(event.begin, wall)
        if instant(moment) not in left_out and wall.date() not in left_out:
            found.append(moment)
        if len(found) > MOST:
            raise EventFault(
                f"repeats more than {MOST:,} times; record it as regular other work,"
                " or let it end in the calendar"
            )
    if not found and not goes_on and not left_out:
        raise EventFault("repeats by a rule that never comes true")
    return found, goes_on


def _like(begin: Moment, wall: datetime) -> Moment:
    """Return a day, or a moment in the zone of the beginning, as that is one."""
    if isinstance(begin, datetime):
        return wall.replace(tzinfo=begin.tzinfo)
    return wall.date()


def _walls(rule: Any, begin: Moment) -> Iterator[datetime]:
    """Yield the moments of a rule by the clock of its zone, without the zone."""
    parts = {str(name).upper(): values for name, values in dict(rule).items()}
    _refuse(parts)
    first = datetime.combine(begin, time(0))
    if isinstance(begin, datetime):
        first = begin.replace(tzinfo=None)
    end = _end(parts.pop("UNTIL", None), begin)
    kept = type(rule)(parts)
    try:
        text = kept.to_ical().decode()
        for wall in rrulestr(text, dtstart=first):
            if end is not None and wall > end:
                return
            yield wall
    except BROKEN as error:
        raise EventFault("repeats by a rule that cannot be read") from error


def _refuse(parts: dict[str, Any]) -> None:
    frequency = str(next(iter(parts.get("FREQ") or ()), "")).upper()
    if frequency in _OFTEN:
        raise EventFault("repeats several times a day; record it as regular other work")
    if frequency not in _FREQUENCIES or "RSCALE" in parts:
        raise EventFault("repeats by a rule that cannot be read")
    for name in ("INTERVAL", "COUNT"):
        if any(int(value) < 1 for value in parts.get(name) or ()):
            raise EventFault("repeats by a rule that cannot be read")


def _end(values: Any, begin: Moment) -> datetime | None:
    """Return the last moment of a rule by the clock of the zone of its event."""
    if not values:
        return None
    value = values[0] if isinstance(values, list) else values
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max)
    zone = begin.tzinfo if isinstance(begin, datetime) else None
    if value.tzinfo is not None and zone is not None:
        value = value.astimezone(zone)
    value = value.replace(tzinfo=None)
    is_day = not isinstance(begin, datetime)
    return datetime.combine(value.date(), time.max) if is_day else value
