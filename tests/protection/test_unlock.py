"""A protected store opens by its passphrase or its recovery key alone."""

import json

import pytest

from app.errors import InvalidRequest, LockedStore, StoreError, WrongKey
from app.protection.key_file import read_keys, write_keys
from app.protection.recovery import recovery_key
from app.protection.unlock import (
    change_passphrase,
    new_passphrase,
    unlock,
    unlock_by_recovery,
)
from app.store import open_store
from app.store.engine import forget_engine, key_file
from app.store.verify import verify
from tests.protection.conftest import CHEAP, PASSPHRASE


def is_open(path):
    store = open_store(path)
    is_sound = verify(store).is_sound
    store.close()
    return is_sound


def test_it_is_locked_until_the_passphrase_is_given(protected):
    with pytest.raises(LockedStore, match="a passphrase opens it"):
        open_store(protected)
    with pytest.raises(WrongKey, match="not the passphrase"):
        unlock(protected, "another passphrase")
    with pytest.raises(LockedStore):
        open_store(protected)
    unlock(protected, PASSPHRASE)
    assert is_open(protected)
    forget_engine(protected)
    with pytest.raises(LockedStore):
        open_store(protected)


def test_letters_with_accents_are_the_same_however_they_are_typed(protected, key):
    new_passphrase(protected, key, "Andr\u00e9 counts 12 sheep", cost=CHEAP)
    unlock(protected, "Andre\u0301 counts 12 sheep")
    assert is_open(protected)


def test_the_recovery_key_opens_it_without_the_key_file(protected, key):
    key_file(protected).unlink()
    with pytest.raises(StoreError, match="key file of this store is missing"):
        unlock(protected, PASSPHRASE)
    unlock_by_recovery(protected, recovery_key(key))
    assert is_open(protected)
    new_passphrase(protected, key, "a new one of words", cost=CHEAP)
    forget_engine(protected)
    unlock(protected, "a new one of words")
    assert is_open(protected)


def test_without_its_key_file_it_is_told_from_a_file_of_no_use(protected):
    key_file(protected).unlink()
    with pytest.raises(LockedStore, match="key file is missing") as told:
        open_store(protected)
    assert "recovery key" in told.value.remedy


def test_the_recovery_key_of_another_store_is_refused(protected):
    with pytest.raises(WrongKey, match="does not open this store"):
        unlock_by_recovery(protected, recovery_key(bytes(32)))
    with pytest.raises(InvalidRequest, match="65"):
        unlock_by_recovery(protected, "8K2QH")


def test_a_changed_passphrase_takes_the_place_of_the_old_one(protected):
    change_passphrase(protected, PASSPHRASE, "twelve green bottles", cost=CHEAP)
    with pytest.raises(WrongKey):
        unlock(protected, PASSPHRASE)
    unlock(protected, "twelve green bottles")
    assert is_open(protected)
    with pytest.raises(WrongKey):
        change_passphrase(protected, "not the old one", "thirteen bottles now")


@pytest.mark.parametrize("weak", ["", "short", "aaaaaaaaaaaaaaaa", "abababababababab"])
def test_a_passphrase_that_is_soon_guessed_is_refused(protected, weak):
    with pytest.raises(WrongKey, match="at least 12 characters"):
        change_passphrase(protected, PASSPHRASE, weak)
    unlock(protected, PASSPHRASE)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("memory_kib", 1 << 40),
        ("passes", 0),
        ("lanes", "many"),
        ("format", "headroom key 2"),
        ("keys", ["00"]),
        ("salt", "zz"),
    ],
)
def test_a_damaged_key_file_is_told_and_costs_nothing(protected, name, value):
    path = key_file(protected)
    path.write_text(json.dumps({**json.loads(path.read_text()), name: value}))
    with pytest.raises(StoreError, match="key file of this store"):
        unlock(protected, PASSPHRASE)


def test_a_changed_byte_of_the_wrapped_key_is_noticed(protected):
    path = key_file(protected)
    content = json.loads(path.read_text())
    first = content["keys"][0]
    content["keys"] = [
        ("0" if first[40] != "0" else "1").join((first[:40], first[41:]))
    ]
    path.write_text(json.dumps(content))
    with pytest.raises(WrongKey):
        unlock(protected, PASSPHRASE)


def test_while_it_gets_another_key_either_file_opens(protected, key):
    write_keys(protected, [bytes(32), key], PASSPHRASE, cost=CHEAP)
    assert read_keys(protected, PASSPHRASE) == [bytes(32), key]
    unlock(protected, PASSPHRASE)
    assert is_open(protected)


def test_the_key_file_is_for_its_user_alone(protected):
    assert key_file(protected).stat().st_mode & 0o777 == 0o600
