"""The queue of the demo unit, played day by day.

Requests wait in order of priority and then of their target. An examiner with a free
place takes the first that his or her skills allow, works on the urgent ones before the
others, and is stopped by holds. What is done in a day are the net casework hours of
that day.
"""

import heapq
from bisect import insort
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from app.casework.request import Status
from app.demo import profile
from app.demo.case import Case
from app.demo.intake import add_working_days, working_day
from app.demo.profile import DAYS
from app.demo.staff import Member

_S = Status
_ROUTINE_LATER = 35
"""Days by which routine requests stand further back than their target says."""

_AT_ONCE = 4
"""Requests that one person works on in a day, at most."""

_FOCUS = 0.45
"""Share of the hours left of a day that the next request without urgency gets."""

_HURRY = 60
"""Days before the day set by the prosecutor at which a request goes to the front."""

_PATIENCE = 45
"""Days by which the target of another request must be earlier to go before those."""

_PRESENT = 14.0
"""Net hours in the nine days to come below which others are asked first."""

_FRONT = 2000
"""Days by which such a request stands further to the front."""

_ADDED_HOURS = 5.0
"""Hours of an addendum or of a reopened request."""

V_CODES = ("V_FINDING", "V_NOTES", "V_REPORT", "V_MISSING")
"""Why reviews are not passed, one request after the other."""

HOLD_ENDS = {
    "H_EXHIB": "E_RECEIVED",
    "H_LOCK": "E_OPENED",
    "H_CONSENT": "E_GRANTED",
    "H_TOOL": "E_AVAILABLE",
    "H_STAFF": "E_AVAILABLE",
}
"""How holds end, by their reason; the others with an answer."""

_OPEN = frozenset({_S.ACCEPTED, _S.ALLOCATED, _S.IN_PROGRESS, _S.ON_HOLD, _S.EXTERNAL})

_Action = Callable[[Case, int], None]


