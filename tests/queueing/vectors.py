"""The reference numbers in ``tests/vectors``, row by row."""

import csv
from datetime import date
from pathlib import Path

from app.casework.working_time import day_number
from app.queueing.waiting_list import waiting_list

FOLDER = Path(__file__).parent.parent / "vectors"


def rows(name):
    """Return the rows of a file, numbers as numbers, "NA" and nothing as None."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            {key: value_of(text) for key, text in row.items()}
            for row in csv.DictReader(file)
        ]


def value_of(text):
    if text in ("", "NA", "NaN"):
        return None
    try:
        return float(text)
    except ValueError:
        return text


def day(text):
    return day_number(date.fromisoformat(text))


def the_list(name):
    """Return a list of the reference by its name."""
    items = [row for row in rows("nhsr_wl_items") if row["list_id"] == name]
    return waiting_list(
        [date.fromisoformat(row["referral"]) for row in items],
        [row["removal"] and date.fromisoformat(row["removal"]) for row in items],
    )
