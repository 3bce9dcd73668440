"""One sentence for each chart of a scenario, to be read aloud.

Each has its range and its main assumption. A range is from one in ten reckonings below
to one in ten above.
"""

import numpy as np

from app.reports.chart import day_text, number_text
from app.reports.wording import counted
from app.scenario.outcome import EVERY, Difference, Outcome, Waits
from app.scenario.scenario import Scenario

ABOUT = "8 of 10 reckonings"
"""What lies between the ends of a range."""

SURE = 0.85
"""Chance of being late from which a request is told as probably late."""

LIKELY = 0.5


def backlog_words(outcome: Outcome, week: int | None = None) -> str:
    """Return what the fan of requests says at the end of a week; the last if None."""
    place = _place(outcome, week)
    fan = outcome.open_requests[EVERY]
    low, middle, high = (float(fan.at(percent)[place]) for percent in (10, 50, 90))
    way = _way(outcome.start_requests, middle)
    return (
        f"{_head(outcome.scenario)} the backlog {way} from"
        f" {counted(outcome.start_requests, 'request')} to about {number_text(middle)}"
        f" by {day_text(outcome.weeks[place])}; {ABOUT} end between {number_text(low)}"
        f" and {number_text(high)}. {_assumed(outcome)}"
    )


def hours_words(outcome: Outcome, week: int | None = None) -> str:
    """Return what the fan of open hours says at the end of a week; the last if None."""
    place = _place(outcome, week)
    fan = outcome.open_hours[EVERY]
    low, middle, high = (float(fan.at(percent)[place]) for percent in (10, 50, 90))
    weekly = outcome.cost.productive / max(len(outcome.weeks), 1)
    weeks = ""
    if weekly > 0:
        weeks = f", or {number_text(middle / weekly)} weeks of everybody's work"
    way = _way(outcome.start_hours, middle)
    return (
        f"{_head(outcome.scenario)} the work waiting {way}"
        f" from {number_text(outcome.start_hours)} hours to about {number_text(middle)}"
        f"{weeks}, by {day_text(outcome.weeks[place])}; {ABOUT} end between"
        f" {number_text(low)} and {number_text(high)} hours. {_assumed(outcome)}"
    )


def waits_words(outcome: Outcome) -> str:
    """Return how long requests of each priority take."""
    parts = [_wait(one) for one in outcome.waits if one.priority and one.items >= 0.5]
    if not parts:
        return f"{_head(outcome.scenario)} nothing new arrives. {_assumed(outcome)}"
    return (
        f"{_head(outcome.scenario)} requests to come take {'; '.join(parts)}."
        f" Those not finished are counted by their age. {_assumed(outcome)}"
    )


def within_words(outcome: Outcome) -> str:
    """Return what share of the requests to come is finished in time."""
    every = outcome.waits[0]
    if every.within is None:
        return (
            f"{_head(outcome.scenario)} no request to come reaches its target day"
            " within the weeks looked at."
        )
    parts = [
        f"{one.priority} {one.within:.0%} ({one.within_low:.0%} to"
        f" {one.within_high:.0%}) within {counted(one.target, 'day')}"
        for one in outcome.waits[1:]
        if one.within is not None
        and one.within_low is not None
        and one.within_high is not None
    ]
    return (
        f"{_head(outcome.scenario)} {every.within:.0%} of the requests to come are"
        f" finished within their target: {', '.join(parts)}; in brackets where"
        f" {ABOUT} lie. {_assumed(outcome)}"
    )


def misses_words(outcome: Outcome) -> str:
    """Return how many days set by law or the prosecutor are probably missed."""
    misses = outcome.misses
    dated = int(misses.dated.sum())
    if not dated:
        return (
            f"{_head(outcome.scenario)} no open request has a day set by law or the"
            " prosecutor within the weeks looked at."
        )
    worst = int(misses.mean.argmax())
    low, high = np.percentile(outcome.paths.misses, [10, 90]).tolist()
    return (
        f"{_head(outcome.scenario)} about {number_text(misses.total)} of"
        f" {counted(dated, 'open request')} with a day set by law or the prosecutor are"
        f" finished after it ({number_text(low)} to {number_text(high)} in {ABOUT}),"
        f" most in {misses.months[worst]:%B %Y}"
        f" ({number_text(float(misses.mean[worst]))}). A planning aid and no legal"
        f" advice. {_assumed(outcome)}"
    )


