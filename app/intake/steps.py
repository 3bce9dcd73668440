"""From the days and the status in a row to the history that they stand for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.casework.request import Status, wording

_S = Status
_RANK = {
    **dict.fromkeys((_S.DRAFT, _S.SUBMITTED, _S.ASSESSING, _S.RETURNED), 0),
    _S.ACCEPTED: 1,
    _S.ALLOCATED: 2,
    **dict.fromkeys((_S.IN_PROGRESS, _S.ON_HOLD, _S.EXTERNAL, _S.REVIEW), 3),
    _S.READY: 4,
    _S.ISSUED: 5,
    **dict.fromkeys((_S.CLOSED, _S.REJECTED, _S.WITHDRAWN), 6),
}
"""How far along a status is; one of a lower rank denies a day of a higher one."""

_ENDS = {
    _S.ISSUED: "issued_on",
    _S.CLOSED: "closed_on",
    _S.REJECTED: "rejected_on",
    _S.WITHDRAWN: "withdrawn_on",
}
_SAME = {
    (_S.ISSUED, _S.CLOSED),
    (_S.CLOSED, _S.REJECTED),
    (_S.CLOSED, _S.WITHDRAWN),
}
"""What a status in the row and the last day may say without denying one another."""

_ORDER = (
    ("submitted_on", "Submitted"),
    ("accepted_on", "Accepted"),
    ("allocated_on", "Allocated"),
    ("started_on", "Started"),
    ("completed_on", "Completed"),
    ("issued_on", "Issued"),
    ("closed_on", "Closed"),
)
_LATER = (
    (_S.ALLOCATED, "allocated_on"),
    (_S.IN_PROGRESS, "started_on"),
    (_S.REVIEW, "completed_on"),
    (_S.ISSUED, "issued_on"),
)
_LAST = (
    (_S.REJECTED, "rejected_on"),
    (_S.WITHDRAWN, "withdrawn_on"),
    (_S.CLOSED, "closed_on"),
)
_KEPT = (
    *("submitted_on", "received_on", "allocated_on", "started_on"),
    *("completed_on", "issued_on"),
)
_ENDED = (("withdrawn_on", "Withdrawn"), ("rejected_on", "Rejected"))

Days = Mapping[str, Any]
"""The days of one row by field, None or left out where not known; other fields too."""

StatusStep = tuple[Status, date]
"""A status and the day on which it was entered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The course of one request.

    Attributes:
        status: Where it stands.
        steps: The statuses it entered, oldest first; the last is ``status``.
        days: The days of the request that follow from the steps, by field.
    """

    status: Status
    steps: tuple[StatusStep, ...]
    days: Days


def contradictions(days: Days) -> Iterator[tuple[str, str]]:
    """Yield each field whose day comes before one that it must follow, and why."""
    before, label = None, ""
    for name, title in _ORDER:
        day = days.get(name)
        if day is None:
            continue
        if before is not None and day < before:
            yield (
                name,
                f"{title} on {day:%d %b %Y}, before {label} on {before:%d %b %Y}",
            )
        before, label = day, title
    received = days.get("received_on")
    for name, title in _ORDER[5:]:
        day = days.get(name)
        if received is not None and day is not None and day < received:
            why = f"before it was received on {received:%d %b %Y}"
            yield name, f"{title} on {day:%d %b %Y}, {why}"
    for name, title in _ENDED:
        day = days.get(name)
        if before is not None and day is not None and day < before:
            yield (
                name,
                f"{title} on {day:%d %b %Y}, before {label} on {before:%d %b %Y}",
            )


def course(days: Days, told: Status | None) -> Course | str:
    """Return the course of a request, or in a sentence why there can be none.

    Without a status in the row the latest day decides: closed, withdrawn, rejected,
    issued, completed (in review), started, allocated, accepted. A request that was
    only received counts as accepted on that day, and one that was closed without a
    day of issue as issued when it was closed, since nothing else can be closed. Work
    that was completed or issued without a day of its start counts as begun when it was
    allocated: otherwise all that is over would have waited for its start to the end.

    A status in the row that is further along than the days (on hold, in review, with
    a provider) is entered on the last day known, the true day being unknown. A status
    that the days deny is a contradiction, and so is an end without its day.
    """
    ended = _end(days, told)
    if isinstance(ended, str):
        return ended
    full = {**days, **ended} if ended else days
    steps = list(_steps(full, told))
    if not steps:
        return "there is no day on which it was received, submitted or accepted"
    last, day = steps[-1]
    if told is None or told is last or (told, last) in _SAME:
        return _course(steps, full)
    if told is _S.DRAFT and len(steps) == 1 and last is _S.SUBMITTED:
        return _course([(told, day)], full)
    is_over = _RANK[last] >= _RANK[_S.ISSUED] and told is not _S.CLOSED
    if is_over or _RANK[told] < _RANK[last] or told is _S.DRAFT:
        return (
            f"the status says {wording(told)}, but by its dates it is {wording(last)}"
        )
    return _course([*steps, (told, day)], full)


def _end(days: Days, told: Status | None) -> dict[str, date | None] | str:
    """Return the days that follow from how a request ended."""
    given = [status for status, name in _ENDS.items() if days.get(name)]
    if told is None and given in ([], [_S.ISSUED]):
        return {}
    final = [status for status in (_S.REJECTED, _S.WITHDRAWN) if status in given]
    if len(final) == 2 or (final and _S.ISSUED in given):
        words = " and ".join(wording(status) for status in given)
        return f"it is {words} by its dates, which cannot all be"
    if told in (_S.REJECTED, _S.WITHDRAWN) and not final:
        closed = days.get("closed_on")
        if _S.ISSUED in given:
            return f"the status says {wording(told)}, but there is a day of issue"
        if closed is None:
            return f"the status says {wording(told)}, but no column says on which day"
        return {_ENDS[told]: closed}
    if told in (_S.ISSUED, _S.CLOSED) and not given:
        why = (
            f"the status says {wording(told)}, but there is no day of issue or closing"
        )
        is_near = days.get("completed_on") is not None
        return f"{why}, only one of completion" if is_near else why
    if final or days.get("closed_on") is None:
        return {}
    return {"issued_on": days.get("issued_on") or days["closed_on"]}


def _steps(days: Days, told: Status | None) -> Iterator[StatusStep]:
    submitted, received = days.get("submitted_on"), days.get("received_on")
    begun = {**days, "started_on": days.get("started_on") or _begun(days)}
    later = [
        (status, day) for status, name in _LATER if (day := begun.get(name)) is not None
    ]
    accepted = _accepted(days, told, later)
    if submitted is not None:
        yield _S.SUBMITTED, submitted
    if accepted is not None:
        yield _S.ACCEPTED, accepted
    elif received is not None and submitted is None:
        end = days.get("rejected_on") or days.get("withdrawn_on")
        first = later[0][1] if later else received
        yield _S.SUBMITTED, min(received, first, end or received)
    yield from later
    for status, name in _LAST:
        if (day := days.get(name)) is not None:
            yield status, day
            return


def _begun(days: Days) -> date | None:
    """Return the day on which finished work is taken to have begun: when allocated."""
    is_done = days.get("completed_on") or days.get("issued_on")
    return days.get("allocated_on") if is_done else None


def _accepted(days: Days, told: Status | None, later: list[StatusStep]) -> date | None:
    """Return the day of acceptance, given or implied by other days."""
    given = days.get("accepted_on")
    is_early = told is not None and _RANK[told] == 0 and not later
    if given is not None or is_early or days.get("rejected_on") is not None:
        return given
    day = _implied(days.get("submitted_on"), days.get("received_on"), later)
    withdrawn = days.get("withdrawn_on")
    return None if day and withdrawn and withdrawn < day else day


def _implied(
    submitted: date | None, received: date | None, later: list[StatusStep]
) -> date | None:
    """Return the day of acceptance where only other days are known."""
    day = received or (submitted if later else None)
    if day is None:
        return later[0][1] if later else None
    if later:
        day = min(day, later[0][1])
    return day if submitted is None else max(day, submitted)


def _course(steps: list[StatusStep], days: Days) -> Course:
    status = steps[-1][0]
    accepted = next((day for step, day in steps if step is _S.ACCEPTED), None)
    end = days.get("closed_on") or days.get("rejected_on") or days.get("withdrawn_on")
    if status is _S.CLOSED and end is None:
        end = steps[-1][1]
    return Course(
        status=status,
        steps=tuple(steps),
        days={name: days.get(name) for name in _KEPT}
        | {"accepted_on": accepted, "closed_on": end},
    )
