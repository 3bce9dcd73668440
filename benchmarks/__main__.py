"""Every speed that the product promises, beside a peer in the same run.

``python3 dev.py bench`` makes the store of 100,000 requests once (``build/bench``) and
prints a table. Times are wall times of this machine, now: compare within a table only;
those of the simulator are of the processor. Peers lie in ``build/peers``: to run one
benchmark by itself, name that folder in PYTHONPATH.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks import capacity, forecast, priority, queue, saving, series
from benchmarks.spreadsheet import write_spreadsheet

FOLDER = Path("build") / "bench"
ROWS = 100_000
COUNTS = Path("tests") / "datasets" / "nyc_vehicle_thefts_weekly.csv"
Line = tuple[str, str, str, str, str]
"""What, target, ours, peer, ratio."""


def main() -> None:
    """Run everything and print the table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    store, sheet = scale_store(), FOLDER / "requests.csv"
    write_spreadsheet(sheet, ROWS)
    lines = [
        *window(store),
        *pages(store),
        weekly(store),
        hours(),
        *calendar(),
        *in_order(store),
        *saved(store),
        *ranking(),
        *simulating(),
        *foretold(),
        *played(),
        bring_in(sheet),
        paper(store),
    ]
    head = ("what", "target", "ours", "peer", "ratio")
    for line in (head, ("---",) * 5, *lines):
        print(f"| {' | '.join(line)} |")


def scale_store() -> Path:
    """Return the store of a whole nation's twenty years, made when there is none."""
    path = FOLDER / "scale.db"
    if not path.exists():
        from app.demo.scale import make_scale

        begun = time.perf_counter()
        make_scale(path, requests=ROWS).close()
        print(f"made {path} in {time.perf_counter() - begun:.0f} s")
    return path


