"""Forecasts of public count series beside naive ones and those of statsforecast.

``python3 -m benchmarks.forecast FOLDER [peers] [arima]``: FOLDER holds the data sets
(their origin is told in the README beside them). With ``peers`` the models of
statsforecast run too, where it is installed; ``arima`` adds AutoARIMA, which takes half
a second a series. Rolling origin: weekly series learn from at most 260 weeks and are
asked 52, 39 and 26 weeks before their end for 26 weeks; monthly ones for 12 months.
Errors are in mean steps of the past; coverage is that of the 80 % range, and in
``split`` a count on the edge of the range is inside as far as it must be for the range
to hold 80 %: ranges of small counts hold more than they say.
"""

import csv
import sys
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from app.forecast.nbes import fit, simulate
from app.forecast.observed import WEEKS_A_YEAR, Observed, Values
from app.forecast.outlook import Paths
from app.forecast.scores import mean_step, score
from app.forecast.season import pooled, seasons

PATHS = 1_000
SEED = 1911
Series = Mapping[str, Values]
Method = Callable[[Values, int, float, np.random.Generator], Paths]
"""Takes the past, periods ahead, periods in a year and a generator."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """Series and how they are asked.

    Attributes:
        series: Counts by name.
        year: Periods in a year.
        learn: Periods to learn from, at most.
        origins: Periods before the end at which a forecast is made.
        ahead: Periods to forecast.
        lag: Periods between the two ends of a step.
        sums: Numbers of first periods added up.
    """

    series: Series
    year: float
    learn: int
    origins: tuple[int, ...]
    ahead: int
    lag: int
    sums: tuple[int, ...]

    def cases(self) -> Iterator[tuple[str, int, Values, Values]]:
        """Return name, origin, past and what came, of each forecast."""
        for name, counts in self.series.items():
            for origin in self.origins:
                at = len(counts) - origin
                past = counts[max(0, at - self.learn) : at]
                yield name, origin, past, counts[at : at + self.ahead]


def weekly(path: Path) -> DataSet:
    """Return a file of series, week (or number of the week) and count."""
    found = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["series"]].append(float(row["count"]))
    return DataSet(
        series={name: np.array(counts) for name, counts in found.items()},
        year=WEEKS_A_YEAR,
        learn=260,
        origins=(52, 39, 26),
        ahead=26,
        lag=1,
        sums=(13, 26),
    )


def offences(path: Path) -> DataSet:
    """Return the last 96 months of recorded offences."""
    found = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            found[row["type"]].append(float(row["count"]))
    return _monthly(
        {name: np.array(counts)[-96:] for name, counts in found.items()},
        learn=60,
        origins=(36, 30, 24, 18, 12),
    )


def hospital(path: Path) -> DataSet:
    """Return every fourth of the monthly series of patients."""
    with path.open(encoding="utf-8") as file:
        names, *rows = list(csv.reader(file))
    table = np.array([row[1:] for row in rows], dtype=np.float64)
    chosen = range(0, table.shape[1], 4)
    series = {f"{names[at + 1]} {at}": table[:, at] for at in chosen}
    return _monthly(series, learn=72, origins=(12,))


def _monthly(series: Series, learn: int, origins: tuple[int, ...]) -> DataSet:
    return DataSet(
        series=series,
        year=12,
        learn=learn,
        origins=origins,
        ahead=12,
        lag=12,
        sums=(12,),
    )


def observe(past: Values, year: float) -> Observed:
    """Return a past without gaps or marks."""
    return Observed(counts=past, used=np.ones(len(past), dtype=bool), year=year)


def ours(past: Values, ahead: int, year: float, draw: np.random.Generator) -> Paths:
    """Return the product's paths."""
    series = observe(past, year)
    return simulate(fit(series, seasons(series, ahead)), (PATHS, ahead), draw)


def seasonal_naive(
    past: Values, ahead: int, year: float, draw: np.random.Generator
) -> Paths:
    """Return what came a year before, with the errors that this has made before."""
    lag = min(round(year), len(past) - 1)
    errors = past[lag:] - past[:-lag]
    middle = np.resize(past[-lag:], ahead)
    drawn = middle + draw.choice(np.append(errors, -errors), (PATHS, ahead))
    return np.maximum(drawn, 0)


def average_13(
    past: Values, ahead: int, _year: float, draw: np.random.Generator
) -> Paths:
    """Return the mean of the last 13 periods, with the errors of such means."""
    means = np.convolve(past, np.full(13, 1 / 13), "valid")
    errors = past[13:] - means[:-1]
    return np.maximum(means[-1] + draw.choice(errors, (PATHS, ahead)), 0)


