"""What the queue says of a request, a week and a line, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from app.casework.request import wording
from app.casework.working_time import monday_of
from app.planning.queue import UNIT, Obstacle, Ranked, Stage, Waterline
from app.reports.chart import day_text, number_text

NOBODY = "Not allocated"
PRECISE = timedelta(weeks=26)
"""Time ahead for which a start is given by its week; later ones by their month."""
NEAR = ("this week", "next week")
"""What the first weeks are called; later ones go by their Monday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the words of a row depend on.

    Attributes:
        labels: Label of each code, by the name of its list.
        people: What to show for each person, by uid.
    """

    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)

    def label(self, name: str, code: str | None) -> str:
        """Return what to show for a code; what is not recorded is empty."""
        return self.labels.get(name, {}).get(code, code) if code else ""

    def person(self, uid: str | None) -> str:
        """Return what to show for a person."""
        return self.people.get(uid, uid) if uid else NOBODY


def short_day(day: date, as_at: date) -> str:
    """Return a day without its year where that is the year of ``as_at``."""
    words = day_text(day)
    return words.rpartition(" ")[0] if day.year == as_at.year else words


def priority_text(row: Ranked, sight: Sight) -> str:
    """Return the priority by number and name, such as "1 Immediate"."""
    if row.priority is None:
        return "Not set"
    label = sight.label("priority", row.priority.value)
    return f"{row.priority.value.removeprefix('P')} {label}"


def is_overridden(row: Ranked) -> bool:
    """Return whether the priority in force was set by decision, not by points."""
    until = row.waiting.override_until
    is_over = until is not None and until < row.as_at
    return row.waiting.override_reason is not None and not is_over


def priority_words(row: Ranked, sight: Sight) -> str:
    """Return the priority with what else decides the place, in words."""
    words = priority_text(row, sight)
    if is_overridden(row):
        words += ", by decision"
    if row.is_raised and row.served_as is not None:
        words += f", served as {row.served_as.value.removeprefix('P')}"
    return words


def age_text(row: Ranked) -> str:
    """Return days waited of the days to target, such as "9 of 14"."""
    target = row.waiting.target_days()
    if target is None:
        return _days(row.days_waiting)
    return f"{row.days_waiting:,} of {target:,}"


def over_text(row: Ranked) -> str:
    """Return by how much it is over target, such as "+2 over"; empty if it is not."""
    return f"+{row.over_by:,} over" if row.over_by else ""


def wait_words(row: Ranked) -> str:
    """Return the wait in full, such as "25 days; target 14, 11 over"."""
    words, target = _days(row.days_waiting), row.waiting.target_days()
    if target is None:
        return words
    over = f", {row.over_by:,} over" if row.over_by else ""
    return f"{words}; target {target:,}{over}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"


def waiting_text(row: Ranked) -> str:
    """Return the wait with what it is over, such as "9 of 14, +2 over"."""
    return ", ".join(filter(None, (age_text(row), over_text(row))))


def items_text(row: Ranked, sight: Sight) -> str:
    """Return the devices, such as "Smartphone (2), SIM card"."""
    devices = row.waiting.devices
    named = [
        f"{label} ({count:,})" if count > 1 else label
        for count, code in devices
        for label in (sight.label("exhibit_type", code),)
    ]
    count = row.waiting.exhibits
    if named or not count:
        return ", ".join(named)
    return "1 item" if count == 1 else f"{count:,} items"


def hours_text(row: Ranked) -> str:
    """Return the hours left; a tilde says that they come from other requests.

    Work that has taken all that was estimated, and goes on, says so.
    """
    if row.hours is None:
        return ""
    if row.is_overspent:
        return "spent"
    decimals = 0 if row.hours >= 100 else 1
    return f"{'~' if row.is_imputed else ''}{number_text(row.hours, decimals)}"


def hours_words(row: Ranked) -> str:
    """Return the hours left in full."""
    if row.hours is None:
        return "not estimated"
    spent = number_text(row.waiting.effort_spent, 1)
    if row.is_overspent:
        return f"none: {spent} h spent are all that was estimated, or more"
    hours = f"{number_text(row.hours, 1)} h"
    return f"{hours}, from its type" if row.is_imputed else hours


def status_text(row: Ranked, sight: Sight) -> str:
    """Return the status, on hold with its reason."""
    words = wording(row.waiting.status).capitalize()
    why = sight.label("hold_reason", row.waiting.hold_reason)
    return f"{words}: {why}" if why and row.stage is Stage.HELD else words


def short_status(row: Ranked) -> str:
    """Return the status in as few words as a column has room for."""
    return wording(row.waiting.status).capitalize()


def start_text(row: Ranked) -> str:
    """Return when it is expected to start, or must; or what stands against it."""
    if row.obstacle is None and row.must_start and row.safe_start:
        day = short_day(row.safe_start, row.as_at)
        return f"late: {day}" if row.is_past_safe_start else f"by {day}"
    if row.obstacle is None and row.stage is Stage.FINISHING:
        return "in review" if row.waiting.status.value == "REVIEW" else "ready"
    if row.obstacle is None and row.stage is Stage.OUTSIDE:
        return "with provider"
    if row.can_start and row.starts_in and row.starts_in > row.as_at + PRECISE:
        return f"{row.starts_in:%b %Y}"
    return row.start_words.removesuffix(f" {row.as_at.year + 1}")


def skill_text(row: Ranked, sight: Sight) -> str:
    """Return the skills that it asks for, the main one first."""
    return ", ".join(sight.label("skill", code) for code, _ in row.skills)


def mark_text(row: Ranked) -> str:
    """Return what stands against starting it, in words; empty for nothing."""
    if row.obstacle is None:
        return ""
    return row.obstacle_words or row.obstacle.value


def summary_text(row: Ranked, sight: Sight, *, is_above: bool | None) -> str:
    """Return a whole row in words, for those who hear it.

    Args:
        row: The request.
        sight: What codes and people are called.
        is_above: Whether it stands above the line of the unit; None without a line.
    """
    place = {True: "above the line", False: "below the line", None: ""}[is_above]
    must = "must start" if row.must_start else ""
    hours = hours_text(row)
    if hours and not row.is_overspent:
        hours += " hours left"
    parts = (
        f"{row.rank:,}",
        row.waiting.reference,
        priority_words(row, sight),
        f"waited {wait_words(row)}",
        sight.label("offence_category", row.waiting.offence),
        items_text(row, sight),
        "no hours left of the estimate" if row.is_overspent else hours,
        status_text(row, sight),
        sight.person(row.waiting.examiner),
        must,
        f"start {start_text(row)}",
        mark_text(row) if row.obstacle is not Obstacle.HOLD else "",
        place,
    )
    return ", ".join(part for part in parts if part)


def week_text(today: date, ahead: int) -> str:
    """Return a week by how far it is ahead, such as "this week, to 29 Nov"."""
    monday = monday_of(today) + timedelta(weeks=ahead)
    end = short_day(monday + timedelta(days=6), today)
    return f"{_week(today, monday)}, to {end}"


def line_text(line: Waterline, today: date, sight: Sight) -> str:
    """Return what a line says, such as "This week's 312 h end here"."""
    hours = number_text(line.hours)
    if line.skill != UNIT:
        label = sight.label("skill", line.skill)
        if line.hours <= 0:
            return f"{label}: no hours"
        return f"{label}: {hours} h end here"
    week = _week(today, line.week)
    if week == NEAR[0]:
        return f"This week's {hours} h end here"
    return f"{hours} h to the end of {week} end here"


def outcome_text(
    line: Waterline, today: date, skill: str = "", short: Sequence[str] = ()
) -> str:
    """Return in a sentence what the hours up to a week are enough for.

    Args:
        line: Where the hours are spent in the rows shown.
        today: Day of the queue.
        skill: What the skill of the line is called; empty for the whole unit.
        short: What the skills are called whose own hours are not enough.
    """
    hours, wanted = number_text(line.hours), number_text(line.hours_in_all)
    of = f" of {skill}" if skill else ""
    week = _week(today, line.week)
    if line.hours_in_all <= 0:
        return f"none of them takes hours{of} now"
    if not line.is_spent:
        there = f"{hours} h{of} to the end of {week}"
        if short:
            some = f"{', '.join(short[:2])}{' and others' if short[2:] else ''}"
            return f"{there} would do for their {wanted} h, but not those of {some}"
        left = number_text(max(line.hours - line.hours_in_all, 0.0))
        return f"{there} are enough for all of them, {left} h left"
    words = f"they ask for {wanted} h{of}, there are {hours} h to the end of {week}"
    blocked = len(line.blocked)
    return f"{words}; {blocked:,} above the line cannot start" if blocked else words


def _week(today: date, monday: date) -> str:
    ahead = (monday - monday_of(today)).days // 7
    if 0 <= ahead < len(NEAR):
        return NEAR[ahead]
    return f"the week of {short_day(monday, today)}"