class Unit:
    """The unit while its history is played."""

    def __init__(
        self,
        members: Sequence[Member],
        hours: NDArray[np.float64],
        away_from: dict[int, int],
        rng: np.random.Generator,
    ) -> None:
        """Set up the unit.

        Args:
            members: Its people.
            hours: Net casework hours of each on each day.
            away_from: Of people who go for good or for long, their first day away.
            rng: Where chance comes from.
        """
        self.members = members
        self.hours = hours
        self.away_from = away_from
        self.rng = rng
        self.held: list[list[Case]] = [[] for _ in members]
        self.waiting: list[tuple[int, int, int, Case]] = []
        self._due: list[tuple[int, int, _Action, Case]] = []
        self._count = 0

    def play(self, cases: Sequence[Case]) -> None:
        """Play the whole history of accepted requests."""
        for case in cases:
            if case.accepted is not None:
                self._later(max(case.accepted, 0), self._arrive, case)
        for day in range(DAYS):
            self._happen(day)
            if day % 7 < 5 and self.hours[:, day].any():
                self._leave(day)
                self._allocate(day)
                for person in range(len(self.members)):
                    self._work(person, day)

    def _later(self, day: int, action: _Action, case: Case) -> None:
        self._count += 1
        heapq.heappush(self._due, (working_day(day), self._count, action, case))

    def _happen(self, day: int) -> None:
        while self._due and self._due[0][0] <= day:
            _, _, action, case = heapq.heappop(self._due)
            action(case, day)

    # ---- what befalls a request -----------------------------------------------------

    def _arrive(self, case: Case, day: int) -> None:
        self._later(max(day, case.received), self._enqueue, case)
        hold = case.hold
        if hold is not None and hold.wait is not None:
            self._later(day + hold.wait, self._hold, case)
        if case.dropped is not None:
            self._later(day + case.dropped[0], self._drop, case)
        if case.prosecutor is not None:
            self._later(case.prosecutor - _HURRY, self._hurry, case)

    def _drop(self, case: Case, day: int) -> None:
        if case.dropped is None or case.status not in _OPEN:
            return
        self._take_out(case)
        case.closure = case.dropped[1]
        case.move(day, _S.WITHDRAWN, case.closure)

    def _take_out(self, case: Case) -> None:
        self.waiting = [entry for entry in self.waiting if entry[3] is not case]
        if case.person is not None and case in self.held[case.person]:
            self.held[case.person].remove(case)

    def _hurry(self, case: Case, day: int) -> None:
        """Put a request to the front because the day of the prosecutor is near."""
        case.wait_more = -_FRONT
        if case.status is _S.ACCEPTED and case.tier == 2:
            self._take_out(case)
            self._enqueue(case, day)

    def _enqueue(self, case: Case, day: int) -> None:
        here = any(entry[3] is case for entry in self.waiting)
        if case.status is _S.ACCEPTED and case.received <= day and not here:
            due = case.target + case.wait_more + _ROUTINE_LATER * (case.priority == 4)
            if case.tier < 2:
                due = day + case.wait_more // 9
            insort(self.waiting, (case.tier, due, case.number, case))

    def _hold(self, case: Case, day: int) -> None:
        hold = case.hold
        if hold is None or case.status not in (
            _S.ACCEPTED,
            _S.ALLOCATED,
            _S.IN_PROGRESS,
        ):
            return
        case.hold = None
        if case.status is _S.ACCEPTED:
            self._take_out(case)
        case.move(day, _S.ON_HOLD, hold.reason)
        self._later(day + hold.days, self._resume, case)

    def _resume(self, case: Case, day: int) -> None:
        if case.status is not _S.ON_HOLD:
            return
        before = case.held_from or _S.IN_PROGRESS
        case.move(day, before, HOLD_ENDS.get(case.moves[-1].reason or "", "E_ANSWERED"))
        if before is _S.ACCEPTED:
            self._enqueue(case, day)
        elif case.person is None:
            self._hand_back(case, day)

    def _outside(self, case: Case, day: int) -> None:
        case.move(day, _S.EXTERNAL)
        self._later(day + case.outside_days, self._come_back, case)
        case.outside_days = 0

    def _come_back(self, case: Case, day: int) -> None:
        if case.status is not _S.EXTERNAL:
            return
        case.move(day, _S.IN_PROGRESS)
        if case.person is None:
            self._hand_back(case, day)

    def _reviewed(self, case: Case, day: int) -> None:
        if (
            case.fails_review
            and case.person is not None
            and not self._is_gone(case.person, day)
        ):
            case.fails_review = False
            case.effort += float(self.rng.exponential(profile.REWORK_MEAN)) + 0.25
            case.move(day, _S.IN_PROGRESS, V_CODES[case.number % len(V_CODES)])
            self.held[case.person].append(case)
            return
        case.move(day, _S.READY)
        self._later(day + int(self.rng.integers(0, 3)), self._issue, case)

    def _issue(self, case: Case, day: int) -> None:
        case.move(day, _S.ISSUED)
        case.closure = self._closure()
        if case.has_addendum and case.person is not None:
            self._later(day + 12, self._add_more, case)
            return
        self._later(day + int(self.rng.integers(4, 30)), self._close, case)

    def _closure(self) -> str:
        drawn = self.rng.random()
        if drawn < 0.08:
            return "C_NEG"
        if drawn < 0.15:
            return "C_PARTIAL"
        return "C_NOACCESS" if drawn < 0.18 else "C_RESULT"

    def _add_more(self, case: Case, day: int) -> None:
        if case.person is None or self._is_gone(case.person, day):
            self._close(case, day)
            return
        case.has_addendum = False
        case.effort += _ADDED_HOURS
        case.move(day, _S.IN_PROGRESS, "AD_PROSECUTOR")
        self.held[case.person].append(case)

    def _close(self, case: Case, day: int) -> None:
        case.move(day, _S.CLOSED, case.closure)
        if case.is_reopened:
            self._later(day + 30, self._reopen, case)

    def _reopen(self, case: Case, day: int) -> None:
        case.is_reopened, case.person = False, None
        case.effort += _ADDED_HOURS
        case.move(day, _S.ASSESSING, "RE_EVIDENCE")
        self._later(day + 1, self._accept_again, case)

    def _accept_again(self, case: Case, day: int) -> None:
        case.move(day, _S.ACCEPTED)
        self._enqueue(case, day)

    def _is_gone(self, person: int, day: int) -> bool:
        return self.away_from.get(person, DAYS) <= day

    # ---- what the people do ---------------------------------------------------------

    def _leave(self, day: int) -> None:
        for person, first in self.away_from.items():
            if day >= first and self.held[person]:
                for case in self.held[person]:
                    case.person = None
                    if case.status in (_S.ALLOCATED, _S.IN_PROGRESS):
                        self._hand_back(case, day)
                self.held[person] = []

    def _hand_back(self, case: Case, day: int) -> None:
        case.person = None
        case.move(day, _S.ACCEPTED, "G_ABSENT")
        self._enqueue(case, day)

    def _allocate(self, day: int) -> None:
        for person in self._by_load(day):
            member = self.members[person]
            while self._load(person) < member.places + self._urgent_waits(member, day):
                entry = self._choose(member, day)
                if entry is None:
                    break
                self.waiting.remove(entry)
                case = entry[3]
                case.person = person
                case.move(day, _S.ALLOCATED, person=person)
                self.held[person].append(case)

    def _urgent_waits(self, member: Member, day: int) -> int:
        """Return one extra place while an urgent request waits for this person."""
        for tier, _, _, case in self.waiting[:12]:
            if tier == 2:
                return 0
            if self._may(member, case, day):
                return 2
        return 0

    def _by_load(self, day: int) -> list[int]:
        people = [
            person
            for person in range(len(self.members))
            if self.hours[person, day] > 0
            and self.away_from.get(person, DAYS) > day + 10
        ]
        return sorted(
            people,
            key=lambda person: (
                self.hours[person, day : day + 9].sum() < _PRESENT,
                self._urgent(person),
                self._load(person),
                person,
            ),
        )

    def _urgent(self, person: int) -> int:
        return sum(case.tier < 2 for case in self.held[person])

    def _load(self, person: int) -> int:
        return len(self.held[person])

    def _choose(self, member: Member, day: int) -> tuple[int, int, int, Case] | None:
        """Return the first waiting request that a person may take.

        Of the requests without urgency, those that need the scarce skill of advanced
        mobile work go first with who has it, unless another has waited much longer.
        """
        found = None
        for entry in self.waiting:
            if not self._may(member, entry[3], day):
                continue
            if entry[0] < 2 or "SK_MOB3" in entry[3].needs:
                near = found is None or entry[1] < found[1] + _PATIENCE
                return entry if near else found
            if found is None:
                found = entry
                if not member.may("SK_MOB3", day):
                    return found
        return found

    def _may(self, member: Member, case: Case, day: int) -> bool:
        return all(member.may(skill, day) for skill in case.needs)

    def _work(self, person: int, day: int) -> None:
        left = float(self.hours[person, day])
        if left <= 0:
            return
        ready = [
            case
            for case in self.held[person]
            if case.status in (_S.ALLOCATED, _S.IN_PROGRESS)
        ]
        ready = sorted(ready, key=_next_first)[:_AT_ONCE]
        for place, case in enumerate(ready):
            if left < 0.05:
                break
            alone = case.tier < 2 or place == len(ready) - 1
            share = 1.0 if alone else _FOCUS
            left -= self._work_on(case, person, day, left * share)

    def _work_on(self, case: Case, person: int, day: int, hours: float) -> float:
        """Work on a request for so many hours at most; return those used."""
        if case.status is _S.ALLOCATED:
            case.move(day, _S.IN_PROGRESS)
            if case.outside_days:
                self._outside(case, day)
                return 0.0
        stop = case.effort
        hold = case.hold
        if hold is not None and hold.wait is None:
            stop = max(case.done, case.effort * hold.share)
        used = min(hours, stop - case.done)
        if used > 0:
            case.done += used
            case.work.append((day, person, used))
            self._finish_tasks(case, person, day)
        if case.done >= case.effort - 1e-9:
            self.held[person].remove(case)
            case.move(day, _S.REVIEW)
            days = int(self.rng.integers(1, 3 if case.tier < 2 else 7))
            self._later(add_working_days(day, days), self._reviewed, case)
        elif hold is not None and case.done >= stop - 1e-9:
            self._hold(case, day)
        return used

    def _finish_tasks(self, case: Case, person: int, day: int) -> None:
        reached = 0.0
        for task in case.tasks:
            if task.finished is None and case.done > reached and task.begun is None:
                task.begun = day
            reached += task.hours
            if task.finished is None and case.done >= reached - 1e-6:
                task.finished, task.person = day, person


def _next_first(case: Case) -> tuple[int, bool, bool]:
    hurried = case.wait_more == -_FRONT
    return case.tier, not hurried, case.status is _S.ALLOCATED


def play(
    members: Sequence[Member],
    hours: NDArray[np.float64],
    away_from: dict[int, int],
    cases: Sequence[Case],
    rng: np.random.Generator,
) -> None:
    """Play the history of ``cases``; what happened to each is added to it."""
    Unit(members, hours, away_from, rng).play(cases)
