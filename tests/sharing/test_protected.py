"""A protected store is shared encrypted, with its key file beside it."""

import secrets

import pytest

from app.errors import LockedStore
from app.protection.convert import Person, protect
from app.protection.key_file import Cost
from app.protection.unlock import unlock
from app.sharing.opening import prepare_pen, prepare_reading, share_store
from app.sharing.publish import publish
from app.store import open_store, reading
from app.store.engine import PLAIN_HEADER, forget_engine
from app.store.setting import Settings
from app.store.unit import create_unit
from app.store.verify import verify
from tests.sharing.conftest import NOON, change, told

PASSPHRASE = "correct horse battery"  # noqa: S105 - of a store of this test
CHEAP = Cost(memory=8192, passes=1, lanes=1)


@pytest.fixture
def locked(folder, homes, tmp_path):
    """A protected store, shared; its key is not known to this program any more."""
    path = tmp_path / "unit.db"
    create_unit(path, Settings(), who="test", at=NOON).close()
    person = Person(who="test", at=NOON)
    protect(path, secrets.token_bytes(32), PASSPHRASE, person, cost=CHEAP)
    store = open_store(path)
    ready = share_store(store, folder, homes[0], at=NOON)
    store.close()
    ready.pen.release()
    forget_engine(ready.working.store)
    yield ready.working
    forget_engine(path)
    forget_engine(ready.working.store)


def test_nothing_in_the_folder_can_be_read_without_the_key(locked, folder):
    names = sorted(path.suffix for path in folder.glob("generation-*"))
    assert names == [".db", ".key"]
    content = next(folder.glob("generation-*.db")).read_bytes()
    assert not content.startswith(PLAIN_HEADER)
    assert b"operation" not in content


def test_a_reader_gives_the_passphrase_once(locked, folder, homes):
    found = prepare_reading(folder, homes[1])
    with pytest.raises(LockedStore):
        open_store(found.path, read_only=True)
    unlock(found.path, PASSPHRASE)
    with reading(found.path) as store:
        assert verify(store).is_sound
    unlock(locked.store, PASSPHRASE)
    ready = prepare_pen(folder, homes[0], at=NOON)
    store = open_store(ready.working.store)
    change(store, "new")
    publish(store, ready.working, at=NOON, pen=ready.pen)
    store.close()
    ready.pen.release()
    newer = prepare_reading(folder, homes[1], above=1)
    with reading(newer.path) as store:
        assert told(store) == "new"
    forget_engine(found.path)
    forget_engine(newer.path)


def test_the_pen_is_not_taken_before_the_key_is_given(locked, folder, homes):
    with pytest.raises(LockedStore):
        prepare_pen(folder, homes[0], at=NOON)
    assert not (folder / "pen.owner").exists()
    assert not list(locked.branches.glob("*"))
