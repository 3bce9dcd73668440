"""One event of a calendar: when it is, for whom, how it repeats."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Event as Parsed

from app.spreadsheet.calendar_text import Component

LOCAL = ZoneInfo("Europe/London")
"""In which the days of the unit are reckoned."""

_UTC = ZoneInfo("UTC")

BROKEN = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)
"""What a library may raise over a part that is not as it should be."""

PRIVATE = "Private"
LONGEST = 500
"""Characters of a text of an event that are kept."""

_NAMES = {
    "DTSTART": "beginning",
    "DTEND": "end",
    "DURATION": "length",
    "RRULE": "rule of repetition",
    "RDATE": "list of further days",
    "EXDATE": "list of days left out",
    "RECURRENCE-ID": "day that it stands for",
}
_NIGHT = timedelta(hours=12)
_ALMOST = time(23, 59)
_SPACES = re.compile(r"\s+")

Moment = date | datetime
"""A whole day, or a moment with its time zone."""


class EventFault(ValueError):  # noqa: N818 - reads as a statement where it is raised
    """Why an event cannot be taken, in words that follow upon "the event"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event as the file tells of it.

    Attributes:
        line: Line on which it begins.
        uid: By which the calendar knows it; empty if it has none.
        texts: Summary, categories, attendees and organiser.
        shown_as: How the calendar shows the time: ``busy``, ``free``, ``cancelled``...
        begin: Its first day or moment.
        length: From the beginning to the end.
        rule: How it repeats, as the library reads it; None if it does not.
        more: Further days or moments on which it is, each with its own length or None.
        left_out: Days and moments on which it is not.
        stands_for: Of which day or moment of the same event it takes the place.
    """

    line: int
    uid: str
    texts: tuple[str, str, str, str]
    shown_as: str
    begin: Moment
    length: timedelta
    rule: Any = None
    more: tuple[tuple[Moment, timedelta | None], ...] = ()
    left_out: frozenset[Moment] = frozenset()
    stands_for: Moment | None = None


def parse(component: Component) -> Parsed:
    """Return the properties of an event, each read or known to be broken.

    Raises:
        EventFault: It is no event at all, or breaks off.
    """
    if not component.is_whole:
        raise EventFault("breaks off before its end; export the calendar again")
    text = "\r\n".join(("BEGIN:VEVENT", *component.properties, "END:VEVENT", ""))
    try:
        parsed = Parsed.from_ical(text)
    except OSError as error:  # a zone is looked for among files: one like "Europe"
        raise EventFault(
            "is in a time zone that is not known; give its days by hand"
        ) from error
    except BROKEN as error:
        raise EventFault("is damaged; write it into the calendar anew") from error
    if not isinstance(parsed, Parsed):
        raise EventFault("is damaged; write it into the calendar anew")
    return parsed


def texts_of(parsed: Parsed) -> tuple[str, str, str, str]:
    """Return summary, categories, attendees and organiser; nothing that is private."""
    people = tuple(
        "; ".join(map(_address, _all(parsed, name)))[:LONGEST]
        for name in ("ATTENDEE", "ORGANIZER")
    )
    if _word(parsed, "CLASS") in ("PRIVATE", "CONFIDENTIAL"):
        return (PRIVATE, "", *people)  # type: ignore[return-value]
    labels = [str(one) for each in _all(parsed, "CATEGORIES") for one in _cats(each)]
    summary = next((str(each) for each in _all(parsed, "SUMMARY")), "")
    return _flat(summary), _flat(", ".join(labels)), *people  # type: ignore[return-value]


def read_event(parsed: Parsed, line: int) -> Event:
    """Return an event of which everything that counts can be read.

    Raises:
        EventFault: The words say what cannot be read.
    """
    try:
        return _event(parsed, line)
    except EventFault:
        raise
    except BROKEN as error:
        raise EventFault("is damaged; write it into the calendar anew") from error


def _event(parsed: Parsed, line: int) -> Event:
    _refuse_broken(parsed)
    begin = _moment(parsed, "DTSTART")
    if begin is None:
        raise EventFault("has no beginning")
    is_day = _word(parsed, "X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
    length = _length(parsed, begin)
    if is_day and isinstance(begin, datetime):
        length = timedelta(days=max(1, -(-length // timedelta(days=1))))
        begin = begin.date()
    whole = not isinstance(begin, datetime)
    stands_for = _moment(parsed, "RECURRENCE-ID")
    if stands_for is not None and _range(parsed) == "THISANDFUTURE":
        raise EventFault(
            "changes all later days of an event that repeats, which is not read;"
            " correct those days by hand"
        )
    rules = _all(parsed, "RRULE")
    if len(rules) > 1 or _all(parsed, "EXRULE"):
        raise EventFault("repeats by several rules; write it as single events")
    return Event(
        line=line,
        uid=str(next(iter(_all(parsed, "UID")), "")).strip(),
        texts=texts_of(parsed),
        shown_as=_shown_as(parsed, is_whole=whole),
        begin=begin,
        length=length,
        rule=rules[0] if rules else None,
        more=tuple(_listed(parsed, "RDATE", begin)),
        left_out=frozenset(day for day, _ in _listed(parsed, "EXDATE", begin)),
        stands_for=stands_for,
    )


def _refuse_broken(parsed: Parsed) -> None:
    for name, _ in parsed.errors:
        if (words := _NAMES.get(str(name).upper())) is not None:
            raise EventFault(f"has a {words} that cannot be read")


def _moment(parsed: Parsed, name: str) -> Moment | None:
    found = _all(parsed, name)
    if not found:
        return None
    if len(found) > 1:
        raise EventFault(f"has {len(found)} entries for its {_NAMES[name]}")
    return _in_zone(found[0].dt, found[0].params)


def _in_zone(value: Any, parameters: Any) -> Moment:
    """Return a day, or a moment with its zone: that of the unit where none is said."""
    if not isinstance(value, datetime):
        if not isinstance(value, date):
            raise EventFault("has a time without a day")
        return value
    if value.tzinfo is not None:
        return value
    zone = parameters.get("TZID")
    if zone and str(zone).upper() != "UTC":
        raise EventFault(
            f"is in the time zone “{str(zone)[:60]}”, which is not known and which the"
            " file does not describe; give its days by hand"
        )
    return value.replace(tzinfo=LOCAL)


def _length(parsed: Parsed, begin: Moment) -> timedelta:
    end = _moment(parsed, "DTEND")
    if end is not None:
        return _between(begin, end)
    found = _all(parsed, "DURATION")
    is_day = not isinstance(begin, datetime)
    if not found:
        return timedelta(days=1) if is_day else timedelta(0)
    length: timedelta = found[0].dt
    if not isinstance(length, timedelta) or length < timedelta(0):
        raise EventFault("has a length that cannot be read")
    return timedelta(days=max(1, -(-length // timedelta(days=1)))) if is_day else length


def _between(begin: Moment, end: Moment) -> timedelta:
    if isinstance(begin, datetime) and isinstance(end, datetime):
        length = end.astimezone(_UTC) - begin.astimezone(_UTC)
    elif isinstance(begin, datetime) or isinstance(end, datetime):
        raise EventFault(
            "begins at a time of day and ends on a whole day, or the other way round"
        )
    else:
        length = end - begin or timedelta(days=1)  # some write the last day itself
    if length < timedelta(0):
        raise EventFault(
            f"ends on {_day_words(end)} before it begins on {_day_words(begin)}"
        )
    return length


def _listed(
    parsed: Parsed, name: str, begin: Moment
) -> Iterator[tuple[Moment, timedelta | None]]:
    """Yield the days and moments of a list; a period brings its own length."""
    for each in _all(parsed, name):
        for one in each.dts:
            value, length = one.dt, None
            if isinstance(value, tuple):
                value, end = value
                length = end if isinstance(end, timedelta) else _between(value, end)
            moment = _in_zone(value, each.params)
            if not isinstance(begin, datetime):
                moment = day_of(moment)
            elif not isinstance(moment, datetime) and name == "RDATE":
                moment = datetime.combine(moment, begin.timetz())
            yield moment, length


def _shown_as(parsed: Parsed, *, is_whole: bool) -> str:
    """Return how the calendar shows the time, one word or two."""
    if _word(parsed, "STATUS") == "CANCELLED":
        return "cancelled"
    busy = _word(parsed, "X-MICROSOFT-CDO-BUSYSTATUS")
    if busy in ("OOF", "WORKINGELSEWHERE"):
        return "away" if busy == "OOF" else "working elsewhere"
    if busy == "FREE" or _word(parsed, "TRANSP") == "TRANSPARENT":
        return "free, whole day" if is_whole else "free"
    is_open = "TENTATIVE" in (busy, _word(parsed, "STATUS"))
    return "tentative" if is_open else "busy"


def extent(begin: Moment, length: timedelta) -> tuple[date, date, float | None, str]:
    """Return first day, last day, hours a day and time of day, in local time.

    An event over several days takes whole days; one of less than twelve hours over a
    midnight counts on the day on which it begins.

    Raises:
        EventFault: It has no length.
    """
    if not isinstance(begin, datetime):
        return begin, begin + length - timedelta(days=1), None, ""
    start = begin.astimezone(LOCAL)
    end = (begin.astimezone(_UTC) + length).astimezone(LOCAL)
    if not length:
        raise EventFault(f"has no length: it begins and ends at {start:%H:%M}")
    last = (end - timedelta(microseconds=1)).date()
    is_whole = start.time() == time(0) and (
        end.time() == time(0) or (end.time() >= _ALMOST and last == start.date())
    )
    over_midnight = last != start.date()
    if is_whole or (over_midnight and length >= _NIGHT):
        return start.date(), last, None, ""
    hours = round(length / timedelta(hours=1), 4)
    return start.date(), start.date(), hours, f"{start:%H:%M}"


def instant(moment: Moment) -> Moment:
    """Return a moment in universal time, so that two can be told to be the same."""
    return moment.astimezone(_UTC) if isinstance(moment, datetime) else moment


def day_of(moment: Moment) -> date:
    """Return the day of a moment in its own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


def _day_words(moment: Moment) -> str:
    return f"{moment.day} {moment:%B %Y}"


def _all(parsed: Parsed, name: str) -> Sequence[Any]:
    found = parsed.get(name)
    if found is None:
        return ()
    return found if isinstance(found, list) else [found]


def _word(parsed: Parsed, name: str) -> str:
    return str(next(iter(_all(parsed, name)), "")).strip().upper()


def _range(parsed: Parsed) -> str:
    found = _all(parsed, "RECURRENCE-ID")
    return str(found[0].params.get("RANGE", "")).upper() if found else ""


def _cats(value: Any) -> Sequence[Any]:
    return getattr(value, "cats", None) or [value]


def _address(value: Any) -> str:
    """Return a person of the calendar: the name, and the e-mail address behind it."""
    mail = re.sub(r"^mailto:", "", str(value), flags=re.IGNORECASE)
    name = str(getattr(value, "params", {}).get("CN", "")).strip("\"' ")
    return _flat(f"{name} <{mail}>" if name and name != mail else mail)


def _flat(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\x00", "")).strip()[:LONGEST]
