"""What needs attention about people: their skills, hours, and what they work with."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.capacity.by_week import CapacityByWeek, capacity_by_week, coming_weeks
from app.capacity.conflict import conflicts_ahead
from app.capacity.demand import Shared, waiting_hours
from app.capacity.last_holder import (
    LastHolder,
    Loss,
    last_holders,
    thin_skills,
)
from app.capacity.utilisation import GROWTH, LONG_QUEUE, utilisation
from app.capacity.vacancies import vacancies as vacancies_on
from app.casework.working_time import weeks_between
from app.measures.flow import arriving_effort
from app.measures.period import whole_weeks
from app.measures.suppression import SMALLEST_SHOWN, is_small
from app.reports.attention_line import Attention, line_on_people
from app.reports.chart import day_text, number_text
from app.reports.facts import Facts
from app.reports.report import Tone

AHEAD = 8
"""Weeks ahead that are looked at for capacity and cover."""

RECENT = 13
"""Whole weeks over which demand is set against capacity."""

NOTICE = timedelta(days=90)
"""Days before a licence or an agreement ends from which that is told."""

SMALL = 0.05
"""Full-time contracts below which a vacancy is the rounding of part time."""

MOST_NAMED = 4
"""Skills named in one line; of the others their number is told."""


def people(facts: Facts, *, overdue: int = 0) -> Iterator[Attention]:
    """Yield what is the matter with people and hours, the gravest first.

    Args:
        facts: What is known.
        overdue: Welfare contacts that are overdue: a number and no names.
    """
    if not facts.team.counted:
        yield line_on_people(
            "No people are entered",
            "net capacity and weeks of work are not known",
            "people",
            action="Add",
            tone=Tone.BAD,
        )
        return
    ahead = capacity_by_week(facts.team, coming_weeks(facts.as_at, AHEAD), facts.as_at)
    yield from hours(facts, ahead)
    yield from welfare(overdue)
    yield from cover(facts, ahead, lost_skills(facts))
    yield from away_together(facts)
    yield from vacancies(facts, ahead)


# ---- Skills -------------------------------------------------------------------------


def lost_skills(facts: Facts) -> tuple[LastHolder, ...]:
    """Return the skills that nobody can give for long, now or in the weeks ahead."""
    return last_holders(facts.team, facts.as_at, AHEAD)


def skills(facts: Facts) -> Iterator[Attention]:
    """Yield of each skill that open requests need that nobody is left to give it."""
    lost = lost_skills(facts)
    if not lost:
        return
    waiting = _waiting(facts)
    for one in lost:
        if len(waiting.rows.get(one.skill, ())):
            yield line_on_people(
                _loss_title(one, facts),
                _loss_detail(one, waiting, facts),
                "people/cover",
                tone=Tone.BAD,
            )


def _waiting(facts: Facts) -> Shared:
    return waiting_hours(facts.ledger, facts.parts, facts.skills(), facts.as_at)


def _loss_title(one: LastHolder, facts: Facts) -> str:
    """Say which skill is lost, and who had it last."""
    skill, name = facts.label("skill", one.skill), facts.team.names[one.person]
    day, is_so = day_text(one.since), one.since <= facts.as_at
    nobody = f"{skill} has nobody" if is_so else f"{skill}: nobody from {day}"
    if one.loss is Loss.LEFT:
        return f"{nobody}: {name} {'has left' if is_so else 'leaves'}"
    if one.loss is Loss.LAPSED:
        return f"{nobody}: that of {name} {'has lapsed' if is_so else 'lapses'}"
    until = f" to {day_text(one.until)}" if one.until else ""
    return f"{nobody}: {name} is away{until}"


def _loss_detail(one: LastHolder, waiting: Shared, facts: Facts) -> str:
    """Say since when a skill is lost, what waits for it, and who is to have it."""
    count = len(waiting.rows[one.skill])
    needed = "1 open request needs" if count == 1 else f"{count:,} open requests need"
    hours_left = number_text(waiting.hours[one.skill])
    since = f"since {day_text(one.since)}; " if one.since <= facts.as_at else ""
    names = ", ".join(facts.team.names[uid] for uid in one.in_training) or "nobody"
    return f"{since}{needed} it, {hours_left} h; {names} in training"


def cover(
    facts: Facts, ahead: CapacityByWeek, lost: Sequence[LastHolder]
) -> Iterator[Attention]:
    """Yield that other skills rest on one person or none in some week ahead."""
    found = thin_skills(ahead, lost)
    thin = {facts.label("skill", code): fewest for code, fewest in found.items()}
    if not thin:
        return
    number = "One skill rests" if len(thin) == 1 else f"{len(thin)} skills rest"
    names = (name if thin[name] else f"{name} (nobody)" for name in thin)
    yield line_on_people(
        f"{number} on one person or none in the next {AHEAD} weeks",
        _listed(sorted(names)),
        "people/cover",
    )


def away_together(facts: Facts) -> Iterator[Attention]:
    """Yield that people away together leave skills to one person or none."""
    first = facts.as_at + timedelta(days=1)
    found = conflicts_ahead(facts.team, first, AHEAD)
    together = [one for one in found if one.together > 1]
    if not together:
        return
    names = sorted({facts.label("skill", one.skill) for one in together})
    skills_left = names[0] if len(names) == 1 else f"{len(names)} skills"
    yield line_on_people(
        f"People away together leave {skills_left} to one or none",
        f"first on {day_text(together[0].first_on)}: {_listed(names)}",
        "calendar",
        action="Look",
    )


# ---- Hours --------------------------------------------------------------------------


def hours(facts: Facts, ahead: CapacityByWeek) -> Iterator[Attention]:
    """Yield that capacity falls short of demand, or that it leaves no room (M32)."""
    span = whole_weeks(facts.as_at, RECENT)
    arriving = arriving_effort(facts.ledger, span.first, span.last)
    weeks = weeks_between(span.first, span.last)
    past = capacity_by_week(facts.team, weeks, facts.as_at)
    used = utilisation(arriving, past).value
    demand = float(arriving.values.mean()) if len(arriving.values) else 0.0
    short = ahead.net < demand
    share = "" if used is None else f"; {_load(used)}"
    if short.any():
        least = number_text(float(ahead.net.min()))
        yield line_on_people(
            f"Capacity below demand in {int(short.sum())} of the next {AHEAD} weeks",
            f"least {least} h against {number_text(demand)} h arriving{share}",
            "capacity",
            tone=Tone.BAD if short.mean() > 0.5 else Tone.WATCH,
        )
    elif used is not None and used > LONG_QUEUE:
        yield line_on_people(
            f"Demand took {number_text(used)}% of net capacity in {RECENT} weeks",
            "above 100% the queue grows"
            if used > GROWTH
            else f"above {number_text(LONG_QUEUE)}% queues are long",
            "capacity",
            tone=Tone.BAD if used > GROWTH else Tone.WATCH,
        )


def _load(used: float) -> str:
    """Say a utilisation beside the lines of 85 and 100 %."""
    words = f"{number_text(used)}% used in {RECENT} weeks"
    if used > GROWTH:
        return f"{words}, over 100%"
    return f"{words}, over {number_text(LONG_QUEUE)}%" if used > LONG_QUEUE else words


def vacancies(facts: Facts, ahead: CapacityByWeek) -> Iterator[Attention]:
    """Yield that funded posts are not filled, with the hours that they would give."""
    found = vacancies_on(facts.team, facts.as_at)
    if found.vacant <= SMALL:
        return
    contracts = float(ahead.full_time_equivalents.mean())
    each = float(ahead.net.mean()) / contracts if contracts else 0.0
    nobody = f"nobody in {_listed(found.empty)}; " if found.empty else ""
    yield line_on_people(
        f"{number_text(found.vacant, 1)} of {number_text(found.funded, 1)} funded"
        " full-time posts are vacant",
        f"{nobody}about {number_text(found.vacant * each)} net hours a week",
        "people/posts",
    )


def welfare(overdue: int) -> Iterator[Attention]:
    """Yield how many welfare contacts are overdue; never whose, nor a small number."""
    if overdue:
        number = f"Fewer than {SMALLEST_SHOWN}" if is_small(overdue) else f"{overdue:,}"
        yield line_on_people(
            f"{number} welfare contacts are overdue",
            "by the unit's own policy; Wellbeing says more, to who may know",
            "wellbeing",
            action="Open",
            tone=Tone.BAD,
        )


# ---- What they work with ------------------------------------------------------------


def endings(facts: Facts) -> Iterator[Attention]:
    """Yield the licences and agreements that end soon."""
    named = [(one.label, one.valid_to, one.types) for one in facts.equipment]
    named += [(one.name, one.valid_to, one.types) for one in facts.providers]
    soon = [
        (last, name, types)
        for name, last, types in named
        if last is not None and facts.as_at <= last <= facts.as_at + NOTICE
    ]
    for last, name, types in sorted(soon):
        asked = [facts.label("examination_type", code) for code in types]
        yield line_on_people(
            f"{name}: last day {day_text(last)}, in {_days(facts.as_at, last)}",
            f"needed for {_listed(asked)}",
            "capacity/equipment",
            action="Renew",
        )


def _days(day: date, last: date) -> str:
    left = (last - day).days
    return "1 day" if left == 1 else f"{left:,} days"


def _listed(names: Sequence[str]) -> str:
    """Return names one after the other; of many the first and how many more."""
    if len(names) <= MOST_NAMED + 1:
        return ", ".join(names)
    return f"{', '.join(names[:MOST_NAMED])} and {len(names) - MOST_NAMED} more"
