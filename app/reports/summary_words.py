"""What the figures of the capacity summary mean, in plain sentences."""

from collections.abc import Iterator

from app.capacity.last_holder import LastHolder, thin_skills
from app.capacity.utilisation import GROWTH, LONG_QUEUE
from app.reports.chart import day_text, number_text
from app.reports.facts import Facts
from app.reports.report import Prose
from app.reports.summary_figures import Capacity, SummaryFigures, TypeFigures
from app.reports.summary_tables import facts_label
from app.reports.wording import cell, compared, counted, share_cell

ENOUGH = 5
"""Results issued of a type from which its median is worth a sentence."""

MOST_SKILLS = 6
"""Skills that rest on one person that are named."""

LEVEL = 0.02
"""Share by which demand may differ from capacity and still be called level with it."""


def meaning(figures: SummaryFigures, facts: Facts) -> Prose:
    """Return what the reader should take from the figures."""
    if not facts.ledger.requests:
        words = (
            "No requests are recorded yet. Bring in the unit's spreadsheet on the Data"
            " page: every figure is made from it.",
        )
        return Prose(paragraphs=(*words, *_people_missing(figures)), has_bullets=True)
    sentences = (
        _flow(figures),
        *_balance(figures),
        *_people_missing(figures),
        *_age(figures, facts),
        *_slowest(figures, facts),
        *_cover(figures, facts),
    )
    return Prose(paragraphs=sentences, has_bullets=True)


def _flow(figures: SummaryFigures) -> str:
    came, went = figures.accepted.value or 0, figures.issued.value or 0
    now, then = figures.backlog.value or 0, figures.backlog_before.value or 0
    span = figures.span
    moved = "did not change and is" if now == then else "rose" if now > then else "fell"
    size = "" if now == then else f" by {number_text(abs(now - then))} to"
    text = (
        f"In {span.name} {counted(came, 'request')} {_were(came)} accepted and"
        f" {counted(went, 'result')} {_were(went)} issued; the outstanding backlog"
        f" {moved}{size} {counted(now, 'request')}."
    )
    if figures.weeks_known >= 26:
        text += (
            f" More came in than went out in {figures.weeks_of_growth} of the last"
            f" {figures.weeks_known} weeks."
        )
    return text


def _were(count: float) -> str:
    return "was" if round(count) == 1 else "were"


def _balance(figures: SummaryFigures) -> Iterator[str]:
    """Set demand against capacity, and say what would hold the backlog level."""
    capacity = figures.capacity
    if capacity is None or capacity.utilisation.value is None:
        return
    demand, net = capacity.arriving, capacity.net_recent.value or 0.0
    text = (
        f"Over the last 13 weeks {number_text(demand)} hours of work a week arrived"
        f" against {number_text(net)} hours of net capacity"
        f" ({_load(capacity.utilisation.value)})."
    )
    if abs(demand - net) <= LEVEL * net:
        yield f"{text} Demand and capacity are level.{_vacant(capacity)}"
    elif demand > net:
        yield f"{text} {_shortfall(demand - net, capacity)}{_vacant(capacity)}"
    else:
        yield (
            f"{text} The {number_text(net - demand)} hours to spare a week can be used"
            " to bring the backlog down."
        )
    yield from _weeks(figures, capacity)


def _load(share: float) -> str:
    """Say a utilisation and what it means, by the lines of 85 and 100 % (M32)."""
    words = f"{number_text(share)}%"
    if share > GROWTH:
        return f"{words}; above {number_text(GROWTH)}% the queue grows"
    line = number_text(LONG_QUEUE)
    return f"{words}; above {line}% queues are long" if share > LONG_QUEUE else words


def _vacant(capacity: Capacity) -> str:
    """Say how many of the funded posts are vacant; empty where none is."""
    posts = capacity.vacancies
    if round(posts.vacant, 1) <= 0:
        return ""
    vacant, funded = number_text(posts.vacant, 1), number_text(posts.funded, 1)
    return f" Of {funded} funded full-time posts {vacant} are vacant."


def _shortfall(missing: float, capacity: Capacity) -> str:
    text = f"Keeping up would have taken {number_text(missing)} hours a week more"
    if capacity.net_of_full_time > 0:
        contracts = number_text(missing / capacity.net_of_full_time, 1)
        text += (
            f", about {contracts} full-time examiners at the"
            f" {number_text(capacity.net_of_full_time, 1)} net hours that one gives"
        )
    return f"{text}, or as many hours fewer accepted."


