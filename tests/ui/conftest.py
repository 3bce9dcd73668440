"""A small unit on disk for the window, and a session on it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app.casework.request import Priority, Request, Status
from app.store import Store, open_store
from app.store.event import write
from app.store.person import add_person, set_pattern
from app.store.request import add_request
from app.store.setting import Settings
from app.store.unit import create_unit
from app.workforce.examiner import EXAMINER, Person, full_time_pattern

TODAY = date(2026, 3, 31)
NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
AGES = (2, 10, 20, 40, 75, 120, 200, 400)
"""Days before ``TODAY`` on which each request of the small unit was accepted."""


def fill(store: Store) -> None:
    """Put eight outstanding requests and one examiner into a store."""
    with write(store, who="test", why="", kind="add", at=NOON) as operation:
        for number, age in enumerate(AGES, start=1):
            day = TODAY - timedelta(days=age)
            request = Request(
                uid="",
                reference=f"DF-{number}",
                status=Status.ACCEPTED,
                priority=tuple(Priority)[number % 4],
                received_on=day,
                accepted_on=day,
                effort_estimated=None if number == 3 else 10.0,
            )
            at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
            add_request(operation, request, effective_at=int(at.timestamp()))
        person = Person(
            uid="", name="Examiner 1", role=EXAMINER, starts_on=date(2020, 1, 6)
        )
        uid = add_person(operation, person)
        set_pattern(operation, full_time_pattern(uid, date(2020, 1, 6)))


@pytest.fixture
def unit_path(tmp_path: Path) -> Path:
    """The file of a unit with eight outstanding requests and one examiner."""
    path = tmp_path / "unit.db"
    store = create_unit(path, Settings(unit="Test unit"), who="test", at=NOON)
    fill(store)
    store.close()
    return path


@pytest.fixture
def unit(unit_path: Path) -> Iterator[Store]:
    """The same unit, open."""
    store = open_store(unit_path)
    yield store
    store.close()
