"""Speed of the simulator beside SimPy and Ciw, in one process, in processor time.

Three models (``../shared/design/analytics.md`` 7.1 has them too):

* A: M/M/10 in the long run, two priorities, rates 3 and 6, service 1;
* B: 104 weeks from a backlog of 600, rates 5.13 and 11.97 a week, 10 examiners at 1.8;
* C: 12 queues, 16 examiners with skills and calendars, 104 weeks from a backlog of 800.

Ours plays many replications; a peer plays fewer, by the same rule, and both are counted
in starts a second. Streams are made outside the measure for ours and C's peer, which
read the same; what they cost is a line of its own. Each round measures all engines one
after the other, and a ratio is the median over the rounds.
"""

import gc
import json
import random
import resource
import statistics
import time
from collections.abc import Callable
from heapq import heappop, heappush

import ciw
import numpy as np
import simpy

from app.simulation.building import items_of, servers_of, summed
from app.simulation.engine import simulate
from app.simulation.model import Block, queues_of
from app.simulation.streams import Class, Demand, Effort, Waiting, items_for

ROUNDS = 5
WEEKS = 104
Runner = Callable[[], int]


def seconds(run: Runner) -> float:
    """Return starts a second of processor time."""
    gc.collect()
    begun = time.process_time()
    starts = run()
    return starts / (time.process_time() - begun)


def rounds(runners: dict[str, Runner]) -> dict[str, list[float]]:
    """Measure each runner once a round, interleaved."""
    for run in runners.values():
        run()  # warms caches and pools
    found: dict[str, list[float]] = {name: [] for name in runners}
    for _ in range(ROUNDS):
        for name, run in runners.items():
            found[name].append(seconds(run))
    return found


def started(block: Block) -> int:
    """Play a block and count its starts."""
    return int((simulate(block).server >= 0).sum())


# Model A


def block_a(replications: int = 1000, horizon: float = 500.0, seed: int = 1) -> Block:
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


def simpy_a(customers: int = 20_000) -> int:
    """Play model A by SimPy's priority resource."""
    env = simpy.Environment()
    staff = simpy.PriorityResource(env, capacity=10)
    draw, waits = random.Random(1), []

    def customer(priority: int):  # noqa: ANN202
        came = env.now
        with staff.request(priority=priority) as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(draw.expovariate(1.0))

    def source(priority: int, rate: float):  # noqa: ANN202
        while True:
            yield env.timeout(draw.expovariate(rate))
            env.process(customer(priority))

    env.process(source(0, 3.0))
    env.process(source(1, 6.0))
    env.run(until=customers / 9.0)
    return len(waits)


def ciw_a(customers: int = 10_000) -> int:
    """Play model A by Ciw."""
    network = ciw.create_network(
        arrival_distributions={
            "Class 0": [ciw.dists.Exponential(rate=3.0)],
            "Class 1": [ciw.dists.Exponential(rate=6.0)],
        },
        service_distributions={
            "Class 0": [ciw.dists.Exponential(rate=1.0)],
            "Class 1": [ciw.dists.Exponential(rate=1.0)],
        },
        priority_classes={"Class 0": 0, "Class 1": 1},
        number_of_servers=[10],
    )
    ciw.seed(1)
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(customers / 9.0)
    return len(simulation.get_all_records())


# Model B


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


def simpy_b(replications: int = 3) -> int:
    """Play model B by SimPy's priority resource."""
    return sum(simpy_b_once(seed) for seed in range(replications))


def simpy_b_once(seed: int) -> int:
    """Play one replication of model B; time in weeks."""
    env = simpy.Environment()
    staff = simpy.PriorityResource(env, capacity=10)
    draw, waits = random.Random(seed), []

    def customer(priority: int):  # noqa: ANN202
        came = env.now
        with staff.request(priority=priority) as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(draw.expovariate(1.8))

    def source(priority: int, rate: float):  # noqa: ANN202
        while True:
            yield env.timeout(draw.expovariate(rate))
            env.process(customer(priority))

    for priority, count in ((0, 180), (1, 420)):
        for _ in range(count):
            env.process(customer(priority))
    env.process(source(0, 5.13))
    env.process(source(1, 11.97))
    env.run(until=WEEKS)
    return len(waits)


class Backlog(ciw.dists.Distribution):
    """Arrivals at the start in a batch, then one after the other."""

    def __init__(self, rate: float) -> None:
        self.rate, self.begun = rate, False

    def sample(self, t: float | None = None, ind: object = None) -> float:
        """Return the next gap; nothing at first, for the batch."""
        if not self.begun:
            self.begun = True
            return 0.0
        return random.expovariate(self.rate)


class Batch(ciw.dists.Distribution):
    """A batch at first, then single items."""

    def __init__(self, first: int) -> None:
        self.first = first

    def sample(self, t: float | None = None, ind: object = None) -> int:
        """Return how many come."""
        size, self.first = self.first, 1
        return size


