"""Brings what a branch recorded into the present store, event by event.

A branch is a copy of the store that went on by itself. What it recorded is first tried
on a copy in memory, so that it can be shown before anything is written. An event is
taken where what it changed is still as it was there; what does not agree is refused
and named with both values, and stays in the branch.
"""

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson

from app.errors import AppError
from app.progress import Progress, no_progress
from app.store import Store, another
from app.store.branch import Recorded, common_sequence, operations_after
from app.store.event import Operation, batch, write
from app.store.record import RECORDS, selection
from app.store.safety_act import SafetyAct, add_safety_act

KIND = "merge"
_EVENTS = "SELECT * FROM event WHERE operation = :operation ORDER BY id"
_LAST_EVENT = "SELECT coalesce(max(id), 0) FROM event WHERE operation <= :sequence"
_NEWEST_EVENT = "SELECT max(id) FROM event"
_KNOWN = "SELECT 1 FROM operation WHERE uid = :uid"
_ANSWERED = "SELECT 1 FROM event WHERE corrects = :id"
_MERGES = "SELECT detail FROM safety_act WHERE kind = 'merge'"
_OWN = {
    "import_file": "An import comes in by bringing its file in again.",
    "anchor": "A printed head belongs to the history of the branch.",
    "erasure": "What was erased there must be erased here as well.",
    "salvaged": "What was salvaged belongs to the file of the branch.",
}
"""What is not taken from a branch, and why."""


