"""People, their hours, skills and absences in words."""

from collections.abc import Mapping
from datetime import date, timedelta

from app.capacity.holding import NOTICE, Currency
from app.capacity.standing import PersonStanding
from app.measures.figure import Figure
from app.reports.chart import day_text, number_text
from app.reports.wording import days_text
from app.workforce.absence import Absence
from app.workforce.examiner import SkillHeld, WorkingPattern
from ui.people.sight import Sight, has_left

Labels = Mapping[str, str]
LEAST_WEEKS = 0.1
"""Weeks of work below which the figure is not said."""


def contract_text(pattern: WorkingPattern | None, full_time: float) -> str:
    """Return weekly hours and share of a full-time contract."""
    if pattern is None:
        return "no hours given"
    hours = pattern.weekly_hours
    return f"{number_text(hours, 1)} h, {number_text(hours / full_time, 2)} FTE"


def skills_text(standing: PersonStanding, labels: Labels) -> str:
    """Return the skills, what needs attention first, in words."""
    urgent, calm = [], []
    for held, state in standing.skills:
        label = labels.get(held.skill, held.skill)
        if state.is_ending:
            urgent.append(f"{label} {lapse_text(held, state)}")
        elif state is Currency.CURRENT:
            calm.append(label)
        else:
            calm.append(f"{label} ({state})")
    return "; ".join((*urgent, *calm)) or "none recorded"


def lapse_text(held: SkillHeld, state: Currency) -> str:
    """Return until when a skill is current, or since when it is not, or is."""
    if state is Currency.LATER:
        return f"from {day_text(held.valid_from)}"
    if held.valid_to is None:
        return "does not lapse"
    if state is Currency.LAPSED:
        return f"lapsed {day_text(held.valid_to)}"
    word = "lapses" if state is Currency.SOON else "until"
    return f"{word} {day_text(held.valid_to)}"


def warnings_of(standing: PersonStanding, sight: Sight) -> list[str]:
    """Return what to look after: skills that lapse, no hours, no post, an end near."""
    person, day, labels = standing.person, sight.day, sight.words.skills
    if has_left(standing, day):
        return []
    found = [
        f"{labels.get(held.skill, held.skill)} {lapse_text(held, state)}"
        for held, state in standing.skills
        if state.is_ending
    ]
    if standing.pattern is None:
        found.append("no hours given")
    if sight.team.posts and person.is_in_post(day) and not sight.post_of(person.uid):
        found.append("no post")
    if person.ends_on is not None and person.ends_on <= day + timedelta(days=NOTICE):
        found.append(f"leaves {day_text(person.ends_on)}")
    return found


def post_text(person: str, sight: Sight) -> str:
    """Return the post that a person holds on the day, and one to be held later."""
    labels = {post.uid: post.label for post in sight.team.posts}
    held = sight.post_of(person)
    parts = [held.label] if held else []
    for posting in sight.team.postings:
        if posting.person == person and posting.valid_from > sight.day:
            label = labels.get(posting.post, posting.post)
            parts.append(f"{label} from {day_text(posting.valid_from)}")
    return "; ".join(parts) or "none"


def next_absence_text(standing: PersonStanding, kinds: Labels) -> str:
    """Return the absence under way or the next one."""
    if standing.absence is None:
        return "none planned"
    kind = kinds.get(standing.absence.kind, standing.absence.kind)
    if standing.is_away:
        word = "Away now" if standing.absence.is_whole else "Now"
        return f"{word} until {day_text(standing.absence.last_on)}: {kind}"
    return f"{days_text(standing.absence.first_on, standing.absence.last_on)}: {kind}"


def span_text(standing: PersonStanding, as_at: date) -> str:
    """Return from when to when a person is in post."""
    person = standing.person
    if person.ends_on is not None:
        return days_text(person.starts_on, person.ends_on)
    word = "from" if person.starts_on <= as_at else "starts"
    return f"{word} {day_text(person.starts_on)}"


def extent_text(absence: Absence) -> str:
    """Return how much of each day an absence takes."""
    if absence.share_kept is not None:
        return f"keeps {absence.share_kept:.0%} of the hours"
    if absence.hours_per_day is not None:
        return f"{number_text(absence.hours_per_day, 1)} h a day"
    return "1 day" if absence.days == 1 else f"{absence.days:,} days"


def weeks_text(weeks: Figure | None) -> str:
    """Return how long what waits for a skill would take those who have it, at best."""
    if weeks is None or not len(weeks.rows):
        return ""
    if weeks.value is None:
        return "no hours"
    return number_text(weeks.value, 1) if weeks.value >= LEAST_WEEKS else "under 0.1"
