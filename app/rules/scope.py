"""The scope of a request: what is asked for, what is agreed, and what both take."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.casework.examination import Examination
from app.casework.exhibit import Exhibit
from app.casework.register import CaseFile
from app.rules.effort import (
    GRADING,
    REPORTING,
    Estimate,
    Line,
    Norm,
    Wanted,
    estimate_scope,
)
from app.rules.gate import Decision

_Key = tuple[str | None, str, str | None]
"""Exhibit, type and level of an examination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """A request's exhibits as asked for and as agreed, with what both take.

    Attributes:
        asked: What all that was asked for takes.
        agreed: What is agreed takes.
        exhibits_asked: Exhibits asked for, a count.
        exhibits_agreed: Exhibits agreed, a count.
        level_asked: Highest level asked for; None if none was said.
        level_agreed: Highest level agreed; None if none was said.
        is_narrower: Whether fewer exhibits, or a lower level of one, are agreed.
    """

    asked: Estimate
    agreed: Estimate
    exhibits_asked: int
    exhibits_agreed: int
    level_asked: str | None
    level_agreed: str | None
    is_narrower: bool

    @property
    def avoided(self) -> float:
        """Examiner hours avoided (M28): those asked for less those agreed."""
        return self.asked.total - self.agreed.total


def scope_of(
    case: CaseFile,
    decision: Decision,
    *,
    norms: Sequence[Norm],
    families: Mapping[str, str],
) -> Scope:
    """Return what is asked for and agreed, with its hours by the unit's norms."""
    asked, agreed = asked_of(case), agreed_of(case, decision)
    is_abuse = case.request.online_abuse

    def hours(wanted: Sequence[Wanted]) -> Estimate:
        return estimate_scope(
            wanted, norms=norms, is_online_abuse=is_abuse, families=families
        )

    return Scope(
        asked=hours(asked),
        agreed=hours(agreed),
        exhibits_asked=len(asked),
        exhibits_agreed=len(agreed),
        level_asked=highest(one.level for one in asked),
        level_agreed=highest(one.level for one in agreed),
        is_narrower=_is_narrower(asked, agreed),
    )


def asked_of(case: CaseFile) -> tuple[Wanted, ...]:
    """Return the exhibits as they were asked for; only counted ones if none is listed.

    An exhibit without a level of its own is asked for at that of the request.
    """
    request = case.request
    if case.exhibits:
        return tuple(
            _wanted(one, one.level_requested or request.level_requested)
            for one in case.exhibits
        )
    return _counted(case, request.exhibits_requested or 0, request.level_requested)


def agreed_of(case: CaseFile, decision: Decision) -> tuple[Wanted, ...]:
    """Return the exhibits that a decision agrees to."""
    if not case.exhibits:
        asked = case.request.exhibits_requested or 0
        count = asked if decision.exhibits is None else decision.exhibits
        return _counted(case, count, decision.level or case.request.level_requested)
    by_uid = {one.uid: one for one in decision.scope}
    return tuple(
        _wanted(exhibit, by_uid[exhibit.uid].level)
        for exhibit in case.exhibits
        if exhibit.uid in by_uid and by_uid[exhibit.uid].is_agreed
    )


def highest(levels: Iterable[str | None]) -> str | None:
    """Return the highest of some levels; None if none is given."""
    given = [level for level in levels if level]
    return max(given, key=rank_of, default=None)


def rank_of(level: str | None) -> int:
    """Return the place of a level; work on the spot comes before level 1."""
    return int(level) if level and level.isdecimal() else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkPlan:
    """How the examinations of a request follow from an estimate.

    Attributes:
        added: Lines that have no examination yet.
        changed: Examinations that stay, by uid, with their hours.
        removed: Uids of examinations that are no longer wanted.
    """

    added: tuple[Line, ...]
    changed: Mapping[str, float | None]
    removed: tuple[str, ...]


def work_plan(case: CaseFile, estimate: Estimate) -> WorkPlan:
    """Return what is to become of the examinations of a request.

    What was begun, finished or has hours on it stays as it is.
    """
    logged = {one.examination for one in case.hours}
    kept = [one for one in case.examinations if one.uid in logged or _is_begun(one)]
    done = Counter(map(_key, kept))
    free: dict[_Key, list[str]] = {}
    for one in case.examinations:
        if one not in kept and (one.exhibit or one.type in (GRADING, REPORTING)):
            free.setdefault(_key(one), []).append(one.uid)
    added, changed = list[Line](), dict[str, float | None]()
    for line in estimate.lines:
        key = line.exhibit, line.type, line.level
        if free.get(key):
            changed[free[key].pop(0)] = line.estimate
        elif done[key]:
            done[key] -= 1
        else:
            added.append(line)
    removed = tuple(uid for uids in free.values() for uid in uids)
    return WorkPlan(added=tuple(added), changed=changed, removed=removed)


def _wanted(exhibit: Exhibit, level: str | None) -> Wanted:
    return Wanted(
        exhibit=exhibit.uid,
        reference=exhibit.reference,
        device=exhibit.type,
        level=level,
    )


def _counted(case: CaseFile, count: int, level: str | None) -> tuple[Wanted, ...]:
    type_ = case.request.examination_type
    one = Wanted(exhibit=None, device=None, level=level, type=type_)
    return (one,) * max(count, 0)


def _is_narrower(asked: Sequence[Wanted], agreed: Sequence[Wanted]) -> bool:
    if len(agreed) < len(asked):
        return True
    levels = {one.exhibit: one.level for one in asked}
    return any(
        one.level is not None
        and levels.get(one.exhibit) is not None
        and rank_of(one.level) < rank_of(levels[one.exhibit])
        for one in agreed
    )


def _is_begun(one: Examination) -> bool:
    return bool(one.effort_spent or one.started_on or one.done_on)


def _key(one: Examination) -> _Key:
    return one.exhibit, one.type, one.level
