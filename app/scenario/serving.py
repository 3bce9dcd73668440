"""Queues, servers, equipment and order of a scenario, as the simulator takes them."""

import numpy as np

from app.scenario.frame import Frame
from app.scenario.levers import Discipline
from app.scenario.means import FROM_LEVEL, Limit, takes
from app.scenario.situation import UNDECIDED, Numbers, Places
from app.simulation import model
from app.simulation.building import servers_of

LEAST_USE = 0.05
"""Hours of equipment for an hour of effort below which a queue uses none."""

_RULES = {
    Discipline.QUEUE: model.Rule.PRIORITY,
    Discipline.PRIORITY: model.Rule.PRIORITY,
    Discipline.DUE: model.Rule.DUE,
    Discipline.STATUTORY: model.Rule.STATUTORY,
    Discipline.AGEING: model.Rule.AGEING,
    Discipline.FAIR: model.Rule.FAIR_SHARE,
    Discipline.SHORTEST: model.Rule.WEIGHTED,
}


def queues_of(frame: Frame, codes: Places) -> model.Queues:
    """Return the queues by their numbers, in order."""
    level, group, flag, division = frame.lines.parts(codes)
    which, per_start, per_hour = _use(frame)
    return model.Queues(
        names=tuple(f"P{rank + 1}" if rank < UNDECIDED else "-" for rank in level),
        priority=level,
        division=division,
        flagged=flag > 0,
        equipment=which[group],
        per_start=per_start[group],
        per_hour=per_hour[group],
    )


def _use(frame: Frame) -> tuple[Places, Numbers, Numbers]:
    """Return of each group of skills the class of equipment that it presses most.

    And what a start and an hour of effort take of it, by the requests of the past.
    """
    donors, count = frame.lines.of_donor, len(frame.lines.masks)
    which = np.full(count, -1, dtype=np.int64)
    per_start, per_hour, most = np.zeros(count), np.zeros(count), np.zeros(count)
    items = np.maximum(np.bincount(donors, minlength=count), 1)
    for place, limit in enumerate(frame.limits):
        used, effort = _used(frame, limit)
        amount = np.bincount(donors, weights=used, minlength=count)
        hours = np.bincount(donors, weights=effort, minlength=count)
        rate = amount / (items if limit.in_items else np.maximum(hours, 1e-9))
        pressure = amount / items / max(float(limit.weekly.min()), 1e-9)
        better = (pressure > most) & (rate > LEAST_USE)
        which[better], most[better] = place, pressure[better]
        per_start[better] = rate[better] if limit.in_items else 0.0
        per_hour[better] = 0.0 if limit.in_items else rate[better]
    return which, per_start, per_hour


def _used(frame: Frame, limit: Limit) -> tuple[Numbers, Numbers]:
    """Return what each request of the past took of equipment, and its hours."""
    donors = frame.study.situation.donors
    columns = [at for at, code in enumerate(donors.examined_as) if code in limit.types]
    examined = donors.examined[:, columns]
    used = (examined > 0).sum(axis=1) if limit.in_items else examined.sum(axis=1)
    known = donors.hours[~np.isnan(donors.hours)]
    mean = float(known.mean()) if len(known) else 1.0
    return used.astype(np.float64), np.nan_to_num(donors.hours, nan=mean)


def _kinds(frame: Frame) -> list[list[str]]:
    """Return the main types of the past and open requests of each group of skills."""
    situation, lines = frame.study.situation, frame.lines
    donors = situation.donors
    found: list[list[str]] = [[] for _ in lines.masks]
    for group, kind in zip(lines.of_donor.tolist(), donors.kind.tolist(), strict=True):
        found[group].append(donors.kinds[kind])
    for group, row in zip(lines.of_row.tolist(), situation.open_rows, strict=True):
        found[group].append(row.kind)
    return found


def crew_and_providers(frame: Frame, codes: Places, ready: Numbers) -> model.Servers:
    """Return who serves.

    A provider takes what is not urgent of the groups of skills most of whose requests
    are of its types.

    Args:
        frame: The scenario.
        codes: Numbers of the queues.
        ready: When each has done what it has in hand, replications x servers.
    """
    kinds = _kinds(frame) if frame.outside else []
    crew, lines = frame.crew, frame.lines
    level, group, _, _ = lines.parts(codes)
    masks = np.array(lines.masks)[group] if len(codes) else np.zeros((0, 0), dtype=bool)
    may = [masks.T] if len(codes) else []
    for one in frame.outside:
        fits = np.array([takes(one.types, each) for each in kinds], dtype=bool)
        may.append((fits[group] & (level >= FROM_LEVEL))[None])
    nothing = np.zeros((len(frame.outside), crew.hours.shape[1]))
    exposure = model.FOREVER if lines.exposure is None else lines.exposure
    people, outside = len(crew.people), len(frame.outside)
    return servers_of(
        np.concatenate(may) if may else np.zeros((people + outside, 0), dtype=bool),
        np.concatenate([crew.hours, nothing]),
        names=(*crew.names, *(one.label for one in frame.outside)),
        flagged_limit=[exposure] * people + [model.FOREVER] * outside,
        ready=ready,
        skills=[len(one) for one in crew.skills] + [0] * outside,
        slots=[()] * people + [one.days for one in frame.outside],
        lead=[0.0] * people + [one.lead for one in frame.outside],
    )


def equipment_of(frame: Frame) -> model.Equipment:
    """Return the equipment that may hold work up."""
    if not frame.limits:
        return model.Equipment()
    return model.Equipment(
        names=tuple(one.label for one in frame.limits),
        limits=np.array([one.weekly for one in frame.limits]),
    )


def order_of(frame: Frame, codes: Places) -> model.Discipline:
    """Return the order of service."""
    lines = frame.lines
    rule = _RULES[lines.discipline]
    level = lines.parts(codes)[0]
    return model.Discipline(
        rule=rule,
        rates=tuple((1 / frame.targets[level]).tolist()),
        shares=lines.shares,
        weights=model.Weights(priority=1e5, effort=1.0),
    )
