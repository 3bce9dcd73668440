"""A copy of a store is whole, or there is none and what was there stays."""

import pytest

from app.errors import OutputError
from app.store import open_store
from app.store.chain import last_head
from app.store.copy import copy_store
from app.store.verify import verify


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    from app.demo.scale import make_scale

    path = tmp_path_factory.mktemp("copy") / "unit.db"
    store = make_scale(path, requests=300)
    yield store
    store.close()


def test_a_copy_has_the_whole_history_and_is_private(original, tmp_path):
    copied = copy_store(original, tmp_path / "copy.db")
    assert copied.head == last_head(original).hex()
    assert copied.size == copied.path.stat().st_size
    assert copied.path.stat().st_mode & 0o777 == 0o600
    copy = open_store(copied.path)
    assert verify(copy).is_sound
    copy.close()
    beside = {path.name for path in tmp_path.iterdir()}
    assert beside == {"copy.db", "copy.db.reserve"}


def test_what_was_there_stays_when_the_folder_is_gone(original, tmp_path):
    with pytest.raises(OutputError, match="cannot be written"):
        copy_store(original, tmp_path / "gone" / "copy.db")


def test_a_copy_that_is_stopped_leaves_the_older_one(original, tmp_path):
    target = tmp_path / "copy.db"
    target.write_bytes(b"older")

    def stop(done, total):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        copy_store(original, target, progress=stop)
    assert target.read_bytes() == b"older"
    assert [path.name for path in tmp_path.iterdir()] == ["copy.db"]