class Verdict(StrEnum):
    """What becomes of an event of a branch."""

    TAKEN = "brought in"
    THERE = "so already"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One event of a branch, and what becomes of it.

    Attributes:
        event: The event as the branch has it.
        name: What it is about, such as ``request DF-9``.
        verdict: What becomes of it.
        reason: Why it is refused, a sentence; empty where the values say it.
        theirs: What the branch has, by column, where the two do not agree.
        ours: What the present store has in the same columns.
    """

    event: Mapping[str, Any]
    name: str
    verdict: Verdict
    reason: str = ""
    theirs: Mapping[str, Any] = field(default_factory=dict)
    ours: Mapping[str, Any] = field(default_factory=dict)

    @property
    def after(self) -> Mapping[str, Any]:
        """What the event makes so, by column."""
        return _columns(self.event["after"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An operation of a branch that the present store lacks.

    Attributes:
        recorded: The operation.
        events: Its events.
    """

    recorded: Recorded
    events: tuple[Judged, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many of its events have a verdict."""
        return sum(each.verdict is verdict for each in self.events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a merge would do.

    Attributes:
        common: Number of the last operation that both have in common.
        operations: What the present store lacks, oldest first.
    """

    common: int
    operations: tuple[Planned, ...]

    def count(self, verdict: Verdict) -> int:
        """Return how many events have a verdict."""
        return sum(each.count(verdict) for each in self.operations)

    @property
    def sentence(self) -> str:
        """What it comes to, for the user."""
        if not self.operations:
            return "The store has everything that the branch recorded."
        taken, there = self.count(Verdict.TAKEN), self.count(Verdict.THERE)
        refused = self.count(Verdict.REFUSED)
        number = len(self.operations)
        steps = "1 change" if number == 1 else f"{number:,} changes"
        return (
            f"{steps} of the branch: {taken:,} brought in, {there:,} so already,"
            f" {refused:,} refused."
        )


@dataclass(slots=True)
class _Place:
    """Where the events of a branch are in the present store."""

    last: int
    moved: dict[int, int] = field(default_factory=dict)

    def of(self, number: int | None) -> int | None:
        """Return the number here of an event there; 0 if it is not here."""
        if number is None or number <= self.last:
            return number
        return self.moved.get(number, 0)


def plan_merge(
    store: Store, branch: Store, *, at: datetime, progress: Progress = no_progress
) -> Plan:
    """Find out what a merge of ``branch`` would do; nothing is written.

    Args:
        store: The present store.
        branch: The copy that went on by itself.
        at: The present moment.
        progress: Told operations.
    """
    common = common_sequence(store, branch)
    lacking = [
        each for each in operations_after(branch, common) if _lacks(store, each.uid)
    ]
    place = _Place(store.value(_LAST_EVENT, {"sequence": common}))
    planned = []
    with closing(_scratch(store)) as scratch:
        for number, recorded in enumerate(lacking):
            progress(number, len(lacking))
            found = [dict(row) for row in branch.query(*_events_of(recorded))]
            judged = _judge_all(scratch, found, place, at)
            if judged:
                planned.append(Planned(recorded=recorded, events=judged))
    return Plan(common=common, operations=tuple(planned))


def merge(store: Store, plan: Plan, *, source: str, who: str, at: datetime) -> int:
    """Write what a plan found can be brought in; return the number of operations.

    Each is an operation of its own, which says who recorded it in the branch, when and
    why; the last one records the merge. Either all are written or none.

    Args:
        store: The present store, as it was when the plan was made.
        plan: What is to be done.
        source: Name of the branch.
        who: Who merges.
        at: The present moment.

    Raises:
        AppError: The store was changed since; nothing was written.
    """
    if not plan.count(Verdict.TAKEN):
        return 0
    place = _Place(store.value(_LAST_EVENT, {"sequence": plan.common}))
    written = 0
    with batch(store):
        for planned in plan.operations:
            if not planned.count(Verdict.TAKEN):
                continue
            about = _about(planned.recorded)
            with write(store, who=who, why=about, kind=KIND, at=at) as operation:
                for judged in planned.events:
                    if judged.verdict is Verdict.TAKEN:
                        _take(operation, judged.event, place)
            written += 1
        with write(store, who=who, why="", kind="record merge", at=at) as operation:
            add_safety_act(operation, _act(plan, source, at))
    return written


def _events_of(recorded: Recorded) -> tuple[str, dict[str, int]]:
    return _EVENTS, {"operation": recorded.sequence}


def _lacks(store: Store, uid: str) -> bool:
    return store.value(_KNOWN, {"uid": uid}) is None and uid not in _merged(store)


def _merged(store: Store) -> set[str]:
    """Return the operations of branches that were brought in whole."""
    found: set[str] = set()
    for row in store.query(_MERGES):
        found |= set(orjson.loads(row["detail"]).get("operations", ()))
    return found


def _scratch(store: Store) -> Store:
    """Return a copy in memory, on which events are tried."""
    memory = Store(store.engine.connect(":memory:"), engine=store.engine)
    with closing(another(store)) as own:
        own.connection.backup(memory.connection)
    memory.connection.execute("PRAGMA foreign_keys = 1")
    memory.connection.execute("PRAGMA recursive_triggers = 1")
    return memory


def _judge_all(
    scratch: Store, events: Sequence[dict[str, Any]], place: _Place, at: datetime
) -> tuple[Judged, ...]:
    judged = []
    is_import = any(event["subject"] == "import_file" for event in events)
    for event in events:
        if _is_merge_act(event):
            continue
        reason = _OWN["import_file"] if is_import else _OWN.get(event["subject"], "")
        judged.append(_judge(scratch, event, reason, place, at))
    return tuple(judged)


def _is_merge_act(event: Mapping[str, Any]) -> bool:
    """Return whether an event records a merge: what it brought in comes by itself."""
    told = _columns(event["after"])
    return event["subject"] == "safety_act" and told.get("kind") == KIND


def _judge(
    scratch: Store, event: dict[str, Any], reason: str, place: _Place, at: datetime
) -> Judged:
    row = scratch.one(selection(event["subject"]), {"uid": event["uid"]})
    name = _name(event, row)
    if reason:
        return Judged(event=event, name=name, verdict=Verdict.REFUSED, reason=reason)
    theirs, ours = _disagreement(event, row)
    if not theirs:
        return _try(scratch, event, name, place, at)
    if _is_there(event, row):
        return Judged(event=event, name=name, verdict=Verdict.THERE)
    told = "" if row is not None else "It is not in the present store any more."
    return Judged(
        event=event,
        name=name,
        verdict=Verdict.REFUSED,
        reason=told,
        theirs=theirs,
        ours=ours,
    )


def _disagreement(
    event: Mapping[str, Any], row: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return where an event does not fit the present: its values, and the present ones.

    Both are empty where it fits.
    """
    before, after = _columns(event["before"]), _columns(event["after"])
    if event["before"] is None:
        return ({}, {}) if row is None else _apart(after, row)
    if row is None:
        return (after or before), {}
    if event["after"] is None:  # what was empty is not in the event
        before = {name: before.get(name) for name in RECORDS[event["subject"]]}
    differing = [name for name, value in before.items() if row[name] != value]
    told = after if event["after"] is not None else before
    theirs = {name: told.get(name) for name in differing}
    return theirs, {name: row[name] for name in differing}


def _apart(after: Mapping[str, Any], row: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Compare a record that was added in the branch with the one of its uid here."""
    differing = [name for name in after if row[name] != after[name]]
    names = differing or list(after)
    return {name: after[name] for name in names}, {name: row[name] for name in names}


def _is_there(event: Mapping[str, Any], row: Any) -> bool:
    """Return whether the present is already as the event would make it."""
    if event["after"] is None:
        return row is None
    after = _columns(event["after"])
    return row is not None and all(row[name] == after[name] for name in after)


def _try(
    scratch: Store, event: dict[str, Any], name: str, place: _Place, at: datetime
) -> Judged:
    """Write an event to the scratch copy; what the schema refuses is refused."""
    verdict, reason = Verdict.TAKEN, ""
    corrected = place.of(event["corrects"])
    if corrected == 0:
        verdict, reason = Verdict.REFUSED, "What it corrects was not brought in."
    elif corrected and scratch.one(_ANSWERED, {"id": corrected}) is not None:
        verdict, reason = Verdict.REFUSED, "It was corrected in the present store too."
    else:
        try:
            with write(scratch, who="", why="", kind=KIND, at=at) as operation:
                _take(operation, event, place)
        except AppError:
            verdict = Verdict.REFUSED
            reason = (
                "Something in the present store has its number already, or what it"
                " rests on is missing."
            )
    theirs = _columns(event["after"]) if verdict is Verdict.REFUSED else {}
    return Judged(event=event, name=name, verdict=verdict, reason=reason, theirs=theirs)


def _take(operation: Operation, event: Mapping[str, Any], place: _Place) -> None:
    subject, uid, at = event["subject"], event["uid"], event["effective_at"]
    before, after = _columns(event["before"]), _columns(event["after"])
    corrects, reason = place.of(event["corrects"]), event["reason"]
    if event["before"] is None:
        operation.register(
            subject,
            after,
            effective_at=at,
            uid=uid,
            status=event["status"],
            reason=reason,
        )
    elif event["after"] is None:
        operation.remove(
            subject, uid, effective_at=at, reason=reason, corrects=corrects
        )
    else:
        row = operation.present(subject, uid)
        if any(row[name] != value for name, value in before.items()):
            raise AppError(
                "The store was changed since the preview; nothing was brought in.",
                remedy="Look at the preview again.",
            )
        operation.change(
            subject,
            uid,
            after,
            effective_at=at,
            status=event["status"],
            reason=reason,
            kind=event["kind"],
            corrects=corrects,
            asserts=None if event["asserts"] is None else _columns(event["asserts"]),
        )
    operation.flush()
    place.moved[event["id"]] = operation.store.value(_NEWEST_EVENT)


def _about(recorded: Recorded) -> str:
    why = f": {recorded.why}" if recorded.why else ""
    when = f"{recorded.recorded_at:%Y-%m-%d %H:%M} UTC"
    return f"Recorded by {recorded.who} on {when} as “{recorded.kind}”{why}"


def _act(plan: Plan, source: str, at: datetime) -> SafetyAct:
    whole = [
        each.recorded.uid for each in plan.operations if not each.count(Verdict.REFUSED)
    ]
    return SafetyAct(
        kind=KIND,
        source=source,
        outcome=plan.sentence,
        detail={"operations": whole, "common": plan.common},
        done_on=at.date(),
    )


def _name(event: Mapping[str, Any], row: Any) -> str:
    told = _columns(event["before"]) | _columns(event["after"])
    for column in ("reference", "name", "label", "value"):
        if column in RECORDS[event["subject"]]:
            found = told.get(column) or (row[column] if row is not None else None)
            if found:
                return f"{event['subject'].replace('_', ' ')} {found}"
    return str(event["subject"]).replace("_", " ")


def _columns(text: str | None) -> dict[str, Any]:
    """Return what an event says, without the version: that is the store's own."""
    found: dict[str, Any] = {} if text is None else orjson.loads(text)
    found.pop("version", None)
    return found
