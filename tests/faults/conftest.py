"""The clock of the tally starts with each test; programs that can be killed."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import tally
from tests.faults.work import new_store
from tests.faults.workers import Workers


@pytest.fixture(autouse=True)
def _seconds() -> None:
    tally.start()


@pytest.fixture
def workers() -> Iterator[Workers]:
    """The program that works on stores in children of its own."""
    if not hasattr(os, "fork"):
        pytest.skip("no fork on this machine")
    workers = Workers()
    yield workers
    workers.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """The store of a unit that has begun to work, closed."""
    folder = tmp_path / "fresh"
    folder.mkdir()
    return new_store(folder / "unit.db")
