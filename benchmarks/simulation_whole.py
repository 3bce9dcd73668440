"""A full answer on model C: from streams to percentiles, in a process of its own."""

import json
import resource
import time

import numpy as np

from app.simulation.engine import simulate
from app.simulation.invariants import check_run
from app.simulation.model import Block, Starts
from benchmarks.simulation_models import WEEKS, block_c


def fan(block: Block, starts: Starts) -> np.ndarray:
    """Return what waits at the ends of weeks, by replication."""
    edges = np.arange(0, 7 * WEEKS + 1, 7.0)
    sizes = np.diff(block.items.offsets[:: block.queues.count])
    run = np.repeat(np.arange(block.replications), sizes)
    waiting = np.zeros((block.replications, WEEKS + 1))
    for moments, step in ((block.items.arrival, 1), (starts.start, -1)):
        week = np.clip(np.ceil(moments / 7), 0, WEEKS + 1).astype(np.int64)
        cell = run * (WEEKS + 2) + week
        counts = np.bincount(cell, minlength=block.replications * (WEEKS + 2))
        by_week = counts.reshape(block.replications, WEEKS + 2)[:, : len(edges)]
        waiting += step * np.cumsum(by_week, axis=1)
    return waiting


def whole(replications: int = 1000, at_once: int = 250) -> dict[str, float]:
    """Play model C from streams to percentiles of its backlog, checked, by blocks."""
    begun, fans = time.perf_counter(), []
    busy = time.process_time()
    for first in range(0, replications, at_once):
        block = block_c(first, at_once)
        starts = simulate(block)
        check_run(block, starts)
        fans.append(fan(block, starts))
    np.percentile(np.concatenate(fans), (5, 10, 25, 50, 75, 90, 95), axis=0)
    spent = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    used = time.process_time() - busy
    return {"seconds": spent, "processor": used, "memory_mib": peak}


if __name__ == "__main__":
    print(json.dumps(whole()))
