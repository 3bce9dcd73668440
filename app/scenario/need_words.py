"""What a requirement says in one or two sentences."""

from collections.abc import Iterable, Sequence
from math import floor

from app.casework.working_time import day_words
from app.scenario.goal import BEYOND, Goal, Way


def goal_words(goal: Goal) -> str:
    """Return what is asked for: ``at most 200 open requests by 30 Jun 2027``."""
    parts = [
        f"{one.share:.0%} of {one.priority} finished within {one.days:g} days"
        for one in goal.waits
    ]
    if goal.backlog is not None:
        parts.append(f"at most {goal.backlog:,} open requests")
    return f"{' and '.join(parts)} by {day_words(goal.by)}"


def need_sentence(
    goal: Goal,
    nothing: float,
    ways: Sequence[Way],
    sums: Sequence[Way],
    best_backlog: float | None,
) -> str:
    """Return the answer in words.

    Args:
        goal: The goal.
        nothing: Share of replications that reach it with nothing added.
        ways: Each means alone, those that are enough first.
        sums: Combinations that are enough.
        best_backlog: Where nothing alone is enough, the backlog that the strongest
            means reaches as surely as asked.
    """
    asked = f"For {goal_words(goal)}, with {goal.certainty:.0%} certainty,"
    if nothing >= goal.certainty:
        return (
            f"{asked} nothing has to be added: {_hundred(nothing)} reckonings reach it"
            " as things are."
        )
    enough = _lasting_first(way for way in ways if way.reaches)
    together = _lasting_first(sums)
    if enough:
        first = enough[0]
        more = " or ".join(way.words for way in enough[1:])
        also = f", or {more}" if more else ""
        return (
            f"{asked} it takes {first.words}{also}. {_sure(first)}; with nothing added"
            f" {_hundred(nothing)} do. {_after(first)}{_instead(first, together)}"
        )
    if together:
        first = together[0]
        return (
            f"{asked} no single means is enough; {first.words} together are."
            f" {_sure(first)}. {_after(first)}"
        )
    nearest = _nearest(ways, best_backlog, goal)
    return f"{asked} nothing that was looked at is enough. {nearest}"


def _lasting_first(ways: Iterable[Way]) -> list[Way]:
    """Return ways in their order, those first that still hold weeks later."""
    return sorted(ways, key=lambda way: not way.holds)


def _instead(first: Way, together: Sequence[Way]) -> str:
    """Return what does hold, where the first way does not and a combination does."""
    lasting = [way for way in together if way.holds]
    if first.holds or first.later is None or not lasting:
        return ""
    return f" What does hold: {lasting[0].words} together."


def _sure(way: Way) -> str:
    below = ""
    if way.below is not None:
        less = floor(100 * way.below + 1e-9)  # never rounded up to what was asked for
        below = f" ({less} of 100 with one step less)"
    return f"{_hundred(way.certainty)} reckonings reach it so{below}"


def _after(way: Way) -> str:
    if way.later is None:
        return "What comes after the day was not looked at."
    if way.holds:
        return f"It holds {BEYOND} weeks later too, in {_hundred(way.later)}."
    return (
        f"It does not hold: {BEYOND} weeks later only {_hundred(way.later)} still are"
        " there."
    )


def _nearest(ways: Sequence[Way], backlog: float | None, goal: Goal) -> str:
    if not ways:
        return "Choose what may be done."
    best = max(ways, key=lambda way: way.certainty)
    words = f"{best.words} reach it in {_hundred(best.certainty)} reckonings"
    if backlog is None or goal.backlog is None:
        return f"{words}. Ask for less, or for a later day."
    return (
        f"{words}; with that, at most {backlog:,.0f} open requests can be had as surely"
        " by then. Ask for that, or for a later day."
    )


def _hundred(share: float) -> str:
    return f"{100 * share:.0f} of 100"
