"""A small unit on disk."""

from pathlib import Path

import pytest

from app.store.setting import Settings
from app.store.unit import create_unit
from tests.keeping.units import NOON, add_requests


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The file of a unit with three requests."""
    path = tmp_path / "unit.db"
    create_unit(path, Settings(unit="Test unit"), who="test", at=NOON).close()
    add_requests(path, 3)
    return path


@pytest.fixture
def second(tmp_path: Path) -> Path:
    """A folder that stands for another disk."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder
