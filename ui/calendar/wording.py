"""Days, absences and conflicts in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from app.capacity.conflict import Conflict
from app.capacity.day_grid import Ground
from app.reports.chart import day_text, number_text
from app.reports.wording import days_text
from app.workforce.absence import Absence, Abstraction
from ui.calendar.content import Content, Words

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
NAMED = 4
"""How many people are named; more are counted."""


def weekday_text(day: date) -> str:
    """Return a day with its weekday, such as ``Tue 3 Nov 2026``."""
    return f"{DAYS[day.weekday()]} {day_text(day)}"


def extent_text(absence: Absence) -> str:
    """Return how much of each day an absence takes."""
    if absence.share_kept is not None:
        kept = f"keeps {absence.share_kept:.0%} of the hours"
        return f"{kept}, no exposure" if absence.bars_exposure else kept
    if absence.hours_per_day is not None:
        return f"{number_text(absence.hours_per_day, 1)} h a day"
    return "1 day" if absence.days == 1 else f"{absence.days:,} days"


def amount_text(abstraction: Abstraction) -> str:
    """Return how much an abstraction takes."""
    if abstraction.weekly_hours is not None:
        return f"{number_text(abstraction.weekly_hours, 1)} h a week"
    return f"{abstraction.share or 0.0:.1%} of the hours left"


def absence_text(absence: Absence, words: Words) -> str:
    """Return an absence as a tool tip has it."""
    when = days_text(absence.first_on, absence.last_on)
    extent = "" if absence.is_whole else f", {extent_text(absence)}"
    note = f" ({absence.note})" if absence.note else ""
    return f"{words.kind(absence)}, {when}{extent}{note}"


def ground_text(content: Content, row: int, column: int) -> str:
    """Return what a day of a person is before absences."""
    ground = Ground(int(content.grid.ground[row, column]))
    if ground is Ground.HOLIDAY:
        day = content.grid.day(column)
        name = content.team.holidays.names.get(day, "")
        return f"public holiday, {name}" if name else "public holiday"
    if ground is Ground.OUT:
        return "not in post"
    if ground is Ground.REST:
        return "not rostered"
    return f"{number_text(float(content.grid.hours[row, column]), 1)} h rostered"


def thin_skills(content: Content, row: int, column: int) -> list[str]:
    """Return the skills of a person that one or nobody is left for on a day."""
    found: list[str] = []
    if not content.grid.away[row, column]:
        return found
    for code, held in content.held.items():
        if not held[row, column]:
            continue
        holders = held[:, column]
        away = int((holders & content.grid.away[:, column]).sum())
        there = int((holders & content.grid.is_worked[:, column]).sum()) - away
        if there <= 1 or code == content.skill:
            label = content.words.skills.get(code, code)
            found.append(f"{away} of {int(holders.sum())} {label} holders away")
    return found


def cell_text(content: Content, row: int, column: int) -> str:
    """Return everything about a day of a person, in one sentence."""
    person, day = content.grid.people[row], content.grid.day(column)
    absences = content.grid.absences_on(row, column)
    said = [absence_text(absence, content.words) for absence in absences]
    if not said or content.grid.ground[row, column] != Ground.WORK:
        said.append(ground_text(content, row, column))
    said += thin_skills(content, row, column)
    return f"{person.shown}, {weekday_text(day)}: {'; '.join(said)}"


def count_text(content: Content, column: int) -> str:
    """Return what the foot says of a day."""
    day, count = weekday_text(content.grid.day(column)), int(content.counts[column])
    scope = int(content.scope[column])
    hours = number_text(float(content.hours[column // 7]))
    week = f"{hours} net casework hours in this week"
    if content.skill:
        label = content.words.skills.get(content.skill, content.skill)
        return f"{day}: {count} of {scope} {label} holders there; {week} in the skill"
    return f"{day}: {count} of {scope} rostered people away; {week}"


def conflict_text(conflict: Conflict, words: Words, absent: Sequence[str] = ()) -> str:
    """Return what an absence would lead to.

    Args:
        conflict: What it leads to.
        words: What codes and uids are called.
        absent: Uids of those whose absence it is, who need not be named.
    """
    label = words.skills.get(conflict.skill, conflict.skill)
    left = there_text(conflict)
    when = days_text(conflict.first_on, conflict.last_on)
    others = [uid for uid in conflict.away if uid not in absent]
    named = f"; also away: {names_text(others, words.people)}" if others else ""
    return f"{label}: {left}, {when}{named}."


def there_text(conflict: Conflict) -> str:
    """Return how many of a skill are left."""
    if conflict.holders == 1:
        return "nobody is there, the only holder is away"
    if conflict.there == 0:
        return f"nobody is there of {conflict.holders} holders"
    return f"only {conflict.there} of {conflict.holders} holders is there"


def names_text(uids: Sequence[str], people: Mapping[str, str]) -> str:
    """Return who is meant; of many the first are named."""
    names = [people.get(uid, uid) for uid in uids]
    if len(names) <= NAMED:
        return ", ".join(names)
    return f"{', '.join(names[: NAMED - 1])} and {len(names) - NAMED + 1} more"
