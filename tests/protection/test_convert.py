"""A store changes its protection whole, with its history, or stays as it was."""

import errno

import pytest

from app.errors import StoreInUse, WrongKey
from app.leaving.export import export_all
from app.protection.convert import protect, renew_key, unprotect
from app.protection.recovery import recovery_key
from app.protection.unlock import unlock, unlock_by_recovery
from app.store import open_store
from app.store.engine import engine_of, forget_engine, is_protected, key_file
from app.store.safety_act import last_safety_act
from app.store.verify import verify
from tests.protection.conftest import CHEAP, PASSPHRASE, PERSON

WORDS = (b"DIV_", b"ACCEPTED", b"CREATE TABLE", b"SQLite")


def dump(path):
    """Every row of every table but what tells of the protection itself."""
    store = open_store(path, read_only=True)
    names = store.query("SELECT name FROM sqlite_schema WHERE type = 'table'")
    rows = {
        name: [tuple(row) for row in store.query(f'SELECT * FROM "{name}"')]
        for (name,) in list(names)
    }
    store.close()
    return rows


def without_acts(rows):
    last = {row[0] for row in rows["operation"] if row[5] == "protect"}
    kept = {**rows, "safety_act": []}
    kept["operation"] = [row for row in rows["operation"] if row[0] not in last]
    kept["chain"] = [row for row in rows["chain"] if row[0] not in last]
    kept["event"] = [row for row in rows["event"] if row[1] not in last]
    return kept


def test_nothing_can_be_read_of_it_and_nothing_is_lost(plain, key):
    before = dump(plain)
    done = protect(plain, key, PASSPHRASE, PERSON, cost=CHEAP)
    content = plain.read_bytes()
    assert [word for word in WORDS if word in content] == []
    assert all(word in done.aside.read_bytes() for word in WORDS)
    store = open_store(plain)
    assert verify(store).is_sound
    assert last_safety_act(store, "protect").outcome == done.sentence
    store.close()
    assert without_acts(dump(plain)) == before
    assert plain.stat().st_mode & 0o777 == 0o600


def test_it_can_be_taken_off_again(protected, key):
    unlock(protected, PASSPHRASE)
    before = without_acts(dump(protected))
    done = unprotect(protected, PASSPHRASE, PERSON)
    assert not is_protected(protected)
    assert not key_file(protected).exists()
    assert engine_of(protected).name == "SQLite"
    assert without_acts(dump(protected)) == before
    unlock_by_recovery(done.aside, recovery_key(key))
    assert without_acts(dump(done.aside)) == before
    forget_engine(done.aside)


def test_a_new_recovery_key_takes_the_place_of_the_old_one(protected, key):
    fresh = bytes(range(32))
    renew_key(protected, fresh, PASSPHRASE, PERSON, cost=CHEAP)
    forget_engine(protected)
    with pytest.raises(WrongKey):
        unlock_by_recovery(protected, recovery_key(key))
    unlock_by_recovery(protected, recovery_key(fresh))
    forget_engine(protected)
    unlock(protected, PASSPHRASE)
    store = open_store(protected)
    assert verify(store).is_sound
    store.close()


def test_a_store_that_a_window_has_open_stays_as_it_is(plain, key):
    store = open_store(plain)
    with pytest.raises(StoreInUse):
        protect(plain, key, PASSPHRASE, PERSON, cost=CHEAP)
    store.close()
    assert not is_protected(plain)
    assert not key_file(plain).exists()


@pytest.mark.parametrize("step", range(4))
def test_stopped_at_any_step_it_is_as_it_was(plain, key, step):
    before = plain.read_bytes()

    def stop(done, total):
        if done == step:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        protect(plain, key, PASSPHRASE, PERSON, cost=CHEAP, progress=stop)
    assert plain.read_bytes() == before
    names = sorted(path.name for path in plain.parent.iterdir())
    assert [name for name in names if not name.endswith(".reserve")] == ["unit.db"]


def test_everything_goes_out_of_a_protected_store_too(protected, tmp_path):
    unlock(protected, PASSPHRASE)
    store = open_store(protected, read_only=True)
    export_all(store, tmp_path / "out.zip")
    store.close()
    assert (tmp_path / "out.zip").stat().st_size > 10_000


def test_an_error_after_the_new_file_took_its_place_is_no_failure(
    plain, key, monkeypatch
):
    def refuse(_folder):
        raise OSError(errno.EIO, "the disk reports an error")

    monkeypatch.setattr("app.protection.convert.sync_folder", refuse)
    protect(plain, key, PASSPHRASE, PERSON, cost=CHEAP)
    open_store(plain).close()
    assert is_protected(plain)


def test_a_key_is_in_no_words_that_are_said_of_a_store(protected, key):
    unlock(protected, PASSPHRASE)
    store = open_store(protected)
    for said in (repr(store), repr(store.engine)):
        assert key.hex() not in said
        assert repr(key)[2:-1] not in said
    store.close()
