"""What is expected to arrive, tested on the past: reckoned, drawn, said."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from app.casework.outlook import ChangePoint, OperationPlan
from app.casework.working_time import day_words, monday_of
from app.errors import AppError
from app.forecast import backtest_words
from app.forecast.adjustment import with_additions
from app.forecast.ahead import forecast
from app.forecast.backtest import BackTest, backtest
from app.forecast.change_hint import ChangeHint, change_hint
from app.forecast.demand import additions_of, driver_of, history_of, mean_exhibits
from app.forecast.driver import DriverUse, best_of, driven, driver_use
from app.forecast.history import History
from app.forecast.outlook import Forecast
from app.forecast.words import aloud
from app.measures.arrivals import Unit, arrivals_of
from app.measures.figure import Figure
from app.measures.work import effort_estimates
from app.progress import Progress, no_progress
from app.reports.chart import (
    Kind,
    Marker,
    Role,
    Series,
    TimeChart,
    day_text,
    number_text,
)
from app.reports.facts import Facts
from app.reports.wording import counted

SEED = 20_240_401
"""What the paths are drawn from: the same records give the same forecast."""

AHEAD = 52
"""Weeks that are reckoned ahead."""

PAST = 52
"""Weeks that are shown before them."""

BANDS = ((90, Role.OUTER_BAND), (80, Role.MIDDLE_BAND), (50, Role.INNER_BAND))
"""The bands, the widest at the back."""

_STEPS = 4
_GAP = math.nan


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What is expected to arrive, and what such forecasts were worth.

    Attributes:
        as_at: Day at the end of which it was reckoned.
        history: The weeks that it rests on.
        plain: What may arrive without planned operations, following a driver where
            that helps.
        found: The same with them.
        tested: What past forecasts would have been worth.
        hint: Where the data suggest a change point; None if they do not.
        uses: Whether each driver series by quarter helps; at most one is used.
        hours_each: Mean examiner hours of a request of the last year; None if no
            estimate is known.
        operations: The operations that bring something in the weeks ahead.
        changes: The change points marked.
    """

    as_at: date
    history: History
    plain: Forecast
    found: Forecast
    tested: BackTest
    hint: ChangeHint | None
    uses: tuple[DriverUse, ...]
    hours_each: float | None
    operations: tuple[OperationPlan, ...]
    changes: tuple[ChangePoint, ...]

    def figures(self) -> tuple[Figure, ...]:
        """Return how far past forecasts were off and how often they held (M36)."""
        return backtest_words.figures(self.tested, self.as_at)


def expected_of(
    facts: Facts, progress: Progress = no_progress, *, seed: int = SEED
) -> Expected:
    """Return what is expected to arrive after the day of ``facts``.

    Args:
        facts: What the store holds.
        progress: Told after each step.
        seed: What everything random is drawn from.

    Raises:
        AppError: There is no whole week of complete records, or they end too long ago.
    """
    outlook, holidays = facts.outlook, facts.team.holidays
    history = history_of(arrivals_of(facts.ledger, facts.as_at), outlook.changes)
    if not history.weeks:
        raise AppError(
            "There is no whole week of complete records to forecast from.",
            remedy="Bring in or record the requests of at least one whole week.",
        )
    every = (driver_of(outlook.series(name)) for name in outlook.names)
    drivers = [one for one in every if one is not None]
    steps = _STEPS + len(drivers)
    progress(0, steps)
    plain = forecast(
        history, weeks=AHEAD, seed=seed, holidays=holidays, as_at=facts.as_at
    )
    progress(1, steps)
    hint = change_hint(history, seed=seed, holidays=holidays)
    tested = backtest(history, seed=seed, holidays=holidays)
    uses = []
    for at, driver in enumerate(drivers):
        progress(_STEPS - 1 + at, steps)
        uses.append(driver_use(history, driver, seed=seed, holidays=holidays))
    for driver, use in zip(drivers, best_of(uses), strict=True):
        plain = driven(plain, driver, use)
    each = mean_exhibits(facts.ledger.exhibits)
    ahead = [one for one in outlook.operations if one.last_on >= plain.mondays[0]]
    found = with_additions(plain, additions_of(ahead, each)) if ahead else plain
    progress(steps - 1, steps)
    return Expected(
        as_at=facts.as_at,
        history=history,
        plain=plain,
        found=found,
        tested=tested,
        hint=hint,
        uses=best_of(uses),
        hours_each=_hours_each(facts),
        operations=tuple(ahead),
        changes=outlook.changes,
    )


