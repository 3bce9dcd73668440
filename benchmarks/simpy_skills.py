"""A case of examiners with skills and calendars, played by SimPy, as data for a test.

It shares no code with the simulator: work is done day by day, an examiner who is idle
waits for a call, and a dispatcher answers calls at each moment at which something
changed. ``python -m benchmarks.simpy_skills FOLDER`` writes the two files; the test
needs neither this file nor SimPy.
"""

import csv
import random
import sys
from pathlib import Path

import simpy

DAYS = 133
SKILLS = ("mobile", "computer", "vehicle", "audio")
EXAMINERS = (
    ("mobile",),
    ("computer",),
    ("mobile", "computer"),
    ("computer", "vehicle"),
    ("mobile", "vehicle", "audio"),
    ("audio", "computer"),
)
QUEUES = tuple((priority, skill) for priority in (1, 2, 3) for skill in SKILLS)


def calendar(draw: random.Random) -> list[list[float]]:
    """Return hours by examiner and day: weekdays, some shorter, some not at all."""
    return [
        [
            0.0 if day % 7 > 4 or draw.random() < 0.12 else draw.choice([7.4, 7.4, 3.7])
            for day in range(DAYS)
        ]
        for _ in EXAMINERS
    ]


def coming(draw: random.Random) -> list[tuple[float, int, float]]:
    """Return arrival, queue and hours of items, a backlog of forty first."""
    items = [
        (round(-draw.uniform(1, 60), 9), draw.randrange(len(QUEUES))) for _ in range(40)
    ]
    moment = 0.0
    while moment < DAYS:
        moment += draw.expovariate(3.2)
        items.append((round(moment, 9), draw.randrange(len(QUEUES))))
    return [
        (came, queue, round(draw.lognormvariate(1.8, 0.9), 9))
        for came, queue in sorted(items)
    ]


class Unit:
    """The unit in SimPy."""

    def __init__(
        self, items: list[tuple[float, int, float]], hours: list[list[float]]
    ) -> None:
        self.env, self.items, self.hours = simpy.Environment(), items, hours
        self.waiting: list[int] = []
        self.idle = set(range(len(EXAMINERS)))
        self.called = False
        self.done: list[tuple[int, int, float, float]] = []

    def play(self) -> None:
        """Play until all days are over."""
        self.waiting = [at for at, item in enumerate(self.items) if item[0] < 0]
        self.env.process(self.mornings())
        self.env.process(self.post())
        self.env.run(until=DAYS)

    def mornings(self):
        """Call at each midnight, when people may come back to work."""
        for day in range(DAYS):
            if self.env.now < day:
                yield self.env.timeout(day - self.env.now)
            self.call()

    def post(self):
        """Let items arrive."""
        for at, (came, _, _) in enumerate(self.items):
            if came < 0:
                continue
            yield self.env.timeout(came - self.env.now)
            self.waiting.append(at)
            self.call()

    def call(self) -> None:
        """Ask for a dispatch once everything of this moment has happened."""
        if not self.called:
            self.called = True
            self.env.process(self.dispatch())

    def dispatch(self):
        """Give idle examiners at work the best item that each may take."""
        yield self.env.timeout(0)
        self.called = False
        day = int(self.env.now)
        for one in sorted(self.idle, key=lambda one: (len(EXAMINERS[one]), one)):
            fit = [
                (QUEUES[self.items[at][1]][0], self.items[at][0], at)
                for at in self.waiting
                if QUEUES[self.items[at][1]][1] in EXAMINERS[one]
            ]
            if fit and self.hours[one][day] > 0:
                at = min(fit)[2]
                self.waiting.remove(at)
                self.idle.remove(one)
                self.env.process(self.examine(one, at))

    def examine(self, one: int, at: int):
        """Work through the hours of an item, day by day."""
        start, left = self.env.now, self.items[at][2]
        while left > 0:
            day = int(self.env.now)
            hours = self.hours[one][day]
            rest = day + 1 - self.env.now
            if hours and left <= hours * rest:
                yield self.env.timeout(left / hours)
                break
            left -= hours * rest
            yield self.env.timeout(rest)
        self.done.append((at, one, start, self.env.now))
        self.idle.add(one)
        self.call()


def main(folder: Path) -> None:
    """Write items with what became of them, and hours."""
    draw = random.Random(20261129)  # noqa: S311 - a case, not a secret
    hours = calendar(draw)
    unit = Unit(coming(draw), hours)
    unit.play()
    known = {at: rest for at, *rest in unit.done}
    with (folder / "simpy_skills_items.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        head = ("arrival", "priority", "skill", "hours", "examiner", "start", "finish")
        writer.writerow(head)
        for at, (came, queue, effort) in enumerate(unit.items):
            one, start, finish = known.get(at, ("", "", ""))
            row = (came, *QUEUES[queue], effort, one, start, finish)
            writer.writerow(row)
    with (folder / "simpy_skills_hours.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("examiner", "skills", *range(DAYS)))
        for one, skills in enumerate(EXAMINERS):
            writer.writerow((one, " ".join(skills), *hours[one]))
    print(len(unit.done), "finished of", len(unit.items), "items")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
