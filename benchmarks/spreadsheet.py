"""A large spreadsheet of requests, the same in every run, to be imported."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADERS = (
    *("Reference", "Priority", "Division", "Offence", "Exam type", "Submitted"),
    *("Received", "Accepted", "Allocated", "Started", "Issued", "Hours estimated"),
    "No of exhibits",
)
OFFENCES = ("IIOC", "GROOM", "RAPE_SEX", "DRUGS", "HOMICIDE", "FRAUD", "DOM_ABUSE")
TYPES = ("MOB_L1", "MOB_L2", "MOB_L3", "COMP_TGT", "COMP_FULL", "MEDIA")


def write_spreadsheet(path: Path, rows: int, seed: int = 1) -> None:
    """Write ``rows`` requests with their dates over twenty years to ``path``."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for number in range(rows):
            writer.writerow(_row(chance, number, rows))


def _row(chance: random.Random, number: int, rows: int) -> list[object]:
    submitted = date(2006, 1, 2) + timedelta(days=number * 7300 // rows)
    steps = [submitted]
    for longest in (5, 4, 60, 10, 90):
        steps.append(steps[-1] + timedelta(days=chance.randint(0, longest)))
    is_open = number > rows - 2500
    days = [f"{day:%d/%m/%Y}" for day in steps]
    if is_open:
        days[3:] = ["", "", ""]
    return [
        f"DF-{submitted.year}-{number:06d}",
        chance.choice(("P1", "P2", "P3", "P3", "P4")),
        f"D{chance.randint(1, 13):02d}",
        chance.choice(OFFENCES),
        chance.choice(TYPES),
        *days,
        round(chance.lognormvariate(3, 0.8), 1),
        min(30, 1 + int(chance.expovariate(0.5))),
    ]
