"""Year on year as performance reports print it: a table, and a sentence for it."""

import math
from collections.abc import Mapping

from app.casework.working_time import day_words
from app.measures.arrivals import ALL, NOT_RECORDED, By, Stage, Unit
from app.measures.comparison import Change, Compared, Comparison
from app.measures.year import Span
from app.reports.chart import number_text, signed_text
from app.reports.wording import NONE, cell, change_cell, counted

CHANCE = 1.96
"""Standard deviations within which 95 of 100 differences by chance alone lie."""

FINE = 1000
"""Values below this that are not whole show one digit after the point."""

NOT_COMPARED = "That is not compared with earlier years"

HEADS: Mapping[By, str] = {
    By.ALL: "",
    By.DIVISION: "Division",
    By.OFFENCE: "Offence category",
    By.TYPE: "Examination type",
    By.PRIORITY: "Priority",
    By.ABUSE: "Online child sexual abuse",
}
"""Head of the first column."""

DONE: Mapping[Stage, str] = {Stage.AGREED: "agreed", Stage.ASKED: "asked for"}


def comparison_table(
    found: Comparison, labels: Mapping[str, str]
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the published form: now, last year, the mean, then the other years."""
    others = [
        (place, one)
        for place, one in enumerate(found.baselines)
        if place and one.counts
    ]
    head = (
        HEADS[found.arrivals.by] or "Demand",
        found.name,
        found.baselines[0].name,
        *("Change", "Change %"),
        mean_name(found),
        *("Against mean", "Against mean %"),
        *(one.name for _, one in others),
    )
    places = [place for place, _ in others]
    rows = [_row(one, places, labels) for one in (found.every, *found.groups)]
    return head, rows


def mean_name(found: Comparison) -> str:
    """Return what the column of the mean is called: how many years it is of."""
    count = len(found.used)
    if not count:
        return "Mean"
    return "Mean of 1 year" if count == 1 else f"Mean of {count} years"


def baseline_words(found: Comparison) -> str:
    """Say which years the mean is of, with their values, and which are left out."""
    pairs = zip(found.baselines, found.every.years, strict=True)
    used = [
        f"{one.name}: {number_text(value)}"
        for one, value in reversed([*pairs])
        if value is not None
    ]
    said = f"Baseline years: {', '.join(used)}." if used else "No baseline year."
    if out := found.left_out:
        names = [f"{one.name} ({one.why_not})" for one in reversed(out)]
        said = f"{said} Left out: {', '.join(names)}."
    return said


def comparison_sentence(found: Comparison) -> str:
    """Say how the days compare, with what chance alone may do and what is assumed."""
    now, done = found.every.now, DONE[found.arrivals.stage]
    noun = "request" if found.arrivals.unit is Unit.REQUESTS else "examiner hour"
    value = now.value or 0.0
    was = "was" if round(value) == 1 else "were"
    said = f"{_when(found)}, {counted(value, noun)} {was} {done}"
    if found.why_not:
        return f"{said}. {NOT_COMPARED}: {_why_not(found)}."
    parts = [_on_year(found), _on_mean(found)]
    said = f"{said}{': ' if any(parts) else ''}{', and '.join(filter(None, parts))}."
    return " ".join(filter(None, (said, _by_chance(found), _assumed(found))))


def change_words(change: Change, what: str) -> str:
    """Say how a value differs from an earlier one; a baseline of 0 has no per cent."""
    number = change.number
    if number is None or change.before is None:
        return ""
    before = _value_text(change.before)
    if round(number, _decimals(change.before)) == 0:
        return f"as many as {what} ({before})"
    size = number_text(abs(number), _decimals(change.before))
    word = "more" if number > 0 else "fewer"
    if change.percent is None:
        return f"{size} {word} than {what} (none, so there is no per cent)"
    return f"{size} {word} than {what} ({before}, {percent_text(change.percent)})"


def percent_text(percent: float | None) -> str:
    """Return a change in % with its sign; a dash where there is none."""
    return NONE if percent is None else f"{signed_text(percent, 1)}%"


def _row(
    one: Compared, places: list[int], labels: Mapping[str, str]
) -> tuple[str, ...]:
    names = {ALL: "All", NOT_RECORDED: "Not recorded"}
    mean = one.on_mean.before
    return (
        names.get(one.group) or labels.get(one.group, one.group),
        cell(one.now.value),
        cell(one.years[0]),
        change_cell(one.on_last.number),
        percent_text(one.on_last.percent),
        NONE if mean is None else number_text(mean, 1),
        change_cell(one.on_mean.number, 1),
        percent_text(one.on_mean.percent),
        *(cell(one.years[place]) for place in places),
    )


def _on_year(found: Comparison) -> str:
    name = found.baselines[0].name
    what = f"in the same days of {name}"
    if found.span is Span.TWELVE:
        what = f"in the twelve months {name}"
    return change_words(found.every.on_last, what)


def _on_mean(found: Comparison) -> str:
    used = found.used
    if len(used) < 2:
        return ""
    years = f"the mean of the {len(used)} years {used[-1].name} to {used[0].name}"
    if found.span is Span.TWELVE:
        years = f"the mean of the {len(used)} such times before"
    return change_words(found.every.on_mean, years)


def _by_chance(found: Comparison) -> str:
    """Say how large a difference of two counts chance alone can make."""
    change = found.every.on_last
    if found.arrivals.unit is not Unit.REQUESTS or change.number is None:
        return ""
    most = CHANCE * math.sqrt((change.now or 0.0) + (change.before or 0.0))
    if not most:
        return ""
    verdict = "more than" if abs(change.number) > most else "within what"
    tail = "chance alone makes" if verdict == "within what" else "that"
    return (
        f"Two such times differ by up to {number_text(most)} by chance alone; this is"
        f" {verdict} {tail}."
    )


def _assumed(found: Comparison) -> str:
    first = found.arrivals.complete.first
    if first is None or not found.left_out:
        return ""
    return f"Records are taken to be complete from {day_words(first)}."


def _why_not(found: Comparison) -> str:
    complete = found.arrivals.complete
    if complete.first is None:
        return found.why_not
    if complete.last < found.arrivals.as_at:
        return f"nothing is recorded after {day_words(complete.last)}"
    if found.period.first < complete.first:
        return f"complete records begin on {day_words(complete.first)}"
    return found.why_not


def _when(found: Comparison) -> str:
    if found.period.days == 1:
        return f"On {found.name}"
    return f"{'From' if ' to ' in found.name else 'In'} {found.name}"


def _value_text(value: float) -> str:
    return number_text(value, _decimals(value))


def _decimals(value: float) -> int:
    return 0 if value >= FINE or value == round(value) else 1
