"""Traces of other simulators, read as blocks."""

import csv
from pathlib import Path

import numpy as np

VECTORS = Path(__file__).parent.parent / "vectors"


def rows(name, case=None):
    with (VECTORS / name).open(encoding="utf-8") as file:
        found = list(csv.DictReader(file))
    return [row for row in found if case is None or row["case"] == case]


def cases(name):
    return sorted({row["case"] for row in rows(name)})


def column(found, name):
    return np.array([float(row[name]) for row in found])