def ciw_b(replications: int = 3) -> int:
    """Play model B by Ciw, which starts empty: the backlog comes as a batch at 0."""
    count = 0
    for seed in range(replications):
        network = ciw.create_network(
            arrival_distributions={
                "Class 0": [Backlog(5.13)],
                "Class 1": [Backlog(11.97)],
            },
            batching_distributions={"Class 0": [Batch(180)], "Class 1": [Batch(420)]},
            service_distributions={
                "Class 0": [ciw.dists.Exponential(rate=1.8)],
                "Class 1": [ciw.dists.Exponential(rate=1.8)],
            },
            priority_classes={"Class 0": 0, "Class 1": 1},
            number_of_servers=[10],
        )
        ciw.seed(seed)
        simulation = ciw.Simulation(network)
        simulation.simulate_until_max_time(WEEKS)
        count += len(simulation.get_all_records())
    return count


# Model C

EXAMINERS = 16


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


class Dispatcher:
    """Model C by hand on SimPy: its clock, and queues and examiners of our own."""

    def __init__(self, block: Block, place: int) -> None:
        items, count = block.items, block.queues.count
        at = block.items.offsets[place * count : (place + 1) * count + 1]
        rows = range(int(at[0]), int(at[-1]))
        queue = np.repeat(np.arange(count), np.diff(at)).tolist()
        self.env = simpy.Environment()
        known = zip(items.arrival[rows], rows, queue, items.effort[rows], strict=True)
        self.coming = sorted((float(a), i, k, float(x)) for a, i, k, x in known)
        self.priority = block.queues.priority.tolist()
        may = block.servers.may_serve
        self.serves = [np.flatnonzero(row).tolist() for row in may]
        self.servers = [np.flatnonzero(row).tolist() for row in may.T]
        self.order = may.sum(axis=1).tolist()
        self.curves = [np.asarray(row) for row in block.servers.worked[0]]
        self.waiting: list[list[tuple[float, int, float]]] = [[] for _ in range(count)]
        self.idle = set(range(block.servers.count))
        self.starts: list[tuple[float, int]] = []

    def play(self, until: float) -> int:
        """Play to the end."""
        self.env.process(self.arrivals())
        self.env.run(until=until)
        return len(self.starts)

    def arrivals(self):  # noqa: ANN201
        """Let items arrive."""
        for arrival, item, queue, effort in self.coming:
            if arrival > self.env.now:
                yield self.env.timeout(arrival - self.env.now)
            heappush(self.waiting[queue], (arrival, item, effort))
            if arrival >= 0:
                self.call(queue)
        yield self.env.timeout(0)

    def call(self, queue: int) -> None:
        """Let an idle examiner of a queue look."""
        free = [one for one in self.servers[queue] if one in self.idle]
        if free:
            self.look(min(free, key=lambda one: (self.order[one], one)))

    def look(self, examiner: int) -> None:
        """Take the best head, or be idle."""
        heads = [
            (self.priority[queue], self.waiting[queue][0][0], queue)
            for queue in self.serves[examiner]
            if self.waiting[queue]
        ]
        if not heads:
            self.idle.add(examiner)
            return
        self.idle.discard(examiner)
        queue = min(heads)[2]
        _, item, effort = heappop(self.waiting[queue])
        now, curve = self.env.now, self.curves[examiner]
        self.starts.append((now, item))
        day = int(now)
        done = curve[day] + (now - day) * (curve[day + 1] - curve[day]) + effort
        knot = int(curve.searchsorted(done))
        if knot < len(curve):
            share = (done - curve[knot - 1]) / (curve[knot] - curve[knot - 1])
            after = self.env.timeout(knot - 1 + share - now)
            after.callbacks.append(lambda _event: self.look(examiner))


def simpy_c(block: Block, replications: int = 4) -> int:
    """Play some replications of model C by hand on SimPy."""
    return sum(
        Dispatcher(block, place).play(WEEKS * 7 - 1e-9) for place in range(replications)
    )


def main() -> dict[str, float]:
    """Measure everything and return rates, ratios and seconds."""
    found: dict[str, float] = {}
    a, b, c = block_a(), block_b(), block_c()
    models: dict[str, dict[str, Runner]] = {
        "a": {"ours": lambda: started(a), "simpy": simpy_a, "ciw": ciw_a},
        "b": {"ours": lambda: started(b), "simpy": simpy_b, "ciw": ciw_b},
        "c": {"ours": lambda: started(c), "simpy": lambda: simpy_c(c)},
    }
    for model, runners in models.items():
        rates = rounds(runners)
        for name, measured in rates.items():
            found[f"{model}_{name}"] = statistics.median(measured)
            ratio = [x / y for x, y in zip(rates["ours"], measured, strict=True)]
            found[f"{model}_over_{name}"] = statistics.median(ratio)
    return found


if __name__ == "__main__":
    print(json.dumps(main()))
