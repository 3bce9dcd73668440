"""The models of ``simulation_models`` played by SimPy and Ciw.

Model C is beyond Ciw, which has no people with several skills. On SimPy it is played by
a dispatcher of its own, which uses of SimPy the clock and its events.
"""

import random
from heapq import heappop, heappush

import ciw
import numpy as np
import simpy

from app.simulation.model import Block
from benchmarks.simulation_models import WEEKS


def simpy_a(customers: int = 20_000) -> int:
    """Play model A by SimPy's priority resource."""
    env = simpy.Environment()
    staff = simpy.PriorityResource(env, capacity=10)
    draw, waits = random.Random(1), []  # noqa: S311 - a model

    def customer(priority: int):
        came = env.now
        with staff.request(priority=priority) as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(draw.expovariate(1.0))

    def source(priority: int, rate: float):
        while True:
            yield env.timeout(draw.expovariate(rate))
            env.process(customer(priority))

    env.process(source(0, 3.0))
    env.process(source(1, 6.0))
    env.run(until=customers / 9.0)
    return len(waits)


def ciw_a(customers: int = 40_000) -> int:
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


def simpy_b(replications: int = 3) -> int:
    """Play model B by SimPy's priority resource."""
    return sum(simpy_b_once(seed) for seed in range(replications))


def simpy_b_once(seed: int) -> int:
    """Play one replication of model B; time in weeks."""
    env = simpy.Environment()
    staff = simpy.PriorityResource(env, capacity=10)
    draw, waits = random.Random(seed), []  # noqa: S311 - a model

    def customer(priority: int):
        came = env.now
        with staff.request(priority=priority) as turn:
            yield turn
            waits.append(env.now - came)
            yield env.timeout(draw.expovariate(1.8))

    def source(priority: int, rate: float):
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

    def sample(self, t: float = 0.0, ind: object = None) -> float:  # noqa: ARG002
        """Return the next gap; nothing at first, for the batch."""
        if not self.begun:
            self.begun = True
            return 0.0
        return random.expovariate(self.rate)


class Batch(ciw.dists.Distribution):
    """A batch at first, then single items."""

    def __init__(self, first: int) -> None:
        self.first = first

    def sample(self, t: float = 0.0, ind: object = None) -> int:  # noqa: ARG002
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

    def arrivals(self):
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
