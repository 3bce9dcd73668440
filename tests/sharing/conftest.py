"""A shared folder, and two workstations with folders of their own."""

from datetime import UTC, datetime

import pytest

from app.sharing.opening import prepare_pen, share_store
from app.store import open_store
from app.store.event import write
from app.store.setting import Settings
from app.store.unit import create_unit

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)


def change(store, words, *, name="unit"):
    """Save one change of a setting."""
    with write(store, who="test", why="", kind="set", at=NOON) as operation:
        found = store.one("SELECT uid FROM setting WHERE uid = :uid", {"uid": name})
        if found is None:
            operation.register("setting", {"value": words}, effective_at=0, uid=name)
        else:
            operation.change("setting", name, {"value": words}, effective_at=0)


def told(store, name="unit"):
    """Return a setting as it is kept."""
    return store.value("SELECT value FROM setting WHERE uid = :uid", {"uid": name})


@pytest.fixture
def folder(tmp_path):
    """A folder that both workstations reach."""
    made = tmp_path / "share" / "DFU"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def homes(tmp_path):
    """Where each of the two workstations keeps what is its own."""
    return tmp_path / "ws-17", tmp_path / "ws-18"


@pytest.fixture
def shared(folder, homes, tmp_path):
    """A small unit shared from the first workstation, which has given the pen back."""
    store = create_unit(tmp_path / "unit.db", Settings(), who="test", at=NOON)
    ready = share_store(store, folder, homes[0], at=NOON)
    ready.pen.release()
    store.close()
    return folder


@pytest.fixture
def at_work():
    """Opens with the pen on a workstation; everything is closed at the end."""
    opened = []

    def begin(folder, home, **more):
        ready = prepare_pen(folder, home, at=NOON, **more)
        store = open_store(ready.working.store)
        opened.append((ready, store))
        return ready, store

    yield begin
    for ready, store in opened:
        store.close()
        ready.pen.release()
