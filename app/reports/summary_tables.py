"""The tables of the capacity summary; every cell is rounded here."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.capacity.by_week import CapacityByWeek
from app.casework.request import Priority
from app.measures.age import AGE_BANDS, PRIORITIES
from app.measures.figure import Figure
from app.measures.turnaround import Turnaround
from app.measures.work import NO_TYPE
from app.reports.chart import day_text
from app.reports.facts import Facts
from app.reports.report import Align, Column, Row, Table, Tone
from app.reports.summary_figures import Capacity, SummaryFigures, TypeFigures
from app.reports.wording import cell, change_cell, share_cell

MOST_TYPES = 9
"""Examination types that have a row of their own; the others share one."""

STEADY_SHARE, STEADY_COUNT = 0.02, 2
"""A change of the open requests within these counts as holding."""

NBSP = "\N{NO-BREAK SPACE}"

SHORT = {PRIORITIES[-1]: "None"}
"""Head of the column of requests without a priority."""

SICKNESS = "Sickness (ahead: an allowance)"
NAMES = {
    "Leave": "Leave and time in lieu",
    "Sickness": SICKNESS,
    "Sickness allowance": SICKNESS,
}
"""What groups of deductions are called where there is room for more than a word."""

AWAY = frozenset(
    {"Public holidays", "Leave and time in lieu", SICKNESS, "Other absence"}
)
"""Groups of deductions in which the person is not at work."""

TONES = {"growing": Tone.BAD, "holding": Tone.PLAIN, "falling": Tone.GOOD}


def type_table(figures: SummaryFigures, facts: Facts) -> Table:
    """Return demand, throughput and work in queue by examination type."""
    own, rest = _parted(figures.types, MOST_TYPES)
    weekly = figures.capacity.net_coming.value if figures.capacity else None
    rows = [_type_row(facts_label(facts, one.code), [one], weekly) for one in own]
    if rest:
        rows.append(_type_row(f"{len(rest)} other types", rest, weekly))
    return Table(
        title="",
        columns=(
            Column(head="Examination type", align=Align.LEFT),
            Column(head="Accepted"),
            Column(head="Issued"),
            Column(head="Net"),
            Column(head="Open"),
            Column(head="Position", align=Align.LEFT, is_verdict=True),
            Column(head="Hours each"),
            Column(head="Hours in queue"),
            Column(head="Weeks of work"),
            Column(head="Median days"),
        ),
        rows=(*rows, _type_total(figures, weekly)),
        note=(
            "Net: accepted less issued. Position: open requests against those"
            f" {figures.span.then}, holding within 2% or one request. Hours"
            " each: median estimate of what is open. Weeks of work: of the whole"
            " unit's net capacity. Median days: from receipt to result issued."
        ),
    )


def _type_row(name: str, types: Sequence[TypeFigures], weekly: float | None) -> Row:
    came, went = sum(t.accepted for t in types), sum(t.issued for t in types)
    now, then = sum(t.open for t in types), sum(t.open_before for t in types)
    hours = [one.work for one in types]
    work = None if None in hours else float(sum(hour or 0 for hour in hours))
    single = types[0] if len(types) == 1 else None
    verdict = position(now, then)
    cells = (
        *(name, cell(came), cell(went), change_cell(came - went), cell(now), verdict),
        *(cell(single.hours if single else None, 1), *_work_cells(work, weekly)),
        cell(single.turnaround if single else None),
    )
    return Row(cells=cells, tone=TONES[verdict])


def _type_total(figures: SummaryFigures, weekly: float | None) -> Row:
    came, went = figures.accepted.value or 0, figures.issued.value or 0
    now, then = figures.backlog.value or 0, figures.backlog_before.value or 0
    verdict = position(now, then)
    cells = (
        *("All types", cell(came), cell(went), change_cell(came - went), cell(now)),
        *(verdict, cell(figures.median_effort, 1)),
        *_work_cells(figures.work.value, weekly),
        cell(figures.turnaround.median.value),
    )
    return Row(cells=cells, tone=TONES[verdict], is_total=True)


def _work_cells(hours: float | None, weekly: float | None) -> tuple[str, str]:
    weeks = hours / weekly if hours is not None and weekly else None
    return cell(hours), cell(weeks, 1)


def position(now: float, before: float) -> str:
    """Say where a number of open requests goes."""
    change = now - before
    if abs(change) < max(STEADY_COUNT, STEADY_SHARE * before):
        return "holding"
    return "growing" if change > 0 else "falling"


def age_table(figures: SummaryFigures) -> Table:
    """Return the outstanding backlog by age band and priority, in numbers."""
    ages = figures.ages
    shown = [
        name
        for name in PRIORITIES
        if name != PRIORITIES[-1] or any(f.value for f in ages.by_priority[name])
    ]
    total = sum(figure.value or 0 for figure in ages.requests)
    rows = [
        _age_row(band.label.replace(" days", ""), place, shown, figures, total)
        for place, band in enumerate(AGE_BANDS)
    ]
    sums = [sum(f.value or 0 for f in ages.by_priority[name]) for name in shown]
    exhibits = sum(figure.value or 0 for figure in ages.exhibits)
    last = (*map(cell, sums), cell(total), share_cell(total, total), cell(exhibits))
    unknown = (figures.backlog.value or 0) - total
    note = "Since the last exhibit needed was received."
    if unknown:
        note += f" Not known of {cell(unknown)} more."
    return Table(
        title="Open requests by age",
        columns=(
            Column(head="Age, days", align=Align.LEFT),
            *(Column(head=SHORT.get(name, name)) for name in shown),
            Column(head="All"),
            Column(head="Share"),
            Column(head="Exhibits"),
        ),
        rows=(*rows, Row(cells=("All ages", *last), is_total=True)),
        note=note,
    )


def _age_row(
    label: str, place: int, shown: Sequence[str], figures: SummaryFigures, total: float
) -> Row:
    ages = figures.ages
    counts = [cell(ages.by_priority[name][place].value) for name in shown]
    value = ages.requests[place].value or 0
    exhibits = cell(ages.exhibits[place].value)
    return Row(cells=(label, *counts, cell(value), share_cell(value, total), exhibits))


def bridge_table(figures: SummaryFigures) -> Table:
    """Return what changed the backlog, from one end of a period to the other (M07)."""
    bridge = figures.bridge
    ways = [(figure, 1) for figure in bridge.entries]
    ways += [(figure, -1) for figure in bridge.exits]
    moved = [
        Row(cells=(figure.label, change_cell(sign * (figure.value or 0))))
        for figure, sign in ways
        if figure.value
    ]
    change = (bridge.closing.value or 0) - (bridge.opening.value or 0)
    return Table(
        title=figures.span.changes,
        columns=(
            Column(head="Outstanding requests (B3)", align=Align.LEFT),
            Column(head="Requests"),
        ),
        rows=(
            _end_row(f"Open at end of {day_text(bridge.first)}", bridge.opening),
            *moved,
            _end_row(f"Open at end of {day_text(bridge.last)}", bridge.closing),
        ),
        note=(
            f"{change_cell(change)} in all; left over: {cell(bridge.difference)},"
            f" {'so it reconciles' if bridge.reconciles else 'which is a fault'}."
        ),
    )


def _end_row(name: str, figure: Figure) -> Row:
    return Row(cells=(name, cell(figure.value)), is_total=True)


def capacity_table(capacity: Capacity, figures: SummaryFigures) -> Table:
    """Return how gross hours become net hours, in the period and in those to come."""
    both = capacity.in_period, capacity.coming
    taken = _taken(*both)
    away = [line for line in taken if line[0] in AWAY]
    work = [line for line in taken if line[0] not in AWAY]
    gross = [_mean(hours.gross) for hours in both]
    net = [_mean(hours.net) for hours in both]
    there = [
        whole - sum(line[1][place] for line in away)
        for place, whole in enumerate(gross)
    ]
    period = figures.span.name if figures.span.is_month else "4 weeks"
    return Table(
        title="From contracted to casework hours",
        columns=(
            Column(head="Mean hours a week", align=Align.LEFT),
            Column(head=period),
            Column(head="Next 13 weeks".replace(" ", NBSP)),
        ),
        rows=(
            Row(cells=("Contracted hours (gross)", *map(cell, gross)), is_total=True),
            *map(_taken_row, away),
            Row(cells=("Hours at work", *map(cell, there)), is_total=True),
            *map(_taken_row, work),
            Row(cells=("Net casework hours", *map(cell, net)), is_total=True),
        ),
        note=_capacity_note(capacity, gross, net),
    )


def _capacity_note(
    capacity: Capacity, gross: Sequence[float], net: Sequence[float]
) -> str:
    """Say, on one line, what share is left and how many contracts there are."""
    now, ahead = (
        cell(_mean(hours.full_time_equivalents), 1)
        for hours in (capacity.in_period, capacity.coming)
    )
    shares = [share_cell(part, whole) for part, whole in zip(net, gross, strict=True)]
    contracts = f"{now} full-time contracts"
    contracts += "" if now == ahead else f", then {ahead}"
    if capacity.vacancies.funded:
        contracts += f", {cell(capacity.vacancies.vacant, 1)} vacant"
    return f"Net is {shares[0]} of gross, then {shares[1]}; {contracts}."


Taken = tuple[str, tuple[float, float]]
"""What takes hours, and mean hours a week in either stretch of weeks."""


def _taken_row(line: Taken) -> Row:
    return Row(cells=(line[0], *(change_cell(-hours) for hours in line[1])))


def _taken(now: CapacityByWeek, ahead: CapacityByWeek) -> list[Taken]:
    """Return what is taken off in either stretch of weeks, mean hours a week.

    The allowance for sickness to come stands with the sickness that there was.
    """
    found: dict[str, list[float]] = {}
    for place, capacity in enumerate((now, ahead)):
        for group, hours in capacity.grouped.items():
            name = NAMES.get(group, group)
            found.setdefault(name, [0.0, 0.0])[place] += _mean(hours)
    return [
        (name, (pair[0], pair[1]))
        for name, pair in found.items()
        if any(round(hours) for hours in pair)
    ]


def turnaround_table(figures: SummaryFigures, facts: Facts) -> Table:
    """Return the turnaround of the requests issued, by priority."""
    targets = dict(zip(PRIORITIES, facts.settings.targets, strict=False))
    rows = [
        _turnaround_row(_priority(facts, name), times, targets.get(name))
        for name, times in figures.by_priority.items()
        if name in targets or times.median.coverage.scope
    ]
    last = _turnaround_row("All priorities", figures.turnaround, None)
    return Table(
        title="Turnaround in days, by priority",
        columns=(
            Column(head="Priority", align=Align.LEFT),
            Column(head="Issued"),
            Column(head="Target"),
            Column(head="Median"),
            Column(head="8 in 10".replace(" ", NBSP)),
            Column(head="9 in 10".replace(" ", NBSP)),
        ),
        rows=(*rows, Row(cells=last.cells, is_total=True)),
    )


def _turnaround_row(name: str, times: Turnaround, target: int | None) -> Row:
    days = (cell(f.value) for f in (times.median, times.p80, times.p90))
    issued = cell(times.median.coverage.scope)
    return Row(cells=(name, issued, cell(target), *days))


def facts_label(facts: Facts, code: str) -> str:
    """Return what an examination type is called."""
    return code if code == NO_TYPE else facts.label("examination_type", code)


def _priority(facts: Facts, name: str) -> str:
    known = name in {priority.value for priority in Priority}
    return f"{name} {facts.label('priority', name)}" if known else name


def _parted(
    types: Sequence[TypeFigures], most: int
) -> tuple[Sequence[TypeFigures], Sequence[TypeFigures]]:
    """Return the types with a row of their own, and those that share one."""
    if len(types) <= most + 1:
        return types, ()
    return types[:most], types[most:]


def _mean(hours: NDArray[np.float64]) -> float:
    return float(hours.mean()) if len(hours) else 0.0
