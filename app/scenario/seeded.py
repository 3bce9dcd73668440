"""The open queue as the start of each replication."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.casework.waiting import Stage
from app.scenario.arriving import LEAST
from app.scenario.draw import normal, quantile
from app.scenario.situation import Numbers, OpenRow, Places
from app.scenario.study import Study

LEFT = 0.05
"""Share of its hours that a request still takes at least, however much was spent."""

MOST_SPREAD = 0.6
"""Standard deviation of the logarithm of hours spent to estimated, at most."""

HOLD_DAYS = 14.0
"""Days that a hold goes on where no past hold tells."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seeds:
    """The open requests, in order of service; some columns differ by replication.

    Attributes:
        rows: The requests.
        arrival: Days from the start, below nothing.
        left: Hours left, replications x requests.
        release: Days from which each can be started, replications x requests.
        back: Days at which those not in the unit's hands, or in review, are issued;
            NaN for the others.
        in_hand: Places of the requests that occupy somebody at the start, by the uid
            of the person: the first of each in order of service.
    """

    rows: tuple[OpenRow, ...]
    arrival: Numbers
    left: Numbers
    release: Numbers
    back: Numbers
    in_hand: Mapping[str, int]

    @property
    def is_away(self) -> NDArray[np.bool_]:
        """Of each request, whether no examiner has to do anything for it."""
        return np.isfinite(self.back[0]) if len(self.back) else np.zeros(0, dtype=bool)

    @property
    def queued(self) -> Places:
        """Places of the requests that wait for somebody."""
        waits = ~self.is_away
        waits[list(self.in_hand.values())] = False
        return np.flatnonzero(waits)


def seeds_of(study: Study, block: tuple[int, int], people: frozenset[str]) -> Seeds:
    """Return the open queue for some replications.

    Args:
        study: The common ground.
        block: First replication and how many there are.
        people: Uids of those who have hours.
    """
    situation = study.situation
    rows, start = situation.open_rows, situation.start
    since = [row.received_on or situation.as_at for row in rows]
    arrival = np.array([float(min((day - start).days, -1)) for day in since])
    in_hand: dict[str, int] = {}
    for place, row in enumerate(rows):
        if row.stage is Stage.IN_HAND and row.examiner in people:
            in_hand.setdefault(row.examiner, place)
    return Seeds(
        rows=rows,
        arrival=arrival,
        left=_left(study, block),
        release=_release(study, block),
        back=_back(study, block),
        in_hand=in_hand,
    )


def _left(study: Study, block: tuple[int, int]) -> Numbers:
    """Return hours left: estimates as they turn out, less the hours spent."""
    rows, past = study.situation.open_rows, study.situation.past
    usual = past.usual
    asked = np.array(
        [
            usual.get(row.kind, usual.get("", 8.0)) if row.hours is None else row.hours
            for row in rows
        ]
    )
    spent = np.array([row.spent for row in rows])
    spread = min(past.spread, MOST_SPREAD)
    marks = _marks(study, block, "left")
    factor = past.ratio * np.exp(spread * normal(marks) - spread**2 / 2)
    least = np.maximum(LEFT * asked, LEAST)
    found: Numbers = np.maximum(asked * factor - spent, least)
    done = [row.stage in (Stage.FINISHING, Stage.OUTSIDE) for row in rows]
    found[:, np.array(done, dtype=bool)] = 0.0
    return found


def _release(study: Study, block: tuple[int, int]) -> Numbers:
    """Return when holds end: a past hold, of which some part is over."""
    rows, past = study.situation.open_rows, study.situation.past
    marks, part = _marks(study, block, "hold"), _marks(study, block, "part")
    days = np.full(marks.shape, HOLD_DAYS)
    if len(past.hold_days):
        days = quantile(past.hold_days, marks.ravel()).reshape(marks.shape)
    held = np.array([row.is_held for row in rows], dtype=bool)
    found: Numbers = np.where(held, days * part, 0.0)
    return found


def _back(study: Study, block: tuple[int, int]) -> Numbers:
    """Return when what is with a provider or in review is issued, else NaN."""
    rows, past = study.situation.open_rows, study.situation.past
    days = {
        Stage.OUTSIDE: past.sent_days + past.finishing_days,
        Stage.FINISHING: past.finishing_days,
    }
    most = np.array([days.get(row.stage, np.nan) for row in rows])
    found: Numbers = _marks(study, block, "back") * most
    return found


def _marks(study: Study, block: tuple[int, int], use: str) -> Numbers:
    count = len(study.situation.open_rows)
    found = study.marks.of(("open", use), block, count)[:, :count]
    return found.astype(np.float64)