def expected_words(outcome: Outcome) -> str:
    """Return how many open requests are probably late."""
    told = [one for one in outcome.expected if one.breach is not None]
    late = sum((one.breach or 0.0) >= LIKELY for one in told)
    sure = sum((one.breach or 0.0) >= SURE for one in told)
    never = sum(one.p85 is None for one in outcome.expected)
    beyond = ""
    if never:
        beyond = (
            f" {counted(never, 'request')} may not be finished by"
            f" {day_text(outcome.weeks[-1])}."
        )
    return (
        f"{_head(outcome.scenario)} {number_text(late)} of"
        f" {counted(len(told), 'open request')} with a day to meet are more likely late"
        f" than not, {number_text(sure)} of them in at least 85 of 100"
        f" reckonings.{beyond} {_assumed(outcome)}"
    )


def use_words(outcome: Outcome, names: dict[str, str] | None = None) -> str:
    """Return how far people and their skills are used.

    Args:
        outcome: What came of the scenario.
        names: What codes of skills are called.
    """
    every, *skills = outcome.use
    known = [one for one in skills if one.mean is not None and one.people]
    if every.mean is None:
        return f"{_head(outcome.scenario)} nobody has any hours."
    few = sorted(known, key=lambda one: (one.people, -(one.mean or 0.0)))
    thin = ""
    if few:
        one = few[0]
        name = (names or {}).get(one.skill, one.skill)
        people = "one person is" if one.people == 1 else f"{one.people} people are"
        thin = f" Fewest hold {name}: {people} current, {_share(one.mean)} used."
    return (
        f"{_head(outcome.scenario)} {_share(every.mean)} of the hours for casework are"
        f" booked ({_share(every.low)} to {_share(every.high)}).{thin}"
        f" {_assumed(outcome)}"
    )


def cost_words(outcome: Outcome) -> str:
    """Return what a scenario costs in hours, and in money as far as it was entered."""
    cost = outcome.cost
    parts = [f"{number_text(cost.hours)} casework hours"]
    if cost.overtime:
        parts.append(f"{number_text(cost.overtime)} of overtime among them")
    if cost.training:
        parts.append(f"{number_text(cost.training)} more given to learning")
    if round(cost.sent):
        parts.append(f"{counted(cost.sent, 'request')} sent to providers")
    money = " No prices were entered."
    if cost.money is not None:
        money = f" What has a price comes to £{number_text(cost.money)}."
    unknown = ""
    if cost.unknown:
        unknown = f" Without a price: {', '.join(cost.unknown)}."
    return (
        f"{_head(outcome.scenario)} the {len(outcome.weeks)} weeks take"
        f" {', '.join(parts)}; means of {outcome.replications:,}"
        f" reckonings.{money}{unknown} Pay of people is not counted."
    )


def difference_words(name: str, difference: Difference, week: int | None = None) -> str:
    """Return how a scenario differs from the base at the end of a week."""
    last = len(difference.weeks) - 1
    place = last if week is None else min(max(week, 0), last)
    mean, low, high = (
        float(column[place])
        for column in (
            *(difference.requests, difference.requests_low, difference.requests_high),
        )
    )
    hours = float(difference.hours[place])
    when = day_text(difference.weeks[place])
    if low <= 0 <= high:
        return (
            f"By {when} {name} cannot be told from the base: {_range(low, high)}"
            " requests, at 95 % confidence with the same arrivals."
        )
    side = "fewer" if mean < 0 else "more"
    ends = sorted((abs(low), abs(high)))
    return (
        f"By {when} {name} has {number_text(abs(mean))} {side} open requests than the"
        f" base ({number_text(ends[0])} to {number_text(ends[1])}, at 95 % confidence"
        f" with the same arrivals) and {number_text(abs(hours))} hours"
        f" {'less' if hours < 0 else 'more'} waiting."
    )


def _head(scenario: Scenario) -> str:
    return "If nothing changes," if not scenario.levers else f"With {scenario.name},"


def _assumed(outcome: Outcome) -> str:
    return outcome.assumptions[0] if outcome.assumptions else ""


def _place(outcome: Outcome, week: int | None) -> int:
    last = len(outcome.weeks) - 1
    return last if week is None else min(max(week, 0), last)


def _way(before: float, after: float) -> str:
    if abs(after - before) <= 0.03 * max(before, 1.0):
        return "stays about level,"
    return "grows" if after > before else "falls"


def _wait(one: Waits) -> str:
    if one.median is None:
        return f"{one.priority} longer than can be told"
    late = "" if one.p85 is None else f", 85 of 100 within {number_text(one.p85)}"
    return f"{one.priority} half within {number_text(one.median)} days{late}"


def _share(value: float | None) -> str:
    return "none" if value is None else f"{min(value, 1.0):.0%}"


def _range(low: float, high: float) -> str:
    return f"{number_text(low)} to {number_text(high)}"
