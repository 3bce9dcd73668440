"""Sentences that a forecast says of itself."""

from datetime import date

from app.casework.working_time import day_words
from app.forecast.history import WEEK, History
from app.forecast.outlook import Forecast

LEVEL = "A level without trend or season (gamma and Poisson)."
"""Method of short and of sparse series."""

WEIGHED = (
    "Level, trend and season of many strengths, weighed by how well each foretold the "
    "past week by week (negative binomial exponential smoothing)."
)
"""Method of all others."""

SUM = "Sum of the forecasts of the classes, path by path."
"""Method of several classes together."""


def level_only(weeks: int, mean: float) -> str:
    """Return why there is only a level."""
    if mean == 0:
        return (
            f"Nothing arrived in {_weeks(weeks)}: the range says how much may arrive "
            "all the same."
        )
    if mean < 0.5:
        return "Fewer than one in two weeks arrives: only a level is forecast."
    return f"Only {_known(weeks)}: only a level is forecast, no season."


def on_season(weeks: int, *, is_pooled: bool) -> list[str]:
    """Return what must be said of the season."""
    if is_pooled:
        return [
            "The season of classes with few arrivals is that of all classes together."
        ]
    if weeks < 63:
        return [f"Only {_known(weeks)}: no season is used under 63 weeks."]
    return []


def marks(history: History) -> list[str]:
    """Return what must be said of gaps and change points."""
    found = []
    gaps = int((~history.used).sum())
    if gaps:
        found.append(f"{_weeks(gaps)} without a full record left out.")
    if history.resets:
        days = ", ".join(day_words(history.mondays[at]) for at in history.resets)
        found.append(f"The level is found anew from {days}, as marked.")
    return found


def on_step(step: float) -> list[str]:
    """Return what must be said of classes that move together."""
    if step < 0.05:
        return []
    return [
        f"Classes have risen and fallen together ({100 * step:.0f} % of fully); the "
        "range of their sum minds that."
    ]


def late(last: date, weeks: int) -> str:
    """Return that the record ends early."""
    return (
        f"The record ends with the week of {day_words(last)}: the first "
        f"{_weeks(weeks)} of the forecast are over already."
    )


def too_old(last: date, weeks: int) -> str:
    """Return that the record ends too early."""
    return (
        f"The record ends with the week of {day_words(last)}, {_weeks(weeks)} ago: "
        "that is too long to forecast from it."
    )


def aloud(forecast: Forecast, weeks: int = 26, as_at: date | None = None) -> str:
    """Return one sentence that can be read aloud: what arrives, range, assumption.

    Args:
        forecast: What may arrive.
        weeks: Weeks that are added up.
        as_at: Day of asking; weeks that were over by then are not called the next.
    """
    total = forecast.total(weeks)
    recent = forecast.recent * total.weeks
    rise = ""
    if recent > 0:
        change = round(100 * (total.median / recent - 1))
        past = f"the mean of the last {_weeks(forecast.recent_weeks)}"
        rise = f" ({change:+d} % against {past})" if change else f" (as {past})"
    return (
        f"In the {_span(forecast, total.weeks, as_at)} about"
        f" {requests(total.median)} {_are(total.median)} expected{rise}; eight times in"
        f" ten between {total.low:,.0f} and {total.high:,.0f}, if what makes requests"
        " arrive stays as it was."
    )


def requests(count: float) -> str:
    """Return a number of requests, such as ``1 request``."""
    return f"{count:,.0f} request" if round(count) == 1 else f"{count:,.0f} requests"


def _are(count: float) -> str:
    return "is" if round(count) == 1 else "are"


def _span(forecast: Forecast, weeks: int, as_at: date | None) -> str:
    first = forecast.mondays[0]
    if as_at is None or as_at < first + WEEK:
        return f"next {_weeks(weeks)}"
    return f"{_weeks(weeks)} from {day_words(first)}"


def _known(weeks: int) -> str:
    return "1 week is known" if weeks == 1 else f"{weeks:,} weeks are known"


def _weeks(count: int) -> str:
    return f"{count:,} week" if count == 1 else f"{count:,} weeks"
