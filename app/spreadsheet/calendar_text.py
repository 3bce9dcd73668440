"""An iCalendar file taken apart by lines, so that a broken event spoils no other."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.spreadsheet.encoding import Decoded, decode

EVENT, ZONE = "VEVENT", "VTIMEZONE"
OTHERS = {"VTODO": "a task", "VJOURNAL": "a journal entry", "VFREEBUSY": "a free-busy"}
"""What else a calendar may hold, which is no event."""

_START = re.compile(rb"\s*BEGIN:VCALENDAR\s", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9-]+(?=[;:])")
_KEPT = frozenset(
    (
        *("DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE"),
        *("RECURRENCE-ID", "UID", "SUMMARY", "CATEGORIES", "ORGANIZER", "ATTENDEE"),
        *("STATUS", "TRANSP", "CLASS", "X-MICROSOFT-CDO-BUSYSTATUS"),
        "X-MICROSOFT-CDO-ALLDAYEVENT",
    )
)
"""Properties of an event that are looked at; descriptions and attachments are not."""


@dataclass(slots=True, kw_only=True)
class Component:
    """One event, task or the like, as it stands in the file.

    Attributes:
        name: ``VEVENT`` and the like, in capitals.
        line: Line on which it begins, counted from 1 as a text editor does.
        properties: Its own lines that are looked at, unfolded.
        is_whole: Whether its end was found.
    """

    name: str
    line: int
    properties: list[str] = field(default_factory=list)
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarText:
    """What an iCalendar file is made of.

    Attributes:
        decoded: Its text and how sure we are of the letters.
        components: Events, tasks and the like, in the order of the file.
        zones: Text of each description of a time zone.
    """

    decoded: Decoded
    components: tuple[Component, ...]
    zones: tuple[str, ...]


def is_calendar(content: bytes) -> bool:
    """Return whether the bytes are those of an iCalendar file."""
    return _START.match(_as_bytes(content[:4096])) is not None


def take_apart(content: bytes, *, chosen: str | None = None) -> CalendarText:
    """Return what an iCalendar file is made of; takes any bytes.

    Args:
        content: The bytes of the file.
        chosen: Name of the encoding that the user chose; None to find out.
    """
    content = _as_bytes(content)
    numbers, whole = _unfolded(content)
    decoded = decode(whole, chosen=None if (chosen or "").startswith("UTF") else chosen)
    lines = decoded.text.split("\n")
    return CalendarText(
        decoded=decoded,
        components=tuple(_components(zip(numbers, lines, strict=False))),
        zones=tuple(_zones(lines)),
    )


def _as_bytes(content: bytes) -> bytes:
    """Return the bytes in UTF-8 where two or more bytes stand for each letter."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:64]:
        return decode(content).text.encode("utf-8", "replace")
    return content.removeprefix(b"\xef\xbb\xbf")


def _unfolded(content: bytes) -> tuple[list[int], bytes]:
    """Return the lines put together again, and on which line each begins.

    Bytes and not letters are put together: a line may be folded within a letter.
    """
    numbers: list[int] = []
    lines: list[list[bytes]] = []
    plain = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for number, line in enumerate(plain.split(b"\n"), start=1):
        if line[:1] in (b" ", b"\t") and lines:
            lines[-1].append(line[1:])
        else:
            numbers.append(number)
            lines.append([line])
    return numbers, b"\n".join(b"".join(parts) for parts in lines)


def _components(lines: Iterator[tuple[int, str]]) -> Iterator[Component]:
    """Yield events and the like; what lies within them, such as alarms, is left out."""
    now: Component | None = None
    within = ""  # the part inside that is passed over
    for number, line in lines:
        word, _, what = line.strip().upper().partition(":")
        if word == "BEGIN" and (what == EVENT or what in OTHERS):
            if now is not None:
                yield now
            now, within = Component(name=what, line=number), ""
        elif now is not None and word == "END" and what == now.name:
            now.is_whole = True
            yield now
            now = None
        elif now is not None:
            within = _follow(now, line, within)
    if now is not None:
        yield now


def _follow(component: Component, line: str, within: str) -> str:
    """Take a line into a component, and return the part inside that it leaves us in."""
    word, _, what = line.strip().upper().partition(":")
    if word == "BEGIN":
        return within or what
    if word == "END":
        return "" if what == within else within
    name = _NAME.match(line)
    if not within and name is not None and name[0].upper() in _KEPT:
        component.properties.append(line.rstrip())
    return within


def _zones(lines: list[str]) -> Iterator[str]:
    parts: list[str] | None = None
    for line in lines:
        word = line.strip().upper()
        if word == f"BEGIN:{ZONE}":
            parts = []
        if parts is not None:
            parts.append(line.strip())
        if word == f"END:{ZONE}" and parts is not None:
            yield "\r\n".join(parts)
            parts = None
