"""What comes of a scenario, as lines of text that the same store gives again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.errors import ScenarioError
from app.reports.chart import day_text, number_text
from app.reports.plan_words import (
    backlog_words,
    cost_words,
    difference_words,
    misses_words,
    use_words,
    within_words,
)
from app.scenario.comparison import difference
from app.scenario.outcome import EVERY, Fan, Outcome, Waits
from app.scenario.run import REPLICATIONS, run
from app.scenario.scenario import BASE, WEEKS, Scenario
from app.scenario.situation import Situation
from app.scenario.stored import MOST_SEED, StoredScenario, common_seed, summary_of
from app.scenario.study import study_of

SHOWN = (13, 26, 52, 104)
"""Weeks ahead at whose end the backlog is told."""

MOST = 10_000
"""Replications that can be asked for."""

NAME, NUMBER = 34, 12
"""Widths of the columns, in letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanQuestion:
    """Which scenario is asked for, and how it is reckoned.

    Attributes:
        name: What a scenario that is kept is called; empty for the base.
        seed: What everything is drawn from; None for that of the unit's scenarios.
        replications: How many; None for those that it was kept with.
    """

    name: str = ""
    seed: int | None = None
    replications: int | None = None

    def __post_init__(self) -> None:
        for what, value, most in (
            ("A seed", self.seed, MOST_SEED),
            ("The number of replications", self.replications, MOST),
        ):
            least = 0 if most == MOST_SEED else 1
            if value is not None and not least <= value <= most:
                raise ScenarioError(
                    f"{what} cannot be {value:,}.",
                    remedy=f"Give a number from {least} to {most:,}.",
                )


def plan_lines(
    situation: Situation,
    kept: Sequence[StoredScenario],
    question: PlanQuestion,
    unit: str,
) -> Iterator[str]:
    """Yield what comes of the base or of a scenario that is kept.

    Args:
        situation: What scenarios are reckoned from.
        kept: The scenarios of the store.
        question: Which of them.
        unit: What the unit is called.

    Raises:
        AppError: There is no such scenario, or it cannot be reckoned with.
    """
    stored = _stored(kept, question.name)
    scenario = BASE if stored is None else stored.scenario
    seed = common_seed(kept) if question.seed is None else question.seed
    known = REPLICATIONS if stored is None else stored.replications
    runs = known if question.replications is None else question.replications
    study = study_of(situation, seed=seed, weeks=max(WEEKS, scenario.weeks))
    outcome = run(study, scenario, replications=runs)
    yield _head(outcome, unit)
    yield from _outcome(outcome, situation.names)
    if stored is not None:
        base = run(study, BASE, replications=runs)
        yield difference_words(scenario.name, difference(base, outcome))
    yield ""
    yield from (*outcome.assumptions[1:], *outcome.notes)
    yield from _again(outcome, stored)


def _stored(kept: Sequence[StoredScenario], name: str) -> StoredScenario | None:
    """Return the scenario of a name; None for the base."""
    wanted = name.strip().casefold()
    if wanted in ("", BASE.name.casefold()):
        return None
    for one in kept:
        if one.name.casefold() == wanted:
            return one
    names = ", ".join(one.name for one in kept)
    raise ScenarioError(
        f"No scenario is called {name.strip()}.",
        remedy=f"Give one of these: {names}."
        if names
        else "Make one on the Plan page; only the base is there.",
    )


def _head(outcome: Outcome, unit: str) -> str:
    scenario: Scenario = outcome.scenario
    return (
        f"{unit}, {scenario.name}: {len(outcome.weeks)} weeks, from the queue at the"
        f" end of {day_text(outcome.as_at)}"
    )


def _outcome(outcome: Outcome, names: Mapping[str, str]) -> Iterator[str]:
    yield _row("At the end of", ("P10", "P50", "P90", "P10", "P50", "P90"))
    yield _row("", ("requests", "", "", "hours left", "", ""))
    yield _row("  now", ("", _count(outcome.start_requests), "", "",
                         _count(outcome.start_hours), ""))  # fmt: skip
    requests, hours = outcome.open_requests[EVERY], outcome.open_hours[EVERY]
    for weeks in SHOWN:
        if weeks <= len(outcome.weeks):
            day = day_text(outcome.weeks[weeks - 1])
            cells = (*_ends(requests, weeks - 1), *_ends(hours, weeks - 1))
            yield _row(f"  {weeks} weeks, {day}", cells)
    yield _row("Days from receipt to finish", ("half", "85 of 100", "95 of 100",
                                               "target", "in target"))  # fmt: skip
    yield from map(_wait, outcome.waits)
    if len(outcome.misses.months):
        yield _row("Limit dates missed", ("P10", "mean", "P90", "of"))
        yield from _missed(outcome)
    yield ""
    yield backlog_words(outcome)
    for words in (within_words(outcome), misses_words(outcome), cost_words(outcome)):
        yield _short(words, outcome)
    yield _short(use_words(outcome, dict(names)), outcome)


def _wait(one: Waits) -> str:
    target = one.target if one.priority else None
    times = ("-" if value is None else _count(value)
             for value in (one.median, one.p85, one.p95, target))  # fmt: skip
    share = "-" if one.within is None else f"{one.within:.0%}"
    return _row(f"  {one.priority or 'All'}", (*times, share))


def _missed(outcome: Outcome) -> Iterator[str]:
    misses = outcome.misses
    for place, month in enumerate(misses.months):
        numbers = (float(one[place]) for one in (misses.low, misses.mean, misses.high))
        cells = (number_text(value, 1) for value in numbers)
        yield _row(f"  {month:%B %Y}", (*cells, f"{int(misses.dated[place]):,}"))


def _again(outcome: Outcome, stored: StoredScenario | None) -> Iterator[str]:
    """Yield what the answer comes from, and whether it is the one that was kept."""
    digest = summary_of(outcome).digest
    yield (
        f"Seed {outcome.seed}, {outcome.replications:,} replications, data"
        f" {outcome.fingerprint}: the same three give the same answer, {digest}."
    )
    result = None if stored is None else stored.result
    if stored is None or result is None:
        return
    if not stored.is_current(outcome.fingerprint):
        yield f"{stored.changed_words(outcome.fingerprint)} {result.sentence}".strip()
    elif (stored.seed, stored.replications) == (outcome.seed, outcome.replications):
        is_same = digest == result.digest
        yield (
            "It is the answer that was kept."
            if is_same
            else f"It is not the answer that was kept ({result.digest}), which came of"
            " another version of Headroom or of numpy."
        )


def _short(words: str, outcome: Outcome) -> str:
    """Return a sentence without the assumption that stands in the first one."""
    first = outcome.assumptions[0] if outcome.assumptions else ""
    return words.removesuffix(first).rstrip()


def _ends(fan: Fan, week: int) -> tuple[str, ...]:
    return tuple(_count(float(fan.at(percent)[week])) for percent in (10, 50, 90))


def _count(value: float) -> str:
    return number_text(value)


def _row(name: str, cells: Sequence[str]) -> str:
    return f"{name:<{NAME}}{''.join(f'{cell:>{NUMBER}}' for cell in cells)}".rstrip()
