"""Limits in words: how long is left, from what they run, how sure their rule is."""

from datetime import date

from app.casework.working_time import day_words
from app.rules.clock import PLANNING_AID, Limit, LimitState, RuleSet

PROMISE = f"{PLANNING_AID[0].upper()}{PLANNING_AID[1:]}."
"""What stands over every list of computed dates, as a sentence."""

EXAMPLE = "These rules are an example: check them before use."

NEAR = 14
"""Days to a limit from which it is shown as urgent."""


def left_words(limit: Limit, day: date) -> str:
    """Return how long is left to a limit on ``day``, or what became of it."""
    state, days = limit.state(day), limit.days_left(day)
    if state is LimitState.MET:
        return "step taken"
    if state is LimitState.ENDED:
        return "proceedings ended"
    if state is LimitState.SET_ASIDE:
        return "set aside"
    if state is LimitState.PASSED:
        return f"passed {_days(-days)} ago"
    return "today is the last day" if days == 0 else f"{_days(days)} left"


def tone_of(limit: Limit, day: date) -> str:
    """Return the tone of a limit: bad when near or passed, plain when it is over.

    ``watch`` stands for four weeks or less, nothing for more.
    """
    state = limit.state(day)
    if state is LimitState.PASSED:
        return "bad"
    if state is not LimitState.RUNNING:
        return "plain"
    left = limit.days_left(day)
    return "bad" if left <= NEAR else "watch" if left <= 2 * NEAR else ""


def whose_words(limit: Limit) -> str:
    """Return whose limit it is: the accused and the charge; empty for the request's."""
    return ", ".join(part for part in (limit.accused, limit.charge) if part)


def counted_words(limit: Limit) -> str:
    """Return from what a limit is counted: ``140 days from full committal``.

    Empty for a day that the prosecutor gave.
    """
    if limit.rule is None or limit.counted_from is None:
        return ""
    return f"{limit.rule.length} from {limit.event}, {day_words(limit.counted_from)}"


def source_words(limit: Limit) -> str:
    """Return where a limit stands written and how sure that is."""
    if limit.rule is None:
        return limit.source and f"Source: {limit.source}"
    return f"{limit.rule.verified.value.capitalize()}. {limit.source}"


def consequence_words(limit: Limit) -> str:
    """Return all else that is known of a limit, for its tool tip."""
    parts = [limit.rule.consequence if limit.rule else "", limit.note, PROMISE]
    return "\n".join(part for part in parts if part)


def promise_of(rules: RuleSet) -> str:
    """Return what stands over the list of limits that ``rules`` give."""
    return f"{PROMISE} {EXAMPLE}" if rules.is_example else PROMISE


def spoken(limit: Limit, day: date, *, governs: bool) -> str:
    """Return a limit as one sentence for a screen reader."""
    parts = (
        "Governs" if governs else "",
        limit.label,
        whose_words(limit),
        day_words(limit.day),
        left_words(limit, day),
        counted_words(limit),
        source_words(limit),
    )
    return ". ".join(part for part in parts if part)


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count:,} days"