def peers(names: tuple[str, ...]) -> dict[str, Method]:
    """Return models of statsforecast, none of them with a weekly season."""
    from statsforecast import models

    def method(name: str) -> Method:
        def run(past: Values, ahead: int, year: float, _draw: object) -> Paths:
            model = getattr(models, name)(season_length=12 if year == 12 else 1)
            found = model.simulate(h=ahead, n_paths=PATHS, y=past, seed=SEED)
            return np.maximum(np.asarray(found), 0)

        return run

    return {name: method(name) for name in names}


def split_coverage(paths: Paths, came: Values) -> float:
    """Return how much of the 80 % range holds what came, edges by their share."""
    below = (paths < came).mean(axis=0)
    upto = np.maximum((paths <= came).mean(axis=0), below + 1e-9)
    inside = np.minimum(upto, 0.9) - np.maximum(below, 0.1)
    return float(np.mean(np.clip(inside / (upto - below), 0, 1)))


def table_row(data: DataSet, method: Method) -> dict[str, float]:
    """Return the mean scores of a method on a set of series."""
    draw = np.random.Generator(np.random.Philox(SEED))
    rows, times = [], []
    for _, _, past, came in data.cases():
        begun = time.process_time()
        paths = method(past, len(came), data.year, draw)
        times.append(1000 * (time.process_time() - begun))
        rows.append(_scores(data, paths, past, came))
    found = {name: float(np.mean([row[name] for row in rows])) for name in rows[0]}
    return {**found, "ms": float(np.median(times))}


def _scores(
    data: DataSet, paths: Paths, past: Values, came: Values
) -> dict[str, float]:
    step = mean_step(past, np.ones(len(past), dtype=bool), data.lag)
    known = np.ones(len(came), dtype=bool)
    found = score(paths, came, step=step, sums=data.sums, known=known)
    return {
        "MASE": found.mase,
        "sQL": found.sql,
        "cQL": found.cql,
        "cov80": found.inside,
        "ccov80": found.inside_sums,
        "split": split_coverage(paths, came),
    }


def with_pooled_season(data: DataSet, whole: str) -> Method:
    """Return our method with the season of the sum for series of under 30 a week."""

    def run(past: Values, ahead: int, year: float, draw: np.random.Generator) -> Paths:
        series, size = observe(past, year), (PATHS, ahead)
        if past.mean() >= 30:
            return simulate(fit(series, seasons(series, ahead)), size, draw)
        sum_past = observe(data.series[whole][: len(past)], year)
        of_all = pooled(seasons(sum_past, ahead), len(past) + ahead, year)
        return simulate(fit(series, of_all), size, draw)

    return run


def speed(rounds: int = 25) -> float:
    """Return the milliseconds of a series of 260 weeks, 1,000 paths, 26 weeks ahead."""
    draw = np.random.Generator(np.random.Philox(SEED))
    past = draw.negative_binomial(8, 8 / (8 + 25), 260).astype(np.float64)
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        ours(past, 26, WEEKS_A_YEAR, draw)
        found.append(1000 * (time.process_time() - begun))
    return float(np.median(found))


def main(folder: Path, wanted: set[str]) -> None:
    """Print the table of all sets and methods."""
    nyc = weekly(folder / "nyc_vehicle_thefts_weekly.csv")
    sets = {
        "NYC weekly": nyc,
        "epidemiological": weekly(folder / "weekly_counts_surveillance_tscount.csv"),
        "NSW monthly": offences(folder / "nsw_offences_monthly.csv"),
        "hospital": hospital(folder / "hospital_monthly.csv"),
    }
    methods = {"ours": ours, "seasonal naive": seasonal_naive, "13 mean": average_13}
    if "peers" in wanted:
        names = ("AutoETS", "AutoTheta", *(("AutoARIMA",) if "arima" in wanted else ()))
        methods |= peers(names)
    columns = ("MASE", "sQL", "cQL", "cov80", "ccov80", "split", "ms")
    print("| set | method |", " | ".join(columns), "|")
    print("|", " | ".join(["---"] * (len(columns) + 2)), "|")
    for name, data in sets.items():
        own = dict(methods)
        if data is nyc:
            own["ours, pooled season"] = with_pooled_season(nyc, "nyc_city")
        for label, method in own.items():
            row = table_row(data, method)
            shown = " | ".join(f"{row[column]:.3f}" for column in columns)
            print(f"| {name} | {label} | {shown} |", flush=True)
    print(f"260 weeks, 1,000 paths, 26 weeks ahead: {speed():.1f} ms")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    main(Path(sys.argv[1]), set(sys.argv[2:]))
