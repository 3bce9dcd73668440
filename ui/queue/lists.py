"""What the lists of the side panel say: people, what must start, holds, old work."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from app.casework.working_time import day_words
from app.planning.allocation import Candidate
from app.planning.queue import MUST_START, Ranked
from app.reports.chart import number_text
from ui.queue.items import Item
from ui.queue.wording import Sight, short_day

SIDES = ("requester", "prosecutor", "external", "technical", "unit")
"""Sides of a hold, those outside the unit first: they are chased."""
SIDE_WORDS: Mapping[str, str] = {
    "requester": "With the requester",
    "prosecutor": "With the prosecutor",
    "external": "With a provider or partner",
    "technical": "Technical",
    "unit": "With the unit",
}
MOST_JUDGED = 50
"""Selected requests for which people are judged; the first ones of more."""
FAR = 26
"""Weeks of work in hand from which the day they end is given with its year."""
FEW_DAYS = 14
"""Days after which a hold is worth chasing."""


def person_item(one: Candidate) -> Item:
    """Return a person with what is in hand and the reasons for and against."""
    load = one.load
    hours = _free_words(one)
    held = f"{load.requests:,} in hand, {number_text(load.hours, 1)} h"
    if not load.requests:
        held = "nothing in hand"
    elif load.weeks is not None:
        held += f" ({number_text(load.weeks, 1)} weeks)"
    against = one.refusals or one.remarks
    if one.is_away and not one.lacks:
        against = (*one.refusals, *one.merits)
    tone = "bad" if one.refusals else ("watch" if one.remarks else "")
    reasons = "; ".join(against or one.merits)
    there = load.fortnight
    return Item(
        key=one.person.uid,
        title=one.person.shown,
        aside=hours,
        words=reasons,
        note=held,
        tone=tone,
        share=load.hours / there if there > 0 else float(bool(load.hours)),
        is_dimmed=not one.is_possible,
    )


def _free_words(one: Candidate) -> str:
    """Return the free hours of two weeks; without any, from when there are some."""
    load = one.load
    if one.is_away:
        return "away"
    if load.free >= 0.5:
        return f"{number_text(load.free)} h free"
    if load.next_free is None or load.weeks is None:
        return "no free hours"
    day = day_words(load.next_free)
    return f"free w/c {day if load.weeks > FAR else day.rpartition(' ')[0]}"


def must_item(row: Ranked, sight: Sight) -> Item:
    """Return a request that must start, with the last day on which it safely may."""
    day = row.safe_start or row.as_at
    late = "late since" if row.is_past_safe_start else "by"
    limit = f"limit {short_day(row.limit_on, row.as_at)}; " if row.limit_on else ""
    who = sight.person(row.waiting.examiner)
    stands = f"; {row.obstacle_words or row.obstacle.value}" if row.obstacle else ""
    return Item(
        key=row.waiting.uid,
        title=row.waiting.reference,
        aside=f"{late} {short_day(day, row.as_at)}",
        words=f"{limit}{who}{stands}",
        tone="bad" if row.is_past_safe_start else "watch",
    )


def hold_items(
    rows: Iterable[Ranked], sides: Mapping[str, str], sight: Sight
) -> list[Item]:
    """Return requests on hold under the side that they wait for, the longest first.

    Args:
        rows: Requests on hold.
        sides: Side of each hold reason, by its code.
        sight: What codes are called.
    """
    found: dict[str, list[Ranked]] = {}
    for row in rows:
        side = sides.get(row.waiting.hold_reason or "", "unit")
        found.setdefault(side, []).append(row)
    items = list[Item]()
    for side in sorted(found, key=_place):
        held = sorted(found[side], key=_held_days, reverse=True)
        title = SIDE_WORDS.get(side, side.capitalize())
        items.append(Item(key="", title=title, aside=f"{len(held):,}"))
        items.extend(_hold_item(row, sight) for row in held)
    return items


def _hold_item(row: Ranked, sight: Sight) -> Item:
    days = _held_days(row)
    why = sight.label("hold_reason", row.waiting.hold_reason) or "no reason given"
    return Item(
        key=row.waiting.uid,
        title=row.waiting.reference,
        aside="1 day" if days == 1 else f"{days:,} days",
        words=f"{why}; {sight.label('requesting_division', row.waiting.division)}",
        tone="watch" if days > FEW_DAYS else "",
    )


def _held_days(row: Ranked) -> int:
    since = row.waiting.stage_on
    return max((row.as_at - since).days, 0) if since else 0


def _place(side: str) -> int:
    return SIDES.index(side) if side in SIDES else len(SIDES)


def ageing_item(row: Ranked, usual: float, sight: Sight) -> Item:
    """Return work in hand that is older than most of its type were at their end.

    Args:
        row: The request.
        usual: Days in which 85 of 100 of its type were done.
        sight: What codes and people are called.
    """
    since = row.waiting.started_on or row.as_at
    kind = sight.label("examination_type", row.waiting.examination_type)
    who = sight.person(row.waiting.examiner)
    return Item(
        key=row.waiting.uid,
        title=row.waiting.reference,
        aside=f"{(row.as_at - since).days:,} days",
        words=f"{kind}: 85% take {number_text(usual)} days or less; {who}",
        tone="watch",
    )


def people_words(rows: Sequence[Ranked]) -> str:
    """Return for what people are listed."""
    if not rows:
        return "Select requests to see who could take them."
    one = rows[0].waiting.reference
    about = one if len(rows) == 1 else f"{len(rows):,} requests"
    hours = number_text(sum(row.hours or 0.0 for row in rows), 1)
    first = f", judged by the first {MOST_JUDGED}" if len(rows) > MOST_JUDGED else ""
    does = "Enter gives them; or drag rows onto a person."
    return f"For {about}, {hours} h{first}. {does}"


def must_words(rows: Sequence[Ranked], as_at: date) -> str:
    """Return what the list of what must start says above it."""
    aid = "Planning aid, not legal advice."
    if not rows:
        return f"Nothing has a latest safe start within a week. {aid}"
    late = sum(1 for row in rows if row.is_past_safe_start)
    day = short_day(as_at + timedelta(days=MUST_START), as_at)
    parts = (
        f"{late:,} past the latest safe start" if late else "",
        f"{len(rows) - late:,} to start by {day}" if len(rows) > late else "",
    )
    return f"{', '.join(part for part in parts if part)}. {aid}"


def hold_words(items: Sequence[Item]) -> str:
    """Return what the list of holds says above it."""
    every = [item for item in items if item.key]
    if not every:
        return "Nothing is on hold."
    old = sum(1 for item in every if item.tone)
    return f"{len(every):,} on hold, {old:,} for more than {FEW_DAYS} days."


def ageing_words(items: Sequence[Item]) -> str:
    """Return what the list of old work says above it."""
    if not items:
        return "No work in hand takes longer than 85% of its type did."
    return f"{len(items):,} in hand for longer than 85% of their type took."
