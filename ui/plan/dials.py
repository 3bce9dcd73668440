"""The sliders of the room: which number of which lever each of them moves."""

from dataclasses import replace

from app.errors import ScenarioError
from app.scenario.levers import (
    ChangesEffort,
    Discipline,
    Diverts,
    Grows,
    Joins,
    Lever,
    LimitsExposure,
    Outsources,
    Overtime,
    ReducesScope,
    Rejects,
    Serves,
    SetsShare,
)
from ui.plan.dial import Dial
from ui.plan.ground import Ground
from ui.plan.lever_row import Control

PEOPLE, TIME, DEMAND = "People", "Time", "Demand"
WORK, OUTSIDE, ORDER = "Work", "Outside and equipment", "Order and limits"
GROUPS = (PEOPLE, TIME, DEMAND, WORK, OUTSIDE, ORDER)
"""Headings of the panel, from the top."""
MOST_HOURS = 20
"""Hours of exposed work a week at which the slider stands for no limit."""


def dials(ground: Ground) -> tuple[Dial, ...]:
    """Return every slider, in the order of the panel."""
    return (
        _people(ground),
        _overtime(ground),
        *(_share_of_time(ground, code) for code in ground.shares),
        _growth(ground, GROWTH_A_YEAR, "yearly"),
        _growth(ground, GROWTH_AT_ONCE, "step"),
        _share(ground, Diverts, DIVERTED),
        _share(ground, Rejects, REJECTED),
        _share(ground, ReducesScope, REDUCED),
        _effort(ground),
        _effort_growth(ground),
        _outside(ground),
        _waiting(ground),
        _exposure(),
    )


def _people(ground: Ground) -> Dial:
    fte = round(ground.fte, 1)

    def make(value: float, old: Lever | None) -> Lever | None:
        more = round(value - fte, 6)
        if more < -1e-9:
            raise ScenarioError(
                f"There are {fte:g} FTE; fewer are a matter of who leaves.",
                remedy="Add the people who leave, by name and day, under People.",
            )
        if more < 1e-9:
            return None
        if isinstance(old, Joins):
            return replace(old, fte=more)
        return Joins(fte=more, skills=ground.profile, first_on=ground.first_on)

    control = Control(
        key="fte",
        label="Examiners",
        unit="FTE",
        low=fte,
        high=fte + 10,
        step=0.1,
        usual=fte,
        decimals=1,
        hint="Full-time equivalents in post with those who join; details say when and"
        " with which skills.",
    )
    return Dial(
        group=PEOPLE,
        control=control,
        kind=Joins,
        read=lambda lever: fte + _number(lever, "fte"),
        make=make,
    )


def _overtime(ground: Ground) -> Dial:
    def make(value: float, old: Lever | None) -> Lever | None:
        if value == 0:
            return None
        if isinstance(old, Overtime):
            return replace(old, weekly_hours=value)
        return Overtime(weekly_hours=value, first_on=ground.first_on)

    control = Control(
        key="overtime",
        label="Overtime",
        unit="h a week",
        low=0,
        high=10,
        step=0.5,
        usual=0,
        decimals=1,
        hint="Hours of casework beyond the contract, of everybody.",
    )
    return Dial(
        group=TIME,
        control=control,
        kind=Overtime,
        read=lambda lever: _number(lever, "weekly_hours"),
        make=make,
    )


def _share_of_time(ground: Ground, code: str) -> Dial:
    usual = round(100 * ground.shares[code], 1)

    def make(value: float, old: Lever | None) -> Lever | None:
        if abs(value - usual) < 0.05:
            return None
        if isinstance(old, SetsShare):
            return replace(old, share=value / 100)
        return SetsShare(kind=code, share=value / 100, first_on=ground.first_on)

    label = ground.kinds.get(code, code)
    control = Control(
        key=f"share/{code}",
        label=label,
        unit="%",
        low=0,
        high=40,
        step=0.5,
        usual=usual,
        decimals=1,
        hint=f"{label}: share of the hours left after absences, of everybody.",
    )
    return Dial(
        group=TIME,
        control=control,
        kind=SetsShare,
        read=lambda lever: 100 * _number(lever, "share"),
        make=make,
        code=code,
    )


DIVERTED = Control(
    key="diverted",
    label="Kiosks take",
    unit="%",
    low=0,
    high=50,
    step=1,
    usual=0,
    hint="Share of what would arrive that kiosks in the divisions take.",
)
REJECTED = Control(
    key="rejected",
    label="Gate turns away",
    unit="%",
    low=0,
    high=50,
    step=1,
    usual=0,
    hint="Share of what the gate would accept today that it does not.",
)
REDUCED = Control(
    key="reduced",
    label="Scope reduced by",
    unit="%",
    low=0,
    high=50,
    step=1,
    usual=0,
    hint="Share of the effort of new requests that falls away.",
)
GROWTH_AT_ONCE = Control(
    key="step",
    label="Demand at once",
    unit="%",
    low=-50,
    high=100,
    step=1,
    usual=0,
    hint="More or fewer requests than the forecast expects, from the first day on.",
)
GROWTH_A_YEAR = Control(
    key="yearly",
    label="Demand growth",
    unit="% a year",
    low=-30,
    high=50,
    step=1,
    usual=0,
    hint="Growth a year on top of the forecast.",
)


