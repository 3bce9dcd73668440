"""How long requests to come take, the unfinished ones counted right."""

from collections.abc import Sequence

import numpy as np

from app.scenario.frame import Frame
from app.scenario.outcome import EVERY, Numbers, Waits
from app.scenario.situation import CLASSES
from app.scenario.tally import Tally, joined


def waits_of(frame: Frame, tallies: Sequence[Tally]) -> tuple[Waits, ...]:
    """Return waits of everything, then of each class."""
    every = [*range(len(CLASSES))]
    keys = [(EVERY, every), *((name, [at]) for at, name in enumerate(CLASSES))]
    return tuple(_wait(frame, tallies, name, levels) for name, levels in keys)


def _wait(
    frame: Frame, tallies: Sequence[Tally], name: str, levels: list[int]
) -> Waits:
    over, censored, begun = (
        np.sum([getattr(one, what)[levels] for one in tallies], axis=(0, 1))
        for what in ("turnaround", "censored", "begun")
    )
    settled = joined(tallies, "settled")[:, levels].sum(axis=1)
    in_time = joined(tallies, "in_time")[:, levels].sum(axis=1)
    arrived = joined(tallies, "arrived")[:, levels].sum(axis=1)
    shares = (in_time / np.maximum(settled, 1))[settled > 0]
    finished = int(over.sum())
    days = np.arange(len(over)) + 0.5
    low, high = np.percentile(shares, [10, 90]) if len(shares) else (None, None)
    pooled = settled.sum()
    target = float(frame.targets[levels].mean()) if len(levels) == 1 else 0.0
    return Waits(
        priority=name,
        items=float(arrived.mean()),
        wait=_survived(begun, _ages_not_begun(over, censored, begun), 50),
        median=_survived(over, censored, 50),
        p85=_survived(over, censored, 85),
        p95=_survived(over, censored, 95),
        mean=float((over * days).sum() / finished) if finished else None,
        target=target,
        within=float(in_time.sum() / pooled) if pooled else None,
        within_low=None if low is None else float(low),
        within_high=None if high is None else float(high),
    )


def _ages_not_begun(over: Numbers, censored: Numbers, begun: Numbers) -> Numbers:
    """Return ages of those not begun: of the unfinished, in proportion."""
    unfinished = float(censored.sum())
    waiting = max(float(over.sum()) + unfinished - float(begun.sum()), 0.0)
    found: Numbers = censored * (waiting / unfinished) if unfinished else censored * 0.0
    return found


def _survived(ended: Numbers, censored: Numbers, percent: int) -> float | None:
    """Return the day by which a share has ended, by Kaplan-Meier; None if not told."""
    leaving = ended + censored
    there = leaving[::-1].cumsum()[::-1].astype(np.float64)
    if not len(there) or there[0] <= 0:
        return None
    hazard = np.divide(ended, there, out=np.zeros(len(there)), where=there > 0)
    alive = np.cumprod(1 - hazard)
    reached = np.flatnonzero(alive <= 1 - percent / 100 + 1e-12)
    return float(reached[0] + 1) if len(reached) else None
