"""A store on disk with a little of everything, and what was done to its bytes."""

import shutil
from datetime import UTC, datetime

import pytest

from app.store import open_store
from tests.faults.varied_store import make_varied

NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
PAGE = 4096


@pytest.fixture(scope="session")
def varied(tmp_path_factory):
    folder = tmp_path_factory.mktemp("varied")
    return make_varied(folder / "unit.db", requests=30, changes=40)


@pytest.fixture
def place(varied, tmp_path):
    """A copy of the store that may be spoilt."""
    path = tmp_path / "unit.db"
    shutil.copyfile(varied, path)
    return path


@pytest.fixture
def open_copy(place):
    store = open_store(place)
    yield store
    store.close()


def replace_once(path, old, new):
    """Change bytes of a file where they stand first."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
