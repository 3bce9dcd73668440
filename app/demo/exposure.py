"""Hours on harmful material, as they follow from the work on online abuse."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from app.demo.case import Case
from app.demo.profile import DAYS
from app.wellbeing.record import Exposure

LOGGED_FROM = DAYS - 78 * 7
"""Day on which the unit began to log exposure."""

_FREE_DAY = 4
"""Day of the week, Friday, on which the unit views nothing: a custom of its own."""

_SHARE = {"IIOC": 0.55, "GROOM": 0.35, "SELF_GEN": 0.5, "LIVE_CSA": 0.6}
"""Share of the hours of a request that goes to viewing, by offence."""

_OTHER_SHARE = 0.4
"""The same where the offence is not recorded."""

_KINDS = {
    "GROOM": (("X_TEXT", 0.7), ("X_IMAGE", 0.2), ("X_AUDIO", 0.1)),
    "SELF_GEN": (("X_IMAGE", 0.5), ("X_VIDEO", 0.4), ("X_FIRST", 0.1)),
    "LIVE_CSA": (("X_VIDEO", 0.6), ("X_FIRST", 0.25), ("X_AUDIO", 0.15)),
}
_USUAL = (("X_IMAGE", 0.55), ("X_VIDEO", 0.35), ("X_FIRST", 0.04), ("X_VIOLENT", 0.06))
"""Kinds of material and their shares, by offence and otherwise."""

_UNBROKEN = 2.0
"""Hours without a break, at most."""

_UNKNOWN = 0.15
"""Share of the days whose longest stretch was not recorded."""

_QUARTER = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewing:
    """What one person saw on one day: hours and kind, for the request seen longest."""

    person: int
    day: int
    case: int
    kind: str
    hours: float
    stretch: float | None

    def logged(self, done_on: date) -> Exposure:
        """Return it as it is logged, the person and the request yet to be named."""
        return Exposure(
            person="-",
            done_on=done_on,
            kind=self.kind,
            hours=self.hours,
            longest_stretch=self.stretch,
            request="-",
        )


def viewings(cases: Iterable[Case], rng: np.random.Generator) -> list[Viewing]:
    """Return what everybody saw on each day since it is logged, day by day."""
    days: dict[tuple[int, int], dict[int, float]] = {}
    offences = {case.number: case.offence or "" for case in cases}
    for case in cases:
        share = _SHARE.get(case.offence or "", _OTHER_SHARE)
        for day, person, spent in case.work if case.is_abuse else ():
            if day >= LOGGED_FROM and day % 7 != _FREE_DAY:
                seen = days.setdefault((day, person), {})
                seen[case.number] = seen.get(case.number, 0.0) + spent * share
    return [
        _viewing(day, person, seen, offences, rng)
        for (day, person), seen in sorted(days.items())
        if sum(seen.values()) >= _QUARTER / 2
    ]


def _viewing(
    day: int,
    person: int,
    seen: dict[int, float],
    offences: dict[int, str],
    rng: np.random.Generator,
) -> Viewing:
    case = max(seen, key=lambda number: (seen[number], -number))
    hours = max(_QUARTER, round(sum(seen.values()) / _QUARTER) * _QUARTER)
    longest = round(float(rng.uniform(0.75, _UNBROKEN)) / _QUARTER) * _QUARTER
    is_known = rng.random() >= _UNKNOWN
    codes, shares = zip(*_KINDS.get(offences[case], _USUAL), strict=True)
    return Viewing(
        person=person,
        day=day,
        case=case,
        kind=str(rng.choice(codes, p=shares)),
        hours=hours,
        stretch=min(hours, longest) if is_known else None,
    )
