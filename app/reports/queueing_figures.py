"""What the unit needs in the long run, as figures, from what a store holds.

How to call: ``queueing_figures(facts)``; every figure has its definition, coverage and
note, and a value of None where there is none (no history, no capacity, never). Words
and tables made of them are in ``app.reports.long_run``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from app.capacity.by_week import HORIZON
from app.casework.working_time import day_number, local_days
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.flow import issues
from app.queueing.balance import (
    FACTOR,
    RELIEF_WEEKS,
    clearance_time,
    intensity,
    relief_capacity,
    relief_people,
    time_to_level,
)
from app.queueing.estimates import WEEKS as ESTIMATE_WEEKS
from app.queueing.estimates import estimates_held
from app.queueing.little import LittleCheck
from app.queueing.need import Need, need_of
from app.queueing.records import records_agree
from app.queueing.unit_flow import (
    OpenList,
    UnitFlow,
    open_list,
    unit_flow,
    within_target,
)
from app.queueing.unit_wait import ClassWait, expected_waits
from app.reports.facts import Facts
from app.reports.queueing_strength import SPANS, Strength, strength_of

BASIS = 26
"""Weeks whose demand the requirements rest on."""

REQUESTS_A_WEEK = "requests/week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Both:
    """A measure in requests and in hours."""

    requests: Figure
    hours: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueingFigures:
    """The unit's long run in figures.

    Attributes:
        flows: What came and went over each of ``SPANS``.
        basis: What the requirements rest on.
        open: What is outstanding.
        strength: What the people give; None if nobody's hours count.
        need: The requirements as plain numbers.
        intensity: Of each of ``SPANS``, traffic intensity (M60).
        target: Target size (M61).
        relief: Relief capacity in 26 weeks (M62).
        relief_people: More full-time people that relief takes.
        sustaining: Sustaining capacity (M63).
        sustaining_people: More full-time people that sustaining takes.
        pressure: Pressure (M64).
        clearance: Weeks to clear everything if nothing new came (M65).
        to_target: Weeks to the target size (M65).
        in_time: Issued in the last 13 weeks within target (M16).
        open_in_time: Outstanding and still within target (M16).
        classes: Of each priority with any demand, its wait.
        waits: The same as figures (M66), in weeks to the start.
        agreement: How far the records agree with Little's law (M67).
        records: The same with its words.
        estimates: Hours logged in % of hours estimated (M68).
    """

    flows: tuple[UnitFlow, ...]
    basis: UnitFlow
    open: OpenList
    strength: Strength | None
    need: Need
    intensity: tuple[Both, ...]
    target: Both
    relief: Both
    relief_people: Figure
    sustaining: Both
    sustaining_people: Figure
    pressure: Figure
    clearance: Both
    to_target: Both
    in_time: Figure
    open_in_time: Figure
    classes: tuple[ClassWait, ...]
    waits: tuple[Figure, ...]
    agreement: Figure
    records: LittleCheck
    estimates: Figure


def queueing_figures(facts: Facts) -> QueueingFigures:
    """Return the figures of the long run at the end of the day of the facts."""
    ledger, as_at, targets = facts.ledger, facts.as_at, facts.settings.targets
    flows = tuple(unit_flow(ledger, as_at, weeks) for weeks in SPANS)
    basis = flows[SPANS.index(BASIS)]
    waiting = open_list(ledger, as_at, targets)
    strength = strength_of(facts, [flow.weeks for flow in flows])
    need = need_of(basis, [*targets, targets[-1]])
    classes = (
        expected_waits(basis, strength.coming, strength.people) if strength else ()
    )
    records = records_agree(ledger, as_at)
    maker = _Maker(basis=basis, open=waiting, strength=strength, need=need)
    return QueueingFigures(
        flows=flows,
        basis=basis,
        open=waiting,
        strength=strength,
        need=need,
        intensity=_intensities(flows, strength),
        target=maker.target(),
        relief=maker.relief(),
        relief_people=maker.people("M62", maker.relief().hours.value),
        sustaining=maker.sustaining(),
        sustaining_people=maker.people("M63", need.sustaining_hours),
        pressure=_pressure(waiting),
        clearance=maker.clearance(),
        to_target=maker.to_target(),
        in_time=_issued_in_time(facts),
        open_in_time=_open_in_time(facts, waiting),
        classes=classes,
        waits=tuple(_wait(each, basis) for each in classes),
        agreement=_agreement(records, facts),
        records=records,
        estimates=_estimates(facts),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Maker:
    """Makes the figures that rest on the demand of the basis."""

    basis: UnitFlow
    open: OpenList
    strength: Strength | None
    need: Need

    def one(
        self,
        code: str,
        value: float | None,
        *,
        unit: str = "",
        label: str = "",
        is_open: bool = False,
        note: str = "",
    ) -> Figure:
        """Return a figure; ``is_open`` if what is outstanding is behind it."""
        flow = self.basis
        return figure(
            code,
            value,
            as_at=flow.as_at,
            coverage=self.open.coverage if is_open else flow.coverage,
            rows=self.open.rows if is_open else flow.whole.accepted.rows,
            unit=unit,
            label=label,
            note=" ".join(
                filter(
                    None,
                    (
                        note,
                        history_note(flow),
                        self.open.note if is_open else flow.note,
                    ),
                )
            ),
            weeks=flow.asked,
            factor=f"{FACTOR:g}",
            in_weeks=f"{RELIEF_WEEKS:g}",
        )

    def both(
        self,
        code: str,
        requests: float | None,
        hours: float | None,
        *,
        units: tuple[str, str],
        is_open: bool = False,
        label: str = "",
    ) -> Both:
        """Return a measure in requests and in hours."""
        one, other = (
            self.one(code, value, unit=unit, is_open=is_open, label=label)
            for value, unit in zip((requests, hours), units, strict=True)
        )
        return Both(requests=one, hours=other)

    def target(self) -> Both:
        need = self.need
        return self.both("M61", need.size, need.size_hours, units=("requests", "h"))

    def relief(self) -> Both:
        need, waits = self.need, self.open.hours_left
        return self.both(
            "M62",
            _less(need.requests, len(self.open.rows), need.size),
            _less(need.hours, waits, need.size_hours),
            units=(REQUESTS_A_WEEK, "h/week"),
            is_open=True,
        )

    def sustaining(self) -> Both:
        need = self.need
        return self.both(
            "M63",
            need.sustaining,
            need.sustaining_hours,
            units=(REQUESTS_A_WEEK, "h/week"),
        )

    def people(self, code: str, hours: float | None) -> Figure:
        """Return how many more full-time people a capacity takes."""
        strength, value, note = self.strength, None, "Nobody's hours are recorded."
        if strength is not None:
            note = (
                f"Beyond the {strength.coming:,.0f} h a week planned for the next"
                f" {HORIZON} weeks, at {strength.of_full_time:.1f} h a week for one"
                " full-time contract."
            )
            if hours is not None:
                value = relief_people(hours, strength.coming, strength.of_full_time)
        label = "Relief, people" if code == "M62" else "Sustaining, people"
        return self.one(code, value, unit="FTE", label=label, note=note)

    def clearance(self) -> Both:
        left, issued = self.open.hours_left, self.basis.whole.issued.weekly
        hours = None
        if left is not None and self.strength is not None:
            hours = clearance_time(left, self.strength.coming)
        return self.both(
            "M65",
            clearance_time(len(self.open.rows), issued),
            hours,
            units=("weeks", "weeks"),
            is_open=True,
            label="Clearance time",
        )

    def to_target(self) -> Both:
        need, left, issued = (
            self.need,
            self.open.hours_left,
            self.basis.whole.issued.weekly,
        )
        hours = None
        if left is not None and self.strength is not None:
            hours = time_to_level(
                left, need.size_hours, need.hours, self.strength.coming
            )
        count = len(self.open.rows)
        return self.both(
            "M65",
            time_to_level(count, need.size, need.requests, issued),
            hours,
            units=("weeks", "weeks"),
            is_open=True,
            label="Time to target size",
        )


def history_note(flow: UnitFlow) -> str:
    """Return in words that the history is shorter than was asked for."""
    if not flow.weeks:
        return "There is no history of whole weeks."
    if flow.weeks < flow.asked:
        return f"The history covers {flow.weeks} of {flow.asked} weeks."
    return ""


def _less(demand: float, size: float | None, target: float) -> float | None:
    """Return relief capacity, never below nothing; None if the size is not known."""
    found = None if size is None else relief_capacity(demand, size, target)
    return None if found is None else max(found, 0.0)


def _intensities(
    flows: Sequence[UnitFlow], strength: Strength | None
) -> tuple[Both, ...]:
    found = []
    for place, flow in enumerate(flows):
        whole = flow.whole
        net = strength.past[place] if strength else 0.0
        ratios = (
            intensity(whole.accepted.weekly, whole.issued.weekly),
            intensity(whole.accepted.weekly_hours, net)
            if flow.weeks and flow.knows_hours
            else None,
        )
        requests, hours = (
            figure(
                "M60",
                None if ratio is None else 100 * ratio,
                as_at=flow.as_at,
                coverage=flow.coverage,
                rows=whole.accepted.rows,
                label=f"Traffic intensity, {flow.asked} weeks",
                note=" ".join(filter(None, (history_note(flow), flow.note))),
                weeks=flow.asked,
            )
            for ratio in ratios
        )
        found.append(Both(requests=requests, hours=hours))
    return tuple(found)


def _pressure(waiting: OpenList) -> Figure:
    known = ~np.isnan(waiting.ages) & (waiting.targets > 0)
    shares = waiting.ages[known] / waiting.targets[known]
    return figure(
        "M64",
        2 * float(shares.mean()) if len(shares) else None,
        as_at=waiting.as_at,
        coverage=Coverage(used=int(known.sum()), scope=len(known)),
        rows=waiting.rows[known],
    )


def _issued_in_time(facts: Facts) -> Figure:
    rows = unit_flow(facts.ledger, facts.as_at, SPANS[0]).whole.issued.rows
    days = local_days(issues(facts.ledger)[rows])
    in_time, known = within_target(facts.ledger, rows, days, facts.settings.targets)
    return figure(
        "M16",
        100 * float(in_time[known].mean()) if known.any() else None,
        as_at=facts.as_at,
        coverage=Coverage(used=int(known.sum()), scope=len(rows)),
        rows=rows[known],
        label="Within target, issued",
    )


def _open_in_time(facts: Facts, waiting: OpenList) -> Figure:
    rows = waiting.rows
    today = np.full(len(rows), day_number(facts.as_at), dtype=np.int64)
    in_time, known = within_target(facts.ledger, rows, today, facts.settings.targets)
    return figure(
        "M16",
        100 * float(in_time[known].mean()) if known.any() else None,
        as_at=facts.as_at,
        coverage=Coverage(used=int(known.sum()), scope=len(rows)),
        rows=rows[known],
        label="Within target, outstanding",
        whose="outstanding (B3) at the end of the day",
        in_time="were then",
    )


def _wait(each: ClassWait, flow: UnitFlow) -> Figure:
    return figure(
        "M66",
        each.wait,
        as_at=flow.as_at,
        coverage=flow.coverage,
        rows=each.rows,
        label=f"Expected wait, {each.label}",
        note="Long-run, if nothing changes.",
        weeks=flow.asked,
    )


def _agreement(records: LittleCheck, facts: Facts) -> Figure:
    return figure(
        "M67",
        None if records.gap is None else 100 * records.gap,
        as_at=facts.as_at,
        coverage=Coverage(used=records.counted, scope=records.counted),
        note=records.words,
    )


def _estimates(facts: Facts) -> Figure:
    held = estimates_held(facts.ledger, facts.as_at)
    return figure(
        "M68",
        None if held.ratio is None else 100 * held.ratio,
        as_at=facts.as_at,
        coverage=held.coverage,
        rows=held.rows,
        weeks=ESTIMATE_WEEKS,
    )
