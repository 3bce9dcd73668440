"""Speed of the simulator beside SimPy and Ciw, in one process, in processor time.

Ours plays many replications; a peer plays fewer, by the same rule, and both are counted
in starts a second. Streams are made outside the measure, also for the peer of model C,
which reads the same. Each round measures all engines one after the other, and a ratio
is the median over the rounds.
"""

import gc
import json
import statistics
import time
from collections.abc import Callable

from app.simulation.engine import simulate
from app.simulation.model import Block
from benchmarks.simulation_models import block_a, block_b, block_c
from benchmarks.simulation_peers import ciw_a, ciw_b, simpy_a, simpy_b, simpy_c

ROUNDS = 5
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
