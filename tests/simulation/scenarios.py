"""Random units for the engines: small, awkward, with everything the model allows."""

import numpy as np

from app.simulation.building import items_of, servers_of
from app.simulation.model import (
    FOREVER,
    Block,
    Discipline,
    Equipment,
    Rule,
    Weights,
    queues_of,
)


def random_block(seed, *, rule=None, replications=3, plain=False):
    """A block made from a seed; ``plain`` leaves out limits and providers."""
    draw = np.random.default_rng(seed)
    queues, servers = int(draw.integers(1, 9)), int(draw.integers(1, 8))
    weeks = int(draw.integers(4, 30))
    rule = rule or list(Rule)[seed % len(Rule)]
    extra = (lambda share: False) if plain else (lambda share: draw.random() < share)
    limited = extra(0.4)
    return Block(
        replications=replications,
        horizon=float(weeks * 7),
        queues=queues_of(
            draw.integers(0, 4, queues).tolist(),
            division=draw.integers(0, 3, queues).tolist(),
            flagged=(draw.random(queues) < (0.0 if plain else 0.4)).tolist(),
            equipment=np.where(
                draw.random(queues) < (0.5 if limited else 0), 0, -1
            ).tolist(),
            per_hour=np.full(queues, 0.1 if extra(0.5) else 0.0).tolist(),
        ),
        items=random_items(draw, (replications, queues), weeks),
        servers=random_servers(draw, (servers, queues), weeks, replications, extra),
        equipment=Equipment(
            names=("imagers",), limits=draw.integers(1, 12, (1, weeks)).astype(float)
        ),
        discipline=Discipline(
            rule=rule,
            rates=tuple(draw.choice([1.0, 2.0, 5.0], queues).tolist()),
            shares=(0.5, 0.3, 0.2),
            weights=Weights(
                priority=50.0, arrival=1.0, due=0.4, effort=-0.5, statutory=-30.0
            ),
        ),
    )


def random_items(draw, shape, weeks):
    counts = draw.poisson(draw.choice([5, 20, 60], shape[1]), shape)
    run, queue = np.divmod(np.repeat(np.arange(counts.size), counts.ravel()), shape[1])
    count = len(run)
    seeded = draw.random(count) < 0.2
    arrival = np.where(
        seeded, -draw.integers(1, 90, count), draw.uniform(0, weeks * 7, count)
    )
    held = np.where(draw.random(count) < 0.1, draw.exponential(8, count), 0.0)
    dated = draw.random(count) < 0.3
    return items_of(
        shape,
        replication=run,
        queue=queue,
        arrival=arrival,
        available=arrival + held,
        effort=draw.lognormal(2, 0.9, count),
        due=np.where(dated, np.floor(arrival + draw.uniform(5, 90, count)), FOREVER),
        statutory=dated & (draw.random(count) < 0.5),
        seeded=seeded,
    )


def random_servers(draw, shape, weeks, replications, extra):
    may = draw.random(shape) < 0.6
    may[:, 0] |= ~may.any(axis=1)
    days = weeks * 7 + int(draw.integers(0, 60))
    working = np.arange(days) % 7 < 5
    own = replications if extra(0.4) else 1
    hours = draw.choice([3.7, 7.4, 8.0], (own, shape[0], 1)) * working
    hours = hours * (draw.random((own, shape[0], days)) > 0.15)
    provider = np.array([extra(0.15) for _ in range(shape[0])])
    return servers_of(
        may,
        hours,
        exposed_hours=hours * 0.4 if extra(0.3) else None,
        flagged_limit=draw.choice([5.0, 12.0, FOREVER], shape[0]).tolist()
        if extra(0.4)
        else None,
        ready=draw.uniform(-3, 20, shape[0]) * (draw.random(shape[0]) < 0.5),
        rank=draw.integers(0, 2, shape[0]).tolist(),
        skills=may.sum(axis=1).tolist(),
        slots=[
            np.sort(draw.integers(0, days, 20)).tolist() if sent else []
            for sent in provider
        ],
        lead=np.where(provider, 10.0, 0.0).tolist(),
    )
