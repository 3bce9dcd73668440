"""Weekly counts, made up from a seed or read from the police series."""

import csv
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np

from app.forecast.history import History

FIRST = date(2021, 1, 4)
DATA = Path(__file__).parent / "datasets" / "nyc_vehicle_thefts_weekly.csv"


def mondays(weeks, first=FIRST):
    return tuple(first + timedelta(weeks=at) for at in range(weeks))


def history(counts, *, first=FIRST, gaps=(), change_points=()):
    return History(
        mondays=mondays(len(counts), first),
        counts=np.array(counts),
        gaps=frozenset(gaps),
        change_points=tuple(change_points),
    )


def made(weeks, *, mean=20.0, wave=0.0, size=8.0, seed=1):
    """Counts around a mean, with one wave a year of a height in the logarithm."""
    draw = np.random.default_rng(seed)
    height = wave * np.sin(2 * np.pi * np.arange(weeks) * 7 / 365.25)
    return draw.negative_binomial(size, size / (size + mean * np.exp(height)))


@cache
def police_series():
    """Return the counts of each police series, by name."""
    found = {}
    with DATA.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["series"], []).append(int(row["count"]))
    return {name: np.array(counts) for name, counts in found.items()}
