"""The demo unit multiplied: a whole nation over twenty years, for benchmarks.

Requests are sampled in columns from the same profile. Each is registered whole, with
its reduced history (submitted, accepted, allocated, in progress, issued), in the
operation of the week of its last step; nothing is played, so that a hundred thousand
take less than a minute.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from app.casework.working_time import day_number
from app.demo import profile
from app.demo.arrivals import (
    Column,
    Exhibits,
    count_exhibits,
    pick,
    priorities,
    sample_exhibits,
)
from app.demo.journal import WHO, evening, iso, moment
from app.demo.profile import DAYS, SEED, START
from app.demo.staff import Member, staff
from app.progress import Progress, no_progress
from app.store import Store
from app.store.bulk import adding
from app.store.event import Operation, Step, batch, write
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.vocabulary import add_vocabulary

REQUESTS = 100_000
"""Requests of a nation in twenty years: six units' worth."""

YEARS = 20

_FIRST = DAYS - YEARS * 364
"""First day, counted from the start of the four years of the demo unit."""

_UNITS = 6
_STEPS = ("ACCEPTED", "ALLOCATED", "IN_PROGRESS", "ISSUED")
_COLUMN_OF = {
    "ACCEPTED": "accepted_on",
    "ALLOCATED": "allocated_on",
    "IN_PROGRESS": "started_on",
    "ISSUED": "issued_on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sample:
    """All requests in columns, with their exhibits.

    Attributes:
        codes: Of each request, its codes by column.
        days: Of each request, the days of submission and of the four steps.
        exhibits: The exhibits of all requests.
        first: Of each request, the row of its first exhibit; one more at the end.
        hours: Of each request, the hours estimated.
        examiner: Of each request, the place of its examiner.
    """

    codes: dict[str, list[Any]]
    days: Column
    exhibits: Exhibits
    first: Column
    hours: Column
    examiner: list[int]


def make_scale(
    path: Path | str,
    *,
    requests: int = REQUESTS,
    seed: int = SEED,
    progress: Progress = no_progress,
) -> Store:
    """Create a store of ``requests`` requests at ``path``, where there is no file yet.

    Raises:
        StoreError: A file is there, or none can be made there.
    """
    settings = Settings(
        unit="Strathmore national laboratories",
        organisation=profile.ORGANISATION,
        handling="Demonstration: every person, place and figure is made up",
    )
    entropy = random.Random(seed)  # noqa: S311 - made up, the same each time
    store = create_unit(
        path, settings, who=WHO, at=evening(_FIRST - 1), entropy=entropy
    )
    rng = np.random.Generator(np.random.PCG64(seed))
    try:
        sample = _sample(rng, requests)
        with batch(store), adding(store, requests):
            _write(store, sample, _write_people(store), progress)
    except BaseException:
        store.discard()
        raise
    return store


def _sample(rng: np.random.Generator, requests: int) -> _Sample:
    # arrivals grow evenly, so that the last year has half as many again as the first
    days = np.sort((1 - np.sqrt(1 - 0.36 * rng.random(requests))) / 0.2)
    submitted = _FIRST + (days * (YEARS * 364 - 1)).astype(np.int64)
    years = np.maximum(submitted, 0) / 364.0
    priority = priorities(rng, years)
    counts = count_exhibits(rng, requests)
    exhibits = sample_exhibits(rng, years, counts)
    hours = np.bincount(exhibits.request, weights=exhibits.hours, minlength=requests)
    offence = pick(rng, profile.OFFENCES, requests)
    first = np.concatenate([[0], np.cumsum(counts)])
    codes = {
        "division": _shares(rng, requests),
        "offence": offence.tolist(),
        "custody": pick(rng, profile.CUSTODY, requests).tolist(),
        "priority": [f"P{place}" for place in priority.tolist()],
        "online_abuse": np.isin(offence, sorted(profile.ONLINE_ABUSE)).tolist(),
        "examination_type": exhibits.examination[first[:-1]].tolist(),
    }
    return _Sample(
        codes=codes,
        days=_days(rng, submitted, priority),
        exhibits=exhibits,
        first=first,
        hours=np.round(hours * 4) / 4,
        examiner=rng.integers(0, 17 * _UNITS, requests).tolist(),
    )


def _shares(rng: np.random.Generator, size: int) -> list[str]:
    shares = [(code, share) for code, _, share in profile.DIVISIONS]
    found: list[str] = pick(rng, shares, size).tolist()
    return found


def _days(rng: np.random.Generator, submitted: Column, priority: Column) -> Column:
    """Return submission and the four steps of each request, a row each."""
    size = len(submitted)
    wait = np.array([0.5, 2.0, 420.0, 630.0])[priority - 1]
    accepted = submitted + rng.integers(0, 6, size)
    allocated = accepted + rng.gamma(3.0, wait / 3.0).astype(np.int64)
    started = allocated + rng.integers(0, 8, size)
    issued = started + 3 + rng.gamma(1.6, 14.0, size).astype(np.int64)
    return np.stack([submitted, accepted, allocated, started, issued], axis=1)


def _write_people(store: Store) -> list[str]:
    """Add six units' worth of examiners and the divisions; return their uids."""
    words = {"who": WHO, "why": "", "kind": "demo entry"}
    with write(store, at=evening(_FIRST), **words) as operation:
        add_vocabulary(operation, profile.DIVISION_LIST, effective_at=moment(_FIRST))
        return list(_people(operation))


def _people(operation: Operation) -> Iterator[str]:
    members = [member for member in staff() if member.is_examiner][:17]
    at = moment(_FIRST)
    for unit in range(_UNITS):
        for place, member in enumerate(members):
            name = f"Examiner {unit * len(members) + place + 1:03d}"
            row = {"name": name, "role": member.role, "starts_on": iso(_FIRST)}
            row["site"] = f"LAB_{unit + 1}"
            uid = operation.register("person", row, effective_at=at)
            _add_hours(operation, uid, member, at)
            yield uid


def _add_hours(operation: Operation, person: str, member: Member, at: int) -> None:
    hours = (*member.patterns[0][1], 0.0, 0.0)
    weekdays = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    pattern = {"person": person, "valid_from": iso(_FIRST)}
    operation.register(
        "pattern",
        {**pattern, **dict(zip(weekdays, hours, strict=True))},
        effective_at=at,
    )
    for code, level, _, _ in member.skills:
        skill = {"skill": code, "level": level, **pattern}
        operation.register("skill", skill, effective_at=at)


def _write(
    store: Store, sample: _Sample, people: list[str], progress: Progress
) -> None:
    """Write every request in the operation of the week of its last step."""
    known = np.where(sample.days < DAYS, sample.days, -(10**6))
    weeks = (known.max(axis=1) - _FIRST) // 7
    order = np.argsort(weeks, kind="stable")
    starts = np.flatnonzero(np.diff(weeks[order], prepend=-1))
    parts = np.split(order, starts[1:])
    numbers = _references(sample.days[:, 0])
    texts = _Texts()
    for place, rows in enumerate(parts):
        week = int(weeks[rows[0]])
        at = evening(min(_FIRST + week * 7 + 6, DAYS - 1))
        words = {"who": WHO, "why": "", "kind": "demo entry"}
        with write(store, at=at, **words) as operation:
            for row in rows.tolist():
                _write_request(operation, sample, row, numbers[row], people, texts)
        progress(place + 1, len(parts))


class _Texts:
    """Days as text, each made once."""

    def __init__(self) -> None:
        last = day_number(START) + DAYS + 4000
        self._first = _FIRST - 10
        count = last - day_number(START) - self._first
        start = START + timedelta(days=self._first)
        self._all = [(start + timedelta(days=n)).isoformat() for n in range(count)]

    def __getitem__(self, day: int) -> str:
        return self._all[day - self._first]


def _references(submitted: Column) -> list[str]:
    counts: dict[int, int] = {}
    found = []
    for day in submitted.tolist():
        year = date.fromordinal(START.toordinal() + day).year
        counts[year] = counts.get(year, 0) + 1
        found.append(f"DF-{year}-{counts[year]:05d}")
    return found


def _write_request(
    operation: Operation,
    sample: _Sample,
    row: int,
    reference: str,
    people: list[str],
    texts: _Texts,
) -> None:
    days = sample.days[row].tolist()
    count = int(sample.first[row + 1] - sample.first[row])
    examiner = people[sample.examiner[row]]
    codes = {name: column[row] for name, column in sample.codes.items()}
    target = texts[days[0] + profile.TARGET_DAYS[int(codes["priority"][1]) - 1]]
    first = {
        "reference": reference,
        "status": "SUBMITTED",
        **codes,
        "online_abuse": int(codes["online_abuse"]),
        "submitted_on": texts[days[0]],
        "received_on": texts[days[0]],
        "target_on": target,
        "original_target_on": target,
        "exhibits_requested": count,
        "exhibits_agreed": count,
        "effort_estimated": float(sample.hours[row]),
    }
    steps = list(_steps(days, examiner, float(sample.hours[row]), texts))
    uid = operation.register(
        "request",
        first,
        effective_at=moment(days[0]),
        status="SUBMITTED",
        steps=steps,
    )
    _write_exhibits(operation, sample, row, uid, days, texts)


def _steps(
    days: list[int], examiner: str, hours: float, texts: _Texts
) -> Iterator[Step]:
    for place, status in enumerate(_STEPS, start=1):
        if days[place] >= DAYS:
            return
        changes: dict[str, Any] = {
            "status": status,
            _COLUMN_OF[status]: texts[days[place]],
        }
        if status == "ALLOCATED":
            changes["examiner"] = examiner
        if status == "ISSUED":
            changes["effort_spent"] = hours
        yield Step(
            effective_at=moment(days[place], place), changes=changes, status=status
        )


def _write_exhibits(
    operation: Operation,
    sample: _Sample,
    row: int,
    request: str,
    days: list[int],
    texts: _Texts,
) -> None:
    done = days[4] < DAYS
    exhibits = sample.exhibits
    start, end = int(sample.first[row]), int(sample.first[row + 1])
    for place in range(start, end):
        state = "EXAMINED" if done else "RECEIVED"
        operation.register(
            "exhibit",
            {
                "request": request,
                "reference": f"{place - start + 1:02d}",
                "type": str(exhibits.type[place]),
                "state": state,
                "owner_role": str(exhibits.owner[place]),
                "access": str(exhibits.access[place]),
                "size": float(exhibits.size[place]),
                "received_on": texts[days[0]],
                "finished_on": texts[days[4]] if done else None,
            },
            effective_at=moment(days[0]),
            status=state,
        )
