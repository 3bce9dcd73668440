"""Outcomes as a small study would give them, made by hand."""

from datetime import date, timedelta

import numpy as np

from app.scenario.outcome import (
    PERCENTS,
    Clearing,
    Cost,
    Difference,
    Expected,
    Fan,
    Misses,
    Outcome,
    Paths,
    Preview,
    Use,
    Waits,
)
from app.scenario.scenario import BASE

AS_AT = date(2026, 3, 31)
SUNDAY = date(2026, 4, 12)
CLASSES = ("", "P1", "P2", "P3", "P4")


def fan(start, slope, weeks=104, spread=1.0):
    steps = np.arange(1, weeks + 1)
    mean = np.maximum(start + slope * steps, 0.0)
    shifts = (np.array(PERCENTS) - 50) / 50 * spread
    rows = np.maximum(mean + shifts[:, None] * np.sqrt(steps) * 8, 0.0)
    return Fan(mean=mean, rows=rows)


def waits(priority, median, target, within):
    return Waits(
        priority=priority,
        items=100.0,
        wait=median / 2,
        median=median,
        p85=median * 2,
        p95=None if priority == "P4" else median * 3,
        mean=median * 1.2,
        target=target,
        within=within,
        within_low=within - 0.1,
        within_high=within + 0.1,
    )


def outcome(scenario=BASE, slope=1.0, weeks=104):
    whole = fan(448, slope, weeks)
    months = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
    runs = np.stack([whole.at(10), whole.at(50), whole.at(50), whole.at(90)])
    return Outcome(
        scenario=scenario,
        as_at=AS_AT,
        weeks=tuple(SUNDAY + timedelta(weeks=week) for week in range(weeks)),
        seed=1,
        replications=4,
        fingerprint="abc",
        open_requests=dict.fromkeys(CLASSES, whole),
        waiting=dict.fromkeys(CLASSES, whole),
        open_hours={name: fan(13_300, 30 * slope, weeks, 30) for name in CLASSES},
        start_requests=448,
        start_hours=13_300.0,
        waits=tuple(
            waits(name, days, target, 0.5)
            for name, days, target in (
                *(("", 60, 60), ("P1", 1, 1), ("P2", 12, 14)),
                *(("P3", 80, 60), ("P4", 150, 120)),
            )
        ),
        misses=Misses(
            months=months,
            dated=np.array([4, 6, 3]),
            mean=np.array([0.4, 1.5, 2.2]),
            low=np.zeros(3),
            high=np.array([1.0, 3.0, 3.0]),
        ),
        expected=tuple(
            Expected(
                id=number,
                uid=f"uid-{number}",
                reference=f"DF-{number}",
                priority="P2",
                p50=date(2026, 5, number),
                p85=None if number == 2 else date(2026, 6, number),
                due=None if number == 3 else date(2026, 5, 20),
                is_statutory=number == 1,
                breach=None if number == 3 else 0.7 / number,
            )
            for number in (1, 2, 3)
        ),
        use=(
            Use(skill="", people=17, hours=9_000.0, mean=0.97, low=0.95, high=0.99),
            Use(skill="SK_MOB3", people=1, hours=800.0, mean=1.0, low=1.0, high=1.0),
        ),
        clearing=Clearing(level=100, p10=60.0, p50=None, p90=None, never=0.7),
        cost=Cost(hours=8_800.0, productive=9_000.0, overtime=120.0, money=2_400.0),
        paths=Paths(
            open_requests=runs.astype(np.float32),
            open_hours=(30 * runs).astype(np.float32),
            within=np.array([0.4, 0.5, 0.5, 0.6]),
            misses=np.array([3.0, 4.0, 4.0, 5.0]),
        ),
        assumptions=("Arrivals as the forecast expects.",),
    )


def difference(one, base):
    mean = (one.paths.open_requests - base.paths.open_requests).mean(axis=0)
    numbers = mean.astype(np.float64)
    return Difference(
        weeks=one.weeks,
        requests=numbers,
        requests_low=numbers - 3,
        requests_high=numbers + 3,
        hours=30 * numbers,
        hours_low=30 * numbers - 90,
        hours_high=30 * numbers + 90,
        within=(0.1, 0.05, 0.15),
        misses=(-1.0, -2.0, 0.0),
    )


def preview(base):
    return Preview(weeks=base.weeks, requests=fan(448, -1.0), hours=fan(13_300, -30.0))
