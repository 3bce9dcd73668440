"""The headline figures of the capacity summary, each with words of direction."""

from app.capacity.utilisation import GROWTH, LONG_QUEUE
from app.reports.chart import number_text
from app.reports.report import Headline, Headlines, Tone
from app.reports.summary_figures import SummaryFigures
from app.reports.wording import cell, compared

STEADY = 0.02
"""Share by which a figure may differ before it counts as better or worse."""


def headlines(figures: SummaryFigures) -> Headlines:
    """Return the six figures that a reader sees first."""
    return Headlines(
        figures=(
            _backlog(figures),
            _accepted(figures),
            _issued(figures),
            _work(figures),
            _turnaround(figures),
            _capacity(figures),
        )
    )


def worse_if_more(now: float | None, before: float | None) -> Tone:
    """Return the tone of a figure that should be small."""
    if now is None or before is None:
        return Tone.PLAIN
    if now > before * (1 + STEADY):
        return Tone.BAD
    return Tone.GOOD if now < before * (1 - STEADY) else Tone.PLAIN


def _backlog(figures: SummaryFigures) -> Headline:
    now, before = figures.backlog.value, figures.backlog_before.value
    return Headline(
        label="Backlog (B3)",
        value=cell(now),
        unit="requests",
        remark=compared(now, before, figures.span.then),
        tone=worse_if_more(now, before),
    )


def _accepted(figures: SummaryFigures) -> Headline:
    now, before = figures.accepted.value, figures.accepted_before.value
    more = (now or 0) > (figures.issued.value or 0)
    return Headline(
        label="Accepted",
        value=cell(now),
        unit="requests",
        remark=compared(now, before, f"in {figures.span.name_before}"),
        tone=Tone.WATCH if more else Tone.PLAIN,
    )


def _issued(figures: SummaryFigures) -> Headline:
    now, before = figures.issued.value, figures.issued_before.value
    rate = figures.clearance.value
    words = compared(now, before, f"in {figures.span.name_before}")
    tone = Tone.PLAIN
    if rate is not None:
        words = f"{words}; {number_text(rate)}% of accepted"
        tone = Tone.GOOD if rate >= 100 else Tone.BAD if rate < 95 else Tone.WATCH
    return Headline(
        label="Results issued",
        value=cell(now),
        unit="requests",
        remark=words,
        tone=tone,
    )


def _work(figures: SummaryFigures) -> Headline:
    now, capacity, tone = figures.work, figures.capacity, Tone.PLAIN
    if now.value is None:
        remark = "no request has an estimate"
    elif capacity is None:
        remark = "weeks of work not known: no people recorded"
    elif capacity.weeks.value is None:
        remark, tone = "no capacity in the next 13 weeks", Tone.BAD
    else:
        remark = f"{number_text(capacity.weeks.value, 1)} weeks of work"
        was = capacity.weeks_before.value
        tone = worse_if_more(capacity.weeks.value, was)
        if was is not None:
            remark += f"; was {number_text(was, 1)}"
    return Headline(
        label="Work in queue (B5)",
        value=cell(now.value),
        unit="h" if now.value is not None else "",
        remark=remark,
        tone=tone,
    )


def _turnaround(figures: SummaryFigures) -> Headline:
    now, before = figures.turnaround, figures.turnaround_before.median.value
    if now.median.value is None:
        remark = "nothing issued whose receipt is known"
    else:
        remark = f"9 in 10 within {cell(now.p90.value)}"
        remark += f"; median was {cell(before)}" if before is not None else ""
    return Headline(
        label="Median turnaround",
        value=cell(now.median.value),
        unit="days" if now.median.value is not None else "",
        remark=remark,
        tone=worse_if_more(now.median.value, before),
    )


def _capacity(figures: SummaryFigures) -> Headline:
    capacity = figures.capacity
    if capacity is None:
        return Headline(
            label="Net capacity", value=cell(None), remark="no people recorded"
        )
    used = capacity.utilisation.value
    remark, tone = "no net hours in the last 13 weeks", Tone.BAD
    if used is not None:
        remark, tone = _used(used)
    return Headline(
        label="Net capacity",
        value=cell(capacity.net.value),
        unit="h/week",
        remark=remark,
        tone=tone,
    )


def _used(share: float) -> tuple[str, Tone]:
    """Say what share of it demand took, beside the lines of 85 and 100 % (M32)."""
    words = f"{number_text(share)}% used in 13 weeks"
    if share > GROWTH:
        return f"{words}: over {number_text(GROWTH)}%", Tone.BAD
    if share > LONG_QUEUE:
        return f"{words}: over {number_text(LONG_QUEUE)}%", Tone.WATCH
    return f"{words}: below {number_text(LONG_QUEUE)}%", Tone.GOOD
