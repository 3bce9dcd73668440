"""What the Plan page takes on the demonstration unit, in a process of its own.

The full answer of 1,000 replications over 104 weeks, checked; the preview while a lever
is dragged; and the smallest number of examiners that reaches a goal. Seconds of the
wall and of the processor, and the peak memory of the process.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from app.casework.request import Priority
from app.demo.build import make_demo
from app.reports.facts import read_facts
from app.reports.simulation_facts import situation_of
from app.scenario.goal import Goal, Means, WaitGoal
from app.scenario.levers import Joins
from app.scenario.preview import preview
from app.scenario.requirement import requirement_of
from app.scenario.run import run
from app.scenario.scenario import BASE, Scenario
from app.scenario.study import study_of
from app.store import open_store
from app.store.setting import read_settings

DEMO = Path("build") / "bench" / "demo.db"
REPLICATIONS = 1000
ROUNDS = 3


def measured(what: Callable[[], object]) -> tuple[float, float]:
    """Return the least seconds of the wall and of the processor of some rounds."""
    found = []
    for _ in range(ROUNDS):
        begun, busy = time.perf_counter(), time.process_time()
        what()
        found.append((time.perf_counter() - begun, time.process_time() - busy))
    return min(wall for wall, _ in found), min(busy for _, busy in found)


def main(path: Path) -> dict[str, float]:
    """Measure everything on the store at ``path``, which is made if it is not there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_demo(path).close()
    store = open_store(path, read_only=True)
    day = read_settings(store).as_at
    assert day is not None
    situation = situation_of(store, read_facts(store, day))
    study = study_of(situation, seed=1, weeks=104)
    first = day + timedelta(days=1)
    skills = ("SK_MOB1", "SK_MOB2", "SK_WIN", "SK_GRADE")
    more = Joins(fte=1.0, skills=skills, first_on=first)
    other = Scenario(name="One more", levers=(more,), weeks=104)
    goal = Goal(
        by=first + timedelta(weeks=39),
        waits=(WaitGoal(priority=Priority.STANDARD, days=90),),
    )
    runs = {
        "full": lambda: run(study, BASE, replications=REPLICATIONS),
        "preview": lambda: preview(study, other),
        "need": lambda: requirement_of(study, goal, Means(profiles=(more,))),
    }
    found: dict[str, float] = {}
    for name, what in runs.items():
        found[f"{name}_wall"], found[f"{name}_processor"] = measured(what)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        found[f"{name}_memory_mib"] = peak
    store.close()
    return found


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO)))
