import secrets
from datetime import UTC, datetime

import pytest

from app.demo.scale import make_scale
from app.protection.convert import Person, protect
from app.protection.key_file import Cost
from app.store.engine import forget_engine

CHEAP = Cost(memory=8192, passes=1, lanes=1)
"""An attempt that costs next to nothing."""

PASSPHRASE = "correct horse battery"  # noqa: S105 - of stores of these tests
PERSON = Person(who="T. Est", at=datetime(2026, 11, 29, 9, tzinfo=UTC))


@pytest.fixture
def plain(tmp_path):
    """The path of a plain store of 60 requests that no program has open."""
    path = tmp_path / "unit.db"
    make_scale(path, requests=60).close()
    yield path
    forget_engine(path)


@pytest.fixture
def key():
    return secrets.token_bytes(32)


@pytest.fixture
def protected(plain, key):
    """The path of a protected store; its key is not known to the process."""
    done = protect(plain, key, PASSPHRASE, PERSON, cost=CHEAP)
    done.aside.unlink()
    forget_engine(plain)
    return plain
