"""F5, P5: SQLite runs out of memory, at every limit from much too little to enough.

The program goes on, the user is told, the store is sound and holds what was confirmed.
"""

import shutil

from tests.faults.rounds import rounds
from tests.faults.tally import note
from tests.faults.work import fault_of, state_of

LEAST, MOST = 150_000, 2_600_000
"""Bytes for SQLite: too few to open a store, and enough for all the work."""


def test_too_little_memory_is_told_and_harms_nothing(workers, fresh, tmp_path):
    place, wrong, steps = tmp_path / "unit.db", [], rounds(60, 500)
    seen = {"refused": 0, "unsaved": 0, "all saved": 0}
    for step in range(steps):
        shutil.copyfile(fresh, place)
        _, before = state_of(place)
        limit = LEAST + (MOST - LEAST) * step // (steps - 1)
        said = workers.ask(
            {"task": "narrow", "place": str(place), "seed": step, "limit": limit}
        )
        confirmed = [each.split()[1] for each in said if each.startswith("confirmed")]
        unsaved = [each for each in said if each.startswith("unsaved")]
        fault, after = state_of(place, confirmed)
        is_odd = said[-1] != "ended 0" or any("crashed" in each for each in said)
        if fault or is_odd or after != before + len(confirmed):
            wrong.append((limit, fault, after - before, said))
        kind = "refused" if "opened" not in said else "unsaved"
        seen[kind if unsaved else "all saved"] += 1
    about = {"tried": steps, "survived": steps - len(wrong), "lost": len(wrong)}
    words = ", ".join(f"{count} {what}" for what, count in seen.items())
    note(fault="F5", what="heap limit at each step", **about, control=words)
    assert wrong == []
    assert all(seen.values()), seen  # the limits are where something happens
    assert fault_of(fresh) == ""
