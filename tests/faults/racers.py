"""Programs that race for the pen, in step by a shared piece of memory.

    python -m tests.faults.racers MODE FOLDER NUMBER RACERS ROUNDS SECONDS

Each plays a workstation of its own, so that nobody can look whether a process of
another still runs. In every round all begin at the same moment; who got the pen writes
a 1 into its row of the memory. ``race`` runs them and returns the sums of the rows.
"""

import json
import mmap
import os
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from app.errors import AppError
from app.store import pen_file
from app.store.lock import Owner, claim, holder_of, take_over
from app.store.lock import owner_file as file_of

ROOT = Path(__file__).parent.parent.parent
MEMORY = "memory"
SLOT = 8
GONE = 2**22 + 1
"""Number of a process that no system gives."""


class Race:
    """One racer: its step in the shared memory, and its row of results."""

    def __init__(self, folder: Path, number: int, racers: int, rounds: int) -> None:
        self._file = (folder / MEMORY).open("r+b")
        self._memory = mmap.mmap(self._file.fileno(), 0)
        self.number, self.racers, self._rounds = number, racers, rounds
        self._step = 0
        self.ends = time.monotonic() + 3600

    def wait(self) -> None:
        """Wait until all have come to this step."""
        self._step += 1
        struct.pack_into("q", self._memory, self.number * SLOT, self._step)
        while min(struct.unpack_from(f"{self.racers}q", self._memory)) < self._step:
            os.sched_yield()
            if time.monotonic() > self.ends:
                sys.exit(3)

    def won(self, turn: int) -> None:
        """Write down that this racer won a round."""
        row = self.racers * SLOT + 1 + self.number * self._rounds
        self._memory[row + turn] = 1

    def stop(self) -> None:
        """Let all stop before the next round: the time is over."""
        self._memory[self.racers * SLOT] = 1

    @property
    def is_over(self) -> bool:
        """Whether it was said that the time is over."""
        return self._memory[self.racers * SLOT] == 1


def claimed(race: Race, store: Path) -> Callable[[], object] | None:
    """Claim a store that nobody has."""
    race.wait()
    try:
        owner = claim(store)
    except AppError:
        return None
    return owner.release


def checked(race: Race, store: Path) -> Callable[[], object] | None:
    """CONTROL: look whether the owner file is there, then make it."""
    path = file_of(store)
    race.wait()
    if path.exists():
        return None
    os.sched_yield()
    path.write_bytes(b"mine")
    return lambda: path.unlink(missing_ok=True)


def taken_over(race: Race, store: Path) -> Callable[[], object] | None:
    """Take over a pen whose owner was watched long enough."""
    holder = holder_of(store)
    race.wait()
    try:
        owner = take_over(store, holder)
    except AppError:
        return None
    return owner.release


def replaced(race: Race, store: Path) -> Callable[[], object] | None:
    """CONTROL: take the stale owner file away and make another by exclusive create."""
    path, holder = file_of(store), holder_of(store)
    race.wait()
    if (seen := holder_of(store)) is None or seen.token != holder.token:
        return None
    os.sched_yield()
    path.unlink(missing_ok=True)
    try:
        pen_file.write_new(path, pen_file.content_of(f"{race.number:016x}"))
    except FileExistsError:
        return None
    return lambda: path.unlink(missing_ok=True)


def churned(race: Race, store: Path) -> Callable[[], object] | None:
    """Claim without a common beginning, so that a claim meets a release."""
    inside = store.with_name("inside")
    for _ in range(3):
        try:
            owner: Owner = claim(store)
        except AppError:
            continue
        try:
            inside.mkdir()
        except FileExistsError:
            race.won(0)  # the pen was in two hands
        else:
            inside.rmdir()
        owner.release()
    return None


MODES = {
    "claim": claimed,
    "check": checked,
    "take": taken_over,
    "dead": claimed,
    "replace": replaced,
    "churn": churned,
}
STALE = ("take", "replace")


def run(mode: str, race: Race, folder: Path, rounds: int, seconds: float) -> int:
    """Race; return how many rounds there were."""
    ends = time.monotonic() + seconds
    race.ends = ends + 60
    store = folder / "unit.db"
    for turn in range(rounds):
        if race.number == 0:
            if time.monotonic() > ends:
                race.stop()
            elif mode in STALE or mode == "dead":
                leave_stale(store, turn, is_here=mode == "dead")
        race.wait()
        if race.is_over:
            return turn
        release = MODES[mode](race, store)
        if release is not None:
            race.won(turn)
        race.wait()
        if release is not None:
            release()
        race.wait()
    return rounds


def leave_stale(store: Path, turn: int, *, is_here: bool) -> None:
    """Leave an owner file behind, of a program that is not there any more."""
    path = file_of(store)
    path.unlink(missing_ok=True)
    content = pen_file.content_of(f"{turn:016x}") | {"process": GONE}
    if not is_here:
        content["computer"] = "WS-gone"
    pen_file.write_new(path, content)


def race(
    mode: str, folder: Path, *, racers: int, rounds: int, seconds: float
) -> tuple[int, list[int]]:
    """Let programs race; return how many rounds there were and who won each.

    Args:
        mode: One of ``MODES``.
        folder: Where.
        racers: How many programs.
        rounds: How many rounds at most.
        seconds: After which no other round begins.

    Returns:
        The rounds, and for each how many winners it had.
    """
    size = racers * SLOT + 1 + racers * rounds
    (folder / MEMORY).write_bytes(bytes(size))
    programs = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.faults.racers", mode, str(folder)),
                *map(str, (number, racers, rounds, seconds)),
            ],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        for number in range(racers)
    ]
    said = [program.communicate()[0] for program in programs]
    assert [program.returncode for program in programs] == [0] * racers
    done = min(json.loads(words) for words in said)
    content = (folder / MEMORY).read_bytes()[racers * SLOT + 1 :]
    rows = [content[place * rounds :][:rounds] for place in range(racers)]
    return done, [sum(turn) for turn in zip(*rows, strict=True)][:done]


def main(arguments: list[str]) -> None:
    """Race as one of the programs."""
    mode, folder = arguments[0], Path(arguments[1])
    number, racers, rounds = map(int, arguments[2:5])
    if mode != "dead":
        pen_file.computer = lambda: f"WS-{number}"
    done = run(
        mode, Race(folder, number, racers, rounds), folder, rounds, float(arguments[5])
    )
    sys.stdout.write(json.dumps(done))


if __name__ == "__main__":
    main(sys.argv[1:])
