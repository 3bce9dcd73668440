"""A middling unit whose items come from streams: twelve queues, sixteen examiners."""

import numpy as np

from app.simulation.building import servers_of
from app.simulation.model import FOREVER, Block, queues_of
from benchmarks.simulation_streams import (
    Class,
    Demand,
    Effort,
    Hold,
    Waiting,
    items_for,
)

WEEKS = 60
EXAMINERS = 16
SHARES = np.outer((0.15, 0.35, 0.5), (0.35, 0.3, 0.2, 0.15)).ravel()
MEAN = EXAMINERS * 7.4 * 5 * 0.87 / 60


def skills():
    own = np.zeros((EXAMINERS, 4), bool)
    for one in range(EXAMINERS):
        own[one, one % 4] = own[one, (one + 1) % 4] = True
        own[one, (one + 2) % 4] |= one % 4 == 0
    return np.tile(own, (1, 3))


def demand(seed=1, *, factor=1.0, held=0.1, waiting=400):
    draw = np.random.default_rng(11)
    classes = tuple(
        Class(
            number=number,
            queue=number,
            paths=draw.negative_binomial(5, 5 / (5 + 60 * share), (100, WEEKS)),
            demand=np.full(WEEKS, factor),
            effort=Effort(mean=MEAN, variation=1.2),
            hold=Hold(share=held, days=10.0),
            target=60.0,
        )
        for number, share in enumerate(SHARES)
    )
    arrival = -np.arange(waiting, 0, -1) / 5.0
    return Demand(
        seed=seed,
        queues=12,
        open_days=np.arange(WEEKS * 7) % 7 < 5,
        classes=classes,
        waiting=Waiting(
            queue=draw.choice(12, waiting, p=SHARES),
            arrival=arrival,
            available=arrival,
            effort=np.full(waiting, MEAN),
            spread=0.4,
            due=np.full(waiting, FOREVER),
            statutory=np.zeros(waiting, bool),
        ),
    )


def servers(more=0):
    draw = np.random.default_rng(7)
    days = np.arange(WEEKS * 7)
    hours = 7.4 * (days % 7 < 5) * (draw.random((EXAMINERS, len(days))) > 0.13)
    may, extra = skills(), np.arange(more) % EXAMINERS
    return servers_of(np.vstack([may, may[extra]]), np.vstack([hours, hours[extra]]))


def block(first, replications, *, more=0, **changes):
    return Block(
        first=first,
        replications=replications,
        horizon=WEEKS * 7.0,
        queues=queues_of(np.repeat([0, 1, 2], 4).tolist()),
        items=items_for(demand(**changes), first, replications),
        servers=servers(more),
    )