def _weeks(figures: SummaryFigures, capacity: Capacity) -> Iterator[str]:
    if capacity.weeks.value is None or not figures.work.value:
        return
    yield (
        f"The {number_text(figures.work.value)} hours in the queue are"
        f" {number_text(capacity.weeks.value, 1)} weeks of work at the"
        f" {number_text(capacity.net_coming.value or 0)} net hours a week planned for"
        " the next 13 weeks, if nothing else arrived."
    )


def _people_missing(figures: SummaryFigures) -> Iterator[str]:
    if figures.capacity is None:
        yield (
            "No people are recorded whose hours count, so capacity, utilisation and"
            " weeks of work cannot be said. Enter who works in the unit on the People"
            " page."
        )


def age_finding(figures: SummaryFigures, facts: Facts) -> str:
    """Return how old the backlog is, one sentence; empty where no age is known."""
    if not figures.over_age.coverage.used:
        return ""
    return (
        f"{_old(figures, facts)}; the median age is {cell(figures.median_age.value)}"
        f" days, the greatest {cell(figures.oldest.value)}."
    )


def _old(figures: SummaryFigures, facts: Facts) -> str:
    over, known = figures.over_age.value or 0, figures.over_age.coverage.used
    return (
        f"{counted(over, 'outstanding request')} ({share_cell(over, known)})"
        f" {'is' if round(over) == 1 else 'are'} more than"
        f" {facts.settings.over_age} days old"
    )


def _age(figures: SummaryFigures, facts: Facts) -> Iterator[str]:
    if not figures.over_age.coverage.used:
        return
    trend = compared(
        figures.over_age.value,
        figures.over_age_before.value,
        figures.span.then,
    )
    yield (
        f"{_old(figures, facts)}, {trend}. The oldest has been open for"
        f" {counted(figures.oldest.value or 0, 'day')} ({figures.oldest.note})."
    )


def _slowest(figures: SummaryFigures, facts: Facts) -> Iterator[str]:
    """Name the type that takes longest, if enough of it was issued to say so."""
    told = [t for t in figures.types if t.issued >= ENOUGH and t.turnaround is not None]
    if len(told) < 2:
        return
    slow = max(told, key=_days)
    quick = min(told, key=_days)
    yield (
        f"Of the types with {ENOUGH} results or more,"
        f" {facts_label(facts, slow.code).lower()} takes longest, a median of"
        f" {counted(_days(slow), 'day')} from receipt to result;"
        f" {facts_label(facts, quick.code).lower()} is quickest with"
        f" {counted(_days(quick), 'day')}."
    )


def _days(one: TypeFigures) -> float:
    return one.turnaround or 0.0


def _cover(figures: SummaryFigures, facts: Facts) -> Iterator[str]:
    """Name the skills that nobody can give for long, and those that rest on one."""
    if (capacity := figures.capacity) is None:
        return
    asked = [one for one in capacity.lost if capacity.waiting.hours.get(one.skill)]
    lost = [_lost(one, capacity, facts) for one in asked]
    thin = thin_skills(capacity.coming, capacity.lost)
    names = [_skill(code, capacity, facts) for code in thin]
    if len(names) > MOST_SKILLS:
        names[MOST_SKILLS:] = [f"{len(names) - MOST_SKILLS} more"]
    if names:
        point = "Single point" if len(thin) == 1 else "Single points"
        least = "one person or none" if 0 in thin.values() else "one person"
        lost.append(
            f"{point} of failure in the next 13 weeks, down to {least}:"
            f" {', '.join(names)}."
        )
    if lost:
        yield " ".join(lost)


def _lost(one: LastHolder, capacity: Capacity, facts: Facts) -> str:
    """Say of a skill from when and until when nobody can give it."""
    days = f"from {day_text(one.since)}"
    days += f" to {day_text(one.until)}" if one.until else " on"
    return f"Nobody can give {_skill(one.skill, capacity, facts)} {days}."


def _skill(code: str, capacity: Capacity, facts: Facts) -> str:
    """Return what a skill is called, with the hours that wait for it."""
    hours, name = capacity.waiting.hours.get(code, 0.0), facts.label("skill", code)
    return f"{name} ({cell(hours)} hours of it wait)" if hours >= 1 else name
