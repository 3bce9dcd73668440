"""A store on disk and a small request in it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.casework.request import Request, Status
from app.store import Store
from app.store.event import write
from app.store.request import add_request
from app.store.setting import Settings
from app.store.unit import create_unit

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
DAY = 86400


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "unit.db"


@pytest.fixture
def disk_store(place: Path) -> Iterator[Store]:
    store = create_unit(place, Settings(), who="test", at=NOON)
    yield store
    store.close()


def add(store: Store, reference: str, *, at: datetime = NOON, **facts: object) -> str:
    """Add a submitted request and return its uid."""
    with write(store, who="test", why="", kind="add request", at=at) as operation:
        request = Request(
            uid="",
            reference=reference,
            status=Status.SUBMITTED,
            **facts,  # type: ignore[arg-type]
        )
        return add_request(operation, request, effective_at=int(at.timestamp()))
