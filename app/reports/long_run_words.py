"""What the figures of the long run mean, in words."""

from collections.abc import Iterator

from app.capacity.utilisation import GROWTH, LONG_QUEUE
from app.queueing.balance import RELIEF_WEEKS, weeks_in_words
from app.reports.chart import number_text
from app.reports.queueing_figures import (
    BASIS,
    QueueingFigures,
    history_note,
)
from app.reports.queueing_strength import SPANS
from app.reports.report import Tone
from app.reports.wording import counted

Words = tuple[str, Tone]

UNKNOWN: Words = ("Cannot be said", Tone.PLAIN)

SHOWN = 0.05
"""Full-time people below which a difference is none."""

OFF_ESTIMATE = 5.0
"""Difference in % from which effort is said to differ from its estimates."""


def intensity_words(value: float | None) -> Words:
    """Say what a traffic intensity in % means."""
    if value is None:
        return UNKNOWN
    if value >= GROWTH:
        return "The backlog only grows", Tone.BAD
    if value > LONG_QUEUE:
        return "A long queue, and little to spare", Tone.WATCH
    return "Room to keep up", Tone.GOOD


def beyond_words(left: float | None, size: float) -> Words:
    """Say how the work outstanding compares with its target size, in hours."""
    if left is None or size <= 0:
        return UNKNOWN
    if left <= size:
        return "Within its target size", Tone.GOOD
    times = left / size
    tone = Tone.BAD if times > 2 else Tone.WATCH
    return f"{number_text(times, 1)} times its target size", tone


def pressure_words(value: float | None) -> Words:
    """Say what a pressure means."""
    if value is None:
        return UNKNOWN
    if value > 1:
        return "Targets will be missed", Tone.BAD
    return "Targets can be met", Tone.GOOD


def people_words(more: float | None) -> Words:
    """Say how many more full-time people a capacity takes than are planned."""
    if more is None:
        return UNKNOWN
    if abs(more) < SHOWN:
        return "As many people as are planned", Tone.GOOD
    size = number_text(abs(more), 1)
    if more > 0:
        return f"{size} FTE more than planned", Tone.BAD
    return f"{size} FTE fewer would do", Tone.GOOD


def time_words(figures: QueueingFigures) -> Words:
    """Say how long it takes to the target size."""
    weeks = figures.to_target.hours.value
    is_known = figures.strength is not None and figures.open.hours_left is not None
    if weeks is None and not is_known:
        return UNKNOWN
    words = weeks_in_words(weeks)
    tone = Tone.BAD if weeks is None else Tone.PLAIN
    return words[0].upper() + words[1:], tone


def wait_words(stay: float | None, target: float) -> Words:
    """Say how a mean time to the result in weeks compares with a target in days."""
    if stay is None:
        return "Never caught up with: waits ever longer", Tone.BAD
    if 7 * stay > target:
        return "Beyond the target on average", Tone.BAD
    if 28 * stay > target:
        return "Within the target on average, many beyond it", Tone.WATCH
    return "Nearly all within the target", Tone.GOOD


def finding(figures: QueueingFigures) -> Words:
    """Return what a reader should take from the long run, in one sentence or two."""
    flow, strength = figures.basis, figures.strength
    if not flow.weeks:
        return (
            "There is no history of whole weeks to tell the long run from.",
            Tone.PLAIN,
        )
    span = f"the last {flow.weeks} weeks" if flow.weeks > 1 else "the last week"
    if not len(flow.whole.accepted.rows):
        return f"Nothing was accepted in {span}, so nothing can be said.", Tone.PLAIN
    if not flow.knows_hours:
        return (
            f"In {span} {counted(len(flow.whole.accepted.rows), 'request')} arrived,"
            " with nothing that tells the hours, so it cannot be said whether that can"
            " be done."
        ), Tone.PLAIN
    demand = number_text(figures.need.hours)
    if strength is None:
        return (
            f"In {span} work for {demand} hours a week arrived; without people whose"
            " hours are recorded it cannot be said whether that can be done."
        ), Tone.PLAIN
    ratio = figures.intensity[SPANS.index(BASIS)].hours.value
    if ratio is None:
        return (
            f"In {span} work for {demand} hours a week arrived and there was no"
            " capacity for any of it."
        ), Tone.BAD
    net = strength.past[SPANS.index(BASIS)]
    _, tone = intensity_words(ratio)
    grows = (
        "so that the backlog grows"
        if ratio >= GROWTH
        else "so that the unit can keep up in the long run"
    )
    return (
        f"In {span} work for {demand} hours a week arrived and there were"
        f" {number_text(net)} hours to do it in: {number_text(ratio)}%, {grows}."
        f"{_people_finding(figures)}"
    ), tone


def _people_finding(figures: QueueingFigures) -> str:
    hold = figures.sustaining_people.value
    relief = figures.relief_people.value
    if hold is None or relief is None:
        return ""
    holding = (
        f" Keeping waits near their targets takes {number_text(hold, 1)} full-time"
        " people more than planned"
        if hold >= SHOWN
        else " Keeping waits near their targets takes no more people than planned"
    )
    weeks = f"{RELIEF_WEEKS:g} weeks"
    reaching = (
        f"bringing the backlog to its target size within {weeks} takes"
        f" {number_text(relief, 1)}"
        if relief >= SHOWN
        else f"the backlog comes to its target size within {weeks} by itself"
    )
    return f"{holding}; {reaching}."


def cautions(figures: QueueingFigures) -> Iterator[str]:
    """Yield what must be known to read the figures."""
    yield (
        "These are formulas of the long run, if nothing changes; how the backlog moves"
        " until then is for the scenarios."
    )
    note = history_note(figures.basis)
    if note and figures.basis.weeks:
        yield note
    if figures.basis.note:
        yield figures.basis.note
    if figures.basis.weeks and figures.need.hours > 0:
        yield (
            f"On {counted(figures.basis.weeks, 'week')} the demand in hours is known to"
            f" within about {number_text(figures.need.chance)} a week either way."
        )
    effort = figures.estimates.value
    if effort is not None and abs(effort - 100) >= OFF_ESTIMATE:
        more = "more" if effort > 100 else "less"
        yield (
            f"What was issued took {number_text(abs(effort - 100))}% {more} than was"
            " estimated; all hours here are estimates, so the need in hours is"
            f" about as much {'higher' if effort > 100 else 'lower'}."
        )
    if figures.records.is_warning:
        yield figures.records.words