def expected_chart(expected: Expected, weeks: int) -> TimeChart:
    """Return the weeks behind and the fan of those ahead.

    Args:
        expected: What was reckoned.
        weeks: Weeks ahead that are shown.
    """
    history, found = expected.history.latest(PAST), expected.found
    ahead = found.mondays[:weeks]
    known = np.where(history.used, history.counts, _GAP).tolist()
    past, future = (_GAP,) * history.weeks, (_GAP,) * len(ahead)
    bands = [
        Series(
            name=f"{share}% of futures",
            kind=Kind.BAND,
            role=role,
            values=(*past, *found.band(share).high[:weeks].tolist()),
            lower=(*past, *found.band(share).low[:weeks].tolist()),
        )
        for share, role in BANDS
    ]
    lines = [
        Series(name="Agreed", kind=Kind.BARS, role=Role.RECEIVED,
               values=(*known, *future)),
        Series(name="Middle", kind=Kind.LINE, role=Role.EXPECTED, is_dashed=True,
               values=(*past, *found.median[:weeks].tolist())),
    ]  # fmt: skip
    return TimeChart(
        title="Requests expected",
        unit="Requests agreed a week",
        days=(*history.mondays, *ahead),
        series=(*bands, *lines),
        description=expected_sentence(expected, weeks),
        markers=tuple(_markers(expected, history.mondays[0], ahead[-1])),
    )


def expected_table(
    expected: Expected, weeks: int
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return one row for each week ahead: the middle, and each range."""
    found = expected.found
    head = ("Week from", "Middle", "50% between", "80% between", "90% between")
    bands = [found.band(share) for share in (50, 80, 90)]
    rows: list[tuple[str, ...]] = [
        (
            day_text(monday),
            number_text(float(found.median[at])),
            *(
                f"{number_text(float(band.low[at]))} to"
                f" {number_text(float(band.high[at]))}"
                for band in bands
            ),
        )
        for at, monday in enumerate(found.mondays[:weeks])
    ]
    return head, rows


def expected_sentence(expected: Expected, weeks: int) -> str:
    """Say what is expected, its range, what is planned, and what is assumed."""
    said = aloud(expected.found, weeks, expected.as_at)
    parts = [said, _hours(expected, weeks), _planned(expected, weeks)]
    return " ".join(filter(None, (*parts, _worth(expected))))


def worth_words(expected: Expected) -> str:
    """Say what it rests on and what else such forecasts were worth."""
    tested = backtest_words.sentences(expected.tested)[1:]
    marks = [note for note in expected.plain.notes if note]
    weeks = counted(int(expected.history.used.sum()), "week")
    first = f"Rests on {weeks} of complete records."
    return " ".join((first, *tested, *marks))


def method_words(expected: Expected) -> str:
    """Say how it was made, and what was tried and left out."""
    more = expected.found.notes[len(expected.plain.notes) :]
    uses = (one.sentence for one in expected.uses)
    return " ".join((expected.found.method, *more, *uses))


def _hours(expected: Expected, weeks: int) -> str:
    if expected.hours_each is None:
        return ""
    total = expected.found.total(weeks)
    hours = [expected.hours_each * value for value in (total.low, total.high)]
    low, high = (number_text(round(value, -1)) for value in hours)
    return f"At the hours of a request of the last year that is {low} to {high} hours."


def _planned(expected: Expected, weeks: int) -> str:
    """Say how much of it comes from what is planned."""
    more = expected.found.mean[:weeks].sum() - expected.plain.mean[:weeks].sum()
    first, last = expected.found.mondays[0], expected.found.mondays[:weeks][-1]
    names = [
        one.name for one in expected.operations if one.first_on <= last + 6 * _DAY
        and one.last_on >= first
    ]  # fmt: skip
    if not names or more <= 0:
        return ""
    come = "comes" if round(float(more)) == 1 else "come"
    return f"About {number_text(float(more))} of them {come} from {_listed(names)}."


def _worth(expected: Expected) -> str:
    """Return the first sentence on what such forecasts were worth."""
    return next(iter(backtest_words.sentences(expected.tested)), "")


_DAY = timedelta(days=1)


def _markers(expected: Expected, first: date, last: date) -> list[Marker]:
    begins = expected.found.mondays[0]
    today = max(begins, monday_of(expected.as_at))  # later where the record ended
    marked = [Marker(day=today, text=day_words(expected.as_at).rsplit(" ", 1)[0])]
    marked += [
        Marker(day=one.monday, text=one.words)
        for one in expected.changes
        if first <= one.monday < begins
    ]
    marked += [
        Marker(day=monday_of(max(one.first_on, begins)), text=one.name)
        for one in expected.operations
        if one.first_on <= last
    ]
    return marked


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _hours_each(facts: Facts) -> float | None:
    """Return the mean examiner hours of a request agreed in the last year."""
    arrivals = arrivals_of(facts.ledger, facts.as_at, unit=Unit.HOURS)
    recent = arrivals.days > arrivals.days.max(initial=0) - 365
    hours = effort_estimates(facts.ledger, facts.as_at).hours[arrivals.rows[recent]]
    known = hours[~np.isnan(hours)]
    return float(known.mean()) if len(known) else None
