"""The queue as the store has it: every accepted request that is open, read at once.

Three statements: the requests, what is known of their exhibits, and their open
examinations. Days and lists that occur often are made once.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from app.casework.request import NO_FACTORS, Priority, Status
from app.casework.waiting import STAGE_OF, Waiting
from app.casework.working_time import local_day
from app.store import Store

_IN_QUEUE = ", ".join(f"'{status}'" for status in STAGE_OF)
_REQUESTS = f"""
    SELECT id, uid, version, reference, status, priority, scored_priority,
           override_reason, override_until, factors, policy, score,
           division, requester, offence, online_abuse, custody, examination_type,
           examiner, submitted_on, received_on, accepted_on, allocated_on, started_on,
           target_on, original_target_on, prosecutor_on, reopened_on,
           effort_estimated, effort_spent, hold_reason,
           coalesce(exhibits_agreed, exhibits_requested),
           victim_device, risk_band, urgency, case_reference, operation_name, summary,
           CASE status WHEN 'ON_HOLD' THEN (
               SELECT max(effective_at) FROM event
                WHERE subject = 'request' AND record = request.id
                  AND status = 'ON_HOLD'
                  AND id NOT IN (SELECT corrects FROM event
                                  WHERE corrects IS NOT NULL)) END
      FROM request WHERE status IN ({_IN_QUEUE}) ORDER BY id
"""  # noqa: S608 - the words are those of Status
_EXHIBITS = f"""
    SELECT request, sum(state = 'EXPECTED'), count(*), group_concat(type)
      FROM exhibit
     WHERE request IN (SELECT uid FROM request WHERE status IN ({_IN_QUEUE}))
       AND coalesce(is_agreed, 1)
  GROUP BY request
"""  # noqa: S608 - the words are those of Status
_EXAMINATIONS = f"""
    SELECT request, group_concat(
               type || ' ' || max(coalesce(effort_estimated - effort_spent, 1), 0))
      FROM examination
     WHERE request IN (SELECT uid FROM request WHERE status IN ({_IN_QUEUE}))
       AND done_on IS NULL
  GROUP BY request
"""  # noqa: S608 - the words are those of Status

Work = tuple[tuple[str, float], ...]
Devices = tuple[tuple[int, str], ...]
_NOTHING: tuple[int, int, str] = (0, 0, "")


def read_queue(store: Store) -> list[Waiting]:
    """Return the open requests that were accepted, in the order of their rows."""
    exhibits = {row[0]: tuple(row)[1:] for row in store.query(_EXHIBITS)}
    work = {row[0]: row[1] for row in store.query(_EXAMINATIONS)}
    found = []
    for row in store.query(_REQUESTS):
        uid = row["uid"]
        found.append(_waiting(tuple(row), exhibits.get(uid, _NOTHING), work.get(uid)))
    return found


def _waiting(
    row: tuple[Any, ...], exhibits: tuple[int, int, str], work: str | None
) -> Waiting:
    (id_, uid, version, reference, status, priority, scored, override, until) = row[:9]
    (factors, policy, score, division, requester, offence, abuse, custody) = row[9:17]
    (type_, examiner, submitted, received, accepted, allocated) = row[17:23]
    (started, target, original, prosecutor, reopened, estimated, spent) = row[23:30]
    (hold, count, victim, risk, urgency, case, operation, summary, held_at) = row[30:]
    expected, there, types = exhibits
    return Waiting(
        id=id_,
        uid=uid,
        version=version,
        reference=reference,
        status=_STATUS[status],
        priority=_PRIORITY[priority],
        scored_priority=_PRIORITY[scored],
        override_reason=override,
        override_until=_day(until),
        factors=orjson.loads(factors) if factors else NO_FACTORS,
        policy=policy,
        score=score,
        division=division,
        requester=requester,
        offence=offence,
        online_abuse=_YES_OR_NO[abuse],
        custody=custody,
        examination_type=type_,
        work=_work(work) if work else (),
        examiner=examiner,
        submitted_on=_day(submitted),
        received_on=_day(received),
        accepted_on=_day(accepted),
        allocated_on=_day(allocated),
        started_on=_day(started),
        target_on=_day(target),
        original_target_on=_day(original),
        prosecutor_on=_day(prosecutor),
        reopened_on=_day(reopened),
        effort_estimated=estimated,
        effort_spent=spent,
        hold_reason=hold,
        held_on=None if held_at is None else local_day(held_at),
        exhibits=there if count is None else count,
        arrived=there - expected,
        expected=expected,
        devices=_devices(types),
        victim_device=_YES_OR_NO[victim],
        risk_band=risk,
        urgency=urgency,
        case_reference=case,
        operation_name=operation,
        summary=summary,
    )


_STATUS = {status.value: status for status in Status}
_PRIORITY: Mapping[str | None, Priority | None] = {
    None: None,
    **{priority.value: priority for priority in Priority},
}
_YES_OR_NO: Mapping[int | None, bool | None] = {None: None, 0: False, 1: True}


@lru_cache(maxsize=8192)
def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@lru_cache(maxsize=4096)
def _devices(types: str) -> Devices:
    """Return the device types with their counts, the most first."""
    counts = Counter(types.split(",")) if types else Counter()
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((count, code) for code, count in ordered)


def _work(text: str) -> Work:
    parts = (part.split(" ") for part in text.split(","))
    return tuple((code, float(hours)) for code, hours in parts)
