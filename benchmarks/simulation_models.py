"""Three models on which simulators are compared, as blocks of ours.

* A: M/M/10 in the long run, two priorities, rates 3 and 6, service 1;
* B: 104 weeks from a backlog of 600, rates 5.13 and 11.97 a week, 10 examiners at 1.8;
* C: 12 queues, 16 examiners with skills and calendars, 104 weeks from a backlog of 800.
"""

import numpy as np

from app.simulation.building import items_of, servers_of
from app.simulation.model import Block, queues_of
from benchmarks.simulation_streams import Class, Demand, Effort, Waiting, items_for

WEEKS = 104
EXAMINERS = 16


def block_a(replications: int = 2000, horizon: float = 250.0, seed: int = 1) -> Block:
    """Return model A: Poisson arrivals, exponential service."""
    draw = np.random.default_rng(seed)
    columns = []
    for queue, rate in enumerate((3.0, 6.0)):
        most = int(rate * horizon + 8 * (rate * horizon) ** 0.5)
        gaps = draw.standard_exponential((replications, most)) / rate
        arrival = np.cumsum(gaps, axis=1)
        run, place = np.nonzero(arrival < horizon)
        columns.append((run, np.full(len(run), queue), arrival[run, place]))
    run, queue, arrival = (np.concatenate(each) for each in zip(*columns, strict=True))
    days = int(horizon) + 1
    return Block(
        replications=replications,
        horizon=horizon,
        queues=queues_of([0, 1]),
        items=items_of(
            (replications, 2),
            replication=run,
            queue=queue,
            arrival=arrival,
            effort=draw.standard_exponential(len(run)),
        ),
        servers=servers_of(np.ones((10, 2)), np.ones((10, days))),
    )


def demand_b(seed: int = 1) -> Demand:
    """Return what arrives and waits in model B; a service takes a 1.8th of a week."""
    draw = np.random.default_rng(seed)
    mean = 7 / 1.8
    return Demand(
        seed=seed,
        queues=2,
        open_days=np.ones(WEEKS * 7, np.bool_),
        classes=tuple(
            Class(
                number=number,
                queue=number,
                paths=draw.poisson(rate, (1000, WEEKS)),
                demand=np.ones(WEEKS),
                effort=Effort(mean=mean, variation=1.0),
            )
            for number, rate in enumerate((5.13, 11.97))
        ),
        waiting=waiting(np.repeat([0, 1], [180, 420]), mean, 1.0),
    )


def waiting(queue: np.ndarray, mean: float, spread: float) -> Waiting:
    """Return what waits at the start, one item a tenth of a day before the next."""
    count = len(queue)
    arrival = -np.arange(count, 0, -1) / 10.0
    return Waiting(
        queue=queue,
        arrival=arrival,
        available=arrival,
        effort=np.full(count, mean),
        spread=spread,
        due=np.full(count, 1e9),
        statutory=np.zeros(count, np.bool_),
    )


def block_b(replications: int = 1000) -> Block:
    """Return model B."""
    return Block(
        replications=replications,
        horizon=WEEKS * 7.0,
        queues=queues_of([0, 1]),
        items=items_for(demand_b(), 0, replications),
        servers=servers_of(np.ones((10, 2)), np.ones((10, WEEKS * 7))),
    )


def skills_c() -> np.ndarray:
    """Return who may serve which of 12 queues: 3 priorities x 4 skills, overlapping."""
    skills = np.zeros((EXAMINERS, 4), bool)
    for examiner in range(EXAMINERS):
        skills[examiner, examiner % 4] = True
        skills[examiner, (examiner + 1) % 4] = examiner % 2 == 0
        skills[examiner, (examiner + 2) % 4] = examiner % 4 == 0
    return np.tile(skills, (1, 3))


def hours_c(seed: int = 7) -> np.ndarray:
    """Return hours by day: 7.4 on weekdays, 13 % of days absent."""
    draw = np.random.default_rng(seed)
    days = np.arange(WEEKS * 7)
    return 7.4 * (days % 7 < 5) * (draw.random((EXAMINERS, WEEKS * 7)) > 0.13)


def demand_c(seed: int = 1) -> Demand:
    """Return what arrives and waits in model C: about 60 a week, load about 1."""
    draw = np.random.default_rng(seed)
    mean = EXAMINERS * 7.4 * 5 * 0.87 / 60
    shares = np.outer((0.15, 0.35, 0.5), (0.35, 0.3, 0.2, 0.15)).ravel()
    paths = [draw.negative_binomial(5, 5 / (5 + 60 * s), (1000, WEEKS)) for s in shares]
    return Demand(
        seed=seed,
        queues=12,
        open_days=np.arange(WEEKS * 7) % 7 < 5,
        classes=tuple(
            Class(
                number=number,
                queue=number,
                paths=path,
                demand=np.ones(WEEKS),
                effort=Effort(mean=mean, variation=1.2),
            )
            for number, path in enumerate(paths)
        ),
        waiting=waiting(draw.choice(12, 800, p=shares), mean, 1.2),
    )


def block_c(first: int = 0, replications: int = 1000, examiners: int = 0) -> Block:
    """Return some replications of model C, with examiners more than its sixteen."""
    may, hours = skills_c(), hours_c()
    more = np.arange(examiners) % EXAMINERS
    return Block(
        first=first,
        replications=replications,
        horizon=WEEKS * 7.0,
        queues=queues_of(np.repeat([0, 1, 2], 4).tolist()),
        items=items_for(demand_c(), first, replications),
        servers=servers_of(
            np.vstack([may, may[more]]), np.vstack([hours, hours[more]])
        ),
    )
