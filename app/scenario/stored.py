"""A scenario as it is kept: with its seed and data, so that it comes out the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import orjson

from app.casework.working_time import day_words
from app.scenario.outcome import EVERY, Fan, Outcome
from app.scenario.refusal import check_number
from app.scenario.scenario import Scenario, scenario_of

MOST_SEED = 2**63 - 1

SEED = 20_260_401
"""What replications are drawn from, unless a scenario that is kept says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What came out of a scenario, in short.

    Attributes:
        digest: Of the bytes of all replications: the same digest, the same answer.
        sentence: The sentence of its backlog chart.
        open_requests: Open requests at the end: P10, P50 and P90.
        open_hours: Hours left on them: P10, P50 and P90.
        within: Share within target; None where nothing arrived.
        misses: Limit dates of open requests missed, the mean.
    """

    digest: str
    sentence: str = ""
    open_requests: tuple[float, ...] = ()
    open_hours: tuple[float, ...] = ()
    within: float | None = None
    misses: float = 0.0

    @property
    def text(self) -> str:
        """The summary as JSON."""
        return orjson.dumps(self, option=orjson.OPT_SORT_KEYS).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredScenario:
    """One scenario as the store keeps it.

    Attributes:
        uid: Permanent identity; empty until it is stored.
        version: Number of changes since the record was made, from 1.
        name: What it is called.
        content: Its levers, targets and weeks, as canonical JSON.
        seed: What the replications were drawn from.
        replications: How many were run.
        as_at: Day at whose end the queue was taken.
        fingerprint: Of the data that it was seeded from.
        summary: What came out, as JSON; empty if it was not run.
        created_on: Day on which it was first kept.
        updated_on: Day on which it was last kept.
    """

    uid: str = ""
    version: int = 1
    name: str
    content: str
    seed: int
    replications: int
    as_at: date
    fingerprint: str
    summary: str = ""
    created_on: date
    updated_on: date

    def __post_init__(self) -> None:
        check_number("The seed", self.seed, 0, MOST_SEED, "")
        check_number("Replications", self.replications, 1, 100_000, "")

    @property
    def scenario(self) -> Scenario:
        """The scenario itself.

        Raises:
            ScenarioError: The content cannot be read.
        """
        return scenario_of(self.content)

    @property
    def result(self) -> Summary | None:
        """What came out; None if it was not run."""
        if not self.summary:
            return None
        found = orjson.loads(self.summary)
        for name in ("open_requests", "open_hours"):
            found[name] = tuple(found[name])
        return Summary(**found)

    def is_current(self, fingerprint: str) -> bool:
        """Return whether it was seeded from the data of ``fingerprint``."""
        return self.fingerprint == fingerprint

    def changed_words(self, fingerprint: str) -> str:
        """Return what to say where the data have changed since; empty where not."""
        if self.is_current(fingerprint):
            return ""
        return (
            f"The data have changed since {day_words(self.as_at)}, when this scenario"
            " was reckoned. What is shown is the answer of that day; run it again for"
            " one of today."
        )


def common_seed(kept: Sequence[StoredScenario]) -> int:
    """Return the seed of all scenarios of a unit, so that their runs can be paired."""
    if not kept:
        return SEED
    return min(kept, key=lambda one: (one.created_on, one.uid)).seed


def to_store(
    scenario: Scenario,
    *,
    seed: int,
    replications: int,
    as_at: date,
    fingerprint: str,
    on: date,
    summary: Summary | None = None,
    known: StoredScenario | None = None,
) -> StoredScenario:
    """Return a scenario as it is kept.

    Args:
        scenario: The scenario.
        seed: What the replications were drawn from.
        replications: How many were run.
        as_at: Day at whose end the queue was taken.
        fingerprint: Of the data.
        on: The day of keeping.
        summary: What came out; None if it was not run.
        known: The record that it changes; None for a new one.
    """
    made = StoredScenario(
        name=scenario.name.strip(),
        content=scenario.content.decode(),
        seed=seed,
        replications=replications,
        as_at=as_at,
        fingerprint=fingerprint,
        summary="" if summary is None else summary.text,
        created_on=on if known is None else known.created_on,
        updated_on=on,
    )
    if known is None:
        return made
    return replace(made, uid=known.uid, version=known.version)


def summary_of(outcome: Outcome, sentence: str = "") -> Summary:
    """Return what is kept of an outcome.

    Args:
        outcome: What came of the scenario.
        sentence: The sentence of its backlog chart.
    """
    paths = outcome.paths
    digest = sha256()
    for column in (
        *(paths.open_requests, paths.open_hours, paths.within, paths.misses),
    ):
        digest.update(column.tobytes())
    return Summary(
        digest=digest.hexdigest()[:24],
        sentence=sentence,
        open_requests=_last(outcome.open_requests[EVERY]),
        open_hours=_last(outcome.open_hours[EVERY]),
        within=outcome.waits[0].within if outcome.waits else None,
        misses=outcome.misses.total,
    )


def _last(fan: Fan) -> tuple[float, ...]:
    return tuple(float(fan.at(percent)[-1]) for percent in (10, 50, 90))