def child(*words: str) -> dict[str, float]:
    """Run a measuring process and return what it printed as JSON."""
    settings = {**os.environ, "STARTED_AT": repr(time.time())}
    settings.setdefault("QT_QPA_PLATFORM", "offscreen")
    done = subprocess.run(
        [sys.executable, "-m", *words],
        env=settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=300,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def best(runs: Sequence[dict[str, float]]) -> dict[str, float]:
    """Return the least of each value over several runs."""
    return {name: min(run[name] for run in runs) for name in runs[0]}


FOUND: dict[str, dict[str, float]] = {}


def measured(store: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return what the window and the bare window measured, best of three each."""
    if not FOUND:
        child("benchmarks.window", "--empty")  # warms the file cache
        pairs = [
            (
                child("benchmarks.window", str(store)),
                child("benchmarks.window", "--empty"),
            )
            for _ in range(3)
        ]
        FOUND["ours"] = best([pair[0] for pair in pairs])
        FOUND["bare"] = best([pair[1] for pair in pairs])
    return FOUND["ours"], FOUND["bare"]


def window(store: Path) -> list[Line]:
    """Start and memory, beside an empty Qt window."""
    ours, bare = measured(store)
    painted, figures = ours["painted"], ours["figures"]
    peak, least = ours["memory_peak_mib"], bare["memory_peak_mib"]
    return [
        line("window painted", "0.5 s", painted, bare["painted"], "empty Qt window"),
        line("Today's figures", "2.0 s", figures, bare["painted"], "empty Qt window"),
        (
            "memory at its peak",
            "400 MiB",
            f"{peak:.0f} MiB",
            f"{least:.0f} MiB (empty Qt window)",
            f"{peak / least:.1f}",
        ),
    ]


def pages(store: Path) -> list[Line]:
    """Page changes and the register; the peer is the time to paint an empty window."""
    ours, _ = measured(store)
    rows = [
        (f"page {name.split('_')[1]}, {name.split('_')[2]}", "100 ms", value)
        for name, value in ours.items()
        if name.startswith("page_")
    ]
    rows.append(("queue ranked and drawn", "100 ms", ours["queue_drawn"]))
    rows += [
        (f"register {name.replace('_', ', ')}", "50 ms", ours[name])
        for name in ("scroll_median", "scroll_worst", "filter_median", "filter_worst")
    ]
    return [(what, target, shown(value), "-", "-") for what, target, value in rows]


def weekly(store: Path) -> Line:
    """The weekly backlog of twenty years, beside pandas on the same rows."""
    found = series.main(store)
    return line(
        "weekly backlog, 20 years",
        "50 ms",
        found["ours"] / 1000,
        found["pandas"] / 1000,
        "pandas",
    )


def hours() -> Line:
    """Net hours of 60 people over six years, beside pandas by the same rule."""
    found = capacity.main()
    return line(
        "net hours by person, skill, week",
        "50 ms",
        found["ours"] / 1000,
        found["pandas"] / 1000,
        "pandas",
    )


def ranking() -> list[Line]:
    """A new policy on 5,000 open requests, beside pandas; writing it by itself."""
    found = priority.main(FOLDER / "priority.db")
    mine, theirs = found["preview"] / 1000, found["pandas"] / 1000
    written = ("5,000 ranked anew, written", "-", shown(found["written"] / 1000))
    return [
        line("new policy on 5,000 requests", "200 ms", mine, theirs, "pandas"),
        (*written, "-", "-"),
    ]


def foretold() -> list[Line]:
    """Time and error of forecasts, beside the same week of the year before.

    The error is the quantile loss of all bands, in mean steps of the past, over public
    weekly counts; further sets and peers: ``python -m benchmarks.forecast``.
    """
    data = forecast.weekly(COUNTS)
    ours = forecast.table_row(data, forecast.with_pooled_season(data, "nyc_city"))
    naive = forecast.table_row(data, forecast.seasonal_naive)
    mine, theirs = ours["sQL"], naive["sQL"]
    a_year_ago = "same week a year before"
    return [
        ("forecast of 260 weeks, 1,000 futures", "30 ms",
         shown(forecast.speed() / 1000), "-", "-"),
        ("error of forecasts, bands included", "0.475",
         f"{mine:.3f}", f"{theirs:.3f} ({a_year_ago})", f"{mine / theirs:.2f}"),
    ]  # fmt: skip


def played() -> list[Line]:
    """Starts a second of the simulator, beside SimPy and Ciw on the same models."""
    found = child("benchmarks.simulation")
    rows = (
        ("two priorities, long run", "a", "simpy", "1/100"),
        ("two priorities, long run", "a", "ciw", "1/200"),
        ("104 weeks from a backlog", "b", "simpy", "1/300"),
        ("104 weeks from a backlog", "b", "ciw", "1/200"),
        ("104 weeks, skills and calendars", "c", "simpy", "1/10"),
    )
    names = {"simpy": "SimPy", "ciw": "Ciw"}
    lines = [
        (
            f"simulator: {what}",
            target,
            often(found[f"{model}_ours"]),
            f"{often(found[f'{model}_{peer}'])} ({names[peer]})",
            f"1/{found[f'{model}_over_{peer}']:.0f}",
        )
        for what, model, peer, target in rows
    ]
    whole = child("benchmarks.simulation_whole")
    return [
        *lines,
        ("full answer, 1,000 x 104 weeks", "3 s", shown(whole["seconds"]), "-", "-"),
        ("memory of it", "400 MiB", f"{whole['memory_mib']:.0f} MiB", "-", "-"),
        ("preview of a scenario, 1,000 futures", "100 ms",
         shown(found["preview"]), "-", "-"),
    ]  # fmt: skip


def often(rate: float) -> str:
    """Return how many starts a second there are, as people read it."""
    return f"{rate / 1e6:.1f} M/s" if rate >= 1e6 else f"{rate / 1e3:.0f} k/s"


def saved(store: Path) -> list[Line]:
    """A change of one request on disk, synchronised, beside a plain update."""
    found = saving.main(store)
    mine, theirs = found["saved"] / 1000, found["plain"] / 1000
    return [
        line("a change saved to disk", "30 ms", mine, theirs, "plain UPDATE"),
        alone("the slowest in a hundred of 2,000", "25 ms", found["p99"] / 1000),
        alone("the same, syncs of 10 ms", "150 ms", found["p99_slow"] / 1000),
    ]


def kept(store: Path) -> list[Line]:
    """Copies and the rehearsal, beside a plain copy of the file, which proves nothing.

    The pause is that of a window with a clock of 5 ms while a copy is made and checked.
    """
    found = child("benchmarks.keeping", str(store))
    size = f"{found['size_mb']:,.0f} MB"
    taken, plain = found["taken"], found["plain"]
    idle = f"{shown(found['idle_pause'])} (nothing going on)"
    rows = (
        ("saved while a copy is made", "save_copying"),
        ("saved while 10,000 futures are played", "save_simulating"),
    )
    return [
        line(f"copy of {size}, sound and on disk", "3 s", taken, plain, "cp and fsync"),
        alone("the same, history checked in full", "-", found["proved"]),
        ("longest pause of the window meanwhile", "50 ms", shown(found["pause"]), idle,
         f"{found['pause'] / found['idle_pause']:.1f}"),
        alone("rehearsal of a restore", "10 s", found["drill"]),
        *(line(f"{what}, 1 in 100 slower", "30 ms", found[f"{key}_p99"] / 1000,
               found["save_p99"] / 1000, "by itself") for what, key in rows),
    ]  # fmt: skip


def in_order(store: Path) -> list[Line]:
    """The queue read, ranked, with its lines and weeks, beside pandas without those."""
    found = queue.main(store)
    what = f"queue of {found['requests']:,.0f}"
    whole = line(
        f"{what}, read and ranked",
        "-",
        found["ours"] / 1000,
        found["pandas"] / 1000,
        "pandas, order only",
    )
    parts = [
        (f"{what}, {name}", "-", shown(found[key] / 1000), "-", "-")
        for name, key in (
            ("read", "read"),
            ("ranked, weeks expected", "ranked"),
            ("waterlines", "lines"),
            ("again after it was read", "again"),
        )
    ]
    return [whole, *parts]


def calendar() -> list[Line]:
    """The year calendar of 60 people drawn and scrolled, beside a table of Qt's own."""
    found = best([child("benchmarks.calendar") for _ in range(3)])
    peer = "QTableView of the same days"
    rows = (
        ("calendar of 60 people, read to drawn", "150 ms", "drawn"),
        ("calendar, a step of scrolling", "16 ms", "step_median"),
        ("calendar, the slowest step", "-", "step_worst"),
    )
    return [
        line(what, target, found[key] / 1000, found[f"peer_{key}"] / 1000, peer)
        for what, target, key in rows
    ]


def simulating() -> list[Line]:
    """The simulator beside SimPy and Ciw, and what the Plan page takes."""
    found = child("benchmarks.simulation")
    plan = child("benchmarks.plan")
    targets = {
        "a": ("M/M/10, two priorities", {"simpy": "100 x", "ciw": "200 x"}),
        "b": ("104 weeks from a backlog", {"simpy": "300 x", "ciw": "200 x"}),
        "c": ("skills and calendars", {"simpy": "10 x, 3 M/s"}),
    }
    rows = [
        (
            f"simulator, {what}",
            target,
            f"{found[f'{model}_ours'] / 1e6:.1f} M starts/s",
            f"{found[f'{model}_{peer}'] / 1e3:.0f} k/s ({peer})",
            f"{found[f'{model}_over_{peer}']:.0f} x",
        )
        for model, (what, peers) in targets.items()
        for peer, target in peers.items()
    ]
    return [
        *rows,
        alone("plan, 1,000 replications x 104 weeks", "3 s", plan["full_wall"]),
        (
            "plan, memory at its peak",
            "400 MiB",
            f"{plan['full_memory_mib']:.0f} MiB",
            "-",
            "-",
        ),
        alone("plan, preview while dragging", "100 ms", plan["preview_wall"]),
        alone("plan, examiners that a goal takes", "3 s", plan["need_wall"]),
    ]


def alone(what: str, target: str, spent: float) -> Line:
    """Return a line of what has no peer."""
    return what, target, shown(spent), "-", "-"


def timed(*words: str) -> tuple[float, float]:
    """Return wall seconds of a command and the peak memory of children so far, MiB."""
    begun = time.perf_counter()
    subprocess.run(words, stdout=subprocess.DEVNULL, check=True)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return time.perf_counter() - begun, peak


def bring_in(sheet: Path) -> Line:
    """An import with full checking and history, beside ``sqlite-utils insert``."""
    ours, peer = FOLDER / "import.db", FOLDER / "peer.db"
    for path in (ours, peer):
        path.unlink(missing_ok=True)
    tool = str(Path(sys.executable).with_name("sqlite-utils"))
    theirs, _ = timed(tool, "insert", str(peer), "requests", str(sheet), "--csv")
    day = ("--as-of", "2026-11-21")
    headroom = (sys.executable, "-m", "app")
    mine, _ = timed(*headroom, "import", str(ours), str(sheet), "--create", *day)
    return line("import of 100,000 rows", "30 s", mine, theirs, "sqlite-utils insert")


def paper(store: Path) -> Line:
    """A two-page summary from the command line, start of the program included."""
    output = FOLDER / "summary.pdf"
    words = ("-m", "app", "report", "capacity-summary", str(store))
    mine = min(
        timed(sys.executable, *words, "--output", str(output))[0] for _ in range(3)
    )
    return ("two-page PDF", "2 s", shown(mine), "-", "-")


def line(what: str, target: str, mine: float, theirs: float, peer: str) -> Line:
    """Return a line of the table; times in seconds."""
    ratio = f"{mine / theirs:.2f}"
    return what, target, shown(mine), f"{shown(theirs)} ({peer})", ratio


def shown(seconds: float) -> str:
    """Return a time as people read it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


if __name__ == "__main__":
    main()
