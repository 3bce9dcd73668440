"""What the gate did: outcomes (M27), scope reduced (M28), requests diverted (M29)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from app.casework.request import POSITION, Status
from app.casework.working_time import end_of_day
from app.measures.definition import figure
from app.measures.figure import Coverage, Figure
from app.measures.stays import Rows
from app.rules.gate import J_KIOSK, reasons_in
from app.rules.gate_history import GateHistory

Ids = NDArray[np.int64]
_ACCEPTED, _CLOSED = POSITION[Status.ACCEPTED], POSITION[Status.CLOSED]
_RETURNED, _REJECTED = POSITION[Status.RETURNED], POSITION[Status.REJECTED]
_WITHDRAWN = POSITION[Status.WITHDRAWN]
_ASSESSING = POSITION[Status.ASSESSING]


class Result(StrEnum):
    """What became of a submitted request at the gate."""

    AT_ONCE = "Accepted at once"
    AFTER_RETURN = "Accepted after a return"
    RETURNED = "Returned, waiting for a reply"
    REJECTED = "Rejected"
    DIVERTED = "Diverted to frontline"
    WITHDRAWN = "Withdrawn"
    WAITING = "Waiting for a decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateOutcomes:
    """What became of the requests submitted in a time, as it stood on a day.

    Attributes:
        figures: Of each result, its share per 100 submitted (M27).
        results: Of each request, its result.
        returned_for: Times each reason for a return was given, most often first.
        rejected_for: Requests rejected or diverted for each reason.
        divisions: Of each division, how many requests had each result; the largest
            first.
        exhibits: Scope reduction in exhibits, in % (M28).
        levels: Requests whose highest level was lowered, in % (M28).
        hours: Examiner hours avoided by agreeing to less (M28).
        diverted: Requests diverted (M29).
        diverted_hours: Examiner hours avoided by that (M29).
    """

    figures: tuple[Figure, ...]
    results: tuple[Result, ...]
    returned_for: tuple[tuple[str, int], ...]
    rejected_for: tuple[tuple[str, int], ...]
    divisions: tuple[tuple[str, Counter[Result]], ...]
    exhibits: Figure
    levels: Figure
    hours: Figure
    diverted: Figure
    diverted_hours: Figure


def gate_outcomes(history: GateHistory, as_at: date, ids: Ids) -> GateOutcomes:
    """Return what the gate did to the requests of ``history`` by the end of ``as_at``.

    Args:
        history: The requests submitted in a time, and their moves.
        as_at: The day; later moves are not looked at.
        ids: Row ids of the requests of the ledger, rising, to find rows by.
    """
    deciding = _deciding_moves(history, end_of_day(as_at))
    results = tuple(result for result, _ in deciding)
    rows = _ledger_rows(history.ids, ids)
    kinds = np.array([*Result], dtype=object)
    which = np.array(results, dtype=object)
    told = _Teller(as_at=as_at, results=which, rows=rows)
    accepted = _agreeing_moves(history, deciding, end_of_day(as_at))
    gone = [move for result, move in deciding if result is Result.DIVERTED]
    diverted = np.array(gone, dtype=np.int64)
    return GateOutcomes(
        figures=tuple(told.share(kind) for kind in kinds),
        results=results,
        returned_for=_reasons(history, _RETURNED, end_of_day(as_at)),
        rejected_for=_rejections(history, deciding),
        divisions=_divisions(history, results),
        exhibits=told.reduction(history, accepted),
        levels=told.lowered(history, accepted),
        hours=told.avoided(history, accepted),
        diverted=told.count(history, diverted),
        diverted_hours=told.saved(history, diverted),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Teller:
    """Makes figures of the requests of one cohort.

    Attributes:
        as_at: The day.
        results: Of each request, its result.
        rows: Of each request, its row in the ledger; negative if it is not there.
    """

    as_at: date
    results: NDArray[np.object_]
    rows: NDArray[np.int32]

    def share(self, kind: Result) -> Figure:
        """Return the share of a result per 100 submitted (M27)."""
        mine, total = self.results == kind, len(self.results)
        count = int(mine.sum())
        return figure(
            "M27",
            100 * count / total if total else None,
            as_at=self.as_at,
            coverage=Coverage(used=total, scope=total),
            rows=self._rows(mine),
            label=kind.value,
            note=f"{count} of {total}",
        )

    def reduction(self, history: GateHistory, moves: Ids) -> Figure:
        """Return by how much fewer exhibits were agreed than asked for (M28)."""
        asked, agreed = history.exhibits_asked[moves], history.exhibits_agreed[moves]
        known = ~np.isnan(asked) & ~np.isnan(agreed) & (asked > 0)
        whole = float(asked[known].sum())
        value = 100 * (1 - float(agreed[known].sum()) / whole) if whole else None
        return self._about(history, moves, known, value, "Exhibits left out", "%")

    def lowered(self, history: GateHistory, moves: Ids) -> Figure:
        """Return how often a lower level was agreed than asked for (M28)."""
        asked, agreed = history.level_asked[moves], history.level_agreed[moves]
        known = ~np.isnan(asked) & ~np.isnan(agreed)
        lower = float((agreed[known] < asked[known]).sum())
        value = 100 * lower / int(known.sum()) if known.any() else None
        return self._about(history, moves, known, value, "Level lowered", "%")

    def avoided(self, history: GateHistory, moves: Ids) -> Figure:
        """Return the hours avoided by agreeing to less (M28)."""
        saved = history.hours_asked[moves] - history.hours_agreed[moves]
        known = ~np.isnan(saved)
        value = float(saved[known].sum()) if known.any() else None
        return self._about(history, moves, known, value, "Hours avoided by scope", "h")

    def count(self, history: GateHistory, moves: Ids) -> Figure:
        """Return the requests diverted (M29)."""
        every = np.ones(len(moves), dtype=bool)
        size, text = float(len(moves)), "Diverted to frontline"
        return self._about(history, moves, every, size, text, "requests", "M29")

    def saved(self, history: GateHistory, moves: Ids) -> Figure:
        """Return the hours avoided by diversion (M29)."""
        hours = history.hours_asked[moves]
        known = ~np.isnan(hours)
        value = float(hours[known].sum()) if known.any() or not len(moves) else None
        text = "Hours avoided by diversion"
        return self._about(history, moves, known, value, text, "h", "M29")

    def _about(
        self,
        history: GateHistory,
        moves: Ids,
        known: NDArray[np.bool_],
        value: float | None,
        label: str,
        unit: str,
        code: str = "M28",
    ) -> Figure:
        mine = np.zeros(len(self.results), dtype=bool)
        mine[history.request[moves[known]]] = True
        return figure(
            code,
            value,
            as_at=self.as_at,
            coverage=Coverage(used=int(known.sum()), scope=len(moves)),
            rows=self._rows(mine),
            label=label,
            unit=unit,
        )

    def _rows(self, mine: NDArray[np.bool_]) -> Rows:
        found = self.rows[mine]
        return found[found >= 0].astype(np.int32)


def _deciding_moves(history: GateHistory, moment: int) -> list[tuple[Result, int]]:
    """Return of each request its result and the move that it was decided by."""
    found = [(Result.WAITING, -1)] * len(history.ids)
    was_back: set[int] = set()
    for move in np.flatnonzero(history.at <= moment).tolist():
        place, status = int(history.request[move]), int(history.status[move])
        before = found[place][0]
        if before in (Result.AT_ONCE, Result.AFTER_RETURN):
            continue  # past the gate
        if status == _RETURNED:
            was_back.add(place)
            found[place] = Result.RETURNED, move
        elif _ACCEPTED <= status <= _CLOSED:
            is_late = place in was_back
            result = Result.AFTER_RETURN if is_late else Result.AT_ONCE
            found[place] = result, move
        elif status == _REJECTED:
            is_kiosk = J_KIOSK in reasons_in(history.reason[move])
            found[place] = (Result.DIVERTED if is_kiosk else Result.REJECTED), move
        elif status == _WITHDRAWN:
            found[place] = Result.WITHDRAWN, move
        else:
            found[place] = Result.WAITING, move
    return found


def _agreeing_moves(
    history: GateHistory, deciding: Sequence[tuple[Result, int]], moment: int
) -> Ids:
    """Return of each accepted request the move by which its scope was last agreed.

    That is the one that decided it, or the acceptance after it was assessed again.
    """
    last = {
        place: move
        for place, (result, move) in enumerate(deciding)
        if result in (Result.AT_ONCE, Result.AFTER_RETURN)
    }
    again = (history.status[1:] == _ACCEPTED) & (history.status[:-1] == _ASSESSING)
    again &= history.request[1:] == history.request[:-1]
    for move in (np.flatnonzero(again & (history.at[1:] <= moment)) + 1).tolist():
        place = int(history.request[move])
        if place in last:
            last[place] = max(last[place], move)
    return np.array(list(last.values()), dtype=np.int64)


def _reasons(
    history: GateHistory, status: int, moment: int
) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for move in np.flatnonzero((history.status == status) & (history.at <= moment)):
        counts.update(reasons_in(history.reason[int(move)]))
    return _most_first(counts)


def _rejections(
    history: GateHistory, deciding: Sequence[tuple[Result, int]]
) -> tuple[tuple[str, int], ...]:
    counts: Counter[str] = Counter()
    for result, move in deciding:
        if result in (Result.REJECTED, Result.DIVERTED):
            counts.update(reasons_in(history.reason[move])[:1])
    return _most_first(counts)


def _most_first(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def _divisions(
    history: GateHistory, results: Sequence[Result]
) -> tuple[tuple[str, Counter[Result]], ...]:
    counts: dict[str, Counter[Result]] = {}
    for division, result in zip(history.division, results, strict=True):
        counts.setdefault(division, Counter())[result] += 1
    return tuple(sorted(counts.items(), key=lambda one: (-one[1].total(), one[0])))


def _ledger_rows(mine: Ids, ids: Ids) -> NDArray[np.int32]:
    """Return the row of each request in the ledger; negative for one not there."""
    if not len(ids):
        return np.full(len(mine), -1, dtype=np.int32)
    places = np.searchsorted(ids, mine).clip(max=len(ids) - 1)
    return np.where(ids[places] == mine, places, -1).astype(np.int32)
