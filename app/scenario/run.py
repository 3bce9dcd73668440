"""Runs a scenario block by block, with progress, and gives its outcome."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from app.progress import Progress, no_progress
from app.scenario.assumptions import assumptions_of, notes_of
from app.scenario.counting import outcome_of
from app.scenario.frame import Frame, frame_of
from app.scenario.outcome import Outcome
from app.scenario.scenario import Scenario
from app.scenario.seeding import seeded_block
from app.scenario.study import Study
from app.scenario.tally import Tally, WaitWindow, tally_of
from app.simulation.engine import simulate
from app.simulation.invariants import check_run

REPLICATIONS = 1_000
"""Replications of a full answer."""

DRAGGING = 300
"""Replications while a lever is moved and in a search."""

BLOCK = 250
"""Replications that are in memory at once."""


class Blocks(NamedTuple):
    """The blocks of a scenario, and what they have in common."""

    frame: Frame
    tallies: tuple[Tally, ...]


def run(
    study: Study,
    scenario: Scenario,
    *,
    replications: int = REPLICATIONS,
    clear_to: float | None = None,
    progress: Progress = no_progress,
    block: int = BLOCK,
) -> Outcome:
    """Return the outcome of a scenario.

    The same study, scenario and number of replications give the same bytes, however
    they are cut into blocks.

    Args:
        study: The common ground of the scenarios that are compared.
        scenario: The scenario.
        replications: How many.
        clear_to: Backlog to clear to; half of that of the start if None.
        progress: Called after each block; raises ``Cancelled`` to stop.
        block: Replications in memory at once.

    Raises:
        ScenarioError: It cannot be reckoned with; the sentence says why.
        CapacityError: A lever concerns somebody who is not in post.
    """
    found = blocks_of(study, scenario, replications, progress=progress, block=block)
    level = clear_to
    if level is None:
        level = len(study.situation.open_rows) // 2
    outcome = outcome_of(
        found.frame,
        found.tallies,
        fingerprint=study.situation.fingerprint(),
        level=float(level),
    )
    return replace(
        outcome,
        assumptions=assumptions_of(found.frame),
        notes=notes_of(found.frame),
    )


def blocks_of(
    study: Study,
    scenario: Scenario,
    replications: int,
    *,
    windows: Sequence[WaitWindow] = (),
    progress: Progress = no_progress,
    block: int = BLOCK,
) -> Blocks:
    """Return what is kept of each block of a scenario's replications."""
    frame = frame_of(study, scenario)
    tallies = []
    progress(0, replications)
    for first in range(0, replications, block):
        count = min(block, replications - first)
        seeded = seeded_block(frame, first, count)
        starts = simulate(seeded.block)
        check_run(seeded.block, starts)
        tallies.append(tally_of(frame, seeded, starts, windows))
        progress(first + count, replications)
    return Blocks(frame, tuple(tallies))
