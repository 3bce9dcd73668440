"""The demo unit, made once for all tests that look at it; it takes some seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.casework.ledger import Ledger
from app.demo.build import make_demo
from app.store import Store, open_store
from app.store.ledger import build_ledger


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    make_demo(path).close()
    return path


@pytest.fixture(scope="session")
def demo(demo_path) -> Iterator[Store]:
    store = open_store(demo_path, read_only=True)
    yield store
    store.close()


@pytest.fixture(scope="session")
def demo_ledger(demo) -> Ledger:
    return build_ledger(demo)
