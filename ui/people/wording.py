"""People, skills and absences in words."""

from collections.abc import Mapping
from datetime import date

from app.capacity.standing import PersonStanding, SkillStanding, SkillState
from app.measures.figure import Figure
from app.reports.chart import day_text, number_text
from app.workforce.absence import Absence, Abstraction

Labels = Mapping[str, str]
NO_HOURS = 0.05
"""Hours a week that are shown as none."""

LEAST_WEEKS = 0.1
"""Weeks of work below which the figure is not said."""


def contract_text(standing: PersonStanding, full_time: float) -> str:
    """Return weekly hours and share of a full-time contract."""
    if standing.pattern is None:
        return "no hours given"
    hours = standing.pattern.weekly_hours
    return f"{number_text(hours, 1)} h, {number_text(hours / full_time, 2)} FTE"


def skills_text(standing: PersonStanding, labels: Labels) -> str:
    """Return the skills, what needs attention first, in words."""
    urgent, calm = [], []
    for held, state in standing.skills:
        label = labels.get(held.skill, held.skill)
        if state is SkillState.CURRENT:
            calm.append(label)
        elif state is SkillState.TRAINING:
            calm.append(f"{label} (in training)")
        elif held.valid_to is not None:
            word = "lapsed" if state is SkillState.LAPSED else "lapses"
            urgent.append(f"{label} {word} {day_text(held.valid_to)}")
    return "; ".join((*urgent, *calm)) or "none recorded"


def warnings_of(standing: PersonStanding) -> int:
    """Return how many skills have lapsed or lapse soon."""
    states = [state for _, state in standing.skills]
    return states.count(SkillState.LAPSED) + states.count(SkillState.SOON)


def next_absence_text(standing: PersonStanding, kinds: Labels) -> str:
    """Return the absence under way or the next one."""
    if standing.absence is None:
        return "none planned"
    kind = kinds.get(standing.absence.kind, standing.absence.kind)
    if standing.is_away:
        return f"Away now until {day_text(standing.absence.last_on)}: {kind}"
    return f"{days_text(standing.absence.first_on, standing.absence.last_on)}: {kind}"


def days_text(first: date, last: date | None) -> str:
    """Return a time in words."""
    if last is None:
        return f"from {day_text(first)}"
    if first == last:
        return day_text(first)
    begin = day_text(first)
    if first.year == last.year:
        begin = begin.removesuffix(f" {last.year}")
        if first.month == last.month:
            begin = str(first.day)
    return f"{begin} to {day_text(last)}"


def post_text(standing: PersonStanding, as_at: date) -> str:
    """Return what is unusual about the time in post; empty if nothing."""
    person = standing.person
    if person.starts_on > as_at:
        return f"starts {day_text(person.starts_on)}"
    if person.ends_on is None:
        return ""
    word = "left" if person.ends_on < as_at else "leaves"
    return f"{word} {day_text(person.ends_on)}"


def extent_text(absence: Absence) -> str:
    """Return how much of each day an absence takes."""
    if absence.share_kept is not None:
        return f"keeps {absence.share_kept:.0%} of the hours"
    if absence.hours_per_day is not None:
        return f"{number_text(absence.hours_per_day, 1)} h a day"
    return "1 day" if absence.days == 1 else f"{absence.days:,} days"


def amount_text(abstraction: Abstraction) -> str:
    """Return how much an abstraction takes."""
    if abstraction.weekly_hours is not None:
        return f"{number_text(abstraction.weekly_hours, 1)} h a week"
    return f"{abstraction.share or 0.0:.1%} of the hours left"


def weeks_text(weeks: Figure | None) -> str:
    """Return how long what waits for a skill would take those who have it, at best."""
    if weeks is None or not len(weeks.rows):
        return ""
    if weeks.value is None:
        return "no hours"
    return number_text(weeks.value, 1) if weeks.value >= LEAST_WEEKS else "under 0.1"


def cover_text(standing: SkillStanding) -> str:
    """Return what the number of people means."""
    if standing.people == 0:
        return "nobody"
    if standing.people == 1:
        is_away = standing.weekly < NO_HOURS
        return "1, without hours" if is_away else "1: single point of failure"
    if standing.least <= 1:
        count = "nobody" if standing.least == 0 else "only 1"
        return f"{standing.people}, {count} in some week"
    return f"{standing.people}"