Shared = type[Diverts] | type[Rejects] | type[ReducesScope]


def _share(ground: Ground, kind: Shared, control: Control) -> Dial:
    def make(value: float, old: Lever | None) -> Lever | None:
        if value == 0:
            return None
        if isinstance(old, Diverts | Rejects | ReducesScope):
            return replace(old, share=value / 100)
        return kind(share=value / 100, first_on=ground.first_on)

    return Dial(
        group=DEMAND if kind is Diverts else WORK,
        control=control,
        kind=kind,
        read=lambda lever: 100 * _number(lever, "share"),
        make=make,
    )


def _growth(ground: Ground, control: Control, name: str) -> Dial:
    def make(value: float, old: Lever | None) -> Lever | None:
        grown = old if isinstance(old, Grows) else Grows(first_on=ground.first_on)
        facts = {"step": grown.step, "yearly": grown.yearly, name: value / 100}
        made = replace(grown, step=facts["step"], yearly=facts["yearly"])
        return made if made.step or made.yearly else None

    return Dial(
        group=DEMAND,
        control=control,
        kind=Grows,
        read=lambda lever: 100 * _number(lever, name),
        make=make,
    )


def _effort(ground: Ground) -> Dial:
    def make(value: float, old: Lever | None) -> Lever | None:
        if not isinstance(old, ChangesEffort):
            old = ChangesEffort(first_on=ground.first_on)
        made = replace(old, factor=value / 100)
        return None if made.factor == 1 and not made.yearly else made

    control = Control(
        key="effort",
        label="Effort of a request",
        unit="%",
        low=30,
        high=150,
        step=1,
        usual=100,
        hint="Hours of a new request against today: less by automation, more by size.",
    )
    return Dial(
        group=WORK,
        control=control,
        kind=ChangesEffort,
        read=lambda lever: 100 * _number(lever, "factor"),
        make=make,
    )


def _effort_growth(ground: Ground) -> Dial:
    def make(value: float, old: Lever | None) -> Lever | None:
        if not isinstance(old, ChangesEffort):
            old = ChangesEffort(first_on=ground.first_on)
        made = replace(old, yearly=value / 100)
        return None if made.factor == 1 and not made.yearly else made

    control = Control(
        key="effort_growth",
        label="Growth of effort",
        unit="% a year",
        low=-20,
        high=30,
        step=1,
        usual=0,
        hint="How the hours of a new request grow, as with the size of devices.",
    )
    return Dial(
        group=WORK,
        control=control,
        kind=ChangesEffort,
        read=lambda lever: 100 * _number(lever, "yearly"),
        make=make,
    )


def _outside(ground: Ground) -> Dial:
    def make(value: float, old: Lever | None) -> Lever | None:
        if value == 0:
            return None
        if isinstance(old, Outsources):
            return replace(old, monthly_items=value)
        return Outsources(monthly_items=value, first_on=ground.first_on)

    control = Control(
        key="outside",
        label="Outsourced",
        unit="a month",
        low=0,
        high=40,
        step=1,
        usual=0,
        hint="Requests a month that a provider takes on top of today.",
    )
    return Dial(
        group=OUTSIDE,
        control=control,
        kind=Outsources,
        read=lambda lever: _number(lever, "monthly_items"),
        make=make,
    )


def _waiting(ground: Ground) -> Dial:
    usual = ground.waits_out

    def make(value: float, old: Lever | None) -> Lever | None:
        order = old.discipline if isinstance(old, Serves) else Discipline.QUEUE
        if value == usual and order is Discipline.QUEUE:
            return None
        return Serves(discipline=order, waits_out=value)

    control = Control(
        key="waits_out",
        label="Raised after",
        unit="x target",
        low=0,
        high=6,
        step=0.5,
        usual=usual,
        decimals=1,
        hint="Times its target that a request may wait before it is served one class"
        " higher, in the order of the Queue page; 0 for never.",
    )
    return Dial(
        group=ORDER,
        control=control,
        kind=Serves,
        read=lambda lever: _number(lever, "waits_out"),
        make=make,
    )


def _exposure() -> Dial:
    def make(value: float, old: Lever | None) -> Lever | None:
        del old
        return None if value == MOST_HOURS else LimitsExposure(weekly_hours=value)

    control = Control(
        key="exposure",
        label="Exposed work up to",
        unit="h a week",
        low=0,
        high=MOST_HOURS,
        step=1,
        usual=MOST_HOURS,
        hint=f"Hours a week of each on harmful material; {MOST_HOURS} is as the policy"
        " has it today.",
    )
    return Dial(
        group=ORDER,
        control=control,
        kind=LimitsExposure,
        read=lambda lever: _number(lever, "weekly_hours"),
        make=make,
    )


def _number(lever: Lever, name: str) -> float:
    return float(getattr(lever, name))
